"""竞职承诺书, 聘书, 调研表: a page for each row."""

from __future__ import annotations

from _township.forms.seal import sealed
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import PAGE, Page
from docgen.gongwen.pack_styles import COVER_HUGE
from docgen.gongwen.sheets import Row, form, label, lines, value

CERTIFICATE = Page(PAGE.height, PAGE.width, top=1984, left=2268, right=2268, bottom=1417)
"""A4 across, the same room on both sides."""

DATE = "　　　　年　　月　　日"


def pledge() -> Builder:
    """竞职承诺书 of a formal candidate, signed by hand."""
    builder = Builder("竞职承诺书")
    builder.title("竞职承诺书")
    builder.blank()
    builder.paragraph(styles.ADDRESSEES, "{{ 社区 }}全体党员、居民群众：")
    builder.body(
        "我叫{{ 姓名 }}，{{ 性别 }}，{{ 出生年月 }}出生，现为{{ 现工作单位及职务 }}。"
        "我自愿参加{{ 社区 }}党组织换届选举，竞选{{ 拟任职务 }}。如能当选，我承诺："
    )
    builder.tag("{%p for 条 in 承诺事项 %}")
    builder.body("{{ loop.index }}．{{ 条.承诺事项 }}（{{ 条.完成期限|空('任期内') }}）。")
    builder.tag("{%p endfor %}")
    builder.tag("{%p if not 承诺事项 %}")
    builder.blank(5)
    builder.tag("{%p endif %}")
    builder.body(
        "在选举中，我将遵守换届纪律，不拉票贿选，不许愿送礼，不干扰选举。如有违反，自愿接受组织处理。以上承诺请大家监督。"
    )
    builder.blank(2)
    for text in ("承诺人（签字）：", DATE):
        builder.paragraph(styles.ADDRESSEES, 14 * "　" + text)
    return builder


def appointment() -> Builder:
    """聘书 of a supervisor, across."""
    builder = Builder("聘书")
    builder.landscape()
    builder.letter_page(CERTIFICATE)  # without page numbers
    builder.paragraph(COVER_HUGE, "聘　书")
    builder.paragraph(styles.ISSUE, "编号：{{ 聘书编号 }}")
    builder.blank()
    builder.paragraph(styles.ADDRESSEES, "{{ 姓名 }}同志：")
    builder.body(
        "兹聘请您为{{ 社区.乡镇 }}{{ 社区 }}党组织换届选举工作义务监督员，聘期自{{ 聘期起 }}至{{ 聘期止 }}。"
        "请您依照有关规定，对换届选举工作进行监督，反映党员、群众的意见和建议。"
    )
    builder.paragraph(styles.CLOSING, "特此聘任。")
    sealed(builder, "{{ 发文单位 }}", "{{ 聘期起 }}", CERTIFICATE.text_width)
    return builder


def interview() -> Builder:
    """调研表 of an interview: nothing says who was asked; what was not written down yet is left to be filled in."""
    builder = Builder("调研表")
    builder.title("校地合作入户调研表")
    builder.paragraph(styles.TABLE_NOTE, "编号：{{ 编号 }}", "\t", "不记名，所填内容只用于调研")
    side = 1500
    kinds = "　".join(f"{{{{ 对象类别|勾选('{kind}') }}}}{kind}" for kind in ("社区干部", "普通党员", "群众"))
    rows = [
        Row(
            label("社　　区", side),
            value("{{ 社区 }}", 2922),
            label("调查日期", side),
            value("{{ 调查日期 }}"),
            height=560,
        ),
        Row(
            label("学　　校", side),
            value("{{ 学校 }}", 2922),
            label("调 查 员", side),
            value("{{ 调查员 }}"),
            height=560,
        ),
        Row(label("对象类别", side), value(kinds), height=560),
        Row(label("您对现任\n班子工作", side), value("□满意　　□基本满意　　□不满意　　□不了解"), height=560),
        Row(label("换届公告\n是否知晓", side), value("□看到过　　□听说过　　□不知道"), height=560),
        Row(label("反 映 的\n问　　题", side), lines("{{ 反映的问题|空('') }}"), height=3000),
        Row(label("意　　见\n建　　议", side), lines("{{ 意见建议|空('') }}"), height=3000),
        Row(label("调 查 员\n签　　字", side), value("", 2922), label("日　　期", side), value(DATE), height=700),
    ]
    builder.add(form(rows))
    builder.paragraph(styles.ANCHOR)
    return builder
