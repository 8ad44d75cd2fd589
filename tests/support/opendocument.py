"""Documents of LibreOffice, written by hand."""

import zipfile
from pathlib import Path

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{URN}:{name}:1.0"' for name in ("office", "text", "table", "script"))
SPACES += f' xmlns:draw="{URN}:drawing:1.0" xmlns:svg="{URN}:svg-compatible:1.0"'
SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dom="http://www.w3.org/2001/xml-events"'
SPACES += ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"'
"""Namespaces of the first element."""


def media_type(kind: str) -> str:
    """The media type of a `kind` of document: text, spreadsheet."""
    return f"application/vnd.oasis.opendocument.{kind}"


def packed(path: Path, kind: str, inner: str, **parts: str) -> Path:
    """A package of LibreOffice, whatever it is called, with `inner` in its content.xml and other parts by their
    paths."""
    content = f"<office:document-content {SPACES}>{inner}</office:document-content>"
    every = {"content.xml": content, **parts}
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="text/xml"/>' for name in every)
    root = f'<m:file-entry m:full-path="/" m:media-type="{media_type(kind)}"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media_type(kind))
        for name, text in every.items():
            archive.writestr(name, text)
        manifest = f'<m:manifest xmlns:m="{URN}:manifest:1.0">{root}{entries}</m:manifest>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return path
