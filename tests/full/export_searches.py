"""Searches and loops over nearest neighbors, exported into the working directory for compare-sklearn.test.ts."""

import sys

import numpy as np
from sklearn.datasets import load_diabetes, load_iris, load_wine
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, sys.argv[1])
from export_sklearn import LoopExport, columns_of, export_search, rows_hash  # noqa: E402

GRID = {"n_neighbors": [1, 5, 31], "p": [1, 2], "weights": ["uniform", "distance"]}


def folds(seed):
    return StratifiedKFold(5, shuffle=True, random_state=seed)


def pipeline(knn, *before):
    return Pipeline([*before, ("knn", knn)])


def search(estimator, X, y, cv, name, dataset, **options):
    grid = {f"knn__{key}": values for key, values in GRID.items()}
    fitted = GridSearchCV(estimator, grid, cv=cv, **options).fit(X, y)
    export_search(fitted, X, y, f"{name}.csv", dataset=dataset, predictions=True)


X, y = load_wine(return_X_y=True)
scale = ("scale", StandardScaler())
brute = KNeighborsClassifier(algorithm="brute")
search(pipeline(brute, scale), X, y, folds(42), "equal", "wine")
search(pipeline(KNeighborsClassifier(algorithm="auto"), scale), X, y, folds(42), "auto", "wine")
search(pipeline(brute), X, y, folds(42), "raw", "wine")
search(pipeline(brute, scale), X, y, folds(7), "seed", "wine")
search(pipeline(brute, scale), X.astype(np.float32), y, folds(42), "narrow", "wine")
search(pipeline(brute, scale), X[:-1], y[:-1], folds(42), "fewer", "wine")
search(
    pipeline(KNeighborsRegressor(algorithm="brute"), scale),
    *load_diabetes(return_X_y=True, scaled=False),
    KFold(5, shuffle=True, random_state=42),
    "values",
    "diabetes-progression",
    scoring="neg_root_mean_squared_error",
)

X, y = load_iris(return_X_y=True)
train, test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=42)
entry = {"kind": "holdout", "test_size": 0.2, "stratify": True, "seed": 42}
run = LoopExport(X, y, [(train, test)], dataset="iris", split=entry)
for k in (1, 5, 31):
    model = pipeline(KNeighborsClassifier(k, algorithm="kd_tree"), scale).fit(X[train], y[train])
    run.add(model, 0, model.predict(X[test]))
run.write("loop.csv")

mixed = np.array([[1.5, "b", None], [float("nan"), "a", "é"], [-0.0, None, "z"]] * 4, dtype=object)
print(rows_hash(columns_of(mixed), ["no", "yes", "no"] * 4, is_classes=True))
