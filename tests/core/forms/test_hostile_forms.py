"""A form from somebody else: nothing outside its folder is read, nothing outside out/ is written, nothing runs for
ever; what is wrong is named with its line, and everything else works."""

import json
import os
import re
from pathlib import Path

import docx
import pytest
from strange_plugins import workspace

from docgen.render import budget

TABLE = '[table]\nname = "走访"\n[[table.columns]]\ntitle = "姓名"\nrequired = true\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace beside a document that is nobody's business."""
    secret = docx.Document()
    secret.add_paragraph("机密")
    secret.save(str(tmp_path / "x.docx"))
    return workspace(tmp_path / "走访")


def form(root: Path, head: str, tail: str = "", template: str = "{{ 姓名 }}") -> Path:
    """A form of the visits."""
    folder = root / "forms" / "单"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(f'each = "走访"\naccess = "公开"\n{head}\n{TABLE}{tail}', encoding="utf-8")
    document = docx.Document()
    document.add_paragraph(template)
    document.save(str(folder / "模板.docx"))
    return folder


def only_problem(docgen, root: Path) -> dict:
    (checked,) = json.loads(docgen("-w", root, "forms", "check", "--json").out)
    (problem,) = checked["problems"]
    assert docgen("-w", root, "tables").code == 0
    assert docgen("-w", root, "bulletin", "--help").code == 0
    return problem


OUTSIDE = ["../../x.docx", "../../../x.docx", "/etc/passwd", "..", ".", "a\\u0000b.docx", "x/../模板.docx"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_template_elsewhere_is_not_read(docgen, root, name):
    form(root, f'template = "{name}"')
    problem = only_problem(docgen, root)
    assert problem["where"] == "forms/单/form.toml:3"
    assert "in the folder of the form" in problem["text"]["en"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("head", ['template = "模板.docx"', ""])
def test_a_template_that_is_a_link_out_is_not_read(docgen, root, head):
    folder = form(root, head)
    (folder / "模板.docx").unlink()
    (folder / "模板.docx").symlink_to(root.parent / "x.docx")
    assert "is a link to a file elsewhere" in only_problem(docgen, root)["text"]["en"]
    assert docgen("-w", root, "单").code == 2


@pytest.mark.parametrize("name", ["--all", "check", "-x", " a  b ", "a\\nb", "a\\u001bb"])
def test_a_name_that_can_be_no_command_is_refused(docgen, root, name):
    form(root, f'name = "{name}"\nalias = "表"')
    assert only_problem(docgen, root)["where"] == "forms/单/form.toml:3"
    assert docgen("-w", root, "表").code == 2


def test_a_name_that_is_taken_names_both_owners_and_the_line(docgen, root):
    form(root, 'alias = "专报"')
    problem = only_problem(docgen, root)
    assert problem["where"] == "forms/单/form.toml:3"
    assert "elections and 单 both bring it" in problem["text"]["en"]


OUT = ["../../../{{ 姓名 }}", "/tmp/{{ 姓名 }}", "..\\\\..\\\\{{ 姓名 }}", "C:/{{ 姓名 }}", "a/../../../../{{ 姓名 }}"]


def around(root: Path) -> set[Path]:
    """What lies beside the workspace."""
    return {path for path in root.parent.rglob("*") if root not in path.parents and path.is_file()}


@pytest.mark.parametrize("pattern", OUT)
def test_a_file_name_never_leads_out_of_out(docgen, root, pattern):
    form(root, f'filename = "{pattern}"')
    before = around(root)
    made = docgen("-w", root, "单", "--json")
    for each in json.loads(made.out)["files"]:
        assert Path(each["path"]).resolve().is_relative_to((root / "out").resolve())
    assert around(root) == before
    assert not list(Path("/tmp").glob("张三*"))


ENDLESS = "range(99999)|select('in', range(99999)|list)|list|length > 0"


def test_an_endless_condition_is_stopped_and_named(docgen, root):
    form(root, f'where = "{ENDLESS}"')
    stopped = docgen("-w", root, "单")
    assert stopped.code == 1
    assert "never come to an end" in stopped.err
    assert "form.toml" in stopped.err or "where" in stopped.err
    assert docgen("-w", root, "tables").code == 0


def test_an_endless_check_is_stopped_and_named_and_the_other_checks_run(docgen, root):
    endless = f'[[check]]\nwhen = "姓名 and {ENDLESS}"\ntext = "没完"\n'
    other = '[[check]]\nwhen = "姓名 == \'李四\'"\ntext = "{{ 姓名 }}来过了"\nseverity = "提醒"\n'
    form(root, "", endless + other)
    found = json.loads(docgen("-w", root, "check", "--json").out)
    assert any("never come to an end" in each["text"]["en"] for each in found)
    assert any(each["text"]["zh"] == "李四来过了" for each in found)


def test_an_endless_template_is_stopped_with_its_place(docgen, root, monkeypatch):
    monkeypatch.setattr(budget, "DOCUMENT", budget.Limits(1 << 20, 1 << 20))
    form(
        root,
        "",
        template="{{ 姓名 }}{% for a in range(99999) %}{% for b in range(99999) %}{{ b }}{% endfor %}{% endfor %}",
    )
    stopped = docgen("-w", root, "单")
    assert stopped.code == 1
    assert "模板.docx / body" in stopped.err
    assert "never come to an end" in stopped.err
    assert docgen("-w", root, "tables").code == 0


DEEP = {
    "not": "not " * 400 + "姓名",
    "or": " or ".join(f"姓名 == '会{number}'" for number in range(400)),
    "brackets": "(" * 150 + "姓名" + ")" * 150,
    "sum": "+".join("1" for _ in range(2000)),
    "parts": "姓名" + ".x" * 500,
    "filters": "姓名" + "|upper" * 900,
    "lists": "[" * 300 + "]" * 300,
}
PLACES = {
    "where": ('where = "{it}"', ""),
    "check": ("", '[[check]]\nwhen = "{it}"\ntext = "甲"\n'),
    "text": ("", '[[check]]\nwhen = "姓名"\ntext = "{{{{ {it} }}}}"\n'),
    "filename": ('filename = "{{{{ {it} }}}}"', ""),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", DEEP)
def test_an_expression_that_is_too_deep_is_named_with_its_line(docgen, root, kind, place):
    head, tail = (text.format(it=DEEP[kind]) for text in PLACES[place])
    form(root, head, tail)
    problem = only_problem(docgen, root) if kind != "brackets" else {}
    if problem:
        assert re.search(r"form.toml:\d+$", problem["where"])
        assert "too many parts lie in each other" in problem["text"]["en"]
        assert len(problem["text"]["en"]) < 250
    for command in (("check",), ("plugins",), ("bulletin", "--help")):
        assert docgen("-w", root, *command).code in (0, 1)


def test_a_condition_of_a_hundred_names_is_none_too_deep(docgen, root):
    form(root, f'where = "{" or ".join(f"姓名 == {chr(39)}张{number}{chr(39)}" for number in range(100))} or 姓名"')
    assert docgen("-w", root, "单").code == 0
