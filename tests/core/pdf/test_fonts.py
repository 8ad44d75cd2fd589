"""Fonts that documents name and the machine lacks."""

import os
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from docgen.pdf import fonts, to_pdfs
from docgen.pdf.fonts import environment, installed_families, stand_ins

needs_fontconfig = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="LibreOffice asks fontconfig nothing")

OFFICIAL = "仿宋_GB2312 楷体_GB2312 黑体 宋体 方正小标宋简体 FangSong KaiTi SimHei SimSun 华文中宋".split()


def chosen(*installed: str) -> dict[str, tuple[str, bool]]:
    return {name: (stand_in, bold) for name, stand_in, bold in stand_ins(installed)}


def test_each_official_font_gets_the_nearest_free_one():
    found = chosen("FandolFang", "FandolKai", "FandolHei", "FandolSong", "Noto Serif CJK SC", "Noto Sans CJK SC")
    assert [found[name] for name in OFFICIAL] == [
        ("FandolFang", False),
        ("FandolKai", False),
        ("FandolHei", False),
        ("FandolSong", False),
        ("Noto Serif CJK SC", True),
        ("FandolFang", False),
        ("FandolKai", False),
        ("FandolHei", False),
        ("FandolSong", False),
        ("Noto Serif CJK SC", True),
    ]


@pytest.mark.parametrize(
    ("installed", "name", "stand_in"),
    [
        ("Noto Serif CJK SC", "仿宋_GB2312", "Noto Serif CJK SC"),
        ("Noto Sans CJK SC", "宋体", "Noto Sans CJK SC"),
        ("WenQuanYi Zen Hei", "黑体", "WenQuanYi Zen Hei"),
        ("AR PL UKai CN", "楷体", "AR PL UKai CN"),
        ("AR PL UMing CN", "SimSun", "AR PL UMing CN"),
        ("Liberation Serif", "Times New Roman", "Liberation Serif"),
    ],
)
def test_on_a_poor_machine_there_is_still_one_that_has_the_characters(installed: str, name: str, stand_in: str):
    assert chosen(installed)[name][0] == stand_in


def test_the_real_font_under_another_name_comes_first_and_is_never_made_bold():
    found = chosen("FangSong", "STZhongsong", "FandolFang", "Noto Serif CJK SC")
    assert found["仿宋_GB2312"] == ("FangSong", False)
    assert found["方正小标宋简体"] == ("STZhongsong", False)
    assert "FangSong" not in found


def test_without_any_chinese_font_there_is_no_rule():
    assert chosen("DejaVu Sans") == {}


@needs_fontconfig
def test_the_rule_goes_on_top_of_the_rules_of_the_environment(monkeypatch, tmp_path):
    own = tmp_path / "own & other.conf"
    own.write_text("<fontconfig/>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(own))
    monkeypatch.setattr(fonts, "installed_families", lambda: frozenset({"FandolFang"}))
    file = Path(environment(tmp_path)["FONTCONFIG_FILE"])
    tree = ET.parse(file)
    assert file.parent == tmp_path
    assert tree.findtext("include") == str(own)
    assert "仿宋_GB2312" in {test.text for test in tree.iterfind("match/test/string")}


@needs_fontconfig
def test_where_fontconfig_is_missing_the_environment_stays_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert installed_families() == frozenset()
    assert environment(tmp_path) == dict(os.environ)
    monkeypatch.undo()
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "none.conf"))
    assert environment(tmp_path) == dict(os.environ)


def test_windows_and_macos_get_no_rule(monkeypatch, tmp_path):
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert environment(tmp_path) == dict(os.environ)
    assert not list(tmp_path.iterdir())


@needs_fontconfig
@pytest.mark.libreoffice
def test_the_pdf_holds_the_fonts_of_the_rule(letter):
    """By the names in the PDF; Noto's Chinese faces lie in one file with the Japanese ones and go by their names."""
    wanted = {
        "仿宋_GB2312": "FandolFang-Regular",
        "楷体_GB2312": "FandolKai-Regular",
        "黑体": "FandolHei-Regular",
        "宋体": "FandolSong-Regular",
        "方正小标宋简体": "NotoSerifCJK..-Bold",
    }
    needed = {"FandolFang", "FandolKai", "FandolHei", "FandolSong", "Noto Serif CJK SC"}
    if not needed <= installed_families() or wanted.keys() & installed_families():
        pytest.skip("the fonts of .ci/run are not here, or better ones are")
    documents = {name: letter(f"{name}.docx", "国务院办公厅", font=name) for name in wanted}
    for (name, _), (_, pdf) in zip(documents.items(), to_pdfs(list(documents.values())), strict=True):
        assert isinstance(pdf, bytes)
        (embedded,) = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", pdf))
        assert re.match(wanted[name], embedded.decode()), name
