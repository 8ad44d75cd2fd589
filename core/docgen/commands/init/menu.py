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
from docgen.plugin.generator import REQUIRED, Generator, series_of
from docgen.plugin.spec import Registry
from docgen.text import Text

WINDOWS, UNIX = Text("start.cmd", "开始.cmd"), Text("start.sh", "开始.sh")


def open_menu() -> Text:
    """How to open the menu of a new workspace."""
    if os.name == "nt":
        return Text("Double-click {menu} there", "双击其中的 {menu}").format(menu=WINDOWS.written)
    return Text("Run sh {menu} there", "在其中运行 sh {menu}").format(menu=UNIX.written)


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
    say = {name: text.written for name, text in _SAID.items()}
    windows = filled("menu.cmd", entries=entries, say=say, python=here.replace("%", "%%") if os.name == "nt" else "")
    unix = filled("menu.sh", entries=entries, say=say, python=sys.executable if os.name != "nt" else "")
    return {
        WINDOWS.written: windows.replace("\n", "\r\n").encode("gbk"),
        UNIX.written: unix.encode(errors="surrogateescape"),
    }


def _entries(registry: Registry) -> Iterator[Entry]:
    """Checking, what makes documents without asking for more than a week, and giving out their numbers."""
    yield Entry(_CHECK.written, "check --annotate")
    generators = [each for each in _generators(registry) if _is_word(each.name) and _asked(each) <= {Period}]
    for each in generators:
        label = each.alias if _is_word(each.alias) else each.name
        yield Entry(_MAKE.written.format(label=label), each.name, Period in _asked(each))
    shared = Counter(series_of(each) for each in _generators(registry))
    for each in generators:
        if _is_word(series_of(each)) and Period in _asked(each):
            label = series_of(each) if shared[series_of(each)] == 1 else each.alias
            yield Entry(_NUMBER.written.format(label=label), "register", True, series_of(each))


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


_CHECK = Text("Check the workbooks", "检查表格")
_MAKE = Text("Make {label}", "生成{label}")
_NUMBER = Text("Number {label} (once it is signed)", "登记{label}的号（签发之后）")
_SAID = {
    "menu": Text("The menu: run  sh start.sh  in a terminal", "菜单：在终端里运行  sh 开始.sh"),
    "known": Text(
        "started from the installer, which knows where docgen is", "从安装包的“开始.cmd”来的，已经知道 docgen 在哪里"
    ),
    "missing_cmd": Text(
        "docgen was not found: install it, then double-click this menu again.",
        "没有找到 docgen：请先安装它，再双击本菜单。",
    ),
    "missing": Text(
        "docgen was not found: install it, then run this menu again.", "没有找到 docgen：请先安装它，再运行本菜单。"
    ),
    "ask": Text(
        "Asks a question; the answer is in answer; Enter alone gives up",
        "问一个问题，回答放在 answer 里；直接按回车等于放弃",
    ),
    "open": Text("Open the folder out", "打开 out 文件夹"),
    "quit": Text("Quit", "退出"),
    "choose": Text("Type a number and press Enter: ", "请输入数字，按回车："),
    "week": Text("Which week (a number; Enter alone goes back): ", "第几周（只填数字；直接按回车返回菜单）："),
    "title": Text("Title: ", "标题："),
    "day": Text("Day of approval (like 2013-11-29): ", "签发日期（如 2013-11-29）："),
    "look": Text(
        "Something needs a look: see above, mend it, then try again.", "有需要处理的地方：请看上面的提示，处理后再试。"
    ),
    "made": Text("The documents are in: ", "生成的文件在："),
    "unknown": Text("The menu has no such line.", "菜单里没有这一项。"),
    "back": Text("Press Enter for the menu.", "按回车返回菜单。"),
}
"""What the menus say."""
