"""The model's reply as claims: a closed list of sources goes in, JSON lines come out, every quote is checked."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.answer import Claim, Turn
from ..domain.errors import ModelError
from ..domain.evidence import Passage, Quote, UnverifiedQuote
from ..grounding import verify_claim

_MAX_CLAIMS = 24
_MAX_LINE = 4000
_MAX_REPLY = 24_000
_SOURCES = 8
_TURNS = 2
_ANSWER_EXCERPT = 200


@dataclass(frozen=True)
class Refusal:
    """The model says that the sources do not answer."""

    text: str


def sources_of(passages: Sequence[Passage]) -> dict[str, Passage]:
    """``S1`` … → passage: the only sources the model may name."""
    return {f"S{number}": passage for number, passage in enumerate(passages[:_SOURCES], start=1)}


def sources_text(sources: Mapping[str, Passage]) -> str:
    """The sources as delimited data; a closing mark inside a source cannot end it."""
    return "\n".join(
        f'<source id="{key}" title="{_safe(passage.document)}" place="{_safe(passage.chunk.locator)}">\n'
        f"{_safe(passage.chunk.text)}\n</source>"
        for key, passage in sources.items()
    )


def history_text(history: Sequence[Turn]) -> str:
    """The last turns as delimited data, empty without any."""
    turns = [
        f"<turn>\n问：{_safe(turn.question)}\n答：{_safe(turn.answer[:_ANSWER_EXCERPT])}\n</turn>"
        for turn in history[-_TURNS:]
    ]
    return "\n".join(["此前的对话（只作理解上文用，不能引用）：", *turns]) if turns else ""


def question_text(question: str) -> str:
    """The question as data."""
    return _safe(question)


def claims_from(pieces: Iterable[str], sources: Mapping[str, Passage]) -> Iterator[Claim | Refusal]:
    """Claims as their lines come in. Raises ModelError when the reply is not what was asked for."""
    count = 0
    for line in _lines(pieces):
        entry = _entry(line)
        if entry is None:
            continue
        if entry.get("refusal") == "no_evidence":
            yield Refusal(str(entry.get("text") or ""))
            return
        yield _claim(entry, sources)
        count += 1
        if count >= _MAX_CLAIMS:
            return
    if not count:
        raise ModelError("模型没有给出任何结论", "", "检查模型名称，或换一个模型")


def _safe(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞")


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    rest, total = "", 0
    for piece in pieces:
        rest += piece
        total += len(piece)
        if total > _MAX_REPLY or len(rest) > _MAX_LINE and "\n" not in rest:
            raise ModelError("模型的回复过长", "", "换一个模型，或减少资料")
        *complete, rest = rest.split("\n")
        yield from complete
    yield rest


def _entry(line: str) -> dict[str, Any] | None:
    """The JSON object of a line; fences and blank lines are passed over, anything else is an error."""
    bare = line.strip().strip(",").strip()
    if not bare or bare.startswith("```") or bare in {"[", "]"}:
        return None
    try:
        value = json.loads(bare)
    except json.JSONDecodeError as error:
        raise ModelError("模型的回复不是约定的 JSON 行", bare[:60], "换一个更能遵守格式的模型") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise ModelError("模型的回复缺少 text 字段", bare[:60], "换一个更能遵守格式的模型")
    return value


def _claim(entry: Mapping[str, Any], sources: Mapping[str, Passage]) -> Claim:
    text = str(entry["text"]).strip()
    quotes = [quote for raw in _listed(entry.get("quotes")) if (quote := _quote(raw, sources))]
    if not quotes:
        return Claim(text=text, unverified=(UnverifiedQuote(quote="", reason="not_supported"),))
    by_chunk = {passage.chunk.id: passage for passage in sources.values()}
    return verify_claim(text, quotes, by_chunk)


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _quote(raw: object, sources: Mapping[str, Passage]) -> Quote | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        return None
    passage = sources.get(str(raw.get("source", "")).strip().upper())
    return Quote(chunk_id=passage.chunk.id if passage else "?", text=str(raw["text"]))
