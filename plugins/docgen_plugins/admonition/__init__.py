"""诫勉谈话: the notice before a talk, its record, the pledge after it, one a person; and the ledger of all talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from docgen import (
    Access,
    Dataset,
    Generator,
    Kind,
    Problem,
    Registry,
    Text,
    UsageError,
    chinese_date,
    column,
    parameter,
)
from docgen.records import AdmonitionTalk, Appraisal, Incumbent
from docgen_plugins.admonition.cases import Case, Cases, called, place_and_name, same_post, whereabouts

RECTIFIES = "整改后参选"


class _Papers(Generator):
    """One paper for each talk in the band with the people that are named, or with all."""

    access = Access.RESTRICTED
    nobody = Text("no talk with {name} is in the band", "诫勉区间内没有与“{name}”的谈话")

    names: tuple[str, ...] = parameter(
        Text(
            "NAMES: of people; where two have one name, 社区 and name, or 谈话编号",
            "NAMES（姓名）：一人或多人；同名的写社区加姓名，或写谈话编号",
        ),
        tuple,
    )
    all: bool = parameter(Text("All talks in the band.", "诫勉区间内的全部谈话。"), bool, default=False)

    def rows(self, data: Dataset) -> list[Case]:
        """The cases of those who are named, or all. Raises UsageError for nobody, and for a name that is unclear."""
        if bool(self.names) == self.all:
            raise UsageError(_WHO, hint=_WHO_HINT)
        cases = [case for case in data.once(Cases).in_band() if self.where(case)]
        return cases if self.all else called(cases, self.names, self.nobody)

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """With --all, who else lies in the band, and which talks do not."""
        return data.once(Cases).left_out() if self.all else ()

    def context(self, row: Case, data: Dataset) -> dict[str, Any]:
        """The person, the talk and the votes."""
        return {**_person(row), **_talk(row), **_votes(row)}


class AdmonitionRecord(_Papers):
    """诫勉谈话记录: what is said and decided in the talk stays blank, whatever the sheet holds."""

    name = "admonition"
    alias = "诫勉"
    title = Text("record of an admonition talk (诫勉谈话记录)", "诫勉谈话记录")
    template = "admonition/诫勉谈话记录.docx"
    filename = "诫勉谈话/谈话记录/{{ 编号 }}{{ 单位 }}{{ 姓名 }}_{{ 谈话日 }}_诫勉谈话记录"

    def context(self, row: Case, data: Dataset) -> dict[str, Any]:
        """The person as the list of incumbents has them, the talk, the votes, and what it was about."""
        content = row.talk.content or ""
        return {**super().context(row, data), **_in_office(row, data), "要点": content.rstrip("。")}


class AdmonitionNotice(_Papers):
    """谈话通知 to the person, with a receipt."""

    name = "admonition notice"
    alias = "谈话通知"
    title = Text("notice of an admonition talk (谈话通知)", "诫勉谈话通知")
    template = "admonition/诫勉谈话通知.docx"
    filename = "诫勉谈话/谈话通知/{{ 编号 }}{{ 单位 }}{{ 姓名 }}_{{ 谈话日 }}_诫勉谈话通知"

    def context(self, row: Case, data: Dataset) -> dict[str, Any]:
        """The talk to come, the votes, and who asks for it."""
        return {**super().context(row, data), "落款": data.settings.issuer}


class AdmonitionPledge(_Papers):
    """整改承诺书 of those who mend and run, to be signed."""

    name = "admonition pledge"
    alias = "整改承诺书"
    title = Text("pledge to mend after an admonition talk (整改承诺书)", "整改承诺书")
    template = "admonition/整改承诺书.docx"
    nobody = Text("{name} is nobody who is to mend and run", "“{name}”不是诫勉后整改参选的人")
    filename = "诫勉谈话/整改承诺书/{{ 编号 }}{{ 单位 }}{{ 姓名 }}_{{ 谈话日 }}_整改承诺书"

    def where(self, row: Case) -> bool:
        """Whether the talk ended so."""
        return bool(row.talk.get("outcome") == RECTIFIES)

    def context(self, row: Case, data: Dataset) -> dict[str, Any]:
        """What was agreed after the talk, as far as it is entered."""
        remedy, day = row.talk.remedy or "", row.talk.remedy_by
        agreed = {"整改措施": remedy.rstrip("。"), "整改期限": chinese_date(day) if day else ""}
        return {**super().context(row, data), **agreed, "落款": data.settings.issuer}


class AdmonitionLedger(Generator):
    """诫勉谈话台账: a row for each talk in the band, with what came of it."""

    name = "admonition ledger"
    alias = "诫勉台账"
    title = Text("ledger of the admonition talks (诫勉谈话台账)", "诫勉谈话台账")
    template = "admonition/诫勉谈话台账.docx"
    filename = "诫勉谈话/诫勉谈话台账"
    access = Access.RESTRICTED

    def left_out(self, data: Dataset) -> Iterable[Problem]:
        """Who else lies in the band, and which talks do not."""
        return data.once(Cases).left_out()

    def context(self, row: None, data: Dataset) -> dict[str, Any]:
        """The rows in the order of the sheet."""
        cases = data.once(Cases)
        lines = [{"序号": number, **_line(case)} for number, case in enumerate(cases.in_band(), 1)]
        limits = {"诫勉下限": f"{cases.bands.talk_from}%", "参选上限": f"{cases.bands.bar_above}%"}
        number = data.mark_missing(len(lines), Appraisal, AdmonitionTalk)
        return {"台账": lines, "人次": number, "基数": cases.bands.basis, **limits}


_WHO = Text("whose papers? Type names, or --all", "给谁生成？请写姓名，或写 --all")
_WHO_HINT = Text("Either one, not both.", "两者写其一。")


def _person(case: Case) -> dict[str, str]:
    talk = case.talk
    return {"编号": talk.number or "", "姓名": talk.name, "单位": whereabouts(talk), "职务": talk.post}


def _in_office(case: Case, data: Dataset) -> dict[str, str]:
    """What the list of incumbents says of the person; blank where it is silent, or could mean another."""
    rows = data[Incumbent].where(lambda row: place_and_name(row) == place_and_name(case.talk))
    meant = same_post(list(rows), case.talk)
    row = meant[0] if len(meant) == 1 else None
    known = {name: row.get(name) if row else None for name in ("sex", "born", "party", "since")}
    return {
        "性别": known["sex"] or "",
        "出生年月": _month(known["born"]),
        "政治面貌": known["party"] or "",
        "任职时间": _month(known["since"]),
    }


def _talk(case: Case) -> dict[str, Any]:
    talk = case.talk
    return {
        "谈话日期": chinese_date(talk.held_on),
        "谈话日": talk.held_on.isoformat(),
        "谈话地点": talk.venue,
        "谈话人": list(talk.talkers),
        "记录人": talk.recorder,
    }


def _votes(case: Case) -> dict[str, Any]:
    row, bands = case.appraisal, case.bands
    return {
        "评议日期": chinese_date(row.held_on),
        "应到": row.expected,
        "实到": row.present,
        "发出": row.handed_out,
        "收回": row.returned,
        "有效票": case.valid,
        "不满意票": row.dissatisfied,
        "基数": bands.basis,
        "基数票": case.base,
        "不满意率": case.rate,
        "诫勉下限": f"{bands.talk_from}%",
        "参选上限": f"{bands.bar_above}%",
    }


def _line(case: Case) -> dict[str, Any]:
    talk, row = case.talk, case.appraisal
    talkers = f"{talk.talkers[0]}等{len(talk.talkers)}人" if len(talk.talkers) > 1 else "".join(talk.talkers)
    return {
        **_person(case),
        "乡镇": talk.township.name,
        "社区": talk.community.name,
        "评议日期": _day(row.held_on),
        "票": f"{row.dissatisfied}/{case.base}",
        "不满意率": case.rate,
        "谈话日期": _day(talk.held_on),
        "谈话人": talkers,
        "参选意向": talk.outcome or "",
        "整改期限": _day(talk.remedy_by),
        "整改结果": talk.remedy_result or "",
    }


def _day(day: date | None) -> str:
    """As narrow as a column of the ledger."""
    return f"{day.month}.{day.day}" if day else ""


def _month(day: date | None) -> str:
    return f"{day.year}年{day.month}月" if day else ""


def contribute(docgen: Registry) -> None:
    """Contribute the papers of a talk, and the columns of 现任干部 that only its record prints."""
    docgen.column(Incumbent, "sex", column("性别", "男/女", kind=Kind.ENUM, options=("男", "女")))
    docgen.column(Incumbent, "born", column("出生年月", "出生日期", "出生时间", kind=Kind.YEARMONTH))
    docgen.column(Incumbent, "party", column("政治面貌", "党员/群众", "是否党员"))
    for generator in (AdmonitionRecord, AdmonitionNotice, AdmonitionPledge, AdmonitionLedger):
        docgen.generator(generator)
