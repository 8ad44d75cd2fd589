"""请示, 批复 and the emergency plan: official documents (GB/T 9704-2012)."""

from __future__ import annotations

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column

ISSUED = "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}"


def request() -> Builder:
    """请示, to the superior: who signs stands on its head, one matter, one addressee."""
    from making.official import head, signature

    builder = Builder("请示")
    head(builder, upward=True)
    builder.addressees("{{ 主送 }}：")
    builder.body("{{ 缘由 }}")
    _paragraphs(builder, "事项")
    builder.paragraph(styles.CLOSING, "妥否，请批示。")
    signature(builder)
    builder.note("联系人：{{ 联系人 }}，联系电话：{{ 联系电话 }}")
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", ISSUED)
    return builder


def reply() -> Builder:
    """批复, to the community that asked."""
    from making.official import head, signature

    builder = Builder("批复")
    head(builder)
    builder.addressees("{{ 社区 }}{{ 社区.党组织类型 }}：")
    builder.body("你{{ 社区.党组织类型 }}《{{ 来文 }}》（{{ 来文文号 }}）收悉。经研究，现批复如下：")
    _paragraphs(builder, "批复意见", numbered=True)
    builder.paragraph(styles.CLOSING, "此复。")
    signature(builder)
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", ISSUED)
    return builder


def _paragraphs(builder: Builder, name: str, *, numbered: bool = False) -> None:
    """A paragraph for each line of the cell."""
    builder.tag(f"{{%p for 段 in {name}.splitlines() %}}")
    builder.body("{{ loop.index }}．{{ 段 }}" if numbered else "{{ 段 }}")
    builder.tag("{%p endfor %}")


PEOPLE = (
    Column("小　组", 1400, "{{ 人.小组 }}"),
    Column("职务", 800, "{{ 人.组内职务 }}"),
    Column("姓　名", 1100, "{{ 人.姓名|姓名对齐 }}"),
    Column("单位及职务", 1700, "{{ 人.单位及职务 }}"),
    Column("职　　责", 1944, "{{ 人.职责 }}"),
    Column("联系电话", 1900, "{{ 人.联系电话 }}"),
)
DUTY = (
    Column("日　期", 2000, "{{ 班.值班日期|月日 }}"),
    Column("带班领导", 1800, "{{ 班.带班领导 }}"),
    Column("值班人员", 3044, "{{ 班.值班人员 }}"),
    Column("值班电话", 2000, "{{ 班.值班电话 }}"),
)
SECTIONS = (
    (
        "一、总则",
        (
            "为预防和妥善处置社区党组织换届选举期间的突发事件，保证选举依法有序进行，制定本预案。",
            "处置工作坚持统一指挥、分级负责，预防为主、快速反应，教育疏导、依法处置。",
        ),
    ),
    (
        "三、事件分级",
        (
            "（一）一般事件：个别人员到会场反映问题，不影响会议进行的。",
            "（二）较大事件：十人以上聚集，或者会议被迫中断的。",
            "（三）重大事件：抢夺、毁坏票箱选票，发生人身伤害，或者三十人以上聚集的。",
        ),
    ),
    (
        "四、处置流程",
        (
            "（一）报告。发生突发事件，现场负责人10分钟内口头报告领导小组，30分钟内书面报告。",
            "（二）处置。一般事件由现场处置组就地疏导；较大事件由领导小组副组长到场指挥；重大事件立即中止会议，"
            "由领导小组组长指挥，并报告市换届工作领导小组。",
            "（三）善后。查明原因，依法处理；需要重新选举的，按规定报批后组织。",
            "（四）信息。由信息报送组统一报送和发布，其他人员不得擅自发布。",
        ),
    ),
)


def emergency_plan() -> Builder:
    """突发事件应急处置预案 of the township, with who is in which group and who is on duty."""
    builder = Builder("应急预案")
    builder.paragraph(styles.MARK, "内部资料　注意保存")
    builder.blank()
    builder.title("{{ 发文单位 }}")
    builder.title("社区党组织换届选举突发事件应急处置预案")
    builder.blank()
    first, *others = SECTIONS
    _section(builder, *first)
    builder.heading("二、组织机构")
    builder.body(
        "成立突发事件应急处置领导小组，下设信访接待组、现场处置组、信息报送组，共{{ 应急人员|length }}人，"
        "人员和分工见附件1。"
    )
    for heading, texts in others:
        _section(builder, heading, texts)
    builder.heading("五、应急值班")
    builder.body("推荐、选举期间实行领导带班和24小时值班，值班安排见附件2。值班人员应当在岗在位，做好记录和交接。")
    builder.annex_note("应急处置机构人员和联络表", "应急值班表")
    builder.sealed("{{ 发文单位 }}", "{{ 乡镇[0].预案完成日期 }}")
    builder.annex("1", "应急处置机构人员和联络表")
    builder.table(PEOPLE, "人 in 应急人员", row_height=480)
    builder.annex("2", "应急值班表")
    builder.table(DUTY, "班 in 值班", row_height=420)
    builder.paragraph(styles.ANCHOR)
    return builder


def _section(builder: Builder, heading: str, texts: tuple[str, ...]) -> None:
    builder.heading(heading)
    for text in texts:
        builder.body(text)
