"""Whose a command is that nobody knows: that of a plugin, or a form, which is off. Its source is read, and not run."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.config import CONFIG, decode
from docgen.files import is_folder, list_below, open_file, read_file
from docgen.plugin.found import Kind, Plugin, State, Trust, typed
from docgen.plugin.manager import NO_LOCAL_VARIABLE
from docgen.plugin.trust import TRUST_VARIABLE
from docgen.problems import FileLine, UsageError
from docgen.text import Text

_FILES, _BYTES = 50, 1 << 20
"""What is read of a plugin at most; links are not followed."""

_SAID = re.compile(r"^[ \t]*(?:name|alias)\b[^=\n(]*=([^(\n]*)", re.MULTILINE)  # no call: name: str = column("姓名")
_QUOTED = re.compile(r"""["']([^"'\n]+)["']""")


def explained(words: list[str], plugins: Iterable[Plugin]) -> UsageError | None:
    """Why the command that `words` begin with is not there; None where none of the plugins that are off brings it, or
    is called so."""
    off = [plugin for plugin in plugins if plugin.state is not State.ON]
    for plugin in off:
        if name := _command(words, plugin):
            return _error(name, plugin)
    for told in (plugin.problem for plugin in off if plugin.name == words[0] or not _is_known(plugin)):
        if told:
            return UsageError(told.text, hint=told.hint, where=told.where)
    return None


def _is_known(plugin: Plugin) -> bool:
    """Whether something can be told of what a plugin brings: its files can be read."""
    home = plugin.source.path or plugin.home
    return home is None or all(map(_is_readable, _sources(home)))


def _is_readable(path: Path) -> bool:
    try:
        open_file(path).close()
    except OSError:
        return False
    return True


def _command(words: list[str], plugin: Plugin) -> str:
    """What of the words is the name of something that the plugin says it brings; blank if nothing is."""
    known = set(_names(plugin))
    for name in (" ".join(words[:2]), words[0]):
        if name in known:
            return name
    return words[0] if any(each.startswith(f"{words[0]} ") for each in known) else ""


def _names(plugin: Plugin) -> Iterator[str]:
    if plugin.source.kind is Kind.FORM:
        yield plugin.name
    home = plugin.source.path or plugin.home
    for path in _sources(home) if home else ():
        if source := _source(path):
            yield from _QUOTED.findall("\n".join(_SAID.findall(decode(source))))


def _source(path: Path) -> bytes:
    """The source of a plugin; nothing of one that is a link, is long, or cannot be read."""
    try:
        source = b"" if os.path.islink(path) else read_file(path, _BYTES + 1)  # noqa: PTH114
    except OSError:
        return b""
    return source if len(source) <= _BYTES else b""


def _sources(home: Path) -> list[Path]:
    if os.path.islink(home) or not is_folder(home):  # noqa: PTH114 - Path.is_symlink raises
        return [home]
    return [path for path in list_below(home, [], deep=False) if path.suffix == ".py"][:_FILES]


def _error(name: str, plugin: Plugin) -> UsageError:
    if plugin.state is State.FAILED or (plugin.state is State.OFF and plugin.problem):
        first = plugin.problem
        text = (_FORM_OFF if plugin.source.kind is Kind.FORM else _OFF).format(name=name, plugin=plugin.name)
        problems = plugin.problems or ((first,) if first else ())
        return UsageError(text, hint=first.hint if first else None, problems=problems)
    if plugin.state is State.OFF:
        facts = {"name": name, "plugin": plugin.name}
        return UsageError(_TURNED_OFF.format(**facts), hint=_TAKE_OUT.format(**facts), where=FileLine(CONFIG))
    text, hint = _SKIPPED, _LEAVE_OUT
    if plugin.state is State.UNTRUSTED:
        text = _CHANGED if plugin.source.trust is Trust.CHANGED else _UNTRUSTED
        named = {each.partition(":")[0] for each in re.split(r"[,\s]+", os.environ.get(TRUST_VARIABLE, ""))}
        hint = _VARIABLE if plugin.name in named else _TRUST
    elif os.environ.get(NO_LOCAL_VARIABLE, "0") not in ("", "0"):
        text, hint = _SKIPPED_BY, _TAKE_AWAY
    facts = {"name": name, "plugin": plugin.name, "variable": NO_LOCAL_VARIABLE}
    hint = hint.format(**{**facts, "plugin": typed(plugin.name)})
    return UsageError(text.format(**facts), hint=hint, where=FileLine(plugin.origin))


_OFF = Text("{name} is a command of the plugin {plugin}, which is off", "{name} 是插件 {plugin} 的命令，该插件未启用")
_TURNED_OFF = Text(
    "{name} is a command of the plugin {plugin}, which docgen.toml turns off",
    "{name} 是插件 {plugin} 的命令，docgen.toml 里停用了该插件",
)
_TAKE_OUT = Text("Take {plugin} out of [plugins] off.", "请从 [plugins] 的 off 里去掉 {plugin}。")
_FORM_OFF = Text("the form {plugin} is off", "表单 {plugin} 未启用")
_UNTRUSTED = Text(
    "{name} is a command of the plugin {plugin}, which has not been run: it is not trusted",
    "{name} 是插件 {plugin} 的命令，该插件未运行：尚未信任",
)
_CHANGED = Text(
    "{name} is a command of the plugin {plugin}, which has not been run: it is not what was trusted",
    "{name} 是插件 {plugin} 的命令，该插件未运行：与当时信任的内容不同",
)
_TRUST = Text(
    "If you know where it comes from: docgen plugins trust {plugin}",
    "若来源可靠，请运行：docgen plugins trust {plugin}",
)
_VARIABLE = Text(
    "The hash of {plugin} in DOCGEN_TRUST is another; docgen plugins --json tells the one that it has.",
    "DOCGEN_TRUST 里 {plugin} 的哈希值不符；现在的值见 docgen plugins --json。",
)
_SKIPPED = Text(
    "{name} is a command of the plugin {plugin}, which was not to be run: --no-local-plugins",
    "{name} 是插件 {plugin} 的命令，按 --no-local-plugins 没有运行",
)
_LEAVE_OUT = Text("Leave out --no-local-plugins.", "请去掉 --no-local-plugins。")
_SKIPPED_BY = Text(
    "{name} is a command of the plugin {plugin}, which was not to be run: {variable} is set",
    "{name} 是插件 {plugin} 的命令，因设置了 {variable} 没有运行",
)
_TAKE_AWAY = Text("Unset {variable}, or set it to 0.", "请取消 {variable}，或设为 0。")
