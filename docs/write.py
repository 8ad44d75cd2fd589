"""Writes the pages of the documentation that follow from the code.

python docs/write.py            writes them
python docs/write.py --check    says which are out of date, and exits with 1 if any is
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from _pages import PAGES  # noqa: E402 - it lies beside this file


def outdated() -> dict[Path, str]:
    """What pages should say that do not."""
    wanted = {HERE / name: page() for name, page in PAGES.items()}
    return {path: text for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text}


def main() -> int:
    """Write or check; the exit code."""
    pages = outdated()
    for path, text in pages.items():
        print(path.relative_to(HERE.parent).as_posix())
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
    return int("--check" in sys.argv and bool(pages))


if __name__ == "__main__":
    sys.exit(main())
