"""How files and commands are called in what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.batch.ledger import Ledger
from docgen.problems import DocumentSpot
from docgen.text import Text


@dataclass(frozen=True)
class Words:
    """The words of a workspace: files are called by their path in it, generators by the words of `commands`."""

    ledger: Ledger
    commands: Mapping[str, Text] = field(default_factory=dict)

    def spot(self, path: Path, place: str = "") -> DocumentSpot:
        """A file, or a place in it."""
        return DocumentSpot(self.ledger.key(path), place)

    def command(self, generator: str, *words: str) -> Text:
        """What to type to run a generator: docgen letter 石羊镇 丰乐社区. Words that are blank are left out."""
        name, rest = self.commands.get(generator, Text(generator, generator)), list(filter(None, words))
        return Text(" ".join(("docgen", name.en, *rest)), " ".join(("docgen", name.zh, *rest)))
