"""Lists of the review: 联审总表 across, 取消资格和待核人员名单, 公示名单."""

from collections.abc import Iterable

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import RULES
from docgen.gongwen.oxml import Element, paragraph, w
from docgen.gongwen.sheets import EDGES, Cell, Row, each, form, value
from docgen_plugins.review.room import ROSTER, UNIT, UNITS

MARK = "内部资料　注意保存"
DATE = "　　　　年　　月　　日"
BEFORE = ("序号", "乡镇", "社区", "姓名", "身份证号", "拟任职务")
BEHIND = ("结论", "备注")
HEAD, ROW = 520, 322
"""20 rows fit below the title of the first page, 25 on each other page, also where a rule takes room of its own."""


def table() -> Builder:
    """联审总表, on turned pages with the line of signatures at the foot of each."""
    builder = Builder("联审总表")
    builder.landscape()
    blank = 7 * "　"
    builder.foot(f"审查组组长（签字）：{blank}审核人：{blank}填表人：{blank}填表日期：　　　年　月　日")
    builder.paragraph(styles.MARK, MARK)
    builder.title("{{ 对象 }}初步人选资格联审总表")
    builder.paragraph(styles.TABLE_FOOT, "共{{ 人数 }}名；部门意见栏空白为未反馈，不视为无异议")
    builder.add(_roster())
    builder.paragraph(styles.ANCHOR)
    return builder


def _roster() -> Element:
    """The columns of the departments are made when the table is: each is so many units wide."""
    looks = w(
        "tblPr",
        w("tblW", w=sum(ROSTER.values()) + UNITS * UNIT, type="dxa"),
        w("tblBorders", *(w(edge, val="single", sz=RULES.table, space=0, color="000000") for edge in EDGES)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=30, type="dxa") for side in ("left", "right"))),
    )
    widths = [*(ROSTER[name] for name in BEFORE), *(UNITS * [UNIT]), *(ROSTER[name] for name in BEHIND)]
    head = _roster_row(
        [_fixed(name, name, styles.LEDGER_HEAD) for name in BEFORE], "部 in 部门", "部.跨", "部.名称", head=True
    )
    line = _roster_row([_fixed(name, f"{{{{ 行.{name} }}}}") for name in BEFORE], "格 in 行.意见", "格.跨", "格.意见")
    return w(
        "tbl", looks, w("tblGrid", *(w("gridCol", w=width) for width in widths)), head, *_for_each(line, len(widths))
    )


def _roster_row(before: list[Element], loop: str, span: str, text: str, *, head: bool = False) -> Element:
    behind = [
        _fixed(name, name if head else f"{{{{ 行.{name} }}}}", styles.LEDGER_HEAD if head else styles.ROSTER)
        for name in BEHIND
    ]
    looks = w(
        "trPr",
        w("cantSplit"),
        w("trHeight", val=HEAD if head else ROW, hRule="exact"),
        w("tblHeader") if head else None,
    )
    style = styles.LEDGER_HEAD if head else styles.ROSTER
    made = _cell([f"{{% colspan {span} %}}{{{{ {text} }}}}"], style)
    return w(
        "tr", looks, *before, _cell([f"{{%tc for {loop} %}}"], style), made, _cell(["{%tc endfor %}"], style), *behind
    )


def _fixed(name: str, text: str, style: styles.Style = styles.ROSTER) -> Element:
    return _cell([text], style, ROSTER[name])


def _cell(lines: Iterable[str], style: styles.Style, width: int = 0) -> Element:
    looks = w("tcPr", w("tcW", w=width, type="dxa") if width else None, w("vAlign", val="center"))
    return w("tc", looks, *(paragraph(style.id, line) for line in lines))


def _for_each(line: Element, columns: int) -> list[Element]:
    def tag(text: str) -> Element:
        cell = _cell([text], styles.ROSTER)
        cell[0].insert(0, w("gridSpan", val=columns))
        return w("tr", cell)

    return [tag("{%tr for 行 in 名单 %}"), line, tag("{%tr endfor %}")]


CANCELLED = (
    ("序号", 480, "序号"),
    ("乡镇\n（街道）", 1000, "乡镇"),
    ("社区", 1050, "社区"),
    ("姓名", 900, "姓名"),
    ("身份证号", 1740, "身份证号"),
    ("拟任职务", 860, "拟任职务"),
    ("代码", 640, "代码"),
    ("取消原因", 1274, "原因"),
    ("有异议\n部　门", 0, "部门"),
)
PENDING = (*CANCELLED[:6], ("情　　况", 0, "情况"))


def annex() -> Builder:
    """取消资格人员名单, and on a new page 待核人员名单."""
    builder = Builder("取消资格和待核人员名单")
    for title, columns, name in (("取消资格人员名单", CANCELLED, "取消名单"), ("待核人员名单", PENDING, "待核名单")):
        if name == "待核名单":
            builder.paragraph(styles.NEXT_PAGE)
        builder.paragraph(styles.MARK, MARK)
        builder.title(title)
        builder.paragraph(
            styles.TABLE_NOTE, f"{{{{ 对象 }}}}初步人选，共{{{{ {name}人数 }}}}名", "\t", "身份证号已脱敏"
        )
        builder.add(_list(columns, name))
        builder.tag(f"{{%p if not {name} %}}")
        builder.paragraph(styles.TABLE_NOTE, f"{{{{ {name}无人 }}}}")
        builder.tag("{%p endif %}")
    builder.paragraph(styles.ANCHOR)
    return builder


def _list(columns: Iterable[tuple[str, int, str]], name: str, height: int = 420) -> Element:
    columns = tuple(columns)
    head = Row(*(Cell(title, width, styles.LEDGER_HEAD) for title, width, _ in columns), height=560, header=True)
    row = Row(*(Cell(f"{{{{ 人.{key} }}}}", width, styles.ROSTER) for _, width, key in columns), height=height)
    return form([head, *each(f"人 in {name}", row)], margin=30)


PUBLIC = (
    ("序号", 620, "序号"),
    ("社区", 1700, "社区"),
    ("姓名", 1740, "姓名"),
    ("性别", 620, "性别"),
    ("出生年月", 1740, "出生年月"),
    ("政治面貌", 1244, "政治面貌"),
    ("拟任职务", 0, "拟任职务"),
)


def public_list() -> Builder:
    """公示名单 of a township."""
    builder = Builder("公示名单")
    builder.title("{{ 乡镇 }}{{ 对象 }}")
    builder.title("初步人选公示名单")
    builder.blank()
    builder.body(
        "根据社区党组织换届工作安排，经乡镇（街道）初审和市级联审，{{ 乡镇 }}{{ 人数 }}名同志列为{{ 对象 }}初步人选，"
        "现予公示。公示期：{{ 公示期 }}。"
    )
    builder.body("对公示人选有不同意见的，可以在公示期内如实反映。受理电话：{{ 举报电话 }}。")
    builder.add(_public())
    builder.paragraph(styles.TABLE_NOTE, "注：同一社区按姓氏笔画排列。")
    builder.blank()
    builder.paragraph(styles.SIGNER_LONG, "{{ 落款 }}")
    builder.paragraph(styles.SIGNED_ON, DATE)
    return builder


def _public() -> Element:
    head = Row(*(Cell(title, width, styles.TABLE_HEAD) for title, width, _ in PUBLIC), header=True)
    row = Row(*(value(f"{{{{ 人.{key} }}}}", width) for _, width, key in PUBLIC))
    return form([head, *each("人 in 名单", row)])
