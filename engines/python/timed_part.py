"""The timed part of a job: per metric fit, first prediction, warm-up and samples, in the job's order."""

import hashlib

import numpy as np

from models import Models
from timing import (
    garbage_collected_before,
    measure_batch,
    measure_once,
    quantile,
    short_warmup,
    warm_up,
)

# Single-row percentiles need this many calls.
MIN_SINGLE_CALLS = 1000


class TimedPart:
    def __init__(self, adapter, job, events, memory, outcomes, data):
        self._job, self._events, self._memory, self._outcomes = job, events, memory, outcomes
        self._options = job["protocol_options"]
        self._X = data.timed
        self._checked = checked_as(job["task"])
        self._models = Models(adapter, job, data.X, data.y, lambda **fit: events.emit("fit", **fit))

    def run(self):
        for block in self._job["timed"]:
            self._time_metric(block)

    def _time_metric(self, block):
        configurations = [c for c in block["configurations"] if self._outcomes.is_open(c)]
        if not configurations:
            return
        # An engine that cannot do the fixed one is warmed up with its own first, without a `first` event.
        fixed = block["first"]
        if self._outcomes.unsupported_reason(fixed) is not None:
            fixed = configurations[0]
        attempt = self._outcomes.attempt
        offers = self._fit_first(fixed)
        attempt(fixed, lambda: self._start(fixed, block))
        for configuration in configurations:
            attempt(configuration, lambda c=configuration: self._sample_predict(c))
        self._emit_memory("predict", block["metric"])
        # After the memory of the predict phase is read: these calls hold more.
        if self._options["time_proba"] and "predict_proba" in offers:
            for configuration in configurations:
                attempt(configuration, lambda c=configuration: self._sample_proba(c))
        if self._options["time_search"] and "neighbors" in offers:
            # Once per n_neighbors: the search does not depend on the vote.
            searches = {}
            for configuration in filter(self._outcomes.is_open, configurations):
                searches.setdefault(configuration["n_neighbors"], configuration)
            for configuration in searches.values():
                self._outcomes.attempt_part(
                    "search", configuration, lambda c=configuration: self._time_search(c)
                )

    def _fit_first(self, fixed):
        """Fits and says what the model offers beside labels; asking it later could cost another fit."""
        offers = set()

        def fit():
            model = self._fit_anew(fixed)
            offers.update(name for name in ("predict_proba", "neighbors") if hasattr(model, name))

        self._outcomes.attempt(fixed, fit)
        return offers

    def _fit_anew(self, configuration):
        """A fit with memory phases of its own: what the model before it left belongs to neither."""
        self._models.release()
        self._memory.start_phase()
        try:
            return self._models.model_for(configuration)
        finally:
            self._emit_memory("fit", configuration["metric"])

    def _refit(self, configuration):
        """The fit for a configuration that the current model does not serve, with a short warm-up."""
        self._emit_memory("predict", configuration["metric"])
        self._fit_anew(configuration)
        warm_up(
            self._workload(configuration).call, short_warmup(self._options["warmup"]), self._events.pulse
        )

    def _start(self, fixed, block):
        workload = self._workload(fixed)
        _, first_ns, cpu_ns = measure_once(workload.call)
        if fixed is block["first"]:
            self._events.emit("first", metric=block["metric"], first_ns=first_ns, cpu_ns=cpu_ns)
        calls = warm_up(workload.call, self._options["warmup"], self._events.pulse)
        self._events.emit("warm", metric=block["metric"], calls=calls)

    def _sample_predict(self, configuration):
        if not self._models.serves(configuration):
            self._refit(configuration)
        workload = self._workload(configuration)
        with garbage_collected_before():
            for _ in range(self._options["repeats"]):
                batch = self._measure(workload.call, workload.min_calls)
                self._emit_sample(
                    configuration,
                    "predict",
                    batch,
                    **self._percentiles(batch),
                    labels_sha256=labels_hash(workload.labels()),
                )

    def _sample_proba(self, configuration):
        model = self._models.model_for(configuration)
        with garbage_collected_before():
            for _ in range(self._options["repeats"]):
                batch = self._measure(lambda: model.predict_proba(self._X))
                self._emit_sample(configuration, "proba", batch)

    def _time_search(self, configuration):
        model, k = self._models.model_for(configuration), configuration["n_neighbors"]
        with garbage_collected_before():
            batch = self._measure(lambda: model.neighbors(self._X, k))
        self._events.emit(
            "search",
            metric=configuration["metric"],
            n_neighbors=k,
            search_ns=batch.call_ns,
            count=batch.count,
            cpu_ns=batch.cpu_ns,
        )

    def _measure(self, call, min_calls=1):
        return measure_batch(call, min_calls, self._options["min_time_ns"], self._events.pulse)

    def _workload(self, configuration):
        model = self._models.model_for(configuration)
        kind = _BatchWorkload if self._options["mode"] == "batch" else _SingleWorkload
        return kind(model.predict, self._X, self._checked)

    def _emit_sample(self, configuration, kind, batch, **more):
        self._events.emit(
            "sample",
            configuration=configuration,
            kind=kind,
            predict_ns=batch.call_ns,
            count=batch.count,
            cpu_ns=batch.cpu_ns,
            **more,
        )

    def _percentiles(self, batch):
        if self._options["mode"] == "batch":
            return {}
        return {"percentiles": {f"p{p}_ns": quantile(batch.sorted_ns, p / 100) for p in (50, 95, 99)}}

    def _emit_memory(self, phase, metric):
        self._events.emit("memory", phase=phase, metric=metric, **self._memory.end_phase())


class _BatchWorkload:
    """One call of predict on all timed rows."""

    min_calls = 1

    def __init__(self, predict, X, checked):
        self._predict, self._X, self._checked, self._predicted = predict, X, checked, None

    def call(self):
        self._predicted = self._predict(self._X)

    def labels(self):
        return self._checked(self._predicted, len(self._X))


class _SingleWorkload:
    """One call of predict on one row, cycling the timed rows; all of them at least once."""

    def __init__(self, predict, X, checked):
        self._predict, self._checked = predict, checked
        self._rows = [X[i : i + 1].copy() for i in range(len(X))]
        self._predicted = [None] * len(X)
        self._next = 0
        self.min_calls = max(MIN_SINGLE_CALLS, len(X))

    def call(self):
        self._predicted[self._next] = self._predict(self._rows[self._next])
        self._next = (self._next + 1) % len(self._rows)

    def labels(self):
        return np.concatenate([self._checked(one, 1) for one in self._predicted])


def checked_as(task):
    """What makes of the library's predictions those that are hashed and written."""
    return to_labels if task == "classification" else to_values


def to_values(predicted, rows):
    """The library's numbers as float64; ValueError when they are not as many, or not finite."""
    values = np.asarray(predicted, dtype="<f8")
    if values.shape != (rows,):
        raise ValueError(f"predict returned values of shape {values.shape} for {rows} rows")
    if not np.isfinite(values).all():
        raise ValueError("predict returned a value that is not a finite number")
    return values


def to_labels(predicted, rows):
    """The library's labels as int32 codes; ValueError when their number or kind is not what was asked for."""
    labels = np.asarray(predicted)
    if labels.shape != (rows,):
        raise ValueError(f"predict returned labels of shape {labels.shape} for {rows} rows")
    codes = labels.astype("<i4")
    if not np.array_equal(codes, labels):
        raise ValueError(f"predict returned {labels.dtype} values that are not class codes")
    return codes


def labels_hash(labels):
    return hashlib.sha256(labels.tobytes()).hexdigest()
