"""What the numbers of a series are called in the office."""

from __future__ import annotations

from docgen.app.session import Session
from docgen.gongwen import Office as Letterhead
from docgen.plugin.generator import is_given, series_of
from docgen.register import Entry


def code_of(session: Session, series: str) -> str:
    """What the sheet 文号登记 calls a series: the office's 机关代字 for 文号."""
    given = {series_of(owned.item) for owned in session.plugins.registry.generators.values() if is_given(owned.item)}
    return str(Letterhead(session.workspace.settings).code) if series in given else series


def called(session: Session, entry: Entry) -> str:
    """A number in words: 某办发〔2013〕10号, 简报第4期."""
    code = code_of(session, entry.series)
    if code != entry.series:
        return f"{code}〔{entry.year}〕{entry.number}号"
    return f"{entry.series}第{entry.number}期"
