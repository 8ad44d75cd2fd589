"""Make the example of a club: the roster in data/ and the Word templates of its forms.

Everybody in it is invented; the telephone numbers are of those that are kept free for fiction.

python examples/members/make_example.py              all of it, anew; the same bytes each time
python examples/members/make_example.py --out DIR    the same, into another folder
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from docgen.tables.write import to_bytes

HERE = Path(__file__).resolve().parent
HEADERS = "Member No,First Name,Last Name,Street,Town,Postcode,Phone,E-mail,Joined,Boat,Fee,Paid".split(",")
ROSTER = """
Alma Whitlock|12 Mill Lane|2009-04-18|eight|120|yes
Bruno Castell|3 Quay Street|2011-09-03|four|120|no
Carys Penhallow|48 Orchard Road|2014-05-25|double|120|yes
Dmitri Vance|7 Lock Cottages|2015-03-14|eight|120|yes
Edda Lindqvist|21 Weir Walk|2016-06-11|single|150|no
Farah Mossley|9 Towpath View|2016-10-01|four|120|yes
Gideon Hartnoll|30 Bridge Street|2017-04-22|eight|120|yes
Hana Okoro|14 Mill Lane|2018-02-17|double|120|no
Idris Caldbeck|5 Boathouse Row|2018-09-08|eight|120|yes
Jonna Fairweather|66 Orchard Road|2019-05-04|single|150|yes
Kito Brandreth|2 Ferry Close|2019-10-19|four|60|yes
Lucia Tremayne|17 Quay Street|2020-08-29|eight|120|no
Marek Oddie|8 Weir Walk|2021-04-10|eight|120|yes
Nerys Galloway|25 Lock Cottages|2021-06-26|double|120|yes
Osman Thackeray|11 Bridge Street|2022-03-12|four|60|yes
Petra Holloway|40 Towpath View|2022-09-17|eight|120|no
Quentin Sallow|1 Boathouse Row|2023-05-13|single|150|yes
Rosa Dunmore|19 Ferry Close|2024-04-06|four|120|yes
"""
NEW_MEMBERS = """
Silas Wren|52 Orchard Road|2026-01-10|eight|120|no
Tamsin Beck|6 Mill Lane|2026-01-17|four|60|yes
Umar Lockyer|33 Bridge Street|2026-02-07|eight|120|no
"""
_BLUE = RGBColor(0x1F, 0x4E, 0x79)


class Member(NamedTuple):
    """A line of the roster, in the order of HEADERS."""

    number: str
    first_name: str
    last_name: str
    street: str
    town: str
    postcode: str
    phone: str
    email: str
    joined: date
    boat: str
    fee: int
    paid: str


def read_members(text: str, first: int) -> Iterator[Member]:
    """The members of a text, numbered from `first` on."""
    for number, line in enumerate(text.strip().splitlines(), first):
        name, street, joined, boat, fee, paid = line.split("|")
        forename, surname = name.split()
        email = f"{forename}.{surname}@example.org".lower()
        phone = f"153055501{number:02}"
        code = f"R{number:03}"
        yield Member(
            *(code, forename, surname, street, "Riverside", f"RV{number % 9 + 1} 2AB", phone, email),
            *(date.fromisoformat(joined), boat, int(fee), paid),
        )


def make_roster(members: list[Member]) -> bytes:
    """The roster as the secretary keeps it: a title, a header, a line for each member."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Roster"
    page.append(["Riverside Rowing Club: roster 2026"])
    page["A1"].font = Font(size=14, bold=True)
    page.append(HEADERS)
    for cell in page[2]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
    for member in members:
        page.append(list(member))
    for row in page.iter_rows(min_row=3):
        row[HEADERS.index("Joined")].number_format = "d mmm yyyy"
        row[HEADERS.index("Phone")].number_format = "@"
    for column, width in zip("ABCDEFGHIJKL", (11, 12, 14, 20, 11, 10, 14, 32, 12, 9, 7, 7), strict=True):
        page.column_dimensions[column].width = width
    page.freeze_panes = "A3"
    return to_bytes(book)


