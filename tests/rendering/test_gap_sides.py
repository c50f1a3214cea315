"""Each side of a finding is headed by what it is: a rule, a record, another paper, the other of two records."""

import pytest

from assistant.domain.finding import Side
from assistant.rendering.gap_report import report_bytes
from assistant.rendering.gap_sides import side_names

from .test_gap_report import OTHER, RULE, finding, report, text_of

AGAIN = Side(file=RULE.file, locator="6.2", quote="每季度开展一次内部审核")
CLASH = finding("A3", 1, title="文件相互矛盾", detector="contradiction/1", record=OTHER)


def test_a_rule_and_a_record_are_called_so():
    names = side_names(finding("B2"))
    assert names[:2] == ("规定", "记录")
    assert names.told == ("规定怎么说", "记录怎么样")
    assert side_names(finding("B1", record=None)).absent == "没有找到相应的记录"


def test_the_second_of_two_papers_is_no_record():
    assert side_names(CLASH).second == "另一份文件"
    assert side_names(CLASH.model_copy(update={"record": AGAIN})).second == "同一文件的另一处"
    assert side_names(finding("D5", detector="two-values/1")).second == "另一份记录"


def test_where_only_a_paper_is_judged_no_record_is_missed():
    vague = finding("A2", detector="not-executable/1", record=None)
    assert "不对照记录" in side_names(vague).absent
    assert "不对照记录" in text_of(report_bytes(report(vague), ".md"), ".md")


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx"])
def test_every_report_heads_the_second_paper_by_what_it_is(suffix: str):
    two_papers = text_of(report_bytes(report(CLASH), suffix), suffix)
    assert "另一份文件" in two_papers
    assert "记录怎么样" not in two_papers
    assert "- 记录：" not in two_papers
    with_record = text_of(report_bytes(report(finding("B2")), suffix), suffix)
    assert "另一份文件" not in with_record
