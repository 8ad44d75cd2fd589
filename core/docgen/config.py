"""Settings files as people write them: TOML whose Chinese names need no quotes, saved by whatever editor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.files import read_file, unreadable
from docgen.problems import DocgenError, FileLine
from docgen.text import Text

CONFIG = "docgen.toml"
MAX_BYTES = 1 << 20
"""What a settings file may hold."""


@dataclass(frozen=True)
class ConfigFile:
    """The text of docgen.toml, or of another file of its kind, and what it parses to; knows the line of each key.
    `called` is its name in messages."""

    path: Path
    lines: tuple[str, ...]
    values: Mapping[str, Any]
    called: str = CONFIG

    @classmethod
    def read(cls, path: Path, called: str = CONFIG) -> ConfigFile:
        """Read `path`, as UTF-8 (with or without BOM) or GB18030. Raises DocgenError with the line and the mend."""
        text = read_text(path, called).replace("\r\n", "\n")
        lines = tuple(text.split("\n"))
        try:
            return cls(path, lines, _parse(text), called)
        except RecursionError:
            raise _too_deep(called, lines) from None
        except ValueError as error:
            raise _syntax_error(called, lines, error) from None

    def error(self, key: str, text: Text, *, hint: Text | None = None) -> DocgenError:
        """An error at the line of `key` (dotted)."""
        return DocgenError(text, hint=hint, where=FileLine(self.called, self.line(key)))

    def line(self, key: str) -> int | None:
        """The line of `key` (`a.b.c`: the key c of table [a.b], or the table [a.b.c] itself; `a[2].c`: that of the
        second table [[a]], `a[2].b[1].c` of the first [[a.b]] below it)."""
        table, _, name = key.rpartition(".")
        current, lists = "", Counter[str]()
        for number, line in enumerate(self.lines, 1):
            if header := re.match(r"\s*+\[++([^\]]++)\]", line):
                above, _, current = header[1].strip().replace('"', "").replace(" ", "").rpartition(".")
                if above:  # below a list: its last table
                    current = f"{above}[{lists[above]}].{current}" if lists[above] else f"{above}.{current}"
                if line.lstrip().startswith("[["):
                    lists[current] += 1
                    current = f"{current}[{lists[current]}]"
                if current == key or current.startswith(f"{key}."):
                    return number
            elif current == table and re.match(rf'\s*"?{re.escape(name)}"?\s*=', line):
                return number
        return None


def read_text(path: Path, called: str = CONFIG) -> str:
    """The text of a settings file. Raises DocgenError for one that cannot be read, is none, or is far too large."""
    try:
        raw = read_file(path, MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(error, FileLine(called)) from None
    if len(raw) > MAX_BYTES:
        raise DocgenError(_TOO_LARGE.format(file=path))
    return decode(raw)


_TOO_LARGE = Text("{file} is far too large for settings, and was not read", "{file} 太大，不像设置文件，没有读取")


def decode(raw: bytes) -> str:
    """Text that Notepad or a Chinese editor saved: UTF-8 with or without BOM, UTF-16 with it, else GB18030."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


_FULL_WIDTH = str.maketrans("“”＂＝［］，＃‘’：　０１２３４５６７８９", '"""=[],#\'\': 0123456789')


