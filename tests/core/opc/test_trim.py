"""What no program reads of a package is left out, and nothing else."""

import pytest
from parts import R, add, document

from docgen.opc.trim import drop_remarks, drop_unreached

MAIN, TYPES = "word/document.xml", "[Content_Types].xml"


def dropped(parts: dict[str, bytes]) -> set[str]:
    return parts.keys() - drop_unreached(parts, MAIN).keys()


def test_a_part_that_nothing_leads_to_goes_with_its_type_and_what_only_it_leads_to():
    parts = document()
    add(parts, "word/left.xml", "<x/>", f"{R}/own", "word/none.xml")
    add(parts, "word/lefter.xml", "<x/>", f"{R}/own", "word/left.xml")
    parts["[trash]/0000.dat"] = b"x"
    assert dropped(parts) == {
        "word/left.xml",
        "word/lefter.xml",
        "[trash]/0000.dat",
        "word/_rels/none.xml.rels",
        "word/_rels/left.xml.rels",
    }
    assert b"left" not in drop_unreached(parts, MAIN)[TYPES]


WAYS = """media/图_1.png media/%E5%9B%BE_1.png /word/media/图_1.png ../word/MEDIA/图_1.PNG media\\图_1.png
    media/图_1.png#a"""


@pytest.mark.parametrize("target", WAYS.split())
def test_a_part_is_reached_however_the_way_to_it_is_written(target: str):
    parts = document()
    parts["word/media/图_1.png"] = b"x"
    line = f'<Relationship Id="rX" Type="{R}/image" Target="{target}"/></Relationships>'.encode()
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", line)
    assert dropped(parts) == set()


def test_of_a_sound_package_everything_stays_as_it_is():
    parts = document("<w:p><w:r><w:t>一</w:t></w:r></w:p>")
    assert drop_unreached(parts, MAIN) == parts
    assert drop_remarks(parts) == parts


def test_a_package_without_the_first_list_keeps_its_body():
    parts = document()
    del parts["_rels/.rels"]
    assert MAIN in drop_unreached(parts, MAIN)


REMARKS = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><!-- 甲 --><a x="1"> 一 <!-- 乙 -->'
    "二<?丙 丁?> 三 </a><!-- 戊 -->"
)
KINDS = [("word/a.VML", "vmlDrawing"), ("word/media/a.svg", "image/svg+xml"), ("word/a.x", "text/xml")]
NO_XML = [b"\x89PNG<!-- x -->", b"<a><!-- x --></b>", b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;<!-- x --></a>"]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_comments_and_instructions_go_from_whatever_is_xml(name: str, kind: str):
    parts = document()
    add(parts, name, REMARKS, f"{R}/own")
    parts[TYPES] = parts[TYPES].replace(b"application/vnd.test+xml", kind.encode())
    made = drop_remarks(parts)[name].decode()
    assert made.endswith('<a x="1"> 一 二 三 </a>')
    assert not any(sign in made for sign in "甲乙丙丁戊")


@pytest.mark.parametrize("data", NO_XML)
def test_what_is_no_xml_stays_as_it_is(data: bytes):
    parts = document()
    add(parts, "word/a.svg", "", f"{R}/image")
    parts["word/a.svg"] = data
    assert drop_remarks(parts)["word/a.svg"] == data
