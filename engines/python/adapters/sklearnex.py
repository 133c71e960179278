"""scikit-learn-intelex: scikit-learn's interface over oneDAL."""

from importlib.metadata import version

import numpy as np
from sklearnex.neighbors import KNeighborsClassifier, KNeighborsRegressor

from metric import split_metric
from models import UnsupportedError
from params import checked_params


class Adapter:
    library = "scikit-learn-intelex"
    version = version("scikit-learn-intelex")
    dtype = "float64"
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def __init__(self, algorithm, form, metrics):
        self.form, self.metrics = form, metrics
        self._algorithm = algorithm

    def convert(self, X):
        return np.ascontiguousarray(X)

    def fit(self, X, y, configuration, job):
        checked_params(job, ())
        asked = {name: configuration[name] for name in ("n_neighbors", "weights", "metric")}
        estimator_class = KNeighborsClassifier if job["task"] == "classification" else KNeighborsRegressor
        metric, p = split_metric(asked["metric"])
        estimator = estimator_class(
            algorithm=self._algorithm,
            n_jobs=job["threads"],
            **{**asked, "metric": metric, **({} if p is None else {"p": p})},
        ).fit(X, y)
        # Without a model of its own the library hands this call and every later one to scikit-learn.
        if "_onedal_estimator" not in vars(estimator):
            raise UnsupportedError("scikit-learn-intelex leaves this data to scikit-learn")
        return Model(estimator, asked)


class Model:
    """`predict` and `predict_proba` are the library's own bound methods: nothing of ours is timed."""

    def __init__(self, estimator, asked):
        self._estimator, self._asked = estimator, asked
        self.predict = estimator.predict
        if hasattr(estimator, "predict_proba"):
            self.predict_proba = estimator.predict_proba
            self.classes = estimator.classes_

    def configure(self, configuration):
        """What was fitted: the library does not see parameters that are set later."""
        if any(configuration[name] != value for name, value in self._asked.items()):
            raise ValueError(f"fitted for {self._asked}, asked for {configuration}")

    def neighbors(self, X, n_neighbors):
        """(indices, distances), each (m, n_neighbors), nearest first."""
        distances, indices = self._estimator.kneighbors(X, n_neighbors)
        return indices, distances
