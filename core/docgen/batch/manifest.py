"""The manifest of a folder: 清单.json, what docgen put there, and of which rows, but none of their values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from docgen.batch.hashes import sha256
from docgen.files import read_file
from docgen.problems import DocgenError, DocumentSpot
from docgen.state import NotAsWritten, is_plain_name, parse_as
from docgen.text import Text

MANIFEST = "清单.json"
MAX_BYTES = 64 << 20
"""What the manifest of a folder may hold."""


@dataclass(frozen=True)
class MadeFile:
    """A file in a folder: its name, the SHA-256 and the number of its bytes."""

    name: str
    sha256: str
    size: int


def manifest(what: Mapping[str, Any], files: list[MadeFile]) -> bytes:
    """The bytes of the manifest: the same for the same facts."""
    if not files:
        return (json.dumps({**what, "files": []}, ensure_ascii=False, indent=1) + "\n").encode()
    start, end = json.dumps({**what, "files": [0]}, ensure_ascii=False, indent=1).rsplit("0", 1)
    each = (f'{{\n   "name": {_text(f.name)},\n   "sha256": "{f.sha256}",\n   "size": {f.size}\n  }}' for f in files)
    return f"{start}{(',' + _NEXT).join(each)}{end}\n".encode()


_NEXT = "\n  "


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class _File(TypedDict):
    name: str
    sha256: str
    size: int


class ManifestFacts(TypedDict):
    """What a manifest says: which files there are, and which generator made them."""

    files: list[_File]
    generator: NotRequired[str]


def read_manifest(folder: Path) -> ManifestFacts:
    """Read the manifest in `folder`. Raises DocgenError when there is none that can be read, or it names files that lie
    elsewhere."""
    return _parsed(folder, _content(folder))


def _content(folder: Path) -> bytes:
    try:
        return read_file(folder / MANIFEST, MAX_BYTES)
    except OSError:
        return b""


def _parsed(folder: Path, data: bytes) -> ManifestFacts:
    try:
        facts = parse_as(ManifestFacts, data)
        if all(is_plain_name(each["name"]) for each in facts["files"]):
            return facts
    except NotAsWritten:
        pass
    raise DocgenError(Text("the manifest cannot be read", "清单无法读取"), where=DocumentSpot(str(folder / MANIFEST)))


def files_of(folder: Path) -> list[MadeFile]:
    """The files that the manifest in `folder` names, and itself; none if it cannot be read."""
    data = _content(folder)
    try:
        facts = _parsed(folder, data)
    except DocgenError:
        return []
    own = MadeFile(MANIFEST, sha256(data), len(data))
    return [*(MadeFile(each["name"], each["sha256"], each["size"]) for each in facts["files"]), own]
