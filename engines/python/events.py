"""Events for the host: one JSON object a line on file descriptor 3. Other output is the library's."""

import json
import os
import time

EVENT_FD = 3
MAX_LINE_BYTES = 1024 * 1024


class Events:
    """Writes events; each is with the host when `emit` returns."""

    def __init__(self, fd=EVENT_FD):
        os.fstat(fd)
        self._fd = fd

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
