"""Places in which a rule finds its fault besides those of test_rules: titles, joint documents, 版头, 附件说明."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from papers import BODY, CLEAN, TITLE, Line, Paper, also, inked

from docgen.gongwen import lint
from docgen.gongwen.build import Builder
from docgen.gongwen.lint import typefaces
from docgen.gongwen.oxml import w

pytestmark = pytest.mark.unsound

LONG = "社区选举日程安排以及各阶段工作任务和责任分工一览表"
MARKS = [CLEAN["mark"], Line("都江堰市财政局文件", CLEAN["mark"].style, CLEAN["mark"].para, CLEAN["mark"].char)]


def ids(path: Path, *, pages: bool = False) -> set[str]:
    return {finding.rule.id for finding in lint.lint_file(path, pages=pages)}


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path)


def titled(*lines: str) -> dict[str, Any]:
    return {"title": [Line(line, TITLE) for line in lines]}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("都江堰市民政局关", "于做好社区换届工作的通知"), id="关于"),
        pytest.param(("关于学习《社区换届", "选举办法》的通知"), id="书名号"),
        pytest.param(("关于做好20", "13年社区换届工作的通知"), id="a number"),
        pytest.param(("关于做好2013", "年社区换届工作的通知"), id="a number and its unit"),
        pytest.param(("都江堰市民", "政局关于做好社区换届工作的通知"), id="an organ"),
        pytest.param(("关于做好社区党组织换届", "的通知"), id="的 begins a line"),
        pytest.param(("关于做好社区党组织", "、议事会换届工作的通知"), id="a mark begins a line"),
        pytest.param(("关于做好全市各乡镇街道", "社区换届", "选举工作有关事项的通知"), id="hourglass"),
    ],
)
def test_a_title_that_is_broken_badly(paper: Paper, lines: tuple[str, ...]):
    assert ids(paper(titled(*lines))) == {"GW204"}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("关于做好2013年社区党组织", "换届选举工作的通知"), id="between words"),
        pytest.param(("都江堰市民政局", "关于做好社区换届工作的通知"), id="behind the organ"),
        pytest.param(("关于学习", "《社区换届选举办法》的通知"), id="before a title"),
        pytest.param(("都江堰市民政局", "关于做好社区党组织换届", "选举有关工作的通知"), id="trapezoid"),
    ],
)
def test_a_title_that_is_broken_well(paper: Paper, lines: tuple[str, ...]):
    assert ids(paper(titled(*lines))) == set()


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("GW105", {"urgency": also(jc={"val": "center"})}, id="紧急程度 in the middle"),
        pytest.param("GW105", {"copy": [CLEAN["secrecy"], CLEAN["copy"]], "secrecy": None}, id="密级 above 份号"),
        pytest.param("GW225", {"p2": Line("（1）依法依规，按照规定的程序办理各项换届事务。", BODY)}, id="4 without 3"),
        pytest.param("GW270", {"p1": Line("去年以来，各乡镇按照市委的统一部署抓好落实工作。", BODY)}, id="去年"),
    ],
)
def test_other_places(paper: Paper, rule: str, changes: dict[str, Any]):
    assert ids(paper(changes)) == {rule}


@pytest.mark.parametrize(("left", "found"), [(1890, set()), (630, {"GW231"})])
def test_a_turned_line_of_the_note_of_attachments_stands_below_the_name(paper: Paper, left: int, found: set[str]):
    second = Line(f"2．{LONG}", para={"ind": {"left": left, "hanging": 315}})
    names = [Line(LONG[:13], TITLE), Line(LONG[13:], TITLE)]
    assert ids(paper({"attachment 2": second, "annex title 2": names})) == found


def test_the_record_is_as_wide_as_the_text(paper: Paper):
    def narrow(document: Any) -> None:
        for column in document.tables[0]._tbl.iter(qn("w:gridCol")):
            column.set(qn("w:w"), "6000")

    assert ids(paper(edit=narrow)) == {"GW253"}


# -- several organs --


def signed(*names: str, apart: int = 0) -> list[Line]:
    """署名 below one another, so many empty lines apart."""
    right = {"ind": {"right": 1180}, "jc": {"val": "right"}}
    lines = [line for name in names for line in (Line(name, para=right), *[Line()] * apart)]
    return lines[: len(lines) - apart]


@pytest.mark.parametrize(
    ("names", "apart", "found"),
    [
        pytest.param(("都江堰市民政局", "都江堰市财政局"), 4, set(), id="room for two seals"),
        pytest.param(("都江堰市民政局", "都江堰市财政局"), 0, {"GW241"}, id="seals that touch"),
        pytest.param(("都江堰市财政局", "都江堰市民政局"), 4, {"GW242"}, id="the other way round"),
        pytest.param(("都江堰市民政局", "崇州市水务局"), 4, {"GW242"}, id="another organ"),
        pytest.param(("市民政局\t市财政局",), 0, set(), id="side by side"),
        pytest.param(("市民政局\t市财政局\t民政局\t财政局",), 0, {"GW241", "GW242"}, id="four side by side"),
    ],
)
def test_seals_of_several_organs(paper: Paper, names: tuple[str, ...], apart: int, found: set[str]):
    assert ids(paper({"mark": MARKS, "name": signed(*names, apart=apart)})) == found


@pytest.mark.parametrize("organ", ["都江堰市民政局", "都江堰市社区党组织换届选举工作领导小组"])
def test_a_draft_without_a_date_is_signed_all_the_same(tmp_path: Path, organ: str):
    builder = Builder("草稿")
    builder.title("关于做好社区换届工作的通知")
    builder.blank()
    builder.addressees("各乡镇党委、街道党工委：")
    builder.body("为做好社区换届选举工作，请按照名单逐人核对，并于本周五前报送核对结果。")
    builder.body("特此通知。")
    builder.annex_note("人选名单")
    builder.sealed(organ, "", long=len(organ) > 12)
    builder.note("联系人：办公室，联系电话：028-00002013")
    builder.annex("", "人选名单")
    builder.body("张三，李四。")
    builder.save(tmp_path / "草稿.docx")
    assert ids(tmp_path / "草稿.docx") == set()
    parts = lint.read_draft(tmp_path / "草稿.docx").parts
    assert (parts.name and parts.name.plain, parts.date) == (organ, None)
    assert [each.plain for each in parts.attachments] == ["附件：人选名单"]
    assert [each.plain for each in parts.note] == ["（联系人：办公室，联系电话：028-00002013）"]


# -- typefaces --

FACE = {"steps": inked(rFonts={"hint": "eastAsia", "eastAsia": "某某手写体"})}


def known(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(typefaces, "there", lambda: frozenset(names))


def test_a_typeface_that_is_installed_or_has_one_of_its_kind_is_no_fault(paper: Paper, monkeypatch: pytest.MonkeyPatch):
    usual = ("仿宋", "黑体", "kaiti", "华文中宋", "simsun")  # what the file says may stand in for its own
    known(monkeypatch, *usual, "某某手写体")
    assert ids(paper(FACE)) == set()
    known(monkeypatch, *usual)
    assert ids(paper(FACE)) == {"GW291"}
    known(monkeypatch)
    assert ids(paper(FACE)) == set()


# -- on pages --


def set_all(tag: str, **values: object) -> Callable[[Any], None]:
    """Sets attributes of all elements `w:tag`."""

    def edit(document: Any) -> None:
        for each in document.element.body.iter(qn(f"w:{tag}")):
            for name, value in values.items():
                each.set(qn(f"w:{name}"), str(value))

    return edit


def low_rule(document: Any) -> None:
    for border in document.element.body.iter(qn("w:pBdr")):
        border[0].set(qn("w:space"), "24")


ORDER = {"text": "都江堰市人民政府令", "style": CLEAN["mark"].style, "char": CLEAN["mark"].char}


def order(twips: int) -> dict[str, Any]:
    """The changes for a 令 whose mark begins so far below the top of the page's text."""
    look = {**CLEAN["mark"].para, "spacing": {"before": twips, "line": 720, "lineRule": "exact"}}
    return {"copy": None, "secrecy": None, "urgency": None, "name": "市人民政府", "mark": Line(**ORDER, para=look)}


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("changes", "how", "found"),
    [
        pytest.param({}, {"edit": low_rule}, {"GW116"}, id="a rule 10 mm below the number"),
        pytest.param({}, {"edit": set_all("tblpPr", tblpYSpec="center")}, {"GW253"}, id="版记 in the middle"),
        pytest.param(order(1134), {}, set(), id="a 令 20 mm below the edge of the text"),
        pytest.param(order(1984), {}, {"GW107"}, id="a 令 as low as a 文件"),
    ],
)
def test_what_shows_on_pages(paper: Paper, changes: dict[str, Any], how: dict[str, Any], found: set[str]):
    path = paper(changes, **how)
    assert ids(path, pages=True) - ids(path) == found


