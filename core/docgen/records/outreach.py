"""Letters, materials, questionnaires, examples, document numbers (domain.md §2.3)."""

from __future__ import annotations

from datetime import date

from docgen import Access, Kind, Quantity, Record, column, ref
from docgen.records.places import COMMUNITY_HEADERS, TOWNSHIP_HEADERS, Community, Township

DELIVERED = "已送达"
_UNDELIVERED = ("无人在家", "搬迁", "拒收", "地址不详", "待送")
LETTER = "公开信"


class Household(
    Record,
    table="户",
    sheets=("户册", "发放对象", "家庭户花名册", "公开信发放对象", "户主名册"),
    key=("code",),
    bulk=True,
):
    """A household that gets a letter; no ID number, since a letter needs none."""

    code: str = column("户编号", "编号", "户号", "序号", "住户编号", kind=Kind.CODE, access=Access.PUBLIC)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    group: str = column("小组", "村民小组", "居民小组", "组别", "组", "网格", access=Access.PUBLIC)
    address: str = column(
        "地址", "详细地址", "住址", "门牌号", "家庭住址", "门牌地址", "楼栋房号", access=Access.PUBLIC
    )
    head: str = column("户主姓名", "户主", "姓名", "户主名", "收信人", "家庭户主", kind=Kind.NAME, access=Access.PUBLIC)
    people: int = column("家庭人口", "人口数", "人口", "家庭人数", kind=Kind.INT)
    party: bool = column("党员户", "是否党员户", "有无党员", "党员家庭", kind=Kind.BOOL, access=Access.PUBLIC)
    phone: str = column("联系电话", "电话", "手机号", "手机", "联系方式", kind=Kind.PHONE)
    batch: str = column("发放批次", "批次", "印制批次", "打印批次", access=Access.INTERNAL)
    deliverer: str = column(
        "投递员", "发放人", "送达人", "责任干部", "发放责任人", kind=Kind.NAME, access=Access.INTERNAL
    )
    order: int = column("顺序", "投递顺序", "发放顺序", "派送顺序", kind=Kind.INT, access=Access.PUBLIC)
    signed_by: str = column("签收人", "签收", "领取人", "签名", kind=Kind.NAME)
    signed_on: date = column("签收日期", "签收时间", "送达日期", "发放日期", kind=Kind.DATE)
    delivery: str = column(
        "送达情况",
        "发放状态",
        "是否送达",
        "投递情况",
        kind=Kind.ENUM,
        options={**dict.fromkeys((DELIVERED, "是", "√"), DELIVERED), **{state: state for state in _UNDELIVERED}},
        access=Access.INTERNAL,
    )
    note: str = column("备注", "说明", "其他", "其它说明")


class Distribution(
    Record,
    table="宣传发放",
    sheets=("宣传发放统计表", "宣传资料发放台账", "公开信发放统计", "宣传情况统计"),
    key=("township", "community", "material", "batch", "day"),
    dated="day",
):
    """Material handed out or put up in a community."""

    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    material: str = column(
        "物料",
        "宣传品",
        "资料名称",
        "材料名称",
        "宣传资料",
        "名称",
        kind=Kind.ENUM,
        options=(LETTER, "公告", "标语横幅", "知识问答", "其他"),
        required=True,
        access=Access.PUBLIC,
    )
    unit: str = column(
        "计量单位",
        "单位",
        "计数单位",
        "量词",
        kind=Kind.ENUM,
        options=("封", "份", "条", "本"),
        access=Access.PUBLIC,
    )
    batch: str = column("批次", "发放批次", "印制批次", "批次号", access=Access.INTERNAL)
    planned: Quantity = column(
        "应发数", "计划数", "应发放数", "任务数", "需求数", kind=Kind.QUANTITY, access=Access.INTERNAL
    )
    printed: Quantity = column(
        "印制数", "印刷数", "印数", "打印数", "下发数", kind=Kind.QUANTITY, access=Access.INTERNAL
    )
    issued: Quantity = column(
        "实发数",
        "发放数",
        "已发数",
        "实际发放",
        "数量",
        "发放数量",
        kind=Kind.QUANTITY,
        required=True,
        access=Access.INTERNAL,
    )
    signed: Quantity = column("签收数", "回执数", "签收份数", "收回签收数", kind=Kind.QUANTITY, access=Access.INTERNAL)
    undelivered: Quantity = column("未送达数", "未发数", "退回数", "未送达", kind=Kind.QUANTITY, access=Access.INTERNAL)
    place: str = column("发放地点", "张贴地点", "悬挂地点", "地点", "位置", access=Access.INTERNAL)
    day: date = column(
        "发放日期",
        "日期",
        "发放时间",
        "张贴日期",
        "完成日期",
        kind=Kind.DATE,
        required=True,
        access=Access.INTERNAL,
    )
    clerk: str = column("经办人", "发放人", "负责人", "责任人", "领取人", kind=Kind.NAME, required=True)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class Questionnaire(
    Record,
    table="问卷调查",
    sheets=("调查问卷统计", "问卷汇总", "问卷发放回收表"),
    key=("township", "community", "group"),
    dated="day",
):
    """Questionnaires of one kind of respondent in a community."""

    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    group: str = column(
        "对象",
        "调查对象",
        "类别",
        "人员类别",
        kind=Kind.ENUM,
        options=("社区干部", "普通党员", "群众"),
        required=True,
        access=Access.INTERNAL,
    )
    handed_out: int = column(
        "发放份数", "发出份数", "发放数", "发放", kind=Kind.INT, required=True, access=Access.INTERNAL
    )
    returned: int = column("回收份数", "收回份数", "回收数", "回收", kind=Kind.INT, access=Access.INTERNAL)
    valid: int = column("有效份数", "有效", "有效问卷", "有效数", kind=Kind.INT, access=Access.INTERNAL)
    day: date = column(
        "调查日期", "日期", "发放日期", "调查时间", kind=Kind.DATE, required=True, access=Access.INTERNAL
    )
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


