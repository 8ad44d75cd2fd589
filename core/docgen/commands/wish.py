"""What somebody asked for on the command line, of any documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.commands.base import App


@dataclass(frozen=True)
class Wish:
    """What was asked for: `out` is where documents go, by default out/ in the workspace, or in this folder; `sides` and
    `overwrite` are those of docgen.batch; `jobs` processes at most work on it, by default one for each processor."""

    out: Path | None = None
    pdf: bool = False
    dry_run: bool = False
    preview: bool = False
    as_json: bool = False
    quiet: bool = False
    together: bool = False
    sides: int | None = None
    overwrite: bool = False
    jobs: int | None = None
    cluster: str | None = None

    def folder(self, app: App) -> Path:
        """Where documents go."""
        return (self.out or (app.home.out if app.home else Path("out"))).absolute()
