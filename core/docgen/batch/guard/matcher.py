"""Finds words and numbers that must not be published, however they are typed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Iterator, Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from docgen.lookalikes import SEPARATOR, fold
from docgen.personal import digits_in, places_of_numbers, places_of_numerals, strip_signs

_BLANK = re.compile(r"\s+")
HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_OF_LISTS = re.escape("、,;:。!?…()[]{}<>《》〈〉【】〔〕「」『』“”‘’\"'/=@&")
_JOINING = re.compile(rf"(?<=[{HAN}])(?:[^\w{_OF_LISTS}]|_)+(?=[{HAN}])")


def plain(text: str) -> str:
    """A text as words are looked for in it: folded, without blanks, and without signs between Chinese characters but
    those of lists and sentences."""
    return _JOINING.sub("", _BLANK.sub("", fold(text)))


class Matcher:
    """Finds `words`, which are plain, telephone `numbers`, and, if it is asked for `persons`, what may be an ID or a
    mobile number of anybody."""

    def __init__(self, words: Collection[str], numbers: Collection[str], *, persons: bool) -> None:
        self.persons, self.numbers = persons, numbers
        self._words = AhoCorasick(words)
        bones = {*map(strip_signs, words), *(number.rstrip("X") for number in numbers)}
        self._bones = AhoCorasick(bones - {""})

    def suspects(self, texts: Sequence[str]) -> list[str]:
        """Those of the texts in which something may stand, by one look at all of them."""
        bones = strip_signs(fold(SEPARATOR.join(texts)))
        places = list(self._places(bones))
        if not places:
            return []
        ends = list(accumulate(len(bone) + 1 for bone in bones.split(SEPARATOR)))
        if len(ends) != len(texts):  # a text holds the separator itself
            return list(texts)
        return [texts[number] for number in dict.fromkeys(bisect_right(ends, place) for place in places)]

    def _places(self, bones: str) -> Iterator[int]:
        """Where something may stand in texts, which are folded and stripped."""
        yield from (start for _, start, _ in self._bones.find_matches_as_indexes(bones))
        yield from places_of_numbers(bones) if self.persons else ()
        yield from places_of_numerals(bones) if self.numbers else ()

    def words_in(self, text: str, wanted: Container[str]) -> list[str]:
        """The wanted ones of the words in a text, each once; of those that begin at one place the longest."""
        typed = plain(text)
        longest = dict[int, str]()
        for _, start, end in self._words.find_matches_as_indexes(typed, overlapping=True):
            word = typed[start:end]
            if word in wanted and len(word) > len(longest.get(start, "")):
                longest[start] = word
        return list(dict.fromkeys(longest.values()))

    def numbers_in(self, text: str) -> set[str]:
        """Those of the telephone numbers that stand in a text."""
        return digits_in(text, self.numbers)
