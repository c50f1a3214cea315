"""The parts of a report are told by labels of many kinds, and a register holds a report a row."""

from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.checks.paper import paper_of
from assistant.checks.report_roles import parts, reports_in, role_of


def report(text):
    loaded = FileLoader().read(Source("示例.md", text.encode(), Limits(), None, None))
    return paper_of(loaded, "corrective_action")


def test_labels_of_many_hands_begin_the_same_parts():
    causes = ("D4 根本原因", "丙　成因", "■ 挖根", "## 为什么会这样？", "Root cause 根因")
    actions = ("D5、D6 永久对策及实施", "咋改", "四、整改动作", "Corrective action")
    verifications = ("D6 实施与确认", "复核", "管不管用？", "效果验证人")
    assert [{role_of(text) for text in texts} for texts in (causes, actions, verifications)] == [
        {"cause"},
        {"action"},
        {"verification"},
    ]


def test_titles_and_marginal_labels_begin_no_part():
    texts = ("不符合与纠正措施", "纠正措施处理单", "整改单二", "责任部门", "开单日期")
    assert [role_of(text) for text in texts] == [None] * 5


def test_a_letter_is_read_sentence_by_sentence():
    told = parts(
        report(
            "抽查评审单 36 份，8 份超时，与规定不符。当日就把 8 份告知客户。\n\n"
            "经分析，问题出在纸面传递，规定没有定时限。\n\n"
            "为此我们做了两件事：一是启用流程；二是修订规定。\n\n5 月 6 日，体系办强项荣抽查 52 份，均在 24 小时内。"
        )
    )
    assert [role for role, _ in told] == ["facts", "containment", "cause", "action", "action", "verification"]


def test_a_register_holds_a_report_a_row_and_a_list_of_measures_none():
    head = "| 编号 | 不符合事实 | 原因 | 纠正措施 | 验证 |\n| --- | --- | --- | --- | --- |\n"
    rows = "| 1 | 漏填 | 没有提醒 | 加提醒 | 抽 20 份 |\n| 2 | 缺签 | 没有校验 | 加校验 | 抽 30 份 |\n"
    assert len(reports_in(report(head + rows))) == 2
    measures = "| 号 | 措施 | 责任人 | 完成 |\n| --- | --- | --- | --- |\n"
    measures += "| 1 | 加提醒 | 信息部 | 5月 |\n| 2 | 加校验 | 信息部 | 6月 |\n"
    assert len(reports_in(report(measures))) == 1
