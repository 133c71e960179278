"""Write datasets/*.csv from the data that scikit-learn carries, and print the sha256 of each for registry.yaml.

Run from the repository root with an interpreter that has scikit-learn (made with 1.9.1; the data do not change
between versions):
    python scripts/bundle-data.py
Rows keep scikit-learn's order and targets its code order, so that splits equal those of its `load_*` functions.
Numbers are written in their shortest form that reads back to the same float64.
"""

import hashlib
from pathlib import Path

import numpy as np
from sklearn import datasets

DIABETES = [
    "age", "sex", "body_mass_index", "blood_pressure", "total_cholesterol", "low_density_lipoproteins",
    "high_density_lipoproteins", "cholesterol_ratio", "log_triglycerides", "glucose",
]
WINE_RENAMED = {"od280/od315_of_diluted_wines": "od280_od315_of_diluted_wines"}


def snake_case(name):
    return WINE_RENAMED.get(name, name).replace(" (cm)", "_cm").replace(" ", "_")


def text(value):
    return repr(float(value)).removesuffix(".0")


def write(name, data, columns, target, labels):
    lines = [",".join([*columns, target])]
    lines += [",".join([*map(text, row), label]) for row, label in zip(data, labels, strict=True)]
    content = ("\n".join(lines) + "\n").encode()
    Path("datasets", f"{name}.csv").write_bytes(content)
    print(name, np.shape(data), hashlib.sha256(content).hexdigest())


def main():
    cancer = datasets.load_breast_cancer()
    write("breast-cancer", cancer.data, map(snake_case, cancer.feature_names), "benign", map(str, cancer.target))
    for name, loaded, target in (
        ("iris", datasets.load_iris(), "species"),
        ("wine", datasets.load_wine(), "cultivar"),
    ):
        names = loaded.target_names[loaded.target]
        write(name, loaded.data, map(snake_case, loaded.feature_names), target, names)
    digits = datasets.load_digits()
    write("digits", digits.data, digits.feature_names, "digit", map(str, digits.target))
    diabetes = datasets.load_diabetes(scaled=False)
    write("diabetes-progression", diabetes.data, DIABETES, "progression", map(text, diabetes.target))


if __name__ == "__main__":
    main()
