"""The SQLite files of a workspace: opened for a moment, believed as data only.

A file that somebody sent may hold views, triggers and columns that are computed, which run with a query; its journal
may name another file, which SQLite deletes once the journal is undone. Such files are refused.
"""

from __future__ import annotations

import re
import sqlite3
from os import SEEK_END
from pathlib import Path

from docgen.files import check_file, lies, unreadable
from docgen.problems import DocgenError, DocumentSpot
from docgen.state.gate import refuse_link
from docgen.text import Text

PATIENCE = 30.0  # seconds that another program may hold the file
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class ForeignCode(sqlite3.DatabaseError):
    """A database that would run something by itself."""


def connect(path: Path, *, create: bool = True, by_hand: bool = False) -> sqlite3.Connection:
    """A connection to the database at `path`, made if it may be. With `by_hand` no transaction begins by itself. Raises
    DocgenError for a link, or something else that is no file, in its place and for a journal that names another file,
    sqlite3.DatabaseError for a file that cannot be used."""
    _refuse_others(refuse_link(path))
    for end in ("-journal", "-wal", "-shm"):
        _refuse_others(refuse_link(path.with_name(f"{path.name}{end}")))
    _refuse_super_journal(path.with_name(f"{path.name}-journal"))
    # mode=rw creates nothing, and unlike mode=ro it can undo what a killed run left half-written
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    db = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None if by_hand else "DEFERRED")
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        if not all(map(_is_plain, db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))):
            raise ForeignCode("it holds views or triggers, or columns that are computed")
    except BaseException:
        db.close()
        raise
    return db


def _refuse_others(path: Path) -> None:
    try:
        if lies(path):
            check_file(path)
    except FileNotFoundError:  # another process has just ended its journal
        return
    except IsADirectoryError:
        raise DocgenError(_FOLDER, hint=_FOLDER_HINT, where=DocumentSpot(str(path))) from None
    except OSError as error:
        raise unreadable(error, DocumentSpot(str(path))) from None


def _is_plain(row: tuple[str]) -> bool:
    """Whether a statement of the schema makes a table of plain columns, or an index of some."""
    words = re.sub(r" ?([(),]) ?", r"\1", " ".join(str(row[0])[:_LONGEST].split()))
    return _PLAIN_TABLE(words) is not None or _PLAIN_INDEX(words) is not None


_LONGEST = 10_000  # characters of a statement
_NAME = r"[\"\[`]?\w+[\"\]`]?"
_NAMES = rf"\({_NAME}(?:,{_NAME})*\)"
_COLUMN = rf"{_NAME}(?: (?:TEXT|INTEGER|INT|BLOB))?(?: NOT NULL| PRIMARY KEY| CHECK\({_NAME} > 0\))*"
_LINE = rf"(?:(?:PRIMARY KEY|UNIQUE){_NAMES}|{_COLUMN})"
_PLAIN_TABLE = re.compile(rf"CREATE TABLE {_NAME}\({_LINE}(?:,{_LINE})*\)", re.IGNORECASE).fullmatch
_PLAIN_INDEX = re.compile(
    rf"CREATE (?:UNIQUE )?INDEX {_NAME} ON {_NAME}{_NAMES}(?:WHERE {_NAME} IS NULL)?", re.IGNORECASE
).fullmatch


def _refuse_super_journal(journal: Path) -> None:
    """Raise DocgenError for a journal that ends as one of a transaction in several databases: docgen has none, and
    SQLite would delete the file that it names."""
    try:
        with journal.open("rb") as file:
            file.seek(max(0, file.seek(0, SEEK_END) - len(_SUPER)))
            end = file.read()
    except OSError:  # there is none, or SQLite says why it cannot be read
        return
    if end == _SUPER:
        raise DocgenError(_SUPER_JOURNAL, hint=_SUPER_HINT, where=DocumentSpot(str(journal)))


_SUPER = bytes.fromhex("d9d505f920a163d7")  # the last bytes of a journal that names a super-journal


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
_SUPER_JOURNAL = Text(
    "this journal names another file, and SQLite would delete that; nothing was opened",
    "这个日志文件牵连另一个文件，会把那个文件删掉，因此没有打开",
)
_SUPER_HINT = Text(
    "docgen makes no such file. If somebody sent you this workspace, ask what is meant; else delete it.",
    "程序不会生成这样的文件。如果工作文件夹是别人发来的，请先问清楚；否则请删去它。",
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
