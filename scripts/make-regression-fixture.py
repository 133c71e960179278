"""Write tests/fixtures/metrics/errors.json: scores of scikit-learn for regressions, and one of a whole study.

Run from the repository root with an interpreter that has scikit-learn:
    python scripts/make-regression-fixture.py
`study` is what the cells of configs/regression.yaml must score: KNeighborsRegressor on the same split.
"""

import json
from itertools import product
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import load_diabetes
from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.preprocessing import StandardScaler


def scores(y_true, y_pred):
    return {
        "rmse": float(root_mean_squared_error(y_true, y_pred)),
        "mae": float(mean_absolute_error(y_true, y_pred)),
        "r2": float(r2_score(y_true, y_pred)) if len(y_true) > 1 else None,
    }


def case(name, y_true, y_pred):
    y_true, y_pred = np.asarray(y_true, dtype=float), np.asarray(y_pred, dtype=float)
    return {
        "name": name,
        "y_true": y_true.tolist(),
        "y_pred": y_pred.tolist(),
        "expected": scores(y_true, y_pred),
    }


def cases():
    rng = np.random.default_rng(7)
    for m, scale, offset in [(10, 1, 0), (89, 50, 150), (500, 1e-6, 0), (200, 1e9, -4e9), (40, 1, 1e6)]:
        y_true = offset + scale * rng.normal(size=m)
        yield case(f"{m} rows, scale {scale:g}", y_true, y_true + 0.5 * scale * rng.normal(size=m))
    yield case("no error", [1, 2, 4], [1, 2, 4])
    yield case("the mean", [1, 2, 6], [3, 3, 3])
    yield case("worse than the mean", [1, 2, 3], [3, 2, 1])
    yield case("constant target, no error", [2, 2, 2], [2, 2, 2])
    yield case("constant target", [2, 2, 2], [2, 2, 3])
    yield case("one row", [2], [5])


def study():
    X, y = load_diabetes(return_X_y=True, scaled=False)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
    scaler = StandardScaler().fit(X_train)
    for k, metric, weights in product([1, 5, 15, 31], ["euclidean", "manhattan"], ["uniform", "distance"]):
        model = KNeighborsRegressor(k, metric=metric, weights=weights, algorithm="brute")
        predicted = model.fit(scaler.transform(X_train), y_train).predict(scaler.transform(X_test))
        yield {"n_neighbors": k, "metric": metric, "weights": weights, **scores(y_test, predicted)}


def main():
    fixture = {
        "made_by": "scripts/make-regression-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "cases": list(cases()),
        "study": list(study()),
    }
    path = Path("tests/fixtures/metrics/errors.json")
    path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
