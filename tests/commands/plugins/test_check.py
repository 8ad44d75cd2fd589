"""`docgen plugins check` runs the contract over a plugin: each finding with its file and line."""

import json
from pathlib import Path

import docx
import pytest
from strange_plugins import GOOD, line_of, plugin, workspace

from docgen.plugin.package import built_in_packages
from docgen.tables.write import workbook


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of a user of one's own."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    return workspace(tmp_path / "走访")


GOOD = f"docgen_api = 2\n{GOOD}"
FILTER = "    docgen.filter('甲', lambda value: value)  # here\n"
WRONG = {
    "no Chinese alias": ('"visit", "走访单"', '"visit", "sheet"', "has no Chinese alias", "name, alias"),
    "a name in capitals": ('"visit", "走', '"Visit", "走', "small English letters", "name, alias"),
    "one language": ('Text("visit sheet", "走访单")', 'Text("走访单", "走访单")', "lacking: en", "name, alias"),
    "the other language": ('Text("visit sheet", "走访单")', 'Text("sheet", "sheet")', "lacking: zh", "name, alias"),
    "no access": (
        "template, access, each, filename = ",
        "template, _, each, filename = ",
        "who may see",
        "class Sheet",
    ),
    "heavy import": ("docgen_api = 2\n", "docgen_api = 2\nimport docx.shared  # here\n", "slow to load", "# here"),
    "heavy import in a try": (
        "docgen_api = 2\n",
        "docgen_api = 2\ntry:\n    from lxml import etree  # here\nexcept ImportError:\n    pass\n",
        "slow to load",
        "# here",
    ),
    "inside import": (
        "docgen_api = 2\n",
        "docgen_api = 2\nfrom docgen.batch import make_plan  # here\n",
        "no part of the contract",
        "# here",
    ),
    "another plugin": (
        "docgen_api = 2\n",
        "docgen_api = 2\nimport docgen_plugins.notice  # here\n",
        "no part of the contract",
        "# here",
    ),
    "today": (
        '        return {"姓名"',
        '        import datetime\n        datetime.date.today()  # here\n        return {"姓名"',
        "datetime.date.today() says another thing each time",
        "# here",
    ),
    "random": (
        '        return {"姓名"',
        '        import random\n        random.choice("12")  # here\n        return {"姓名"',
        "random.choice() says another thing each time",
        "# here",
    ),
    "the day without a time": (
        '        return {"姓名"',
        '        import time\n        time.strftime("%Y-%m-%d")  # here\n        return {"姓名"',
        "time.strftime() says another thing each time",
        "# here",
    ),
    "a clock by its own name": (
        "docgen_api = 2\n",
        "docgen_api = 2\nfrom time import time as now_\n\nNOW = now_()  # here\n",
        "now_() says another thing each time",
        "# here",
    ),
    "who runs it": (
        '        return {"姓名"',
        '        import getpass, os, socket\n        getpass.getuser()  # here\n        return {"姓名"',
        "getpass.getuser() says another thing each time, or on another computer",
        "# here",
    ),
    "an inside import by a function": (
        "docgen_api = 2\n",
        "docgen_api = 2\nimport importlib\n\nDATA = importlib.import_module('docgen.data.view')  # here\n",
        "docgen.data.view is no part of the contract",
        "# here",
    ),
    "an inside import from the top": (
        "docgen_api = 2\n",
        "docgen_api = 2\nfrom docgen import batch  # here\n",
        "docgen.batch is no part of the contract",
        "# here",
    ),
    "heavy module of Python": (
        "docgen_api = 2\n",
        "docgen_api = 2\nfrom urllib import parse, request  # here\n",
        "urllib.request is slow to load",
        "# here",
    ),
    "a set that is joined": (
        '{"姓名": row.name}',
        '{"姓名": "、".join({row.name, "甲"})}  # here',
        "the order of a set is another in each run",
        "# here",
    ),
    "a set that is gone through": (
        '        return {"姓名"',
        '        names = {row.name}\n        lines = [each for each in names]  # here\n        return {"姓名"',
        "the order of a set is another in each run",
        "# here",
    ),
    "a hook without its mark": (
        "@hookimpl\ndef setup",
        "def published(report):  # here\n    pass\n\n\n@hookimpl\ndef setup",
        "published is never called",
        "# here",
    ),
    "a filter without a name": (
        "    docgen.record(Visit)\n",
        f"    docgen.record(Visit)\n{FILTER}",
        "do not find",
        "# here",
    ),
    "a template that is nowhere": ('"走访.docx"', '"没有.docx"', "the template 没有.docx is nowhere", ""),
    "a context that fails": ("row.name}", "row.nothing}", "has no column 'nothing'", "row.nothing}"),
    "a broken plugin": ("docgen.record(Visit)", "docgen.recrod(Visit)  # here", "is off", "# here"),
}


