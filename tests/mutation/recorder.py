"""A pytest plugin that notes what tests cost and which lines they execute: pytest -p recorder (Python 3.12 or later).

Every process writes a file of JSON lines into the folder RECORD_TESTS: the test, whether it is slow, its wall seconds,
its CPU seconds, those of the processes that it started and waited for, and the lines of the rooms in RECORD_ROOMS
(core/docgen/tables:core/docgen/forms) that it executed in its own process.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_ROOMS = tuple(f"{_ROOT / room}{os.sep}" for room in os.environ.get("RECORD_ROOMS", "").split(":") if room)
_lines: dict[str, set[int]] = defaultdict(set)


def _watch_function(code: CodeType, offset: int) -> object:
    """Ask for the lines of a function of the rooms when it runs for the first time."""
    if _ROOMS and code.co_filename.startswith(_ROOMS):
        _monitoring.set_local_events(_TOOL, code, _monitoring.events.LINE)
    return _monitoring.DISABLE


def _note_line(code: CodeType, line: int) -> object:
    """Note a line, once a test."""
    _lines[code.co_filename].add(line)
    return _monitoring.DISABLE


if _ROOMS:
    _monitoring = sys.monitoring
    _TOOL = _monitoring.COVERAGE_ID
    _monitoring.use_tool_id(_TOOL, "recorder")
    _monitoring.register_callback(_TOOL, _monitoring.events.PY_START, _watch_function)
    _monitoring.register_callback(_TOOL, _monitoring.events.LINE, _note_line)
    _monitoring.set_events(_TOOL, _monitoring.events.PY_START)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note the costs and the lines of one test with its fixtures."""
    _lines.clear()
    if _ROOMS:
        _monitoring.restart_events()
    before = os.times()
    ran = yield
    after = os.times()
    children = after.children_user + after.children_system - before.children_user - before.children_system
    record = {
        "test": item.nodeid,
        "slow": item.get_closest_marker("slow") is not None,
        "wall": round(after.elapsed - before.elapsed, 3),
        "cpu": round(after.user + after.system - before.user - before.system, 3),
        "children": round(children, 3),
        "lines": {Path(file).relative_to(_ROOT).as_posix(): sorted(lines) for file, lines in _lines.items()},
    }
    file = Path(os.environ["RECORD_TESTS"]) / f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return ran
