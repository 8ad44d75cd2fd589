"""Each way in which a plugin can be broken: it is named with file and line, and everything else works."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from strange_plugins import GOOD, HEAD, line_of, plugin, workspace

from docgen.commands.generate import issue_options
from docgen.commands.options import common_options
from docgen.commands.pack_options import pack_options
from docgen.plugin.declaring import OPTIONS

SETUP = "@hookimpl\ndef setup(docgen):\n"
LOADING = {
    "syntax error": ("x = 1\ndef setup(docgen:  # here\n", "never closed"),
    "import error": ("x = 1\nimport no_such_module  # here\n", "ModuleNotFoundError: No module named 'no_such_module'"),
    "a script that exits": ("import sys\nsys.exit(3)  # here\n", "SystemExit: 3"),
    "exception in setup": (HEAD + SETUP + "    {}['甲']  # here\n", "KeyError: '甲'"),
    "exits in setup": (HEAD + SETUP + "    raise SystemExit  # here\n", "SystemExit"),
    "an exception that is none": ("class B(BaseException):\n    pass\n\n\nraise B('x')  # here\n", "B: x"),
    "a test module that skips": (
        "import pytest\npytest.skip('later', allow_module_level=True)  # here\n",
        "Skipped: later",
    ),
    "hook that there is not": (
        HEAD + "@hookimpl  # here\ndef setupp(docgen):\n    pass\n",
        "there is no hook setupp; the hooks are setup、prepare_context、published",
    ),
    "hook that takes another thing": (
        HEAD + "@hookimpl  # here\ndef prepare_context(gen, row, ctx):\n    pass\n",
        "the hook prepare_context is given generator, row, context, by these names, and not gen, ctx",
    ),
    "access that is a word": (GOOD.replace("Access.PUBLIC, Visit", '"public", Visit'), "access must be Access"),
    "access that is a number": (GOOD.replace("Access.PUBLIC, Visit", "0, Visit"), "access must be Access, and not 0"),
    "title that is no Text": (GOOD.replace('Text("visit sheet", "走访单")', '"走访单"'), "title must be Text"),
    "each that is no table": (GOOD.replace("Visit, ", "object(), "), "each must be Record"),
    "template out of the folder": (GOOD.replace('"走访.docx"', '"../走访.docx"'), "leads out of the templates folder"),
    "name that is an option": (GOOD.replace('"visit", ', '"--all", '), "'--all' can be no command"),
    "name of a command": (GOOD.replace('"visit", ', '"check", '), "docgen and broken both bring it"),
    "first word is a command": (GOOD.replace('"visit", ', '"runs visit", '), "docgen and broken both bring it"),
    "name of another's generator": (GOOD.replace('"visit", ', '"bulletin", '), "elections and broken"),
    "table of another": (GOOD.replace('table="走访"', 'table="社区"'), "elections and broken both bring it"),
    "generator that is no class": (HEAD + SETUP + "    docgen.generator('x')  # here\n", "Generator"),
    "table that nobody brings": (
        GOOD.replace("    docgen.record(Visit)\n", ""),
        "visit is for the rows of the table 走访, which no plugin brings",
    ),
    "figure that is a function": (HEAD + SETUP + "    docgen.figure(len)  # here\n", "takes what @figure(…) makes"),
    "check that is a function": (HEAD + SETUP + "    docgen.check(len)  # here\n", "takes what @check(…) makes"),
    "filter that is none": (HEAD + SETUP + "    docgen.filter('甲', 3)  # here\n", "docgen.filter() takes"),
    "folder that is no path": (HEAD + SETUP + "    docgen.templates(3)  # here\n", "docgen.templates() takes"),
    "column of a record without table": (
        HEAD + SETUP + "    docgen.column(Record, 'a', column('甲'))  # here\n",
        "Record",
    ),
}


BEFORE = "    def context(self, row, data):"


def declared(line: str) -> str:
    """The good plugin, whose generator says one thing more."""
    head = GOOD.replace("from docgen import ", "from docgen import Numbering, Packs, parameter, ")
    return head.replace(BEFORE, f"    {line}\n\n{BEFORE}")


VALUES = {
    "sort = 'name'": "sort must be tuple, and not 'name'",
    "sort = ('name', 3)": "sort must be tuple[str, ...]",
    "numbering = '走访'": "numbering must be Numbering",
    "numbering = Numbering('')": "numbering.series must be str",
    "numbering = Numbering('走访', given='yes')": "numbering.given must be bool",
    "numbering = Numbering('走访', document='x')": "numbering.document must be a function",
    "series = '走访'": "series is no more; write numbering = Numbering",
    "due = None": "due is no more; write packs = Packs(…, expected_counts=…)",
    "together = 1": "together must be bool",
    "publishes = ('name',)": "publishes must be Mapping",
    "publishes = {Visit: 'name'}": "publishes must be {Record: (str, …)}",
    "publishes = {'走访': ('name',)}": "publishes must be {Record: (str, …)}",
    "packs = True": "packs must be Packs",
    "packs = Packs(3, ('name', 'name'), {})": "packs.code must be str, and not 3",
    "packs = Packs('name', ('name',), {})": "packs.place must be (str, str)",
    "packs = Packs('name', ('name', 'name'), ['x'])": "packs.receipt must be {str: str}",
    "packs = Packs('name', ('name', 'name'), {}, size=0)": "packs.size must be int > 0, and not 0",
    "packs = Packs('name', ('name', 'name'), {}, cover=3)": "packs.cover must be str",
    "packs = Packs('name', ('name', 'name'), {}, cover='../x.docx')": "leads out of the templates folder",
    "title = Text('a', 3)": "title must be Text",
    "title = None": "lacks title",
    "access = Access.SEALED": "access is at most RESTRICTED",
    "x = parameter('字')": "parameter x must be Text, and not '字'",
    "x = parameter(Text('a', '甲'), float)": "parameter x must be Period, str, int, bool, tuple",
    "x = parameter(Text('a', '甲'), int, default='x')": "parameter x: default must be int, and not 'x'",
    "x = parameter(Text('a', '甲'), bool)": "the parameter x is yes or no, and needs a default",
    "where = parameter(Text('a', '甲'), default='')": "no parameter can be called where",
    "register = parameter(Text('a', '甲'))": "no parameter can be called register",
    "jobs = parameter(Text('a', '甲'), int, default=1)": "no parameter can be called jobs",
    "json = parameter(Text('a', '甲'), bool, default=False)": "no parameter can be called json",
    "number = parameter(Text('a', '甲')); numbering = Numbering('走访')": "no parameter can be called number",
}
COLUMNS = {
    "sort = ('-nope',)": "sort names nope, which is no column of 走访",
    "publishes = {Visit: ('nope',)}": "publishes names nope",
    "packs = Packs('nope', ('name', 'name'), {})": "packs.code names nope",
    "packs = Packs('name', ('name', 'name'), {'姓名': 'nope'})": "packs.receipt names nope",
    "packs = Packs('name', ('name', 'name'), {})": "packs.place names name, which refers to no place",
}
MADE = {*(line for line in VALUES if line != "title = None"), *("access that is a word", "access that is a number")}
MADE |= {"title that is no Text", "each that is no table", "template out of the folder", "name that is an option"}
"""What is wrong already when the class is made."""
LOADING |= {line: (declared(line), why) for line, why in {**VALUES, **COLUMNS}.items()}


def where(path: Path, source: str, case: str) -> str:
    """The line that is at fault; of the good plugin changed that one which hands over what is wrong."""
    if "# here" in source:
        return line_of(path, "# here")
    if case in COLUMNS or case in MADE:
        return line_of(path, "class Sheet")
    if case == "table that nobody brings":
        return str(path)
    return line_of(path, "docgen.record(Visit)" if case.startswith("table of") else "docgen.generator(Sheet)")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


def state_of(docgen: Callable, root: Path, name: str) -> dict:
    found = json.loads(docgen("-w", root, "plugins", "--json").out)
    return next(each for each in found if each["name"] == name)


@pytest.mark.parametrize("case", LOADING)
def test_what_cannot_be_loaded_is_named_with_its_line_and_the_others_work(docgen, root, case):
    source, why = LOADING[case]
    path = plugin(root, "broken", source)
    found = state_of(docgen, root, "broken")
    assert found["state"] == "failed"
    assert found["problem"]["where"] == where(path, source, case)
    assert found["problem"]["text"]["en"].startswith("the plugin broken is off: ")
    assert why in found["problem"]["text"]["en"]
    plugin(root, "good", GOOD)
    made = docgen("-w", root, "visit", "--json")
    assert made.code == 0, made.err
    assert len(json.loads(made.out)["files"]) == 2
    assert docgen("-w", root, "bulletin", "--help").code == 0


def test_one_that_raises_what_is_no_exception_can_be_distrusted(docgen, root):
    plugin(root, "broken", "raise BaseException('x')\n")
    assert docgen("-w", root, "--help").code == 0
    assert docgen("-w", root, "plugins", "distrust", "broken").code == 0
    assert state_of(docgen, root, "broken")["state"] == "untrusted"


def test_two_plugins_of_one_name_are_both_named(docgen, root):
    one = plugin(root, "good", GOOD)
    folder = root / "plugins" / "good"
    folder.mkdir()
    (folder / "__init__.py").write_text(HEAD + SETUP + "    pass\n", encoding="utf-8")
    from docgen.plugin.trust import trust

    trust(folder)
    failed = [each for each in json.loads(docgen("-w", root, "plugins", "--json").out) if each["state"] == "failed"]
    assert [each["origin"] for each in failed] == [str(one)]
    assert f"{folder} and {one} are both called so" in failed[0]["problem"]["text"]["en"]


def test_a_plugin_without_a_hook_is_said_to_bring_nothing(docgen, root):
    path = plugin(root, "idle", "def setup(docgen):\n    pass\n")
    found = state_of(docgen, root, "idle")
    assert (found["state"], found["problem"]["where"]) == ("on", str(path))
    assert "it has no hook" in found["problem"]["text"]["en"]


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("3", "it needs version 3 of the contract, this docgen"),
        ("'1'", "a whole number"),
        ("0", "whole"),
    ],
)
def test_a_plugin_that_needs_another_contract_is_off_before_it_runs(docgen, root, stated, why):
    plugin(root, "newer", f"docgen_api = {stated}\nfrom docgen import what_a_newer_one_has\n")
    assert why in state_of(docgen, root, "newer")["problem"]["text"]["en"]
    assert why in docgen("-w", root, "check").out
    assert docgen("-w", root, "tables").code == 0


def test_a_plugin_of_version_1_is_refused_with_the_lines_to_change(docgen, root):
    source = GOOD.replace(
        BEFORE, "    series, given = '走访', True\n\n    def due(self, data):\n        return {}\n\n" + BEFORE
    )
    path = plugin(root, "older", "docgen_api = 1\nimport no_such_module\n" + source)
    problem = state_of(docgen, root, "older")["problem"]
    assert "it is written for version 1 of the contract, this docgen keeps version 2" in problem["text"]["en"]
    hint, lines = problem["hint"]["en"], path.read_text("utf-8").splitlines()
    number = 1 + lines.index("    series, given = '走访', True")
    assert "line 1: docgen_api = 1 → docgen_api = 2" in hint
    assert f'line {number}: series → numbering = Numbering("…")' in hint
    assert f"line {number}: given → numbering = Numbering(…, given=True)" in hint
    assert f"line {number + 2}: due → packs = Packs(…, expected_counts=…)" in hint
    assert docgen("-w", root, "tables").code == 0


def test_a_plugin_that_needs_this_contract_is_on(docgen, root):
    plugin(root, "good", "docgen_api: int = 2\n" + GOOD)
    found = state_of(docgen, root, "good")
    assert (found["state"], found["api"], found["trust"], found["hooks"]) == ("on", 2, "trusted", ["setup"])


# -- at work --

GENERATOR = {
    "rows": "    def rows(self, data):\n        1 / 0  # here\n",
    "where": "    def where(self, row):\n        1 / 0  # here\n",
    "rows that exit": "    def rows(self, data):\n        raise SystemExit(0)  # here\n",
}


DECLARED = {
    "rows that are none": (
        "    def context",
        "    def rows(self, data):\n        return None\n\n    def context",
        "iterable",
    ),
    "a context that is a list": ('return {"姓名": row.name}', "return [1]", "names with values, and not [1]"),
    "a context that is nothing": ('return {"姓名": row.name}', "pass", "names with values, and not None"),
    "a context of numbers": ('return {"姓名": row.name}', "return {1: 2}", "names with values, and not {1: 2}"),
}


@pytest.mark.parametrize("case", DECLARED)
def test_what_a_generator_declares_or_gives_wrong_is_named_with_its_class(docgen, root, case):
    old, new, why = DECLARED[case]
    path = plugin(root, "broken", GOOD.replace(old, new))
    failed = docgen("-w", root, "visit")
    assert failed.code == 1
    assert f"{line_of(path, 'class Sheet')}: the plugin code of visit failed: " in failed.err
    assert why in failed.err
    assert docgen("-w", root, "check").code == 0


@pytest.mark.parametrize("case", ["rows", "where", "rows that exit"])
def test_a_generator_that_fails_as_a_whole_is_named_with_its_line(docgen, root, case):
    source = GOOD.replace("    def context", f"{GENERATOR[case]}\n    def context")
    path = plugin(root, "broken", source)
    failed = docgen("-w", root, "visit")
    assert failed.code == 1
    assert line_of(path, "# here") in failed.err
    assert "Traceback" not in failed.err
    assert "the plugin code of visit failed: " in failed.err
    assert docgen("-w", root, "check").code == 0


ONE_ROW = {
    "exception": "        row.name == '张三' and 1 / 0  # here\n",
    "exit": "        if row.name == '张三':\n            raise SystemExit(0)  # here\n",
}


@pytest.mark.parametrize("case", ONE_ROW)
def test_a_context_that_fails_costs_its_document_only(docgen, root, case):
    source = GOOD.replace('        return {"姓名"', f'{ONE_ROW[case]}        return {{"姓名"')
    path = plugin(root, "broken", source)
    made = docgen("-w", root, "visit", "--json")
    assert made.code == 1
    report = json.loads(made.out)
    assert [Path(each["path"]).name for each in report["files"]] == ["李四.docx"]
    (problem,) = report["problems"]
    assert problem["where"] == line_of(path, "# here")
    assert problem["record"].endswith("row 2")


def test_a_document_without_a_name_in_the_register_costs_its_document_only(docgen, root):
    source = GOOD.replace(
        "    def context",
        "    numbering = Numbering('走访', document=lambda _, row: row.nothing)  # here\n\n    def context",
    ).replace("from docgen import ", "from docgen import Numbering, ")
    path = plugin(root, "broken", source)
    made = docgen("-w", root, "visit", "--json")
    assert {each["where"] for each in json.loads(made.out)["problems"]} == {line_of(path, "# here")}


def test_prepare_context_that_fails_names_its_own_plugin_and_the_document(docgen, root):
    plugin(root, "good", GOOD)
    hook = "@hookimpl\ndef prepare_context(generator, row, context):\n    context['张三']  # here\n"
    path = plugin(root, "broken", HEAD + hook)
    made = docgen("-w", root, "visit", "--json")
    problems = json.loads(made.out)["problems"]
    assert made.code == 1
    assert [each["where"] for each in problems] == [line_of(path, "# here")] * 2
    assert "the plugin code of broken failed: KeyError" in problems[0]["text"]["en"]


@pytest.mark.parametrize("raised", ["OSError('no network')", "SystemExit(0)", "BaseException('b')"])
def test_published_that_fails_is_told_after_all_is_made(docgen, root, raised):
    plugin(root, "good", GOOD)
    hook = f"@hookimpl\ndef published(report):\n    raise {raised}  # here\n"
    path = plugin(root, "broken", HEAD + hook)
    made = docgen("-w", root, "visit", "--json")
    report = json.loads(made.out)
    assert (made.code, len(report["files"])) == (0, 2)
    assert [each["where"] for each in report["problems"]] == [line_of(path, "# here")]


@pytest.mark.parametrize("raised", ["OSError('no disk')", "SystemExit('no disk')"])
def test_a_filter_that_fails_is_named_with_its_line_and_its_place(docgen, tmp_path, monkeypatch, raised):
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    root = workspace(tmp_path / "走访", "走访{{ 姓名|坏 }}。")
    source = GOOD.replace("@hookimpl", f"def bad(value):\n    raise {raised}  # here\n\n\n@hookimpl")
    path = plugin(root, "broken", source + "    docgen.filter('坏', bad)\n")
    made = docgen("-w", root, "visit")
    assert made.code == 1
    assert "走访.docx" in made.err
    assert "no disk" in made.err
    assert line_of(path, "# here") in made.err


def test_what_a_plugin_prints_does_not_get_between_what_another_program_reads(docgen, root):
    source = GOOD.replace(
        "@hookimpl", "print('loaded')\n\n\n@hookimpl\ndef published(report):\n    print('done')\n\n\n@hookimpl"
    )
    plugin(root, "chatty", source.replace('        return {"姓名"', '        print(row.name)\n        return {"姓名"'))
    made = docgen("-w", root, "visit", "--json")
    assert len(json.loads(made.out)["files"]) == 2
    assert [word for word in ("loaded", "张三", "done") if word not in made.err] == []


def test_ctrl_c_in_a_plugin_stops_everything(docgen, root):
    plugin(root, "slow", "raise KeyboardInterrupt\n")
    stopped = docgen("-w", root, "check")
    assert (stopped.code, stopped.err.strip()) == (1, "stopped")


def test_a_template_that_is_nowhere_is_named(docgen, root):
    plugin(root, "good", GOOD.replace('"走访.docx"', '"没有.docx"'))
    made = docgen("-w", root, "visit")
    assert made.code == 1
    assert "the template 没有.docx is nowhere" in made.err
    assert docgen("-w", root, "check").code == 0


def test_a_bug_of_a_plugin_keeps_its_traceback_for_its_author(docgen, root, monkeypatch):
    monkeypatch.setenv("DOCGEN_TRACEBACK", "1")
    plugin(root, "broken", GOOD.replace("    def context", f"{GENERATOR['rows']}\n    def context"))
    with pytest.raises(ZeroDivisionError):
        docgen("-w", root, "visit")


@pytest.mark.parametrize(
    ("method", "why"),
    [
        ("left_out(self, data):\n        return None", "TypeError: 'NoneType' object is not iterable"),
        ("left_out(self, data):\n        return ['x']", "left_out gives problems, and not ['x']"),
        ("left_out(self, data):\n        return 1 / 0  # here", "ZeroDivisionError"),
    ],
)
def test_what_a_method_gives_is_looked_at(docgen, root, method, why):
    path = plugin(root, "broken", declared(f"def {method}"))
    made = docgen("-w", root, "visit")
    assert made.code == 1
    assert why in made.err
    assert (line_of(path, "# here") if "# here" in method else line_of(path, "class Sheet")) in made.err


def test_all_that_is_declared_wrong_is_told_at_once(docgen, root):
    path = plugin(root, "broken", declared("sort, together = 'name', 3"))
    said = docgen("-w", root, "plugins", "check", "broken")
    assert said.code == 1
    assert "sort must be tuple" in said.err
    assert "together must be bool" in said.err
    assert said.err.count(line_of(path, "class Sheet")) == 2


def test_no_option_of_docgen_can_be_a_parameter():
    """What `loading` refuses as a parameter's name are all options that a generator's command has of itself."""
    made = {"name": common_options(), "numbering": issue_options(), "packs": pack_options()}
    for attribute, options in made.items():
        words = {word.lstrip("-") for each in options for word in each.opts if word.startswith("--")}
        names = {each.name.rstrip("_").replace("_", "-") for each in options}
        assert words | names <= OPTIONS[attribute]
