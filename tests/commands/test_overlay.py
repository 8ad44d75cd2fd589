"""What a workspace lays over docgen's own: columns, headers, fields and templates of one's own, in every command."""

import json
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from offices import ELECTIONS

from docgen.plugin.manager import load_plugins
from docgen.plugin.trust import trust
from docgen.tables.blank import blank_workbook

PLUGIN = """from docgen import Access, Kind, Severity, Text, check, column, hookimpl
from docgen.records import Household


@check("Z9", Severity.WARNING, Text("the flat is small", "房屋偏小"), needs=(Household,))
def small(data):
    for row in data[Household]:
        if (row.get("area") or 99) < 10:
            yield row, Text("the flat is small", "房屋偏小"), None, "area"


@hookimpl
def setup(docgen):
    docgen.column(Household, "area", column("房屋面积", "面积", kind=Kind.INT, access=Access.PUBLIC))
    docgen.alias(Household, "户主姓名", "当家人")
    docgen.check(small)


@hookimpl
def prepare_context(generator, row, context):
    if generator.name == "letter":
        context["面积说明"] = f"房屋面积{row.area}平方米"
"""


@pytest.fixture
def workspace(small_office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The example, whose sheet of households has a column and a header that docgen does not know."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    file = small_office / "data" / "户.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "户主姓名")
    head.value = "当家人"
    last = sheet.max_column + 1
    sheet.cell(head.row, last, "面积")
    for number in range(head.row + 1, sheet.max_row + 1):
        sheet.cell(number, last, 80)
    sheet.cell(head.row + 1, last, 5)
    sheet.cell(head.row + 2, last, "若干")
    book.save(file)
    (small_office / "plugins").mkdir()
    (small_office / "plugins" / "area.py").write_text(PLUGIN, encoding="utf-8")
    return small_office


@pytest.fixture
def trusted(workspace: Path) -> Path:
    """The same with the plugin trusted."""
    trust(workspace / "plugins" / "area.py")
    return workspace


def headers(docgen, workspace: Path) -> dict[str, str | None]:
    """Which column each header of the sheet of households is taken for."""
    sheets = json.loads(docgen("-w", workspace, "tables", "--columns", "--json").out)
    sheet = next(each for each in sheets if each["file"] == "户.xlsx")
    return {each["header"]: each["title"] for each in sheet["columns"]}


def test_an_added_column_and_header_are_known_in_tables(docgen, workspace):
    assert (headers(docgen, workspace)["面积"], headers(docgen, workspace)["当家人"]) == (None, None)
    trust(workspace / "plugins" / "area.py")
    assert (headers(docgen, workspace)["面积"], headers(docgen, workspace)["当家人"]) == ("房屋面积", "户主姓名")


def test_an_added_column_is_checked_cell_by_cell_and_by_the_rules_of_the_plugin(docgen, trusted):
    found = json.loads(docgen("-w", trusted, "check", "--json").out)
    mine = {str(each["where"]): each["text"]["zh"] for each in found if str(each["where"]).startswith("户.xlsx")}
    assert "房屋偏小" in next(text for where, text in mine.items() if where.endswith("K3"))
    assert "应为数字" in next(text for where, text in mine.items() if where.endswith("K4"))


def test_a_new_workbook_has_the_added_column(trusted):
    table = load_plugins(trusted / "plugins", choice=ELECTIONS).registry.tables()["户"]
    sheet = openpyxl.load_workbook(BytesIO(blank_workbook(table, 2013, {}))).worksheets[0]
    assert "房屋面积" in [cell.value for row in sheet.iter_rows() for cell in row]


def overlay(docgen, workspace: Path, words: str) -> Path:
    """The letter of the workspace, with one more paragraph."""
    assert docgen("-w", workspace, "templates", "eject", "letter").code == 0
    (file,) = (workspace / "templates" / "letter").glob("公开信.docx")
    document = docx.Document(str(file))
    document.paragraphs[-1].insert_paragraph_before(words)
    document.save(str(file))
    return file


def test_a_field_of_prepare_context_is_known_and_printed_by_the_template_of_the_workspace(docgen, trusted):
    file = overlay(docgen, trusted, "{{ 面积说明 }}。")
    assert docgen("-w", trusted, "templates", "check").code == 0
    told = json.loads(docgen("-w", trusted, "templates", "vars", "letter", "--json").out)
    field = next(each for each in told["names"] if each["name"] == "面积说明")
    assert field["text"]["en"] == "added by the plugin area"
    listed = docgen("-w", trusted, "templates").out.splitlines()
    assert "this workspace" in next(line for line in listed if "letter/公开信.docx" in line)
    changed = docgen("-w", trusted, "templates", "diff", "letter")
    assert "{{ 面积说明 }}。" in changed.out
    docgen("-w", trusted, "letter", "石羊镇", "丰乐社区")
    text = "".join(p.text for f in (trusted / "out").rglob("*丰乐社区*.docx") for p in docx.Document(str(f)).paragraphs)
    assert "房屋面积80平方米" in text
    assert "房屋面积5平方米" in text
    assert file.is_file()


def test_a_field_that_no_plugin_gives_is_found_by_the_check(docgen, trusted):
    overlay(docgen, trusted, "{{ 面积说 }}。")
    checked = docgen("-w", trusted, "templates", "check")
    assert "nothing is known to feed 面积说" in checked.out
    assert "Did you mean 面积说明?" in checked.out


HEAD = """from docgen import column, hookimpl
from docgen.records import Household


@hookimpl
def setup(docgen):
"""
TWO = {
    "the same column": ('docgen.column(Household, "size", column("房屋面积"))', "area and other both bring it"),
    "a header of it": ('docgen.column(Household, "size", column("大小", "面积"))', "area and other both bring it"),
    "a header of docgen": ('docgen.alias(Household, "地址", "户编号")', "户编号 is a header of the column 户编号"),
    "a column that is not there": ('docgen.alias(Household, "地止", "门牌")', "has no column 地止"),
}


@pytest.mark.parametrize("case", TWO)
def test_what_two_plugins_add_may_not_clash(trusted, case):
    line, why = TWO[case]
    head = (
        "from docgen import column, hookimpl\nfrom docgen.records import Household\n\n\n@hookimpl\ndef setup(docgen):\n"
    )
    path = trusted / "plugins" / "other.py"
    path.write_text(f"{head}    {line}\n", encoding="utf-8")
    trust(path)
    found = {each.name: each for each in load_plugins(trusted / "plugins", choice=ELECTIONS).found}
    assert found["area"].problem is None
    problem = found["other"].problem
    assert problem is not None
    assert why in problem.text.en
    assert str(problem.where) == f"{path}:7"
