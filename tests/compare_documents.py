"""Compare the documents of two checkouts byte for byte: all of the example, and the packs of 5,000 households.

python tests/compare_documents.py OTHER_CHECKOUT

Prints how many files are the same, and the name of each that is not. Exits with 1 if one differs or is missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HOUSEHOLDS = "5000"


def make(checkout: Path, folder: Path) -> dict[str, str]:
    """The hashes of all documents that the code of a checkout makes in `folder`, by path."""
    variables = {**os.environ, "PYTHONPATH": f"{checkout / 'core'}{os.pathsep}{checkout / 'plugins'}"}
    variables |= {"DOCGEN_STATE_DIR": str(folder / "state"), "DOCGEN_LANG": "zh"}
    example, large = folder / "example", folder / "large"
    for copy in (example, large):
        shutil.copytree(checkout / "examples" / "dujiangyan", copy, ignore=shutil.ignore_patterns("out", ".docgen"))
    run = [sys.executable, "-c", "import sys; from docgen.cli import main; main(sys.argv[1:])", "--workspace"]
    subprocess.run(
        [sys.executable, example / "make_documents.py"], env=variables, check=True, stdout=subprocess.DEVNULL
    )
    shutil.move(example / "out", folder / "documents")
    roll = [sys.executable, example / "make_data.py", "--households", HOUSEHOLDS, "--out", large / "data"]
    subprocess.run(roll, env=variables, check=True, stdout=subprocess.DEVNULL)
    settings = large / "docgen.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("roll_off = 10 ", "roll_off = 99 "), encoding="utf-8"
    )  # a part of the roll will do
    subprocess.run([*run, large, "letter"], env=variables, check=False, stdout=subprocess.DEVNULL)  # 1: a row failed
    shutil.move(large / "out", folder / "packs")
    found = [path for part in ("documents", "packs") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def main(other: Path) -> int:
    """Compare; gives the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        made = []
        for name, checkout in (("one", other.resolve()), ("two", HERE)):
            folder = Path(scratch) / "w"  # the same path for both: documents may name it
            folder.mkdir()
            made.append(make(checkout, folder))
            folder.rename(Path(scratch) / name)
    before, now = made
    differing = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    print(f"{len(now) - len(differing)} of {len(now)} files are the same")
    print("\n".join(differing))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
