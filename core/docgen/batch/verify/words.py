"""How files and commands are called in what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.batch.ledger import Ledger
from docgen.problems import DocumentSpot
from docgen.text import Text


@dataclass(frozen=True)
class Words:
    """The words of a workspace: files are called by their path in it, generators by the words of `commands`; those of
    `placed` can be asked for some places."""

    ledger: Ledger
    commands: Mapping[str, Text] = field(default_factory=dict)
    placed: Collection[str] = ()

    def spot(self, path: Path, place: str = "") -> DocumentSpot:
        """A file, or a place in it."""
        return DocumentSpot(self.ledger.key(path), place)

    def command(self, generator: str, *places: str) -> Text:
        """What to type to run a generator: docgen letter 石羊镇 丰乐社区. Places without a name are left out."""
        name = self.commands.get(generator, Text(generator, generator))
        rest = list(filter(None, places)) if generator in self.placed else []
        return Text(" ".join(("docgen", name.en, *rest)), " ".join(("docgen", name.zh, *rest)))
