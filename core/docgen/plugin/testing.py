"""For the tests of a plugin: a small workspace, its commands, and the documents that they make.

    pytest_plugins = ["docgen.plugin.testing"]

    def test_a_visit_is_printed(desk):
        desk.plugin("plugins/visits.py")                 # not for an installed package, which is there
        desk.sheet("走访", [["姓名", "日期"], ["张三", "2013-11-20"]])
        desk.template("走访.docx", "走访{{ 姓名 }}。")
        (made,) = desk.make("走访单")
        assert made.text == "走访张三。"

No other part of docgen imports this module, nor pytest.
"""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from docgen.plugin.manager import NO_LOCAL_VARIABLE
from docgen.plugin.trust import TRUST_VARIABLE, content_hash

UPDATE_VARIABLE = "DOCGEN_UPDATE_GOLDEN"
"""Set to 1, `golden` writes what it would compare with."""

SETTINGS = 'title = "试验"\nyear = 2013\nstart = 2013-11-04\nweek_end = "friday"\nissuer = "石羊镇"\n'
IN_ENGLISH = (
    'title = "Test"\nyear = 2013\nlanguage = "en"\nstart = 2013-11-04\nweek_end = "friday"\nissuer = "Office"\n'
)


class Ran(NamedTuple):
    """What a command gave: its exit code, and what it printed to stdout and stderr."""

    code: int
    out: str
    err: str


class Made:
    """A document that was made."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _document(self) -> Any:
        import docx

        return docx.Document(str(self.path))

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the body that say something, without those in tables."""
        return [each.text for each in self._document.paragraphs if each.text]

    @property
    def text(self) -> str:
        """The same as one text, a line each."""
        return "\n".join(self.paragraphs)

    @property
    def tables(self) -> list[list[list[str]]]:
        """The tables of the body: rows of cells."""
        return [[[cell.text for cell in row.cells] for row in table.rows] for table in self._document.tables]

    def __repr__(self) -> str:
        return f"<{self.path.name}>"


