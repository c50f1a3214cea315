"""Papers in a consultancy's hand: lines over the headings, chapters of references, two drills in one file."""

from pathlib import Path

import pytest

from assistant.facts.people import called
from assistant.facts.signatures import people_in
from assistant.gaps.review_packs import items_below
from assistant.text.cadence import parse_cadence
from assistant.workflows.gaps import GapDependencies

from .test_readings import docx, facts, xlsx
from .test_stranger_rules import firm as works
from .test_stranger_rules import told

ROSTER = [["部门", "岗位", "姓名", "兼任"], ["公司领导", "总经理", "沈岳", "/"], ["信息部", "部长", "赵亮", "内审员"]]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [
            ["江北示例公司 岗位任职一览表"],
            ["编制：综合部 李红", "日期：2025.07.02", "综合部原名办公室，2025年6月起更名"],
        ],
        [["岗位任职一览表"], ["表号：ZH-01", "版次：A/0"], ["编制：李红", "批准：沈岳"]],
    ],
)
def test_lines_that_tell_of_the_whole_table_stand_above_its_headings(above: list[list[object]], tmp_path: Path):
    xlsx(tmp_path / "岗位任职一览表.xlsx", {"任职": [*above, *ROSTER]})
    assert [(p.person, p.post, p.department) for p in facts(tmp_path).posts] == [
        ("沈岳", "总经理", "领导"),
        ("赵亮", "部长", "信息部"),
    ]


@pytest.mark.parametrize(("head", "known"), [("部门（简称）", False), ("平时叫（简称）", True)])
def test_short_names_of_departments_are_nobodys_nickname(head: str, known: bool, tmp_path: Path):
    docx(
        tmp_path / "管理手册.docx",
        ["管理手册", [[head, "负责人", "职责"], ["信息组", "赵亮", "系统运行"], ["办公组", "沈岳", "统管"]]],
    )
    xlsx(tmp_path / "任职表.xlsx", {"任职": ROSTER})
    read = facts(tmp_path)
    assert ("信息组" in called(read.posts, read.papers)) == known


def procedure(*references: str) -> list[object]:
    return [
        "系统运行维护程序",
        "文件编号：ZH-P04　版次：B/0",
        "发布日期：2024年11月18日　实施日期：2024年12月2日",
        "1 目的",
        "保证系统稳定运行。",
        "2 工作程序",
        "信息部每半年组织一次备份恢复演练，填写《备份恢复演练记录》。",
        *references,
        "6 记录",
        "6.1 ZH-P04-F01《机房点检表》（A/0）",
        "6.2 ZH-P04-F02《备份恢复演练记录》（A/0）",
        "6.3 ZH-P04-F03《系统变更台账》（A/0）",
        "6.4 ZH-P04-F04《停机登记》（A/0）",
    ]


def test_documents_named_as_references_are_not_bound_in_the_file(tmp_path: Path):
    docx(
        tmp_path / "运行维护.docx", procedure("5 相关文件", "5.1 ZH-P05《信息安全程序》", "5.2 ZH-P11《数据资源程序》")
    )
    docx(
        tmp_path / "信息安全.docx",
        ["信息安全程序", "文件编号：ZH-P05", "实施日期：2025年9月25日", "1 目的", "保护信息。"],
    )
    assert {d.paper for d in facts(tmp_path).prescriptions if "演练" in d.action} == {"运行维护.docx"}
    assert all(d.effective_to is None for d in facts(tmp_path).prescriptions)


def drills(folder: Path, second: str, deps: GapDependencies) -> list[str]:
    folder = works(folder, "信息部每半年组织一次备份恢复演练，填写《备份恢复演练记录》。")
    first = "第一次　2025-06-12　系统：ERP。取6月10日备份，在备机恢复用1小时52分，核对发货单41张，全对。"
    docx(folder / "备份恢复演练两次.docx", ["备份恢复演练记录", first, *filter(None, [second])])
    return told(folder, deps, "B1")


