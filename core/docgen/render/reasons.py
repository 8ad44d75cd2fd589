"""What Jinja and Python say of a template that fails, in plain words of both languages."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError
from jinja2.exceptions import FilterArgumentError

from docgen.text import Text

_BRIEF = 120


def in_plain_words(error: BaseException) -> Text:
    """What `error` says, in one line. What nobody foresaw keeps its own words, in brackets."""
    for kind, text in _KINDS.items():
        if isinstance(error, kind):
            return text
    message = _message(error)
    for pattern, text in _SENTENCES.items():
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return text.format(**{name: _word(name, value) for name, value in match.groupdict().items()})
    return Text("it cannot be worked out ({why})", "无法处理（{why}）").format(why=" ".join(message.split())[:_BRIEF])


def _message(error: BaseException) -> str:
    own = error.message if isinstance(error, TemplateSyntaxError) else getattr(error, "msg", None)
    return own or str(error) or type(error).__name__


def _word(name: str, value: str | None) -> Text | str:
    """A group of a pattern; what Jinja calls its signs and Python its types has a name of its own."""
    if value == "name" and name != "sign1":  # what Jinja got is the word itself, what it expected is one
        return value
    if name.startswith("sign"):
        return _SIGNS.get(value or "", (value or "")[:_BRIEF])
    if name.startswith("type"):
        return _TYPES.get((value or "").rpartition(".")[2], value or "")
    return (value or "")[:_BRIEF]


_SIGNS: dict[str, Text | str] = {
    "begin of comment": "{#",
    "begin of print statement": "{{",
    "end of print statement": "}}",
    "begin of statement block": "{%",
    "end of statement block": "%}",
    "end of template": Text("the end", "末尾"),
    "name": Text("a name", "名称"),
    "string": Text("a text in quotes", "带引号的文字"),
    "integer": Text("a number", "数字"),
    "float": Text("a number", "数字"),
}
_TYPES = {
    **dict.fromkeys(("str", "Markup"), Text("text", "文字")),
    **dict.fromkeys(("int", "float", "Quantity", "Decimal"), Text("a number", "数字")),
    **dict.fromkeys(("list", "tuple", "set"), Text("a list", "列表")),
    **dict.fromkeys(("dict", "Record"), Text("a group of values", "一组值")),
    **dict.fromkeys(("date", "datetime"), Text("a date", "日期")),
    "bool": Text("yes or no", "是非值"),
    "NoneType": Text("a blank", "空值"),
}

_TOO_DEEP = Text("blocks or brackets lie too deep in each other", "标记或括号嵌套过深")
_KINDS: dict[type[Exception], Text] = {
    RecursionError: _TOO_DEEP,
    MemoryError: _TOO_DEEP,
    ZeroDivisionError: Text("something is divided by zero", "除数为零"),
    OverflowError: Text("a number is far too large", "数值过大"),
    FilterArgumentError: Text("a filter cannot use what stands in its brackets", "过滤器括号里的内容不合要求"),
}

_MISSING_AT_END = Text("a name or a value is missing at its end", "末尾缺少名称或值")
_NO_VALUE = Text("this cannot be given a value", "不能给这里赋值")
_NO_FILES = Text("a template cannot take in other files", "模板里不能引入其他文件")
_NO_BLOCKS = Text("block and extends are no use in a document", "文书模板里不能使用 block 和 extends")
_NO_FILTER = Text("there is no filter “{name}”", "没有名为“{name}”的过滤器")
_NO_TEST = Text("there is no test “{name}”", "没有名为“{name}”的判断")
_UNFIT = Text("what stands in the brackets of “{name}” does not fit", "“{name}”括号里的内容不合要求")

# Read from Jinja 3.1 and Python 3.11 to 3.13; what another version says in other words goes into brackets.
_SENTENCES = {
    # Jinja's lexer and parser
    r"expected token 'end of (?:print statement|statement block)', got '(?P<sign>.*)'": Text(
        "“{sign}” cannot follow here: something is missing before it, or the tag should have ended",
        "这里不应出现“{sign}”：前面缺了符号，或者标记应在此前结束",
    ),
    r"expected token '(?P<sign1>.*)', got '(?P<sign2>.*)'": Text(
        "“{sign1}” is expected where “{sign2}” stands", "“{sign2}”的位置应为“{sign1}”"
    ),
    r"unexpected end of template, expected '(?P<sign>.*)'\.": Text(
        "“{sign}” is missing at the end", "末尾缺少“{sign}”"
    ),
    r"unexpected '(?P<sign1>.)', expected '(?P<sign2>.)'": Text(
        "“{sign2}” is missing before “{sign1}”", "“{sign1}”之前缺少“{sign2}”"
    ),
    r"unexpected '(?P<sign>[)}\]])'": Text("“{sign}” closes what was not opened", "“{sign}”前面没有对应的括号"),
    r"(?:unexpected|Expected an expression, got) 'end of .*'": _MISSING_AT_END,
    r"(?:unexpected|Expected an expression, got) '(?P<sign>.*)'": Text(
        "a name or a value is missing before “{sign}”", "“{sign}”之前缺少名称或值"
    ),
    r"unexpected char (?:'\"'|\"'\") at \d+": Text("a text in quotes has no closing quote", "引号没有成对"),
    r"unexpected char '\\?(?P<sign>.*)' at \d+": Text("the sign “{sign}” has no place in it", "不能使用符号“{sign}”"),
    r"Invalid character in identifier": Text("a name holds a sign that names cannot have", "名称里有不能使用的符号"),
    r"expected name or number": Text("after the dot a name is missing", "点号后面缺少名称"),
    r"expected subscript expression": Text("the square brackets are empty", "方括号里缺少内容"),
    r"invalid syntax for function call expression": Text(
        "what stands in the brackets is in a wrong order", "括号里的内容顺序不对"
    ),
    r"You cannot chain multiple tests with is": Text("“is” stands twice in a row", "“is”连用了两次"),
    r"[Cc]an't assign to .*|cannot assign .*": _NO_VALUE,
    r"Encountered unknown tag '(?P<name>.*?)'\..*": Text("“{name}” is not expected here", "这里不应出现“{name}”"),
    r"Unexpected end of template\..*": Text("a block is not ended", "有标记没有对应的结束标记"),
    r"Missing end of comment tag": Text("a comment is not closed", "注释没有写完整"),
    r"Missing end of raw directive": Text("endraw is missing", "缺少 endraw"),
    r"tag name expected": Text("a word such as if or for is missing", "缺少 if、for 等关键词"),
    r"expected call": Text("the brackets after the name are missing", "名称后面缺少括号"),
    r"non-default argument follows default argument": Text(
        "names without a default come first in the brackets", "括号里没有默认值的名称应写在前面"
    ),
    r"names starting with an underline can not be imported": _NO_FILES,
    r"Block names in Jinja .*|Required blocks .*|block '.*' defined twice": _NO_BLOCKS,
    # Jinja's compiler, and Python's, which takes what Jinja wrote
    r"No filter named '(?P<name>.*?)'(?: found)?\.": _NO_FILTER,
    r"No test named '(?P<name>.*?)'(?: found)?\.": _NO_TEST,
    r"When defining macros or call blocks .*": Text("the name caller has a meaning of its own", "名称 caller 另有用途"),
    r"(?:keyword argument repeated|duplicate argument).*": Text(
        "the same name stands twice in the brackets", "括号里有重复的名称"
    ),
    r"too many (?:statically )?nested .*": _TOO_DEEP,
    r"Exceeds the limit .*": Text("a number is far too long", "数字过长"),
    # rendering
    r"no loader for this environment specified": _NO_FILES,
    r"access to attribute '(?P<name>.*)' of '.*' object is unsafe\.": Text(
        "a template may not use “{name}”; work it out beforehand and put the result into the data",
        "模板不能使用“{name}”；请事先算好，把结果放进数据",
    ),
    r".* is not safely callable": Text("a template may not call this", "模板不能调用此项"),
    r"'(?P<type>.*)' object has no attribute '.*'": Text("{type} does not fit here", "这里不能用{type}"),
    r"can only concatenate (?P<type1>\S+) \(not \"(?P<type2>\S+)\"\) to \S+": Text(
        "{type1} and {type2} cannot be added; ~ joins them, the filter 数字 makes a number of a text",
        "{type1}和{type2}不能相加；拼接请用 ~，要把文字当数字请用过滤器“数字”",
    ),
    r"unsupported operand type\(s\) for (?P<sign>\S+?)(?: or pow\(\))?: '(?P<type1>\S+)' and '(?P<type2>\S+)'": Text(
        "“{sign}” cannot stand between {type1} and {type2}", "{type1}和{type2}之间不能用“{sign}”"
    ),
    r"bad operand type for (?:unary )?(?P<sign>\S+?)(?:\(\))?: '(?P<type>\S+)'": Text(
        "“{sign}” cannot be used with {type}", "“{sign}”不能用于{type}"
    ),
    r"'.+' not supported between instances of '(?P<type1>\S+)' and '(?P<type2>\S+)'": Text(
        "{type1} and {type2} cannot be compared", "{type1}和{type2}不能比较"
    ),
    r"argument of type '(?P<type>\S+)' is not .*": Text("nothing can be looked up in {type}", "{type}里不能查找内容"),
    r"(?:cannot unpack non-iterable )?'?(?P<type>[^ ']+)'? object(?: is not (?:iterable|reversible))?": Text(
        "a list is needed here and not {type}", "这里需要列表，而不是{type}"
    ),
    r"'(?P<type>\S+)' object is not callable": Text(
        "brackets cannot follow {type}; of a header such as 金额(元) write what stands before them",
        "{type}后面不能加括号；表头如“金额(元)”，模板里只写“金额”",
    ),
    r"'(?P<type>\S+)' object is not subscriptable": Text("{type} has no parts", "{type}里面没有分项"),
    r"object of type '(?P<type>\S+)' has no len\(\)": Text("{type} has no length", "{type}没有长度"),
    r"can't multiply sequence by non-int of type '(?P<type>\S+)'": Text(
        "a text or a list cannot be multiplied by {type}", "文字或列表不能与{type}相乘"
    ),
    r"(?:type (?P<type1>\S+) doesn't define __round__ method|.*must be (?:a )?real number, not (?P<type2>\S+)"
    r"|'(?P<type3>\S+)' object cannot be interpreted as an integer)": Text(
        "a number is needed here and not {type1}{type2}{type3}; the filter 数字 makes one of a text",
        "这里需要数字，而不是{type1}{type2}{type3}；文字可用过滤器“数字”转成数字",
    ),
    r"unhashable type: '(?P<type>\S+)'": Text("{type} does not fit here", "这里不能用{type}"),
    r"not all arguments converted.*|%.* format: .*": Text("the value does not fit its format", "内容与格式不符"),
    r"could not convert string to float: (?P<name>.*)": Text("{name} is no number", "{name} 不是数字"),
    r"(?:list|tuple|string) index out of range": Text("there are not so many items", "没有那么多项"),
    r"(?:not enough|too many) values to unpack.*": Text(
        "the names of the loop are more or fewer than the parts of an item", "循环的名称个数与每项的内容不符"
    ),
    r"(?:.*\.)?(?:sync_)?(?:do_|test_)?(?P<name>[^ .]+)\(\) (?:takes|missing|got|argument) .*": _UNFIT,
    r"macro '(?P<name>.*)' takes .*": _UNFIT,
    r"(?P<name>range) expected .*": _UNFIT,
    r"the inline if-expression on .*": Text("an if in a tag has no else", "标记里的 if 缺少 else"),
}
