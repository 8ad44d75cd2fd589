"""The built-in package elections: the documents of a term change of communities, one module or folder each."""

from docgen import Text
from docgen.plugin.package import BuiltInPackage, DocumentKind

KINDS = (
    DocumentKind("bulletin", "专报", Text("bulletin for the leaders (信息专报)", "信息专报")),
    DocumentKind("notice", "通知", Text("supplementary notice (补充通知)", "补充通知")),
    DocumentKind("letter", "公开信", Text("open letter to each household (公开信)", "公开信（一户一封）")),
    DocumentKind("circular", "通报", Text("circular that criticises communities (通报)", "通报")),
    DocumentKind("weekly", "周报", Text("weekly report by township (周报)", "周报")),
    DocumentKind("admonition", "诫勉", Text("record of an admonition talk (诫勉谈话记录)", "诫勉谈话记录")),
    DocumentKind("admonition notice", "谈话通知", Text("notice of an admonition talk (谈话通知)", "诫勉谈话通知")),
    DocumentKind(
        "admonition pledge",
        "整改承诺书",
        Text("pledge to mend after an admonition talk (整改承诺书)", "整改承诺书"),
    ),
    DocumentKind(
        "admonition ledger", "诫勉台账", Text("ledger of the admonition talks (诫勉谈话台账)", "诫勉谈话台账")
    ),
    DocumentKind("review summary", "联审汇总", Text("report on the review (联审汇总)", "联审情况汇总报告")),
    DocumentKind("review forms", "联审表", Text("review form of each person (个人联审表)", "个人联审表")),
    DocumentKind("review letters", "联审函", Text("letters that ask the departments (征求意见函)", "征求意见函")),
    DocumentKind("review table", "联审总表", Text("wide table of the review (联审总表)", "联审总表")),
    DocumentKind(
        "review annex",
        "联审附件",
        Text("lists of those disqualified and pending (取消资格、待核名单)", "取消资格和待核人员名单"),
    ),
    DocumentKind(
        "review notices",
        "取消资格告知书",
        Text("notice of disqualification to each person (取消资格告知书)", "取消资格告知书"),
    ),
    DocumentKind("review list", "联审公示", Text("public list of those accepted (公示名单)", "联审合格人选公示名单")),
)

TABLES = (
    *("乡镇(街道)", "指导组", "社区", "部门", "换届日程", "现任干部", "候选人", "联审结果", "民主评议", "诫勉谈话"),
    *("推荐结果", "工作日志", "指导记录", "督查抽查", "信访调查", "研究事项", "户", "宣传发放", "问卷调查", "典型经验"),
    *("文号登记", "专报要点", "通知要点", "通报要点", "原因代码", "联审要点"),
)

PACKAGE = BuiltInPackage(
    name="elections",
    title=Text("the term change of communities", "社区换届"),
    module=f"{__name__}.plugin",
    kinds=KINDS,
    tables=TABLES,
    templates=("admonition/", "bulletin/", "circular/", "letter/公开信", "notice/", "review/", "weekly/"),
    settings=("rules", "options.bulletin", "options.letter", "options.review"),
    series=("信息专报",),
    start="docgen_plugins.init",
    example="dujiangyan",
    trial=Text("bulletin week-3", "专报 第3周"),
    samples={"admonition": {"all": True}, "notice": {"names": ("议事会选举",)}},
)
