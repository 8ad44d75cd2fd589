"""E03, E17, E48, E52, W53, W55: households, letters and what else is handed out (domain.md §3.2, §6 B and F)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen import Dataset, Finding, Record, Severity, Text, check
from docgen.records.checks.roll import delivered, first_of, in_communities, in_townships, twins
from docgen.records.outreach import LETTER, Distribution, Household
from docgen.records.places import Community, Township
from docgen.records.rules import Rules

Sheets = tuple[str, str, str, str]
_CONTACTS = {"hotline": "举报电话", "email": "电子邮箱"}
_UNITS = {LETTER: "封", "公告": "份", "标语横幅": "条", "知识问答": "本份"}


@check(
    "E03",
    Severity.ERROR,
    Text(
        "one household twice: the same roll in two files, or a 户编号 given twice",
        "同一户出现两次：两个文件是同一份户册，或户编号重复",
    ),
    needs=(Household,),
    hint=Text("Delete one of the two, or letters are printed twice.", "请删去其中一处，否则公开信会印两遍。"),
)
def households_twice(data: Dataset) -> Iterator[Finding]:
    """By 户编号, else by community, address and head; said once for each two sheets."""
    first: dict[object, Household] = {}
    twice: dict[Sheets, list[tuple[Household, Household]]] = {}
    for row in data.once(twins):
        address, head = _address(row), row.get("head")
        for key in (row.get("code"), (address, head) if address and head else None):
            if key is not None and (other := first.setdefault(key, row)) is not row:
                twice.setdefault(_sheets(other, row), []).append((other, row))
                break
    for pairs in twice.values():
        yield _twice(pairs)


def _address(row: Household) -> tuple[object, ...] | None:
    """Where the household is, if that is known; communities by identity, since there may be 100,000 households."""
    community, address = row.get("community"), row.get("address")
    return (id(community), row.get("group"), address) if community and address else None


def _sheets(other: Record, row: Record) -> Sheets:
    return other.origin.file, other.origin.sheet, row.origin.file, row.origin.sheet


def _twice(pairs: list[tuple[Household, Household]]) -> Finding:
    """Under many codes other heads stand where a column was sorted alone."""
    other, row = pairs[0]
    renamed = sum(a.get("code") == b.get("code") and a.get("head") != b.get("head") for a, b in pairs)
    if 2 * renamed > len(pairs) > 1:
        text = Text(
            "{n} 户编号 of {other} stand here with other heads: was a column sorted alone?",
            "{n}个户编号与别处重复而户主不同，第一处：{other}；是不是单独给一列排了序？",
        )
        return Finding(row, text.format(n=renamed, other=other.origin), column="head")
    text = Text("{n} households stand elsewhere too; the first is {other}", "有{n}户与别处重复，第一处：{other}")
    return Finding(row, text.format(n=len(pairs), other=other.origin))


@check(
    "W03",
    Severity.WARNING,
    Text("one address, several heads", "同一地址有不同的户主"),
    needs=(Household,),
    hint=Text("Right for two household books; else mend the address.", "一处两本户口簿的属正常；否则请改正地址。"),
)
def heads_of_one_address(data: Dataset) -> Iterator[Finding]:
    first: dict[object, Household] = {}
    for row in data.once(twins):
        address, head = _address(row), row.get("head")
        other = first.setdefault(address, row) if address and head else row
        if other.get("head") != head:
            yield Finding(row, Text("the address of {other} too", "与 {other} 同一地址").format(other=other.origin))


@check(
    "E17",
    Severity.ERROR,
    Text("an approximate number where letters are counted one by one", "公开信的份数用了约数（余）"),
    needs=(Distribution,),
    hint=Text("Fill in the exact number.", "请填准确的数。"),
)
def approximate_letters(data: Dataset) -> Iterator[Finding]:
    for row in data[Distribution].where(material=LETTER):
        for name in ("planned", "printed", "issued", "signed"):
            if getattr(row.get(name), "over", False):
                text = Text("{title} says {n}; letters are counted exactly", "{title}填{n}，公开信应逐封计数")
                title = Distribution.__table__.column(name).title
                yield Finding(row, text.format(title=title, n=row.get(name)), column=name)


@check(
    "E48",
    Severity.ERROR,
    Text("a township with letters, without hotline or e-mail", "有公开信的乡镇没有举报电话或电子邮箱"),
    needs=(Household, Township),
    hint=Text("Fill in 举报电话 and 电子邮箱 of its group in 指导组.", "请在指导组表里补填该组的举报电话和电子邮箱。"),
)
def hotlines(data: Dataset) -> Iterator[Finding]:
    """Once a township, however many households wait for its letters."""
    waiting = in_townships(data)
    for township in (row for row in data[Township] if row in waiting):
        group = township.get("group")
        titles = "、".join(title for name, title in _CONTACTS.items() if group is None or group.get(name) is None)
        if titles:
            text = Text("no {titles} for its {n} letters", "有{n}封公开信，但没有{titles}")
            yield Finding(township, text.format(titles=titles, n=waiting[township]), column="group")


@check(
    "E52",
    Severity.ERROR,
    Text(
        "a roll with many more or fewer households than 社区.总户数 ([rules] roll_off)",
        "户册的户数与社区总户数相差过大（[rules] roll_off）",
    ),
    needs=(Household, Community),
    hint=Text(
        "Is it the right roll? Else mend 总户数, or allow more in docgen.toml.",
        "户册拿对了吗？对的话请改正总户数，或在 docgen.toml 放宽。",
    ),
)
def roll_and_community(data: Dataset) -> Iterator[Finding]:
    """Communities without any row are not on this roll."""
    share = Rules.of(data.settings).roll_off
    first = data.once(first_of)
    for community, count in data.once(in_communities).items():
        stated = community.get("households") if community else None
        if community and stated is not None and _off(count, stated, share):
            text = Text("{community}: {a} households here, 总户数 is {b}", "{community}：这里有{a}户，总户数为{b}")
            text = text.format(community=community.get("name", ""), a=count, b=stated)
            yield Finding(first[community], text, column="community")


def _off(count: int, stated: int, share: int) -> bool:
    return 100 * abs(count - stated) > share * stated


@check(
    "E52",
    Severity.ERROR,
    Text("宣传发放.应发数 of letters is not 社区.总户数", "公开信应发数与社区总户数不符"),
    needs=(Distribution, Community),
    hint=Text("The first batch goes to every household.", "第一批公开信应发给每一户。"),
)
def letters_and_households(data: Dataset) -> Iterator[Finding]:
    """By the largest batch of a community: later ones repeat what came back."""
    share = Rules.of(data.settings).roll_off
    for community, rows in data[Distribution].where(material=LETTER).by("community").items():
        planned = [row for row in rows if row.get("planned") is not None]
        stated = community.get("households") if community else None
        if planned and stated is not None:
            largest = max(planned, key=lambda row: int(row.planned))
            if _off(int(largest.planned), stated, share):
                text = Text("应发数 {a}, 总户数 of the community is {b}", "应发数{a}，社区总户数{b}")
                yield Finding(largest, text.format(a=largest.planned, b=stated), column="planned")


@check(
    "W53",
    Severity.WARNING,
    Text("more handed out than printed, or more signed for than handed out", "实发多于印制，或签收多于实发"),
    needs=(Distribution,),
    hint=Text("Compare with the receipts.", "请对照签收表核实。"),
)
def more_than_there_were(data: Dataset) -> Iterator[Finding]:
    for row in data[Distribution]:
        for more, less in (("printed", "issued"), ("issued", "signed")):
            a, b = row.get(more), row.get(less)
            if a is not None and b is not None and int(b) > int(a):
                titles = [Distribution.__table__.column(name).title for name in (less, more)]
                text = Text("{less} {b} is more than {more} {a}", "{less}{b}多于{more}{a}")
                yield Finding(row, text.format(less=titles[0], b=b, more=titles[1], a=a), column=less)


@check(
    "W53",
    Severity.WARNING,
    Text("签收数 is not the number of households with 送达情况 = 已送达", "签收数与户册里已送达的户数不符"),
    needs=(Distribution, Household),
    hint=Text("Bring the two up to the same day.", "请把两处更新到同一天。"),
)
def signed_and_delivered(data: Dataset) -> Iterator[Finding]:
    """Only where the roll records deliveries at all."""
    signed: dict[Any, list[Distribution]] = {}
    for row in data[Distribution].where(lambda row: row.material == LETTER and row.signed is not None):
        signed.setdefault(row.get("community"), []).append(row)
    for community, count in delivered(data).items():
        rows = signed.get(community, [])
        total = sum(int(row.signed) for row in rows)
        if community and rows and total != count:
            text = Text("签收数 {a}, delivered by the roll {b}", "签收数合计{a}，户册里已送达{b}户")
            yield Finding(rows[0], text.format(a=total, b=count), column="signed")


@check(
    "W55",
    Severity.WARNING,
    Text(
        "an unusual measure word (公开信 封, 公告 份, 标语横幅 条, 知识问答 本)",
        "计量单位不合习惯（公开信—封，公告—份，标语横幅—条，知识问答—本）",
    ),
    needs=(Distribution,),
    hint=Text("Mend 计量单位, or see whether 物料 is right.", "请改正计量单位，或核对物料。"),
)
def measure_words(data: Dataset) -> Iterator[Finding]:
    for row in data[Distribution].where(lambda row: row.unit and row.material in _UNITS):
        if row.unit not in _UNITS[row.material]:
            text = Text("{material} is counted in {usual}, not {unit}", "{material}以“{usual}”计，不用“{unit}”")
            text = text.format(material=row.material, usual=_UNITS[row.material][0], unit=row.unit)
            yield Finding(row, text, column="unit")
