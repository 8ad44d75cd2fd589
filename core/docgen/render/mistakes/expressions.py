"""What is wrong with a tag alone, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import Environment, TemplateSyntaxError, nodes

from docgen.problems import Severity, did_you_mean
from docgen.render.mistakes.blocks import MIDDLES, known, likely, opens, with_letter
from docgen.render.mistakes.mistake import Mistake, brief, write
from docgen.render.mistakes.rewrite import as_header, as_names, compared, reworded
from docgen.render.mistakes.signs import narrow, straight
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
        yield Mistake(tag, "template-syntax", _SYNTAX.format(why=in_plain_words(error)), _advice(tag, environment))
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
    fixed = with_letter(tag)
    if fixed.text == tag.text or not _refusal(tag, environment):
        return None
    return Mistake(tag, "template-syntax", _LETTER.format(kind=fixed.kind), write(fixed.text))


_UNFIT = Text("neither % nor }} may stand in a tag with “{kind}”", "带 {kind} 的标记里不能出现 % 和 }}")
_BEFOREHAND = Text("Work it out in a {% set %} before.", "请先用 {% set %} 算好。")
_LETTER = Text(
    "“{kind}” must stand right behind the bracket, and one plain blank behind it",
    "“{kind}”要紧跟在标记开头，后面空一个半角空格",
)


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
    for fixed in (reworded(tag, tag.word), compared(tag.text)):
        if fixed != tag.text and not _refusal(replace(tag, text=fixed), environment):
            return write(fixed)
    if names := as_names(tag):
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
    hint = as_header(tag)
    if hint and f"macro {tag.inner.partition('(')[0].strip()}" not in tag.words.text:
        yield Mistake(tag, "template-name", _HEADER, hint, Severity.WARNING)


_HEADER = Text("brackets stand behind a name, as in a sheet's header", "名称后面有括号，像是照表头写的")
_CALLED = re.compile(r"(?:\||\bis\s+not\b|\bis\b|\bfilter\b)\s*(\w+)")


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
