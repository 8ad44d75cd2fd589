"""The rules of the term change, in whole numbers (domain.md §1.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen import DocgenError, Settings, Text
from docgen.records.people import Appraisal


def _valid(row: Appraisal) -> int:
    return row.returned - (row.invalid or 0) if row.valid is None else row.valid


# What the rate of dissatisfaction may be a share of (domain.md §2.3, 民主评议).
BASES: dict[str, Callable[[Appraisal], int]] = {
    "有效票": _valid,
    "收回票数": lambda row: row.returned,
    "实到人数": lambda row: row.present,
    "有效票-弃权": lambda row: _valid(row) - (row.abstained or 0),
}

_KNOWN = {"basis", "talk_from", "bar_above"}


@dataclass(frozen=True)
class Bands:
    """Above `bar_above` percent nobody may run; from `talk_from` percent on there is an admonition talk. An appraisal
    without a vote lies in no band."""

    basis: str
    talk_from: int
    bar_above: int

    @classmethod
    def of(cls, settings: Settings) -> Bands:
        """The bands of docgen.toml. Raises DocgenError when [rules] basis is not set: it has no silent default."""
        rules = settings.rules
        for key in rules.keys() - _KNOWN:
            raise settings.file.error(
                f"rules.{key}",
                Text("[rules] has no {key!r}", "[rules] 没有“{key}”这一项").format(key=key),
                hint=Text("Known: {known}", "可用：{known}").format(known=", ".join(sorted(_KNOWN))),
            )
        basis = str(rules.get("basis", "")).replace("−", "-").replace("－", "-")
        if basis not in BASES:
            raise _no_basis(settings)
        talk_from, bar_above = _percent(settings, "talk_from", 30), _percent(settings, "bar_above", 50)
        if talk_from > bar_above:
            raise settings.file.error(
                "rules.talk_from",
                Text("talk_from is above bar_above", "talk_from 大于 bar_above"),
                hint=Text("The talk comes before the bar, as 30 before 50.", "诫勉在前，不得参选在后，如 30 和 50。"),
            )
        return cls(basis, talk_from, bar_above)

    def barred(self, row: Appraisal) -> bool:
        """Above the limit, strictly (高于50%): exactly 50% is not."""
        return self._base(row) > 0 and 100 * row.dissatisfied > self.bar_above * self._base(row)

    def to_talk(self, row: Appraisal) -> bool:
        """In the band of the talk, both ends included (30%—50%)."""
        enough = self._base(row) > 0 and 100 * row.dissatisfied >= self.talk_from * self._base(row)
        return enough and not self.barred(row)

    def _base(self, row: Appraisal) -> int:
        return BASES[self.basis](row)


def _percent(settings: Settings, key: str, default: int) -> int:
    value = settings.rules.get(key, default)
    if not isinstance(value, int) or not 0 < value < 100:
        raise settings.file.error(
            f"rules.{key}",
            Text("{key} must be a whole percent", "{key} 应为整数百分比").format(key=key),
            hint=Text("Write it like: {key} = {default}", "写法：{key} = {default}").format(key=key, default=default),
        )
    return value


def _no_basis(settings: Settings) -> DocgenError:
    return settings.file.error(
        "rules.basis",
        Text(
            "[rules] basis is not set: what the rate of dissatisfaction is a share of",
            "[rules] 没有写明 basis：不满意率以什么为基数",
        ),
        hint=Text("Write one of: {bases}", "请写明其一：{bases}").format(
            bases="、".join(f'basis = "{base}"' for base in BASES)
        ),
    )
