"""Papers of the office: 信访专题调查报告, 会议纪要, 日信息, 临时党组织批复, 届中调整决定."""

from __future__ import annotations

from making.official import head, signature

from _make.forms.parts import ACROSS, MARK, SIDE, Field, across, add_list, item, listing, pair, total
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.sheets import Row, form, label, lines


def petition() -> Builder:
    """信访专题调查报告: what it is about and what was found; nothing of who complained."""
    builder = Builder("信访专题调查报告")
    builder.paragraph(styles.MARK, MARK)
    builder.title("关于{{ 乡镇 }}{{ 社区 }}")
    builder.title("换届信访事项的专题调查报告")
    builder.blank()
    rows = [
        pair("信访编号", "{{ 信访编号 }}", "受理日期", "{{ 受理日期 }}"),
        pair("来　　源", "{{ 来源 }}", "问题类别", "{{ 问题类别 }}"),
        pair("被反映人", "{{ 被反映人|空('（单位或程序）') }}", "所在社区", "{{ 社区 }}"),
        pair("承办单位", "{{ 承办单位 }}", "调 查 人", "{{ 调查人|空 }}"),
        Row(label("反映内容", SIDE), lines("{{ 反映内容 }}", middle=True), height=1500),
        pair("调查结论", "{{ 调查结论|空 }}", "办结日期", "{{ 办结日期|空 }}"),
        Row(label("处理结果", SIDE), lines("{{ 处理结果|空 }}", middle=True), height=1500),
        Row(
            label("审查组\n意　见", SIDE),
            lines("\n\n　　　　　　　　　　　　　负责人（签字）：\n　　　　　　　　　　　　　　　年　　月　　日"),
            height=2200,
        ),
    ]
    builder.add(form(rows))
    builder.paragraph(styles.TABLE_FOOT, "注：本报告不含信访人的任何信息，不得转交被反映人及其所在单位。")
    return builder


def minutes() -> Builder:
    """会议纪要 (GB/T 9704-2012, 10.3): the mark, the number, what was decided, who was there."""
    builder = Builder("会议纪要")
    builder.letterhead_space()
    builder.letterhead("{{ 工作名称 }}会议纪要", narrow=True)
    builder.blank(2)
    builder.number("{% if 草稿 %}（草稿）{% else %}第{{ 期号 }}号{% endif %}")
    builder.blank(2)
    builder.tag("{%p for 行 in 标题行 %}")
    builder.title("{{ 行 }}")
    builder.tag("{%p endfor %}")
    builder.blank()
    builder.tag("{%p for 会 in 会议 %}")
    builder.body(
        "{{ 会.日期 }}，{{ 会.主持 }}主持召开{{ 会.会议 }}，研究社区党组织换届工作中的程序性问题"
        "{{ 研究事项|length }}项。会议地点：{{ 会.地点 }}。现将议定事项纪要如下："
    )
    builder.tag("{%p endfor %}")
    builder.tag("{%p for 条 in 研究事项 %}")
    item(
        builder,
        "{{ 条.序号|汉字数字 }}、关于{{ 条.程序性问题 }}的问题。",
        "议定：{{ 条.研究意见|空('待进一步研究') }}。",
    )
    builder.tag("{%p endfor %}")
    builder.tag("{%p for 会 in 会议 %}")
    builder.blank()
    builder.attendance("出席", "{{ 会.出席 }}")
    for name in ("请假", "列席"):
        builder.tag(f"{{%p if 会.{name} %}}")
        builder.attendance(name, f"{{{{ 会.{name} }}}}")
        builder.tag("{%p endif %}")
    builder.tag("{%p endfor %}")
    _imprint(builder, "", "false")
    return builder


def _said(name: str) -> str:
    return f"{{% for 报 in 镇.行 %}}{{{{ 报.{name}|空 }}}}{{% else %}}—{{% endfor %}}"


def _count(name: str) -> str:
    return f"{{% for 报 in 镇.行 %}}{{{{ 报.{name}|空(0) }}}}{{% else %}}—{{% endfor %}}"


