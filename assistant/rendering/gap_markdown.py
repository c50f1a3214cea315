"""The gap report as Markdown."""

from collections.abc import Sequence

from ..domain.finding import Side
from ..labels import BASIS, SEVERITY
from .gap_parts import Bars, Block, Bullets, Card, Grid, Heading, Heat, Share, Text, kind_of, objects
from .gap_sides import side_names
from .gap_words import STATE_MARK


def markdown_report(blocks: Sequence[Block]) -> str:
    """The whole text."""
    return "\n".join(line for block in blocks for line in (*_lines(block), "")).rstrip() + "\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text, level, _):
            return [f"{'#' * (level + 1)} {_safe(text)}"]
        case Text(text, tone):
            return [f"**{_safe(text)}**" if tone == "strong" else _safe(text)]
        case Bullets(lines):
            return [f"- {_safe(line)}" for line in lines]
        case Grid(head, rows, widths, _):
            return _table(head or ("",) * len(widths), rows)
        case Share(numbers):
            return [f"**执行符合率：{numbers.percent}**　　不可评价：{numbers.not_evaluable} 次"]
        case Bars():
            return []
        case Heat(months, rows):
            head = ("应发生的活动", *(_month(m, months) for m in months))
            return _table(head, [(r.obligation, *("".join(STATE_MARK[s] for s in c) for c in r.cells)) for r in rows])
        case Card():
            return _card(block)


def _month(month: tuple[int, int], months: Sequence[tuple[int, int]]) -> str:
    return f"{month[1]}月" if month[0] == months[0][0] else f"次年{month[1]}月"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(map(_cell, head))} |", "|" + " --- |" * len(head)]
    return lines + [f"| {' | '.join(map(_cell, row))} |" for row in rows]


def _cell(text: str) -> str:
    return _safe(text).replace("|", "\\|").replace("\n", " ")


def _safe(text: str) -> str:
    """Text that stays text: no markup of the quoted files becomes markup of the report."""
    return text.replace("\\", "\\\\").replace("<", "&lt;").replace("`", "\\`").replace("[", "\\[").replace("*", "\\*")


def _card(card: Card) -> list[str]:
    first, names = card.item.first, side_names(card.item.first)
    lines = [
        f"### {card.item.number}. {_safe(kind_of(card.item))} · {SEVERITY[first.severity]} · {BASIS[first.basis]}",
        "",
    ]
    lines += [f"- 事项：{_safe(objects(card.item))}"]
    lines += [f"- {names.first}：{_side(s)}" for s in card.item.documents] or [f"- {names.first}：未见"]
    lines += [f"- {names.second}：{_side(s)}" for s in card.item.records] or [f"- {names.second}：{names.absent}"]
    lines += [f"- 判断：{_safe(text)}" for text in dict.fromkeys(f.explanation for f in card.item.findings)]
    lines += (
        [f"- 可能的正常解释：{_safe('；'.join(first.innocent_explanations))}"] if first.innocent_explanations else []
    )
    lines += [f"- 建议：{_safe(first.suggestion)}"]
    lines += [f"- {label}：{_safe(words.replace(chr(10), '；'))}" for label, words in card.told]
    return lines + ([f"- 对应要求：{_safe('、'.join(card.clauses))}"] if card.clauses else [])


def _side(side: Side) -> str:
    return f"《{_safe(side.file)}》{_safe(side.locator)}：“{_safe(side.quote)}”"
