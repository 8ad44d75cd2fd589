"""Which Python plugins of a workspace may run: those whose content the user has trusted."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

CONFIG_VARIABLE = "DOCGEN_CONFIG_DIR"


def _file() -> Path:
    folder = os.environ.get(CONFIG_VARIABLE)
    if folder:
        return Path(folder) / "trusted.json"
    import platformdirs

    return platformdirs.user_config_path("docgen") / "trusted.json"


def content_hash(plugin: Path) -> str:
    """The SHA-256 of a plugin, see `hash_of`."""
    return hash_of(contents(plugin))


def contents(plugin: Path) -> dict[str, bytes]:
    """What a plugin is made of: a .py file, or all files of a folder, linked ones too, but for __pycache__, which is
    never read. By their names in the folder that the plugin lies in."""
    files = sorted(_files(plugin)) if plugin.is_dir() else [plugin]
    return {file.relative_to(plugin.parent).as_posix(): file.read_bytes() for file in files}


def hash_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the contents of a plugin: the files with their names."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        real = Path(root).resolve()
        if real in seen:  # a link that leads back up
            folders.clear()
            continue
        seen.add(real)
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(root, name) for name in names)


def _hashes() -> dict[str, str]:
    try:
        known = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def is_trusted(plugin: Path) -> bool:
    """Whether the user trusted this plugin as it is now; one changed byte and it is asked for again."""
    return trusted_hash(plugin) == content_hash(plugin)


def trusted_hash(plugin: Path) -> str | None:
    """The SHA-256 of what the user trusted there; None if nothing."""
    return _hashes().get(str(plugin.resolve()))


def trust(plugin: Path) -> None:
    """Remember the content of this plugin as trusted, in the user's configuration and not in the workspace."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    known = {**_hashes(), str(plugin.resolve()): content_hash(plugin)}
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(file)
