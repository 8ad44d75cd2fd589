"""An official document without a fault, line by line, into which a test plants one."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import docx

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import record
from docgen.gongwen.layout import HEITI, RED, XIAOBIAOSONG
from docgen.gongwen.oxml import Element, paragraph, w


@dataclass(frozen=True)
class Line:
    """A paragraph; `looks` are elements of its w:pPr and w:rPr by name, with their attributes."""

    text: str = ""
    style: str | None = None
    para: dict[str, dict[str, Any]] = field(default_factory=dict)
    char: dict[str, dict[str, Any]] = field(default_factory=dict)
    more: tuple[tuple[str, dict[str, Any]], ...] = ()  # further runs: text, their w:rPr

    def element(self) -> Element:
        """It in WordprocessingML."""
        made = paragraph(self.style)
        looks = made.find(w("pPr").tag)
        if looks is None:
            looks = w("pPr")
            made.append(looks)
        for name in PARA:
            if name in self.para:
                looks.append(rule(**self.para[name]) if name == "pBdr" else w(name, **self.para[name]))
        for text, char in ((self.text, self.char), *self.more):
            run = paragraph(None, text).find(w("r").tag) if text else None
            if run is not None:
                old = run.find(w("rPr").tag)
                if char:
                    run.insert(0, w("rPr", *(w(name, **char[name]) for name in CHAR if name in char)))
                    if old is not None:
                        run.remove(old)
                made.append(run)
        return made


PARA = ("keepNext", "pageBreakBefore", "pBdr", "snapToGrid", "spacing", "ind", "jc")
CHAR = ("rFonts", "b", "i", "vanish", "color", "sz", "u")


def rule(**border: Any) -> Element:
    return w("pBdr", w("bottom", val="single", sz=8, space=7, color=RED, **border))


def face(font: Any) -> dict[str, Any]:
    return {"rFonts": {"hint": "eastAsia", "eastAsia": font.name}}


def big(font: Any, size: int, color: str = RED) -> dict[str, Any]:
    return face(font) | {"color": {"val": color}, "sz": {"val": size}}


BODY, TITLE = styles.BODY.id, styles.TITLE.id
RIGHT = {"jc": {"val": "right"}}
SENTENCE = "各乡镇要按照市委的统一部署，把社区党组织换届工作摆上重要位置，认真抓好落实。"
CLEAN = {
    "copy": Line("000012"),
    "secrecy": Line("机密★1年", char=face(HEITI)),
    "urgency": Line("特急", char=face(HEITI)),
    "mark": Line(
        "都江堰市民政局文件",
        para={
            "snapToGrid": {"val": 0},
            "spacing": {"before": 247, "line": 720, "lineRule": "exact"},
            "jc": {"val": "center"},
        },
        char=big(XIAOBIAOSONG, 72),
    ),
    "gap1": Line(),
    "gap2": Line(),
    "number": Line("都民发〔2013〕12号", para={"pBdr": {}, "jc": {"val": "center"}}),
    "gap3": Line(),
    "gap4": Line(),
    "title": Line("关于做好社区换届工作的通知", TITLE),
    "gap5": Line(),
    "addressee": Line("各乡镇人民政府、街道办事处："),
    "p1": Line(SENTENCE, BODY),
    "h1": Line("一、总体要求", styles.HEADING_1.id),
    "h2": Line("（一）严格程序", styles.HEADING_2.id),
    "p2": Line("1．依法依规，按照《条例》（国发〔2012〕3号）规定的程序办理各项换届事务。", BODY),
    "p3": Line("2．统筹安排，把握时间节点，确保在2013年12月20日以前全部完成选举。", BODY),
    "h3": Line("二、工作要求", styles.HEADING_1.id),
    "p4": Line(SENTENCE * 3, BODY),
    "gap6": Line(),
    "attachment": Line("附件：1．社区换届工作流程", BODY),
    "attachment 2": Line("2．社区选举日程安排", para={"ind": {"left": 1890, "hanging": 315}}),
    "gap7": Line(),
    "gap8": Line(),
    "name": Line("都江堰市民政局", para={"ind": {"right": 1180}, **RIGHT}),
    "date": Line("2013年11月22日", para={"ind": {"right": 1260}, **RIGHT}),
    "note": Line("（此件公开发布）", BODY),
    "annex": Line("附件1", styles.ANNEX.id),
    "gap9": Line(),
    "annex title": Line("社区换届工作流程", TITLE),
    "gap10": Line(),
    "steps": Line("社区换届工作分为宣传发动、推荐提名、资格审查和组织选举四个阶段进行。", BODY),
    "annex 2": Line("附件2", styles.ANNEX.id),
    "gap11": Line(),
    "annex title 2": Line("社区选举日程安排", TITLE),
    "gap12": Line(),
    "days": Line("各社区选举大会安排在2013年12月上旬进行，具体日期由乡镇人民政府确定。", BODY),
}
COPIES = ("抄送：市纪委，市人大常委会办公室。",)
PRINTED = ("都江堰市民政局办公室", "2013年11月22日印发")


class Paper:
    """Makes documents: the clean one with some lines changed, taken away (None) or added behind another one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self,
        changes: dict[str, Any] | None = None,
        *,
        copies: tuple[str, ...] = COPIES,
        printed: tuple[str, str] = PRINTED,
        edit: Callable[[Any], object] | None = None,
        name: str = "通知.docx",
    ) -> Path:
        """The path of a document; a change is a text, a Line, None, a list of lines or what makes a line of a line."""
        builder = Builder("通知")
        for key, line in CLEAN.items():
            change = (changes or {}).get(key, line)
            made = change(line) if callable(change) else change
            lines = [] if made is None else made if isinstance(made, list) else [made]
            builder.add(*((replace(line, text=x) if isinstance(x, str) else x).element() for x in lines))
        if copies or printed:
            builder.add(record(copies, printed), paragraph(styles.ANCHOR.id))
        path = self.folder / name
        builder.save(path)
        if edit:
            document = docx.Document(str(path))
            edit(document)
            document.save(str(path))
        return path


def also(**looks: dict[str, Any]) -> Callable[[Line], Line]:
    """A change of the paragraph's looks."""
    return lambda line: replace(line, para={**line.para, **looks})


def inked(**looks: dict[str, Any]) -> Callable[[Line], Line]:
    """A change of the characters' looks."""
    return lambda line: replace(line, char={**line.char, **looks})
