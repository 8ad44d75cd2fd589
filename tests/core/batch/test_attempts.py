"""One run at a time; what was stopped is remembered."""

import pytest

from docgen.batch.attempts import Stopped, alone, unfinished
from docgen.batch.ledger import Ledger
from docgen.problems import DocgenError
from docgen.text import Text


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(tmp_path / ".docgen")


def test_a_run_that_comes_to_its_end_leaves_nothing(ledger):
    with alone(ledger, ["letter", "石羊镇"]):
        (attempt,) = unfinished(ledger)
        assert attempt.typed == "letter 石羊镇"
    assert unfinished(ledger) == []


def test_a_second_one_is_told_who_runs_and_the_first_keeps_its_turn(ledger):
    with alone(ledger, ["letter"]):
        with pytest.raises(DocgenError) as told, alone(ledger, ["notice"]):
            pytest.fail("two runs at once")
        (attempt,) = unfinished(ledger)
        assert attempt.typed == "letter"
    assert f"docgen letter, by {attempt.who} on {attempt.host}" in str(told.value.text)
    assert f"process {attempt.pid}" in str(told.value.text)
    with alone(ledger, ["notice"]):
        assert unfinished(ledger)[0].typed == "notice"


def test_ctrl_c_says_how_to_go_on_and_is_remembered(ledger):
    with pytest.raises(Stopped) as stopped, alone(ledger, ["letter"]):
        raise KeyboardInterrupt
    assert "docgen runs resume" in str(stopped.value.hint)
    assert [attempt.typed for attempt in unfinished(ledger)] == ["letter"]


@pytest.mark.parametrize("error", [DocgenError(Text("no", "不")), SystemExit(1)])
def test_what_said_why_it_failed_is_not_to_be_gone_on_with(ledger, error):
    with pytest.raises(type(error)), alone(ledger, ["letter"]):
        raise error
    assert unfinished(ledger) == []


def test_the_last_one_comes_first(ledger):
    for argv in (["letter"], ["notice"], ["letter"]):
        with pytest.raises(Stopped), alone(ledger, argv):
            raise KeyboardInterrupt
    assert [attempt.typed for attempt in unfinished(ledger)] == ["letter", "notice"]


def test_a_folder_for_notes_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / ".docgen").write_text("a file")
    with pytest.raises(DocgenError, match=r"cannot be written"), alone(Ledger(tmp_path / ".docgen"), ["letter"]):
        pytest.fail("there are no notes")
