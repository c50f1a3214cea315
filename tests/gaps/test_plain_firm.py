"""A small firm that writes as it talks: people by name and by what they are called, slips merely counted, books kept
week by week. Honest it is left in peace; each defect is found."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.domain.finding import Finding
from assistant.text.deadlines import find_deadlines
from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import docx, facts, xlsx

Files = dict[str, object]
_FREE = {date(2025, 1, 29), date(2025, 10, 1), date(2025, 10, 8)}
_WEDNESDAYS = [d for n in range(52) if (d := date(2025, 1, 8) + timedelta(days=7 * n)).year == 2025 and d not in _FREE]


def firm() -> Files:
    return {
        "花名册.xlsx": {
            "人": [
                ["姓名", "做什么的", "在哪一摊", "还兼着"],
                ["钱守义", "总经理", "公司", ""],
                ["邓小川", "网管", "办公室", "扫码"],
                ["苗春红", "办公室主任", "办公室", "文件"],
                ["石大勇", "开料组长", "开料", ""],
                ["温玉梅", "油漆组长", "油漆", ""],
                ["阮立新", "仓库主管", "仓库", ""],
                ["管代就是苗春红", "", "", ""],
            ]
        },
        "机房的规矩.docx": [
            "机房的规矩",
            "1. 每个礼拜三邓小川看一遍备份，记在《备份本》（表05）里。",
            "2. 换电脑要写《换机单》（表06 25版），钱总点头才能换。25版2025年6月1日起用，老的24版不再用。",
            "苗春红写，钱总签字 2024.12.2，2024年12月16日起照这个做。",
        ],
        "毛病怎么改.docx": [
            "毛病怎么改",
            "查出来的毛病开《整改单》（表07），哪一摊的毛病哪一摊改。",
            "改完换个人去看，看到什么写下来，才能勾掉。",
            "苗春红写，钱总签字 2024.12.2，2024年12月16日起照这个做。",
        ],
        "备份本.xlsx": {
            "2025": [["备份本（表05 24版）2025年", "", ""], ["哪天", "成没成", "谁看的"]]
            + [[day, "成", "邓小川"] for day in _WEDNESDAYS]
        },
        "整改单 油漆.docx": [
            "整改单（表07 24版）　第1号",
            [
                ["哪一摊", "油漆 温玉梅"],
                ["开单日期", "2025.4.8"],
                ["毛病", "漆房温度没记"],
                ["原因", "表挂在外间，进出要脱鞋，没人去看"],
                ["办法", "温度表挪到门口"],
                ["谁动手改", "温玉梅"],
                ["改完日期", "2025.4.15"],
                ["看到什么", "表在门口，4月16日到22日都记了"],
                ["谁看的", "石大勇"],
                ["哪天看的", "2025.4.23"],
                ["勾掉", "√"],
            ],
        ],
        "表格目录.xlsx": {
            "表": [
                ["表号", "名称", "现行版", "放几年"],
                ["表05", "备份本", "24版", "3年"],
                ["表06", "换机单", "25版（2025.6.1起，以前24版）", "3年"],
                ["表07", "整改单", "24版", "3年"],
                ["表08", "领料本", "24版", "3年"],
            ]
        },
        "换机单 8月.docx": [
            "换机单（表06 25版）",
            [["哪天", "2025.8.4"], ["换哪台", "开料电脑锯旁边那台"], ["谁提的", "石大勇"], ["钱总", "钱守义 2025.8.5"]],
        ],
    }


def write(files: Files, folder: Path) -> Path:
    for name, parts in files.items():
        (xlsx if name.endswith("xlsx") else docx)(folder / name, parts)  # type: ignore[arg-type]
    (folder / "enterprise.yaml").write_text(
        "name: 云桥木器厂\nwindow: {from: 2025-01-01, to: 2025-12-31}\nas_of: 2026-01-20\nheadcount: 62\n"
        "coverage: {default: complete}\nexceptions: []\n",
        encoding="utf-8",
    )
    return folder


def suspected(files: Files, folder: Path, deps: GapDependencies) -> list[Finding]:
    report = find_gaps(write(files, folder), deps)
    assert report.run["failed_detectors"] == []
    return [f for f in report.findings if f.verdict == "suspected"]


def _leave_out_weeks(files: Files) -> None:
    rows = files["备份本.xlsx"]["2025"]  # type: ignore[index]
    rows[:] = [r for r in rows if r[0] not in (date(2025, 7, 16), date(2025, 7, 23))]


def _other_hand(files: Files) -> None:
    for row in files["备份本.xlsx"]["2025"]:  # type: ignore[index]
        if isinstance(row[0], date) and row[0].month == 9:
            row[2] = "阮立新"


def _looks_himself(files: Files) -> None:
    files["整改单 油漆.docx"][1][8][1] = "温玉梅"  # type: ignore[index]


def _nobody_looked(files: Files) -> None:
    for row in files["整改单 油漆.docx"][1][7:10]:  # type: ignore[index]
        row[1] = ""


def _old_form(files: Files) -> None:
    files["换机单 8月.docx"][0] = "换机单（表06 24版）"  # type: ignore[index]


DEFECTS: dict[str, tuple[str, str, Callable[[Files], None]]] = {
    "weeks left out": ("B1", "2025-07-16、2025-07-23", _leave_out_weeks),
    "somebody else's hand": ("C1", "阮立新", _other_hand),
    "mended and looked at by one": ("C3", "温玉梅", _looks_himself),
    "ticked off unseen": ("G3", "第1号", _nobody_looked),
    "old version of a form": ("E1", "表06", _old_form),
}


def test_an_honest_small_firm_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert [(f.type, f.object) for f in suspected(firm(), tmp_path, deps)] == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_of_a_small_firm_is_found(defect: str, tmp_path: Path, deps: GapDependencies):
    kind, word, edit = DEFECTS[defect]
    files = firm()
    edit(files)
    found = suspected(files, tmp_path, deps)
    assert any(f.type == kind and word in f"{f.object}{f.explanation}{f.record and f.record.quote}" for f in found)
    assert {f.type for f in found} <= {kind, "B6"}


def test_people_are_known_by_name_and_by_what_they_are_called(tmp_path: Path):
    read = facts(write(firm(), tmp_path))
    assert {d.name for d in read.departments} == {"办公室", "开料", "油漆", "仓库"}
    assert ("邓小川", "网管", "办公室") in {(p.person, p.post, p.department) for p in read.posts}
    duties = {d.forms[0].code: d for d in read.prescriptions if d.forms}
    assert duties["表05"].actors == ("邓小川",)
    assert duties["表06"].approver == "钱守义"
    form = next(f for f in read.forms if f.code == "表06")
    assert (form.version, form.effective_on, form.withdrawn) == ("25", date(2025, 6, 1), (("24", date(2025, 6, 1)),))


@pytest.mark.parametrize(
    "text",
    [
        "签了字，过五天以上再执行",
        "批了以后至少等5天才能用",
        "贴出来满五天再开始执行",
        "发下去以后要隔5天以上再照此办理",
        "签字后起码放五天才实施",
    ],
)
def test_the_wait_between_signing_and_doing_is_read(text: str):
    limit = find_deadlines(text)[0]
    assert (limit.amount, limit.unit, limit.at_least, limit.event) == (5, "day", True, "发布")
