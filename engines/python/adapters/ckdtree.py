"""SciPy's cKDTree: it searches; the vote and the mean are `search_model`'s."""

import numpy as np
import scipy
from scipy.spatial import cKDTree

from metric import split_metric
from params import checked_params
from search_model import search_model

_P = {"euclidean": 2, "manhattan": 1, "chebyshev": np.inf}


class Adapter:
    library = "SciPy"
    version = scipy.__version__
    dtype = "float64"
    form = "difference"
    metrics = (*_P, "minkowski")
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def convert(self, X):
        return np.ascontiguousarray(X)

    def fit(self, X, y, configuration, job):
        tree = cKDTree(X, **checked_params(job, ("leafsize",)))
        family, p = split_metric(configuration["metric"])
        p, workers = p or _P[family], job["threads"]

        def search(queries, k):
            distances, indices = tree.query(queries, k, p=p, workers=workers)
            # With k = 1 the library leaves out the second dimension.
            return indices.reshape(-1, k), distances.reshape(-1, k)

        return search_model(search, y, job)
