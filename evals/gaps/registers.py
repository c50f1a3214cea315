"""The registers of documents and forms of an enterprise."""

from datetime import date

from .world import DocumentInfo, Form, World

RELEASED = date(2025, 4, 18)
EFFECTIVE = date(2025, 5, 6)
FIRST_RELEASED = date(2024, 2, 20)
FIRST_EFFECTIVE = date(2024, 3, 1)
UNREVISED = frozenset({"record", "ops", "safety", "comm", "appraisal"})
"""Documents that are still in their first version."""

_DOCUMENTS = (
    ("manual", "SC-01", "两化融合管理手册", "digital"),
    ("doc", "CX-01", "文件控制{kind}", "digital"),
    ("record", "CX-02", "记录控制{kind}", "digital"),
    ("audit", "CX-03", "内部审核{kind}", "digital"),
    ("review", "CX-04", "管理评审{kind}", "digital"),
    ("nc", "CX-05", "纠正措施{kind}", "quality"),
    ("training", "CX-06", "培训管理{kind}", "hr"),
    ("monitor", "CX-07", "监视测量与评估{kind}", "digital"),
    ("ops", "CX-08", "信息系统运行维护{kind}", "digital"),
    ("safety", "CX-09", "信息安全{kind}", "digital"),
    ("project", "CX-10", "新型能力建设项目{kind}", "tech"),
    ("comm", "CX-11", "内部沟通{kind}", "hr"),
    ("appraisal", "CX-12", "两化融合绩效考核{kind}", "hr"),
)

_FORMS = (
    ("scheme", "03-01", "年度内部审核方案"),
    ("plan", "03-02", "内部审核计划"),
    ("checklist", "03-03", "内部审核检查表"),
    ("ncr", "03-04", "不符合报告"),
    ("audit_report", "03-05", "内部审核报告"),
    ("notice", "04-01", "管理评审通知"),
    ("minutes", "04-02", "管理评审纪要"),
    ("track", "04-03", "管理评审决议跟踪表"),
    ("nc_ledger", "05-01", "纠正措施台账"),
    ("training_plan", "06-01", "年度培训计划"),
    ("signin", "06-02", "培训签到表"),
    ("evaluation", "06-03", "培训效果评价表"),
    ("measure", "07-01", "目标监测台账"),
    ("quarter", "07-02", "季度监测报告"),
    ("analysis", "07-03", "未达标原因分析表"),
    ("assess", "07-04", "两化融合评估报告"),
    ("inspect", "08-01", "机房巡检记录"),
    ("account", "09-02", "账号权限核查记录"),
    ("backup", "09-01", "数据备份记录"),
    ("drill", "09-03", "数据恢复演练记录"),
    ("approve", "10-01", "项目立项审批表"),
    ("accept", "10-02", "项目验收报告"),
    ("live", "10-03", "系统上线确认单"),
    ("meeting", "11-01", "两化融合例会纪要"),
    ("appraisal", "12-01", "季度考核表"),
    ("doc_review", "01-01", "文件评审记录"),
    ("doc_change", "01-02", "文件更改申请单"),
    ("doc_list", "01-03", "文件发放回收记录"),
    ("recheck", "01-04", "文件适宜性评审记录"),
)


def document_register(world: World, code: str, kind: str = "程序") -> dict[str, DocumentInfo]:
    """The documents in force: some of the first version, the others revised in April and effective in May."""
    register: dict[str, DocumentInfo] = {}
    for key, number, title, owner in _DOCUMENTS:
        first = key in UNREVISED
        days = (FIRST_RELEASED, FIRST_EFFECTIVE) if first else (RELEASED, EFFECTIVE)
        name = world.department_on(owner, days[1])
        register[key] = DocumentInfo(f"{code}-{number}", _title(title, kind), "A/0" if first else "A/1", *days, name)
    return register


def form_register(code: str) -> dict[str, Form]:
    """The forms; the training evaluation got a new version on the effective day."""
    forms = {key: Form(f"{code}-JL-{number}", name, "A/0", "", date(2024, 3, 1)) for key, number, name in _FORMS}
    for key in ("evaluation", "ncr", "drill"):
        forms[key].version, forms[key].old, forms[key].since = "A/1", "A/0", EFFECTIVE
    return forms


def _title(pattern: str, kind: str) -> str:
    title = pattern.format(kind=kind)
    return title.replace("管理管理", "管理").replace("控制控制", "控制").replace("控制管理", "管理")
