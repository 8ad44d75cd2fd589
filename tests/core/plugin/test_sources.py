"""What runs of a trusted plugin is its source, whatever compiled files lie beside it."""

import importlib.util
import os
import py_compile
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest

from docgen.plugin import trust as trusting
from docgen.plugin.manager import State, load_plugins
from docgen.plugin.sources import PREFIX
from docgen.plugin.trust import trust

SAYS = "print('good')\n"
FILES = {
    "file": {"mine.py": SAYS},
    "folder": {"mine/__init__.py": SAYS},
    "submodule": {"mine/__init__.py": "from . import helper\n", "mine/helper.py": SAYS},
    "folder without __init__": {"mine/__init__.py": "from .sub import deep\n", "mine/sub/deep.py": SAYS},
    "deeper": {
        "mine/__init__.py": "from docgen_local_mine.sub import deep\n",
        "mine/sub/__init__.py": "",
        "mine/sub/deep.py": SAYS,
    },
}


@pytest.fixture(autouse=True)
def own_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A user of one's own, in whose process no plugin has run."""
    monkeypatch.setenv("DOCGEN_CONFIG_DIR", str(tmp_path / "config"))
    yield
    for name in [name for name in sys.modules if name.startswith(PREFIX)]:
        del sys.modules[name]


def write(folder: Path, files: dict[str, str]) -> Path:
    """The plugin `mine` of these files, trusted, and the file that speaks, if one does."""
    for name, source in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    trust(folder / next(iter(files)).partition("/")[0])
    return next((folder / name for name, source in files.items() if source == SAYS), folder)


def prepare(path: Path, mode: PycInvalidationMode) -> None:
    """Lay into __pycache__ what Python would take for `path` compiled, but which says otherwise."""
    evil = path.parents[1] / "evil.py"
    evil.write_text(path.read_text(encoding="utf-8").replace("good", "evil"), encoding="utf-8")
    os.utime(evil, (path.stat().st_atime, path.stat().st_mtime))
    cache = importlib.util.cache_from_source(str(path))
    py_compile.compile(str(evil), cfile=cache, dfile=str(path), doraise=True, invalidation_mode=mode)
    evil.unlink()


@pytest.mark.parametrize("mode", [PycInvalidationMode.TIMESTAMP, PycInvalidationMode.UNCHECKED_HASH], ids=str)
@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_a_prepared_pycache_does_not_run_instead_of_the_trusted_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], mode: PycInvalidationMode
):
    prepare(write(tmp_path / "plugins", files), mode)
    found = load_plugins(tmp_path / "plugins").found[-1]
    assert (found.name, found.state) == ("mine", State.ON)
    assert capsys.readouterr().err == "good\n"


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_a_plugin_that_runs_leaves_no_compiled_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str]
):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    write(tmp_path / "plugins", files)
    load_plugins(tmp_path / "plugins")
    left = {path.relative_to(tmp_path / "plugins").as_posix() for path in tmp_path.rglob("*.py*")}
    assert left == files.keys()


@pytest.mark.parametrize("link_first", [True, False], ids=["its target changed", "the link added"])
def test_what_a_linked_folder_holds_is_part_of_what_was_trusted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link_first: bool
):
    pack, elsewhere = tmp_path / "plugins" / "mine", tmp_path / "elsewhere"
    for folder in (pack, elsewhere):
        folder.mkdir(parents=True)
    (pack / "__init__.py").write_text("from . import helper\n")
    (elsewhere / "__init__.py").write_text("")
    link = pack / "helper"
    if link_first:
        link.symlink_to(elsewhere)
    trust(pack)
    (elsewhere / "__init__.py").write_text("print('evil')\n")
    if not link_first:
        link.symlink_to(elsewhere)
    assert load_plugins(pack.parent).found[-1].state is State.UNTRUSTED
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["__pycache__/late.py", "__pycache__/late/__init__.py", "late.py"])
def test_code_that_was_not_trusted_does_not_run_as_a_part_of_a_plugin_that_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
):
    """A __pycache__ is not hashed, and a file may come once all was read."""
    package = "." if name == "late.py" else ".__pycache__"
    write(tmp_path / "plugins", {"mine/__init__.py": f"from {package} import late\n"})
    evil = tmp_path / "plugins" / "mine" / name
    real = trusting.hash_of

    def then_added(files: Mapping[str, bytes]) -> str:
        evil.parent.mkdir(parents=True, exist_ok=True)
        evil.write_text("print('evil')\n")
        return real(files)

    monkeypatch.setattr(trusting, "hash_of", then_added)
    found = load_plugins(tmp_path / "plugins").found[-1]
    assert evil.is_file()
    assert (found.name, found.state) == ("mine", State.FAILED)
    assert capsys.readouterr() == ("", "")


def test_what_a_plugin_lacks_it_may_do_without(tmp_path: Path):
    source = "try:\n    from . import fast\nexcept ImportError:\n    fast = None\n"
    write(tmp_path / "plugins", {"mine/__init__.py": source})
    assert load_plugins(tmp_path / "plugins").found[-1].state is State.ON


def test_a_change_is_seen_also_below_a_folder_called_pycache(tmp_path: Path):
    pack = tmp_path / "__pycache__" / "plugins" / "mine"
    pack.mkdir(parents=True)
    (pack / "__init__.py").write_text("")
    trust(pack)
    (pack / "__init__.py").write_text("1")
    assert load_plugins(pack.parent).found[-1].state is State.UNTRUSTED
