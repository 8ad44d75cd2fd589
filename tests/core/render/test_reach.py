"""What a template cannot reach, cannot blow up and cannot print where it does not fit."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from oracle import document, picture

from docgen.problems import DocgenError
from docgen.render import Picture, Rich, Sub, combined, compile_template


def printed(path: Path, *paragraphs: str, **values: Any) -> list[str]:
    data = compile_template(document(path / "t.docx", *paragraphs)).render(values)
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


REACHES = [
    "{{ 章.source }}",
    "{{ 章.source.parent.joinpath('x.bat').write_text('calc') }}",
    "{{ 路.read_text() }}",
    "{{ 路.parent.joinpath('x').write_text('y') }}",
    "{{ 文.xml(1) }}",
    "{{ (1).to_bytes(9) }}",
    "{{ '甲'.encode() }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ 函() }}",
    "{{ 类.mro() }}",
]


class Owner:
    def mro(self) -> str:
        raise AssertionError("called")


@pytest.mark.parametrize("tag", [tag for tag in REACHES if "函" not in tag])
def test_no_method_is_called_that_is_not_known_to_look_only(tmp_path: Path, tag: str):
    values = {"章": Picture(picture(tmp_path / "p.png")), "路": tmp_path / "p.png", "文": Rich("x"), "类": Owner()}
    with pytest.raises(DocgenError):
        printed(tmp_path, tag, **values)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.png", "t.docx"]


def test_what_looks_only_may_be_called(tmp_path: Path):
    tags = (
        "{{ 名.strip().upper() }}",
        "{% for k, v in 组.items() %}{{ k }}={{ v }};{% endfor %}{{ 组.get('乙', '无') }}",
    )
    assert printed(tmp_path, *tags, 名=" a ", 组={"甲": 1}) == ["A", "甲=1;无"]


BOMBS = {
    "format": "{{ ('%01500000000d'|format(1))|length }}",
    "replace": "{{ (长|replace('a', 长))|length }}",
    "method replace": "{{ 长.replace('a', 长)|length }}",
    "join": "{{ ([长] * 3000)|join|length }}",
    "sum": "{{ ([[1] * 1000] * 30000)|sum(start=[]) }}",
    "strftime": "{{ 日.strftime('%0999999999Y') }}",
    "macro": "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(40) }}",
    "set": "{% set x = 长 %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 28,
    "values": "{% for i in range(1500) %}{{ 长 }}{% endfor %}",
}


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
@pytest.mark.usefixtures("poor")
def test_what_would_fill_the_memory_is_refused(tmp_path: Path, source: str):
    from datetime import date

    with pytest.raises(DocgenError):
        printed(tmp_path, source, 长="a" * 1_000_000, 日=date(2013, 11, 4))


@pytest.mark.parametrize("tag", ["{{r 名 }}", "{{p 名 }}", '{{r 无|default("甲乙") }}'])
def test_plain_text_in_the_place_of_a_run_or_a_paragraph_gets_one(tmp_path: Path, tag: str):
    assert printed(tmp_path, "前", tag, "后", 名="甲乙") == ["前", "甲乙", "后"]


def test_formatted_text_in_the_place_of_a_paragraph_gets_one(tmp_path: Path):
    assert printed(tmp_path, "前", "{{p 文 }}", 文=Rich("粗", bold=True)) == ["前", "粗"]


def test_a_document_in_the_place_of_a_run_is_refused(tmp_path: Path):
    with pytest.raises(DocgenError, match=r"\{\{p name\}\}"):
        printed(tmp_path, "{{r 附 }}", 附=Sub(document(tmp_path / "s.docx", "附件")))


@pytest.mark.parametrize("tag", ["{{ 章|string }}", "{{ 章|upper }}", "{{ 章|length }}"])
def test_a_picture_is_no_text(tmp_path: Path, tag: str):
    with pytest.raises(DocgenError):
        printed(tmp_path, tag, 章=Picture(picture(tmp_path / "p.png")))


@pytest.mark.parametrize(
    "source", ["{% macro m(x) %}{{ x }}{% endmacro %}{{ m(章) }}", "{{ [章, 章]|join('、') }}", "{{ 章 ~ '盖' }}"]
)
def test_a_picture_passes_through_macros_and_lists(tmp_path: Path, source: str):
    png = picture(tmp_path / "p.png")
    data = compile_template(document(tmp_path / "t.docx", source)).render({"章": Picture(png)})
    made = Document(BytesIO(data))
    names = made.element.xpath(".//a:blip/@r:embed")
    assert names
    assert {made.part.related_parts[name].blob for name in names} == {png.read_bytes()}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Picture(b"", width=-5),
        lambda: Picture(b"", height="40"),  # type: ignore[arg-type]
        lambda: Rich("x", color="red"),
        lambda: Rich("x", size=-1),
        lambda: Rich("x", underline="很波浪"),
        lambda: Rich("x", colour="FF0000"),
    ],
)
def test_formats_that_word_does_not_have_are_refused_at_once(wrong: Any):
    with pytest.raises(DocgenError):
        wrong()


def test_a_part_of_too_many_elements_is_refused_before_it_is_parsed(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "t.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<x>" + b"<a/>" * 3_000_000 + b"</x>")
    with pytest.raises(DocgenError, match=r"outsized|inflates"):
        compile_template(tmp_path / "t.docx")


def test_an_encrypted_entry_is_refused_by_name(tmp_path: Path):
    data = bytearray(document(tmp_path / "t.docx", "x").read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "t.docx").write_bytes(data)
    with pytest.raises(DocgenError) as caught:
        compile_template(tmp_path / "t.docx")
    assert "t.docx" in str(caught.value)


def test_print_files_keep_to_the_same_rules(tmp_path: Path):
    template = compile_template(document(tmp_path / "t.docx", "{{r 名 }}"))
    texts = [p.text for p in Document(BytesIO(combined((template, {"名": n}) for n in "甲乙"))).paragraphs]
    assert texts == ["甲", "乙"]
    assert json.dumps(texts)
