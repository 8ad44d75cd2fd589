"""Incumbents, candidates, their review, appraisal and admonition (domain.md §2.3)."""

from __future__ import annotations

from datetime import date

from docgen import Access, Kind, Record, Wide, column, mask_id, ref
from docgen.records.places import COMMUNITY_HEADERS, TOWNSHIP_HEADERS, Community, Department, Township

_ID_HEADERS = ("身份证号码", "公民身份号码", "证件号码", "身份证")

BODIES = {
    **dict.fromkeys(("党组织", "党支部", "党总支", "党委"), "党组织"),
    **dict.fromkeys(("居(村)委会", "居委会", "村委会", "村(居)委会"), "居(村)委会"),
    "交叉任职": "交叉任职",
    "议事会": "议事会",
    **dict.fromkeys(("监委会", "监督委员会", "居务监督委员会", "村务监督委员会"), "监委会"),
}
SCHOOLS = {
    **dict.fromkeys(("初中及以下", "初中", "小学"), "初中及以下"),
    **dict.fromkeys(("高中(中专)", "高中", "中专", "职高", "技校"), "高中(中专)"),
    **dict.fromkeys(("大专", "专科", "大学专科"), "大专"),
    **dict.fromkeys(("本科", "大学", "大学本科"), "本科"),
    **dict.fromkeys(("研究生", "硕士", "博士"), "研究生"),
}
STATES = {
    **{state: state for state in ("初审通过", "复审通过", "取消资格", "正式候选人", "当选", "落选")},
    **dict.fromkeys(("报名", "已报名"), "报名"),
    **dict.fromkeys(("自愿放弃", "主动放弃", "放弃"), "自愿放弃"),
}


class Incumbent(
    Record,
    table="现任干部",
    sheets=("社区干部队伍信息台账", "社区干部花名册", "两委成员名册"),
    key=("township", "community", "resident_id", "name"),
):
    """A cadre in office."""

    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    name: str = column("姓名", "干部姓名", "名字", kind=Kind.NAME, required=True)
    resident_id: str = column("身份证号", *_ID_HEADERS, kind=Kind.ID, mask=mask_id)
    post: str = column("现任职务", "职务", "担任职务", "岗位", "社区职务", required=True, access=Access.INTERNAL)
    body: str = column(
        "组织类别",
        "两委类别",
        "所属班子",
        "班子类别",
        kind=Kind.ENUM,
        options=BODIES,
        access=Access.INTERNAL,
    )
    since: date = column("任职时间", "任现职时间", "任职年月", "到任时间", kind=Kind.YEARMONTH)
    measure: str = column(
        "处理情形",
        "调整情形",
        "处置类型",
        "处理类别",
        kind=Kind.ENUM,
        options=("无", "立案查处", "届中调整", "取消资格", "诫勉谈话"),
        counted=True,
    )
    measure_on: date = column("处理日期", "调整时间", "处置日期", "处理时间", kind=Kind.DATE, counted=True)
    measure_basis: str = column("处理依据", "依据", "原因", "调整原因")
    runs: str = column(
        "是否参选", "是否继续参选", "参选意向", "本届参选", kind=Kind.ENUM, options=("参选", "放弃", "不得参选")
    )
    note: str = column("备注", "说明", "其他", "其它说明")


