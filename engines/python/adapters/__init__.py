"""Engines this program runs: name to (module, arguments of its Adapter). Imported only when asked for."""

from importlib import import_module

ADAPTERS = {
    "sklearn-brute": ("sklearn", {"algorithm": "brute", "form": "norm"}),
    "sklearn-kd-tree": ("sklearn", {"algorithm": "kd_tree", "form": "difference"}),
    "sklearn-ball-tree": ("sklearn", {"algorithm": "ball_tree", "form": "difference"}),
    "sklearn-auto": ("sklearn", {"algorithm": "auto", "form": "norm"}),
    "sklearnex-brute": (
        "sklearnex",
        {"algorithm": "brute", "form": "norm", "metrics": ("euclidean", "manhattan")},
    ),
    "sklearnex-kd-tree": (
        "sklearnex",
        {"algorithm": "kd_tree", "form": "difference", "metrics": ("euclidean",)},
    ),
    "scipy-ckdtree": ("ckdtree", {}),
    "pykdtree": ("pykdtree", {}),
    "faiss-flat": ("faiss_flat", {}),
    "faiss-hnsw": ("faiss_hnsw", {}),
}


def load_adapter(name):
    """The adapter of this name; KeyError where there is none, ImportError where its library is missing."""
    module, arguments = ADAPTERS[name]
    return import_module(f"adapters.{module}").Adapter(**arguments)
