"""The driver for an engine outside the installation: own.py FILE --job JOB, where FILE has a class Adapter."""

import importlib.util
import sys
from pathlib import Path

from driver import main


def load_own(file):
    """The Adapter of a Python file, which imports what lies beside it and the driver's search_model."""
    sys.path.insert(0, str(Path(file).resolve().parent))
    spec = importlib.util.spec_from_file_location("own_engine", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Adapter()


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:], lambda engine: load_own(sys.argv[1])))
