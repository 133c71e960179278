"""Engines this program runs: name to (module, arguments of its Adapter). Imported only when asked for."""

from importlib import import_module

_SUMS = ("euclidean", "manhattan", "chebyshev", "minkowski")
_ALL = (*_SUMS, "cosine", "hamming")

ADAPTERS = {
    "sklearn-brute": ("sklearn", {"algorithm": "brute", "form": "norm", "metrics": _ALL}),
    "sklearn-kd-tree": ("sklearn", {"algorithm": "kd_tree", "form": "difference", "metrics": _SUMS}),
    "sklearn-ball-tree": (
        "sklearn",
        {"algorithm": "ball_tree", "form": "difference", "metrics": (*_SUMS, "hamming")},
    ),
    "sklearn-auto": ("sklearn", {"algorithm": "auto", "form": "norm", "metrics": _ALL}),
    "sklearnex-brute": (
        "sklearnex",
        {"algorithm": "brute", "form": "norm", "metrics": _SUMS},
    ),
    "sklearnex-kd-tree": (
        "sklearnex",
        {"algorithm": "kd_tree", "form": "difference", "metrics": ("euclidean",)},
    ),
    "scipy-ckdtree": ("ckdtree", {}),
    "pykdtree": ("pykdtree", {}),
    "faiss-flat": ("faiss_flat", {}),
    "faiss-hnsw": ("faiss_hnsw", {}),
    "hnswlib-hnsw": ("hnswlib_hnsw", {}),
}


def load_adapter(name):
    """The adapter of this name; KeyError where there is none, ImportError where its library is missing."""
    module, arguments = ADAPTERS[name]
    return import_module(f"adapters.{module}").Adapter(**arguments)
