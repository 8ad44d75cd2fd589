"""documents.md: every kind of document that the office needs, and the command that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OFFICE, TOWNSHIP = "dujiangyan", "township-forms"


class Kind(NamedTuple):
    """A kind of document (domain model, 1.5): who owns it, and the commands in the two example workspaces."""

    name: str
    owner: str
    office: tuple[str, ...] = ()
    township: tuple[str, ...] = ()
    note: str = ""


KINDS = (
    Kind("上级通知", "上级党委", note="只引用，不生成：补充通知、专报按 `data/通知要点.xlsx` 引用它的标题和文号"),
    Kind("补充通知", "组织部／领导小组", ("notice 议事会选举",)),
    Kind("换届选举公告", "乡镇（街道）／社区", ("换届公告 石羊镇",)),
    Kind("致党员群众的公开信", "领导小组", ("letter 石羊镇 丰乐社区",)),
    Kind("标语横幅清单", "乡镇（街道）", ("标语横幅清单",)),
    Kind("知识问答、短信、快报、微博", "组织部", ("知识问答", "短信", "快报 week-3", "微博 week-3")),
    Kind("通报", "组织部／领导小组", ("circular 2013-11-04..2013-11-20",)),
    Kind("调查问卷表及其汇总", "组织部／党校", ("问卷表", "问卷汇总"), ("调研表",)),
    Kind("专项调研报告", "组织部", ("专项调研报告 week-3",)),
    Kind(
        "四本台账",
        "组织部",
        ("基础工作明白账 石羊镇", "干部队伍信息台账 石羊镇", "重点难点问题台账", "重点社区分类管理台账"),
    ),
    Kind(
        "诫勉谈话记录、通知、整改承诺和报告、放弃参选声明、台账",
        "组织部＋乡镇（街道）",
        (
            "admonition --all",
            "admonition notice --all",
            "admonition pledge --all",
            "admonition ledger",
            "放弃参选声明",
            "整改报告",
        ),
        ("竞职承诺书",),
    ),
    Kind("民主评议票、结果汇总", "乡镇（街道）", ("民主评议票 石羊镇", "民主评议结果 石羊镇")),
    Kind(
        "资格联审表、函、汇总、告知书、公示",
        "审查组",
        (
            "review forms 石羊镇",
            "review letters",
            "review table 石羊镇",
            "review summary 2013-11-04..2013-11-22",
            "review annex",
            "review notices 石羊镇",
            "review list 石羊镇",
        ),
        ("初步人选公示",),
    ),
    Kind("推荐票、推荐结果、选票、结果报告单", "社区", (), ("推荐票", "推荐结果公示", "选票", "签到表", "结果报告单")),
    Kind("突发事件应急处置预案", "乡镇（街道）", (), ("应急预案",)),
    Kind("举报电话公告", "乡镇（街道）", ("举报电话公告",)),
    Kind("信访专题调查报告", "乡镇（街道）＋审查组", ("信访专题调查报告",)),
    Kind(
        "届中调整决定、临时党组织批复",
        "纪委／党委",
        ("届中调整决定 灌口街道", "临时党组织批复 石羊镇"),
        ("请示", "批复"),
    ),
    Kind("日信息、周报", "乡镇（街道）→组织部", ("日信息 day-2013-11-22", "weekly week-3")),
    Kind("信息专报、典型经验材料", "组织部代编", ("bulletin week-3", "典型经验材料 week-3")),
    Kind("会议纪要、督查记录", "领导小组／督导组", ("会议纪要 day-2013-11-11", "督查记录 day-2013-11-07")),
    Kind("义务监督员名单、聘书，交接清单", "社区／乡镇（街道）", ("监督员名单 石羊镇",), ("聘书", "交接清单")),
)
"""In the order of the domain model."""

HEAD = """# Documents · 文件

Every kind of document that the office needs, with the command that makes it in `examples/dujiangyan` (the city's
office) or in `examples/township-forms` (a township). A form is a folder below `forms/` and needs no code; the others
are plugins. Written by `docs/write.py`.

单位需要的各种文件和生成它的命令：`examples/dujiangyan`（市里）、`examples/township-forms`（乡镇）。表单是 `forms/` 下的
一个文件夹，不用编程；其余的是内置功能。

| | kind 文件 | owner 由谁出 | command 命令 | openness 公开范围 | made by 在哪里 |
|---|---|---|---|---|---|
"""


@cache
def generators(example: str) -> dict[str, Any]:
    """The generators of an example workspace, forms too, by name and alias; none where it is not there."""
    from docgen.commands.base import App

    folder = EXAMPLES / example
    if not (folder / "docgen.toml").is_file():
        return {}
    registry = App(folder, ["--workspace", str(folder)]).plugins.registry
    return {name: owned.item for name, owned in registry.generators.items()}


def generator(example: str, command: str) -> Any:
    """What a command makes: its name has a word or two. None when the workspace has no such command."""
    known, words = generators(example), command.split()
    return known.get(" ".join(words[:2])) or known.get(words[0])


def missing() -> list[str]:
    """The commands that no workspace has."""
    return [f"{example}: {command}" for example, command in _commands() if generator(example, command) is None]


def _commands() -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        yield from ((OFFICE, command) for command in kind.office)
        yield from ((TOWNSHIP, command) for command in kind.township)


def documents_page() -> str:
    """documents.md: a row for each command, those of a kind together."""
    return HEAD + "".join(line for number, kind in enumerate(KINDS, 1) for line in _rows(number, kind))


def _rows(number: int, kind: Kind) -> Iterator[str]:
    commands = [(OFFICE, each) for each in kind.office] + [(TOWNSHIP, each) for each in kind.township]
    made = [(example, each, found) for example, each in commands if (found := generator(example, each))]
    first = [str(number), kind.name, kind.owner]
    if not made:
        yield _row(first, "—", "—", kind.note or "—")
    for place, (example, command, found) in enumerate(made):
        yield _row(first if place == 0 else ["", "", ""], f"`docgen {command}`", _access(found), _home(example, found))


def _row(first: list[str], *cells: str) -> str:
    return f"| {' | '.join([*first, *cells])} |\n"


def _access(found: Any) -> str:
    from docgen.schema import ACCESS_NAMES

    name = ACCESS_NAMES[found.access]
    return f"{name.zh} {name.en}"


def _home(example: str, found: Any) -> str:
    from docgen.forms.declared.generator import DeclaredForm

    if issubclass(found, DeclaredForm):
        folder = found.declaration.folder.name
        return f"`examples/{example}/forms/{folder}/`"
    return f"`{found.__module__}`"
