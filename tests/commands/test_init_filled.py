"""`docgen init`, used: what people type into the new workbooks is read, checked and printed. Everybody is invented; the
IDs are of an area that was never assigned."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from docgen.commands.init.menu import UNIX
from docgen.plugin.manager import load_packages
from docgen.plugin.package import built_in_packages

SETTINGS = ("--title", "社区换届", "--issuer", "市委组织部", "--start", "2013-11-04", "--week-end", "周五")

PLACE = {"乡镇(街道)": "石羊镇", "社区": "丰乐社区"}
LI = {**PLACE, "姓名": "李明"}
WANG = {**PLACE, "姓名": "王秀"}
LI_ID, WANG_ID = "990181197010010013", "990181197203040024"

ROWS: dict[str, list[dict[str, object]]] = {
    "乡镇(街道)": [
        {"排序": 1, "乡镇名称": "石羊镇", "类别": "镇", "社区数": 2, "总户数": 700, "指导组编号": "第1组"},
        {"排序": 2, "乡镇名称": "向峨乡", "类别": "乡", "社区数": 1, "指导组编号": "第1组", "联系电话": "028-01234567"},
    ],
    "指导组": [
        {
            "组号": "第1组",
            "类型": "指导组",
            "组长": "郑远山",
            "成员": "周清、吴桐",
            "联系乡镇": "石羊镇、向峨乡",
            "举报电话": "028-01000001",
            "电子邮箱": "zu01@example.org",
        }
    ],
    "社区": [
        {"乡镇(街道)": "石羊镇", "社区名称": "丰乐社区", "党员数": 86, "总户数": 400, "应选职数": 5},
        {"社区名称": "竹瓦社区", "党员数": 60, "总户数": 300, "应选职数": 5},  # 乡镇 as above
        {"乡镇(街道)": "向峨乡", "社区名称": "石碑社区", "党员数": 40, "总户数": 3, "应选职数": 3},
    ],
    "部门": [{"名称": "组织部", "全称": "市委组织部", "是否必审": "是"}],
    "换届日程": [
        {"阶段": "届满民主评议", "开始日期": "2013-11-04", "结束日期": "2013-11-08"},
        {"阶段": "推荐报名", "开始日期": "2013-11-04", "结束日期": "2013-11-08"},
        {"阶段": "市级复审", "开始日期": "2013-11-04", "结束日期": "2013-11-30"},
    ],
    "现任干部": [
        {**LI, "身份证号": LI_ID, "现任职务": "委员", "任职时间": "2010.10", "处理情形": "无"},
        {**WANG, "身份证号": WANG_ID, "现任职务": "副主任", "处理情形": "无"},
    ],
    "候选人": [
        {
            "候选人编号": "001",
            **LI,
            "性别": "男",
            "出生年月": "1970.10",
            "身份证号": LI_ID,
            "政治面貌": "中共党员",
            "入党时间": "1995.07",
            "是否现任": "是",
            "联系电话": "028-01234568",
            "拟任职务": "书记",
            "推荐票数": 128,
            "报名日期": "2013-11-06",
            "初审意见": "合格",
            "复审结论": "合格",
            "复审日期": "2013-11-08",
        }
    ],
    "联审结果": [
        {
            **LI,
            "身份证号": LI_ID,
            "审查部门": "组织部",
            "轮次": 1,
            "送审日期": "2013-11-07",
            "审查意见": "无异议",
            "审查日期": "2013-11-08",
            "经办人": "周清",
            "负责人": "吴桐",
            "是否盖章": "是",
        }
    ],
    "民主评议": [
        {
            **WANG,
            "评议日期": "2013-11-05",
            "实到人数": 42,
            "发出票数": 42,
            "收回票数": 40,
            "有效票": 40,
            "满意": 20,
            "基本满意": 6,
            "不满意": 14,
            "弃权": 0,
            "不满意率": 0.35,
        }
    ],
    "诫勉谈话": [
        {
            **PLACE,
            "谈话对象": "王秀",
            "职务": "副主任",
            "诫勉事由": "民主评议不满意率较高",
            "谈话日期": "2013-11-07",
            "谈话地点": "镇党委会议室",
            "谈话人": "郑远山、周清",
            "记录人": "吴桐",
            "参选意向": "主动放弃",
        }
    ],
    "推荐结果": [
        {
            **LI,
            "推荐日期": "2013-11-06",
            "应推荐户数": 400,
            "实推荐户数": 380,
            "发出推荐票": 380,
            "收回推荐票": 376,
            "有效票": 370,
            "拟任职务": "书记",
            "得票数": 128,
            "是否初步人选": "是",
        }
    ],
    "工作日志": [
        {"日期": "2013-11-04", "乡镇(街道)": town, "当日进展": "召开动员会", "填报人": "何文"}
        for town in ("石羊镇", "向峨乡")
    ],
    "指导记录": [{"日期": "2013-11-05", "类别": "指导组", "指导人": "郑远山", "组号": "第1组", **PLACE, "人次": 2}],
    "督查抽查": [
        {
            "日期": "2013-11-06",
            "组号": "第1组",
            **PLACE,
            "方式": "暗访",
            "发现问题": "公告张贴不及时",
            "处理意见": "当场纠正",
            "是否通报": "否",
        }
    ],
    "信访调查": [
        {
            "信访编号": "X001",
            "受理日期": "2013-11-07",
            "来源": "来信",
            **PLACE,
            "反映内容": "反映推荐程序不公开",
            "承办单位": "镇纪委",
            "调查结论": "调查中",
        }
    ],
    "研究事项": [
        {"序号": "1", "研究日期": "2013-11-06", "会议": "常委会第3次会议", "程序性问题": "临时党组织书记由谁担任"}
    ],
    "户": [
        {"户编号": f"H00{number}", "乡镇(街道)": "向峨乡", "社区": "石碑社区", "小组": "3组", "户主姓名": head}
        for number, head in enumerate(("赵大成", "钱小宝", "孙立"), 1)
    ],
    "宣传发放": [
        {
            **PLACE,
            "物料": "公告",
            "计量单位": "份",
            "实发数": 8,
            "发放地点": "公示栏",
            "发放日期": "2013-11-05",
            "经办人": "何文",
        }
    ],
    "问卷调查": [{**PLACE, "对象": "群众", "发放份数": 60, "回收份数": 58, "有效份数": 57, "调查日期": "2013-11-06"}],
    "典型经验": [
        {"序号": 1, "宣传日期": "2013-11-08", **PLACE, "标题": "上门听意见", "内容": "三天走访402户", "采用期号": 1}
    ],
    "文号登记": [
        {
            "文号": "示组发〔2013〕1号",
            "机关代字": "示组发",
            "年份": 2013,
            "序号": 1,
            "文种": "通知",
            "标题": "关于做好换届工作的通知",
            "签发人": "方正",
            "成文日期": "2013-11-05",
            "状态": "已印发",
        }
    ],
    "专报要点": [
        {"期间": "第1周", "栏目": "标题", "内容": "换届工作平稳开局"},
        {"期间": "第1周", "栏目": "存在问题", "序号": 1, "内容": "个别社区公告张贴不及时"},
        {"期间": "第1周", "栏目": "下步工作", "序号": 1, "内容": "做好市级复审"},
    ],
    "通知要点": [
        {"通知": "议事会选举", "栏目": "标题", "内容": "关于议事会选举有关问题的补充通知"},
        {"通知": "议事会选举", "栏目": "引用文号", "内容": "某组〔2013〕1号"},
        {"通知": "议事会选举", "栏目": "事项", "小标题": "公开推荐结果", "序号": 1, "内容": "当场公布推荐结果。"},
    ],
    "通报要点": [
        {"期间": "第1周", "栏目": "标题", "内容": "关于督查情况的通报"},
        {"期间": "第1周", "栏目": "处理决定", "序号": 1, "内容": "予以通报批评。"},
    ],
    "联审要点": [{"期间": "第1周", "栏目": "下步工作", "序号": 1, "内容": "做好公示。"}],
    "原因代码": [{"原因代码": "R4-1", "情形说明": "受过刑事处罚"}],
}


@pytest.fixture
def filled(docgen, tmp_path: Path) -> Path:
    """A new workspace into which somebody typed."""
    workspace = tmp_path / "换届 工作"
    assert (
        docgen("--lang", "zh", "init", workspace, *SETTINGS, "--use", "elections", "--basis", "有效票", "--yes").code
        == 0
    )
    fill_in(workspace)
    return workspace


def test_rows_of_every_table_are_clean_and_make_the_bulletin(docgen, filled):
    assert set(ROWS) == set(load_packages(built_in_packages()).registry.tables())
    assert json.loads(docgen("-w", filled, "check", "--json").out) == []
    result = docgen("-w", filled, "bulletin", "week-1")
    assert result.code == 0, result.err
    (document,) = (filled / "out").rglob("*.docx")
    assert document.name == "信息专报_第1周_草稿.docx"


@pytest.mark.skipif(os.name == "nt", reason="a shell is needed")
def test_the_menu_for_linux_at_work(docgen, filled, tmp_path):
    script = tmp_path / "bin" / "docgen"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m docgen "$@"\n')
    script.chmod(0o755)
    environment = {**os.environ, "PATH": f"{script.parent}:/usr/bin:/bin", "DOCGEN_LANG": "zh"}
    typed = ["1", "", "2", "1", "", "5", "1", "换届'开局", "2013-11-08", "", "2", "99", "", "9", "5", "", "0"]
    done = subprocess.run(
        ["sh", filled / UNIX.zh],
        input="".join(f"{line}\n" for line in typed),
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "没有发现问题" in done.stdout
    assert (filled / "out" / "信息专报" / "信息专报_第1周_草稿.docx").is_file()
    assert "信息专报第1号：换届'开局（2013-11-08）" in done.stdout
    assert done.stdout.count("有需要处理的地方") == 1  # week 99
    assert "菜单里没有这一项" in done.stdout
    (entry,) = json.loads(docgen("-w", filled, "register", "--json").out)
    assert (entry["number"], entry["title"]) == (1, "换届'开局")


def fill_in(workspace: Path) -> None:
    """Type the rows into the workbooks that `docgen init` made there."""
    for table, rows in ROWS.items():
        file = workspace / "data" / f"{table}.xlsx"
        book = openpyxl.load_workbook(file)
        sheet = book[table]
        columns = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}
        for number, row in enumerate(rows, 4):
            for title, value in row.items():
                typed = sheet.cell(number, columns[title])
                typed.value = date.fromisoformat(value) if _is_day(value) else value
        book.save(file)


def _is_day(value: object) -> bool:
    """What Excel takes for a date when it is typed."""
    return isinstance(value, str) and value.startswith("2013-11-")
