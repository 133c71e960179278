"""Rows for libraries that compute in float32."""

import numpy as np


def to_float32(X):
    """The rows rounded to float32; ValueError where a squared distance could be beyond its largest number."""
    limit = np.sqrt(np.finfo(np.float32).max / X.shape[1]) / 2
    largest = np.abs(X).max(initial=0)
    if largest > limit:
        raise ValueError(f"{largest:g} is too large for squared distances in float32; at most {limit:g} is")
    return np.ascontiguousarray(X, dtype=np.float32)
