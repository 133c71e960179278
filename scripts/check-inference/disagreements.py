"""`disagreements`."""

import itertools

import numpy as np
from comparison import Comparison
from ledger import FOLDER, RECORDS, table
from scipy import stats


def check_disagreements():
    check = Comparison("disagreements")
    read = lambda name: np.load(FOLDER / "answers" / f"{name}.npy")
    data = {record["dataset"]: record for record in RECORDS if record["type"] == "data"}
    cells = {}
    for record in RECORDS:
        if record["type"] == "verification":
            c = record["configuration"]
            key = (record["case_id"].split("/")[0], record["engine"], str(c["n_neighbors"]), c["metric"], c["weights"])
            cells[key] = record
    for row in table("disagreements"):
        first, second = row["first"].split(", "), row["second"].split(", ")
        pairs = itertools.combinations(first, 2) if row["second"] == "each other" else itertools.product(first, second)
        asked = (row["n_neighbors"], row["metric"], row["weights"])
        for a, b in pairs:
            where = f"{row['dataset']} {a} {b}"
            found = []
            for (dataset, engine, *configuration), record in cells.items():
                other = cells.get((dataset, b, *configuration))
                if (dataset, engine) != (row["dataset"], a) or other is None:
                    continue
                if asked[0] != "" and tuple(configuration) != asked:
                    continue
                truth = read(data[dataset]["y_test"])
                mine = dict(zip(read(record["score_rows"]), read(record["labels"])))
                theirs = dict(zip(read(other["score_rows"]), read(other["labels"])))
                differ = [i for i in mine if i in theirs and mine[i] != theirs[i]]
                b_only = (sum(mine[i] == truth[i] for i in differ), sum(theirs[i] == truth[i] for i in differ))
                found.append((len(differ), *b_only))
            if asked[0] == "":
                check.value(row["differing"], sorted(found)[0][0] if found else 0, where)
                continue
            differing, only_first, only_second = found[0]
            check.value(row["differing"], differing, where)
            check.value(row["first_only"], only_first, where)
            check.value(row["second_only"], only_second, where)
            if row["p"] != "":
                check.value(row["p"], stats.binomtest(only_first, only_first + only_second).pvalue, where)
    check.print()
