"""The keys of a fact table however a person spells them: in Chinese, in the singular, with capitals."""

import re
from collections.abc import Iterable, Mapping

_TABLE = {
    "name": "企业名称 名称 公司名称 单位名称 企业全称 company company_name enterprise",
    "aliases": "简称 企业简称",
    "industry": "行业 所属行业",
    "products": "产品 主要产品 主要产品和服务 主要产品与服务 产品和服务 产品与服务 主营业务",
    "headcount": "人数 员工人数 职工人数 在职人数 员工数 employees",
    "sites": "场所 经营场所 厂区 场所清单",
    "vision": "愿景 企业愿景",
    "strategy": "战略 发展战略 企业战略",
    "as_of": "日期 编制日期",
    "strengths": "优势 长处",
    "weaknesses": "劣势 短板 弱势 不足",
    "opportunities": "机会 机遇",
    "threats": "威胁 挑战",
    "competitors_benchmarks": "标杆 对标 标杆数据 竞争对手 benchmarks",
    "policy": "方针 两化融合方针",
    "advantages": "可持续竞争优势 竞争优势",
    "capabilities": "新型能力 能力 拟打造的新型能力",
    "goals": "目标 新型能力目标 能力目标",
    "top_management": "最高管理者 一把手 top_manager",
    "management_representative": "管理者代表 管代 mr",
    "departments": "部门 部门清单 组织机构",
    "processes": "流程 业务流程 主要流程 主要业务流程",
    "information_systems": "信息系统 现有信息系统 系统 it_systems",
    "existing_systems": "其他管理体系 管理体系 已有管理体系 已建立的管理体系 management_systems",
}
_GOAL = {
    "id": "编号 序号",
    "name": "名称 目标名称 目标",
    "capability": "新型能力 能力 对应能力 对应新型能力",
    "policy_phrase": "方针语句 对应方针 对应方针语句 policy",
    "indicator": "指标 指标名称",
    "direction": "方向 期望方向",
    "formula": "公式 计算公式 计算方法",
    "unit": "单位 计量单位",
    "baseline": "基线 基线值 现状值 baseline_value",
    "baseline_on": "基线日期 基线时间 baseline_date baseline_at",
    "baseline_source": "基线出处 基线来源",
    "target": "目标值 target_value",
    "due": "期限 完成期限 完成时间 达成时间 deadline due_on due_date",
    "stages": "阶段值 阶段目标 milestones",
    "owner": "责任人 责任部门 负责人 responsible responsible_person",
    "source": "数据来源 来源 data_source",
    "cadence": "频次 监测频次 统计频次 frequency",
    "resources": "资源 所需资源 resource",
}
_CAPABILITY = {
    "id": "编号 序号",
    "name": "名称 能力名称",
    "advantage": "优势 竞争优势 支撑优势 advantages",
    "priority": "次序 优先级 优先次序",
    "description": "现状 描述 说明 current",
    "processes": "流程 业务流程 涉及流程",
    "systems": "系统 信息系统 支撑系统",
}
_ITEM = {
    "id": "编号 序号",
    "name": "名称 姓名",
    "title": "职务 职位 岗位",
    "headcount": "人数 员工人数",
    "policy_phrase": "方针语句 对应方针 对应方针语句",
    "indicator": "指标 指标名称",
    "value": "数值 值 水平",
    "unit": "单位",
    "source": "来源 出处 数据来源",
    "due": "期限 日期",
}


def _by_spelling(table: Mapping[str, str]) -> dict[str, str]:
    return {spelling: key for key, spellings in table.items() for spelling in (key, *spellings.split())}


TABLE_KEYS, GOAL_KEYS, CAPABILITY_KEYS, ITEM_KEYS = map(_by_spelling, (_TABLE, _GOAL, _CAPABILITY, _ITEM))
"""Every spelling → the key of the schema."""


def key_spelled(written: str, spellings: Mapping[str, str], given: Iterable[str]) -> str:
    """The key meant by ``written``; a mere likeness (``product``) does not stand in for a key that is ``given`` too."""
    if written in spellings:
        return spellings[written]
    folded = re.sub(r"[\s\-_]+", "_", written.strip()).lower()
    likely = (folded, f"{folded}s", folded.removesuffix("s"), folded.replace("_", ""), f"{folded.removesuffix('y')}ies")
    squeezed = {spelling.replace("_", ""): key for spelling, key in spellings.items()}
    found = next((key for form in likely if (key := spellings.get(form) or squeezed.get(form))), None)
    return found if found and found not in set(given) else written
