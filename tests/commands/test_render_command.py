"""`docgen render`: any template and any data, with real files and what a clerk gets of them."""

import json
import re
import shlex
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image
from trusting import trusting

PEOPLE = "姓名,乡镇(街道),电话\n张三,石羊镇,13800000001\n李四,柳街镇,\n王五,石羊镇,13800000003\n"


def write(path: Path, *paragraphs: str) -> Path:
    """A Word file with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    return path


def texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.text]


def made(folder: Path) -> list[str]:
    """The files below the folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, with a template 信.docx and rows in 名单.csv; the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_STATE_DIR", str(tmp_path / "state"))
    write(tmp_path / "信.docx", "{{ 乡镇 }}{{ 姓名 }}（{{ 序号 }}），电话{{ 电话|default('无') }}")
    (tmp_path / "名单.csv").write_text(PEOPLE, encoding="gb18030")
    return tmp_path


# -- a document for each row --


def test_each_row_becomes_a_document_named_by_the_pattern(docgen, desk):
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--name", "{{ 乡镇 }}/{{ 姓名 }}-{{ 序号 }}")
    assert (result.code, result.err) == (0, "")
    assert made(desk / "out") == ["柳街镇/李四-2.docx", "石羊镇/张三-1.docx", "石羊镇/王五-3.docx"]
    assert texts(desk / "out" / "石羊镇" / "张三-1.docx") == ["石羊镇张三（1），电话13800000001"]
    assert texts(desk / "out" / "柳街镇" / "李四-2.docx") == ["柳街镇李四（2），电话无"]
    assert "3 of 3 rows made." in result.out


def test_without_a_pattern_a_document_is_called_as_the_template_and_by_its_number(docgen, desk):
    (desk / "名单.csv").write_text("序号,姓名,乡镇\n,张三,石羊镇\n1,李四,石羊镇\n1,王五,石羊镇\n", encoding="utf-8")
    write(desk / "信.docx", "{{ 姓名 }}")
    assert docgen("render", "信.docx", "--data", "名单.csv", "--each", "--out", "信件").code == 0
    assert made(desk / "信件") == ["信-1.docx", "信-2.docx", "信-3.docx"]


def test_rows_of_one_name_are_an_error_that_names_the_first_and_the_others_are_made(docgen, desk):
    rows = "".join(f"人{n},石羊镇,1\n" for n in range(15)) + "好,柳街镇,1\n"
    (desk / "名单.csv").write_text("姓名,乡镇,电话\n" + rows, encoding="utf-8")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--name", "{{ 乡镇 }}.docx")
    assert result.code == 1
    said = "石羊镇: 15 documents would have the same name and are not made: those of 名单.csv / row 2、row 3、row 4"
    assert said in result.err
    assert made(desk / "out") == ["柳街镇.docx"]
    assert "1 of 16 rows made." in result.out


def test_a_workbook_prints_as_a_clerk_sees_it(docgen, desk):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["石羊镇初步人选名单", None, None, None],
        ["填报单位：石羊镇", None, None, "2013年11月"],
        ["姓名", "得票(张)", "出生日期", "备注"],
        ["王芳", 253, None, None],
        ["合计", 253, None, None],
    ):
        sheet.append(row)
    sheet["C4"] = date(1970, 5, 1)
    sheet.merge_cells("A1:D1")
    book.save(desk / "人选.xlsx")
    write(desk / "信.docx", "{{ 姓名 }} {{ 得票 }}张 {{ 出生日期 }} {{ 出生日期|年月('.') }} {{ 备注|default('无') }}")
    result = docgen("render", "信.docx", "--data", "人选.xlsx", "--each")
    assert result.code == 0
    assert texts(desk / "out" / "信-1.docx") == ["王芳 253张 1970年5月1日 1970.05 无"]
    assert "1 × left out: total row" in result.err


