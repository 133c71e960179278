"""`sensitivity` and the estimates of `comparisons`."""

from collections import defaultdict

import numpy as np
from comparison import Comparison
from ledger import ALPHA, CASE, DELTA, FAMILY_OF, family_size, table
from scipy import stats
from values import estimate, hedges, holm, least_p, log_ratios, pass_means, sign_flip


def check_sensitivity():
    check = Comparison("sensitivity")
    compared = {(tuple(row[key] for key in CASE), row["engine"], row["arm"]): row for row in table("comparisons")}
    p_values = defaultdict(list)
    rows = table("sensitivity")
    results = []
    for row in rows:
        case, arm = tuple(row[key] for key in CASE), (row["engine"], row["arm"])
        values = log_ratios(case, arm)
        if not values:
            results.append(None)
            continue
        mean, sd, se, df = estimate(values)
        p = 2 * stats.t.sf(abs(mean) / se, df)
        if row["arm"] == "main":
            p_values[FAMILY_OF(row["dataset"])].append(p)
        results.append((mean, sd, se, df, p, pass_means(values)))
    strict = {family: iter(holm(own, family_size(family))) for family, own in p_values.items()}
    fdr = {family: iter(false_discovery(own, family_size(family))) for family, own in p_values.items()}
    for row, result in zip(rows, results):
        where = f"{row['dataset']} {row['engine']} {row['arm']}"
        ratios = compared[tuple(row[key] for key in CASE), row["engine"], row["arm"]]
        if result is None:
            for key in ("p", "d_z", "p_sign_flip"):
                check.value(row[key], None, where)
            continue
        mean, sd, se, df, p, passes = result
        half = stats.t.isf(0.025, df) * se
        check.value(ratios["ratio"], np.exp(mean), where)
        check.value(ratios["ratio_low"], np.exp(mean - half), where)
        check.value(ratios["ratio_high"], np.exp(mean + half), where)
        check.value(row["p"], p, where)
        main, family = row["arm"] == "main", FAMILY_OF(row["dataset"])
        check.value(row["p_adjusted"], next(strict[family]) if main else None, where)
        check.value(row["p_fdr"], next(fdr[family]) if main else None, where)
        reach = least_p(len(passes)) <= ALPHA
        check.value(row["p_sign_flip"], sign_flip(passes) if reach else None, where)
        check.value(row["p_wilcoxon"], stats.wilcoxon(passes, method="exact").pvalue if reach else None, where)
        check.value(row["p_equivalence"], max(stats.t.sf((mean + DELTA) / se, df), stats.t.sf((DELTA - mean) / se, df)), where)
        check.value(row["d_z"], mean / sd, where)
        check.value(row["g_z"], hedges(df) * mean / sd, where)
        ranks = stats.rankdata(np.abs(passes))
        check.value(row["rank_biserial"], np.sum(ranks * np.sign(passes)) / np.sum(ranks), where)
        check_bootstrap(check, row, passes, where)
    check.print()


def false_discovery(p_values, m):
    """Benjamini and Hochberg's p where the comparisons of the family that failed have p = 1."""
    return stats.false_discovery_control(p_values + [1.0] * (m - len(p_values)))[: len(p_values)]


def check_bootstrap(check, row, passes, where):
    """Another generator draws other samples, so both ends only have to be within a tenth of the width."""
    low, high = row["ratio_bootstrap_low"], row["ratio_bootstrap_high"]
    if len(passes) < 5:
        check.value(low, None, where)
        return
    result = stats.bootstrap((passes,), np.mean, n_resamples=49_999, method="BCa", rng=1)
    ends = result.confidence_interval
    width = ends.high - ends.low
    for shown, expected in ((low, ends.low), (high, ends.high)):
        if abs(np.log(float(shown)) - expected) > width / 10:
            check.fail(f"{where}: bootstrap {shown}, expected about {np.exp(expected)}")
