"""Arrays of `.npy` files, mapped and not copied."""

import mmap

import numpy as np


def map_array(path):
    """The array of a file. Processes that map it share its pages, and nothing is copied.

    Libraries that ask for memory they may write to get it: a page is copied where one does, and the file stays. Every
    page is touched, so that loading pays for them and no later phase grows by them. What cannot be mapped is read.
    """
    try:
        mapped = np.load(path, mmap_mode="c", allow_pickle=False)
    except (OSError, ValueError):
        return np.load(path, allow_pickle=False)
    array = np.asarray(mapped)  # some libraries treat NumPy's class for mapped arrays in a way of its own
    if not array.flags.aligned:
        return array.copy()
    _touch_pages(array)
    return array


def _touch_pages(array):
    file_bytes = array.reshape(-1, order="A").view(np.uint8)
    file_bytes[:: mmap.PAGESIZE].max(initial=0)
    file_bytes[-1:].max(initial=0)  # the array begins within a page, so its last one may lie between two steps
