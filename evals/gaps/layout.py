"""Where files lie and how they are called: a tidy tree by kind and department, or one untidy folder."""

import random

from .paper import Format, Paper

_FORBIDDEN = str.maketrans("", "", '/\\:*?"<>|')
_MESS = (
    "{title}",
    "{code} {title}（终稿2）",
    "{title}-最新",
    "{month}{title}",
    "新建 {title}",
    "{title}(1)",
    "{title}_定稿",
    "{code}{title}",
)
SHORT = {"管理评审": "管评", "内部审核": "内审", "数据恢复演练": "恢复演练", "两化融合例会纪要": "例会纪要"}


def tidy(papers: list[Paper]) -> None:
    """``documents`` and ``records`` with a folder for each department."""
    for paper in papers:
        top = "documents" if not paper.is_record else "records"
        paper.folder = f"{top}/{paper.department}" if paper.is_record else top
        code = f"{paper.code} " if paper.code and not paper.is_record else ""
        paper.name = _free(papers, paper, f"{code}{paper.title}")


def untidy(papers: list[Paper], seed: int) -> None:
    """One folder, names as people leave them."""
    dice = random.Random(seed)
    for paper in papers:
        title = paper.title
        if dice.random() < 0.5:
            for long, short in SHORT.items():
                title = title.replace(long, short)
        month = f"{paper.facts.created.month}月"
        name = dice.choice(_MESS).format(title=title, code=paper.code, month=month).strip()
        paper.folder = ""
        paper.name = _free(papers, paper, name)
    for n, paper in enumerate(dice.sample([p for p in papers if p.is_record], 2)):
        paper.name = f"新建文档{n or ''}{suffix(paper.format)}"


def _free(papers: list[Paper], paper: Paper, name: str) -> str:
    name = name.translate(_FORBIDDEN)
    taken = {p.name for p in papers if p is not paper and p.folder == paper.folder}
    full = name + suffix(paper.format)
    number = 2
    while full in taken:
        full = f"{name}{number}{suffix(paper.format)}"
        number += 1
    return full


def suffix(kind: Format) -> str:
    """The ending of the file's name."""
    return ".pdf" if kind == "scan" else f".{kind}"
