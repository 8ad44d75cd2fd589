"""docgen and those that stand beside it, each in a process of its own; what is not docgen's is installed here."""

import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from documents import Language, Maker, for_merging, text_of, words
from measure import Figure, Worker

HERE = Path(__file__).resolve().parent / "peers"
FOLDER = HERE.parents[2] / "build" / "bench-peers"
PYTHON = FOLDER / sys.implementation.cache_tag
NODE = FOLDER / "node"

#: Engines and the languages of their templates.
OURS: dict[str, Language] = {"docgen": "jinja", "docgen, compiled anew": "jinja", "docxtpl": "jinja"}
OF_PYPI: dict[str, Language] = {"rust-docxtpl": "jinja", "docx-mailmerge2": "merge"}
OF_NPM: dict[str, Language] = {"docxtemplater": "mustache", "easy-template-x": "mustache"}
ENGINES = OURS | OF_PYPI | OF_NPM


@cache
def install() -> None:
    """Fetch the rivals when they are not there yet, or not the ones that peers/ names. What fails is said later, by
    the rival that cannot start."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
    _fetch("requirements.txt", PYTHON, [*pip, "--target", str(PYTHON), "--requirement", "requirements.txt"])
    if npm := shutil.which("npm"):
        _fetch("package.json", NODE, [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"])


def _fetch(name: str, folder: Path, command: Sequence[str]) -> None:
    wanted, have = (HERE / name).read_bytes(), folder / ".installed"
    if have.exists() and have.read_bytes() == wanted:
        return
    print(f"Installing {name} of tests/benchmarks/peers into {folder.parent.name} ...", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(wanted)
    if subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0:
        have.write_bytes(wanted)


@contextmanager
def racing(folder: Path, make: Maker, values: Mapping[str, Any]) -> Iterator[list[Figure]]:
    """A figure for each engine, on the document of `make` with `values`; its documents are known to hold them."""
    workers: list[Worker] = []
    figures = []
    for engine, language in ENGINES.items():
        template = make(folder / f"{make.__name__}-{language}.docx", language)
        given = for_merging(values) if language == "merge" else values
        try:
            worker = _start(engine, template, given)
            workers.append(worker)
            figures.append(Figure(_checked(engine, worker, values), worker.sample))
        except OSError as error:
            figures.append(Figure(engine, missing=str(error)))
    yield figures
    for worker in workers:
        worker.close()


def _start(engine: str, template: Path, values: Mapping[str, Any]) -> Worker:
    arguments = [engine, str(template), json.dumps(values)]
    if engine in OURS:
        return Worker([sys.executable, HERE / "worker.py", *arguments])
    if engine in OF_PYPI:  # without docgen's packages: rust-docxtpl refuses to run beside docxtpl
        return Worker([sys.executable, "-S", HERE / "worker.py", *arguments], PYTHONPATH=str(PYTHON))
    if not (node := shutil.which("node")):
        raise OSError("there is no node")
    return Worker([node, HERE / "worker.mjs", *arguments], PEERS=str(NODE))


def _checked(engine: str, worker: Worker, values: Mapping[str, Any]) -> str:
    """The engine's name and version, once its document was read: nobody is measured at doing nothing."""
    about = json.loads(worker.first_line)
    text = text_of(base64.b64decode(about["document"]))
    if lost := [word for word in words(values) if word not in text]:
        raise OSError(f"its document lacks {len(lost)} values, such as {lost[0]}")
    return f"{engine} {about['version']}" if engine not in OURS or engine == "docxtpl" else engine
