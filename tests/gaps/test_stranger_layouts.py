"""Layouts of firms nobody has met: ledgers of one goal, lists and notes that end a version, forms with blanks."""

from datetime import date
from pathlib import Path

import pytest

from assistant.domain.facts import Facts, FormEntry
from assistant.facts.label_pairs import pairs

from .test_readings import Part, docx, facts, xlsx

MONTHS = [["月份", "分子", "分母", "实测", "核对人"], ["1月", 95, 100, 95.0, "王敏"], ["2月", 96, 100, 96.0, "王敏"]]
GOALS = [
    ["编号", "指标", "公式", "单位", "基线", "目标值", "测量频次", "数据来源"],
    ["G1", "订单准时率", "准时÷应交×100", "%", "90（2024年）", "≥95", "每月", "ERP"],
    ["G2", "一次合格率", "合格÷检验×100", "%", "92（2024年）", "≥97", "每月", "检验系统"],
]


def measured(folder: Path) -> set[tuple[str, str]]:
    return {(m.goal, m.target) for m in facts(folder).measurements}


@pytest.mark.parametrize(
    "above",
    [
        [["订单准时率（G1）"], ["目标", "≥95", "单位", "%", "责任部门", "生产部", "HY-R-20 A/0"]],
        [["订单准时率2025年监测台账"], ["目标值", "≥95"]],
        [["G1 监测表"], ["目标值", "≥95", "单位", "%"]],
        [["指标名称", "订单准时率", "目标值", "≥95"]],
        [["监测记录"], ["目标：订单准时率　目标值：≥95"]],
    ],
)
def test_a_ledger_of_one_goal_tells_its_goal_however_it_is_headed(above: list[list[object]], tmp_path: Path):
    xlsx(tmp_path / "目标一览.xlsx", {"2025": [["2025年目标一览"], *GOALS]})
    xlsx(tmp_path / "监测台账2025.xlsx", {"Sheet1": [*above, *MONTHS]})
    assert {g for g, _ in measured(tmp_path)} == {"订单准时率"}


def test_a_sheet_a_goal_is_named_by_its_tab(tmp_path: Path):
    xlsx(tmp_path / "目标一览.xlsx", {"2025": [["2025年目标一览"], *GOALS]})
    sheets = {name: [["目标", "≥95", "单位", "%"], *MONTHS] for name in ("订单准时率", "一次合格率")}
    xlsx(tmp_path / "监测台账2025.xlsx", sheets)
    assert measured(tmp_path) == {("订单准时率", "≥95"), ("一次合格率", "≥95")}


def test_headings_of_a_text_name_the_goals_of_the_tables_below_them(tmp_path: Path):
    docx(tmp_path / "2025年监测记录.docx", ["监测记录", "交货及时率", MONTHS_TEXT, "设备联网率", MONTHS_TEXT])
    assert {g for g, _ in measured(tmp_path)} == {"交货及时率", "设备联网率"}


MONTHS_TEXT: Part = [[str(c) for c in row] for row in MONTHS]


def form(found: Facts, code: str) -> FormEntry:
    return next(f for f in found.forms if f.code == code)


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["表单编号", "名称", "版次", "启用", "停用"],
            ["HY-R-08", "效果评价表", "A/1", "2025-03-24", "现行"],
            ["HY-R-08", "效果评价表（旧）", "A/0", "2024-01-15", "2025-03-24"],
        ],
        [
            ["表单编号", "名称", "版次", "启用日期", "作废日期"],
            ["HY-R-08", "效果评价表", "A/0", "2024.1.15", "2025.3.24"],
            ["HY-R-08", "效果评价表", "A/1", "2025-03-24", ""],
        ],
        [
            ["表单编号", "名称", "版次", "启用", "状态"],
            ["HY-R-08", "效果评价表", "A/1", "2025-03-24", "有效"],
            ["HY-R-08", "效果评价表", "A/0", "2024-01-15", "2025年3月24日作废"],
        ],
        [
            ["表单编号", "名称", "版次", "启用"],
            ["HY-R-08", "效果评价表", "A/1", "2025-03-24"],
            ["HY-R-08", "效果评价表（旧版）", "A/0", "2024-01-15"],
        ],
        [
            ["表单编号", "名称", "版次", "启用"],
            ["HY-R-08", "效果评价表", "A/1", "2025-03-24"],
            ["HY-R-08", "效果评价表", "A/0", "2024-01-15"],
        ],
    ],
)
def test_a_list_that_keeps_old_versions_tells_the_one_in_force(rows: list[list[object]], tmp_path: Path):
    xlsx(tmp_path / "表单清单.xlsx", {"表单": [["表单清单"], *rows]})
    entry = form(facts(tmp_path), "HY-R-08")
    assert (entry.name, entry.version, dict(entry.withdrawn)) == ("效果评价表", "A/1", {"A/0": date(2025, 3, 24)})


