"""Aliases that are written into docgen.toml: what people wrote there stays as it is, comments and order too."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any

from docgen.config import read_text, with_quotes

Aliases = Mapping[str, Mapping[str, Iterable[str]]]
"""Table → title of a column → headers that mean it."""


def as_toml(aliases: Aliases) -> str:
    """The aliases as they stand in docgen.toml."""
    import tomlkit

    document = tomlkit.document()
    _add(document, aliases)
    return tomlkit.dumps(document).strip()


def write_aliases(path: Path, aliases: Aliases) -> None:
    """Add the aliases to the settings file `path`, beside those that stand there."""
    import tomlkit
    from tomlkit.exceptions import ParseError

    text = read_text(path)
    plain = text.replace("\r\n", "\n")
    try:
        document = tomlkit.parse(plain)
    except ParseError:
        document = tomlkit.parse(with_quotes(plain))
    _add(document, aliases)
    written = tomlkit.dumps(document)
    if "\r\n" in text:
        written = written.replace("\n", "\r\n")
    beside = path.with_name(f".{path.name}-{token_hex(8)}.new")
    try:
        with beside.open("xb") as file:  # of a name that nobody knows before, so that no link lies there
            file.write(written.encode())
        shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _add(document: Any, aliases: Aliases) -> None:
    import tomlkit

    section = document.setdefault("aliases", tomlkit.table(is_super_table=True))
    for table, columns in aliases.items():
        known = section.setdefault(table, tomlkit.table())
        for title, headers in columns.items():
            spelled = known.setdefault(title, tomlkit.array())
            spelled.extend(header for header in headers if header not in spelled)
