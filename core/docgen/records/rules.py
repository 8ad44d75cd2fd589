"""[rules] of docgen.toml: what the office has decided about limits (domain.md §1.3, §1.7, §8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from docgen import DocgenError, Settings, Text

BASES = ("有效票", "收回票数", "实到人数", "有效票-弃权")
"""What the rate of dissatisfaction may be a share of (domain.md §2.3, 民主评议)."""

STAGES = (
    "未启动",
    "宣传发动",
    "届满民主评议",
    "推荐报名",
    "乡镇初审",
    "市级复审",
    "公示",
    "选举大会",
    "结果报批",
    "新老交接",
    "完成",
)
ANY_DAY, WORKDAYS, WEEKENDS = "不限", "工作日", "周末"


@dataclass(frozen=True)
class Rules:
    """Whole percents, names and words; all but the basis have a usual value.

    `basis`: what the rate of dissatisfaction is a share of, blank where nobody has decided. `talk_from`, `bar_above`:
    see Bands. `roll_off`: a roll may differ by so much from 社区.总户数. `names_changed`: from so many changed names
    on, a column was sorted alone. `election_days`: when elections may be held. `stages`: the stages in their order.
    """

    basis: str = ""
    talk_from: int = 30
    bar_above: int = 50
    roll_off: int = 10
    names_changed: int = 20
    election_days: str = ANY_DAY
    stages: tuple[str, ...] = STAGES

    @classmethod
    def of(cls, settings: Settings) -> Rules:
        """As docgen.toml says. Raises DocgenError with the line of what is wrong."""
        known = {field.name: field.default for field in fields(cls)}
        for key in settings.rules.keys() - known.keys():
            raise settings.file.error(
                f"rules.{key}",
                Text("[rules] has no {key!r}", "[rules] 没有“{key}”这一项").format(key=key),
                hint=Text("Known: {known}", "可用：{known}").format(known=", ".join(sorted(known))),
            )
        rules = cls(**{key: _READ[key](settings, key) for key in settings.rules})
        if rules.talk_from > rules.bar_above:
            raise settings.file.error(
                "rules.talk_from",
                Text("talk_from is above bar_above", "talk_from 大于 bar_above"),
                hint=Text("The talk comes before the bar, as 30 before 50.", "诫勉在前，不得参选在后，如 30 和 50。"),
            )
        return rules

    def stage_number(self, stage: str) -> int | None:
        """The place of a stage in their order, also when it is written longer or shorter (推荐报名（一户一票））."""
        for number, name in enumerate(self.stages):
            if stage and (name in stage or stage in name):
                return number
        return None


def _percent(settings: Settings, key: str) -> int:
    value = settings.rules[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 100:
        raise _wrong(settings, key, Text("must be a whole percent", "应为整数百分比"), str(getattr(Rules, key)))
    return value


def _basis(settings: Settings, key: str) -> str:
    value = str(settings.rules[key]).replace("−", "-").replace("－", "-")
    return value if value in BASES else ""


def _election_days(settings: Settings, key: str) -> str:
    value = settings.rules[key]
    days = (ANY_DAY, WORKDAYS, WEEKENDS)
    if value not in days:
        raise _wrong(settings, key, Text("must be a known word", "只能填其一"), "、".join(f'"{day}"' for day in days))
    return str(value)


def _stages(settings: Settings, key: str) -> tuple[str, ...]:
    value = settings.rules[key]
    if not isinstance(value, list) or not value or not all(isinstance(stage, str) and stage for stage in value):
        raise _wrong(settings, key, Text("must be a list of names", "应为名称的列表"), '["宣传发动", "选举大会"]')
    return tuple(value)


def _wrong(settings: Settings, key: str, what: Text, form: str) -> DocgenError:
    return settings.file.error(
        f"rules.{key}",
        Text("{key} {what}", "{key} {what}").format(key=key, what=what),
        hint=Text("Write it like: {key} = {form}", "写法：{key} = {form}").format(key=key, form=form),
    )


_READ: Mapping[str, Callable[[Settings, str], Any]] = {
    "basis": _basis,
    "talk_from": _percent,
    "bar_above": _percent,
    "roll_off": _percent,
    "names_changed": _percent,
    "election_days": _election_days,
    "stages": _stages,
}
