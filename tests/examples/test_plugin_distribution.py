"""The plugin that is a package: built, installed beside docgen in a clean environment, used and tested there."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.tables.write import workbook

pytestmark = pytest.mark.slow

MADE = shutil.ignore_patterns(
    ".git", ".venv", ".docgen", "out", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
)
ROWS = [
    ["编号", "收件人", "乡镇（街道）", "社区", "件数", "价值（元）", "送达日期"],
    ["1", "张三", "石羊镇", "丰乐社区", 2, 1200, "2013-11-21"],
    ["2", "李四", "安龙镇", "泊江社区", 1, 300, "2013-11-18"],
]


def run(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """Run a command as in a user's shell, with a configuration of its own; what it printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "DOCGEN"))}
    env |= {"PYTHONUTF8": "1", "DOCGEN_CONFIG_DIR": str(cwd / "config"), "DOCGEN_STATE_DIR": str(cwd / "state")}
    env |= {"DOCGEN_LANG": "en"}
    done = subprocess.run(command, check=False, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")
    shown = " ".join(map(str, command))
    assert done.returncode == code, f"{shown}\nexit {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def commands(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a new environment that holds docgen and the plugin, both from wheels; what they need is taken
    from the environment of the tests, so that no network is asked."""
    root = tmp_path_factory.mktemp("distribution")
    wheels = root / "wheels"
    for name, source in (("docgen", repo), ("gifts", repo / "examples" / "plugin-distribution")):
        shutil.copytree(source, root / name, ignore=MADE)
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, root / name, cwd=root)
    run(sys.executable, "-m", "venv", root / "venv", cwd=root)
    made = root / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(made / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", *wheels.iterdir(), cwd=root)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run(made / "python", "-c", where, cwd=root).strip())
    (site / "needed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return made


@pytest.fixture
def workspace(commands: Path, tmp_path: Path) -> Path:
    """A new workspace, made by `docgen init` where the plugin is installed."""
    when = ("--year", "2013", "--start", "2013-11-04")
    run(commands / "docgen", "init", "换届", "--yes", "--use", "elections", "--basis", "有效票", *when, cwd=tmp_path)
    return tmp_path / "换届"


def plugins_of(commands: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """What `docgen plugins` lists, by name."""
    return {each["name"]: each for each in json.loads(run(commands / "docgen", "plugins", "--json", cwd=folder))}


def test_it_is_off_and_disturbs_nobody_where_the_package_of_its_tables_is_not_used(commands: Path, tmp_path: Path):
    run(commands / "docgen", "init", "fleet", "--yes", "--use", "none", cwd=tmp_path)
    gifts = plugins_of(commands, tmp_path / "fleet")["gifts"]
    assert gifts["state"] == "off"
    assert gifts["problem"]["hint"]["en"].startswith("The table 户 comes with elections.")
    assert "gifts" not in run(commands / "docgen", "--help", cwd=tmp_path / "fleet")


def test_it_is_listed_with_its_version_and_needs_no_trust(commands: Path, workspace: Path):
    gifts = plugins_of(commands, workspace)["gifts"]
    facts = {name: gifts[name] for name in ("kind", "origin", "version", "state", "trust", "api", "problem")}
    assert facts == {
        "kind": "package",
        "origin": "docgen-gifts",
        "version": "1.2.0",
        "state": "on",
        "trust": "installed",
        "api": 2,
        "problem": None,
    }
    assert sorted(gifts["hooks"]) == ["prepare_context", "setup"]
    kinds = {"generators", "records", "figures", "checks", "filters", "template_folders", "columns", "aliases"}
    assert set(gifts["brings"]) == kinds
    assert Path(gifts["file"]).is_relative_to(commands.parent)


def test_a_new_workspace_has_its_table_and_its_column(workspace: Path):
    assert (workspace / "data" / "慰问品.xlsx").is_file()
    sheet = openpyxl.load_workbook(workspace / "data" / "户.xlsx").worksheets[0]
    assert "慰问对象" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_its_documents_figures_and_checks_work(commands: Path, workspace: Path):
    (workspace / "data" / "慰问品.xlsx").write_bytes(workbook({"慰问品": ROWS}))
    made = json.loads(run(commands / "docgen", "-w", workspace, "慰问单", "石羊镇", "--json", cwd=workspace.parent))
    assert [Path(each["path"]).name for each in made["files"]] == ["慰问单_丰乐社区.docx"]
    figures = run(commands / "docgen", "-w", workspace, "figures", "week-1..week-3", "慰问品数", cwd=workspace.parent)
    assert "parcels  3件" in figures
    checked = run(commands / "docgen", "-w", workspace, "check", "--json", cwd=workspace.parent)
    assert [each["where"] for each in json.loads(checked) if each["code"] == "gifts-late"] == [
        "慰问品.xlsx / 慰问品 / G2"
    ]


def test_the_wheel_of_docgen_writes_plugins(commands: Path, workspace: Path):
    run(commands / "docgen", "-w", workspace, "plugins", "new", "visit", cwd=workspace.parent)
    run(commands / "docgen", "-w", workspace, "plugins", "check", "visit", cwd=workspace.parent)


def test_it_keeps_the_contract(commands: Path, workspace: Path):
    assert "gifts: keeps the contract." in run(commands / "docgen", "plugins", "check", "gifts", cwd=workspace.parent)
    (workspace / "data" / "慰问品.xlsx").write_bytes(workbook({"慰问品": ROWS}))
    assert "keeps" in run(commands / "docgen", "-w", workspace, "plugins", "check", "gifts", cwd=workspace.parent)


def test_its_own_tests_pass(commands: Path, repo: Path, tmp_path: Path):
    shutil.copytree(repo / "examples" / "plugin-distribution" / "tests", tmp_path / "tests", ignore=MADE)
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", "tests")
    assert "5 passed" in run(commands / "python", *words, cwd=tmp_path)


def test_once_it_is_gone_everything_else_works(commands: Path, workspace: Path):
    run(commands / "python", "-m", "pip", "uninstall", "--quiet", "--yes", "docgen-gifts", cwd=workspace.parent)
    run(commands / "docgen", "-w", workspace, "慰问单", cwd=workspace.parent, code=2)
    listed = json.loads(run(commands / "docgen", "plugins", "--json", cwd=workspace.parent))
    assert "gifts" not in {each["name"] for each in listed}
    sheets = json.loads(run(commands / "docgen", "-w", workspace, "tables", "--json", cwd=workspace.parent))
    assert {each["sheet"] for each in sheets if each["table"]} >= {"户", "社区", "候选人"}
    assert "慰问品" not in {each["table"] for each in sheets}
