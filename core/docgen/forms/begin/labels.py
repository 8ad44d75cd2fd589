"""What the labels of a form mean: columns of a workbook, or whatever may be one; and what is written by hand."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from docgen.forms.begin.columns import Columns
from docgen.forms.begin.found import plain_label
from docgen.forms.begin.spots import LONGEST, Spot
from docgen.forms.declared.generator import OF_ALL
from docgen.schema import variable, writable

NUMBER = "序号"
BY_HAND = re.compile(
    r"签名|签字|签收|签章|签到(?![时地表日])|盖章|公章|印章|手印|指纹|照片|相片|贴照|备注|意见|(?i:signature|signed|photo|remarks?|stamp)"
)
"""Labels whose blanks are filled in by hand, unless a workbook has such a column."""
SIGNER = re.compile(r"[人员者长]$|\w姓名$|签名|签字|领导|书记|主任|代表|单位|部门")
"""Labels of who signs: a date behind one is that of the signature."""
_BRACKET = re.compile(r"[(（]([^)）]*)[)）]")
_LABEL = re.compile(r"[^{}。；;！？!?]*[一-鿿A-Za-z][^{}。；;！？!?]*")
_BLANK = re.compile("[_＿…]{2}|[年月][ \t　]+[月日]|□|«")
_SENTENCE = re.compile(r"^[兹为于由我你您他她将被把因]|[为是系于由向与和在到自至给请的了被将]$")
"""How a piece of a sentence begins or ends, and a label does not."""
_SHORT = range(2, 9)


class Tags:
    """The tags of columns, by what labels, marks and merge fields call them; columns `left_out` have none, since the
    document must not show them."""

    def __init__(self, columns: Columns, left_out: Collection[str] = ()) -> None:
        whole = {title: tag(variable(title), filled=filled) for title, filled in columns.filled.items()}
        self._options = {whole[column.title]: column.options for column in columns.wanted}
        self._days = {whole[column.title] for column in columns.wanted if column.kind in ("日期", "年月")}
        self._exact = {_folded(title): tag for title, tag in whole.items()}
        of_all = [text.written for text in OF_ALL]
        loose = {name: tag(name) for name in of_all}
        self._said = {loose[name] for name in set(of_all) - {variable(title) for title in whole}}
        loose |= {writable(title): tag for title, tag in whole.items()}
        loose |= {name(end): whole[title] for name in (writable, variable) for title, end in columns.ends.items()}
        self._loose = loose | {variable(title): tag for title, tag in whole.items()}
        self._barred = {whole[title] for title in left_out}
        self._bracketed = {variable(title) for title in whole if _BRACKET.search(title)}

    def __call__(self, asked: str) -> str | None:
        found = self._found(asked)
        return None if found in self._barred else found

    def bars(self, asked: str) -> bool:
        """Whether a column is called so that the document must not show."""
        return self._found(asked) in self._barred

    def _found(self, asked: str) -> str | None:
        if found := self._exact.get(_folded(asked)):
            return found
        bracket = _BRACKET.search(asked)
        if bracket and (BY_HAND.search(bracket[1]) or variable(asked) in self._bracketed):
            return None  # 姓名（签字）, or 金额（万元） where the column is 金额(元)
        return self._loose.get(variable(asked.replace("_", ""))) or self._loose.get(variable(asked))

    def exact(self, asked: str) -> str | None:
        """The tag of the column of this very title."""
        found = self._exact.get(_folded(asked))
        return None if found in self._barred else found

    def options(self, tag: str) -> Collection[str]:
        """What stands in the cells of the column of a tag, if that is little; blank ones do not count."""
        return self._options.get(tag, ())

    def is_day(self, tag: str) -> bool:
        """Whether the column of a tag holds days or months."""
        return tag in self._days

    def is_said(self, tag: str) -> bool:
        """Whether a tag prints what docgen.toml says, and is no column."""
        return tag in self._said

    def unclear(self, asked: Iterable[str]) -> set[str]:
        """Labels that differ from another by what stands in brackets only, and are called like no column with it: which
        of them the column means is not for us to say."""
        alike: dict[str, set[str]] = defaultdict(set)
        for label in asked:
            if self(label):
                alike[variable(label)].add(_folded(label))
        several = {name for name, labels in alike.items() if len(labels) > 1}
        return {
            label for label in asked if variable(label) in several and _BRACKET.search(label) and not self.exact(label)
        }


class Guess:
    """Tags for whatever may be a column: all but what is signed or stamped. Labels that differ in brackets only are two
    columns: 电话（办公） and 电话（家庭） are 电话 and 电话家庭. Names `left_out` are none."""

    def __init__(self, left_out: Collection[str] = ()) -> None:
        self._taken: dict[str, str] = {}
        self._left_out = left_out

    def __call__(self, asked: str) -> str | None:
        label = plain_label(asked)
        for name in () if BY_HAND.search(asked) else (variable(asked), writable(label)):
            if name in self._left_out:
                return None
            if name.isidentifier() and self._taken.setdefault(name, label) == label:
                return tag(name)
        return None

    def bars(self, asked: str) -> bool:
        """Whether it is one of those that are left out."""
        return variable(asked) in self._left_out


class Names:
    """What the labels of a form mean, with a note of all that were `asked` for; those that are `unclear` mean nothing.
    It is a `guess` if there are no columns."""

    def __init__(self, tags: Tags | Guess, unclear: Collection[str] = ()) -> None:
        self._tags, self._of = tags if isinstance(tags, Tags) else None, tags
        self.unclear = unclear
        self.asked: set[str] = set()

    def __call__(self, label: str) -> str | None:
        self.asked.add(label)
        return None if label in self.unclear else self._of(label)

    def of_blank(self, label: str) -> str | None:
        """The tag of a column that may stand in a blank. What docgen.toml says may not: 年度：____ does not ask for the
        year of the workspace."""
        tag = self(label)
        return None if tag and self._tags and self._tags.is_said(tag) else tag

    @property
    def guess(self) -> bool:
        """Whether whatever looks like a column is taken for one."""
        return self._tags is None

    def exact(self, label: str) -> str | None:
        """The tag of the column of this very title."""
        return self._tags.exact(label) if self._tags else None

    def bars(self, label: str) -> bool:
        """Whether it means a column that the document must not show."""
        return self._of.bars(label)

    def options(self, tag: str) -> Collection[str]:
        """What stands in the cells of the column of a tag, if that is little."""
        return self._tags.options(tag) if self._tags else ()

    def is_day(self, tag: str) -> bool:
        """Whether the column of a tag holds days or months."""
        return self._tags is not None and self._tags.is_day(tag)

    def unclear_ones(self) -> set[str]:
        """Those of the labels that were asked for of which nobody knows which one the column means."""
        return self._tags.unclear(self.asked) if self._tags else set()


def tag(name: str, *, filled: bool = True) -> str:
    """What stands for a column in a template; one with blank cells prints nothing for these."""
    return f"{{{{ {name} }}}}" if filled else f'{{{{ {name}|空("") }}}}'


def is_label(text: str) -> bool:
    """Whether a cell says what stands beside or below it."""
    plain = "" if _BLANK.search(text) else plain_label(text)
    return 0 < len(plain) <= LONGEST and bool(_LABEL.fullmatch(plain))


def names_of(spot: Spot, *, guess: bool) -> Iterator[str]:
    """What a place to write in may be called, the likeliest first. Where there is no workbook, only what is certain to
    be a label: 兹聘请____ is none."""
    label = spot.label
    if label and (spot.colon or not guess):
        yield label
        yield from (name for name in (spot.whole,) if name != label)
    elif label and spot.drawn and spot.close and len(label) in _SHORT and not _SENTENCE.search(label):
        yield label
    if spot.caption:
        yield spot.caption
    if label and not guess and not spot.colon:
        yield from (label[start:] for start in range(1, len(label) - 1))


def first_tag(labels: Iterable[str], names: Names) -> str | None:
    """The tag of the first of some labels that means a column."""
    return next(filter(None, map(names.of_blank, labels)), None)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", plain_label(text)).split())
