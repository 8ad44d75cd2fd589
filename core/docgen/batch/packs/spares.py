"""How many spare letters go with a pack: a number, or a share of its letters."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Self

from docgen.problems import UsageError
from docgen.text import Text


@dataclass(frozen=True)
class Spares:
    """So many for each pack, or so many percent of its letters, rounded up."""

    number: int = 0
    percent: float = 0

    @classmethod
    def of(cls, typed: str) -> Self:
        """What somebody typed: 5, 2%, ２％. Raises UsageError for anything else, and for more than a letter each."""
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([%％]?)\s*", typed)
        if not found or (not found[2] and "." in found[1]) or (found[2] and float(found[1]) > _MOST):
            raise UsageError(_WRONG.format(typed=typed), hint=Text("Write 2% or 5.", "请写成 2% 或 5。"))
        return cls(percent=float(found[1])) if found[2] else cls(number=int(found[1]))

    def __call__(self, letters: int) -> int:
        """Those for a pack of so many letters."""
        return self.number or math.ceil(round(letters * self.percent / 100, 6))


_MOST = 100
_WRONG = Text("{typed} is no number of spare letters", "“{typed}”不是备用份数")
