"""One print file of many records: what each record keeps of its own."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from oracle import picture

from docgen.problems import DocgenError
from docgen.render import Combination, Compiled, Picture, Rich, combined, compile_template
from docgen.text import speaking

Build = Callable[[Any], None]
NAMES = ("甲", "乙", "丙")
LIST = 5  # that of List Number in python-docx's own document


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def template(tmp_path: Path) -> Callable[[Build], Compiled]:
    """A template of python-docx's own document, changed by a function."""
    made = iter(range(100))

    def make(build: Build) -> Compiled:
        document = Document()
        build(document)
        path = tmp_path / f"{next(made)}.docx"
        document.save(str(path))
        return compile_template(path)

    return make


def letter(document: Any) -> None:
    document.add_paragraph("致{{ 名 }}：")
    document.add_paragraph("请按时到会。")


def of_names(template: Compiled, names: tuple[str, ...] = NAMES, **more: Any) -> list[tuple[Compiled, dict[str, Any]]]:
    return [(template, {"名": name, **more}) for name in names]


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def sections(data: bytes) -> list[list[str]]:
    """The paragraphs of each section, also those in tables."""
    found: list[list[str]] = [[]]
    for paragraph in Document(BytesIO(data)).element.body.iter(qn("w:p")):
        found[-1].append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            found.append([])
    return [section for section in found if section]


def shown(data: bytes, what: str) -> list[str]:
    """The text above or below each section."""
    return ["".join(p.text for p in getattr(section, what).paragraphs) for section in Document(BytesIO(data)).sections]


def values(xml: str, pattern: str) -> list[str]:
    return re.findall(pattern, xml)


class TestSections:
    def test_each_record_stands_in_a_section_of_its_own_without_a_paragraph_more(self, template):
        data = combined(of_names(template(letter)))
        assert sections(data) == [[f"致{name}：", "请按时到会。"] for name in NAMES]

    @pytest.mark.parametrize(("sides", "start"), [(1, WD_SECTION.NEW_PAGE), (2, WD_SECTION.ODD_PAGE)])
    def test_each_begins_on_a_new_page_and_on_a_front_page_when_printed_on_both_sides(self, template, sides, start):
        data = combined(of_names(template(letter)), sides=sides)
        assert [section.start_type for section in Document(BytesIO(data)).sections] == [start] * 3

    def test_a_template_states_its_sides_by_the_page_on_which_its_section_begins(self, template):
        def duplex(document: Any) -> None:
            letter(document)
            document.sections[0].start_type = WD_SECTION.ODD_PAGE

        file = Combination()
        for record in of_names(template(duplex)) + of_names(template(letter)):
            file.add(*record)
        found = [section.start_type for section in Document(BytesIO(file.finish())).sections]
        assert found == [WD_SECTION.ODD_PAGE] * 3 + [WD_SECTION.NEW_PAGE] * 3
        assert file.prints_on_fronts

    def test_page_numbers_begin_again_where_they_are_shown(self, template):
        def numbered(document: Any) -> None:
            letter(document)
            footer = document.sections[0].footer.paragraphs[0]._p
            footer.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))

        assert values(part(combined(of_names(template(numbered)))), r'<w:pgNumType[^>]* w:start="(\d+)"') == ["1"] * 3
        assert "pgNumType" not in part(combined(of_names(template(letter))))  # LibreOffice would print blank backs

    def test_the_pages_of_a_record_are_counted_not_those_of_the_file(self, template):
        def counted(document: Any) -> None:
            letter(document)
            footer = document.sections[0].footer.paragraphs[0]._p
            footer.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" NUMPAGES "/>'))

        data = combined(of_names(template(counted)))
        ends = values(part(data), r'<w:bookmarkStart [^>]*w:name="(_record\d)"')
        assert ends == ["_record1", "_record2", "_record3"]
        fields = [footer._element.xpath("string(.//w:fldSimple/@w:instr)") for footer in _footers(data)]
        assert [field.split()[:2] for field in fields] == [["PAGEREF", end] for end in ends]

    def test_a_template_of_several_sections_keeps_them(self, template):
        def landscape(document: Any) -> None:
            letter(document)
            section = document.add_section(WD_SECTION.CONTINUOUS)
            section.left_margin = 0
            document.add_paragraph("表{{ 名 }}")

        found = Document(BytesIO(combined(of_names(template(landscape))))).sections
        assert [s.start_type for s in found] == [WD_SECTION.NEW_PAGE, WD_SECTION.CONTINUOUS] * 3
        assert [s.left_margin == 0 for s in found] == [False, True] * 3

    @pytest.mark.parametrize(
        "build",
        [
            lambda d: d.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("表{{ 名 }}"),
            lambda d: d.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}/>")),
            lambda d: d.add_paragraph("{{ 名 }}", style="Heading 1"),
            lambda d: d.add_paragraph("{{ 名 }}")._p.append(parse_xml(_TEXT_BOX)),
            lambda d: d.element.body.remove(d.element.body.sectPr) or d.add_paragraph("{{ 名 }}"),
        ],
        ids=["a table", "an empty paragraph", "a heading", "a text box", "no section"],
    )
    def test_whatever_a_template_ends_with(self, template, build):
        data = combined(of_names(template(build)))
        assert len(Document(BytesIO(data)).sections) == 3


