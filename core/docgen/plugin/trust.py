"""Which Python plugins of a workspace may run: those whose content the user has trusted.

Trust is the user's own: it stands in the user's configuration, or, where nobody can be asked, in a variable that names
the plugin with the SHA-256 of its content. No file of a workspace can give it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from docgen.files import is_folder, read_file, real_path, unreadable
from docgen.problems import DocgenError, FileLine
from docgen.state import NotAsWritten, parse_as
from docgen.text import Text

CONFIG_VARIABLE = "DOCGEN_CONFIG_DIR"
TRUST_VARIABLE = "DOCGEN_TRUST"
"""What runs where nobody can be asked: visits:SHA256, several with commas between."""

MAX_FILES, MAX_BYTES = 10_000, 256 << 20
"""What the files of one plugin may be; a link into the rest of the disk is no plugin."""


def config_file(name: str) -> Path:
    """The path of a file of the user's configuration."""
    folder = os.environ.get(CONFIG_VARIABLE)
    if folder:
        return Path(folder) / name
    import platformdirs

    return platformdirs.user_config_path("docgen") / name


def _file() -> Path:
    return config_file("trusted.json")


def content_hash(plugin: Path) -> str:
    """The SHA-256 of a plugin, see `hash_of`."""
    return hash_of(contents(plugin))


def contents(plugin: Path) -> dict[str, bytes]:
    """What a plugin is made of: a .py file, or all files of a folder, linked ones too, but for __pycache__, which is
    never read. By their names in the folder that the plugin lies in. Raises DocgenError for more than a plugin may
    be."""
    try:
        files = sorted(islice(_files(plugin), MAX_FILES + 1)) if is_folder(plugin) else [plugin]
        if len(files) > MAX_FILES:
            raise _too_large(plugin)
        return {file.relative_to(plugin.parent).as_posix(): data for file, data in _read(plugin, files)}
    except OSError as error:
        raise unreadable(error, FileLine(str(error.filename or plugin))) from None


def _read(plugin: Path, files: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
    left = MAX_BYTES
    for path in files:
        data = read_file(path, left + 1)
        left -= len(data)
        if left < 0:
            raise _too_large(plugin)
        yield path, data


def _too_large(plugin: Path) -> DocgenError:
    return DocgenError(_TOO_LARGE.format(name=plugin.stem), hint=_LOOK, where=FileLine(str(plugin)))


def hash_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the contents of a plugin: the files with their names."""
    total = hashlib.sha256()
    for name, data in files.items():
        total.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for root, folders, names in os.walk(folder, followlinks=True, onerror=_raise):
        real = real_path(Path(root))
        if real in seen:  # a link that leads back up
            folders.clear()
            continue
        seen.add(real)
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(root, name) for name in names if not _is_mark_of_editor(f"{root}/{name}"))


def _raise(error: OSError) -> None:
    raise error


def _is_mark_of_editor(path: str) -> bool:
    """Whether it is the hidden link to nowhere by which an editor says that it has a file open."""
    return Path(path).name.startswith(".#") and not os.path.exists(path)  # noqa: PTH110 - Path.exists raises


def _hashes() -> dict[str, str]:
    """What was trusted, by path; nothing if that cannot be read: then no plugin runs."""
    try:
        return parse_as(dict[str, str], read_file(_file()))
    except (OSError, NotAsWritten):
        return {}


def _hashes_to_change() -> dict[str, str]:
    """What was trusted, by path. Raises DocgenError for a file that cannot be read: what stands in it would be lost."""
    try:
        return parse_as(dict[str, str], read_file(_file()))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise unreadable(error, FileLine(str(_file()))) from None
    except NotAsWritten:
        raise DocgenError(_SPOILED, hint=_DELETE, where=FileLine(str(_file()))) from None


_SPOILED = Text("the list of trusted plugins cannot be used", "已信任插件的清单无法使用")
_DELETE = Text(
    "Delete this file, then trust each plugin again: docgen plugins trust NAME.",
    "请删除这个文件，再逐个信任插件：docgen plugins trust 名称。",
)


def trusted_contents(plugin: Path) -> dict[str, bytes] | None:
    """The files of a plugin, read once, if the user trusted just these; else None: one changed byte and it is asked for
    again. Of one that nobody ever trusted nothing is read. Raises DocgenError as `contents` does."""
    wanted = trusted_hashes(plugin)
    files = contents(plugin) if wanted else {}
    return files if files and hash_of(files) in wanted else None


def trusted_hashes(plugin: Path) -> set[str]:
    """The SHA-256 of what the user trusted there: as kept by `trust`, and as the variable says."""
    kept = trusted_hash(plugin)
    named = (each.partition(":") for each in re.split(r"[,\s]+", os.environ.get(TRUST_VARIABLE, "")))
    return {*([kept] if kept else ()), *(sha.lower() for name, _, sha in named if name == plugin.stem and sha)}


def trusted_hash(plugin: Path) -> str | None:
    """The SHA-256 that `trust` kept; None if nothing."""
    found = _hashes().get(str(real_path(plugin)))
    return found if isinstance(found, str) else None


def trust(plugin: Path, sha256: str = "") -> str:
    """Remember the content of this plugin as trusted, in the user's configuration and not in the workspace: that of the
    hash which somebody was shown, else as it is now. Gives its SHA-256."""
    sha256 = sha256 or content_hash(plugin)
    _keep({**_hashes_to_change(), str(real_path(plugin)): sha256})
    return sha256


def distrust(plugin: Path) -> bool:
    """Forget what was trusted there, also of a plugin that is gone. Gives whether there was anything."""
    known = _hashes_to_change()
    if known.pop(str(real_path(plugin)), None) is None:
        return False
    _keep(known)
    return True


def _keep(known: Mapping[str, str]) -> None:
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".tmp")
    draft.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(file)


_TOO_LARGE = Text("{name} is far too large for a plugin, and was not read", "{name} 太大，不像插件，没有读取")
_LOOK = Text("See whether a link in it leads elsewhere.", "请看看其中是否有指向别处的链接。")