@pytest.mark.parametrize(
    "note",
    [
        "修订说明：A/0版规定期限为20个工作日，2025年3月24日起改为15个工作日；3月24日以前举办的培训仍按20个工作日。"
        "HY-R-08同日由A/0改为A/1，A/0版同时停用。",
        "《效果评价表》（HY-R-08）自2025年3月24日起由A/0升为A/1，A/0版作废。",
        "2025年3月24日起启用HY-R-08 A/1版，A/0版同日废止。",
        "本版增加访谈方式，2025年3月10日前的培训不适用。随本版实施，HY-R-08由A/0换为A/1，A/0版同时停用。",
        "HY-R-08从A/0改用A/1，自2025年3月24日起A/0版不再使用。",
    ],
)
def test_a_note_of_revision_ends_a_version_on_the_day_of_the_form(note: str, tmp_path: Path):
    docx(
        tmp_path / "培训程序.docx",
        ["培训程序（HY-LH-P02 A/1）", "发布：2025-03-10   实施：2025-03-24", "培训由人力资源部组织，每年一次。", note],
    )
    entry = form(facts(tmp_path), "HY-R-08")
    assert (entry.version, dict(entry.withdrawn)) == ("A/1", {"A/0": date(2025, 3, 24)})


def test_a_value_that_ends_like_a_label_is_still_the_value():
    assert pairs(["更改", "按2024年评审意见整套换版", "", ""]) == [("更改", "按2024年评审意见整套换版")]
    assert pairs(["验证情况", "", "", ""]) == [("验证情况", "")]


RULES = [
    "会议由总经理主持，每半年一次。",
    "会后5个工作日内发纪要，措施须写明责任人。",
    "到期后3个工作日内核实，不得拖延。",
]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("管理评审怎么做", "HY-LH-P04"),
        ("系统上线与变更流程", "HY-LH-P07"),
        ("关于两化例会的通知", "流信〔2025〕1号"),
        ("账号开通停用说明", "HY-W-02"),
        ("内审工作要点", "HY-W-03"),
    ],
)
def test_what_the_list_of_documents_holds_is_a_document_whatever_it_is_called(title: str, code: str, tmp_path: Path):
    row = [code, title, "B/0", "2025-01-06", "2025-01-20"]
    xlsx(tmp_path / "清单.xlsx", {"文件": [["受控文件清单"], ["编号", "名称", "版次", "发布", "实施"], row, row]})
    docx(tmp_path / f"{title}.docx", [title, code, *RULES])
    found = facts(tmp_path)
    assert {p.title for p in found.normative} == {title}
    assert any(d.cadence and d.cadence.period == "half_year" for d in found.prescriptions)


def test_a_record_about_a_document_stays_a_record(tmp_path: Path):
    row = ["HY-LH-P07", "系统上线与变更流程", "B/0", "2025-01-06", "2025-01-20"]
    xlsx(tmp_path / "清单.xlsx", {"文件": [["受控文件清单"], ["编号", "名称", "版次", "发布", "实施"], row, row]})
    docx(tmp_path / "签到.docx", ["系统上线与变更流程培训签到表", "文件 HY-LH-P07", *RULES])
    assert facts(tmp_path).normative == ()