class Desk:
    """A workspace of a test. `root` is its folder."""

    def __init__(self, root: Path, settings: str = SETTINGS) -> None:
        self.root = root
        self._trusted: dict[str, str] = {}
        for folder in ("data", "plugins", "templates"):
            (root / folder).mkdir(parents=True, exist_ok=True)
        (root / "docgen.toml").write_text(settings, encoding="utf-8")

    def speak(self, language: str) -> None:
        """Have the workspace in that language, en or zh: that of its dates and of the names of its files. It comes
        first."""
        (self.root / "docgen.toml").write_text(IN_ENGLISH if language == "en" else SETTINGS, encoding="utf-8")

    def use(self, *packages: str) -> None:
        """Turn on built-in packages: a plugin that reads or adds to their tables needs them."""
        settings = self.root / "docgen.toml"
        names = ", ".join(f'"{name}"' for name in packages)
        settings.write_text(f"{settings.read_text('utf-8').rstrip()}\n\n[plugins]\nuse = [{names}]\n", encoding="utf-8")

    def sheet(self, name: str, rows: Sequence[Sequence[object]]) -> Path:
        """A workbook data/NAME.xlsx with one sheet of these rows, the header first."""
        from docgen.tables.write import workbook

        path = self.root / "data" / f"{name}.xlsx"
        path.write_bytes(workbook({name: rows}))
        return path

    def template(self, name: str, *paragraphs: str, table: Sequence[Sequence[str]] = ()) -> Path:
        """A Word template of these paragraphs, and a table below them."""
        import docx

        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if table:
            made = document.add_table(len(table), len(table[0]))
            for row, texts in zip(made.rows, table, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        path = self.root / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        return path

    def copy(self, path: str | Path, folder: str = "templates") -> Path:
        """A copy of a file of your own in a folder of the workspace."""
        _there(Path(path))
        target = self.root / folder / Path(path).name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        return target

    def plugin(self, path: str | Path) -> Path:
        """A copy of a plugin, a file or a folder, which may run in this workspace, and only here."""
        source = _there(Path(path))
        target = self.root / "plugins" / source.name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
        self._trusted[target.stem] = content_hash(target)
        return target

    def run(self, *words: object) -> Ran:
        """What `docgen` says to these words, in English."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        trusted = ",".join(f"{name}:{sha256}" for name, sha256 in self._trusted.items())
        state = str(self.root.parent / "state")
        facts = {TRUST_VARIABLE: trusted, NO_LOCAL_VARIABLE: "0", "DOCGEN_LANG": "en", "DOCGEN_STATE_DIR": state}
        run: Callable[[list[str]], int] = import_module("docgen.cli").run  # by its name: it stands above this module
        with _variables(facts), redirect_stdout(out), redirect_stderr(err):
            code = run(["--workspace", str(self.root), *map(str, words)])
        return Ran(code, *(_said(stream) for stream in (out, err)))

    def make(self, *words: object) -> list[Made]:
        """The documents that a generator makes, in their order; fails the test when one could not be made."""
        ran = self.run(*words, "--json")
        if ran.code:
            pytest.fail(f"docgen {' '.join(map(str, words))}: exit {ran.code}\n{ran.out}{ran.err}", pytrace=False)
        return [Made(Path(each["path"])) for each in json.loads(ran.out)["files"]]

    def problems(self) -> list[dict[str, Any]]:
        """What `docgen check` finds: code, severity, where, text (en, zh) and more."""
        found: list[dict[str, Any]] = json.loads(self.run("check", "--json").out)
        return found

    def findings(self, name: str) -> list[str]:
        """What `docgen plugins check NAME` finds, a line each; nothing if the plugin keeps the contract."""
        ran = self.run("plugins", "check", name, "--json")
        if ran.code not in (0, 1):
            pytest.fail(ran.err, pytrace=False)
        found = [each for plugin in json.loads(ran.out) for each in plugin["problems"]]
        return [f"{each['where']}: {each['text']['en']}" for each in found if each["severity"] != "note"]

    def lint(self, made: Made) -> list[str]:
        """What `docgen lint` finds in a document, a line each: where its layout does not follow GB/T 9704, but for the
        rules that want its pages; nothing if all is well."""
        ran = self.run("lint", made.path, "--no-pages", "--json")
        found = json.loads(ran.out) if ran.code in (0, 1) else []
        if ran.code and not found:
            pytest.fail(ran.err, pytrace=False)
        return [f"{each['id']} {hit['place']['en']}: {each['text']['en']}" for each in found for hit in each["places"]]


def _there(path: Path) -> Path:
    """The path. Fails the test where nothing is."""
    if not path.exists():
        pytest.fail(f"there is no {path.absolute()}", pytrace=False)
    return path


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@contextmanager
def _variables(facts: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in facts}
    os.environ.update(facts)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty workspace; its plugins are the installed ones, and those that the test gives it."""
    return Desk(tmp_path / "工作")


class Golden(Protocol):
    """Compares a document with one that was kept."""

    def __call__(self, made: Made, name: str, *, layout: bool = False) -> None: ...


_WRITTEN = pytest.StashKey[set[Path]]()
"""What this run of pytest took as new."""


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a document with golden/NAME.docx beside the test, by meaning: the lines of text and where they stand;
    with layout=True all that Word shows, such as fonts, sizes and margins, too. Once you have looked at what a change
    did, DOCGEN_UPDATE_GOLDEN=1 takes it as the new one, of a name only once in a run."""
    written = request.config.stash.setdefault(_WRITTEN, set())

    def same(made: Made, name: str, *, layout: bool = False) -> None:
        from docgen.render.compare import compare

        kept = request.path.parent / "golden" / f"{name}.docx"
        how = f"{UPDATE_VARIABLE}=1 takes it"
        if kept in written:
            how = f"this run took another document as {kept.name}: choose another name"
        elif os.environ.get(UPDATE_VARIABLE, "0") not in ("", "0"):
            kept.parent.mkdir(exist_ok=True)
            shutil.copyfile(made.path, kept)
            written.add(kept)
        if not kept.is_file():
            pytest.fail(f"there is no {kept}; {UPDATE_VARIABLE}=1 writes it", pytrace=False)
        found = compare(kept, made.path)
        lines = [f"{each.sign} {each.line.place}: {each.line.text}" for each in found.changes]
        if layout and found.layout and not lines:
            lines = ["its layout differs, not its text"]
        if lines:
            pytest.fail("\n".join([f"{name} is not as it was ({how}):", *lines]), pytrace=False)

    return same
