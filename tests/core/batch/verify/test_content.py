"""Letters are compared by all that they say, whatever their template looks like."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from depth import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import rewritten

from docgen.batch.contexts import Contexts
from docgen.batch.verify.content import Expected, Found, Reading, Verdict, compare
from docgen.batch.verify.reading import Told, letters_of, sections_in, told_by, varies_around
from docgen.render import Compiled, Rich, combined, compile_template

WORDML = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PEOPLE = [{"姓名": name, "编号": f"K-{number:03}", "组": "1组"} for number, name in enumerate("赵钱孙李周吴", 1)]


def template(build: Callable[[Any], None]) -> Compiled:
    """A template built by hand."""
    document, made = docx.Document(), BytesIO()
    build(document)
    document.save(made)
    return compile_template(made.getvalue())


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "编号 {{ 编号 }}"
    document.add_paragraph("各位居民：")
    document.add_paragraph("本组 {{ 组 }}")


def of_two_sections(document: Any) -> None:
    document.add_paragraph("{{ 姓名 }}：")
    document.add_section()
    document.add_table(1, 2).cell(0, 1).text = "{{ 编号 }}"
    document.add_paragraph("回执")


def plain(document: Any) -> None:
    document.add_paragraph("{{ 姓名 }}（{{ 组 }}）& <{{ 编号 }}>")


def reading(folder: Path, made: Compiled, people: list[dict[str, Any]], **facts: Any) -> Reading:
    """A print file of these people, to be compared with those of PEOPLE."""
    file = folder / "批.docx"
    file.write_bytes(combined([(made, each) for each in people]))
    letters = tuple(Expected(number, each["编号"], True, True) for number, each in enumerate(PEOPLE, 1))
    return replace(Reading((str(file),), letters, Contexts.of(PEOPLE)), **facts)


def swapped() -> list[dict[str, Any]]:
    return [PEOPLE[place] for place in (0, 3, 2, 1, 4, 5)]


@pytest.mark.parametrize("build", [plain, in_header, of_two_sections])
class TestTemplates:
    def test_right_letters_are_right(self, tmp_path, build):
        made = template(build)
        assert compare(reading(tmp_path, made, PEOPLE), made) == []

    def test_a_swap_is_found_wherever_the_letters_differ(self, tmp_path, build):
        made = template(build)
        found = compare(reading(tmp_path, made, swapped()), made)
        assert [(each.place, each.verdict, each.instead) for each in found] == [
            (1, Verdict.WRONG, "K-004"),
            (3, Verdict.WRONG, "K-002"),
        ]

    def test_what_word_saved_again_is_still_right(self, tmp_path, build):
        made = template(build)
        what = reading(tmp_path, made, PEOPLE)
        file, again = Path(what.files[0]), BytesIO()
        docx.Document(str(file)).save(again)
        file.write_bytes(rewritten(again.getvalue(), _with_more_runs))
        assert compare(what, made) == []


def _with_more_runs(root: Any) -> None:
    """Split each text into two, as Word does when it checks spelling."""
    for text in list(root.iter("{*}t")):
        words = text.text or ""
        more = text.makeelement(text.tag)
        text.text, more.text = words[:1], words[1:]
        text.addnext(more)


class TestVerdicts:
    def test_other_templates_are_compared_by_values(self, tmp_path):
        made, now = template(plain), template(lambda document: document.add_paragraph("{{ 姓名 }}，{{ 编号 }}"))
        assert compare(reading(tmp_path, made, PEOPLE, exact=False), now) == []
        found = compare(reading(tmp_path, made, swapped(), exact=False), now)
        assert [(each.place, each.verdict) for each in found] == [(1, Verdict.WRONG), (3, Verdict.WRONG)]

    def test_a_row_that_changed_is_no_excuse_for_the_letter_of_another(self, tmp_path):
        made = template(plain)
        stranger = {"姓名": "郑", "编号": "K-099", "组": "1组"}
        letters = tuple(Expected(number, each["编号"], False, True) for number, each in enumerate(PEOPLE, 1))
        changed = [PEOPLE[0], {**PEOPLE[1], "姓名": "金二"}, stranger, *PEOPLE[3:]]
        found = compare(reading(tmp_path, made, changed, letters=letters), made)
        assert [(each.place, each.verdict) for each in found] == [(1, Verdict.CHANGED), (2, Verdict.WRONG)]
        assert found[0].lacks == ("姓名",)

    def test_spares_say_what_they_should(self, tmp_path):
        made, spare = template(plain), {"姓名": "____", "编号": "____", "组": "1组"}
        assert compare(reading(tmp_path, made, [*PEOPLE, spare, spare], spares=(spare, spare)), made) == []
        found = compare(reading(tmp_path, made, [*PEOPLE, spare, PEOPLE[0]], spares=(spare, spare)), made)
        assert not isinstance(found, str)
        assert [(each.place, each.verdict) for each in found] == [(7, Verdict.WRONG)]

    def test_another_number_of_letters_is_said(self, tmp_path):
        made = template(plain)
        assert compare(reading(tmp_path, made, PEOPLE[:5]), made) == "5"


class TestReading:
    @pytest.mark.parametrize("build", [plain, in_header, of_two_sections])
    def test_what_is_expected_is_what_is_read(self, build):
        made = template(build)
        for person in [*PEOPLE, {"姓名": "阿依·古丽 & <子>", "编号": "\u3000A\u00a0'\"", "组": "a;b&amp;"}]:
            sections = sections_in(made.render(person), around=varies_around(made))
            assert letters_of(sections, [len(sections)]) == [told_by(made, person)]

    def test_formatted_values_are_text_too(self):
        made = template(lambda document: document.add_paragraph("{{r 姓名 }}，{{ 编号 }}"))
        person = {"姓名": Rich("赵", bold=True), "编号": "K-001"}
        assert told_by(made, person).text == "赵，K-001"

    def test_what_a_section_was_before_a_tracked_change_ends_nothing(self):
        made = template(plain)

        def change(root: Any) -> None:
            section = root[0][-1]
            change = section.makeelement(section.tag + "Change")
            change.append(section.makeelement(section.tag))
            section.append(change)

        sections = sections_in(rewritten(made.render(PEOPLE[0]), change))
        assert [section.text for section in sections] == ["赵（1组）& <K-001>"]

    @pytest.mark.parametrize("build", [plain, in_header, of_two_sections])
    @given(
        texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), min_size=3, max_size=3)
    )
    @settings(deadline=None, max_examples=examples(30))
    def test_what_is_cut_is_what_is_parsed(self, build, texts):
        made = template(build)
        people = [dict(zip(("姓名", "编号", "组"), texts, strict=True)), *PEOPLE]
        data = combined([(made, person) for person in people])
        parsed = [Told(section.text) for section in sections_in(data, around=True)]
        assert sections_in(data) == parsed

    @pytest.mark.parametrize(
        "hidden",
        [
            b"<!-- --><w:r><w:t>more</w:t></w:r>",
            b'<x:r xmlns:x="%b"><x:t>more</x:t></x:r>' % WORDML,
            b'<w:r xmlns:w="%b"><w:t>more</w:t></w:r>' % WORDML,
            b"<w:r><w:t><![CDATA[more]]></w:t></w:r>",
            b"<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>more</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
        ],
    )
    def test_no_text_is_overlooked_however_it_is_written(self, tmp_path, hidden):
        made = template(plain)
        what = reading(tmp_path, made, PEOPLE)
        file = Path(what.files[0])
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"</w:p>", hidden + b"</w:p>", 1)
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        (found,) = compare(what, made)
        assert isinstance(found, Found)
        assert (found.place, found.verdict) == (0, Verdict.WRONG)
