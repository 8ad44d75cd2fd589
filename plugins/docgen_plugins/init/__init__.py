"""What a new workspace of the term change begins with: its question, its part of docgen.toml, its example words."""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from typing import Any

import click

from docgen import Text
from docgen.plugin.package import Question, Start
from docgen.records import BASES
from docgen_plugins.init.words import WORDS

LATER = "-"
"""The answer that leaves the basis open."""


class Basis(click.ParamType[str]):
    """A basis of the rate of dissatisfaction, by its name or its number in the list; LATER gives a blank one."""

    name = "basis"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name of the basis. Fails for any other word."""
        typed = unicodedata.normalize("NFKC", value).replace("−", "-").strip()
        known = {LATER: ""}
        for number, basis in enumerate(BASES, 1):
            known |= {str(number): basis, basis: basis}
        if typed not in known:
            text = Text("write one of: {bases}", "可写：{bases}").format(bases="、".join(BASES))
            self.fail(str(text), param, ctx)
        return known[typed]


def ask_basis() -> Any:
    """The basis that the person at the terminal chooses; blank if it is left open."""
    click.echo(str(_BASIS))
    for number, basis in enumerate(BASES, 1):
        click.echo(f"  {number}  {basis}")
    return click.prompt(str(_CHOOSE), default=LATER, type=Basis())


_BASIS = Text(
    "What is the rate of dissatisfaction of an appraisal a share of? It decides about people: 16 of 32 valid votes,\n"
    "2 of which abstain, are 50.00% (an admonition talk) of 有效票, but 53.33% (may not run) of 有效票-弃权.",
    "民主评议的不满意率以什么为基数？这会影响对人的处理：有效票32张、弃权2张、不满意16张，\n"
    "按有效票是50.00%（诫勉谈话），按有效票-弃权是53.33%（不得参选）。",
)
_CHOOSE = Text("Its number (- to decide later)", "请填序号（还没有定的，填 -）")

START = Start(
    questions=(
        Question(
            "basis",
            Text(
                "What the rate of dissatisfaction is a share of: 有效票, 收回票数, 实到人数 or 有效票-弃权.",
                "不满意率的基数：有效票、收回票数、实到人数、有效票-弃权。",
            ),
            Basis(),
            "BASIS",
            ask_basis,
        ),
    ),
    settings=files(__name__).joinpath("settings.toml").read_text(encoding="utf-8"),
    words=WORDS,
    values={"bases": "、".join(BASES)},
    open_hint=Text(
        "Look over docgen.toml, and decide there what the rate of dissatisfaction is a share of: [rules] basis.",
        "核对 docgen.toml，并在其中选定不满意率的基数：[rules] 下的 basis。",
    ),
)
