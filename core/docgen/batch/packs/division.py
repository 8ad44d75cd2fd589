"""Which records stand together in a pack, and what the files of a pack are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from docgen.batch.packs.pack import Pack

T = TypeVar("T")


def together(records: Sequence[T], splits: Sequence[str]) -> list[T]:
    """The records, those of one split side by side; the splits in the order in which they first come up."""
    groups: dict[str, list[T]] = {}
    for record, split in zip(records, splits, strict=True):
        groups.setdefault(split, []).append(record)
    return [record for group in groups.values() for record in group]


def divided(splits: Sequence[str], size: int) -> Iterator[range]:
    """The records of each pack, as ranges of their places: at most `size` of one split."""
    start = 0
    for place in range(1, len(splits) + 1):
        if place == len(splits) or place - start == size or splits[place] != splits[start]:
            yield range(start, place)
            start = place


def file_names(pack: Pack, stem: str) -> tuple[str, str, str]:
    """The names of the print file (公开信_丰乐社区_第1批_001-400.docx), the cover sheet and the receipt list."""
    numbers = [member.number for member in pack.members] + [missing.number for missing in pack.missing]
    width = max(3, len(str(max(numbers, default=0))))
    base = f"{stem}_{pack.name}"
    span = f"{min(numbers, default=0):0{width}}-{max(numbers, default=0):0{width}}"
    return f"{base}_{span}.docx", f"{base}_封面单.docx", f"{base}_签收表.docx"
