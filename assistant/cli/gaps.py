"""The command gaps: what the documents prescribe against what the records show."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from ..bootstrap import Assistant
from ..domain.account import LOCAL_USER
from ..domain.errors import InputError
from ..domain.finding import Changes, Finding, GapRequest, GapSubject
from ..labels import BASIS, FINDING_CHANGE, FINDING_GONE, FINDING_STATE, SEVERITY
from ..workflows.gaps import GapReport
from .options import AsJson, Debug, Home, assistant, emit, say, stderr

Folder = Annotated[Path | None, typer.Argument(help="企业资料所在的文件夹，布局不限")]
InWorkspace = Annotated[str | None, typer.Option("--workspace", help="改为一个工作区里的文件")]
Track = Annotated[str | None, typer.Option("--track", help="跟踪名：资料换了文件夹时沿用同一本跟踪记录")]
By = Annotated[str, typer.Option("--by", help="谁")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("gaps", help="两张皮：文件规定与实际记录对照，两边原文并列")(gaps)


def gaps(
    folder: Folder = None,
    workspace: InWorkspace = None,
    authenticity: Annotated[bool, typer.Option("--authenticity", help="同时提示真实性迹象（须核实）")] = False,
    out: Annotated[list[Path] | None, typer.Option("--out", help="报告：.docx .xlsx .html .md，可写多个")] = None,
    enterprise: Annotated[Path | None, typer.Option("--enterprise", help="企业声明文件（在别处时）")] = None,
    track: Track = None,
    forget: Annotated[bool, typer.Option("--no-track", help="不与上次比较，也不保存本次")] = False,
    by: By = LOCAL_USER,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Compare documents and records."""
    subject, helper = subject_of(folder, workspace, track), assistant(home)
    declared = helper.enterprise_file(enterprise) if enterprise else None
    kept = subject if not forget and _remembers(helper) else None
    request = GapRequest(authenticity=authenticity, declared=declared, subject=kept)
    with stderr.status("正在读取并对照…"):
        report = (
            helper.gaps(folder, request, by=by) if folder else helper.workspace_gaps(workspace or "", request, by=by)
        )
    if report.run.get("model_note"):
        stderr.print(str(report.run["model_note"]), highlight=False, markup=False)
    for target in out or ():
        helper.write_gap_report(report, target)
        stderr.print(f"报告已写到 {target}", highlight=False, markup=False)
    if as_json:
        emit(report.contract())
    elif not out:
        say(_summary(report))
    raise typer.Exit(0 if all(file.read != "failed" for file in report.files) else 3)


def subject_of(folder: Path | None, workspace: str | None, track: str | None) -> GapSubject:
    """Whose runs are meant: a workspace, or a folder by its place or by the name given for it."""
    if (folder is None) == (workspace is None):
        raise InputError("请给出一个文件夹，或用 --workspace 指定工作区", "", "例如 guanbiao gaps 企业资料/")
    return GapSubject(workspace=workspace or "", name=track or (str(folder.resolve()) if folder else ""))


def _remembers(helper: Assistant) -> bool:
    """Whether the data folder can be written; where it cannot, the run is not followed and nothing else suffers."""
    try:
        return bool(helper.gap_history and helper.registers)
    except (sqlite3.Error, OSError) as error:
        stderr.print(f"数据文件夹不能写（{error}），本次不与上次比较，也不保存", highlight=False, markup=False)
        return False


def _summary(report: GapReport) -> str:
    suspected = [finding for finding in report.findings if finding.verdict == "suspected"]
    lines = [f"{report.enterprise}　{report.window[0]} 至 {report.window[1]}，截至 {report.as_of}"]
    lines += _told(report.changes)
    lines += [f"  事实待复核：{row.values[0][1] or row.id}（{row.review}）" for row in report.facts_to_review]
    for finding in suspected:
        head = f"[{SEVERITY[finding.severity]}] {finding.type} {finding.title}：{finding.object}"
        lines.append(f"\n{head}（{_marks(finding, report)}）")
        for name, side in (("规定", finding.document), ("记录", finding.record)):
            lines.append(f"  {name}：{side.file}　{side.locator}\n        “{side.quote}”" if side else f"  {name}：无")
            lines += [f"        {side.confirmed}"] if side and side.confirmed else []
        lines.append(f"  {finding.explanation}\n  建议：{finding.suggestion}")
    unclear = len(report.findings) - len(suspected)
    lines.append(f"\n疑似差距 {len(suspected)} 项，不可评价 {unclear} 项。用 --out 报告.docx 生成完整报告。")
    return "\n".join(lines)


def _marks(finding: Finding, report: GapReport) -> str:
    compared = report.changes is not None and report.changes.since is not None
    change = [FINDING_CHANGE[finding.change]] if compared and finding.change else []
    state = [FINDING_STATE[finding.state]] if finding.state != "open" else []
    recheck = [f"待复核：{finding.recheck}"] if finding.recheck else []
    return "，".join([BASIS[finding.basis], *change, *state, *recheck, f"编号 {finding.id}"])


def _told(changes: Changes | None) -> list[str]:
    if changes is None or changes.since is None:
        return []
    counts = (
        f"新增 {changes.new}，仍在 {changes.persisting}，再次出现 {changes.returned}，"
        f"不再出现 {len(changes.resolved)}，待复核 {changes.recheck}"
    )
    gone = [
        f"  不再出现：{one.type} {one.title}：{one.object}（{FINDING_GONE[one.reason]}；编号 {one.id}）"
        for one in changes.resolved
    ]
    return [f"与 {changes.since:%Y-%m-%d %H:%M} 的一次相比：{counts}", *gone]
