"""Writes tests/fixtures/verify/sklearn-answers.json: what scikit-learn answers on small data full of ties and duplicates.

Run with scikit-learn and NumPy installed, from the repository root:

    python scripts/make-verify-fixture.py

The fixture records the versions. The grader must find every one of these answers right.
"""

import json
import pathlib
import sys

import numpy
import sklearn
from sklearn.neighbors import KNeighborsClassifier

OUT = pathlib.Path("tests/fixtures/verify/sklearn-answers.json")
N_NEIGHBORS = [1, 2, 3, 5, 8, 13]
ENGINES = {
    "sklearn-brute": ("brute", "float64"),
    "sklearn-kd-tree": ("kd_tree", "float64"),
    "sklearn-ball-tree": ("ball_tree", "float64"),
    "sklearn-brute-float32": ("brute", "float32"),
}


def make_data(kind, seed):
    """A grid (ties everywhere) or plain numbers; both with training rows repeated and scored rows that are copies."""
    random = numpy.random.default_rng(seed)
    X = random.integers(0, 3, (80, 3)) / 2 if kind == "grid" else random.normal(size=(80, 3)).round(3)
    X[60:70] = X[:10]
    y = random.integers(0, 3, 80)
    X_score = numpy.concatenate([X[:4], X[70:] + (0.25 if kind == "grid" else 0.1)])
    return X.astype(float), y, X_score.astype(float)


def answers(algorithm, dtype, metric, X, y, X_score):
    X, X_score = X.astype(dtype), X_score.astype(dtype)
    cells = []
    for n_neighbors in N_NEIGHBORS:
        for weights in ["uniform", "distance"]:
            model = KNeighborsClassifier(n_neighbors, weights=weights, metric=metric, algorithm=algorithm).fit(X, y)
            cells.append({"n_neighbors": n_neighbors, "weights": weights, "labels": model.predict(X_score).tolist()})
    distances, indices = model.kneighbors(X_score, max(N_NEIGHBORS))
    neighbors = {
        "n_neighbors": max(N_NEIGHBORS),
        "indices": indices.ravel().tolist(),
        "distances": distances.astype(float).ravel().tolist(),
    }
    return {"neighbors": neighbors, "cells": cells}


def make_case(kind, metric, seed):
    X, y, X_score = make_data(kind, seed)
    engines = [
        {"engine": name, "algorithm": algorithm, "dtype": dtype, **answers(algorithm, dtype, metric, X, y, X_score)}
        for name, (algorithm, dtype) in ENGINES.items()
    ]
    data = {"X_train": X.tolist(), "y_train": y.tolist(), "X_score": X_score.tolist(), "n_classes": 3}
    return {"name": f"{kind}, {metric}", "metric": metric, **data, "engines": engines}


def main():
    cases = [make_case(kind, metric, seed=7) for kind in ["grid", "plain"] for metric in ["euclidean", "manhattan"]]
    versions = {"python": sys.version.split()[0], "numpy": numpy.__version__, "scikit-learn": sklearn.__version__}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"made_by": "scripts/make-verify-fixture.py", "versions": versions, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
