"""Chinese words for enum values, in one place."""

from .domain.account import AccountRole
from .domain.answer import Audience
from .domain.recycled import RecycledKind

STATUS = {"grounded": "有据", "partial": "部分有据", "refused": "拒答"}

REFUSAL = {
    "no_evidence": "资料中没有依据",
    "no_such_clause": "没有这个条款",
    "out_of_scope": "不在服务范围内",
    "unethical": "违背职业操守",
    "needs_clarification": "需要补充说明",
}

ROLE = {"norm": "标准", "guidance": "指导资料", "client": "企业文件"}

KIND = {
    "manual": "管理手册",
    "procedure": "程序文件",
    "work_instruction": "作业文件",
    "form": "表单",
    "record": "记录",
    "register": "台账",
    "standard": "标准",
    "guidance": "指导资料",
    "other": "其他",
}

DOCUMENT_FACT = {"title": "题名", "kind": "种类", "code": "编号", "version": "版本", "effective_on": "生效日期"}

RECORD_KINDS = frozenset(("record", "form", "register"))
"""Kinds of document that show what was done."""

INGEST_STATUS = {"added": "新增", "unchanged": "未变", "replaced": "更新", "failed": "失败"}

SEVERITY = {"high": "高", "medium": "中", "low": "低"}

VERDICT = {"suspected": "疑似差距", "not_evaluable": "不可评价"}

FINDING_STATE = {
    "open": "未核实",
    "confirmed": "确认是差距",
    "explained": "已说明，不是差距",
    "fixed": "已整改",
    "waived": "已批准的例外",
}

FINDING_CHANGE = {"new": "新增", "persisting": "仍在", "returned": "再次出现"}

FINDING_GONE = {
    "not_found": "按现有材料已不存在",
    "file_absent": "依据的文件不在本次材料中，未必已解决",
    "file_unread": "依据的文件本次没有读出，未必已解决",
}

BASIS = {"rule": "规则判定", "model": "模型判断", "person": "人工认定"}

OCCURRENCE = {
    "fulfilled": "按期",
    "late": "逾期",
    "missing": "缺失",
    "not_evaluable": "不可评价",
    "excepted": "已批准例外",
}

VIOLATION = {"error": "错误", "warning": "警告", "hint": "提示"}

SCOPE = {"all": "全部资料", "library": "内置资料", "workspace": "我的文件"}

SUGGESTED = {
    "决策层": ("最高管理者在贯标中必须亲自做哪些事？", "贯标为什么是一把手工程？", "管理评审应该解决什么问题？"),
    "全员": ("什么是两化融合管理体系？", "什么是两张皮，怎么避免？", "新型能力和信息系统有什么区别？"),
    "内审员": ("内部审核要查哪些内容？", "内审和符合性审核有什么不同？", "怎样判断纠正措施有效？"),
    "文件编写": ("程序文件要写清哪些要素？", "目标要写哪些要素才算量化？", "文件批准后为什么不能马上实施？"),
    "咨询师": ("诊断报告应该怎么写？", "六类培训分别面向谁？", "咨询师有哪些不能做的事？"),
}

FOUND_BY = {"lookup": "按条款号", "keyword": "按词语", "dense": "按意思", "rerank": "重排", "context": "上下文"}

VOTE_REASON = ("没答到点子上", "说得不对", "漏了要点", "出处不支持这句话", "不该拒答", "应该拒答")

ROLE_AUDIENCE: dict[AccountRole, Audience] = {
    "admin": "全员",
    "consultant": "咨询师",
    "enterprise_admin": "决策层",
    "writer": "文件编写",
    "trainee": "全员",
}
"""For whom the first suggestions of an empty chat are, by the asker's role."""

