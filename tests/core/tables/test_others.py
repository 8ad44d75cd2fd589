"""Sheets that nobody here made are read as a person reads them (others/README.md)."""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from docgen.tables import FoundTable, find_tables

HOME = Path(__file__).with_name("others")


class Expected(NamedTuple):
    """A table as a person sees it; what is "" was not looked at."""

    file: str
    sheet: str
    header: str
    n_columns: str
    columns: str
    n_rows: str

    def is_like(self, table: FoundTable) -> bool:
        names = "|".join("".join(name.split()) for name in table.columns)
        return (
            self.sheet in ("", table.sheet)
            and (self.header == "yes") == bool(table.header_rows)
            and self.n_columns in ("", str(len(table.columns)))
            and (not self.columns or "".join(self.columns.split()) == names)
            and self.n_rows in ("", str(table.rows))
        )


with (HOME / "expected.csv").open(encoding="utf-8", newline="") as file:
    TABLES = [Expected(**row) for row in csv.DictReader(file)]


@pytest.mark.parametrize("expected", TABLES, ids=lambda each: f"{each.file}-{each.sheet}-{each.columns[:12]}")
def test_a_table_is_found_as_a_person_sees_it(expected: Expected):
    found = find_tables(HOME / expected.file)
    assert any(map(expected.is_like, found)), found
    if expected.file.endswith(".csv") or expected.header == "no":
        assert len([table for table in found if expected.sheet in ("", table.sheet)]) == 1
