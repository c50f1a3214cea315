"""Better wording from a language model, paragraph by paragraph; a paragraph that says anything new is not taken."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..domain.draft import DraftSection
from ..domain.enterprise import FactTable
from ..domain.errors import ModelError
from ..ports import ChatModel
from ..text.roles import departments_in, posts_in
from .numbers import foreign_numbers

_MARKS = re.compile(r"【[^】]*】")
_QUOTED = re.compile(r"[“《]([^”》]{2,60})[”》]")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9/.-]+")
_NUMBER = re.compile(r"\d[\d,.]*")
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,16}(?:有限公司|股份公司|公司|集团|厂|研究院|事业部|平台|系统)")
_DONE = re.compile(r"(?:已经?|均已|业已)[^。；，]{0,6}(?:完成|达成|达到|通过|召开|实施|实现|获得|验收|评审|批准|签署)")
_SLOGAN = re.compile(r"世界一流|国际领先|行业领先|行业第一|遥遥领先|首屈一指|最佳|唯一")
_LEAST, _MOST, _SHORTEST = 0.4, 2.0, 24


@dataclass(frozen=True)
class Rewording:
    """The model and its instruction (``prompts/draft.md``)."""

    model: ChatModel
    system: str


def reworded(sections: tuple[DraftSection, ...], facts: FactTable, rewording: Rewording) -> tuple[DraftSection, ...]:
    """Sections in the model's words where those say the same; a failing model leaves the rest as it was."""
    return tuple(_all(sections, facts, rewording))


def _all(sections: Sequence[DraftSection], facts: FactTable, rewording: Rewording) -> Iterator[DraftSection]:
    failed = False
    for section in sections:
        if failed:
            yield section
            continue
        try:
            yield _section(section, facts, rewording)
        except ModelError:
            failed = True
            yield section


def _section(section: DraftSection, facts: FactTable, rewording: Rewording) -> DraftSection:
    blocks = section.text.split("\n\n")
    prose = [
        at for at, block in enumerate(blocks) if len(block) >= _SHORTEST and not re.search(r"(?m)^\||^-|^\*\*", block)
    ]
    if not prose:
        return section
    question = {"heading": section.heading, "paragraphs": [blocks[at] for at in prose]}
    reply = "".join(rewording.model.stream(rewording.system, json.dumps(question, ensure_ascii=False)))
    for at, new in zip(prose, _paragraphs(reply, len(prose)), strict=True):
        blocks[at] = new if says_the_same(blocks[at], new, facts) else blocks[at]
    return section.model_copy(update={"text": "\n\n".join(blocks)})


def _paragraphs(reply: str, count: int) -> list[str]:
    """The paragraphs of a reply; empty ones (which change nothing) where it cannot be read."""
    match = re.search(r"\[.*\]", reply, re.S)
    try:
        found = json.loads(match[0]) if match else []
    except json.JSONDecodeError:
        found = []
    fits = isinstance(found, list) and len(found) == count and all(isinstance(text, str) for text in found)
    return [str(text).strip() for text in found] if fits else [""] * count


def says_the_same(old: str, new: str, facts: FactTable) -> bool:
    """Whether ``new`` keeps every mark, number, name and quotation of ``old`` and adds none."""
    if not new or not _LEAST * len(old) <= len(new) <= _MOST * len(old) or "|" in new or "#" in new:
        return False
    if sorted(_MARKS.findall(old)) != sorted(_MARKS.findall(new)) or foreign_numbers(new, facts):
        return False
    same = (_NUMBER, _QUOTED, _LATIN)
    if any(set(pattern.findall(old)) != set(pattern.findall(new)) for pattern in same):
        return False
    added = [*_NAMED.findall(new), *departments_in(new), *posts_in(new)]
    if any(name not in old for name in added) or _DONE.search(new) and not _DONE.search(old):
        return False
    return bool(_SLOGAN.search(old)) or not _SLOGAN.search(new)
