"""Make every document of the example, one of each kind, into out/: what `make documents` runs.

python examples/dujiangyan/make_documents.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from docgen import cli

HERE = Path(__file__).resolve().parent

DOCUMENTS: tuple[tuple[str, ...], ...] = (
    ("bulletin", "week-3"),
    ("weekly", "week-3"),
    ("circular", "2013-11-04..2013-11-20"),
    ("notice", "议事会选举"),
    ("letter",),
    ("admonition", "--all"),
    ("admonition", "notice", "--all"),
    ("admonition", "pledge", "--all"),
    ("admonition", "ledger"),
    ("review", "summary", "2013-11-04..2013-11-22"),
    ("review", "forms"),
    ("review", "forms", "--for", "纪委"),
    ("review", "letters"),
    ("review", "table"),
    ("review", "annex"),
    ("review", "notices"),
    ("review", "list"),
)
"""The commands, without `docgen`."""


def main() -> int:
    """Run them all; 1 when one fails."""
    codes = []
    for words in DOCUMENTS:
        sys.stdout.write(f"\n$ docgen {' '.join(words)}\n")
        sys.stdout.flush()
        codes.append(cli.run(["--workspace", str(HERE), *words]))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
