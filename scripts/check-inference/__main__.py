"""Recompute the tables of inference of a real ledger with SciPy, from its single samples and answer files.

Nothing is shared with the project but the ledger: the times come from `--table samples --format csv`, labels from the
ledger and its `.npy` files. Run from the repository root, built, with an interpreter that has NumPy and SciPy:
    python scripts/check-inference RESULTS_FOLDER [KNNBENCH_COMMAND...]
Prints one line a table: values compared, and the largest relative difference. Exits 1 where one is above 1e-9.
"""

import sys

from across import check_across, check_ranks
from comparison import Comparison
from disagreements import check_disagreements
from rounds import check_rounds
from sensitivity import check_sensitivity

for check in (check_sensitivity, check_across, check_ranks, check_rounds, check_disagreements):
    check()
sys.exit(1 if Comparison.failed else 0)
