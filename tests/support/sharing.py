"""What the tests of one process share, so that it is made or checked once: compiled templates, sound documents.

Importing this module lets whatever imports `compile_template` later compile the same bytes once.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from ooxml import faults

from docgen.render import compiled
from docgen.render.compiled import Compiled

_compile = compiled.compile_template
_templates: dict[Any, Compiled] = {}
shares_templates = True
"""Tests of compiling itself set it to False."""
_sound: set[bytes] = set()


@wraps(_compile)
def compile_once(source: Any, filters: Any = None, tests: Any = None, *, clean: bool = False) -> Compiled:
    """The template compiled, the same object for the same bytes, name and functions."""
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
    except OSError:
        data = None
    if data is None or not shares_templates:
        return _compile(source, filters, tests, clean=clean)
    name = None if isinstance(source, bytes) else Path(source).name
    key = (hashlib.sha256(data).digest(), name, _functions(filters), _functions(tests), clean)
    if key not in _templates:
        _templates[key] = _compile(source, filters, tests, clean=clean)
    return _templates[key]


def _functions(functions: Any) -> frozenset[tuple[str, Any]]:
    return frozenset((functions or {}).items())


compiled.compile_template = compile_once


def assert_sound(data: bytes) -> None:
    """Assert that a document has no faults (ooxml.py), unless the same bytes had none before."""
    digest = hashlib.sha256(data).digest()
    if digest not in _sound:
        found = faults(data)
        assert found == [], found
        _sound.add(digest)


def checked(make: Callable[..., bytes]) -> Callable[..., bytes]:
    """The method, whose documents are checked."""

    @wraps(make)
    def made(*args: object, **options: object) -> bytes:
        data = make(*args, **options)
        assert_sound(data)
        return data

    return made
