"""Filters for templates."""


def yuan(value: int | None) -> str:
    """{{ 价值|元 }}: 1200 is 1,200元; nothing is a blank line to write on."""
    return "＿＿＿元" if value is None else f"{value:,}元"
