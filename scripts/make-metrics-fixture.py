"""Write tests/fixtures/metrics/scores.json: classification scores of scikit-learn for labels and probabilities.

Run from the repository root with an interpreter that has scikit-learn:
    python scripts/make-metrics-fixture.py
Class codes are 0 … n_classes − 1. A roc_auc of null is what scikit-learn refuses or calls undefined.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

SCORES = {"precision": precision_score, "recall": recall_score, "f1": f1_score}


def votes(rng, m, n_classes, k):
    """Probabilities as k uniform votes give them: many ties."""
    return rng.multinomial(k, np.full(n_classes, 1 / n_classes), size=m) / k


def drawn(name, seed, m, n_classes, *, shares=None, positive=1, k=None, skill=1.0, never_true=(), never_predicted=()):
    rng = np.random.default_rng(seed)
    weights = np.array(shares if shares else np.ones(n_classes), dtype=float)
    weights[list(never_true)] = 0
    y_true = rng.choice(n_classes, size=m, p=weights / weights.sum())
    proba = votes(rng, m, n_classes, k) if k else rng.dirichlet(np.ones(n_classes), size=m)
    proba[np.arange(m), y_true] += skill * rng.integers(0, 2, size=m)
    proba /= proba.sum(axis=1, keepdims=True)
    choice = proba.copy()
    choice[:, list(never_predicted)] = -1
    return case(name, y_true, choice.argmax(axis=1), proba, n_classes, positive)


def case(name, y_true, y_pred, proba, n_classes, positive):
    y_true, y_pred, proba = np.asarray(y_true), np.asarray(y_pred), np.asarray(proba, dtype=float)
    return {
        "name": name,
        "n_classes": n_classes,
        "positive": positive,
        "y_true": y_true.tolist(),
        "y_pred": y_pred.tolist(),
        "probabilities": proba.ravel().tolist(),
        "expected": {
            "confusion": confusion_matrix(y_true, y_pred, labels=range(n_classes)).ravel().tolist(),
            "accuracy": float(accuracy_score(y_true, y_pred)),
            **{score: averages(function, y_true, y_pred, positive) for score, function in SCORES.items()},
            "roc_auc": roc_auc(y_true, proba, n_classes, positive),
        },
    }


def averages(function, y_true, y_pred, positive):
    return {
        # labels=[positive] is what average='binary' computes, and is allowed for more than two classes as well.
        "binary": float(function(y_true, y_pred, labels=[positive], average=None)[0]),
        "macro": float(function(y_true, y_pred, average="macro")),
        "weighted": float(function(y_true, y_pred, average="weighted")),
    }


def roc_auc(y_true, proba, n_classes, positive):
    if len(set(y_true.tolist())) < n_classes or n_classes == 1:
        return None
    if n_classes == 2:
        return float(roc_auc_score(y_true == positive, proba[:, positive]))
    return float(roc_auc_score(y_true, proba, multi_class="ovr", average="macro"))


def cases():
    yield drawn("binary", 1, 60, 2)
    yield drawn("binary, positive class 0", 2, 60, 2, positive=0)
    yield drawn("binary, 3 votes", 3, 80, 2, k=3)
    yield drawn("binary, 1 vote", 4, 40, 2, k=1)
    yield drawn("binary, imbalanced 95:5", 5, 120, 2, shares=[95, 5], k=7)
    yield drawn("binary, no skill", 6, 50, 2, skill=0.0, k=5)
    yield drawn("binary, positive never predicted", 7, 30, 2, never_predicted=[1])
    yield drawn("binary, positive never true", 8, 30, 2, never_true=[1])
    yield drawn("binary, positive always true", 9, 30, 2, never_true=[0])
    yield drawn("binary, positive neither true nor predicted", 10, 12, 2, never_true=[1], never_predicted=[1])
    for n_classes in range(3, 11):
        yield drawn(f"{n_classes} classes", 20 + n_classes, 30 * n_classes, n_classes, k=5)
    yield drawn("4 classes, imbalanced", 40, 150, 4, shares=[80, 10, 6, 4], positive=3)
    yield drawn("4 classes, one never predicted", 41, 60, 4, never_predicted=[2], positive=2)
    yield drawn("4 classes, one never true", 42, 60, 4, never_true=[0], positive=0)
    yield drawn("5 classes, one neither true nor predicted", 43, 60, 5, never_true=[3], never_predicted=[3], positive=3)
    yield drawn("3 classes, only one true", 44, 20, 3, never_true=[0, 2])
    yield case("perfect", [0, 1, 2, 1], [0, 1, 2, 1], np.eye(3)[[0, 1, 2, 1]], 3, 1)
    yield case("all wrong", [0, 1, 0, 1], [1, 0, 1, 0], np.eye(2)[[1, 0, 1, 0]], 2, 1)
    yield case("constant probabilities", [0, 1, 1, 0, 1], [0, 0, 0, 0, 0], np.full((5, 2), 0.5), 2, 1)
    yield case("single class", [0, 0, 0], [0, 0, 0], np.ones((3, 1)), 1, 0)
    yield case("single row", [1], [1], [[0.25, 0.75]], 2, 1)


def main():
    warnings.simplefilter("ignore")
    fixture = {
        "made_by": "scripts/make-metrics-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "cases": list(cases()),
    }
    path = Path("tests/fixtures/metrics/scores.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
