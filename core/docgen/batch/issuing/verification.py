"""The 校核单 of a document that is issued: what was found, what it rests on, who answers for it (domain.md §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docgen.batch.issuing.order import Issuing
from docgen.data import FigureSpec
from docgen.period import chinese_date
from docgen.plugin.generator import Generator
from docgen.problems import SEVERITY_NAMES, Problem
from docgen.register import digest
from docgen.text import speaking

TEMPLATE = "verification/校核单.docx"
LISTED = 100
"""Findings that are printed; of more it is said how many."""

HASH_DIGITS = 16


def verification(
    issuing: Issuing, generator: Generator, number: str, figures: Mapping[str, FigureSpec]
) -> dict[str, Any]:
    """What the sheet prints. `number` is the 文号 or 期号 in words."""
    kept, entry = issuing.kept, issuing.entry
    with speaking("zh"):  # documents are Chinese, whatever the messages are
        found = [_finding(problem) for problem in issuing.problems[:LISTED]]
    return {
        "标题": entry.title,
        "文号": number,
        "成文日期": chinese_date(entry.day) if entry.day else "",
        "文种": generator.title.zh,
        "印次": "首次签发" if issuing.revision == 1 else f"更正重印（第{issuing.revision}次）",
        "文件名": f"{issuing.item.path.name}{generator.suffix()}",
        "校验码": digest(issuing.data),
        "拟稿人": kept["drafter"],
        "核稿人": kept["checker"],
        "问题": found,
        "其余问题": max(len(issuing.problems) - LISTED, 0),
        "文件": [_source(source) for source in kept["sources"]],
        "表": [{"表": name.translate(_FULL_WIDTH), "行数": rows} for name, rows in kept["counts"].items()],
        "数字": _figures(kept["figures"], figures),
    }


_FULL_WIDTH = str.maketrans("()", "（）")


def _finding(problem: Problem) -> dict[str, str]:
    return {
        "级别": str(SEVERITY_NAMES[problem.severity]),
        "编号": problem.code,
        "位置": str(problem.where or ""),
        "问题": str(problem.text),
    }


def _source(source: Mapping[str, str]) -> dict[str, str]:
    return {"文件": source["file"], "保存时间": source["saved"][:_MINUTES], "校验码": source["sha256"][:HASH_DIGITS]}


_MINUTES = len("2013-11-22 08:30")


def _figures(kept: Sequence[Mapping[str, Any]], specs: Mapping[str, FigureSpec]) -> list[dict[str, Any]]:
    return [
        {
            "名称": specs[figure["name"]].title.zh,
            "起止": _days(figure["from"], figure["to"]),
            "印作": figure["printed"],
            "行数": figure["rows"],
        }
        for figure in kept
        if figure["name"] in specs
    ]


def _days(first: str | None, last: str | None) -> str:
    """2013-11-16, 2013-11-22 → 11.16—11.22; without a first day, up to the last."""
    end = _day(last) if last else "全部"
    return f"{_day(first)}—{end}" if first else f"截至{end}" if last else end


def _day(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.month}.{found.day}"
