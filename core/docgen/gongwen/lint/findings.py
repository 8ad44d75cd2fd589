"""What a rule is, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from docgen.problems import Severity
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.gongwen.lint.document import Document
    from docgen.gongwen.lint.pages import Pages
    from docgen.gongwen.lint.parts import Parts

MOST_PLACES = 5
"""Places that a finding names; it counts all of them."""

WHOLE = Text("the document", "全文")
"""The place of what stands nowhere in particular."""


class Hit(NamedTuple):
    """One place where a rule is broken, and what stands there."""

    place: Text
    found: Text | str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document with its elements told apart; `pages` where it has been rendered."""

    document: Document
    parts: Parts
    pages: Pages | None = None


Find = Callable[[Draft], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the standard: what is wrong where it is broken, and what should stand there.

    `level` says what it looks at: the text, the .docx, or the rendered pages. With `official` it is silent where there
    is no official document, with `fixed` `docgen lint --fix` mends it. Clause "practice" marks habits of offices.
    """

    id: str
    severity: Severity
    level: Literal["text", "docx", "pages"]
    clause: str
    title: Text
    expected: Text
    find: Find
    official: bool = field(default=False, kw_only=True)
    fixed: bool = field(default=False, kw_only=True)


class Finding(NamedTuple):
    """All places where a rule is broken: the first of them, and how many there are."""

    rule: Rule
    hits: tuple[Hit, ...]
    times: int

    @property
    def severity(self) -> Severity:
        """That of the rule."""
        return self.rule.severity

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, with both languages; `place` and `found` are those of the first place."""
        rule = self.rule
        places = [{"place": hit.place._asdict(), "found": _both(hit.found)} for hit in self.hits]
        return {
            "id": rule.id,
            "severity": rule.severity.value,
            "clause": rule.clause,
            "text": rule.title._asdict(),
            "expected": rule.expected._asdict(),
            **places[0],
            "count": self.times,
            "places": places,
            "fixable": rule.fixed,
        }


def _both(found: Text | str) -> dict[str, str]:
    return found._asdict() if isinstance(found, Text) else {"en": found, "zh": found}


def findings(rule: Rule, draft: Draft) -> list[Finding]:
    """One finding, or none where the rule is kept or does not apply."""
    if (rule.official and not draft.parts.official) or (rule.level == "pages" and draft.pages is None):
        return []
    hits = list(rule.find(draft))
    return [Finding(rule, tuple(dict.fromkeys(hits))[:MOST_PLACES], len(hits))] if hits else []
