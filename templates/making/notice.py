"""The template of the 补充通知."""

from collections.abc import Mapping

from making.official import head, signature

from docgen import Record
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.records import Recommendation, ScheduleEntry

#: The blank forms: the table whose columns they have, the widths of these in twips.
FORMS: Mapping[str, tuple[type[Record], Mapping[str, int]]] = {
    "推荐结果汇总表": (
        Recommendation,
        {
            "社区": 1000,
            "推荐日期": 760,
            "应推荐户数": 640,
            "实推荐户数": 640,
            "发出推荐票": 640,
            "收回推荐票": 640,
            "有效票": 560,
            "姓名": 1000,
            "拟任职务": 820,
            "得票数": 560,
            "是否初步人选": 640,
            "备注": 464,
        },
    ),
    "日程表": (
        ScheduleEntry,
        {"阶段": 2500, "开始日期": 1400, "结束日期": 1400, "责任单位": 2000, "备注": 1064},
    ),
}
ROWS = 14


def notice() -> Builder:
    """补充通知: letterhead, what it adds to, numbered duties, signature, blank forms, 版记."""
    builder = Builder("补充通知")
    head(builder)
    builder.addressees("{{ 主送 }}：")
    builder.body("{{ 引用 }}印发以来，{{ 缘由 }}经研究，现就有关事项补充通知如下：")
    _duties(builder)
    _annex_note(builder)
    signature(builder)
    builder.note("联系人：{{ 联系人 }}，联系电话：{{ 联系电话 }}")
    builder.tag("{%p for 件 in 附件 %}")
    builder.annex("{{ 件.序号 }}", "{{ 件.标题 }}")
    _forms(builder)
    builder.tag("{%p endfor %}")
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}")
    return builder


def _duties(builder: Builder) -> None:
    """The headings 一、二、三、, below each its duties; a single one has no number."""
    builder.tag("{%p for 部分 in 事项 %}")
    builder.heading("{{ loop.index|汉字数字 }}、{{ 部分.标题 }}")
    builder.tag("{%p for 条 in 部分.内容 %}")
    builder.body("{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 条 }}")
    builder.tag("{%p endfor %}")
    builder.tag("{%p endfor %}")
    builder.tag("{%p if 结束语 %}")
    builder.paragraph(styles.CLOSING, "{{ 结束语 }}")
    builder.tag("{%p endif %}")


def _annex_note(builder: Builder) -> None:
    builder.tag("{%p if 附件 %}")
    builder.space()
    builder.tag("{%p endif %}")
    builder.tag("{%p for 件 in 附件 %}")
    builder.tag("{%p if loop.length == 1 %}")
    builder.paragraph(styles.ANNEX_NOTE, "附件：{{ 件.标题 }}")
    builder.tag("{%p elif loop.first %}")
    builder.numbered_annex_note("{{ 件.序号 }}.", "{{ 件.标题 }}", first=True)
    builder.tag("{%p else %}")
    builder.numbered_annex_note("{{ 件.序号 }}.", "{{ 件.标题 }}", first=False)
    builder.tag("{%p endif %}")
    builder.tag("{%p endfor %}")


def _forms(builder: Builder) -> None:
    """One for each attachment; one that is none of the forms says 【待补】."""
    for place, (name, (record, widths)) in enumerate(FORMS.items()):
        builder.tag(f"{{%p {'elif' if place else 'if'} 件.表 == '{name}' %}}")
        builder.paragraph(styles.TABLE_NOTE, "填报单位（盖章）：", "\t", "填报日期：　　　　年　　月　　日")
        builder.form(_columns(record, widths), ROWS)
        builder.paragraph(styles.TABLE_NOTE, "填表人：　　　　　　审核人：", "\t", "联系电话：　　　　　　　　")
    builder.tag("{%p else %}")
    builder.body("{{ 件.内容 }}")
    builder.tag("{%p endif %}")


def _columns(record: type[Record], widths: Mapping[str, int]) -> list[Column]:
    """序号 and columns of the table; raises ValueError when it lacks one."""
    unknown = widths.keys() - {column.title for column in record.__table__.columns}
    if unknown:
        raise ValueError(f"{record.__table__.name}: {unknown}")
    return [Column("序号", 480, ""), *(Column(title, width, "") for title, width in widths.items())]
