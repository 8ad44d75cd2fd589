"""Makes docgen/lookalikes.txt of three files of the Unicode Consortium.

    python core/make_lookalikes.py DerivedCoreProperties.txt confusables.txt Unihan_Variants.txt

The first lies in the folder ucd/ of a version of Unicode, the second in security/ of one, the third in Unihan.zip.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "docgen" / "lookalikes.txt"

_NUMERALS = "〇一二三四五六七八九"

HEAD = """\
# Characters that a text is searched without, or as if others stood in their place: see lookalikes.py.
# First those that nobody sees (Default_Ignorable_Code_Point), as ranges of hexadecimal numbers. Then, in each line, a
# character and all that are taken for it: digits of other kinds; letters that look like one of ASCII (their prototype
# in confusables.txt is the same), or like a digit, which are taken for the Chinese numeral; what looks like a Chinese
# character, and traditional ones (kSimplifiedVariant). A Chinese character of GB 2312 is taken for no other.
#
# Made by core/make_lookalikes.py of these files, © Unicode, Inc., https://www.unicode.org/license.txt:
"""


def write_lookalikes(properties: Path, confusables: Path, variants: Path) -> None:
    """Write the file anew."""
    sources = [_read(path) for path in (properties, confusables, variants)]
    ignorable = sorted(_ignorable(sources[0]))
    alike = {**_look_alike(sources[1]), **_simplified(sources[2]), **_digits()}
    alike = {sign: _last(sign, alike) for sign in alike}
    alike = {sign: other for sign, other in alike.items() if sign != other and not _is_changed_by_nfkc(sign)}
    by_target = groupby(sorted((other, sign) for sign, other in alike.items()), lambda pair: pair[0])
    lines = [f"{other}\t{''.join(sign for _, sign in pairs)}" for other, pairs in by_target]
    versions = [f"# {_version(text)}" for text in sources]
    TARGET.write_text("\n".join([HEAD + "\n".join(versions), *_ranges(ignorable), *lines]) + "\n", encoding="utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _version(text: str) -> str:
    """The name of a source, with its version."""
    name = re.search(r"^# (\S+\.txt)$", text, re.MULTILINE)
    version = re.search(r"ersion: (\S+)|-(\d+\.\d+\.\d+)\.txt", text)
    named = name[1] if name else text.splitlines()[0].removeprefix("# ")
    return f"{named}, {version[1]}" if version and version[1] else named


def _ignorable(text: str) -> Iterator[int]:
    for first, last in re.findall(r"^([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*; Default_Ignorable_Code_Point", text, re.M):
        yield from range(int(first, 16), int(last or first, 16) + 1)


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    for _, pairs in runs:
        run = [number for _, number in pairs]
        yield f"{run[0]:04X}..{run[-1]:04X}"


def _look_alike(text: str) -> dict[str, str]:
    """Letters that look like a letter or digit of ASCII, and whatever looks like a Chinese character of GB 2312."""
    alike: dict[str, list[str]] = {}
    for sign, prototype in _prototypes(text):
        alike.setdefault(prototype, [prototype]).append(sign)
    found: dict[str, str] = {}
    for prototype, signs in alike.items():
        plain = next((sign for sign in signs if _is_chinese(sign) and _is_in_gb2312(sign)), None)
        if prototype.isascii() and prototype.isalnum():
            plain = _NUMERALS[int(prototype)] if prototype.isdecimal() else prototype.lower()
        others = [sign for sign in signs if sign.isalnum() and not sign.isascii() and sign not in _NUMERALS]
        found.update({sign: plain for sign in others if plain and not (_is_chinese(sign) and _is_in_gb2312(sign))})
    small = {sign.lower(): plain for sign, plain in found.items() if len(sign.lower()) == 1}
    return small | found


def _prototypes(text: str) -> Iterator[tuple[str, str]]:
    for sign, prototype in re.findall(r"^([0-9A-F]+) ;\t([0-9A-F]+) ;", text, re.MULTILINE):
        yield chr(int(sign, 16)), chr(int(prototype, 16))


def _simplified(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for sign, others in re.findall(r"^U\+([0-9A-F]+)\tkSimplifiedVariant\t(.+)$", text, re.MULTILINE):
        character = chr(int(sign, 16))
        simple = [chr(int(other[2:], 16)) for other in others.split() if other[2:] != sign]
        if simple and not _is_in_gb2312(character):
            found[character] = next(filter(_is_in_gb2312, simple), simple[0])
    return found


def _digits() -> dict[str, str]:
    """Digits of every kind that NFKC leaves as they are, such as ❶, and those of Suzhou (〡)."""
    signs = (chr(number) for number in range(0x80, sys.maxunicode + 1))
    found = {sign: str(digit) for sign in signs if (digit := unicodedata.digit(sign, None)) is not None}
    return found | {chr(0x3020 + number): str(number) for number in range(1, 10)}


def _last(sign: str, alike: dict[str, str]) -> str:
    """What the character is taken for in the end."""
    seen: list[str] = []
    while sign in alike and sign not in seen:
        seen.append(sign)
        sign = alike[sign]
    return sign


def _is_changed_by_nfkc(sign: str) -> bool:
    return not unicodedata.is_normalized("NFKC", sign)


def _is_chinese(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(("CJK UNIFIED", "CJK RADICAL"))


def _is_in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    arguments: Any = map(Path, sys.argv[1:])
    write_lookalikes(*arguments)
