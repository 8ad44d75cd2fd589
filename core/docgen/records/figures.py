"""The office's figures: every number that its documents print, with the rows behind it (domain.md §1.1)."""

from __future__ import annotations

from docgen import Dataset, Rows, Text, distinct, figure, total
from docgen.records.bands import Bands
from docgen.records.outreach import BULLETIN, LETTER, VOID, Distribution, GoodExample, IssuedDocument, Questionnaire
from docgen.records.people import AdmonitionTalk, Appraisal, Candidate, Incumbent
from docgen.records.places import GuidanceGroup, Township
from docgen.records.work import LEADER, GuidanceVisit, Inspection, Petition, ProcedureQuestion


@figure(
    "leaders",
    Text("city leaders on the ground", "包片市领导"),
    Text("different city leaders among the guidance visits", "指导记录中不同的市级领导"),
    unit="位",
    measure=distinct("who"),
)
def leaders(data: Dataset) -> Rows[GuidanceVisit]:
    return data[GuidanceVisit].where(kind=LEADER)


@figure(
    "leader_visits",
    Text("visits of city leaders", "市领导指导"),
    Text("people-times of city leaders' visits", "市级领导指导记录的人次之和"),
    unit="人次",
    measure=total("people"),
)
def leader_visits(data: Dataset) -> Rows[GuidanceVisit]:
    return data[GuidanceVisit].where(kind=LEADER)


@figure(
    "groups",
    Text("guidance and supervision groups", "指导督导组"),
    Text("groups in the list of groups", "指导组名单中的指导组和督导组"),
    unit="支",
)
def groups(data: Dataset) -> Rows[GuidanceGroup]:
    return data[GuidanceGroup]


@figure(
    "group_visits",
    Text("visits of the groups", "指导组指导"),
    Text("guidance visits that are not city leaders'", "指导记录中指导组、督导组的次数"),
    unit="次",
    show=10,
)
def group_visits(data: Dataset) -> Rows[GuidanceVisit]:
    return data[GuidanceVisit].where(lambda visit: visit.kind != LEADER)


@figure(
    "procedure_questions",
    Text("procedure questions studied", "程序性问题"),
    Text("questions in the list of matters studied", "研究事项台账中的程序性问题"),
    unit="项",
    show=10,
)
def procedure_questions(data: Dataset) -> Rows[ProcedureQuestion]:
    return data[ProcedureQuestion]


@figure(
    "reviewed",
    Text("candidates reviewed by the city", "复审人选"),
    Text(
        "persons (by ID) with a city conclusion, by the day of it", "有复审结论的初步人选（按身份证号计），按复审日期"
    ),
    unit="名",
    measure=distinct("resident_id"),
    dated="decided_on",
)
def reviewed(data: Dataset) -> Rows[Candidate]:
    return data[Candidate].where(lambda person: person.decision in ("合格", "取消资格"))


@figure(
    "cancelled",
    Text("candidates disqualified", "取消资格"),
    Text(
        "persons (by ID) whose city conclusion is 取消资格", "复审结论为取消资格的初步人选（按身份证号计），按复审日期"
    ),
    unit="名",
    measure=distinct("resident_id"),
    dated="decided_on",
)
def cancelled(data: Dataset) -> Rows[Candidate]:
    return data[Candidate].where(decision="取消资格")


@figure(
    "candidates",
    Text("preliminary candidates", "初步人选"),
    Text("persons (by ID) who applied, by the day of application", "报名的初步人选（按身份证号计），按报名日期"),
    unit="名",
    measure=distinct("resident_id"),
)
def candidates(data: Dataset) -> Rows[Candidate]:
    return data[Candidate]


@figure(
    "announcements",
    Text("announcements posted", "公告"),
    Text("sum of 实发数 of 公告", "宣传发放中公告的实发数之和"),
    unit="份",
    measure=total("issued"),
    show=1000,
)
def announcements(data: Dataset) -> Rows[Distribution]:
    return data[Distribution].where(material="公告")