def written(folder: Path, edit: Callable[[Any], None] | None = None, mark: str = "都江堰市民政局") -> Path:
    """A letter from organ to organ."""
    builder = Builder("函")
    builder.letter_format(mark)
    builder.letter_number("都民函〔2013〕3号")
    builder.title("关于商请提供有关资料的函")
    builder.blank()
    builder.addressees("都江堰市公安局：")
    builder.body("为做好社区换届选举工作，商请提供有关资料，请予支持为盼。")
    builder.sealed("都江堰市民政局", "2013年11月6日")
    path = folder / "函.docx"
    builder.save(path)
    if edit:
        document = docx.Document(str(path))
        edit(document)
        document.save(str(path))
    return path


def single_rule(document: Any) -> None:
    style = document.styles.element.find(f".//{qn('w:style')}[@{qn('w:styleId')}='GwLetterMark']")
    style.pPr.find(qn("w:pBdr"))[0].set(qn("w:val"), "none")


def no_lower_rule(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = False


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("edit", "found"),
    [
        pytest.param(None, set(), id="as it should be"),
        pytest.param(set_all("tblpPr", tblpY=2400), {"GW107"}, id="the mark 42 mm below the edge"),
        pytest.param(no_lower_rule, {"GW116"}, id="no lower rule"),
        pytest.param(single_rule, {"GW116"}, id="no upper rule"),
    ],
)
def test_a_letter(tmp_path: Path, edit: Callable[[Any], None] | None, found: set[str]):
    path = written(tmp_path, edit)
    assert ids(path, pages=True) == found
    assert lint.read_draft(path).parts.form == "信函"


