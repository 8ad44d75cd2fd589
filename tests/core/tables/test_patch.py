"""Cells of a sheet changed in its XML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.opc.tags import with_findable_tags
from docgen.tables.letters import column_number
from docgen.tables.patch import SheetCell, patch_sheet

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


CELLS = st.dictionaries(
    st.integers(1, 12), st.sets(st.sampled_from(["A", "B", "Z", "AA", "AB"]), min_size=1), max_size=6
)


@given(there=CELLS, wanted=CELLS)
def test_whatever_cells_are_there_and_wanted_each_is_there_once_in_order(
    there: dict[int, set[str]], wanted: dict[int, set[str]]
):
    order = ["A", "B", "Z", "AA", "AB"]
    rows = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{c}{row}"><v>1</v></c>""" for c in order if c in there[row])}</row>'
        for row in sorted(there)
    )
    xml = f'<worksheet xmlns="x"><sheetData>{rows}</sheetData></worksheet>'.encode()
    colours = {
        row: {column_number(c): lambda cell, _: cell.with_style(7) for c in cells} for row, cells in wanted.items()
    }
    made = patch_sheet(xml, colours).decode()
    found = re.findall(r'<c r="([A-Z]+)(\d+)"( s="7")?', made)
    expected = [
        (c, str(row), ' s="7"' if c in wanted.get(row, ()) else "")
        for row in sorted({*there, *wanted})
        for c in order
        if c in there.get(row, set()) | wanted.get(row, set())
    ]
    assert found == expected
    numbers = [int(number) for number in re.findall(r'<row r="(\d+)"', made)]
    assert numbers == sorted({*there, *wanted})


@pytest.mark.parametrize(
    "row",
    [
        b"<row r='1'><c r='A1' s='4' t='str'><f>\"a>b\"</f><v>1</v></c></row>",
        b'<row x:r="9" r = "1" ><c\n x:s="9" s = "4" t="str" r="A1" ><f>"a&gt;b"</f><v>1</v></c ></row\n>',
        b'<row note="a>b/"><c s="4" t="str" note="/>"><f>"a&gt;b"</f><v>1</v></c></row>',
        b'<row r="1"><!-- <c r="A1" s="9"/> --><c r="A1" s="4" t="str"><f>"a>b"</f><v><![CDATA[1]]></v></c></row>',
        b'<s:row xmlns:s="%b" r="1"><s:c r="A1" s="4" t="str"><s:f>"a>b"</s:f><s:v>1</s:v></s:c></s:row>' % S.encode(),
    ],
    ids=["single quotes", "blanks and prefixes of attributes", "signs in values", "comments", "a prefix"],
)
def test_however_a_cell_is_written_it_is_the_one_that_changes(row: bytes):
    seen: list[SheetCell] = []

    def change(cell: SheetCell, left: SheetCell) -> SheetCell:
        seen.append(cell)
        return cell.with_style(7)

    xml = b'<worksheet xmlns="%b" xmlns:x="x"><sheetData>%b</sheetData></worksheet>' % (S.encode(), row)
    made = patch_sheet(with_findable_tags(xml), {1: {0: change}})
    ((cell),) = seen
    assert (cell.style, cell.content.decode().replace(">b", "&gt;b")) == (4, '<f>"a&gt;b"</f><v>1</v>')
    assert len(re.findall(rb"<c[ \n]", re.sub(rb'note="[^"]*"', b"", made))) == 1
    assert re.search(rb'\ss="7"', made)
