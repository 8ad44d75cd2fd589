"""Contexts that have much in common: kept once, and told apart by digests that are the same in any process."""

import os
import subprocess
import sys
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from docgen import Quantity
from docgen.batch.contexts import Contexts, digest

PLAIN = st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab户", max_size=2) | st.dates() | st.floats(0, 1)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner), max_leaves=4
)
ONE = st.dictionaries(st.sampled_from(["户", "名", "x", ""]), VALUES, max_size=4)
ALIKE = st.lists(st.fixed_dictionaries({"户": VALUES, "名": VALUES, "x": PLAIN}), max_size=5)
SOME = ALIKE | st.lists(ONE, max_size=4)


class Level(IntEnum):
    """A number with a name."""

    LOW = 1


class Bare(int):
    """A number that holds nothing else."""

    __slots__ = ()


def exact(value: Any) -> Any:
    """The value with its type and that of all in it: what prints the same."""
    if isinstance(value, dict):
        return "dict", [(exact(key), exact(each)) for key, each in value.items()]
    if isinstance(value, list):
        return "list", [exact(each) for each in value]
    return type(value), value


def all_exact(contexts: Any) -> Any:
    return [sorted((name, exact(value)) for name, value in each.items()) for each in contexts]


@settings(deadline=None)
@given(SOME)
def test_they_come_out_as_they_went_in(contexts):
    made = Contexts.of(contexts)
    assert len(made) == len(contexts)
    assert [dict(sorted(each.items())) for each in made] == [dict(sorted(each.items())) for each in contexts]
    assert repr(all_exact(made)) == repr(all_exact(contexts))


@settings(deadline=None)
@given(SOME, SOME)
def test_digests_are_equal_just_when_contexts_are(one, two):
    equal = repr(all_exact(one)) == repr(all_exact(two))
    assert (Contexts.of(one).digest() == Contexts.of(two).digest()) == equal


@settings(deadline=None)
@given(
    st.lists(st.fixed_dictionaries({"户": st.text("ab", max_size=1), "名": st.integers(0, 2)}), min_size=1, max_size=4)
)
def test_it_does_not_matter_which_values_are_one_object(contexts):
    copies = [{name: _copy(each[name]) for name in reversed(each)} for each in contexts]
    assert Contexts.of(copies).digest() == Contexts.of(contexts).digest()


def _copy(value: Any) -> Any:
    return "".join(list(value)) if isinstance(value, str) else value


def test_what_prints_otherwise_has_another_digest():
    values = [1, True, 1.0, "1", Quantity(1), Quantity(1, over=True), Level.LOW, Bare(1), b"1", [1], (1,), {1: 1}]
    values += [
        date(2013, 11, 6),
        datetime(2013, 11, 6),
        time(9),
        Decimal(1),
        {1},
        frozenset({1}),
        None,
        {"1": [date(1, 1, 1)]},
    ]
    assert len({digest(value) for value in values}) == len(values)
    assert len({Contexts.of([{"x": value}, {"x": value}]).digest() for value in values}) == len(values)
    assert len({Contexts.of([{"x": 2}, {"x": value}]).digest() for value in values}) == len(values)


SCRIPT = """
from datetime import date
from docgen import Quantity
from docgen.batch.contexts import Contexts, digest
words = {"甲", "乙", "丙", "丁", "ab", "cd"}
facts = {"词": words, "日": date(2013, 11, 6), "数": Quantity(3)}
contexts = [{**facts, "n": n, "表": {"x": [words, n]}} for n in range(3)]
print(Contexts.of(contexts).digest(), digest(frozenset(words)), digest([words, date(2013, 1, 1)]))
"""


def test_digests_are_the_same_in_processes_of_other_hash_seeds():
    made = set()
    for seed in ("0", "1", "12345"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        made.add(
            subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True).stdout
        )
    assert len(made) == 1
    assert Path(sys.executable).exists()
