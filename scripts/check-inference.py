"""Recompute the tables of inference of a real ledger with SciPy, from its single samples and answer files.

Nothing is shared with the project but the ledger: the times come from `--table samples --format csv`, labels from the
ledger and its `.npy` files. Run from the repository root, built, with an interpreter that has NumPy and SciPy:
    python scripts/check-inference.py RESULTS_FOLDER [KNNBENCH_COMMAND...]
Prints one line a table: values compared, and the largest relative difference. Exits 1 where one is above 1e-9.
"""

import csv
import io
import itertools
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy import special, stats

FOLDER = Path(sys.argv[1])
COMMAND = sys.argv[2:] or ["node", "dist/cli/main.js"]
CASE = ("dataset", "split", "split_seed", "prepare")
TOLERANCE = 1e-9


def table(name):
    command = [*COMMAND, "report", str(FOLDER), "--table", name, "--format", "csv"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def ledger():
    with open(FOLDER / "ledger.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


RECORDS = ledger()
STUDY = [record for record in RECORDS if record["type"] == "study"][-1]
PLAN = [record for record in RECORDS if record["type"] == "plan"][-1]
ALPHA = STUDY["analysis"]["alpha"]
DELTA = np.log1p(STUDY["analysis"]["equivalence"])
BASELINE = STUDY["baseline"]
SUBSETS = len(PLAN["subsets"])
FAMILY = PLAN["family_size"]
assert STUDY["analysis"]["family"] == "study", "a family a dataset is not recomputed here"


class Comparison:
    """Values of one table against their own recomputation."""

    def __init__(self, name):
        self.name, self.count, self.worst, self.where, self.missing = name, 0, 0.0, "", 0

    def value(self, shown, expected, where, tolerance=TOLERANCE):
        """`expected` None: the table shows nothing there."""
        if expected is None or shown == "":
            if (expected is None) != (shown == ""):
                self.fail(f"{where}: table has {shown!r}, expected {expected}")
            self.missing += 1
            return
        self.count += 1
        difference = abs(float(shown) - expected) / max(abs(expected), 1e-12)
        if difference > self.worst:
            self.worst, self.where = difference, where
        if not difference <= tolerance:
            self.fail(f"{where}: table has {shown}, expected {expected}")

    def fail(self, sentence):
        global failed
        failed = True
        print(f"  {self.name}: {sentence}")

    def print(self):
        print(f"{self.name:16}{self.count:6} values, {self.missing:4} missing on both sides, worst {self.worst:.1e} {self.where}")


failed = False


def samples():
    """{case: {(engine, arm): {round: (position, {configuration: [ns]})}}} of counted predictions."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list))))
    for row in table("samples"):
        if row["counted"] == "yes" and row["phase"] == "predict" and row["time_ns"] != "":
            case = tuple(row[key] for key in CASE)
            configuration = (int(row["n_neighbors"]), row["metric"], row["weights"])
            found[case][row["engine"], row["arm"]][int(row["round"])][configuration].append(float(row["time_ns"]))
    return found


SAMPLES = samples()
POSITIONS = {
    (record["case_id"].split("/")[0], record["engine"], record["arm"], record["round"]): record["position"]
    for record in RECORDS
    if record["type"] == "block"
}


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
    return {number: np.mean([np.log(np.median(ns)) for ns in found.values()]) for number, found in sorted(rounds.items())}


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


def check_sensitivity():
    check = Comparison("sensitivity")
    compared = {(tuple(row[key] for key in CASE), row["engine"], row["arm"]): row for row in table("comparisons")}
    p_values = []
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
            p_values.append(p)
        results.append((mean, sd, se, df, p, pass_means(values)))
    m = FAMILY
    strict = iter(holm(p_values, m))
    fdr = iter(stats.false_discovery_control(p_values + [1.0] * (m - len(p_values)))[: len(p_values)])
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
        main = row["arm"] == "main"
        check.value(row["p_adjusted"], next(strict) if main else None, where)
        check.value(row["p_fdr"], next(fdr) if main else None, where)
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


def datasets():
    found = defaultdict(list)
    for case in SAMPLES:
        found[case[0]].append(case)
    return found


def engines():
    left_out = {record["engine"] for record in RECORDS if record["type"] == "left-out"}
    return [one["name"] for one in STUDY["engines"] if one["name"] != BASELINE and one["name"] not in left_out]


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
        check.value(row["rank_difference"], difference, where, 1e-6 if difference == 0 else TOLERANCE)
        # SciPy integrates to about 1e-9 absolute
        if abs(float(row["p_nemenyi"]) - stats.studentized_range.sf(q, k, np.inf)) > 1e-8:
            check.fail(f"{where}: Nemenyi p {row['p_nemenyi']}")
    check.print()


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
        check.value(row["drift_tau"], drift[0], where, 1e-6 if drift[0] == 0 else TOLERANCE)
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


def check_disagreements():
    check = Comparison("disagreements")
    read = lambda name: np.load(FOLDER / "answers" / f"{name}.npy")
    data = {record["dataset"]: record for record in RECORDS if record["type"] == "data"}
    cells = {}
    for record in RECORDS:
        if record["type"] == "verification":
            c = record["configuration"]
            key = (record["case_id"].split("/")[0], record["engine"], str(c["n_neighbors"]), c["metric"], c["weights"])
            cells[key] = record
    for row in table("disagreements"):
        first, second = row["first"].split(", "), row["second"].split(", ")
        pairs = itertools.combinations(first, 2) if row["second"] == "each other" else itertools.product(first, second)
        asked = (row["n_neighbors"], row["metric"], row["weights"])
        for a, b in pairs:
            where = f"{row['dataset']} {a} {b}"
            found = []
            for (dataset, engine, *configuration), record in cells.items():
                other = cells.get((dataset, b, *configuration))
                if (dataset, engine) != (row["dataset"], a) or other is None:
                    continue
                if asked[0] != "" and tuple(configuration) != asked:
                    continue
                truth = read(data[dataset]["y_test"])
                mine = dict(zip(read(record["score_rows"]), read(record["labels"])))
                theirs = dict(zip(read(other["score_rows"]), read(other["labels"])))
                differ = [i for i in mine if i in theirs and mine[i] != theirs[i]]
                b_only = (sum(mine[i] == truth[i] for i in differ), sum(theirs[i] == truth[i] for i in differ))
                found.append((len(differ), *b_only))
            if asked[0] == "":
                check.value(row["differing"], sorted(found)[0][0] if found else 0, where)
                continue
            differing, only_first, only_second = found[0]
            check.value(row["differing"], differing, where)
            check.value(row["first_only"], only_first, where)
            check.value(row["second_only"], only_second, where)
            if row["p"] != "":
                check.value(row["p"], stats.binomtest(only_first, only_first + only_second).pvalue, where)
    check.print()


check_sensitivity()
check_across()
check_ranks()
check_rounds()
check_disagreements()
sys.exit(1 if failed else 0)
