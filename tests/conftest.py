"""Fixtures and rules that every test shares."""

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import sharing
from hypothesis import HealthCheck, settings
from offices import EXAMPLE, SMALL_OFFICE, copy_example, copy_office
from shared_readings import share_readings
from warm_office import WarmOffice

from docgen import cli
from docgen.gongwen.build import Builder
from docgen.pdf.office import Office
from docgen.render import Combination, Compiled, Template
from docgen.state.user import KEY, KEY_BYTES
from docgen.text import speaking

# Property tests prove what is right, not how fast this machine is while others use it too.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", PATIENT, max_examples=20)
settings.register_profile("thorough", PATIENT, max_examples=100)
settings.load_profile("quick")

# Tests start hundreds of processes; each is to find bytecode, whatever the environment says of writing it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

MEMORY, ROOM = Path("/dev/shm"), 4 << 30
if "PYTEST_DEBUG_TEMPROOT" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)  # thousands of small files are quicker in memory

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
            monkeypatch.setattr(owner, name, sharing.checked(getattr(owner, name)))


@pytest.fixture(autouse=True, scope="session")
def shared_work() -> Iterator[None]:
    """The same workbooks are read once a process, the same parts are checked once (tests/support/shar*.py)."""
    with pytest.MonkeyPatch.context() as patch:
        share_readings(patch)
        sharing.share_process(patch)
        yield


@pytest.fixture(scope="session")
def warm_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmOffice]:
    """The LibreOffice of this process."""
    shared = tmp_path_factory.getbasetemp().parent / "pdfs"
    shared.mkdir(exist_ok=True)
    office = WarmOffice(tmp_path_factory.mktemp("office"), shared)
    yield office
    office.stop()


@pytest.fixture(autouse=True)
def quick_pdfs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that are marked `libreoffice` share one that is open, and the PDFs that it made."""
    if request.node.get_closest_marker("libreoffice"):
        monkeypatch.setattr(Office, "convert", request.getfixturevalue("warm_office").replacement())


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that do not exist yet, one for each test."""
    root = tmp_path_factory.mktemp("states")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True, scope="session")
def own_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The key of the user who runs the tests: workspaces that one test makes are another's own."""
    key = tmp_path_factory.mktemp("user") / KEY
    key.write_bytes(bytes(KEY_BYTES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCGEN_STATE_DIR", str(key.parent))
        yield key


@pytest.fixture(autouse=True)
def own_state(states: Iterator[Path], own_key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docgen remembers beside the workspaces stays with the test."""
    folder = next(states)
    folder.mkdir()
    shutil.copy(own_key, folder)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(folder))


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Each test begins in English, whatever the one before spoke."""
    with speaking("en"):
        yield


@pytest.fixture
def small_office(tmp_path: Path) -> Path:
    """A copy of the small office: two townships, a dozen communities, rows in every table, nothing made yet."""
    return copy_office(SMALL_OFFICE, tmp_path / "office")


@pytest.fixture
def example_with_forms(tmp_path: Path) -> Path:
    """A copy of the example workspace, with nothing made yet."""
    return copy_office(EXAMPLE, tmp_path / "dujiangyan")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example workspace without its forms."""
    return copy_example(tmp_path / "dujiangyan")


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
