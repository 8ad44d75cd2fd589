"""A plugin in one file: trusted before it runs, named when it fails, and never in the way of the others."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from offices import ELECTIONS
from trusting import trusting

from docgen.batch import Report, make_plan, run
from docgen.batch.ledger import Ledger
from docgen.batch.publishing import Publisher
from docgen.cli import run as docgen
from docgen.commands.base import App
from docgen.plugin.manager import Plugin, State, load_plugins
from docgen.plugin.trust import trust
from docgen.problems import FileLine
from docgen.render import compile_template
from docgen.tables.write import workbook
from docgen.text import speaking

CONFIG = """
title = "春节慰问"
year = 2013
start = 2013-11-04
week_end = "friday"
issuer = "石羊镇"

[plugins]
use = ["elections"]
"""

PARCELS = '''"""Slips for parcels."""
from datetime import date
from pathlib import Path
from docgen import Access, Generator, Kind, Record, Text, column, figure, hookimpl, total

class Parcel(Record, table="慰问品", key=("number",), dated="day"):
    number: str = column("件号", kind=Kind.CODE, required=True, access=Access.PUBLIC)
    name: str = column("收件人", required=True, access=Access.PUBLIC)
    pieces: int = column("件数", kind=Kind.INT, access=Access.PUBLIC)
    day: date = column("送达日期", kind=Kind.DATE, required=True, access=Access.PUBLIC)

@figure("pieces", Text("pieces", "慰问品数"), Text("sum of 件数", "件数之和"), unit="件", measure=total("pieces"))
def pieces(data):
    return data[Parcel]

class Slip(Generator):
    name, alias, title = "slip", "慰问单", Text("parcel slips", "慰问品签收单")
    template, filename = "慰问单.docx", "慰问/{{ 收件人 }}"
    each, sort, access = Parcel, ("number",), Access.PUBLIC
    def context(self, row, data):
        return {"收件人": row.name, "件数": row.pieces, "总数": str(data.figures["pieces"])}

@hookimpl
def setup(docgen):
    docgen.record(Parcel)
    docgen.figure(pieces)
    docgen.generator(Slip)
    docgen.templates(Path(__file__).parent / "模板")
'''

HEAD = "from docgen import Record, Text, column, figure, hookimpl\n"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A user of one's own, who speaks English."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("DOCGEN_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    with speaking("en"):
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a workbook of parcels, a plugin that is not trusted yet, and its template."""
    root = tmp_path / "工作"
    for folder in ("data", "plugins/模板"):
        (root / folder).mkdir(parents=True)
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    rows: list[list[object]] = [
        ["件号", "收件人", "件数", "送达日期"],
        ["2", "李&明", 20, "2013-11-18"],
        ["1", "王芳", 3, "2013-11-19"],
    ]
    (root / "data" / "慰问.xlsx").write_bytes(workbook({"慰问品": rows}))
    template = Document()
    template.add_paragraph("{{ 收件人 }}：{{ 件数 }}件，共{{ 总数 }}")
    template.save(str(root / "plugins" / "模板" / "慰问单.docx"))
    (root / "plugins" / "parcels.py").write_text(PARCELS, encoding="utf-8")
    return root


def local(workspace: Path, name: str, source: str, *, trusted: bool = True) -> Path:
    """One more plugin of the workspace."""
    path = workspace / "plugins" / f"{name}.py"
    path.write_text(source, encoding="utf-8")
    if trusted:
        trust(path)
    return path


def plugin(workspace: Path, name: str) -> Plugin:
    return next(found for found in load_plugins(workspace / "plugins", choice=ELECTIONS).found if found.name == name)


def slips(workspace: Path) -> Report:
    """What the generator of the plugin makes, as `docgen slip` does."""
    app = App(workspace)
    registry = app.plugins.registry
    generator = registry.generators["slip"].item()
    plan = make_plan(generator, app.data, app.register, app.plugins.prepare_context)
    folder = next(owned.item for owned in registry.template_folders.values())
    return run(
        plan,
        compile_template(folder / generator.template),
        workspace / "out",
        Publisher(Ledger(workspace / ".docgen"), "test"),
    )


def text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


# -- a whole plugin in one file --


def test_a_plugin_of_one_file_makes_real_documents(workspace: Path):
    trust(workspace / "plugins" / "parcels.py")
    report = slips(workspace)
    assert report.problems == []
    made = {file.path.relative_to(workspace).as_posix(): text(file.path) for file in report.files}
    assert made == {"out/慰问/王芳.docx": "王芳：3件，共23件", "out/慰问/李&明.docx": "李&明：20件，共23件"}


