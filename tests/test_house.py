"""The house rules that no linter knows: who may import whom, how long a file may be, what is left behind."""

import ast
import configparser
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest
from setuptools import find_packages

ROOT = Path(__file__).resolve().parent.parent

# From the ground up: a module imports only from its own room and from those before it.
ROOMS = """
    lazy text masks strokes lookalikes personal opc problems urls files config period workspace schema rights state
    processes tables data render pdf gongwen register plugin forms batch app commands cli __main__
""".split()
FACADE = "docgen"
PUBLIC = {FACADE, "docgen.records", "docgen.render", "docgen.tables", "docgen.gongwen", "docgen.plugin.testing"}
PUBLIC |= {"docgen.plugin.package"}  # of what a built-in package is made
TESTING = "docgen.plugin.testing"
HEAVY = {"babel", "docx", "docxtpl", "jinja2", "lxml", "openpyxl", "pydantic", "python_calamine", "rich"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60


class Import(NamedTuple):
    """One imported module; a name taken from a package counts as the module it is, if it is one."""

    importer: str
    imported: str
    place: str
    runs: bool  # False under TYPE_CHECKING
    late: bool  # inside a function

    def __str__(self) -> str:
        return f"{self.place}: {self.importer} imports {self.imported}"


# -- reading the tree --


@cache
def modules() -> dict[str, Path]:
    """Every module of the engine and of the built-in plugins, by name."""
    found = {}
    for root in (ROOT / "core", ROOT / "plugins"):
        for path in sorted(root.rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports() -> list[Import]:
    """Every import of the tree, also those inside functions and under TYPE_CHECKING."""
    return [found for name, path in modules().items() for found in imports_of(name, path)]


def imports_of(name: str, path: Path) -> Iterator[Import]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_bytes())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    late = {inner for function in functions for inner in ast.walk(function)}
    for_types = {inner for node in ast.walk(tree) if is_typing_block(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, package)
            targets = [f"{base}.{alias.name}" for alias in node.names]
            targets = [target if target in modules() else base for target in targets]
        else:
            continue
        for target in targets:
            yield Import(name, target, place(path, node.lineno), runs=node not in for_types, late=node in late)


def is_typing_block(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING") and not node.orelse


def absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parents = package.split(".")
    return ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def ours(module: str) -> bool:
    return inside(module, "docgen") or inside(module, "docgen_plugins")


def rank(module: str) -> int:
    """The room's place in the list; the facade stands on the highest room that it opens."""
    if module == FACADE:
        return max((rank(i.imported) for i in imports() if i.importer == FACADE and ours(i.imported)), default=0)
    room = module.split(".")[1]
    return ROOMS.index(room) if room in ROOMS else len(ROOMS)


def owner(module: str) -> str:
    """The plugin that a module belongs to: docgen_plugins.bulletin for all that lies in it."""
    return ".".join(module.split(".", 2)[:2])


# -- who may import whom --


def may_import(importer: str, imported: str) -> bool:
    if inside(importer, "docgen_plugins"):
        own = importer in ("docgen_plugins", "docgen_plugins.plugin") or (
            ours(imported) and owner(imported) == owner(importer)
        )
        return own or imported in PUBLIC or not (ours(imported) or imported.partition(".")[0] in HEAVY)
    if not ours(imported):
        return True
    if inside(importer, "docgen.records"):
        return imported == FACADE or inside(imported, "docgen.records")
    if inside(imported, "docgen_plugins") or inside(imported, "docgen.records"):
        return False  # a built-in package, which the engine knows by its name only
    if FACADE in (importer, imported):
        return importer == FACADE or rank(importer) > rank(FACADE)
    return rank(imported) <= rank(importer)


def test_every_module_of_the_engine_has_a_room():
    engine = [name for name in modules() if inside(name, "docgen") and name != FACADE]
    engine = [name for name in engine if not inside(name, "docgen.records")]  # a leaf, of a built-in package
    homeless = [name for name in engine if name.split(".")[1] not in ROOMS]
    assert not homeless, f"not in ROOMS: {', '.join(homeless)}"


def test_imports_go_down_only():
    offences = [str(found) for found in imports() if not may_import(found.importer, found.imported)]
    assert not offences, "\n".join(offences)


OPEN = {"plugin", "batch", "tables", "render", "forms", "gongwen", "commands", "cli"}
"""Rooms that others still reach into; all others are imported from outside through their package only."""


def test_a_room_is_imported_through_its_package_only():
    reached = (i for i in imports() if inside(i.imported, FACADE) and i.imported.count(".") > 1)
    rooms = ((i, i.imported.split(".")[1]) for i in reached)
    others = (i for i, room in rooms if room not in OPEN and not inside(i.importer, f"docgen.{room}"))
    offences = [str(i) for i in others if i.importer != FACADE]
    assert not offences, "\n".join(offences)


def test_no_import_goes_in_a_circle():
    """None that runs, and none for types only: what needs each other's types is one thing."""
    others = (i for i in imports() if i.importer != i.imported and ours(i.imported))
    lines = {(i.importer, i.imported): str(i) for i in others}
    graph: dict[str, set[str]] = {}
    for importer, imported in lines:
        graph.setdefault(importer, set()).add(imported)
    circle: list[str] = []
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
    steps = zip(circle[1:], circle, strict=False)
    assert not circle, "\n".join(lines[step] for step in steps)


# -- what an import loads --


def loaded_by(module: str) -> set[str]:
    """The top-level packages that importing a module in a new process brings along."""
    code = (
        "import importlib, json, sys; before = set(sys.modules); importlib.import_module(sys.argv[1]);"
        "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    )
    command = [sys.executable, "-c", code, module]
    run = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_import_docgen_loads_nothing_else():
    assert not loaded_by("docgen") - set(sys.stdlib_module_names) - {"docgen"}


LAZY = [name for name, path in modules().items() if "lazy_names(" in path.read_text("utf-8") and name != "docgen.lazy"]


@pytest.mark.parametrize("module", LAZY)
def test_a_lazy_package_says_the_same_names_to_readers_and_to_python(module: str):
    package = importlib.import_module(module)
    tree = ast.parse(modules()[module].read_bytes())
    block = next(node for node in tree.body if is_typing_block(node))
    shown = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(package.__all__) - own == shown
    for name in package.__all__:
        assert getattr(package, name) is not None, name
    with pytest.raises(AttributeError):
        package.no_such_name  # noqa: B018


@pytest.mark.parametrize("module", ["docgen.records", *(name for name in modules() if inside(name, "docgen_plugins"))])
def test_importing_a_plugin_is_light(module: str):
    heavy = loaded_by(module) & HEAVY
    assert not heavy


# -- sizes --


def python_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py"]


def test_files_are_short():
    lengths = {path: path.read_bytes().count(b"\n") for path in python_files()}
    long = [f"{place(path, 1)}: {n} lines" for path, n in lengths.items() if n > MAX_FILE_LINES]
    assert not long, "\n".join(long)


def test_functions_are_short():
    long = [
        f"{place(path, node.lineno)}: {node.name} has {length} lines"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


# -- packaging --


def setup_cfg() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def listed(section: str, option: str) -> set[str]:
    """The packages that stand there, without their versions."""
    return {re.split(r"[<>=~!\[]", line)[0] for line in setup_cfg()[section][option].split()}


def others() -> Iterator[tuple[str, Import]]:
    """Every import of somebody else's package, with the name of its distribution."""
    distributions = packages_distributions()
    for found in imports():
        package = found.imported.partition(".")[0]
        if not ours(found.imported) and package not in sys.stdlib_module_names:
            yield distributions.get(package, [package])[0].lower().replace("universal-", "universal_"), found


def test_setup_cfg_lists_every_package():
    found = {
        *find_packages(str(ROOT / "core")),
        *find_packages(str(ROOT / "plugins")),
        "docgen.examples",
        "docgen.templates",
    }
    assert setup_cfg()["options"]["packages"].split() == sorted(found)


def test_setup_cfg_requires_what_the_code_imports():
    required, optional = listed("options", "install_requires"), listed("options.extras_require", "cluster")
    imported = {name for name, found in others() if found.importer != TESTING}
    assert imported - optional == required
    assert optional - imported == {"fsspec"}  # which universal_pathlib stands on


def test_only_the_kit_of_plugin_authors_imports_pytest():
    assert {found.importer for name, found in others() if name == "pytest"} == {TESTING}
    assert not [str(found) for found in imports() if found.imported == TESTING and inside(found.importer, FACADE)]


def test_what_is_optional_is_imported_where_it_is_needed_only():
    optional = listed("options.extras_require", "cluster")
    early = [str(found) for name, found in others() if name in optional and not found.late]
    assert not early, "\n".join(early)
    assert {found.importer for name, found in others() if name in optional} <= {
        "docgen.batch.cluster",
        "docgen.batch.remote",
        "docgen.urls",
    }


def test_the_tests_need_what_is_optional():
    optional = setup_cfg()["options.extras_require"]["cluster"].split()
    assert set(optional) <= set(setup_cfg()["options.extras_require"]["test"].split())


# -- what must not be left behind --

LEFTOVERS = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~$*}])/(?:work|home|root)/"),
    "unfinished business": re.compile(rf"\b(?:{'TO' + 'DO'}|{'FIX' + 'ME'})\b"),
}


MADE = {".docgen", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "__pycache__", "out"}


@cache
def project_files() -> list[Path]:
    """The files of the project: tracked, or new and not ignored; without git, all but what tools make."""
    if not (ROOT / ".git").exists():
        paths = (path for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts))
        return sorted(path for path in paths if path.is_file())
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    paths = [ROOT / name for name in run.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


@pytest.mark.parametrize("what", LEFTOVERS)
def test_nothing_is_left_behind(what: str):
    left = [
        f"{place(path, number)}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if LEFTOVERS[what].search(line)
    ]
    assert not left, "\n".join(left)
