"""A pytest plugin that runs the tests listed in the file CHOSEN_TESTS, in that order, and no others."""

import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the chosen tests; a test that no longer exists is passed over."""
    chosen = Path(os.environ["CHOSEN_TESTS"]).read_text(encoding="utf-8").splitlines()
    by_name = {item.nodeid: item for item in items}
    items[:] = [by_name[name] for name in chosen if name in by_name]
