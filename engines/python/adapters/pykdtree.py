"""pykdtree: it searches; the vote and the mean are `search_model`'s."""

from importlib.metadata import version

import numpy as np
from pykdtree.kdtree import KDTree

from params import checked_params
from search_model import search_model


class Adapter:
    library = "pykdtree"
    version = version("pykdtree")
    dtype = "float64"
    form = "difference"
    metrics = ("euclidean",)
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def convert(self, X):
        return np.ascontiguousarray(X)

    def fit(self, X, y, configuration, job):
        # Threads are OpenMP's: OMP_NUM_THREADS.
        tree = KDTree(X, **checked_params(job, ("leafsize",)))

        def search(queries, k):
            distances, indices = tree.query(queries, k)
            # With k = 1 the library leaves out the second dimension.
            return indices.reshape(-1, k), distances.reshape(-1, k)

        return search_model(search, y, job)
