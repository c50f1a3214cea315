"""Topics of a management system: which activity a text is about, and which coverage families it belongs to."""

import re

_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "training_evaluation",
        r"培训.{0,6}(?:效果|有效性)|(?:效果|有效性).{0,2}(?:评价|评估).{0,6}培训|培训.{0,8}(?:评价|评估)|培训考核|培训.{0,4}(?:考试|测验|笔试)|培训(?:完|以?后|结束)[^，。；]{0,12}[，,]?[^，。；]{0,8}(?:考一|问一|摸底|测一)|培训.{0,16}效果(?:确认|验证|跟踪|检查)|效果确认|(?:评价|评估)(?:应|须|不得|时间|时限|期限|于|在)[^，。；]{0,6}培训(?:结束|完)",
    ),
    ("training_plan", r"(?:年度)?培训.{0,2}(?:计划|需求|安排|打算)|培训.{0,3}怎么排"),
    ("training", r"培训|宣贯|宣讲"),
    ("audit_plan", r"(?:内审|内部审核|审核)(?:实施)?(?:计划|方案)|(?:年度|内审)审核方案"),
    ("audit_checklist", r"(?:内审|内部审核|审核).{0,3}检查(?:表|记录)"),
    ("audit_report", r"(?:内审|内部审核|审核)(?:检查|情况|总结)?报告"),
    (
        "corrective_action",
        r"(?:内审|内部审核|外审|外部审核|管评|管理评审)的?(?:不符合|不合格|整改)项?(?:整改)?(?:报告|通知|单|表|记录|台[账帐]|清单|汇总)",
    ),
    (
        "internal_audit",
        r"内审(?!员)|内部审核|审核(?:组|方案|发现|计划|报告|开始|实施|证据)|组织审核|(?:受|被)审核?部门|末次会议",
    ),
    ("review_plan", r"(?:管评|管理评审).{0,2}(?:计划|方案|通知)"),
    ("review_input", r"(?:管评|管理评审).{0,4}(?:输入|材料|资料)|评审(?:输入|资料|材料)"),
    (
        "review_tracking",
        r"(?:管评|管理评审|评审).{0,6}(?:跟踪|落实|督办|改进措施)|(?:决议|定的事).{0,4}(?:跟踪|落实|督办|盯|追|办到哪)|(?:管评|管理评审).{0,6}(?:盯|催)",
    ),
    ("review_minutes", r"(?:管评|管理评审).{0,6}(?:纪要|记录|报告)|^评审(?:报告|纪要)"),
    ("management_review", r"(?:管评|管理评审)(?!(?:会议|会|召开|开始)*之?前|的?(?:依据|参考))"),
    ("deviation", r"偏差.{0,4}(?:整改|纠正|改善|改进|分析|措施|处置|处理|报告|单)"),
    ("corrective_action", r"不符合|不合格项|纠正|预防措施|整改|CAPA|8D|(?<![A-Z])(?:CAR|NCR)(?![A-Z])|偏离项"),
    ("deviation", r"偏差|[未不没]达标|未达成|异常分析|没(?:有)?达到|达不到(?:目标|要求)|原因措施"),
    ("assessment", r"考核|绩效兑现|奖惩|奖罚"),
    (
        "monitoring",
        r"监视|监测|测量|报数|(?:每月|各月|月度)数据|(?:季度?|月度?)小结|写[^，。]{0,3}小结|目标.{0,6}(?:统计|完成情况|跟踪|月报|登记)|指标.{0,4}统计",
    ),
    ("appraisal", r"评估与?诊断|自评估|自我评估|两化融合评估|自评(?!价|分)"),
    (
        "document_control",
        r"文件.{0,6}(?:评审|复审|年检|年审|修订|更改|修改|改动|检查|看一遍|过一遍|发放|分发|控制|适宜性|审批|会签)|(?<!体系)(?<!程序)文件管理|受控|制度.{0,4}(?:评审|修订)",
    ),
    ("acceptance", r"验收|上线|投运|投入(?:正式)?运行"),
    ("emergency_drill", r"(?:应急|信息安全|网络安全|攻防|消防)(?!.{0,4}恢复).{0,4}演练"),
    ("backup_drill", r"(?:备份|恢复|灾备|容灾|切换).{0,6}演练|(?:恢复|还原)(?:性)?(?:测试|试验|验证|试一[次试遍回])"),
    ("backup", r"备份"),
    (
        "access_review",
        r"(?:账号|账户|帐号|权限|用户).{0,10}清(?:理|查|一[次遍]|$)|清(?:理)?账号|(?:账号|账户|权限|用户).{0,14}(?:复核|清理|清查|审查|核查|盘点|检查|评审|核对|审核(?!员|组|人|发现))|(?:复核|清理|清查|核查|盘点|梳理|核对|审核)(?:一?[次遍])?.{0,4}(?:账号|账户|权限)",
    ),
    ("outsourcing", r"(?:外包|供应商|服务商|供方|外协).{0,8}(?:评价|考核|考评|评审|评估|复评|打分|评分)"),
    ("inspection", r"巡检|点检|巡查|检查|维护保养|保养"),
    ("meeting", r"例会|推进会|协调会|沟通会|碰头会|调度会|办公会|专题会|分析会|联席会|会议"),
    ("plan_scheme", r"实施方案|项目(?:计划|策划)|立项"),
    ("security", r"信息安全|漏洞|防病毒|病毒|网络安全|机房"),
    ("data", r"数据.{0,4}(?:质量|治理|开发|核查|校验)"),
    ("resources", r"资金|预算|投入|设备设施|(?<!人力)资源"),
)
_COMPILED = [(key, re.compile(pattern)) for key, pattern in _TOPICS]
_FAMILIES: dict[str, tuple[str, ...]] = {
    "training": ("training",),
    "training_plan": ("training",),
    "training_evaluation": ("training",),
    "internal_audit": ("internal_audit",),
    "audit_plan": ("internal_audit",),
    "audit_report": ("internal_audit",),
    "audit_checklist": ("internal_audit",),
    "management_review": ("management_review",),
    "review_plan": ("management_review",),
    "review_input": ("management_review",),
    "review_minutes": ("management_review",),
    "review_tracking": ("management_review",),
    "corrective_action": ("corrective_action",),
    "deviation": ("monitoring", "corrective_action"),
    "assessment": ("assessment",),
    "monitoring": ("monitoring",),
    "appraisal": ("appraisal",),
    "document_control": ("document_control",),
    "acceptance": ("capability_project", "operation"),
    "emergency_drill": ("security", "operation"),
    "backup_drill": ("operation", "security"),
    "backup": ("operation", "security"),
    "access_review": ("security", "operation"),
    "outsourcing": ("operation", "resources"),
    "inspection": ("operation", "security"),
    "meeting": ("communication",),
    "plan_scheme": ("capability_project",),
    "security": ("security",),
    "data": ("operation", "monitoring"),
    "resources": ("resources",),
}
PARENT = {
    "audit_plan": "internal_audit",
    "audit_checklist": "internal_audit",
    "audit_report": "internal_audit",
    "review_plan": "management_review",
    "review_input": "management_review",
    "review_minutes": "management_review",
    "review_tracking": "management_review",
    "training_plan": "training",
    "training_evaluation": "training",
}
"""The activity a more special topic is part of."""


