"""In a firm's workspace, who/when/how-often is answered from the firm's own rules before general advice."""

import pytest

from assistant.answering.scope import asks_practice
from assistant.domain.answer import Question
from tests.answering.world import rules

pytestmark = pytest.mark.slow

RULE = """# 培训管理办法

文件编号：LF-QP-08　版本：B/0

## 5 培训效果

5.1 每次培训结束后 15 日内，由综合办完成效果评价，填写《培训效果评价表》（LF-JL-0804）。

5.2 管理评审每半年召开一次，由董事长主持。
"""
RECORD = """# 培训效果评价表

LF-JL-0804

培训主题：条码操作

培训日期：2025年7月22日

评价人：秦安

评价结论：现场抽查 12 人，11 人操作正确。
"""


@pytest.fixture
def firm(opened, tmp_path):
    for name, text in (("培训管理办法.md", RULE), ("培训效果评价表 条码操作.md", RECORD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    opened.ingest([tmp_path / "培训管理办法.md", tmp_path / "培训效果评价表 条码操作.md"], "凌峰", None)
    return opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("培训效果评价要在几天之内做完？", "15 日内"),
        ("咱们公司多久开一次管理评审，谁主持？", "由董事长主持"),
    ],
)
def test_the_first_sentence_is_the_firms_own_rule(firm, question, expected):
    answer = firm.ask(Question(text=question, workspace="凌峰"))
    assert expected in answer.claims[0].text
    assert answer.claims[0].citations[0].document.startswith("培训管理办法")


def test_general_questions_are_not_about_practice():
    assert not asks_practice("为什么要做管理评审", ("reason",), rules().scope)
    assert asks_practice("我们公司为什么要做管理评审", ("reason",), rules().scope)
