"""Whose fault it is: what a plugin raised, as one line that names the plugin, its file and the line."""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.problems import DocgenError, FileLine
from docgen.text import Text

if TYPE_CHECKING:
    from docgen.plugin.generator import Generator

OURS = ("docgen", "docgen_plugins")
"""A bug in these keeps its traceback."""

TRACEBACK_VARIABLE = "DOCGEN_TRACEBACK"


def shows_all() -> bool:
    """Whether an author wants to see the traceback of a plugin too."""
    return os.environ.get(TRACEBACK_VARIABLE, "0") not in ("", "0")


@contextmanager
def aside() -> Iterator[None]:
    """What a plugin prints goes to stderr: on stdout stands what was asked for, often JSON for another program."""
    with redirect_stdout(sys.stderr):
        yield


def home_of(plugin: object) -> Path | None:
    """Where the code of a plugin lies: its file, or the folder of the package that it is or lies in; None of one that
    is no module."""
    module = sys.modules.get(str(getattr(plugin, "__name__", "")).partition(".")[0], plugin)
    file = getattr(module, "__file__", None) or getattr(plugin, "__file__", None)
    if not isinstance(file, str):
        return None
    return Path(file).parent if hasattr(module, "__path__") else Path(file)


def own_line(home: Path, error: BaseException) -> FileLine | None:
    """The last line in the plugin's own code that the error went through; None if it did not."""
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename).is_relative_to(home):
        return FileLine(error.filename, error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame for frame in frames if Path(frame.filename).is_relative_to(home)]
    return FileLine(lines[-1].filename, lines[-1].lineno) if lines else None


def in_words(error: BaseException) -> Text:
    """What was raised: docgen's own errors in their words, others by kind and message."""
    if isinstance(error, DocgenError):
        return error.text
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Text(said, said)


def failed_at_work(name: str, home: Path, error: BaseException) -> DocgenError:
    """What a plugin raised while it worked on a document."""
    where = own_line(home, error) or FileLine(str(home))
    return DocgenError(_FAILED.format(name=name, why=in_words(error)), where=where, hint=_MEND)


def failed_generator(generator: Generator, error: BaseException) -> DocgenError:
    """What the code of a generator raised. Raises the error itself where the generator is one of docgen's own."""
    module = sys.modules.get(type(generator).__module__)
    home = home_of(module)
    if home is None or type(generator).__module__.partition(".")[0] in OURS or shows_all():
        raise error
    where = own_line(home, error) or class_line(type(generator)) or FileLine(str(home))
    return DocgenError(_FAILED.format(name=generator.name, why=in_words(error)), where=where, hint=_MEND)


def class_line(cls: type) -> FileLine | None:
    """Where a class begins, for what it declares wrong."""
    try:
        return FileLine(str(inspect.getsourcefile(cls)), inspect.getsourcelines(cls)[1])
    except (OSError, TypeError):
        return None


_FAILED = Text("the plugin code of {name} failed: {why}", "插件“{name}”的代码出错：{why}")
_MEND = Text("Whoever wrote it can mend that line; everything else works.", "请编写者修改这一行；其余功能不受影响。")
