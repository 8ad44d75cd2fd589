"""A number is found wherever it stands in a file, is never shown in a message, and is not seen where there is none."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hiding import PLACES
from parts import document

from docgen.personal import personal_numbers
from docgen.render import compile_template
from docgen.render.clean import leftovers
from docgen.render.package import read_parts, write_parts
from docgen.render.texts import hidden_texts, shown_texts

ID, MOBILE = "990181197001011233", "13912345678"


def with_number(place: str, number: str) -> dict[str, bytes]:
    """The parts of a template in which a number stands there."""
    parts = document("<w:p><w:r><w:t>{{ 姓名 }}</w:t></w:r></w:p>")
    PLACES[place].put(parts, number)
    return parts


def digits_of(text: str) -> list[str]:
    return [number.digits for number in personal_numbers(text)]


@pytest.mark.parametrize("number", [ID, MOBILE])
@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_found_in_every_place_of_a_file(place: str, number: str):
    parts = read_parts(write_parts(with_number(place, number)))
    found = [each for each in (*hidden_texts(parts), *shown_texts(parts)) if number in digits_of(each.text)]
    assert PLACES[place].shown in {(each.part.en, each.place.en) for each in found}
    assert len(found) <= 3


@pytest.mark.parametrize("place", [name for name, place in PLACES.items() if place.is_dropped])
def test_what_documents_are_made_without_is_in_none(place: str):
    made = compile_template(write_parts(with_number(place, MOBILE)), clean=True).render({"姓名": "钱明"})
    with ZipFile(BytesIO(made)) as archive:
        assert not any(MOBILE in name or MOBILE.encode() in archive.read(name) for name in archive.namelist())


def test_the_check_of_a_template_names_the_place_and_masks_the_number(tmp_path: Path):
    file = tmp_path / "模板.docx"
    file.write_bytes(write_parts(with_number("form field, list", MOBILE)))
    (problem,) = leftovers(file)
    assert str(problem.where) == "模板.docx / body / entry of a dropdown list"
    assert "139****5678" in problem.text.zh
    assert MOBILE not in f"{problem.text} {problem.where} {problem.hint}"
