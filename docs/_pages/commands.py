"""reference/commands.md: each command and option with its help in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gettext import bindtextdomain
from pathlib import Path

import click

import docgen
from _pages.markdown import cell, code, table
from docgen.cli import command_line
from docgen.commands.base import App
from docgen.commands.options import common_options
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages
from docgen.text import LANGUAGES, Language, Text, speaking

_HEAD = """# 命令 · Commands

每条命令的帮助，与 `docgen 命令 --help` 所说一致。`--workspace`、`--lang` 写在命令之前。生成文件的命令都有“共同的选项”
一节所列的选项。退出码：0 完成，1 有没做成的，2 用法不对。

The help of each command, as `docgen COMMAND --help` says it. `--workspace` and `--lang` stand before the command.
What makes documents has the options under “共同的选项” too. Exit codes: 0 done, 1 something was not made, 2 wrong
usage.
"""
_COMMON = """
## 共同的选项 · Options that all documents share

"""
_OPTIONS = (Text("option", "选项"), Text("what it does", "作用"))
_ALL_COMMON = (
    "另有[共同的选项](#共同的选项--options-that-all-documents-share) · and the options that all documents share.\n"
)


def commands_page() -> str:
    """The page as Markdown. It knows the built-in plugins only, whatever is installed here."""
    app = App(None)
    app.plugins = load_packages(built_in_packages())
    root = command_line()
    context = click.Context(root, info_name="docgen", obj=app)
    common = [option for option in common_options() if isinstance(option, click.Option)]
    parts = [_HEAD, _command(root, context, ()), _COMMON, _options(common, context)]
    parts += (_command(command, below, common) for command, below in _walk(root, context))
    return "".join(parts)


def _walk(group: click.Group, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """The commands of a group and those of its groups, each with the context in which its help is shown."""
    first = {name: name.split()[0] for name in group.list_commands(context)}
    groups = {word for word in first.values() if isinstance(group.get_command(context, word), click.Group)}
    for name in dict.fromkeys(word if word in groups else name for name, word in first.items()):
        if command := group.get_command(context, name):
            below = click.Context(command, info_name=name, parent=context)
            yield command, below
            if isinstance(command, click.Group):
                yield from _walk(command, below)


def _command(command: click.Command, context: click.Context, common: Iterable[click.Option]) -> str:
    text: Text = command.text  # type: ignore[attr-defined]  # every command of docgen has one
    own = {each.name: each for each in command.params if isinstance(each, click.Option)}
    shared = {each.name for each in common}
    makes_documents = bool(shared) and shared <= own.keys()
    if makes_documents:
        own = {name: each for name, each in own.items() if name not in shared}
    level = "#" * max(2, len([*_chain(context)]))
    parts = [f"\n{level} {context.command_path}\n\n", _usage(command, context)]
    parts += [_alias(context.command_path), *map(_paragraphs, (text.zh, text.en))]
    if own:
        parts.append(f"\n{_options(own.values(), context)}")
    if makes_documents:
        parts.append(f"\n{_ALL_COMMON}")
    return "".join(parts)


def _alias(path: str) -> str:
    """The second name of a command that makes documents."""
    generator = load_packages(built_in_packages()).registry.generators.get(path.removeprefix("docgen "))
    alias = generator.item.alias if generator else ""
    return f"\n也写作 also: `docgen {alias}`\n" if alias else ""


def _chain(context: click.Context) -> Iterator[click.Context]:
    at: click.Context | None = context
    while at is not None:
        yield at
        at = at.parent


def _usage(command: click.Command, context: click.Context) -> str:
    lines: dict[str, None] = {}
    for language in reversed(LANGUAGES):
        with _in(language):
            lines[" ".join([context.command_path, *command.collect_usage_pieces(context)])] = None
    return "```text\n" + "".join(f"{line}\n" for line in lines) + "```\n"


def _paragraphs(text: str) -> str:
    """The help as it is laid out, its signs shown as they are."""
    shown = text.replace("*", "\\*").replace("<", "&lt;").replace("\b\n", "")
    blocks = ["  \n".join(line.strip() for line in block.split("\n")) for block in shown.strip().split("\n\n")]
    return "".join(f"\n{block}\n" for block in blocks)


def _options(options: Iterable[click.Option], context: click.Context) -> str:
    return table(_OPTIONS, (_option(each, context) for each in options))


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    records = []
    for language in reversed(LANGUAGES):
        with _in(language):
            records.append(option.get_help_record(context) or (", ".join(option.opts), ""))
    names, texts = (list(dict.fromkeys(each)) for each in zip(*records, strict=True))
    return "<br>".join(map(code, names)), "<br>".join(map(cell, texts))


@contextmanager
def _in(language: Language) -> Iterator[None]:
    """Help texts, click's own words among them, in a language."""
    bindtextdomain("messages", str(Path(docgen.__file__).parent / "locale"))
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        with speaking(language):
            yield
    finally:
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before
