"""What old Word forms hold beside text: fields in fields, content controls, pictures, changes that are not accepted."""

import io
import re
import time
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm
from lxml import etree
from township import PEOPLE, Township, replace

from docgen.forms.begin.columns import named
from docgen.forms.begin.conversion import Conversion, converted
from docgen.forms.begin.found import text_of
from docgen.forms.begin.labels import Tags

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = Tags(named(["姓名", "性别"]))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.fixture
def township(docgen, tmp_path) -> Township:
    return Township(docgen, tmp_path / "石羊镇")


def run(*inside: str) -> str:
    return f"<w:r>{''.join(inside)}</w:r>"


def text(said: str) -> str:
    return f'<w:t xml:space="preserve">{said}</w:t>'


def sign(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def code(said: str) -> str:
    return f'<w:instrText xml:space="preserve"> {said} </w:instrText>'


def merge(name: str) -> str:
    return run(sign("begin"), code(f"MERGEFIELD {name}"), sign("separate"), text(f"«{name}»"), sign("end"))


def condition(inner: str, asks: str) -> str:
    return (
        f"{run(sign('begin'))}{run(code('IF '))}{inner}{run(code(asks))}"
        f"{run(sign('separate'))}{run(text('先生'))}{run(sign('end'))}"
    )


def table(*cells: str) -> str:
    return f"{TABLE}<w:tr>{''.join(cells)}</w:tr></w:tbl>"


def cell(inside: str = "<w:p/>") -> str:
    return f"<w:tc>{inside}</w:tc>"


TABLE = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
NAME = cell(f"<w:p>{run(text('姓名'))}</w:p>")
FORMTEXT = "".join(map(run, (sign("begin"), code("FORMTEXT"), sign("separate"), text("\u2002" * 5), sign("end"))))
PLACEHOLDER = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    f"<w:p>{run(text('单击此处输入文字'))}</w:p></w:sdtContent></w:sdt>"
)


def form_of(folder: Path, body: str) -> Path:
    """A Word file with this XML in it."""
    path = folder / "旧表.docx"
    document = Document()
    document.add_paragraph("某")
    document.save(str(path))
    replace(path, "<w:p><w:r><w:t>某</w:t></w:r></w:p>", body)
    return path


def of(folder: Path, body: str) -> tuple[Conversion, etree._Element]:
    made = converted(form_of(folder, body), COLUMNS, "表", each=True)
    return made, Document(io.BytesIO(made.data)).element.body


class TestFields:
    @pytest.mark.parametrize(
        ("asks", "printed"),
        [
            ("= &quot;男&quot; &quot;先生&quot; &quot;女士&quot;", "李红女士请"),
            ("&lt;&gt; &quot;女&quot; &quot;先生&quot; &quot;女士&quot; \\* MERGEFORMAT", "李红女士请"),
            ("= “女” “女士”", "李红女士请"),
            ("= &quot;男&quot; &quot;先生&quot;", "李红请"),
        ],
    )
    def test_an_if_prints_what_it_says(self, township, asks, printed):
        source = form_of(
            township.folder, f"<w:p>{merge('姓名')}{condition(merge('性别'), asks)}{run(text('请'))}</w:p>"
        )
        data = township.workbook(("姓名", "性别"), ("李红", "女"))
        said = township.say("forms", "new", "请柬", "--from", source, "--data", data)
        assert "not placed" not in said
        township.say("请柬")
        ((texts, _),) = township.made().values()
        assert texts == [printed]

    def test_those_that_other_fields_hold_are_listed(self, township):
        source = form_of(
            township.folder,
            f"<w:p>{merge('姓名')}{condition(merge('性别'), '&gt; 3 &quot;先生&quot; &quot;女士&quot;')}</w:p>",
        )
        data = township.workbook(("姓名", "性别"), ("李红", "女"))
        said = township.say("forms", "new", "请柬", "--from", source, "--data", data)
        assert "Filled in from the table: 姓名\n" in said
        assert "a field, a content control or a picture is there: 性别 in “" in said
        assert "write the column there in double braces" in said

    @pytest.mark.parametrize(
        "body",
        [
            f"<w:p>{run(sign('begin'), code('MERGEFIELD 姓名'), sign('separate'))}</w:p><w:p>{run(sign('end'))}</w:p>",
            f"<w:p>{run(sign('begin'), code('MERGEFIELD 姓名'))}</w:p>",
            f'<w:p>{run(sign("begin"))}<w:fldSimple w:instr="MERGEFIELD 姓名"/>{run(sign("end"))}</w:p>',
        ],
    )
    def test_those_that_do_not_end_where_they_begin_stay_and_are_listed(self, tmp_path, body):
        made, root = of(tmp_path, body)
        assert [name for name, _ in made.held] == ["姓名"]
        assert "MERGEFIELD" in etree.tostring(root, encoding="unicode")

    def test_what_else_their_runs_say_stays(self, tmp_path):
        made, root = of(
            tmp_path,
            f"<w:p>{run(text('尊敬的'), sign('begin'))}{run(code('MERGEFIELD 姓名'))}{run(sign('separate'))}"
            f"{run(text('«姓名»'))}{run(sign('end'), text('同志'))}</w:p>",
        )
        assert text_of(root) == "尊敬的{{ 姓名 }}同志"
        assert "fldChar" not in etree.tostring(root, encoding="unicode")
        assert not made.held

    def test_two_in_one_run_are_both_tags(self, tmp_path):
        both = "".join(
            part
            for name in ("姓名", "性别")
            for part in (sign("begin"), code(f"MERGEFIELD {name}"), sign("separate"), text("某"), sign("end"))
        )
        assert text_of(of(tmp_path, f"<w:p>{run(both)}</w:p>")[1]) == "{{ 姓名 }}{{ 性别 }}"


