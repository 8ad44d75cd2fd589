"""What the README shows is true."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from oracle import picture
from trusting import trusting

from docgen.render import compile_template


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of two visits, with the README's plugin and a template for it."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    root = tmp_path / "工作"
    (root / "data").mkdir(parents=True)
    (root / "plugins").mkdir()
    (root / "templates").mkdir()
    (root / "docgen.toml").write_text(
        'title = "走访"\nyear = 2013\nstart = 2013-11-04\nweek_end = "friday"\nissuer = "社区"\n', encoding="utf-8"
    )
    book = openpyxl.Workbook()
    book.active.title = "走访"
    for row in (["姓名", "日期"], ["张三", "2013-11-20"], ["李四", "11月21日"]):
        book.active.append(row)
    book.save(root / "data" / "走访.xlsx")
    template = docx.Document()
    template.add_paragraph("走访{{ 姓名 }}，共{{ 总数 }}。")
    template.save(str(root / "templates" / "走访.docx"))
    return root


def code_under(heading: str, readme: Path) -> str:
    """The only block of Python in the section `heading`."""
    (section,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", readme.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    return str(code)


@pytest.mark.parametrize(("name", "heading"), [("README.md", "From Python"), ("README.zh-CN.md", "在 Python 中使用")])
def test_the_renderer_works_from_python_as_shown(repo, tmp_path, monkeypatch, name, heading):
    monkeypatch.chdir(tmp_path)
    template = docx.Document()
    template.add_paragraph("{{ 姓名 }}，{{r 结论 }}。{{ 照片 }}")
    template.save("证.docx")
    for person in ("张三", "李四"):
        picture(Path(f"{person}.png"))
    exec(compile(code_under(heading, repo / name), name, "exec"), {})
    expected = ["张三，合格。", "李四，待定。"]
    assert [docx.Document(f"证-{number}.docx").paragraphs[0].text for number in (1, 2)] == expected
    printed = docx.Document("证-打印.docx")
    assert [each.text for each in printed.paragraphs if each.text] == expected
    assert len(printed.inline_shapes) == 2


def test_the_plugin_of_the_readme_works(docgen, repo, workspace):
    code = code_under("A plugin", repo / "README.md")
    (workspace / "plugins" / "visits.py").write_text(code, encoding="utf-8")
    assert docgen("-w", workspace, "visit").code == 2  # not trusted: not even a command
    assert docgen("-w", workspace, *trusting(workspace, "visits")).code == 0
    result = docgen("-w", workspace, "走访单")
    assert result.code == 0, result.err
    made = sorted((workspace / "out" / "走访单").glob("*.docx"))
    assert [file.name for file in made] == ["张三.docx", "李四.docx"]
    assert docx.Document(str(made[0])).paragraphs[0].text == "走访张三，共2次。"


@pytest.mark.parametrize(
    ("name", "typed"), [("README.md", r"Type (\S+) into a cell of"), ("README.zh-CN.md", "某格改成“(.+?)”")]
)
def test_what_is_to_be_typed_for_a_try_is_an_error_that_names_the_cell(docgen, example, repo, name, typed):
    (word,) = re.findall(typed, (repo / name).read_text("utf-8"))
    path = example / "data" / "指导记录.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (heading,) = (cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value == "人次")
    cell = sheet.cell(heading.row + 1, heading.column, word)
    book.save(path)
    result = docgen("-w", example, "--lang", "zh", "check")
    assert (result.code, f"{cell.coordinate}  错误 人次" in result.out) == (1, True)


@pytest.mark.parametrize(
    ("file", "printed"),
    [("d.csv", "2024-05-01"), ("d.json", "2024-05-01"), ("d.yaml", "2024年5月1日"), ("d.xlsx", "2024年5月1日")],
)
def test_a_date_prints_as_is_told(docgen, tmp_path, monkeypatch, file, printed):
    monkeypatch.chdir(tmp_path)
    Path("d.csv").write_text("姓名,生日\n张三,2024-05-01\n", encoding="utf-8")
    Path("d.json").write_text('[{"生日": "2024-05-01"}]', encoding="utf-8")
    Path("d.yaml").write_text("- 生日: 2024-05-01\n", encoding="utf-8")
    book = openpyxl.Workbook()
    for row in (["姓名", "生日"], ["张三", date(2024, 5, 1)]):
        book.active.append(row)
    book.save("d.xlsx")
    template = docx.Document()
    template.add_paragraph("{{ 生日 }}，{{ 生日|日期 }}")
    template.save("信.docx")
    assert docgen("render", "信.docx", "--data", file, "--each").code == 0
    assert docx.Document("out/信-1.docx").paragraphs[0].text == f"{printed}，2024年5月1日"
    of_python = compile_template("信.docx").render({"生日": date(2024, 5, 1)})
    assert docx.Document(BytesIO(of_python)).paragraphs[0].text == "2024-05-01，2024年5月1日"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_shown_exists(docgen, repo, example_with_forms, name):
    text = (repo / name).read_text("utf-8")
    shown = set(re.findall(r"^    docgen (\S+)", text, re.MULTILINE))
    assert {"tables", "check", "figures", "专报"} <= shown
    shown -= {"会议签到", "certificate", "attendance-list"}  # that is made below, and those of another example
    for command in shown:
        assert docgen("-w", example_with_forms, command, "--help").code == 0, command


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_form_of_ones_own_is_made_as_shown(docgen, repo, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    old = repo / "examples" / "township-forms" / "旧表"
    for file, shown in (("会议签到表.docx", "旧表.docx"), ("参会人员.xlsx", "名单.xlsx")):
        Path(shown).write_bytes((old / file).read_bytes())
    typed = re.findall(r"^    docgen ((?:forms )?.*会议签到[^#\n]*)", (repo / name).read_text("utf-8"), re.MULTILINE)
    assert len(typed) == 3
    for line in typed:
        assert docgen(*line.split()).code == 0, line
    rows = docx.Document("out/会议签到/会议签到.docx").tables[0].rows
    assert [row.cells[1].text for row in rows][:2] == ["姓名", "岑远志"]
    assert len(rows) == 7


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_link_leads_somewhere(repo, name):
    for link in re.findall(r"\]\(([^)]+)\)", (repo / name).read_text("utf-8")):
        assert (repo / link).is_file(), link


def test_every_kind_of_mess_on_the_page_of_workbooks_has_tests_of_its_number(repo):
    rows = re.findall(r"^\| (\d+) \|", (repo / "docs" / "reference" / "workbooks.md").read_text("utf-8"), re.MULTILINE)
    assert rows == [str(number) for number in range(1, 31)]
    tests = "".join(path.read_text("utf-8") for path in (repo / "tests" / "core").rglob("test_*.py"))
    assert [number for number in rows if f"def test_mess_{int(number):02}_" not in tests] == []
