"""Every command on the console of a Chinese Windows: GBK, in both languages, with characters that it lacks."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click
import docx
import openpyxl
import pytest
from offices import SMALL_OFFICE, copy_office

from docgen.cli import command_line
from docgen.commands.base import App
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages

RARE = "㐂𠮷😀"
"""Characters that GBK lacks: in a name, in a file name, in a cell."""


class Said(NamedTuple):
    """What a command line gave."""

    code: int
    out: bytes
    err: bytes
    lost: str

    @property
    def text(self) -> str:
        """What the console showed. Raises UnicodeDecodeError for what is no GBK."""
        return (self.out + self.err).decode("gbk")


def commands() -> Iterator[str]:
    """The commands that do something, by all their words, of docgen as it comes."""
    app = App(None)
    app.plugins = load_packages(built_in_packages())
    root = command_line()
    context = click.Context(root, info_name="docgen", obj=app)

    def walk(group: click.Group, context: click.Context) -> Iterator[str]:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            below = click.Context(command, info_name=name, parent=context)
            if not isinstance(command, click.Group) or command.invoke_without_command:
                yield below.command_path.removeprefix("docgen ")
            if isinstance(command, click.Group):
                yield from walk(command, below)

    known = set(walk(root, context))
    yield from sorted(known | {name for name in root.list_commands(context) if " " in name})


RUNS: tuple[tuple[str, int], ...] = (
    ("tables", 0),
    ("tables --columns", 0),
    ("tables data/人㐂.csv", 0),
    ("check", 1),
    ("figures week-3", 0),
    ("figures week-3 复审人选", 0),
    ("bulletin week-3", 0),
    ("weekly week-3", 0),
    ("circular 2013-11-04..2013-11-20", 0),
    ("notice", 2),
    ("notice 议事会选举", 0),
    ("letter 石羊镇 丰乐社区 --jobs 2", 0),
    ("letter 石羊镇 丰乐社区", 0),
    ("admonition --all", 0),
    ("admonition notice --all", 0),
    ("admonition pledge --all", 0),
    ("admonition ledger", 0),
    ("review summary 2013-11-04..2013-11-22", 0),
    ("review forms 石羊镇", 0),
    ("review letters", 0),
    ("review table 石羊镇", 0),
    ("review annex", 0),
    ("review notices 石羊镇", 0),
    ("review list 石羊镇", 0),
    ("register", 0),
    ("register next 信息专报", 0),
    ("register allot 信息专报 week-4 --title 标题 --day 2013-11-29", 0),
    ("register void 信息专报 4 --reason 印错", 0),
    ("register compare", 0),
    ("register export", 0),
    ("register reissue 3 --reason 更正", 1),
    ("templates", 0),
    ("templates list", 0),
    ("templates check", 0),
    ("templates eject bulletin", 0),
    ("templates diff bulletin", 0),
    ("templates vars bulletin", 0),
    ("templates filters", 0),
    ("templates new 请示 --kind 请示 --sample-data", 0),
    ("render 信.docx --data data/人㐂.csv --each --name {{姓名}}", 0),
    ("render 信.docx --data data/人㐂.csv --combine --json", 0),
    ("lint out/补充通知/议事会选举_都社组换2013-4.docx --no-pages", 0),
    ("handover 石羊镇", 0),
    ("runs", 0),
    ("runs show 没有", 2),
    ("runs verify", 0),
    ("runs verify --content", 0),
    ("runs undo", 0),
    ("runs resume", 0),
    ("purge --before 2014-06-30 --dry-run", 0),
    ("forms", 0),
    ("forms new 表㐂 --from 信.docx --data data/人㐂.csv", 0),
    ("forms check", 0),
    ("plugins", 0),
    ("plugins trust 没有", 2),
    ("plugins trust visits", 2),
    ("plugins dev visits", 2),
    ("plugins distrust visits", 2),
    ("register restore", 0),
    ("adopt", 0),
    ("init 新㐂 --yes --use elections --basis 有效票", 0),
    ("bulletin", 2),
    ("bulletin 第㐂周", 2),
    ("没有这个命令", 2),
    ("plugins new tour", 0),
    ("plugins check tour", 0),
)
"""A run of each command, and the code with which it exits."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with characters that no GBK console has."""
    root = tmp_path_factory.mktemp("小 例") / "office"
    copy_office(SMALL_OFFICE, root)
    book = openpyxl.load_workbook(root / "data" / "指导记录.xlsx")
    book.worksheets[0]["F6"] = "😀"
    book.save(root / "data" / "指导记录.xlsx")
    (root / "data" / "人㐂.csv").write_text("姓名\n张㐂\n李𠮷\n王😀\n", "utf-8")
    (root / "plugins").mkdir()
    (root / "plugins" / "visits.py").write_text('NAME = "㐂"\n', "utf-8")
    letter = docx.Document()
    letter.add_paragraph("{{ 姓名 }}：")
    letter.save(str(root / "信.docx"))
    return root


