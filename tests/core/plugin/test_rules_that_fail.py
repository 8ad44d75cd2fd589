"""A figure or a check of a plugin that fails: it is named with file and line, and everything else works."""

import json
from pathlib import Path

import pytest
from strange_plugins import GOOD, line_of, plugin, workspace


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


FIGURE = '@figure("broken", Text("broken", "坏数"), Text("", ""), unit="")\ndef broken(data):\n    {}  # here\n\n\n'


@pytest.mark.parametrize("raised", ["1 / 0", "raise SystemExit(0)"])
def test_a_figure_that_fails_is_named_where_it_is_printed(docgen, root, raised):
    source = GOOD.replace("class Sheet", FIGURE.format(raised) + "class Sheet")
    source = source.replace('{"姓名": row.name', '{"姓名": row.name + str(data.figures["broken"])')
    source += "    docgen.figure(broken)\n"
    path = plugin(root, "broken", source)
    made = docgen("-w", root, "visit")
    assert made.code == 1
    assert line_of(path, "# here") in made.err
    assert "broken" in made.err
    assert docgen("-w", root, "check").code == 0


@pytest.mark.parametrize("given", ["return 5", "return None"])
def test_a_figure_that_gives_no_rows_is_named_itself(docgen, root, given):
    source = GOOD.replace("class Sheet", FIGURE.format(given) + "class Sheet")
    source = source.replace('{"姓名": row.name', '{"姓名": row.name + str(data.figures["broken"])')
    path = plugin(root, "broken", source + "    docgen.figure(broken)\n")
    made = docgen("-w", root, "visit")
    assert f"{line_of(path, '@figure')}: the figure broken itself failed: it returns rows of a table" in made.err


@pytest.mark.parametrize(
    "given", ["5", "(None, 'a word')", "Finding(None, 'a word')", "(1, Text('a', '甲'))", "(None,)"]
)
def test_a_check_that_yields_no_finding_is_named_with_the_line(docgen, root, given):
    rule = f'@check("Z1", Severity.WARNING, Text("a rule", "规则"))\ndef rule(data):\n    yield {given}  # here\n\n\n'
    source = GOOD.replace("class Sheet", rule + "class Sheet").replace("import Access", "import Finding, Access")
    path = plugin(root, "broken", source + "    docgen.check(rule)\n")
    (told,) = [each for each in json.loads(docgen("-w", root, "check", "--json").out) if each["code"] == "Z1"]
    assert told["where"] == line_of(path, "# here")
    assert "the check “a rule” itself failed: it yields Finding(row, Text(…)), and not" in told["text"]["en"]


@pytest.mark.parametrize("raised", ["1 / 0", "raise SystemExit(0)"])
def test_a_check_that_fails_is_named_and_the_other_checks_run(docgen, root, raised):
    rule = '@check("Z1", Severity.WARNING, Text("a rule", "规则"))\ndef rule(data):\n    {}  # here\n    yield\n\n\n'
    fine = '@check("Z2", Severity.WARNING, Text("", ""))\ndef fine(data):\n    yield None, Text("found", "有")\n\n\n'
    source = GOOD.replace("class Sheet", rule.format(raised) + fine + "class Sheet")
    path = plugin(root, "broken", source + "    docgen.check(rule, fine)\n")
    found = json.loads(docgen("-w", root, "check", "--json").out)
    told = {each["code"]: each for each in found}
    assert told["Z1"]["where"] == line_of(path, "# here")
    assert "the check “a rule” itself failed" in told["Z1"]["text"]["en"]
    assert told["Z2"]["text"]["en"] == "found"
