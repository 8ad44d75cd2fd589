"""The checks of a careful clerk, by the numbers of domain.md §6; what data cannot answer is said with who does."""

from docgen import Check, Text
from docgen.records.checks import appraisals, calendar, documents, filled_in, letters, persons, places, reviews, votes
from docgen.records.checks.page import checks_page

_MODULES = (filled_in, places, persons, votes, appraisals, reviews, calendar, letters, documents)

CHECKS = Check.joined(
    [
        *filled_in.NEEDED,
        *(value for module in _MODULES for value in vars(module).values() if isinstance(value, Check)),
    ]
)

READING = {
    "E01": Text("`blank`, `sheet`: a blank cell, a missing column", "`blank`、`sheet`：单元格空着，缺少一列"),
    "E02": Text(
        "`reference`, `ambiguous`, `missing-table`, with the nearest name",
        "`reference`、`ambiguous`、`missing-table`，并提示最接近的名称",
    ),
    "E03": Text("`repeat`: rows with the same key", "`repeat`：关键列相同的行"),
    "E06": Text("`cell`: shape and check digit of the ID", "`cell`：身份证号的位数和校验位"),
    "E09": Text("`E09`: a total row that is not the sum or count of its rows", "`E09`：合计行与各行之和、行数不符"),
    "E11": Text("`cell`: a count that is no whole number", "`cell`：票数不是整数"),
    "E17": Text("`cell`: 余 in a column of exact numbers", "`cell`：应填准确数的列填了约数"),
    "E37": Text("`cell`: a day without its month, a year far off", "`cell`：只写了日、没写月，或年份相差太远"),
}
"""Numbers that reading answers, wholly or in part, under these codes of its own."""

ELSEWHERE = {
    "E15": Text("every number printed is a figure with its rows", "印出的每个数字都由表格的行算出"),
    "W16": Text("the document that prints the percents", "印百分比的文件"),
    "E18": Text("body, table and title print one figure", "正文、表格、标题用的是同一个数字"),
    "E19": Text("the document that prints the list", "印名单的文件"),
    "E41": Text("the document: its day and its cut-off day", "文件：成文日期与截止日期"),
    "E44": Text("the register", "文号登记簿（docgen register）"),
    "W51": Text("the document with attachments", "带附件的文件"),
}
"""Numbers that the tables alone cannot answer, and who does."""

__all__ = ["CHECKS", "ELSEWHERE", "READING", "checks_page"]
