"""Fixtures and rules that every test shares."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from docgen import cli

IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without LibreOffice, skip the tests that need it on a user's machine and fail them in CI."""
    if item.get_closest_marker("libreoffice") is None or shutil.which("soffice") or shutil.which("libreoffice"):
        return
    if IN_CI:
        pytest.fail("LibreOffice is not installed; .ci/run installs it", pytrace=False)
    pytest.skip("LibreOffice is not installed")


@pytest.fixture
def example(repo: Path, tmp_path: Path) -> Path:
    """A copy of the example workspace, with nothing made yet."""
    workspace = tmp_path / "dujiangyan"
    ignore = shutil.ignore_patterns("out", ".docgen", "_make", "*.py", "__pycache__", "~$*")
    shutil.copytree(repo / "examples" / "dujiangyan", workspace, ignore=ignore)
    return workspace


class Result(NamedTuple):
    """What a command gave: its exit code, and what it printed to stdout and stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def docgen(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line in this process, in English unless told otherwise; a bug keeps its traceback."""
    monkeypatch.setenv("DOCGEN_LANG", "en")

    def run(*words: object) -> Result:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        return Result(code, *capsys.readouterr())

    return run
