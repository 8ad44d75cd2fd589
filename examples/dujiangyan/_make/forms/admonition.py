"""What follows an admonition talk: 放弃参选声明 of who stands back, 整改报告 of who mends. Signed by hand."""

from __future__ import annotations

from _make.forms.parts import DATE, MARK, SIDE, pair
from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.sheets import Row, form, label, lines, value


def withdrawal() -> Builder:
    """自愿放弃参选声明: who declares it and after which talk; why is written by hand."""
    builder = Builder("放弃参选声明")
    builder.paragraph(styles.MARK, MARK)
    builder.title("自愿放弃参选声明")
    builder.blank()
    builder.addressees("{{ 乡镇.党组织全称 }}：")
    builder.body(
        "我是{{ 乡镇 }}{{ 社区 }}{{ 职务 }}{{ 谈话对象 }}。{{ 谈话日期 }}，组织对我进行了诫勉谈话，"
        "通报了届满民主评议的结果，说明了有关规定。经慎重考虑，我自愿放弃参加本届社区党组织换届选举，"
        "不作为初步人选参加推荐，也不作为候选人参加选举。"
    )
    builder.body("放弃的原因（由本人填写）：")
    for _ in range(2):
        builder.paragraph(styles.BODY, 24 * "＿")
    builder.body(
        "以上是我本人的真实意愿，没有受到任何强迫或者许诺。换届期间，我将继续履行职责，遵守换届纪律，"
        "支持新班子工作，按要求做好交接。"
    )
    builder.blank()
    for text in ("声明人（签字）：", DATE):
        builder.paragraph(styles.ADDRESSEES, 14 * "　" + text)
    builder.blank()
    builder.add(form([pair("收件人签字", "", "收到日期", DATE, height=620)]))
    builder.paragraph(styles.ANCHOR)
    return builder


def remedy() -> Builder:
    """整改报告: what was promised is printed; what was done is written by hand, and looked at by somebody else."""
    builder = Builder("整改报告")
    builder.paragraph(styles.MARK, MARK)
    builder.title("诫勉谈话整改情况报告")
    builder.blank()
    results = "　".join(
        f"{{{{ 整改结果|空('')|勾选('{name}') }}}}{name}" for name in ("明显", "一般", "不明显", "拒不整改")
    )
    rows = [
        pair("姓　　名", "{{ 谈话对象 }}", "职　　务", "{{ 职务 }}"),
        pair("乡镇街道", "{{ 乡镇 }}", "社　　区", "{{ 社区 }}"),
        pair("谈话日期", "{{ 谈话日期 }}", "整改期限", "{{ 整改期限|空('') }}"),
        Row(label("诫勉事由", SIDE), lines("{{ 诫勉事由 }}", middle=True), height=900),
        Row(label("承诺的\n整改措施", SIDE), lines("{{ 整改措施|空('') }}", middle=True), height=1300),
        Row(label("整改情况", SIDE), lines("（由本人逐项填写：做了什么、什么时候、结果怎样）"), height=3400),
        pair("本人签字", "", "报告日期", DATE, height=700),
        Row(label("检查情况", SIDE), lines("（由检查人填写）"), height=1500),
        Row(label("结　　论", SIDE), value(f"　{results}"), height=560),
        pair("检 查 人\n签　　字", "", "检查日期", DATE, height=760),
    ]
    builder.add(form(rows))
    builder.paragraph(styles.ANCHOR)
    return builder
