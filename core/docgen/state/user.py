"""The folder of this user, beside all workspaces: the secret key, and the folders that `--out` has named."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from docgen.files import read_file
from docgen.rights import make_private_folder
from docgen.state.shape import NotAsWritten, parse_as

STATE_VARIABLE = "DOCGEN_STATE_DIR"
"""Names another folder than that of the system for what docgen keeps of a user."""

KEY, FOLDERS = "key", "folders.json"
KEY_BYTES = 32


def user_folder() -> Path | None:
    """The folder in which docgen keeps what is this user's, on this computer; None if it cannot be written."""
    import platformdirs

    named = os.environ.get(STATE_VARIABLE)
    folder = Path(named) if named else platformdirs.user_state_path("docgen")
    try:
        make_private_folder(folder)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def user_key() -> bytes | None:
    """The secret of this user on this computer, 32 random bytes, made when first asked for; None without a folder."""
    folder = user_folder()
    if folder is None:
        return None
    with suppress(OSError):
        write_once(folder / KEY, token_bytes(KEY_BYTES))
        key = read_file(folder / KEY, KEY_BYTES + 1)
        if len(key) == KEY_BYTES:
            return key
    return None


def write_once(path: Path, data: bytes) -> None:
    """Write a file for its owner only, unless it is there: of processes that write at once the first one wins. Raises
    OSError."""
    if path.exists():
        return
    draft = path.with_name(f".{token_hex(8)}.tmp")
    place = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(place, "wb") as file:
            file.write(data)
        with suppress(FileExistsError):  # another process was first
            _link_or_move(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link_or_move(draft: Path, path: Path) -> None:
    """Give the file `draft` the place `path`. Raises FileExistsError if something lies there, on file systems that have
    links, and OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        draft.replace(path)


def keyed_hash(key: bytes, purpose: str, data: bytes) -> str:
    """The HMAC-SHA-256 of `data` in hexadecimal digits; a hash made for one purpose is none for another."""
    return hmac.new(key, purpose.encode() + b"\0" + data, hashlib.sha256).hexdigest()


def named_folders(root: Path) -> list[str]:
    """The folders and URLs that this user named with `--out` in the workspace `root`."""
    folder = user_folder()
    return _read(folder).get(_real(root), []) if folder else []


def name_folder(root: Path, place: str) -> None:
    """Remember a folder or URL that this user named with `--out` in the workspace `root`."""
    folder = user_folder()
    if folder is None or place in named_folders(root):
        return
    known = _read(folder)
    known[_real(root)] = [*named_folders(root), place]
    draft = folder / f".{token_hex(8)}.tmp"
    with suppress(OSError):  # then what lies there is not undone later
        draft.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(folder / FOLDERS)


def _read(folder: Path) -> dict[str, list[str]]:
    """The folders by workspace; none if the file cannot be used, since each is named again with `--out`."""
    try:
        return parse_as(dict[str, list[str]], read_file(folder / FOLDERS))
    except (OSError, NotAsWritten):
        return {}


def _real(root: Path) -> str:
    return os.path.realpath(root)
