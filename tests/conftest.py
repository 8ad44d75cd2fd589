"""Fixtures and rules that every test shares."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from ooxml import faults

from docgen import cli
from docgen.gongwen.build import Builder
from docgen.render import Combination, Compiled, Template
from docgen.text import speaking

# Property tests prove what is right, not how fast this machine is while others use it too.
settings.register_profile("docgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docgen")

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


MAKERS = [(Compiled, "render"), (Template, "render"), (Combination, "finish"), (Builder, "to_bytes")]
"""What makes a document."""


@pytest.fixture(autouse=True)
def sound_documents(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document that a test makes is checked (tests/support/ooxml.py), unless the test is marked `unsound`."""
    if request.node.get_closest_marker("unsound") is None:
        for owner, name in MAKERS:
            monkeypatch.setattr(owner, name, _checked(getattr(owner, name)))


def _checked(make: Callable[..., bytes]) -> Callable[..., bytes]:
    @wraps(make)
    def made(*args: object, **options: object) -> bytes:
        data = make(*args, **options)
        assert faults(data) == []
        return data

    return made


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docgen remembers beside the workspaces stays with the test."""
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path_factory.mktemp("state")))


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Each test begins in English, whatever the one before spoke."""
    with speaking("en"):
        yield


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
