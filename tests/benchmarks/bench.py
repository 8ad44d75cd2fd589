"""Measure docgen against its budgets and its rivals, as ratios in one run: make bench.

docs/benchmarks.md says what the tables mean and keeps some.
"""

import argparse
import importlib
import tempfile
from pathlib import Path

from measure import machine

SUBJECTS = ("commands", "letter", "floors", "deflaters", "combined", "pages", "workbooks", "batches")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"{', '.join(SUBJECTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each figure is taken (default: 7)")
    options = parser.parse_args()
    if unknown := set(options.subjects) - set(SUBJECTS):
        parser.error(f"no such subject: {', '.join(unknown)}")
    print(f"{options.rounds} rounds, {machine()}\n")
    for name in options.subjects or SUBJECTS:
        with tempfile.TemporaryDirectory(prefix="docgen-bench-") as folder:
            print(importlib.import_module(name).report(Path(folder), options.rounds), flush=True)


if __name__ == "__main__":
    main()
