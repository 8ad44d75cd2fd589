"""The forms of a workspace are loaded together: a broken one stops no other, and their order decides nothing."""

import json
import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from letters import Office
from own_forms import Forms


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    return Forms(docgen, Office(tmp_path / "换届"))


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def as_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def as_brackets(path: Path) -> None:
    path.write_text(f"x = {'[' * 5000}", encoding="utf-8")


def as_huge(path: Path) -> None:
    path.write_text("#" * (2 << 20), encoding="utf-8")


BROKEN = {
    "a folder": ("form.toml", as_folder, "it is a folder"),
    "a pipe": ("form.toml", as_pipe, "it is a pipe"),
    "brackets without end": ("form.toml", as_brackets, "too many brackets"),
    "far too large": ("form.toml", as_huge, "far too large"),
    "a template that is a folder": ("坏表.docx", as_folder, "坏表.docx cannot be read: it is a folder"),
    "a template that is a pipe": ("坏表.docx", as_pipe, "坏表.docx cannot be read: it is a pipe"),
}


ONE_AFTER_THE_OTHER = """
import json, sys
from docgen.cli import run
print([run(["--lang", "en", "-w", sys.argv[1], *words]) for words in json.loads(sys.argv[2])])
"""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes on Windows")
@pytest.mark.parametrize("case", BROKEN)
def test_a_form_that_cannot_be_read_is_off_and_stops_nothing(forms, case):
    name, make, why = BROKEN[case]
    make(forms.put("坏表", 'access = "内部"', "{{ 年度 }}") / name)
    forms.put()

    lines = [["forms", "check", "--json"], ["--help"], ["签到表", "石羊镇"], ["templates"]]
    command = [sys.executable, "-P", "-c", ONE_AFTER_THE_OTHER, forms.workspace, json.dumps(lines)]
    # in a process of its own, which may be stopped when it waits for ever
    ran = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)
    checked, _ = json.JSONDecoder().raw_decode(ran.stdout)
    found = {each["form"]: each["problems"] for each in checked}
    assert found["签到表"] == []
    assert why in found["坏表"][0]["text"]["en"]
    assert ran.stdout.splitlines()[-1].startswith("[1, 0, 0, ")
    assert "Traceback" not in ran.stderr


def bringing(table: str, more: str = "", to: str = "") -> str:
    """A form of a table, one of whose columns may refer to another."""
    column = f'[[table.columns]]\ntitle = "所属"\nto = "{to}"\n' if to else ""
    return f'access = "内部"\n{more}\n[table]\nname = "{table}"\n[[table.columns]]\ntitle = "名称"\n{column}'


WEB = {
    "one refers to the other": (bringing("甲表", to="乙表"), bringing("乙表")),
    "one lists the other": (bringing("甲表", '[lists.各行]\ntable = "乙表"'), bringing("乙表")),
    "one is for the rows of the other": (bringing("甲表", 'each = "乙表"'), bringing("乙表")),
    "each refers to the other": (bringing("甲表", to="乙表"), bringing("乙表", to="甲表")),
    "each is for the rows of the other": (bringing("甲表", 'each = "乙表"'), bringing("乙表", 'each = "甲表"')),
}


@pytest.mark.parametrize("names", list(permutations(["先", "后"])), ids="-".join)
@pytest.mark.parametrize("web", WEB.values(), ids=WEB)
def test_a_form_may_name_the_table_of_another_whichever_comes_first(forms, web, names):
    for name, toml in zip(names, web, strict=True):
        forms.put(name, toml, "{{ 年度 }}")
    for table in ("甲表", "乙表"):
        forms.sheet(table, "名称,所属", f"{table}一,")
    said = forms.say("forms", "check")
    assert all(f"{name}: nothing is wrong" in said for name in names)
    assert all(table in forms.say("tables") for table in ("甲表", "乙表"))
    listed = {each["name"]: each for each in json.loads(forms.say("plugins", "--json"))}
    assert listed[names[0]]["brings"]["records"] == ["甲表"]


def test_a_table_of_a_form_that_is_off_is_no_table_for_others(forms):
    forms.put("一", bringing("甲表", to="乙表"), "{{ 年度 }}")
    forms.put("二", bringing("乙表", 'each = "没有"'), "{{ 年度 }}")
    forms.put("三", bringing("丙表"), "{{ 年度 }}")
    forms.sheet("丙表", "名称", "一")
    found = {each["form"]: each["problems"] for each in json.loads(forms.say("forms", "check", "--json", code=1))}
    assert "there is no table 没有" in found["二"][0]["text"]["en"]
    assert "there is no table 乙表" in found["一"][0]["text"]["en"]
    assert found["三"] == []


def test_the_second_form_that_brings_a_table_is_off_with_its_line_and_what_it_alone_brings_is_gone(forms):
    forms.put("一", bringing("甲表"), "{{ 年度 }}")
    second = bringing("丙表").replace("[table]", "[[table]]") + bringing("甲表").partition("\n\n")[2].replace(
        "[table]", "[[table]]"
    )
    forms.put("二", second, "{{ 年度 }}")
    forms.put("三", bringing("丁表", to="丙表"), "{{ 年度 }}")
    forms.sheet("甲表", "名称", "一")
    found = {each["form"]: each["problems"] for each in json.loads(forms.say("forms", "check", "--json", code=1))}
    assert found["一"] == []
    assert found["二"][0]["text"]["en"].startswith("the name '甲表' is taken: 一 and 二")
    line = second.splitlines().index('name = "甲表"') + 1
    assert found["二"][0]["where"] == f"forms/二/form.toml:{line}"
    assert "there is no table 丙表" in found["三"][0]["text"]["en"]


def test_keys_that_nobody_knows_are_told_in_the_order_of_the_file(forms):
    """A set has another order in each process."""
    keys = ["titel", "acess", "eech", "sorte", "gaven", "fielname"]
    forms.put("坏表", "\n".join(f'{key} = "x"' for key in keys), "{{ 年度 }}")
    (checked,) = json.loads(forms.say("forms", "check", "--json", code=1))
    assert [each["where"].rpartition(":")[2] for each in checked["problems"]][:6] == list("123456")