def findings(docgen, root: Path, name: str = "good") -> tuple[int, list[dict]]:
    ran = docgen("-w", root, "plugins", "check", name, "--json")
    (checked,) = json.loads(ran.out)
    return ran.code, checked["problems"]


def test_a_plugin_that_keeps_the_contract(docgen, root):
    plugin(root, "good", GOOD)
    assert findings(docgen, root) == (0, [])
    assert "good: keeps the contract." in docgen("-w", root, "plugins", "check").out


@pytest.mark.parametrize("case", WRONG)
def test_each_breach_is_named_with_its_line(docgen, root, case):
    old, new, why, line = WRONG[case]
    assert old in GOOD
    path = plugin(root, "good", GOOD.replace(old, new, 1))
    code, found = findings(docgen, root)
    (told,) = [each for each in found if why in each["text"]["en"]]
    assert code == 1
    assert not line or told["where"] == line_of(path, line)


FINE = [
    "'、'.join(sorted({row.name, '甲'}))",
    "'、'.join(sorted(each for each in {row.name} | {'甲'}))",
    "str(sum(1 for each in frozenset('甲乙')))",
    "row.name if row.name in {'张三', '李四'} else ''",
    "time.strftime('%Y', (2013, 11, 4, 0, 0, 0, 0, 308, 0))",
]


@pytest.mark.parametrize("said", FINE)
def test_a_set_in_which_no_order_shows_and_a_time_that_is_given_are_fine(docgen, root, said):
    head = "docgen_api = 2\nimport time\nfrom urllib.parse import quote\nfrom docgen.records import Household\n"
    plugin(
        root,
        "good",
        GOOD.replace("docgen_api = 2\n", head).replace("row.name}", f"row.name + ({said} or quote('a'))}}"),
    )
    assert findings(docgen, root) == (0, [])


def test_a_template_of_plain_text_is_looked_at_too(docgen, root):
    plugin(root, "good", GOOD.replace('"走访.docx"', '"走访.txt"'))
    (root / "templates" / "走访.txt").write_text("走访{{ 姓名 }}", encoding="utf-8")
    assert findings(docgen, root) == (0, [])
    (root / "templates" / "走访.txt").write_text("走访{{ 姓名 ", encoding="utf-8")
    code, (told, *_) = findings(docgen, root)
    assert (code, told["where"].startswith("走访.txt")) == (1, True)


def test_what_several_generators_lack_is_told_in_their_order(docgen, root):
    """A set of classes has another order in each process."""
    names = [f"sheet{n}" for n in (3, 1, 4, 2, 6, 5)]
    more = "".join(
        f"\n\nclass S{name}(Sheet):\n    name, alias, title = '{name}', 'x{name}', Text('{name}', '走访')\n"
        for name in names
    )
    setup = "".join(f"    docgen.generator(S{name})\n" for name in names)
    plugin(root, "good", GOOD.replace("\n\n@hookimpl", f"{more}\n\n@hookimpl") + setup)
    told = [each["text"]["en"].split()[0] for each in findings(docgen, root)[1] if each["code"] == "alias"]
    assert told == names


def test_a_clock_that_no_word_gives_away_is_found_by_trying(docgen, root):
    hidden = "        from_ = getattr(date, 'to' + 'day')()\n        return {'日': str(from_), \"姓名\""
    source = GOOD.replace("docgen_api = 2\n", "docgen_api = 2\nfrom datetime import date\n")
    plugin(root, "good", source.replace('        return {"姓名"', hidden))
    code, found = findings(docgen, root)
    assert (code, [each["code"] for each in found]) == (1, ["differs"])
    assert "prints another thing on another day" in found[0]["text"]["en"]


def test_a_template_that_asks_for_more_than_the_access_is_told_with_its_place(docgen, root):
    source = GOOD.replace("@hookimpl", "from docgen.records import Candidate\n\n\n@hookimpl")
    plugin(root, "good", source.replace("    docgen.generator", "    Sheet.each = Candidate\n    docgen.generator"))
    document = docx.Document()
    document.add_paragraph("走访{{ 姓名 }}，{{ 身份证号 }}")
    document.save(str(root / "templates" / "走访.docx"))
    code, found = findings(docgen, root)
    assert code == 1
    assert [each["where"] for each in found if "is restricted, this document is public" in each["text"]["en"]]


