"""A model may word things better; it may not say anything new."""

import json

import pytest

from assistant.adapters.facts_yaml import parse_facts
from assistant.domain.draft import DraftSection
from assistant.domain.errors import ModelError
from assistant.drafting.rewording import Rewording, reworded, says_the_same

FACTS = parse_facts({
    "name": "禾屿机电有限公司",
    "strategy": "由卖设备转向卖服务",
    "goals": [{"name": "订单交付周期", "baseline": "30", "target": "20", "unit": "天", "due": "2027-06-30"}],
})
OLD = "“订单交付周期”在2027年6月30日前由 30 天缩短到 20 天，由计划部部长负责，数据取自 ERP 台账。"
TABLE = "| 要素 | 内容 |\n| --- | --- |\n| 目标值 | 20 天 |"


class Fake:
    """Answers with a fixed paragraph, or with what the function makes of each."""

    name = "fake"

    def __init__(self, change):
        self.change = change
        self.asked = []

    def stream(self, system, user):
        self.asked.append(user)
        yield json.dumps([self.change(text) for text in json.loads(user)["paragraphs"]], ensure_ascii=False)


class Broken:
    name = "broken"

    def stream(self, system, user):
        raise ModelError("模型连不上")
        yield ""


def result(model):
    section = DraftSection(heading="目标", text=f"{OLD}\n\n{TABLE}")
    return reworded((section,), FACTS, Rewording(model, "改得更通顺"))[0].text


def test_an_honest_rewording_is_taken_and_tables_are_not_sent():
    better = "到2027年6月30日，“订单交付周期”由 30 天缩短到 20 天；由计划部部长负责，数据取自 ERP 台账。"
    model = Fake(lambda _: better)
    assert result(model) == f"{better}\n\n{TABLE}"
    assert "要素" not in model.asked[0]


@pytest.mark.parametrize(
    "lie",
    [
        OLD.replace("20 天", "18 天"),
        OLD + "目前已经完成 26 天。",
        OLD.replace("ERP", "MES"),
        OLD.replace("计划部部长", "总经理张力"),
        OLD.replace("“订单交付周期”", "“订单准交率”"),
        OLD + "经与杉川集团对标，水平相当。",
        OLD + "该目标已经达成。",
        OLD + "达到世界一流水平。",
        OLD.replace("2027年6月30日", "2027年3月30日"),
        "好的，改写如下。",
        "",
        TABLE,
    ],
)
def test_a_lying_model_changes_nothing(lie):
    assert result(Fake(lambda _: lie)) == f"{OLD}\n\n{TABLE}"


def test_open_points_must_survive():
    old = "方针的正式语句为【待补充：方针（怎样取得：由最高管理者批准）】，批准后公布并宣贯。"
    assert not says_the_same(old, "方针的正式语句为“数据驱动、精益求精”，批准后公布并且宣贯。", FACTS)
    assert says_the_same(
        old, "批准后公布并宣贯；方针的正式语句为【待补充：方针（怎样取得：由最高管理者批准）】。", FACTS
    )


def test_an_unreadable_reply_or_a_failing_model_leaves_the_draft():
    class Chatty(Fake):
        def stream(self, system, user):
            yield "我不能用 JSON 回答"

    assert result(Chatty(str)) == f"{OLD}\n\n{TABLE}"
    assert result(Broken()) == f"{OLD}\n\n{TABLE}"
