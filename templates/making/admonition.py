"""The templates of an admonition talk: the notice before it, its record, the pledge after it, the ledger of all."""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import PAGE
from docgen.gongwen.oxml import run
from docgen.gongwen.sheets import Cell, Row, each, form, label, lines, value

MARK = "内部资料　注意保存"
DATE = "　　　　年　　月　　日"
SIDE = 1300  # the labels on the left

#: What the talk is for: the votes, what the rate is a share of, the rule.
CAUSE = (
    "{{ 评议日期 }}届满民主评议，{% if 应到 is not none %}应到{{ 应到 }}人，{% endif %}实到{{ 实到 }}人，"
    "发出{{ 发出 }}票，收回{{ 收回 }}票，有效票{{ 有效票 }}票，其中不满意{{ 不满意票 }}票；"
    "以{{ 基数 }}（{{ 基数票 }}）为基数，不满意率为{{ 不满意率 }}。"
    "按照不满意率达到{{ 诫勉下限 }}、不高于{{ 参选上限 }}的进行诫勉谈话的规定，进行诫勉谈话。"
)


def record() -> Builder:
    """诫勉谈话记录, two pages: who, when and why are printed; what is said and decided is written by hand."""
    builder = Builder("诫勉谈话记录")
    builder.paragraph(styles.MARK, MARK)
    builder.title("诫勉谈话记录")
    builder.paragraph(styles.TABLE_NOTE, "编号：{{ 编号 }}", "\t", "一人一份，逐页签字")
    builder.add(form([*_person(), *_talk(), *_content(), _initials()]))
    builder.paragraph(styles.NEXT_PAGE)
    builder.add(form([*_demands(), *_statement(), *_remedy(), *_signatures(), *_follow_up()]))
    builder.paragraph(styles.ANCHOR)
    return builder


def _person() -> list[Row]:
    return [
        Row(
            *(label("姓　　名", SIDE), value("{{ 姓名 }}", 1700), label("性　　别", SIDE), value("{{ 性别 }}", 1244)),
            *(label("出生年月", SIDE), value("{{ 出生年月 }}")),
        ),
        Row(
            *(label("单　　位", SIDE), value("{{ 单位 }}", 4244)),
            *(label("政治面貌", SIDE), value("{{ 政治面貌 }}")),
        ),
        Row(
            *(label("职　　务", SIDE), value("{{ 职务 }}", 4244)),
            *(label("任职时间", SIDE), value("{{ 任职时间 }}")),
        ),
    ]


def _talk() -> list[Row]:
    return [
        Row(label("谈话时间", SIDE), value("{{ 谈话日期 }}　　　时　　　分至　　　时　　　分")),
        Row(label("谈话地点", SIDE), value("{{ 谈话地点 }}")),
        Row(
            label("谈 话 人", SIDE),
            value("{%p for 人 in 谈话人 %}\n{{ 人 }}\n{%p endfor %}", 1700),
            label("单　　位\n及 职 务", SIDE),
            lines(),
            height=1100,
        ),
        Row(label("记 录 人", SIDE), value("{{ 记录人 }}", 1700), label("参 加 人", SIDE), value()),
        Row(label("诫勉事由", SIDE), lines(CAUSE, middle=True)),
    ]


def _content() -> list[Row]:
    return [
        Row(
            label("谈话内容", SIDE),
            lines("{% if 要点 %}要点：{{ 要点 }}。{% endif %}", middle=True),
            height=900,
        ),
        Row(label("告知原因", SIDE), lines("（告知谈话原因、评议情况和有关规定）"), height=1500),
        Row(label("听取说明", SIDE), lines("（记录本人的说明）"), height=1900),
    ]


def _initials() -> Row:
    return Row(lines("本页签字　　谈话对象：　　　　　　　谈话人：　　　　　　　记录人：", middle=True), height=520)


def _demands() -> list[Row]:
    return [
        Row(label("指出问题", SIDE), lines("（指出存在的问题和应当注意的事项）"), height=1900),
        Row(label("提出要求", SIDE), lines("（提出整改要求和期限）"), height=1700),
    ]


def _statement() -> list[Row]:
    return [
        Row(label("本人表态", SIDE), lines("（由本人填写）"), height=1800),
        Row(label("参选意向", SIDE), value("　□ 主动放弃参选　　　□ 积极整改并参选　　　□ 其他：　　　　　　")),
    ]


def _remedy() -> list[Row]:
    return [
        Row(label("整改事项\n和 措 施", SIDE), lines("（积极整改并参选的填写）"), height=1300),
        Row(label("整改期限", SIDE), value(DATE, 3122), label("责 任 人", SIDE), value()),
    ]


def _signatures() -> list[Row]:
    return [
        Row(label("谈话对象\n签　　字", SIDE), value("", 3122), label("签字日期", SIDE), value(DATE), height=760),
        Row(label("谈 话 人\n签　　字", SIDE), value("", 3122), label("记 录 人\n签　　字", SIDE), value(), height=760),
        Row(label("拒绝签字\n的 注 明", SIDE), value(), height=760),
    ]