@pytest.mark.parametrize(
    "heads",
    [
        ["做什么 What", "谁 Who", "何时 When", "给谁、在哪 Whom/Where", "怎么做 How", "留什么"],
        ["做什么", "谁做", "什么时候", "在哪", "怎么做", "留什么"],
        ["干什么", "由谁", "何时", "给谁", "怎样做", "填什么表"],
        ["事项（What）", "谁（Who）", "何时（When）", "对谁（Whom）", "如何（How）", "留什么"],
        ["活动 Activity", "责任 Responsibility", "时间 Timing", "对象 Object", "要求 Requirement", "记录 Record"],
    ],
)
def test_a_table_of_duties_headed_by_questions_is_read(heads: list[str], tmp_path: Path):
    rows = [
        [
            "效果评价",
            "人力资源部",
            "培训结束后15个工作日内",
            "参训人员",
            "笔试或访谈，写明结论",
            "HY-R-08 培训效果评价表",
        ],
        ["年度计划", "人力资源部编制，管代批准", "每年1月31日前", "各部门", "汇总需求", "HY-R-05 年度培训计划"],
    ]
    docx(tmp_path / "培训程序.docx", ["培训程序（HY-P02 A/1）", "发布：2025-03-10   实施：2025-03-24", [heads, *rows]])
    duties = [d for d in facts(tmp_path).prescriptions if d.source.rule == "table-row/1"]
    assert [(d.actors, [f.name for f in d.forms]) for d in duties] == [
        (("人力资源部",), ["培训效果评价表"]),
        (("人力资源部",), ["年度培训计划"]),
    ]
    assert duties[0].deadlines[0].amount == 15
    assert duties[1].cadence


@pytest.mark.parametrize(
    "masthead",
    [
        ["费用预算表", "", "QR-04-01", "A/0"],
        ["QR-04-01", "费用预算表", "A/0"],
        ["费用预算表", "表单编号：QR-04-01", "版次：A/0"],
        ["费用预算表", "编号", "QR-04-01", "版本", "A/0"],
    ],
)
def test_a_row_of_name_code_and_version_is_the_masthead_and_those_who_signed_are_no_rows(
    masthead: list[object], tmp_path: Path
):
    rows: list[list[object]] = [
        masthead,
        ["项目", "预算（万元）", "上半年执行", "说明"],
        ["排产软件", 80, 35, "按合同"],
        ["数据采集", 20, 9, ""],
        ["培训", 6, 2, ""],
        ["编制", "周平", "2025-02-18"],
        ["批准", "何建国（总经理）", "2025-02-20"],
    ]
    xlsx(tmp_path / "预算2025.xlsx", {"2025": rows})
    found = facts(tmp_path)
    head = next(r for r in found.records if not r.row)
    assert (head.title, head.form.version) == ("费用预算表", "A/0")
    assert [r.subject for r in found.records if r.row] == ["排产软件", "数据采集", "培训"]
    assert [(s.role, s.person, str(s.on)) for s in head.signatures] == [
        ("编制", "周平", "2025-02-18"),
        ("批准", "何建国", "2025-02-20"),
    ]


def test_forms_listed_without_days_are_no_mastheads(tmp_path: Path):
    rows: list[list[object]] = [["编号", "名称", "版次"]] + [
        [f"QR-0{i}", n, "A/0"] for i, n in enumerate(("培训记录表", "检查表", "评审报告", "备份台账"), 1)
    ]
    xlsx(tmp_path / "表单清单.xlsx", {"清单": rows})
    assert {f.code for f in facts(tmp_path).forms} == {"QR-01", "QR-02", "QR-03", "QR-04"}


@pytest.mark.parametrize("days", [("2025年2月13日", "2025年3月18日"), ("一、2025-02-13", "二、2025-03-18（周二）")])
def test_meetings_written_one_under_another_below_their_days_are_records_of_their_own(
    days: tuple[str, str], tmp_path: Path
):
    parts: list[Part] = ["调度会纪要", "编号：QR-11 A/0"]
    for day in days:
        parts += [day, "主持：周平；记录：李红；发布：2025-03-30。", "李红：接口已联通，下周试跑。"]
    docx(tmp_path / "一季度调度会纪要.docx", parts)
    assert [str(r.event_on) for r in facts(tmp_path).records] == ["2025-02-13", "2025-03-18"]


def test_a_letter_with_two_dates_at_its_end_is_one_record(tmp_path: Path):
    docx(
        tmp_path / "通知.docx", ["会议通知", "请各部门参加评审。", "综合部", "2025年2月13日", "生产部", "2025年2月14日"]
    )
    assert len([r for r in facts(tmp_path).records if not r.row]) == 1


