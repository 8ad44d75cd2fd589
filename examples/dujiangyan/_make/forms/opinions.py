"""What people think of those in office, what inspections saw, what others may learn from."""

from __future__ import annotations

from _make.forms.parts import ACROSS, MARK, SIDE, Field, across, add_list, listing, pair
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.sheets import Row, form, label, lines, value

BALLOT = (
    Field("姓　名", 1500, "{{ 行.姓名|姓名对齐 }}"),
    Field("职　务", 0, "{{ 行.现任职务 }}"),
    *(Field(head, 1090, "") for head in ("满意", "基本满意", "不满意", "弃权")),
)


def ballot() -> Builder:
    """民主评议票 of a community: nobody signs it, and it has no number."""
    builder = Builder("民主评议票")
    builder.title("{{ 社区 }}班子成员届满民主评议票")
    builder.blank()
    add_list(builder, listing(BALLOT, "行 in 现任干部", height=620, big=True))
    builder.blank()
    builder.body(
        "说明：本票不记名、不编号。请对每名同志作出评价，在相应栏内划“√”，每人只能选一项，多选的无效。"
        "填好后请投入票箱，不得由他人代填。"
    )
    return builder


VOTES = (
    Field("序号", 600, "{{ 行.序号 }}"),
    Field("社区", 1300, "{{ 行.社区 }}"),
    Field("姓名", 980, "{{ 行.姓名 }}"),
    Field("职务", 0, "{{ 行.职务|空 }}"),
    Field("评议日期", 1250, "{{ 行.评议日期|月日 }}"),
    Field("应到", 680, "{{ 行.应到人数|空 }}"),
    Field("实到", 680, "{{ 行.实到人数 }}"),
    Field("有效票", 740, "{{ 行.有效票|空 }}"),
    Field("满意", 680, "{{ 行.满意 }}"),
    Field("基本\n满意", 680, "{{ 行.基本满意 }}"),
    Field("不满意", 740, "{{ 行.不满意 }}"),
    Field("弃权", 680, "{{ 行.弃权|空 }}"),
    Field("不满\n意率", 920, "{{ 行.不满意率|百分数(1)|空 }}"),
)


def outcome() -> Builder:
    """民主评议结果 of a township."""
    note = "填报单位：{{ 党组织全称|空 }}　　　　共评议{{ 民主评议|length }}名"
    foot = "监票人：　　　　　　　　计票人：　　　　　　　　填报日期：　　　　年　　月　　日"
    builder = across("民主评议结果", "{{ 乡镇名称 }}社区班子成员届满民主评议结果汇总表", note, foot)
    add_list(builder, listing(VOTES, "行 in 民主评议", height=320), ACROSS)
    return builder


def inspection() -> Builder:
    """督查记录 of a visit."""
    builder = Builder("督查记录")
    builder.paragraph(styles.MARK, MARK)
    builder.title("社区党组织换届督查抽查记录")
    builder.blank()
    rows = [
        pair("督查日期", "{{ 日期 }}", "督查方式", "{{ 方式 }}"),
        pair("乡镇街道", "{{ 乡镇 }}", "社　　区", "{{ 社区|空 }}"),
        pair("督 查 组", "{{ 组号 }}", "检 查 人", "{{ 检查人|空 }}"),
        Row(label("发现问题", SIDE), lines("{{ 发现问题 }}", middle=True), height=2000),
        pair("问题等级", "{{ 问题等级|空 }}", "处理意见", "{{ 处理意见|空 }}"),
        pair("整改期限", "{{ 整改期限|空 }}", "整改情况", "{{ 整改情况|空 }}"),
        Row(label("被督查\n单位意见", SIDE), lines("\n\n　　　　　　　　　　　　负责人（签字）："), height=1800),
        Row(label("检查人\n签　字", SIDE), value(), height=900),
    ]
    builder.add(form(rows))
    builder.paragraph(styles.ANCHOR)
    return builder


def good_example() -> Builder:
    """典型经验材料: what a place did well."""
    builder = Builder("典型经验材料")
    builder.paragraph(styles.MARK, MARK)
    builder.title("{{ 标题 }}")
    builder.paragraph(styles.ISSUE, "——{{ 乡镇 }}{{ 社区|default('') }}换届工作典型经验")
    builder.blank()
    builder.body("{{ 内容 }}")
    builder.blank()
    builder.paragraph(styles.TABLE_NOTE, "编报：{{ 发文单位 }}", "\t", "{{ 宣传日期 }}")
    builder.tag("{%p if 采用期号 %}")
    builder.paragraph(styles.TABLE_FOOT, "（刊于信息专报第{{ 采用期号 }}期）")
    builder.tag("{%p endif %}")
    return builder