@pytest.mark.parametrize(
    ("second", "missing"),
    [("第二次　2025-11-27　系统：追溯系统。取11月25日备份，恢复用46分钟，抽查25件，缺1件，查明漏扫。", 0), ("", 1)],
)
def test_two_times_told_in_one_paper_are_two(second: str, missing: int, tmp_path: Path, deps: GapDependencies):
    assert len([x for x in drills(tmp_path, second, deps) if "演练" in x]) == missing


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("每年的5月和11月进行", (5, 11)),
        ("每年4月、10月组织两次内审", (4, 10)),
        ("每年分别于6月和12月开展", (6, 12)),
        ("每年6月、12月前报送", ()),
        ("每年1月至3月", ()),
    ],
)
def test_months_named_after_every_year_are_months_of_their_own(text: str, months: tuple[int, ...]):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.months == months


def test_inputs_may_be_listed_in_a_table_below(tmp_path: Path):
    table = [["序", "输入内容"], *([str(n), f"第{n}项输入内容"] for n in range(1, 6))]
    docx(
        tmp_path / "管理评审程序.docx",
        ["管理评审程序", "1 准备", "材料应包括下列五项：", table, "2 会议", "总经理主持。"],
    )
    (paper,) = facts(tmp_path).papers
    start = next(i for i, x in enumerate(paper.lines) if x.text.endswith("五项："))
    assert items_below(paper.lines[start + 1 :]) == [f"第{n}项输入内容" for n in range(1, 6)]


def test_a_department_that_keeps_a_thing_is_not_who_acts(tmp_path: Path):
    xlsx(tmp_path / "任职表.xlsx", {"任职": [*ROSTER, ["财务部", "部长", "周平", "/"]]})
    docx(tmp_path / "备份规定.docx", ["备份规定", "1 备份", "每天23点自动备份，备份介质放财务部保险柜。"])
    assert [d.actors for d in facts(tmp_path).prescriptions if "介质" in d.action] == [()]


FORMS = [
    ["表单编号", "表单名称", "版次", "启用日期", "保存期"],
    ["ZH-P03-F01", "年度培训计划", "A/0", "2024-12-02", "5年"],
    ["ZH-P03-F02", "培训记录台账", "A/0", "2024-12-02", "5年"],
    ["ZH-P03-F03", "培训效果评价表", "A/1", "2025-08-01", "5年"],
    ["ZH-P04-F01", "机房点检表", "A/0", "2024-12-02", "5年"],
    ["", "ZH-P03-F03《培训效果评价表》A/0于2025-07-31停用", "", "", ""],
]


def test_a_list_of_forms_is_no_record_on_the_forms_it_lists(tmp_path: Path):
    documents = [
        ["编号", "名称", "版次", "实施日期"],
        *([f"ZH-P0{n}", f"某项{n}控制程序", "B/0", "2024-12-02"] for n in range(1, 5)),
    ]
    xlsx(tmp_path / "受控文件及记录清单.xlsx", {"受控文件": documents, "记录表单": [["记录表单清单"], *FORMS]})
    read = facts(tmp_path)
    assert {f.code for f in read.forms} >= {"ZH-P03-F02", "ZH-P04-F01"}
    assert [(r.title, r.form.code) for r in read.records if r.form.code or r.row] == []


def slip(number: str, cause: str, measure: str, *verified: str) -> list[object]:
    rows = [
        ["编号", number],
        ["责任部门", "信息部"],
        ["不符合事实", "备份日志缺3天"],
        ["开单日期", "2025-05-26"],
        ["原因分析", cause],
    ]
    rows += [["纠正措施", measure], ["完成日期", "2025-06-18"]]
    rows += [list(pair) for pair in zip(("验证内容", "验证人/日期"), verified, strict=True)]
    return ["不符合与纠正措施单", "表单编号：ZH/TF-08-01　版本：V1.0", [*rows, ["结论", "关闭"]]]


