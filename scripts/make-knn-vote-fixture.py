"""Writes tests/fixtures/knn/votes.json: labels and probabilities of scikit-learn's KNeighborsClassifier.

Run from the repository root with scikit-learn and numpy installed:

    python scripts/make-knn-vote-fixture.py

No case has a tie between a neighbor inside and one outside of the k nearest (the script refuses one), so that
every right implementation has the same neighbors; votes do tie, and distances are zero, on purpose. The versions
used are recorded in the fixture.
"""

import json
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import KNeighborsClassifier

TARGET = Path("tests/fixtures/knn/votes.json")


def continuous(seed, n_train, n_queries, n_features, n_classes):
    """Gaussian rows; a third of the queries are training rows, for zero distances."""
    random = np.random.RandomState(seed)
    X = random.normal(size=(n_train, n_features))
    queries = random.normal(size=(n_queries, n_features))
    queries[::3] = X[: len(queries[::3])]
    return X, random.randint(n_classes, size=n_train), queries


def duplicates():
    """Zero distances of several labels: the 0/1 mask decides, and ties among its zeros."""
    X = np.array([[0.0, 0], [0, 0], [0, 0], [0, 0], [1, 0], [2, 1], [5, 5], [7, 5]])
    return X, np.array([2, 1, 2, 1, 0, 0, 0, 2]), np.array([[0.0, 0], [1, 0], [0.25, 0.5]])


def tied_votes():
    """Mirrored rows at equal distances with different labels: the smallest label wins, weighted too."""
    X = np.array([[-1.0], [1.0], [-2.0], [2.0], [-4.0], [4.0]])
    return X, np.array([2, 1, 1, 2, 0, 0]), np.array([[0.0]])


def subnormal():
    """Distances so small that 1/d is infinite: they count as zeros (manhattan keeps them)."""
    X = np.array([[5e-324], [1e-310], [3e-308], [1.0], [2.0]])
    return X, np.array([1, 0, 0, 0, 2]), np.array([[0.0], [1e-309]])


def require_one_neighbor_set(X, queries, n_neighbors, metric):
    if n_neighbors == len(X):
        return
    distances = np.sort(pairwise_distances(queries, X, metric=metric), axis=1)
    gaps = distances[:, n_neighbors] - distances[:, n_neighbors - 1]
    if not (gaps > 1e-9 * distances[:, n_neighbors]).all():
        raise ValueError(f"a tie straddles k = {n_neighbors} ({metric}); choose other rows")


def answer(X, y, queries, n_neighbors, metric, weights):
    require_one_neighbor_set(X, queries, n_neighbors, metric)
    model = KNeighborsClassifier(n_neighbors, metric=metric, weights=weights, algorithm="kd_tree").fit(X, y)
    with np.errstate(divide="ignore", over="ignore"):
        labels = model.predict(queries)
        probabilities = model.predict_proba(queries)
    return {
        "n_neighbors": n_neighbors,
        "metric": metric,
        "weights": weights,
        "labels": labels.tolist(),
        "probabilities": probabilities.ravel().tolist(),
    }


def case(name, data, neighbor_counts, metrics=("euclidean", "manhattan")):
    X, y, queries = data
    return {
        "name": name,
        "n_features": X.shape[1],
        "n_classes": int(y.max()) + 1,
        "X": X.ravel().tolist(),
        "y": y.tolist(),
        "queries": queries.ravel().tolist(),
        "answers": [
            answer(X, y, queries, k, metric, weights)
            for k in neighbor_counts
            for metric in metrics
            for weights in ("uniform", "distance")
        ],
    }


def main():
    fixture = {
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
        },
        "cases": [
            case("two classes", continuous(1, 60, 24, 3, 2), (1, 2, 4, 7, 60)),
            case("five classes", continuous(2, 90, 30, 4, 5), (1, 3, 6, 11)),
            case("duplicates", duplicates(), (5, 8), ("euclidean",)),
            case("tied votes", tied_votes(), (2, 4, 6)),
            case("subnormal distances", subnormal(), (3, 5), ("manhattan",)),
        ],
    }
    TARGET.write_text(json.dumps(fixture) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
