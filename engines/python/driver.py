"""The engine protocol for Python libraries: driver.py --job FILE, events on file descriptor 3.

The twin of src/engine/driver.ts: the same events, the same order, the same clock discipline. Exit 0 after
`done`, 2 for a job that cannot be run as it stands, 1 for everything else.
"""

import platform
import sys
from typing import NamedTuple

import numpy as np

from adapters import ADAPTERS, load_adapter
from answers import write_answers
from events import EVENT_FD, Events
from job import PROTOCOL_VERSION, JobError, read_job
from mapped_array import map_array
from memory import MemoryMeter
from models import Outcomes, describe
from timed_part import TimedPart
from timing import measure_once


class Data(NamedTuple):
    """Training rows, what is known of them, and the timed rows, in the library's input type."""

    X: np.ndarray
    y: np.ndarray
    timed: np.ndarray


def main(arguments, load=None):
    """Runs the job of the arguments; `load` gives the adapter of a name, by default one of ours."""
    try:
        job, events = _prepare(arguments, load is None)
    except JobError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        run((load or load_adapter)(job["engine"]), job, events)
    except Exception as error:
        kind, message = describe(error)
        events.emit("failed", kind=kind, message=message)
        raise
    return 0


def _prepare(arguments, is_ours):
    if len(arguments) != 2 or arguments[0] != "--job":
        raise JobError("an engine takes one argument: --job FILE")
    job = read_job(arguments[1])
    if is_ours and job["engine"] not in ADAPTERS:
        raise JobError(f'no adapter is named "{job["engine"]}"; there are {", ".join(ADAPTERS)}')
    try:
        return job, Events()
    except OSError as error:
        raise JobError(f"file descriptor {EVENT_FD} is not open. Start engines through knnbench") from error


def run(adapter, job, events):
    """A whole job with one engine: hello, load, the timed part, the answers, done."""
    memory = MemoryMeter()
    _say_hello(adapter, job, events)
    _emit_memory(events, memory, "hello")
    data = _load(adapter, job, events)
    _emit_memory(events, memory, "load")
    outcomes = Outcomes(adapter, job, len(data.X), events)
    TimedPart(adapter, job, events, memory, outcomes, data).run()
    if job["untimed"] is not None:
        memory.start_phase()
        # Read only now: rounds that write no answers never hold these rows.
        X = adapter.convert(_read_matrix(job["data"]["X_score"]))
        events.pulse()
        write_answers(adapter, job, events, outcomes, data, X)
        _emit_memory(events, memory, "answers")
    events.emit("done")


def _say_hello(adapter, job, events):
    events.emit(
        "hello",
        protocol=PROTOCOL_VERSION,
        engine=job["engine"],
        library=adapter.library,
        version=adapter.version,
        runtime=f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}",
        flags=_interpreter_flags(),
        dtype=adapter.dtype,
        form=adapter.form,
        threads=job["threads"],
    )


def _interpreter_flags():
    """Words between the interpreter and this program."""
    words = sys.orig_argv[1:]
    return words[: words.index(sys.argv[0])] if sys.argv[0] in words else []


def _load(adapter, job, events):
    files = job["data"]
    (X, y, timed), load_ns, _ = measure_once(
        lambda: (
            _read_matrix(files["X_train"]),
            _read_targets(files["y_train"], job["task"]),
            _read_matrix(files["X_timed"]),
        )
    )
    data, convert_ns, _ = measure_once(lambda: Data(adapter.convert(X), y, adapter.convert(timed)))
    events.emit("loaded", load_ns=load_ns, convert_ns=convert_ns)
    return data


def _read_matrix(path):
    X = map_array(path)
    if X.ndim != 2 or X.dtype != np.float64:
        raise ValueError(f"{path} is {X.dtype} of shape {X.shape}; a float64 matrix is needed")
    return X


def _read_targets(path, task):
    """Class codes, or the numbers of a regression."""
    y = map_array(path)
    needed = np.dtype(np.int32 if task == "classification" else np.float64)
    if y.ndim != 1 or y.dtype != needed:
        raise ValueError(f"{path} is {y.dtype} of shape {y.shape}; a vector of {needed} is needed")
    return y


def _emit_memory(events, memory, phase):
    events.emit("memory", phase=phase, metric=None, **memory.end_phase())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
