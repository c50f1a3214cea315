"""Enterprises by seed: a clean year first, then some defects at once, and look-alikes of other defects in both sets.

``python -m evals.gaps.generator --count 3 --seed 7 --out DIR`` writes ``DIR/e007`` with ``clean``,
``defects``, ``partial`` and ``gold.json``.
"""

import argparse
import json
import random
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from .build_world import build_world
from .enterprise_set import gold_entries, papers_of, write_set
from .layout import tidy, untidy
from .look_alikes import LOOK_ALIKES
from .mutations import MUTATIONS
from .mutations_after import SOLO
from .paper import Format, Numbering, Paper
from .profile import POSTS, Profile
from .registers import document_register
from .seeds import Seed
from .words import Bank, Words, merged_bank, read_yaml
from .world import Numbers

PLACES = ("栖川", "云汀", "岚陵", "澄浦", "邺溪", "汐州", "稷原", "芷江口")
SURNAMES = "安柏岑车邓方古郝纪康雷梅倪潘齐任苏谭温向严臧詹邹卞简耿阮翟"
GIVEN = [
    "一鸣",
    "立新",
    "晓岚",
    "建业",
    "思远",
    "雨泽",
    "佳宁",
    "明澈",
    "国梁",
    "静姝",
    "海峰",
    "凯文",
    "若兰",
    "志恒",
    "素梅",
    "长河",
    "永昌",
    "春晖",
    "文渊",
    "嘉禾",
    "世宁",
    "丹青",
    "可心",
]
NAMING: tuple[dict[str, str], ...] = (
    {
        "digital": "数字化推进部",
        "tech": "技术部",
        "prod": "生产部",
        "quality": "品质部",
        "hr": "人力资源部",
        "purchase": "采购部",
        "sales": "销售部",
        "finance": "财务部",
        "equip": "设备部",
    },
    {
        "digital": "信息化科",
        "tech": "工艺技术科",
        "prod": "制造科",
        "quality": "质检科",
        "hr": "人事科",
        "purchase": "物资供应科",
        "sales": "销售科",
        "finance": "财务科",
        "equip": "设备动力科",
    },
    {
        "digital": "两化融合办公室",
        "tech": "研发中心",
        "prod": "生产制造中心",
        "quality": "质量中心",
        "hr": "行政人事部",
        "purchase": "供应链部",
        "sales": "营销中心",
        "finance": "财务中心",
        "equip": "装备保障部",
    },
    {
        "digital": "企业管理处",
        "tech": "技术处",
        "prod": "一车间",
        "quality": "质量处",
        "hr": "综合处",
        "purchase": "供应处",
        "sales": "销售处",
        "finance": "财务处",
        "equip": "机动处",
    },
)
KINDS = ("程序", "控制程序", "管理制度", "管理办法", "管理规定")
CLASHES = (
    {"D4", "C1"},
    {"G2", "C3"},
    {"G2", "G1"},
    {"G2", "G5"},
    {"E2", "F3"},
    {"D2", "H2"},
    {"D2", "E1"},
    {"G5", "G4"},
    {"B6", "B3"},
    {"F4", "B1"},
)


@dataclass
class Enterprise:
    """One generated enterprise: three sets and what was seeded."""

    name: str
    clean: tuple[list[Paper], Words]
    defects: tuple[list[Paper], Words]
    gold: list[dict[str, Any]]
    look_alikes: list[str]
    manner: dict[str, Any]


def make_enterprise(seed: int, bank: Bank = "open", share: float = 0.45, only: Sequence[str] = ()) -> Enterprise:
    """The enterprise of a seed, always the same; ``only`` names the mutations to seed instead of a random choice."""
    dice = random.Random(seed * 7919 + 17)
    words = _words(seed, dice, bank)
    manner = {"tidy": dice.random() < 0.5, "numbering": dice.choice(["auto", "decimal", "chinese"]), "seed": seed}
    chosen = list(only) or choose(dice, share)
    twins = [name for name in LOOK_ALIKES if not {name, *_partners(name)} & set(chosen) and dice.random() < 0.5]
    look_alikes = [name for name in twins if LOOK_ALIKES[name](words.world, words)]
    defective = replace(words, world=deepcopy(words.world))
    seeds = [seed for name in chosen for seed in {**MUTATIONS, **SOLO}[name](defective.world, defective)]
    clean_papers, bad_papers = _laid_out(words, manner), _laid_out(defective, manner)
    gold = _gold(seeds, bad_papers, defective)
    return Enterprise(words.world.name, (clean_papers, words), (bad_papers, defective), gold, look_alikes, manner)


