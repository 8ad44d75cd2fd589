"""What a workspace may say about reading, in [options.tables] of docgen.toml."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.problems import did_you_mean
from docgen.text import Text
from docgen.workspace import Settings

SECTION = "tables"
_HIDDEN = ("read", "skip", "error")


@dataclass(frozen=True)
class Options:
    """`hidden`: whether hidden rows and sheets are read, which is noted, or skipped, or an error. `month` completes
    dates that have only a day (22日)."""

    hidden: str = "read"
    month: int | None = None

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """The options of docgen.toml. Raises DocgenError with the line that is wrong."""
        values = dict(settings.options.get(SECTION, {}))
        known = {"hidden": _HIDDEN, "month": tuple(range(1, 13))}
        for key, value in values.items():
            if key not in known:
                text = Text("[options.tables] has no {key!r}", "[options.tables] 没有“{key}”这一项")
                hint = did_you_mean(key, known) or Text("Known: hidden, month", "可用的有：hidden、month")
                raise settings.file.error(f"options.{SECTION}.{key}", text.format(key=key), hint=hint)
            if isinstance(value, bool) or value not in known[key]:
                text = Text("{key} cannot be {value!r}", "{key} 不能是“{value}”").format(key=key, value=value)
                hint = Text(
                    'Write it like: hidden = "skip" (or "read", "error"), month = 11',
                    '写法：hidden = "skip"（或 "read"、"error"），month = 11',
                )
                raise settings.file.error(f"options.{SECTION}.{key}", text, hint=hint)
        return cls(**values)
