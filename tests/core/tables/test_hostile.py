"""Files that mean harm: they are refused before they cost anything, with a line that says what to do."""

import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import xlwt
from depth import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen import DocgenError, Kind, Record, column
from docgen.tables import Reading, read_folder
from docgen.tables.readers.book import read_sheets
from docgen.tables.readers.sheet import Sheet

Write = Callable[..., Path]
HEAD = '<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>备注</v></c></row>'
PERSON = '<row r="2"><c r="A2" t="str"><v>张三</v></c><c r="B2" t="str"><v>雨</v></c></row>'


class Person(Record, table="走访", key=("name",)):
    name: str = column("姓名", kind=Kind.NAME, required=True)
    note: str = column("备注")


def read(folder: Path) -> Reading:
    return read_folder(folder, [Person.__table__], 2013)


def sheets(path: Path) -> list[Sheet]:
    return list(read_sheets(path))


def refusal(path: Path) -> str:
    with pytest.raises(DocgenError) as caught:
        sheets(path)
    assert caught.value.hint is not None
    assert path.name in str(caught.value.where)
    return caught.value.text.zh


# -- bombs --


def repeated_text(package: Write) -> Path:
    """One long string that 30,000 cells share: calamine takes 931 MB of memory for these 60 kB."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_001))
    return package(cells, strings=f"<si><t>{'x' * 32_000}</t></si>", name="text.xlsx")


def far_corner(package: Write) -> Path:
    """Two cells, between which a reader lays out 17 thousand million."""
    return package('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', name="corner.xlsx")


def lying_extent(package: Write) -> Path:
    """The sheet says that it has one cell."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'
    return package(rows, before='<dimension ref="A1"/>', name="extent.xlsx")


def odd_corner(package: Write) -> Path:
    """The same as XML that no spreadsheet writes, so that a quick look misses it."""
    rows = "<row r='1'><c\n r='A1'><v>1</v></c></row><row><c s = '0' r='xfd1048576'><v>1</v></c></row>"
    return package(rows, name="odd.xlsx")


def prefixed_corner(package: Write) -> Path:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = (
        f'<x:worksheet xmlns:x="{name}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    return package("", parts={"xl/worksheets/sheet1.xml": part}, name="prefix.xlsx")


def ods(path: Path, table: str) -> Path:
    names = {"office": "office:1.0", "table": "table:1.0", "text": "text:1.0", "style": "style:1.0"}
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"' for short, name in names.items())
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="走访">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return path


def repeated_rows(package: Write) -> Path:
    cell = CELL.replace(" ", ' table:number-columns-repeated="16384" ')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods(package("", name="rows.xlsx").with_suffix(".ods"), row)


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def wide_page(package: Write) -> Path:
    path = package("").with_name("page.xls")
    path.write_text("<table>" + '<tr><td rowspan="99999" colspan="99999">x</td></tr>' * 2000, encoding="utf-8")
    return path


BOMBS = [
    repeated_text,
    far_corner,
    lying_extent,
    odd_corner,
    prefixed_corner,
    repeated_rows,
    wide_page,
]


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory here")
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_little_memory(package: Write, bomb: Callable[[Write], Path]):
    path = bomb(package)
    assert path.stat().st_size < 200_000
    code = (
        "import resource, sys; from pathlib import Path; import lxml.etree, lxml.html, python_calamine;"
        "from docgen import DocgenError; from docgen.tables.readers.book import read_sheets;"
        "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "size = int(Path('/proc/self/statm').read_text().split()[0]) * 4096 + (200 << 20);"
        "resource.setrlimit(resource.RLIMIT_AS, (size, size))\n"
        "try: list(read_sheets(Path(sys.argv[1])))\n"
        "except DocgenError as error: print('refused:', error)"
    )
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False, timeout=60)
    assert run.stdout.startswith("refused: "), run.stderr


