"""The small office of the tests follows from the example."""

import subprocess
import sys
from pathlib import Path


def test_it_is_what_its_script_makes(repo: Path, tmp_path: Path):
    kept = repo / "tests" / "small_office"
    subprocess.run([sys.executable, kept / "make.py", tmp_path], check=True)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert made == {path.relative_to(kept) for path in kept.rglob("*") if path.is_file() and path.suffix != ".py"}
    stale = [str(name) for name in made if (tmp_path / name).read_bytes() != (kept / name).read_bytes()]
    assert not stale, "run python tests/small_office/make.py and commit what it writes"