def simple_field(document: Any) -> None:
    """The page numbers as LibreOffice writes them: a field that is one element."""
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        (codes,) = footer._element.iter(w("instrText").tag)
        paragraph = codes.getparent().getparent()
        runs = [run for run in paragraph.iter(w("r").tag) if any(e.tag != w("rPr").tag for e in run)]
        begin = next(run for run in runs if run.find(w("fldChar").tag) is not None)
        end = [run for run in runs if run.find(w("fldChar").tag) is not None][-1]
        inside = runs[runs.index(begin) : runs.index(end) + 1]
        place = paragraph.index(begin)
        field = w("fldSimple", instr=" PAGE ")
        for run in inside:
            paragraph.remove(run)
            if run.find(w("t").tag) is not None:
                field.append(run)
        paragraph.insert(place, field)


def test_a_promise_may_number_its_only_attachment(paper: Paper):
    keys = ("copy", "secrecy", "urgency", "mark", "number", "addressee", "name", "date", "note", "attachment 2")
    gone = (*keys, "annex 2", "gap11", "annex title 2", "gap12", "days")
    path = paper({**dict.fromkeys(gone), "title": "你我同心"}, copies=(), printed=("", ""))
    assert "GW235" not in ids(path)


def test_a_page_number_may_be_a_field_in_one_piece(paper: Paper):
    assert ids(paper(edit=simple_field)) == set()


def test_a_number_without_a_name_is_no_attachment(paper: Paper):
    assert "GW232" in ids(paper({"attachment": "附件：1．社区换届工作流程", "attachment 2": "2．"}))


def test_a_colour_that_is_no_number_is_not_red(paper: Paper):
    mark = CLEAN["mark"]
    odd = replace(mark, char={**mark.char, "color": {"val": "FF00"}})
    assert "GW106" in ids(paper({"mark": odd}))
