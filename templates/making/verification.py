"""The template of the 校核单, which goes with each document that is issued."""

from collections.abc import Sequence

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.sheets import Row, form, label, value

SIDE = 1500

FINDINGS = (
    Column("级别", 700, "{{ 行.级别 }}"),
    Column("编号", 1200, "{{ 行.编号 }}"),
    Column("位　　置", 2744, "{{ 行.位置 }}"),
    Column("问　　题", 4200, "{{ 行.问题 }}"),
)
FILES = (
    Column("数据文件", 3844, "{{ 行.文件 }}"),
    Column("保存时间", 2500, "{{ 行.保存时间 }}"),
    Column("校验码（前16位）", 2500, "{{ 行.校验码 }}"),
)
FIGURES = (
    Column("数　　字", 3344, "{{ 行.名称 }}"),
    Column("起止日期", 2700, "{{ 行.起止 }}"),
    Column("印　作", 1500, "{{ 行.印作 }}"),
    Column("依据行数", 1300, "{{ 行.行数 }}", number=True),
)


def verification() -> Builder:
    """校核单: what was issued, who answers for it, what the checks found, what it rests on."""
    builder = Builder("校核单")
    builder.paragraph(styles.MARK, "内部资料　注意保存")
    builder.title("校 核 单")
    builder.blank()
    builder.add(form([*_document(), *_initials()]))
    _part(builder, "一、校核发现的问题", "所用数据没有发现问题。", FINDINGS, "问题")
    builder.tag("{%p if 其余问题 %}")
    builder.body("另有{{ 其余问题 }}个问题未列出，见 docgen check。")
    builder.tag("{%p endif %}")
    builder.heading("二、所用数据表的记录数")
    builder.body("{% for 行 in 表 %}{{ 行.表 }}{{ 行.行数 }}{% if not loop.last %}，{% endif %}{% endfor %}。")
    _part(builder, "三、所用数据文件", "没有使用数据文件。", FILES, "文件")
    _part(builder, "四、文中数字", "没有使用统计数字。", FIGURES, "数字")
    return builder


def _part(builder: Builder, heading: str, none: str, columns: Sequence[Column], name: str) -> None:
    """A table under its heading, or the words for none."""
    builder.heading(heading)
    builder.tag(f"{{%p if {name} %}}")
    builder.table(columns, f"行 in {name}", row_height=300)
    builder.tag("{%p else %}")
    builder.body(none)
    builder.tag("{%p endif %}")


def _document() -> list[Row]:
    return [
        Row(label("标　　题", SIDE), value("{{ 标题 }}"), height=620),
        Row(label("文　　号", SIDE), value("{{ 文号 }}", 3122), label("成文日期", SIDE), value("{{ 成文日期 }}")),
        Row(label("文　　种", SIDE), value("{{ 文种 }}", 3122), label("印　　次", SIDE), value("{{ 印次 }}")),
        Row(label("文　　件", SIDE), value("{{ 文件名 }}"), height=620),
        Row(label("校 验 码", SIDE), value("{{ 校验码 }}"), height=620),
    ]


def _initials() -> list[Row]:
    return [
        Row(
            *(label(f"{who}人", SIDE), value(f"{{{{ {who}人 }}}}", 1700)),
            *(label("签　　字", 1200), value("", 2144), label("日期", 900), value("")),
            height=760,
        )
        for who in ("拟稿", "核稿")
    ] + [Row(label("说　　明", SIDE), value("拟稿人和核稿人不得为同一人；签发前由两人分别核对以下各项并签字。"))]
