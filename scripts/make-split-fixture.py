"""Write tests/fixtures/data/splits.json: index arrays of scikit-learn's splitters, with NumPy's RandomState.

Run from the repository root with an interpreter that has scikit-learn:
    python scripts/make-split-fixture.py
Labels are stored as class counts and a label seed, so that the file stays small: `y` is the counts repeated in
class order, then shuffled by RandomState(label_seed). Index arrays of more than 60 rows are stored as the sha256
of their little-endian int32 bytes.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.model_selection import (
    KFold,
    RepeatedStratifiedKFold,
    StratifiedKFold,
    TimeSeriesSplit,
    train_test_split,
)

COUNTS = [
    [5, 5], [7, 4], [50, 50], [33, 67], [97, 3], [143, 257][::-1], [59, 71, 48], [50, 50, 50], [10, 10, 10, 10],
    [2, 2, 2, 2, 2], [212, 357], [178, 182, 177, 183, 181, 182, 181, 179, 174, 180], [500, 268], [3, 1000],
    [1, 2, 3, 4], [7963, 2037],
]
SEEDS = [0, 1, 42, 2024, 4294967295]
TEST_SIZES = [0.2, 0.25, 0.33, 0.5, 0.1, 7, 10]


def packed(indices):
    array = np.ascontiguousarray(indices, dtype="<i4")
    if array.size <= 60:
        return array.tolist()
    return hashlib.sha256(array.tobytes()).hexdigest()


def labels(counts, label_seed):
    y = np.repeat(np.arange(len(counts)), counts)
    np.random.RandomState(label_seed).shuffle(y)
    return y


def holdouts():
    cases = []
    for position, counts in enumerate(COUNTS):
        for seed in SEEDS:
            for shift in range(2):
                test_size = TEST_SIZES[(position + SEEDS.index(seed) + 3 * shift) % len(TEST_SIZES)]
                stratify = shift == 0
                y = labels(counts, seed % 97)
                try:
                    train, test = train_test_split(
                        np.arange(len(y)), test_size=test_size, random_state=seed, stratify=y if stratify else None
                    )
                    expected = {"train": packed(train), "test": packed(test)}
                except ValueError:
                    expected = None
                cases.append({
                    "counts": counts, "label_seed": seed % 97, "seed": seed, "test_size": test_size,
                    "stratify": stratify, "expected": expected,
                })
    return cases


def folds(splitter, y):
    return [{"train": packed(train), "test": packed(test)} for train, test in splitter.split(np.zeros(len(y)), y)]


def k_folds():
    cases = []
    for counts in ([5, 5], [33, 67], [59, 71, 48], [10, 10, 10, 10], [7, 4], [212, 357]):
        for seed in (0, 42):
            for n_splits in (2, 5):
                y = labels(counts, seed)
                cases.append({
                    "counts": counts, "label_seed": seed, "seed": seed, "n_splits": n_splits,
                    "kfold": folds(KFold(n_splits, shuffle=True, random_state=seed), y),
                    "kfold_ordered": folds(KFold(n_splits), y),
                    "stratified": folds(StratifiedKFold(n_splits, shuffle=True, random_state=seed), y),
                    "stratified_ordered": folds(StratifiedKFold(n_splits), y),
                    "repeated": folds(RepeatedStratifiedKFold(n_splits=n_splits, n_repeats=3, random_state=seed), y),
                    "time_series": folds(TimeSeriesSplit(n_splits), y),
                    "time_series_gap": folds(TimeSeriesSplit(n_splits, gap=1), y),
                })
    return cases


def streams():
    cases = []
    for seed in (*SEEDS, 7):
        def fresh():
            return np.random.RandomState(seed)

        cases.append({
            "seed": seed,
            "random": fresh().random_sample(5).tolist(),
            "randint": fresh().randint(3, 1003, size=20).tolist(),
            "randint_large": [int(fresh().randint(0, 2**32, dtype=np.int64)), int(fresh().randint(0, 2**31 + 5))],
            "permutation": fresh().permutation(30).tolist(),
            "permutation_large": packed(fresh().permutation(100000)),
            "choice": fresh().choice(np.arange(100, 120), size=6, replace=False).tolist(),
        })
    return cases


def main():
    fixture = {
        "made_by": "scripts/make-split-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "streams": streams(),
        "holdouts": holdouts(),
        "k_folds": k_folds(),
    }
    path = Path("tests/fixtures/data/splits.json")
    rows = json.dumps(fixture, separators=(",", ":")).replace('},{"counts"', '},\n{"counts"')
    path.write_text(rows + "\n")


if __name__ == "__main__":
    main()
