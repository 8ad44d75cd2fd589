"""What the papers of print packs print: cover sheet, receipt list, and lists of a run.

Pure functions of what packs hold. Each gives the context of the template of its name below templates/letter/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.batch.packs.counting import Counts, by_place
from docgen.batch.packs.lacking import chars, lacking
from docgen.batch.packs.pack import Member, Outline, Pack, Printed

SUMMARY = "letter/分发汇总.docx"
HANDOVER = "letter/交接单.docx"
RECALL = "letter/撤回清单.docx"

ROWS = 25
"""Rows of a page of the receipt list."""

DELIVERER = "投递员"
"""The column of the receipt list that has its place behind the signature."""

NOT_KNOWN = "—"
_ONE_LINE = (5, 6, 13, 4)
_SMALL = (18, 18, 48, 12)
"""How many 字 fit into the columns of a row, 投递员 the last: in one line, and in three lines of small type, each of
which may end a 字 early."""


@dataclass(frozen=True)
class Recall:
    """A printed letter that has to be pulled out of its bundle: where it lies (township, community, pack, number), its
    code, the household as it was, why (更正, 搬走, 删除), and where the letter is that takes its place, if any does."""

    town: str
    place: str
    pack: str
    number: int
    code: str
    was: str
    why: str
    now: str = ""


# -- the cover sheet --


def cover(pack: Pack) -> dict[str, Any]:
    """The cover sheet, which is the label of the bundle too."""
    return {
        "标题": f"{pack.title}印制封面单",
        "乡镇": pack.town,
        "社区": pack.place,
        "批次": f"第{pack.number}批",
        "附记": "（补发）" if pack.supplement else f"共{pack.of}批",
        "应发": pack.due,
        "本批": len(pack.members),
        "缺": len(pack.missing),
        "备用": pack.spares,
        "起止序号": numbers(pack.outline),
        "起止编号": codes(pack.outline),
        "投递员": pack.deliverer,
        "印刷": sides(pack),
        "版本": pack.version or NOT_KNOWN,
        "缺件": lacking(pack.missing),
    }


def numbers(pack: Outline) -> str:
    """001—400: the first and the last number of the pack, also of what is missing at its ends."""
    return f"{pack.numbers[0]:03}—{pack.numbers[1]:03}" if pack.numbers else NOT_KNOWN


def ends(pack: Outline) -> tuple[str, str]:
    """The codes of the first and the last letter of the pack."""
    first, last = pack.codes
    return first or NOT_KNOWN, last or NOT_KNOWN


def codes(pack: Outline) -> str:
    """They in one text."""
    first, last = ends(pack)
    return first if first == last else f"{first} 至 {last}"


def sides(pack: Pack | Outline) -> str:
    """How its sheets are printed."""
    return "双面" if pack.both_sides else "单面"


# -- the receipt list --


def receipts(pack: Pack, titles: Sequence[str]) -> dict[str, Any]:
    """The receipt list: pages of 25 rows, spares after the letters. `titles` are those of the members' `receipt`;
    投递员 stands behind the signature, the others before it (see `_Columns`)."""
    columns = _Columns.of(titles)
    rows: list[Member | int] = [*pack.members, *range(1, pack.spares + 1)]
    starts = range(0, max(len(rows), 1), ROWS)
    pages = [_page(number, rows[start : start + ROWS], columns) for number, start in enumerate(starts, 1)]
    pages[-1]["末页"] = True
    return {
        "标题": f"{pack.place}{pack.title}签收表（{_bracketed(pack)}）",
        "乡镇": pack.town,
        "社区": pack.place,
        "起止序号": numbers(pack.outline),
        "栏": columns.heads,
        "各页": pages,
        "页数": len(pages),
        "应发": len(pack.members),
        "备用": pack.spares,
    }


def _bracketed(pack: Pack) -> str:
    """第3批，补发: within brackets there are no others."""
    return f"第{pack.number}批" + ("，补发" if pack.supplement else "")


def _page(number: int, rows: Sequence[Member | int], columns: _Columns) -> dict[str, Any]:
    letters = [columns.row(row) for row in rows if isinstance(row, Member)]
    spares = [f"备{row}" for row in rows if isinstance(row, int)]
    return {"页码": number, "行": letters, "备用": spares, "应发": len(letters), "末页": False}


@dataclass(frozen=True)
class _Columns:
    """The columns before the signature, two narrow ones and a wide one: `heads`, and which values of a member stand in
    each. Of one or two titles the code goes before them; of more than three the last ones share the wide column."""

    heads: tuple[str, str, str]
    places: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    deliverer: int | None

    @classmethod
    def of(cls, titles: Sequence[str]) -> _Columns:
        """Those for the titles of a receipt list."""
        own = [place for place, title in enumerate(titles) if title != DELIVERER]
        groups = [(place,) for place in own[:2]] + [tuple(own[2:])] if len(own) > 2 else [(place,) for place in own]
        groups = [(_CODE,)] * (len(own) < 3) + groups
        places = (*groups, *[()] * (3 - len(groups)))
        heads = ["编号" if group == (_CODE,) else "、".join(titles[place] for place in group) for group in places]
        deliverer = titles.index(DELIVERER) if DELIVERER in titles else None
        return cls((heads[0], heads[1], heads[2]), (places[0], places[1], places[2]), deliverer)

    def row(self, member: Member) -> dict[str, Any]:
        """What a row prints; `小`: it needs small type."""
        values = member.receipt
        texts = [self._text(member, group) for group in self.places]
        texts.append(values[self.deliverer] if self.deliverer is not None else "")
        small = any(len(text) > room and chars(text) > room for text, room in zip(texts, _ONE_LINE, strict=True))
        if small:
            texts = [_cut(text, room) for text, room in zip(texts, _SMALL, strict=True)]
        first, second, wide, deliverer = texts
        return {
            "序号": member.number,
            "栏一": first,
            "栏二": second,
            "栏三": wide,
            "投递员": deliverer,
            "小": small,
        }

    def _text(self, member: Member, group: tuple[int, ...]) -> str:
        """The values of a column; one that nobody knows is said to be so, but a column without a title stays empty."""
        values = [member.code if place == _CODE else member.receipt[place] for place in group]
        return "　".join(filter(None, values)) or NOT_KNOWN * bool(group)


_CODE = -1


def _cut(text: str, room: int) -> str:
    """The text as far as there is room, and a mark that it goes on."""
    return text if len(text) <= room else text[: room - 1] + "…"


# -- lists of a run --


def summary(printed: Sequence[Printed], pulled: Mapping[tuple[str, str], int] | None = None) -> dict[str, Any]:
    """What was printed, by township and by community; `pulled` says how many letters of a community (township,
    community) were pulled out again."""
    pulled = pulled or {}
    places = {
        place: replace(counts, recalled=pulled.get(place, 0))
        for place, counts in by_place([each.pack for each in printed]).items()
    }
    towns: dict[str, Counts] = {}
    for (town, _), counts in places.items():
        towns[town] = towns.get(town, Counts()) + counts
    return {
        "标题": f"{_title(printed)}分发汇总表",
        "乡镇表": [{"序号": n, "乡镇": town, **counts.shown()} for n, (town, counts) in enumerate(towns.items(), 1)],
        "社区表": [
            {"序号": n, "乡镇": town, "社区": place, **counts.shown()}
            for n, ((town, place), counts) in enumerate(places.items(), 1)
        ],
        "合计": sum(places.values(), Counts()).shown(),
        "不符": "、".join(town + place for (town, place), counts in places.items() if not counts.adds_up),
    }


def _title(printed: Sequence[Printed]) -> str:
    return printed[0].pack.title if printed else ""


def handover(printed: Sequence[Printed], others: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """The sheet that is signed when the packs of a township (or of several) are handed over, with `others`: files by
    folder and name that go with them."""
    packs = [each.pack for each in printed]
    files = [(each.folder, name) for each in printed for name in (each.letters, each.cover, each.receipts) if name]
    files += others
    return {
        "标题": f"{_title(printed)}交接单",
        "乡镇": "、".join(dict.fromkeys(pack.town for pack in packs)),
        "名称": _title(printed),
        "批": [
            {
                "序号": number,
                "社区": pack.place,
                "批次": pack.name,
                "份数": pack.letters,
                "备用": pack.spares,
                "缺": len(pack.missing),
                "首号": ends(pack)[0],
                "末号": ends(pack)[1],
            }
            for number, pack in enumerate(packs, 1)
        ],
        "合计": {
            "社区数": len({(pack.town, pack.place) for pack in packs}),
            "批数": len(packs),
            "份数": sum(pack.letters for pack in packs),
            "备用": sum(pack.spares for pack in packs),
            "缺": sum(len(pack.missing) for pack in packs),
        },
        "文件": [{"序号": number, "文件夹": folder, "文件": name} for number, (folder, name) in enumerate(files, 1)],
    }


def recalled(rows: Sequence[Recall], title: str) -> dict[str, Any]:
    """The letters to pull out of their bundles, in the order of `rows`; `title` is that of their packs."""
    return {
        "标题": f"{title}撤回清单",
        "份数": len(rows),
        "行表": [
            {
                "序号": number,
                "乡镇": row.town,
                "社区": row.place,
                "批次": row.pack,
                "件号": f"{row.number:03}",
                "编号": row.code or NOT_KNOWN,
                "原户": row.was or NOT_KNOWN,
                "原因": row.why,
                "新件": row.now or "无",
            }
            for number, row in enumerate(rows, 1)
        ],
    }
