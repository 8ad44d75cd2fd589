"""`docgen forms new --access`: what documents of that access must not show is not put into the template."""

import pytest
from old_forms import old_form, para, table
from township import Township

LETTERS = (
    ("编号", "来信人", "联系方式", "住址", "来信人姓名", "反映内容"),
    ("1", "赵远举", "87654321", "丰乐社区1组12号", "赵远举", "路灯不亮"),
)


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def new(township: Township, *body: str, access: str = "公开", more: tuple[str, ...] = ()) -> str:
    """Make the form 表; what the command says."""
    source = old_form(township.folder, *body)
    data = township.workbook(*LETTERS)
    return township.say("forms", "new", "表", "--from", source, "--data", data, "--access", access, *more)


@pytest.mark.parametrize("access", ["公开", "内部"])
def test_a_public_list_runs_at_once(township, access):
    heads = ("编号", "来信人", "联系方式", "反映内容")
    said = new(township, table(heads, ("",) * 4, ("",) * 4), access=access)
    assert "Filled in from the table: 编号、反映内容\n" in said
    assert "by hand: 来信人、联系方式\n" in said
    assert f"a document that is {access} leaves them out: 来信人、联系方式、住址、来信人姓名" in said
    township.say("forms", "check")
    township.say("表")
    assert [rows for _, rows in township.made().values()] == [[list(heads), ["1", "", "", "路灯不亮"]]]


def test_its_blanks_and_names_stay_and_are_told(township):
    said = new(township, para("编号：____　来信人：____"), para("【联系方式】反映：{反映内容}"))
    for mark in ("来信人：____", "【联系方式】"):
        assert f"not placed, since only restricted documents (受限) may show it: {mark} in " in said
    assert "no such column" not in said
    township.say("表")
    assert [texts for texts, _ in township.made().values()] == [["编号：1　来信人：____", "【联系方式】反映：路灯不亮"]]


def test_a_restricted_document_has_them(township):
    assert "not placed" not in new(township, para("编号：____　来信人：____"), access="受限")
    township.say("表")
    assert [texts for texts, _ in township.made().values()] == [["编号：1　来信人：赵远举"]]


def test_nor_is_a_file_called_by_them(township):
    data = township.workbook(*((row[4], row[5]) for row in LETTERS))
    township.say("forms", "new", "表", "--data", data, "--each", "--access", "公开")
    township.say("表")
    assert "赵远举" not in "".join(township.made())


def test_without_a_workbook_they_are_no_columns_either(township):
    source = old_form(township.folder, para("编号：____　来信人：____"), table(("反映内容", "", "联系方式", "")))
    said = township.say("forms", "new", "表", "--from", source, "--access", "公开")
    assert "Filled in from the table: 编号、反映内容\n" in said
    assert "by hand: 联系方式\n" in said
    assert "only restricted documents (受限) may show it: 来信人：____ in " in said
    township.say("forms", "check")
