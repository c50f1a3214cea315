"""Records kept without tables: dated lines, repeated blocks, lines parted into columns."""

from datetime import date

import pytest

from assistant.adapters.file_loader import FileLoader
from assistant.facts.ledger_rows import cell_field
from assistant.facts.papers import read_paper
from assistant.facts.posts import posts_of
from assistant.facts.records import records_of
from assistant.facts.registers import departments_of, registered
from assistant.gaps.ledger import expected_of
from assistant.text.cadence import parse_cadence
from assistant.text.dates import bare_day


def read(folder, name, text):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_paper(name, FileLoader().load(file))


def rows(paper):
    return [dict(zip(x.heads, x.cells, strict=True)) for x in paper.lines if x.heads]


def test_lines_that_begin_with_a_day_are_rows_and_a_note_behind_them_is_none(tmp_path):
    paper = read(
        tmp_path,
        "空压机巡查记录2025.txt",
        "空压机巡查记录 2025年\n巡查人：周敏\n\n3月4日　压力、油位：正常\n4月8日　压力、油位：皮带松，已紧\n"
        "5月6日　压力、油位：正常\n6月停机检修，没有巡查。\n",
    )
    assert [r["日期"] for r in rows(paper)] == ["3月4日", "4月8日", "5月6日"]
    days = [r.event_on for r in records_of(paper, (), None) if r.row]
    assert days == [date(2025, 3, 4), date(2025, 4, 8), date(2025, 5, 6)]


@pytest.mark.parametrize(
    "mark", ["3/4", "03-04", "03.04", "【3月4日】", "2025.3.4", "1. 2025-03-04", "- 3月4日（周二）"]
)
def test_days_are_written_in_many_ways_at_the_beginning_of_a_line(tmp_path, mark):
    paper = read(tmp_path, "值班日志2025.txt", f"值班日志 2025年\n{mark} 换滤芯\n{mark.replace('4', '6')} 加油\n")
    assert [r["内容"] for r in rows(paper)] == ["换滤芯", "加油"]
    assert [r.event_on for r in records_of(paper, (), None) if r.row] == [date(2025, 3, 4), date(2025, 3, 6)]


def test_blocks_that_repeat_their_labels_are_rows_and_each_value_quotes_its_own_line(tmp_path):
    paper = read(
        tmp_path,
        "改进单汇总.md",
        "# 改进单汇总\n\n## GJ-01\n- 责任部门：铸造车间\n- 问题：炉温没有记\n- 原因（2025-03-08）：表上没有这一栏\n"
        "- 复查人：\n- 关单：周敏 2025-03-20\n\n## GJ-02\n- 责任部门：仓库\n- 问题：退货没有登记\n"
        "- 原因（2025-04-02）：没有专人\n- 复查人：吴坚\n- 关单：周敏 2025-04-15\n",
    )
    first = rows(paper)[0]
    assert (first["编号"], first["责任部门"], first["复查人"], first["原因日期"]) == (
        "GJ-01",
        "铸造车间",
        "",
        "2025-03-08",
    )
    line = next(x for x in paper.lines if x.heads)
    closed = cell_field(line, line.heads.index("关单"), paper.file, 2025)
    assert (closed.on, closed.source.quote) == (date(2025, 3, 20), "关单：周敏 2025-03-20")


def test_blocks_under_a_day_take_it_as_their_day(tmp_path):
    paper = read(
        tmp_path,
        "周会.txt",
        "周会记录 2025年\n\n1月9日\n主持：周敏\n定的事：料架移位，吴坚，1月20日前\n\n"
        "1月16日\n主持：周敏\n定的事：看板更换，郑英，1月31日前\n",
    )
    assert [(r["日期"], r["主持"]) for r in rows(paper)] == [("1月9日", "周敏"), ("1月16日", "周敏")]


