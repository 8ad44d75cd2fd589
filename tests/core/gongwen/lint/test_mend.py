"""`--fix`: the copy has none of what can be put right, is a sound document, and the original stays as it was."""

from pathlib import Path
from typing import Any

import docx
import pytest
from ooxml import faults
from other_programs import HANDS, Hand, written
from papers import CLEAN, Line, Paper, also

from docgen.gongwen import lint
from docgen.gongwen.lint.mend import mend_file
from docgen.gongwen.lint.mend_text import arabic_date
from docgen.gongwen.lint.rules import RULES


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    """Makes official documents."""
    return Paper(tmp_path)


def texts(path: Path) -> list[str]:
    return [each.text for each in docx.Document(str(path)).paragraphs if each.text]


WORDS: list[tuple[str, str, str, str]] = [
    ("GW110", "number", "都民发[2013]12号", "都民发〔2013〕12号"),
    ("GW111", "number", "都民发〔2013〕第012号", "都民发〔2013〕12号"),
    ("GW112", "p2", "1．按照《条例》（国发[2012]3号）规定的程序办理各项换届事务。", "国发〔2012〕3号"),
    ("GW202", "title", "关于做好社区换届工作的通知。", "关于做好社区换届工作的通知"),
    ("GW210", "addressee", "各乡镇人民政府、街道办事处:", "各乡镇人民政府、街道办事处："),
    ("GW210", "addressee", "各乡镇人民政府、街道办事处", "各乡镇人民政府、街道办事处："),
    (
        "GW221",
        "p1",
        "　　各乡镇要按照市委的统一部署认真抓好社区换届工作。",
        "各乡镇要按照市委的统一部署认真抓好社区换届工作。",
    ),
    ("GW223", "p2", "1、依法依规，按照规定的程序办理各项换届事务。", "1．依法依规，按照规定的程序办理各项换届事务。"),
    ("GW223", "h2", "（一）、严格程序", "（一）严格程序"),
    ("GW224", "h2", "(一)严格程序", "（一）严格程序"),
    ("GW226", "h1", "一、总体要求。", "一、总体要求"),
    ("GW230", "attachment", "附件:1、社区换届工作流程；", "附件：1．社区换届工作流程"),
    ("GW230", "attachment 2", "2．《社区选举日程安排》", "2．社区选举日程安排"),
    ("GW234", "annex", "附件1：", "附件1"),
    ("GW240", "date", "二〇一三年十一月二日", "2013年11月2日"),
    ("GW244", "note", "此件公开发布", "（此件公开发布）"),
    ("GW270", "p3", "2．把握时间节点，２０１３年09月02号以前完成选举。", "2．把握时间节点，2013年9月2日以前完成选举。"),
    (
        "GW271",
        "p1",
        "各乡镇要认真抓好落实,按时(含假日)完成社区换届工作.",
        "各乡镇要认真抓好落实，按时（含假日）完成社区换届工作。",
    ),
    ("GW272", "p1", '各乡镇要认真抓好落实，按照"两公开"的要求完成。', "各乡镇要认真抓好落实，按照“两公开”的要求完成。"),
    ("GW273", "p1", "各乡镇要认真抓好落实，按时完成社区换届工作...", "各乡镇要认真抓好落实，按时完成社区换届工作……"),
    (
        "GW274",
        "p1",
        "各乡镇要认真抓好落实，学习《章程》、《条例》等文件。",
        "各乡镇要认真抓好落实，学习《章程》《条例》等文件。",
    ),
    (
        "GW275",
        "p1",
        "各乡镇要 认真抓好落实，按时完成社区换届工作任务。",
        "各乡镇要认真抓好落实，按时完成社区换届工作任务。",
    ),
]


@pytest.mark.parametrize(("rule", "line", "before", "after"), WORDS, ids=[f"{w[0]}-{n}" for n, w in enumerate(WORDS)])
def test_words_are_put_right_in_a_copy(paper: Paper, rule: str, line: str, before: str, after: str):
    change = (
        Line(before, CLEAN[line].style, {"ind": {"firstLineChars": 0, "firstLine": 0}}) if rule == "GW221" else before
    )
    path = paper({line: change})
    old = path.read_bytes()
    mended = mend_file(path)
    assert mended.path == path.with_name("通知_改.docx")
    assert rule in {each.rule for each in mended.changes}
    assert rule not in {each.rule.id for each in mended.left}
    assert any(after in each for each in texts(mended.path))
    assert faults(mended.path.read_bytes()) == []
    assert path.read_bytes() == old


def test_what_is_right_stays_and_makes_no_copy(paper: Paper):
    path = paper()
    assert mend_file(path).path is None
    assert [each.name for each in path.parent.iterdir()] == ["通知.docx"]


def test_what_is_not_clear_is_left_and_makes_no_copy(paper: Paper):
    path = paper({"number": "都民发〔13〕12号", "gap9": None, "date": "13年11月2日"})
    mended = mend_file(path)
    assert mended.path is None
    assert {each.rule.id for each in mended.left} >= {"GW111", "GW234", "GW240"}


def test_a_copy_takes_the_place_of_no_other(paper: Paper):
    path = paper({"h1": "一、总体要求。"})
    path.with_name("通知_改.docx").write_text("我的")
    assert mend_file(path).path == path.with_name("通知_改2.docx")
    assert path.with_name("通知_改.docx").read_text() == "我的"


