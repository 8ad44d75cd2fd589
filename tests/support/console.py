"""Runs command lines one after the other as a Chinese Windows console would show them: GBK, and what it lacks is lost.

python tests/support/console.py PLAN RESULTS    PLAN holds the lists of words; PYTHONIOENCODING=gbk and PYTHONUTF8=0
"""

import codecs
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from shared_readings import share_readings

LOST: list[str] = []


def _shown_as_question_mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    LOST.append(error.object[error.start : error.end])
    return "?" * (error.end - error.start), error.end


codecs.register_error("seen", _shown_as_question_mark)


class Console(io.TextIOWrapper):
    """A stream that is strict until it is told to replace, and remembers what it replaces."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding=sys.__stdout__.encoding, errors="strict", newline="\r\n")

    def reconfigure(self, **options: Any) -> None:
        """Do so, noting what is replaced."""
        if options.get("errors") == "replace":
            options["errors"] = "seen"
        super().reconfigure(**options)

    def said(self) -> bytes:
        """All that was written."""
        self.flush()
        raw: Any = self.buffer
        return bytes(raw.getvalue())


def typed(words: list[str]) -> dict[str, Any]:
    """What a command line gives: exit code, what was shown as bytes, what was lost."""
    from docgen import cli

    LOST.clear()
    out, err = Console(), Console()
    sys.stdout, sys.stderr = out, err
    try:
        code = cli.run(words)
    finally:
        sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return {"words": words, "code": code, "out": out.said().hex(), "err": err.said().hex(), "lost": "".join(LOST)}


def main() -> None:
    """Run the plan."""
    plan, results = map(Path, sys.argv[1:])
    with pytest.MonkeyPatch.context() as patch:
        share_readings(patch)
        done = [typed(words) for words in json.loads(plan.read_text("utf-8"))]
    results.write_text(json.dumps(done), "utf-8")
    print(sys.stdout.encoding, os.environ.get("PYTHONUTF8"))


if __name__ == "__main__":
    main()
