"""From the source archive to the wheel to a clean environment to the week-3 bulletin."""

import importlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

import docgen

# One worker builds; with another group each worker would build for itself.
pytestmark = pytest.mark.slow

MADE = shutil.ignore_patterns(
    ".git", ".venv", ".docgen", "out", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as in a user's shell; its output, or a failure that shows what it said."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    env["PYTHONUTF8"] = "1"
    done = subprocess.run(command, check=False, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        shown = " ".join(map(str, command))
        pytest.fail(f"{shown}\nexit {done.returncode}\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive of a copy of the tree."""
    root = tmp_path_factory.mktemp("build")
    shutil.copytree(repo, root / "docgen", ignore=MADE)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", root / "dist", root / "docgen", cwd=root)
    (built,) = (root / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean_bin(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a new environment that holds the wheel and what it asks for, and no more."""
    root = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", root / "venv", cwd=root)
    commands = root / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(commands / "python", "-m", "pip", "install", "--quiet", wheel, cwd=root)
    return commands


def names(root: Path, pattern: str) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob(pattern) if "~$" not in path.name}


def test_wheel_holds_every_template_and_catalog_and_the_typing_mark(repo: Path, wheel: Path):
    templates = {f"docgen/templates/{name}" for name in names(repo / "templates", "*.docx")}
    catalogs = names(repo / "core", "*.mo")
    assert templates
    assert catalogs
    assert {*templates, *catalogs, "docgen/py.typed"} <= set(zipfile.ZipFile(wheel).namelist())


def test_wheel_holds_the_example_without_what_made_it(repo: Path, wheel: Path):
    root = repo / "examples" / "dujiangyan"
    parts = {"docgen.toml", "register.sqlite"}
    parts |= {f"{folder}/{name}" for folder in ("data", "forms") for name in names(root / folder, "*.*")}
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("docgen/examples/dujiangyan/")}
    assert held == {f"docgen/examples/dujiangyan/{name}" for name in parts}


def test_wheel_holds_nothing_beside_the_packages(wheel: Path):
    held = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == {"docgen", "docgen_plugins"}
    assert "docgen/templates/build.py" not in held


def test_wheel_has_the_version_of_the_code(wheel: Path):
    assert wheel.name == f"docgen-{docgen.__version__}-py3-none-any.whl"


def test_bulletin_from_a_clean_environment(clean_bin: Path, example: Path):
    output = run(clean_bin / "docgen", "--workspace", example, "bulletin", "week-3", cwd=example.parent)
    made = {path for path in (example / "out").rglob("*.docx") if path.name in output}
    assert len(made) == 1, f"the command names one document that is there; it said:\n{output}"
    assert "1722" in text_of(made.pop())


def test_a_new_workspace_and_the_example_from_a_clean_environment(clean_bin: Path, tmp_path: Path):
    run(clean_bin / "docgen", "init", "new", "--yes", "--use", "elections", "--basis", "有效票", cwd=tmp_path)
    run(clean_bin / "docgen", "--workspace", "new", "check", cwd=tmp_path)
    run(clean_bin / "docgen", "init", "old", "--example", "dujiangyan", cwd=tmp_path)
    run(clean_bin / "docgen", "--workspace", "old", "bulletin", "week-3", "--dry-run", cwd=tmp_path)


def text_of(document: Path) -> str:
    """The text of the body, digits as plain digits: 1,722 and １７２２ count as 1722."""
    body = docx.Document(str(document)).element.body
    text = "".join(node.text or "" for node in body.iter(qn("w:t")))
    return re.sub(r"(?<=\d)[,，](?=\d)", "", text.translate({0xFF10 + n: str(n) for n in range(10)}))


def test_python_m_docgen_is_the_same_command(clean_bin: Path, tmp_path: Path):
    assert run(clean_bin / "python", "-m", "docgen", "--version", cwd=tmp_path) == run(
        clean_bin / "docgen", "--version", cwd=tmp_path
    )


def test_installed_here_the_templates_and_plugins_are_found(repo: Path):
    found = {entry.name for entry in files("docgen.templates").joinpath("bulletin").iterdir()}
    assert names(repo / "templates" / "bulletin", "*.docx") <= found
    assert importlib.import_module("docgen_plugins").__name__ == "docgen_plugins"
