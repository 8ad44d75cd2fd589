"""A form without code through the real command, day by day: again, some of it, undone, as PDF, issued, half wrong."""

import json
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from letters import Office
from own_forms import Forms, column, table

PLANNED = column("应到", 'kind = "整数"', "required = true")
CHAIR = column("主持人", 'kind = "姓名"', 'access = "受限"')
ROLL = f"""
access = "内部"
each = "会议"
filename = "会议/{{{{ 名称 }}}}"
{table("会议", 'key = ["名称"]', column("名称", "required = true"), PLANNED, CHAIR)}
"""
MEETINGS = ("名称,应到,主持人", "党员大会,40,张三", "户代表会,20,李四", "筹备会,3,王五")
MORE_CAME = (*MEETINGS[:2], "户代表会,25,李四", MEETINGS[3])


@pytest.fixture
def forms(docgen, tmp_path) -> Forms:
    """A form that makes a document for each of three meetings."""
    made = Forms(docgen, Office(tmp_path / "换届"))
    made.put("会议", ROLL, "{{ 名称 }}：应到{{ 应到 }}人")
    made.sheet("会议", *MEETINGS)
    return made


def times(forms: Forms) -> dict[str, int]:
    """When each document was written."""
    return {path.name: path.stat().st_mtime_ns for path in (forms.workspace / "out" / "会议").glob("*.docx")}


class TestAgain:
    def test_nothing_is_written_where_nothing_changed(self, forms):
        forms.say("会议")
        before = times(forms)
        assert len(before) == 3
        assert "unchanged" in forms.say("会议")
        assert times(forms) == before

    def test_only_the_document_of_a_row_that_changed_is(self, forms):
        forms.say("会议")
        before = times(forms)
        forms.sheet("会议", *MORE_CAME)
        report = json.loads(forms.say("会议", "--json"))
        outcomes = {Path(file["path"]).stem: file["outcome"] for file in report["files"]}
        assert outcomes == {"党员大会": "unchanged", "户代表会": "replaced", "筹备会": "unchanged"}
        after = times(forms)
        assert [name for name in after if after[name] != before[name]] == ["户代表会.docx"]
        assert forms.made()["会议/户代表会.docx"] == ["户代表会：应到25人"]

    def test_a_row_that_is_gone_takes_its_document_away(self, forms):
        forms.say("会议")
        forms.sheet("会议", *MEETINGS[:3])
        said = forms.say("会议")
        assert set(times(forms)) == {"党员大会.docx", "户代表会.docx"}, said
        assert [path.name for path in (forms.workspace / "out" / "_作废").glob("*.txt")] == ["公开范围：内部.txt"]

    def test_in_a_workspace_that_was_moved_too(self, forms):
        forms.say("会议")
        forms.workspace = forms.workspace.rename(forms.workspace.with_name("别处"))
        forms.sheet("会议", *MEETINGS[:3])
        assert "no longer belongs" in forms.say("会议")
        assert set(times(forms)) == {"党员大会.docx", "户代表会.docx"}

    def test_one_that_was_edited_by_hand_stays(self, forms):
        forms.say("会议")
        path = forms.workspace / "out" / "会议" / "户代表会.docx"
        document = Document(str(path))
        document.add_paragraph("另：带笔。")
        document.save(str(path))
        forms.sheet("会议", *MORE_CAME)
        forms.say("会议")
        assert "另：带笔。" in forms.made()["会议/户代表会.docx"]
        assert [text for name, text in forms.made().items() if "第2稿" in name] == [["户代表会：应到25人"]]


class TestSome:
    def test_a_dry_run_tells_and_writes_nothing(self, forms):
        said = forms.say("会议", "--dry-run")
        for name in ("党员大会", "户代表会", "筹备会"):
            assert f"{name}.docx" in said
        assert not (forms.workspace / "out").exists()
        assert not (forms.workspace / ".docgen" / "ledger.sqlite").exists()

    def test_one_that_is_named(self, forms):
        forms.say("会议", "户代表会")
        assert list(forms.made()) == ["会议/户代表会.docx"]
        assert "there is no 户代裱会" in forms.say("会议", "户代裱会", code=2)

    @pytest.mark.parametrize("words", [("--where", "应到 > 9"), ("--only", "户代表会"), ("--sample",), ("--separate",)])
    def test_an_option_of_the_print_room_is_refused_as_such(self, forms, words):
        said = forms.say("会议", *words, code=2)
        assert f"{words[0]} is for letters that are put into packs, and these documents are not" in said
        assert "`where` in its form.toml" in said

    def test_another_that_there_is_not_has_its_nearest_name(self, forms):
        assert "--pdf" in forms.say("会议", "--pdff", code=2)


class TestUndone:
    def test_a_run_takes_its_documents_away(self, forms):
        forms.say("会议")
        forms.say("runs", "undo")
        assert times(forms) == {}
        forms.say("会议")
        assert len(times(forms)) == 3

    def test_and_brings_back_those_before(self, forms):
        forms.say("会议")
        forms.sheet("会议", *MORE_CAME)
        forms.say("会议")
        forms.say("runs", "undo")
        assert forms.made()["会议/户代表会.docx"] == ["户代表会：应到20人"]
        assert len(times(forms)) == 3
        forms.say("会议")
        assert forms.made()["会议/户代表会.docx"] == ["户代表会：应到25人"]


