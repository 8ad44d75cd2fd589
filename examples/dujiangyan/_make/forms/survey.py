"""The survey: 问卷表, 问卷汇总, 专项调研报告."""

from __future__ import annotations

from _make.forms.parts import MARK, Field, add_list, listing, total
from docgen.gongwen import styles
from docgen.gongwen.build import Builder


def questionnaire() -> Builder:
    """问卷表: nobody signs it; a box for each option."""
    builder = Builder("问卷表")
    builder.title("社区党组织换届专项调研问卷")
    builder.blank()
    builder.body(
        "您好！为了解社区班子运行情况和群众意愿，做好换届工作，请您填写这份问卷。问卷不记名，请如实填写，在“□”内打“√”。"
    )
    builder.body("您的身份：□社区干部　□普通党员　□群众")
    builder.body("您所在的社区：　　　　乡镇（街道）　　　　　社区")
    builder.tag("{%p for 题 in 各题 %}")
    builder.heading("{{ 题.序号 }}．{{ 题.题目 }}（{{ 题.行[0].题型 }}）", 3)
    builder.body(
        "{% for 项 in 题.行 %}□{{ 项.选项 }}{% if not loop.last %}"
        "{{ '\\a' if loop.length > 4 and loop.index == 3 else '　' }}{% endif %}{% endfor %}"
    )
    builder.tag("{%p endfor %}")
    builder.heading("{{ 各题|length + 1 }}．您对社区班子建设和换届工作的意见建议：", 3)
    for _ in range(2):
        builder.paragraph(styles.BODY, 24 * "＿")
    builder.body("感谢您的支持！")
    builder.paragraph(styles.TABLE_NOTE, "{{ 发文单位 }}", "\t", "{{ 日期 }}")
    return builder


def _of(kind: str, name: str = "有效份数") -> str:
    return f"{{{{ 镇.行|selectattr('对象', 'equalto', '{kind}')|list|合计('{name}', 空=0) }}}}"


def _sum_of(kind: str) -> str:
    return f"{{{{ 问卷调查|selectattr('对象', 'equalto', '{kind}')|list|合计('有效份数', 空=0) }}}}"


RETURNED = (
    Field("序号", 640, "{{ 镇.序号 }}", "合计"),
    Field("乡镇（街道）", 0, "{{ 镇.乡镇.乡镇名称 }}"),
    Field("发放", 1000, "{{ 镇.行|合计('发放份数', 空=0) }}", "{{ 问卷调查|合计('发放份数', 空=0) }}"),
    Field("回收", 1000, "{{ 镇.行|合计('回收份数', 空=0) }}", "{{ 问卷调查|合计('回收份数', 空=0) }}"),
    Field("有效", 1000, "{{ 镇.行|合计('有效份数', 空=0) }}", "{{ 问卷调查|合计('有效份数', 空=0) }}"),
    Field("社区干部", 1080, _of("社区干部"), _sum_of("社区干部")),
    Field("普通党员", 1080, _of("普通党员"), _sum_of("普通党员")),
    Field("群众", 1080, _of("群众"), _sum_of("群众")),
)
ANSWERS = (
    Field("选项", 0, "{{ 项.选项 }}", "合计"),
    Field("社区干部", 1250, "{{ 项.社区干部|空(0) }}", "{{ 题.行|合计('社区干部', 空=0) }}"),
    Field("普通党员", 1250, "{{ 项.普通党员|空(0) }}", "{{ 题.行|合计('普通党员', 空=0) }}"),
    Field("群众", 1250, "{{ 项.群众|空(0) }}", "{{ 题.行|合计('群众', 空=0) }}"),
    Field(
        "合计",
        1250,
        "{{ (项.社区干部|default(0)) + (项.普通党员|default(0)) + (项.群众|default(0)) }}",
        "{{ 题.行|合计('社区干部', 空=0) + 题.行|合计('普通党员', 空=0) + 题.行|合计('群众', 空=0) }}",
    ),
)


