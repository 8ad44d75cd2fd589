"""A number is found wherever it stands in a file, is never shown in a message, and is not seen where there is none."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docxtpl import DocxTemplate
from hiding import PLACES
from parts import document
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from docgen.personal import personal_numbers
from docgen.render import Picture, Rich, Sub, Template, compile_template
from docgen.render.clean import leftovers
from docgen.render.inserts import Insert
from docgen.render.package import read_parts, write_parts
from docgen.render.texts import hidden_texts, shown_texts, texts_of_insert

ID, MOBILE = "990181197001011233", "13912345678"


def with_number(place: str, number: str) -> dict[str, bytes]:
    """The parts of a template in which a number stands there."""
    parts = document("<w:p><w:r><w:t>{{ 姓名 }}</w:t></w:r></w:p>")
    PLACES[place].put(parts, number)
    return parts


def drawing(comment: str = "") -> bytes:
    """A picture whose metadata say so."""
    said, file = PngInfo(), BytesIO()
    said.add_text("Comment", comment, zip=True)
    Image.new("1", (1, 1)).save(file, "PNG", pnginfo=said)
    return file.getvalue()


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


def test_docgen_render_warns_of_what_stays(tmp_path: Path):
    data = write_parts(with_number("document variable", MOBILE))
    (problem,) = compile_template(data).hidden_numbers()
    assert str(problem.where) == "template.docx / settings / document variable"
    assert compile_template(data, clean=True).hidden_numbers() == []


def test_docxtpls_face_makes_what_docxtpl_makes(tmp_path: Path):
    parts = with_number("old picture", MOBILE)
    PLACES["orphan part"].put(parts, MOBILE)
    PLACES["picture, drawn text"].put(parts, MOBILE)
    file = tmp_path / "模板.docx"
    file.write_bytes(write_parts(parts))
    ours, theirs = Template(file), DocxTemplate(file)
    made = BytesIO(ours.render({"姓名": "钱明"}))
    theirs.render({"姓名": "钱明"})
    theirs.save(oracle := BytesIO())
    assert set(ZipFile(made).namelist()) == set(ZipFile(oracle).namelist())
    assert MOBILE.encode() in ZipFile(made).read("word/document.xml")


@pytest.mark.parametrize(
    "value",
    [
        Rich("电话", link=f"tel:{MOBILE}"),
        Picture(drawing(), description=f"电话{MOBILE}"),
        Picture(drawing(), link=f"tel:{MOBILE}"),
        Picture(drawing(MOBILE)),
        Sub(write_parts(with_number("alternative text", MOBILE))),
        Sub(write_parts(with_number("link, telephone", MOBILE))),
    ],
)
def test_what_a_context_brings_is_searched_as_the_template_is(value: Insert):
    assert any(MOBILE in digits_of(text) for text in texts_of_insert(value))


def test_what_does_not_come_along_with_a_document_is_not_searched():
    assert not any(
        MOBILE in digits_of(text) for text in texts_of_insert(Sub(write_parts(with_number("comment", MOBILE))))
    )


def test_a_picture_that_was_hidden_or_deleted_is_in_no_document():
    parts = with_number("picture, EXIF", MOBILE)
    run = b"<w:r><w:drawing>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(run, b"<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>")
    made = compile_template(write_parts(parts), clean=True).render({"姓名": "钱明"})
    assert [name for name in ZipFile(BytesIO(made)).namelist() if "media" in name] == []
