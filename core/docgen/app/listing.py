"""Which kinds of documents `docgen --help` lists: known from the last time that the same plugins and forms were loaded.

What was listed is kept in the user's configuration. It is shown only while the trusted bytes of each plugin of the
workspace, the files of its forms, the installed packages and the choice of docgen.toml are what they were; running a
plugin never relies on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.files import read_file
from docgen.plugin.development import developed_until
from docgen.plugin.entry_points import entry_point_files, local_plugins
from docgen.plugin.package import DocumentKind
from docgen.plugin.trust import config_file, hash_of, trusted_contents
from docgen.problems import DocgenError
from docgen.state import NotAsWritten, parse_as
from docgen.text import Text
from docgen.workspace import FORM, FORMS, PLUGINS, folders_of_forms

if TYPE_CHECKING:
    from docgen.app.session import Session

_MOST = 100
"""Workspaces that are remembered."""
Rows = list[list[str]]


def list_kinds(session: Session) -> list[DocumentKind]:
    """The kinds of documents, each once, in the order in which plugins bring them. Raises DocgenError if the workspace
    cannot be opened."""
    root = str(session.root) if session.has_workspace else ""
    signature = _sign(session)
    kept = _read()
    if kept.get(root, [[""]])[0] == [signature]:
        return [DocumentKind(name, alias, Text(en, zh)) for name, alias, en, zh in kept[root][1:]]
    from docgen.plugin.found import State, Trust

    generators = {owned.item.name: owned.item for owned in session.plugins.registry.generators.values()}
    kinds = [DocumentKind(each.name, each.alias, each.title) for each in generators.values()]
    if not any(
        plugin.state is State.FAILED or plugin.source.trust is Trust.DEVELOPED for plugin in session.plugins.found
    ):
        _keep({**kept, root: [[signature], *([kind.name, kind.alias, *kind.title] for kind in kinds)]})
    return kinds


def _sign(session: Session) -> str:
    """A hash of all that decides which kinds there are."""
    from docgen import __version__

    found = [__version__, str(session.local_plugins), *_installed()]
    if session.has_workspace:
        choice = session.plugin_choice
        found += [*choice.use, "", *choice.off, "", *_forms(session.root), *_local(session.root)]
    return hashlib.sha256("\0".join(found).encode()).hexdigest()


def _installed() -> Iterator[str]:
    for path in entry_point_files():
        yield f"{path}:{path.stat().st_mtime_ns}"


def _forms(root: Path) -> Iterator[str]:
    for folder in folders_of_forms(root / FORMS, []):
        stats = [folder.stat(), (folder / FORM).stat()]
        yield f"{folder.name}:{[(stat.st_mtime_ns, stat.st_size) for stat in stats]}"


def _local(root: Path) -> Iterator[str]:
    for path in local_plugins(root / PLUGINS, []):
        try:
            files = trusted_contents(path)
        except DocgenError as error:
            yield f"{path}:{error}"
        else:
            yield f"{path}:{hash_of(files) if files else developed_until(path) or ''}"


def _read() -> dict[str, Rows]:
    try:
        return parse_as(dict[str, Rows], read_file(config_file("listed.json")))
    except (OSError, NotAsWritten):
        return {}


def _keep(kept: dict[str, Rows]) -> None:
    """Remember what was listed; a user without a folder of their own does without."""
    file = config_file("listed.json")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".tmp")
        draft.write_text(json.dumps(dict(list(kept.items())[-_MOST:]), ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
    except OSError:
        return
