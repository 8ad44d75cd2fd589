"""`docgen plugins check` runs all of a plugin: its checks and figures, and what it adds to documents of docgen."""

import json
from pathlib import Path

import pytest
from strange_plugins import GOOD, HEAD, line_of, plugin, workspace

from docgen.commands import plugins_tried
from docgen.commands.base import App

RULE = '@check("visit", Severity.WARNING, Text("a rule", "规则"))\ndef rule(data):\n    {}  # here\n    yield\n\n\n'
FIGURE = '@figure("visits", Text("visits", "走访数"), Text("visits", "走访次数"), unit="次")\n'
HOOK = f"docgen_api = 2\n{HEAD}\n\n@hookimpl\ndef prepare_context(generator, row, context):\n"


@pytest.fixture
def root(tmp_path: Path, small_office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own, whose example is the small office."""
    monkeypatch.setattr(plugins_tried, "_example", lambda app: with_plugins(App(small_office), app))
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


def with_plugins(example: App, app: App) -> App:
    """The example with the plugins of an app."""
    vars(example)["plugins"] = app.plugins
    return example


def findings(docgen, root: Path, name: str = "good") -> tuple[int, list[dict]]:
    ran = docgen("-w", root, "plugins", "check", name, "--json")
    (checked,) = json.loads(ran.out)
    return ran.code, [each for each in checked["problems"] if each["severity"] != "note"]


def brings(source: str, what: str) -> str:
    return GOOD.replace("class Sheet", f"{source}class Sheet") + f"    docgen.{what}\n"


@pytest.mark.parametrize(
    ("broken", "why"), [("1 / 0", "ZeroDivisionError"), ("yield 5", "and not 5"), ("yield None, 'x'", "Text(…)")]
)
def test_a_check_that_fails_is_named_with_its_line(docgen, root, broken, why):
    path = plugin(root, "good", brings(RULE.format(broken), "check(rule)"))
    code, (told,) = findings(docgen, root)
    assert (code, told["where"]) == (1, line_of(path, "# here"))
    assert "the check “a rule” itself failed: " in told["text"]["en"]
    assert why in told["text"]["en"]


@pytest.mark.parametrize(("broken", "line"), [("1 / 0", "1 / 0"), ("return 5", "@figure"), ("return None", "@figure")])
def test_a_figure_that_fails_is_named_with_its_line(docgen, root, broken, line):
    path = plugin(root, "good", brings(f"{FIGURE}def visits(data):\n    {broken}\n\n\n", "figure(visits)"))
    code, (told,) = findings(docgen, root)
    assert (code, told["where"]) == (1, line_of(path, line))
    assert "the figure visits itself failed: " in told["text"]["en"]


def test_a_figure_that_is_printed_too_is_told_once(docgen, root):
    source = brings(f"{FIGURE}def visits(data):\n    1 / 0  # here\n\n\n", "figure(visits)")
    path = plugin(root, "good", source.replace('{"姓名": row.name', '{"姓名": row.name, "数": data.figures["visits"]'))
    assert [each["where"] for each in findings(docgen, root)[1]] == [line_of(path, "# here")]


def test_what_a_check_finds_in_the_data_is_no_breach(docgen, root):
    rule = RULE.format('yield data[Visit][0], Text("wrong", "不对")').replace("    yield\n", "")
    source = brings(rule + FIGURE + "def visits(data):\n    return data[Visit]\n\n\n", "check(rule)")
    plugin(root, "good", source + "    docgen.figure(visits)\n")
    assert findings(docgen, root) == (0, [])


@pytest.mark.parametrize(
    ("broken", "line"), [("1 / 0  # here", "# here"), ("context.clear()", ""), ("context[5] = 6", "")]
)
def test_what_breaks_the_documents_of_docgen_is_found_without_a_generator(docgen, root, broken, line):
    path = plugin(root, "good", f"{HOOK}    {broken}\n")
    code, found = findings(docgen, root)
    assert code == 1
    assert {each["where"] for each in found} == {line_of(path, line) if line else str(path)}


def test_what_adds_to_the_documents_of_docgen_keeps_the_contract(docgen, root):
    publishes = "\n\n@hookimpl\ndef published(report):\n    raise SystemExit('told')\n"
    plugin(root, "good", f"{HOOK}    context['温馨提示'] = generator.name\n{publishes}")
    said = docgen("-w", root, "plugins", "check", "good")
    assert (said.code, "good: keeps the contract." in said.out) == (0, True)
    assert "its hook published was not tried" in said.err


def test_what_takes_long_is_named(docgen, root, monkeypatch):
    monkeypatch.setattr(plugins_tried, "PATIENCE", 0.01)
    plugin(
        root, "good", GOOD.replace('        return {"姓', '        __import__("time").sleep(0.2)\n        return {"姓')
    )
    assert "still trying visit …" in docgen("-w", root, "plugins", "check", "good").err