class GoodExample(
    Record, table="典型经验", sheets=("好典型好经验", "典型台账", "经验做法"), key=("number",), dated="day"
):
    """A good example that was publicised, or is to be."""

    number: int = column("序号", "编号", "条号", "No.", kind=Kind.INT, required=True, access=Access.INTERNAL)
    day: date = column(
        "宣传日期", "报送日期", "日期", "刊发日期", kind=Kind.DATE, required=True, access=Access.INTERNAL
    )
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True)
    community: Community = ref("社区", "社区", "社区名称", "涉及社区", "所在社区", within="township", counted=True)
    title: str = column("标题", "题目", "经验名称", "典型名称", required=True, access=Access.INTERNAL)
    content: str = column("内容", "主要做法", "做法", "经验内容", "摘要", required=True, access=Access.INTERNAL)
    issue: int = column("采用期号", "刊发期号", "期号", "采用情况", kind=Kind.INT, access=Access.INTERNAL, counted=True)
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)


BULLETIN, VOID = "信息专报", "作废"

# Those of domain.md §2.3, and the fifteen kinds of official documents (党政机关公文处理工作条例, art. 8).
DOCUMENT_KINDS = {
    **{kind: kind for kind in "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()},
    "补充通知": "通知",
    "会议纪要": "纪要",
    BULLETIN: BULLETIN,
    "公开信": "公开信",
}


class IssuedDocument(
    Record,
    table="文号登记",
    sheets=("文号登记簿", "发文登记", "发文登记表", "文件编号登记", "期号登记"),
    key=("series", "year", "number"),
    dated="day",
):
    """A document number that was given."""

    full_number: str = column("文号", "发文字号", "文件编号", "字号", "发文编号", kind=Kind.CODE, access=Access.PUBLIC)
    series: str = column(
        "机关代字", "代字", "发文代字", "发文机关代字", kind=Kind.CODE, required=True, access=Access.PUBLIC
    )
    year: int = column("年份", "年度", "年", "发文年份", kind=Kind.INT, required=True, access=Access.PUBLIC)
    number: int = column("序号", "流水号", "顺序号", "号数", "期号", kind=Kind.INT, required=True, access=Access.PUBLIC)
    kind: str = column(
        "文种",
        "文件类型",
        "种类",
        "公文种类",
        kind=Kind.ENUM,
        options=DOCUMENT_KINDS,
        required=True,
        access=Access.PUBLIC,
    )
    title: str = column("标题", "文件标题", "文件名称", "文件题目", "题名", required=True, access=Access.INTERNAL)
    addressee: str = column("主送", "主送机关", "主送单位", "发往", access=Access.INTERNAL)
    secrecy: str = column(
        "密级",
        "秘密等级",
        "涉密情况",
        "公开属性",
        kind=Kind.ENUM,
        options=("公开", "内部", "内部资料注意保存"),
        access=Access.INTERNAL,
    )
    drafter: str = column("拟稿人", "起草人", "拟稿", "撰稿人", kind=Kind.NAME, access=Access.INTERNAL)
    checker: str = column("核稿人", "审核人", "核稿", "校对", kind=Kind.NAME, access=Access.INTERNAL)
    signer: str = column("签发人", "签发领导", "签发", "批准人", kind=Kind.NAME, access=Access.INTERNAL)
    day: date = column(
        "成文日期", "发文日期", "印发日期", "日期", "签发日期", kind=Kind.DATE, required=True, access=Access.PUBLIC
    )
    copies: int = column("份数", "印数", "印制份数", "印发份数", kind=Kind.INT, access=Access.INTERNAL)
    state: str = column(
        "状态",
        "办理状态",
        "文件状态",
        "发文状态",
        kind=Kind.ENUM,
        options=("占号", "拟稿", "已签发", "已印发", VOID),
        required=True,
        access=Access.INTERNAL,
    )
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)
