"""The template of the 信息专报."""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column

MISSING = "【待补】"

#: 一、工作进展: the run-in headings and what stands behind them; the figures carry their units.
PROGRESS = (
    (
        "（一）包片指导。",
        "{{ 累计.包片市领导 }}市领导包片指导{{ 累计.市领导指导 }}，{{ 累计.指导督导组 }}指导督导组现场指导"
        "{{ 累计.指导组指导 }}，研究程序性问题{{ 累计.程序性问题 }}。",
    ),
    (
        "（二）资格审查。",
        "对照“四个不准”，由{{ 部门 }}等{{ 部门数 }}个部门联合审查，共复审初步人选{{ 累计.复审人选 }}，"
        "取消资格{{ 累计.取消资格 }}。",
    ),
    (
        "（三）宣传引导。",
        "张贴选举公告{{ 累计.公告 }}，悬挂标语横幅{{ 累计.标语横幅 }}，入户发放公开信{{ 累计.公开信 }}。",
    ),
    (
        "（四）查摆问题。",
        "抽查{{ 累计.抽查乡镇 }}乡镇（街道），通报批评{{ 累计.通报批评社区 }}社区。对{{ 累计.调研社区 }}社区"
        "开展专项调研，发放调查问卷{{ 累计.问卷 }}，其中社区干部{{ 累计.干部问卷 }}、"
        "党员{{ 累计.党员问卷 }}、群众{{ 累计.群众问卷 }}。",
    ),
    (
        "（五）调整更换。",
        "立案查处严重违纪违法干部{{ 累计.立案查处 }}，届中调整{{ 累计.届中调整 }}。民主评议不满意率高于{{ 参选上限 }}的"
        "{{ 累计.不得参选 }}，不得参选；在{{ 诫勉下限 }}—{{ 参选上限 }}之间的{{ 累计.诫勉对象 }}，已诫勉谈话"
        "{{ 累计.诫勉谈话 }}，其中主动放弃{{ 累计.主动放弃 }}、整改后参选{{ 累计.整改参选 }}。",
    ),
    (
        "（六）应急处置。",
        "{{ 累计.应急预案 }}乡镇（街道）完成应急处置预案。对{{ 累计.信访调查乡镇 }}乡镇（街道）信访反映的"
        "{{ 累计.信访调查人员 }}初步人选开展调查。",
    ),
    (
        "（七）信息沟通。",
        "编发信息专报{{ 累计.信息专报 }}、典型经验{{ 累计.典型经验 }}。",
    ),
)

FIGURES = (
    Column("项　　目", 4044, "{{ 行.项目 }}"),
    Column("单位", 1200, "{{ 行.单位 }}"),
    Column("{{ 本期 }}", 1800, "{{ 行.本周 }}"),
    Column("累　计", 1800, "{{ 行.累计 }}"),
)


def _by_township(title: str, name: str) -> Column:
    return Column(title, 828, f"{{{{ 行.{name} }}}}", f"{{{{ 合计.{name} }}}}", number=True)


TOWNSHIPS = (
    Column("序号", 624, "{{ 行.序号 }}", total=None),
    Column("乡镇（街道）", 1596, "{{ 行.乡镇 }}", "合　计"),
    _by_township("社区数", "社区数"),
    _by_township("初步\n人选", "初步人选"),
    _by_township("复审", "复审"),
    _by_township("取消\n资格", "取消资格"),
    _by_township("{{ 本期 }}\n指导", "本周指导"),
    _by_township("累计\n指导", "累计指导"),
    _by_township("抽查", "抽查"),
    _by_township("信访", "信访"),
)


def bulletin() -> Builder:
    """信息专报: masthead, progress, good examples, problems, next steps, table by township, 版记."""
    builder = Builder("信息专报")
    builder.newsletter_masthead(
        issuing_body="{{ 刊名 }}",
        name="信息专报",
        issue="{% if 草稿 %}（草稿）{% else %}第{{ 期号 }}期{% endif %}",
        issuer="{{ 编发单位 }}",
        date="{% if not 草稿 %}{{ 签发日期 }}{% endif %}",
    )
    builder.blank()
    builder.title("{{ 标题 }}")
    builder.blank()
    _progress(builder)
    _words_of_people(builder)
    _annex(builder)
    builder.record(
        ["报：{{ 报 }}", "送：{{ 送 }}", "发：{{ 发 }}"],
        ("编辑：{{ 编辑 }}　审核：{{ 审核 }}　签发：{{ 签发 }}", "（共印{{ 份数 }}份）"),
    )
    return builder


def _progress(builder: Builder) -> None:
    builder.body(
        "截至{{ 截止日 }}，全市共复审社区班子成员初步人选{{ 累计.复审人选 }}，取消资格{{ 累计.取消资格 }}，"
        "开展专项调研的社区{{ 累计.调研社区 }}。{{ 时段 }}市领导包片指导{{ 本周.市领导指导 }}，"
        "指导督导组现场指导{{ 本周.指导组指导 }}，复审{{ 本周.复审人选 }}，取消资格{{ 本周.取消资格 }}。"
    )
    builder.heading("一、工作进展")
    for lead_in, text in PROGRESS:
        builder.body(text, lead_in)
    builder.body("主要数据见下表，各乡镇（街道）情况见附表。")
    builder.table(FIGURES, "行 in 重点", row_height=340)


def _words_of_people(builder: Builder) -> None:
    """What people write comes from a sheet; what is not written yet shows as 【待补】."""
    builder.heading("二、典型经验")
    builder.tag("{%p for 例 in 典型经验 %}")
    builder.body("{{ 例.内容 }}", "{{ 例.序号 }}．{{ 例.标题 }}（{{ 例.地点 }}）。")
    _end_loop(builder)
    for heading, name in (("三、存在问题", "存在问题"), ("四、下一步工作", "下一步工作")):
        builder.heading(heading)
        builder.tag(f"{{%p for 条 in {name} %}}")
        builder.body("{% if loop.length > 1 %}{{ loop.index }}．{% endif %}{{ 条 }}")
        _end_loop(builder)


def _end_loop(builder: Builder) -> None:
    builder.tag("{%p else %}")
    builder.body(MISSING)
    builder.tag("{%p endfor %}")


def _annex(builder: Builder) -> None:
    builder.paragraph(styles.ANNEX, "附表")
    builder.title("全市社区党组织换届工作进展一览表")
    builder.paragraph(styles.TABLE_NOTE, "（截至{{ 截止日 }}）", "\t", "单位：个、名、次、件")
    builder.table(TOWNSHIPS, "行 in 乡镇表", row_height=340, totals=True)
    builder.blank()
