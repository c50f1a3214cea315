"""The gap report as one HTML file: own styles and inline SVG, nothing from outside, everything escaped."""

from collections.abc import Sequence
from html import escape

from ..domain.finding import Side
from ..labels import BASIS, OCCURRENCE, SEVERITY
from .gap_parts import Bars, Block, Bullets, Card, Grid, Heading, Heat, Share, Text, kind_of, objects
from .gap_sides import side_names
from .gap_view import Rate
from .gap_words import STATE_MARK, TITLE

STATE_COLOUR = {
    "fulfilled": "#2e7d5b",
    "late": "#d99a2b",
    "missing": "#b9382f",
    "not_evaluable": "#9aa4ad",
    "excepted": "#6c8ebf",
}
SEVERITY_COLOUR = {"high": "#b9382f", "medium": "#d99a2b", "low": "#6c8ebf"}
_STYLE = """
:root{--ink:#22303a;--soft:#5d6b75;--line:#dde3e7;--paper:#fff;--wash:#f5f7f8;--accent:#1f5c7a}
*{box-sizing:border-box}body{margin:0;background:var(--wash);color:var(--ink);line-height:1.7;font-size:15px;
font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif}
main{max-width:1040px;margin:24px auto;background:var(--paper);padding:44px 52px;
box-shadow:0 1px 6px rgba(0,0,0,.08)}
h1{font-size:28px;margin:0 0 18px;border-bottom:3px solid var(--accent);padding-bottom:12px}
h2{font-size:20px;margin:40px 0 12px;color:var(--accent)}h3{font-size:16px;margin:24px 0 8px}
p.strong{font-size:16px;font-weight:600;background:#eef4f7;border-left:4px solid var(--accent);
padding:10px 14px}
p.quiet{color:var(--soft);font-size:13.5px}table{border-collapse:collapse;width:100%;margin:10px 0 18px;
table-layout:fixed}
th,td{border:1px solid var(--line);padding:7px 10px;text-align:left;vertical-align:top;overflow-wrap:anywhere;
font-size:14px}
th{background:var(--wash);font-weight:600}td.label{background:var(--wash);font-weight:600}
tr.high td:first-child{border-left:4px solid #b9382f}tr.medium td:first-child{border-left:4px solid #d99a2b}
tr.low td:first-child{border-left:4px solid #6c8ebf}
.card{border:1px solid var(--line);border-radius:6px;margin:18px 0;break-inside:avoid;overflow:hidden}
.card header{display:flex;flex-wrap:wrap;gap:10px;align-items:center;padding:10px 16px;background:var(--wash)}
.card header b{font-size:16px}.badge{color:#fff;border-radius:4px;padding:1px 9px;font-size:13px}
.badge.basis{background:#eef4f7;color:var(--accent)}.card .about{padding:10px 16px 0;font-weight:600}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:14px;padding:10px 16px}.side{background:#fbfcfc;
border:1px solid var(--line);
border-radius:4px;padding:10px 12px;font-size:14px}.side h4{margin:0 0 4px;font-size:13px;color:var(--soft)}
.side .at{color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}.side blockquote{margin:4px 0 10px;
padding-left:10px;
border-left:3px solid var(--line)}dl{margin:0;padding:2px 16px 14px;display:grid;
grid-template-columns:8.5em 1fr;gap:4px 12px;font-size:14px}
dt{color:var(--soft)}dd{margin:0}.heat td,.heat th{text-align:center;padding:4px 2px;font-size:12.5px}
.heat td:first-child,.heat th:first-child{text-align:left;padding-left:8px}.dot{display:inline-block;
min-width:20px;color:#fff;border-radius:3px;
margin:1px;font-size:12px}.legend{color:var(--soft);font-size:13px}svg{max-width:100%;height:auto}
@media(max-width:760px){main{padding:22px 16px;
margin:0}.sides{grid-template-columns:1fr}dl{grid-template-columns:1fr}}
@media print{body{background:#fff}main{box-shadow:none;margin:0;max-width:none;
padding:0}h2.page{break-before:page}}
"""


def html_report(blocks: Sequence[Block]) -> str:
    """The whole file."""
    title = escape(TITLE)
    body = "\n".join(_html(block) for block in blocks)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{title}</title>"
        f"<style>{_STYLE}</style></head>"
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading(text, level, page):
            mark = ' class="page"' if page else ""
            return f"<h{level + 1}{mark}>{escape(text)}</h{level + 1}>"
        case Text(text, tone):
            return f'<p class="{tone}">{escape(text)}</p>'
        case Bullets(lines):
            return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
        case Grid():
            return _grid(block)
        case Share(numbers):
            return _share(numbers)
        case Bars(rows):
            return _bars(rows)
        case Heat():
            return _heat(block)
        case Card():
            return _card(block)


