"""Papers in a consultancy's hand: lines over the headings, chapters of references, two drills in one file."""

from pathlib import Path

import pytest

from assistant.facts.people import called
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
