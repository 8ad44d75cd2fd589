"""A number that no page of a template shows: what the clerk is told of it, by each command."""

import json
import zipfile
from pathlib import Path

import pytest
from hiding import PLACES
from overlays import files_of, overlay

from docgen.render.package import read_parts, write_parts

MOBILE = "13712345678"
DROPPED = ("orphan part", "document variable", "comment")


def hide(file: Path, *places: str) -> None:
    """Put a number into these places of a template."""
    parts = read_parts(file)
    for place in places:
        PLACES[place].put(parts, MOBILE)
    file.write_bytes(write_parts(parts))


@pytest.mark.parametrize("place", ["field code in three runs", "form field, list", "picture, file name", "glossary"])
def test_a_number_in_the_template_that_no_page_shows_is_refused(docgen, small_office, place):
    file = overlay(small_office, "bulletin/信息专报.docx", "{{ 标题 }}")
    hide(file, place)
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "信息专报.docx / " + " / ".join(PLACES[place].shown) in result.err
    assert "137****5678" in result.err
    assert MOBILE not in result.err
    assert not list((small_office / "out").rglob("*.docx"))


def test_the_check_of_templates_names_every_place(docgen, small_office):
    hide(overlay(small_office, "bulletin/信息专报.docx", "{{ 标题 }}"), *PLACES)
    result = docgen("-w", small_office, "templates", "check", "bulletin", "--json")
    assert MOBILE not in result.out
    found = json.loads(result.out)[0]["problems"]
    places = {each["where"] for each in found if each["code"] == "template-leftovers"}
    shown = {"信息专报.docx / " + " / ".join(place.shown) for place in PLACES.values()}
    assert shown - places == {"信息专报.docx / body / paragraph 2"}  # a page shows it: the guard's alone


def test_what_documents_are_made_without_forbids_none(docgen, small_office):
    hide(overlay(small_office, "bulletin/信息专报.docx", "{{ 标题 }}"), *DROPPED)
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    assert [name for name, data in files_of(small_office) if MOBILE.encode() in data or MOBILE in name] == []


def test_render_warns_of_the_number_and_makes_the_document_without_orphans(docgen, small_office, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = overlay(small_office, "信.docx", "{{ 名称 }}")
    hide(file, "bookmark", "orphan part")
    (tmp_path / "名单.csv").write_text("名称\n丰乐社区\n", encoding="utf-8")
    for asked in (("render", file, "--data", "名单.csv", "--each"), ("templates", "check", file, "--data", "名单.csv")):
        result = docgen(*asked)
        said = result.err + result.out
        assert result.code == 0
        assert "body / bookmark" in said
        assert "137****5678" in said
        assert MOBILE not in said
    (made,) = (tmp_path / "out").rglob("*.docx")
    with zipfile.ZipFile(made) as archive:
        assert "word/left.xml" not in archive.namelist()
        assert f"电话{MOBILE}".encode() in archive.read("word/document.xml")


def test_the_check_of_a_form_tells_that_its_documents_are_refused(docgen, example_with_forms):
    (file,) = (example_with_forms / "forms/举报电话公告").glob("*.docx")
    hide(file, "bookmark")
    result = docgen("-w", example_with_forms, "forms", "check", "举报电话公告", "--json")
    assert result.code == 1
    (refused,) = [each for each in json.loads(result.out)[0]["problems"] if each["severity"] == "error"]
    assert (refused["code"], refused["where"]) == ("personal-number", f"{file.name} / body / bookmark")
