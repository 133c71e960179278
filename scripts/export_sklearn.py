"""Write results of scikit-learn's nearest neighbors so that `knnbench compare` can tell what they may be compared with.

A fitted search:

    search = GridSearchCV(KNeighborsClassifier(), grid, cv=StratifiedKFold(5, shuffle=True, random_state=42)).fit(X, y)
    export_search(search, X, y, "wine.csv", dataset="wine")

A loop of one's own, over splits that are known before:

    run = LoopExport(X, y, splits=list(cv.split(X, y)), dataset="wine")
    for k in (1, 5, 9):
        for fold, (train, test) in enumerate(run.splits):
            model = KNeighborsClassifier(k).fit(X[train], y[train])
            run.add(model, fold, model.predict(X[test]))
    run.write("wine.csv")

Both write `wine.csv` (as `cv_results_`), `wine.meta.json` (what it was done with and on) and, where predictions are
known, `wine.predictions.csv`. Nothing in them names a machine, a user or a path. Needs NumPy and scikit-learn alone;
docs/compare.md defines the hashes.
"""

import csv
import hashlib
import json
import os
import platform
from pathlib import Path

import numpy as np
import sklearn
from sklearn.base import clone, is_classifier
from sklearn.model_selection import check_cv
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_info

KNN_PARAMS = ("n_neighbors", "metric", "p", "weights", "algorithm")


def export_search(search, X, y, path, *, dataset, predictions=False, source=None, target=None):
    """Write a fitted GridSearchCV or RandomizedSearchCV over nearest neighbors, alone or last in a Pipeline.

    X and y are what it was fitted to. With predictions=True every configuration is fitted again on every fold, to write
    its labels. source and target, a file name and a column, go into a drafted study.
    """
    cv = check_cv(search.cv, y, classifier=is_classifier(search.estimator))
    splits = [(np.asarray(train), np.asarray(test)) for train, test in cv.split(X, y)]
    results = search.cv_results_
    prefix = "" if knn_name(search.estimator) is None else f"{knn_name(search.estimator)}__"
    estimators = [clone(search.estimator).set_params(**params) for params in results["params"]]
    own = [{f"{prefix}{name}": value for name, value in knn_params(one, X, y, splits).items()} for one in estimators]
    kept = [name for name in results if name != "params" and not any(name == f"param_{key}" for key in own[0])]
    rows = [
        {**{f"param_{name}": value for name, value in params.items()}, **{name: results[name][i] for name in kept}}
        for i, params in enumerate(own)
    ]
    searched = {name for params in results["params"] for name in params}
    is_one_preparation = all(name.startswith(prefix) for name in searched)
    meta = metadata(X, y, splits, search.estimator, dataset, source, target)
    meta["score"] = search.scoring or ("accuracy" if is_classifier(search.estimator) else "r2")
    if not isinstance(meta["score"], str):
        meta["score"] = None  # several, which the columns name
    meta |= split_facts(cv) if is_repeatable(cv) else {"split": f"{type(cv).__name__} without a seed"}
    meta["folds"] = fold_facts(X, y, splits, search.estimator if is_one_preparation else None)
    if not is_one_preparation:
        meta["prepare"] = None
    if not is_repeatable(cv):
        meta["folds"] = [{"n_train": fold["n_train"], "n_test": fold["n_test"]} for fold in meta["folds"]]
    labels = {}
    if predictions and is_repeatable(cv):
        for i, estimator in enumerate(estimators):
            for fold, (train, test) in enumerate(splits):
                fitted = clone(estimator).fit(part(X, train), part(y, train))
                labels[i, fold] = fitted.predict(part(X, test))
    write(path, rows, meta, y, splits, labels)


class LoopExport:
    """Collects what a loop of one's own predicts, fold by fold; a holdout is one fold."""

    def __init__(self, X, y, splits, *, dataset, split=None, source=None, target=None):
        """split, if known, is the entry of a study file: {"kind": "stratified-kfold", "n_splits": 5, …}."""
        self.X, self.y, self.dataset, self.split = X, y, dataset, split
        self.splits = [(np.asarray(train), np.asarray(test)) for train, test in splits]
        self._source, self._target = source, target
        self._labels, self._configurations, self._model = {}, [], None

    def add(self, model, fold, y_pred):
        """What a fitted model predicts for the test rows of a fold."""
        configuration = knn_params(model, self.X, self.y, self.splits)
        if configuration not in self._configurations:
            self._configurations.append(configuration)
        self._labels[self._configurations.index(configuration), fold] = np.asarray(y_pred)
        self._model = model

    def write(self, path):
        is_classes = is_classifier(self._model)
        name = "accuracy" if is_classes else "neg_root_mean_squared_error"
        truth = np.asarray(self.y)
        rows = []
        for i, configuration in enumerate(self._configurations):
            row = {f"param_{key}": value for key, value in configuration.items()}
            for fold, (_, test) in enumerate(self.splits):
                y_pred = self._labels.get((i, fold))
                row[f"split{fold}_test_{name}"] = "" if y_pred is None else score(truth[test], y_pred, is_classes)
            rows.append(row)
        meta = metadata(self.X, self.y, self.splits, self._model, self.dataset, self._source, self._target)
        meta |= {"split": None, "split_entry": self.split}
        meta["folds"] = fold_facts(self.X, self.y, self.splits, self._model)
        write(path, rows, meta, self.y, self.splits, self._labels)