def _parse(text: str) -> dict[str, Any]:
    """TOML in which a key may be Chinese without quotes, as people write it."""
    import tomllib

    _refuse_long_keys(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(with_quotes(text))


def _refuse_long_keys(text: str) -> None:
    """Raise ValueError, which says in which line, for a key of far too many parts: reading it takes as many times as it
    has parts, squared."""
    for found in _KEY(text):
        if len(re.findall(_PART, found[0])) > MAX_PARTS:
            raise ValueError(f"too many parts (at line {text.count(chr(10), 0, found.start()) + 1})")


MAX_PARTS = 100
"""How many parts a key may have: a.b.c has three."""
_PART = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s.\[\]{},=#\"']++)"
_KEY = re.compile(rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+").finditer


def with_quotes(text: str) -> str:
    """The text of a settings file with quotes around the Chinese names that have none, as TOML wants them."""
    return re.sub(r"^[^\S\n]*\[[^\n\"']*\]|^[^\n=\"'#]*=", _quote_names, text, flags=re.MULTILINE)


def _quote_names(match: re.Match[str]) -> str:
    return re.sub(r"[^\s\[\].=]+", lambda name: name[0] if name[0].isascii() else f'"{name[0]}"', match[0])


MAX_SHOWN = 200
"""How much of a line is shown that cannot be read."""


def _syntax_error(called: str, lines: tuple[str, ...], error: ValueError) -> DocgenError:
    found = re.search(r"at line (\d+)", str(error))
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    number = int(found[1]) if found else max(filled, default=1)
    if "overwrite" not in str(error) and "twice" not in str(error):
        number = _opened(lines, number)
    line = lines[number - 1].strip()[:MAX_SHOWN]
    if "overwrite" in str(error) or "twice" in str(error):
        text = Text("this stands in the file already: {line}", "文件里已经有这一项：{line}")
        hint = Text("Delete one of the two lines.", "请删去其中一行。")
    else:
        text = Text("this line cannot be read: {line}", "这一行无法识别：{line}")
        hint = _mend(line)
    return DocgenError(text.format(line=line), hint=hint, where=FileLine(called, number))


def _opened(lines: Sequence[str], number: int) -> int:
    """The line where a list begins that is not closed before line `number`, where TOML stumbles; else that line."""
    before = next((at for at in range(number - 1, 0, -1) if "=" in lines[at - 1]), number)
    line = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", lines[before - 1])
    is_header = re.match(r"\s*\[", lines[number - 1]) or "=" in lines[number - 1]
    return before if is_header and line.count("[") > line.count("]") else number


def _too_deep(called: str, lines: tuple[str, ...]) -> DocgenError:
    """An error at the line with the most brackets."""
    number = max(
        range(1, len(lines) + 1), key=lambda number: lines[number - 1].count("[") + lines[number - 1].count("{")
    )
    return DocgenError(_TOO_DEEP, where=FileLine(called, number))


_TOO_DEEP = Text("too many brackets lie in one another", "括号套括号，层数太多")


def _mend(line: str) -> Text:
    """The line as it may have been meant, if one change makes it right; else how a line is written."""
    found = ((mend(line), hint) for mend, hint in _MENDS)
    mended = (hint.format(line=each) for each, hint in found if each != line and _is_toml(each))
    return next(mended, _UNCLOSED if line.endswith(("[", ",")) and line.count("[") > line.count("]") else _LINE)


def _half_width(line: str) -> str:
    return line.translate(_FULL_WIDTH)


def _with_slashes(line: str) -> str:
    return line.replace("\\", "/")


def _with_brackets(line: str) -> str:
    """The line with as many ] as [; a list of which nothing stands there yet stays as it is."""
    open_, closed = line.count("["), line.count("]")
    if open_ < closed:
        return "[" * (closed - open_) + line if line.startswith("[") else line
    return line if line.endswith(("[", ",")) else line + "]" * (open_ - closed)


_MENDS = (
    (_half_width, Text("Quotes and signs must be half-width. Write: {line}", "引号和符号要用半角。请改为：{line}")),
    (_with_slashes, Text("Between folders stands /, not \\. Write: {line}", "文件夹之间用 /，不用 \\。请改为：{line}")),
    (_with_brackets, Text("A bracket is missing. Write: {line}", "方括号不成对。请改为：{line}")),
)
_UNCLOSED = Text("The bracket [ of this line has no ].", "这一行的方括号 [ 后面没有对应的 ]。")
_LINE = Text(
    'Each line reads: name = "text", name = 2013 or name = 2013-11-04.',
    '每行的写法：名称 = "文字"、名称 = 2013 或 名称 = 2013-11-04。',
)


def _is_toml(line: str) -> bool:
    try:
        _parse(line)
    except (ValueError, RecursionError):
        return False
    return True
