"""What is posted in the community: 初步人选公示, 推荐结果公示."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import PAGE
from docgen.gongwen.sheets import Cell, Row, each, form, label, value

PEOPLE = (
    ("序号", 560, "序号"),
    ("姓　名", 1160, "姓名|姓名对齐"),
    ("性别", 560, "性别"),
    ("出生年月", 1360, "出生年月"),
    ("文化程度", 1340, "文化程度"),
    ("政治面貌", 960, "政治面貌"),
    ("现工作单位及职务", 2000, "现工作单位及职务"),
    ("拟任职务", 0, "拟任职务"),
)


def candidates() -> Builder:
    """初步人选公示 of a community."""
    builder = Builder("初步人选公示")
    builder.title("{{ 社区 }}党组织班子成员")
    builder.title("初步人选公示")
    builder.blank()
    builder.body(
        "按照社区党组织换届选举工作安排，经“一户一票”推荐、乡镇初审和市级联审，现将{{ 社区 }}{{ 党组织类型 }}班子成员"
        "{{ 人选|length }}名初步人选予以公示（按姓氏笔画排列），公示期为"
        "{{ 公示安排[0].公示开始|区间(公示安排[0].公示截止, '至') }}。"
    )
    builder.body(
        "对公示人选有不同意见的，请在公示期内实名反映。受理部门：{{ 公示安排[0].受理部门 }}，"
        "{{ 公示安排[0].受理地址 }}，电话{{ 公示安排[0].受理电话 }}；指导组举报电话{{ 乡镇.指导组.举报电话 }}。"
    )
    head = Row(*(Cell(title, width, styles.FORM_LABEL) for title, width, _ in PEOPLE), header=True)
    line = Row(*(Cell(f"{{{{ 人.{name} }}}}", width, styles.FORM_VALUE) for _, width, name in PEOPLE), height=400)
    builder.add(form([head, *each("人 in 人选", line)], margin=30))
    builder.sealed("{{ 发文单位 }}", "{{ 公示安排[0].落款日期|日期 }}")
    return builder


RECOMMENDED = (
    Column("序号", 900, "{{ 人.序号 }}"),
    Column("姓　名", 2200, "{{ 人.姓名|姓名对齐 }}"),
    Column("拟任职务", 2200, "{{ 人.拟任职务 }}"),
    Column("得票数（票）", 1744, "{{ 人.得票数 }}"),
    Column("列为初步人选", 1800, "{{ 人.是否初步人选 }}"),
)
WIDE = PAGE.text_width // 6


def recommended() -> Builder:
    """推荐结果公示 of a community: the counts of households and ballots, then the votes."""
    builder = Builder("推荐结果公示")
    builder.title("{{ 社区 }}“一户一票”")
    builder.title("推荐结果公示")
    builder.blank()
    builder.body(
        "{{ 推荐[0].推荐日期 }}，{{ 社区 }}开展了“一户一票”推荐，应选{{ 应选职数 }}名。现将推荐结果公示如下"
        "（按得票多少排列，票数相同的按姓氏笔画排列）。"
    )
    invalid = value("{{ 推荐[0].收回推荐票 - 推荐[0].有效票 }}", WIDE)
    counts = Row(*_counts("应推荐户数", "实推荐户数", "发出推荐票"))
    builder.add(form([counts, Row(*_counts("收回推荐票", "有效票"), label("无效票", WIDE), invalid)]))
    builder.paragraph(styles.GAP)
    builder.table(RECOMMENDED, "人 in 推荐", row_height=460)
    builder.body("对推荐结果有不同意见的，请向指导组反映，电话：{{ 乡镇.指导组.举报电话 }}。")
    builder.sealed("{{ 社区 }}临时党组织", "{{ 推荐[0].推荐日期 }}")
    return builder


def _counts(*names: str) -> Iterator[Cell]:
    for name in names:
        yield label(name, WIDE)
        yield value(f"{{{{ 推荐[0].{name} }}}}", WIDE)
