"""Faiss' IndexHNSWFlat: an approximate search in float32; the vote and the mean are `search_model`'s."""

from importlib.metadata import version

import faiss
import numpy as np

from models import not_all_reached
from narrow import to_float32
from params import checked_params
from search_model import search_model

_METRICS = {"euclidean": faiss.METRIC_L2, "manhattan": faiss.METRIC_L1}
_DEFAULT_M = 32


class Adapter:
    library = "Faiss"
    version = version("faiss-cpu")
    dtype = "float32"
    form = "difference"
    metrics = tuple(_METRICS)
    weights = ("uniform", "distance")
    tasks = ("classification", "regression")

    def convert(self, X):
        return to_float32(X)

    def fit(self, X, y, configuration, job):
        params = checked_params(job, ("M", "ef_construction", "ef_search"))
        faiss.omp_set_num_threads(job["threads"])
        metric = configuration["metric"]
        index = faiss.IndexHNSWFlat(X.shape[1], params.get("M", _DEFAULT_M), _METRICS[metric])
        # Where a study says nothing, the library's own values stay.
        index.hnsw.efConstruction = params.get("ef_construction", index.hnsw.efConstruction)
        ef_search = params.get("ef_search", index.hnsw.efSearch)
        index.add(X)

        def search(queries, k):
            # The paper's search keeps at least k candidates; Faiss leaves that to its caller.
            wide = faiss.SearchParametersHNSW(efSearch=max(ef_search, k))
            values, indices = index.search(queries, k, params=wide)
            if indices.min() < 0:
                raise not_all_reached(k)
            return indices, np.sqrt(values, dtype=np.float64) if metric == "euclidean" else values

        return search_model(search, y, job)
