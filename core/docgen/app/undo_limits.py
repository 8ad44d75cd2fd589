"""What an undoing leaves alone: what was issued, and what the print room has printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app.session import Session

if TYPE_CHECKING:
    from docgen.batch.ledger import Ledger
    from docgen.register import PrintedPack


def _issued(session: Session) -> set[Path]:
    """The files that were issued: an undoing leaves them alone."""
    return session.register.issues.paths() if session.home else set()


def kept_by_undo(session: Session, ledger: Ledger) -> tuple[set[Path], Callable[[Path], bool]]:
    """The files that an undoing leaves alone, and what takes note of the printed packs that it leaves in a folder."""
    if not session.home:
        return set(), lambda _: False
    from docgen.batch.packs.remaining import Remaining

    printed, out = _printed(session), session.home.out
    packs = (pack for own in printed.values() for pack in own)
    files = {out / pack.folder / name for pack in packs for name in pack.files}
    return files | _issued(session), Remaining(ledger, out, printed).keep


def _printed(session: Session) -> dict[str, list[PrintedPack]]:
    """The packs that were printed, by generator: they stay too."""
    from docgen.register import Printings, Store

    store = Store(session.workspace.register)
    generators = [owned.item for owned in session.plugins.registry.generators.values() if owned.item.packs]
    return {generator.name: Printings(store, generator.name).all() for generator in generators}
