"""What documents prescribe, by whom and in which version, in the ways firms nobody has met write it."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.approval_amounts import AmountRule, amounts_in
from assistant.facts.form_versions import two_versions
from assistant.facts.identity import version_in
from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import docx, facts, xlsx
from .test_stranger_rules import DEPARTMENTS, STAFF

POSTS = [
    ["姓名", "部门", "职务", "从哪天起"],
    ["秦岳", "公司领导", "总经理", "2020-01-06"],
    ["韩冰", "公司领导", "副总经理、管理者代表", "2021-03-01"],
    ["周平", "综合部", "部长", "2021-03-01"],
    ["李红", "生产部", "部长", "2021-03-01"],
]


def found(folder: Path, deps: GapDependencies, kind: str) -> list[str]:
    report = find_gaps(folder, deps)
    assert report.run["failed_detectors"] == []
    return [f.object for f in report.findings if f.type == kind and f.verdict == "suspected"]


def firm(folder: Path, *papers: tuple[str, list[object]]) -> Path:
    window = "window: {from: 2025-01-01, to: 2025-12-31}\nas_of: 2026-01-20\n"
    yaml = f"name: 东山阀门有限公司\nheadcount: 260\n{window}coverage: {{default: complete}}\n"
    (folder / "enterprise.yaml").write_text(yaml, encoding="utf-8")
    docx(folder / "管理手册.docx", ["管理手册", "1 组织", STAFF])
    xlsx(folder / "部门和人员任职.xlsx", {"任职": [list(r) for r in POSTS]})
    for name, parts in papers:
        docx(folder / f"{name}.docx", parts)  # pyright: ignore[reportArgumentType]
    return folder


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("LQ-B-10　1版", "1"),
        ("LQ-B-10（2版）", "2"),
        ("三版", "3"),
        ("第 2 版", "2"),
        ("版本：2.0版", "2.0"),
        ("这本书印了3版面", None),
        ("共2张版", None),
    ],
)
def test_a_version_may_be_a_bare_number(text: str, version: str | None):
    assert version_in(text) == version


def test_a_cell_tells_bare_versions_and_the_day_the_old_one_ended():
    assert two_versions("2版（1版2025年7月1日作废）") == ("2", "1", date(2025, 7, 1))
    assert two_versions("2版") is None


FORMS = [
    ["表号", "表名", "现行版", "起用日期", "备注"],
    ["DS-B-01", "偏差分析单", "2版", "2025-07-01", "1版2025年7月1日作废"],
    ["DS-B-02", "培训台账", "1版", "2025-01-06", ""],
    ["DS-B-03", "内审报告", "1版", "2025-01-06", ""],
    ["DS-B-04", "部门考核表", "1版", "2025-01-06", ""],
]


def test_lists_headed_in_plain_words_are_read(tmp_path: Path):
    documents = [
        ["文件号", "名称", "现行版", "发布", "实施"],
        ["DS-02", "培训办法", "第2版", "2025-07-21", "2025-08-01"],
        ["DS-02", "培训办法", "第1版（2025/8/1作废）", "2024-12-20", "2025-01-06"],
    ]
    xlsx(tmp_path / "文件表单目录.xlsx", {"文件": documents, "表单": [list(r) for r in FORMS]})
    read = facts(tmp_path)
    assert [(d.code, d.version) for d in read.documents] == [("DS-02", "2")]
    assert [(f.code, f.version) for f in read.forms][0] == ("DS-B-01", "2")
    assert read.forms[0].withdrawn == (("1", date(2025, 7, 1)),)


@pytest.mark.parametrize(
    ("day", "version", "count"), [("2025.7.10", "1版", 1), ("2025.7.10", "2版", 0), ("2025.6.20", "1版", 0)]
)
def test_a_form_of_a_bare_old_version_is_told_only_after_its_end(
    day: str, version: str, count: int, tmp_path: Path, deps: GapDependencies
):
    form = [["目标", "一次合格率"], ["原因", "来料水分高"], ["填单", f"李红（生产部） {day}"]]
    firm(tmp_path, ("偏差分析单", ["偏差分析单", f"DS-B-01　{version}", form]))
    xlsx(tmp_path / "表单目录.xlsx", {"表单": [list(r) for r in FORMS]})
    assert len(found(tmp_path, deps, "E1")) == count


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("5万元以下管理者代表批，5万元及以上总经理批", [(None, 5e4, "管理者代表"), (5e4, None, "总经理")]),
        ("单项预算50万元（含）以上，报总经理办公会批准", [(5e5, None, "总经理")]),
        ("合同额≥20万元：总经理；＜20万元：管理者代表。", [(2e5, None, "总经理"), (None, 2e5, "管理者代表")]),
        (
            "金额在5万元至20万元的由管理者代表批准，20万元以上的由总经理批准",
            [(5e4, 2e5, "管理者代表"), (2e5, None, "总经理")],
        ),
        ("单笔5000元（含）以上由部门负责人审核、总经理批准", [(5000, None, "总经理")]),
        ("10万元以上（含10万元）的采购合同由董事长签批", [(1e5, None, "董事长")]),
        ("年度预算300万元，由财务部管理。", []),
        ("项目验收后节约成本50万元以上的，给予奖励。", []),
    ],
)
def test_approvers_by_sum(text: str, rules: list[tuple[float | None, float | None, str]]):
    assert amounts_in(text) == [AmountRule(*r) for r in rules]


@pytest.mark.parametrize(
    ("spent", "approver", "count"),
    [
        ("18.6万元", "韩冰（副总经理）", 1),
        ("186000元", "韩冰", 1),
        ("18.6万元", "秦岳（总经理）", 0),
        ("4.2万元", "韩冰（副总经理）", 0),
        ("18.6万元", "韩冰（受总经理委托代签）", 0),
    ],
)
@pytest.mark.parametrize(
    "rule",
    [
        "立项填《项目立项书》（DS-B-20），5万元以下管理者代表批，5万元及以上总经理批。",
        "项目由使用部门填写《项目立项书》（DS-B-20）。预算超过5万元的项目由总经理批准，其余由管理者代表批准。",
    ],
)
def test_a_sum_approved_by_one_who_may_not(
    rule: str, spent: str, approver: str, count: int, tmp_path: Path, deps: GapDependencies
):
    form = [
        ["项目", "模具管理系统"],
        ["提出", "李红（生产部） 2025/4/10"],
        ["预算", spent],
        ["批准", f"{approver} 2025/4/16"],
    ]
    firm(
        tmp_path,
        ("项目管理办法", ["项目管理办法", "DS-08 第1版", "1 立项", rule]),
        ("立项书", ["项目立项书", "DS-B-20　1版", form]),
    )
    assert len(found(tmp_path, deps, "C2")) == count


GOALS = [
    [
        "目标",
        "怎么算",
        "单位",
        "底数（2024年1至11月平均）",
        "2025年目标",
        "数从哪来",
        "多久测一次",
        "谁负责",
        "属于哪项能力",
    ],
    ["一次合格率", "合格数÷总数×100", "%", "96.1", "≥97.5", "质检日报", "每月", "李红", "质量追溯能力"],
    ["换模时间", "总分钟÷次数", "分钟", "58", "≤42", "换模记录", "每月", "李红", "柔性换型能力"],
    ["按期交付率", "按期数÷应交数×100", "%", "91.0", "≥95", "订单表", "每月", "周平", "准时交付能力"],
]


def test_a_heading_with_an_aside_of_days_still_heads_a_column(tmp_path: Path):
    docx(tmp_path / "手册.docx", ["两化融合手册", "四、目标", GOALS])
    assert [g.name for g in facts(tmp_path).goals] == ["一次合格率", "换模时间", "按期交付率"]


@pytest.mark.parametrize(
    ("capability", "policy", "count"), [("——", "问题见底", 1), ("——", "台账准确率", 0), ("精益管理能力", "问题见底", 0)]
)
def test_a_goal_that_serves_no_policy_and_no_capability_is_told(
    capability: str, policy: str, count: int, tmp_path: Path, deps: GapDependencies
):
    odd = ["台账准确率", "相符数÷盘点数×100", "%", "82", "≥98", "盘点表", "每季度", "周平", capability]
    said = [["方针里的话", "对应的能力", "对应的目标"], ["换模快", "柔性换型能力", policy]]
    firm(tmp_path, ("两化融合手册", ["两化融合手册", "三、方针", said, "四、目标", [*GOALS, odd]]))
    assert len(found(tmp_path, deps, "F1")) == count


@pytest.mark.parametrize(("named", "count"), [("智能推进处", 1), ("质量部", 0), ("主管部门", 0)])
def test_a_department_nobody_knows_is_told_wherever_a_sentence_gives_it_something(
    named: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert "质量部" in DEPARTMENTS
    body = ["系统建设管理程序", "DS-P04 A/0", "2 职责", f"各部门参与需求确认；系统架构方案由{named}统一审定。"]
    firm(tmp_path, ("系统建设管理程序", body))
    assert found(tmp_path, deps, "A4") == [named] * count


@pytest.mark.parametrize(
    "rule",
    [
        "发布到实施之间至少隔7天，这几天里办公室要把用文件的人培训完，培训完才能实施。",
        "新文件未经培训不得实施。",
        "新版文件应当先宣贯、后执行。",
    ],
)
@pytest.mark.parametrize(("day", "count"), [("2025-08-06", 1), ("2025-07-28", 0)])
def test_training_on_a_new_version_after_it_took_effect_is_told(
    rule: str, day: str, count: int, tmp_path: Path, deps: GapDependencies
):
    firm(
        tmp_path,
        ("文件管理规定", ["文件管理规定", "DS-02 第1版", "1 要求", rule]),
        (
            "网络安全规定",
            [
                "信息系统和网络安全规定",
                "编号：DS-07 第2版 发布：2025年7月21日 实施：2025年8月1日",
                "每季度核对一次账号。",
            ],
        ),
    )
    rows = [["日期", "内容", "讲的人", "应到", "实到"], [day, "网络安全规定第2版", "周平", 34, 33]]
    xlsx(tmp_path / "培训台账.xlsx", {"2025": [["培训台账"], *rows, ["2025-11-13", "数据填报复训", "周平", 12, 12]]})
    assert len(found(tmp_path, deps, "A6")) == count


MATRIX = [
    ["管理过程", "综合部", "生产部", "质量部"],
    *([p, "●", "○", "○"] for p in (
        "方针与职责", "新型能力策划", "文件化信息", "人员与培训", "系统建设与运行", "信息安全", "数据开发利用",
        "监视测量与考核", "内部审核", "管理评审", "不符合与纠正措施",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "count"), [("每年开展一次两化融合自评估。", 0), ("每月统计一次目标。", 1)])
def test_a_process_a_whole_matrix_of_duties_leaves_out_is_told(
    rule: str, count: int, tmp_path: Path, deps: GapDependencies
):
    firm(
        tmp_path,
        ("监视测量程序", ["监视测量与考核程序", "DS-P06 A/0", "1 要求", rule, "每半年考核一次。"]),
        ("内部审核程序", ["内部审核程序", "DS-P07 A/0", "1 要求", "每年内部审核一次。"]),
        ("管理评审程序", ["管理评审程序", "DS-P08 A/0", "1 要求", "每年管理评审一次。"]),
        ("培训程序", ["培训程序", "DS-P03 A/0", "1 要求", "每年制定培训计划。"]),
    )
    docx(tmp_path / "管理手册.docx", ["管理手册", "1 组织", STAFF, "2 职能分配", MATRIX])
    assert [o for o in found(tmp_path, deps, "A1") if "评估" in o] == ["评估与诊断没有任何文件规定"] * count


def procedures(folder: Path, one: str, other: str) -> Path:
    return firm(
        folder,
        ("记录管理规定", ["记录管理规定", "DS-02 第1版", "1 要求", one]),
        ("专项管理办法", ["专项管理办法", "DS-03 第1版", "1 要求", other]),
    )


@pytest.mark.parametrize(
    ("general", "special", "count"),
    [
        ("各种记录保存3年，到期由综合部销毁。", "培训计划、台账、评价等记录保存1年。", 1),
        ("所有记录至少保存三年。", "培训记录保存12个月。", 1),
        ("各类记录保存3年，另有规定的从其规定。", "培训记录保存1年。", 0),
        ("各种记录保存3年。", "培训记录保存36个月。", 0),
        ("各种记录保存3年。", "内审记录保存6年。", 0),
        ("各种记录保存3年。", "防火墙日志保存6个月。", 0),
        ("培训记录保存3年。", "培训记录保存两年。", 1),
        ("记录保存期不少于5年，能力建设项目资料保存10年。", "项目资料由主办部门归档，保存3年。", 1),
        ("记录保存期不少于5年，能力建设项目资料保存10年。", "培训记录由综合部归档，保存5年。", 0),
        ("培训记录保存3年。", "内审记录保存两年。", 0),
    ],
)
def test_records_kept_for_less_than_the_rule_for_all_of_them(
    general: str, special: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(procedures(tmp_path, general, special), deps, "A3")) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("系统变更由申请部门提出，信息中心主任批准后实施。", "涉及接口的系统变更由管理者代表批准后实施。", 1),
        ("账号开通须经生产部部长审批。", "账号开通须报总经理审批。", 1),
        ("一般系统变更由信息中心主任批准。", "重大系统变更由管理者代表批准。", 0),
        ("系统变更由管代批准。", "系统变更由管理者代表批准后实施。", 0),
        ("系统变更由信息中心主任批准。", "文件更改由管理者代表批准。", 0),
        ("5万元以下的设备采购由生产部部长批准。", "设备采购由总经理批准。", 0),
        ("会后10天内由综合部编制《管理评审纪要》。", "综合部应在会后5个工作日内编制《管理评审纪要》。", 1),
        ("会后10天内由综合部编制《管理评审纪要》。", "会后10天内编制《管理评审纪要》。", 0),
    ],
)
def test_two_documents_that_part_on_approver_or_limit(
    one: str, other: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(procedures(tmp_path, one, other), deps, "A3")) == count


@pytest.mark.parametrize(
    ("rule", "head", "who", "count"),
    [
        ("生产部李红每月25日前抽查一次，填《数据抽查记录》（DS-B-27）。", "抽查人", "周平", 1),
        ("生产部李红每月25日前抽查一次，填《数据抽查记录》（DS-B-27）。", "抽查人", "李红", 0),
        ("生产部李红每月25日前抽查一次，填《数据抽查记录》（DS-B-27）。", "审核人", "周平", 0),
    ],
)
def test_a_ledger_row_done_by_somebody_else_than_the_one_named(
    rule: str, head: str, who: str, count: int, tmp_path: Path, deps: GapDependencies
):
    rows = [
        ["抽查日期", "抽了几条", "什么问题", head],
        *([f"2025-{m:02}-22", 50, "单位写错", "李红"] for m in range(1, 12)),
    ]
    xlsx(
        tmp_path / "数据抽查记录.xlsx",
        {"抽查": [["数据抽查记录 DS-B-27 1版"], *rows, ["2025-12-23", 48, "班次选错", who]]},
    )
    firm(tmp_path, ("数据抽查规定", ["数据录入与抽查规定", "DS-09 第1版", "1 要求", rule]))
    assert len(found(tmp_path, deps, "C1")) == count


HISTORY = [["版本", "实施日期", "修改摘要", "修改人"], ["C/0", "2024-03-04", "首次发布", "周平"]]


@pytest.mark.parametrize(
    ("change", "who", "count"),
    [
        ("效果评价时限由20个工作日改为15个工作日", "生产部 李红", 1),
        ("效果评价改由综合部负责", "生产部 李红", 0),
        ("效果评价时限由20个工作日改为15个工作日", "综合部 周平", 0),
    ],
)
def test_who_acts_is_known_before_a_revision_that_changed_only_a_limit(
    change: str, who: str, count: int, tmp_path: Path, deps: GapDependencies
):
    rule = "培训结束后15个工作日内完成效果评价，填写《培训效果评价》（DS-R04），评价人为综合部培训主管。"
    history = [*HISTORY, ["D/0", "2025-07-21", change, "周平"]]
    form = [
        ["课程", "系统操作"],
        ["培训日期", "2025-06-05"],
        ["评价日期", "2025-06-20"],
        ["评价人", who],
        ["结论", "有效"],
    ]
    firm(
        tmp_path,
        ("培训程序", ["培训程序", "DS-P03 D/0", "发布日期：2025-07-03 实施日期：2025-07-21", history, "3 要求", rule]),
        ("效果评价", ["培训效果评价", "DS-R04　A/1", form]),
    )
    assert len(found(tmp_path, deps, "C1")) == count


@pytest.mark.parametrize(
    ("cited", "count"), [("《应急变更单》（LH303-J05）", 1), ("《变更台账》（LH303-J01）", 0), ("按LH303办理", 0)]
)
def test_a_form_numbered_under_its_document_must_be_listed_itself(
    cited: str, count: int, tmp_path: Path, deps: GapDependencies
):
    documents = [
        ["文件编号", "文件名称", "现行版本", "实施日期"],
        *([f"LH30{n}", f"{w}管理规定", "A/0", "2024-11-01"] for n, w in enumerate("甲乙丙丁")),
    ]
    forms = [
        ["表单编号", "表单名称", "版本", "启用日期"],
        *([f"LH303-J0{n}", f"{w}台账", "A/0", "2024-11-01"] for n, w in enumerate(("变更", "巡查", "领料", "废料"), 1)),
    ]
    xlsx(tmp_path / "受控文件与表单清单.xlsx", {"受控文件": documents, "表单": forms})
    firm(tmp_path, ("变更规定", ["丁管理规定", "LH303 A/0", "1 要求", f"急需调整的，由班长填写{cited}后先行投料。"]))
    assert len(found(tmp_path, deps, "A4")) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("内审、管理评审的记录保存6年。", "审核方案、计划、检查表和报告由综合部保存3年。", 1),
        ("不合格品的记录保存2年。", "不符合报告保存3年。", 1),
        ("管评记录保存6年。", "审核方案、计划和报告保存3年。", 0),
    ],
)
def test_records_called_by_another_name_are_kept_as_long(
    one: str, other: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(procedures(tmp_path, one, other), deps, "A3")) == count


@pytest.mark.parametrize(("held", "count"), [("批次追溯二期操作", 0), ("安全用电", 1)])
def test_a_plan_row_is_its_course_not_its_category(held: str, count: int, tmp_path: Path, deps: GapDependencies):
    firm(tmp_path, ("培训程序", ["培训程序", "DS-P03 A/0", "1 要求", "每年制定培训计划。"]))
    plan = [
        ["类别", "培训内容", "计划月份"],
        ["宣贯", "贯标宣贯", "2025年2月"],
        ["技能", "批次追溯二期操作", "2025年5月"],
        ["宣贯", "体系文件实施", "2025年6月"],
    ]
    rows = [
        ["编号", "培训内容", "日期", "参加人数"],
        ["1", "贯标宣贯", "2025-02-20", 23],
        ["2", held, "2025-05-29", 5],
        ["3", "体系文件实施", "2025-06-05", 9],
    ]
    xlsx(tmp_path / "培训计划.xlsx", {"计划": [["2025年度培训计划"], *plan]})
    xlsx(tmp_path / "培训台账.xlsx", {"台账": [["2025年培训台账"], *rows]})
    assert len(found(tmp_path, deps, "H1")) == count


OFFICIAL = [["标准要求", "对应文件"], *([w, "DS-P05"] for w in ("技术实现、匹配与规范、运行控制", "业务流程优化"))]


@pytest.mark.parametrize(
    ("rule", "count"), [("实施方案说明流程的差异。", 1), ("流程变化引起岗位增减的，同步调整岗位职责。", 0)]
)
def test_change_of_organisation_is_asked_beside_change_of_processes(
    rule: str, count: int, tmp_path: Path, deps: GapDependencies
):
    firm(
        tmp_path,
        *((n, [n, f"DS-P0{i} A/0", "1 要求", t]) for i, (n, t) in enumerate(
            (("实施过程程序", rule), ("内部审核程序", "每年内部审核一次。"), ("培训程序", "每年制定培训计划。"))
        )),
    )  # fmt: skip
    docx(tmp_path / "管理手册.docx", ["管理手册", "1 组织", STAFF, "2 对照", OFFICIAL])
    assert [o for o in found(tmp_path, deps, "A1") if "组织结构" in o] == ["组织结构优化没有任何文件规定"] * count


@pytest.mark.parametrize(
    ("rule", "first", "count"),
    [
        ("上年12月为换版办的体系文件实施培训，计入当年。", "6月", 0),
        ("每年制定培训计划。", "已办2024年12月", 0),
        ("每年制定培训计划。", "6月", 1),
    ],
)
def test_a_training_of_last_december_counts_where_a_rule_or_the_plan_carries_it_over(
    rule: str, first: str, count: int, tmp_path: Path, deps: GapDependencies
):
    kinds = "每年开展宣贯、标准解读、体系文件实施、内审员四类培训。"
    firm(tmp_path, ("培训程序", ["培训程序", "DS-P03 A/0", "1 要求", kinds, rule]))
    plan = [["时间", "培训内容"], ["2月", "贯标宣贯"], ["3月", "标准解读"], [first, "体系文件实施"], ["4月", "内审员"]]
    rows = [
        ["日期", "培训内容", "参加人数"],
        ["2024-12-24", "体系文件实施", 21],
        ["2025-02-20", "贯标宣贯", 23],
        ["2025-03-11", "标准解读", 12],
        ["2025-04-16", "内审员", 4],
    ]
    xlsx(tmp_path / "培训计划.xlsx", {"计划": [["2025年度培训计划"], *plan]})
    xlsx(tmp_path / "培训台账.xlsx", {"台账": [["2025年培训台账"], *rows]})
    assert len(found(tmp_path, deps, "H1")) == count


@pytest.mark.parametrize(("held", "count"), [("内审员技能", 0), ("DS-P06（A/2版）要求", 1)])
def test_kinds_of_training_may_stand_in_a_table(held: str, count: int, tmp_path: Path, deps: GapDependencies):
    kinds = [
        ["类别", "对象"],
        ["贯标宣贯", "班组长"],
        ["标准解读", "联络员"],
        ["文件编写", "编写人员"],
        ["内审员", "内审员"],
    ]
    firm(tmp_path, ("培训程序", ["培训程序", "DS-P03 A/0", "1 要求", "每年应开展的培训及对象如下：", kinds]))
    rows = [
        ["日期", "培训内容", "参加人数"],
        ["2025-02-20", "贯标宣贯", 23],
        ["2025-03-11", "标准解读", 12],
        ["2025-03-18", "文件编写", 9],
        ["2025-04-16", held, 4],
    ]
    xlsx(tmp_path / "培训台账.xlsx", {"台账": [["2025年培训台账"], *rows]})
    assert len(found(tmp_path, deps, "H1")) == count
