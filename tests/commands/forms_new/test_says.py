"""What `docgen forms new` says of a form: list or document for each row, headers of one name, names that stay."""

import pytest
from docx import Document
from old_forms import PERSON, made, old_form, para, printed, table
from township import Township, replace


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


class TestWhatItSays:
    def test_for_each_row_or_of_all_and_how_to_have_the_other(self, township):
        said = made(township, para("姓名：____"))
        assert "It is a document for each row. For one of all rows delete the folder and add --list.\n" in said
        source = old_form(township.folder, table(("姓名", "电话"), ("", ""), ("", "")))
        asked = ("forms", "new", "册", "--from", source, "--data", township.folder / "名单.xlsx")
        said = township.say(*asked)
        assert "It is one document of all rows. For one for each row delete the folder and add --each.\n" in said

    def test_a_form_without_rows_is_no_list(self, township):
        said = made(township, para("姓名：____"), more=("--list",))
        assert "the Word form has no row of a table that could be repeated" in said
        assert printed(township) == "姓名：郑远山"

    def test_two_headers_of_one_name_with_their_cells(self, township):
        data = township.workbook(("名单",), ("姓名", "单位", "姓名"), ("郑远山", "丰乐社区", "周清"), sheet="户")
        source = old_form(township.folder, para("姓名：____"))
        said = township.say("forms", "new", "表", "--from", source, "--data", data, code=1)
        assert "名单.xlsx / 户: several columns are called 姓名: A2、C2" in said
        assert "Rename one" in said
        assert not (township.folder / "forms").exists()

    @pytest.mark.parametrize(
        ("lang", "settings", "form"),
        [("en", "what the work is called", "who may see it"), ("zh", "工作名称", "公开范围")],
    )
    def test_comments_speak_the_language_of_the_command(self, docgen, township, lang, settings, form):
        source = old_form(township.folder, para("姓名：____"))
        assert docgen("--lang", lang, "-w", township.folder, "forms", "new", "表", "--from", source).code == 0
        texts = [(township.folder / name).read_text(encoding="utf-8") for name in ("docgen.toml", "forms/表/form.toml")]
        assert f"  # {settings}\n" in texts[0]
        assert f"  # {form}" in texts[1]
        if lang == "en":
            notes = [line.partition("# ")[2] for text in texts for line in text.splitlines() if "# " in line]
            known = "表 11月22日 发文单位 公开 内部 受限"
            assert not set("".join(notes)) & {sign for sign in "".join(notes) if sign > "一"} - set(known)


def test_in_a_list_columns_are_told_with_the_row_that_they_belong_to(township):
    source = old_form(township.folder, para("经办：{经办}"), table(("姓名", "电话"), ("{姓名}", "{电话}")))
    said = township.say("forms", "new", "册", "--from", source, "--data", township.workbook(*PERSON))
    assert "{{ 行.姓名 }} in the row that repeats" in said
    replace(township.folder / "forms" / "册" / "册.docx", "{经办}", "{{ 性别 }}")
    said = township.say("forms", "check", "册", code=1)
    assert "In a row that repeats, {%tr for 行 in 册 %}, it is {{ 行.性别 }}." in said


def test_a_name_in_brackets_that_is_no_column_is_told_at_each_run(township):
    said = made(township, para("兹证明【姓名】的编号为«编号»，职级【职级】。【注】【待补】"))
    assert "«编号»" in said
    for told in (township.say("forms", "check", "表"), township.say("表")):
        assert "«编号»、【职级】 is printed as it stands; is {{ 编号 }} meant?" in told
        assert "【注】" not in told


def test_what_docgen_toml_says_fills_in_no_blank_but_a_mark(township):
    said = made(township, para("姓名：____ 年度：____"), para("{年度}年"))
    assert "no such column: 年度：____" in said
    assert printed(township).splitlines()[0] == "姓名：郑远山 年度：____"
    assert "____" not in printed(township).splitlines()[1]


def test_nobody_stands_in_both_halves_of_a_list(township):
    data = (("姓名", "电话"), ("郑远山", "028-00000001"), ("李红", "028-00000002"))
    half = ("姓名", "电话")
    said = made(township, table((*half, *half), ("",) * 4, ("",) * 4), data=data, more=("--list",))
    assert "by hand: 姓名（右）、电话（右）\n" in said
    assert printed(township).splitlines()[1:] == ["郑远山|028-00000001||", "李红|028-00000002||"]


def test_the_template_says_nothing_of_who_wrote_the_old_form(township):
    source = old_form(township.folder, para("姓名：____"))
    document = Document(str(source))
    document.core_properties.title, document.core_properties.author = "关于赵德柱同志的公示", "郝元"
    document.save(str(source))
    township.say("forms", "new", "表", "--from", source, "--data", township.workbook(*PERSON))
    kept = Document(str(township.folder / "forms" / "表" / "表.docx")).core_properties
    assert (kept.title, kept.author) == ("表", "")


def test_a_blank_cell_far_down_is_seen(township):
    data = (("姓名", "电话"), *((f"户{n}", "028-00000001") for n in range(600)), ("李晚", None))
    made(township, table(("姓名", "电话"), ("", ""), ("", "")), data=data, more=("--list",))
    assert printed(township).splitlines()[-1] == "李晚|"


@pytest.mark.parametrize("odd", ["不详", "2013.3", "1968年"])
def test_the_cell_for_which_a_column_of_days_is_taken_for_texts(township, odd):
    data = (("姓名", "到任日期"), *((f"户{n}", f"2013-0{n}-05") for n in range(1, 6)), ("李晚", odd))
    said = made(township, para("姓名：____，到任日期：____"), data=data)
    assert f"名单.xlsx / Sheet1 / B7: 到任日期 is taken for texts: “{odd}” is no 日期" in said
    assert ["姓名：李晚，到任日期：" + odd] in [texts for texts, _ in township.made().values()]


def test_tags_of_the_old_form_that_are_no_columns(township):
    said = made(township, para("姓名：____"), para("{{ 姓名 }}，{{ 年份 }}年，{{ 年度 }}"))
    assert "Filled in from the table: 姓名\n" in said
    assert "Tags that were in the Word form already, and are no column of the workbook: 年份、年度\n" in said


def test_texts_that_are_no_days_at_all_are_not_told(township):
    data = (("姓名", "备注"), ("户一", "2013-01-05"), ("户二", "无"), ("户三", "外出"), ("户四", "—"))
    assert "is taken for texts" not in made(township, para("姓名：____，备注：____"), data=data)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--columns", "姓名", "--sheet", "户"), "--sheet needs --data"),
        (("--columns", "姓名", "--data", "名单.xlsx"), "名单.xlsx have a header, which names their columns"),
    ],
)
def test_options_that_do_not_go_together(township, words, said):
    data = township.workbook(*PERSON)
    words = [data if word == "名单.xlsx" else word for word in words]
    assert said in township.say("forms", "new", "表", *words, code=2)
