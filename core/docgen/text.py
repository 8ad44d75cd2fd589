"""User-facing text in two languages, and text as people type it."""

from __future__ import annotations

import errno
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

_language: ContextVar[Language] = ContextVar("docgen_language", default="en")
_written: ContextVar[Language] = ContextVar("docgen_written", default="zh")


class Text(NamedTuple):
    """A message in English and Chinese; `str()` gives the one of the current language."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.zh if language() == "zh" else self.en

    @property
    def written(self) -> str:
        """The text as it stands in documents and names of files."""
        return self.zh if written_language() == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Both languages with `values` filled in; a value that is itself a Text goes in by language."""
        return Text(self.en.format(**_side(values, 0)), self.zh.format(**_side(values, 1)))


def _side(values: dict[str, object], index: int) -> dict[str, object]:
    with speaking(LANGUAGES[index]):
        return {name: _spoken(value, index) for name, value in values.items()}


def _spoken(value: object, index: int) -> object:
    """A text in its language, a place too (Cell), anything else as it is."""
    if isinstance(value, Text):
        return value[index]
    return str(value) if getattr(value, "in_words", False) else value


def language() -> Language:
    """The language that `str(Text)` speaks now."""
    return _language.get()


def set_language(lang: Language) -> None:
    """Let every later `str(Text)` speak `lang`."""
    _language.set(lang)


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Speak `lang` inside the block only."""
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def written_language() -> Language:
    """The language of documents and of the names of files that docgen makes: the workspace's, whoever runs it."""
    return _written.get()


def set_written_language(lang: Language) -> None:
    """Let everything that is made from now on be in `lang`."""
    _written.set(lang)


@contextmanager
def writing(lang: Language) -> Iterator[None]:
    """Make documents and files in `lang` inside the block only."""
    token = _written.set(lang)
    try:
        yield
    finally:
        _written.reset(token)


def reason_of(error: OSError) -> Text:
    """Why a file cannot be used, in plain words; what nobody foresaw in those of the system."""
    if is_held(error):
        return _REASONS[errno.EBUSY]
    if isinstance(own_reason := getattr(error, "reason", None), Text):
        return own_reason
    own = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Text(own, own))


def is_held(error: OSError) -> bool:
    """Whether another program holds the file. Windows says so; Python takes it for a lack of rights."""
    return getattr(error, "winerror", None) in _IN_USE or error.errno == errno.EBUSY


_IN_USE = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION

_NO_ROOM = Text("there is no room left", "磁盘空间不足")
_REASONS = {
    errno.ENOENT: Text("there is no such file or folder", "没有这个文件或文件夹"),
    errno.EACCES: Text("it may not be opened", "没有权限"),
    errno.EPERM: Text("it may not be opened", "没有权限"),
    errno.EISDIR: Text("it is a folder", "它是文件夹"),
    errno.ENOTDIR: Text("a file stands where a folder should", "应是文件夹的地方有个同名文件"),
    errno.EEXIST: Text("it is there already", "已经存在"),
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: Text("it is too large", "文件太大"),
    errno.ENXIO: Text("it is no file but a pipe or a device", "它不是文件，是管道或设备"),
    errno.EROFS: Text("nothing can be written there", "这个位置是只读的"),
    errno.ENAMETOOLONG: Text("its name is too long", "名称太长"),
    errno.EBUSY: Text("another program uses it", "其他程序正在使用"),
    errno.ELOOP: Text("the link leads back to itself", "链接绕回了自身"),
    **dict.fromkeys(
        [errno.EIO, errno.ESTALE, errno.ENXIO, errno.ENODEV, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENOTCONN],
        Text("the disk or the network fails", "磁盘或网络出错"),
    ),
}


_FORMULA_SIGNS = frozenset("=+-@＝＋－＠\t\r\n")


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet program may take `text`, when it is typed or read from a CSV, for a formula. Chinese and
    Japanese ones take the wide signs too (OWASP, CSV injection)."""
    return text[:1] in _FORMULA_SIGNS or text.lstrip()[:1] in _FORMULA_SIGNS


def folded(text: str) -> str:
    """The text as typed on a plain keyboard: NFKC, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
