"""Generated enterprises: the same by seed, clean years that keep their own rules, gold that stands in the files."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml

from evals.gaps.enterprise_set import papers_of
from evals.gaps.file_text import bare, file_text
from evals.gaps.generator import make_enterprise, write_enterprise
from evals.gaps.look_alikes import LOOK_ALIKES
from evals.gaps.mutations import MUTATIONS
from evals.gaps.probe import area, probe
from evals.gaps.view_monitoring import missed
from evals.gaps.words import merged_bank, read_yaml
from evals.gaps.world import add_workdays, is_workday, next_month
from evals.gaps.write_files import paper_bytes, write_paper

SEEDS = range(60, 72)


@pytest.fixture(scope="module")
def made():
    return [make_enterprise(seed) for seed in SEEDS]


def test_the_same_seed_gives_the_same_bytes():
    one, two = make_enterprise(9), make_enterprise(9)
    assert [p.path for p in one.defects[0]] == [p.path for p in two.defects[0]]
    for left, right in zip(one.defects[0], two.defects[0], strict=True):
        if left.format in {"docx", "txt", "md"}:
            assert paper_bytes(left) == paper_bytes(right)


def test_a_clean_year_keeps_its_own_limits(made):
    for one in made:
        world = one.clean[1].world
        numbers = world.numbers
        for audit in world.audits:
            assert audit.start - audit.planned >= timedelta(days=numbers.plan_days)
            assert audit.end < audit.reported <= add_workdays(audit.end, numbers.report_workdays)
            home = {world.person(p): p.split(".")[0] for p in world.people if p.endswith("staff")}
            assert all(home[c.auditor] != c.department for c in audit.checks)
            assert len(audit.checks) == 10
        for f in world.findings:
            assert f.analysed
            assert f.analysed <= add_workdays(f.issued, numbers.cause_workdays)
            assert f.issued < f.done <= f.issued + timedelta(days=numbers.close_days)
            assert f.done < f.verified
            assert f.verifier != f.implementer
        for training in world.trainings:
            assert training.evaluated
            assert training.evaluated <= training.held + timedelta(days=numbers.evaluate_days)
        for month, one_round in enumerate(world.rounds["measure"], 1):
            limit = add_workdays(next_month(world.year, month) - timedelta(days=1), numbers.measure_workdays)
            assert one_round.held <= limit
        for quarter, one_round in enumerate(world.rounds["report"], 1):
            limit = add_workdays(next_month(world.year, 3 * quarter) - timedelta(days=1), numbers.quarter_workdays)
            assert one_round.held <= limit
        assert world.project.accepted <= world.project.live
        assert world.rounds["assess"][0].held < world.reviews[0].held


def test_clean_events_are_on_working_days(made):
    for one in made:
        world = one.clean[1].world
        days = [a.start for a in world.audits] + [t.held for t in world.trainings] + [r.held for r in world.reviews]
        days += [r.held for rounds in world.rounds.values() for r in rounds]
        assert all(is_workday(day) for day in days)


def test_goals_are_missed_in_july_and_august_of_the_first_goal_only():
    for industry in read_yaml("industries.yaml"):
        for n, g in enumerate(industry["goals"]):
            goal = type("G", (), {"target": g["target"], "direction": g["direction"]})
            low = [m for m, v in enumerate(g["values"], 1) if missed(goal, v)]  # type: ignore[arg-type]
            assert low == ([7, 8] if n == 0 or g["name"] == "非标设计周期" else []) or (n and not low), g["name"]


def test_every_gap_type_is_seeded_somewhere_with_a_look_alike_elsewhere():
    assert len(MUTATIONS) >= 37
    assert set(LOOK_ALIKES) <= set(MUTATIONS)
    assert len(LOOK_ALIKES) >= 20


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_mutation_changes_a_file_and_its_gold_stands_in_the_files(name: str, tmp_path: Path):
    one = next(e for s in range(3, 9) if (e := make_enterprise(s, only=[name])).gold)
    before = {p.key: (p.blocks, p.sheets, p.header, p.facts) for p in one.clean[0]}
    after = {p.key: (p.blocks, p.sheets, p.header, p.facts) for p in one.defects[0]}
    assert before != after
    by_path = {p.path: p for p in one.defects[0]}
    for entry in one.gold:
        for side in (entry["document"], entry["record"]):
            if side and side["quote_contains"] and entry["type"] != "A1":
                text = bare(file_text(write_paper(by_path[side["file"]], tmp_path)) or "")
                assert any(bare(quote) in text for quote in side["quote_contains"]), entry


def test_look_alikes_do_not_touch_the_facts_of_the_seeded_types(made):
    for one in made:
        assert not {g["type"] for g in one.gold} & set(one.look_alikes) - {"A4"}


@pytest.mark.slow
def test_partial_sets_say_so(tmp_path: Path):
    write_enterprise(make_enterprise(5), tmp_path)
    stated = yaml.safe_load((tmp_path / "partial" / "enterprise.yaml").read_text(encoding="utf-8"))
    assert set(stated["coverage"].values()) == {"partial"}
    assert {p.name for p in (tmp_path / "partial").rglob("*")} == {p.name for p in (tmp_path / "defects").rglob("*")}


def test_sealed_wording_has_every_rule_and_shares_no_sentence_with_the_open_one():
    open_bank, sealed = merged_bank()["rules"], merged_bank("sealed")["rules"]
    assert set(open_bank) == set(sealed)
    for key, entry in sealed.items():
        assert not set(entry["say"]) & set(open_bank[key]["say"]), key
        assert not set(entry["content"]) & set(open_bank[key]["content"]), key


def test_styles_differ_between_enterprises(made):
    assert {one.manner["tidy"] for one in made} == {True, False}
    assert len({one.manner["numbering"] for one in made}) == 3
    assert len({one.clean[1].world.departments["digital"] for one in made}) >= 3
    assert len({p.format for one in made for p in one.clean[0]}) >= 5


def test_papers_of_a_set_have_different_paths(made):
    for one in made:
        paths = [p.path for p in one.clean[0]]
        assert len(paths) == len(set(paths)) == len(papers_of(one.clean[1]))


def test_area_is_one_for_perfect_and_half_for_blind_scores():
    labels = np.array([0, 0, 1, 1])
    assert area(np.array([0.1, 0.2, 0.8, 0.9]), labels) == 1.0
    assert area(np.zeros(4), labels) == 0.5


@pytest.mark.slow
def test_file_properties_do_not_give_a_defect_away():
    value, count = probe([make_enterprise(s) for s in range(5000, 5020)], with_size=False)
    assert count > 100
    assert 0.4 < value < 0.6
