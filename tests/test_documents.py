"""docs/documents.md: every kind of document that the office needs, with commands that there are."""

import pytest

from docgen.plugin.sources import import_source

KINDS = 22
WITHOUT = ("上级通知",)
"""What the office gets from above, and only quotes."""


@pytest.fixture(scope="module")
def documents(repo):
    return import_source("documents", repo / "docs" / "documents.py")


def test_the_page_is_as_the_tool_writes_it(documents, repo):
    written = (repo / "docs" / "documents.md").read_text(encoding="utf-8")
    assert written == documents.page(), "run python docs/documents.py and commit what it writes"


def test_every_command_is_one_of_an_example(documents):
    there = [example for example in (documents.OFFICE, documents.TOWNSHIP) if documents.generators(example)]
    assert documents.OFFICE in there
    assert [each for each in documents.missing() if each.partition(":")[0] in there] == []


def test_all_kinds_stand_there_and_those_of_the_office_are_made(documents):
    assert len(documents.KINDS) == KINDS
    for kind in documents.KINDS:
        assert kind.office or kind.township or kind.name in WITHOUT, kind.name


def test_every_form_of_the_office_is_listed(documents, repo):
    folders = {path.parent.name for path in (repo / "examples" / "dujiangyan" / "forms").glob("*/form.toml")}
    listed = {command.split()[0] for kind in documents.KINDS for command in kind.office}
    assert folders <= listed
