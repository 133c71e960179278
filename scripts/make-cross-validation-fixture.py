"""Writes tests/fixtures/cross-validation/wine.json: what scikit-learn's cross_val_score says of k-nearest neighbors on wine.

Run with scikit-learn and SciPy installed, from the repository root:

    python scripts/make-cross-validation-fixture.py

The fixture records the versions. Scaling is fitted on the training part of each fold, in a pipeline. The corrected
resampled t is written out from Nadeau and Bengio (2003), with SciPy's t distribution.
"""

import json
import math
import pathlib
import sys

import numpy
import scipy
import sklearn
from scipy import stats
from sklearn.datasets import load_wine
from sklearn.model_selection import (
    KFold,
    RepeatedStratifiedKFold,
    StratifiedKFold,
    TimeSeriesSplit,
    cross_val_score,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

OUT = pathlib.Path("tests/fixtures/cross-validation/wine.json")
SCORES = {
    "accuracy": "accuracy",
    "precision": "precision_macro",
    "recall": "recall_macro",
    "f1": "f1_macro",
    "roc_auc": "roc_auc_ovr",
}
SPLITS = [
    ("kfold", "shuffle: true, seed: 7", KFold(5, shuffle=True, random_state=7)),
    ("stratified-kfold", "shuffle: true, seed: 42", StratifiedKFold(5, shuffle=True, random_state=42)),
    ("stratified-kfold", "n_splits: 3", StratifiedKFold(3)),
    (
        "repeated-stratified-kfold",
        "n_splits: 3, n_repeats: 2, seed: 42",
        RepeatedStratifiedKFold(n_splits=3, n_repeats=2, random_state=42),
    ),
]
# wine is sorted by class: in the order of its rows a fold may hold one class alone, which no other score than this bears
IN_ORDER = ("time-series", "n_splits: 4, gap: 2", TimeSeriesSplit(4, gap=2))
GRID = [(k, metric, weights) for metric in ["euclidean", "manhattan"] for weights in ["uniform", "distance"] for k in [1, 5, 15]]
REFERENCE = (5, "euclidean", "uniform")


def model(k, metric, weights):
    return make_pipeline(StandardScaler(), KNeighborsClassifier(k, metric=metric, weights=weights, algorithm="kd_tree"))


def corrected_t(differences, ratio):
    """Mean, 95 % interval and p of the corrected resampled t; `ratio` is n_test / n_train."""
    J = len(differences)
    mean, sd = float(numpy.mean(differences)), float(numpy.std(differences, ddof=1))
    if sd == 0:
        return {"difference": mean}
    se = sd * math.sqrt(1 / J + ratio)
    half = stats.t.ppf(0.975, J - 1) * se
    return {
        "difference": mean,
        "low": mean - half,
        "high": mean + half,
        "p": float(2 * stats.t.sf(abs(mean / se), J - 1)),
    }


def split_scores(kind, keys, splitter, scores):
    X, y = load_wine(return_X_y=True)
    sizes = [(len(train), len(test)) for train, test in splitter.split(X, y)]
    ratio = sum(test for _, test in sizes) / sum(train for train, _ in sizes)
    found = {
        point: {name: cross_val_score(model(*point), X, y, cv=splitter, scoring=scoring) for name, scoring in scores.items()}
        for point in GRID
    }
    configurations = [
        {
            "n_neighbors": k,
            "metric": metric,
            "weights": weights,
            **{name: values.tolist() for name, values in found[k, metric, weights].items()},
            "against_reference": corrected_t(
                found[k, metric, weights]["accuracy"] - found[REFERENCE]["accuracy"], ratio
            ),
        }
        for k, metric, weights in GRID
    ]
    return {"kind": kind, "keys": keys, "n_train": [n for n, _ in sizes], "configurations": configurations}


def main():
    splits = [split_scores(*split, SCORES) for split in SPLITS]
    splits.append(split_scores(*IN_ORDER, {"accuracy": "accuracy"}))
    versions = {
        "python": sys.version.split()[0],
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        json.dumps({"made_by": "scripts/make-cross-validation-fixture.py", "versions": versions, "splits": splits}) + "\n"
    )


if __name__ == "__main__":
    main()