def test_quarters_with_their_year_go_down_a_ledger_of_one_goal(tmp_path: Path):
    xlsx(tmp_path / "目标一览.xlsx", {"2025": [["2025年目标一览"], *GOALS]})
    quarters = [[f"2025年第{i}季度", 95, 100, 95.0, "≥95", "达标", "王敏"] for i in range(1, 5)]
    head = [["监测表", "", "QR-07", "A/0"], ["目标名称", "订单准时率", "单位", "%"]]
    columns = ["季度", "分子", "分母", "实测值", "目标值", "是否达标", "填报人"]
    xlsx(tmp_path / "监测表-订单准时率.xlsx", {"2025": [*head, columns, *quarters]})
    assert [m.first.month for m in facts(tmp_path).measurements] == [1, 4, 7, 10]


CARD: list[list[str]] = [
    ["培训", "新版手册宣讲", "培训日期", "2025.1.14"],
    ["人数", "41", "评价日期", "2025.1.22"],
    ["结论", "有效", "下一步需求", "无"],
    ["评价人", "何倩", "", ""],
]


@pytest.mark.parametrize(
    "heads",
    [
        ("1月14日", "3月5日"),
        ("培训效果评价表 HY-R-08 A/0", "培训效果评价表 HY-R-08 A/0"),
        ("一季度", "二季度"),
        ("", ""),
    ],
)
def test_filled_forms_one_below_the_other_are_records_of_their_own(heads: tuple[str, str], tmp_path: Path):
    parts: list[Part] = ["培训效果评价汇总"]
    for head in heads:
        parts += [head, CARD] if head else [CARD]
    docx(tmp_path / "评价汇总.docx", parts)
    assert len([r for r in facts(tmp_path).records if not r.row and r.fields]) == 2


def test_the_period_above_a_form_belongs_to_the_form_below_it(tmp_path: Path):
    table: Part = [["系统", "账号数", "多余账号", "处理结果"], ["ERP", "186", "2", "已停"], ["PLM", "54", "0", "无"]]
    titles = [("Q1", "账号权限复核表 HY-R-34 A/0"), ("Q2", "账号权限复核表 HY-R-34 A/0")]
    docx(tmp_path / "账号权限复核表.docx", [x for quarter, title in titles for x in (quarter, title, table)])
    heads = [r for r in facts(tmp_path).records if not r.row]
    assert [r.period and r.period[0].month for r in heads] == [1, 4]


def test_the_target_above_the_second_table_of_a_text_is_its_own(tmp_path: Path):
    docx(
        tmp_path / "2025年监测记录.docx",
        ["监测记录", "交货及时率", "目标值：≥95", MONTHS_TEXT, "订单报价周期", "目标值：≤3.0", MONTHS_TEXT],
    )
    assert measured(tmp_path) == {("交货及时率", "≥95"), ("订单报价周期", "≤3.0")}


@pytest.mark.parametrize("name", ["部门.xlsx", "文档083.xlsx", "新建 Microsoft Excel 工作表.xlsx"])
def test_a_table_of_departments_is_known_by_its_headings(name: str, tmp_path: Path):
    rows = [["部门", "简称", "职责"], ["流程与信息化部", "流信部", "信息系统"], ["生产制造部", "生产部", "计划、制造"]]
    xlsx(tmp_path / name, {"Sheet1": [list(r) for r in rows]})
    found = {d.name: d.aliases for d in facts(tmp_path).departments}
    assert found == {"流程与信息化部": ("流信部",), "生产制造部": ("生产部",)}