def test_words_are_changed_across_runs_that_keep_their_looks(paper: Paper):
    line = Line("各乡镇要", CLEAN["p1"].style, more=(("认真抓好落实", {"b": {}}), (",按时完成社区换届工作。", {})))
    mended = mend_file(paper({"p1": line}))
    (made,) = (each for each in docx.Document(str(mended.path)).paragraphs if "按时完成" in each.text)
    assert [(run.text, run.bold) for run in made.runs] == [
        ("各乡镇要", None),
        ("认真抓好落实", True),
        ("，按时完成社区换届工作。", None),
    ]


def test_tags_of_a_template_are_left_alone(paper: Paper):
    line = Line(
        "各乡镇要认真抓好落实,{{ 数['社区','户'] }}按时(含{{ 日('假','期') }})完成工作。{% if 真 %}{% endif %}",
        CLEAN["p1"].style,
    )
    mended = mend_file(paper({"p1": line}))
    assert (
        "各乡镇要认真抓好落实,{{ 数['社区','户'] }}按时（含{{ 日('假','期') }}）完成工作。{% if 真 %}{% endif %}"
        in texts(mended.path)
    )


def plain(document: Any) -> None:
    """A document as it comes: Word's own page, no page numbers, everything in 宋体."""
    section = document.sections[0]
    section.footer.is_linked_to_previous = section.even_page_footer.is_linked_to_previous = True
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = docx.shared.Mm(25.4)


LOOKS = {"rFonts": {"eastAsia": "宋体"}, "sz": {"val": 24}}
AWRY = {
    **{
        key: Line(CLEAN[key].text, CLEAN[key].style, char=LOOKS)
        for key in ("p1", "p2", "h1", "title", "secrecy", "annex")
    },
    "h2": Line("（一）严格程序", CLEAN["h2"].style, char={"rFonts": {"eastAsia": "宋体"}}),
    "mark": Line("都江堰市民政局文件", char={"sz": {"val": 72}}),
    "addressee": also(ind={"firstLine": 640}),
    "p3": also(ind={"firstLine": 0, "firstLineChars": 0}, spacing={"before": 100, "line": 579, "lineRule": "exact"}),
    "annex 2": also(pageBreakBefore={"val": 0}),
}


@pytest.mark.unsound
def test_looks_are_put_right(paper: Paper):
    path = paper(AWRY, edit=plain)
    broken = {each.rule.id for each in lint.lint_file(path, pages=False)}
    assert broken >= {"GW002", "GW003", "GW007", "GW105", "GW106", "GW201", "GW211", "GW220", "GW221", "GW222"}
    assert broken >= {"GW233", "GW234", "GW260"}
    mended = mend_file(path)
    assert {each.rule.id for each in mended.left} == set()
    assert faults(mended.path.read_bytes()) == []


@pytest.mark.unsound
@pytest.mark.parametrize("name", HANDS)
def test_whichever_program_wrote_it_the_same_is_found_and_put_right(paper: Paper, name: str):
    path = paper(AWRY, edit=plain)
    expected, plainly = {each.rule.id for each in lint.lint_file(path, pages=False)}, mend_file(path)
    path.write_bytes(written(path.read_bytes(), HANDS[name](Hand())))
    assert {each.rule.id for each in lint.lint_file(path, pages=False)} == expected
    mended = mend_file(path)
    assert {each.rule.id for each in mended.left} == set()
    assert faults(mended.path.read_bytes()) == []
    assert texts(mended.path) == texts(plainly.path)


CLERK = (
    "为做好社区换届工作,现将有关事项通知如下。请各单位认真抓好落实.",
    "一、总体要求。",
    "(一)严格程序",
    "    1、依法依规,按照规定的程序办理各项换届事务。",
    "2、统筹安排,按时(含假日)完成换届工作......",
)


def test_a_document_as_word_and_a_clerk_leave_it(tmp_path: Path):
    document, path = docx.Document(), tmp_path / "通知.docx"
    for text in ("关于做好社区换届工作的通知。", "各乡镇人民政府,街道办事处:", *CLERK):
        document.add_paragraph(text)
    document.save(str(path))
    assert sum(each.severity == "error" for each in lint.lint_file(path, pages=False)) >= 6
    mended = mend_file(path)
    assert {each.rule.id for each in mended.left} == set()
    assert mend_file(mended.path).path is None
    assert texts(mended.path)[2:] == [
        "为做好社区换届工作，现将有关事项通知如下。请各单位认真抓好落实。",
        "一、总体要求",
        "（一）严格程序",
        "1．依法依规，按照规定的程序办理各项换届事务。",
        "2．统筹安排，按时（含假日）完成换届工作……",
    ]
    assert faults(mended.path.read_bytes()) == []


def test_every_rule_that_says_so_is_mended():
    from docgen.gongwen.lint import mend_looks, mend_text

    able = {each.rule for each in mend_text._MENDS} | {rule for each in mend_looks._MENDS for rule in each.rules}
    assert able | {"GW260", "GW261", "GW262"} == {rule.id for rule in RULES if rule.fixed}


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇一三年十一月二十二日", "2013年11月22日"),
        ("2013.11.2", "2013年11月2日"),
        ("2013年03月05号", "2013年3月5日"),
        ("13年3月5日", ""),
    ],
)
def test_dates(text: str, date: str):
    assert arabic_date(text) == date
