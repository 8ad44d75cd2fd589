"""What nobody may read stands in no document, no message, no note of docgen, whatever a clerk types where."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from overlays import files_of, overlay

ID, ID_15, MOBILE = "990181197001011232", "990181700101123", "13712345678"
COMPLAINANT, CONTACT = "丁怀远", "13987654321"
OFFICE = "028-87654321"
COMMANDS = (
    ("bulletin", "week-3"),
    ("weekly", "week-3"),
    ("circular", "2013-11-04..2013-11-20"),
    ("weekly", "week-3", "--json"),
    ("bulletin", "week-3", "--json", "--dry-run"),
    ("check", "--json"),
    ("check", "--annotate"),
    ("tables",),
    ("figures", "week-3"),
)


def edit(workspace: Path, book: str, change: Callable[[Any], None]) -> None:
    file = workspace / "data" / book
    opened = openpyxl.load_workbook(file)
    change(opened.worksheets[0])
    opened.save(file)


def heading(sheet: Any, title: str) -> Any:
    return next(cell for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == title)


def write(title: str, value: str, where: Callable[[Any], bool] = lambda _: True) -> Callable[[Any], None]:
    """Write into the column of the first row below the header that `where` accepts (its first cells, as a text)."""

    def change(sheet: Any) -> None:
        top = heading(sheet, title)
        for row in range(top.row + 1, sheet.max_row):
            if where(" ".join(str(sheet.cell(row, column).value) for column in range(1, 4))):
                sheet.cell(row, top.column).value = value
                return
        raise AssertionError(title)

    return change


@pytest.fixture
def complained(small_office: Path) -> Path:
    """The small_office, in which a certain person complained of something."""

    def complain(sheet: Any) -> None:
        who = heading(sheet, "信访人")
        sheet.cell(who.row + 1, who.column).value = COMPLAINANT
        sheet.cell(who.row + 1, heading(sheet, "联系方式").column).value = CONTACT

    edit(small_office, "信访调查.xlsx", complain)
    return small_office


def of_week_3(first: str) -> bool:
    return "第3周" in first


def plant(workspace: Path, text: str) -> None:
    """Write the text where people write: a daily report, points of the bulletin and of the circular."""
    plant_in_circular(workspace, text)
    edit(workspace, "工作日志.xlsx", write("典型做法", text, lambda first: "11月20日" in first or "11-20" in first))
    edit(workspace, "专报要点.xlsx", write("内容", text, of_week_3))


def plant_in_circular(workspace: Path, text: str) -> None:
    edit(workspace, "通报要点.xlsx", write("内容", text))


def test_what_is_typed_into_free_text_goes_nowhere(docgen, complained):
    secrets = (ID, ID_15, MOBILE, COMPLAINANT, CONTACT)
    plant(complained, f"{COMPLAINANT}（{CONTACT}）反映，{ID}、{ID_15}两人的电话是{MOBILE}。")
    said = ""
    for words in COMMANDS:
        result = docgen("-w", complained, *words)
        said += result.out + result.err
        if words[0] in ("bulletin", "weekly", "circular"):
            assert result.code == 1, words
    for secret in secrets:
        assert secret not in said
        assert [name for name, data in files_of(complained) if secret.encode() in data or secret in name] == []
    assert not list((complained / "out").rglob("*.docx"))


@pytest.mark.parametrize(
    "secret", [ID, ID_15, MOBILE, COMPLAINANT, CONTACT], ids=["ID", "old", "mobile", "name", "phone"]
)
def test_each_secret_alone_stops_the_circular(docgen, complained, secret):
    plant_in_circular(complained, f"群众{secret}来电，已答复。")
    result = docgen("-w", complained, "circular", "2013-11-04..2013-11-20")
    assert result.code == 1
    assert "通报要点.xlsx / " in result.err
    assert secret not in result.err


@pytest.mark.parametrize(
    "secret",
    [
        "证9901811982\n08260098",
        "9_9_0_1_8_1_1_9_8_2_0_8_2_6_0_0_9_8",
        "138·1234·5678",
        "一三八一二三四五六七八",
        "丁·怀-远",
        "丁\u3164怀\ufe0f远",
        "丁懷遠",
        "990181\u061c197001\u034f011232",
        "99018119700101125Х",
        "99018119700101125×",
        "990181、19700101、1232",
        "137一1234一5678",
        "1З7l2345678",
        "一三九/八七六五——四三二一",
    ],
)
def test_signs_between_its_characters_hide_nothing(docgen, complained, secret):
    plant(complained, f"群众{secret}来电，已答复。")
    result = docgen("-w", complained, "bulletin", "week-3")
    assert result.code == 1
    assert "专报要点.xlsx / " in result.err
    if "丁" not in secret:
        found = json.loads(docgen("-w", complained, "check", "--json").out)
        assert {"专报要点.xlsx", "通报要点.xlsx"} <= {
            p["where"].partition(" / ")[0] for p in found if p["code"] == "E49"
        }


def test_the_cell_is_named_and_the_row_of_the_complainant(docgen, complained):
    plant(complained, f"群众{COMPLAINANT}来电，已答复。")
    found = json.loads(docgen("-w", complained, "bulletin", "week-3", "--json").out)["problems"]
    sealed = [problem for problem in found if problem["code"] == "sealed"]
    assert "专报要点.xlsx" in {problem["where"].partition(" / ")[0] for problem in sealed}
    assert all(re.search("信访调查.xlsx / .* / 第[0-9]+行", problem["text"]["zh"]) for problem in sealed)


def test_once_it_is_taken_out_the_document_is_made(docgen, complained):
    plant_in_circular(complained, f"群众{COMPLAINANT}来电，已答复。")
    assert docgen("-w", complained, "circular", COMMANDS[2][1]).code == 1
    plant_in_circular(complained, "群众丁某来电，已答复。")
    assert docgen("-w", complained, "circular", COMMANDS[2][1]).code == 0


def test_the_full_name_of_a_candidate_is_a_warning_with_its_cell(docgen, small_office):
    rows = openpyxl.load_workbook(small_office / "data" / "候选人.xlsx").worksheets[0]
    name = str(rows.cell(heading(rows, "报名人").row + 1, heading(rows, "报名人").column).value)
    plant(small_office, f"社区人选{name}表态积极。")
    result = docgen("-w", small_office, "bulletin", "week-3", "--json")
    assert result.code == 0
    warned = [problem for problem in json.loads(result.out)["problems"] if problem["code"] == "personal-name"]
    assert {(problem["severity"], problem["value"]) for problem in warned} == {("warning", name)}
    assert "专报要点.xlsx" in {problem["where"].partition(" / ")[0] for problem in warned}
    assert all(".姓名”属于受限，这是内部文件" in problem["text"]["zh"] for problem in warned)


def test_of_two_people_of_one_name_the_one_who_complained_is_not_written_of(docgen, small_office):
    """张伟 is talked to, and another 张伟 complained: the talk is made, a text about 张伟 in the bulletin is not."""
    named: list[str] = []

    def complain(sheet: Any) -> None:
        sheet.cell(heading(sheet, "信访人").row + 1, heading(sheet, "信访人").column).value = named[0]

    talks = openpyxl.load_workbook(small_office / "data" / "诫勉谈话.xlsx").worksheets[0]
    named.append(str(talks.cell(heading(talks, "谈话对象").row + 1, heading(talks, "谈话对象").column).value))
    edit(small_office, "信访调查.xlsx", complain)
    made = docgen("-w", small_office, "admonition", named[0])
    assert made.code == 0
    (record,) = (small_office / "out" / "诫勉谈话").rglob("*.docx")
    text = "".join(node.text or "" for node in docx.Document(str(record)).element.iter("{*}t"))
    assert named[0] in text
    plant(small_office, f"{named[0]}反映强烈。")
    refused = docgen("-w", small_office, "bulletin", "week-3")
    assert refused.code == 1
    assert named[0] not in refused.out + refused.err


def test_a_template_that_asks_for_too_much_is_refused_with_all_its_names(docgen, small_office):
    overlay(
        small_office,
        "bulletin/信息专报.docx",
        "{{ 标题 }}\n{{ 身份证号 }}\n书记{{ 社区.临时党组织书记 }}，{{ 信访人 }}",
    )
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    for line in (
        "信息专报.docx / body / paragraph 2 / {{ 身份证号 }}: {{ 身份证号 }} is restricted, this document is internal",
        "{{ 社区.临时党组织书记 }} is restricted, this document is internal",
        "{{ 信访人 }} is sealed, this document is internal",
    ):
        assert line in result.err
    assert not (small_office / "out").exists()
    checked = json.loads(docgen("-w", small_office, "templates", "check", "bulletin", "--json").out)[0]["problems"]
    told = [problem["text"]["zh"] for problem in checked if problem["code"] == "template-access"]
    assert told == [
        "{{ 身份证号 }} 属于受限，本文件是内部文件",
        "{{ 社区.临时党组织书记 }} 属于受限，本文件是内部文件",
        "{{ 信访人 }} 属于绝不外传，本文件是内部文件",
    ]


def test_names_that_are_no_columns_keep_their_message(docgen, small_office):
    overlay(small_office, "bulletin/信息专报.docx", "{{ 标题 }}{{ 标提 }}")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "there is nothing for 标提" in result.err
    assert "is restricted" not in result.err


def test_no_built_in_template_asks_for_too_much(docgen, small_office):
    names = [each["template"] for each in json.loads(docgen("-w", small_office, "templates", "--json").out)]
    checked = json.loads(docgen("-w", small_office, "templates", "check", *names, "--json").out)
    assert len(checked) == len(names) > 5
    codes = {problem["code"] for each in checked for problem in each["problems"]}
    assert not codes & {"template-access", "template-leftovers"}


def test_a_secret_in_the_template_itself_is_refused(docgen, small_office):
    overlay(small_office, "bulletin/信息专报.docx", f"{{{{ 标题 }}}}\n联系电话{MOBILE}")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 1
    assert "信息专报.docx / body / paragraph 2" in result.err
    assert MOBILE not in result.err


def test_documents_carry_no_author(docgen, small_office):
    file = overlay(small_office, "bulletin/信息专报.docx", "{{ 标题 }}")
    written = docx.Document(str(file))
    written.core_properties.author = written.core_properties.last_modified_by = "章科长"
    written.save(str(file))
    assert docgen("-w", small_office, "bulletin", "week-3").code == 0
    (made,) = (small_office / "out").rglob("*.docx")
    properties = docx.Document(str(made)).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "信息专报")
    assert [name for name, data in files_of(small_office) if "章科长".encode() in data] == []


def test_folders_say_who_may_see_them(docgen, small_office, tmp_path):
    assert docgen("-w", small_office, "bulletin", "week-3", "--dry-run").code == 0
    assert not (small_office / "out").exists()
    result = docgen("-w", small_office, "bulletin", "week-3", "--json")
    assert all(file["path"].endswith(".docx") for file in json.loads(result.out)["files"])
    assert docgen("-w", small_office, "admonition", "--all", "--out", tmp_path / "盘").code == 0
    assert (small_office / "out" / "信息专报" / "公开范围：内部.txt").exists()
    assert [path.name for path in (tmp_path / "盘").rglob("*.txt")] == ["公开范围：受限.txt"]


def test_the_folder_of_old_versions_says_it_too(docgen, small_office):
    assert docgen("-w", small_office, "weekly", "week-3").code == 0
    edit(
        small_office,
        "工作日志.xlsx",
        write("典型做法", "入户宣传", lambda first: "11月20日" in first or "11-20" in first),
    )
    assert docgen("-w", small_office, "weekly", "week-3").code == 0
    assert [path.name for path in (small_office / "out" / "_旧版").glob("*.txt")] == ["公开范围：内部.txt"]


@pytest.mark.parametrize(
    ("template", "text", "refused"),
    [
        ("letter/公开信.docx", "{{ 联系电话 }}{{ 户主姓名 }}", ["联系电话"]),
        ("letter/公开信.docx", "{{ 签收人|default('') }}", ["签收人"]),
        ("letter/公开信.docx", "{{ 社区.乡镇.书记|default('') }}{{ 社区.名称 }}", []),
        (
            "bulletin/信息专报.docx",
            "{%p for 行 in 乡镇表 %}\n{{ 行.信息员 }}{{ 行.乡镇 }}\n{%p endfor %}",
            ["行.信息员"],
        ),
        ("bulletin/信息专报.docx", "{{ 身份证号|default('') }}", []),
    ],
)
def test_columns_of_the_row_parts_and_defaults_are_judged(docgen, small_office, template, text, refused):
    overlay(small_office, template, text)
    (checked,) = json.loads(docgen("-w", small_office, "templates", "check", "--json").out)
    told = [problem["text"]["en"] for problem in checked["problems"] if problem["code"] == "template-access"]
    assert [line.partition(" is ")[0] for line in told] == [f"{{{{ {name} }}}}" for name in refused]


def test_a_workbook_of_the_workspace_gives_no_template_its_sealed_columns(docgen, small_office, tmp_path):
    data = small_office / "data" / "信访调查.xlsx"
    asks, fine = (document_of(tmp_path / name, text) for name, text in (("甲.docx", _ASKS), ("乙.docx", _FINE)))
    named = ("--name", "{{ 信访编号 }}-{{ 信访人 }}")
    for words in ((asks, "--each"), (asks, "--combine"), (fine, "--each", *named)):
        refused = docgen("-w", small_office, "render", words[0], "--data", data, *words[1:])
        assert (refused.code, "信访人 }} never leaves its sheet" in refused.err) == (1, True)
    assert not (small_office / "out").exists()
    assert docgen("-w", small_office, "render", fine, "--data", data, "--each").code == 0
    assert (small_office / "out" / "公开范围：受限.txt").exists()
    whole = document_of(
        tmp_path / "丙.docx",
        "{% for r in 行 %}{% for k in r %}{{ k }}={{ r[k]|default('无') }};{% endfor %}{% endfor %}",
    )
    assert docgen("-w", small_office, "render", whole, "--data", data).code == 0
    (made,) = (small_office / "out").glob("丙*.docx")
    text = "".join(paragraph.text for paragraph in docx.Document(str(made)).paragraphs)
    assert "反映内容" in text
    assert "信访人" not in text
    assert "联系方式" not in text


_ASKS = "{{ 信访编号 }}：{{ 信访人|default('') }}"
_FINE = "{{ 信访编号 }}：{{ 反映内容 }}"


def document_of(path: Path, text: str) -> Path:
    made = docx.Document()
    made.add_paragraph(text)
    made.save(str(path))
    return path


def test_marked_copies_hide_who_complained_and_say_who_may_see_them(docgen, complained):
    def spoil(sheet: Any) -> None:
        sheet.cell(heading(sheet, "信访人").row + 1, heading(sheet, "受理日期").column).value = "某日"

    edit(complained, "信访调查.xlsx", spoil)
    assert docgen("-w", complained, "check", "--annotate").code == 1
    folder = complained / "out" / "检查"
    assert [path.name for path in folder.glob("*.txt")] == ["公开范围：受限.txt"]
    copy = folder / "信访调查.xlsx"
    with zipfile.ZipFile(copy) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert not any(secret.encode() in parts for secret in (COMPLAINANT, CONTACT))
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    who = heading(sheet, "信访人")
    assert sheet.cell(who.row + 1, who.column).value == "***"
    spoiled = sheet.cell(who.row + 1, heading(sheet, "受理日期").column)
    assert spoiled.value == "某日"
    assert spoiled.comment is not None


def test_a_complainant_called_like_who_talks_keeps_no_record_from_being_made(docgen, small_office):
    talks = openpyxl.load_workbook(small_office / "data" / "诫勉谈话.xlsx").worksheets[0]
    talker = heading(talks, "谈话人")
    name = re.split("[、（(]", str(talks.cell(talker.row + 1, talker.column).value))[0]

    def complain(sheet: Any) -> None:
        sheet.cell(heading(sheet, "信访人").row + 1, heading(sheet, "信访人").column).value = name

    edit(small_office, "信访调查.xlsx", complain)
    made = docgen("-w", small_office, "admonition", "--all")
    assert made.code == 0
    assert list((small_office / "out" / "诫勉谈话").rglob("*.docx"))


def test_names_in_lists_that_a_document_may_not_print_are_warned_of(docgen, small_office):
    edit(small_office, "督查抽查.xlsx", write("检查人员", "申屠静远、何某"))
    plant(small_office, "申屠静远到场督查。")
    result = docgen("-w", small_office, "bulletin", "week-3", "--json")
    assert result.code == 0
    warned = [problem for problem in json.loads(result.out)["problems"] if problem["code"] == "personal-name"]
    assert {problem["value"] for problem in warned} == {"申屠静远"}
    assert all("督查抽查.检查人”属于受限" in problem["text"]["zh"] for problem in warned)
