"""What the tests of the filters share."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from docgen.render.environment import Sandbox
from docgen.render.filters import functions
from docgen.text import speaking


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def printed() -> Callable[..., str]:
    """What a template text becomes in the sandbox."""

    def render(source: str, **context: Any) -> str:
        template = Sandbox(functions()).from_string(source)
        return b"".join(template.root_render_func(template.new_context(context))).decode()

    return render