_TEXT_BOX = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="_x0000_s1026"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def _footers(data: bytes) -> list[Any]:
    return [section.footer for section in Document(BytesIO(data)).sections]


class TestHeaders:
    def test_those_that_vary_are_kept_apart_and_equal_ones_are_one_part(self, template):
        def build(document: Any) -> None:
            letter(document)
            document.sections[0].header.paragraphs[0].text = "{{ 社区 }}社区"
            document.sections[0].footer.paragraphs[0].text = "{{ 名 }}户"

        records = of_names(template(build), 社区="一") + of_names(template(build), ("丁",), 社区="二")
        data = combined(records)
        assert shown(data, "header") == ["一社区"] * 3 + ["二社区"]
        assert shown(data, "footer") == ["甲户", "乙户", "丙户", "丁户"]
        names = zipfile.ZipFile(BytesIO(data)).namelist()
        assert sum("header" in name for name in names) == 2

    def test_a_record_does_not_inherit_what_the_one_before_shows(self, template):
        def headed(document: Any) -> None:
            letter(document)
            document.sections[0].header.paragraphs[0].text = "页眉"
            document.sections[0].different_first_page_header_footer = True
            document.sections[0].first_page_footer.paragraphs[0].text = "首页脚"

        data = combined([*of_names(template(headed)), *of_names(template(letter))])
        assert shown(data, "header") == ["页眉"] * 3 + [""] * 3
        assert shown(data, "first_page_footer") == ["首页脚"] * 3 + [""] * 3
        assert all(not section.header.is_linked_to_previous for section in Document(BytesIO(data)).sections)

    def test_even_pages_of_a_template_without_even_headers_show_its_own(self, template):
        def even(document: Any) -> None:
            letter(document)
            document.settings.odd_and_even_pages_header_footer = True
            document.sections[0].header.paragraphs[0].text = "单"
            document.sections[0].even_page_header.paragraphs[0].text = "双"

        def plain(document: Any) -> None:
            letter(document)
            document.sections[0].header.paragraphs[0].text = "每页"

        data = combined([*of_names(template(plain), ("甲",)), *of_names(template(even), ("乙",))])
        assert Document(BytesIO(data)).settings.odd_and_even_pages_header_footer
        assert shown(data, "header") == ["每页", "单"]
        assert shown(data, "even_page_header") == ["每页", "双"]

    def test_a_picture_in_a_header(self, template, tmp_path):
        def build(document: Any) -> None:
            letter(document)
            document.sections[0].header.paragraphs[0].text = "{{ 图 }}"

        png = picture(tmp_path / "p.png")
        data = combined(of_names(template(build), 图=Picture(png, width=9)))
        for section in Document(BytesIO(data)).sections:
            (name,) = section.header._element.xpath(".//a:blip/@r:embed")
            assert section.header.part.related_parts[name].blob == png.read_bytes()