def results() -> Builder:
    """问卷汇总: how many came back, by township; what was answered, question by question."""
    builder = Builder("问卷汇总")
    builder.paragraph(styles.MARK, MARK)
    builder.title("社区党组织换届专项调研问卷汇总")
    builder.blank()
    builder.body(
        "本次调研共发放问卷{{ 问卷调查|合计('发放份数', 空=0) }}份，回收{{ 问卷调查|合计('回收份数', 空=0) }}份，"
        "其中有效问卷{{ 问卷调查|合计('有效份数', 空=0) }}份："
        "{% for 类 in 各对象 %}{{ 类.对象 }}{{ 类.行|合计('有效份数', 空=0) }}份{% if not loop.last %}，"
        "{% endif %}{% endfor %}。"
    )
    builder.heading("一、发放回收情况")
    add_list(builder, [*listing(RETURNED, "镇 in 各镇"), total(RETURNED)])
    builder.heading("二、各题结果")
    builder.tag("{%p for 题 in 各题 %}")
    builder.heading("{{ 题.序号 }}．{{ 题.题目 }}（{{ 题.行[0].题型 }}）", 3)
    add_list(builder, [*listing(ANSWERS, "项 in 题.行"), total(ANSWERS)])
    builder.tag("{%p endfor %}")
    builder.blank()
    builder.paragraph(styles.TABLE_NOTE, "汇总单位：{{ 发文单位 }}", "\t", "{{ 日期 }}")
    return builder


def _by_town(name: str) -> str:
    return f"{{{{ 镇.行|合计('{name}', 空=0) }}}}"


def _of_all(name: str) -> str:
    return f"{{{{ 社区|合计('{name}', 空=0) }}}}"


STRUCTURE = (
    Field("序号", 640, "{{ 镇.序号 }}", "合计"),
    Field("乡镇（街道）", 0, "{{ 镇.乡镇.乡镇名称 }}"),
    Field("社区\n（个）", 1150, "{{ 镇.行|length }}", "{{ 社区|length }}"),
    Field("党员\n（名）", 1250, _by_town("党员数"), _of_all("党员数")),
    Field("在任干部\n（名）", 1350, "{{ 各镇干部[loop.index0].行|length }}", "{{ 现任干部|length }}"),
    Field("应选职数\n（名）", 1350, _by_town("应选职数"), _of_all("应选职数")),
)


def report() -> Builder:
    """专项调研报告: 班子结构, 运行现状, 存在问题, 工作建议."""
    builder = Builder("专项调研报告")
    builder.paragraph(styles.MARK, MARK)
    builder.title("关于社区班子情况的专项调研报告")
    builder.blank()
    builder.body(
        "按照换届工作部署，对全市{{ 数字.调研社区 }}社区开展专项调研，发放问卷{{ 数字.问卷 }}"
        "（社区干部{{ 数字.干部问卷 }}、普通党员{{ 数字.党员问卷 }}、群众{{ 数字.群众问卷 }}）。"
        "截至{{ 截止日 }}，有关情况报告如下。"
    )
    builder.heading("一、班子结构")
    builder.body(
        "全市社区共有党员{{ 社区|合计('党员数') }}名，在任社区干部{{ 现任干部|length }}名，新一届班子应选"
        "{{ 社区|合计('应选职数') }}名。按管理分类，{% for 类 in 各类社区 %}{{ 类.社区分类 }}社区{{ 类.行|length }}个"
        "{% if not loop.last %}，{% endif %}{% endfor %}。各乡镇（街道）情况见下表。"
    )
    rows = listing(STRUCTURE, "镇 in 各镇社区")
    add_list(builder, [*rows, total(STRUCTURE)])
    builder.heading("二、运行现状")
    builder.body(
        "届满民主评议中，不满意率高于50%、不得参选的{{ 数字.不得参选 }}；不满意率在30%至50%、应予诫勉谈话的"
        "{{ 数字.诫勉对象 }}，其中主动放弃参选{{ 数字.主动放弃 }}，承诺整改后参选{{ 数字.整改参选 }}。"
        "立案查处{{ 数字.立案查处 }}，届中调整{{ 数字.届中调整 }}。督查抽查{{ 数字.督查抽查 }}，"
        "覆盖{{ 数字.抽查乡镇 }}乡镇（街道），通报批评{{ 数字.通报批评社区 }}社区。"
    )
    builder.heading("三、存在问题")
    builder.body(
        "据各社区台账，"
        "{% for 类 in 各类问题 %}{{ 类.主要问题 }}的{{ 类.行|length }}个{% if not loop.last %}，"
        "{% endif %}{% endfor %}。"
    )
    builder.tag("{%p for 条 in 问题 %}")
    builder.body("{{ 条.内容 }}", "（{{ 条.序号|汉字数字 }}）{{ 条.要点 }}。")
    builder.tag("{%p endfor %}")
    builder.heading("四、工作建议")
    builder.tag("{%p for 条 in 建议 %}")
    builder.body("{{ 条.内容 }}", "（{{ 条.序号|汉字数字 }}）{{ 条.要点 }}。")
    builder.tag("{%p endfor %}")
    builder.sealed("{{ 发文单位 }}", "{{ 截止日 }}", long=True)
    return builder
