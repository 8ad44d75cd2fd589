"""The workspaces that tests work in: copies of the example and of the small office, a week without gaps."""

import shutil
from datetime import datetime
from pathlib import Path

from desk import change

from docgen.workspace import PluginChoice

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE, SMALL_OFFICE = ROOT / "examples" / "dujiangyan", ROOT / "tests" / "small_office"
ELECTIONS = PluginChoice(("elections",))
"""What both turn on."""
NO_PART = shutil.ignore_patterns("out", ".docgen", "_*", "*.py", "__pycache__", "~$*")
"""What is no part of a workspace that nobody has worked in."""


def copy_office(office: Path, folder: Path) -> Path:
    """A copy of a workspace, with nothing made yet."""
    return Path(shutil.copytree(office, folder, ignore=NO_PART))


def copy_example(folder: Path) -> Path:
    """A copy of the example without its forms: commands are quicker."""
    copy = copy_office(EXAMPLE, folder)
    shutil.rmtree(copy / "forms")
    return copy


def finish_week_3(small_office: Path) -> None:
    """Let the good example be one of week 3, so that nothing is left to write in the bulletin of that week."""
    edit = {"宣传日期": datetime(2013, 11, 20), "采用期号": 3}
    change(small_office, "典型经验.xlsx", lambda row: edit if row.get("社区") == "丰乐社区" else {})
