"""What each command does, in a line: known without loading the commands, which takes longer than a help text may."""

from __future__ import annotations

from docgen.text import Text

SUMMARIES = {
    "init": Text(
        "Make a new workspace: workbooks to fill in, settings, a start menu; or copy the example.",
        "新建工作文件夹：待填的表格、设置和启动菜单；或复制示例。",
    ),
    "tables": Text("Show which sheet feeds which table.", "查看每张工作表对应哪张表、表头怎样识别。"),
    "check": Text(
        "Check all workbooks: every problem with file, sheet and cell.", "检查所有表格：逐条指出文件、工作表和单元格。"
    ),
    "figures": Text(
        "Every number of a period, what it counts, and the rows behind it.", "某一期间的每个数字、口径和所依据的行。"
    ),
    "register": Text("List the document numbers given so far.", "列出已登记的期号、文号。"),
    "templates": Text(
        "List the Word templates, see what feeds them, check them, copy one to change it.",
        "列出、检查 Word 模板，查看数据来源，复制内置模板来修改。",
    ),
    "render": Text("Make documents of a template and a data file.", "按模板和数据文件生成文件。"),
    "lint": Text(
        "Say what in a Word document is not as GB/T 9704-2012 (公文格式) asks, and put it right in a copy.",
        "按 GB/T 9704-2012 检查公文格式，能自动改的改在副本里。",
    ),
    "runs": Text(
        "List the runs, see what each changed, undo one; verify what lies on the disk.",
        "列出每批生成的文件，可撤销；核对磁盘上的文件。",
    ),
    "handover": Text(
        "Put the print packs of a place on a stick, or in a zip file, with a sheet to sign.",
        "把一个地方的打印文件连同交接单装进 U 盘文件夹或 zip 包。",
    ),
    "adopt": Text(
        "Take over a workspace that was made by somebody else or on another computer.",
        "接管别人或别的电脑留下的工作文件夹。",
    ),
    "purge": Text("Delete documents that are no longer needed.", "删除不再需要的文件。"),
    "forms": Text(
        "List the forms of this workspace (forms/), make one of an old Word form, say all that is wrong.",
        "列出本工作文件夹的表单（forms/），用旧的 Word 表格新建，一次指出全部问题。",
    ),
    "plugins": Text(
        "List the plugins; write, check and trust those of this workspace.",
        "列出插件；新建、检查、信任本工作文件夹的插件。",
    ),
}


def with_details(name: str, details: Text) -> Text:
    """The help of the command `name`: its line, then the details."""
    line = SUMMARIES[name]
    return Text(f"{line.en}\n\n{details.en}", f"{line.zh}\n\n{details.zh}")
