"""The figures of an issued document, as they were printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.app.session import Session
from docgen.data import Dataset
from docgen.period import Period
from docgen.plugin.generator import series_of
from docgen.text import Text


@dataclass(frozen=True)
class Printed:
    """What the issue of a period printed of each figure: as of the last day, and in the period. `number` is None for a
    period that has no issue of docgen's."""

    number: int | None = None
    until: Mapping[str, str] = field(default_factory=dict)
    during: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, days: Period) -> Printed:
        """The figures of the first periodical that was issued for these days."""
        entries = (session.register.find(series_of(each), str(days)) for each in session.plugins.registry.periodicals)
        issue = next((issue for entry in entries if (issue := session.register.issued(entry))), None)
        if issue is None:
            return cls()
        first, last = days.start.isoformat(), days.end.isoformat()
        kept = {(each["name"], each["from"], each["to"]): each["printed"] for each in issue.kept.get("figures", [])}
        until = {name: text for (name, start, end), text in kept.items() if start is None and end == last}
        during = {name: text for (name, start, end), text in kept.items() if start == first and end == last}
        return cls(issue.number, until, during)

    def headers(self) -> tuple[Text, ...]:
        """Two columns, or none."""
        if self.number is None:
            return ()
        both = (Text("issue {n} printed", "第{n}期印"), Text("issue {n}, in the period", "第{n}期本期"))
        return tuple(text.format(n=self.number) for text in both)

    def cells(self, name: str, until: Dataset, during: Dataset) -> tuple[str, ...]:
        """What was printed, marked where it would be another number now."""
        if self.number is None:
            return ()
        views = ((self.until, until), (self.during, during))
        return tuple(_marked(printed.get(name), str(data.figures[name])) for printed, data in views)

    def as_dict(self) -> dict[str, object] | None:
        """Plain values for JSON."""
        if self.number is None:
            return None
        return {"number": self.number, "until": dict(self.until), "in_period": dict(self.during)}


def _marked(printed: str | None, now: str) -> str:
    if printed is None:
        return "—"
    return printed if printed == now else f"{printed} ≠"
