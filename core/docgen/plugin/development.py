"""Plugins that somebody is writing: for some hours they run as they are, without being trusted after each edit.

Such trust is the user's own, as that in docgen.plugin.trust is: it stands in the user's configuration, names the path
with all links resolved, and ends by itself.
"""

from __future__ import annotations

import json
import os
import time
from datetime import datetime
from pathlib import Path

from docgen.files import read_file, real_path
from docgen.plugin.trust import config_file
from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.state import NotAsWritten, parse_as
from docgen.text import Text

HOURS = 8
"""How long a plugin runs as it is."""


def begin_development(plugin: Path) -> datetime:
    """Let the plugin run as it is for HOURS, for this user on this computer; gives until when."""
    until = int(time.time()) + HOURS * 3600
    _keep({**_ends(), str(real_path(plugin)): until})
    return datetime.fromtimestamp(until)


def end_development(plugin: Path) -> bool:
    """Let the plugin run only if it is trusted as it is. Gives whether it was in development."""
    ends = _ends()
    if ends.pop(str(real_path(plugin)), None) is None:
        return False
    _keep(ends)
    return True


def developed_until(plugin: Path) -> datetime | None:
    """Until when the plugin runs as it is; None if it does not: nobody said so, the time is over, it belongs to
    somebody else, or so does the history of its workspace."""
    until, now = _ends().get(str(real_path(plugin)), 0), time.time()
    if not now < until <= now + HOURS * 3600:
        return None
    return datetime.fromtimestamp(until) if _is_mine(plugin) and _is_adopted(plugin.parent.parent) else None


def say_developed(name: str, plugin: Path, until: datetime) -> Problem:
    """What is said of such a plugin at each run."""
    text = _RUNS.format(name=name, until=f"{until:%H:%M}")
    return Problem("development", Severity.WARNING, text, FileLine(str(plugin)), _TRUST.format(name=name))


def _is_mine(plugin: Path) -> bool:
    """Whether the plugin belongs to this user, and nobody else may write it. Windows tells neither."""
    if not hasattr(os, "getuid"):
        return True
    try:
        status = plugin.stat()
    except OSError:
        return False
    return status.st_uid == os.getuid() and not status.st_mode & 0o002


def _is_adopted(root: Path) -> bool:
    from docgen.state import Standing, standing_of  # with SQLite, which few plugins need

    try:
        return standing_of(root) is not Standing.FOREIGN
    except DocgenError:
        return False


def _ends() -> dict[str, int]:
    """When development ends, in seconds since 1970, by path; nothing if that cannot be read."""
    try:
        return parse_as(dict[str, int], read_file(_file()))
    except (OSError, NotAsWritten):
        return {}


def _keep(ends: dict[str, int]) -> None:
    file, now = _file(), time.time()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps({path: end for path, end in ends.items() if end > now}, indent=1), encoding="utf-8")
    draft.replace(file)


def _file() -> Path:
    return config_file("in_development.json")


_RUNS = Text(
    "the plugin {name} is being written: until {until} it runs as it is, without being trusted",
    "插件 {name} 正在编写：{until} 之前按现有内容运行，不需逐次信任",
)
_TRUST = Text(
    "When it is done: docgen plugins trust {name}; to end this now: docgen plugins distrust {name}",
    "写完后请运行：docgen plugins trust {name}；要马上结束：docgen plugins distrust {name}",
)