def make_csv(members: list[Member]) -> bytes:
    """The members who joined by the web page, as its export has them."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(HEADERS)
    lines.writerows(members)
    return text.getvalue().encode()


def make_letter() -> WordDocument:
    """A letter: letterhead, address, date, text."""
    document = new_document("Georgia")
    head = document.sections[0].header.paragraphs[0]
    write(head, "RIVERSIDE ROWING CLUB", size=18, bold=True, colour=_BLUE)
    write(document.sections[0].header.add_paragraph(), "Boathouse Row · Riverside · 1 530 555 0100", size=9)
    for line in ("{{ First_Name }} {{ Last_Name }}", "{{ Street }}", "{{ Town }}  {{ Postcode }}"):
        document.add_paragraph(line).paragraph_format.space_after = Pt(0)
    document.add_paragraph()
    write(document.add_paragraph(), "Your membership fee for {{ year }}", size=13, bold=True)
    for text in (
        "Dear {{ first_name }},",
        "You have rowed with us since {{ Joined }}; thank you. Your fee of ${{ Fee }} for this year has not reached us "
        "yet. Please pay it by {{ deadline|date('full') }}.",
        "We have you in the {{ Boat }} and under the number {{ Phone }}. If either has changed, please tell us.",
        "With kind regards,",
    ):
        document.add_paragraph(text)
    document.add_paragraph().paragraph_format.space_after = Pt(18)
    document.add_paragraph("{{ treasurer }}")
    return document


def make_certificate() -> WordDocument:
    """A certificate on a page that lies on its side."""
    document = new_document("Garamond")
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    lines = (
        ("Riverside Rowing Club", 22, 90),
        ("Certificate of Membership", 40, 30),
        ("{{ FirstName }} {{ LastName }}", 32, 36),
        ("has been a member since {{ Joined|date('long') }}", 18, 12),
        ("Number {{ Member_No }}", 14, 60),
    )
    for text, size, space in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(space), Pt(0)
        write(paragraph, text, size=size, bold=size == 40, colour=_BLUE if size >= 22 else None)
    return document


def make_attendance_list() -> WordDocument:
    """A table that everybody signs, whose header stands on each page."""
    document = new_document("Calibri")
    write(document.add_paragraph(), "Annual meeting, {{ meeting|date('full') }}", size=16, bold=True, colour=_BLUE)
    document.add_paragraph("{{ members|length }} members")
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    table.autofit = False
    fill_row(table, ("No", "Name", "Boat", "Signature"), bold=True)
    repeat_header(table)
    table.add_row().cells[0].text = "{%tr for m in members %}"
    table.add_row()
    fill_row(table, ("{{ loop.index }}", "{{ m.Last_Name }}, {{ m.First_Name }}", "{{ m.Boat }}", ""))
    table.add_row().cells[0].text = "{%tr endfor %}"
    for cells, width in zip(table.columns, (1.5, 6, 3, 6), strict=True):
        cells.width = Cm(width)
        for cell in cells.cells:
            cell.width = Cm(width)
    table.rows[2].height = Cm(0.9)
    return document


def new_document(font: str) -> WordDocument:
    """A blank A4 document in `font`."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(11)  # type: ignore[attr-defined]
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    return document


def write(paragraph: object, text: str, *, size: float, bold: bool = False, colour: RGBColor | None = None) -> None:
    """Add text to a paragraph, in points of `size`."""
    run = paragraph.add_run(text)  # type: ignore[attr-defined]
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def fill_row(table: Table, texts: tuple[str, ...], *, bold: bool = False) -> None:
    """Write the texts into the cells of the last row."""
    for cell, text in zip(table.rows[-1].cells, texts, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold


def repeat_header(table: Table) -> None:
    """Let the first row stand on each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Make the example of a club; everybody in it is invented.")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="write into DIR")
    root = parser.parse_args().out
    old, new = list(read_members(ROSTER, 1)), list(read_members(NEW_MEMBERS, 19))
    files = {"data/Members.xlsx": make_roster(old), "data/New members.csv": make_csv(new)}
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    forms = {"letter": make_letter, "certificate": make_certificate, "attendance-list": make_attendance_list}
    for name, make in forms.items():
        path = root / "forms" / name / f"{name}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        make().save(str(path))


if __name__ == "__main__":
    main()
