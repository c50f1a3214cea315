"""The parts of a report — facts, cause, measures, verification — by their headings, labels and rows."""

import re

from .paper import Line, Paper
from .report_roles import NAMES, labelled, parts

_SIGNED = re.compile(r"\s*(?:批准|审批|核准|签发|存档|归档|抄送|分发)(?:人|意见|日期)?\s*[:：|]")


def below(paper: Paper, section: str, outside: str = "") -> list[Line]:
    """Lines of the parts of a report whose plain name matches; where those cannot be told, lines below such headings.

    ``section``: an expression for headings and labels; ``outside``: for those that do not count.
    """
    names = {role for role, name in NAMES.items() if re.search(section, name)}
    names -= {role for role, name in NAMES.items() if outside and re.search(outside, name)}
    told = [line for role, line in parts(paper) if role in names and not _SIGNED.match(line.text)]
    if told := [line for line in told if not (outside and re.search(outside, _first_cell(line)))]:
        return told
    return _below(paper, section, outside) or [line for role, line in labelled(paper) if role in names]


def _below(paper: Paper, section: str, outside: str) -> list[Line]:
    """Lines below headings or labels that match, and rows or lines that begin with such a label."""
    label = re.compile(
        rf"^\s*(?:(?:步骤|阶段|第|D|Step)?\s*\d[\d.]*\s*[、.]?\s*|[（(]?[一二三四五六七八九十]+[）)、.]\s*)?(?:{section})[^:：|]{{0,14}}[:：|]"
    )
    under = _columned(paper, section)
    found = [
        p
        for p in paper.pieces
        if not p.heading
        and not _SIGNED.match(p.text)
        and (
            re.search(section, _part(p)) or label.match(p.text) or (p.row and p.locator in under) or _inside(p, section)
        )
    ]
    return [line for line in found if not (outside and re.search(outside, label_of(line) + _first_cell(line)))]


_PART = re.compile(
    r"事实|描述|问题|不符合|纠正|措施|对策|原因|根因|举一反三|推广|排查|验证|效果|关闭|处[置理]|固化|来源|依据|遏制|围堵|批准|编号"
)
_CHAPTER = re.compile(r"\s*(?:D\d|[一二三四五六七八九十\d]{1,2}[、.．\s]|[【〖\[])")


def _inside(piece: Line, section: str) -> bool:
    """A row of a form below a numbered heading of the part, whose own label names no other part."""
    if not (piece.row and " " in piece.section):
        return False
    heading, label = piece.section.rsplit(" ", 1)
    return bool(_CHAPTER.match(heading) and re.search(section, heading) and not _PART.search(label))


def _first_cell(line: Line) -> str:
    """What stands first in a row, where it is short enough for a label."""
    first = line.text.split(" | ")[0].strip() if line.row else ""
    return first if len(first) <= 8 else ""


def _columned(paper: Paper, section: str) -> set[str]:
    """Rows of tables whose first or second column is headed by such a label."""
    heads = re.compile(rf"(?:{section}).{{0,4}}$")
    grids = (grid for grid in paper.grids if any(heads.match(column.strip()) for column in grid.columns[:2]))
    return {row.locator for grid in grids for row in grid.rows}


_FORM_TITLE = re.compile(
    r"\S*(?:单|表|报告|记录|通知书?|(?:不符合|不合格|异常|问题)项?[与和及、的]?(?:纠正|整改)(?:[与和及]预防)?(?:措施)?)(?:\s.*|[（(].*)?"
)


def _part(piece: Line) -> str:
    """The nearest label, where it is not the title of the whole form."""
    label = label_of(piece)
    return "" if _FORM_TITLE.fullmatch(label.strip()) else label


def label_of(piece: Line) -> str:
    """The nearest label: a form row carries its table's heading too."""
    return piece.section.split(" ")[-1] if piece.row and " " in piece.section else piece.section
