"""What plugins that are off take away from a command: their tables, columns, checks and fields are missing in it."""

from __future__ import annotations

from docgen.commands.base import App
from docgen.commands.output import echo_problem
from docgen.files import UNREADABLE
from docgen.plugin.found import Kind, Plugin, State, Trust
from docgen.problems import DocgenError, Problem
from docgen.text import Text


def off(app: App) -> list[Problem]:
    """What is wrong with each plugin and form that is off, though nobody asked to leave it out."""
    return [problem for plugin in _off(app) for problem in plugin.problems or _first(plugin)]


def say_off(app: App) -> None:
    """Name the plugins that are off, on stderr."""
    for problem in _of_code(app):
        echo_problem(problem)


def say_developed(app: App) -> None:
    """Name the plugins that somebody is writing and that ran as they are, on stderr."""
    for plugin in app.plugins.found if "plugins" in vars(app) else ():
        if plugin.source.trust is Trust.DEVELOPED and plugin.problem:
            echo_problem(plugin.problem)


def refuse_off(app: App) -> None:
    """Raise DocgenError where a plugin is off: what is issued cannot be taken back, and its checks may stand against
    it."""
    if found := _of_code(app):
        first = found[0]
        raise DocgenError(_NOT_NOW.format(why=first.text), hint=_MEND, where=first.where, problems=())


def _of_code(app: App) -> list[Problem]:
    """What is wrong with each plugin that is off, and with each form whose files cannot be read. Other forms that are
    off concern nobody but who works on them."""
    return [problem for plugin in _off(app) if _concerns_all(plugin) for problem in _first(plugin)]


def _concerns_all(plugin: Plugin) -> bool:
    unread = any(problem.code == UNREADABLE for problem in (*plugin.problems, *_first(plugin)))
    return unread or plugin.source.kind is not Kind.FORM


def _off(app: App) -> list[Plugin]:
    return [plugin for plugin in app.plugins.found if plugin.state in (State.FAILED, State.UNTRUSTED)]


def _first(plugin: Plugin) -> list[Problem]:
    return [plugin.problem] if plugin.problem else []


_NOT_NOW = Text("nothing is issued: {why}", "现在不能签发：{why}")
_MEND = Text(
    "Its checks and fields would be missing. Mend or trust it, or leave it out on purpose: docgen --no-local-plugins …",
    "缺了它的检查和内容。请修好或信任它；确实不用它的，写 docgen --no-local-plugins ……",
)
