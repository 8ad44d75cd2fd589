"""Markup is changed on a parsed form, or by patterns only where all parts stand in one way of writing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

CHANGES = {
    # parts of a template, in docgen's writing since render/package.py read them (opc/normalize.py)
    "render/source.py": "blocks and cells of a part, before it is compiled",
    "render/bare.py": "where the tags of a part stand, before it is compiled",
    "render/merge/body.py": "a body is cut before its last section",
    "render/merge/fit.py": "numbers of lists in a sub-document",
    "render/merge/identity.py": "names of bookmarks in a sub-document",
    "render/merge/styles.py": "names of styles in a sub-document",
    "render/merge/theme.py": "fonts of a theme in a sub-document",
    # what docgen compiled from them and rendered; parsed again where something was repaired (compiled.py)
    "render/repair/bookmarks.py": "bookmarks that a loop repeats",
    "render/repair/breaks.py": "breaks that a value brings",
    "render/repair/drawings.py": "numbers of drawings, patterns of shading",
    "render/repair/grids.py": "columns that a loop made",
    "render/repair/hollow.py": "tables and rows that a condition left empty",
    "render/combine/member.py": "documents of a print file; with the first of each template it is parsed",
    "render/combine/page_counts.py": "fields that count pages, in a print file",
    "render/combine/sections.py": "sections of a print file",
    # sheets whose tags are findable (opc/tags.py); proven before they are written
    "tables/patch.py": "cells of a sheet",
    "tables/annotate/comments.py": "a sheet leads to the shapes of its comments",
}
"""The modules that change markup by patterns, and what they change."""

READS = """
    batch/verify/reading.py opc/normalize.py opc/tags.py opc/trim.py pdf/convert.py render/balance.py render/clean.py
    render/story.py render/mistakes/failing.py render/mistakes/search.py render/package.py render/places.py
    render/references.py tables/readers/oddxml.py tables/readers/oddzip.py tables/readers/package.py
    tables/readers/sheetxml.py tables/readers/sniff.py tables/readers/strings.py
""".split()
"""Those that only read by them."""

MARKUP = re.compile(
    r"""(?<!\(\?)(?<!\?P)  # no group of a pattern
    (?:<(?:/|\(/\?\)|\w+:\w|\(\?:\\w\+:\)|\w+\\b|!|\\?\?xml|\w+[ ]|\[\^>\]|%b|\\w)|\bxmlns|\br:\\w)""",
    re.VERBOSE,
)
CALLS = """compile sub search match fullmatch findall finditer split replace find rfind index count startswith endswith
    partition rpartition removeprefix removesuffix""".split()


def patterns(path: Path) -> Iterator[str]:
    """What a module looks for that is markup."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in CALLS:
            places: list[ast.expr] = node.args
        elif isinstance(node, ast.Compare):
            places = [node.left]
        else:
            continue
        for each in (each for place in places for each in ast.walk(place) if isinstance(each, ast.Constant)):
            text = each.value.decode("latin-1") if isinstance(each.value, bytes) else str(each.value)
            if MARKUP.search(text):
                yield text


def test_each_module_that_looks_for_markup_is_known(repo: Path):
    core = repo / "core" / "docgen"
    found = {path.relative_to(core).as_posix() for path in core.rglob("*.py") if any(patterns(path))}
    found |= {path.relative_to(repo).as_posix() for path in (repo / "plugins").rglob("*.py") if any(patterns(path))}
    assert found == {*CHANGES, *READS}
