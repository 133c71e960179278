"""Predicts with a library that only searches: scikit-learn's vote and mean, the same for all of them."""

import numpy as np


def search_model(search, y, job):
    """The model of the job's task: `SearchModel` or `SearchRegressor`."""
    if job["task"] == "regression":
        return SearchRegressor(search, y)
    return SearchModel(search, y, job["n_classes"])


class SearchModel:
    """`search(X, k)` gives (indices, distances), each (m, k), nearest first, distances true and not squared."""

    def __init__(self, search, y, n_classes):
        self.neighbors = search
        self.classes = np.arange(n_classes)
        self._y, self._n_classes = y, n_classes
        self._n_neighbors = self._weights = None

    def configure(self, configuration):
        """Neither needs another fit."""
        self._n_neighbors, self._weights = configuration["n_neighbors"], configuration["weights"]

    def predict(self, X):
        """The class with most votes; argmax gives a tie to the smallest."""
        return self._votes(X).argmax(axis=1)

    def predict_proba(self, X):
        """Shares of the votes, (m, n_classes)."""
        votes = self._votes(X)
        return votes / votes.sum(axis=1, keepdims=True)

    def _votes(self, X):
        indices, distances = self.neighbors(X, self._n_neighbors)
        return count_votes(self._y[indices], distances, self._weights, self._n_classes)


class SearchRegressor:
    """The same for numbers: the mean of the neighbors, weighted or not."""

    def __init__(self, search, y):
        self.neighbors = search
        self._y = y
        self._n_neighbors = self._weights = None

    def configure(self, configuration):
        """Neither needs another fit."""
        self._n_neighbors, self._weights = configuration["n_neighbors"], configuration["weights"]

    def predict(self, X):
        indices, distances = self.neighbors(X, self._n_neighbors)
        values = self._y[indices]
        if self._weights == "uniform":
            return values.mean(axis=1)
        weights = _inverse(distances)
        # Only the ratios count; as they are, weights of tiny distances could add up to infinity.
        weights /= weights.max(axis=1, keepdims=True)
        return (weights * values).sum(axis=1) / weights.sum(axis=1)


def count_votes(labels, distances, weights, n_classes):
    """Sums of votes, (m, n_classes), each summed from the nearest neighbor outward.

    A neighbor counts 1 (`uniform`) or 1/distance (`distance`); where a distance is so small that 1/distance is
    infinite, only such neighbors count, 1 each.
    """
    rows = len(labels)
    cells = labels + n_classes * np.arange(rows)[:, None]
    votes = None if weights == "uniform" else _inverse(distances).ravel()
    sums = np.bincount(cells.ravel(), votes, minlength=rows * n_classes)
    return sums.reshape(rows, n_classes)


def _inverse(distances):
    with np.errstate(divide="ignore", over="ignore"):
        votes = 1.0 / np.asarray(distances, dtype=np.float64)
    infinite = np.isinf(votes)
    touched = infinite.any(axis=1)
    votes[touched] = infinite[touched]
    return votes