@pytest.mark.parametrize(
    ("verified", "cause", "measure", "kinds"),
    [
        (("抽7批均已录入", "周平 2025-06-27"), "没有提醒", "设自动提醒", set()),
        (("", ""), "没有提醒", "设自动提醒", {"G3"}),
        (
            ("抽7批均已录入", "周平 2025-06-27"),
            "操作人员责任心不强，工作疏忽",
            "加强对操作人员的教育，要求今后认真录入",
            {"G4"},
        ),
        (("抽7批均已录入", "周平 2025-06-27"), "操作人员责任心不强，工作疏忽", "系统增加必填校验，并加强教育", set()),
    ],
)
def test_slips_numbered_with_the_firms_letters_are_told_apart(
    verified: tuple[str, str], cause: str, measure: str, kinds: set[str], tmp_path: Path, deps: GapDependencies
):
    folder = works(tmp_path, "责任部门分析原因、制定措施，验证人写明验证内容、签名并注明日期，方可关闭。")
    docx(folder / "纠正措施单ZH-NC25-02.docx", slip("ZH-NC25-02", cause, measure, *verified))  # type: ignore[arg-type]
    docx(
        folder / "纠正措施单ZH-NC25-01.docx",
        slip("ZH-NC25-01", "流程没有这一步", "修订流程", "抽查齐全", "周平 2025-06-27"),
    )  # type: ignore[arg-type]
    found = {k for k in ("G3", "G4") for o in told(folder, deps, k) if "NC25-02" in o}
    assert found == kinds


@pytest.mark.parametrize(("target", "found"), [("≥90.0（按四季度值）", 0), ("≥90.0，以年末值为准", 0), ("≥90.0", 1)])
def test_a_target_of_the_last_quarter_is_not_missed_before_it(
    target: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = works(tmp_path, "目标连续两个季度未达到目标值的，责任部门应填写《偏差分析单》分析原因、制定措施。")
    heads = ["目标名称", "单位", "基线", "目标值", "计算方法", "测量频次", "责任部门"]
    rows = [
        ["批记录电子化率", "%", "62", target, "有电子记录工序÷全部工序", "每季度", "生产部"],
        ["订单准时率", "%", "92", "≥90", "准时÷应交", "每季度", "销售部"],
    ]
    xlsx(folder / "2025目标表.xlsx", {"目标": [["2025年度目标分解表"], heads, *rows]})
    measured = zip("一二三四", (68.5, 79.8, 91.3, 93.6), (95, 96, 95, 96), strict=True)
    values = [[f"2025年第{q}季度", a, b, "李红"] for q, a, b in measured]
    xlsx(
        folder / "目标测量台账2025.xlsx",
        {"季度": [["目标测量台账"], ["期间", "批记录电子化率", "订单准时率", "填报人"], *values]},
    )
    assert len(told(folder, deps, "F5")) == found


def test_a_name_may_end_with_what_joins_names():
    assert people_in("总经理沈景和") == ["沈景和"]
    assert people_in("沈岳和赵亮") == ["沈岳", "赵亮"]


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("涉及流程变动的，由流程创新办公室会签确认。", ["流程创新办公室"]),
        ("编码规则由信息部拟定，数据标准委员会审定。", ["数据标准委员会"]),
        ("涉及流程变动的，由综合部会签确认。", []),
        ("编码规则由信息部拟定，使用部门确认。", []),
    ],
)
def test_a_body_nobody_set_up_is_asked_for(rule: str, found: list[str], tmp_path: Path, deps: GapDependencies):
    posts = [
        ["部门", "岗位", "姓名"],
        *(
            [d, "部长", p]
            for d, p in zip(("综合部", "信息部", "销售部", "财务部"), ["周平", "赵亮", "姬雅", "闻静"], strict=True)
        ),
    ]
    xlsx(tmp_path / "人员任职.xlsx", {"任职": [["人员任职一览表"], *posts]})
    assert told(works(tmp_path, rule), deps, "A4") == found


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("每季度召开一次，相邻两次不超过110天；会后3个工作日内发出", (110, None)),
        ("每年两次，前后两次不得超过7个月", (None, 7)),
        ("每季度一次，相邻两次应由不同的人参加", (None, None)),
    ],
)
def test_how_far_apart_two_times_may_lie(text: str, gap: tuple[int | None, int | None]):
    cadence = parse_cadence(text, cell=True)
    assert cadence is not None
    assert (cadence.max_gap_days, cadence.max_gap_months) == gap
