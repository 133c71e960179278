"""Write tests/fixtures/metrics/roc.json: ROC curves of scikit-learn for the cases of scores.json beside it.

Run from the repository root with an interpreter that has scikit-learn, after make-metrics-fixture.py:
    python scripts/make-roc-fixture.py
Each case has a curve a class, one against the rest; null where the class or the rest has no row. The first threshold,
which is infinite, is null.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import roc_curve

FOLDER = Path("tests/fixtures/metrics")


def curve(y_true, proba, code):
    inside = y_true == code
    if inside.all() or not inside.any():
        return None
    fpr, tpr, thresholds = roc_curve(inside, proba[:, code])
    return {"fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": [None, *thresholds[1:].tolist()]}


def curves(case):
    y_true = np.array(case["y_true"])
    proba = np.array(case["probabilities"], dtype=float).reshape(len(y_true), case["n_classes"])
    return {"name": case["name"], "curves": [curve(y_true, proba, code) for code in range(case["n_classes"])]}


cases = json.loads((FOLDER / "scores.json").read_text())["cases"]
fixture = {
    "made_by": "scripts/make-roc-fixture.py",
    "versions": {"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    "cases": [curves(case) for case in cases if case["y_true"]],
}
(FOLDER / "roc.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
