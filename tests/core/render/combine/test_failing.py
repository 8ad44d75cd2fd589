"""Records and templates that cannot be taken in: the file is as it was before, and says why."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from docgen.problems import DocgenError
from docgen.render import Combination, Picture, Sub, combined, compile_template

TEXT = "<w:p><w:r><w:t>{{ 名 }}</w:t></w:r></w:p>"
SUB = "<w:p><w:r><w:t>{{p 附 }}</w:t></w:r></w:p>"


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def big(raw, body: str = TEXT) -> bytes:
    """A template of another look."""
    return raw(body, replaced=(("word/styles.xml", '<w:sz w:val="22"/>', '<w:sz w:val="44"/>'),))


class TestTheFileIsAsItWas:
    def test_after_a_failed_first_record_another_is_the_first(self, raw):
        file = Combination()
        with pytest.raises(DocgenError):
            file.add(compile_template(big(raw)), {})
        template = compile_template(raw(TEXT))
        file.add(template, {"名": "甲"})
        assert file.finish() == combined([(template, {"名": "甲"})])

    @pytest.mark.parametrize("tried", ["missing value", "no picture", "no sub-document", "names of other things"])
    def test_after_a_record_that_failed(self, raw, tmp_path: Path, tried: str):
        template = compile_template(_with_name(raw(TEXT + TEXT.replace("名", "图")), "urn:one"))
        record = (template, {"名": "甲", "图": ""})
        file = Combination()
        file.add(*record)
        other = _with_name(raw("<w:p/>"), "urn:two")
        failing = {
            "missing value": (compile_template(big(raw)), {}),
            "no picture": (compile_template(big(raw)), {"名": Picture(tmp_path / "none.png")}),
            "no sub-document": (compile_template(big(raw, TEXT + SUB)), {"名": "", "附": Sub(tmp_path / "none.docx")}),
            "names of other things": (
                compile_template(big(raw, TEXT + SUB)),
                {"名": "", "附": Sub(other)},
            ),
        }
        for _ in range(2):
            with pytest.raises(DocgenError):
                file.add(*failing[tried])
        file.add(*record)
        assert file.finish() == combined([record, record])

    def test_a_template_whose_first_record_failed_is_taken_in_later(self, raw):
        first, second = compile_template(raw(TEXT)), compile_template(big(raw))
        file = Combination()
        file.add(first, {"名": "甲"})
        with pytest.raises(DocgenError):
            file.add(second, {})
        file.add(second, {"名": "乙"})
        file.add(second, {"名": "丙"})
        xml = part(file.finish())
        assert re.findall(r"<w:t[^>]*>(.)</w:t>", xml) == ["甲", "乙", "丙"]
        assert len(re.findall(r'<w:pStyle w:val="Normal-2"', xml)) == 2


def _with_name(source: bytes, uri: str) -> bytes:
    """A document that means `uri` by the prefix x."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as package, zipfile.ZipFile(made, "w") as changed:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                data = data.replace(b"><w:body>", f' xmlns:x="{uri}"><w:body>'.encode())
            changed.writestr(name, data)
    return made.getvalue()


def test_a_finished_file_takes_no_more(raw):
    template = compile_template(raw(TEXT))
    file = Combination()
    file.add(template, {"名": "甲"})
    file.finish()
    with pytest.raises(RuntimeError, match="finished"):
        file.finish()
    with pytest.raises(RuntimeError, match="finished"):
        file.add(template, {"名": "乙"})


class TestWhichRecord:
    @pytest.mark.parametrize(
        ("value", "said"),
        [({}, "there is nothing for 名 (record 2)"), ({"名": Picture("无.png")}, "no such file or folder (record 2)")],
        ids=["missing", "picture"],
    )
    def test_the_error_of_one_among_many_says_it(self, raw, value, said: str):
        template = compile_template(raw(TEXT))
        with pytest.raises(DocgenError) as caught:
            combined([(template, {"名": "甲"}), (template, value), (template, {})])
        assert str(caught.value).endswith(said)
        assert [problem.record for problem in caught.value.problems] == ["record 2"]
        assert str(caught.value.problems[0]).count("record 2") == 1

    def test_one_that_failed_before_counts(self, raw):
        template = compile_template(raw(TEXT))
        file = Combination()
        with pytest.raises(DocgenError, match=r"\(record 1\)$"):
            file.add(template, {})
        file.add(template, {"名": "甲"})
        with pytest.raises(DocgenError, match=r"\(record 3\)$"):
            file.add(template, {})


@pytest.mark.parametrize("sides", [0, 3, "2"])
def test_a_sheet_has_one_side_or_two(raw, sides):
    with pytest.raises(ValueError, match="1 or 2 sides"):
        combined([(compile_template(raw(TEXT)), {"名": "甲"})], sides=sides)


