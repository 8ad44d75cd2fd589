"""Papers of one person: 个人联审表 and 取消资格告知书, a page each."""

from dataclasses import replace

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.sheets import Cell, Row, label, value
from docgen.gongwen.sheets import form as ruled
from docgen_plugins.review.room import FORM

MARK = "内部资料　注意保存"
DATE = "　　　　年　　月　　日"
LINE = 510  # a row of the form, two lines of small type
#: What was concluded, or what to choose from.
BOXES = "{%p if 结论 %}\n{{ 结论 }}\n{%p else %}\n□合格　□取消资格\n□待核\n{%p endif %}"
GRID = ("部门", "审查内容", "意见", "经办人", "负责人", "盖章", "日期")
SIDE, LABEL = 1500, 1000


def form() -> Builder:
    """个人联审表: all rows as high as they are, so that a form is a page; for one department without what is for the
    group."""
    builder = Builder("个人联审表")
    builder.paragraph(styles.MARK, MARK)
    builder.title("{% if 对象|length <= 11 %}{{ 对象 }}{% endif %}初步人选资格联审表")
    builder.paragraph(styles.TABLE_NOTE, "{{ 乡镇 }}{{ 社区 }}", "\t", "编号：{{ 编号 }}")
    builder.add(ruled([*_person(), *_township(), *_grid(), *_conclusion(), *_how()]))
    builder.paragraph(styles.ANCHOR)
    return builder


def _row(*cells: Cell, height: int = LINE) -> Row:
    return Row(*cells, height=height, exact=True)


def _value(name: str, width: int = 0) -> Cell:
    return Cell(f"{{{{ {name} }}}}", width, styles.FORM_VALUE)


def _head(text: str, width: int = LABEL) -> Cell:
    return Cell(text, width, styles.FORM_LABEL)


def _fields(*names: str) -> list[Cell]:
    """Labels with their fields, the last as wide as is left."""
    *first, last = names
    cells = [cell for name in first for cell in (_head(name), _value(name, FORM[name]))]
    return [*cells, _head(last), _value(last, FORM[last])]


def _person() -> list[Row]:
    photo = Cell("照　片", 0, styles.FORM_LABEL, merge="restart")
    below = Cell("", 0, styles.FORM_LABEL, merge="continue")
    return [
        _row(*_fields("姓名", "性别", "民族"), photo),
        _row(*_fields("出生年月", "文化程度"), below),
        _row(*_fields("身份证号", "政治面貌"), below),
        _row(*_fields("入党时间", "产生方式"), below),
        _row(_head("现工作单\n位及职务", SIDE), _value("现职")),
        _row(_head("家庭住址", SIDE), _value("住址")),
        _row(_head("拟任职务", SIDE), _value("拟任职务", FORM["拟任职务"]), _head("户 籍 地", 1300), _value("户籍地")),
    ]


def _township() -> list[Row]:
    return [
        *_only_for_the_group(
            _row(
                _head("乡镇（街道）\n初审意见", SIDE),
                _value("初审意见", 2400),
                Cell(f"（盖章）{DATE}", 0, styles.FORM_VALUE),
                height=540,
            )
        )
    ]


def _grid() -> list[Row]:
    """A row a department: two lines each, where there are many one, for a single department a large field."""
    widths = [*(FORM[name] for name in GRID[:-1]), 0]
    cells = [
        Cell(f"{{{{ 行.{name} }}}}" if name != "盖章" else "", width, styles.FORM_VALUE) for name, width in _zip(widths)
    ]
    return [
        _row(*(_head(name, width) for name, width in _zip(widths)), height=360),
        Row(value("{%tr for 行 in 审查 %}")),
        Row(value("{%tr if 行高 == '宽' %}")),
        _row(*cells, height=LINE),
        Row(value("{%tr elif 行高 == '窄' %}")),
        _row(*(replace(cell, style=styles.ROSTER) for cell in cells), height=330),
        Row(value("{%tr else %}")),
        _row(*cells, height=1400),
        _row(_head("有关情况\n说　　明", SIDE), value(), height=3600),
        Row(value("{%tr endif %}")),
        Row(value("{%tr endfor %}")),
    ]


def _zip(widths: list[int]) -> list[tuple[str, int]]:
    return list(zip(GRID, widths, strict=True))


def _conclusion() -> list[Row]:
    return [
        *_only_for_the_group(
            _row(_head("有关情况", SIDE), _value("有关情况"), height=770),
            _row(
                *(_head("审 查 组\n综合结论", SIDE), Cell(BOXES, FORM["结论"], styles.FORM_VALUE)),
                *(_head("依据条款"), Cell("{{ 依据 }}", 0, styles.FORM_VALUE)),
                height=LINE,
            ),
            _row(_head("审查组组长\n签　　字", SIDE), Cell("", 3400), Cell(DATE, 0, styles.FORM_VALUE), height=560),
        )
    ]


def _how() -> list[Row]:
    """How to fill it in."""
    texts = (
        "填写单位：{{ 填表部门 }}。意见填无异议、有异议或者待核；有异议、待核的写明情况，于{{ 反馈期限 }}前反馈。",
        "空白为未反馈，不视为无异议；结论由审查组集体研究，依据材料附后。",
    )
    own, group = (_row(_head("说　　明", SIDE), Cell(text, 0, styles.FORM_VALUE)) for text in texts)
    return [Row(value("{%tr if 审查部门 %}")), own, Row(value("{%tr else %}")), group, Row(value("{%tr endif %}"))]


def _only_for_the_group(*rows: Row) -> list[Row]:
    return [Row(value("{%tr if not 审查部门 %}")), *rows, Row(value("{%tr endif %}"))]


def notice() -> Builder:
    """取消资格告知书, one page, with a receipt to keep."""
    builder = Builder("取消资格告知书")
    builder.paragraph(styles.MARK, MARK)
    builder.title("取消资格告知书")
    builder.blank()
    builder.paragraph(styles.ADDRESSEES, "{{ 姓名 }}同志：")
    builder.body(
        "你报名参加{{ 乡镇 }}{{ 社区 }}{{ 对象 }}选举（拟任职务：{{ 拟任职务 }}）。经资格审查组审查，按照{{ 规定 }}的"
        "不得参选的规定{% if 情形 %}（具体情形：{{ 情形 }}）{% endif %}，决定取消你的初步人选资格。现予告知。"
    )
    builder.body(
        "如对上述决定有不同意见，可以自收到本告知书之日起{{ 申述期限 }}内向{{ 受理单位 }}书面提出，并附有关材料。"
        "对你提出的意见将认真核实，并告知你核实结果。"
    )
    builder.body("联系人：{{ 联系人 }}，联系电话：{{ 联系电话 }}。")
    builder.blank()
    builder.paragraph(styles.SIGNER_LONG, "{{ 落款 }}")
    builder.paragraph(styles.SIGNED_ON, DATE)
    builder.blank()
    builder.add(
        ruled(
            [
                Row(label("回　　　　执")),
                Row(label("本人签收", 1300), value("", 3122), label("签收时间", 1300), value(DATE), height=620),
                Row(label("送 达 人", 1300), value("", 3122), label("备　　注", 1300), value(), height=620),
            ]
        )
    )
    builder.paragraph(styles.ANCHOR)
    return builder
