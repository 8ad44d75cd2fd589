"""Each rule finds the fault that is planted for it, and nothing else; it is silent on a document without a fault."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from offices import finish_week_3
from papers import BODY, CLEAN, SENTENCE, Line, Paper, also, face, inked

from docgen.gongwen import lint
from docgen.gongwen.layout import HEITI, SONGTI
from docgen.gongwen.lint import rules
from docgen.gongwen.oxml import w
from docgen.problems import DocgenError, Severity

pytestmark = pytest.mark.unsound  # what is planted may be no good WordprocessingML


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """Makes official documents."""
    return Paper(tmp_path)


def ids(path: Path, *, pages: bool = False) -> set[str]:
    """The rules that a document breaks."""
    return {finding.rule.id for finding in lint.lint_file(path, pages=pages)}


# -- what an edit does to the document, by python-docx --


def page(**values: Any) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        for name, value in values.items():
            setattr(document.sections[0], name, value)

    return edit


def normal(document: Any) -> Any:
    return document.styles["Normal"].element


def pitch(twips: int) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        normal(document).pPr.find(w("spacing").tag).set(w("x").tag[:-1] + "line", str(twips))

    return edit


def wide(document: Any) -> None:
    normal(document).rPr.remove(normal(document).rPr.find(w("spacing").tag))


def gridless(document: Any) -> None:
    section = document.sections[0]._sectPr
    section.remove(section.find(w("docGrid").tag))


def drop_fonts(document: Any) -> None:
    """Neither the style nor the defaults name a typeface."""
    for fonts in list(document.styles.element.iter(w("rFonts").tag)):
        for name in list(fonts.attrib):
            if name.endswith("eastAsia") and fonts.get(name) == "仿宋_GB2312":
                del fonts.attrib[name]


def no_footers(document: Any) -> None:
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        footer.is_linked_to_previous = True


def centred_number(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def dashless(document: Any) -> None:
    for footer in (document.sections[0].footer, document.sections[0].even_page_footer):
        for text in footer._element.iter(w("t").tag):
            text.text = text.text.replace("—", "")


def thin(document: Any) -> None:
    for border in document.tables[0]._tbl.iter(w("top").tag):
        border.set(w("x").tag[:-1] + "sz", "2")


def table(rows: int = 2, width: int | None = None, line: int | None = None) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        made = document.add_table(rows, 2)
        for row in made.rows:
            row.cells[0].text = "石羊镇"
        if width:
            for column in made.columns:
                column.width = Mm(width / 2)
        if line:
            made.rows[1].cells[0].paragraphs[0].paragraph_format.line_spacing = Pt(line)

    return edit


def across(document: Any) -> None:
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def inserted(document: Any) -> None:
    document.paragraphs[12]._p.append(w("ins", id=900, author="某", date="2013-11-22T00:00:00Z"))


def numbered(document: Any) -> None:
    looks = document.paragraphs[12]._p.get_or_add_pPr()
    looks.insert(1, w("numPr", w("ilvl", val=0), w("numId", val=1)))


def text(old: str, new: str) -> Callable[[Line], Line]:
    """A change of words."""
    return lambda line: Line(line.text.replace(old, new), line.style, line.para, line.char, line.more)


REQUEST = {
    "title": "关于增加社区换届经费的请示",
    "addressee": "市人民政府：",
    "note": "（联系人：周清，电话：028-01000001）",
}
SIGNER = Line(
    "都民发〔2013〕12号",
    para={"pBdr": {}},
    more=(("\t", {}), ("签发人：", {}), ("吴桐", {"rFonts": {"hint": "eastAsia", "eastAsia": "楷体_GB2312"}})),
)
ONE_TYPE = Line("都民发〔2013〕12号", para={"pBdr": {}}, more=(("\t", {}), ("签发人：吴桐", {})))
HALF_INDENT = also(ind={"firstLineChars": 0, "firstLine": 0})


#: id, the lines that are changed, and how the document is made.
PLANTED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("GW001", {}, {"edit": page(page_width=Mm(215.9), right_margin=Mm(31.9))}),
    ("GW002", {}, {"edit": page(top_margin=Mm(30), bottom_margin=Mm(42))}),
    ("GW002", {}, {"edit": page(left_margin=Mm(20), right_margin=Mm(34))}),
    ("GW003", {}, {"edit": page(bottom_margin=Mm(34.9 - 5))}),
    ("GW004", {}, {"edit": pitch(640)}),
    ("GW004", {}, {"edit": pitch(580)}),
    ("GW005", {}, {"edit": wide}),
    ("GW006", {}, {"edit": gridless}),
    ("GW007", {"p1": also(spacing={"after": 200, "line": 579, "lineRule": "exact"})}, {}),
    ("GW008", {"p1": inked(color={"val": "0070C0"})}, {}),
    ("GW009", {}, {"edit": drop_fonts}),
    (
        "GW010",
        {"p3": Line("2．统筹“安排”，把握时间节点，确保按时完成。", BODY, char={"rFonts": {"hint": "default"}})},
        {},
    ),
    ("GW101", {"copy": "12"}, {}),
    ("GW102", {"secrecy": "机密*1年"}, {}),
    ("GW103", {"copy": None}, {}),
    ("GW104", {"urgency": "急件"}, {}),
    ("GW105", {"urgency": Line("特急")}, {}),
    ("GW106", {"mark": inked(color={"val": "000000"})}, {}),
    ("GW106", {"mark": also(jc={"val": "left"})}, {}),
    ("GW106", {"mark": inked(**face(SONGTI))}, {}),
    ("GW110", {"number": "都民发[2013]12号"}, {}),
    ("GW110", {"number": "都民发（2013）12号"}, {}),
    ("GW111", {"number": "都民发〔2013〕第12号"}, {}),
    ("GW111", {"number": "都民发〔2013〕012号"}, {}),
    ("GW111", {"number": "都民发〔13〕12号"}, {}),
    ("GW112", {"p2": text("〔2012〕", "[2012]")}, {}),
    ("GW113", {"gap2": None}, {}),
    ("GW114", REQUEST, {}),
    ("GW115", {**REQUEST, "number": ONE_TYPE}, {}),
    ("GW116", {"number": Line("都民发〔2013〕12号", para={"jc": {"val": "center"}})}, {}),
    ("GW116", {"number": also(ind={"left": 600, "right": 600})}, {}),
    ("GW201", {"title": inked(sz={"val": 36})}, {}),
    ("GW201", {"title": inked(**face(HEITI))}, {}),
    ("GW202", {"title": "关于做好社区换届工作的通知。"}, {}),
    ("GW203", {"title": "关于做好社区换届工作"}, {}),
    ("GW203", {"title": "关于做好社区换届通知"}, {}),
    ("GW204", {"title": "都江堰市民政局关于做好社区换届选举工作的通知"}, {}),
    ("GW205", {"gap4": None}, {}),
    ("GW205", {"gap5": None}, {}),
    ("GW206", {"title": "关于转发选举工作的通知的通知"}, {}),
    ("GW210", {"addressee": "各乡镇人民政府、街道办事处:"}, {}),
    ("GW210", {"addressee": "各乡镇人民政府、街道办事处"}, {}),
    ("GW211", {"addressee": also(ind={"firstLine": 640})}, {}),
    ("GW213", {**REQUEST, "number": SIGNER, "addressee": "市人民政府、市财政局："}, {}),
    ("GW214", {"title": "关于社区选举有关事项的公告"}, {}),
    ("GW220", {"p1": inked(sz={"val": 28})}, {}),
    ("GW220", {"p1": inked(**face(SONGTI))}, {}),
    ("GW221", {"p1": HALF_INDENT}, {}),
    (
        "GW221",
        {"p1": lambda line: Line("　　" + line.text, line.style, {"ind": {"firstLineChars": 0, "firstLine": 0}})},
        {},
    ),
    ("GW222", {"h1": inked(**face(SONGTI))}, {}),
    ("GW223", {"p2": text("1．", "1、")}, {}),
    ("GW223", {"h2": "（一）、严格程序"}, {}),
    ("GW223", {"h1": "一．总体要求"}, {}),
    ("GW224", {"h2": "(一)严格程序"}, {}),
    ("GW225", {"p3": text("2．", "3．")}, {}),
    ("GW225", {"h3": "一、工作要求"}, {}),
    ("GW226", {"h1": "一、总体要求。"}, {}),
    ("GW227", {"p1": inked(b={})}, {}),
    ("GW228", {}, {"edit": numbered}),
    ("GW230", {"attachment": "附件:1．社区换届工作流程"}, {}),
    ("GW230", {"attachment": "附件：1、社区换届工作流程"}, {}),
    ("GW230", {"attachment 2": "2．社区选举日程安排。"}, {}),
    ("GW230", {"attachment 2": "2．《社区选举日程安排》"}, {}),
    ("GW231", {"attachment": HALF_INDENT}, {}),
    ("GW231", {"gap6": None}, {}),
    ("GW232", {"attachment 2": "2．社区选举须知"}, {}),
    ("GW232", {"annex 2": "附件3"}, {}),
    ("GW233", {"annex 2": also(pageBreakBefore={"val": 0})}, {}),
    ("GW234", {"annex": "附件1："}, {}),
    ("GW234", {"annex": inked(**face(SONGTI))}, {}),
    ("GW234", {"gap9": None}, {}),
    ("GW235", dict.fromkeys(("attachment 2", "annex 2", "gap11", "annex title 2", "gap12", "days")), {}),
    ("GW240", {"date": "2013年11月02日"}, {}),
    ("GW240", {"date": "二〇一三年十一月二十二日"}, {}),
    ("GW240", {"date": "2013.11.22"}, {}),
    ("GW241", {"date": Line("2013年11月22日", BODY)}, {}),
    ("GW241", {"date": also(ind={"right": 3000})}, {}),
    ("GW242", {"name": "崇州市水务局"}, {}),
    ("GW243", {"note": "（此页无正文）"}, {}),
    ("GW244", {"note": "此件公开发布"}, {}),
    ("GW245", {**REQUEST, "number": SIGNER, "note": None}, {}),
    ("GW250", {}, {"copies": ("抄送:市纪委。",)}),
    ("GW250", {}, {"copies": ("抄送：市纪委",)}),
    ("GW251", {"steps": [CLEAN["steps"], Line("抄送：市财政局。")]}, {}),
    ("GW252", {}, {"printed": ("都江堰市民政局办公室", "2013年11月02日印发")}),
    ("GW253", {}, {"edit": thin}),
    ("GW255", {"steps": [CLEAN["steps"], Line("主题词：社区　换届　通知")]}, {}),
    ("GW256", {}, {"printed": ("都江堰市民政局办公室", "2013年11月2日印发")}),
    ("GW260", {}, {"edit": no_footers}),
    ("GW261", {}, {"edit": dashless}),
    ("GW262", {}, {"edit": centred_number}),
    ("GW270", {"p3": text("2013年12月20日", "2013年12月20号")}, {}),
    ("GW270", {"p3": text("2013年12月20日", "13年12月20日")}, {}),
    ("GW270", {"p3": text("2013年12月20日", "二○一三年")}, {}),
    ("GW270", {"p3": text("2013年12月20日", "２月")}, {}),
    ("GW271", {"p1": text("，", ",")}, {}),
    ("GW271", {"p1": text("社区党组织", "社区(党组织)")}, {}),
    ("GW272", {"p1": text("抓好", '"抓好"')}, {}),
    ("GW273", {"p1": text("抓好落实。", "抓好落实。。。")}, {}),
    ("GW274", {"p1": text("抓好落实", "学习《章程》、《条例》")}, {}),
    ("GW275", {"p1": text("抓好落实", "抓好 落实")}, {}),
    ("GW275", {"p1": [CLEAN["p1"], Line(), Line()]}, {}),
    ("GW276", {"p1": text("抓好落实", "走访30㎡的服务站")}, {}),
    ("GW277", {"p1": text("抓好落实", "执行国发〔2012〕3号《关于选举的通知》")}, {}),
    ("GW280", {}, {"edit": table(width=220)}),
    ("GW280", {}, {"edit": table(rows=30)}),
    ("GW280", {}, {"edit": table(line=9)}),
    ("GW281", {}, {"edit": across}),
    ("GW290", {}, {"edit": inserted}),
    ("GW290", {"p1": [CLEAN["p1"], Line("底稿", char={"vanish": {}})]}, {}),
    ("GW290", {"p3": text("12月20日", "{{ 日期 }}")}, {}),
    ("GW290", {"p3": text("12月20日", "【待补】")}, {}),
    ("GW291", {"steps": inked(rFonts={"hint": "eastAsia", "eastAsia": "某某手写体"})}, {}),
]
SHORT = dict.fromkeys(("attachment", "attachment 2", *list(CLEAN)[list(CLEAN).index("annex 2") :]))
ON_PAGES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("GW107", {"mark": also(spacing={"before": 900, "line": 720, "lineRule": "exact"})}, {}),
    ("GW212", {**SHORT, "gap5": [Line()] * 12, "p4": Line(SENTENCE * 12, BODY)}, {}),
    ("GW243", {**SHORT, "p1": Line(SENTENCE * 8, BODY), "gap8": [Line()] * 10}, {}),
    ("GW254", SHORT, {}),
    ("GW263", {}, {"edit": page(footer_distance=Mm(15))}),
]


@pytest.mark.parametrize(("rule", "changes", "how"), PLANTED, ids=[f"{case[0]}-{n}" for n, case in enumerate(PLANTED)])
def test_a_planted_fault_is_found_and_nothing_else(
    paper: Paper, rule: str, changes: dict[str, Any], how: dict[str, Any]
):
    assert ids(paper(changes, **how)) == {rule}


def test_a_document_without_a_fault(paper: Paper):
    assert ids(paper()) == set()


@pytest.mark.libreoffice
@pytest.mark.parametrize(("rule", "changes", "how"), ON_PAGES, ids=[f"{c[0]}-{n}" for n, c in enumerate(ON_PAGES)])
def test_a_fault_that_shows_on_pages(paper: Paper, rule: str, changes: dict[str, Any], how: dict[str, Any]):
    path = paper(changes, **how)
    assert ids(path, pages=True) - ids(path) == {rule}


@pytest.mark.libreoffice
def test_the_page_on_which_the_text_begins_is_named(paper: Paper):
    changes = next(case[1] for case in ON_PAGES if case[0] == "GW212")
    found = next(each for each in lint.lint_file(paper(changes)) if each.rule.id == "GW212")
    assert found.hits[0].found == ("page 2", "第2页")


@pytest.mark.libreoffice
def test_a_document_without_a_fault_on_its_pages(paper: Paper):
    assert ids(paper(), pages=True) == set()


def test_every_rule_has_a_planted_fault():
    assert {case[0] for case in (*PLANTED, *ON_PAGES)} == {rule.id for rule in rules.RULES}


def test_without_libreoffice_one_note_says_what_was_left_out(paper: Paper, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("docgen.pdf.find_libreoffice", lambda: None)
    (note,) = lint.lint_file(paper())
    assert (note.rule.id, note.severity) == ("GW000", Severity.NOTE)
    assert "LibreOffice" in str(note.hits[0].found)


def test_a_rule_names_the_first_places_and_counts_all(paper: Paper):
    (found,) = lint.lint_file(paper({"p1": SENTENCE.replace("，", ",") * 20}), pages=False)
    assert (found.rule.id, found.times, len(found.hits)) == ("GW271", 40, 2)
    assert found.hits[0].place.zh == "第13段“各乡镇要按照市委的统一部署,…”"


def test_a_place_in_a_table_has_row_and_cell(paper: Paper):
    (found,) = lint.lint_file(paper(copies=("抄送：市纪委",)), pages=False)
    assert found.hits[0].place == ("table 1, row 1, cell 1 “抄送：市纪委”", "第1表第1行第1格“抄送：市纪委”")


def test_what_is_no_official_document_needs_no_head(paper: Paper):
    keys = ("copy", "secrecy", "urgency", "mark", "number", "addressee", "name", "date", "note")
    path = paper({**dict.fromkeys(keys), "title": "你我同心"}, copies=(), printed=("", ""))
    assert ids(path) == set()


def test_blanks_that_are_filled_in_by_hand_are_none_too_many(paper: Paper):
    lines = [
        CLEAN["p1"],
        Line("填表人：　　　　审核人：　　　　填表日期：　　　　年　　月　　日", BODY),
        Line(" " * 20 + "承诺人："),
    ]
    assert ids(paper({"p1": lines})) == set()


def test_a_promise_to_an_organ_is_no_official_document(paper: Paper):
    keys = ("copy", "secrecy", "urgency", "mark", "number")
    path = paper(
        {**dict.fromkeys(keys), "title": "整改承诺书", "annex": None, "annex 2": None}, copies=(), printed=("", "")
    )
    assert ids(path) == set()


@pytest.mark.parametrize("name", ["信息专报_第3期_2013-11-22.docx"])
def test_the_bulletin_and_its_template_are_as_the_standard_says(repo: Path, small_office: Path, docgen: Any, name: str):
    finish_week_3(small_office)
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    template = repo / "templates" / "bulletin" / "信息专报.docx"
    for path in (small_office / "out" / "信息专报" / name, template):
        assert ids(path, pages=False) == set()


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0", b"PK\x03\x04"])
def test_what_is_no_docx_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "旧.doc"
    path.write_bytes(content)
    with pytest.raises(DocgenError, match="no Word document"):
        lint.lint_file(path)


def test_importing_the_package_is_light():
    code = "import sys, docgen.gongwen.lint; sys.exit(bool({'lxml', 'docx'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
