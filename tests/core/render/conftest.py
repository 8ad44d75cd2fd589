"""What the tests of rendering share."""

import pytest
import sharing

from docgen.render import budget


@pytest.fixture(autouse=True)
def compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test compiles its templates itself."""
    monkeypatch.setattr(sharing, "shares_templates", False)


@pytest.fixture
def poor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that can afford a sixteenth of what they can otherwise, so that what costs too much is refused soon."""
    monkeypatch.setattr(budget, "DOCUMENT", budget.Limits(budget.DOCUMENT.steps // 16, budget.DOCUMENT.bytes // 16))
