"""What all official documents of the office have: the head down to the title, the signature."""

from docgen.gongwen import styles
from docgen.gongwen.build import Builder
from docgen.gongwen.layout import LETTERHEAD_CHARS, SIGN_OFF


def head(builder: Builder, *, upward: bool = False) -> None:
    """版头 and 标题, from what docgen.gongwen.Office says; a draft has no number. A document to a superior (`upward`)
    says who signs, from docgen.gongwen.signers."""
    builder.tag("{%p if 红头 != '无' %}")
    urgency = ("{%p if 紧急程度 %}", "{{ 紧急程度 }}", "{%p endif %}")
    builder.letterhead_space(*((styles.SECRECY, text) for text in urgency))
    builder.tag(f"{{%p if 红头 == '套红' and 发文机关标志|length <= {LETTERHEAD_CHARS} %}}")
    builder.letterhead("{{ 发文机关标志 }}")
    builder.tag("{%p elif 红头 == '套红' %}")
    builder.letterhead("{{ 发文机关标志 }}", narrow=True)
    builder.tag("{%p else %}")
    builder.letterhead("", "printed")
    builder.tag("{%p endif %}")
    builder.blank(2)
    builder.tag("{%p endif %}")
    if upward:
        _signed_number(builder)
    else:
        _number(builder)
    builder.blank(2)
    builder.tag("{%p for 行 in 标题行 %}")
    builder.title("{{ 行 }}")
    builder.tag("{%p endfor %}")
    builder.blank()


NUMBER = "{% if 草稿 %}（草稿）{% else %}{{ 机关代字 }}〔{{ 年份 }}〕{{ 期号 }}号{% endif %}"


def _number(builder: Builder) -> None:
    builder.tag("{%p if 红头 == '套红' %}")
    builder.number(NUMBER)
    builder.tag("{%p else %}")
    builder.number(NUMBER, "printed")
    builder.tag("{%p endif %}")


def _signed_number(builder: Builder) -> None:
    """The names two a line; the number stands on the last one."""
    names = ("{{ 行.标签 }}", "{{ 行.姓名 }}")
    builder.tag("{%p for 行 in 签发行 %}")
    builder.tag("{%p if not loop.last %}")
    builder.signed_number("", *names)
    builder.tag("{%p elif 红头 == '套红' %}")
    builder.signed_number(NUMBER, *names, "drawn")
    builder.tag("{%p else %}")
    builder.signed_number(NUMBER, *names)
    builder.tag("{%p endif %}")
    builder.tag("{%p endfor %}")


def signature(builder: Builder) -> None:
    """For a seal; a draft has no date."""
    date = "{% if not 草稿 %}{{ 签发日期 }}{% endif %}"
    builder.tag(f"{{%p if 署名|length <= {SIGN_OFF.chars} %}}")
    builder.sealed("{{ 署名 }}", date)
    builder.tag("{%p else %}")
    builder.sealed("{{ 署名 }}", date, long=True)
    builder.tag("{%p endif %}")
