"""Which records stand together in a pack, and what its files are called."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from packing import pack

from docgen.batch.packs.division import divided, file_names, together

SPLITS = st.lists(st.sampled_from(["", "赵一", "钱二", "孙三"]), max_size=60)


@settings(deadline=None)
@given(SPLITS)
def test_records_of_one_split_stand_side_by_side_in_their_order(splits):
    records = list(enumerate(splits))
    order = together(records, splits)
    assert sorted(order) == records
    for split in set(splits):
        places = [place for place, record in enumerate(order) if record[1] == split]
        assert places == list(range(places[0], places[-1] + 1))
        assert [order[place] for place in places] == [record for record in records if record[1] == split]
    assert list(dict.fromkeys(split for _, split in order)) == list(dict.fromkeys(splits))


@settings(deadline=None)
@given(SPLITS, st.integers(1, 7))
def test_every_record_is_in_one_pack_of_one_split_that_is_not_too_large(splits, size):
    splits = together(splits, splits)
    packs = list(divided(splits, size))
    assert [place for pack in packs for place in pack] == list(range(len(splits)))
    assert all(0 < len(pack) <= size for pack in packs)
    assert all(len({splits[place] for place in pack}) == 1 for pack in packs)
    ends = pairwise(packs)
    assert all(len(one) == size or splits[one[-1]] != splits[two[0]] for one, two in ends)


def test_names_say_batch_and_numbers_those_missing_too():
    one = pack(40, missing=2)
    assert file_names(one, "公开信_丰乐社区") == (
        "公开信_丰乐社区_第1批_001-040.docx",
        "公开信_丰乐社区_第1批_封面单.docx",
        "公开信_丰乐社区_第1批_签收表.docx",
    )
    late = replace(
        one, number=12, supplement=True, members=tuple(m._replace(number=m.number + 990) for m in one.members)
    )
    assert file_names(late, "信")[0] == "信_第12批（补发）_0005-1030.docx"