def _grid(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{w}%">' for w in grid.widths)
    head = "<tr>" + "".join(f"<th>{escape(h)}</th>" for h in grid.head) + "</tr>" if grid.head else ""
    tones = grid.tones or ("",) * len(grid.rows)
    rows = "".join(
        f'<tr class="{tone}">{_cells(row, not grid.head)}</tr>' for row, tone in zip(grid.rows, tones, strict=True)
    )
    return f"<table><colgroup>{columns}</colgroup>{head}{rows}</table>"


def _cells(row: Sequence[str], labelled: bool) -> str:
    return "".join(
        f"<td{' class=label' if labelled and n == 0 else ''}>{escape(text)}</td>" for n, text in enumerate(row)
    )


def _share(numbers: Rate) -> str:
    parts = [(s, getattr(numbers, s)) for s in ("fulfilled", "late", "missing", "not_evaluable")]
    total = sum(n for _, n in parts) or 1
    x, drawn = 0.0, ""
    for state, count in parts:
        width = 700 * count / total
        drawn += f'<rect x="{x:.1f}" y="6" width="{width:.1f}" height="30" fill="{STATE_COLOUR[state]}"/>'
        if width > 26:
            drawn += (
                f'<text x="{x + width / 2:.1f}" y="27" text-anchor="middle" fill="#fff" font-size="15">{count}</text>'
            )
        x += width
    legend = "　".join(f'<span style="color:{STATE_COLOUR[s]}">■</span> {OCCURRENCE[s]} {n}' for s, n in parts)
    label = f"执行符合率 {numbers.percent}"
    return (
        f'<figure style="margin:14px 0"><div style="font-size:30px;font-weight:700;color:var(--accent)">{label}'
        f'<span style="font-size:15px;font-weight:400;color:var(--soft)">'
        f"　不可评价 {numbers.not_evaluable} 次</span></div>"
        f'<svg viewBox="0 0 700 42" role="img" aria-label="{escape(label)}">{drawn}</svg>'
        f'<div class="legend">{legend}</div></figure>'
    )


def _bars(rows: Sequence[tuple[str, int, int, int]]) -> str:
    most = max((sum(row[1:]) for row in rows), default=1) or 1
    drawn = ""
    for n, (name, *counts) in enumerate(rows):
        y = 8 + 28 * n
        drawn += (
            f'<text x="240" y="{y + 15}" text-anchor="end" font-size="13" fill="#22303a">{escape(name[:17])}</text>'
        )
        x = 250.0
        for severity, count in zip(("high", "medium", "low"), counts, strict=True):
            width = 380 * count / most
            drawn += f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="20" fill="{SEVERITY_COLOUR[severity]}"/>'
            x += width
        drawn += f'<text x="{x + 6:.1f}" y="{y + 15}" font-size="13" fill="#5d6b75">{sum(counts)}</text>'
    legend = "　".join(f'<span style="color:{c}">■</span> {SEVERITY[s]}' for s, c in SEVERITY_COLOUR.items())
    height = 16 + 28 * len(rows)
    return (
        f'<figure style="margin:12px 0"><svg viewBox="0 0 700 {height}" role="img" '
        f'aria-label="各环节差距数">{drawn}</svg>'
        f'<div class="legend">各环节疑似差距（项），按等级：{legend}</div></figure>'
    )


def _heat(heat: Heat) -> str:
    first = heat.months[0][0]
    head = "".join(f"<th>{'次年' if y != first else ''}{m}月</th>" for y, m in heat.months)
    rows = "".join(
        f"<tr><td>{escape(row.obligation)}</td>" + "".join(f"<td>{_dots(cell)}</td>" for cell in row.cells) + "</tr>"
        for row in heat.rows
    )
    columns = '<col style="width:26%">' + f'<col style="width:{74 / len(heat.months):.2f}%">' * len(heat.months)
    return f'<table class="heat"><colgroup>{columns}</colgroup><tr><th>应发生的活动</th>{head}</tr>{rows}</table>'


def _dots(cell: Sequence[str]) -> str:
    return "".join(
        f'<span class="dot" style="background:{STATE_COLOUR[s]}" title="{OCCURRENCE[s]}">{STATE_MARK[s]}</span>'
        for s in cell
    )


def _card(card: Card) -> str:
    item, first, names = card.item, card.item.first, side_names(card.item.first)
    told = list(dict.fromkeys(f.explanation for f in item.findings))
    facts = [("判断", "<br>".join(map(escape, told)))]
    if first.innocent_explanations:
        facts.append(("可能的正常解释", escape("；".join(first.innocent_explanations))))
    facts.append(("请核实与建议", escape(first.suggestion)))
    facts += [(label, escape(words).replace("\n", "<br>")) for label, words in card.told]
    if card.clauses:
        facts.append(("对应要求", escape("、".join(card.clauses))))
    listed = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in facts)
    colour = SEVERITY_COLOUR[first.severity]
    return (
        f'<section class="card"><header><b>{item.number}. {escape(kind_of(item))}</b>'
        f'<span class="badge" style="background:{colour}">{SEVERITY[first.severity]}</span>'
        f'<span class="badge basis">{BASIS[first.basis]}</span></header>'
        f'<div class="about">{escape(objects(item))}</div>'
        f'<div class="sides">{_side(names.told[0], item.documents)}'
        f"{_side(names.told[1], item.records, names.absent)}</div>"
        f"<dl>{listed}</dl></section>"
    )


def _side(title: str, sides: Sequence[Side], absent: str = "所提供材料中未见") -> str:
    quotes = "".join(
        f'<div class="at">{escape(s.file)}　{escape(s.locator)}</div><blockquote>{escape(s.quote)}</blockquote>'
        for s in sides
    )
    return f'<div class="side"><h4>{title}</h4>{quotes or absent}</div>'
