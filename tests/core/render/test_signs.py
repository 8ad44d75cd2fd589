"""Signs that XML escapes come through whatever a template does with a text: filters, macros, blocks, literals."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from oracle import document

from docgen.render import Rich, Template, compile_template

FIRM = "Smith & Co <甲>"
MADE = {
    "{% macro m(x) %}{{ x }}！{% endmacro %}{{ m(文)|upper }}": "SMITH & CO <甲>！",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(文)[:7] }}": "Smith &",
    "{% macro m() %}{% filter upper %}{{ 文 }}{% endfilter %}{% endmacro %}{{ m() }}": "SMITH & CO <甲>",
    "{% macro m() %}{{ caller(文) }}{% endmacro %}{% call(x) m() %}{{ x|upper }}{% endcall %}": "SMITH & CO <甲>",
    "{% filter upper %}{{ 文 }}{% endfilter %}": "SMITH & CO <甲>",
    "{% set x %}{{ 文 }}{% endset %}{{ x|upper }}{{ x|length }}": "SMITH & CO <甲>14",
    "{{ (文|e)[:7] }}{{ 文|escape|upper }}": "Smith &SMITH & CO <甲>",
    "{{ (文 ~ '&')|upper }}": "SMITH & CO <甲>&",
    "{{ 'a & b' }}{{ 'a & b'|upper }}": "a & bA & B",
    "{% if 文 == 'Smith & Co <甲>' %}是{% endif %}": "是",
    "{{ 文|replace('&', '和') }}": "Smith 和 Co <甲>",
    "{{ '%s，%.1f' % (文, 3.14) }}": "Smith & Co <甲>，3.1",
    "{{ 'a&b'|safe|upper }}": "A&B",
}


@pytest.mark.parametrize("typed", MADE)
@pytest.mark.parametrize("whole", [False, True], ids=["compiled", "as docxtpl"])
def test_no_filter_cuts_through_what_is_escaped(tmp_path: Path, typed: str, whole: bool):
    path = document(tmp_path / "信.docx", typed)
    context = {"文": FIRM}
    made = Template(path).render({**context, "_": object()}) if whole else compile_template(path).render(context)
    assert Document(BytesIO(made)).paragraphs[0].text == MADE[typed]


def test_formatted_text_stays_formatted_in_a_format(tmp_path: Path):
    path = document(tmp_path / "信.docx", "{% set x = '%s' % 粗 %}{{r x }}")
    made = compile_template(path).render({"粗": Rich("重 & 要", bold=True)})
    (paragraph,) = Document(BytesIO(made)).paragraphs
    assert [(run.text, run.bold) for run in paragraph.runs if run.text] == [("重 & 要", True)]


FORMATS: dict[str, Any] = {
    '{{ "%.2f"|format(数) }}': "3.14",
    "{{ '%02d' % 页 }}{{ '%5.1f' % 数 }}": "07  3.1",
    "{% for 组 in 列|batch(2, '—') %}[{{ 组|join('') }}]{% endfor %}": "[甲乙][丙—]",
    "{% for 组 in 列|slice(2) %}[{{ 组|join('') }}]{% endfor %}": "[甲乙][丙]",
    "{{ 'ab'|center(6) }}{{ 'ab cd'|wordwrap(2, wrapstring='/') }}": "  ab  ab/cd",
    "{{ '7'.zfill(3) }}{{ 'a'.rjust(3) }}": "007  a",
    "{% block 一 %}{{ 页 }}{% endblock %}": "7",
    "{% macro m(x, y) %}{{ x }}{% if y %}，{{ y }}{% endif %}{% endmacro %}{{ m(1) }}；{{ m(1, 2) }}": "1；1，2",
    "{% for x in 列 %}{% if loop.index == 2 %}{% continue %}{% endif %}{{ x }}{% endfor %}": "甲丙",
    "{% for x in 列 %}{% if loop.index == 2 %}{% break %}{% endif %}{{ x }}{% endfor %}": "甲",
}


@pytest.mark.parametrize("typed", FORMATS)
def test_what_templates_of_docxtpl_use_works(tmp_path: Path, typed: str):
    path = document(tmp_path / "信.docx", typed)
    made = compile_template(path).render({"数": 3.14159, "页": 7, "列": ["甲", "乙", "丙"]})
    assert Document(BytesIO(made)).paragraphs[0].text == FORMATS[typed]
