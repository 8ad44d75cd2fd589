"""What the header of a column says of its data where nobody else does: whether it tells who complained, or where
somebody lives and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMPLAINANT = re.compile(
    r"(?<![被受])(?<!答复)(?<!回复)(?<!告知)(?<!通知)(?<!反馈)"
    r"(?:(?:信访|举报|投诉|诉求|写信|检举|揭发|控告|控诉|反映|上访|来访|来信|来电|申诉)(?:人员?(?![数次均口民大工])|者)"
    r"|(?:信访|上访|来访|举报|投诉)(?:群众|老?户|对象|当事人)(?!数))"
)
_WHO = re.compile(r"/?(?:的?(?:姓名|名字|名称|全名|署名|信息|情况)?[\d一二三四五]?)")
_CONTACT = re.compile(
    r"联系方[式法]|联系人|电话|手机|座机|传真|微信|QQ|邮箱|住址|地址|住所|居住地|户籍地|身份证|证件号", re.IGNORECASE
)
_ADDRESS = re.compile(r"住址|地址|住所|居住地|户籍(?!性质|类[型别])|家庭所在地")
_REACHED = re.compile(r"联系方[式法]|电话|手机|座机|传真|微信|QQ|邮箱|身份证|证件号", re.IGNORECASE)
_OF_OFFICES = re.compile(
    r"网|单位|办公|会议|会场|活动|接待|受理|办理|办事|监督|咨询|服务|热线|值班|报名|机关|部门|(?:举报|投诉|信访)(?:电话|地址|邮箱|热线)"
)
_OF_OTHERS = re.compile(r"承办|经办|包案|责任|负责|调查|稳控|陪同|[被受](?:举报|反映|投诉|检举|控告)")


def of_complainants(titles: Iterable[str]) -> set[str]:
    """Those of the columns of one sheet that tell who complained: by name, and, in a sheet that has such a name, where
    they live and how they are reached."""
    every = set(titles)
    named = {title for title in every if _tells_who(title)}
    reached = {title for title in every if _CONTACT.search(title) and not _is_of_others(title)}
    return named | reached if named else named


def is_personal(title: str) -> bool:
    """Whether a column holds where somebody lives, or how they are reached, and not an office."""
    return bool(_ADDRESS.search(title) or _REACHED.search(title)) and not _OF_OFFICES.search(title)


def is_address(title: str) -> bool:
    """Whether a column holds where somebody lives."""
    return bool(_ADDRESS.search(title)) and not _OF_OFFICES.search(title)


def _tells_who(title: str) -> bool:
    """Whether a header names a complainant, and means the person or how to reach them: 举报人, 举报人电话, not
    举报人类别."""
    for spelt in (re.sub(r"[(（][^)）]*[)）]", "", title), title):
        plain = re.sub(r"[\s()（）:：、]", "", spelt)
        for match in _COMPLAINANT.finditer(plain):
            rest = plain[match.end() :]
            if _WHO.fullmatch(rest) or _CONTACT.search(rest):
                return True
    return False


def _is_of_others(title: str) -> bool:
    return bool(_OF_OFFICES.search(title) or _OF_OTHERS.search(title))
