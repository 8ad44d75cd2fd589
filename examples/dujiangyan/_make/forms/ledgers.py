"""四本台账: on pages across, the header on each page."""

from __future__ import annotations

from _make.forms.parts import ACROSS, Field, across, add_list, listing, total
from docgen.gongwen import styles
from docgen.gongwen.build import Builder

SIGNED = "填报人：　　　　　　　　审核人：　　　　　　　　填报日期：　　　　年　　月　　日"


def _sum(name: str) -> str:
    return f"{{{{ 社区|合计('{name}', 空=0) }}}}"


COMMUNITIES = (
    Field("序号", 620, "{{ 行.序号 }}", "合计"),
    Field("社区", 1500, "{{ 行.社区名称 }}", "{{ 社区|length }}个"),
    Field("党组织\n类　型", 980, "{{ 行.党组织类型|空 }}"),
    Field("党员数\n（名）", 920, "{{ 行.党员数 }}", _sum("党员数")),
    Field("总户数\n（户）", 980, "{{ 行.总户数 }}", _sum("总户数")),
    Field("常住人口\n（人）", 1060, "{{ 行.常住人口|空 }}", _sum("常住人口")),
    Field("小组数\n（个）", 900, "{{ 行.村民小组数|空 }}", _sum("村民小组数")),
    Field("应选职数\n（名）", 1000, "{{ 行.应选职数 }}", _sum("应选职数")),
    Field("分类", 1100, "{{ 行.社区分类|空 }}"),
    Field("主要问题", 0, "{{ 行.主要问题|空 }}"),
    Field("选举日期", 1300, "{{ 行.选举日期|月日|空 }}"),
)


def communities() -> Builder:
    """基础工作明白账: the communities of a township."""
    title = "{{ 乡镇名称 }}社区基层基础工作明白账"
    builder = across("基础工作明白账", title, "填报单位：{{ 党组织全称|空 }}", SIGNED)
    add_list(builder, [*listing(COMMUNITIES, "行 in 社区"), total(COMMUNITIES)], ACROSS)
    return builder


CADRES = (
    Field("序号", 620, "{{ 行.序号 }}"),
    Field("社区", 1350, "{{ 行.社区 }}"),
    Field("姓名", 1000, "{{ 行.姓名 }}"),
    Field("身份证号", 2100, "{{ 行.身份证号|身份证脱敏|空 }}"),
    Field("现任职务", 0, "{{ 行.现任职务 }}"),
    Field("组织类别", 1460, "{{ 行.组织类别|空|replace('(', '（')|replace(')', '）') }}"),
    Field("任职时间", 1450, "{{ 行.任职时间|年月|空 }}"),
    Field("处理情形", 1060, "{{ 行.处理情形|空 }}"),
    Field("参选意向", 1060, "{{ 行.是否参选|空 }}"),
)


def cadres() -> Builder:
    """干部队伍信息台账: those in office in a township."""
    note = "填报单位：{{ 党组织全称|空 }}　　　　共{{ 现任干部|length }}名"
    builder = across("干部队伍信息台账", "{{ 乡镇名称 }}社区干部队伍信息台账", note, SIGNED)
    add_list(builder, listing(CADRES, "行 in 现任干部"), ACROSS)
    return builder


OF_COMMUNITIES = (
    Field("序号", 620, "{{ 行.序号 }}"),
    Field("乡镇（街道）", 1700, "{{ 行.乡镇 }}"),
    Field("社区", 1700, "{{ 行.社区名称 }}"),
    Field("分类", 1200, "{{ 行.社区分类 }}"),
    Field("主要问题", 0, "{{ 行.主要问题 }}"),
    Field("包片市领导", 1400, "{{ 行.乡镇.包片市领导|空 }}"),
    Field("当前阶段", 1300, "{{ 行.当前阶段|空 }}"),
    Field("化解情况", 1900, ""),
)
OF_INSPECTIONS = (
    Field("序号", 620, "{{ 行.序号 }}"),
    Field("日期", 1250, "{{ 行.日期|月日 }}"),
    Field("乡镇（街道）", 1500, "{{ 行.乡镇 }}"),
    Field("社区", 1500, "{{ 行.社区|空 }}"),
    Field("等级", 800, "{{ 行.问题等级 }}"),
    Field("发现问题", 0, "{{ 行.发现问题 }}"),
    Field("处理意见", 1200, "{{ 行.处理意见|空 }}"),
    Field("整改期限", 1250, "{{ 行.整改期限|月日|空 }}"),
    Field("整改情况", 1150, "{{ 行.整改情况|空 }}"),
)


def problems() -> Builder:
    """重点难点问题台账: what communities have, and what inspections found."""
    note = "社区存在的主要问题{{ 社区问题|length }}件，督查抽查发现的较重以上问题{{ 督查问题|length }}件"
    builder = across("重点难点问题台账", "社区重点难点问题台账", note, SIGNED)
    builder.paragraph(styles.TABLE_TITLE, "一、社区存在的主要问题")
    add_list(builder, listing(OF_COMMUNITIES, "行 in 社区问题"), ACROSS)
    builder.paragraph(styles.TABLE_TITLE, "二、督查抽查发现的较重以上问题")
    add_list(builder, listing(OF_INSPECTIONS, "行 in 督查问题"), ACROSS)
    return builder


CLASSIFIED = (
    Field("序号", 620, "{{ 行.序号 }}"),
    Field("乡镇（街道）", 1500, "{{ 行.乡镇 }}"),
    Field("社区", 1500, "{{ 行.社区名称 }}"),
    Field("党员数", 900, "{{ 行.党员数 }}"),
    Field("总户数", 1000, "{{ 行.总户数 }}"),
    Field("主要问题", 0, "{{ 行.主要问题|空 }}"),
    Field("包片市领导", 1350, "{{ 行.乡镇.包片市领导|空 }}"),
    Field("指导组", 1300, "{{ 行.乡镇.指导组.组号 }}"),
    Field("当前阶段", 1300, "{{ 行.当前阶段|空 }}"),
)


def classified() -> Builder:
    """重点社区分类管理台账: a list for each class."""
    builder = across(
        "重点社区分类管理台账",
        "重点社区分类管理台账",
        "{% for 类 in 各类 %}{{ 类.社区分类 }}社区{{ 类.行|length }}个{% if not loop.last %}，{% endif %}{% endfor %}",
        SIGNED,
    )
    builder.tag("{%p for 类 in 各类 %}")
    builder.paragraph(styles.TABLE_TITLE, "{{ 类.序号|汉字数字 }}、{{ 类.社区分类 }}社区（{{ 类.行|length }}个）")
    add_list(builder, listing(CLASSIFIED, "行 in 类.行"), ACROSS)
    builder.tag("{%p endfor %}")
    return builder
