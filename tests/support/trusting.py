"""Trusts a plugin of a workspace as a script does: by the SHA-256 of what is meant."""

from pathlib import Path

from docgen.plugin.entry_points import find_local
from docgen.plugin.trust import content_hash


def trusting(workspace: Path, name: str) -> list[str]:
    """The words of the command that trusts a plugin of a workspace as it is now."""
    plugin = find_local(Path(workspace) / "plugins", name)
    assert plugin is not None
    return ["plugins", "trust", name, "--sha256", content_hash(plugin)]
