"""Makes the documents of a plan and puts them in their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docgen.batch.ledger import Ledger
from docgen.batch.plan import Item, Plan
from docgen.batch.publish import Published, publish
from docgen.plugin.generator import TO_FILL_IN
from docgen.problems import DocgenError, DocumentSpot, Problem, Severity
from docgen.render import Compiled
from docgen.text import Text


@dataclass
class Report:
    """What a run did: files in their places, documents that could not be made, things still to be filled in."""

    generator: str
    files: list[Published] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    drafts: int = 0

    @property
    def failed(self) -> bool:
        """Whether something was not made that should have been."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def run(plan: Plan, template: Compiled, out: Path, ledger: Ledger) -> Report:
    """Render and publish each item below `out`. One that fails is named, and the others are made."""
    report = Report(plan.generator.name, problems=list(plan.problems))
    for item in plan.items:
        path = out.joinpath(*item.path.parts).with_name(f"{item.path.name}.docx")
        try:
            data = template.render(item.context)
            signed = "期号" in item.context
            report.files.append(publish(path, data, ledger, plan.generator.name, keep=signed))
        except DocgenError as error:
            report.problems.extend(_problems(error, path))
            continue
        report.drafts += item.draft
        report.problems.extend(_to_fill_in(item, path))
    return report


def _problems(error: DocgenError, path: Path) -> list[Problem]:
    alone = Problem("document", Severity.ERROR, error.text, error.where or DocumentSpot(path.name), error.hint)
    return list(error.problems) or [alone]


def _to_fill_in(item: Item, path: Path) -> Iterator[Problem]:
    """The names of the context whose text is still missing."""
    text = Text("{name} is still to be written: {mark}", "“{name}”还没有内容，文中标为{mark}")
    for name in item.open_names:
        yield Problem(
            code="to-fill-in",
            severity=Severity.WARNING,
            text=text.format(name=name, mark=TO_FILL_IN),
            where=DocumentSpot(path.name),
            hint=Text(
                "Write it in the workbook and run this again, or in Word.",
                "请在表格里补写后重新生成，或直接在 Word 里补写。",
            ),
        )