class Candidate(
    Record,
    table="候选人",
    sheets=("初步人选", "初步候选人名册", "报名登记表", "候选人汇总表", "参选人员名单", "报名人员汇总表"),
    key=("township", "community", "post", "name"),
    also=("number",),
    dated="applied_on",
):
    """A person applying for a post."""

    number: str = column("候选人编号", "编号", "人选编号", "报名编号", "登记号", kind=Kind.CODE, access=Access.INTERNAL)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    name: str = column(
        "姓名", "候选人姓名", "报名人", "人选姓名", "参选人姓名", "被推荐人", kind=Kind.NAME, required=True
    )
    sex: str = column("性别", "男/女", "性别(男/女)", "男女", kind=Kind.ENUM, options=("男", "女"), required=True)
    ethnicity: str = column("民族", "族别", "民族成分", "族")
    born: date = column(
        "出生年月",
        "出生日期",
        "出生时间",
        "生日",
        "出生年月日",
        "出生年月(岁)",
        kind=Kind.YEARMONTH,
        required=True,
    )
    resident_id: str = column("身份证号", *_ID_HEADERS, "身份证号(18位)", kind=Kind.ID, required=True, mask=mask_id)
    education: str = column("文化程度", "学历", "最高学历", "文化", "教育程度", kind=Kind.ENUM, options=SCHOOLS)
    party: str = column("政治面貌", "党员/群众", "是否党员", "政治身份", required=True)
    joined_party: date = column("入党时间", "入党年月", "入党日期", "加入党组织时间", kind=Kind.YEARMONTH)
    occupation: str = column("现工作单位及职务", "现任职务", "工作单位及职务", "单位职务", "现职")
    incumbent: bool = column("是否现任", "现任两委", "是否现任班子成员", "连任", kind=Kind.BOOL)
    registered_at: str = column("户籍地", "户籍所在地", "户口所在地", "籍贯(户籍)")
    address: str = column("家庭住址", "住址", "现住址", "居住地址", "详细地址")
    phone: str = column("联系电话", "电话", "手机", "手机号", "联系方式", "手机号码", kind=Kind.PHONE)
    post: str = column(
        "拟任职务",
        "参选职务",
        "竞选职务",
        "报名职务",
        "推荐职务",
        "拟任岗位",
        required=True,
        access=Access.INTERNAL,
    )
    nominated_by: str = column(
        "产生方式",
        "推荐方式",
        "提名方式",
        "来源",
        "报名方式",
        kind=Kind.ENUM,
        options=("一户一票推荐", "党员推荐", "组织推荐", "个人自荐", "联名推荐"),
    )
    votes: int = column("推荐票数", "得票数", "户推荐票", "推荐得票", "群众推荐票", kind=Kind.INT)
    applied_on: date = column(
        "报名日期", "报名时间", "登记日期", "推荐日期", kind=Kind.DATE, required=True, access=Access.INTERNAL
    )
    township_review: str = column(
        "初审意见",
        "乡镇初审",
        "初审结果",
        "乡镇审查意见",
        "党(工)委意见",
        kind=Kind.ENUM,
        options=("合格", "不合格", "待核"),
        required=True,
    )
    decision: str = column(
        "复审结论",
        "复审结果",
        "联审结论",
        "市级复审",
        "审查结果",
        "资格审查结论",
        kind=Kind.ENUM,
        options=("合格", "取消资格", "待核"),
        counted=True,
    )
    decided_on: date = column("复审日期", "联审日期", "复审时间", "结论日期", kind=Kind.DATE, counted=True)
    reason: str = column("取消原因", "不合格原因", "取消资格原因", "原因", kind=Kind.CODE)
    status: str = column("人选状态", "状态", "当前状态", "人选情况", kind=Kind.ENUM, options=STATES)
    note: str = column("备注", "说明", "其他", "其它说明")


OPINIONS = {
    **dict.fromkeys(("无异议", "同意", "无", "符合", "合格", "√", "无问题", "无意见"), "无异议"),
    **dict.fromkeys(("有异议", "不同意", "不符合", "不合格", "×"), "有异议"),
    "待核": "待核",
}