MADE = {
    "a figure that there is not": (
        'return {"姓名": row.name}',
        'return {"姓名": data.figures["督察抽查"].value}',
        "there is no figure 督察抽查",
    ),
    "a name of the file that nothing gives": ('"走访单/{{ 姓名 }}"', '"走访单/{{ 名称 }}"', "名称 is missing or blank"),
    "a name of the file for all": ('"走访单/{{ 姓名 }}"', '"走访单"', "2 documents would have the same name"),
}


@pytest.mark.parametrize("case", MADE)
def test_what_lets_every_document_fail_is_an_error(docgen, root, case):
    old, new, why = MADE[case]
    path = plugin(root, "visits", GOOD.replace(old, new))
    said = docgen("-w", root, "plugins", "check", "visits")
    assert said.code == 1
    assert f"error: {path}: " in said.err
    assert why in said.err
    assert not (root / "out").exists()


@pytest.mark.parametrize("tag", ["{{ 姓名|日期 }}", "{{ 姓名 + 1 }}", "{{ 姓名.没有 }}"])
def test_a_template_that_fails_at_each_row_is_named_with_the_place(docgen, root, tag):
    plugin(root, "visits", GOOD)
    document = docx.Document()
    document.add_paragraph(tag)
    document.save(str(root / "templates" / "走访.docx"))
    said = docgen("-w", root, "plugins", "check", "visits")
    assert said.code == 1
    assert f"走访.docx / body / paragraph 1 / {tag}" in said.err


def test_what_fails_for_some_rows_is_a_warning_with_their_number(docgen, root):
    plugin(root, "visits", GOOD.replace('{"姓名": row.name}', '{"姓名": row.name if row.name == "张三" else {}}'))
    said = docgen("-w", root, "plugins", "check", "visits")
    assert said.code == 0
    assert "so in 1 of 2 documents that were tried" in said.err


def test_data_that_are_not_there_are_no_breach(docgen, root):
    plugin(root, "visits", GOOD)
    (root / "data" / "走访.xlsx").write_bytes(workbook({"别的": [["甲", "乙"], ["1", "2"]]}))
    said = docgen("-w", root, "plugins", "check", "visits")
    assert said.code == 0
    assert "note: no sheet in data/ holds the table 走访" in said.err
    assert "visits: keeps the contract" in said.out


def test_what_is_not_trusted_is_not_run_and_does_not_pass(docgen, root):
    path = plugin(root, "good", "raise SystemExit('ran')", trusted=False)
    code, (told,) = findings(docgen, root)
    assert (code, told["code"], told["severity"], told["where"]) == (1, "not-checked", "error", str(path))
    said = docgen("-w", root, "plugins", "check", "good")
    assert (said.code, said.out) == (1, "")
    assert "not checked: the plugin good has not been run: it is not trusted" in said.err
    assert "docgen plugins trust good" in said.err


@pytest.mark.parametrize(("option", "variable"), [("--no-local-plugins", "0"), ("--lang=en", "1")])
def test_what_was_not_to_be_run_does_not_pass(docgen, root, monkeypatch, option, variable):
    plugin(root, "good", GOOD)
    monkeypatch.setenv("DOCGEN_NO_LOCAL_PLUGINS", variable)
    said = docgen(option, "-w", root, "plugins", "check")
    assert (said.code, said.out) == (1, "")
    assert "not checked: the plugin good was not to be run" in said.err
    assert "unset DOCGEN_NO_LOCAL_PLUGINS" in said.err


def test_a_plugin_that_states_no_contract_is_told_but_passes(docgen, root):
    plugin(root, "good", GOOD.replace("docgen_api = 2\n", ""))
    code, found = findings(docgen, root)
    assert (code, [each["severity"] for each in found]) == (0, ["note"])


def test_the_built_in_plugins_keep_the_contract(docgen, small_office):
    checked = docgen("-w", small_office, "plugins", "check", *built_in_packages(), "--json")
    assert [each for plugin in json.loads(checked.out) for each in plugin["problems"]] == []
    assert checked.code == 0


def test_an_unknown_plugin_is_told_with_the_nearest(docgen, root):
    plugin(root, "good", GOOD)
    wrong = docgen("-w", root, "plugins", "check", "goood")
    assert (wrong.code, "Did you mean good?" in wrong.err) == (2, True)
