"""What the tests of rendering share."""

import pytest
import sharing


@pytest.fixture(autouse=True)
def compiled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test compiles its templates itself."""
    monkeypatch.setattr(sharing, "shares_templates", False)
