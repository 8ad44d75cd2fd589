"""What is wrong with a tag alone, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.problems import Severity, did_you_mean
from docgen.render.mistakes.blocks import MIDDLES, known, likely, opens
from docgen.render.mistakes.mistake import Mistake, brief, write
from docgen.render.mistakes.signs import narrow, straight
from docgen.render.reasons import in_plain_words
from docgen.render.source import Tag
from docgen.text import Text

REFUSALS = (TemplateSyntaxError, SyntaxError, ValueError, RecursionError, MemoryError)
"""What Jinja and the compiler of Python raise for a template that they cannot take."""


def wrong_alone(tag: Tag, environment: Environment) -> Iterator[Mistake]:
    """The mistakes of a tag in a part that Jinja refuses."""
    if not tag.closed:
        yield Mistake(tag, "template-open", _OPEN, _closing(tag))
        return
    misspelt = _wrong_letter(tag, environment) or _wrong_word(tag, environment)
    if misspelt:
        yield misspelt
        return
    read = replace(tag, text=straight(tag.text))
    error = _refusal(read, environment)
    if error and narrow(tag.text) != read.text:
        read = replace(tag, text=narrow(tag.text))
        yield Mistake(tag, "template-signs", _WIDE, write(read.text))
        error = _refusal(read, environment)
    if error:
        yield Mistake(tag, "template-syntax", _SYNTAX.format(why=in_plain_words(error)), _advice(tag))
    else:
        yield from _unknown(tag, read, environment)


_OPEN = Text("the tag is not closed", "标记没有写完整")
_WIDE = Text("there are full-width signs in the tag", "标记里有全角符号")
_SYNTAX = Text("the tag cannot be understood: {why}", "标记有语法错误：{why}")


def _refusal(tag: Tag, environment: Environment) -> Exception | None:
    try:
        environment.parse(source_of(tag))
    except REFUSALS as error:
        return error
    return None


def source_of(tag: Tag) -> str:
    """Jinja source that says what the tag says, without what stands around it."""
    inner, word = tag.inner, tag.word
    rest = inner[len(word) :]
    if not tag.text.startswith("{%"):
        return f"{{{{ {inner} }}}}"
    if word in ("colspan", "cellbg"):
        return f"{{{{ {rest} }}}}"
    if word in ("vm", "hm"):
        return f"{{{{ 0 {rest} }}}}"
    if word in MIDDLES:
        return f"{{% if x %}}{{% {inner} %}}{{% endif %}}"
    if word.startswith("end"):
        return f"{{% if x %}}{{% endif {rest} %}}"
    return f"{{% {inner} %}}" + (f"{{% end{word} %}}" if opens(tag, word) else "")


def _closing(tag: Tag) -> Text:
    """How to close a tag: with the brackets that it began with, where it has any at its end."""
    opening, end = narrow(tag.text[:2]), "}}" if tag.text.startswith("{{") else "%}"
    body = tag.text[2:].rstrip("}｝%％ ")
    if opening == "{#":
        return Text("End it with #}", "请以 #} 结尾")
    ended = re.search(r"[}｝]$", tag.text)
    return write(narrow(f"{opening}{body} {end}")) if ended else _END_WITH.format(end=end)


_END_WITH = Text("End it with {end}", "请以 {end} 结尾")


def _wrong_letter(tag: Tag, environment: Environment) -> Mistake | None:
    """A p, tr, tc or r that docxtpl does not see, and what may not stand behind one."""
    if tag.kind and re.search("[%}]", tag.inner):
        return Mistake(tag, "template-syntax", _UNFIT.format(kind=tag.kind), _BEFOREHAND)
    fixed = replace(tag, text=re.sub(r"^(\{[{%])\s*(p|tr|tc|r)\s+", r"\1\2 ", tag.text))
    if fixed.text == tag.text or not fixed.kind or (tag.word and known(tag.word)) or not _refusal(tag, environment):
        return None
    return Mistake(tag, "template-syntax", _LETTER.format(kind=fixed.kind), write(fixed.text))


_UNFIT = Text("neither % nor }} may stand in a tag with “{kind}”", "带 {kind} 的标记里不能出现 % 和 }}")
_BEFOREHAND = Text("Work it out in a {% set %} before.", "请先用 {% set %} 算好。")
_LETTER = Text(
    "“{kind}” must stand right behind the bracket, and one plain blank behind it",
    "“{kind}”要紧跟在标记开头，后面空一个半角空格",
)


def _wrong_word(tag: Tag, environment: Environment) -> Mistake | None:
    if known(tag.word):
        return None
    printing = replace(tag, text=f"{{{{ {tag.inner} }}}}")
    if near := likely(tag):
        hint = did_you_mean(near, [near])
    else:
        hint = None if _refusal(printing, environment) else write(printing.text)
    return Mistake(tag, "template-word", _WORD.format(word=brief(tag.word)), hint)


_WORD = Text("no tag begins with the word “{word}”", "没有以“{word}”开头的标记")


def _advice(tag: Tag) -> Text | None:
    if re.match(r"else\s+if\b", tag.inner):
        return write(re.sub(r"else\s+if", "elif", tag.text))
    if straight(tag.text) != tag.text:
        return _QUOTES_OUTSIDE
    return None


_QUOTES_OUTSIDE = Text(
    "Any quotes in a tag count as straight ones: use them in pairs, and put those to be printed outside the tag.",
    "标记里的引号一律按半角引号处理：请成对使用，要印出的引号请写在标记外面。",
)


def wrong_unnoticed(tag: Tag, environment: Environment) -> Iterator[Mistake]:
    """The mistakes of a tag in a part that Jinja takes: it looks up filters under an `if` only when they are used."""
    names = _CALLED.findall(tag.text)
    if any(name not in environment.filters and name not in environment.tests for name in names):
        read = replace(tag, text=straight(tag.text))
        if not _refusal(read, environment):
            # A program's own environment may bring tests along; rendering names those that are missing.
            yield from _unknown(tag, read, environment, Severity.WARNING)
    if any(straight(quoted) != quoted for quoted in re.findall(r"\"[^\"]*\"|'[^']*'", tag.text)):
        yield Mistake(tag, "template-quotes", _STRAIGHTENED, _QUOTES_OUTSIDE, Severity.WARNING)


_CALLED = re.compile(r"(?:\||\bis\s+not\b|\bis\b|\bfilter\b)\s*(\w+)")
_STRAIGHTENED = Text("the curly quotes in this text are printed straight", "文字里的弯引号会印成直引号")


def _unknown(
    tag: Tag, read: Tag, environment: Environment, severity_of_tests: Severity = Severity.ERROR
) -> Iterator[Mistake]:
    """Filters and tests that nobody knows."""
    for node in environment.parse(source_of(read)).find_all((nodes.Filter, nodes.Test)):
        name = brief(node.name)
        if isinstance(node, nodes.Test) and node.name not in environment.tests:
            near = did_you_mean(node.name, environment.tests)
            yield Mistake(tag, "template-test", _NO_TEST.format(name=name), near, severity_of_tests)
        elif isinstance(node, nodes.Filter) and node.name not in environment.filters:
            near = did_you_mean(node.name, environment.filters)
            yield Mistake(tag, "template-filter", _NO_FILTER.format(name=name), near)


_NO_FILTER = Text("there is no filter “{name}”", "没有名为“{name}”的过滤器")
_NO_TEST = Text("there is no test “{name}”", "没有名为“{name}”的判断")
