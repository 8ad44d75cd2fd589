"""The template of the 周报."""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column

FIGURES = (
    Column("项　　目", 4044, "{{ 行.项目 }}"),
    Column("单位", 1200, "{{ 行.单位 }}"),
    Column("{{ 本期 }}", 1800, "{{ 行.本期 }}"),
    Column("累　计", 1800, "{{ 行.累计 }}"),
)


def _count(title: str, width: int, name: str) -> Column:
    return Column(title, width, f"{{{{ 行.{name} }}}}", f"{{{{ 合计.{name} }}}}", number=True)


TOWNSHIPS = (
    Column("序号", 624, "{{ 行.序号 }}", total=None),
    Column("乡镇（街道）", 1640, "{{ 行.乡镇 }}", "合　计"),
    _count("社区数", 800, "社区数"),
    _count("累计\n完成", 800, "累计"),
    _count("{{ 本期 }}\n新增", 800, "新增"),
    _count("应报", 720, "应报"),
    _count("已报", 720, "已报"),
    _count("漏报", 720, "漏报"),
    Column("漏报日期", 2020, "{{ 行.漏报日期|空 }}", ""),
)


def weekly() -> Builder:
    """周报: numbers of the period, reports by township, what the townships say."""
    builder = Builder("周报")
    builder.paragraph(styles.MARK, "内部资料　注意保存")
    builder.blank()
    builder.title("社区党组织换届工作周报")
    builder.paragraph(styles.ISSUE, "（{{ 时段 }}）")
    builder.blank()
    builder.heading("一、工作进展")
    builder.table(FIGURES, "行 in 重点")
    builder.heading("二、日信息报送")
    builder.body(
        "{{ 本期 }}应报{{ 应报天数 }}天，{{ 乡镇数 }}个乡镇（街道）共应报{{ 合计.应报 }}份，"
        "已报{{ 合计.已报 }}份，漏报{{ 合计.漏报 }}份"
        "{% if 漏报乡镇 %}，漏报的是{{ 漏报乡镇|join('、') }}{% endif %}。"
    )
    builder.table(TOWNSHIPS, "行 in 乡镇表", row_height=340, totals=True)
    for heading, name in (("三、典型做法", "典型做法"), ("四、存在问题", "存在问题")):
        builder.heading(heading)
        builder.tag(f"{{%p for 条 in {name} %}}")
        builder.body("{{ loop.index }}．{{ 条.乡镇 }}（{{ 条.日期 }}）：{{ 条.内容 }}。")
        builder.tag("{%p else %}")
        builder.body("{{ 本期 }}各乡镇（街道）未报送。")
        builder.tag("{%p endfor %}")
    builder.blank()
    builder.paragraph(styles.TABLE_NOTE, "编报：{{ 编报单位 }}", "\t", "统计截至{{ 截止日 }}")
    return builder
