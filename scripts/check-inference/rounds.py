"""`rounds`."""

import itertools
from collections import defaultdict

import numpy as np
from comparison import Comparison
from ledger import ALPHA, BASELINE, CASE, POSITIONS, SAMPLES, SUBSETS, table
from scipy import special, stats
from values import by_subset, estimate, holm, least_p, log_ratios, log_times


def trend(lists):
    """Summed Kendall scores of the series with an exact p: the sizes are counted by convolution of all orders."""
    score = lambda one: sum(np.sign(b - a) for a, b in itertools.combinations(one, 2))
    total = sum(score(one) for one in lists)
    counts = {0: 1}
    for one in lists:
        own = defaultdict(int)
        if len(one) <= 7:
            for order in itertools.permutations(range(len(one))):
                own[score(order)] += 1
        else:
            inversions = np.array([1.0])
            for size in range(2, len(one) + 1):
                inversions = np.convolve(inversions, np.ones(size))
            for number, ways in enumerate(inversions):
                own[len(one) * (len(one) - 1) // 2 - 2 * number] += ways
        both = defaultdict(int)
        for (a, x), (b, y) in itertools.product(counts.items(), own.items()):
            both[a + b] += x * y
        counts = both
    p = sum(ways for size, ways in counts.items() if abs(size) >= abs(total)) / sum(counts.values())
    least = 2 / np.prod([special.factorial(len(one)) for one in lists])
    return total / sum(len(one) * (len(one) - 1) / 2 for one in lists), p, least


def check_rounds():
    check, rows = Comparison("rounds"), table("rounds")
    results = []
    for row in rows:
        case, arm = tuple(row[key] for key in CASE), (row["engine"], row["arm"])
        main = arm == (BASELINE, "main")
        results.append((log_times(case) if main else log_ratios(case, arm)) or None)
    trends = [None if values is None else trend(by_subset(values)) for values in results]
    able = [one is not None and one[2] <= ALPHA for one in trends]
    adjusted = iter(holm([one[1] for one, can in zip(trends, able) if can], sum(able)))
    for row, values, drift, can in zip(rows, results, trends, able):
        where = f"{row['dataset']} {row['engine']} {row['arm']}"
        if values is None:
            check.value(row["drift_tau"], None, where)
            continue
        check.value(row["sd"], estimate(values)[1], where)
        check.value(row["drift_tau"], drift[0], where)
        check.value(row["p_drift"], drift[1] if can else None, where)
        check.value(row["p_drift_adjusted"], next(adjusted) if can else None, where)
        check_alike(check, row, values, where)
        check_warm_up(check, row, where)
    check.print()


def check_alike(check, row, values, where):
    lists = by_subset(values)
    if len(lists) > 1 and min(len(one) for one in lists) < 3:
        check.value(row["p_position"], None, where)
        return
    means = [np.mean(one) for one in lists]
    aligned = {number: value - means[number % SUBSETS] for number, value in values.items()}
    groups = defaultdict(list)
    for number, value in aligned.items():
        groups[POSITIONS[row["dataset"], row["engine"], row["arm"], number]].append(value)
    able = len(groups) > 1 and stats.chi2.sf(len(aligned) - 1, len(groups) - 1) <= ALPHA
    check.value(row["p_position"], stats.kruskal(*groups.values()).pvalue if able else None, where)
    low, high = np.percentile(list(aligned.values()), [25, 75])
    outside = [n for n, v in aligned.items() if max(low - v, v - high) > 1.5 * (high - low)]
    shown = [] if row["outliers"] == "none" else [int(one.split(" ")[0]) for one in row["outliers"].split(", ")]
    if outside != shown:
        check.fail(f"{where}: outlying rounds {shown}, expected {outside}")


def check_warm_up(check, row, where):
    case = tuple(row[key] for key in CASE)
    logs = []
    for configurations in SAMPLES[case][row["engine"], row["arm"]].values():
        repeated = [np.log(ns) for ns in configurations.values() if len(ns) > 1]
        if repeated:
            means = np.exp(np.mean(repeated, axis=0))
            logs.append(np.log(means[0] / np.median(means[1:])))
    check.value(row["warm_up"], np.exp(np.median(logs)) if logs else None, where)
    able = logs and least_p(len(logs)) <= ALPHA
    check.value(row["p_warm_up"], stats.wilcoxon(logs, method="exact").pvalue if able else None, where)
