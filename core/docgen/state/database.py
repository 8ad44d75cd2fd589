"""The SQLite files of a workspace: opened for a moment, believed as data only.

A file that somebody sent may hold views and triggers, which would run with a query; such a file is refused.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from docgen.problems import DocgenError, DocumentSpot
from docgen.state.gate import refuse_link
from docgen.text import Text

PATIENCE = 30.0  # seconds that another program may hold the file
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class ForeignCode(sqlite3.DatabaseError):
    """A database that would run something by itself."""


def connect(path: Path, *, create: bool = True, by_hand: bool = False) -> sqlite3.Connection:
    """A connection to the database at `path`, made if it may be. With `by_hand` no transaction begins by itself. Raises
    DocgenError for a link or a folder in its place, sqlite3.DatabaseError for a file that cannot be used."""
    if refuse_link(path).is_dir():
        raise DocgenError(_FOLDER, hint=_FOLDER_HINT, where=DocumentSpot(str(path)))
    # mode=rw creates nothing, and unlike mode=ro it can undo what a killed run left half-written
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    db = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None if by_hand else "DEFERRED")
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        if db.execute("SELECT 1 FROM sqlite_master WHERE type IN ('view', 'trigger') LIMIT 1").fetchone():
            raise ForeignCode("it holds views or triggers")
    except BaseException:
        db.close()
        raise
    return db


def temporary_fault(error: sqlite3.DatabaseError, path: Path) -> DocgenError | None:
    """What is said of a database that is in order and cannot be used now: in use elsewhere, or on a full disk; None for
    one that is not in order."""
    code = getattr(error, "sqlite_errorcode", None)
    code = code & 0xFF if isinstance(code, int) else None  # extended codes begin with the plain one
    if code in _IN_USE:
        return DocgenError(_LOCKED, hint=_LOCKED_HINT, where=DocumentSpot(str(path)))
    if code == sqlite3.SQLITE_FULL:
        return DocgenError(FULL, hint=_FREE_SOME, where=DocumentSpot(str(path)))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DocgenError(_NO_RIGHT, hint=_RIGHT_HINT, where=DocumentSpot(str(path)))
    return None


FULL = Text("the disk is full", "磁盘已满")
_FREE_SOME = Text(
    "What was made before is whole. Free some room and run this again.",
    "此前生成的都完整无缺。请腾出空间后重新运行。",
)
_FOLDER = Text("a folder lies where this file belongs", "这里应该是文件，却是一个文件夹")
_FOLDER_HINT = Text("Move the folder away.", "请把这个文件夹移走。")
_LOCKED = Text("this file is locked: another program uses it", "文件被另一个程序占用（已锁定）")
_LOCKED_HINT = Text(
    "Wait until the other run has ended, then run this again. Leave the file as it is: nothing in it is wrong.",
    "请等另一边结束后重新运行。文件本身没有问题，不要删除或替换它。",
)
_NO_RIGHT = Text("this file cannot be opened or written", "文件无法打开或写入")
_RIGHT_HINT = Text(
    "See that you may read and write it and its folder. Leave the file as it is: nothing in it is wrong.",
    "请确认对这个文件和所在文件夹有读写权限。文件本身没有问题，不要删除或替换它。",
)
