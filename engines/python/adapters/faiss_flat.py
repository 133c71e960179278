"""Faiss' IndexFlat: every distance in float32; it searches, the vote and the mean are `search_model`'s."""

from importlib.metadata import version

import faiss
import numpy as np

from narrow import to_float32
from params import checked_params
from search_model import search_model

_METRICS = {"euclidean": faiss.METRIC_L2, "manhattan": faiss.METRIC_L1}


class Adapter:
    library = "Faiss"
    version = version("faiss-cpu")
    dtype = "float32"
    # Euclidean by matrix products from 20 queries on.
    form = "norm"
    metrics = tuple(_METRICS)
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def convert(self, X):
        return to_float32(X)

    def fit(self, X, y, configuration, job):
        checked_params(job, ())
        faiss.omp_set_num_threads(job["threads"])
        metric = configuration["metric"]
        index = faiss.IndexFlat(X.shape[1], _METRICS[metric])
        index.add(X)

        def search(queries, k):
            values, indices = index.search(queries, k)
            # Squared, for euclidean; the root in float64 rounds no further.
            return indices, np.sqrt(values, dtype=np.float64) if metric == "euclidean" else values

        return search_model(search, y, job)
