"""The templates of lists that go with print packs: 分发汇总, 交接单, 撤回清单."""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.elements import Column
from docgen.gongwen.layout import PAGE
from docgen.gongwen.sheets import Cell, Row, each, form, label, value

INTERNAL = "内部资料　注意保存"
LANDSCAPE = PAGE.height - PAGE.top - PAGE.bottom


def summary() -> Builder:
    """分发汇总: by township, then by community; what does not add up is said below."""
    builder = Builder("分发汇总")
    builder.title("{{ 标题 }}")
    builder.blank()
    builder.heading("一、各乡镇（街道）")
    town = [_text("乡镇（街道）", 1704, "乡镇", "合计"), _count("社区数", 900), _count("批数", 900)]
    builder.table([_place(640), *town, *_counts(1160, 680, 800, 900)], "行 in 乡镇表", totals=True)
    builder.paragraph(styles.TABLE_NOTE, "单位：份；应发＝印制－撤回＋缺；备用另计，不在印制数内")
    builder.tag("{%p if 不符 %}")
    builder.body("以下社区的数字不相符，分发前请查明：{{ 不符 }}。")
    builder.tag("{%p endif %}")
    builder.heading("二、各社区")
    community = [
        _text("乡镇（街道）", 1560, "乡镇", "合计"),
        _text("社　　区", 1644, "社区", "{{ 合计.社区数 }}个社区"),
    ]
    columns = [_place(640), *community, _count("批数", 700), *_counts(1100, 640, 700, 760)]
    builder.table(columns, "行 in 社区表", totals=True)
    builder.paragraph(styles.ANCHOR)
    return builder


def _place(width: int) -> Column:
    return Column("序号", width, "{{ 行.序号 }}", total=None)


def _text(title: str, width: int, name: str, total: str = "") -> Column:
    return Column(title, width, f"{{{{ 行.{name} }}}}", total)


def _count(name: str, width: int) -> Column:
    return Column(name, width, f"{{{{ 行.{name} }}}}", f"{{{{ 合计.{name} }}}}", number=True)


def _counts(letters: int, pulled: int, missing: int, spares: int) -> list[Column]:
    widths = {"应发": letters, "印制": letters, "撤回": pulled, "缺": missing, "备用": spares}
    return [_count(name, width) for name, width in widths.items()]


PACKS = (
    _place(620),
    _text("社　区", 1484, "社区", "合计"),
    _text("批　次", 1000, "批次", "{{ 合计.批数 }}批"),
    _count("份数", 720),
    _count("备用", 740),
    _count("缺", 560),
    _text("首　号", 1560, "首号"),
    _text("末　号", 1560, "末号"),
    Column("点收", 600, ""),
)
FILES = (
    Column("序号", 640, "{{ 行.序号 }}"),
    Column("文件夹", 3300, "{{ 行.文件夹 }}"),
    Column("文　　件", 4904, "{{ 行.文件 }}"),
)


def handover() -> Builder:
    """交接单: the packs with their counts, the files, who handed over, received and watched."""
    builder = Builder("交接单")
    builder.paragraph(styles.MARK, INTERNAL)
    builder.title("{{ 标题 }}")
    builder.blank()
    builder.body(
        "现将{{ 乡镇 }}{{ 名称 }}移交接收单位：{{ 合计.社区数 }}个社区，{{ 合计.批数 }}批，{{ 合计.份数 }}份，"
        "另有备用{{ 合计.备用 }}份。请逐批点收，核对封面单后签字。"
    )
    builder.heading("一、移交批次")
    builder.table(PACKS, "行 in 批", totals=True)
    builder.heading("二、签字")
    builder.add(form([_signed(who) for who in ("移交人", "接收人", "监交人")]))
    builder.heading("三、移交文件")
    builder.table(FILES, "行 in 文件")
    builder.paragraph(styles.ANCHOR)
    return builder


def _signed(who: str) -> Row:
    return Row(
        *(label(who, 1300), value("", 2400), label("单位", 900), value("", 2000), label("日期", 900), value("")),
        height=760,
    )


RECALLED = (
    ("序号", 620, "{{ 行.序号 }}"),
    ("乡镇\n（街道）", 1300, "{{ 行.乡镇 }}"),
    ("社　区", 1400, "{{ 行.社区 }}"),
    ("批　次", 1300, "{{ 行.批次 }}"),
    ("件号", 700, "{{ 行.件号 }}"),
    ("编　号", 1500, "{{ 行.编号 }}"),
    ("原　户", 0, "{{ 行.原户 }}"),
    ("原　因", 1360, "{{ 行.原因 }}"),
    ("新件位置", 1300, "{{ 行.新件 }}"),
    ("已抽出", 780, "□"),
)


def recalled() -> Builder:
    """撤回清单: where each letter lies that has to be pulled out of its bundle, and where the new one is."""
    builder = Builder("撤回清单")
    builder.landscape()
    builder.foot(f"抽件人（签字）：{7 * '　'}核对人（签字）：{7 * '　'}日期：{4 * '　'}年　　月　　日")
    builder.paragraph(styles.MARK, INTERNAL)
    builder.title("{{ 标题 }}")
    builder.paragraph(
        styles.TABLE_FOOT, "以下{{ 份数 }}份已经印制，请从所在批次中抽出销毁，在末栏打勾；件号与签收表的序号相同"
    )
    head = Row(*(Cell(title, width, styles.LEDGER_HEAD) for title, width, _ in RECALLED), height=560, header=True)
    row = Row(*(Cell(text, width, styles.LEDGER) for _, width, text in RECALLED), height=440)
    builder.add(form([head, *each("行 in 行表", row)], LANDSCAPE, margin=30))
    builder.paragraph(styles.ANCHOR)
    return builder
