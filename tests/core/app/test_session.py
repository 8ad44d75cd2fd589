"""A session is a workspace without a terminal: two of them live in one process, or in another one."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from offices import copy_office

from docgen.app import Session
from docgen.problems import DocgenError
from docgen.text import language, written_language

MEMBERS = Path(__file__).resolve().parents[3] / "examples" / "members"
TODAY = date(2026, 3, 1)


def opened(folder: Path | None, here: Path = Path("/")) -> Session:
    return Session(folder, here=here, today=TODAY)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    return copy_office(MEMBERS, tmp_path / "club")


def test_two_workspaces_in_two_languages_live_in_one_process(small_office: Path, club: Path):
    office, members = opened(small_office), opened(club)
    with office.speaking("zh"):
        assert (language(), written_language(), office.language) == ("zh", "zh", "zh")
        with members.speaking("en"):
            assert (language(), written_language(), members.language) == ("en", "en", "en")
            assert len(members.data["Members"]) == 21
        assert (language(), written_language()) == ("zh", "zh")
    assert "候选人" in office.data.tables
    assert "候选人" not in members.data.tables
    assert "letter" in members.plugins.registry.generators  # the club's own form, not the open letter
    assert members.plugins.registry.generators["letter"].item.alias == ""
    assert office.plugins.registry.generators["letter"].item.alias == "公开信"


def test_the_nearest_workspace_above_a_folder_is_meant_and_no_other(club: Path, tmp_path: Path):
    assert opened(None, here=club / "data").root == club
    nowhere = opened(None, here=tmp_path)
    assert not nowhere.has_workspace
    assert nowhere.home is None
    assert nowhere.language == "zh"
    with pytest.raises(DocgenError, match="no workspace here"):
        _ = nowhere.workspace


def test_a_door_in_another_process_finds_the_same_problems_without_a_line_of_the_terminal(club: Path):
    path = club / "data" / "New members.csv"
    path.write_text(path.read_text("utf-8").replace("2026-01-17", "soon"), encoding="utf-8")
    code = (
        "import json, sys; from datetime import date; from pathlib import Path; from docgen.app import Session\n"
        "session = Session(Path(sys.argv[1]), here=Path('/'), today=date(2026, 3, 1))\n"
        "print(json.dumps([problem.as_dict() for problem in session.problems()]))\n"
        "terminal = ('docgen.commands', 'docgen.cli', 'click', 'rich')\n"
        "assert not [name for name in sys.modules if name.startswith(terminal)]"
    )
    done = subprocess.run([sys.executable, "-c", code, club], check=True, capture_output=True, text=True)
    (found,) = json.loads(done.stdout)
    assert found["where"] == "New members.csv / I3"
    assert found["code"] == opened(club).problems()[0].code == "cell"
