"""Small faults that a test should notice: one changed operator, constant, condition or statement of a module each."""

import ast
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOMS = (
    "core/docgen/batch/packs",
    "core/docgen/batch/guard",
    "core/docgen/render/combine",
    "core/docgen/tables",
    "core/docgen/forms",
    "core/docgen/gongwen/lint",
)

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
}


class Mutant(NamedTuple):
    """A change of one place of a file. Lines count from 1; columns count the bytes of the line, from 0."""

    room: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    before: str
    after: str

    @property
    def name(self) -> str:
        """The place and the change, as a reader finds them."""
        return f"{self.file.removeprefix('core/docgen/')}:{self.line} {self.before} → {self.after}"

    def apply(self, source: bytes) -> bytes:
        """The source with the change. Raises ValueError when the place no longer holds what it held."""
        lines = source.splitlines(keepends=True)
        start = sum(map(len, lines[: self.line - 1])) + self.column
        end = sum(map(len, lines[: self.end_line - 1])) + self.end_column
        if " ".join(source[start:end].decode().split()) != self.before:
            raise ValueError(f"{self.file}:{self.line} has changed since the sample was drawn")
        return source[:start] + self.after.encode() + source[end:]


def draw_sample(root: Path, seed: int, each: int) -> list[Mutant]:
    """`each` mutants of every room, the same ones for the same seed and the same sources."""
    return [mutant for room in ROOMS for mutant in _draw(list(mutants_of_room(root, room)), seed, each)]


def _draw(mutants: list[Mutant], seed: int, each: int) -> list[Mutant]:
    return sorted(random.Random(seed).sample(mutants, min(each, len(mutants))))


def mutants_of_room(root: Path, room: str) -> Iterator[Mutant]:
    """Every mutant of the modules of a room, in the order of the files."""
    for path in sorted((root / room).rglob("*.py")):
        source = path.read_bytes()
        file = path.relative_to(root).as_posix()
        for node, after in _changes(ast.parse(source)):
            before = " ".join((ast.get_source_segment(source.decode(), node) or "").split())
            if before and before != after:
                yield Mutant(
                    room, file, node.lineno, node.col_offset, node.end_lineno, node.end_col_offset, before, after
                )


def _changes(tree: ast.Module) -> Iterator[tuple[Any, str]]:
    """Each node that can be changed, with the text that takes its place."""
    passed_over = _not_run(tree)
    for node in ast.walk(tree):
        change = _CHANGES.get(type(node))
        if change and node not in passed_over and (after := change(node)) is not None:
            yield node, after


def _not_run(tree: ast.Module) -> set[ast.AST]:
    """Nodes that no test can notice (annotations, what stands under TYPE_CHECKING), and the insides of f-strings, whose
    places Python 3.11 gives wrongly."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[Any] = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        parts += node.values if isinstance(node, ast.JoinedStr) else []
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            parts += [node.test, *node.body]
        found.update(inner for part in parts if part is not None for inner in ast.walk(part))
    return found


def _compare(node: ast.Compare) -> str:
    first, *rest = node.ops
    return ast.unparse(ast.Compare(node.left, [_COMPARED[type(first)](), *rest], node.comparators))


def _compute(node: ast.BinOp) -> str | None:
    other = _COMPUTED.get(type(node.op))
    return ast.unparse(ast.BinOp(node.left, other(), node.right)) if other else None


def _connect(node: ast.BoolOp) -> str:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return f"({ast.unparse(ast.BoolOp(other, node.values))})"


def _replace_constant(node: ast.Constant) -> str | None:
    if isinstance(node.value, bool):
        return repr(not node.value)
    return repr(node.value + 1) if isinstance(node.value, int) else None


def _return_none(node: ast.Return) -> str | None:
    return None if node.value is None or ast.unparse(node.value) == "None" else "return None"


def _delete_call(node: ast.Expr) -> str | None:
    return "pass" if isinstance(node.value, ast.Call) else None


_CHANGES: dict[type[ast.AST], Callable[[Any], str | None]] = {
    ast.Compare: _compare,
    ast.BinOp: _compute,
    ast.BoolOp: _connect,
    ast.UnaryOp: lambda node: ast.unparse(node.operand) if isinstance(node.op, ast.Not) else None,
    ast.Constant: _replace_constant,
    ast.IfExp: lambda node: f"({ast.unparse(ast.IfExp(node.test, node.orelse, node.body))})",
    ast.Return: _return_none,
    ast.Expr: _delete_call,
    ast.AugAssign: lambda _: "pass",
    ast.Continue: lambda _: "break",
    ast.Break: lambda _: "continue",
}