def test_a_plugin_says_what_it_brings(workspace: Path):
    trust(workspace / "plugins" / "parcels.py")
    found = plugin(workspace, "parcels")
    assert (found.state, found.hooks, found.problem) == (State.ON, ("setup",), None)
    brings = {kind: names for kind, names in found.brings.items() if kind != "template_folders"}
    assert brings == {"generators": ["slip", "慰问单"], "records": ["慰问品"], "figures": ["pieces"]}


# -- trust --


def test_a_plugin_does_not_run_before_it_is_trusted(workspace: Path, tmp_path: Path):
    ran = tmp_path / "ran"
    path = local(workspace, "curious", f"from pathlib import Path; Path({str(ran)!r}).touch()\n", trusted=False)
    found = plugin(workspace, "curious")
    assert not ran.exists()
    assert found.state is State.UNTRUSTED
    assert found.problem is not None
    assert found.problem.where == FileLine(str(path))
    assert "docgen plugins trust curious" in str(found.problem.hint)
    trust(path)
    assert plugin(workspace, "curious").state is State.ON
    assert ran.exists()


def test_trust_is_given_on_the_command_line(workspace: Path, capsys: pytest.CaptureFixture[str]):
    def state() -> str:
        assert docgen(["--workspace", str(workspace), "plugins", "--json"]) == 0
        listed = json.loads(capsys.readouterr().out)
        return str(next(each["state"] for each in listed if each["name"] == "parcels"))

    assert state() == "untrusted"
    assert docgen(["--workspace", str(workspace), "plugins", "trust", "parsels"]) == 2
    assert "parcels" in capsys.readouterr().err
    assert state() == "untrusted"
    assert docgen(["--workspace", str(workspace), *trusting(workspace, "parcels")]) == 0
    capsys.readouterr()
    assert state() == "on"


def test_one_changed_byte_asks_again(workspace: Path):
    path = workspace / "plugins" / "parcels.py"
    trust(path)
    path.write_text(PARCELS.replace("parcels.", "parcels!"), encoding="utf-8")
    assert plugin(workspace, "parcels").state is State.UNTRUSTED
    path.write_text(PARCELS, encoding="utf-8")
    assert plugin(workspace, "parcels").state is State.ON


@pytest.mark.parametrize(
    ("name", "before"),
    [("more.py", None), ("helper.pyc", b"1"), ("words.json", b"1"), ("deep/er.so", None)],
    ids=["new module", "changed bytecode", "changed data", "new binary"],
)
def test_each_file_of_a_folder_is_trusted(workspace: Path, name: str, before: bytes | None):
    file = workspace / "plugins" / "folder" / name
    file.parent.mkdir(parents=True)
    start = workspace / "plugins" / "folder" / "__init__.py"
    start.write_text(HEAD + "@hookimpl\ndef setup(docgen): pass\n", encoding="utf-8")
    if before is not None:
        file.write_bytes(before)
    trust(start.parent)
    assert plugin(workspace, "folder").state is State.ON
    file.write_bytes(b"2")
    assert plugin(workspace, "folder").state is State.UNTRUSTED


def test_trust_is_kept_by_the_user_and_not_in_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    before = {path for path in workspace.rglob("*") if "__pycache__" not in path.parts}
    trust(workspace / "plugins" / "parcels.py")
    assert {path for path in workspace.rglob("*") if "__pycache__" not in path.parts} == before
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(workspace / "another user"))
    assert plugin(workspace, "parcels").state is State.UNTRUSTED


# -- plugins that fail --

BROKEN = {
    "syntax error": ("x = 1\ndef setup(docgen:\n    pass\n", 2, "never closed"),
    "import that fails": ("x = 1\nimport no_such_module\n", 2, "no_such_module"),
    "script that exits": ("import sys\nsys.exit(3)\n", 2, "3"),
    "exception in setup": (HEAD + "@hookimpl\ndef setup(docgen):\n    raise RuntimeError('oh')\n", 4, "oh"),
    "unfinished generator": (
        HEAD + "from docgen import Generator\n@hookimpl\ndef setup(docgen):\n    docgen.generator(Generator)\n",
        5,
        "template",
    ),
}


@pytest.mark.parametrize(("source", "line", "why"), BROKEN.values(), ids=BROKEN)
def test_a_plugin_that_fails_is_named_with_file_and_line(workspace: Path, source: str, line: int, why: str):
    path = local(workspace, "broken", source)
    found = plugin(workspace, "broken")
    assert found.state is State.FAILED
    assert found.problem is not None
    assert found.problem.where == FileLine(str(path), line)
    assert "broken" in found.problem.text.en
    assert why in found.problem.text.en


