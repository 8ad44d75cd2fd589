"""The official documents of the review: 联审汇总报告 and 征求意见函."""

from making.official import head, signature

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import PAGE
from docgen.gongwen.sheets import Cell, Row, each, form

MISSING = "【待补】"


def _count(title: str, width: int, name: str, total: str = "") -> Column:
    return Column(title, width, f"{{{{ 行.{name} }}}}", f"{{{{ {total}.{name} }}}}" if total else "", number=True)


TOWNSHIPS = (
    Column("序号", 624, "{{ 行.序号 }}", total=None),
    Column("乡镇（街道）", 1940, "{{ 行.乡镇 }}", "合　计"),
    _count("初步\n人选", 900, "初步人选", "人数"),
    _count("初审\n通过", 900, "初审通过", "人数"),
    _count("参审", 900, "参审", "人数"),
    _count("合格", 900, "合格", "人数"),
    _count("取消\n资格", 860, "取消资格", "人数"),
    _count("待核", 800, "待核", "人数"),
    _count("取消率", 1020, "取消率", "人数"),
)
REASONS = (
    Column("条款", 900, "{{ 行.条款 }}", total=None),
    Column("代码", 1000, "{{ 行.代码 }}", "合　计"),
    Column("情　　形", 4744, "{{ 行.情形 }}"),
    Column("人数", 1000, "{{ 行.人数 }}", "{{ 人数.取消资格 }}", number=True),
    Column("占取消\n人　数", 1200, "{{ 行.占比 }}", "{{ 原因合计 }}", number=True),
)
DEPARTMENTS = (
    Column("部　门", 2244, "{{ 行.部门 }}", "合　计"),
    *(_count(name, 1100, name, "部门合计") for name in ("应审", "已审", "无异议", "有异议", "待核", "未反馈")),
)


def summary() -> Builder:
    """报告 to the superior: numbers, three tables, people's words."""
    builder = Builder("联审汇总报告")
    head(builder, upward=True)
    builder.addressees("{{ 主送 }}：")
    builder.body("按照社区党组织换届工作安排，对全市{{ 对象 }}初步人选进行了资格联审，现将有关情况报告如下：")
    builder.heading("一、基本情况")
    builder.body(
        "截至{{ 截止日 }}，全市{{ 乡镇数 }}个乡镇（街道）、{{ 社区数 }}个社区共有初步人选{{ 人数.初步人选 }}名，"
        "经乡镇（街道）党（工）委初审，通过{{ 人数.初审通过 }}名。{{ 审查时间 }}，由{{ 部门 }}{{ 部门数 }}个部门"
        "{% if 轮数 > 1 %}分{{ 轮数 }}轮{% endif %}联合审查，参加联审{{ 人数.参审 }}名。"
    )
    _said(builder, "审查情况")
    builder.heading("二、审查结果")
    builder.body(
        "参加联审的{{ 人数.参审 }}名中，合格{{ 人数.合格 }}名，占{{ 占比.合格 }}；取消资格{{ 人数.取消资格 }}名，"
        "占{{ 占比.取消资格 }}；待核{{ 人数.待核 }}名，占{{ 占比.待核 }}。各乡镇（街道）情况见表1，"
        "取消资格的原因见表2，各部门审查情况见表3。"
    )
    _table(builder, "表1　各乡镇（街道）联审情况", TOWNSHIPS, "行 in 乡镇表")
    _table(builder, "表2　取消资格的原因", REASONS, "行 in 原因表")
    _table(builder, "表3　各部门审查情况", DEPARTMENTS, "行 in 部门表")
    builder.heading("三、下步工作")
    _said(builder, "下步工作", MISSING)
    builder.paragraph(styles.CLOSING, "{{ 结束语 }}")
    signature(builder)
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}")
    return builder


def _said(builder: Builder, name: str, missing: str = "") -> None:
    builder.tag(f"{{%p for 条 in {name} %}}")
    builder.body("{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 条 }}")
    if missing:
        builder.tag("{%p else %}")
        builder.body(missing)
    builder.tag("{%p endfor %}")


def _table(builder: Builder, title: str, columns: tuple[Column, ...], loop: str) -> None:
    builder.paragraph(styles.TABLE_TITLE, title)
    builder.table(columns, loop, row_height=340, totals=True)


LISTED = (
    ("序号", 480, "序号"),
    ("乡镇\n（街道）", 880, "乡镇"),
    ("社区", 1040, "社区"),
    ("姓名", 900, "姓名"),
    ("性别", 430, "性别"),
    ("出生年月", 1140, "出生年月"),
    ("身份证号", 1930, "身份证号"),
    ("拟任职务", 860, "拟任职务"),
    ("意见", 0, ""),
)
"""An ID and a month stand on one line also in a wide face that stands in for the one that is named."""


def letter() -> Builder:
    """征求意见函 to a department, with the list on which it answers."""
    builder = Builder("征求意见函")
    head(builder)
    builder.addressees("{{ 主送 }}：")
    builder.body(
        "为做好社区党组织换届人选资格审查工作，现将经乡镇（街道）党（工）委初审通过的{{ 对象 }}初步人选{{ 人数 }}名"
        "（名单附后）送你单位审查，请就{{ 审查内容 }}提出意见。"
    )
    builder.body(
        "请在名单“意见”栏逐人填写无异议、有异议或者待核；有异议、待核的，请另附书面说明。名单由经办人、负责人签字并"
        "加盖公章后，于{{ 反馈期限 }}前反馈。未反馈的，不视为无异议。"
    )
    builder.body("名单涉及个人信息，请指定专人办理，不得复制、外传，办结后按规定退回或者销毁。")
    builder.paragraph(styles.CLOSING, "特此函达，请予支持。")
    builder.annex_note("{{ 对象 }}初步人选名单")
    signature(builder)
    builder.note("联系人：{{ 联系人 }}，联系电话：{{ 联系电话 }}")
    builder.annex("", "{{ 对象 }}初步人选名单")
    head_row = Row(*(Cell(title, width, styles.LEDGER_HEAD) for title, width, _ in LISTED), height=560, header=True)
    cells = (Cell(f"{{{{ 人.{name} }}}}" if name else "", width, styles.ROSTER) for _, width, name in LISTED)
    builder.add(form([head_row, *each("人 in 名单", Row(*cells, height=380))], PAGE.text_width, margin=30))
    builder.paragraph(
        styles.TABLE_NOTE, "经办人（签字）：　　　　　　　　负责人（签字）：", "\t", "（盖章）　　　　年　　月　　日"
    )
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}")
    return builder
