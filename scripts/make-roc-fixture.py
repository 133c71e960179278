"""Write tests/fixtures/metrics/roc-curves.json: ROC curves of scikit-learn, with many ties and without.

Run from the repository root with an interpreter that has scikit-learn:
    python scripts/make-roc-fixture.py
The first threshold, which scikit-learn gives as infinity, is null.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.metrics import roc_curve


def drawn(name, seed, m, *, share=0.4, votes=None, skill=0.6):
    rng = np.random.default_rng(seed)
    y_true = (rng.random(m) < share).astype(int)
    y_true[:2] = [0, 1]
    score = (1 - skill) * rng.random(m) + skill * y_true * rng.random(m)
    if votes:
        score = np.round(score * votes) / votes
    return case(name, y_true, score)


def case(name, y_true, score):
    y_true, score = np.asarray(y_true), np.asarray(score, dtype=float)
    fpr, tpr, thresholds = roc_curve(y_true, score, drop_intermediate=True)
    return {
        "name": name,
        "y_true": y_true.tolist(),
        "score": score.tolist(),
        "expected": {
            "thresholds": [None if np.isinf(t) else float(t) for t in thresholds],
            "fpr": fpr.tolist(),
            "tpr": tpr.tolist(),
        },
    }


def cases():
    yield drawn("no ties", 1, 60)
    yield drawn("five votes", 2, 80, votes=5)
    yield drawn("one vote", 3, 50, votes=1)
    yield drawn("51 votes, rare class", 4, 300, share=0.08, votes=51)
    yield drawn("no skill", 5, 70, votes=7, skill=0.0)
    yield case("perfect", [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])
    yield case("all wrong", [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9])
    yield case("constant", [0, 1, 1, 0], [0.5, 0.5, 0.5, 0.5])
    yield case("runs along an edge", [1, 1, 1, 0, 0, 0, 1], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.1])


def main():
    fixture = {
        "made_by": "scripts/make-roc-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "cases": list(cases()),
    }
    path = Path("tests/fixtures/metrics/roc-curves.json")
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
