"""Values of rounds, passes and datasets, and statistics that SciPy has not in this form."""

import itertools
from collections import defaultdict

import numpy as np
from ledger import BASELINE, RECORDS, SAMPLES, STUDY, SUBSETS
from scipy import special


def log_ratios(case, arm, only=None):
    """{round: mean over shared configurations of ln(median / median of the baseline)}."""
    own, base = SAMPLES[case][arm], SAMPLES[case][BASELINE, "main"]
    values = {}
    for number, configurations in sorted(own.items()):
        shared = [c for c in configurations if c in base[number] and (only is None or c in only)]
        if shared:
            values[number] = np.mean([np.log(np.median(configurations[c]) / np.median(base[number][c])) for c in shared])
    return values


def log_times(case):
    rounds = SAMPLES[case][BASELINE, "main"]
    return {number: np.mean([np.log(np.median(ns)) for ns in found.values()]) for number, found in sorted(rounds.items()) if found}


def by_subset(values):
    lists = defaultdict(list)
    for number, value in sorted(values.items()):
        lists[number % SUBSETS].append(value)
    return [lists[subset] for subset in sorted(lists)]


def estimate(values):
    """Mean, sd, se, df as a linear model with one column a subset would give them."""
    lists = by_subset(values)
    flat = np.concatenate(lists)
    if all(len(one) == 1 for one in lists) and len(lists) > 1:
        lists = [flat]
    df = len(flat) - len(lists)
    sd = np.sqrt(sum(((np.array(one) - np.mean(one)) ** 2).sum() for one in lists) / df)
    return np.mean([np.mean(one) for one in lists]), sd, sd / np.sqrt(len(flat)), df


def pass_means(values):
    passes = defaultdict(list)
    for number, value in values.items():
        passes[number // SUBSETS].append(value)
    return [np.mean(one) for _, one in sorted(passes.items())]


def holm(p_values, m):
    order = np.argsort(p_values)
    adjusted, floor = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        floor = max(floor, min(1.0, (m - rank) * p_values[index]))
        adjusted[index] = floor
    return adjusted


def sign_flip(values):
    signs = np.array(list(itertools.product([-1, 1], repeat=len(values))))
    sums = np.abs(signs @ np.array(values))
    return np.mean(sums >= abs(sum(values)) - 1e-12 * np.sum(np.abs(values)))


def hedges(df):
    return np.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2)) / np.sqrt(df / 2)


def least_p(n):
    return 2 / 2**n


def datasets():
    found = defaultdict(list)
    for case in SAMPLES:
        found[case[0]].append(case)
    return found


def engines():
    left_out = {record["engine"] for record in RECORDS if record["type"] == "left-out"}
    return [one["name"] for one in STUDY["engines"] if one["name"] != BASELINE and one["name"] not in left_out]