def test_lines_parted_alike_under_a_line_of_headings_are_a_table(tmp_path):
    paper = read(
        tmp_path,
        "培训登记2025.txt",
        "培训登记2025\n日期｜内容｜人数｜登记人\n2025-03-12｜焊机操作｜12｜周敏\n2025-04-16｜扫码入库｜9｜周敏\n",
    )
    assert [(r["内容"], r["人数"]) for r in rows(paper)] == [("焊机操作", "12"), ("扫码入库", "9")]


def test_a_form_filled_once_stays_a_form(tmp_path):
    paper = read(
        tmp_path, "验收单.txt", "设备验收单\n设备：空压机\n日期：2025-03-04\n结论：合格\n批准：周敏 2025-03-05\n"
    )
    assert rows(paper) == []


def test_a_document_released_and_in_force_prescribes_whatever_it_is_called(tmp_path):
    paper = read(
        tmp_path,
        "K-03 资料怎么保管.md",
        "# 资料怎么保管\n\n编号：K-03　第2版　发布：2025-01-06　执行：2025-01-20　批准：总经理 郑英\n\n"
        "- 资料室每季度清点一次。\n",
    )
    assert (paper.kind, paper.title, paper.effective_on) == ("procedure", "资料怎么保管", date(2025, 1, 20))


def test_several_people_with_their_posts_in_one_cell_are_told_apart(tmp_path):
    paper = read(
        tmp_path,
        "部门和人员.md",
        "# 部门和人员\n\n| 部门 | 别的叫法 | 岗位和姓名 |\n|---|---|---|\n"
        "| 技术部 | 设计室 | 经理 周敏、文员、资料员 吴坚 |\n"
        "| 生产部 | 2024年前叫车间 | 经理 郑英、调度 何平 |\n",
    )
    assert [(d.name, d.aliases) for d in departments_of([paper])] == [("技术部", ("设计室",)), ("生产部", ("车间",))]
    assert [(p.person, p.post) for p in posts_of([paper])] == [
        ("周敏", "经理"),
        ("吴坚", "文员、资料员"),
        ("郑英", "经理"),
        ("何平", "调度"),
    ]


def test_a_list_titled_by_documents_alone_lists_documents(tmp_path):
    paper = read(
        tmp_path,
        "制度目录.md",
        "# 制度目录\n\n| 编号 | 名称 | 版次 | 发布 | 执行 |\n|---|---|---|---|---|\n"
        "| K-01 | 工作总纲 | 第1版 | 2024-06-03 | 2024-06-17 |\n"
        "| K-03 | 资料怎么保管 | 第2版 | 2025-01-06 | 2025-01-20 |\n",
    )
    documents, forms = registered([paper])
    assert ([d.code for d in documents], forms) == (["K-01", "K-03"], [])


@pytest.mark.parametrize(
    ("text", "cell", "months"),
    [
        ("3、6、9、12月各一次", True, (3, 6, 9, 12)),
        ("5月、11月各一次", True, (5, 11)),
        ("仓库3月和9月各盘点一次", False, (3, 9)),
        ("4月、10月", True, (4, 10)),
        ("3月、9月的价格不同", False, ()),
    ],
)
def test_months_named_one_by_one_are_due_one_by_one(text, cell, months):
    cadence = parse_cadence(text, cell=cell)
    assert (cadence.months if cadence else ()) == months
    if cadence and months:
        window = (date(2025, 1, 1), date(2025, 12, 31))
        assert [e.first.month for e in expected_of(cadence, window, lambda _: True)] == list(months)


def test_a_month_alone_in_a_frequency_column_means_once_a_year():
    cadence = parse_cadence("10月", cell=True)
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.period, cadence.anchor.month) == ("year", 10)


@pytest.mark.parametrize(
    ("text", "day"), [("张三 3/12", date(2025, 3, 12)), ("03.12", date(2025, 3, 12)), ("97.12%", None)]
)
def test_a_bare_day_is_read_where_a_day_is_asked_for(text, day):
    assert bare_day(text, 2025) == day