def choose(dice: random.Random, share: float) -> list[str]:
    """Some of the mutations, no two of which touch the same facts."""
    chosen: list[str] = []
    for name in dice.sample(sorted(MUTATIONS), len(MUTATIONS)):
        clash = any(name in pair and (pair - {name}) & set(chosen) for pair in CLASHES)
        if dice.random() < share and not clash:
            chosen.append(name)
    return sorted(chosen)


def _partners(name: str) -> set[str]:
    near = {
        "D1": {"D2"},
        "B1": {"C1", "D4"},
        "D4": {"C1"},
        "C1": {"D4"},
        "B6": {"B3"},
        "B3": {"B6"},
        "D3": {"C1", "D4"},
        "E1": {"D2", "H2"},
        "H1": {"H2"},
        "H2": {"D2"},
        "A3": {"A1"},
        "C2": {"G7"},
        "D2": {"D1"},
    }
    return near.get(name, set()) | {f"{name}b"}


def _gold(seeds: list[Seed], papers: list[Paper], words: Words) -> list[dict[str, Any]]:
    entries = gold_entries(seeds, papers, words, ["defects", "partial"])
    absence = {"B1", "F3", "F5", "G1", "H1", "H2", "B5", "B3"}
    for entry in entries:
        if entry["type"] in absence - {"B1"}:
            entry["in"], entry["neutral_in"] = ["defects"], ["partial"]
    return entries


def _words(seed: int, dice: random.Random, bank: Bank) -> Words:
    industry = dice.choice(read_yaml("industries.yaml")[1:])
    short = dice.choice(industry["firm"])
    names = [a + b for a, b in zip(dice.sample(SURNAMES, len(POSTS)), dice.sample(GIVEN, len(POSTS)), strict=True)]
    numbers = Numbers(
        audit_cadence=dice.choice(["half", "twice"]),
        plan_days=dice.choice([5, 7]),
        report_workdays=dice.choice([8, 10, 15]),
        minutes_workdays=dice.choice([5, 7]),
        cause_workdays=dice.choice([3, 5, 7]),
        evaluate_days=dice.choice([30, 45]),
        measure_workdays=dice.choice([5, 6]),
        quarter_workdays=dice.choice([8, 10]),
        retention=dice.choice([3, 5, 6]),
    )
    departments = dict(dice.choice(NAMING))
    code = "".join(dice.sample("ABCDEFGHJKLMNPQRSTWXYZ", 2))
    profile = Profile(
        f"{dice.choice(PLACES)}{short}有限公司",
        short,
        industry,
        departments,
        names,
        code,
        dice.randrange(120, 900),
        numbers,
        renamed=dice.random() < 0.6,
        combined=dice.random() < 0.5,
        seed=seed,
    )
    world = build_world(profile)
    world.documents = document_register(world, code, dice.choice(KINDS))
    world.extra["disposal"] = "kept"
    return Words(world, merged_bank(bank), seed, dice.randrange(4), dice.choice([True, False, None]))


def _laid_out(words: Words, manner: dict[str, Any]) -> list[Paper]:
    papers = papers_of(words)
    numbering: Numbering = manner["numbering"]
    for paper in papers:
        paper.numbering = numbering if not paper.is_record else "chinese"
        paper.format = _format(paper, manner["seed"])
    if manner["tidy"]:
        tidy(papers)
    else:
        untidy(papers, manner["seed"])
    return papers


def _format(paper: Paper, seed: int) -> Format:
    if paper.format != "docx":
        return paper.format
    roll = random.Random(f"{seed}:{paper.key}").random()
    if roll < 0.07:
        return "pdf"
    if roll < 0.12:
        return "txt"
    return "md" if roll < 0.14 else "docx"


def write_enterprise(one: Enterprise, folder: Path) -> None:
    """Write the three sets and the gold list."""
    write_set(*one.clean, folder / "clean")
    write_set(*one.defects, folder / "defects")
    write_set(*one.defects, folder / "partial", "partial")
    (folder / "gold.json").write_text(json.dumps(one.gold, ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> None:
    """Write some enterprises."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bank", choices=get_args(Bank), default="open")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for seed in range(options.seed, options.seed + options.count):
        one = make_enterprise(seed, options.bank)
        write_enterprise(one, options.out / f"e{seed:03d}")
        print(f"e{seed:03d} {one.name}: {len(one.gold)} gaps, {len(one.look_alikes)} look-alikes")


if __name__ == "__main__":
    main()
