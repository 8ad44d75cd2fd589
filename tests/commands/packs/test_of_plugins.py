"""Print packs of a plugin are verified and handed over as those of docgen are."""

import json
from pathlib import Path

import docx
import pytest
from print_room import Room, office
from tampering import rewrite, swap_letters
from trusting import trusting

PLUGIN = """
from docgen import Access, Generator, Packs, Text, hookimpl
from docgen.records import Household


class Card(Generator):
    name, alias, title = "card", "选民证", Text("card", "选民证")
    template, access, each = "card.docx", Access.{access}, Household
    filename = "选民证/{{{{ 社区 }}}}/选民证_{{{{ 社区 }}}}"
    packs = Packs(code="code", place=("township", "community"), receipt={{"户主": "head"}})

    def context(self, row, data):
        return {{"社区": row.community.name, "编号": row.code, "户主": row.head}}


@hookimpl
def setup(docgen):
    docgen.generator(Card)
"""


@pytest.fixture
def room(docgen, tmp_path, monkeypatch) -> Room:
    """丰乐社区, 40 households, and 长寿社区, 5, whose letters are made."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    made = Room(docgen, office(tmp_path / "换届"))
    made.run()
    return made


def cards(room: Room, access: str = "PUBLIC") -> list[Path]:
    """The print files of cards, whose codes stand above the text."""
    for folder in ("plugins", "templates"):
        (room.workspace / folder).mkdir()
    (room.workspace / "plugins" / "cards.py").write_text(PLUGIN.format(access=access), encoding="utf-8")
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "{{ 编号 }}"
    template.add_paragraph("选民证：{{ 户主 }}（{{ 社区 }}）")
    template.save(str(room.workspace / "templates" / "card.docx"))
    assert room.docgen("-w", room.workspace, *trusting(room.workspace, "cards")).code == 0
    result = room.docgen("-w", room.workspace, "card", "--json")
    assert result.code == 0, result.out + result.err
    return sorted(path for path in (room.out / "选民证").rglob("*-*.docx"))


def test_their_letters_are_read_and_compared(room):
    _, file = cards(room)
    report = json.loads(room.docgen("-w", room.workspace, "runs", "verify", "--content", "--json").out)
    assert (report["letters"], report["problems"]) == (90, [])
    rewrite(file, swap_letters(0, 2))
    report = json.loads(room.docgen("-w", room.workspace, "runs", "verify", "--content", "--json").out)
    wrong = [each for each in report["problems"] if each["code"] == "wrong-letter"]
    assert [(Path(each["where"]).name, each["text"]["en"]) for each in wrong] == [
        (file.name, "letter 001 (0402-0001) is that of 0402-0003"),
        (file.name, "letter 003 (0402-0003) is that of 0402-0001"),
    ]
    assert "Run docgen card --again --overwrite" in wrong[0]["hint"]["en"]


def test_they_go_with_the_letters_with_a_sheet_of_their_own(room):
    cards(room)
    result = room.docgen("-w", room.workspace, "handover", "石羊镇", "--json")
    assert result.code == 0, result.out + result.err
    (made,) = json.loads(result.out)["handed_over"]
    assert {"交接单_公开信.docx", "交接单_选民证.docx", "目录.txt"} < set(made["files"])
    assert made["letters"] == 90
    contents = (Path(made["path"]) / "目录.txt").read_text(encoding="utf-8-sig")
    assert contents.startswith("石羊镇公开信、选民证交接目录")


def test_what_is_internal_stays_and_is_named(room):
    cards(room, "INTERNAL")
    result = room.docgen("-w", room.workspace, "handover", "石羊镇", "--json")
    assert result.code == 0, result.out + result.err
    report = json.loads(result.out)
    (made,) = report["handed_over"]
    assert not any("选民证" in name for name in made["files"])
    assert [each["text"]["en"] for each in report["problems"]] == ["not handed over: it is internal"]
