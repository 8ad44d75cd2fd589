"""What of a template's names must be in its data, and what each comes from: none that the template makes itself."""

from pathlib import Path

import pytest
from oracle import document

from docgen.render import compile_template
from docgen.render.uses import uses

OWN = {
    "a macro": ("{% macro 称(x, y=x) %}{{ x }}{{ y }}{% endmacro %}{{ 称(姓名) }}{{ 称.name }}", "姓名"),
    "a text between two tags": ("{% set z %}甲{{ 姓名 }}{% endset %}{{ z }}", "姓名"),
    "a text with a filter": ("{% set z | upper %}=甲{{ 姓名 }}{% endset %}{{ z }}", "姓名"),
    "a caller": ("{% macro 框(t) %}{{ t }}{{ caller() }}{% endmacro %}{% call 框(姓名) %}甲{% endcall %}", "姓名"),
    "names of a call": (
        "{% macro 框() %}{{ varargs|join }}{{ caller('乙') }}{% endmacro %}{% call(u) 框(姓名) %}{{ u }}{% endcall %}",
        "姓名",
    ),
    "groups": (
        "{% for g in 行|groupby('镇') %}{{ g.grouper }}{{ g[0] }}{{ g[1]|length }}{{ g.list|length }}"
        "{% for 人 in g.list %}{{ 人.名 }}{% endfor %}{% endfor %}",
        "行 行.名",
    ),
    "groups with two names": (
        "{% for 镇, 组 in 行|groupby('镇') %}{{ 镇 }}{% for 人 in 组 %}{{ 人.名 }}{% endfor %}{% endfor %}",
        "行 行.名",
    ),
    "the values of one column": ("{% for 名 in 行|map(attribute='名') %}{{ 名 }}{% endfor %}", "行 行.名"),
    "values that a filter made": ("{% for 名 in 行|map('trim') %}{{ 名.大 }}{% endfor %}", "行"),
    "rows that a filter chose": ("{% for 人 in 行|selectattr('名')|sort %}{{ 人.名 }}{% endfor %}", "行 行.名"),
    "pairs": ("{% for p in 表|items %}{{ p.甲 }}{% endfor %}{% for k, v in 表.items() %}{{ v.甲 }}{% endfor %}", "表"),
    "the condition of a loop": ("{% for 人 in 行 if 人.在 %}{{ 人.名 }}{% endfor %}", "行 行.在 行.名"),
    "a loop within itself": ("{% for 人 in 树 recursive %}{{ 人.名 }}{{ loop(人.下) }}{% endfor %}", "树"),
    "a namespace": ("{% set 数 = namespace(共=0) %}{% set 数.共 = 数.共 + 甲 %}{{ 数.共 }}", "甲"),
    "with": ("{% with a = 社区 %}{{ a.名 }}{% endwith %}", "社区 社区.名"),
    "a number": ("{% set 数 = 行|length %}{{ 数 }}{% set 首 = 行|first %}{{ 首.名 }}", "行 行.名"),
    "what stands in": ("{% set 备注 = 备注|default('无') %}{{ 备注 }}", ""),
    "what is asked for": ("{% if 甲 is defined and 甲 %}{{ 甲.乙 }}{% else %}{{ 丙 }}{% endif %}", "丙"),
    "what is asked for in its tag": ("{{ 甲 if 甲 is defined else '' }}{{ 甲 is defined and 甲 }}", ""),
    "what is printed as it stands": ("{% raw %}{{ 甲 }}{% endraw %}{{ 乙 }}", "乙"),
    "signs that keep blanks": ("{%+ for 人 in 行 +%}{{ 人.名 }}{%+ endfor +%}", "行 行.名"),
    "a name in brackets": ('{{ 甲["乙"] }}', "甲.乙"),
}


@pytest.mark.parametrize("name", OWN)
def test_names_that_a_template_makes_are_not_asked_of_its_data(tmp_path: Path, name: str):
    typed, expected = OWN[name]
    path = document(tmp_path / "信.docx", typed)
    found = {".".join(use.source) for use in uses(path) if not use.optional}
    assert found == set(expected.split())
    first = {chain.partition(".")[0] for chain in found}
    assert {chain[0] for chain in compile_template(path).names()} == first


def test_a_name_is_asked_for_behind_the_block_that_made_it_or_asked_for_it(tmp_path: Path):
    path = document(
        tmp_path / "信.docx",
        "{% if 甲 is defined %}{% if 乙 %}{{ 甲 }}{% endif %}{% endif %}{{ 甲 }}",
        "{% macro 称(丙) %}{{ 丙 }}{% endmacro %}{{ 丙 }}{{ caller }}",
    )
    assert {use.chain[0] for use in uses(path) if not use.optional} == {"甲", "乙", "丙", "caller"}