def test_a_part_that_is_longer_than_it_says_is_damaged(package: Write):
    path = package(HEAD + PERSON + " " * 100_000)
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    for _ in range(2):  # in the local and in the central header
        at = raw.index(struct.pack("<I", size))
        raw[at : at + 4] = struct.pack("<I", 1000)
    path.write_bytes(raw)
    assert "已损坏" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("again", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
def test_two_parts_of_one_name_are_damage(package: Write, again: str):
    path = package(HEAD + PERSON)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(again, "<worksheet/>")
    assert "已损坏" in refusal(path)


def test_a_workbook_that_is_two_kinds_at_once_is_damaged(package: Write):
    assert "已损坏" in refusal(package(HEAD + PERSON, parts={"content.xml": "<a/>"}))


def test_a_part_that_needs_a_password_is_said(package: Write):
    path = package(HEAD + PERSON)
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "密码" in refusal(path)


def test_an_ods_with_a_password_is_said(tmp_path: Path):
    path = tmp_path / "表.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        archive.writestr("content.xml", b"\x80\x81")
    assert "密码" in refusal(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_no_entity_is_looked_up(tmp_path: Path, package: Write, part: str):
    (tmp_path / "secret.txt").write_text("geheim", encoding="utf-8")
    path = package(HEAD + PERSON)
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'.encode()
    text = content[part].replace("雨".encode(), b"&e;").removeprefix(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    content[part] = doctype + text
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert "geheim" not in refusal(path)


def test_an_old_workbook_whose_links_go_in_a_circle_is_damaged(tmp_path: Path):
    made = xlwt.Workbook()
    made.add_sheet("a")
    path = tmp_path / "表.xls"
    made.save(str(path))
    raw = bytearray(path.read_bytes())
    table = 512 * (1 + struct.unpack_from("<I", raw, 76)[0])
    for sector in range(8):
        struct.pack_into("<I", raw, table + 4 * sector, sector)
    path.write_bytes(raw)
    assert "已损坏" in refusal(path)


def test_two_rows_of_one_number_are_damage(package: Write):
    other = PERSON.replace("张三", "李四")
    assert "已损坏" in refusal(package(HEAD + PERSON + other + PERSON.replace("2", "9")))


def test_rows_in_another_order_are_read(package: Write):
    (sheet,) = sheets(package(HEAD + PERSON.replace("2", "3") + PERSON.replace("张三", "李四")))
    assert [row[0] for row in sheet.rows] == ["姓名", "李四", "张三"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files here")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "走访.csv")
    assert "管道" in refusal(tmp_path / "走访.csv")


def test_blanks_without_end_in_an_ods_are_damage(package: Write):
    cell = CELL.replace("x<", '<text:s text:c="2000000000"/><')
    path = ods(package("", name="blanks.xlsx").with_suffix(".ods"), f"<table:table-row>{cell}</table:table-row>")
    assert "已损坏" in refusal(path)


# -- files of another kind, of which it is said what to do --

FLAT = b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'


@pytest.mark.parametrize(
    ("name", "content", "said", "to_do"),
    [
        ("表.fods", FLAT, "OpenDocument", ".ods"),
        ("表.xls", b"{\\rtf1 ,}", "Word", "复制到工作簿"),
        ("没有.xlsx", None, "没有这个文件", "文件名"),
    ],
)
def test_a_file_that_is_none_is_said_with_what_helps(
    tmp_path: Path, name: str, content: bytes | None, said: str, to_do: str
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DocgenError) as caught:
        sheets(tmp_path / name)
    assert said in caught.value.text.zh
    assert caught.value.hint is not None
    assert to_do in caught.value.hint.zh


@pytest.mark.parametrize(
    "parts", [{"word/document.xml": "<a/>"}, {"mimetype": "application/vnd.oasis.opendocument.text"}]
)
def test_a_text_with_tables_is_to_be_copied_from(tmp_path: Path, parts: dict[str, str]):
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in {**parts, "content.xml": "<a/>"}.items():
            archive.writestr(part, content)
    with pytest.raises(DocgenError, match="Word document") as caught:
        sheets(path)
    assert "Copy its table" in str(caught.value.hint)


def test_empty_files_are_not_copies_of_one_another(tmp_path: Path):
    (tmp_path / "空.csv").touch()
    (tmp_path / "空.xlsx").touch()
    (tmp_path / "走访.csv").write_text("姓名,备注\n张三,雨\n", encoding="utf-8")
    reading = read(tmp_path)
    assert "same-file" not in {problem.code for problem in reading.problems}
    assert [(str(problem.where), problem.text.zh) for problem in reading.broken] == [("空.xlsx", "这是空文件")]


# -- cells --


def test_a_merge_over_the_whole_sheet_does_no_harm(tmp_path: Path, package: Write):
    merges = '<mergeCells><mergeCell ref="A3:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    package(HEAD + PERSON, after=merges)
    assert [row.name for row in read(tmp_path).rows["走访"]] == ["张三"]
    (sheet,) = sheets(tmp_path / "表.xlsx")
    assert all(bottom < len(sheet.rows) for _, _, bottom, _ in sheet.merges)


@pytest.mark.parametrize("name", ["表.xlsx", "表.csv"])
def test_a_cell_of_40_000_characters_is_named(tmp_path: Path, package: Write, name: str):
    long = "长" * 40_000
    if name == "表.csv":
        (tmp_path / name).write_text(f"姓名,备注\n张三,{long}\n", encoding="utf-8")
    else:
        package(HEAD + PERSON.replace("雨", long))
    (problem,) = read(tmp_path).problems
    assert str(problem.where).endswith("B2")
    assert "32767" in problem.text.zh


@pytest.mark.parametrize("pad", [" ", "　", "·", "\u200b", "、", "-"], ids=ascii)
def test_a_long_cell_is_not_chewed_for_long(tmp_path: Path, package: Write, pad: str):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>张{pad * 16_000}三{pad * 16_000}四</v></c><c r="B{n}"><v>1</v></c></row>'
        for n in range(2, 12)
    )
    package(HEAD + rows)
    assert len(read(tmp_path).rows["走访"]) == 10


def test_control_characters_and_half_characters_do_not_break_anything(tmp_path: Path, package: Write):
    package(HEAD + PERSON.replace("张三", "张_x0007_三").replace("雨", "雨_xD83D_雪_x000D_"))
    reading = read(tmp_path)
    assert reading.problems == []
    (row,) = reading.rows["走访"]
    row.note.encode()
    assert row.name.replace("\x07", "") == "张三"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('姓名,备注\n张三,"雨\n', "双引号"),
        ('姓名,备注\n张三,"雨"雪\n', "双引号"),
        (f'姓名,备注\n张三,"{"x" * (1 << 20)}x"\n', "一百万字"),
    ],
)
def test_a_broken_text_file_says_its_line(tmp_path: Path, text: str, said: str):
    (tmp_path / "走访.csv").write_text(text, encoding="utf-8")
    (problem,) = read(tmp_path).broken
    assert str(problem.where).startswith("走访.csv:")
    assert said in problem.text.zh


# -- whatever stands in a file --


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A sound workbook of each kind."""
    from openpyxl import Workbook

    folder = tmp_path_factory.mktemp("samples")
    new, old = Workbook(), xlwt.Workbook(encoding="utf-8")
    page, old_page = new.active, old.add_sheet("走访")
    for number, row in enumerate([("姓名", "备注"), ("张三", 0.5), ("李四", "雨")]):
        page.append(row)
        for place, cell in enumerate(row):
            old_page.write(number, place, cell)
    page["B2"].number_format = "0.0%"
    new.save(folder / "a.xlsx")
    old.save(str(folder / "a.xls"))
    return [
        folder / "a.xlsx",
        folder / "a.xls",
        ods(folder / "a.ods", 3 * f"<table:table-row>{CELL}</table:table-row>"),
    ]


@settings(deadline=None, max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_any_damage_is_read_or_refused(samples: list[Path], tmp_path: Path, data: st.DataObject):
    sample = data.draw(st.sampled_from(samples))
    raw = sample.read_bytes()
    if sample.suffix != ".xls" and data.draw(st.booleans()):
        with zipfile.ZipFile(sample) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        part = data.draw(st.sampled_from([name for name, content in parts.items() if content]))
        parts[part] = damaged(parts[part], data)
        with zipfile.ZipFile(tmp_path / sample.name, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
    else:
        (tmp_path / sample.name).write_bytes(damaged(raw, data))
    with suppress(DocgenError):
        sheets(tmp_path / sample.name)


def damaged(raw: bytes, data: st.DataObject) -> bytes:
    at = data.draw(st.integers(0, len(raw) - 1))
    return raw[:at] + data.draw(st.binary(max_size=8)) + raw[at + data.draw(st.integers(0, 8)) :]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=400), name=st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.ods"]))
def test_a_file_of_any_bytes_is_read_or_refused(tmp_path: Path, raw: bytes, name: str):
    (tmp_path / name).write_bytes(raw)
    with suppress(DocgenError):
        for sheet in sheets(tmp_path / name):
            list(sheet.rest)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.text("<>/tabledrhcolspan=\"'9 \n&;#x姓名", max_size=300))
def test_a_web_page_of_any_text_is_read_or_refused(tmp_path: Path, page: str):
    (tmp_path / "a.xls").write_text(f"<table><tr><td>a</td></tr>{page}", encoding="utf-8")
    for sheet in sheets(tmp_path / "a.xls"):
        assert len({len(row) for row in sheet.rows}) <= 1
