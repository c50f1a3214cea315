"""Commands for document writers: draft a document to come, keep the fact table."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ..bootstrap import Assistant
from ..domain.draft import Draft
from ..domain.errors import InputError
from ..rendering.draft_facts import proposals_json, proposals_yaml, report_text
from ..rendering.draft_text import DRAFT_STATUS, draft_json, draft_markdown
from .options import DEFAULT, AsJson, Debug, Home, Workspace, assistant, emit, say, stderr

facts_app = typer.Typer(help="企业事实表：生成、检查、从文件摘取", no_args_is_help=True)
_FACTS = "企业事实表 facts.yaml，没有就先运行 guanbiao facts init"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("draft", help="起草一份文件（方针、目标、方案、手册、程序、检查表……），只用事实表里的事实")(draft)
    facts_app.command("init", help="生成带说明的空事实表和编辑器提示")(init)
    facts_app.command("check", help="起草之前检查事实表：矛盾、可疑文字、缺项")(check_facts)
    facts_app.command("from-documents", help="从企业文件摘出事实提案，逐条带出处，由人确认")(from_documents)
    app.add_typer(facts_app, name="facts")


def draft(
    kind: Annotated[str, typer.Argument(help="种类：policy、goals、plan、manual、procedure:内部审核控制程序……")],
    facts: Annotated[Path, typer.Option("--facts", help=_FACTS)],
    workspace: Workspace = DEFAULT,
    template: Annotated[Path | None, typer.Option("--template", help="本企业的 Word 模板（.docx）")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="另存为 .docx、.md 或 .json")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Draft one document."""
    suffix = out.suffix.lower() if out else ""
    if out and suffix not in (".docx", ".md", ".json"):
        raise InputError("不支持这种输出格式", str(out), "--out 写 .docx、.md 或 .json")
    if template and suffix != ".docx":
        raise InputError("用模板时要输出 Word 文件", "--template", "加上 --out 文件名.docx")
    helper = assistant(home)
    made = helper.draft(kind, facts, workspace, template)
    if out:
        for warning in _write(helper, made, facts, template, out):
            stderr.print(warning, markup=False, highlight=False)
    if as_json:
        emit(draft_json(made))
    elif out:
        points = sum(len(section.open_points) for section in made.sections)
        say(f"已写入 {out}：{DRAFT_STATUS[made.status]}；待补充 {points} 处，问题 {len(made.violations)} 处。")
    else:
        say(draft_markdown(made))


def _write(helper: Assistant, made: Draft, facts: Path, template: Path | None, out: Path) -> tuple[str, ...]:
    if out.suffix.lower() == ".docx":
        return helper.write_draft(made, facts, out, template)
    text = (
        draft_markdown(made)
        if out.suffix.lower() == ".md"
        else json.dumps(draft_json(made), ensure_ascii=False, indent=2)
    )
    _save(out, text)
    return ()


def _save(target: Path, text: str) -> None:
    try:
        target.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError("写不进这个位置", str(target), "检查文件夹是否存在、有没有写权限") from error


def init(
    file: Annotated[Path, typer.Argument(help="要生成的文件")] = Path("facts.yaml"),
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Write the commented example and its schema."""
    written, schema = assistant(home).facts_example(file)
    say(f"已生成 {written}，编辑器提示文件 {schema}。填好后运行：guanbiao facts check {written}")


def check_facts(
    file: Annotated[Path, typer.Argument(help="事实表")],
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Say what contradicts, what looks like an order and what is missing."""
    report = assistant(home).examine_facts(file)
    emit(report.model_dump(mode="json")) if as_json else say(report_text(report))


def from_documents(
    workspace: Annotated[str | None, typer.Option("--workspace", help="从已导入的工作区摘取")] = None,
    folder: Annotated[Path | None, typer.Option("--dir", help="从文件夹摘取")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写到这个 YAML 文件")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Propose facts with their sources; a person confirms by editing."""
    if (workspace is None) == (folder is None):
        raise InputError("请给出一处来源", "--workspace 或 --dir", "二者写一个")
    found, warnings = assistant(home).propose_facts(workspace, folder)
    for warning in warnings:
        stderr.print(warning, markup=False, highlight=False)
    if out and out.exists():
        raise InputError("文件已经存在，没有覆盖", str(out), "换一个文件名")
    if out:
        _save(out, proposals_yaml(found).rstrip("\n"))
        stderr.print(f"已写入 {out}：{len(found)} 条提案，逐条确认后使用。", markup=False, highlight=False)
    if as_json:
        emit(proposals_json(found))
    elif not out:
        say(proposals_yaml(found))
    if warnings:
        raise typer.Exit(3)
