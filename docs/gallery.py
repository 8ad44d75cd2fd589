"""Makes the documents of the example and writes gallery.md beside this file, with a picture of a page of each.

python docs/gallery.py            pictures and page; needs LibreOffice
python docs/gallery.py --page     the page alone
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "images" / "gallery"
WIDTH = 360  # pixels
COLUMNS = 3


class Shown(NamedTuple):
    """A kind of document: its name and command, a pattern of its file below out/, the page that is shown."""

    name: str
    command: str
    file: str
    page: int = 1

    @property
    def picture(self) -> Path:
        """Where its picture lies."""
        return PICTURES / f"{self.name}.png"


GALLERY = (
    Shown("信息专报", "bulletin week-3", "信息专报/*.docx"),
    Shown("周报", "weekly week-3", "周报/*.docx"),
    Shown("补充通知", "notice 议事会选举", "补充通知/*.docx"),
    Shown("通报", "circular 2013-11-04..2013-11-20", "通报/*.docx"),
    Shown("公开信", "letter 石羊镇 丰乐社区", "公开信/*/*/*-*.docx"),
    Shown("印制封面单", "letter 石羊镇 丰乐社区", "公开信/*/*/*_封面单.docx"),
    Shown("公开信签收表", "letter 石羊镇 丰乐社区", "公开信/*/*/*_签收表.docx"),
    Shown("诫勉谈话记录", "admonition 曹蕾雪", "诫勉谈话/谈话记录/*.docx"),
    Shown("诫勉谈话通知", "admonition notice 曹蕾雪", "诫勉谈话/谈话通知/*.docx"),
    Shown("整改承诺书", "admonition pledge --all", "诫勉谈话/整改承诺书/*.docx"),
    Shown("诫勉谈话台账", "admonition ledger", "诫勉谈话/诫勉谈话台账.docx"),
    Shown("联审汇总报告", "review summary 2013-11-04..2013-11-22", "资格联审/联审汇总*.docx"),
    Shown("个人联审表", "review forms 石羊镇 丰乐社区", "资格联审/个人联审表/*/*.docx"),
    Shown("个人联审表（部门）", "review forms 石羊镇 丰乐社区 --for 纪委", "资格联审/个人联审表（纪委）/*/*.docx"),
    Shown("征求意见函", "review letters", "资格联审/征求意见函/纪委*.docx"),
    Shown("联审总表", "review table", "资格联审/联审总表.docx"),
    Shown("取消资格和待核人员名单", "review annex", "资格联审/取消资格*.docx"),
    Shown("取消资格告知书", "review notices 石羊镇", "资格联审/取消资格告知书/*/*.docx"),
    Shown("公示名单", "review list 石羊镇", "资格审查公示/*.docx"),
    Shown("校核单", "bulletin week-3 --issue", "校核单/*.docx"),
)


def page() -> str:
    """gallery.md: the pictures in rows, each with its name and command."""
    rows = [GALLERY[at : at + COLUMNS] for at in range(0, len(GALLERY), COLUMNS)]
    lines = [
        "# Gallery",
        "",
        "A page of each document that the built-in forms make of `examples/dujiangyan`; everybody in it is invented.",
        "The fonts are free stand-ins for those that the documents name. Written by `docs/gallery.py`;",
        "`make documents` makes them all.",
        "",
        "|" + " |" * COLUMNS,
        "|" + "---|" * COLUMNS,
    ]
    for row in rows:
        cells = [
            f" **{shown.name}**<br>`docgen {shown.command}`<br>"
            f'<img src="{shown.picture.relative_to(HERE).as_posix()}" alt="{shown.name}" width="260"> '
            for shown in row
        ]
        lines.append("|" + "|".join(cells) + "|" + " |" * (COLUMNS - len(row)))
    return "\n".join(lines) + "\n"


def take_pictures(workspace: Path) -> None:
    """Make each document in a copy of the example and draw its page."""
    import pypdfium2

    from docgen import cli
    from docgen.pdf import to_pdfs

    PICTURES.mkdir(parents=True, exist_ok=True)
    files: dict[Path, Shown] = {}
    for shown in GALLERY:
        if cli.run(["--workspace", str(workspace), *shown.command.split()]):
            raise SystemExit(f"{shown.command} failed")
        files[sorted((workspace / "out").glob(shown.file))[0]] = shown
    for path, pdf in to_pdfs(list(files), processes=2):
        if isinstance(pdf, Exception):
            raise pdf
        shown = files[path]
        drawn = pypdfium2.PdfDocument(pdf)[shown.page - 1].render(scale=1.5).to_pil()
        height = drawn.height * WIDTH // drawn.width
        drawn.resize((WIDTH, height)).quantize(32).save(shown.picture, optimize=True)


def main() -> None:
    """Write page and pictures."""
    if "--page" not in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Path(folder) / "dujiangyan"
            ignore = shutil.ignore_patterns("out", ".docgen", "_make", "*.py", "__pycache__")
            shutil.copytree(HERE.parent / "examples" / "dujiangyan", workspace, ignore=ignore)
            take_pictures(workspace)
    (HERE / "gallery.md").write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
