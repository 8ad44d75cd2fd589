"""What is said of a template with mistakes, by `mistakes_in` and by compiling it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen import DocgenError, Problem, Severity, Text
from docgen.problems import TemplateSpot
from docgen.render import compile_template, mistakes_in


def errors(path: Path) -> list[Problem]:
    """The errors of a template, of which compiling it tells the same."""
    found = mistakes_in(path)
    wrong = [problem for problem in found if problem.severity is Severity.ERROR]
    if wrong:
        with pytest.raises(DocgenError) as caught:
            compile_template(path)
        assert list(caught.value.as_problems("template")) == found
        assert (caught.value.text, caught.value.where) == (wrong[0].text, wrong[0].where)
    else:
        compile_template(path)
    return wrong


def tagged(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """The codes of problems, and the tags that they are about."""
    return [(problem.code, problem.where.tag) for problem in problems if isinstance(problem.where, TemplateSpot)]


KEYWORDS = set("if for else elif endif endfor set end call block extends is in loop caller p r tr tc Word".split())


def assert_chinese(text: Text | None, typed: str = "") -> None:
    """No English stands in the Chinese text, but what was typed, in quotes or tags, and keywords."""
    plain = re.sub(r"\{[{%].*?[%}]\}|“[^”]*”", "", text.zh if text else "")
    assert not set(re.findall("[A-Za-z]+", plain)) - KEYWORDS - set(re.findall("[A-Za-z]+", typed)), plain
