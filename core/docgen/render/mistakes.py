"""What is wrong with a template, and at which tag: one that Jinja cannot understand, and one that fails."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateSyntaxError

from docgen.problems import DocgenError, TemplateSpot
from docgen.render.environment import MissingValue, Sandbox
from docgen.render.source import TAG, Tag, patched, tags
from docgen.text import Text

_INNER = re.compile(r"\{[{%]-?\s*(?:(?:p|tr|tc|r)\s)?\s*(.*?)\s*-?[%}]\}", re.DOTALL)
_ENDS = {"endfor": "for", "endif": "if", "endset": "set", "endwith": "with", "endfilter": "filter", "endmacro": "macro"}
_INSIDE = {"else": ("if", "for"), "elif": ("if",)}
_OWN_WORDS = frozenset({"colspan", "cellbg", "vm", "hm"})

_HINT = Text("Check the spelling and that every block is closed.", "请检查拼写，以及 for、if 是否都有结束标记。")


def syntax_error(
    template: str, texts: Mapping[str, str], environment: Sandbox, error: TemplateSyntaxError
) -> DocgenError:
    """The error for `error`, at the first tag that is to blame."""
    for part, xml in texts.items():
        if found := _first_mistake(list(tags(part, xml)), environment):
            tag, why = found
            where = TemplateSpot(template, str(tag.part), str(tag.place), tag.text)
            return DocgenError(_SYNTAX.format(why=why), hint=_HINT, where=where)
    why = Text(error.message or "", error.message or "")
    return DocgenError(_SYNTAX.format(why=why), hint=_HINT, where=TemplateSpot(template))


_SYNTAX = Text("the template cannot be understood: {why}", "模板有语法错误：{why}")


def _first_mistake(found: list[Tag], environment: Sandbox) -> tuple[Tag, Text] | None:
    for tag in found:
        if why := _wrong_alone(tag, environment):
            return tag, why
    return next(_unbalanced(found), None)


def _wrong_alone(tag: Tag, environment: Sandbox) -> Text | None:
    """What is wrong with a tag whatever stands around it."""
    match = _INNER.fullmatch(tag.text)
    if match is None:
        return Text("the tag is not closed", "标记没有写完整")
    inner = match[1]
    word = _word(inner)
    if tag.text.startswith("{{"):
        source = f"{{{{ {inner} }}}}"
    elif word in _ENDS.values():
        source = f"{{% {inner} %}}" + ("" if word == "set" and "=" in inner else f"{{% end{word} %}}")
    elif word == "elif":
        source = f"{{% if x %}}{{% {inner} %}}{{% endif %}}"
    elif word in _ENDS or word in _INSIDE or word in _OWN_WORDS:
        return None
    else:
        source = f"{{% {inner} %}}"
    try:
        environment.compile(source)
    except TemplateSyntaxError as error:
        return Text(error.message or "", error.message or "")
    return None


def _unbalanced(found: Iterable[Tag]) -> Iterator[tuple[Tag, Text]]:
    """Blocks that end what was not begun, then those that are not ended."""
    opened: list[tuple[str, Tag]] = []
    for tag in found:
        match = _INNER.fullmatch(tag.text)
        inner = match[1] if match and tag.text.startswith("{%") else ""
        word = _word(inner)
        current = opened[-1][0] if opened else ""
        if word in _ENDS:
            if current != _ENDS[word] and _ENDS[word] in (outer for outer, _ in opened):
                break  # what stands inside is not ended
            if current != _ENDS[word]:
                yield tag, Text("there is no {word} before it", "前面没有对应的 {word}").format(word=_ENDS[word])
                return
            opened.pop()
        elif word in _INSIDE and current not in _INSIDE[word]:
            yield tag, Text("it stands in no {word}", "它不在 {word} 之内").format(word=" / ".join(_INSIDE[word]))
            return
        elif word in _ENDS.values() and not (word == "set" and "=" in inner):
            opened.append((word, tag))
    for word, tag in reversed(opened):
        yield tag, Text("end{word} is missing", "缺少 end{word}").format(word=word)


def _word(inner: str) -> str:
    return inner.split(maxsplit=1)[0] if inner else ""


def failing_spot(
    template: str, texts: Mapping[str, str], environment: Sandbox, context: Mapping[str, Any]
) -> TemplateSpot:
    """Where rendering with `context` fails: it is done once more with each paragraph on a line of its own."""
    for part, xml in texts.items():
        source = _PARAGRAPH.sub(r"\n\1", patched(xml))
        environment.looped = 0
        try:
            environment.from_string(source).render(context)
        except Exception as error:  # the same that rendering raised before
            lines = [f.lineno or 0 for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"]
            line = max(lines, default=0)
            typed = TAG.findall(_MARKUP.sub("", source.split("\n")[line - 1])) if line else []
            near = [tag for tag in tags(part, xml) if _plain(tag.text) in map(_plain, typed)]
            named = [tag for tag in near if isinstance(error, MissingValue) and error.name and tag.names(error.name)]
            for tag in (named or near)[:1]:
                return TemplateSpot(template, str(tag.part), str(tag.place), tag.text)
    return TemplateSpot(template)


_PARAGRAPH = re.compile(r"(<w:p[ >])")
_MARKUP = re.compile(r"<[^>]*>")


def _plain(tag: str) -> str:
    """A tag without blanks and without what docxtpl's syntax adds to Jinja's."""
    return re.sub(r"\s", "", re.sub(r"^\{([{%])-?(p|tr|tc|r)\s", r"{\1", tag))
