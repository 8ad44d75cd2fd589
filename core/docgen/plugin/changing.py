"""What a source says that is another thing each time, or on another computer: clocks, chance, and the order of sets."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

CLOCKS = frozenset("today now utcnow".split())
_CHANCES = {
    "getpass": frozenset({"getuser"}),
    "os": frozenset("getlogin getpid getppid urandom".split()),
    "platform": frozenset({"node"}),
    "random": None,
    "secrets": None,
    "socket": frozenset("getfqdn gethostname".split()),
    "time": frozenset("time time_ns localtime gmtime ctime".split()),
    "uuid": None,
}
"""Functions of modules, or all of them."""
_GIVEN_A_TIME = {"time.strftime": 2, "time.asctime": 1}
"""Those that say what time it is only with fewer values than that."""

_SETS = frozenset({"set", "frozenset"})
_UNORDERED = frozenset("all any frozenset len max min set sorted sum".split())
"""What gives the same whatever the order."""
_ORDERED = frozenset("enumerate list map tuple zip".split())
_KEEPS = frozenset("append extend insert write".split())


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What the names that are imported anywhere in a file mean, in full: strftime → time.strftime."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update({each.asname: each.name for each in node.names if each.asname})
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return names


def full_name(function: ast.expr, names: Mapping[str, str]) -> str:
    """What is called, with its module."""
    first, dot, rest = ast.unparse(function).partition(".")
    return f"{names.get(first, first)}{dot}{rest}"


def clock(call: ast.Call, names: Mapping[str, str]) -> str:
    """What is called as it is written, if it says another thing each time, or on another computer."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS:
        return ast.unparse(call.func)
    if not isinstance(call.func, ast.Attribute | ast.Name):
        return ""
    name = full_name(call.func, names)
    module, _, function = name.rpartition(".")
    chances = _CHANCES.get(module, ())
    untimed = len(call.args) + len(call.keywords) < _GIVEN_A_TIME.get(name, 0)
    return ast.unparse(call.func) if untimed or chances is None or function in chances else ""


def in_order_of_a_set(tree: ast.Module) -> Iterator[ast.AST]:
    """Where the elements of a set are taken in its order, which is another in each process, and the order shows."""
    named = _named_sets(tree)
    harmless = {each for node in ast.walk(tree) for each in _in_no_order(node)}
    for node in ast.walk(tree):
        if node not in harmless and any(_is_set(each, named) for each in _in_order(node)):
            yield node


def _in_no_order(node: ast.AST) -> list[ast.expr]:
    """What a node takes in whatever its order."""
    if isinstance(node, ast.Set):
        return node.elts
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _UNORDERED:
        return node.args
    return []


def _in_order(node: ast.AST) -> list[ast.expr]:
    """What a node goes through and keeps the order of."""
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return [each.iter for each in node.generators]
    if isinstance(node, ast.For):
        return [node.iter] if any(map(_keeps_order, node.body)) else []
    if isinstance(node, ast.Starred):
        return [node.value]
    if isinstance(node, ast.Call):
        function = node.func
        joins = isinstance(function, ast.Attribute) and function.attr == "join"
        return node.args if joins or (isinstance(function, ast.Name) and function.id in _ORDERED) else []
    return []


def _keeps_order(statement: ast.stmt) -> bool:
    """Whether a statement of a loop hands over one thing after another, or puts it into one list."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _KEEPS:
            return isinstance(node.func.value, ast.Name)
    return False


def _is_set(node: ast.expr, named: frozenset[str] = frozenset()) -> bool:
    if isinstance(node, ast.Name):
        return node.id in named
    if isinstance(node, ast.BinOp):
        kept = isinstance(node.op, ast.BitOr | ast.BitAnd | ast.Sub | ast.BitXor)
        return kept and (_is_set(node.left, named) or _is_set(node.right, named))
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SETS
    return made or isinstance(node, ast.Set | ast.SetComp)


def _named_sets(tree: ast.Module) -> frozenset[str]:
    """Names that are never anything but a set in the file."""
    sets: set[ast.AST] = set()
    others = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and _is_set(node.value):
            sets.add(node.targets[0])
        elif isinstance(node, ast.AugAssign) or (
            isinstance(node, ast.AnnAssign) and node.value and _is_set(node.value)
        ):
            sets.add(node.target)  # |= leaves a set a set
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    others |= {node.id for node in names if node not in sets}
    return frozenset({node.id for node in names} - others)
