"""Whose history a workspace holds: each user who took it over has left a mark in it.

A mark is a keyed hash of the name of the workspace, a random one, made with the key in the user's own folder: nobody
else can make it, and marks of several users stand side by side.
"""

from __future__ import annotations

import hmac
import sqlite3
from contextlib import closing
from enum import Enum
from pathlib import Path
from secrets import token_hex

from docgen.files import lies, read_file, unlistable, unreadable
from docgen.problems import DocgenError, DocumentSpot
from docgen.rights import make_private_folder, narrow_rights
from docgen.state.database import connect, temporary_fault
from docgen.state.gate import refuse_link
from docgen.state.user import STATE_VARIABLE, keyed_hash, user_key, write_once
from docgen.text import Text, reason_of

STATE, REGISTER = ".docgen", "register.sqlite"
NAME, MARKS = "name", "marks"
_NO_HISTORY = {NAME, MARKS, "run.lock", "running.json"}
"""Files in .docgen/ that tell nothing of what was done."""
_OF_HISTORY = ("issue", "printed_pack", "given_code")
"""Tables of the register that docgen alone fills; numbers that were given may come with the data."""


class Standing(Enum):
    """How a workspace stands to this user: NEW has no history, OWN has this user's mark, FOREIGN has not."""

    NEW = "new"
    OWN = "own"
    FOREIGN = "foreign"


def standing_of(root: Path) -> Standing:
    """How the workspace `root` stands to this user. Raises DocgenError if .docgen or the register is a link."""
    state = refuse_link(root / STATE)
    has_history = _has_history(state)  # looked at first: who makes one leaves the mark before
    if _is_marked(state):
        return Standing.OWN
    return Standing.FOREIGN if has_history or _has_issued(refuse_link(root / REGISTER)) else Standing.NEW


def prepare_state(root: Path) -> None:
    """Have the folder for the history of the workspace `root`, with this user's mark if it is new. Raises DocgenError
    for a workspace from elsewhere, and when nothing can be written."""
    standing = standing_of(root)
    if standing is Standing.FOREIGN:
        raise refuse_foreign(root)
    if standing is Standing.NEW:
        adopt(root)
    for path in (root / STATE, root / STATE / NAME, root / STATE / MARKS):
        narrow_rights(path)


def require_own(root: Path) -> None:
    """Raise DocgenError, which names `docgen adopt`, for a workspace whose history is somebody else's."""
    if standing_of(root) is Standing.FOREIGN:
        raise refuse_foreign(root)


def adopt(root: Path) -> None:
    """Leave this user's mark in the workspace `root`, beside those of others. Raises DocgenError when the user has no
    folder of their own, or the workspace cannot be written."""
    state, key = refuse_link(root / STATE), user_key()
    try:
        make_private_folder(state)
        if key is None:  # a new workspace is used all the same, and is one from elsewhere the next time
            return
        marks = refuse_link(state / MARKS)
        make_private_folder(marks)
        write_once(state / NAME, token_hex(16).encode())
        mark = _mark(key, _name_of(state))
        write_once(marks / mark[:16], mark.encode())
    except OSError as error:
        text = _UNWRITABLE.format(why=reason_of(error))
        raise DocgenError(text, where=DocumentSpot(str(state))) from None


def can_adopt() -> bool:
    """Whether this user has a folder for the key that makes marks."""
    return user_key() is not None


def _is_marked(state: Path) -> bool:
    name, key = _name_of(state), user_key()
    if not name or key is None:
        return False
    mark = _mark(key, name)
    return hmac.compare_digest(_read(state / MARKS / mark[:16]).encode(), mark.encode())


def _mark(key: bytes, name: str) -> str:
    return keyed_hash(key, "workspace", name.encode())


def _name_of(state: Path) -> str:
    return _read(state / NAME)


def _read(path: Path) -> str:
    """A short text of a file that is no link; nothing if there is none."""
    try:
        return "" if path.is_symlink() else read_file(path, 256).decode("ascii", "replace")
    except OSError:
        return ""


def _has_history(state: Path) -> bool:
    try:
        names = [each.name for each in state.iterdir()] if lies(state) else []
    except NotADirectoryError:
        return False
    except OSError as error:
        raise unlistable(error, DocumentSpot(str(state))) from None
    return any(name not in _NO_HISTORY and not name.endswith(".tmp") for name in names)


def _has_issued(register: Path) -> bool:
    """Whether docgen issued, printed or coded anything by this register; of one that is no database nothing is known.
    Raises DocgenError for one that is locked."""
    try:
        if not lies(register) or not register.stat().st_size:
            return False
    except OSError as error:
        raise unreadable(error, DocumentSpot(str(register))) from None
    try:
        with closing(connect(register, create=False)) as db:
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return any(
                db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in _OF_HISTORY if table in names
            )
    except sqlite3.DatabaseError as error:
        if fault := temporary_fault(error, register):
            raise fault from None
        return False


def refuse_foreign(root: Path) -> DocgenError:
    """The error for a workspace whose history is somebody else's; it names `docgen adopt`."""
    hint = _ADOPT if can_adopt() else _NO_FOLDER.format(variable=STATE_VARIABLE)
    return DocgenError(_FOREIGN, hint=hint, where=DocumentSpot(str(root / STATE)))


_FOREIGN = Text(
    "the history of this workspace was made by another user or on another computer, and is only read so far",
    "这个工作文件夹的历史记录是别的用户或别的电脑留下的，目前只能查看，不能在它上面签发、撤销、清理或交接",
)
_ADOPT = Text(
    "To see what it holds: docgen adopt --show. To take it over, once on this computer: docgen adopt.",
    "先查看：docgen adopt --show；确认后接管（每台电脑一次）：docgen adopt。",
)
_NO_FOLDER = Text(
    "docgen has no folder of yours to keep a mark in. Name one in the variable {variable}, then: docgen adopt.",
    "程序没有可写的用户文件夹，无法留下接管标记。请用环境变量 {variable} 指定一个，再运行 docgen adopt。",
)
_UNWRITABLE = Text("docgen's own notes cannot be written: {why}", "程序的记录无法写入：{why}")
