"""Whom a form's own table names: complainants are never published, full names are told once."""

from pathlib import Path

import pytest
from docx import Document
from township import Township

REGISTER = (
    ("编号", "信访人", "举报人", "联系方式", "住址", "反映内容"),
    ("1", "赵远举", "钱明检", "87654321", "丰乐社区1组12号", "宅基地纠纷"),
)


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def form(township: Township, *texts: str, access: str = "公开", rows=REGISTER, more: str = "") -> str:
    """A form 转办单 of a workbook, made by `docgen forms new`, with that text in place of its own."""
    data = township.workbook(*rows, name="登记.xlsx", sheet="登记")
    said = township.say("forms", "new", "转办单", "--data", data, "--each", "--access", access)
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(township.folder / "forms" / "转办单" / "转办单.docx"))
    toml = toml_of(township)
    toml.write_text(toml.read_text("utf-8") + more, encoding="utf-8")
    return said


def toml_of(township: Township) -> Path:
    return township.folder / "forms" / "转办单" / "form.toml"


class TestComplainants:
    @pytest.mark.parametrize("access", ["公开", "内部"])
    @pytest.mark.parametrize("name", ["信访人", "举报人", "联系方式", "住址"])
    def test_no_public_or_internal_document_prints_them(self, township, access, name):
        said = form(township, f"来自{{{{ {name} }}}}", access=access)
        assert "信访人、举报人、联系方式、住址" in said
        assert f"{{{{ {name} }}}} is restricted" in township.say("转办单", code=1)
        assert township.made() == {}

    def test_a_restricted_one_does(self, township):
        form(township, "{{ 信访人 }}，{{ 联系方式 }}，{{ 住址 }}", access="受限")
        township.say("转办单")
        assert [text for text, _ in township.made().values()] == [["赵远举，87654321，丰乐社区1组12号"]]

    @pytest.mark.parametrize("said", ["赵远举反映宅基地", "来电 8765-4321", "丰乐社区1组12号的宅基地"])
    def test_nor_does_another_column_say_it(self, township, said):
        rows = (REGISTER[0], (*REGISTER[1][:5], said))
        form(township, "{{ 反映内容 }}", rows=rows)
        told = township.say("转办单", code=1)
        assert "登记.xlsx / 登记 / F2" in told
        assert "which tells who complained; this document is public" in told
        assert said not in told
        assert township.made() == {}

    def test_nor_where_the_form_does_not_have_the_columns_of_the_sheet(self, township):
        rows = (REGISTER[0], (*REGISTER[1][:5], "赵远举反映宅基地"))
        form(township, "{{ 反映内容 }}", rows=rows)
        toml = toml_of(township).read_text("utf-8")
        for title in ("信访人", "举报人", "住址"):
            toml = toml.replace(f'[[table.columns]]\ntitle = "{title}"\n', "")
        assert "信访人" not in toml
        toml_of(township).write_text(toml, encoding="utf-8")
        assert "which tells who complained" in township.say("转办单", code=1)
        assert township.made() == {}

    def test_a_group_of_houses_tells_nobody(self, township):
        rows = (REGISTER[0], ("1", "匿名", "", "", "丰乐社区1组", "丰乐社区1组的路灯，群众匿名反映"))
        form(township, "{{ 反映内容 }}", rows=rows)
        township.say("转办单")
        assert [text for text, _ in township.made().values()] == [["丰乐社区1组的路灯，群众匿名反映"]]

    def test_nobody_can_open_them(self, township):
        form(township, "{{ 编号 }}", more='\naccess = "公开"\n')
        toml = toml_of(township).read_text("utf-8").replace('title = "信访人"', 'title = "信访人"\naccess = "公开"')
        toml_of(township).write_text(toml, encoding="utf-8")
        line = toml.splitlines().index('title = "信访人"') + 2
        told = township.say("forms", "check", code=1)
        assert f"form.toml:{line}: 信访人 tells who complained: only restricted documents may show it" in told

    def test_nor_publish_them(self, township):
        form(township, "{{ 信访人 }}", more='\n[publishes]\n转办单 = ["信访人"]\n')
        assert "信访人 may never be published" in township.say("forms", "check", code=1)

    def test_copies_of_the_workbook_leave_them_out(self, township):
        rows = (*REGISTER, (2, "孙某人", "", 6214591234567890124.0, "", "x"))
        form(township, "{{ 编号 }}", rows=rows)
        township.say("check", "--annotate", code=1)
        (copy,) = (township.folder / "out" / "检查").glob("*.xlsx")
        from openpyxl import load_workbook

        cells = [str(cell.value) for row in load_workbook(copy)["登记"].iter_rows() for cell in row]
        assert "***" in cells
        assert not {"赵远举", "钱明检", "87654321", "丰乐社区1组12号"} & set(cells)


