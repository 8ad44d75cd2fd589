"""Whatever templates and records are mixed: each record says in the print file what it says alone."""

from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from depth import examples
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import picture

from docgen.render import Combination, Compiled, Picture, Rich, compile_template

PIECES = ["heading", "list", "table", "picture", "markup", "sections", "look", "header", "plain"]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=5)


def build(pieces: list[str], png: Path) -> Any:
    document = Document()
    for piece in pieces:
        if piece == "heading":
            document.add_heading("{{ 名 }}", 1)
        elif piece == "list":
            document.add_paragraph("{{ 名 }}", style="List Number")
        elif piece == "table":
            document.add_table(1, 2).cell(0, 1).text = "{{ 名 }}"
        elif piece == "picture":
            document.add_picture(str(png))
        elif piece == "markup":
            document.add_paragraph("{{ 图 }}")
            document.add_paragraph("{{r 点 }}")
        elif piece == "sections":
            document.add_section(WD_SECTION.CONTINUOUS)
        elif piece == "look":
            document.styles["Normal"].font.size = Pt(20)
        elif piece == "header":
            document.sections[-1].header.paragraphs[0].text = "{{ 名 }}"
        else:
            document.add_paragraph("{{ 名 }}")
    return document


def paragraphs(data: bytes) -> list[str]:
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in Document(BytesIO(data)).element.body.iter(qn("w:p"))
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mix")


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.lists(st.sampled_from(PIECES), max_size=4), min_size=1, max_size=3),
    records=st.lists(st.tuples(st.integers(0, 2), TEXTS), min_size=1, max_size=6),
    sides=st.sampled_from([1, 2, None]),
)
def test_each_record_says_what_it_says_alone(folder, kinds, records, sides):
    png = picture(folder / "p.png")
    names = count()
    templates: list[Compiled] = []
    for kind in kinds:
        path = folder / f"{next(names)}.docx"
        build(kind, png).save(str(path))
        templates.append(compile_template(path))
    file, alone = Combination(sides=sides), []
    for number, name in records:
        template = templates[number % len(templates)]
        context = {"名": name, "图": Picture(png), "点": Rich("点", bold=True)}
        file.add(template, context)
        alone += paragraphs(template.render(context))
    together = paragraphs(file.finish())
    assert [text for text in together if text] == [text for text in alone if text]
    assert len(together) - len(alone) <= len(records)  # a paragraph more where a record ends with a table
