"""The start menu: what to double-click on Windows, and the same for Linux and macOS."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from docgen.commands.init.folder import Files
from docgen.commands.init.text import filled
from docgen.period import Period
from docgen.plugin.generator import REQUIRED, Generator
from docgen.plugin.spec import Registry
from docgen.text import Text

WINDOWS, UNIX = "开始.cmd", "开始.sh"
OPEN_MENU = (
    Text(f"Double-click {WINDOWS} there", f"双击其中的 {WINDOWS}")
    if os.name == "nt"
    else Text(f"Run sh {UNIX} there", f"在其中运行 sh {UNIX}")
)


class Entry(NamedTuple):
    """A line of the menu: the words of its command, whether it asks for a week, and the series of which it gives out a
    number."""

    label: str
    words: str
    asks_week: bool = False
    series: str = ""


def menus(registry: Registry) -> Files:
    """Both menus, with what docgen and its plugins can do now. Where docgen is not on the PATH, they look for it where
    it was run from just now."""
    entries = list(_entries(registry))
    here = sys.executable if _fits_console(sys.executable) else ""
    windows = filled("menu.cmd", entries=entries, python=here.replace("%", "%%") if os.name == "nt" else "")
    unix = filled("menu.sh", entries=entries, python=sys.executable if os.name != "nt" else "")
    return {WINDOWS: windows.replace("\n", "\r\n").encode("gbk"), UNIX: unix.encode(errors="surrogateescape")}


def _entries(registry: Registry) -> Iterator[Entry]:
    """Checking, what makes documents without asking for more than a week, and giving out their numbers."""
    yield Entry("检查表格", "check --annotate")
    generators = [each for each in _generators(registry) if _is_word(each.name) and _asked(each) <= {Period}]
    for each in generators:
        label = each.alias if _is_word(each.alias) else each.name
        yield Entry(f"生成{label}", each.name, Period in _asked(each))
    shared = Counter(each.series for each in _generators(registry))
    for each in generators:
        if _is_word(each.series) and Period in _asked(each):
            label = each.series if shared[each.series] == 1 else each.alias
            yield Entry(f"登记{label}的号（签发之后）", "register", True, each.series)


def _generators(registry: Registry) -> list[type[Generator]]:
    """Each of them once; they are known by name and by alias."""
    return list({owned.item.name: owned.item for owned in registry.generators.values()}.values())


def _asked(generator: type[Generator]) -> set[type]:
    """The kinds of values that must be given."""
    return {declared.kind for declared in generator.parameters().values() if declared.default is REQUIRED}


def _is_word(name: str) -> bool:
    """Whether no command interpreter sees more in `name` than a word."""
    return bool(re.fullmatch(r"\w[\w-]*", name)) and _fits_console(name)


def _fits_console(text: str) -> bool:
    """Whether a Chinese console has all its characters."""
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
