"""What tests of several files need of the offices: a copy of the example that is shared, a week without gaps."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from desk import change

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "dujiangyan"


def copy_example(folders: pytest.TempPathFactory) -> Path:
    """A copy of the example without its forms, for the tests of a file that share what is made in it."""
    ignore = shutil.ignore_patterns("out", ".docgen", "_make", "*.py", "__pycache__", "~$*", "forms")
    return Path(shutil.copytree(EXAMPLE, folders.mktemp("whole") / "dujiangyan", ignore=ignore))


def finish_week_3(small_office: Path) -> None:
    """Let the good example be one of week 3, so that nothing is left to write in the bulletin of that week."""
    edit = {"宣传日期": datetime(2013, 11, 20), "采用期号": 3}
    change(small_office, "典型经验.xlsx", lambda row: edit if row.get("社区") == "丰乐社区" else {})
