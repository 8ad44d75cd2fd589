"""A workspace with forms starts as quickly as one without: what documents need is loaded when one is made."""

import json
import subprocess
import sys

import pytest
from letters import Office
from own_forms import FORM, Forms

HEAVY = ("docx", "lxml", "openpyxl", "python_calamine", "docgen.render.compiled", "docgen.tables.read")
LOADED = """
import json, sys
from pathlib import Path
from docgen.commands.base import App
app = App(Path(sys.argv[1]), sys.argv[2:])
assert [plugin.name for plugin in app.plugins.found if plugin.problem] == []
assert "签到表" in app.plugins.registry.generators
print(json.dumps(sorted(sys.modules)))
"""


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    return Forms(docgen, Office(tmp_path / "换届"))


def loaded(workspace, *argv: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", LOADED, workspace, *argv], check=True, capture_output=True, text=True)
    return set(json.loads(run.stdout))


def test_a_form_is_known_without_what_makes_documents(forms):
    plain = FORM.replace("where = 'not 党员户'\n", "").replace("/{{ 乡镇 }}/签到表_{{ 社区 }}", "/签到表")
    forms.put(toml=plain)
    assert loaded(forms.workspace) & {*HEAVY, "jinja2"} == set()


def test_a_condition_needs_its_language_only(forms):
    forms.put()
    assert loaded(forms.workspace) & {*HEAVY} == set()


def test_a_help_text_needs_no_language(forms):
    forms.put()
    assert loaded(forms.workspace, "--help") & {*HEAVY, "jinja2"} == set()
    assert "签到表" in forms.say("--help")


def test_a_form_with_a_wrong_condition_is_named_all_the_same(forms):
    forms.put(toml=FORM.replace("not 党员户", "党园户"))
    assert "会议签到表" in forms.say("签到表", "--help")
    for words, code in ((("签到表",), 2), (("forms",), 0), (("plugins",), 0), (("forms", "check"), 1)):
        said = forms.say(*words, code=code)
        assert "forms/签到表/form.toml:9: " in said
        assert "the table 户 has no column 党园户" in said
