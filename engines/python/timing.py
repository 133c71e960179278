"""The clock: the same discipline as the Node driver's `timing.ts`."""

import gc
import time
from contextlib import contextmanager
from math import ceil, floor, inf
from typing import NamedTuple


class Batch(NamedTuple):
    """One sample: `count` calls timed one by one."""

    count: int
    call_ns: int
    cpu_ns: int
    sorted_ns: list


def measure_batch(call, min_calls, min_time_ns, pulse):
    """Calls until they have taken `min_time_ns` together, at least `min_calls` times; `pulse` between them."""
    clock = time.perf_counter_ns
    samples, total = [], 0
    cpu = time.process_time_ns()
    while total < min_time_ns or len(samples) < min_calls:
        start = clock()
        call()
        took = clock() - start
        samples.append(took)
        total += took
        pulse(start + took)
    cpu = time.process_time_ns() - cpu
    count = len(samples)
    return Batch(count, round(total / count), round(cpu / count), sorted(samples))


def measure_once(call):
    """(what `call` returns, wall ns, CPU ns)."""
    cpu = time.process_time_ns()
    start = time.perf_counter_ns()
    value = call()
    wall = time.perf_counter_ns() - start
    return value, wall, time.process_time_ns() - cpu


def warm_up(call, warmup, pulse):
    """Calls until the warm-up is used up: so many calls, or calls lasting so long together. Gives their number."""
    most = warmup.get("calls", inf)
    end = time.perf_counter_ns() + warmup.get("time_ns", inf)
    calls = 0
    while calls < most and time.perf_counter_ns() < end:
        call()
        pulse()
        calls += 1
    return calls


def short_warmup(warmup):
    """That of a refit: as the study's, but never long, and at least one call."""
    if "calls" in warmup:
        return {"calls": max(1, min(warmup["calls"], 3))}
    return {"time_ns": max(1, min(warmup["time_ns"], 20_000_000))}


def quantile(ascending, p):
    """The p-th quantile, linear between neighbors (Hyndman and Fan 1996, type 7), rounded."""
    position = (len(ascending) - 1) * p
    below, above = floor(position), ceil(position)
    return round(ascending[below] + (position - below) * (ascending[above] - ascending[below]))


@contextmanager
def garbage_collected_before():
    """A full collection first and none within, so that nobody pays for another's garbage."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
