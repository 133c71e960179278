"""One fitted model at a time, and which configurations can still be run."""

import gc

from metric import offers_metric
from timing import measure_once

_MAX_MESSAGE_CHARACTERS = 2000


class UnsupportedError(Exception):
    """An adapter raises it for what its library does not do; the message says what."""


def not_all_reached(k):
    """What an approximate search raises that finds fewer than `k` neighbors of a row."""
    return UnsupportedError(f"found fewer than {k} neighbors of a row: its graph does not reach all rows")


class Models:
    """Fits when metric or a parameter of `fit_depends_on` changes; `on_fit` is told of each fit.

    Its `detail` are the values the fit depends on beside the metric, and what the library chose by itself.
    """

    def __init__(self, adapter, job, X, y, on_fit):
        self._adapter, self._job, self._X, self._y, self._on_fit = adapter, job, X, y, on_fit
        self._key = self._model = self._error = None

    def model_for(self, configuration):
        """Model set to this configuration. Raises what the fit raised; that is not tried twice in a row."""
        key = (configuration["metric"], self._detail(configuration))
        if key != self._key:
            # The old model goes before the new one comes: two at once would show as the engine's peak.
            self._key, self._model, self._error = key, None, None
            gc.collect()
            self._fit(configuration)
        if self._error is not None:
            raise self._error
        self._model.configure(configuration)
        return self._model

    def serves(self, configuration):
        """Whether `model_for` would give the current model."""
        return self._key == (configuration["metric"], self._detail(configuration))

    def release(self):
        """Lets go of the current model."""
        self._key = self._model = self._error = None

    def _fit(self, configuration):
        try:
            self._model, fit_ns, cpu_ns = measure_once(
                lambda: self._adapter.fit(self._X, self._y, configuration, self._job)
            )
        except Exception as error:  # noqa: BLE001 - whatever a library raises is that cell's failure
            self._error = error
            return
        detail = " ".join(filter(None, [self._detail(configuration), getattr(self._model, "detail", "")]))
        self._on_fit(
            metric=configuration["metric"],
            fit_ns=fit_ns,
            cpu_ns=cpu_ns,
            **({"detail": detail} if detail else {}),
        )

    def _detail(self, configuration):
        names = [name for name in ("n_neighbors", "weights") if name in self._job["fit_depends_on"]]
        return " ".join(f"{name}={configuration[name]}" for name in names)


class Outcomes:
    """Reports each failure once and keeps failed configurations from being tried again."""

    def __init__(self, adapter, job, n_train, events):
        self._adapter, self._task, self._n_train, self._events = adapter, job["task"], n_train, events
        self._failed = set()

    def unsupported_reason(self, configuration):
        """Why the engine cannot do it, or None."""
        if self._task not in getattr(self._adapter, "tasks", ("classification",)):
            return f"task={self._task} is not offered"
        metric, weights = configuration["metric"], configuration["weights"]
        if not offers_metric(self._adapter.metrics, metric):
            return f"metric={metric} is not offered"
        if weights not in self._adapter.weights:
            return f"weights={weights} is not offered"
        if configuration["n_neighbors"] > self._n_train:
            return f"k={configuration['n_neighbors']} > n_train={self._n_train}"
        return None

    def is_open(self, configuration):
        if configuration_key(configuration) in self._failed:
            return False
        reason = self.unsupported_reason(configuration)
        if reason is not None:
            self._fail(configuration, "unsupported", reason)
        return reason is None

    def attempt(self, configuration, action):
        """Runs `action` if the configuration is open; an exception becomes a `failed` event."""
        if not self.is_open(configuration):
            return
        try:
            action()
        except Exception as error:  # noqa: BLE001 - whatever a library raises is that cell's failure
            self._fail(configuration, *describe(error))

    def attempt_part(self, part, configuration, action):
        """The same for what is asked beside its labels: they stand, whatever becomes of this."""
        try:
            action()
        except Exception as error:  # noqa: BLE001 - whatever a library raises is that part's failure
            kind, message = describe(error)
            self._events.emit("failed", kind=kind, message=message, configuration=configuration, part=part)

    def _fail(self, configuration, kind, message):
        self._failed.add(configuration_key(configuration))
        self._events.emit("failed", kind=kind, message=message, configuration=configuration)


def describe(error):
    """(kind, message) of an exception, as the host is told."""
    if isinstance(error, UnsupportedError):
        return "unsupported", str(error)
    kind = "out-of-memory" if isinstance(error, MemoryError) else "error"
    return kind, f"{type(error).__name__}: {error}"[:_MAX_MESSAGE_CHARACTERS]


def configuration_key(configuration):
    return f"{configuration['metric']}-{configuration['n_neighbors']}-{configuration['weights']}"
