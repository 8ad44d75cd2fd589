"""The template of the 通报."""

from making.official import head, signature

from docgen.gongwen import styles
from docgen.gongwen.build import Builder

MISSING = "【待补】"


def circular() -> Builder:
    """通报: what was inspected, each community with what was found there, ruling, demands, signature, 版记."""
    builder = Builder("通报")
    head(builder)
    builder.addressees("{{ 主送 }}：")
    builder.body(
        "{{ 时段 }}，指导督导组开展督查抽查{{ 督查次数 }}，涉及{{ 督查乡镇数 }}个乡镇（街道）。"
        "现对{{ 通报数 }}个社区予以通报。"
    )
    builder.heading("一、存在问题")
    builder.tag("{%p for 条 in 通报 %}")
    builder.body("{{ 条.问题|join('；') }}。", "（{{ 条.序号|汉字数字 }}）{{ 条.地点 }}。")
    builder.tag("{%p endfor %}")
    for heading, name in (("二、处理决定", "处理决定"), ("三、工作要求", "工作要求")):
        builder.heading(heading)
        builder.tag(f"{{%p for 条 in {name} %}}")
        builder.body("{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 条 }}")
        builder.tag("{%p else %}")
        builder.body(MISSING)
        builder.tag("{%p endfor %}")
    builder.tag("{%p if 结束语 %}")
    builder.paragraph(styles.CLOSING, "{{ 结束语 }}")
    builder.tag("{%p endif %}")
    signature(builder)
    builder.imprint("抄送：{{ 抄送 }}。", "抄送", "{{ 印发机关 }}", "{% if not 草稿 %}{{ 签发日期 }}印发{% endif %}")
    return builder
