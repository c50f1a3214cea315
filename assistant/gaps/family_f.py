"""Family F, policy, goals and measurement."""

import re
from collections.abc import Iterator, Sequence

from ..domain.facts import Goal, Line, Paper, Source
from ..facts.goals import goal_key
from ..facts.topics import fold_name
from .case import Case
from .registry import Hit, Parameters, detector

_SLOGAN = re.compile(
    r"团结|拼搏|一流|与时俱进|求真务实|辉煌|携手|奋进|奋勇|开拓|进取|卓越|争先|争创|创优|勇攀|高峰|拼搏|"
    r"奉献|敬业|务实|超越|腾飞|共赢|和谐|诚信|以人为本|科学管理|全员参与|"
    r"持续改进|顾客至上|客户至上|顾客满意|客户满意|质量第一|精益求精|再创|共创|美好|砥砺|锐意|励志|创新发展|追求"
)
_CONTENT = re.compile(
    r"数据|数字|智能|信息|网络|互联|协同|集成|交付|周期|追溯|柔性|定制|研发|设计|工艺|采购|供应|库存|物流|"
    r"能耗|成本|设备|服务响应|渠道|风味|精准|在线|透明|平台|自动化|一体化|安全生产|快速|敏捷|绿色"
)


@detector("F1", "policy-without-goals")
def policy_without_goals(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A policy of slogans, no phrase of which any goal or capability serves."""
    if not case.facts.goals:
        return
    for paper in case.facts.papers:
        if paper.kind not in ("manual", "procedure", "other", "record"):
            continue
        policy, around = _policy(paper)
        if policy is None or paper.kind == "record" and "方针" not in paper.title:
            continue
        phrases = [
            p
            for p in re.split(r"[，。；,;、！\s]", re.sub(r"^.{0,12}方针(?:是|为|：|:)?[“\"]?", "", policy.text))
            if len(p) >= 3
        ]
        if not phrases or any(_serves(p, case) for p in phrases) or _explained(around, case):
            continue
        slogans = sum(bool(_SLOGAN.search(p)) for p in phrases)
        if slogans >= 0.5 * len(phrases) and not any(_CONTENT.search(p) for p in phrases):
            yield Hit(
                object="两化融合方针",
                root="policy",
                document=Source(file=paper.file, locator=policy.locator, quote=policy.text, rule="policy/1"),
                record=case.facts.goals[0].source,
                values={"policy": policy.text[:40]},
            )
        return


def _policy(paper: Paper) -> tuple[Line | None, list[Line]]:
    """The policy's words and the lines of its section."""
    lines = [x for x in paper.lines if x.kind != "margin"]
    for index, line in enumerate(lines):
        stated = re.search(r"(?:两化融合)?方针(?:是|为|：|:)\s*[“\"]?(.{8,})", line.text)
        if stated and line.kind == "text" and len(line.text) < 160:
            return line, lines[index : index + 8]
        if re.search(r"方针(?:与目标|和目标)?$", line.text) and len(line.text) <= 20:
            follow = next(
                (x for x in lines[index + 1 : index + 4] if x.kind == "text" and 8 <= len(x.text) <= 160), None
            )
            if follow is not None and not re.search("应|总经理|批准|制定", follow.text[:40]):
                return follow, lines[index + 1 : index + 10]
    return None, []


def _serves(phrase: str, case: Case) -> bool:
    words = [g.name + dict(g.slots).get("capability", "") for g in case.facts.goals]
    grams = {phrase[i : i + 2] for i in range(len(phrase) - 1)}
    return any(sum(g in w for g in grams) >= 1 for w in words)


def _explained(around: Sequence[Line], case: Case) -> bool:
    names = [goal_key(g.name) for g in case.facts.goals]
    return any(n[:6] in fold_name(x.text) or n[:6] in x.text for x in around[1:] for n in names if len(n) >= 4)


@detector("F2", "goal-not-quantified")
def goal_not_quantified(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A goal without a number, or without slots its own table has a column for and fills for the others."""
    goals = case.facts.goals
    for goal in goals:
        slots = dict(goal.slots)
        target = slots.get("target", "")
        missing = [
            s
            for s in ("unit", "baseline", "target", "formula", "cadence", "owner", "due", "source")
            if s in goal.headed and not slots.get(s) and _others_fill(goal, s, goals)
        ]
        vague = (
            bool(target)
            and not re.search(r"\d", target)
            and not re.search("完成|建成|通过|取得|上线|发布|零|无", target)
        )
        if (
            vague
            or missing
            and (
                "target" in missing
                or "baseline" in missing
                or "formula" in missing
                or "unit" in missing
                and "%" not in target
                or len(missing) >= 2
            )
        ):
            said = [*(["目标值未量化"] if vague else []), *(_SLOT_NAMES[s] for s in missing)]
            yield Hit(
                object=f"{goal.name}：缺{'、'.join(said)}",
                root=f"goal:{goal_key(goal.name)}",
                document=goal.source,
                values={"missing": "、".join(said)},
                series="、".join(said),
                among=len(goals),
            )


@detector("F1", "goal-without-policy")
def goal_without_policy(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A goal with nothing under 对应能力 where its neighbours have something, that no line on the policy names."""
    goals = case.facts.goals
    for goal in goals:
        slots = dict(goal.slots)
        if slots.get("capability") or "capability" not in goal.headed or not _others_fill(goal, "capability", goals):
            continue
        if not _named_beside_policy(goal, case):
            yield Hit(
                object=f"{goal.name}没有对应的方针和能力",
                root=f"unlinked:{goal_key(goal.name)}",
                document=goal.source,
                values={"policy": goal.name},
            )


def _named_beside_policy(goal: Goal, case: Case) -> bool:
    """A row on the policy, a capability or an advantage (方针里的话 | 对应的能力 | 目标) that names the goal."""
    name = goal_key(goal.name)
    return any(
        name in x.text and re.search("方针|能力|优势", "/".join(x.heads) + x.text)
        for p in case.facts.papers
        if p.kind in ("manual", "procedure", "register", "plan")
        for x in p.lines
        if not (p.file == goal.source.file and x.locator == goal.source.locator)
    )


_SLOT_NAMES = {
    "unit": "单位",
    "baseline": "基线",
    "target": "目标值",
    "formula": "计算方法",
    "cadence": "监测频次",
    "owner": "负责部门",
    "due": "期限",
    "source": "数据来源",
}


def _others_fill(goal: Goal, slot: str, goals: Sequence[Goal]) -> bool:
    others = [g for g in goals if g.source.file == goal.source.file and g is not goal and slot in g.headed]
    return len(others) >= 2 and sum(bool(dict(g.slots).get(slot)) for g in others) >= 0.6 * len(others)
