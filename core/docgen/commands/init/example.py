"""The examples that come with docgen."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from docgen.commands.init.folder import Files
from docgen.config import CONFIG
from docgen.problems import UsageError, did_you_mean
from docgen.text import Language, Text
from docgen.workspace import PluginChoice

_PACKAGE = "docgen.examples"
_PARTS = (CONFIG, "register.sqlite", "data", "templates", "forms", "plugins", "旧表")
"""What a workspace is made of; how an example was made lies beside it."""


def copied_example(name: str) -> Files:
    """The files of the example `name`. Raises UsageError when there is none."""
    known = {root.name: root for root in _examples()}
    if name not in known:
        raise UsageError(
            Text("there is no example {name}", "没有“{name}”这个示例").format(name=name),
            hint=did_you_mean(name, known)
            or Text("There are: {known}", "可用的示例：{known}").format(known="、".join(known)),
        )
    root = known[name]
    found = [path for part in _PARTS for path in (root / part, *(root / part).rglob("*")) if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if not path.name.startswith("~$")}


def example_names() -> list[str]:
    """The names of the examples."""
    return [root.name for root in _examples()]


def choice_in(copy: Files) -> PluginChoice:
    """The plugins that the docgen.toml of an example turns on."""
    values = tomllib.loads(copy[CONFIG].decode()).get("plugins", {})
    return PluginChoice(**{key: tuple(names) for key, names in values.items()})


def language_in(copy: Files) -> Language:
    """The language that the docgen.toml of an example names."""
    return "en" if tomllib.loads(copy[CONFIG].decode()).get("language") == "en" else "zh"


def _examples() -> list[Path]:
    return sorted(path.parent for path in Path(str(files(_PACKAGE))).glob(f"*/{CONFIG}"))
