"""scikit-learn's own predictions and scores of one prepared case, for all 40 configurations.

    python sklearn_reference.py CASE_FOLDER OUT.json

CASE_FOLDER holds what `knnbench datasets prepare` wrote. OUT.json gets, per configuration, the labels
of all test rows and accuracy, precision, recall, F1 and ROC-AUC as sklearn.metrics computes them.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn import metrics
from sklearn.neighbors import KNeighborsClassifier

N_NEIGHBORS = [1, 3, 5, 7, 9, 11, 15, 21, 31, 51]


def scores(y_true, labels, positive):
    return {
        "accuracy": metrics.accuracy_score(y_true, labels),
        "precision": metrics.precision_score(y_true, labels, zero_division=0),
        "recall": metrics.recall_score(y_true, labels, zero_division=0),
        "f1": metrics.f1_score(y_true, labels, zero_division=0),
        "roc_auc": metrics.roc_auc_score(y_true, positive),
    }


def main(folder, out):
    load = lambda name: np.load(Path(folder) / f"{name}.npy")  # noqa: E731
    X_train, X_test, y_train, y_test = load("X_train"), load("X_test"), load("y_train"), load("y_test")
    cells = []
    for metric in ["euclidean", "manhattan"]:
        for weights in ["uniform", "distance"]:
            for k in N_NEIGHBORS:
                model = KNeighborsClassifier(k, weights=weights, metric=metric, algorithm="brute").fit(X_train, y_train)
                probabilities = model.predict_proba(X_test)
                labels = model.predict(X_test)
                cells.append(
                    {"n_neighbors": k, "metric": metric, "weights": weights, "labels": labels.tolist()}
                    | scores(y_test, labels, probabilities[:, 1])
                )
    Path(out).write_text(json.dumps(cells))


if __name__ == "__main__":
    main(*sys.argv[1:])
