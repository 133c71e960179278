"""What a ledger holds, and its tables as the report prints them."""

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1])
COMMAND = sys.argv[2:] or ["node", "dist/cli/main.js"]
CASE = ("dataset", "split", "split_seed", "prepare")


def table(name):
    command = [*COMMAND, "report", str(FOLDER), "--table", name, "--format", "csv"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(io.StringIO(text)))


def ledger():
    with open(FOLDER / "ledger.jsonl", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


RECORDS = ledger()
STUDY = [record for record in RECORDS if record["type"] == "study"][-1]
PLAN = [record for record in RECORDS if record["type"] == "plan"][-1]
ALPHA = STUDY["analysis"]["alpha"]
DELTA = np.log1p(STUDY["analysis"]["equivalence"])
BASELINE = STUDY["baseline"]
SUBSETS = len(PLAN["subsets"])
FAMILY_OF = {"study": lambda dataset: "", "dataset": lambda dataset: dataset}[STUDY["analysis"]["family"]]
"""Which comparisons are corrected together, by the dataset of one of them."""


def family_size(family):
    """m of a family, as the plan fixed it before anything was compared."""
    sizes = {one["dataset"]: one["family_size"] for one in PLAN["dataset_families"]}
    return PLAN["family_size"] if family == "" else sizes.get(family, PLAN["family_size"])


def samples():
    """{case: {(engine, arm): {round: (position, {configuration: [ns]})}}} of counted predictions."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: defaultdict(list))))
    for row in table("samples"):
        if row["counted"] == "yes" and row["phase"] == "predict" and row["time_ns"] != "":
            case = tuple(row[key] for key in CASE)
            configuration = (int(row["n_neighbors"]), row["metric"], row["weights"])
            found[case][row["engine"], row["arm"]][int(row["round"])][configuration].append(float(row["time_ns"]))
    return found


SAMPLES = samples()
POSITIONS = {
    (record["case_id"].split("/")[0], record["engine"], record["arm"], record["round"]): record["position"]
    for record in RECORDS
    if record["type"] == "block"
}
