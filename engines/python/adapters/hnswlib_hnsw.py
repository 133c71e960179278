"""hnswlib's Index: an approximate search in float32; the vote is `search_model`'s."""

from importlib.metadata import version

import hnswlib
import numpy as np

from models import not_all_reached
from narrow import to_float32
from params import checked_params
from search_model import search_model

_DEFAULTS = {"M": 16, "ef_construction": 200, "ef_search": 10}  # the library's own


class Adapter:
    library = "hnswlib"
    version = version("hnswlib")
    dtype = "float32"
    form = "difference"
    metrics = ("euclidean",)
    weights = ("uniform", "distance")
    tasks = ("classification",)

    def convert(self, X):
        return to_float32(X)

    def fit(self, X, y, configuration, job):
        params = {**_DEFAULTS, **checked_params(job, tuple(_DEFAULTS))}
        index = hnswlib.Index("l2", X.shape[1])
        index.init_index(len(X), params["M"], params["ef_construction"])
        # Several threads add the rows in an order of their own, and build another graph each time.
        index.add_items(X, num_threads=1)
        index.set_ef(params["ef_search"])

        def search(queries, k):
            try:
                indices, distances = index.knn_query(queries, k, num_threads=job["threads"])
            except RuntimeError as error:  # the library has no class of its own for it
                if "contiguous 2D array" not in str(error):
                    raise
                raise not_all_reached(k) from error
            return indices.astype(np.int64), np.sqrt(distances, dtype=np.float64)

        return search_model(search, y, job)
