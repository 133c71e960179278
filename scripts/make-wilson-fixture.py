"""Write tests/fixtures/stats/wilson.json: Wilson intervals of SciPy for shares near and far from their ends.

Run from the repository root with an interpreter that has SciPy:
    python scripts/make-wilson-fixture.py
"""

import json
from pathlib import Path

import scipy
from scipy.stats import binomtest

COUNTS = [(0, 1), (1, 1), (0, 30), (30, 30), (1, 36), (71, 80), (112, 114), (1585, 2000), (8060, 9000), (3, 45000)]
LEVELS = [0.8, 0.95, 0.999]


def main():
    cases = []
    for hits, trials in COUNTS:
        for level in LEVELS:
            low, high = binomtest(hits, trials).proportion_ci(confidence_level=level, method="wilson")
            cases.append({"hits": hits, "trials": trials, "level": level, "low": float(low), "high": float(high)})
    fixture = {
        "made_by": "scripts/make-wilson-fixture.py",
        "versions": {"scipy": scipy.__version__},
        "cases": cases,
    }
    path = Path("tests/fixtures/stats/wilson.json")
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