class Review(
    Record,
    table="联审结果",
    sheets=("联审意见", "资格联审汇总", "部门审查意见", "审查反馈表", "资格复审台账"),
    key=("township", "community", "name", "department", "round"),
    dated="reviewed_on",
    wide=Wide(parents=("各部门审查意见", "各部门意见", "部门审查意见", "部门意见"), into="department", value="opinion"),
):
    """What one department says of one candidate; a blank opinion is no feedback, not 无异议."""

    number: str = column("候选人编号", "编号", "人选编号", "登记号", kind=Kind.CODE, access=Access.INTERNAL)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    name: str = column("姓名", "候选人姓名", "人选姓名", "被审查人", kind=Kind.NAME, required=True)
    resident_id: str = column("身份证号", *_ID_HEADERS, kind=Kind.ID, mask=mask_id)
    department: Department = ref(
        "审查部门", "部门", "部门", "审查单位", "联审单位", "成员单位", "部门名称", required=True
    )
    round: int = column("轮次", "批次", "审查批次", "第几批", kind=Kind.INT)
    sent_on: date = column("送审日期", "送审时间", "提交日期", "发函日期", kind=Kind.DATE)
    opinion: str = column(
        "审查意见", "意见", "审查结果", "反馈意见", "结论", "部门意见", kind=Kind.ENUM, options=OPINIONS
    )
    remark: str = column("情况说明", "问题说明", "具体情况", "异议理由", "反馈内容")
    clause: str = column("涉及条款", "不准情形", "原因代码", "取消依据", kind=Kind.CODE)
    reviewed_on: date = column(
        "审查日期", "反馈日期", "审查时间", "签署日期", "回复日期", kind=Kind.DATE, required=True
    )
    # The wide sheet that offices keep has no room for who handled it, so the column may lack.
    handler: str = column("经办人", "审查人", "经手人", "承办人", "联系人", kind=Kind.NAME)
    approver: str = column("负责人", "签字领导", "审核人", "部门负责人", "签批人", kind=Kind.NAME)
    stamped: bool = column("是否盖章", "盖章", "已盖章", "公章", kind=Kind.BOOL)
    note: str = column("备注", "说明", "其他", "其它说明")


FREE, TALK, BARRED = "正常", "诫勉谈话", "不得参选"
"""What an appraisal leads to (domain.md §1.3)."""


class Appraisal(
    Record,
    table="民主评议",
    sheets=("届满民主评议", "民主测评", "评议结果汇总", "测评汇总表", "民主评议统计表"),
    key=("township", "community", "name", "held_on"),
    dated="held_on",
):
    """The end-of-term appraisal of an incumbent: votes."""

    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    name: str = column("姓名", "被评议人", "评议对象", "测评对象", "干部姓名", kind=Kind.NAME, required=True)
    post: str = column("职务", "现任职务", "担任职务", "岗位")
    held_on: date = column("评议日期", "测评日期", "评议时间", "会议时间", "测评时间", kind=Kind.DATE, required=True)
    expected: int = column("应到人数", "应参加人数", "应到", "应参评人数", kind=Kind.INT)
    present: int = column("实到人数", "实到", "参加人数", "参评人数", "到会人数", kind=Kind.INT, required=True)
    handed_out: int = column("发出票数", "发放票数", "发票数", "发出测评票", kind=Kind.INT, required=True)
    returned: int = column("收回票数", "回收票数", "收回", "收回测评票", "回收", kind=Kind.INT, required=True)
    valid: int = column("有效票", "有效票数", "有效", "有效测评票", kind=Kind.INT)
    invalid: int = column("无效票", "废票", "无效票数", "无效", kind=Kind.INT)
    satisfied: int = column("满意", "满意票", "满意票数", "满意(票)", "优秀", kind=Kind.INT, required=True)
    rather: int = column("基本满意", "基本满意票", "较满意", "基本满意票数", "称职", kind=Kind.INT, required=True)
    dissatisfied: int = column("不满意", "不满意票", "不满意票数", "不满意(票)", "不称职", kind=Kind.INT, required=True)
    abstained: int = column("弃权", "弃权票", "不了解", "未表态", "弃权票数", "不评价", kind=Kind.INT)
    rate: float = column("不满意率", "不满意比例", "不满意率(%)", "不满意票率", "群众不满意率", kind=Kind.PERCENT)
    grade: str = column(
        "等次", "处置意见", "结果运用", "评议等次", "处理建议", kind=Kind.ENUM, options=(FREE, TALK, BARRED)
    )
    note: str = column("备注", "说明", "其他", "其它说明")