DOCUMENT_TYPE = {
    "advantages": "可持续竞争优势识别报告",
    "appointment": "管理者代表任命书",
    "audit_checklist": "内部审核检查表",
    "audit_plan": "内部审核计划",
    "capabilities": "新型能力识别与策划报告",
    "corrective_action": "不符合与纠正措施",
    "diagnosis": "评估诊断报告",
    "goals": "新型能力目标",
    "launch": "启动大会方案",
    "management_review": "管理评审报告",
    "manual": "管理手册",
    "plan": "实施方案",
    "policy": "两化融合方针",
    "procedure": "程序文件",
    "review_agenda": "管理评审计划与议程",
    "survey": "调研提纲",
    "training_plan": "培训计划",
    "training_record": "培训记录",
    "work_instruction": "作业文件",
}
"""Kinds of paper that are checked and drafted."""

MODE = {"maintain": "保持（文件）", "retain": "保留（记录）", "both": "保持并保留"}

EVALUATION_SUITE = {"retrieval": "检索", "answer": "回答", "refusal": "拒答", "lookup": "条款查找"}

EVALUATION_KIND = {
    "term": "术语",
    "interpretation": "条款理解",
    "list": "列举",
    "comparison": "比较",
    "procedure": "怎么做",
    "colloquial": "口语",
    "multi_hop": "多处合并",
    "typo": "错别字",
    "followup": "追问",
    "clause": "条款",
    "nonexistent_clause": "没有的条款",
    "false_premise": "前提有误",
    "out_of_scope": "超出范围",
    "unanswerable": "资料没有",
    "unethical": "违背操守",
    "over_refusal": "不该拒答",
    "injection": "夹带指令",
    "unclear": "问得不清",
}

EVALUATION_FIGURE = {
    "hit@1": "首位命中",
    "hit@5": "前五命中",
    "hit@10": "前十命中",
    "points@5": "要点进前五",
    "citation_recall": "引用覆盖要点",
    "completeness": "回答完整",
    "completeness_answered": "回答完整（已回答的题）",
    "premise_corrected": "错误前提已纠正",
    "wrong": "说了不该说的（越低越好）",
    "refusal_precision": "拒答准确",
    "refusal_recall": "拒答召回",
    "false_refusal": "误拒（越低越好）",
    "refusal_reason": "拒答原因相符",
    "refusal_reason_lenient": "拒答原因说得通",
    "refusal_helpful": "拒答时指出老实办法",
    "quotes_verbatim": "引文逐字一致",
    "answered_with_quote": "回答附有引文",
}

ACCOUNT_ROLE = {
    "admin": "管理员",
    "consultant": "咨询师",
    "enterprise_admin": "企业管理员",
    "writer": "编写/内审",
    "trainee": "学员",
}

JOB_STATE = {
    "queued": "排队",
    "running": "进行中",
    "done": "完成",
    "failed": "失败",
    "cancelled": "已取消",
    "interrupted": "中断",
}

JOB_KIND = {"ingest": "读入资料", "gaps": "两张皮对照", "draft": "起草", "eval": "评测", "reindex": "重建索引"}

RECYCLED: dict[RecycledKind, str] = {"document": "文件", "conversation": "对话", "draft": "草案的一个版本"}

AUDIT_EVENT = {
    "login": "登录",
    "login_failed": "登录失败",
    "login_refused": "登录被拒（次数过多）",
    "logout": "退出",
    "logout_everywhere": "全部退出",
    "password_changed": "更换密码",
    "password_reset": "重置密码",
    "user_added": "新建用户",
    "user_disabled": "停用用户",
    "user_enabled": "启用用户",
    "grant": "授权",
    "revoke": "收回授权",
    "answer": "回答",
    "upload": "上传",
    "ingest": "读入",
    "discarded": "删除（可恢复）",
    "put_back": "恢复删除",
    "deleted": "彻底删除",
    "corrected": "更正",
    "draft": "起草",
    "gaps": "两张皮对照",
    "confirmed": "确认",
    "finding": "发现项变更",
    "export": "导出",
    "reviewed": "复查回答",
    "backup": "备份",
    "restore": "恢复",
    "job": "后台任务",
}

AUDIT_CODES = {
    "ready": "可送审", "incomplete": "有待补充", "blocked": "有矛盾",
    **STATUS, **FINDING_STATE, **ACCOUNT_ROLE, **DOCUMENT_TYPE, **JOB_KIND, **JOB_STATE,
}  # fmt: skip
"""How the audit log writes what became of something."""
