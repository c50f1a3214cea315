"""English headings and labels of bilingual papers, with the Chinese word the rules know them by."""

import re

_WORDS = (
    (r"root cause|cause analysis|why", "根本原因"),
    (r"containment|interim action|immediate (?:action|correction)|correction", "临时措施"),
    (r"preventive actions?|corrective actions?|countermeasures?|permanent actions?", "纠正措施"),
    (r"read[- ]?across|horizontal deployment|similar (?:cases?|areas?)", "举一反三"),
    (r"verification|effectiveness(?: check)?|follow[- ]?up check", "效果验证"),
    (r"problem(?: description| statement)?|non-?conformity(?: description)?|finding|fact", "问题描述"),
    (r"conclusions?", "结论"),
    (r"decisions?(?: and actions)?|action items?|actions?|resolutions?", "决议事项"),
    (r"(?:review )?inputs?|agenda", "评审输入"),
    (r"purpose", "目的"),
    (r"scope", "范围"),
    (r"(?:roles?|responsibilit(?:y|ies))(?: (?:and|&) (?:authorit(?:y|ies)|responsibilit(?:y|ies)))?", "职责"),
    (r"records?", "记录"),
    (r"references?|related documents", "相关文件"),
    (r"procedures?|process steps?|workflow", "工作程序"),
    (r"monitoring|kpis?|performance", "监控"),
    (r"tasks?|schedule|timeline|milestones?|work plan", "任务安排"),
    (r"risks?", "风险"),
    (r"objectives?|goals?|targets?", "目标"),
    (r"attendees?|participants?|present", "参加人员"),
    (r"budget|resources?", "资源预算"),
    (r"policy", "方针"),
)
_LABEL = re.compile(r"^\s*(?:[A-Z]?\d[\d.、)\s]*)?(?P<words>[A-Za-z][A-Za-z &/\-]{2,34}?)\s*(?P<end>[:：]|$)")
_LEADING = re.compile(r"^(\s*(?:[A-Z]?\d[\d.、)\s]*)?)[A-Za-z][A-Za-z &/\-.]{1,30}\s*(?=[\u4e00-\u9fff]{2})")


def chinese_for(text: str) -> str:
    """The Chinese heading for a line that is, or begins with, an English one; empty for any other."""
    match = _LABEL.match(text)
    words = match["words"].strip().lower() if match else ""
    return next((chinese for english, chinese in _WORDS if words and re.fullmatch(english, words)), "")


def without_english(text: str) -> str:
    """``Root cause 根本原因：…`` without the English words before the Chinese label."""
    return _LEADING.sub(r"\1", text)
