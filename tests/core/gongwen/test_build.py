"""The template builder and the built-in templates."""

import importlib
import importlib.util
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from docx.oxml.ns import nsmap
from lxml import etree
from ooxml import faults

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import FONTS, GRID, INDENTS, PAGE, Size
from docgen.render import compile_template

TEMPLATES = Path(__file__).parents[3] / "templates"
COMMITTED = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("*/*.docx"))
W = f"{{{nsmap['w']}}}"
FIGURES = (
    "包片市领导 市领导指导 指导督导组 指导组指导 程序性问题 复审人选 取消资格 公告 标语横幅 公开信 抽查乡镇 "
    "通报批评社区 调研社区 问卷 干部问卷 党员问卷 群众问卷 立案查处 届中调整 不得参选 诫勉对象 诫勉谈话 "
    "主动放弃 整改参选 应急预案 信访调查人员 信访调查乡镇 信息专报 典型经验"
).split()
TOWNSHIP = "序号 乡镇 社区数 初步人选 复审 取消资格 本周指导 累计指导 抽查 信访".split()


def parts(docx: bytes) -> dict[str, bytes]:
    """Every part in canonical XML."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {
            name: etree.tostring(etree.fromstring(package.read(name)), method="c14n") for name in package.namelist()
        }


def story(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return etree.fromstring(package.read(part))


def values(root: etree._Element, path: str) -> dict[str, str]:
    """The attributes, without namespace, of the one element at `path`."""
    element = root.find(path, nsmap)
    assert element is not None, path
    return {str(name).removeprefix(W): str(value) for name, value in element.attrib.items()}


def text_of(element: etree._Element, tag: str = "t") -> str:
    """All that the elements `w:tag` below hold."""
    return "".join(str(text) for text in element.itertext(f"{W}{tag}"))


def lines(docx: bytes) -> list[str]:
    """The text of each paragraph."""
    return [text_of(p) for p in story(docx).iter(f"{W}p")]


def bulletin_context(**changes: object) -> dict[str, object]:
    return {
        **dict.fromkeys("刊名 编发单位 截止日 标题 部门 报 送 发 编辑 审核 签发".split(), "某某"),
        "草稿": False,
        "期号": 3,
        "签发日期": "2013年11月22日",
        "周次": "第3周",
        "时段": "第3周（2013年11月16日—22日）",
        "本期": "本周",
        "诫勉下限": "30%",
        "参选上限": "50%",
        "期间": "2013年11月16日—22日",
        "部门数": 7,
        "累计": {name: f"共{name}" for name in FIGURES},
        "本周": {name: f"新{name}" for name in FIGURES},
        "重点": [{"项目": "复审<初步>人选", "单位": "名", "本周": "412", "累计": "1722"}],
        "典型经验": [{"序号": 1, "标题": "好做法", "地点": "石羊镇", "内容": "做得好。"}],
        "存在问题": ["甲。"],
        "下一步工作": ["乙。", "丙。"],
        "乡镇表": [dict.fromkeys(TOWNSHIP, "1")] * 20,
        "合计": dict.fromkeys(TOWNSHIP, "20"),
        "份数": 60,
        **changes,
    }


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    """templates/build.py, which is no part of the package."""
    sys.path.insert(0, str(TEMPLATES))
    try:
        spec = importlib.util.spec_from_file_location("templates_build", TEMPLATES / "build.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(TEMPLATES))


@pytest.fixture
def bulletin() -> Path:
    return TEMPLATES / "bulletin" / "信息专报.docx"


def test_the_committed_templates_are_what_the_script_makes(script: ModuleType, tmp_path: Path) -> None:
    made = {path.relative_to(tmp_path).as_posix(): path for path in script.build_all(tmp_path)}
    assert sorted(made) == COMMITTED
    for name, path in made.items():
        assert parts(path.read_bytes()) == parts((TEMPLATES / name).read_bytes()), name


def test_the_same_calls_give_the_same_bytes(script: ModuleType) -> None:
    for make in script.TEMPLATES.values():
        assert make().to_bytes() == make().to_bytes()


@pytest.mark.parametrize("name", COMMITTED)
def test_a_template_is_lean_and_neutral(name: str) -> None:
    docx = (TEMPLATES / name).read_bytes()
    assert len(docx) < 12_000
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert not [part for part in package.namelist() if re.search("customXml|thumbnail|theme|app.xml", part)]
        assert {info.date_time[:3] for info in package.infolist()} == {(2012, 7, 1)}
        properties = package.read("docProps/core.xml").decode()
    assert "creator" not in properties
    assert "lastModifiedBy" not in properties


@pytest.mark.parametrize("name", COMMITTED)
def test_a_template_has_no_style_that_nothing_uses(name: str) -> None:
    docx = (TEMPLATES / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        stories = [part for part in package.namelist() if re.search(r"word/(document|header|footer)\d*\.xml", part)]
    styled = [use for part in stories for use in story(docx, part).iterfind(".//*[@w:val]", nsmap)]
    used = {use.get(f"{W}val") for use in styled if use.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    sheet = {style.get(f"{W}styleId"): style for style in story(docx, "word/styles.xml").iter(f"{W}style")}
    below = {based.get(f"{W}val") for style in sheet.values() for based in style.iterfind("w:basedOn", nsmap)}
    assert {name for name, style in sheet.items() if not style.get(f"{W}default")} <= used | below


@pytest.mark.parametrize("name", [name for name in COMMITTED if name.startswith(("letter/", "admonition/", "review/"))])
def test_names_and_addresses_stand_in_a_typeface_that_covers_gbk(name: str) -> None:
    docx = (TEMPLATES / name).read_bytes()
    fonts = story(docx, "word/styles.xml").iterfind(".//w:rFonts", nsmap)
    tables = [p for p in story(docx).iterfind(".//w:tbl//w:t", nsmap) if "{{" in (p.text or "")]
    assert not tables or "仿宋" in {font.get(f"{W}eastAsia") for font in fonts}


@pytest.mark.parametrize("name", COMMITTED)
def test_a_template_is_a_sound_document(name: str) -> None:
    assert faults((TEMPLATES / name).read_bytes()) == []


@pytest.mark.parametrize("name", COMMITTED)
def test_each_tag_lies_in_one_run_without_looks_of_its_own(name: str) -> None:
    root = story((TEMPLATES / name).read_bytes())
    texts = [text_of(text) for text in root.iter(f"{W}t")]
    for text in texts:
        bare = re.sub(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}", "", text)
        assert not re.search(r"[{}]", bare), text
    assert any("{{" in text for text in texts)
    looks = {str(look.tag).removeprefix(W) for look in root.iterfind(".//w:r/w:rPr/*", nsmap)}
    assert looks <= {"rStyle", "rFonts"}
    fonts = [font.attrib for font in root.iterfind(".//w:r/w:rPr/w:rFonts", nsmap)]
    assert all(font.keys() == [f"{W}hint"] for font in fonts)


@pytest.mark.parametrize(
    ("twips", "millimetres"),
    [
        pytest.param(PAGE.width, 210, id="width"),
        pytest.param(PAGE.height, 297, id="height"),
        pytest.param(PAGE.top, 37, id="top"),
        pytest.param(PAGE.left, 28, id="left"),
        pytest.param(PAGE.text_width, 156, id="text width"),
        pytest.param(PAGE.text_height, 225, id="text height"),
    ],
)
def test_lengths_are_those_of_the_standard(twips: int, millimetres: float) -> None:
    assert twips == pytest.approx(millimetres / 25.4 * 1440, abs=1)


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    assert PAGE.text_height // GRID.pitch == GRID.lines
    assert PAGE.text_width // (Size.NO_3.twips + GRID.spacing) == GRID.chars
    assert INDENTS.body == 2 * (Size.NO_3.twips + GRID.spacing)


@pytest.mark.parametrize("name", [name for name in COMMITTED if not name.startswith("letter/")])
def test_a_template_has_the_page_of_the_standard(name: str) -> None:
    root = story((TEMPLATES / name).read_bytes())
    margins = values(root, ".//w:sectPr/w:pgMar")
    turned = "orient" in values(root, ".//w:sectPr/w:pgSz")
    sides = ("right", "left", "top", "bottom") if turned else ("top", "bottom", "left", "right")
    assert [margins[side] for side in sides] == ["2098", "1984", "1588", "1474"]
    assert values(root, ".//w:sectPr/w:docGrid") == {"type": "lines", "linePitch": "579"}
    sheet = story((TEMPLATES / name).read_bytes(), "word/styles.xml")
    normal = "w:style[@w:styleId='Normal']"
    assert values(sheet, f"{normal}/w:pPr/w:spacing")["line"] == "579"
    assert values(sheet, f"{normal}/w:rPr/w:spacing") == {"val": "-5"}
    assert values(sheet, f"{normal}/w:rPr/w:sz") == {"val": "32"}
    assert values(sheet, f"{normal}/w:rPr/w:rFonts")["eastAsia"] == "仿宋_GB2312"


def test_page_numbers_stand_outside_on_odd_and_even_pages(bulletin: Path) -> None:
    docx = bulletin.read_bytes()
    settings = story(docx, "word/settings.xml")
    assert settings.find("w:evenAndOddHeaders", nsmap) is not None
    references = story(docx).findall(".//w:sectPr/w:footerReference", nsmap)
    assert [reference.get(f"{W}type") for reference in references] == ["default", "even"]
    for part, style in (("word/footer1.xml", "GwFooterOdd"), ("word/footer2.xml", "Footer")):
        footer = story(docx, part)
        assert values(footer, "w:p/w:pPr/w:pStyle") == {"val": style}
        assert text_of(footer) == "— 1 —"
        assert text_of(footer, "instrText").strip() == "PAGE"


def test_each_font_names_what_may_stand_in_for_it(bulletin: Path) -> None:
    table = story(bulletin.read_bytes(), "word/fontTable.xml")
    names = {font.get(f"{W}name"): values(font, "w:altName")["val"].split(",") for font in table}
    assert names == {font.name: list(font.fallbacks) for font in FONTS}


def test_styles_are_unique_and_stand_on_each_other() -> None:
    ids = [style.id for style in styles.STYLES]
    assert len(set(ids)) == len(ids)
    assert len({style.name for style in styles.STYLES}) == len(ids)
    for place, style in enumerate(styles.STYLES):
        assert style.based is None or style.based in ids[:place], style.id


def test_a_table_repeats_its_header_and_splits_no_row() -> None:
    builder = Builder("表")
    columns = [Column("序\n号", 844, "{{ 行.序号 }}", total=None), Column("名称", 8000, "{{ 行.名称 }}", "合计")]
    builder.table(columns, "行 in 表", totals=True)
    table = story(builder.to_bytes()).find(".//w:tbl", nsmap)
    assert table is not None
    header, start, row, end, totals = table.iterfind("w:tr", nsmap)
    assert header.find("w:trPr/w:tblHeader", nsmap) is not None
    assert all(r.find("w:trPr/w:cantSplit", nsmap) is not None for r in (header, row, totals))
    assert text_of(start) == "{%tr for 行 in 表 %}"
    assert text_of(end) == "{%tr endfor %}"
    assert values(totals, "w:tc/w:tcPr/w:gridSpan") == {"val": "2"}
    assert values(totals, "w:tc/w:tcPr/w:tcW")["w"] == "8844"


def test_columns_fill_the_text_area(script: ModuleType) -> None:
    making = importlib.import_module("making.bulletin")
    for columns in (making.FIGURES, making.TOWNSHIPS):
        assert sum(column.width for column in columns) == PAGE.text_width


def test_an_issued_bulletin_prints_number_date_and_every_figure(bulletin: Path) -> None:
    text = lines(compile_template(bulletin).render(bulletin_context()))
    assert "第3期" in text
    assert "某某2013年11月22日" in text
    assert not [name for name in FIGURES if f"共{name}" not in "".join(text)]
    assert "复审<初步>人选" in text
    assert "1．好做法（石羊镇）。做得好。" in text
    assert "甲。" in text  # a single item has no number
    assert "2．丙。" in text
    assert text.count("1") == 20 * len(TOWNSHIP)
    assert not [line for line in text if "待补" in line or "草稿" in line]
    assert text[-3:] == ["发：某某", "编辑：某某　审核：某某　签发：某某（共印60份）", ""]


def test_a_draft_has_no_number_and_no_date_and_shows_what_is_missing(bulletin: Path) -> None:
    context = bulletin_context(草稿=True, 标题="【待补】", 典型经验=[], 存在问题=[], 下一步工作=[])
    del context["期号"], context["签发日期"]
    text = lines(compile_template(bulletin).render(context))
    assert "（草稿）" in text
    assert not [line for line in text if re.fullmatch("第.*期", line)]
    assert text.count("【待补】") == 4