DAILY = (
    Field("序号", 620, "{{ 镇.序号 }}", "合计"),
    Field("乡镇（街道）", 1400, "{{ 镇.乡镇.乡镇名称 }}"),
    Field("阶段", 1150, _said("阶段")),
    Field("当日进展", 0, "{% for 报 in 镇.行 %}{{ 报.当日进展 }}{% else %}（未报）{% endfor %}"),
    Field("当日\n完成", 720, _count("新增完成社区数"), "{{ 工作日志|合计('新增完成社区数', 空=0) }}"),
    Field("累计\n完成", 720, _count("累计完成社区数"), "{{ 工作日志|合计('累计完成社区数', 空=0) }}"),
    Field("存在问题", 2500, _said("存在问题")),
    Field("信访情况", 1500, _said("信访情况")),
)


def daily() -> Builder:
    """日信息 of a day: each township, those that sent nothing too."""
    sent = "已报{{ 工作日志|length }}个，未报{{ 各镇|length - 工作日志|length }}个"
    note = f"{{{{ 时段 }}}}　　共{{{{ 各镇|length }}}}个乡镇（街道），{sent}"
    builder = across("日信息", "社区党组织换届工作日信息", note)
    add_list(builder, [*listing(DAILY, "镇 in 各镇"), total(DAILY)], ACROSS)
    builder.paragraph(
        styles.TABLE_FOOT,
        "累计到当日：市领导指导{{ 数字.市领导指导 }}，督查抽查{{ 数字.督查抽查 }}，发放公开信{{ 数字.公开信 }}，"
        "张贴公告{{ 数字.公告 }}。编报：{{ 发文单位 }}",
    )
    return builder


SECRETARIES = (
    Field("序号", 900, "{{ 行.序号 }}"),
    Field("社区", 2900, "{{ 行.社区名称 }}"),
    Field("临时党组织书记", 2600, "{{ 行.临时党组织书记|姓名对齐 }}"),
    Field("备注", 0, ""),
)


def approval() -> Builder:
    """临时党组织批复: to a township, with the list of secretaries."""
    builder = Builder("临时党组织批复")
    head(builder)
    builder.addressees("{{ 党组织全称 }}：")
    builder.body(
        "你{% if 类别 == '街道' %}工委{% else %}委{% endif %}关于成立各社区临时党组织的请示收悉。经研究，现批复如下："
    )
    builder.body(
        "1．同意{{ 乡镇名称 }}{{ 社区|length }}个社区成立临时党组织，负责本届换届选举的组织实施和新老班子交接，"
        "换届结束后自行撤销。"
    )
    builder.body("2．同意附件所列同志担任各社区临时党组织书记。")
    builder.body("3．请督促各临时党组织严格执行换届程序和纪律，认真做好党员群众的思想工作，遇重大情况及时报告。")
    builder.body(
        "4．临时党组织书记工作变动需要调整的，"
        "由你{% if 类别 == '街道' %}工委{% else %}委{% endif %}提出意见，报领导小组办公室备案。"
    )
    builder.paragraph(styles.CLOSING, "此复。")
    builder.annex_note("{{ 乡镇名称 }}各社区临时党组织书记名单")
    signature(builder)
    builder.annex("", "{{ 乡镇名称 }}各社区临时党组织书记名单")
    add_list(builder, listing(SECRETARIES, "行 in 社区", height=480, big=True))
    _imprint(builder, "抄送：{{ 抄送 }}。", "抄送")
    return builder


def adjustment() -> Builder:
    """届中调整决定: one person, with the reason."""
    builder = Builder("届中调整决定")
    head(builder)
    builder.addressees("{{ 社区.乡镇.党组织全称 }}：")
    builder.body(
        "{{ 姓名 }}同志现任{{ 社区.乡镇 }}{{ 社区 }}{{ 现任职务 }}。{{ 处理依据 }}，经研究，决定于{{ 处理日期 }}起"
        "调整其现任职务。"
    )
    builder.body("请做好谈话、工作交接和离任手续办理，并将办理情况报领导小组办公室。")
    builder.paragraph(styles.CLOSING, "本决定自印发之日起执行。")
    signature(builder)
    _imprint(builder, "抄送：{{ 抄送 }}。", "抄送")
    return builder


def _imprint(builder: Builder, copies: str, when: str) -> None:
    """版记: who gets copies, where `when` is true; who printed it, and when it was issued."""
    builder.imprint(copies, when, "{{ 印发机关 }}", "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}")
