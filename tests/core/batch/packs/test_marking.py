"""Which packs can be marked as printed, and which not any more."""

from hashlib import sha256
from pathlib import Path

import pytest

from docgen.batch.packs.marking import mark, unmark
from docgen.batch.shards import Shard, stats
from docgen.problems import DocgenError, UsageError
from docgen.register.printed import Printings
from docgen.register.store import Store

DAY = "2013-11-06"


@pytest.fixture
def printings(tmp_path) -> Printings:
    return Printings(Store(tmp_path / "register.sqlite"), "letter")


def shard(out: Path, *numbers: int, recalls: tuple[tuple[int, int], ...] = ()) -> Shard:
    """A community with packs of these numbers, a letter in each."""
    folder, packs, sums = out / "信" / "丰乐社区", [], []
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        files = names(number)
        for name in files:
            (folder / name).write_text(str(number))
        members = [[number, f"04-{number}", "台账.xlsx / 户 / 第2行", f"digest{number}", "陈建国"]]
        facts = {**PACK, "number": number, "of": len(numbers), "due": len(numbers)}
        packs.append({**facts, "members": members, "files": files})
        sums += [(name, _sha256(str(number))) for name in files]
    facts = {"packs": packs, "order": [4], "recalls": recalls}
    return Shard.of(folder, ("石羊镇", "丰乐社区"), "d", stats(folder, sums), facts)


PACK = {
    "title": "公开信",
    "town": "石羊镇",
    "place": "丰乐社区",
    "version": "1",
    "template": "t",
    "deliverer": "",
    "spares": 0,
    "supplement": False,
    "both_sides": False,
    "missing": [],
}


def names(number: int) -> list[str]:
    """The files of a pack: its letters, its cover sheet and its receipt list."""
    return [f"第{number}批.docx", f"第{number}批_封面单.docx", f"第{number}批_签收表.docx"]


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_what_is_marked_is_kept_with_letters_and_files(tmp_path, printings):
    ((pack,), _) = mark([shard(tmp_path, 1)], printings, tmp_path, DAY)
    assert printings.all() == [pack]
    assert (pack.town, pack.place, pack.number, pack.day, pack.folder) == ("石羊镇", "丰乐社区", 1, DAY, "信/丰乐社区")
    assert pack.files == dict.fromkeys(names(1), _sha256("1"))
    assert [(letter.code, letter.digest, letter.was) for letter in pack.letters] == [("04-1", "digest1", "陈建国")]
    assert mark([shard(tmp_path, 1)], printings, tmp_path, DAY) == ([], 0)


@pytest.mark.parametrize("change", [lambda file: file.unlink(), lambda file: file.write_text("edited")])
def test_nothing_is_marked_when_one_file_is_not_as_it_was_made(tmp_path, printings, change):
    packs = shard(tmp_path, 1, 2)
    change(packs.path / "第2批.docx")
    with pytest.raises(DocgenError) as caught:
        mark([packs], printings, tmp_path, DAY)
    assert "第2批.docx" in str(caught.value.where)
    assert printings.all() == []


def test_packs_are_marked_from_the_front_and_unmarked_from_behind(tmp_path, printings):
    packs = shard(tmp_path, 1, 2, 3)
    with pytest.raises(UsageError, match="pack 1 comes before pack 2"):
        mark([packs], printings, tmp_path, DAY, only=2)
    assert [pack.number for pack in mark([packs], printings, tmp_path, DAY, only=1).packs] == [1]
    assert [pack.number for pack in mark([packs], printings, tmp_path, DAY).packs] == [2, 3]
    with pytest.raises(UsageError, match="pack 3 comes after pack 2"):
        unmark([packs], printings, only=2)
    assert [pack.number for pack in unmark([packs], printings, only=3)] == [3]
    assert [pack.number for pack in unmark([packs], printings)] == [1, 2]
    assert printings.all() == []


def test_a_number_that_no_pack_has_marks_nothing(tmp_path, printings):
    assert mark([shard(tmp_path, 1)], printings, tmp_path, DAY, only=7) == ([], 0)
    assert printings.all() == []


def test_letters_on_the_list_are_taken_to_be_pulled_out(tmp_path, printings):
    mark([shard(tmp_path, 1)], printings, tmp_path, DAY)
    mark([shard(tmp_path, 1, recalls=((1, 1), (1, 9), (4, 1)))], printings, tmp_path, DAY)
    assert [letter.recalled for letter in printings.all()[0].letters] == [True]
