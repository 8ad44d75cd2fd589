"""What is posted and handed out: 换届公告, 标语横幅清单, 知识问答, 快报, 举报电话公告, 监督员名单."""

from __future__ import annotations

from _make.forms.parts import Field, add_list, item, listing, sealed
from docgen.gongwen import styles
from docgen.gongwen.build import Builder


def announcement() -> Builder:
    """换届公告 of a community: when and where, how many are elected, how names are proposed, whom to tell."""
    builder = Builder("换届公告")
    builder.title("{{ 社区 }}党组织换届选举公告")
    builder.blank()
    builder.body(
        "{{ 社区 }}党组织任期届满，根据《中国共产党章程》和上级党组织的统一部署，经{{ 社区.乡镇.党组织全称 }}同意，"
        "将进行换届选举，现将有关事项公告如下："
    )
    meeting = "党员大会定于{{ 选举日期 }}{{ 会议时间|default('') }}在{{ 会议地点 }}召开。"
    item(builder, "一、选举时间和地点。", meeting)
    item(builder, "二、应选职数。", "新一届{{ 党组织类型|空('党组织') }}班子应选{{ 应选职数 }}名。")
    item(
        builder,
        "三、推荐办法。",
        "初步人选采取“一户一票”的办法推荐，本社区共有{{ 总户数 }}户，每户推举一名代表参加。"
        "推荐结果和经审查合格的人选将在社区公示。",
    )
    item(
        builder,
        "四、纪律和监督。",
        "严禁拉票贿选、弄虚作假。发现违反换届纪律的，可以向{{ 社区.乡镇 }}{{ 社区.乡镇.指导组.类型 }}反映，"
        "对反映人依规保密。",
    )
    builder.body("举报电话：{{ 社区.乡镇.指导组.举报电话 }}")
    builder.tag("{%p if 社区.乡镇.指导组.电子邮箱 %}")
    builder.body("电子邮箱：{{ 社区.乡镇.指导组.电子邮箱 }}")
    builder.tag("{%p endif %}")
    builder.paragraph(styles.CLOSING, "特此公告。")
    sealed(builder, "{{ 社区.乡镇.党组织全称 }}", "{{ 日期 }}")
    return builder


SLOGANS = (
    Field("序号", 800, "{{ 行.序号 }}"),
    Field("标语内容", 0, "{{ 行.内容 }}", left=True),
    Field("建议悬挂地点", 2900, "{{ 行.悬挂地点|空 }}", left=True),
)


def slogans() -> Builder:
    """标语横幅清单, by kind."""
    builder = Builder("标语横幅清单")
    builder.title("社区党组织换届宣传标语横幅清单")
    builder.blank()
    builder.tag("{%p for 类 in 各类 %}")
    builder.heading("{{ 类.序号|汉字数字 }}、{{ 类.类别 }}（{{ 类.行|length }}条）")
    add_list(builder, listing(SLOGANS, "行 in 类.行", height=480, big=True))
    builder.tag("{%p endfor %}")
    builder.blank()
    builder.paragraph(styles.TABLE_NOTE, "各乡镇（街道）可结合实际选用", "\t", "{{ 日期 }}")
    return builder


def questions() -> Builder:
    """知识问答: parts with their questions."""
    builder = Builder("知识问答")
    builder.title("社区党组织换届知识问答")
    builder.blank()
    builder.tag("{%p for 部 in 各部分 %}")
    builder.heading("{{ 部.序号|汉字数字 }}、{{ 部.部分 }}")
    builder.tag("{%p for 行 in 部.行 %}")
    builder.heading("{{ 行.序号 }}．{{ 行.问 }}", 3)
    builder.body("答：{{ 行.答 }}")
    builder.tag("{%p endfor %}")
    builder.tag("{%p endfor %}")
    return builder


def news() -> Builder:
    """快报 of some days: the items in their order."""
    builder = Builder("快报")
    builder.title("社区党组织换届工作快报")
    builder.paragraph(styles.ISSUE, "（{{ 期间 }}）")
    builder.blank()
    builder.tag("{%p for 条 in 快讯 %}")
    builder.heading("{{ 条.序号|汉字数字 }}、{{ 条.标题 }}")
    builder.body("{{ 条.日期|月日 }}讯：{{ 条.内容 }}")
    builder.tag("{%p endfor %}")
    builder.tag("{%p if not 快讯 %}")
    builder.body("这几天没有快讯。")
    builder.tag("{%p endif %}")
    builder.blank()
    builder.paragraph(styles.TABLE_NOTE, "编发：{{ 发文单位 }}", "\t", "{{ 截止日 }}")
    return builder


HOTLINES = (
    Field("序号", 760, "{{ 行.序号 }}"),
    Field("乡镇（街道）", 2100, "{{ 行.乡镇名称 }}"),
    Field("指导组", 1500, "{{ 行.指导组.组号 }}"),
    Field("举报电话", 2100, "{{ 行.指导组.举报电话 }}"),
    Field("电子邮箱", 0, "{{ 行.指导组.电子邮箱|空 }}"),
)


def hotlines() -> Builder:
    """举报电话公告: numbers that everybody may call, and no other."""
    builder = Builder("举报电话公告")
    builder.title("关于公布换届监督举报方式的公告")
    builder.blank()
    builder.body(
        "为保证换届风清气正，现公布各乡镇（街道）监督举报方式。党员群众发现拉票贿选、弄虚作假等行为的，"
        "可以实事求是地反映，对反映人依规保密。"
    )
    add_list(builder, listing(HOTLINES, "行 in 乡镇", height=296))
    builder.paragraph(styles.CLOSING, "特此公告。")
    sealed(builder, "{{ 发文单位 }}", "{{ 日期 }}")
    return builder


SUPERVISORS = (
    Field("序号", 900, "{{ 行.序号 }}"),
    Field("社区", 2600, "{{ 行.社区名称 }}"),
    Field("义务监督员", 0, "{{ 行.义务监督员 }}"),
)


def supervisors() -> Builder:
    """监督员名单 of a township: names, no telephones."""
    builder = Builder("监督员名单")
    builder.title("{{ 乡镇名称 }}社区义务监督员名单")
    builder.blank()
    builder.body(
        "经各社区推选，{{ 社区|length }}个社区的换届义务监督员名单公布如下。义务监督员列席推荐会、评议会和选举大会，"
        "对关键环节进行监督，欢迎党员群众支持。"
    )
    add_list(builder, listing(SUPERVISORS, "行 in 社区", height=340, big=True))
    builder.sealed("{{ 党组织全称 }}", "{{ 日期 }}", long=True)
    return builder
