"""The command gaps: what the documents prescribe against what the records show."""

from pathlib import Path
from typing import Annotated

import typer

from ..domain.errors import InputError
from ..labels import BASIS, SEVERITY
from ..workflows.gaps import GapReport
from .options import AsJson, Debug, Home, assistant, emit, say, stderr


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("gaps", help="两张皮：文件规定与实际记录对照，两边原文并列")(gaps)


def gaps(
    folder: Annotated[Path | None, typer.Argument(help="企业资料所在的文件夹，布局不限")] = None,
    workspace: Annotated[str | None, typer.Option("--workspace", help="改为检查一个工作区里的文件")] = None,
    authenticity: Annotated[bool, typer.Option("--authenticity", help="同时提示真实性迹象（须核实）")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="报告：.docx .xlsx .html .md")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Compare documents and records."""
    if (folder is None) == (workspace is None):
        raise InputError("请给出一个文件夹，或用 --workspace 指定工作区", "", "例如 guanbiao gaps 企业资料/")
    helper = assistant(home)
    with stderr.status("正在读取并对照…"):
        report = helper.gaps(folder, authenticity) if folder else helper.workspace_gaps(workspace or "", authenticity)
    if out:
        helper.write_gap_report(report, out)
        stderr.print(f"报告已写到 {out}", highlight=False, markup=False)
    if as_json:
        emit(report.contract())
    elif not out:
        say(_summary(report))
    raise typer.Exit(0 if all(file.read != "failed" for file in report.files) else 3)


def _summary(report: GapReport) -> str:
    suspected = [finding for finding in report.findings if finding.verdict == "suspected"]
    lines = [f"{report.enterprise}　{report.window[0]} 至 {report.window[1]}，截至 {report.as_of}"]
    for finding in suspected:
        head = f"[{SEVERITY[finding.severity]}] {finding.type} {finding.title}：{finding.object}"
        lines.append(f"\n{head}（{BASIS[finding.basis]}）")
        for name, side in (("规定", finding.document), ("记录", finding.record)):
            lines.append(f"  {name}：{side.file}　{side.locator}\n        “{side.quote}”" if side else f"  {name}：无")
        lines.append(f"  {finding.explanation}\n  建议：{finding.suggestion}")
    unclear = len(report.findings) - len(suspected)
    lines.append(f"\n疑似差距 {len(suspected)} 项，不可评价 {unclear} 项。用 --out 报告.docx 生成完整报告。")
    return "\n".join(lines)
