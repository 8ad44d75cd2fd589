"""The Word templates of the forms in forms/, made with docgen.gongwen as the built-in ones are."""

from __future__ import annotations

from collections.abc import Callable

from _make.forms import admonition, ledgers, opinions, papers, public, survey
from docgen.gongwen.build import Builder

FORMS: dict[str, Callable[[], Builder]] = {
    "换届公告": public.announcement,
    "标语横幅清单": public.slogans,
    "知识问答": public.questions,
    "快报": public.news,
    "举报电话公告": public.hotlines,
    "监督员名单": public.supervisors,
    "问卷表": survey.questionnaire,
    "问卷汇总": survey.results,
    "专项调研报告": survey.report,
    "基础工作明白账": ledgers.communities,
    "干部队伍信息台账": ledgers.cadres,
    "重点难点问题台账": ledgers.problems,
    "重点社区分类管理台账": ledgers.classified,
    "放弃参选声明": admonition.withdrawal,
    "整改报告": admonition.remedy,
    "民主评议票": opinions.ballot,
    "民主评议结果": opinions.outcome,
    "督查记录": opinions.inspection,
    "典型经验材料": opinions.good_example,
    "届中调整决定": papers.adjustment,
    "信访专题调查报告": papers.petition,
    "会议纪要": papers.minutes,
    "日信息": papers.daily,
    "临时党组织批复": papers.approval,
}
