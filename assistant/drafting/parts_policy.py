"""What a policy and the statement of advantages say from the facts: each phrase with what carries it."""

import re
from collections.abc import Mapping
from typing import Any

from ..text.normalize import fold_text
from .compose import composer
from .scribe import Scribe, bullets
from .values import plain, read

_BREAK = re.compile(r"[、，,；;。\s]+")
_SHORT = 14


@composer("policy_phrases")
def policy_phrases(pen: Scribe, words: Mapping[str, Any]) -> str:
    """One line for each phrase of the policy: the advantage, capability and goal that carry it."""
    policy = pen.facts.policy or ""
    lines = [_phrase(pen, phrase, words) for phrase in phrases(policy)]
    return bullets(lines)


def phrases(policy: str) -> list[str]:
    """The phrases of a policy; a policy of long sentences is kept as sentences."""
    parts = [part.strip("“”\"'《》") for part in _BREAK.split(policy) if part.strip("“”\"'《》")]
    if parts and max(map(len, parts)) > _SHORT:
        parts = [part.strip() for part in re.split(r"[。；;\n]+", policy) if part.strip()]
    return [plain(part) for part in dict.fromkeys(parts)]


def _phrase(pen: Scribe, phrase: str, words: Mapping[str, Any]) -> str:
    carriers = _carriers(pen, phrase)
    meaning = next((pen.fill(text) for cue, text in words["meanings"].items() if re.search(cue, phrase)), "")
    if not carriers and not meaning:
        meaning = pen.ask(f"方针语句“{phrase}”由哪项新型能力和目标承接", words["carry_how"])
    return f"**{phrase}**：{meaning}{carriers}"


def _carriers(pen: Scribe, phrase: str) -> str:
    advantages = [item for item in pen.items("advantages") if _says(getattr(item.item, "policy_phrase", None), phrase)]
    goals = [item for item in pen.items("goals") if _says(getattr(item.item, "policy_phrase", None), phrase)]
    parts: list[str] = []
    if advantages:
        pen.note(*(f"{item.path}.name" for item in advantages), *(f"{item.path}.policy_phrase" for item in advantages))
        parts.append("对应可持续竞争优势" + "、".join(f"“{read(pen.facts, i.item, 'name')}”" for i in advantages))
    if goals:
        pen.note(*(f"{item.path}.name" for item in goals), *(f"{item.path}.policy_phrase" for item in goals))
        parts.append("由目标" + "、".join(f"“{read(pen.facts, i.item, 'name')}”" for i in goals) + "支撑和检验")
    return "，".join(parts) + "。" if parts else ""


def _says(given: str | None, phrase: str) -> bool:
    return bool(given) and (fold_text(given or "") in fold_text(phrase) or fold_text(phrase) in fold_text(given or ""))


@composer("advantage_chain")
def advantage_chain(pen: Scribe, words: Mapping[str, Any]) -> str:
    """Sentences 优势 → 能力 → 目标, as far as the facts know them."""
    lines: list[str] = []
    for scoped in pen.items("advantages"):
        inner = pen.within(scoped)
        capabilities, goals = inner.value("item.capabilities", True), inner.value("item.goals", True)
        line = f"“{inner.value('item.name')}”"
        line += f"：靠新型能力“{capabilities}”取得" if capabilities else f"：{inner.missing('item.capabilities')}"
        line += f"，以目标“{goals}”衡量。" if goals else "。"
        lines.append(line)
    return bullets(lines)


@composer("policy_materials")
def policy_materials(pen: Scribe, words: Mapping[str, Any]) -> str:
    """What a policy still to be written can be made from: advantages, capabilities, what must be overcome."""
    rows = [
        ("想赢得的优势", pen.names("advantages")),
        ("要打造的能力", pen.names("capabilities")),
        ("要克服的短板", pen.names("weaknesses")),
        ("可依靠的长处", pen.names("strengths")),
    ]
    return bullets(f"{label}：{names}；" for label, names in rows if names)
