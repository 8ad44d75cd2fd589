"""Rows of an old form that repeat, though not all that stands in them is a column, grids beside their label, and what
the fields of a merge say is about the next one."""

import re

import pytest
from old_forms import PERSON, old_form, para, table
from openpyxl import Workbook
from township import Township

PEOPLE = (("姓名", "电话"), ("郑远山", "028-00000001"), ("周清", "028-00000002"))


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def with_fields(body: str) -> str:
    """«姓名» as the merge field of that name."""

    def field(match: re.Match[str]) -> str:
        signs = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
        name = "NEXT" if match[1] == "下一记录" else f"MERGEFIELD {match[1]}"
        code = f"<w:instrText> {name} </w:instrText>"
        pieces = (signs[0], code, signs[1], f"<w:t>«{match[1]}»</w:t>", signs[2])
        return "".join(f"<w:r>{piece}</w:r>" for piece in pieces)

    body = re.sub(r"(«\w+»)(?=«)", r"\1</w:t></w:r><w:r><w:t>", body)
    return re.sub(r"<w:r><w:t[^>]*>«(\w+)»</w:t></w:r>", field, body)


def new(township: Township, *body: str, data: object = None) -> str:
    """Make the form 表 of an old one; what the command says."""
    source = old_form(township.folder, *map(with_fields, body))
    data = data or township.workbook(*PEOPLE)
    return township.say("forms", "new", "表", "--from", source, "--data", data)


def rows_of(township: Township) -> list[str]:
    """The rows of the only document."""
    township.say("表")
    ((_, rows),) = township.made().values()
    return list(map("|".join, rows))


@pytest.mark.parametrize("names", [("«姓名»", "«村社区»", "«电话»"), ("{姓名}", "{村社区}", "{电话}")])
def test_a_row_of_which_one_name_is_no_column_repeats(township, names):
    said = new(township, table(("姓名", "村社区", "电话", "签字"), (*names, "")))
    assert "It is one document of all rows." in said
    assert said.count("no such column") == 1
    assert "by hand: 签字\n" in said
    assert rows_of(township) == [
        "姓名|村社区|电话|签字",
        f"郑远山|{names[1]}|028-00000001|",
        f"周清|{names[1]}|028-00000002|",
    ]


def test_a_row_without_any_column_does_not(township):
    said = new(township, para("姓名：____"), table(("村社区", "组别"), ("«村社区»", "«组别»")))
    assert "It is a document for each row." in said


def test_nor_does_one_with_the_title_of_a_book(township):
    said = new(township, table(("姓名", "签订"), ("{姓名}", "《劳动合同》")))
    assert "It is a document for each row." in said


def test_a_field_is_called_like_the_lower_header_of_a_column(township):
    book = Workbook()
    rows = [
        ("姓名", "户籍地", None),
        (None, "村（社区）", "组别"),
        ("郑远山", "丰乐村", "一组"),
        ("周清", "石碑村", "二组"),
    ]
    for row in rows:
        book.active.append(row)
    for merged in ("A1:A2", "B1:C1"):
        book.active.merge_cells(merged)
    data = township.folder / "名单.xlsx"
    book.save(data)
    new(township, table(("姓名", "村（社区）", "组别"), ("«姓名»", "«村社区»", "«组别»")), data=data)
    assert rows_of(township)[1:] == ["郑远山|丰乐村|一组", "周清|石碑村|二组"]


@pytest.mark.parametrize("second", [("", "", ""), ("", "配偶", "")])
def test_a_label_beside_a_grid_fills_in_none_of_its_cells(township, second):
    data = township.workbook((*PERSON[0], "家庭成员"), (*PERSON[1], "郑远山、郑红"))
    grid = (("家庭成员", 1, "r"), "姓名", "关系", "电话"), (("", 1, "c"), "", "", ""), (("", 1, "c"), *second)
    said = new(township, table(("户主", "", "姓名", ""), *grid), data=data)
    assert "Filled in from the table: 姓名\n" in said
    assert "by hand: 户主、家庭成员（姓名、关系、电话）\n" in said
    assert "does not print: 性别、电话、签订日期、聘期、家庭成员\n" in said
    assert rows_of(township) == [
        "户主||姓名|郑远山",
        "家庭成员|姓名|关系|电话",
        "家庭成员|||",
        "|".join(("家庭成员", *second)),
    ]


def test_a_merged_label_beside_other_labels_and_blanks_is_no_grid(township):
    rows = (("本人", 1, "r"), "姓名", "性别"), (("", 1, "c"), "电话", ""), (("", 1, "c"), "聘期", "")
    new(township, table(*rows), data=township.workbook(*PERSON))
    assert rows_of(township)[1:] == ["本人|电话|028-00000001", "本人|聘期|三年"]


def test_cards_of_several_people_on_one_page_are_told(township):
    said = new(township, table(("«姓名»",), ("«下一记录»«姓名»",), ("«下一记录»«姓名»",)))
    assert "several people stand on one page (the merge field NEXT). That is not kept" in said
    assert "a field, a content control" not in said
    assert "下一记录" not in said
    township.say("表")
    assert [rows for _, rows in township.made().values()] == [[["郑远山"]] * 3, [["周清"]] * 3]


def test_rows_that_a_merge_filled_with_others_are_those_that_repeat(township):
    said = new(
        township, table(("姓名", "电话"), ("«姓名»", "«电话»"), *[("«下一记录»«姓名»", "«电话»")] * 3, ("合计", ""))
    )
    assert "It is one document of all rows." in said
    assert "NEXT" not in said
    assert rows_of(township) == ["姓名|电话", "郑远山|028-00000001", "周清|028-00000002", "合计|"]


def test_a_list_with_two_halves_and_printed_numbers_has_all_in_the_left_one(township):
    heads = ("序号", "姓名", "签名")
    numbers = [(str(at), "", "", str(at + 3), "", "") for at in (1, 2, 3)]
    said = new(township, table((*heads, *heads), *numbers))
    assert "All people stand in the left one, one below the other; the right one stays blank" in said
    assert "by hand: 签名、序号（右）、姓名（右）\n" in said
    assert rows_of(township)[1:] == ["1|郑远山||||", "2|周清||||"]


def test_where_nothing_was_filled_in_it_is_told_that_all_documents_are_the_same(township):
    said = new(township, para("经办：____"), table(("序号", "职务", "序号", "职务"), ("1", "", "2", "")))
    assert "Nothing was filled in" in said
    assert "So the documents of all rows would be the same. Write columns into the template first." in said
