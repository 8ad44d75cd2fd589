"""签到表, 结果报告单, 交接清单: tables that are signed."""

from __future__ import annotations

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import PAGE
from docgen.gongwen.sheets import Cell, Row, form, label, value
from docgen.gongwen.sheets import each as for_each

DATE = "　　　　年　　月　　日"


def attendance() -> Builder:
    """签到表: 20 rows on the first page, 25 on each further one."""
    builder = Builder("签到表")
    builder.title("{{ 社区 }}党员大会签到表")
    side = 1100
    when, where = value("{{ 选举日期 }}{{ 会议时间 }}", 3322), value("{{ 会议地点 }}")
    came = (label("应　到", side), value("{{ 党员|length }}人", 1848), label("实　到", side), value("人", 1848))
    rows = [
        Row(label("时　间", side), when, label("地　点", side), where, height=440),
        Row(*came, label("请　假", side), value("人"), height=440),
    ]
    builder.add(form(rows))
    builder.paragraph(styles.GAP)
    widths = (("序号", 800), ("姓　名", 1900), ("党小组", 1700), ("签　名", 2644), ("备　注", 1800))
    cells = ("{{ 人.序号 }}", "{{ 人.姓名|姓名对齐 }}", "{{ 人.党小组|空('') }}", "", "")
    columns = [Column(title, width, cell) for (title, width), cell in zip(widths, cells, strict=True)]
    builder.table(columns, "人 in 党员", row_height=460)
    builder.paragraph(styles.ANCHOR)
    return builder


COUNTS = (
    (("应　　到", "应到"), ("实　　到", "实到"), ("发出选票", "发出选票")),
    (("收回选票", "收回选票"), ("有 效 票", "有效票"), ("废　　票", "废票")),
)


def result() -> Builder:
    """结果报告单: the counts, the votes of each, three kinds of tellers."""
    builder = Builder("结果报告单")
    builder.title("{{ 社区 }}{{ 党组织类型 }}委员会委员")
    builder.title("选举结果报告单")
    builder.paragraph(
        styles.TABLE_NOTE, "大会日期：{{ 得票[0].大会日期 }}", "\t", "应选{{ 应选职数 }}名，单位：人、张、票"
    )
    wide = PAGE.text_width // 6
    counts = [
        Row(*(cell for title, name in line for cell in (label(title, wide), value(f"{{{{ 得票[0].{name} }}}}", wide))))
        for line in COUNTS
    ]
    builder.add(form(counts))
    builder.paragraph(styles.GAP)
    names = (("姓　名", 2244), ("职　务", 1300), ("赞成", 1100), ("不赞成", 1100), ("弃权", 1100), ("是否当选", 2000))
    head = Row(*(label(title, width) for title, width in names), header=True)
    cells = ("姓名|姓名对齐", "职务", "赞成", "不赞成|空", "弃权|空", "是否当选")
    line = Row(*(value(f"{{{{ 人.{cell} }}}}", width) for cell, (_, width) in zip(cells, names, strict=True)))
    builder.add(form([head, *for_each("人 in 得票", line)]))
    builder.paragraph(styles.TABLE_NOTE, "注：不赞成、弃权栏为“—”的，是选票上另选的人。")
    builder.paragraph(styles.GAP)
    signed = [
        Row(
            label("总监票人", 1500),
            value("{{ 得票[0].总监票人 }}", 3000),
            label("签　　字", 1300),
            value(""),
            height=700,
        ),
        Row(
            label("监 票 人", 1500), value("{{ 得票[0].监票人 }}", 3000), label("签　　字", 1300), value(""), height=700
        ),
        Row(
            label("计 票 人", 1500), value("{{ 得票[0].计票人 }}", 3000), label("签　　字", 1300), value(""), height=700
        ),
    ]
    builder.add(form(signed))
    builder.paragraph(styles.TABLE_NOTE, "大会主持人（签字）：", "\t", DATE)
    return builder


THINGS = (
    Column("序号", 640, "{{ 行.序号 }}"),
    Column("类别", 800, "{{ 行.类别 }}"),
    Column("名　　称", 3004, "{{ 行.名称 }}"),
    Column("数量", 760, "{{ 行.数量 }}"),
    Column("单位", 640, "{{ 行.单位|空('') }}"),
    Column("状　　况", 2000, "{{ 行.状况|空('') }}"),
    Column("备　注", 1000, "{{ 行.备注|空('') }}"),
)


def handover() -> Builder:
    """交接清单: a row a thing, three signatures that stay together."""
    builder = Builder("交接清单")
    builder.title("{{ 社区 }}新老班子交接清单")
    builder.paragraph(styles.TABLE_NOTE, "移交单位：{{ 社区 }}上届班子", "\t", "共{{ 交接清单|length }}项")
    builder.table(THINGS, "行 in 交接清单", row_height=440)
    builder.paragraph(
        styles.CLOSING, "以上各项经当面清点，账实相符，交接完毕。本清单一式三份，移交人、接收人、监交人各执一份。"
    )
    who = ("移 交 人", "接 收 人", "监 交 人")
    sign = Row(
        *(Cell(f"{each}（签字）：", 0 if each == who[-1] else 2948, styles.TABLE_FOOT) for each in who), height=800
    )
    date = Row(*(Cell(DATE, 0 if each == who[-1] else 2948, styles.TABLE_FOOT) for each in who), height=480)
    builder.add(form([sign, date]))
    builder.paragraph(styles.ANCHOR)
    return builder
