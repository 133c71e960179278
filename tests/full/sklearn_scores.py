"""The scores that sklearn.metrics gives to answers that knnbench stored.

    python sklearn_scores.py JOBS.json OUT.json

JOBS.json: a list of { y_test, labels, probabilities } naming .npy files; OUT.json: a list of scores.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn import metrics


def scored(job):
    y_test, labels, probabilities = (np.load(job[name]) for name in ("y_test", "labels", "probabilities"))
    return {
        "accuracy": metrics.accuracy_score(y_test, labels),
        "precision": metrics.precision_score(y_test, labels, zero_division=0),
        "recall": metrics.recall_score(y_test, labels, zero_division=0),
        "f1": metrics.f1_score(y_test, labels, zero_division=0),
        "roc_auc": metrics.roc_auc_score(y_test, probabilities[:, 1]),
    }


if __name__ == "__main__":
    jobs = json.loads(Path(sys.argv[1]).read_text())
    Path(sys.argv[2]).write_text(json.dumps([scored(job) for job in jobs]))