@figure(
    "banners",
    Text("banners", "标语横幅"),
    Text("sum of 实发数 of 标语横幅", "宣传发放中标语横幅的实发数之和"),
    unit="条",
    measure=total("issued"),
    show=1000,
)
def banners(data: Dataset) -> Rows[Distribution]:
    return data[Distribution].where(material="标语横幅")


@figure(
    "letters",
    Text("open letters delivered", "公开信"),
    Text("sum of 实发数 of 公开信", "宣传发放中公开信的实发数之和"),
    unit="封",
    measure=total("issued"),
    show=10_000,
)
def letters(data: Dataset) -> Rows[Distribution]:
    return data[Distribution].where(material=LETTER)


@figure(
    "inspections",
    Text("spot checks", "督查抽查"),
    Text("rows of spot checks", "督查抽查台账的次数"),
    unit="次",
)
def inspections(data: Dataset) -> Rows[Inspection]:
    return data[Inspection]


@figure(
    "townships_checked",
    Text("townships spot-checked", "抽查乡镇"),
    Text("different townships among the spot checks", "督查抽查覆盖的乡镇（街道）"),
    unit="个",
    measure=distinct("township"),
)
def townships_checked(data: Dataset) -> Rows[Inspection]:
    return data[Inspection]


@figure(
    "communities_criticised",
    Text("communities criticised", "通报批评社区"),
    Text("different communities with 是否通报 = 是", "督查抽查中“是否通报”为是的社区"),
    unit="个",
    measure=distinct("community"),
)
def communities_criticised(data: Dataset) -> Rows[Inspection]:
    return data[Inspection].where(criticised=True)


@figure(
    "communities_surveyed",
    Text("communities surveyed", "调研社区"),
    Text("different communities among the questionnaires", "问卷调查覆盖的社区"),
    unit="个",
    measure=distinct("community"),
)
def communities_surveyed(data: Dataset) -> Rows[Questionnaire]:
    return data[Questionnaire]


@figure(
    "questionnaires",
    Text("questionnaires", "问卷"),
    Text("sum of 发放份数", "问卷发放份数之和"),
    unit="份",
    measure=total("handed_out"),
)
def questionnaires(data: Dataset) -> Rows[Questionnaire]:
    return data[Questionnaire]


@figure(
    "questionnaires_cadres",
    Text("questionnaires to cadres", "干部问卷"),
    Text("sum of 发放份数 to 社区干部", "社区干部的问卷发放份数之和"),
    unit="名",
    measure=total("handed_out"),
)
def questionnaires_cadres(data: Dataset) -> Rows[Questionnaire]:
    return data[Questionnaire].where(group="社区干部")


@figure(
    "questionnaires_members",
    Text("questionnaires to Party members", "党员问卷"),
    Text("sum of 发放份数 to 普通党员", "普通党员的问卷发放份数之和"),
    unit="名",
    measure=total("handed_out"),
)
def questionnaires_members(data: Dataset) -> Rows[Questionnaire]:
    return data[Questionnaire].where(group="普通党员")


@figure(
    "questionnaires_residents",
    Text("questionnaires to residents", "群众问卷"),
    Text("sum of 发放份数 to 群众", "群众的问卷发放份数之和"),
    unit="名",
    measure=total("handed_out"),
)
def questionnaires_residents(data: Dataset) -> Rows[Questionnaire]:
    return data[Questionnaire].where(group="群众")


@figure(
    "investigated",
    Text("cadres investigated", "立案查处"),
    Text("incumbents with 处理情形 = 立案查处", "现任干部中处理情形为立案查处的，按处理日期"),
    unit="名",
    dated="measure_on",
)
def investigated(data: Dataset) -> Rows[Incumbent]:
    return data[Incumbent].where(measure="立案查处")


@figure(
    "adjusted",
    Text("cadres adjusted in mid-term", "届中调整"),
    Text("incumbents with 处理情形 = 届中调整", "现任干部中处理情形为届中调整的，按处理日期"),
    unit="名",
    dated="measure_on",
)
def adjusted(data: Dataset) -> Rows[Incumbent]:
    return data[Incumbent].where(measure="届中调整")


