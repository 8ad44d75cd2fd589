"""Templates written out in XML, for what python-docx does not write."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from docx import Document

from docgen.text import speaking

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" '
    'w:header="851" w:footer="992" w:gutter="0"/>'
)
Raw = Callable[..., bytes]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def raw() -> Raw:
    """A .docx whose body is `body`: python-docx's own, with `parts` by kind (header, footer, footnotes, …; each has the
    relation id of its kind), with `files` as they are, and with pieces of parts `replaced`: (part, old, new)."""

    def make(
        body: str,
        *,
        section: str = PAGE,
        parts: dict[str, str] | None = None,
        files: dict[str, str | bytes] | None = None,
        replaced: tuple[tuple[str, str, str], ...] = (),
    ) -> bytes:
        made = BytesIO()
        Document().save(made)
        with zipfile.ZipFile(made) as package:
            found: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
        found |= files or {}
        text = f"<w:document {NAMES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        found["word/document.xml"] = text
        for kind, xml in (parts or {}).items():
            found[f"word/{kind}.xml"] = xml
            relation = f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
            _insert(found, "word/_rels/document.xml.rels", relation, "</Relationships>")
            override = f'<Override PartName="/word/{kind}.xml" ContentType="{WORD}.{kind}+xml"/>'
            _insert(found, "[Content_Types].xml", override, "</Types>")
        for part, old, new in replaced:
            assert old in _text(found[part])
            found[part] = _text(found[part]).replace(old, new)
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            for name, content in found.items():
                package.writestr(name, content)
        return packed.getvalue()

    return make


def _text(part: str | bytes) -> str:
    return part if isinstance(part, str) else part.decode()


def _insert(parts: dict[str, str | bytes], name: str, added: str, before: str) -> None:
    parts[name] = _text(parts[name]).replace(before, added + before)
