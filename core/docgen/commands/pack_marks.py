"""Says which print packs were marked as printed, or are not any more: `docgen letter 石羊镇 --mark-printed`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docgen.commands.output import echo, echo_json
from docgen.plugin.generator import Generator
from docgen.problems import UsageError
from docgen.register import PrintedPack
from docgen.text import Text


def refuse_all(generator: Generator, *, unmark: bool) -> None:
    """Raise UsageError when no place was named: packs are not marked everywhere at once by mistake."""
    if not any(generator.asked.values()):
        names = Text(generator.name, generator.alias or generator.name)
        hint = _NAME.format(generator=names, option="--unmark-printed" if unmark else "--mark-printed")
        raise UsageError(_WHERE, hint=hint)


def say_marked(packs: Sequence[PrintedPack], pulled: int, *, as_json: bool) -> None:
    """Say which packs are printed from now on, and how many letters count as pulled out of their bundles."""
    if as_json:
        echo_json({"marked": list(map(_plain, packs)), "pulled": pulled})
        return
    _say(packs, _MARKED)
    if pulled:
        echo(_PULLED.format(n=pulled))
    elif not packs:
        echo(_NOTHING)


def say_unmarked(packs: Sequence[PrintedPack], *, as_json: bool) -> None:
    """Say which packs are not printed after all."""
    if as_json:
        echo_json({"unmarked": list(map(_plain, packs))})
        return
    _say(packs, _UNMARKED)
    if not packs:
        echo(_NONE_MARKED)


def _say(packs: Sequence[PrintedPack], text: Text) -> None:
    for pack in packs:
        echo(text.format(town=pack.town, place=pack.place, number=pack.number, n=len(pack.letters)))


def _plain(pack: PrintedPack) -> dict[str, Any]:
    return {"town": pack.town, "place": pack.place, "number": pack.number, "letters": len(pack.letters)}


_WHERE = Text("say which packs: name a place", "请写明是哪里的")
_NAME = Text("For instance: docgen {generator} PLACE {option}", "例如：docgen {generator} 地方 {option}")
_MARKED = Text(
    "printed, and frozen: {town} {place}, pack {number}, {n} letters", "已记为印好：{town}{place} 第{number}批，{n}封"
)
_PULLED = Text("{n} letters of 撤回清单 count as pulled out of their bundles now.", "撤回清单上的{n}封已记为抽出。")
_UNMARKED = Text("not printed after all: {town} {place}, pack {number}", "已取消印好的标记：{town}{place} 第{number}批")
_NOTHING = Text("There is no pack there that could be.", "那里没有可以标记的批次。")
_NONE_MARKED = Text("No pack there is marked as printed.", "那里没有记为印好的批次。")
