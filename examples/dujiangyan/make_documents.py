"""Make every document of the example, one of each kind, into out/: what `make documents` runs.

python examples/dujiangyan/make_documents.py
"""

from __future__ import annotations

import sys
from pathlib import Path

from docgen import cli

HERE = Path(__file__).resolve().parent

DOCUMENTS: tuple[tuple[str, ...], ...] = (
    ("bulletin", "week-3"),
    ("weekly", "week-3"),
    ("circular", "2013-11-04..2013-11-20"),
    ("notice", "议事会选举"),
    ("letter",),
    ("admonition", "--all"),
    ("admonition", "notice", "--all"),
    ("admonition", "pledge", "--all"),
    ("admonition", "ledger"),
    ("review", "summary", "2013-11-04..2013-11-22"),
    ("review", "forms"),
    ("review", "forms", "--for", "纪委"),
    ("review", "letters"),
    ("review", "table"),
    ("review", "annex"),
    ("review", "notices"),
    ("review", "list"),
    ("换届公告", "石羊镇"),
    ("标语横幅清单",),
    ("知识问答",),
    ("举报电话公告",),
    ("监督员名单",),
    ("短信",),
    ("快报", "week-3"),
    ("微博", "week-1..week-3"),
    ("问卷表",),
    ("问卷汇总",),
    ("专项调研报告", "week-3"),
    ("基础工作明白账",),
    ("干部队伍信息台账",),
    ("重点难点问题台账",),
    ("重点社区分类管理台账",),
    ("信访专题调查报告",),
    ("会议纪要", "day-2013-11-11"),
    ("日信息", "day-2013-11-22"),
    ("临时党组织批复",),
    ("放弃参选声明",),
    ("整改报告",),
    ("民主评议票", "石羊镇"),
    ("民主评议结果",),
    ("督查记录", "week-3"),
    ("典型经验材料", "week-3"),
    ("届中调整决定",),
)
"""The commands, without `docgen`."""


def main() -> int:
    """Run them all; 1 when one fails."""
    codes = []
    for words in DOCUMENTS:
        sys.stdout.write(f"\n$ docgen {' '.join(words)}\n")
        sys.stdout.flush()
        codes.append(cli.run(["--workspace", str(HERE), *words]))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
