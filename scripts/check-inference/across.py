"""`across-datasets`, `ranks`, `friedman` and `pairwise`."""

import itertools

import numpy as np
from comparison import Comparison
from ledger import ALPHA, BASELINE, SAMPLES, table
from scipy import stats
from values import by_subset, datasets, engines, estimate, hedges, holm, least_p, log_ratios


def check_across():
    check = Comparison("across-datasets")
    rows, names = table("across-datasets"), engines()
    assert [row["engine"] for row in rows] == names
    found = []
    for row in rows:
        values = []
        for cases in datasets().values():
            means = [estimate(ratios)[0] for case in cases if (ratios := log_ratios(case, (row["engine"], "main")))]
            if len(means) == len(cases):
                values.append(np.mean(means))
        found.append(values)
    t_tests = [stats.ttest_1samp(values, 0) for values in found]
    t_adjusted = holm([test.pvalue for test in t_tests], len(names))
    reach = [least_p(len(values)) <= ALPHA / len(names) for values in found]
    ranks = [stats.wilcoxon(values, method="exact").pvalue if able else None for values, able in zip(found, reach)]
    adjusted = iter(holm([p for p in ranks if p is not None], len(names)))
    for row, values, test, p, wilcoxon in zip(rows, found, t_tests, t_adjusted, ranks):
        where, n = row["engine"], len(values)
        interval = test.confidence_interval(0.95)
        check.value(row["datasets"], n, where)
        check.value(row["ratio"], stats.gmean(np.exp(values)), where)
        check.value(row["ratio_low"], np.exp(interval.low), where)
        check.value(row["ratio_high"], np.exp(interval.high), where)
        check.value(row["p"], test.pvalue, where)
        check.value(row["p_adjusted"], p, where)
        check.value(row["p_wilcoxon"], wilcoxon, where)
        check.value(row["p_wilcoxon_adjusted"], None if wilcoxon is None else next(adjusted), where)
        check.value(row["g_z"], hedges(n - 1) * np.mean(values) / np.std(values, ddof=1) if n > 2 else None, where)
    check.print()


def blocks():
    """Datasets that every engine is complete on, with log ratios over the configurations common to all of them."""
    names = [BASELINE, *engines()]
    found = []
    for cases in datasets().values():
        by_case = []
        for case in cases:
            sets = [
                {c for configurations in SAMPLES[case].get((name, "main"), {}).values() for c in configurations}
                for name in names
            ]
            common = set.intersection(*sets)
            if common:
                by_case.append([estimate_of(log_ratios(case, (name, "main"), common)) for name in names])
        if len(by_case) == len(cases):
            found.append(np.mean(by_case, axis=0))
    return names, np.array(found)


def estimate_of(values):
    return np.mean([np.mean(one) for one in by_subset(values)])


def check_ranks():
    names, values = blocks()
    n, k = values.shape
    ranks = np.array([stats.rankdata(block) for block in values])
    check = Comparison("ranks")
    for row in table("ranks"):
        check.value(row["mean_rank"], ranks[:, names.index(row["engine"])].mean(), row["engine"])
    check.print()
    check = Comparison("friedman")
    permuted, asymptotic, iman = table("friedman")
    test = stats.friedmanchisquare(*values.T)
    f = (n - 1) * test.statistic / (n * (k - 1) - test.statistic)
    check.value(asymptotic["statistic"], test.statistic, "χ²")
    check.value(asymptotic["p"], test.pvalue, "χ²")
    check.value(iman["statistic"], f, "F")
    check.value(iman["p"], stats.f.sf(f, k - 1, (k - 1) * (n - 1)), "F")
    rng = np.random.default_rng(1)
    draws = 40_000
    sums = rng.permuted(np.broadcast_to(ranks, (draws, n, k)), axis=2).sum(axis=1)
    p = (1 + np.sum((sums**2).sum(axis=1) >= (ranks.sum(axis=0) ** 2).sum() - 1e-9)) / (1 + draws)
    if abs(float(permuted["p"]) - p) > 5 * np.hypot(np.sqrt(p * (1 - p) / draws), float(permuted["p_error"] or 0)):
        check.fail(f"permutation p {permuted['p']}, expected about {p}")
    check.print()
    check_pairs(names, values, ranks)


def check_pairs(names, values, ranks):
    check, (n, k) = Comparison("pairwise"), values.shape
    rows = table("pairwise")
    pairs = [(names.index(row["first"]), names.index(row["second"])) for row in rows]
    assert pairs == list(itertools.combinations(range(k), 2))
    reach = least_p(n) <= ALPHA / len(pairs)
    p_values = [stats.wilcoxon(values[:, a] - values[:, b], method="exact").pvalue for a, b in pairs]
    for row, (a, b), p, adjusted in zip(rows, pairs, p_values, holm(p_values, len(pairs))):
        where = f"{row['first']} {row['second']}"
        difference = ranks[:, a].mean() - ranks[:, b].mean()
        q = abs(difference) / np.sqrt(k * (k + 1) / (6 * n)) * np.sqrt(2)
        check.value(row["ratio"], np.exp(np.mean(values[:, a] - values[:, b])), where)
        check.value(row["p_wilcoxon"], p if reach else None, where)
        check.value(row["p_wilcoxon_adjusted"], adjusted if reach else None, where)
        check.value(row["rank_difference"], difference, where)
        # SciPy integrates to about 1e-9 absolute
        if abs(float(row["p_nemenyi"]) - stats.studentized_range.sf(q, k, np.inf)) > 1e-8:
            check.fail(f"{where}: Nemenyi p {row['p_nemenyi']}")
    check.print()
