"""A template beside its data: tags that are none, and names that are no columns."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest


def write(path: Path, *paragraphs: str) -> Path:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with rows in 名单.csv; the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    (tmp_path / "名单.csv").write_text("姓名,乡镇(街道)\n张三,石羊镇\n李四,柳街镇\n", encoding="utf-8")
    return tmp_path


# -- no tag at all --


@pytest.mark.parametrize("typed", ["{姓名}", "${姓名}", "«姓名»", "《姓名》", "【姓名】", "<<姓名>>"])
def test_what_is_meant_for_a_tag_is_said_where_there_is_none(docgen, desk, typed):
    write(desk / "信.docx", f"{typed}同志：")
    for words in (("render", "信.docx", "--data", "名单.csv", "--each"), ("templates", "check", "信.docx")):
        result = docgen("--lang", "zh", *words)
        assert result.code == 0
        assert f"模板里没有标记，{typed} 会原样印出；是不是 {{{{ 姓名 }}}}？" in result.out + result.err


def test_titles_count_only_where_there_are_no_braces(docgen, desk):
    write(desk / "信.docx", "《通知》", "{姓名}")
    result = docgen("templates", "check", "信.docx")
    assert "{姓名} is printed" in result.out
    assert "《通知》" not in result.out


def test_a_template_of_plain_text_is_said_too_and_one_with_a_tag_is_fine(docgen, desk):
    write(desk / "信.docx", "各位同志：")
    assert "the template has no tag, so all documents are alike" in docgen("templates", "check", "信.docx").out
    write(desk / "信.docx", "《{{ 书名 }}》，见《通知》")
    assert "without a problem: 1" in docgen("templates", "check", "信.docx").out


def test_a_tag_in_the_header_is_one(docgen, desk):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ 姓名 }}"
    document.save("信.docx")
    assert "without a problem: 1" in docgen("templates", "check", "信.docx").out


# -- names that are no columns --


def test_names_are_compared_with_the_columns(docgen, desk):
    write(desk / "信.docx", "{{ 姓 }}{{ 乡镇 }}{{ 序号 }}{{ 电话|default('') }}")
    result = docgen("--lang", "zh", "templates", "check", "信.docx", "--data", "名单.csv")
    assert result.code == 1
    assert "名单.csv 里没有“姓”" in result.out
    assert "是不是“姓名”？" in result.out
    assert result.out.count("里没有") == 1
    assert docgen("templates", "check", "信.docx").code == 0


def test_names_below_the_rows_and_of_one_sheet_are_compared(docgen, desk):
    book = openpyxl.Workbook()
    for sheet, row in ((book.active, ["姓名", "职务"]), (book.create_sheet("乙"), ["村", "户数"])):
        sheet.append(row)
        sheet.append(["某", "2"])
    book.active.title = "甲"
    book.save(desk / "人.xlsx")
    write(desk / "信.docx", "{% for 人 in 甲 %}{{ 人.姓名 }}{{ 人.户数 }}{% endfor %}")
    result = docgen("templates", "check", "信.docx", "--data", "人.xlsx")
    assert result.code == 1
    assert "人.xlsx has no 甲.户数" in result.out
    write(desk / "信.docx", "{{ 村 }}")
    assert docgen("templates", "check", "信.docx", "--data", "人.xlsx", "--sheet", "乙").code == 0
    assert docgen("templates", "check", "信.docx", "--data", "人.xlsx", "--sheet", "甲").code == 1


def test_objects_of_json_are_gone_into(docgen, desk):
    data = {"社区": {"名称": "丰乐"}, "人": [{"姓名": "张三"}, {"姓名": "李四", "电话": "1"}]}
    (desk / "d.json").write_text(json.dumps(data), encoding="utf-8")
    write(desk / "信.docx", "{{ 社区.名称 }}{% for 人 in 人 %}{{ 人.电话 }}{{ 人.名 }}{% endfor %}{{ 社区.乡镇 }}")
    result = docgen("templates", "check", "信.docx", "--data", "d.json")
    assert result.out.count("d.json has no") == 2
    assert "d.json has no 人.名" in result.out
    assert "d.json has no 社区.乡镇" in result.out


def test_vars_says_which_column_feeds_each_name(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}{{ 乡 }}")
    told = docgen("--lang", "zh", "templates", "vars", "信.docx", "--data", "名单.csv").out
    assert "名单.csv / A列" in told
    assert "数据里没有。是不是“乡镇”？" in told
    (name, town) = json.loads(docgen("templates", "vars", "信.docx", "--data", "名单.csv", "--json").out)["names"]
    assert name["fed_by"]["en"] == "名单.csv / A"
    assert (town["fed_by"], town["hint"]["en"]) == (None, "Did you mean 乡镇?")


def test_data_that_is_not_there_is_a_usage_error(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}")
    for command in ("check", "vars"):
        assert docgen("templates", command, "信.docx", "--data", "没有.csv").code == 2


def test_names_that_the_template_makes_are_not_asked_of_the_data(docgen, desk):
    write(
        desk / "信.docx",
        "{% macro 称(人) %}{{ 人 }}同志{% endmacro %}{% set 头 %}各位{% endset %}{{ 头 }}",
        "{% for g in 行|groupby('乡镇') %}{{ g.grouper }}{{ g.list|length }}{{ g[0] }}",
        "{% for 人 in g.list if 人.姓名 %}{{ 称(人.姓名) }}{{ 人.岁数 }}{% endfor %}{% endfor %}",
    )
    result = docgen("templates", "check", "信.docx", "--data", "名单.csv")
    assert (result.code, result.out.count("名单.csv has no")) == (1, 1)
    assert "名单.csv has no 行.岁数" in result.out


def test_a_header_that_stands_twice_is_named_with_its_cells(docgen, desk):
    (desk / "名单.csv").write_text("姓名,电话,电话,电话号\n张三,甲,乙,丙\n李四,甲,乙,丙\n", encoding="utf-8")
    write(desk / "信.docx", "{{ 姓名 }}{{ 电话 }}")
    result = docgen("templates", "check", "信.docx", "--data", "名单.csv")
    assert result.code == 1
    assert "error several columns are called 电话: 名单.csv / B1、名单.csv / C1\n      → Rename those" in result.out
    assert "电话号" not in result.out
    told = json.loads(docgen("templates", "vars", "信.docx", "--data", "名单.csv", "--json").out)["names"]
    assert told[1]["hint"]["zh"] == "请给不用的列改名"
    shown = docgen("--lang", "zh", "templates", "vars", "信.docx", "--data", "名单.csv").out
    assert "有几列都叫“电话”" in shown
    assert "数据里没有" not in shown


def test_a_header_typed_as_in_the_sheet_is_spelt_as_templates_do(docgen, desk):
    (desk / "名单.csv").write_text("E-mail,Pay (yuan)\na@b,x\nc@d,y\n", encoding="utf-8")
    write(desk / "信.docx", "{{ E-mail }}{{ Pay (yuan)|trim }}")
    result = docgen("templates", "check", "信.docx", "--data", "名单.csv")
    assert "→ Write {{ Email }}, as templates spell “E-mail”" in result.out
    assert "→ Write {{ Pay|trim }}, as templates spell “Pay (yuan)”" in result.out


# -- files of another kind --


@pytest.mark.parametrize(
    "words",
    [
        ("check", "信.doc"),
        ("vars", "信.doc"),
        ("diff", "信.docx", "信.doc"),
        ("check", "名单.csv", "信.doc"),
    ],
)
def test_a_file_of_another_kind_is_not_taken_for_one_that_is_not_there(docgen, desk, words):
    write(desk / "信.docx", "{{ 姓名 }}")
    (desk / "信.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    result = docgen("templates", *words)
    assert result.code == 2
    assert "is no .docx or .txt file" in result.err
    assert ("save it as .docx" in result.err) == ("名单.csv" not in words)
    assert "there is no template 缺.doc" in docgen("templates", "check", "缺.doc").err
