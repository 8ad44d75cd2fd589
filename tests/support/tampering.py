"""What a hand can do to files that docgen made, and to its notes."""

import json
import sqlite3
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

BODY = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rewritten(data: bytes, change: Callable[[Any], None], part: str = BODY) -> bytes:
    """A document in which one part was changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            content = read.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            write.writestr(name, content)
    return made.getvalue()


def rewrite(file: Path, change: Callable[[Any], None]) -> None:
    """Change the text of a document."""
    file.write_bytes(rewritten(file.read_bytes(), change))


def letters_of(root: Any) -> list[list[Any]]:
    """The blocks of each letter of a print file, the properties of its section last."""
    found: list[list[Any]] = [[]]
    for block in root[0]:
        found[-1].append(block)
        if next(block.iter(f"{W}sectPr"), None) is not None:
            found.append([])
    return [letter for letter in found if letter]


def swap_letters(one: int, other: int) -> Callable[[Any], None]:
    """Two letters of a print file change places; none of them the last."""

    def change(root: Any) -> None:
        first, second = (letters_of(root)[place] for place in sorted((one, other)))
        end = second[-1].getnext()
        first[0].addprevious(second[0])
        for block in reversed(second[1:]):
            second[0].addnext(block)
        for block in first:
            end.addprevious(block)

    return change


def swap_words(one: str, other: str) -> Callable[[Any], None]:
    """Two words change places wherever they are all that stands in a run."""

    def change(root: Any) -> None:
        for text in root.iter(f"{W}t"):
            text.text = {one: other, other: one}.get(text.text, text.text)

    return change


def replace_words(place: int, old: str, new: str) -> Callable[[Any], None]:
    """In one letter of a print file, something else is said."""

    def change(root: Any) -> None:
        for block in letters_of(root)[place]:
            for text in block.iter(f"{W}t"):
                text.text = (text.text or "").replace(old, new)

    return change


def cut_out(place: int) -> Callable[[Any], None]:
    """One letter of a print file is not there any more."""

    def change(root: Any) -> None:
        for block in letters_of(root)[place]:
            root[0].remove(block)

    return change


def change_facts(workspace: Path, place: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Have docgen remember something else of the packs of a community."""
    with sqlite3.connect(workspace / ".docgen" / "ledger.sqlite") as db:
        key, facts = db.execute("SELECT path, facts FROM shard WHERE place = ?", (place,)).fetchone()
        said = json.loads(facts)
        change(said)
        db.execute("UPDATE shard SET facts = ? WHERE path = ?", (json.dumps(said, ensure_ascii=False), key))
    db.close()
