"""The template of the 公开信: one side of A4, with a slip to be signed and one for opinions below it.

What differs from household to household stands in rows of exact height, so that no name can move the page; how much
fits into them is said by docgen_plugins.letter.
"""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import LETTER_PAGE
from docgen.gongwen.oxml import Element, run
from docgen.gongwen.sheets import Cell, Row, form

WIDTH = LETTER_PAGE.text_width
SIDE = 1300  # the labels on the left
MARGIN = 60

TITLE = "致{{ 社区 }}党员、群众的公开信"
GREETING = (
    "{{ 社区小组 }}{% if 具名 %}　{{ 户主 }}户{% endif %}"
    "{% if 党员户 %}党员同志及家人{% elif not 具名 %}的居民朋友{% endif %}："
)
OPENING = (
    "今年，全市社区党组织任期届满，按照统一部署进行换届选举。选好社区党组织班子，关系社区的发展稳定，关系每一户的切身利益。"
    "为便于大家了解换届、参与换届、监督换届，现将有关事项告知如下。"
)
POINTS = (
    (
        "一、怎样参与。",
        "推荐人选实行“一户一票”，每户由一名代表参加推荐，推荐结果当场公布。初步人选经乡镇（街道）初审、市级复审并公示后，"
        "由党员大会选举。请各户按时参加推荐，请党员按时参加选举大会，独立行使自己的权利。",
    ),
    (
        "二、什么样的人可以参选。",
        "政治素质好、办事公道、热心服务，有带领群众发展的本领，得到党员和群众认可，并且符合规定的任职条件。",
    ),
    (
        "三、什么样的人不得参选。",
        "经诫勉教育仍不按期整改、消极整改或者整改没有明显效果的；届满民主评议不满意率高于{{ 参选上限 }}的；"
        "参选动机不纯、服务能力弱或者主要精力不在社区的；不符合任职条件的。",
    ),
    (
        "四、必须遵守的纪律。",
        "不准拉票贿选，不准利用宗族、宗派势力干扰选举，不准威胁、欺骗或者代替他人投票，不准造谣诬告。违反的，"
        "一经查实，取消参选资格；已经当选的，依规依纪依法处理。",
    ),
    (
        "五、怎样反映问题。",
        "对换届工作有意见或者发现违纪行为的，可以拨打下列电话、发送电子邮件，也可以当面向市级指导组反映。"
        "请实事求是；我们为反映人保密。",
    ),
)
WISH = "换届工作离不开您的支持。祝您全家幸福安康！"


def letter() -> Builder:
    """公开信: title, greeting, text, where and when, signature; the two slips below dashed lines."""
    builder = Builder("公开信")
    builder.letter_page()
    builder.add(_fields(_line(TITLE, 800, styles.TITLE), _line(GREETING, 420)))
    builder.paragraph(styles.LETTER, OPENING)
    for heading, text in POINTS:
        builder.paragraph(styles.LETTER, run(heading, styles.LEAD_IN_1.id), text)
    builder.paragraph(styles.GAP)
    builder.add(_ruled(_meeting()))
    builder.paragraph(styles.GAP)
    builder.paragraph(styles.LETTER, WISH)
    builder.tag("{%p if 此致敬礼 %}")
    builder.paragraph(styles.LETTER, "此致")
    builder.paragraph(styles.LETTER_LINE, "敬礼！")
    builder.tag("{%p endif %}")
    builder.add(_fields(*_signature()))
    builder.paragraph(styles.GAP)
    builder.paragraph(styles.CUT, "签收单（沿虚线剪下，由投递员收回）")
    builder.add(_ruled(_receipt()))
    builder.paragraph(styles.GAP)
    builder.paragraph(styles.CUT, "意见单（沿虚线剪下，不署名，投入社区意见箱）")
    builder.add(_fields(*_opinions()))
    builder.paragraph(styles.ANCHOR)
    return builder


def _meeting() -> list[Row]:
    """When and where the meeting is, whom to tell what is wrong, whom to ask."""
    names = ("会议时间", "会议地点", "举报电话", "电子邮箱", "联系单位")
    return [_row(_label(name, SIDE), _value(f"{{{{ {name} }}}}"), height=360) for name in names]


def _receipt() -> list[Row]:
    """The slip that is signed; the opinions stand on the other one, which nobody can tell from the next."""
    return [
        _row(
            *(_label("户编号", 900), _value("{{ 户编号 }}", 3060)),
            *(_label("社区、小组", 1400), _value("{{ 社区小组 }}")),
        ),
        _row(_label("地　址", 900), _value("{{ 地址 }}")),
        _row(
            *(_label("户　主", 900), _value("{{ 户主 }}", 3060)),
            *(_label("签收人、日期", 1600), _value(7 * "　" + "年　　月　　日")),
        ),
    ]


def _signature() -> list[Row]:
    version, day = Cell("{{ 版本 }}", 3000, styles.LETTER_SMALL), Cell("{{ 日期 }}", style=styles.LETTER_SIGNER)
    return [_line("{{ 署名 }}", 350, styles.LETTER_SIGNER), _row(version, day, height=350)]


def _opinions() -> list[Row]:
    """Room to write, with nothing that says who does."""
    texts = ("对{{ 乡镇 }}{{ 社区 }}换届工作的意见和建议：", "", "")
    return [Row(Cell(text, style=styles.LETTER_LINE, line=True), height=420, exact=True) for text in texts]


def _line(text: str, height: int, style: styles.Style = styles.LETTER_LINE) -> Row:
    return Row(Cell(text, style=style), height=height, exact=True)


def _row(*cells: Cell, height: int = 400) -> Row:
    return Row(*cells, height=height, exact=True)


def _label(text: str, width: int) -> Cell:
    return Cell(text, width, styles.LETTER_LABEL)


def _value(text: str, width: int = 0) -> Cell:
    return Cell(text, width, styles.LETTER_LINE)


def _ruled(rows: list[Row]) -> Element:
    return form(rows, WIDTH, MARGIN)


def _fields(*rows: Row) -> Element:
    return form(rows, WIDTH, margin=0, ruled=False)
