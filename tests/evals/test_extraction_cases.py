from evals.gaps.extraction import duties, load, score


def test_a_third_of_at_least_150_cases_is_sealed():
    cases = load()
    assert len(cases) >= 150
    assert abs(sum(c["split"] == "sealed" for c in cases) / len(cases) - 1 / 3) < 0.01


def test_extraction_stays_above_its_floors_on_the_sealed_part():
    cases = [c for c in load() if c["split"] == "sealed"]
    counts = score(cases, duties(load()))
    floors = {"cadence": 0.95, "actors": 0.90, "forms": 0.90, "deadline": 0.85}
    assert {slot: counts[slot].f1 for slot in floors if (counts[slot].f1 or 0) < floors[slot]} == {}
