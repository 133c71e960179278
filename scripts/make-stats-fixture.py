"""Write tests/fixtures/stats/reference.json: t tests, intervals, Holm and quantiles of SciPy, statsmodels, NumPy;
rank-tests.json: rank and permutation tests; further-tests.json: all others, of SciPy, statsmodels, scikit-posthocs.

Run from the repository root with an interpreter that has SciPy, statsmodels, scikit-posthocs and mpmath:
    python scripts/make-stats-fixture.py
The subset form is computed another way than the project does: as a linear model with one column per subset, whose
coefficients are averaged by a contrast.
"""

import json
from pathlib import Path

import mpmath
import numpy as np
import scikit_posthocs
import scipy
import statsmodels
import statsmodels.api as sm
from mpmath import mp
from scipy import stats
from scipy.special import poch
from statsmodels.stats import contingency_tables, weightstats
from statsmodels.stats.multitest import multipletests

mp.dps = 25
LEVELS = [0.5, 0.9, 0.95, 0.99, 1 - 0.05 / 13, 1 - 0.05 / 200]


def student_t():
    dfs = [1, 2, 3, 4, 9, 10, 14, 29, 60, 99, 1000]
    ts = [1e-9, 0.1, 0.7, 1.5, 2.1, 4.3, 9.0, 20.0, 40.0, 1000.0]
    return {
        "two_sided_p": [[t, df, float(2 * stats.t.sf(t, df))] for df in dfs for t in ts if stats.t.sf(t, df) > 1e-290],
        "critical": [[level, df, float(stats.t.isf((1 - level) / 2, df))] for df in dfs for level in LEVELS],
    }


def paired(seed, n, *, effect, sd, offset, level):
    rng = np.random.default_rng(seed)
    second = offset + rng.normal(size=n)
    first = second + effect + sd * rng.normal(size=n)
    test = stats.ttest_rel(first, second)
    interval = test.confidence_interval(level)
    d = first - second
    return {
        "first": first.tolist(), "second": second.tolist(), "level": level,
        "expected": {
            "n": n, "mean": float(d.mean()), "sd": float(d.std(ddof=1)), "se": float(stats.sem(d)), "df": int(test.df),
            "t": float(test.statistic), "p": float(test.pvalue), "low": float(interval.low), "high": float(interval.high),
        },
    }


def mean_interval(seed, n, level):
    values = np.random.default_rng(seed).exponential(size=n)
    low, high = stats.t.interval(level, n - 1, loc=values.mean(), scale=stats.sem(values))
    test = stats.ttest_1samp(values, 0.0)
    expected = {"low": float(low), "high": float(high), "t": float(test.statistic), "p": float(test.pvalue)}
    return {"values": values.tolist(), "level": level, "expected": expected}


def subset(seed, subsets, passes, level, effect):
    rng = np.random.default_rng(seed)
    y = effect + rng.normal(size=(subsets, 1)) + 0.1 * rng.normal(size=(subsets, passes))
    columns = np.kron(np.eye(subsets), np.ones((passes, 1)))
    model = sm.OLS(y.ravel(), columns).fit()
    contrast = model.t_test(np.full(subsets, 1 / subsets))
    low, high = contrast.conf_int(alpha=1 - level)[0]
    return {
        "rounds_by_subset": y.tolist(), "level": level,
        "expected": {
            "n": subsets * passes, "mean": float(contrast.effect[0]), "sd": float(np.sqrt(model.mse_resid)),
            "se": float(contrast.sd[0, 0]), "df": int(model.df_resid), "t": float(contrast.tvalue[0, 0]),
            "p": float(contrast.pvalue), "low": float(low), "high": float(high),
        },
    }


def holm(p_values, family_size):
    """Tests without a p are p values of 1 to statsmodels."""
    filled = np.concatenate([p_values, np.ones(family_size - len(p_values))])
    adjusted = multipletests(filled, method="holm")[1][: len(p_values)]
    return {"p_values": list(map(float, p_values)), "family_size": family_size, "expected": adjusted.tolist()}


def holm_cases():
    rng = np.random.default_rng(7)
    yield holm([0.01, 0.04, 0.03], 3)
    yield holm([0.5], 1)
    yield holm([0.02, 0.02, 0.02, 0.9], 4)
    yield holm([0.0, 1.0, 1e-300], 3)
    yield holm([0.01, 0.04, 0.03], 10)
    for m in [5, 13, 40]:
        yield holm(rng.uniform(size=m) ** 3, m)