def test_a_plugin_that_fails_is_named_also_in_a_folder_called_docgen(workspace: Path):
    workspace = workspace.rename(workspace.with_name("docgen"))
    path = local(workspace, "broken", HEAD + "@hookimpl\ndef setup(docgen):\n    1 / 0\n")
    found = plugin(workspace, "broken")
    assert found.problem is not None
    assert found.problem.where == FileLine(str(path), 4)


TABLE = """@hookimpl
def setup(docgen):
    class Own(Record, table="{}"):
        a: str = column("甲")
    docgen.record(Own)
"""
REFUSED = {
    "misspelt hook": (HEAD + "@hookimpl\ndef setpu(docgen): pass\n", ["setpu"]),
    "misspelt argument": (HEAD + "@hookimpl\ndef setup(dokgen): pass\n", ["dokgen"]),
    "two columns of one name": (
        HEAD + "class Own(Record, table='己'):\n    a: str = column('甲')\n    b: str = column('甲')\n",
        ["己", "a", "b"],
    ),
    "name of a built-in table": (HEAD + TABLE.format("社区"), ["社区", "elections", "refused"]),
    "name of another plugin's table": (HEAD + TABLE.format("慰问品"), ["慰问品", "parcels", "refused"]),
}


@pytest.mark.parametrize(("source", "words"), REFUSED.values(), ids=REFUSED)
def test_a_plugin_that_cannot_be_taken_in_is_named_by_its_file_and_says_why(
    workspace: Path, source: str, words: list[str]
):
    trust(workspace / "plugins" / "parcels.py")
    path = local(workspace, "refused", source)
    found = plugin(workspace, "refused")
    assert found.state is State.FAILED
    assert found.problem is not None
    assert isinstance(found.problem.where, FileLine)
    assert found.problem.where.file == str(path)
    assert [word for word in words if word not in found.problem.text.en] == []


def test_everything_else_works_beside_plugins_that_fail(workspace: Path):
    trust(workspace / "plugins" / "parcels.py")
    sources = [source for source, _, _ in BROKEN.values()] + [source for source, _ in REFUSED.values()]
    for n, source in enumerate(sources):
        local(workspace, f"a{n}", source)
    plugins = load_plugins(workspace / "plugins", choice=ELECTIONS)
    failed = {found.name for found in plugins.found if found.state is State.FAILED}
    # Of two plugins with one table the first in the alphabet has it: all but that one, and parcels after it.
    assert failed == {"parcels", *(f"a{n}" for n in range(len(sources) - 1))}
    assert {"bulletin", "专报"} <= plugins.registry.generators.keys()
    (workspace / "plugins" / f"a{len(sources) - 1}.py").unlink()
    assert len(slips(workspace).files) == 2


def test_a_refused_plugin_leaves_nothing_behind(workspace: Path):
    source = HEAD + '@figure("own", Text("a", "甲"), Text("", ""), unit="")\ndef own(data): return data\n'
    local(workspace, "refused", source + TABLE.format("社区") + "    docgen.figure(own)\n")
    plugins = load_plugins(workspace / "plugins", choice=ELECTIONS)
    assert "own" not in plugins.registry.figures
    assert plugins.registry.records["社区"].owner == "elections"


# -- the other hooks --


def test_prepare_context_changes_what_is_printed(workspace: Path):
    trust(workspace / "plugins" / "parcels.py")
    change = "    if generator.name == 'slip' and row.number == '1':\n        context['收件人'] += '（代收）'\n"
    local(workspace, "change", HEAD + "@hookimpl\ndef prepare_context(generator, row, context):\n" + change)
    assert {text(file.path) for file in slips(workspace).files} == {"王芳（代收）：3件，共23件", "李&明：20件，共23件"}


def test_what_published_raises_is_told_does_not_fail_the_run_and_the_other_plugins_are_told_too(
    workspace: Path, tmp_path: Path
):
    path = local(workspace, "one", HEAD + "@hookimpl\ndef published(report):\n    raise OSError('no network')\n")
    log = tmp_path / "log"
    tell = f"    from pathlib import Path; Path({str(log)!r}).write_text(report.generator)\n"
    local(workspace, "two", HEAD + "@hookimpl\ndef published(report):\n" + tell)
    report = Report("slip")
    report.problems += load_plugins(workspace / "plugins", choice=ELECTIONS).published(report)
    problems = report.problems
    assert [problem.where for problem in problems] == [FileLine(str(path), 4)]
    assert "no network" in problems[0].text.en
    assert "is off" not in problems[0].text.en
    assert not report.failed
    assert log.read_text(encoding="utf-8") == "slip"