class TestNumbersAndNames:
    def test_bookmarks_are_one_of_a_kind_and_references_follow(self, template):
        def build(document: Any) -> None:
            paragraph = document.add_paragraph("{{ 名 }}")._p
            paragraph.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="7" w:name="依据"/>'))
            paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="7"/>'))
            paragraph.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGEREF 依据 \\h "/>'))
            paragraph.append(parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="依据"/>'))
            document.add_paragraph("尾")

        xml = part(combined(of_names(template(build))))
        names = ["依据", "依据_2", "依据_3"]
        assert values(xml, r'<w:bookmarkStart [^>]*w:name="([^"]*)"') == names
        assert values(xml, r'w:anchor="([^"]*)"') == names
        assert values(xml, r"PAGEREF (\S+)") == names
        starts, ends = values(xml, r'bookmarkStart w:id="(\d+)"'), values(xml, r'bookmarkEnd w:id="(\d+)"')
        assert starts == ends
        assert len(set(starts)) == 3

    @pytest.mark.parametrize("style", ["List Number", None], ids=["by style", "by paragraph"])
    def test_lists_begin_anew_with_each_record(self, template, style):
        def build(document: Any) -> None:
            for text in ("一{{ 名 }}", "二"):
                paragraph = document.add_paragraph(text, style=style)
                if style is None:
                    properties = paragraph._p.get_or_add_pPr()
                    properties.append(
                        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{LIST}"/></w:numPr>')
                    )
            document.add_paragraph("点", style="List Bullet")

        data = combined(of_names(template(build)))
        document = Document(BytesIO(data))
        lists = [_list_of(document, p) for p in document.paragraphs if p.text != "点"]
        assert lists[0] == lists[1] != lists[2] == lists[3] != lists[4] == lists[5]
        for number in (lists[2], lists[4]):
            (restarts,) = document.part.numbering_part.element.xpath(f'w:num[@w:numId="{number}"]')
            assert restarts.xpath(".//w:startOverride/@w:val")
        assert "numPr" not in "".join(p._p.xml for p in document.paragraphs if p.text == "点")

    def test_drawings_are_numbered_and_a_picture_of_the_template_is_stored_once(self, template, tmp_path):
        def build(document: Any) -> None:
            letter(document)
            document.add_picture(str(picture(tmp_path / "seal.png")))

        data = combined(of_names(template(build)))
        numbers = values(part(data), r'<wp:docPr [^>]*id="(\d+)"')
        assert len(set(numbers)) == 3
        assert sum("media/" in name for name in zipfile.ZipFile(BytesIO(data)).namelist()) == 1

    def test_pictures_of_records_are_their_own(self, template, tmp_path):
        def build(document: Any) -> None:
            document.add_paragraph("{{ 名 }}{{ 图 }}")

        made = template(build)
        files = [picture(tmp_path / f"{red}.png", red=red) for red in (1, 2, 1)]
        data = combined((made, {"名": "x", "图": Picture(file)}) for file in files)
        document = Document(BytesIO(data))
        shows = [document.part.related_parts[name].blob for name in document.element.xpath(".//a:blip/@r:embed")]
        assert shows == [file.read_bytes() for file in files]
        assert len(set(values(part(data), r'<wp:docPr [^>]*id="(\d+)"'))) == 3

    def test_content_controls_shapes_and_comments(self, template):
        def build(document: Any) -> None:
            paragraph = document.add_paragraph("{{ 名 }}")._p
            paragraph.append(
                parse_xml(
                    f'<w:sdt {nsdecls("w")}><w:sdtPr><w:id w:val="5"/>'
                    '<w:dataBinding w:xpath="/x" w:storeItemID="{A}"/></w:sdtPr>'
                    "<w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"
                )
            )
            paragraph.append(parse_xml(_TEXT_BOX))
            paragraph.append(parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="0"/>'))

        xml = part(combined(of_names(template(build))))
        assert "dataBinding" not in xml
        assert "commentRange" not in xml
        assert len(set(values(xml, r'id="(_x0000_s\d+)"'))) == 3
        assert "控" in xml


def _list_of(document: Any, paragraph: Any) -> str:
    """The number of the list that a paragraph is in, by itself or by its style."""
    found = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val") or paragraph.style.element.xpath(
        "w:pPr/w:numPr/w:numId/@w:val"
    )
    return str(found[0])


class TestNotes:
    @pytest.fixture
    def noted(self, tmp_path: Path) -> Compiled:
        document = Document()
        paragraph = document.add_paragraph("正文{{ 名 }}")
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
        document.save(str(tmp_path / "n.docx"))
        with zipfile.ZipFile(tmp_path / "n.docx") as package:
            parts = {name: package.read(name) for name in package.namelist()}
        types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        parts[types] = parts[types].replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
        )
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        parts[relations] = parts[relations].replace(
            b"</Relationships>",
            f'<Relationship Id="rId99" Type="{office}" Target="footnotes.xml"/></Relationships>'.encode(),
        )
        note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
        notes = note.format(0, ' w:type="separator"', "") + note.format(2, "", "注{{ 名 }}")
        parts["word/footnotes.xml"] = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
        with zipfile.ZipFile(tmp_path / "n.docx", "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return compile_template(tmp_path / "n.docx")

    def test_each_record_has_its_own_numbered_from_1(self, noted, template):
        data = combined([*of_names(template(letter), ("子",)), *of_names(noted)])
        notes = part(data, "word/footnotes.xml")
        assert values(notes, "<w:t[^>]*>(注.)") == ["注甲", "注乙", "注丙"]
        written = values(notes, r'<w:footnote w:id="(\d+)"(?! w:type)')
        assert values(part(data), r'footnoteReference w:id="(\d+)"') == written
        assert len(set(written)) == 3
        assert values(part(data), r'<w:footnotePr><w:numRestart w:val="(\w+)"/>') == ["eachSect"] * 3
        assert notes.count("separator") == 1


class TestFailures:
    def test_a_record_that_fails_leaves_the_file_as_it_was(self, template):
        made = template(letter)
        file = Combination()
        file.add(made, {"名": "甲"})
        with pytest.raises(DocgenError):
            file.add(made, {})
        file.add(made, {"名": "丙"})
        assert sections(file.finish()) == [[f"致{name}：", "请按时到会。"] for name in "甲丙"]
        assert file.records == 2

    def test_nothing_to_print_is_said(self):
        with pytest.raises(DocgenError, match="nothing to print"):
            combined([])

    def test_characters_that_were_left_out_are_reported(self, template):
        problems: list[Any] = []
        Combination().add(template(letter), {"名": "甲\x01"}, problems=problems)
        assert [str(problem) for problem in problems] == [
            "0.docx: 名 holds characters that a document cannot hold; they were left out: U+0001"
        ]

    def test_the_same_records_give_the_same_bytes(self, template, tmp_path):
        records = of_names(template(letter)) + of_names(template(letter))
        assert combined(records) == combined(records)

    def test_properties_do_not_name_one_of_many_people(self, template):
        def build(document: Any) -> None:
            letter(document)
            document.core_properties.title = "致{{ 名 }}"
            document.core_properties.author = "组织部"

        properties = Document(BytesIO(combined(of_names(template(build))))).core_properties
        assert (properties.title, properties.author) == ("", "组织部")


def test_formatted_text_of_a_context_is_taken_in(template):
    def build(document: Any) -> None:
        document.add_paragraph("{{r 点 }}")

    data = combined(of_names(template(build), 点=Rich("要点", bold=True, link="https://example.com/")))
    document = Document(BytesIO(data))
    assert [p._p.xpath("string(.)") for p in document.paragraphs] == ["要点"] * 3
    (leads,) = {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert leads == "https://example.com/"
