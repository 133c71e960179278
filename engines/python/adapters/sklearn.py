"""scikit-learn's KNeighborsClassifier and KNeighborsRegressor, one adapter for their algorithms."""

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from metric import split_metric
from params import checked_params


class Adapter:
    library = "scikit-learn"
    version = sklearn.__version__
    dtype = "float64"
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def __init__(self, algorithm, form, metrics):
        self.form, self.metrics = form, metrics
        self._algorithm = algorithm
        self._params = () if algorithm == "brute" else ("leaf_size",)

    def convert(self, X):
        return np.ascontiguousarray(X)

    def fit(self, X, y, configuration, job):
        estimator_class = KNeighborsClassifier if job["task"] == "classification" else KNeighborsRegressor
        metric, p = split_metric(configuration["metric"])
        estimator = estimator_class(
            algorithm=self._algorithm,
            metric=metric,
            **({} if p is None else {"p": p}),
            n_neighbors=configuration["n_neighbors"],
            weights=configuration["weights"],
            n_jobs=job["threads"],
            **checked_params(job, self._params),
        )
        model = Model(estimator.fit(X, y))
        if self._algorithm == "auto":
            model.detail = f"algorithm={estimator._fit_method}"  # the library tells it nowhere else
        return model


class Model:
    """`predict` and `predict_proba` are the library's own bound methods: nothing of ours is timed."""

    def __init__(self, estimator):
        self._estimator = estimator
        self.predict = estimator.predict
        if hasattr(estimator, "predict_proba"):
            self.predict_proba = estimator.predict_proba
            # Columns of the probabilities: classes without a training row have none.
            self.classes = estimator.classes_

    def configure(self, configuration):
        """Neither needs another fit."""
        self._estimator.set_params(n_neighbors=configuration["n_neighbors"], weights=configuration["weights"])

    def neighbors(self, X, n_neighbors):
        """(indices, distances), each (m, n_neighbors), nearest first."""
        distances, indices = self._estimator.kneighbors(X, n_neighbors)
        return indices, distances
