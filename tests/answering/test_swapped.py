"""What a question takes for granted about who, how many and when: put right when false, left alone when true."""

import pytest

from assistant.domain.answer import Answer, Question
from assistant.workflows.answer import answer

from .world import deps

WRONG = "题目里的说法与原文不符"


def ask(text: str) -> Answer:
    return answer(Question(text=text, workspace="w"), deps())


@pytest.mark.parametrize(
    ("false", "true"),
    [
        ("管理评审由管理者代表主持，对吧？", "管理评审由最高管理者主持，对吧？"),
        ("决议的落实情况只要向各部门报告，对吧？", "决议的落实情况要向最高管理者报告，对吧？"),
        ("文件批准当天就能实施，对吧？", "文件批准之后留出过渡期再实施，对吧？"),
        ("内审员固定两三个人就行，对吧？", "内审员由各部门轮流担任，对吧？"),
        ("方针可以由办公室代为起草，领导签个字就行，对吧？", "方针必须由领导亲自参与制定，对吧？"),
        ("自评估是为了了解管理现状、找到能力差距，对吧？", "调研是为了了解管理现状、找到能力差距，对吧？"),
        ("调研是评价融合水平、跟行业标杆比的，对吧？", "自评估是评价融合水平、跟行业标杆比的，对吧？"),
        ("员工培训有五种，应组织的五类培训是哪些？", "员工培训有四种，应组织的四类培训是哪些？"),
        ("体系里该组织以下培训一共三种，还差哪几种？", "体系里该组织以下培训一共四种，是哪几种？"),
    ],
)
def test_a_false_premise_is_put_right_and_a_true_one_is_not(false: str, true: str) -> None:
    assert ask(false).text.startswith(WRONG)
    assert WRONG not in ask(true).text


def test_a_corrected_premise_is_cited() -> None:
    given = ask("决议的落实情况只要向各部门报告，对吧？")
    assert given.status != "refused"
    assert given.claims[0].citations
