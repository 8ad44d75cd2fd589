"""A whole Word form as a template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen.forms.old.fields import Found, fields_to_tags
from docgen.forms.old.marks import marks_to_tags
from docgen.forms.old.repeated import rows_to_loops
from docgen.render.package import read_parts
from docgen.schema import variable

_TEXTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_SETTINGS = "word/settings.xml"
_MERGE_SETTINGS = re.compile(rb"<w:mailMerge>.*?</w:mailMerge>", re.DOTALL)
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Conversion:
    """A template that was made of a Word form: its bytes, the names that are tags now, what was left with the text
    around, and whether some of its table rows repeat."""

    data: bytes
    placed: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    repeats: bool


def converted(path: Path, columns: Iterable[str], rows: str) -> Conversion:
    """The form at `path` as a template of data with these columns; `rows` is what the list of all rows is called.
    Raises DocgenError for a file that is no Word document."""
    names = {variable(column): variable(column) for column in columns}
    found, repeats, parts = Found(), False, dict(read_parts(path))
    for name in [name for name in parts if _TEXTS.fullmatch(name)]:
        root = etree.fromstring(parts[name])

        def tag_of(asked: str) -> str | None:
            known = names.get(variable(asked.replace("_", ""))) or names.get(variable(asked))
            return f"{{{{ {known} }}}}" if known else None

        fields_to_tags(root, tag_of, found)
        marks_to_tags(root, tag_of, found)
        repeats |= rows_to_loops(root, rows)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _SETTINGS in parts:  # Word would ask for the old data when the template is opened
        parts[_SETTINGS] = _MERGE_SETTINGS.sub(b"", parts[_SETTINGS])
    return Conversion(_zipped(parts), tuple(dict.fromkeys(found.placed)), tuple(dict.fromkeys(found.left)), repeats)


def _zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: name != "[Content_Types].xml"):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), parts[name])
    return file.getvalue()
