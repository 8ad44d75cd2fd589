"""JSON and YAML as what templates look into: names without signs, dates that print in Chinese, pictures."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from docgen.forms.grids import names_of
from docgen.forms.pictures import no_picture, picture
from docgen.forms.values import Unusable, YesNo, dated
from docgen.problems import Cell, DocgenError, FileLine
from docgen.render import Picture
from docgen.schema import variable
from docgen.tables.header import Heading
from docgen.tables.values.cells import is_blank
from docgen.text import Text

_PICTURE = frozenset({"picture", "width", "height", "link", "description"})


def read_json(file: str, text: str) -> Any:
    """What a JSON text says. Raises DocgenError with line and column."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        why = next((said for begin, said in _JSON.items() if error.msg.startswith(begin)), _UNREADABLE)
        raise _syntax_error(file, text, error.lineno, error.colno, why) from None
    except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
        raise DocgenError(_TOO_MUCH, where=FileLine(file)) from None


_UNREADABLE = Text("this cannot be read", "这里无法识别")
_JSON = {
    "Expecting property name": Text("a name in quotes is missing", "这里应是带半角双引号的名称"),
    "Expecting ':'": Text("a colon is missing", "这里缺少半角冒号"),
    "Expecting ','": Text("a comma is missing", "这里缺少半角逗号"),
    "Expecting value": Text("a value is missing, or a text without quotes", "这里缺少值，或文字没有加半角双引号"),
    "Unterminated string": Text("a quote is not closed", "双引号没有成对"),
    "Invalid control character": Text("a text breaks off at the end of the line", "文字在行末断开，双引号没有成对"),
    "Invalid \\escape": Text("a \\ is followed by a sign that has no meaning there", "“\\”后面的字符不对，请写“\\\\”"),
    "Extra data": Text("something stands behind the end", "内容已结束，后面还有多余的文字"),
    "Illegal trailing comma": Text("a comma stands before the closing bracket", "右括号前面多了一个逗号"),
}
_TOO_MUCH = Text("this is nested too deep, or a number in it is far too long", "嵌套过深，或数字过长")
_FULL_WIDTH = re.compile("[“”‘’：，｛｝［］]")
_HALF_WIDTH = Text("Quotes and signs outside of texts are half-width.", "名称和文字之外的引号、冒号、逗号要用半角。")


def _syntax_error(file: str, text: str, line: int, column: int, why: Text) -> DocgenError:
    lines = text.splitlines()
    typed = lines[line - 1] if line <= len(lines) else ""
    hint = _HALF_WIDTH if _FULL_WIDTH.search(typed) else None
    said = Text("column {column}: {why}", "第{column}个字符：{why}").format(column=column, why=why)
    return DocgenError(said, hint=hint, where=FileLine(file, line))


def read_yaml(file: str, text: str) -> Any:
    """What a YAML text says. Raises DocgenError with line and column."""
    import yaml

    loader = _yaml_loader()
    try:
        if "*" in text and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, loader)):
            raise DocgenError(_NO_ALIASES, where=FileLine(file))
        return yaml.load(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _syntax_error(file, text, line, column, _YAML) from None
    except (yaml.YAMLError, RecursionError, ValueError):  # ValueError: 2013-13-01
        raise DocgenError(_NO_YAML, where=FileLine(file)) from None


_YAML = Text(
    "this is no YAML: look at indents, quotes and the blank after a colon",
    "不符合 YAML 写法：请看缩进、引号和冒号后的空格",
)
_NO_YAML = Text(
    "something in it is no value: a date that is not in the calendar?", "文件里有无法识别的值，如日历上没有的日期"
)
_NO_ALIASES = Text("names that stand for other places (*name) are not read", "不支持用 *名称 引用别处，请直接写出内容")


@lru_cache(maxsize=1)
def _yaml_loader() -> Any:
    """PyYAML's safe loader with the plain numbers and words of YAML 1.2: in 1.1, which it reads, 9:30 is 570, a number
    that begins with 0 is octal, and no is false."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    kept = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge")
    resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag in kept]
        for first, known in base.yaml_implicit_resolvers.items()
    }
    loader: Any = type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|false|False)\Z"), "tTfF")
    loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(?:0|[1-9]\d*)\Z"), "-0123456789")
    loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z"), "-0123456789")
    return loader


class Tree:
    """Makes what was read fit for templates. `folder` is where pictures lie."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fit(self, value: Any, where: Cell) -> Any:
        """The value: objects by names without signs, {"picture": …} as a picture. Raises DocgenError when two names
        of an object are then the same."""
        if isinstance(value, dict):
            return self._picture(value, where) if _is_picture(value) else self.named(value, where)
        if isinstance(value, list):
            return [self.fit(item, where) for item in value]
        if isinstance(value, str):
            return None if is_blank(value) else value
        return YesNo(value) if isinstance(value, bool) else dated(value)

    def named(self, value: dict[Any, Any], where: Cell) -> dict[str, Any]:
        """The values of an object by their names in templates."""
        made: dict[str, Any] = {}
        for name, (key, inner) in zip(_names(tuple(map(str, value))), value.items(), strict=True):
            if name in made:
                raise DocgenError(_SAME.format(name=key), where=where)
            made[name] = self.fit(inner, where)
        return made

    def _picture(self, value: dict[str, Any], where: Cell) -> Picture | Unusable:
        options = {str(name): inner for name, inner in value.items() if name != "picture"}
        if wrong := "、".join(sorted(options.keys() - _PICTURE)):
            return no_picture(_KEYS.format(wrong=wrong), where, _KEYS_HINT)
        sizes = [options[name] for name in ("width", "height") if options.get(name) is not None]
        if any(isinstance(size, bool) or not isinstance(size, int | float) or size <= 0 for size in sizes):
            return no_picture(_SIZE, where)
        return picture(self.folder, value["picture"], where, **options)


def _is_picture(value: dict[Any, Any]) -> bool:
    """Whether an object is a picture: it has no other keys, or its file is plainly one."""
    name = value.get("picture")
    return isinstance(name, str) and (value.keys() <= _PICTURE or name.lower().endswith(_ENDINGS))


_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")


@lru_cache(maxsize=1 << 10)
def _names(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as columns would be called; one of signs only, or that nothing tells from another, as it is."""
    names = names_of([Heading(index, (key,)) for index, key in enumerate(keys)])
    return tuple(names.get(index) or variable(key) or key for index, key in enumerate(keys))


_SAME = Text("two names are the same but for signs and brackets: {name}", "有两个名称去掉括号和符号后相同：{name}")
_KEYS = Text("a picture has no {wrong}", "图片不能写“{wrong}”")
_KEYS_HINT = Text(
    "It may have: picture, width and height (millimetres), description, link",
    "图片可以写：picture（文件）、width（宽，毫米）、height（高，毫米）、description（说明）、link（链接）。",
)
_SIZE = Text("width and height of a picture are millimetres", "图片的 width、height 应为毫米数")
