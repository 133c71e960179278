"""Resident memory of this process, phase by phase."""

import gc
import resource
import sys

_STATUS = "/proc/self/status"
_CLEAR_REFS = "/proc/self/clear_refs"


class MemoryMeter:
    """Phases follow each other: `end_phase` reads the one that ends and starts the next."""

    def __init__(self):
        self._method = "clear-refs" if _reset_peak() else "sampled"

    def start_phase(self):
        """Starts a phase anew: garbage and what was done since the last one do not count."""
        gc.collect()
        if self._method == "clear-refs":
            _reset_peak()

    def end_phase(self):
        """Peak within the phase, and what is still in use at its end: garbage goes first. Bytes."""
        gc.collect()
        if self._method == "sampled":
            # Not a peak of this phase: the largest size so far is all the system keeps.
            peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
                1 if sys.platform == "darwin" else 1024
            )
            return {"size_bytes": peak_bytes, "peak_bytes": peak_bytes, "method": self._method}
        with open(_STATUS, encoding="ascii") as status:
            fields = dict(line.split(":", 1) for line in status)
        _reset_peak()
        return {
            "size_bytes": _bytes(fields["VmRSS"]),
            "peak_bytes": _bytes(fields["VmHWM"]),
            "method": self._method,
        }


def _reset_peak():
    """Sets VmHWM to the present size (Linux, proc_pid_clear_refs(5), value 5); False where it cannot."""
    try:
        with open(_CLEAR_REFS, "w", encoding="ascii") as file:
            file.write("5")
        with open(_STATUS, encoding="ascii") as status:
            return "VmHWM:" in status.read()
    except OSError:
        return False


def _bytes(field):
    return int(field.split()[0]) * 1024
