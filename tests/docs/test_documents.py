"""docs/documents.md: every kind of document that the office needs, with commands that there are."""

from pathlib import Path

import pytest
from _pages import documents

KINDS = 22
QUOTED = "上级通知"
"""What the office gets from above and makes none of."""


def test_every_command_is_one_of_an_example():
    there = [example for example in (documents.OFFICE, documents.TOWNSHIP) if documents.generators(example)]
    assert documents.OFFICE in there
    assert [each for each in documents.missing() if each.partition(":")[0] in there] == []


def test_all_kinds_stand_there_each_with_a_command():
    assert len(documents.KINDS) == KINDS
    assert [kind.name for kind in documents.KINDS if not (kind.office or kind.township)] == [QUOTED]


@pytest.mark.parametrize("example", [documents.OFFICE, documents.TOWNSHIP])
def test_every_form_of_an_example_is_listed(repo: Path, example: str):
    folders = {path.parent.name for path in (repo / "examples" / example / "forms").glob("*/form.toml")}
    commands = [each for kind in documents.KINDS for each in (kind.office + kind.township)]
    assert folders <= {command.split()[0] for command in commands}


def test_openness_and_place_are_those_of_the_form():
    page = documents.documents_page()
    assert "| `docgen 监督员名单 石羊镇` | 公开 public | `examples/dujiangyan/forms/监督员名单/` |" in page
    assert "| `docgen bulletin week-3` | 内部 internal | `docgen_plugins.bulletin` |" in page
