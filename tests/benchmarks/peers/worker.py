"""Renders one template over and over: worker.py ENGINE TEMPLATE VALUES.

Writes a line with the engine's version and the first document, then, for each line read, the CPU microseconds of one
rendering. worker.mjs does the same for engines of Node.
"""

import base64
import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

Work = Callable[[], bytes]
WARM_UP = 0.1
"""CPU seconds that a round takes at least."""


def docgen(path: Path, values: dict[str, Any]) -> Work:
    """Compiled once, as for a run of letters."""
    from docgen.render import compile_template

    compiled = compile_template(path)
    return lambda: compiled.render(values)


def docgen_anew(path: Path, values: dict[str, Any]) -> Work:
    from docgen.render import compile_template

    return lambda: compile_template(path).render(values)


def docxtpl(path: Path, values: dict[str, Any]) -> Work:
    """A template object makes one document."""
    from docxtpl import DocxTemplate

    data = path.read_bytes()

    def work() -> bytes:
        template, file = DocxTemplate(BytesIO(data)), BytesIO()
        template.render(values, autoescape=True)
        template.save(file)
        return file.getvalue()

    return work


def mailmerge(path: Path, values: dict[str, Any]) -> Work:
    from mailmerge import MailMerge

    data = path.read_bytes()

    def work() -> bytes:
        file = BytesIO()
        with MailMerge(BytesIO(data)) as document:
            document.merge(**values)
            document.write(file)
        return file.getvalue()

    return work


ENGINES = {
    "docgen": docgen,
    "docgen, compiled anew": docgen_anew,
    "docxtpl": docxtpl,
    "rust-docxtpl": docxtpl,
    "docx-mailmerge2": mailmerge,
}


def cpu_seconds(work: Work, times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start


def main(engine: str, template: str, values: str) -> None:
    work = ENGINES[engine](Path(template), json.loads(values))
    document = base64.b64encode(work()).decode()
    times = 1
    while cpu_seconds(work, times) < WARM_UP:
        times *= 2
    print(json.dumps({"version": version(engine.partition(",")[0]), "document": document}), flush=True)
    for _ in sys.stdin:
        print(cpu_seconds(work, times) / times * 1e6, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
