"""Which numbers of a text the facts do not know."""

import pytest

from assistant.adapters.facts_yaml import parse_facts
from assistant.drafting.numbers import foreign_numbers

FACTS = parse_facts({
    "name": "甲",
    "headcount": "1,180",
    "goals": [
        {"id": "G1", "name": "周期", "baseline": "9.50", "target": "4", "due": "2027-03-31", "formula": "a÷b×100%"}
    ],
})


@pytest.mark.parametrize(
    "text",
    [
        "周期由 9.5 天缩短到 4 天，2027年3月31日前",
        "员工 1180 人",
        "依据 GB/T 23001-2017 第 6.1 条（待核对）和第 4 章",
        "1. 目的\n2、范围\n| 3 | 职责 |",
        "按 5W1H 写，记录编号 JL-20-01",
        "【待补充：期限，常见做法 3 年】",
        "目标 G1 的期限为 2027-03-31",
        "a÷b×100%",
    ],
)
def test_numbers_of_the_facts_and_of_the_form_are_known(text):
    assert foreign_numbers(text, FACTS) == []


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("保存 3 年", "3"),
        ("提高到 95%", "95"),
        ("2027年4月30日前", "2027年4月30日"),
        ("提高百分之三十", "百分之三十"),
        ("员工 1190 人", "1190"),
        ("提前A95%完成", "95"),
        ("周期 9.51 天", "9.51"),
    ],
)
def test_other_numbers_are_foreign(text, token):
    assert token in [foreign.token for foreign in foreign_numbers(text, FACTS)]
