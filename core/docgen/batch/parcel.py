"""What is sent to other processes, with the plugins of the workspace that it needs.

A function is sent by the name of its module. A plugin file of the workspace is a module in this process only, so its
source goes along with its SHA-256, if it is trusted here. Who gets it loads it once, under the same name, and refuses
what is not as stated.
"""

from __future__ import annotations

import atexit
import pickle
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from threading import RLock
from typing import Any

from docgen.files import read_file
from docgen.plugin.sources import PREFIX, import_source
from docgen.plugin.trust import content_hash, contents, hash_of, trusted_hashes
from docgen.problems import DocgenError
from docgen.processes import Packing
from docgen.text import Text


@dataclass(frozen=True)
class Source:
    """A plugin of the workspace: its module, where it lies, its SHA-256 and its files, see docgen.plugin.trust."""

    module: str
    path: str
    sha256: str
    files: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """What the plugin is called."""
        return self.module.removeprefix(PREFIX)


def packed(content: object) -> bytes:
    """The content as bytes that `unpacked` understands in any process. Raises DocgenError when a part of it cannot be
    sent, or it needs a plugin that is not trusted as it is now."""
    file = BytesIO()
    pickler = _Pickler(file)
    try:
        pickler.dump(content)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise DocgenError(_NOT_SENT.format(why=error), hint=_BY_NAME) from None
    return pickle.dumps(([_source(module) for module in sorted(pickler.plugins)], file.getvalue()))


def can_be_sent(content: object) -> bool:
    """Whether `packed` would do."""
    try:
        packed(content)
    except DocgenError:
        return False
    return True


def unpacked(data: bytes) -> Any:
    """The content. Raises DocgenError when a plugin is not what was stated, or cannot be loaded."""
    sources, content = pickle.loads(data)
    with _LOADING:
        for source in sources:
            _load(source)
        return pickle.loads(content)


PACKING = Packing(packed, unpacked)
"""How work goes to other processes together with the plugins that it needs."""


class _Pickler(pickle.Pickler):
    """Takes note of the plugins of the workspace whose functions it comes by."""

    def __init__(self, file: BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.plugins: set[str] = set()

    def reducer_override(self, each: Any) -> Any:
        """Nothing is pickled otherwise than usual."""
        module = getattr(each, "__module__", None)
        if isinstance(module, str) and module.startswith(PREFIX):
            self.plugins.add(module.partition(".")[0])
        return NotImplemented


def source_hash(module: str) -> str:
    """What tells the source of a module from another one: of a plugin of the workspace, all of its files."""
    if module.startswith(PREFIX):
        return content_hash(_path(module.partition(".")[0]))
    file = getattr(sys.modules.get(module), "__file__", None)
    return hash_of({module: read_file(Path(file))}) if file else ""


def _path(module: str) -> Path:
    """Where a plugin of the workspace lies."""
    file = Path(sys.modules[module].__file__ or "")
    return file.parent if file.name == "__init__.py" else file


def _source(module: str) -> Source:
    path = _path(module)
    files = contents(path)
    found = Source(module, str(path), hash_of(files), files)
    if found.sha256 not in trusted_hashes(path):
        raise DocgenError(_CHANGED.format(name=found.name), hint=_TRUST.format(name=found.name))
    return found


_LOADING = RLock()
_loaded: dict[str, str] = {}


def _load(source: Source) -> None:
    """Import the plugin, unless this process has it already."""
    if _loaded.get(source.module) == source.sha256:
        return
    place = _place(source)
    try:
        import_source(source.module, place, source.files)
    except (Exception, SystemExit) as error:  # a plugin may raise anything
        raise DocgenError(_NOT_LOADED.format(name=source.name, why=error)) from error
    _loaded[source.module] = source.sha256


def _place(source: Source) -> Path:
    """Where the plugin can be imported from: the workspace, if this process sees it there as stated, else a folder of
    this process. Raises DocgenError when the files are not what was stated."""
    if hash_of(source.files) != source.sha256:
        raise DocgenError(_NOT_AS_STATED.format(name=source.name), hint=_AGAIN)
    path = Path(source.path)
    if path.exists() and hash_of(contents(path)) == source.sha256:
        return path
    folder = Path(mkdtemp(prefix="docgen-plugin-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, data in source.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder / next(iter(source.files)).partition("/")[0]


_NOT_SENT = Text("other processes cannot do this work: {why}", "其他进程做不了这项工作：{why}")
_BY_NAME = Text(
    "A filter of a plugin must be a function that its module knows by name, not one made inside another.",
    "插件的过滤器必须是模块里有名字的函数，不能是在别的函数里临时生成的。",
)
_CHANGED = Text("the plugin {name} has changed since it was loaded", "插件 {name} 载入之后又被改动了")
_TRUST = Text("To go on with it as it is now: docgen plugins trust {name}", "要使用改后的：docgen plugins trust {name}")
_NOT_AS_STATED = Text("the plugin {name} is not what was stated by who sent it", "插件 {name} 与发送方说明的不一致")
_AGAIN = Text("It was not run. Start the run again.", "没有运行它。请重新生成。")
_NOT_LOADED = Text("the plugin {name} cannot be loaded: {why}", "插件 {name} 无法载入：{why}")
