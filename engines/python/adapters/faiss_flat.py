"""Faiss' IndexFlat: every distance in float32; it searches, the vote and the mean are `search_model`'s."""

from importlib.metadata import version

import faiss
import numpy as np

from metric import split_metric
from narrow import to_float32
from params import checked_params
from search_model import search_model

_METRICS = {
    "euclidean": faiss.METRIC_L2,
    "manhattan": faiss.METRIC_L1,
    "chebyshev": faiss.METRIC_Linf,
    "minkowski": faiss.METRIC_Lp,
    "cosine": faiss.METRIC_INNER_PRODUCT,
}
# scikit-learn does not divide by smaller norms: such rows are as good as zero.
_LEAST_NORM = 10 * np.finfo(np.float64).eps


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
        family, p = split_metric(configuration["metric"])
        index = faiss.IndexFlat(X.shape[1], _METRICS[family])
        index.metric_arg = p or 0
        comparable = _unit_rows if family == "cosine" else lambda rows: rows
        index.add(comparable(X))

        def search(queries, k):
            values, indices = index.search(comparable(queries), k)
            # It leaves places empty rather than fill them with a value that overflowed.
            if (indices < 0).any():
                raise ValueError(f"{configuration['metric']}: a sum is beyond float32's largest number")
            return indices, _distances(values, family, p)

        return search_model(search, y, job)


def _distances(values, family, p):
    """What Faiss compares as distances; roots and the rest in float64 round no further."""
    values = values.astype(np.float64)
    if family == "euclidean":
        return np.sqrt(values)
    if family == "minkowski":
        return values ** (1 / p)
    return np.maximum(0, 1 - values) if family == "cosine" else values


def _unit_rows(X):
    norms = np.linalg.norm(X.astype(np.float64), axis=1, keepdims=True)
    return (X / np.where(norms < _LEAST_NORM, np.inf, norms)).astype(np.float32)
