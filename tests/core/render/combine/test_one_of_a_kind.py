"""What a file may hold once only, or must hold for all its records: names, numbers, relations, lists, notes."""

import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from oracle import picture

from docgen.problems import DocgenError
from docgen.render import Combination, Picture, Rich, Sub, combined, compile_template
from docgen.render.repair.bookmarks import may_repeat_bookmarks, with_own_bookmarks

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = f'Type="{OFFICE}/hyperlink" Target="https://example.com/" TargetMode="External"'
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" {LINK}/></Relationships>'
)
TEXT = "<w:p><w:r><w:t>{{ 名 }}</w:t></w:r></w:p>"


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(data)).namelist()


def of_names(template, *people):
    return [(template, {"名": name}) for name in people or ("甲", "乙")]


class TestBytes:
    def test_the_same_bytes_whatever_the_seed_of_hashes(self, raw, tmp_path: Path):
        """In processes of their own."""
        shows = '<w:headerReference w:type="first" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
        parts = {kind: f"<w:{tag} {NAMES}>{TEXT}</w:{tag}>" for kind, tag in (("header", "hdr"), ("footer", "ftr"))}
        (tmp_path / "a.docx").write_bytes(raw(TEXT, section=shows + "<w:titlePg/>", parts=parts))
        defaults = '<w:rPrDefault><w:rPr><w:b/><w:i/><w:kern w:val="2"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
        styles = part(raw(TEXT), "word/styles.xml")
        other = re.sub("<w:rPrDefault>.*?</w:rPrDefault>", defaults, styles, flags=re.DOTALL)
        (tmp_path / "b.docx").write_bytes(raw(TEXT, files={"word/styles.xml": other}))
        script = (
            "import sys, hashlib; from docgen.render import combined, compile_template\n"
            "a, b = map(compile_template, sys.argv[1:])\n"
            "print(hashlib.sha256(combined([(a, {'名': 1}), (b, {'名': 2})])).hexdigest())"
        )
        command = [sys.executable, "-c", script, str(tmp_path / "a.docx"), str(tmp_path / "b.docx")]
        seeds = [{"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)} for seed in "1234"]
        made = {subprocess.run(command, env=seed, capture_output=True, check=True).stdout for seed in seeds}
        assert len(made) == 1


class TestRelations:
    def test_a_header_with_a_tag_leads_to_each_thing_once(self, raw):
        link = '<w:hyperlink r:id="rId1"><w:r><w:t>{{ 名 }}</w:t></w:r></w:hyperlink>'
        header = f"<w:hdr {NAMES}><w:p>{link}</w:p></w:hdr>"
        shows = '<w:headerReference w:type="default" r:id="header"/>'
        files = {"word/_rels/header.xml.rels": LINKS, "word/_rels/header1.xml.rels": LINKS}
        source = raw(TEXT, section=shows, parts={"header": header}, files=files)
        renamed = _with_part_renamed(source, "header.xml", "header1.xml")
        data = combined(of_names(compile_template(renamed)))
        lists = [name for name in names(data) if re.fullmatch(r"word/_rels/header\d+\.xml\.rels", name)]
        assert len(lists) == 2
        assert [part(data, name).count('Id="rId1"') for name in lists] == [1, 1]

    def test_comments_leave_nothing_behind(self, raw):
        comment = '<w:comment w:id="0" w:author="a"><w:p><w:hyperlink r:id="rId1"/></w:p></w:comment>'
        comments = f"<w:comments {NAMES}>{comment}</w:comments>"
        files = {"word/_rels/comments.xml.rels": LINKS}
        data = combined(of_names(compile_template(raw(TEXT, parts={"comments": comments}, files=files))))
        assert not [name for name in names(data) if "comments" in name]

    @pytest.mark.parametrize("first", [True, False], ids=["first template", "second template"])
    def test_a_link_and_a_picture_in_a_footnote(self, raw, tmp_path: Path, first: bool):
        note = "<w:p><w:r><w:t>{{r 点 }}</w:t></w:r></w:p><w:p><w:r><w:t>{{ 图 }}</w:t></w:r></w:p>"
        noted = compile_template(_noted(raw, note, "footnote"))
        values = {"点": Rich("见", link="https://example.com/"), "图": Picture(picture(tmp_path / "p.png"))}
        records = [] if first else of_names(compile_template(raw(TEXT)), "子")
        data = combined([*records, (noted, values), (noted, values)])
        targets = part(data, "word/_rels/footnotes.xml.rels")
        assert targets.count("https://example.com/") == targets.count("media/") == 1


def _with_part_renamed(source: bytes, old: str, new: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as package, zipfile.ZipFile(made, "w") as renamed:
        for name in package.namelist():
            data = package.read(name)
            if not name.endswith(f"{old}.rels"):
                data = data.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
                data = data.replace(f"/{old}".encode(), f"/{new}".encode())
                renamed.writestr(name.replace(f"word/{old}", f"word/{new}"), data)
    return made.getvalue()


def _noted(raw, note: str, kind: str) -> bytes:
    lines = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    notes = f'<w:{kind}s {NAMES}>{lines}<w:{kind} w:id="1">{note}</w:{kind}></w:{kind}s>'
    return raw(f'<w:p><w:r><w:t>文</w:t><w:{kind}Reference w:id="1"/></w:r></w:p>', parts={f"{kind}s": notes})


class TestNotes:
    @pytest.mark.parametrize("inside", [False, True], ids=["template", "sub-document"])
    def test_endnotes_are_refused_as_they_would_stand_on_the_pages_of_others(self, raw, inside: bool):
        noted = _noted(raw, TEXT.replace("{{ 名 }}", "尾"), "endnote")
        template = compile_template(raw(TEXT.replace("{{", "{{p")) if inside else noted)
        file = Combination()
        file.add(compile_template(raw(TEXT)), {"名": "甲"})
        for _ in range(2):
            with pytest.raises(DocgenError, match="endnotes"):
                file.add(template, {"名": Sub(noted)})
        assert file.records == 1
        assert "word/endnotes.xml" not in names(file.finish())


def bookmark(name: str, number: int = 0, text: str = "{{ 名 }}") -> str:
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'<w:p>{begin}<w:r><w:t>{text}</w:t></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'


def bookmarks(xml: str) -> list[str]:
    return re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', xml)


def paired(xml: str) -> bool:
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml)
    return len(set(starts)) == len(starts) and sorted(starts) == sorted(re.findall(r'bookmarkEnd w:id="(\d+)"', xml))


COUNTED = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


class TestBookmarks:
    @pytest.mark.parametrize(
        "body",
        [
            bookmark("签名", 1) + bookmark("签名_2", 2),
            bookmark("A" * 38 + "xx", 1) + bookmark("A" * 38 + "yy", 2),
            bookmark("_record1", 1) + bookmark("_record2", 2) + COUNTED,
            bookmark("Name", 1) + bookmark("Name_2", 2) + bookmark("NAME_3", 3),
        ],
        ids=["numbered", "long", "marks of records", "case"],
    )
    def test_no_two_have_one_name(self, raw, body: str):
        xml = part(combined(of_names(compile_template(raw(body)), *"甲乙丙")))
        found = [name.lower() for name in bookmarks(xml)]
        assert len(set(found)) == len(found) >= 6
        assert all(len(name) <= 40 for name in found)
        assert paired(xml)

    def test_the_fields_of_a_record_lead_to_its_own_end(self, raw):
        body = bookmark("_record1", 1) + COUNTED
        xml = part(combined(of_names(compile_template(raw(body)))))
        assert set(re.findall(r"PAGEREF (\S+)", xml)) < set(bookmarks(xml))

    def test_where_the_cursor_was_is_left_out_with_both_its_ends(self, raw):
        xml = part(combined(of_names(compile_template(raw(bookmark("_GoBack", 3) + bookmark("甲", 4))))))
        assert bookmarks(xml) == ["甲", "甲_2"]
        assert paired(xml)

    def test_repeated_by_a_loop(self, raw):
        loop = "<w:p><w:r><w:t>{%%p %s %%}</w:t></w:r></w:p>"
        body = loop % "for x in '一二'" + bookmark("行", 5) + bookmark("_GoBack", 6) + loop % "endfor"
        template = compile_template(raw(body))
        (source,) = (story.source for story in template.stories if story.name.endswith("document.xml"))
        assert may_repeat_bookmarks(source)
        assert not may_repeat_bookmarks(bookmark("行") + "{% if x %}{% endif %}")
        once = bookmark("行", 5, "文") + bookmark("_GoBack", 6, "文")
        xml = with_own_bookmarks((once * 3 + '<w:bookmarkEnd w:id="9"/>').encode()).decode()
        assert bookmarks(xml) == ["行", "行_2", "行_3"]
        assert paired(xml)
        xml = part(combined(of_names(template)))
        assert bookmarks(xml)[:2] == ["行", "行_2"]
        assert len(set(bookmarks(xml))) == 4
        assert paired(xml)


def numbering(*lines: str, style: str = "") -> dict[str, str]:
    """The parts with these lists, and no style that names another."""
    plain = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    return {
        "word/numbering.xml": f"<w:numbering {NAMES}>{''.join(lines)}</w:numbering>",
        "word/styles.xml": f"<w:styles {NAMES}>{plain}{style}</w:styles>",
        "word/stylesWithEffects.xml": f"<w:styles {NAMES}/>",
    }


def abstract(number: int, form: str = "decimal") -> str:
    level = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/>'
    return f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'


def num(number: int, of: int, start: int = 0) -> str:
    own = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{own}</w:num>'


def item(number: int) -> str:
    own = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}</w:pPr><w:r><w:t>{{{{ 名 }}}}</w:t></w:r></w:p>"


def used(data: bytes) -> list[str]:
    return re.findall(r'<w:numId w:val="(\d+)"', part(data))


class TestLists:
    def test_lists_of_one_definition_count_on_each_other_in_each_record(self, raw):
        files = numbering(abstract(0), num(1, 0), num(2, 0))
        data = combined(of_names(compile_template(raw(item(1) + item(2), files=files)), *"甲乙丙"))
        first, second, third = used(data)[:2], used(data)[2:4], used(data)[4:]
        assert first == ["1", "2"]
        assert second[0] == second[1] != third[0] == third[1]
        assert part(data, "word/numbering.xml").count("startOverride") == 2

    def test_a_list_that_begins_anew_by_itself_does_so_in_each_record(self, raw):
        files = numbering(abstract(0), num(1, 0), num(2, 0, start=5))
        data = combined(of_names(compile_template(raw(item(1) + item(2), files=files))))
        assert len(set(used(data))) == 4
        starts = re.findall(r'<w:startOverride w:val="(\d)"', part(data, "word/numbering.xml"))
        assert starts == ["5", "1", "5"]

    def test_another_record_begins_anew_whichever_list_it_uses(self, raw):
        files = numbering(abstract(0), num(1, 0), num(2, 0))
        tag = "<w:p><w:r><w:t>{%%p %s %%}</w:t></w:r></w:p>"
        body = tag % "if 名 == '甲'" + item(1) + tag % "else" + item(2) + tag % "endif"
        data = combined(of_names(compile_template(raw(body, files=files))))
        assert part(data, "word/numbering.xml").count("startOverride") == 1

    def test_templates_whose_styles_bring_other_lists_keep_them(self, raw):
        style = '<w:style w:type="paragraph" w:styleId="条"><w:name w:val="条"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        style += "</w:numPr></w:pPr></w:style>"
        body = TEXT.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="条"/></w:pPr>')
        forms = ("decimal", "chineseCounting", "decimal")
        files = [numbering(abstract(0, form), num(1, 0), style=style) for form in forms]
        made = [compile_template(raw(body, files=one)) for one in files]
        xml = part(combined([(template, {"名": "甲"}) for template in made]))
        styles = re.findall(r'<w:pStyle w:val="([^"]*)"', xml)
        assert styles == ["条", "条-2", "条"]

    def test_a_file_holds_as_many_lists_as_word_does(self, raw, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("docgen.render.combine.combination._MAX_RESTARTS", 3)
        template = compile_template(raw(item(1), files=numbering(abstract(0), num(1, 0))))
        file = Combination()
        for _ in range(4):
            file.add(template, {"名": "甲"})
        with pytest.raises(DocgenError, match="numbered lists"):
            file.add(template, {"名": "甲"})
        assert len(set(used(file.finish()))) == 4
