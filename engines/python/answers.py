"""The untimed pass: writes labels, probabilities and neighbors, then announces each file."""

import os

import numpy as np

from models import Models, configuration_key
from timed_part import checked_as


def write_answers(adapter, job, events, outcomes, data, X):
    """Metric by metric, so that one model serves all it can.

    Within a metric in the job's order, neighbors last.
    """
    models = Models(adapter, job, data.X, data.y, lambda **fit: events.pulse())
    untimed = job["untimed"]
    for metric in dict.fromkeys(c["metric"] for c in [*untimed["configurations"], *untimed["neighbors"]]):
        configurations = [c for c in untimed["configurations"] if c["metric"] == metric]
        for configuration in configurations:
            outcomes.attempt(
                configuration, lambda c=configuration: _write_labels(models.model_for(c), c, job, events, X)
            )
        if not any(outcomes.is_open(c) for c in configurations):
            continue  # neighbors are the basis of answers: where none came, there is nothing to ask for
        for request in (n for n in untimed["neighbors"] if n["metric"] == metric):
            configuration = {**request, "weights": adapter.weights[0]}
            outcomes.attempt_part(
                "neighbors",
                configuration,
                lambda c=configuration: _write_neighbors(models.model_for(c), c, job, events, X),
            )


def _write_labels(model, configuration, job, events, X):
    # The metric is one the adapter named, so the key is safe as a file name.
    key = configuration_key(configuration)
    labels = checked_as(job["task"])(model.predict(X), len(X))
    events.pulse()
    _write(job["out"], f"labels-{key}.npy", labels)
    probabilities = None
    if hasattr(model, "predict_proba"):
        probabilities = f"probabilities-{key}.npy"
        columns = np.zeros((len(X), job["n_classes"]))
        columns[:, model.classes] = model.predict_proba(X)
        events.pulse()
        _write(job["out"], probabilities, columns)
    events.emit(
        "result", configuration=configuration, labels=f"labels-{key}.npy", probabilities=probabilities
    )


def _write_neighbors(model, configuration, job, events, X):
    if not hasattr(model, "neighbors"):
        return
    metric, k = configuration["metric"], configuration["n_neighbors"]
    indices, distances = model.neighbors(X, k)
    names = {"indices": f"neighbors-{metric}-{k}.npy", "distances": f"distances-{metric}-{k}.npy"}
    _write(job["out"], names["indices"], np.asarray(indices).astype("<i4"))
    _write(job["out"], names["distances"], np.asarray(distances, dtype="<f8"))
    events.emit("neighbors", metric=metric, n_neighbors=k, **names)


def _write(folder, name, array):
    """Renamed into place, so that an announced file is a whole one."""
    temporary = os.path.join(folder, f"{name}.{os.getpid()}.tmp")
    with open(temporary, "wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
    os.replace(temporary, os.path.join(folder, name))