def quantiles(seed, n):
    values = np.random.default_rng(seed).lognormal(mean=10, size=n)
    shares = [0.25, 0.5, 0.75, 0.95, 0.99]
    return {"values": values.tolist(), "expected": [[share, float(np.quantile(values, share))] for share in shares]}


def hedges(df):
    """J = Γ(df/2) / (√(df/2) Γ((df − 1)/2)); poch(z, 1/2) is Γ(z + 1/2) / Γ(z)."""
    return [df, float(poch((df - 1) / 2, 0.5) / np.sqrt(df / 2))]


def largest_sd(rounds, subsets, equivalence, alpha, m):
    df = rounds - 1 if rounds == subsets else rounds - subsets
    limit = np.log1p(equivalence) * np.sqrt(rounds) / stats.t.isf(alpha / (2 * m), df)
    return {"rounds": rounds, "subsets": subsets, "equivalence": equivalence, "alpha": alpha, "family_size": m,
            "expected": float(limit)}


def needed(mean, sd, null_mean, null_sd, subsets, m):
    """Tries 2, 3, … passes."""
    delta, alpha, rounds = np.log1p(0.05), 0.05, 2 * subsets
    while rounds <= 10_000:
        df, root = rounds - subsets, np.sqrt(rounds)
        critical = stats.t.isf(alpha / (2 * m), df)
        noise = abs(null_mean) + stats.t.ppf(0.975, df) * null_sd / root
        apart = abs(mean) - max(delta, noise) >= (critical + stats.t.ppf(0.8, df)) * sd / root
        alike = noise <= delta and delta - abs(mean) >= (critical + stats.t.ppf(0.9, df)) * sd / root
        if apart or alike:
            break
        rounds += subsets
    return {"main": {"mean": mean, "sd": sd}, "null_arm": {"mean": null_mean, "sd": null_sd}, "subsets": subsets,
            "family_size": m, "expected": rounds if rounds <= 10_000 else None}


def signed_rank(values, zeros, method):
    """SciPy's exact method knows no ties and no zeros: there, all permutations of the signs."""
    d = np.asarray(values, dtype=float)
    how = stats.PermutationMethod(n_resamples=np.inf) if method == "permutation" else method
    test = stats.wilcoxon(d, zero_method=zeros, correction=True, method=how)
    ranked = d if zeros == "pratt" else d[d != 0]
    ranks = stats.rankdata(abs(ranked))
    return {
        "values": d.tolist(), "zeros": zeros,
        "expected": {
            "n": len(d), "n_nonzero": int((d != 0).sum()), "w_plus": float(ranks[ranked > 0].sum()),
            "w_minus": float(ranks[ranked < 0].sum()), "p": float(test.pvalue),
        },
        "method": "normal" if method == "asymptotic" else "exact",
    }


def signed_rank_cases():
    rng = np.random.default_rng(51)
    for n, shift in [(1, 1), (2, 0), (5, 1), (12, 0.5), (30, 0.4), (50, 1)]:
        yield signed_rank(rng.normal(shift, size=n), "wilcox", "exact")
    for zeros in ["wilcox", "pratt"]:
        for n in [4, 8, 11]:
            yield signed_rank(rng.integers(-3, 6, size=n), zeros, "permutation")
        for n in [80, 200]:
            yield signed_rank(rng.integers(-8, 12, size=n), zeros, "asymptotic")
    yield signed_rank(rng.normal(0.3, size=60), "pratt", "asymptotic")


def sign_flip(values):
    d = np.asarray(values, dtype=float)
    if len(d) <= 12:
        test = stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf)
        p, method = test.pvalue, "exact"
    elif len(d) <= 20:
        sums = np.zeros(1)
        for value in d:
            sums = np.concatenate([sums - value, sums + value])
        p, method = np.mean(abs(sums) >= abs(d.sum()) - 1e-12), "exact"
    else:
        p, method = 2 * stats.norm.sf(abs(d.sum()) / np.sqrt((d**2).sum())), "normal"
    return {"values": d.tolist(), "method": method, "expected": {"n": len(d), "mean": d.mean(), "p": float(p)}}


def sign_flip_cases():
    rng = np.random.default_rng(52)
    yield sign_flip([2.5, 1.0])
    yield sign_flip([0.1, 0.2, 0.3, -0.1, -0.2])
    for n in [5, 9, 12, 18, 45]:
        yield sign_flip(rng.normal(0.4, size=n))
    yield sign_flip(rng.integers(-2, 5, size=11))