_SPOKEN = (
    (re.compile("内部(?:体系)?(?:检查|自查|核查)|体系(?:内部)?(?:检查|自查)|内检|内查"), "内审"),
    (re.compile("(?:年度|年终|年末|年底|半年|体系)?总结评审|(?:年终|年末|体系(?:运行)?)评审"), "管理评审"),
)
"""What small firms call the activities of the standard."""


def _plain(text: str) -> str:
    flat = re.sub(r"\s+", "", text)
    for spoken, standard in _SPOKEN:
        flat = spoken.sub(standard, flat)
    return flat


def topic_of(text: str) -> str | None:
    """The most special topic whose words occur in ``text``."""
    flat = _plain(text)
    return next((key for key, pattern in _COMPILED if pattern.search(flat)), None)


def topics_in(text: str) -> list[str]:
    """All topics whose words occur, special ones first."""
    flat = _plain(text)
    return [key for key, pattern in _COMPILED if pattern.search(flat)]


def families_of(topic: str | None) -> tuple[str, ...]:
    """Coverage families of ``enterprise.yaml`` a topic may be declared under; empty when unknown."""
    return _FAMILIES.get(topic or "", ())


_SYNONYMS = (
    ("内部审核", "内审"),
    ("管理评审", "管评"),
    ("管理体系", "体系"),
    ("记录表", "记录"),
    ("登记表", "登记"),
    ("台帐", "台账"),
    ("帐号", "账号"),
    ("账户", "账号"),
    ("两化融合", "两化"),
    ("信息化和工业化融合", "两化"),
    ("核查表", "检查表"),
    ("不合格", "不符合"),
    ("整改", "纠正"),
)
_GENERIC = re.compile(
    r"20\d\d年?度?|年度|[上下]半年|\d{1,2}月(?:份)?|[（(].*?[)）]|关于|公司|情况|的|与|和|及|[《》\s\-—_·.、/／]"
)
_FORM_WORD = re.compile(
    r"(?:记录|报告|纪要|台账|清单|表单|表格|表|单|簿|册|书|计划|方案|通报|材料|资料|会议|一览|汇总|登记)$"
)


def fold_name(name: str) -> str:
    """A form or document name for comparison: abbreviations unified, periods, brackets and filler left out."""
    for long, short in _SYNONYMS:
        name = name.replace(long, short)
    return _GENERIC.sub("", re.sub(r"第?[一二三四1-4]+季度", "季度", name))


def core_name(name: str) -> str:
    """``fold_name`` without its closing form words: 备份恢复演练记录 → 备份恢复演练."""
    core = fold_name(name)
    while len(core) > 2 and _FORM_WORD.search(core):
        core = _FORM_WORD.sub("", core)
    return core


def same_name(one: str, other: str) -> bool:
    """Whether two names mean one form: equal, or one inside the other with most of its length."""
    a, b = fold_name(one), fold_name(other)
    if not a or not b:
        return False
    if a == b or a.replace("两化", "") == b.replace("两化", ""):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and short in long and len(short) >= 0.6 * len(long):
        return True
    return bigram_share(a, b) >= 0.75 and _form_end(a) == _form_end(b)


def bigram_share(one: str, other: str) -> float:
    """Dice share of character pairs, 0–1."""
    a, b = {one[i : i + 2] for i in range(len(one) - 1)}, {other[i : i + 2] for i in range(len(other) - 1)}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _form_end(name: str) -> str:
    match = _FORM_WORD.search(name)
    word = match[0] if match else ""
    return {
        "表": "记录",
        "单": "记录",
        "表单": "记录",
        "表格": "记录",
        "册": "记录",
        "簿": "记录",
        "登记": "记录",
        "一览": "清单",
    }.get(word, word)
