"""What a document is called: a path that every system takes, made from a pattern."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import count
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from docgen.problems import DocgenError, did_you_mean
from docgen.render import evaluate
from docgen.text import Text

OLD = Text("_old versions", "_旧版")
"""The folder below out/ where replaced files go, one folder a run in it."""

VOID = Text("_void", "_作废")
"""The folder below out/ where files go that no longer belong, so that nobody prints them."""

_DRAFT = Text("_draft {n}", "_第{n}稿")
_DRAFTS = re.compile(r"(_第\d+稿|_draft \d+)(?=\.\w+$)")


def draft_names(path: PurePath) -> Iterator[str]:
    """The names of drafts beside a file that is left alone: the second draft, the third, and so on."""
    return (f"{path.stem}{_DRAFT.written.format(n=number)}{path.suffix}" for number in count(2))


def without_draft(name: str) -> str:
    """The name of the file beside which a draft of that name lies; the name itself if it is no draft's."""
    return _DRAFTS.sub("", name)


def document_path(pattern: str, context: Mapping[str, Any]) -> PurePosixPath:
    """The path without suffix that the template text `pattern` gives for `context`. Its / make folders, those of a
    value do not. Raises DocgenError when a value is missing, or nothing is left that can be a name."""
    given = [(word, context[word]) for word in _words(pattern) if word in context]
    if all(value.__class__ in _SIMPLE for _, value in given):
        with suppress(DocgenError):  # which is told with all that the context holds
            return _of_values(pattern, tuple((word, value, value.__class__) for word, value in given))
    try:
        parts = [evaluate(part, context) if "{" in part else part for part in _parts(pattern)]
    except DocgenError as error:
        raise _explained(error, pattern, context) from None
    return PurePosixPath(*map(safe_name, parts))


_SIMPLE = frozenset({str, int, bool})


@lru_cache(maxsize=4096)
def _of_values(pattern: str, given: tuple[tuple[str, Any, type], ...]) -> PurePosixPath:
    """The same for the values that the pattern names: the letters of a place have one path."""
    context = {word: value for word, value, _ in given}  # 1 and True are equal and print differently: hence the class
    return PurePosixPath(*(safe_name(evaluate(part, context) if "{" in part else part) for part in _parts(pattern)))


@lru_cache(maxsize=64)
def _words(pattern: str) -> tuple[str, ...]:
    """The words in the tags of the pattern."""
    return tuple(dict.fromkeys(word for tag in _TAG.findall(pattern) for word in re.findall(r"\w+", tag)))


def _explained(error: DocgenError, pattern: str, context: Mapping[str, Any]) -> DocgenError:
    """The error, saying which name is blank, or which one may be meant by one that is not there."""
    words = _words(pattern)
    for word in words:
        if word in context and context[word] is None:
            return DocgenError(_BLANK.format(name=word), where=error.where)
    hints = (did_you_mean(word, context) for word in words if word not in context)
    error.hint = error.hint or next(filter(None, hints), None)
    return error


_BLANK = Text("the name of the file needs {name}, which is blank here", "文件名要用“{name}”，这里是空的")


@lru_cache(maxsize=64)
def _parts(pattern: str) -> list[str]:
    """The pattern, cut at each / that stands in no tag."""
    return _PART.findall(pattern) or [""]


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_PART = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\}|[^/])+")
_MAX_BYTES = 200  # of a name without suffix: file systems take 255, and 第2稿 and the suffix still follow
_ILLEGAL = frozenset('<>:"/|?*\\')
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Kinds of characters (Unicode 4.5) that end a line, steer a terminal, turn the way of writing or show nothing."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
_PLAIN = re.compile(r"[\w（）《》、，。·—-]{1,49}")  # what most are made of; the rest takes twenty times as long
_ENDS = re.compile(r"^[\s.]+|[\s.]+$")


def safe_name(name: str) -> str:
    """A part of a path that every system takes: illegal characters become _, no dot or blank at the ends, not longer
    than 200 bytes, not a device of Windows.

    Raises DocgenError when nothing is left.
    """
    if _PLAIN.fullmatch(name) and unicodedata.is_normalized("NFC", name) and not _DEVICE.match(name):
        return name
    from pathvalidate import sanitize_filename

    clean = _ENDS.sub("", "".join(map(_legal, unicodedata.normalize("NFC", name))))
    clean = _ENDS.sub("", clean.encode()[: _MAX_BYTES - 1].decode(errors="ignore"))
    if not clean:
        raise DocgenError(Text("{name!r} cannot be the name of a file", "“{name}”不能作文件名").format(name=name))
    return str(sanitize_filename(f"_{clean}" if _DEVICE.match(clean) else clean, platform="universal"))


def _legal(sign: str) -> str:
    return "_" if sign in _ILLEGAL or unicodedata.category(sign) in _UNSEEN else sign


def one_of_each_folder(paths: Iterable[Path]) -> list[Path]:
    """The last of the paths in each folder: there may be a hundred thousand in all."""
    return list({os.path.dirname(str(path)): path for path in paths}.values())  # noqa: PTH120 - quicker than parents


def of_the_system(name: str) -> bool:
    """Whether a system or a word processor puts such files into folders."""
    return name.startswith(("~$", "._", ".~", ".docgen-")) or name.lower() in _SYSTEM


_SYSTEM = ("thumbs.db", "desktop.ini", ".ds_store")
