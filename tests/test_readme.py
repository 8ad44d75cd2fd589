"""What the README shows is true."""

import re
from pathlib import Path

import docx
import openpyxl
import pytest


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


def test_the_plugin_of_the_readme_works(docgen, repo, workspace):
    (code,) = re.findall(r"```python\n(.*?)```", (repo / "README.md").read_text("utf-8"), re.DOTALL)
    (workspace / "plugins" / "visits.py").write_text(code, encoding="utf-8")
    assert docgen("-w", workspace, "visit").code == 2  # not trusted: not even a command
    assert docgen("-w", workspace, "plugins", "trust", "visits").code == 0
    result = docgen("-w", workspace, "走访单")
    assert result.code == 0, result.err
    made = sorted((workspace / "out" / "走访单").iterdir())
    assert [file.name for file in made] == ["张三.docx", "李四.docx"]
    assert docx.Document(str(made[0])).paragraphs[0].text == "走访张三，共2次。"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_shown_exists(docgen, repo, name):
    text = (repo / name).read_text("utf-8")
    shown = set(re.findall(r"^    docgen (\S+)", text, re.MULTILINE))
    assert {"tables", "check", "figures", "专报"} <= shown
    for command in shown:
        assert docgen(command, "--help").code == 0, command


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_link_leads_somewhere(repo, name):
    for link in re.findall(r"\]\(([^)]+)\)", (repo / name).read_text("utf-8")):
        assert (repo / link).is_file(), link
