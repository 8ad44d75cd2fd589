"""The spellings that a header answers to, and the names of files in the language of the workspace."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.batch.guard.openness import is_public, state
from docgen.batch.names import draft_names, without_draft
from docgen.render import evaluate
from docgen.render.environment import UnfitText
from docgen.schema import Access, AmbiguousName, find_name, variable
from docgen.text import writing


@pytest.mark.parametrize("name", ["First_Name", "first_name", "FirstName", "FIRST_NAME", "firstName"])
def test_a_header_with_blanks_answers_to_each_spelling(name: str):
    assert find_name(name, [variable("First Name"), "Town"]) == "FirstName"
    assert evaluate(f"{{{{ {name} }}}} of {{{{ m.{name} }}}}", {"FirstName": "Ann", "m": {"FirstName": "Bob"}}) == (
        "Ann of Bob"
    )


def test_the_exact_spelling_wins_over_another():
    assert find_name("first_name", ["FirstName", "first_name"]) == "first_name"
    assert evaluate("{{ first_name }}{{ FirstName }}", {"FirstName": "A", "first_name": "b"}) == "bA"


def test_two_columns_that_answer_to_one_name_are_both_named():
    with pytest.raises(AmbiguousName) as error:
        find_name("First_Name", ["FirstName", "first_name"])
    assert {"FirstName", "first_name"} <= set(str(error.value).replace(":", "").split())
    with pytest.raises(UnfitText, match="FirstName and first_name"):
        evaluate("{{ First_Name }}", {"FirstName": "A", "first_name": "b"})


def test_chinese_headers_and_the_words_of_the_language_stay_as_they_are():
    assert find_name("姓_名", ["姓名"]) is None
    assert find_name("姓名", ["姓名"]) == "姓名"
    with pytest.raises(UnfitText):
        evaluate("{{ Range }}", {"Town": "Riverside"})  # range is Jinja's, and no column
    with pytest.raises(UnfitText):
        evaluate("{{ _ }}", {"_________": 1})


@given(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9 ]{0,8}", fullmatch=True), min_size=1, max_size=6))
def test_a_name_that_is_there_is_itself(headers: list[str]):
    known = [variable(header) for header in headers if variable(header)]
    for name in known:
        assert find_name(name, known) == name


@pytest.mark.parametrize(
    ("language", "draft", "note"),
    [("zh", "周报_第2稿.docx", "公开范围：公开.txt"), ("en", "周报_draft 2.docx", "Access - public.txt")],
)
def test_files_are_called_in_the_language_of_the_workspace(language: str, draft: str, note: str, tmp_path: Path):
    with writing("en" if language == "en" else "zh"):
        assert next(draft_names(PurePosixPath("周报.docx"))) == draft
        assert without_draft(draft) == "周报.docx"
        document = tmp_path / "周报" / "周报.docx"
        document.parent.mkdir()
        document.touch()
        state(tmp_path, [document], Access.PUBLIC)
    assert (document.parent / note).exists()
    assert is_public(tmp_path, document)


def test_a_note_on_access_that_is_there_in_the_other_language_counts(tmp_path: Path):
    document = tmp_path / "letters" / "a.docx"
    document.parent.mkdir()
    document.touch()
    with writing("zh"):
        state(tmp_path, [document], Access.INTERNAL)
    with writing("en"):
        state(tmp_path, [document], Access.PUBLIC)
    assert [path.name for path in document.parent.glob("*.txt")] == ["公开范围：内部.txt"]  # never lowered, never twice
    with writing("en"):
        state(tmp_path, [document], Access.RESTRICTED)
    assert [path.name for path in document.parent.glob("*.txt")] == ["Access - restricted.txt"]
