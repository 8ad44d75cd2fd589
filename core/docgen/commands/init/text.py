"""The text files of a new workspace: settings and menus, which lie as templates in files/."""

from __future__ import annotations

import json
import shlex
from importlib.resources import files


def filled(name: str, **values: object) -> str:
    """The text file `name` with the `values` in it."""
    return fill(files(__package__).joinpath("files", name).read_text(encoding="utf-8"), **values)


def fill(source: str, **values: object) -> str:
    """The text of a template with the `values` in it."""
    import jinja2

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters |= {"toml": _toml, "sh": shlex.quote}
    return environment.from_string(source).render(values)


def _toml(text: str) -> str:
    """The text as a string of TOML, which is that of JSON but for DEL."""
    return json.dumps(text.encode(errors="ignore").decode().replace("\x7f", ""), ensure_ascii=False)
