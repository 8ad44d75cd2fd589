"""How many examples a property test tries: `make test-slow` tries five times as many as `make test`."""

from hypothesis import settings


def examples(thorough: int) -> int:
    """The number of examples, of which a thorough run tries so many."""
    return max(5, thorough * settings().max_examples // 100)
