"""Settings and cells that would take all time or memory: each is read in time, or refused with its line."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.timeout(60, method="thread")


class TestSettings:
    @pytest.fixture
    def settings(self, small_office, monkeypatch) -> Callable[[str], Path]:
        """Writes docgen.toml anew, which has no line about the language."""
        monkeypatch.delenv("DOCGEN_LANG")
        before = (small_office / "docgen.toml").read_text("utf-8")
        rest = "\n".join(line for line in before.splitlines() if not line.startswith("language"))

        def write(more: str) -> Path:
            (small_office / "docgen.toml").write_text(f"{more}\n{rest}", encoding="utf-8")
            return small_office

        return write

    def test_empty_lines_take_no_time(self, docgen, settings):
        assert docgen("-w", settings("\n" * 900_000), "register").code == 0

    @pytest.mark.parametrize("part", ["a.", '"a".', "汉.", "a . "])
    def test_a_key_of_very_many_parts_is_refused_with_its_line(self, docgen, settings, part):
        result = docgen("-w", settings("\n" + part * (900_000 // len(part.encode())) + "a = 1"), "register")
        assert result.code == 1
        assert "docgen.toml:2" in result.err
        assert len(result.err) < 1000

    @pytest.mark.parametrize("year", ["0x" + "f" * 5000, "99999", "-5"])
    def test_a_year_that_is_none_is_refused(self, docgen, small_office, year):
        path = small_office / "docgen.toml"
        path.write_text(path.read_text("utf-8").replace("year = 2013", f"year = {year}"), encoding="utf-8")
        result = docgen("-w", small_office, "check")
        assert result.code == 1
        assert "'year' is written wrong" in result.err


@pytest.mark.parametrize("text", ["0-", "1,", "1/1/", "十", "1", "①", "0 "])
def test_a_cell_full_of_signs_is_read_in_time(docgen, small_office, text):
    """Excel lets a cell have 32,767 characters."""
    for path in (small_office / "data").glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for cell in list(sheet.iter_rows())[-1]:
                if type(cell).__name__ == "Cell":
                    cell.value = (text * 32_000)[:32_000]
        book.save(path)
    assert "Traceback" not in docgen("-w", small_office, "check").err
