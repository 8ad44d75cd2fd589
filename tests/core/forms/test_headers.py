"""What headers say of the people that they are about."""

import pytest

from docgen.forms.headers import is_personal, of_complainants


@pytest.mark.parametrize(
    "title",
    """信访人 举报人 投诉人 检举人 控告人 反映人 上访人 来访人 来信人 来电人 信访人姓名 举报人（签名） 来访人/姓名
    上访户 信访群众 举报者 信访人员 举报人电话 反映人联系方式 举报(信访)人""".split(),
)
def test_who_complained(title):
    assert of_complainants([title, "备注"]) == {title}


@pytest.mark.parametrize(
    "title",
    """被举报人 被反映人 信访人数 上访人次 来访人数（人） 举报电话 反映人民群众诉求 反映群众意见 信访事项 举报人类别
    答复信访人 投诉人均 反映内容 举报人满意度""".split(),
)
def test_who_did_not(title):
    assert of_complainants([title, "备注"]) == set()


def test_how_to_reach_somebody_is_of_the_complainant_only_beside_one():
    contacts = ["联系方式", "手机", "住址", "身份证号"]
    assert of_complainants(contacts) == set()
    others = ["举报电话", "承办人电话", "受理单位地址", "被举报人住址", "事项"]
    assert of_complainants(["信访人", *contacts, *others]) == {"信访人", *contacts}


def test_where_people_live_and_how_they_are_reached_is_personal():
    assert all(map(is_personal, ["住址", "家庭地址", "联系电话", "手机号", "联系方式", "身份证"]))
    assert not any(map(is_personal, ["举报电话", "监督电话", "受理地址", "会议地址", "网址", "单位地址", "姓名"]))
