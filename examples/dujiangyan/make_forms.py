"""Make the Word templates of the forms in forms/, beside their form.toml.

python examples/dujiangyan/make_forms.py
python examples/dujiangyan/make_forms.py DIR    the same, into another folder
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[1] / "templates"))  # whose official documents look like these

from _make.forms import FORMS  # noqa: E402


def build_forms(folder: Path) -> list[Path]:
    """Write all templates below `folder`; gives the files."""
    paths = [folder / name / f"{name}.docx" for name in FORMS]
    for path, make in zip(paths, FORMS.values(), strict=True):
        make().save(path)
    return paths


if __name__ == "__main__":
    for made in build_forms(Path(sys.argv[1]) if sys.argv[1:] else HERE / "forms"):
        sys.stdout.write(f"{made}\n")