class TestCells:
    @pytest.mark.parametrize(
        "held",
        [
            cell("<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>"),
            cell(f"{PLACEHOLDER}<w:p/>"),
            cell(f"<w:p>{FORMTEXT}</w:p>"),
            f"<w:sdt><w:sdtContent>{cell()}</w:sdtContent></w:sdt>",
        ],
    )
    def test_those_with_fields_or_content_controls_stay_and_are_listed(self, tmp_path, held):
        sex = cell(f"<w:p>{run(text('性别'))}</w:p>")
        before = table(NAME, held, sex, "{}")
        made, root = of(tmp_path, before.format(cell()))
        assert [name for name, _ in made.held] == ["姓名"]
        assert made.placed == ("性别",)
        after = re.sub(' xmlns:\\w+="[^"]*"', "", etree.tostring(root[0], encoding="unicode"))
        own = run(text("{{ 性别 }}"))
        assert after == before.format(cell(f"<w:p>{own}</w:p>"))

    def test_a_picture_stays(self, tmp_path):
        document = Document()
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text = "姓名"
        cells[1].paragraphs[0].add_run().add_picture(io.BytesIO(PNG), width=Mm(10))
        document.save(str(tmp_path / "旧表.docx"))
        made = converted(tmp_path / "旧表.docx", COLUMNS, "表")
        assert [name for name, _ in made.held] == ["姓名"]
        assert len(Document(io.BytesIO(made.data)).inline_shapes) == 1

    def test_a_tag_is_not_among_text_that_somebody_deleted(self, tmp_path):
        gone = '<w:del w:id="1" w:author="某"><w:r><w:delText>张三</w:delText></w:r></w:del>'
        made, root = of(tmp_path, table(NAME, cell(f"<w:p>{gone}</w:p>")))
        assert made.placed == ("姓名",)
        ((tag,),) = [[node for node in root.iter(f"{W}t") if "{{" in node.text]]
        assert not list(tag.iterancestors(f"{W}del"))

    def test_blank_rows_with_pictures_do_not_go(self, tmp_path):
        document = Document()
        made = document.add_table(3, 2)
        for at, title in enumerate(("姓名", "性别")):
            made.rows[0].cells[at].text = title
        made.rows[2].cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(PNG), width=Mm(10))
        document.save(str(tmp_path / "旧表.docx"))
        data = converted(tmp_path / "旧表.docx", COLUMNS, "表").data
        assert len(Document(io.BytesIO(data)).inline_shapes) == 1

    def test_a_list_with_deleted_text_repeats(self, township):
        gone = '<w:p><w:del w:id="1" w:author="某"><w:r><w:delText>张三</w:delText></w:r></w:del></w:p>'
        labels = "".join(cell(f"<w:p>{run(text(title))}</w:p>") for title in ("姓名", "单位"))
        rows = f"<w:tr>{labels}</w:tr><w:tr>{cell(gone)}{cell()}</w:tr><w:tr>{cell()}{cell()}</w:tr>"
        source = form_of(township.folder, f"{TABLE}{rows}</w:tbl>")
        township.say("forms", "new", "名册", "--from", source, "--data", township.workbook(*PEOPLE))
        township.say("名册")
        assert township.made()["名册/名册.docx"][1] == [
            ["姓名", "单位"],
            ["郑远山", "丰乐社区"],
            ["周清", "石碑社区"],
        ]


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run(text('姓名' + ' ' * 100_000))}</w:p>",
        f"<w:p>{run(text('姓名：' + ' ' * 100_000 + '年'))}</w:p>",
        f"<w:p>{run(text('姓名' + '　' * 50_000 + '_' + '　' * 50_000))}</w:p>",
        f"<w:p>{run(text('{{ a|' * 20_000))}</w:p>",
        f"<w:p>{run(text('某《姓名》')) * 6_000}</w:p>",
    ],
    ids=["spaces", "colon", "line", "tags", "runs"],
)
def test_strange_forms_are_read_at_once(tmp_path, body):
    path = form_of(tmp_path, body)
    before = time.process_time()
    converted(path, COLUMNS, "表")
    assert time.process_time() - before < 3