class TestRender:
    def render(self, township: Township, word: Path, data: Path, *more: str, code: int) -> str:
        result = township.docgen("render", str(word), "--data", str(data), "--out", str(township.folder / "out"), *more)
        assert result.code == code, result.out + result.err
        return str(result.err)

    def test_no_document_of_any_workbook_tells_who_complained(self, township):
        data = township.workbook(*REGISTER, name="登记.xlsx")
        word = township.word("来自{{ 信访人 }}，{{ 联系方式 }}", name="r.docx")
        told = self.render(township, word, data, "--each", code=1)
        assert "{{ 信访人 }} never leaves its sheet" in told
        assert "{{ 联系方式 }} never leaves its sheet" in told
        assert township.made() == {}

    def test_nor_of_json(self, township):
        data = township.folder / "d.json"
        data.write_text('{"件": [{"举报人": "钱明检", "手机": "13800001111", "事": "路灯"}]}', encoding="utf-8")
        for asked in ("{{ 件[0].举报人 }}", "{% for 件 in 件 %}{{ 件.手机 }}{% endfor %}"):
            word = township.word(asked, name="r.docx")
            self.render(township, word, data, code=1)
        word = township.word("{{ 件[0].事 }}", name="r.docx")
        self.render(township, word, data, code=0)
        assert [text for text, _ in township.made().values()] == [["路灯"]]


NAMES = (("姓名", "职务"), ("郑远山", "书记"), ("周清", "委员"), ("吴小满", "委员"))


class TestFullNames:
    @pytest.mark.parametrize(("access", "word"), [("公开", "public"), ("内部", "internal")])
    def test_they_are_told_once_not_once_a_row(self, township, access, word):
        form(township, "{{ 姓名 }}{{ 职务 }}", access=access, rows=NAMES)
        told = township.say("转办单")
        assert told.count(f"full names of 转办单.姓名 are printed, and this document is {word}") == 1
        assert '[publishes], 转办单 = ["姓名"]' in told
        assert len(township.made()) == 3
        assert "full names of 转办单.姓名" in township.say("forms", "check")

    @pytest.mark.parametrize(
        ("access", "more", "text"),
        [
            pytest.param("公开", '\n[publishes]\n转办单 = ["姓名"]\n', "{{ 姓名 }}", id="meant"),
            pytest.param("受限", "", "{{ 姓名 }}", id="restricted"),
            pytest.param("公开", "", "{{ 职务 }}", id="not printed"),
        ],
    )
    def test_nothing_is_told(self, township, access, more, text):
        form(township, text, access=access, rows=NAMES, more=more)
        toml = toml_of(township).read_text("utf-8").replace("_{{ 姓名 }}", "")  # names of files are read, too
        toml_of(township).write_text(toml, encoding="utf-8")
        assert "full names" not in township.say("转办单")

    def test_those_of_a_list_too(self, township):
        form(township, "{% for 人 in 转办单 %}{{ 人.姓名 }}；{% endfor %}", rows=NAMES)
        toml = "\n".join(
            line for line in toml_of(township).read_text("utf-8").splitlines() if not line.startswith(("each", "file"))
        )
        toml_of(township).write_text(toml, encoding="utf-8")
        assert "full names of 转办单.姓名" in township.say("转办单")


def test_contacts_are_telephones(township):
    rows = (
        ("事项", "联系方式", "联系人电话", "手机", "其他联系方式"),
        ("甲", 87654321, "028-00000001", 13800001111, "微信号 a"),
    )
    form(township, "{{ 联系方式 }}，{{ 手机 }}，{{ 其他联系方式 }}", rows=rows, access="受限")
    toml = toml_of(township).read_text("utf-8")
    for title in ("联系方式", "联系人电话", "手机"):
        assert f'title = "{title}"\nkind = "电话"' in toml
    assert "整数" not in toml
    township.say("转办单")
    assert [text for text, _ in township.made().values()] == [["87654321，13800001111，微信号 a"]]