def _follow_up() -> list[Row]:
    return [
        Row(label("整改情况", SIDE), lines("（整改期满后由检查人填写）"), height=1300),
        Row(label("结　　论", SIDE), value("　□ 明显　　　□ 一般　　　□ 不明显　　　□ 拒不整改")),
        Row(label("检 查 人", SIDE), value("", 3122), label("检查日期", SIDE), value(DATE)),
    ]


def notice() -> Builder:
    """诫勉谈话通知, one page, with a receipt to keep."""
    builder = _letter("诫勉谈话通知", "{{ 单位 }}　{{ 姓名 }}同志：")
    builder.body(
        "在{{ 评议日期 }}的届满民主评议中，你的不满意率为{{ 不满意率 }}（以{{ 基数 }}为基数，不满意{{ 不满意票 }}票）。"
        "按照不满意率达到{{ 诫勉下限 }}、不高于{{ 参选上限 }}的进行诫勉谈话的规定，现将有关事项通知如下。"
    )
    _item(builder, "一、谈话时间：", "{{ 谈话日期 }}　　时　　分。")
    _item(builder, "二、谈话地点：", "{{ 谈话地点 }}。")
    _item(builder, "三、谈话人：", "{{ 谈话人|join('、') }}。")
    _item(builder, "四、有关要求：", "请本人按时参加，可以就有关情况作出说明；不能按时参加的，请事先说明理由。")
    builder.blank()
    builder.paragraph(styles.SIGNER_LONG, "{{ 落款 }}")
    builder.paragraph(styles.SIGNED_ON, DATE)
    builder.blank()
    builder.add(
        form(
            [
                Row(label("回　　　　执")),
                Row(label("本人签收", SIDE), value("", 3122), label("签收时间", SIDE), value(DATE), height=620),
                Row(label("送 达 人", SIDE), value("", 3122), label("备　　注", SIDE), value(), height=620),
            ]
        )
    )
    builder.paragraph(styles.ANCHOR)
    return builder


def pledge() -> Builder:
    """整改承诺书, one page, for a person who mends and runs; signed by hand."""
    builder = _letter("整改承诺书", "{{ 落款 }}：")
    builder.body(
        "我是{{ 单位 }}{{ 职务 }}{{ 姓名 }}。{{ 谈话日期 }}，组织对我进行了诫勉谈话，"
        "通报了{{ 评议日期 }}届满民主评议的结果，指出了存在的问题，提出了整改要求。现就整改作出如下承诺。"
    )
    _item(builder, "一、整改措施：", "{% if 整改措施 %}{{ 整改措施 }}。{% endif %}")
    builder.tag("{%p if not 整改措施 %}")
    builder.blank(4)
    builder.tag("{%p endif %}")
    _item(builder, "二、整改期限：", "{{ 整改期限 or '" + DATE + "' }}前完成，并报告整改情况。")
    _item(builder, "三、接受监督：", "接受组织检查和党员、群众监督。")
    _item(builder, "四、承担责任：", "逾期不整改、消极整改或者整改效果不明显的，按规定不参加本届选举。")
    builder.blank(2)
    for text in ("承诺人（签字）：", DATE):
        builder.paragraph(styles.ADDRESSEES, 14 * "　" + text)
    return builder


def _item(builder: Builder, title: str, text: str) -> None:
    builder.paragraph(styles.BODY, run(title, styles.LEAD_IN_1.id), text)


def _letter(title: str, to: str) -> Builder:
    builder = Builder(title)
    builder.paragraph(styles.MARK, MARK)
    builder.title(title)
    builder.blank()
    builder.paragraph(styles.ADDRESSEES, to)
    return builder


LEDGER = (
    ("序号", 460, "序号"),
    ("编号", 700, "编号"),
    ("乡镇\n（街道）", 940, "乡镇"),
    ("社区", 940, "社区"),
    ("姓名", 820, "姓名"),
    ("职务", 2300, "职务"),
    ("评议\n日期", 660, "评议日期"),
    ("不满意票\n／基数", 800, "票"),
    ("不满\n意率", 700, "不满意率"),
    ("谈话\n日期", 660, "谈话日期"),
    ("谈话人", 1300, "谈话人"),
    ("参选意向", 1000, "参选意向"),
    ("整改\n期限", 660, "整改期限"),
    ("整改\n结果", 0, "整改结果"),
)


def ledger() -> Builder:
    """诫勉谈话台账, one table of all, some 20 rows to each of its pages, which are turned."""
    builder = Builder("诫勉谈话台账")
    builder.landscape()
    builder.paragraph(styles.MARK, MARK)
    builder.title("诫勉谈话台账")
    builder.paragraph(
        styles.TABLE_NOTE,
        "共{{ 人次 }}人次；不满意率以{{ 基数 }}为基数，达到{{ 诫勉下限 }}、不高于{{ 参选上限 }}的进行诫勉谈话",
    )
    head = Row(*(Cell(title, width, styles.LEDGER_HEAD) for title, width, _ in LEDGER), height=600, header=True)
    row = Row(*(Cell(f"{{{{ 行.{name} }}}}", width, styles.LEDGER) for _, width, name in LEDGER), height=310)
    builder.add(form([head, *each("行 in 台账", row)], PAGE.height - PAGE.top - PAGE.bottom, margin=30))
    builder.paragraph(styles.TABLE_NOTE, "填表人：　　　　　　　　审核人：　　　　　　　　填表日期：" + DATE)
    return builder