@figure(
    "barred",
    Text("incumbents above the limit", "不得参选"),
    Text("appraisals with dissatisfaction above the limit", "民主评议不满意率高于上限（[rules] bar_above）的现任干部"),
    unit="名",
)
def barred(data: Dataset) -> Rows[Appraisal]:
    return data[Appraisal].where(Bands.of(data).barred)


@figure(
    "to_talk",
    Text("incumbents in the band of the talk", "诫勉对象"),
    Text(
        "appraisals with dissatisfaction in the band",
        "民主评议不满意率在诫勉区间（含两端）的现任干部",
    ),
    unit="名",
)
def to_talk(data: Dataset) -> Rows[Appraisal]:
    return data[Appraisal].where(Bands.of(data).to_talk)


@figure(
    "talks",
    Text("admonition talks", "诫勉谈话"),
    Text("rows of admonition talks", "诫勉谈话台账的行数，按谈话日期"),
    unit="名",
)
def talks(data: Dataset) -> Rows[AdmonitionTalk]:
    return data[AdmonitionTalk]


@figure(
    "withdrew",
    Text("withdrew after the talk", "主动放弃"),
    Text("talks with 参选意向 = 主动放弃", "诫勉谈话中参选意向为主动放弃的"),
    unit="名",
)
def withdrew(data: Dataset) -> Rows[AdmonitionTalk]:
    return data[AdmonitionTalk].where(outcome="主动放弃")


@figure(
    "rectify",
    Text("rectify and run", "整改参选"),
    Text("talks with 参选意向 = 整改后参选", "诫勉谈话中参选意向为整改后参选的"),
    unit="名",
)
def rectify(data: Dataset) -> Rows[AdmonitionTalk]:
    return data[AdmonitionTalk].where(outcome="整改后参选")


@figure(
    "emergency_plans",
    Text("townships with an emergency plan", "应急预案"),
    Text("townships with 应急预案完成 = 是, by the day of it", "应急预案已完成的乡镇（街道），按完成日期"),
    unit="个",
    dated="plan_done_on",
)
def emergency_plans(data: Dataset) -> Rows[Township]:
    return data[Township].where(plan_done=True)


@figure(
    "petitions",
    Text("petitions", "信访件"),
    Text("petitions received", "受理的信访件"),
    unit="件",
)
def petitions(data: Dataset) -> Rows[Petition]:
    return data[Petition]


@figure(
    "petition_people",
    Text("people looked into after petitions", "信访调查人员"),
    Text("different persons (by community and name) whom petitions name", "信访件反映的人员（按社区和姓名计）"),
    unit="名",
    measure=distinct("community", "subject"),
)
def petition_people(data: Dataset) -> Rows[Petition]:
    return data[Petition].where(lambda petition: petition.subject)


@figure(
    "petition_townships",
    Text("townships of these people", "信访调查乡镇"),
    Text("different townships of petitions that name a person", "信访件反映到具体人员的乡镇（街道）"),
    unit="个",
    measure=distinct("township"),
)
def petition_townships(data: Dataset) -> Rows[Petition]:
    return data[Petition].where(lambda petition: petition.subject)


@figure(
    "bulletins",
    Text("bulletins issued", "信息专报"),
    Text(
        "documents of the kind 信息专报 in the list of numbers, void ones left out",
        "文号登记中的信息专报（作废的不计）",
    ),
    unit="期",
)
def bulletins(data: Dataset) -> Rows[IssuedDocument]:
    return data[IssuedDocument].where(lambda row: row.kind == BULLETIN and row.state != VOID)


@figure(
    "examples",
    Text("good examples publicised", "典型经验"),
    Text("good examples by the day that they were publicised", "典型经验台账中已宣传的条数"),
    unit="条",
)
def examples(data: Dataset) -> Rows[GoodExample]:
    return data[GoodExample]