def test_a_value_that_is_missing_names_template_tag_file_and_row_and_the_others_are_made(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}：{{ 电话 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each")
    assert result.code == 1
    for said in ("信.docx", "{{ 电话 }}", "电话 is blank", "名单.csv / row 3"):
        assert said in result.err
    assert made(desk / "out") == ["信-1.docx", "信-3.docx"]
    assert "2 of 3 rows made." in result.out


def test_a_cell_that_shows_an_error_is_named_even_where_something_would_stand_in(docgen, desk):
    (desk / "名单.csv").write_text(PEOPLE.replace("13800000003", "#REF!"), encoding="utf-8")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each")
    assert result.code == 1
    assert "名单.csv / C4: 电话: the cell shows an error: #REF!" in result.err
    assert made(desk / "out") == ["信-1.docx", "信-2.docx"]


def test_what_goes_wrong_with_many_rows_is_said_once(docgen, desk):
    rows = "".join(f"人{n},石羊镇,\n" for n in range(300))
    (desk / "名单.csv").write_text("姓名,乡镇,电话\n" + rows + "好,石羊镇,1\n", encoding="utf-8")
    write(desk / "信.docx", "{{ 电话 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--quiet")
    assert result.code == 1
    assert result.out == ""
    assert result.err.count("电话 is blank") == 1
    assert "also row 3、row 4、row 5、row 6、row 7 … (300 rows in all)" in result.err
    assert made(desk / "out") == ["信-301.docx"]


def test_twenty_kinds_of_errors_are_said_and_how_many_more(docgen, desk):
    write(desk / "信.docx", "".join(f"{{{{ 数{n} }}}}" for n in range(25)))
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each")
    assert result.err.count("there is nothing for") == 20
    assert "… and 5 more" in result.err


def test_a_name_that_two_columns_have_is_an_error_where_it_is_used(docgen, desk):
    (desk / "名单.csv").write_text("备注,姓名,备注\n甲,张三,乙\n", encoding="utf-8")
    write(desk / "信.docx", "{{ 姓名 }}{{ 备注|default('') }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each")
    assert result.code == 1
    assert "several columns are called 备注: 名单.csv / A1、名单.csv / C1" in result.err
    write(desk / "信.docx", "{{ 姓名 }}")
    assert docgen("render", "信.docx", "--data", "名单.csv", "--each").code == 0
    assert docgen("render", "信.docx", "--data", "名单.csv", "--each", "--name", "{{ 备注 }}").code == 1


# -- one document --


def test_one_document_has_all_rows_and_their_number(docgen, desk):
    write(desk / "表.docx", "共{{ 共 }}人：{% for 人 in 行 %}{{ 人.序号 }}{{ 人.姓名 }}（{{ 人.乡镇 }}）{% endfor %}")
    assert docgen("render", "表.docx", "--data", "名单.csv").code == 0
    assert texts(desk / "out" / "表.docx") == ["共3人：1张三（石羊镇）2李四（柳街镇）3王五（石羊镇）"]


def test_a_blank_in_one_of_many_rows_is_an_error_that_names_the_cell(docgen, desk):
    write(desk / "表.docx", "{% for 人 in 行 %}{{ 人.姓名 }}{{ 人.电话 }}{% endfor %}")
    result = docgen("render", "表.docx", "--data", "名单.csv")
    assert result.code == 1
    assert "表.docx / body / paragraph 1" in result.err
    assert "(for 名单.csv / C3)" in result.err


def test_of_several_sheets_the_template_says_which_or_the_clerk_does(docgen, desk):
    book = openpyxl.Workbook()
    for sheet, people in ((book.active, ["张三"]), (book.create_sheet(), ["李四", "王五"])):
        for row in (["姓名", "电话"], *([name, "1"] for name in people)):
            sheet.append(row)
    book.worksheets[0].title, book.worksheets[1].title = "甲", "乙"
    book.save(desk / "人.xlsx")
    write(desk / "表.docx", "{% for 人 in 甲 %}{{ 人.姓名 }}{% endfor %}{% for 人 in 乙 %}{{ 人.姓名 }}{% endfor %}")
    assert docgen("render", "表.docx", "--data", "人.xlsx").code == 0
    assert texts(desk / "out" / "表.docx") == ["张三李四王五"]
    write(desk / "行.docx", "{% for 人 in 行 %}{{ 人.姓名 }}{% endfor %}")
    result = docgen("render", "行.docx", "--data", "人.xlsx")
    assert result.code == 2
    assert "several sheets of 人.xlsx hold rows: 甲、乙" in result.err
    assert docgen("render", "行.docx", "--data", "人.xlsx", "--sheet", "乙").code == 0
    assert texts(desk / "out" / "行.docx") == ["李四王五"]


def test_json_is_used_as_it_is_and_brings_pictures(docgen, desk):
    Image.new("RGB", (30, 30), "red").save(desk / "章.png")
    data = {"社区": {"名称": "丰乐"}, "人": [{"姓名": "张三"}], "章": {"picture": "章.png", "width": 40}}
    (desk / "d.json").write_text(json.dumps(data), encoding="utf-8")
    write(desk / "信.docx", "{{ 社区.名称 }}{% for 人 in 人 %}{{ 人.姓名 }}{% endfor %}{{ 章 }}")
    assert docgen("render", "信.docx", "--data", "d.json", "--name", "{{ 社区.名称 }}社区").code == 0
    document = docx.Document(str(desk / "out" / "丰乐社区.docx"))
    assert document.paragraphs[0].text == "丰乐张三"
    assert round(document.inline_shapes[0].width.mm) == 40


def test_a_picture_that_is_not_there_fails_its_row_only(docgen, desk):
    rows = [{"章": {"picture": name}} for name in ("没有.png", "../x.png")] + [{"章": "无"}]
    (desk / "d.json").write_text(json.dumps(rows), encoding="utf-8")
    write(desk / "信.docx", "{{ 章 }}")
    result = docgen("render", "信.docx", "--data", "d.json", "--each")
    assert result.code == 1
    assert "d.json / item 1: the picture 没有.png cannot be used: there is no such file or folder" in result.err
    assert "d.json / item 2: a picture must lie beside the data file or below: ../x.png" in result.err
    assert made(desk / "out") == ["信-3.docx"]


# -- a print file --


def test_combine_makes_one_print_file_and_names_the_bad_row(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }}：{{ 电话 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--combine", "--sides", 2)
    assert result.code == 1
    assert "名单.csv / row 3" in result.err
    assert made(desk / "out") == ["信.docx"]
    document = docx.Document(str(desk / "out" / "信.docx"))
    assert [p.text for p in document.paragraphs if p.text] == ["张三：13800000001", "王五：13800000003"]
    assert [section.start_type.name for section in document.sections] == ["ODD_PAGE", "ODD_PAGE"]
    assert "2 of 3 rows made." in result.out
    assert "print on both sides" in result.out


def test_rows_that_the_pattern_names_alike_share_a_print_file(docgen, desk):
    assert docgen("render", "信.docx", "--data", "名单.csv", "--combine", "--name", "{{ 乡镇 }}").code == 0
    assert made(desk / "out") == ["柳街镇.docx", "石羊镇.docx"]
    assert len(texts(desk / "out" / "石羊镇.docx")) == 2


@pytest.mark.parametrize("words", [["--each", "--sides", 2], ["--sides", 1], ["--sample", 3]])
def test_an_option_that_would_do_nothing_is_a_usage_error(docgen, desk, words):
    assert docgen("render", "信.docx", "--data", "名单.csv", *words).code == 2


# -- a sample, a dry run, reports --


def test_a_sample_is_spread_over_the_rows_and_said(docgen, desk):
    (desk / "名单.csv").write_text("姓名\n" + "".join(f"人{n}\n" for n in range(1, 101)), encoding="utf-8")
    write(desk / "信.docx", "{{ 姓名 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--sample", 3, "--name", "{{ 姓名 }}")
    assert result.code == 0
    assert "A sample: 3 of 100 rows (row 2、row 51、row 101)" in result.out
    assert made(desk / "out") == ["人1.docx", "人100.docx", "人50.docx"]


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(docgen, desk):
    before = made(desk)
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--name", "{{ 姓名 }}", "--dry-run")
    assert result.code == 0
    assert f"would make: {desk / 'out' / '李四.docx'}" in result.out
    assert made(desk) == before
    result = docgen("render", "信.docx", "--data", "名单.csv", "--combine", "--dry-run", "--json")
    assert json.loads(result.out)["would_make"] == [str(desk / "out" / "信.docx")]


def test_json_reports_files_rows_and_problems(docgen, desk):
    write(desk / "信.docx", "{{ 电话 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each", "--json")
    report = json.loads(result.out)
    assert (result.code, result.err) == (1, "")
    assert (report["rows"], report["made"], report["failed"]) == (3, 2, 1)
    assert [Path(file["path"]).name for file in report["files"]] == ["信-1.docx", "信-3.docx"]
    assert [problem["record"] for problem in report["problems"]] == ["名单.csv / row 3"]


def test_of_many_files_it_is_said_how_many(docgen, desk):
    (desk / "名单.csv").write_text("姓名\n" + "".join(f"人{n}\n" for n in range(30)), encoding="utf-8")
    write(desk / "信.docx", "{{ 姓名 }}")
    result = docgen("render", "信.docx", "--data", "名单.csv", "--each")
    assert result.out.count("made: ") == 20
    assert "… 30 files in all: made 30" in result.out


# -- nothing is lost --


@pytest.mark.parametrize("words", [["--combine", "--out", "."], ["--out", ".", "--name", "信"]])
def test_a_document_never_takes_the_place_of_its_template(docgen, desk, words):
    before = (desk / "信.docx").read_bytes()
    result = docgen("render", "信.docx", "--data", "名单.csv", "--overwrite", *words)
    assert result.code == 2
    assert "take the place of its template" in result.err
    assert (desk / "信.docx").read_bytes() == before


def test_in_a_workspace_docgen_renews_its_own_files_and_leaves_edited_ones(docgen, desk, small_office):
    write(small_office / "templates" / "名片.docx", "{{ 姓名 }}{{ 电话|default('') }}")
    words = ("-w", small_office, "render", "名片", "--data", desk / "名单.csv", "--each", "--name", "名片/{{ 姓名 }}")
    assert docgen(*words).code == 0
    cards = small_office / "out" / "名片"
    (cards / "张三.docx").write_bytes(b"edited")
    (desk / "名单.csv").write_text(PEOPLE.replace("138", "139"), encoding="utf-8")
    result = docgen(*words)
    assert result.code == 0
    assert made(cards) == ["张三.docx", "张三_第2稿.docx", "李四.docx", "王五.docx"]
    assert (cards / "张三.docx").read_bytes() == b"edited"
    assert texts(cards / "王五.docx") == ["王五13900000003"]


def test_a_workspace_brings_its_plugins(docgen, desk, small_office, monkeypatch, tmp_path):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    (small_office / "plugins").mkdir(exist_ok=True)
    (small_office / "plugins" / "loud.py").write_text(
        "from docgen import hookimpl\n\n\ndef loud(value):\n    return f'{value}！'\n\n\n"
        "@hookimpl\ndef setup(docgen):\n    docgen.filter('惊叹', loud)\n\n\n"
        "@hookimpl\ndef prepare_context(generator, row, context):\n    context['落款'] = generator.name\n",
        encoding="utf-8",
    )
    assert docgen("-w", small_office, *trusting(small_office, "loud")).code == 0
    write(desk / "信.docx", "{{ 姓名|惊叹 }}{{ 落款 }}")
    monkeypatch.chdir(small_office)
    assert docgen("render", desk / "信.docx", "--data", desk / "名单.csv", "--each").code == 0
    assert texts(small_office / "out" / "信-1.docx") == ["张三！render"]


# -- mistakes --


def test_mistakes_of_the_template_are_said_before_the_data_is_looked_at(docgen, desk):
    write(desk / "信.docx", "{{ 姓名 }", "{% if %}", "{{ a|没有 }}")
    result = docgen("render", "信.docx", "--data", "没有.csv", "--each")
    assert result.code == 1
    assert result.err.count("信.docx / ") >= 2
    assert "没有.csv" not in result.err


MISTAKES: dict[str, tuple[list[str], int, str]] = {
    "no template": (["没有.docx", "--data", "名单.csv"], 2, "there is no template 没有.docx"),
    "no data": (["信.docx", "--data", "没有.csv"], 2, "there is no file 没有.csv"),
    "no --data": (["信.docx"], 2, "--data"),
    "no kind": (["信.docx", "--data", "信.pdf"], 2, "there is no file"),
    "a sheet of CSV": (["信.docx", "--data", "名单.csv", "--sheet", "一"], 2, "has no sheets"),
    "one object": (["信.docx", "--data", "d.json", "--each"], 2, "holds one object and no rows"),
    "above": (
        ["信.docx", "--data", "名单.csv", "--each", "--name", "../{{ 姓名 }}"],
        1,
        "cannot be the name of a file",
    ),
    "broken": (["broken.docx", "--data", "名单.csv", "--each"], 1, "broken.docx"),
}


@pytest.mark.parametrize(("words", "code", "said"), MISTAKES.values(), ids=MISTAKES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_mistake_is_said_in_a_line_and_nothing_is_written(docgen, desk, words, code, said, lang):
    (desk / "d.json").write_text("{}", encoding="utf-8")
    (desk / "broken.docx").write_bytes(b"PK\x03\x04")
    result = docgen("--lang", lang, "render", *words)
    assert result.code == code
    assert said in result.err or (lang == "zh" and re.search("[一-鿿]{4}", result.err))
    assert not (desk / "out").exists()


def test_characters_that_xml_forbids_are_left_out_and_said_with_their_row(docgen, desk):
    (desk / "名单.csv").write_text(PEOPLE.replace("王五", "王\x02五"), encoding="utf-8")
    for words in (["--each", "--name", "{{ 序号 }}"], ["--combine", "--name", "全部"]):
        result = docgen("render", "信.docx", "--data", "名单.csv", *words)
        assert result.code == 0
        assert "姓名 holds characters that a document cannot hold; they were left out: U+0002" in result.err
        assert "名单.csv / row 4" in result.err
    assert texts(desk / "out" / "3.docx") == ["石羊镇王五（3），电话13800000003"]


def test_the_bulletin_says_so_too(docgen, small_office):
    toml = small_office / "docgen.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(re.sub(r'"刊名" = ".*?"', r'"刊名" = "社区\\u0002换届"', text), encoding="utf-8")
    result = docgen("-w", small_office, "bulletin", "week-3")
    assert result.code == 0
    assert "warning" in result.err
    assert "刊名" in result.err
    assert "U+0002" in result.err


def test_help_speaks_both_languages(docgen):
    assert "{{ 姓名 }}-{{ 序号 }}" in docgen("--lang", "en", "render", "--help").out
    assert "每行数据生成一份文件" in docgen("--lang", "zh", "render", "--help").out


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_what_the_readme_shows_works_in_the_example(docgen, repo, example, monkeypatch, name):
    text = (repo / name).read_text("utf-8")
    (tag,) = re.findall(r"`(\{\{ 户主姓名\|.*?)`", text)
    write(example / "信.docx", tag)
    monkeypatch.chdir(example)
    preview, *commands = re.findall(r"^    docgen (render .*)$", text, re.MULTILINE)
    for shown in (preview.removesuffix(" --preview"), *commands):
        result = docgen(*shlex.split(shown))
        assert result.code == 0, result.err
    assert len(list((example / "out").rglob("*.docx"))) == 5 + 520 + 1
    assert len(docx.Document(str(example / "out" / "信.docx")).sections) == 520
