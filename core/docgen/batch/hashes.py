"""The SHA-256 by which files are told from others."""

from __future__ import annotations

import hashlib
from pathlib import Path

from docgen.files import naming, open_file


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """That of a file, read piece by piece. Raises OSError."""
    with naming(path), open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file; nothing if it cannot be read."""
    try:
        return sha256_of(path)
    except OSError:  # so it is not known to be as it was
        return ""
