"""The manifest of a folder: 清单.json, what docgen put there, and of which rows, but none of their values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.batch.hashes import sha256
from docgen.problems import DocgenError, DocumentSpot
from docgen.state import is_plain_name
from docgen.text import Text

MANIFEST = "清单.json"


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


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest in `folder` says. Raises DocgenError when there is none that can be read."""
    path = folder / MANIFEST
    try:
        facts = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict) or not isinstance(facts.get("files"), list) or not all(map(_names, facts["files"])):
        raise DocgenError(Text("the manifest cannot be read", "清单无法读取"), where=DocumentSpot(str(path)))
    return facts


def _names(file: Any) -> bool:
    """Whether an entry of a manifest names a file of its own folder: somebody may have written something else."""
    kinds = {"name": str, "sha256": str, "size": int}
    known = isinstance(file, dict) and all(isinstance(file.get(name), kind) for name, kind in kinds.items())
    return known and is_plain_name(file["name"])


def files_of(folder: Path) -> list[MadeFile]:
    """The files that the manifest in `folder` names, and itself; none if it cannot be read."""
    try:
        facts = read_manifest(folder)
    except DocgenError:
        return []
    data = (folder / MANIFEST).read_bytes()
    own = MadeFile(MANIFEST, sha256(data), len(data))
    return [*(MadeFile(each["name"], each["sha256"], each["size"]) for each in facts["files"]), own]
