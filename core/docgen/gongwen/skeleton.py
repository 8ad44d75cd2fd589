"""A template to begin with: the elements that were asked for, with tags that a clerk can read, and data to try it with.

builder, data = skeleton(Wish("通知", frozenset(KINDS["通知"].elements), ("某某市民政局",)))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.gongwen import styles
from docgen.gongwen.build import Builder, Redhead
from docgen.gongwen.elements import Column
from docgen.gongwen.fields import width
from docgen.gongwen.kinds import KINDS, Wish
from docgen.gongwen.layout import LETTERHEAD_CHARS, SIGN_OFF

_REDHEADS: dict[str, Redhead] = {"套红": "drawn", "预印": "printed", "无": "none"}
_DATE = "2013年11月22日"
_ORGAN = "某某市民政局"
_SIGNERS = ("郑远山", "周清", "吴桐", "李平", "王川", "张岷")
_SENTENCE = "各有关单位要按照统一部署，把这项工作摆上重要位置，明确责任，认真抓好落实。"
_COLUMNS = (("序号", 1000), ("名称", 5344), ("数量", 2500))


def skeleton(wish: Wish) -> tuple[Builder, dict[str, Any]]:
    """The template, and for each name in it something that it might print."""
    sketch = _Sketch(wish)
    sketch.head()
    sketch.title()
    sketch.text()
    sketch.end()
    sketch.annexes()
    sketch.imprint()
    return sketch.builder, sketch.data


class _Sketch:
    """Fills a builder from top to bottom, and keeps what each tag might print."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.builder = Builder(wish.kind)
        self.data: dict[str, Any] = {}

    def tag(self, name: str, sample: object, form: str = "{{{{ {name} }}}}") -> str:
        """The tag of a name."""
        self.data[name] = sample
        return form.format(name=name)

    @property
    def organ(self) -> str:
        """The leading organ, or the tag for it."""
        return self.wish.organs[0] if self.wish.organs else self.tag("发文机关", _ORGAN)

    @property
    def joint(self) -> bool:
        """Whether several organs issue it."""
        return len(self.wish.organs) > 1

    # -- 版头 --

    def head(self) -> None:
        """All above the title."""
        if not self.wish.has("版头"):
            return
        if self.wish.form == "信函":
            self.builder.letter_format(self.organ, narrow=self._is_narrow(self.organ))
            self.builder.letter_number(self._numbered("某民函"), *self._stack())
        elif self.wish.form == "简报":
            self._masthead()
        else:
            self._mark()
            self.builder.blank(2)
            self._number()
            self.builder.blank(2)

    def _stack(self) -> Iterator[tuple[styles.Style, str]]:
        if self.wish.has("份号"):
            yield styles.COPY_NUMBER, self.tag("份号", "000001")
        if self.wish.has("密级"):
            yield styles.SECRECY, self.tag("密级", "秘密★1年")
        if self.wish.has("紧急程度"):
            yield styles.SECRECY, self.tag("紧急程度", "加急")

    def _numbered(self, code: str) -> str:
        """发文字号 (7.2.5)."""
        return f"{self.tag('机关代字', code)}〔{self.tag('年份', 2013)}〕{self.tag('顺序号', 3)}号"

    def _is_narrow(self, mark: str) -> bool:
        return "{{" not in mark and width(mark) > LETTERHEAD_CHARS

    def _mark(self) -> None:
        redhead = _REDHEADS[self.wish.redhead]
        stack = list(self._stack())
        if redhead == "none":
            for style, text in stack:
                self.builder.paragraph(style, text)
            return
        self.builder.letterhead_space(*stack)
        if self.joint and redhead == "drawn" and self.wish.form == "文件":
            self.builder.joint_letterhead(self.wish.organs)
            return
        mark = self.organ + ("会议纪要" if self.wish.form == "纪要" else "文件")
        self.builder.letterhead(mark, redhead, narrow=self._is_narrow(mark))

    def _number(self) -> None:
        redhead, number = _REDHEADS[self.wish.redhead], self._numbered("某民发")
        if not self.wish.has("签发人"):
            self.builder.number(number, redhead)
            return
        *above, last = self._signers()
        for line in above:
            self.builder.signed_number("", *line, "none")
        self.builder.signed_number(number, *last, redhead)

    def _signers(self) -> list[tuple[str, str]]:
        """Two names a line, those of further lines below the first (7.2.6)."""
        count = self.wish.signers
        names = ["签发人"] if count == 1 else [f"签发人{n}" for n in range(1, count + 1)]
        tags = [
            self.tag(name, sample, "{{{{ {name}|姓名对齐 }}}}") for name, sample in zip(names, _SIGNERS, strict=False)
        ]
        lines = ["　".join(tags[at : at + 2]) for at in range(0, count, 2)]
        if count > 1 and count % 2:
            lines[-1] += 4 * "　"
        return [("" if at else "签发人：", line) for at, line in enumerate(lines)]

    def _masthead(self) -> None:
        name, issue = self.tag("刊名", "工作简报"), self.tag("期号", 3)
        date = self.tag("印发日期", _DATE)
        self.builder.newsletter_masthead(self.organ, name, f"第{issue}期", self.organ, date)
        self.builder.blank()

    # -- 标题 and text --

    def title(self) -> None:
        """标题 and 主送机关."""
        self.builder.title(self.tag("标题", KINDS[self.wish.kind].title))
        self.builder.blank()
        if self.wish.has("主送"):
            self.builder.addressees(self.tag("主送", KINDS[self.wish.kind].to) + "：")

    def text(self) -> None:
        """正文, the four levels, a table, 结束语."""
        self.builder.body(self.tag("正文", f"为做好有关工作，现就有关事项明确如下。{_SENTENCE}"))
        if self.wish.has("层次"):
            self.builder.heading("一、" + self.tag("一级标题", "总体要求"))
            self.builder.heading("（一）" + self.tag("二级标题", "严格程序"), 2)
            self.builder.body("1．" + self.tag("第一项", _SENTENCE))
            self.builder.body("（1）" + self.tag("其中一点", _SENTENCE))
            self.builder.heading("二、" + self.tag("又一个一级标题", "工作要求"))
            self.builder.body(self.tag("工作要求", _SENTENCE))
        if self.wish.has("表格"):
            self._table()
        if closing := KINDS[self.wish.kind].closing:  # stays with the signature, which may not stand alone on a page
            self.builder.paragraph(styles.CLOSING, self.tag("结束语", closing))

    def _table(self) -> None:
        self.builder.paragraph(styles.TABLE_TITLE, self.tag("表题", "有关事项一览表"))
        cells = [Column(name, wide, f"{{{{ 行.{name} }}}}") for name, wide in _COLUMNS]
        self.builder.table(cells, "行 in 表格")
        self.data["表格"] = [{"序号": n, "名称": f"某某事项{n}", "数量": 10 * n} for n in (1, 2, 3)]

    # -- below the text --

    def end(self) -> None:
        """附件说明, 出席, 署名, 成文日期 and 附注."""
        titles = [title for _, title in self._annexes()]
        if titles:
            self.builder.annex_note(*titles)
        if self.wish.has("出席"):
            self.builder.blank()
            for label, names in (("出席", "郑远山、周清、吴桐"), ("请假", "李平"), ("列席", "王川、张岷")):
                self.builder.attendance(label, self.tag(label, names))
        if self.wish.has("署名"):
            self._signature()
        if self.wish.has("附注"):
            self.builder.note(self._note())

    def _signature(self) -> None:
        date, organs = self.tag("成文日期", _DATE), self.wish.organs
        if self.joint and self.wish.sealed:
            self.builder.joint_sealed(organs, date)
        elif self.joint:
            self.builder.joint_unsealed(organs, date, like=_DATE)
        elif self.wish.sealed:
            self.builder.sealed(self.organ, date, long=bool(organs) and width(self.organ) > SIGN_OFF.chars)
        else:
            self.builder.unsealed(self.organ, date, like=_DATE)

    def _note(self) -> str:
        if self.wish.kind == "请示":
            return f"联系人：{self.tag('联系人', '周清')}，电话：{self.tag('联系电话', '028-01000001')}"
        return self.tag("附注", "此件公开发布")

    def _annexes(self) -> Iterator[tuple[str, str]]:
        """The number and the title of each attachment; a single one has no number."""
        count = self.wish.annexes if self.wish.has("附件") else 0
        for n in range(1, count + 1):
            number = str(n) if count > 1 else ""
            yield number, self.tag(f"附件{number}名称", f"有关事项安排表{number}")

    def annexes(self) -> None:
        """The attachments on their pages (7.3.7)."""
        for number, title in self._annexes():
            self.builder.annex(number, title)
            self.builder.body(self.tag(f"附件{number}内容", _SENTENCE))

    def imprint(self) -> None:
        """版记 (7.4, 10.1)."""
        if not self.wish.has("版记"):
            return
        if self.wish.form == "简报":
            lines = [f"{word}：{self.tag(word, sample)}" for word, sample in _RECORD.items()]
            self.builder.record(lines, (self.organ, f"共印{self.tag('份数', 60)}份"))
            return
        copies = f"抄送：{self.tag('抄送', '市纪委机关，市委组织部')}。"
        if self.wish.form == "信函":
            self.builder.letter_copies(copies)
        else:
            issuer = self.tag("印发机关", f"{self.wish.organs[0] if self.wish.organs else _ORGAN}办公室")
            self.builder.imprint(copies, "抄送", issuer, f"{self.tag('印发日期', _DATE)}印发")


_RECORD = {"报": "市委、市政府领导", "送": "领导小组成员单位", "发": "各镇、街道"}
