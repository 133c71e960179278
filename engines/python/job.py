"""Reads and checks a job file (engine protocol, version 1)."""

import json

PROTOCOL_VERSION = 1

_CONFIGURATION = {"n_neighbors": int, "metric": str, "weights": ("uniform", "distance")}
_SHAPE = {
    "protocol": (PROTOCOL_VERSION,),
    "engine": str,
    "params": dict,
    "fit_depends_on": [str],
    "task": ("classification", "regression"),
    "n_classes": int,
    "threads": int,
    "data": {"X_train": str, "y_train": str, "X_timed": str, "X_score": str},
    "out": str,
    "protocol_options": {
        "warmup": dict,
        "repeats": int,
        "min_time_ns": float,
        "mode": ("batch", "single"),
        "time_proba": bool,
        "time_search": bool,
    },
    "timed": [{"metric": str, "first": _CONFIGURATION, "configurations": [_CONFIGURATION]}],
}
_UNTIMED = {"configurations": [_CONFIGURATION], "neighbors": [{"metric": str, "n_neighbors": int}]}


class JobError(Exception):
    """A job that cannot be run as it stands; the message is one line."""


def read_job(path):
    """The job as nested dicts and lists, with the keys of the protocol and nothing else."""
    try:
        with open(path, encoding="utf-8") as file:
            job = json.load(file)
    except (OSError, ValueError) as error:
        raise JobError(f"{path}: cannot be read: {error}") from error
    try:
        _check(job, {**_SHAPE, "untimed": type(None) if _no_answers(job) else _UNTIMED}, "")
        _check_warmup(job["protocol_options"]["warmup"])
    except JobError as error:
        raise JobError(f"{path}: {error}") from error
    return job


def _no_answers(job):
    return isinstance(job, dict) and "untimed" in job and job["untimed"] is None


def _check(value, shape, path):
    if isinstance(shape, dict):
        _check_mapping(value, shape, path)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise JobError(f"{path} is {value!r}; allowed: a list")
        for i, item in enumerate(value):
            _check(item, shape[0], f"{path}.{i}")
    elif isinstance(shape, tuple):
        if value not in shape:
            raise JobError(f"{path} is {value!r}; allowed: {', '.join(map(str, shape))}")
    elif not _is(value, shape):
        raise JobError(f"{path} is {value!r}; allowed: {_WORDS[shape]}")


def _check_mapping(value, shape, path):
    if not isinstance(value, dict):
        raise JobError(f"{path or 'the job'} is {value!r}; allowed: an object")
    for key in [*shape, *value]:
        where = f"{path}.{key}".lstrip(".")
        if key not in value:
            raise JobError(f"{where} is missing")
        if key not in shape:
            raise JobError(f"{where} is unknown; allowed: {', '.join(shape)}")
    for key, inner in shape.items():
        _check(value[key], inner, f"{path}.{key}".lstrip("."))


_WORDS = {
    str: "text",
    int: "a whole number from 0",
    float: "a number from 0",
    bool: "true, false",
    dict: "an object",
    type(None): "null",
}


def _is(value, kind):
    if kind in (int, float):
        numbers = (int, float) if kind is float else int
        return isinstance(value, numbers) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)


def _check_warmup(warmup):
    _check(warmup, {"calls": int} if "calls" in warmup else {"time_ns": float}, "protocol_options.warmup")
