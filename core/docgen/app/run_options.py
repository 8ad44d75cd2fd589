"""What somebody asked for on the command line, of any documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.app.session import Session
from docgen.problems import UsageError
from docgen.text import Text


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

    def folder(self, session: Session) -> Path:
        """Where documents go."""
        return (self.out or (session.home.out if session.home else session.here / "out")).absolute()

    def check(self, suffix: str) -> None:
        """Raise UsageError for what cannot be done with files that end so: plain text has no pages."""
        asked = {"--pdf": self.pdf, "--preview": self.preview, "--combine": self.together, "--sides": self.sides}
        words = [word for word, value in asked.items() if value]
        if suffix != ".docx" and words:
            raise UsageError(_NO_PAGES.format(word=words[0]), hint=_NO_PAGES_HINT)


_NO_PAGES = Text(
    "{word} is for Word documents, and these are plain text", "{word} 只用于 Word 文件，这里生成的是纯文本"
)
_NO_PAGES_HINT = Text("Leave it out; --dry-run says what would be made.", "请去掉它；想先看看，可用 --dry-run。")
