"""What a plugin of version 1 of the contract must change for version 2, line by line."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from docgen.problems import DocgenError, FileLine, Problem, Severity
from docgen.text import Text

_NUMBERING = Text('numbering = Numbering("…")', 'numbering = Numbering("…")')
_PACKS = Text("packs = Packs(…, {name}=…), a function of the generator", "packs = Packs(…, {name}=…)，写成生成器的函数")

RENEWED: Mapping[str, Text] = {
    "series": _NUMBERING,
    "given": Text("numbering = Numbering(…, given=True)", "numbering = Numbering(…, given=True)"),
    "document": Text(
        "numbering = Numbering(…, document=…), a function of generator and row",
        "numbering = Numbering(…, document=…)，写成生成器和行的函数",
    ),
    "entry": Text("find_entry(self, row)", "find_entry(self, row)"),
    "facts": Text(
        "MissingOption(section, name) in the context, for what docgen.toml does not say yet",
        "docgen.toml 里还没有写的，在 context 里给 MissingOption(节, 名称)",
    ),
    "covers": _PACKS.format(name="in_scope"),
    "due": _PACKS.format(name="expected_counts"),
    "spare": _PACKS.format(name="blank_context"),
    "natural": _PACKS.format(name="natural_key"),
    "gives": Text("provides of a DeclaredGenerator", "DeclaredGenerator 的 provides"),
    "tells_all": Text("a DeclaredGenerator", "DeclaredGenerator"),
}
"""What was an attribute or a method of a generator, and what is written in its place."""


def refuse_version_1(file: str, source: bytes) -> None:
    """Raise DocgenError with each line of the source that version 2 writes otherwise."""
    lines = sorted(_lines_to_change(source))
    problems = [
        Problem("plugin", Severity.ERROR, _CHANGE.format(old=old, new=new), FileLine(file, line))
        for line, old, new in lines
    ]
    said = [_AT.format(line=line, old=old, new=new) for line, old, new in lines]
    every = Text("; ".join(each.en for each in said), "；".join(each.zh for each in said))
    raise DocgenError(_OLDER, hint=_WRITE.format(lines=every), where=problems[0].where, problems=problems)


def _lines_to_change(source: bytes) -> Iterator[tuple[int, str, Text]]:
    tree = ast.parse(source)
    for node in tree.body:
        if "docgen_api" in _names(node):
            yield node.lineno, "docgen_api = 1", Text("docgen_api = 2", "docgen_api = 2")
    for made in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and _is_generator(node)):
        for node in made.body:
            yield from ((node.lineno, name, RENEWED[name]) for name in _names(node) if name in RENEWED)


def _is_generator(made: ast.ClassDef) -> bool:
    """Whether a class looks like a generator: it says a template or makes contexts."""
    return bool({"template", "context", "filename"} & {name for node in made.body for name in _names(node)})


def _names(node: ast.stmt) -> list[str]:
    """What a statement gives a value or a body to."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    parts = [part for each in targets for part in (each.elts if isinstance(each, ast.Tuple) else [each])]
    return [part.id for part in parts if isinstance(part, ast.Name)]


_OLDER = Text(
    "it is written for version 1 of the contract, this docgen keeps version 2",
    "它按第1版约定编写，本程序是第2版约定",
)
_CHANGE = Text("{old}: write {new}", "{old}：改写为 {new}")
_AT = Text("line {line}: {old} → {new}", "第{line}行：{old} → {new}")
_WRITE = Text("Change in it: {lines}.", "请改写：{lines}。")
