"""推荐票 and 选票: papers on which nothing tells one from another, so no number and no mark."""

from __future__ import annotations

from _township.forms.seal import sealed
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import LETTER_PAGE
from docgen.gongwen.sheets import Cell, Row, each, form, label, value

WIDTH = LETTER_PAGE.text_width
SEAL = "（社区临时党组织盖章）"


def recommendation() -> Builder:
    """推荐票 of a community: as many lines as there are posts."""
    builder = Builder("推荐票")
    builder.letter_page()  # no page numbers
    builder.title("{{ 乡镇 }}{{ 社区 }}")
    builder.title("党组织班子成员“一户一票”推荐票")
    builder.blank()
    builder.body("应推荐{{ 应选职数 }}名，推荐人数等于或者少于{{ 应选职数 }}名的有效，多于{{ 应选职数 }}名的无效。")
    head = Row(label("被推荐人姓名", 3600), label("推荐职务", 2400), label("备　　注"), height=560, header=True)
    line = Row(value("{{ '' if 行 else '' }}", 3600), value("", 2400), value(""), height=760)
    builder.add(form([head, *each("行 in range(应选职数)", line)], WIDTH))
    _how(
        builder,
        "每户由一名年满十八周岁的家庭成员代表填写，一户一票。",
        "被推荐人应当遵纪守法、办事公道、热心服务群众，符合换届公告公布的条件。",
        "字迹要清楚；有同名同姓的，在备注栏写明居民小组。",
        "填好后投入票箱，不署名。",
    )
    sealed(builder, SEAL, "{{ 年度 }}年　　月　　日", WIDTH)
    return builder


def election() -> Builder:
    """选票 of a community: the formal candidates by 姓氏笔画, lines for others."""
    builder = Builder("选票")
    builder.letter_page()
    builder.title("中共{{ 乡镇 }}{{ 社区 }}")
    builder.title("{{ 党组织类型 }}委员会委员选票")
    builder.blank()
    builder.body("应选{{ 应选职数 }}名，候选人{{ 正式候选人|length }}名（按姓氏笔画排列）。")
    head = Row(label("符　　号", 2600), label("候选人姓名"), height=560, header=True)
    name = Row(value("", 2600), Cell("{{ 人.姓名|姓名对齐 }}", 0, styles.ISSUE), height=600)
    other = Row(value("", 2600), value("{{ '' if 行 else '' }}"), height=600)
    rows = [head, *each("人 in 正式候选人", name), Row(label("符　　号", 2600), label("另选人姓名"), height=560)]
    builder.add(form([*rows, *each("行 in range((应选职数 + 1) // 2)", other)], WIDTH))
    _how(
        builder,
        "赞成的，在候选人姓名左边的空格内画“○”；不赞成的画“×”；弃权的不画任何符号。",
        "不赞成候选人的，可以另选他人：在“另选人姓名”栏写上姓名，并在左边画“○”。",
        "赞成人数（含另选人）等于或者少于应选名额的有效，多于应选名额的无效。",
    )
    sealed(builder, SEAL, "{{ 选举日期 }}", WIDTH)
    return builder


def _how(builder: Builder, *rules: str) -> None:
    builder.paragraph(styles.GAP)
    builder.paragraph(styles.FORM, "填写说明：")
    for number, rule in enumerate(rules, 1):
        builder.paragraph(styles.FORM, f"{number}．{rule}")
