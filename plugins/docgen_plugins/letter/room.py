"""How much fits into the fields of the letter, and what is said of a text that is too long."""

from __future__ import annotations

from docgen import Text

ROOM = {
    "社区": 10,
    "乡镇": 10,
    "会议时间": 31,
    "会议地点": 31,
    "举报电话": 26,
    "电子邮箱": 26,
    "联系单位": 31,
    "户编号": 10,
    "社区小组": 14,
    "地址": 32,
    "户主": 12,
    "署名": 35,
    "版本": 12,
}
"""How many 字 fit into the fields of the template, each one line. 社区 also stands in the title, 社区小组 and 户主
in the greeting. Where half-width characters may be many there is room for faces that make them wider than half."""

TOO_LONG = Text(
    "{title} does not fit into its line of {room} characters on the letter",
    "{title}太长，公开信上这一行只排得下{room}个字",
)
SHORTEN = Text("Write it shorter, in one line.", "请写得短一些，写成一行。")