@pytest.mark.parametrize("day", ["2025/1/22", "2025.1.22", "25.1.22", "25/1/22", "2025年1月22日"])
def test_days_that_open_the_rows_of_a_plain_text_table_are_read(day: str, tmp_path: Path):
    lines = ["联网设备点检表 HY-R-45 A/0（设备部）,,,,", "日期,点检台数,网关异常,处理,点检人"]
    lines += [f"{day},23,0,无,叶强", "2025/2/19,23,1,3号重启,樊小军", "2025/3/20,23,0,无,樊小军"]
    (tmp_path / "点检表.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    assert [r.event_on for r in facts(tmp_path).records if r.row][0] == date(2025, 1, 22)


def test_different_forms_bound_in_one_file_are_records_of_their_own(tmp_path: Path):
    rows = [[f"HY-R-3{n}", name, "A/0", "2024-01-15"] for n, name in ((4, "账号权限复核表"), (6, "供应商评价表"))]
    xlsx(tmp_path / "清单.xlsx", {"表单": [["表单清单"], ["编号", "名称", "版次", "启用"], *rows]})
    review: Part = [["系统", "账号数", "结论"], ["ERP", "186", "一致"], ["PLM", "54", "一致"]]
    rating: Part = [["供应商", "质量", "合计"], ["汇程", "36", "86"], ["迅库", "37", "88"]]
    docx(
        tmp_path / "台账.docx",
        ["台账", "账号权限复核表 HY-R-34 A/0", review, "12月", "供应商评价表（HY-R-36）", rating],
    )
    heads = [r for r in facts(tmp_path).records if not r.row and r.paper == "台账.docx"]
    assert [r.form.code for r in heads] == ["HY-R-34", "HY-R-36"]
    assert heads[1].period is not None
    assert heads[1].period[0].month == 12


@pytest.mark.parametrize("months", [["1月", "2月", "3月"], ["一季度", "二季度", "三季度"], ["Q1", "Q2", "Q3"]])
def test_periods_in_a_second_row_of_headings_are_no_goal(months: list[str], tmp_path: Path):
    rows = [
        "目标,单位,目标值,2025年实际,,",
        ",,," + ",".join(months),
        "订单准时率,%,≥95,95.2,95.4,95.9",
        "一次合格率,%,≥97,97.2,97.4,97.9",
    ]
    (tmp_path / "2025年监测台账.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    assert {m.goal for m in facts(tmp_path).measurements} == {"订单准时率", "一次合格率"}
    assert len(facts(tmp_path).measurements) == 6


@pytest.mark.parametrize("title", ["文件表单清单", "Sheet1"])
def test_a_list_of_forms_is_known_by_its_headings(title: str, tmp_path: Path):
    heads = ["表单编号", "表单名称", "版次", "生效日期", "归口部门"]
    xlsx(tmp_path / "文档004.xlsx", {title: [heads, ["HY-R-34", "账号权限复核表", "A/0", "2024-01-15", "信息部"]] * 1})
    assert [f.code for f in facts(tmp_path).forms] == ["HY-R-34"]


def test_a_register_of_copies_handed_out_is_no_list_of_forms(tmp_path: Path):
    heads = ["文件编号", "文件名称", "版次", "实施日期", "发放份数"]
    xlsx(tmp_path / "发放.xlsx", {"发放": [heads, ["HY-P07", "变更登记表", "B/1", "2025-08-18", 10]] * 1})
    assert facts(tmp_path).forms == ()


@pytest.mark.parametrize("name", ["订单交付周期", "报价响应时间", "订单准时率"])
def test_a_label_row_above_a_wider_head_names_the_goal_whatever_word_it_ends_with(name: str, tmp_path: Path):
    months = [[f"2025-{i:02}", "", "", 20 + i, "≤28", "达标", "王敏", f"2025-{i + 1:02}-08"] for i in range(1, 5)]
    head = [["监测表", "", "QR-07", "A/0"], ["目标名称", name, "单位", "天"]]
    columns = ["月份", "分子", "分母", "实测值", "目标值", "是否达标", "填报人", "填报日期"]
    xlsx(tmp_path / f"监测表-{name}.xlsx", {"2025": [*head, columns, *months]})
    found = facts(tmp_path)
    assert [(m.goal, m.first.month, m.target) for m in found.measurements] == [(name, i, "≤28") for i in range(1, 5)]


@pytest.mark.parametrize("head", ["任职止/说明", "离任日期", "任职止（备注）"])
def test_the_day_somebody_left_is_read_beside_a_note(head: str, tmp_path: Path):
    rows: list[list[object]] = [
        ["姓名", "部门", "岗位", "任职起", head],
        ["周平", "生产部", "计划员", "2020-03-02", "2025-08-29 离职"],
        ["李红", "生产部", "部长", "2020-03-02", ""],
        ["何建国", "综合部", "主任", "2019-03-02", ""],
    ]
    xlsx(tmp_path / "任职表.xlsx", {"任职": rows})
    left = [(p.person, str(p.end), "离职" in p.note) for p in facts(tmp_path).posts if p.end]
    assert left == [("周平", "2025-08-29", True)]