def typed(repo: Path, workspace: Path, lang: str, lines: list[list[str]]) -> list[Said]:
    """What these command lines give in one process whose console speaks GBK."""
    plan, results = workspace.parent / f"{lang}.json", workspace.parent / f"{lang}-results.json"
    plan.write_text(json.dumps(lines), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0", "DOCGEN_LANG": lang}
    command = [sys.executable, str(repo / "tests" / "support" / "console.py"), str(plan), str(results)]
    done = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert done.stdout.split() == [b"gbk", b"0"]
    found: list[dict[str, Any]] = json.loads(results.read_text("utf-8"))
    return [Said(each["code"], bytes.fromhex(each["out"]), bytes.fromhex(each["err"]), each["lost"]) for each in found]


def looks_broken(text: str) -> bool:
    """Whether bytes of one encoding were shown as another, as far as that can be told: 锟斤拷, 鐧, Ã, U+FFFD."""
    return bool(re.search("锟斤拷|[\ufffdÃÂ]|[涓鐨鏂鍙浠]{2}", text))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_help_text_can_be_shown(repo: Path, tmp_path: Path, lang: str):
    (tmp_path / "w").mkdir()
    shutil.copy(SMALL_OFFICE / "docgen.toml", tmp_path / "w")
    names = ["", *commands()]
    assert len(names) > 45
    for name, said in zip(
        names, typed(repo, tmp_path / "w", lang, [[*name.split(), "--help"] for name in names]), strict=True
    ):
        assert (said.code, said.err, said.lost) == (0, b"", ""), name
        assert not looks_broken(said.text), name
        assert bool(re.search("[一-鿿]{4}", said.text)) or lang == "en", name


def test_every_command_is_run(repo: Path):
    lines = [words.split() for words, _ in RUNS]
    left = [name for name in commands() if not any(line[: len(name.split())] == name.split() for line in lines)]
    assert left == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_runs(repo: Path, small: Path, tmp_path: Path, lang: str):
    workspace = tmp_path / "工作 夹" / "w"
    shutil.copytree(small, workspace)
    said = typed(repo, workspace, lang, [line.split() for line, _ in RUNS])
    results = dict(zip((line for line, _ in RUNS), said, strict=True))
    other = [f"{line}: {results[line].code}\n{results[line].text}" for line, code in RUNS if results[line].code != code]
    assert not other, "\n".join(other)
    for line, each in results.items():
        assert set(each.lost) <= set(RARE), line
        assert not looks_broken(each.text), line
        assert b"Traceback" not in each.err, line
    assert "㐂" in results["tables"].lost
    assert "人?.csv" in results["tables"].text
    made = results["render 信.docx --data data/人㐂.csv --each --name {{姓名}}"]
    assert set(made.lost) == set(RARE)
    for name in ("张㐂", "李𠮷", "王😀"):
        (paragraph,) = docx.Document(str(workspace / "out" / f"{name}.docx")).paragraphs
        assert paragraph.text == f"{name}："
    as_json = results["render 信.docx --data data/人㐂.csv --combine --json"]
    assert (as_json.lost, json.loads(as_json.out)["failed"]) == ("", 0)
