"""Which departments an audit reached, however plan, checklist and report are laid out."""

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.work_calendar import is_workday
from assistant.domain.declaration import Enterprise
from assistant.gaps.audits import audits
from assistant.gaps.case import Case

from .test_readings import docx, facts, xlsx

AUDITED = {"综合部": "赵亮", "信息部": "周平", "销售部": "赵亮", "生产部": "周平"}
PEOPLE = dict(zip((*AUDITED, "财务部"), ["周平", "赵亮", "姬雅", "石勇", "闻静"], strict=True))
ROSTER = [["部门", "岗位", "姓名"], *([d, "部长", p] for d, p in PEOPLE.items()), ["公司领导", "总经理", "沈岳"]]
ASKED = [
    ["条款", "检查内容", "结果", "判定"],
    ["7.1", "查培训记录", "查3份", "符合"],
    ["7.2", "查台账", "齐全", "符合"],
]
SHEETS = {
    "told above": {d: [["内审检查表"], [f"受审部门：{d}", f"审核员：{who}"], *ASKED] for d, who in AUDITED.items()},
    "label and value": {d: [["内审检查表"], ["受审部门", d, "审核员", who], *ASKED] for d, who in AUDITED.items()},
    "the sheet's name": {d: [["内审检查表"], *ASKED] for d in AUDITED},
    "a column": {
        "表": [["内审检查表"], ["部门", "条款", "检查要点", "客观证据", "检查人"]]
        + [[d, "7.1", "查培训", "符合", who] for d, who in AUDITED.items()]
    },  # fmt: skip
}
PAPERS = {
    "labels": [[f"受审部门：{d}　审核员：{who}", ASKED] for d, who in AUDITED.items()],
    "headings": [[f"{n}、{d}（审核员 {who}）", ASKED] for n, (d, who) in enumerate(AUDITED.items(), 1)],
    "paragraphs": [[f"{d}：查培训记录3份，符合要求。审核员{who}"] for d, who in AUDITED.items()],
}
LIST = "综合部、信息部、销售部、生产部"


def reached(folder: Path) -> set[str]:
    xlsx(folder / "人员任职.xlsx", {"任职": [["人员任职一览表"], *ROSTER]})
    window = (date(2025, 1, 1), date(2025, 12, 31))
    case = Case(facts(folder), Enterprise(name="示例"), window, date(2026, 1, 15), is_workday, True)
    return set(audits(case).covered)


@pytest.mark.parametrize("layout", SHEETS)
def test_a_checklist_in_sheets(layout: str, tmp_path: Path):
    xlsx(tmp_path / "第一次内审检查表.xlsx", SHEETS[layout])  # type: ignore[arg-type]
    assert reached(tmp_path) == set(AUDITED)


@pytest.mark.parametrize("layout", PAPERS)
def test_a_checklist_in_one_paper(layout: str, tmp_path: Path):
    docx(tmp_path / "第一次内审检查记录.docx", ["第一次内审检查记录", *(x for part in PAPERS[layout] for x in part)])  # type: ignore[list-item]
    assert reached(tmp_path) == set(AUDITED)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (f"审核范围：{LIST}", True),
        (f"本次审核了{LIST}四个部门", True),
        (f"审核组对{LIST}进行了现场审核", True),
        (f"4月20日至22日依次审核了{LIST}", True),
        (f"审核组先后到{LIST}查看记录并访谈", True),
        (f"下次审核应重点审核{LIST}", False),
        (f"参加末次会议的有{LIST}", False),
        (f"本次未审核{LIST}", False),
    ],
)
def test_a_report_tells_where_the_auditors_went(sentence: str, told: bool, tmp_path: Path):
    docx(
        tmp_path / "第一次内审报告.docx", ["第一次内部审核报告", "审核日期：2025年4月20日", sentence, "发现不符合2项。"]
    )
    assert reached(tmp_path) == (set(AUDITED) if told else set())


def test_who_signed_in_at_the_meetings_was_not_audited_there(tmp_path: Path):
    people = [["姓名", "部门", "首次会议", "末次会议"], *([p, d, "√", "√"] for d, p in PEOPLE.items())]
    xlsx(
        tmp_path / "第一次内审首末次会议签到表.xlsx",
        {"签到": [["内审首末次会议签到表"], ["日期：2025-04-20", "地点：会议室"], *people]},
    )
    assert reached(tmp_path) == set()
