"""Rules and lists in plain words: what a list of forms, inputs, kinds of training or quarters says, and what not."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.form_versions import withdrawn_in
from assistant.facts.ledger_rows import below_the_rows
from assistant.gaps.training_kinds import listed_kinds
from assistant.workflows.gaps import GapDependencies

from .test_readings import docx, xlsx
from .test_stranger_rules import firm, told
from .test_told_in_the_row import GOALS, VALUES, goals


@pytest.mark.parametrize(
    ("remark", "ended"),
    [
        ("2025.3.3起用，加一栏；2023.06版同日停用", date(2025, 3, 3)),
        ("2025.3.3起用；2023.06版用到2025.6.30", date(2025, 7, 1)),
        ("2025.3.3起用；2023.06版还在用", None),
    ],
)
def test_a_version_stopped_the_same_day_ends_when_the_new_one_begins(remark: str, ended: date | None):
    assert dict(withdrawn_in(remark)).get("2023.06") == ended


@pytest.mark.parametrize(("quarters", "found"), [("一二三四", 0), ("一四", 1), ("一二", 0)])
def test_a_quarter_left_out_between_two_is_told(quarters: str, found: int, tmp_path: Path, deps: GapDependencies):
    kept = [r for r in VALUES["打样"][2:] if str(r[0])[0] in quarters]
    folder = goals(tmp_path, [""] * 9, {**VALUES, "打样": [*VALUES["打样"][:2], *kept]})
    assert len(told(folder, deps, "F3")) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("每半年（6月、12月）信息组把账号清一遍，各部门签认。", 1),
        ("每半年（6月、12月）信息组把ERP系统的账号清一遍。", 0),
        ("每季度信息组把账号清一遍。", 0),
    ],
)
def test_accounts_without_a_system_are_all_accounts(rule: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm(tmp_path, "各系统账号由信息组每季度清理一遍。")
    docx(folder / "账号规定.docx", ["账号密码规定", "文件编号：DS-P08 A/0", rule])
    assert len(told(folder, deps, "A3")) == found


@pytest.mark.parametrize(("chair", "found"), [("李红", 0), ("王敏", 1), ("王敏（李红委托）", 0)])
def test_a_meeting_chaired_by_another_department_is_told(chair: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm(tmp_path, "试用完15天内，生产部主持会审，看流程和岗位配不配，填《匹配会审记录》。")
    docx(
        folder / "匹配会审.docx",
        ["匹配会审记录", "时间：2025年8月1日", f"主持：{chair}　到会：陈光、赵亮", "结论：过。"],
    )
    assert len(told(folder, deps, "C1")) == found


ITEMS = ("上次定的事办得怎样", "方针和目标", "内审和外部检查", "人、钱、设备够不够用", "客户意见和各科想改的事")


@pytest.mark.parametrize(("given", "found"), [(5, 0), (4, 1)])
def test_inputs_listed_behind_a_colon_are_looked_for(given: int, found: int, tmp_path: Path, deps: GapDependencies):
    numbered = "；".join(f"{n}、{i}" for n, i in zip("一二三四五", ITEMS, strict=True))
    folder = firm(tmp_path, f"管理评审的管评材料要有：{numbered}。")
    said = ("去年定的三件都办完了", "没到95", "3月审了三个部门", "钱花了三成", "客户要小单")
    pack = [
        f"{n}、{i.removesuffix('够不够用').removesuffix('办得怎样')}：{s}。"
        for n, i, s in zip("一二三四五", ITEMS, said, strict=True)
    ]
    docx(folder / "管评材料.docx", ["管评材料", *pack[:given], "综合部汇总 2025年7月14日"])
    docx(
        folder / "管评纪要.docx", ["管理评审纪要", "2025年7月17日，周平主持，各部门负责人到会，方针不用动，体系够用。"]
    )
    assert len(told(folder, deps, "G6")) == found


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("宣贯、标准解读、文件编写、内审员这四样，每年每样至少办一回。", "内审员"),
        ("宣贯、标准解读、文件编写、内审员培训每年各办一次。", "内审员"),
        ("床品、毛巾、浴衣这三样每年盘一次。", None),
    ],
)
def test_kinds_summed_up_by_how_many_are_kinds(text: str, last: str | None):
    assert next(iter(listed_kinds(text)[-1:]), None) == last


@pytest.mark.parametrize(
    ("cells", "below"),
    [
        (["人事科班玉 1.14", "", "批：佟永和 2025.1.16", ""], True),
        (["宣贯", "2月", "", "", ""], False),
        (["返工率", "", "", ""], False),
    ],
)
def test_names_and_days_alone_stand_below_a_table(cells: list[str], below: bool):
    assert below_the_rows(cells) == below


@pytest.mark.parametrize(("value", "found"), [(96, 0), (91, 1)])
def test_a_rate_against_its_parts_is_told_with_its_goal(
    value: float, found: int, tmp_path: Path, deps: GapDependencies
):
    rows = [[f"{n}月", 960 + n, 1000, (960 + n) / 10, "≥95", "赵亮"] for n in range(1, 13)]
    rows[4][3] = value if found else 96.5
    head = [["订单准时率"], ["月份", "按期单", "应交", GOALS[2][0], "目标", "报数人"]]
    found_in = told(goals(tmp_path, [""] * 9, {**VALUES, "准时": [*head, *rows]}), deps, "F4")
    assert [o[:5] for o in found_in] == ["订单准时率"] * found


@pytest.mark.parametrize(
    ("score", "needs", "found"),
    [(66, "供销科：登记怎么对", 1), (66, "各车间：体系文件执行再讲一遍", 0), (82, "供销科：登记怎么对", 0)],
)
def test_a_low_mark_is_followed_by_the_needs_of_the_next_year(
    score: int, needs: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "培训平均分不到70分的内容，综合部要列进《来年培训需求》。")
    head = ["内容", "培训日期", "平均分", "评语", "评的人", "评价日期"]
    rows = [["宣贯", "2025-02-13", 84, "都能说出方针", "周平", "2025-02-25"]]
    rows.append(["体系文件执行", "2025-04-24", score, "分不清填哪张", "周平", "2025-05-07"])
    xlsx(folder / "培训评价2025.xlsx", {"评价": [["培训评价"], head, *rows]})
    docx(folder / "来年培训需求.docx", ["来年培训需求", "综合部汇总 2025年12月11日", needs])
    assert len(told(folder, deps, "B5")) == found