class AdmonitionTalk(
    Record,
    table="诫勉谈话",
    sheets=("诫勉谈话台账", "诫勉谈话登记表", "谈话安排表", "诫勉对象名单"),
    key=("township", "community", "name", "held_on"),
    dated="held_on",
):
    """A talk with an incumbent between 30% and 50%."""

    number: str = column("谈话编号", "编号", "序号", "记录编号", kind=Kind.CODE)
    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    name: str = column("谈话对象", "姓名", "被谈话人", "诫勉对象", "被诫勉人", kind=Kind.NAME, required=True)
    post: str = column("职务", "现任职务", "谈话对象职务", "担任职务", required=True)
    cause: str = column("诫勉事由", "谈话原因", "事由", "诫勉原因", "谈话事由", required=True)
    rate: float = column("不满意率", "评议不满意率", "不满意率(%)", "不满意比例", kind=Kind.PERCENT)
    held_on: date = column("谈话日期", "谈话时间", "时间", "诫勉时间", "谈话日期及时间", kind=Kind.DATE, required=True)
    venue: str = column("谈话地点", "地点", "谈话场所", "场所", required=True)
    talkers: tuple[str, ...] = column(
        "谈话人", "主谈人", "谈话领导", "诫勉谈话人", "谈话人及职务", kind=Kind.LIST, required=True
    )
    recorder: str = column("记录人", "记录员", "记录", "笔录人", kind=Kind.NAME, required=True)
    content: str = column("谈话内容", "谈话要点", "主要内容", "指出的问题")
    statement: str = column("本人表态", "表态", "本人态度", "谈话对象表态", "本人意见")
    outcome: str = column(
        "参选意向",
        "处理结果",
        "去向",
        "结果",
        "是否参选",
        kind=Kind.ENUM,
        options=("主动放弃", "整改后参选", "未定"),
        counted=True,
    )
    remedy: str = column("整改措施", "整改内容", "整改事项", "整改要求")
    remedy_by: date = column("整改期限", "整改时限", "完成时限", "限期", kind=Kind.DATE)
    remedy_result: str = column(
        "整改结果",
        "整改情况",
        "整改验收",
        "整改成效",
        kind=Kind.ENUM,
        options=("明显", "一般", "不明显", "拒不整改"),
    )
    note: str = column("备注", "说明", "其他", "其它说明")


class Recommendation(
    Record,
    table="推荐结果",
    sheets=("一户一票推荐汇总", "推荐结果汇总表", "户代表推荐统计"),
    key=("township", "community", "name", "post"),
    dated="day",
):
    """How many households of a community recommended somebody (一户一票)."""

    township: Township = ref("乡镇(街道)", "乡镇(街道)", *TOWNSHIP_HEADERS, required=True, fill=True)
    community: Community = ref("社区", "社区", *COMMUNITY_HEADERS, within="township", required=True, fill=True)
    day: date = column("推荐日期", "推荐时间", "会议日期", "日期", kind=Kind.DATE, required=True, fill=True)
    entitled: int = column(
        "应推荐户数", "总户数", "应参加户数", "应到户", kind=Kind.INT, required=True, access=Access.PUBLIC
    )
    present: int = column(
        "实推荐户数", "参加户数", "实到户", "参与户数", kind=Kind.INT, required=True, access=Access.PUBLIC
    )
    handed_out: int = column(
        "发出推荐票", "发票数", "发出票", "发出票数", kind=Kind.INT, required=True, access=Access.PUBLIC
    )
    returned: int = column(
        "收回推荐票", "收回票", "回收票", "收回票数", kind=Kind.INT, required=True, access=Access.PUBLIC
    )
    valid: int = column("有效票", "有效推荐票", "有效", "有效票数", kind=Kind.INT, required=True, access=Access.PUBLIC)
    name: str = column("姓名", "被推荐人", "人选姓名", "推荐对象", kind=Kind.NAME, required=True, access=Access.PUBLIC)
    post: str = column("拟任职务", "推荐职务", "参选职务", "推荐岗位", access=Access.PUBLIC)
    votes: int = column("得票数", "推荐票数", "得票", "票数", kind=Kind.INT, required=True, access=Access.PUBLIC)
    chosen: bool = column(
        "是否初步人选", "列为初步人选", "进入人选", "确定为初步人选", kind=Kind.BOOL, access=Access.PUBLIC
    )
    note: str = column("备注", "说明", "其他", "其它说明", access=Access.INTERNAL)
