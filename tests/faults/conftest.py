"""Workspaces for runs that are stopped: in memory where there is such a folder, since hundreds of runs write there."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from forking import Forks, forking

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    """A folder that is quick to write into."""
    folder = Path(tempfile.mkdtemp(prefix="docgen-faults-", dir=MEMORY if MEMORY.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def forks(memory: Path) -> Iterator[Forks]:
    """What starts runs that can be killed."""
    with forking(memory) as made:
        yield made
