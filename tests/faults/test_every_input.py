"""Every command meets every fault at each file that it comes to: it says what is wrong or goes on without the file; it
neither waits for ever, nor shows a traceback, nor leaves something half-made behind."""

import os
import zipfile

import pytest
from all_inputs import COMMANDS, Inputs
from file_faults import FAULTS, WATCHED, touched

from docgen.batch.folders import UNDER_WAY
from docgen.batch.publishing import LEFTOVERS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="starts runs by fork"),
]

AT_ONE_FILE = 4
"""Faults that a command meets at one file; the next command meets the next ones there."""


@pytest.fixture(scope="module")
def inputs(memory, forks) -> Inputs:
    return Inputs(forks, memory)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_file_with_every_fault(inputs, line):
    number = COMMANDS.index(line)
    for place, name in enumerate(files_of(inputs, line)):
        for each in range(AT_ONE_FILE):
            fault = FAULTS[(number * AT_ONE_FILE + place + each) % len(FAULTS)]
            code, said = inputs.meet(line, name, fault)
            at = f"{line} with {name} {fault}: {said}"
            assert code in (0, 1, 2), at
            assert "Traceback" not in said, at
            assert half_made(inputs) == [], at


def files_of(inputs: Inputs, line: str) -> list[str]:
    """The files of the workspace that a command comes to; of docgen's own see test_spoiled_state."""
    inputs.reset()
    found = touched(inputs.run(*inputs.words(line), fault=(WATCHED, inputs.work))[1])
    return [name for name in found if (inputs.base / name).is_file() and not name.startswith(".docgen")]


def half_made(inputs: Inputs) -> list[str]:
    """Documents that are not whole, and what a run has not cleared away."""
    found = [path for path in inputs.work.rglob("*") if path.match(LEFTOVERS) or path.name == UNDER_WAY]
    documents = [path for path in inputs.work.rglob("out/**/*.docx") if path.is_file() and path.stat().st_size]
    return [str(path) for path in (*found, *(path for path in documents if not zipfile.is_zipfile(path)))]
