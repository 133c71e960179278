"""Names of distance metrics, as studies write them: plain words, but Minkowski's holds its p, `minkowski(3)`."""

import re

_MINKOWSKI = re.compile(r"minkowski\((\d+(?:\.\d+)?)\)")


def split_metric(name):
    """(family, p): ("minkowski", 3.0) of "minkowski(3)", (name, None) of every other one."""
    found = _MINKOWSKI.fullmatch(name)
    return (name, None) if found is None else ("minkowski", float(found[1]))


def offers_metric(offered, name):
    """Whether the metrics that an engine offers, by name or family, include this one."""
    return name in offered or split_metric(name)[0] in offered
