"""Places that are written as URLs: storages that fsspec knows, to be used like paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.problems import DocgenError
from docgen.text import Text


def is_url(place: object) -> bool:
    """Whether a place is written as a URL, and no path."""
    return "://" in str(place)


def is_memory(place: object) -> bool:
    """Whether a place is a storage in the memory of this process, which no other process sees."""
    return str(place).startswith("memory:")


def place_of(text: str) -> Path:
    """The path or the storage that a text names; code treats both alike. Raises DocgenError when nobody knows that kind
    of URL."""
    if not is_url(text):
        return Path(text)
    try:
        from upath import UPath

        found: Any = UPath(text)
        found.fs  # noqa: B018 - asks for the package that knows this kind of URL
    except ImportError as error:
        raise DocgenError(_MISSING.format(url=text, why=error), hint=_INSTALL) from None
    except ValueError as error:
        raise DocgenError(_UNKNOWN.format(url=text, why=error)) from None
    place: Path = found
    return place


def is_below(path: Path, folder: Path) -> bool:
    """Whether a place lies in a folder or below it; one is never below the other if one of them only is a URL."""
    return is_url(path) == is_url(folder) and path.is_relative_to(folder)


_MISSING = Text("{url} needs a package that is not installed: {why}", "使用 {url} 还缺一个软件包：{why}")
_INSTALL = Text("pip install 'docgen[cluster]', for s3:// also s3fs", "pip install 'docgen[cluster]'，s3:// 另需 s3fs")
_UNKNOWN = Text("{url} cannot be written to: {why}", "无法写到 {url}：{why}")
