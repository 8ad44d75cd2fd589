"""The engine knows no elections: none of their words stands in it, whatever the case, in a name or in a text."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "core" / "docgen"
LEAF = ROOT / "records"
ENGLISH = "bulletin township community communities household election admonition petition"
CHINESE = "信息专报 换届 诫勉 联审 民主评议 初步人选 乡镇 社区"
WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(ENGLISH.split())})s?(?![a-z])|{'|'.join(CHINESE.split())}", re.IGNORECASE)
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
TEXTS = (".py", ".po", ".toml", ".cmd", ".sh", ".txt")
LISTS = ("lookalikes.txt", "strokes.txt")
"""Characters of Unicode, no words."""
NOT_YET = ("batch/packs/", "batch/verify/", "commands/handover.py")
"""What still counts in townships and communities."""


def engine() -> list[Path]:
    files = (path for path in ROOT.rglob("*") if path.suffix in TEXTS and path.name not in LISTS)
    return sorted(path for path in files if not path.is_relative_to(LEAF))


def words_in(path: Path) -> list[str]:
    encoding = "gbk" if path.suffix == ".cmd" else "utf-8"
    text = path.read_text(encoding, errors="replace")
    found = ((number, WORD.search(CAPITAL.sub("_", line))) for number, line in enumerate(text.splitlines(), 1))
    return [f"{path.relative_to(ROOT)}:{number}: {match[0]}" for number, match in found if match]


def test_no_file_says_any_of_them():
    found = [line for path in engine() for line in words_in(path)]
    assert [line for line in found if not line.startswith(NOT_YET)] == []


@pytest.mark.parametrize("text", ["bulletin_of", "class HouseholdRow", "TOWNSHIPS", "各乡镇", "# an Election"])
def test_a_word_is_found_in_names_and_texts(text):
    assert WORD.search(CAPITAL.sub("_", text))
