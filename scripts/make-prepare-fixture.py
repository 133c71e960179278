"""Write tests/fixtures/data/prepare.json: a small table with missing cells, prepared by pandas and scikit-learn.

Run from the repository root with an interpreter that has pandas and scikit-learn:
    python scripts/make-prepare-fixture.py
The table goes in as CSV text; `expected` holds the matrices for each list of steps. Arrays are handed to
StandardScaler in row-major order, as an array that was read from a file is.
"""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

STEPS = [
    ["impute-median", "one-hot-drop-first", "standardize"],
    ["impute-median", "one-hot", "standardize"],
    ["impute-median", "one-hot-drop-first"],
    ["impute-median", "standardize", "one-hot"],
    ["text-constant", "impute-median", "standardize"],
]


def table():
    rng = np.random.RandomState(7)
    n = 61
    rows = ["age,city,income,constant,near_constant,plan,offset,y"]
    for i in range(n):
        age = "" if rng.rand() < 0.2 else str(rng.randint(18, 80))
        city = ["Zürich", "aachen", "Basel", "NA", "Ärmel", "\U0001f600"][rng.randint(6)]
        income = "NaN" if rng.rand() < 0.1 else repr(float(rng.lognormal(10, 1)))
        near = repr(1.0 + (i % 2) * 2.220446049250313e-16)
        plan = ["free", "pro"][rng.randint(2)]
        offset = repr(1e6 + float(rng.rand()))
        rows.append(f"{age},{city},{income},3.7,{near},{plan},{offset},{rng.randint(2)}")
    return "\n".join(rows) + "\n"


def encode(train, test, drop_first):
    """get_dummies on the training rows; the test rows get the same columns."""
    encoded = pd.get_dummies(train, drop_first=drop_first, dtype=float)
    other = pd.get_dummies(test, dtype=float).reindex(columns=encoded.columns, fill_value=0.0)
    return encoded, other


def constant_text(part):
    """Text read as numbers, 0 where there is none; after the numeric columns, as get_dummies has them."""
    texts = list(part.columns.difference(part.select_dtypes("number").columns, sort=False))
    zeros = part[texts].apply(pd.to_numeric, errors="coerce").fillna(0.0)
    return part.drop(columns=texts).join(zeros)


def prepare(train, test, steps):
    numeric = train.select_dtypes("number").columns
    for step in steps:
        if step == "impute-median":
            imputer = SimpleImputer(strategy="median").fit(train[numeric])
            train, test = (part.assign(**dict(zip(numeric, imputer.transform(part[numeric]).T))) for part in (train, test))
        elif step == "standardize":
            columns = train.select_dtypes("number").columns
            scaler = StandardScaler().fit(np.ascontiguousarray(train[columns].to_numpy(float)))
            train, test = (
                part.assign(**dict(zip(columns, scaler.transform(np.ascontiguousarray(part[columns].to_numpy(float))).T)))
                for part in (train, test)
            )
        elif step == "text-constant":
            train, test = (constant_text(part) for part in (train, test))
            numeric = train.select_dtypes("number").columns
        else:
            train, test = encode(train, test, step == "one-hot-drop-first")
    return train, test


def main():
    csv = table()
    frame = pd.read_csv(io.StringIO(csv))
    X, y = frame.drop(columns="y"), frame["y"]
    split = {"test_size": 0.25, "random_state": 3, "stratify": y}
    X_train, X_test, y_train, y_test = train_test_split(X, y, **split)
    expected = []
    for steps in STEPS:
        train, test = prepare(X_train, X_test, steps)
        expected.append({
            "steps": steps, "features": list(train.columns),
            "X_train": train.to_numpy(float).tolist(), "X_test": test.to_numpy(float).tolist(),
        })
    fixture = {
        "made_by": "scripts/make-prepare-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
        "csv": csv, "test_size": 0.25, "seed": 3,
        "y_train": y_train.tolist(), "y_test": y_test.tolist(), "expected": expected,
    }
    Path("tests/fixtures/data/prepare.json").write_text(json.dumps(fixture) + "\n")


if __name__ == "__main__":
    main()
