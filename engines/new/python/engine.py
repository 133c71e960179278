"""{{name}}: an engine for knnbench.

Fill in load, fit and search; the driver of the installed tool does everything else: data, times, memory, votes, answers.
"""

from search_model import SearchModel


def load(X):
    """From a float64 array (n_samples, n_features) to your library's input; as it stands, the array. Timed apart."""
    return X


def fit(X, metric, params):
    """A model of the training rows; `params` are what a study gives the engine."""
    raise NotImplementedError("fill in fit in engine.py")


def search(model, X, n_neighbors):
    """The nearest training rows of each row of X, nearest first: (indices, distances).

    Both (len(X), n_neighbors); distances are true, not squared.
    """
    raise NotImplementedError("fill in search in engine.py")


class Adapter:
    """As in engine.yaml.

    A library that votes by itself gives a model of its own: configure(configuration), predict(X), and where it can
    predict_proba(X) with `classes`, and neighbors(X, n_neighbors).
    """

    library = "{{name}}"
    version = "0.1.0"
    dtype = "float64"
    form = "difference"
    metrics = ("euclidean", "manhattan")
    weights = ("uniform", "distance")

    def convert(self, X):
        return load(X)

    def fit(self, X, y, configuration, job):
        model = fit(X, configuration["metric"], job["params"])
        return SearchModel(lambda rows, k: search(model, rows, k), y, job["n_classes"])
