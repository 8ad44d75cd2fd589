"""Lets Jinja write templates as functions that yield UTF-8 bytes: half the work of a letter.

Jinja's own generator yields text, each value escaped by a function that builds a Markup first. Here what never
changes is encoded once, and a value goes through `emit` (emit.py), which knows the common case; `a.b` goes through
`item`, which tries a dict first. What a template could use to run without end or to fill the memory is written as a
call of the environment, which keeps the accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

PRINTED = 64
"""What a tag that prints counts for, in bytes."""

TURN = 16
"""Steps of a turn of a recursive loop, whatever it does."""
MACRO = 256
"""Steps of a macro, whatever it does, beside those of the call."""


class PlainCodeGenerator(CodeGenerator):
    """Writes templates in which a text stays a text: what a macro, a set block or a filter block made is Markup only if
    it holds markup, so that filters do not cut through what was escaped."""

    def write_commons(self) -> None:
        """What each function has at hand."""
        super().write_commons()
        self.writeline("Markup = environment.settled")
        self.writeline("Macro = environment.macro")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """A block stands where it is: no template inherits from another."""
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.blockvisit(node.body, inner)
        self.leave_frame(inner)

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        """What a filter block or a call block gives is a value like any other."""
        super().start_write(frame, node)
        self.write(self._escape(frame))

    def _escape(self, frame: Frame) -> str:
        return "escape(" if frame.eval_ctx.autoescape else "("

    def end_write(self, frame: Frame) -> None:
        """The end of it."""
        self.write(")")
        super().end_write(frame)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Only what is surely text is worked out beforehand."""
        if not isinstance(node, nodes.TemplateData) and hasattr(node.as_const(frame.eval_ctx), "__html__"):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Every loop is charged before it begins, for its length times what stands in it; a recursive one turn by
        turn, since nobody knows how often it is called."""
        steps, size = _cost(node)
        if node.recursive:
            node.body.insert(0, _payment(node, TURN + steps, size))
        else:
            node.iter = _own_call("charged", node.iter, nodes.Const(steps), nodes.Const(size))
        super().visit_For(node, frame)

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> Any:
        """A macro is charged for what stands in it each time that it is called."""
        node.body.insert(0, _payment(node, MACRO + _cost(node)[0], 0))
        return super().macro_body(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """`a ~ b`, with a bound on the length."""
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """Compile `a == b` and `a in b`: what is compared is paid for, unless one side is a fixed text or number."""
        if len(node.ops) > 1 or not (_is_constant(node.expr) or _is_constant(node.ops[0].expr)):
            holders: tuple[Any, ...] = (node, *node.ops)
            for holder in holders:
                if not _is_constant(holder.expr):
                    holder.expr = _own_call("look", holder.expr)
        elif node.ops[0].op in ("in", "notin") and not _is_constant(node.ops[0].expr):
            node.ops[0].expr = _own_call("look", node.ops[0].expr)
        super().visit_Compare(node, frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        """`a[b]`; what is cut out of a list or a text is paid for."""
        is_slice = isinstance(node.arg, nodes.Slice)
        self.write("environment.cut(" if is_slice else "")
        super().visit_Getitem(node, frame)
        self.write(")" if is_slice else "")

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        """`(a, b)`."""
        self._build(node, frame, super().visit_Tuple)

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        """`[a, b]`."""
        self._build(node, frame, super().visit_List)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        """`{"a": b}`."""
        for pair in node.items:
            if not _is_constant(pair.key):
                pair.key = _own_call("look", pair.key)
        self._build(node, frame, super().visit_Dict)

    def _build(self, node: Any, frame: Frame, visit: Callable[[Any, Frame], None]) -> None:
        """Write a list or a group of values, which is paid for with all that is in it."""
        is_paid = not _is_constant(node) and getattr(node, "ctx", "load") == "load"
        self.write("environment.build(" if is_paid else "")
        visit(node, frame)
        self.write(")" if is_paid else "")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Our own calls are none of the template's, which the sandbox would look into."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write(f"environment.{node.node.name}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class ByteCodeGenerator(PlainCodeGenerator):
    """Writes templates whose root function yields bytes. Where Jinja collects output in a list (macros, set blocks,
    filter blocks), it stays text, and is encoded when it is printed."""

    direct = False

    def write_commons(self) -> None:
        """What each function has at hand."""
        super().write_commons()
        self.writeline("emit = environment.emit")
        self.writeline("item = environment.item")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`a.b`."""
        self.write("item(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        self.direct = frame.buffer is None
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Any) -> str:
        text = "".join(map(str, group))
        return repr(text.encode()) if self.direct else repr(text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self.direct:
            self.write("emit(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self.direct:
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def _escape(self, frame: Frame) -> str:
        return "emit(" if frame.buffer is None else super()._escape(frame)


def _own_call(name: str, *arguments: Any) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name), list(arguments), [], None, None)


def _payment(node: nodes.Node, steps: int, size: int) -> nodes.ExprStmt:
    """A statement that pays for one turn of what is in `node`."""
    return nodes.ExprStmt(_own_call("spend", nodes.Const(steps), nodes.Const(size)), lineno=node.lineno)


def _cost(node: nodes.Node) -> tuple[int, int]:
    """How many parts there are in a loop or a macro, and how many bytes one turn prints."""
    printed = [each for output in node.find_all(nodes.Output) for each in output.nodes]
    size = sum(len(each.data) if isinstance(each, nodes.TemplateData) else PRINTED for each in printed)
    return sum(1 for _ in node.find_all(nodes.Node)), size


def _is_constant(node: nodes.Node) -> bool:
    """Whether a part of a tag is a text, a number, or a list of such."""
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(map(_is_constant, node.items))
    if isinstance(node, nodes.Dict):
        return all(_is_constant(pair.key) and _is_constant(pair.value) for pair in node.items)
    return isinstance(node, nodes.Const)