def friedman(values):
    """Iman and Davenport's F is the F test of a linear model with blocks and treatments on the ranks."""
    x = np.asarray(values, dtype=float)
    n, k = x.shape
    test = stats.friedmanchisquare(*x.T) if k > 2 else None
    ranks = stats.rankdata(x, axis=1)
    blocks, treatments = np.kron(np.eye(n), np.ones((k, 1))), np.kron(np.ones((n, 1)), np.eye(k))
    full = sm.OLS(ranks.ravel(), np.hstack([blocks, treatments[:, 1:]])).fit()
    f = full.compare_f_test(sm.OLS(ranks.ravel(), blocks).fit())
    expected = {"f": f[0], "f_p": f[1]}
    if test is not None:
        expected |= {"chi2": test.statistic, "p_asymptotic": test.pvalue}
    return {"blocks": x.tolist(), "expected": {key: float(value) for key, value in expected.items()},
            "nemenyi": scikit_posthocs.posthoc_nemenyi_friedman(x).to_numpy().tolist()}


def friedman_cases():
    rng = np.random.default_rng(53)
    for n, k in [(5, 3), (12, 3), (5, 4), (12, 2), (8, 5), (30, 6)]:
        yield friedman(rng.normal(size=(n, k)) + 0.4 * np.arange(k))
    for n, k in [(5, 3), (6, 4), (20, 5)]:
        yield friedman(rng.integers(0, 4, size=(n, k)) + np.arange(k) // 2)


def upper_range(q, k):
    """25-digit quadrature: SciPy's is absolute, to about 1e-11."""
    q = mp.mpf(q)
    inner = lambda z: mp.npdf(z) * (mp.ncdf(z) ** (k - 1) - (mp.ncdf(z) - mp.ncdf(z - q)) ** (k - 1))
    grid = [-14, -9, -6, -4, -2, 0, 2, 4, 6, 9, 14, q / 2 + 16]
    p = k * mp.quad(inner, sorted({mp.mpf(z) for z in grid} | {q / 2, q / 2 - 4, q / 2 + 4}))
    if p > 1e-7:
        assert abs(p - stats.studentized_range.sf(float(q), k, np.inf)) < 1e-9
    return [float(q), k, float(p)]


def adjust(method, p_values):
    return {"p_values": list(map(float, p_values)), "expected": multipletests(p_values, method=method)[1].tolist()}


def mann_whitney(first, second, method):
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    test = stats.mannwhitneyu(first, second, method=method, use_continuity=True)
    u = float(test.statistic)
    expected = {"u": u, "rank_biserial": 2 * u / (len(first) * len(second)) - 1, "p": float(test.pvalue)}
    return {"first": first.tolist(), "second": second.tolist(), "expected": expected,
            "method": "normal" if method == "asymptotic" else method}


def mann_whitney_cases():
    rng = np.random.default_rng(61)
    for a, b, shift in [(1, 1, 0), (1, 6, 1), (4, 5, 1), (10, 12, -1), (25, 25, 0.6), (25, 25, 3)]:
        yield mann_whitney(rng.normal(size=a) + shift, rng.normal(size=b), "exact")
    yield mann_whitney(rng.normal(size=40) + 0.5, rng.normal(size=30), "asymptotic")
    for a, b in [(5, 6), (40, 50)]:
        yield mann_whitney(rng.integers(0, 6, size=a), rng.integers(1, 7, size=b), "asymptotic")


def mcnemar(first_only, second_only):
    test = contingency_tables.mcnemar([[50, first_only], [second_only, 50]], exact=True)
    return [first_only, second_only, float(test.pvalue)]


def welch(seed, sizes, sds, level):
    rng = np.random.default_rng(seed)
    first, second = (5 + sd * rng.normal(size=n) for n, sd in zip(sizes, sds))
    test = stats.ttest_ind(first, second, equal_var=False)
    interval = test.confidence_interval(level)
    expected = {"difference": first.mean() - second.mean(), "df": test.df, "t": test.statistic, "p": test.pvalue,
                "low": interval.low, "high": interval.high}
    return {"first": first.tolist(), "second": second.tolist(), "level": level,
            "expected": {key: float(value) for key, value in expected.items()}}


def corrected_t(seed, splits, n_train, n_test, level):
    """The t of the uncorrected test, shrunk by the ratio of the two standard errors."""
    d = np.random.default_rng(seed).normal(0.01, 0.02, size=splits)
    t = stats.ttest_1samp(d, 0).statistic / np.sqrt(1 + splits * n_test / n_train)
    low, high = stats.t.interval(level, splits - 1, loc=d.mean(), scale=abs(d.mean() / t))
    expected = {"t": t, "p": 2 * stats.t.sf(abs(t), splits - 1), "low": low, "high": high, "df": splits - 1}
    return {"differences": d.tolist(), "n_train": n_train, "n_test": n_test, "level": level,
            "expected": {key: float(value) for key, value in expected.items()}}


def equivalence(seed, n, lower, upper):
    d = np.random.default_rng(seed).normal(size=n)
    p, (_, p_lower, _), (_, p_upper, _) = weightstats.ttost_paired(d, np.zeros(n), lower, upper)
    return {"values": d.tolist(), "lower": lower, "upper": upper,
            "expected": {"p": float(p), "p_lower": float(p_lower), "p_upper": float(p_upper)}}


def bootstrap(seed, n, level):
    """Intervals from one list of replicates, which the fixture keeps."""
    values = np.random.default_rng(seed).exponential(size=n)
    made = stats.bootstrap((values,), np.mean, n_resamples=499, rng=np.random.default_rng(seed))
    intervals = {}
    for method in ["percentile", "BCa"]:
        again = stats.bootstrap((values,), np.mean, n_resamples=0, bootstrap_result=made, method=method,
                                confidence_level=level)
        low, high = again.confidence_interval
        intervals[method] = {"low": float(low), "high": float(high)}
    return {
        "replicates": made.bootstrap_distribution.tolist(), "estimate": float(values.mean()), "level": level,
        "jackknife": [float(np.delete(values, i).mean()) for i in range(n)],
        "percentile": intervals["percentile"], "bca": intervals["BCa"],
    }


def trend(values, method):
    """With method exact the order of time has no ties, and neither have the values."""
    values = np.asarray(values, dtype=float)
    test = stats.kendalltau(np.arange(len(values)), values, method=method)
    return {"values": values.tolist(), "method": "normal" if method == "asymptotic" else method,
            "expected": {"tau": float(test.statistic), "p": float(test.pvalue)}}


def trend_cases():
    rng = np.random.default_rng(75)
    for n, slope in [(2, 0), (3, 1), (6, 0.5), (15, 0.1), (40, 0.05), (60, -0.03), (30, 2)]:
        yield trend(rng.normal(size=n) + slope * np.arange(n), "exact")
    yield trend(rng.normal(size=150), "asymptotic")
    for n in [8, 30]:
        yield trend(rng.integers(0, 5, size=n), "asymptotic")


def position(groups):
    test = stats.kruskal(*groups)
    return {"by_position": [list(map(float, group)) for group in groups],
            "expected": {"h": float(test.statistic), "p": float(test.pvalue)}}


def position_cases():
    rng = np.random.default_rng(76)
    yield position([rng.normal(size=n) + n / 10 for n in [3, 5, 4]])
    yield position([rng.normal(size=15), rng.normal(size=15)])
    yield position([rng.integers(0, 4, size=10) + shift for shift in [0, 0, 1, 2]])


def rounds_for_width(sd, subsets, half_width, alpha, m):
    """Tries 2, 3, ... passes."""
    rounds = 2 * subsets
    while stats.t.isf(alpha / (2 * m), rounds - subsets) * sd / np.sqrt(rounds) > half_width and rounds <= 10_000:
        rounds += subsets
    return {"sd": sd, "subsets": subsets, "half_width": half_width, "alpha": alpha, "family_size": m,
            "expected": rounds if rounds <= 10_000 else None}


def write(name, fixture):
    path = Path("tests/fixtures/stats") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")


def rank_tests():
    return {
        "wilcoxon": list(signed_rank_cases()),
        "sign_flip": list(sign_flip_cases()),
        "friedman": list(friedman_cases()),
        "upper_range": [upper_range(q, k) for k in [2, 3, 5, 10, 40] for q in [0.01, 0.5, 2, 3.5, 6, 10]],
        "critical_range": [[a, k, float(stats.studentized_range.isf(a, k, np.inf))] for a in [0.1, 0.05, 0.01] for k in [2, 3, 5, 10, 40]],
        "benjamini_hochberg": [
            adjust("fdr_bh", p) for p in [[0.5], [0.01, 0.04, 0.03], [0.02, 0.02, 0.9, 0.0, 1.0], np.random.default_rng(54).uniform(size=40) ** 3]
        ],
    }


def further_tests():
    return {
        "mann_whitney": list(mann_whitney_cases()),
        "mcnemar": [mcnemar(b, c) for b, c in [(0, 1), (3, 3), (1, 9), (12, 30), (200, 150), (5000, 5300), (0, 900)]],
        "welch_t": [
            welch(62, (2, 2), (1, 1), 0.95), welch(63, (5, 30), (1, 4), 0.9), welch(64, (12, 9), (1e-3, 2), 0.99),
            welch(65, (200, 100), (1, 1), 0.95),
        ],
        "corrected_resampled_t": [
            corrected_t(66, 10, 90, 10, 0.95), corrected_t(67, 100, 450, 50, 0.95), corrected_t(68, 2, 50, 50, 0.9),
        ],
        "tost": [equivalence(69, 8, -1.0, 1.0), equivalence(70, 30, -0.5, 0.7), equivalence(71, 3, 0.1, 0.2)],
        "trend": list(trend_cases()),
        "position": list(position_cases()),
        "rounds_for_width": [
            rounds_for_width(0.02, 1, 0.05, 0.05, 1), rounds_for_width(0.1, 5, 0.05, 0.05, 13),
            rounds_for_width(0.5, 3, 0.02, 0.05, 4), rounds_for_width(3.0, 1, 0.05, 0.01, 1),
        ],
        "bootstrap": [bootstrap(72, 5, 0.9), bootstrap(73, 12, 0.95), bootstrap(74, 30, 0.95)],
    }


def main():
    made = {
        "made_by": "scripts/make-stats-fixture.py",
        "versions": {package.__name__: package.__version__ for package in [scipy, statsmodels, np, scikit_posthocs, mpmath]},
    }
    write("rank-tests.json", made | rank_tests())
    write("further-tests.json", made | further_tests())
    fixture = made | {
        "student_t": student_t(),
        "paired_t": [
            paired(1, 2, effect=1, sd=1, offset=0, level=0.95),
            paired(2, 3, effect=0, sd=1, offset=5, level=0.9),
            paired(3, 10, effect=0.5, sd=1, offset=0, level=0.95),
            paired(4, 15, effect=-2, sd=0.1, offset=100, level=0.99),
            paired(5, 15, effect=3, sd=1e-3, offset=0, level=1 - 0.05 / 13),
            paired(6, 200, effect=0.01, sd=1, offset=0, level=0.95),
            paired(7, 40, effect=1e6, sd=1e3, offset=1e9, level=0.95),
        ],
        "mean_t": [mean_interval(11, 2, 0.95), mean_interval(12, 7, 0.8), mean_interval(13, 30, 0.999)],
        "subset_t": [
            subset(21, 1, 2, 0.95, 0.1), subset(22, 1, 15, 0.95, 0.0), subset(23, 5, 2, 0.95, 0.1),
            subset(24, 5, 3, 1 - 0.05 / 13, -0.4), subset(25, 3, 10, 0.9, 2.0), subset(26, 8, 4, 0.99, 0.0),
        ],
        "holm": list(holm_cases()),
        "quantiles": [quantiles(31, 1), quantiles(32, 2), quantiles(33, 5), quantiles(34, 20), quantiles(35, 101)],
        "hedges": [hedges(df) for df in [2, 3, 4, 5, 9, 14, 29, 60, 199, 1000]],
        "equivalence_limit": [
            largest_sd(15, 1, 0.05, 0.05, 1), largest_sd(15, 5, 0.05, 0.05, 13), largest_sd(10, 5, 0.05, 0.05, 4),
            largest_sd(5, 5, 0.1, 0.05, 2), largest_sd(2, 1, 0.05, 0.01, 1), largest_sd(200, 10, 0.02, 0.05, 50),
        ],
        "rounds_needed": [
            needed(0.0, 0.05, 0.0, 0.05, 1, 1), needed(0.01, 0.1, 0.005, 0.08, 5, 13), needed(-0.2, 0.2, 0.01, 0.1, 1, 4),
            needed(0.06, 0.05, 0.01, 0.02, 5, 8), needed(2.0, 0.01, 0.0, 0.01, 5, 8), needed(0.02, 0.02, 0.07, 0.02, 1, 1),
            needed(0.1, 0.02, 0.08, 0.02, 1, 1),
        ],
    }
    write("reference.json", fixture)


if __name__ == "__main__":
    main()