class TestOneWrongRow:
    def test_is_named_and_the_others_are_made(self, forms):
        forms.sheet("会议", *MEETINGS[:2], "户代表会,廿人左右,李四", MEETINGS[3])
        said = forms.say("会议", code=1)
        assert "会议.csv / B3" in said
        assert set(times(forms)) == {"党员大会.docx", "筹备会.docx"}

    def test_and_once_mended_only_its_document_is(self, forms):
        forms.sheet("会议", *MEETINGS[:2], "户代表会,,李四", MEETINGS[3])
        forms.say("会议", code=1)
        before = times(forms)
        forms.sheet("会议", *MEETINGS)
        forms.say("会议")
        after = times(forms)
        assert {name for name in after if after[name] != before.get(name)} == {"户代表会.docx"}


class TestAccess:
    TEXT = "{{ 名称 }}：{{ 主持人 }}"

    def test_a_column_above_it_is_refused_by_check_and_command(self, forms):
        forms.put("议程", ROLL.replace('"内部"\neach', '"公开"\neach').replace('"会议"', '"议程"', 2), self.TEXT)
        for said in (forms.say("forms", "check", "议程", code=1), forms.say("议程", code=1)):
            assert "主持人" in said
        assert not (forms.workspace / "out" / "议程").exists()

    @pytest.mark.parametrize(
        ("tag", "named"),
        [
            ("{{ 社区.乡镇.指导组.组长 }}", "组长"),
            ("{% for 户 in 户 %}{{ 户.联系电话 }}{% endfor %}", "联系电话"),
            ("{% set 人 = 社区.乡镇.指导组 %}{{ 人.组长 }}", "组长"),
            ("{{ 户|map(attribute='联系电话')|join('、') }}", "联系电话"),
            ("{{ (户|first)['联系电话'] }}", "联系电话"),
        ],
    )
    def test_nor_by_a_detour(self, forms, tag, named):
        forms.put("公告", 'access = "公开"\neach = "社区"\nfilename = "公告/{{ 社区 }}"', tag)
        said = forms.say("公告", code=1)
        assert named in said
        assert "郑远山" not in said
        assert not (forms.workspace / "out" / "公告").exists()


NUMBERED = f"""
access = "内部"
each = "请示事项"
series = "文号"
given = true
official = true
filename = "请示/{{{{ 名称 }}}}{{% if 草稿 %}}_草稿{{% endif %}}"
{table("请示事项", 'key = ["名称"]', column("名称"), column("标题"))}
"""


class TestIssued:
    @pytest.fixture(autouse=True)
    def numbered(self, forms):
        forms.office.settings += '[options."公文"]\n"机关代字" = "石委"\n'
        forms.office.write()
        forms.put("请示", NUMBERED, "{{ 标题 }}，{% if not 草稿 %}{{ 机关代字 }}〔{{ 年份 }}〕{{ 期号 }}号{% endif %}")
        forms.sheet("请示事项", "名称,标题", "方案,关于方案的请示", "经费,关于经费的请示")

    def issue(self, forms: Forms, name: str, number: int, code: int = 0) -> str:
        words = ("--issue", "--number", f"石委〔2013〕{number}号", "--date", "2013-11-08")
        return forms.say("请示", name, *words, code=code)

    def test_twice_with_one_number_changes_nothing(self, forms):
        self.issue(forms, "方案", 8)
        before = (forms.workspace / "out" / "请示" / "方案.docx").read_bytes()
        self.issue(forms, "方案", 8, code=1)
        assert (forms.workspace / "out" / "请示" / "方案.docx").read_bytes() == before

    def test_a_number_that_another_has_is_refused(self, forms):
        self.issue(forms, "方案", 8)
        assert "belongs to another document" in self.issue(forms, "经费", 8, code=1)
        assert not (forms.workspace / "out" / "请示" / "经费.docx").exists()

    def test_another_number_for_what_is_issued_is_refused(self, forms):
        self.issue(forms, "方案", 8)
        self.issue(forms, "方案", 9, code=1)
        assert forms.made()["请示/方案.docx"] == ["关于方案的请示，石委〔2013〕8号"]

    def test_an_undoing_spares_it(self, forms):
        self.issue(forms, "方案", 8)
        assert "was issued" in forms.say("runs", "undo", code=1)
        assert forms.made()["请示/方案.docx"] == ["关于方案的请示，石委〔2013〕8号"]


@pytest.mark.libreoffice
class TestPdf:
    def test_a_pdf_beside_each_document(self, forms):
        forms.say("会议", "--pdf")
        files = sorted((forms.workspace / "out" / "会议").glob("*.pdf"))
        assert [path.stem for path in files] == sorted(("党员大会", "户代表会", "筹备会"))
        for path in files:
            (page,) = pypdfium2.PdfDocument(path)
            assert page.get_textpage().get_text_range().startswith(f"{path.stem}：应到")

    def test_one_of_an_older_document_does_not_stay_where_it_could_be_printed(self, forms):
        forms.say("会议", "--pdf")
        forms.sheet("会议", *MORE_CAME)
        assert "户代表会.pdf" in forms.say("会议")
        folder = forms.workspace / "out" / "会议"
        assert sorted(path.stem for path in folder.glob("*.pdf")) == sorted(("党员大会", "筹备会"))
        forms.say("会议", "--pdf")
        (page,) = pypdfium2.PdfDocument(folder / "户代表会.pdf")
        assert "25" in page.get_textpage().get_text_range()

    def test_a_form_of_plain_text_has_none(self, forms):
        folder = forms.put("短讯", ROLL.replace('"会议"', '"短讯"', 2))
        (folder / "短讯.docx").unlink()
        (folder / "短讯.txt").write_text("{{ 名称 }}", encoding="utf-8")
        forms.sheet("短讯", *MEETINGS)
        assert "--pdf" in forms.say("短讯", "--pdf", code=2)
