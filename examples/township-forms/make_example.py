"""Make the example of township forms: workbooks in data/, templates in forms/, forms to begin with in 旧表/.

Everything in it is invented.

python examples/township-forms/make_example.py              all of it, anew; the same bytes each time
python examples/township-forms/make_example.py --out DIR    the same, into another folder
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from _township.books import books
from _township.data import make_communities
from _township.forms import FORMS
from _township.old_forms import old_forms
from _township.workbooks import save

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Make the example of township forms; everything in it is invented.")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="write into DIR")
    root = parser.parse_args().out
    sys.path.append(str(HERE.parents[1] / "templates"))  # what all official documents have: making.official
    for name, book in books(make_communities()).items():
        save(book, root / "data" / f"{name}.xlsx")
    for name, make in FORMS.items():
        make().save(root / "forms" / name / f"{name}.docx")
    old_forms(root / "旧表")


if __name__ == "__main__":
    main()
