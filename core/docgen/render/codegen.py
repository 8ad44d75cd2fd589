"""Lets Jinja write templates as functions that yield UTF-8 bytes: half the work of a letter.

Jinja's own generator yields text, each value escaped by a function that builds a Markup first. Here what never
changes is encoded once, and a value goes through `emit` (emit.py), which knows the common case; `a.b` goes through
`item`, which tries a dict first. What a template could use to run without end or to fill the memory is written as a
call of the environment, which keeps the accounts.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

PRINTED = 64
"""What a tag that prints counts for, in bytes."""


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

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Every loop is charged before it begins, for its length times what stands in it."""
        printed = [each for output in node.find_all(nodes.Output) for each in output.nodes]
        weight = sum(len(each.data) if isinstance(each, nodes.TemplateData) else PRINTED for each in printed)
        node.iter = _own_call("charged", node.iter, nodes.Const(weight))
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        """`a ~ b`, with a bound on the length."""
        self.write("environment.concatenated((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

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
