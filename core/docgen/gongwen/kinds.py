"""文种 and elements that a skeleton of an official document may have: names, help, what each kind has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from docgen.text import Text

#: Each element with what it is, in the order of the standard.
ELEMENTS: dict[str, Text] = {
    "版头": Text("the organ's mark in red, 发文字号 and the red rule", "发文机关标志、发文字号和红线"),
    "份号": Text("the number of the copy", "六位份号"),
    "密级": Text("secrecy and its term, with 份号", "密级和保密期限（同时有份号）"),
    "紧急程度": Text("特急 or 加急", "特急、加急"),
    "签发人": Text("who issues it, for a document to a superior (--signers)", "上行文的签发人（几人写 --signers）"),
    "主送": Text("whom it is sent to", "主送机关"),
    "层次": Text("headings 一、 （一） 1. （1）", "一、（一）1.（1）四层小标题"),
    "表格": Text("a table with a row for each item", "每项一行的表格"),
    "附件": Text("附件说明 and the attachments on their pages (--annexes)", "附件说明和附件（几个写 --annexes）"),
    "署名": Text(
        "signature and date, with room for the seal (--unsealed: without)", "署名和成文日期（不盖章写 --unsealed）"
    ),
    "附注": Text("a note in brackets below the date", "成文日期下加括号的附注"),
    "出席": Text("who was there, excused and listening, in 纪要", "纪要的出席、请假、列席名单"),
    "版记": Text("whom copies go to, who printed it and when", "抄送、印发机关和印发日期"),
}

Form = Literal["文件", "信函", "纪要", "简报"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A 文种: its format, what its documents have, a title as it might be, its last words (none where
    nobody signs it), and whom it might be sent to."""

    form: Form
    elements: tuple[str, ...]
    title: str
    closing: str = ""
    to: str = "各镇人民政府、街道办事处"


_USUAL = ("版头", "主送", "层次", "署名", "版记")
_UPWARD = ("版头", "签发人", "主送", "层次", "署名", "版记")
KINDS: dict[str, Kind] = {
    "通知": Kind("文件", _USUAL, "关于做好防汛救灾有关工作的通知", "特此通知。"),
    "通报": Kind("文件", _USUAL, "关于防汛救灾督查情况的通报", "特此通报。"),
    "意见": Kind("文件", _USUAL, "关于做好防汛救灾工作的意见", "请结合实际，认真贯彻执行。"),
    "决定": Kind("文件", _USUAL, "关于表扬先进集体的决定", "希望受到表扬的集体再接再厉，取得新的成绩。"),
    "请示": Kind("文件", (*_UPWARD, "附注"), "关于增加防汛救灾工作经费的请示", "妥否，请批示。", "某某市人民政府"),
    "报告": Kind("文件", _UPWARD, "关于防汛救灾工作进展情况的报告", "特此报告。", "某某市人民政府"),
    "批复": Kind("文件", ("版头", "主送", "署名", "版记"), "关于调整学校规模的批复", "此复。", "某某镇人民政府"),
    "公告": Kind("文件", ("版头", "层次", "署名"), "关于防汛救灾捐赠有关事项的公告", "特此公告。"),
    "通告": Kind("文件", ("版头", "层次", "署名"), "关于防汛救灾捐赠有关事项的通告", "特此通告。"),
    "函": Kind("信函", ("版头", "主送", "署名", "版记"), "关于商请提供资料的函", "专此函达。", "某某市公安局"),
    "纪要": Kind("纪要", ("版头", "层次", "出席", "版记"), "防汛救灾工作领导小组会议纪要"),
    "简报": Kind("简报", ("版头", "层次", "版记"), "防汛救灾工作平稳推进"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a skeleton is to be like. `organs` are the names of those that issue it, the leading one first; none where
    a tag is to stand for it."""

    kind: str = "通知"
    elements: frozenset[str] = frozenset()
    organs: tuple[str, ...] = ()
    redhead: str = "套红"
    sealed: bool = True
    signers: int = 1
    annexes: int = 1

    @property
    def form(self) -> Form:
        """The format of its kind."""
        return KINDS[self.kind].form

    def has(self, element: str) -> bool:
        """Whether it has an element; 密级 brings 份号 with it."""
        return element in self.elements or (element == "份号" and "密级" in self.elements)