def score(y_true, y_pred, is_classes):
    if is_classes:
        return float(np.mean(y_true == y_pred))
    return -float(np.sqrt(np.mean((y_true - y_pred) ** 2)))


def write(path, rows, meta, y, splits, labels):
    """The scores, what they are of, and the labels of configurations that have them in every fold."""
    path = Path(path)
    names = list(rows[0])
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(names)
        lines.writerows([cell(row[name]) for name in names] for row in rows)
    meta = {key: value for key, value in meta.items() if value is not None}
    path.with_suffix(".meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    whole = [i for i in range(len(rows)) if all((i, fold) in labels for fold in range(len(splits)))]
    if not whole or len({row[name] for row in rows for name in names if name.endswith("algorithm")}) > 1:
        return  # one file of labels is of one search
    y = np.asarray(y)
    with path.with_suffix(".predictions.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["fold", "row", "y_true", *(f"c{i}" for i in whole)])
        for fold, (_, test) in enumerate(splits):
            for place, row in enumerate(test):
                lines.writerow([fold, row, y[row], *(labels[i, fold][place] for i in whole)])


def cell(value):
    """Masked and missing as nothing, floats with all their digits."""
    if value is None or value is np.ma.masked:
        return ""
    return repr(float(value)) if isinstance(value, float | np.floating) else str(value)


def knn_name(estimator):
    """The name of a Pipeline's last step; None for an estimator alone."""
    return estimator.steps[-1][0] if isinstance(estimator, Pipeline) else None


def knn_of(estimator):
    return estimator.steps[-1][1] if isinstance(estimator, Pipeline) else estimator


def knn_params(estimator, X, y, splits):
    """What decides the neighbors; `auto` as the algorithm that it chose."""
    params = {name: knn_of(estimator).get_params()[name] for name in KNN_PARAMS}
    if callable(params["weights"]) or callable(params["metric"]):
        raise ValueError("a function as weights or metric has no name that another program could know")
    if params["metric"] != "minkowski":
        params["p"] = None
    if params["algorithm"] == "auto":
        train, _ = splits[0]
        fitted = clone(estimator).fit(part(X, train), part(y, train))
        params["algorithm"] = knn_of(fitted)._fit_method  # the library tells it nowhere else
    return params


def metadata(X, y, splits, estimator, dataset, source, target):
    knn = knn_of(estimator)
    columns = columns_of(X)
    numbers = [column for column in columns if column.dtype.kind == "f"]
    is_classes = is_classifier(estimator)
    return {
        "knnbench_export": 1,
        "dataset": dataset,
        "engine": type(knn).__name__,
        "library": "scikit-learn",
        "version": sklearn.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "task": "classification" if is_classes else "regression",
        "rows": len(columns[0]),
        "features": len(columns),
        "rows_sha256": rows_hash(columns, y, is_classes),
        "complete_numbers": len(numbers) == len(columns) and not any(np.isnan(one).any() for one in numbers),
        "classes": [str(label) for label in by_appearance(y)] if is_classes else None,
        "prepare": steps_of(estimator),
        "dtype": "float32" if getattr(X, "dtype", None) == np.float32 else "float64",
        "threads": threads_of(knn),
        "ties": "smallest-label",
        "path": source,
        "target": target,
    }


def threads_of(knn):
    """The largest pool that may work on one prediction: joblib's, OpenMP's or that of the linear algebra."""
    jobs = knn.n_jobs or 1
    jobs = (os.cpu_count() or 1) + 1 + jobs if jobs < 0 else jobs
    return max([jobs, *(pool["num_threads"] for pool in threadpool_info())])


STEPS = {
    "StandardScaler": ({"with_mean": True, "with_std": True}, "standardize"),
    "SimpleImputer": ({"strategy": "median", "add_indicator": False}, "impute-median"),
    "OneHotEncoder": ({"drop": "first"}, "one-hot-drop-first"),
}


def steps_of(estimator):
    """The steps before the neighbors in knnbench's words, any other as scikit-learn prints it."""
    if not isinstance(estimator, Pipeline):
        return []
    return [step_name(step) for _, step in estimator.steps[:-1] if step not in (None, "passthrough")]


def step_name(step):
    wanted, name = STEPS.get(type(step).__name__, ({}, None))
    params = step.get_params()
    return name if name and all(params[key] == value for key, value in wanted.items()) else " ".join(repr(step).split())


def split_facts(cv):
    """Name and seed as knnbench has them, and the entry of a study file; nothing for a splitter that it does not have."""
    name, facts = type(cv).__name__, vars(cv)
    seed = facts.get("random_state")
    if name in ("KFold", "StratifiedKFold"):
        kind = "kfold" if name == "KFold" else "stratified-kfold"
        entry = {"kind": kind, "n_splits": cv.n_splits, "shuffle": cv.shuffle}
        return named(f"{kind}-{cv.n_splits}", entry | ({"seed": seed} if cv.shuffle else {}), seed)
    if name == "RepeatedStratifiedKFold":
        n_splits = cv.cvargs["n_splits"]
        entry = {"kind": "repeated-stratified-kfold", "n_splits": n_splits, "n_repeats": cv.n_repeats, "seed": seed}
        return named(f"repeated-stratified-kfold-{n_splits}x{cv.n_repeats}", entry, seed)
    if name == "TimeSeriesSplit" and cv.max_train_size is None and cv.gap == 0:
        return named(f"time-series-{cv.n_splits}", {"kind": "time-series", "n_splits": cv.n_splits}, None)
    return {"split": " ".join(repr(cv).split())[:200], "split_entry": None}


def named(words, entry, seed):
    return {"split": words if seed is None else f"{words} seed {seed}", "split_entry": entry}


def is_repeatable(cv):
    """Whether its folds come out again, as they did in the search."""
    facts = vars(cv)
    is_random = facts.get("shuffle", False) or "Shuffle" in type(cv).__name__ or "Repeated" in type(cv).__name__
    return not is_random or isinstance(facts.get("random_state"), int)


def fold_facts(X, y, splits, estimator):
    """Sizes of each fold, the hash of the rows that it tests, and that of what the neighbors were fitted to."""
    return [
        {
            "n_train": len(train),
            "n_test": len(test),
            "test_sha256": hashlib.sha256(np.sort(test).astype("<u4").tobytes()).hexdigest(),
            "X_train_sha256": prepared_hash(X, y, train, estimator),
        }
        for train, test in splits
    ]


def prepared_hash(X, y, train, estimator):
    """The hash of the .npy file that knnbench gives its engines; None where the rows are no plain matrix."""
    if estimator is None:
        return None
    X_train = part(X, train)
    if isinstance(estimator, Pipeline) and len(estimator.steps) > 1:
        X_train = clone(estimator[:-1]).fit(X_train, part(y, train)).transform(X_train)
    try:
        matrix = np.ascontiguousarray(X_train, dtype="<f8")
    except (TypeError, ValueError):
        return None
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({matrix.shape[0]}, {matrix.shape[1]}), }}"
    length = -(-(10 + len(header) + 1) // 64) * 64 - 10
    start = b"\x93NUMPY\x01\x00" + length.to_bytes(2, "little")
    return hashlib.sha256(start + f"{header.ljust(length - 1)}\n".encode() + matrix.tobytes()).hexdigest()


def rows_hash(columns, y, is_classes):
    """Features column by column, then the target: classes as the number of their first appearance."""
    digest = hashlib.sha256()
    for column in columns:
        if column.dtype.kind == "f":
            digest.update(float_bytes(column))
        else:
            digest.update(b"".join(f"{'' if value is None else value}\0".encode() for value in column))
    if is_classes:
        numbers = {label: i for i, label in enumerate(by_appearance(y))}
        digest.update(np.array([numbers[label] for label in np.asarray(y).tolist()], dtype="<u4").tobytes())
    else:
        digest.update(float_bytes(np.asarray(y, dtype="<f8")))
    return digest.hexdigest()


def float_bytes(values):
    values = np.asarray(values, dtype="<f8") + 0.0  # −0 as 0
    return np.where(np.isnan(values), np.float64("nan"), values).astype("<f8").tobytes()


def columns_of(X):
    """Each feature as float64 where all of it is numbers, else as it is; of an array or a DataFrame."""
    frame = X if hasattr(X, "columns") else None
    columns = [frame[name].to_numpy() for name in frame.columns] if frame is not None else list(np.asarray(X).T)
    return [as_numbers(column) for column in columns]


def as_numbers(column):
    values = column.tolist()
    if column.dtype.kind == "O" and all(type(value) in (int, float) for value in values):
        return column.astype("<f8")  # of an array that has text elsewhere
    if column.dtype.kind in "OUSb":
        return np.array([None if value != value else value for value in values], dtype=object)
    return column.astype("<f8")


def by_appearance(y):
    return list(dict.fromkeys(np.asarray(y).tolist()))


def part(values, rows):
    return values.iloc[rows] if hasattr(values, "iloc") else np.asarray(values)[rows]
