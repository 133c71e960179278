"""Events for the host: one JSON object a line on file descriptor 3. Other output is the library's."""

import json
import os
import time

EVENT_FD = 3
MAX_LINE_BYTES = 1024 * 1024
# Seldom enough to disturb nothing, often enough that the host need not allow for more than one call.
_PULSE_PERIOD_NS = 250_000_000


class Events:
    """Writes events; each is with the host when `emit` returns."""

    def __init__(self, fd=EVENT_FD, pulse_period_ns=_PULSE_PERIOD_NS):
        os.fstat(fd)
        self._fd, self._pulse_period_ns = fd, pulse_period_ns
        self._told_ns = time.perf_counter_ns()

    def pulse(self, now_ns=None):
        """Called whenever a fit, a prediction or a search is over, and no clock runs.

        Tells the host that the engine is alive, if it has not heard anything for a while.
        """
        if now_ns is None:
            now_ns = time.perf_counter_ns()
        if now_ns - self._told_ns >= self._pulse_period_ns:
            self.emit("alive")

    def emit(self, event, **fields):
        line = json.dumps({"event": event, **fields}, separators=(",", ":"), allow_nan=False).encode() + b"\n"
        if len(line) > MAX_LINE_BYTES:
            raise ValueError(f'event "{event}" has {len(line)} bytes, at most {MAX_LINE_BYTES}')
        while line:
            try:
                line = line[os.write(self._fd, line) :]
            except BlockingIOError:
                # A pipe that the host opened non-blocking refuses bytes while it is full.
                time.sleep(0.001)
        self._told_ns = time.perf_counter_ns()
