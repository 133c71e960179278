"""Write tests/fixtures/data/study-data.json: summaries of the study's five datasets as pandas and scikit-learn
prepare them. Only hashes and means are stored, never the data.

Run from the repository root, with the folder of the CSV files and an interpreter that has pandas and scikit-learn:
    python scripts/make-study-data-fixture.py FOLDER
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

DATASETS = {
    "social-network-ads": ("Purchased", ["User ID"]),
    "bank-churn": ("churn", ["customer_id"]),
    "spotify-churn": ("is_churned", ["user_id"]),
    "loan-approval": ("loan_status", []),
    "pima-diabetes": ("Outcome", []),
}


def digest(values):
    return hashlib.sha256(np.ascontiguousarray(values, dtype="<i4").tobytes()).hexdigest()


def summary(folder, name, target, drop):
    path = Path(folder, f"{name}.csv")
    frame = pd.read_csv(path)
    y = frame[target]
    X = frame.drop(columns=[target, *drop])
    rows = np.arange(len(y))
    train, test = train_test_split(rows, test_size=0.2, random_state=42, stratify=y)
    # Medians and levels come from the training part, so encoding follows the split.
    numeric = X.select_dtypes("number").columns
    imputer = SimpleImputer(strategy="median").fit(X.iloc[train][numeric])
    X = X.assign(**dict(zip(numeric, imputer.transform(X[numeric]).T)))
    encoded = pd.get_dummies(X.iloc[train], drop_first=True, dtype=float)
    other = pd.get_dummies(X.iloc[test], dtype=float).reindex(columns=encoded.columns, fill_value=0.0)
    scaler = StandardScaler()
    X_train = scaler.fit_transform(np.ascontiguousarray(encoded.to_numpy(float)))
    X_test = scaler.transform(np.ascontiguousarray(other.to_numpy(float)))
    return {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "target": target, "drop": drop, "features": list(encoded.columns),
        "shape_train": list(X_train.shape), "shape_test": list(X_test.shape),
        "train_index_sha256": digest(train), "test_index_sha256": digest(test),
        "y_train_sha256": digest(y.to_numpy()[train]), "y_test_sha256": digest(y.to_numpy()[test]),
        "test_means": X_test.mean(axis=0).tolist(),
        "X_train_sha256": hashlib.sha256(X_train.tobytes()).hexdigest(),
        "X_test_sha256": hashlib.sha256(X_test.tobytes()).hexdigest(),
    }


def main():
    fixture = {
        "made_by": "scripts/make-study-data-fixture.py",
        "versions": {"scikit-learn": sklearn.__version__, "pandas": pd.__version__, "numpy": np.__version__},
        "datasets": {name: summary(sys.argv[1], name, *rest) for name, rest in DATASETS.items()},
    }
    Path("tests/fixtures/data/study-data.json").write_text(json.dumps(fixture, indent=1) + "\n")


if __name__ == "__main__":
    main()
