"""A small workspace in which each kind of file that a command reads lies once, and the commands that read them."""

import json
import shutil
import struct
import zlib
from pathlib import Path

import docx
from file_faults import put
from forking import Forks
from strange_plugins import workspace
from trusting import trusting

from docgen.tables.write import workbook

PATIENCE = 20
"""Seconds after which a run that still goes is taken to wait for ever."""

PLUGIN = """
from docgen import Access, Generator, Record, Text, column, hookimpl

from .words import WORD


class Visit(Record, table="走访", key=("name",)):
    name: str = column("姓名", required=True, access=Access.PUBLIC)


class Sheet(Generator):
    name, alias, title = "visit", "走访单", Text("visit sheet", "走访单")
    template, access, each, filename = "走访.docx", Access.PUBLIC, Visit, "走访单/{{ 姓名 }}"

    def context(self, row, data):
        return {"姓名": row.name + WORD}


@hookimpl
def setup(docgen):
    docgen.record(Visit)
    docgen.generator(Sheet)
"""
FORM = """
access = "内部"
each = "名单"
filename = "{0}/{{{{ 姓名 }}}}"
"""
TABLE = """
[table]
name = "名单"
[[table.columns]]
title = "姓名"
"""

COMMANDS = """
visit
visit --dry-run
visit --json
签到表
通知单
check
check --json
check --annotate
tables
tables --learn
tables {work}/data/走访.xlsx
figures week-1
register
register compare
register restore --dry-run
templates
templates check
templates vars 走访
templates diff 走访 {work}/hand/旧表.docx
templates eject weekly/周报.docx
render {work}/hand/信.docx --data {work}/hand/人.csv --each --picture 照片 --out {work}/o
render {work}/hand/信.docx --data {work}/hand/人.xlsx --combine --picture 照片 --out {work}/o
render {work}/hand/信.txt --data {work}/hand/人.json --each --out {work}/o
render {work}/hand/信.txt --data {work}/hand/人.yaml --each --out {work}/o
lint {work}/hand/旧表.docx
lint --fix --no-pages {work}/hand/旧表.docx
forms
forms check
forms new 新表 --from {work}/hand/旧表.docx --data {work}/hand/人.xlsx --each
plugins
plugins check visits
runs
runs verify
runs verify --content
runs undo --dry-run
runs resume
handover 石羊镇 --out {work}/stick
purge --before 2050-01-01 --dry-run
adopt --show
init {work}/neu --title x --issuer y --start 2013-11-04 --yes
--help
visit --help
""".strip().splitlines()


class Inputs:
    """The workspace `base`, of which each run gets a copy, always in the same place: trust goes by it."""

    def __init__(self, forks: Forks, folder: Path) -> None:
        self.forks, self.base, self.work = forks, folder / "base", folder / "work"
        _write(workspace(self.base))
        self.reset()
        for words in (trusting(self.work, "visits"), ["visit"], ["签到表"]):
            code, said = self.run(*words)
            assert code == 0, said
        shutil.rmtree(self.base)
        shutil.copytree(self.work, self.base)

    def reset(self) -> None:
        """Have the copy as it was."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.base, self.work, symlinks=True)

    def run(self, *words: object, fault: tuple[str, object] = ("", "")) -> tuple[int | None, str]:
        """The exit code of a command in the copy, and what it says; no code for one that waits for ever."""
        return self.forks.run_within(PATIENCE, "-w", self.work, *words, fault=fault)

    def meet(self, line: str, name: str, fault: str) -> tuple[int | None, str]:
        """What comes of a command when something is wrong with a file of the workspace."""
        self.reset()
        put(fault, self.work / name)
        return self.run(*self.words(line), fault=(fault, self.work / name))

    def words(self, line: str) -> list[str]:
        """A command line, in which {work} stands for the workspace."""
        return [word.replace("{work}", str(self.work)) for word in line.split()]


def _write(root: Path) -> None:
    visits = root / "plugins" / "visits"
    visits.mkdir()
    (visits / "__init__.py").write_text(PLUGIN, encoding="utf-8")
    (visits / "words.py").write_text('WORD = "同志"\n', encoding="utf-8")
    (root / "data" / "名单.csv").write_text("姓名\n郝元\n汪敏红\n", encoding="utf-8")
    _form(root, "签到表", "docx", FORM.format("签到表") + TABLE)
    _form(root, "通知单", "txt", FORM.format("通知单"))
    hand = root / "hand"
    hand.mkdir()
    _document(hand / "信.docx", "{{ 姓名 }}", "{{ 照片 }}")
    _document(hand / "旧表.docx", "姓名：＿＿＿＿")
    (hand / "信.txt").write_text("{{ 姓名 }}\n", encoding="utf-8")
    (hand / "像.png").write_bytes(_picture())
    rows = [["姓名", "照片"], ["张三", "像.png"]]
    (hand / "人.csv").write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (hand / "人.json").write_text(json.dumps([dict(zip(*rows, strict=True))]), encoding="utf-8")
    (hand / "人.yaml").write_text("- 姓名: 张三\n  照片: 像.png\n", encoding="utf-8")
    (hand / "人.xlsx").write_bytes(workbook({"人": [list(row) for row in rows]}))


def _form(root: Path, name: str, suffix: str, toml: str) -> None:
    folder = root / "forms" / name
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(toml, encoding="utf-8")
    if suffix == "docx":
        _document(folder / f"{name}.docx", "{{ 姓名 }}")
    else:
        (folder / f"{name}.{suffix}").write_text("{{ 姓名 }}\n", encoding="utf-8")


def _document(path: Path, *lines: str) -> None:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def _picture() -> bytes:
    """A PNG of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
