"""The demo enterprise: an invented maker of textile machines, a clean twin and one with seeded gaps, from one world.

``python -m evals.gaps.demo_world`` writes ``corpus/demo/clean``, ``corpus/demo/gaps`` and ``corpus/demo/gold.json``.
Building the scanned page needs a Chinese font on the machine; reading the demo needs none.
"""

import json
from pathlib import Path
from typing import Any

from .build_world import build_world
from .enterprise_set import gold_entries, papers_of, write_set
from .layout import tidy
from .mutations import MUTATIONS
from .paper import Format, Paper
from .profile import Profile
from .seeds import Seed
from .words import Words, merged_bank, read_yaml
from .world import World

TARGET = Path(__file__).parents[2] / "corpus" / "demo"
NAME, SHORT = "栖川锦梭纺织机械有限公司", "锦梭纺机"
DEPARTMENTS = {
    "digital": "数字化推进部",
    "tech": "技术中心",
    "prod": "生产制造部",
    "quality": "质量管理部",
    "hr": "综合管理部",
    "purchase": "采购物流部",
    "sales": "市场营销部",
    "finance": "财务部",
    "equip": "设备动力部",
}
PEOPLE = [
    "顾承泽",
    "陆明远",
    "沈知秋",
    "邵启东",
    "段宏伟",
    "卓雅琴",
    "冯佩玲",
    "柴俊",
    "乔博文",
    "蓝素英",
    "欧阳劲",
    "何婉",
    "尹浩然",
    "葛松",
    "江学文",
    "汤立",
    "许青青",
    "祁斌",
    "夏雨桐",
]
TABLE_DOCUMENTS = {"review", "training", "ops", "doc"}
FORMATS: dict[str, Format] = {
    "doc.monitor": "pdf",
    "doc.safety": "txt",
    "doc.comm": "md",
    "pj.approve": "scan",
    "mo.q1": "pdf",
    "me.3": "txt",
    "me.4": "md",
    "mr1.notice": "txt",
}
GAPS = (
    "A1",
    "A2",
    "A3",
    "A4",
    "A4b",
    "A5",
    "A6",
    "B1",
    "B2",
    "B3",
    "B4",
    "B6",
    "C1",
    "C2",
    "C3",
    "D3",
    "D5",
    "E1",
    "F1",
    "F2",
    "F3",
    "F5",
    "G1",
    "G3",
    "G4",
    "G6",
    "G7",
    "G8",
    "H1",
    "H2",
)


class DemoWords(Words):
    """The demo's own manner: some procedures as tables, the others in prose."""

    def in_table(self, document: str) -> bool:
        """Tables where the demo's authors like them."""
        return document in TABLE_DOCUMENTS


def demo_world() -> World:
    """The clean year of the demo enterprise."""
    industry = read_yaml("industries.yaml")[0]
    return build_world(Profile(NAME, SHORT, industry, DEPARTMENTS, PEOPLE, seed=23001))


def demo_set(gaps: tuple[str, ...]) -> tuple[list[Paper], DemoWords, list[Seed]]:
    """The laid out papers of a twin, its words and what was seeded."""
    words = DemoWords(demo_world(), merged_bank())
    seeds = [seed for gap in gaps for seed in MUTATIONS[gap](words.world, words)]
    papers = papers_of(words)
    for paper in papers:
        paper.format = FORMATS.get(paper.key, paper.format)
        paper.numbering = "auto" if paper.key in {"doc.audit", "doc.review", "doc.manual"} else "decimal"
        if paper.key in {"doc.nc", "doc.project", "doc.appraisal"}:
            paper.numbering = "chinese"
    tidy(papers)
    return papers, words, seeds


def build_demo(target: Path) -> list[dict[str, Any]]:
    """Write both twins and the gold list; returns the gold list."""
    papers, words, _ = demo_set(())
    write_set(papers, words, target / "clean")
    papers, words, seeds = demo_set(GAPS)
    write_set(papers, words, target / "gaps")
    gold = gold_entries(seeds, papers, words, ["defects"])
    (target / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return gold


if __name__ == "__main__":
    print(f"{len(build_demo(TARGET))} seeded gaps written to corpus/demo")
