"""The templates of the forms, made as the built-in ones are: one module for each kind of paper."""

from collections.abc import Callable

from _township.forms import ballots, meetings, official, papers, public
from docgen.gongwen.build import Builder

FORMS: dict[str, Callable[[], Builder]] = {
    "初步人选公示": public.candidates,
    "推荐票": ballots.recommendation,
    "推荐结果公示": public.recommended,
    "竞职承诺书": papers.pledge,
    "选票": ballots.election,
    "签到表": meetings.attendance,
    "结果报告单": meetings.result,
    "应急预案": official.emergency_plan,
    "请示": official.request,
    "批复": official.reply,
    "聘书": papers.appointment,
    "交接清单": meetings.handover,
    "调研表": papers.interview,
}
"""By the folder that holds form.toml and the template."""