class TestUnusualTemplates:
    def test_a_section_with_a_tracked_change(self, raw):
        change = '<w:sectPrChange w:id="5" w:author="a"><w:sectPr><w:pgSz w:w="1000" w:h="1000"/></w:sectPr>'
        section = f'<w:pgSz w:w="11906" w:h="16838"/>{change}</w:sectPrChange>'
        template = compile_template(raw(TEXT, section=section))
        xml = part(combined([(template, {"名": name}) for name in "甲乙"]))
        assert "sectPrChange" not in xml
        assert re.findall(r'<w:pgSz w:w="(\d+)"', xml) == ["11906", "11906"]

    def test_a_style_without_a_name(self, raw):
        nameless = '<w:style w:type="paragraph" w:styleId="无名"/><w:style w:type="paragraph"/></w:styles>'
        second = raw("<w:p/>", replaced=(("word/styles.xml", "</w:styles>", nameless),))
        data = combined([(compile_template(raw(TEXT)), {"名": "甲"}), (compile_template(second), {})])
        assert 'w:styleId="无名-2"' in part(data, "word/styles.xml")
        sub = compile_template(raw(SUB)).render({"附": Sub(second)})
        assert 'w:styleId="无名"' in part(sub, "word/styles.xml")

    @pytest.mark.unsound
    def test_a_body_with_attributes(self, raw):
        template = compile_template(_changed(raw(TEXT), "<w:body>", '<w:body w:rsidR="00AB12CD">'))
        xml = part(combined([(template, {"名": name}) for name in "甲乙"]))
        assert re.findall(r"<w:t[^>]*>(.)</w:t>", xml) == ["甲", "乙"]

    def test_parts_named_otherwise_than_word_names_them(self, raw):
        odd = _changed(raw(TEXT), "w:", "x:")
        records = [(compile_template(source), {"名": name}) for source, name in ((raw(TEXT), "甲"), (odd, "乙"))]
        assert re.findall(r"<w:t[^>]*>(.)</w:t>", part(combined(records))) == ["甲", "乙"]
        put_in = _changed(raw("<w:p><w:r><w:t>丙</w:t></w:r></w:p>"), "w:", "x:")
        whole = compile_template(raw(SUB)).render({"附": Sub(put_in)})
        assert "<w:t>丙</w:t>" in part(whole)


def _changed(source: bytes, old: str, new: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as package, zipfile.ZipFile(made, "w") as changed:
        for name in package.namelist():
            data = package.read(name).decode("latin-1")
            if name == "word/document.xml":
                data = data.replace(old, new).replace("xmlns:x:", "xmlns:")
                data = data.replace("xmlns:w=", f"xmlns:{new[:-1]}=") if old == "w:" else data
            changed.writestr(name, data.encode("latin-1"))
    return made.getvalue()


class TestEndOfTheRecord:
    def test_a_record_that_ends_in_a_content_control_knows_its_pages(self, raw):
        field = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
        control = f"<w:sdt><w:sdtContent>{TEXT}</w:sdtContent></w:sdt>"
        xml = part(combined([(compile_template(raw(field + control)), {"名": name}) for name in "甲乙"]))
        assert re.findall(r'<w:bookmarkStart [^>]*w:name="(_record\d)"', xml) == ["_record1", "_record2"]
        assert re.findall(r"PAGEREF (\w+)", xml) == ["_record1", "_record2"]


class TestPageCounts:
    """What becomes of NUMPAGES, in a record of its own pages."""

    @pytest.mark.parametrize("instruction", ["NUMPAGES", "numpages", "NUM</w:instrText></w:r><w:r><w:instrText>PAGES"])
    def test_is_known_however_it_is_written(self, raw, instruction: str):
        assert _fields(raw, instruction) == ["PAGEREF _record1 \\* Arabic", "PAGEREF _record2 \\* Arabic"]

    def test_pages_of_the_section_stay(self, raw):
        assert _fields(raw, "SECTIONPAGES") == ["SECTIONPAGES"] * 2

    def test_where_pages_begin_at_another_number_word_counts_them(self, raw):
        assert _fields(raw, "NUMPAGES", '<w:pgNumType w:start="5"/>') == ["SECTIONPAGES"] * 2
        assert _fields(raw, "NUMPAGES", '<w:pgNumType w:start="1"/>')[0].startswith("PAGEREF")

    def test_where_they_begin_again_within_a_record_nothing_can_be_said(self, raw):
        ended = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
        assert _fields(raw, "NUMPAGES", '<w:pgNumType w:start="1"/>', ended) == ["NUMPAGES"] * 2
        assert _fields(raw, "NUMPAGES", "", ended)[0].startswith("PAGEREF")


def _fields(raw, instruction: str, section: str = "", before: str = "") -> list[str]:
    """The instructions of the field in two records."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    field = f"<w:p>{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{end}</w:p>"
    template = compile_template(raw(before + TEXT + field + TEXT, section=section))
    xml = part(combined([(template, {"名": name}) for name in "甲乙"]))
    return [found.strip() for found in re.findall("<w:instrText>([^<]*)", xml)]
