"""What is wrong with a tag alone, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.problems import Severity
from docgen.render.mistakes.blocks import MIDDLES, known, likely, opens, with_letter
from docgen.render.mistakes.mistake import Mistake, brief, is_nested, write
from docgen.render.mistakes.near import near
from docgen.render.mistakes.rewrite import (
    as_column,
    as_header,
    as_names,
    compared,
    has_blank,
    mended,
    reworded,
    unnested,
)
from docgen.render.mistakes.signs import narrow, straight
from docgen.render.mistakes.unusable import may_be_unusable, unusable
from docgen.render.reasons import in_plain_words
from docgen.render.source import Tag
from docgen.text import Text

REFUSALS = (TemplateSyntaxError, SyntaxError, ValueError, RecursionError, MemoryError)
"""What Jinja and the compiler of Python raise for a template that they cannot take."""


def no_use(tag: Tag) -> Iterator[Mistake]:
    """Tags that ask for other files, of which a document has none."""
    if tag.word in ("include", "import", "from", "extends"):
        yield Mistake(tag, "template-word", _NO_FILES.format(word=tag.word), _TYPE_IN)


_NO_FILES = Text("a template cannot take in other files with “{word}”", "模板里不能用“{word}”引入其他文件")
_TYPE_IN = Text("Type into this template what should stand here.", "请把要引入的内容直接写进这个模板。")


def wrong_alone(tag: Tag, environment: Environment, word: str | None = None) -> Iterator[Mistake]:
    """The mistakes of a tag in a part that Jinja refuses; `word` is what its first word is taken for."""
    if not tag.closed:
        yield Mistake(tag, "template-open", _OPEN, _closing(tag))
        return
    if is_nested(tag.text):
        yield Mistake(tag, "template-syntax", _NESTED, _without_brackets(tag, environment))
        return
    misspelt = _wrong_letter(tag, environment) or _wrong_word(tag, environment, likely(tag) if word is None else word)
    if misspelt:
        yield misspelt
        return
    read = replace(tag, text=straight(tag.text))
    error = _refusal(read, environment)
    if error and narrow(tag.text) != read.text:
        read = replace(tag, text=narrow(tag.text))
        yield Mistake(tag, "template-signs", _WIDE, as_names(tag) or write(read.text))
        error = None if as_names(tag) else _refusal(read, environment)
    if error:
        yield Mistake(tag, "template-syntax", _SYNTAX.format(why=_why(tag, error)), _advice(tag, environment))
    else:
        yield from _unknown(tag, read, environment)
        yield from _unusable(tag, environment)


_OPEN = Text("the tag is not closed", "标记没有写完整")
_WIDE = Text("there are full-width signs in the tag", "标记里有全角符号")
_SYNTAX = Text("the tag cannot be understood: {why}", "标记有语法错误：{why}")
_NESTED = Text("a tag stands inside another tag", "标记里面又写了标记")


def _without_brackets(tag: Tag, environment: Environment) -> Text:
    """What to write for a tag with tags inside."""
    fixed = unnested(tag.text)
    return _NO_BRACKETS if _refusal(replace(tag, text=fixed), environment) else write(fixed)


_NO_BRACKETS = Text("Write names without brackets inside a tag.", "标记里面直接写名称，不要再加括号。")


def _why(tag: Tag, error: Exception) -> Text:
    if re.search(_DIGIT, re.sub(r"\"[^\"]*\"|'[^']*'", "", straight(tag.inner))):
        return _NO_DIGIT
    if tag.text.startswith("{{{"):
        return _BRACES
    return _NO_BLANK if has_blank(tag) else in_plain_words(error)


_DIGIT = re.compile(r"(?<!\w)\d+[^\W\d]")
_NO_DIGIT = Text("a name cannot begin with a digit", "名称不能以数字开头")
_BRACES = Text("it has a brace too many", "大括号多了一个")
_NO_BLANK = Text("a name cannot hold a blank, or a sign is missing there", "名称里不能有空格，或者中间缺了符号")


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
    fixed = with_letter(tag)
    if fixed.text == tag.text or not _refusal(tag, environment):
        return None
    typed = re.match(r"\W*", tag.text)[0]  # type: ignore[index]
    said = _LETTER if tag.text.startswith(fixed.kind, len(typed)) else _CAPITAL
    return Mistake(tag, "template-syntax", said.format(kind=fixed.kind), write(fixed.text))


_UNFIT = Text("neither % nor }} may stand in a tag with “{kind}”", "带 {kind} 的标记里不能出现 % 和 }}")
_BEFOREHAND = Text("Work it out in a {% set %} before.", "请先用 {% set %} 算好。")
_LETTER = Text(
    "“{kind}” must stand right behind the bracket, and one plain blank behind it",
    "“{kind}”要紧跟在标记开头，后面空一个半角空格",
)
_CAPITAL = Text("“{kind}” must be written small, right behind the bracket", "“{kind}”要小写，并紧跟在标记开头")


def _wrong_word(tag: Tag, environment: Environment, meant: str) -> Mistake | None:
    if known(tag.word):
        return None
    printing = replace(tag, text=f"{{{{ {tag.inner} }}}}")
    if meant not in ("", "end"):
        hint: Text | None = write(reworded(tag, meant))
    else:
        hint = None if likely(tag) == "end" or _refusal(printing, environment) else write(printing.text)
    return Mistake(tag, "template-word", _WORD.format(word=brief(tag.word)), hint)


_WORD = Text("no tag begins with the word “{word}”", "没有以“{word}”开头的标记")


def _advice(tag: Tag, environment: Environment) -> Text | None:
    if re.match(r"else\s+if\b", tag.inner):
        return write(re.sub(r"else\s+if", "elif", tag.text))
    for fixed in (reworded(tag, tag.word), compared(tag.text), *mended(tag)):
        if fixed != tag.text and not _refusal(replace(tag, text=fixed), environment):
            return write(fixed)
    if names := as_names(tag) or as_column(tag.text):
        return names
    return _IN_PAIRS if re.search("[\"'“”‘’]", tag.text) else None


_IN_PAIRS = Text(
    "Use quotes in pairs; those to be printed stand inside the others: {{ name|default('“none”') }}",
    "引号要成对使用；要印出的引号写在里面，如 {{ 备注|default('“无”') }}",
)


def wrong_unnoticed(tag: Tag, environment: Environment) -> Iterator[Mistake]:
    """The mistakes of a tag in a part that Jinja takes: it looks up filters under an `if` only when they are used."""
    names = _CALLED.findall(tag.text)
    if any(name not in environment.filters and name not in environment.tests for name in names):
        read = replace(tag, text=straight(tag.text))
        if not _refusal(read, environment):
            # A program's own environment may bring tests along; rendering names those that are missing.
            yield from _unknown(tag, read, environment, Severity.WARNING)
    yield from _unusable(tag, environment)
    hint = as_header(tag)
    if hint and f"macro {tag.inner.partition('(')[0].strip()}" not in tag.words.text:
        yield Mistake(tag, "template-name", _HEADER, hint, Severity.WARNING)


_HEADER = Text("brackets stand behind a name, as in a sheet's header", "名称后面有括号，像是照表头写的")
_CALLED = re.compile(r"(?:\||\bis\s+not\b|\bis\b|\bfilter\b)\s*(\w+)")


def _unusable(tag: Tag, environment: Environment) -> Iterator[Mistake]:
    """What can never be rendered."""
    read = replace(tag, text=straight(tag.text))
    if may_be_unusable(tag) and not _refusal(read, environment):
        yield from unusable(tag, environment.parse(source_of(read)), environment)


def _unknown(
    tag: Tag, read: Tag, environment: Environment, severity_of_tests: Severity = Severity.ERROR
) -> Iterator[Mistake]:
    """Filters and tests that nobody knows."""
    for node in environment.parse(source_of(read)).find_all((nodes.Filter, nodes.Test)):
        name = brief(node.name)
        if isinstance(node, nodes.Test) and node.name not in environment.tests:
            hint = near(node.name, environment.tests)
            yield Mistake(tag, "template-test", _NO_TEST.format(name=name), hint, severity_of_tests)
        elif isinstance(node, nodes.Filter) and node.name not in environment.filters:
            hint = near(node.name, environment.filters)
            yield Mistake(tag, "template-filter", _NO_FILTER.format(name=name), hint)


_NO_FILTER = Text("there is no filter “{name}”", "没有名为“{name}”的过滤器")
_NO_TEST = Text("there is no test “{name}”", "没有名为“{name}”的判断")
