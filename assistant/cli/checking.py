"""Commands on papers people wrote: check one against the rules of its kind, look a rule up."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.draft import Violation
from ..domain.errors import InputError
from ..domain.rule import Rule
from ..labels import VIOLATION
from ..workflows.check import CheckResult
from .options import AsJson, Debug, Home, assistant, emit, say

rules_app = typer.Typer(help="检查规则：列出、解释", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("check", help="检查一份文件（方针、目标、方案、程序、评审报告、纠正措施……）")(check)
    rules_app.command("list", help="列出全部规则")(list_rules)
    rules_app.command("explain", help="解释一条规则：为什么、怎么改、正反例")(explain)
    app.add_typer(rules_app, name="rules")


def check(
    file: Annotated[Path, typer.Argument(help="要检查的文件（md、docx、xlsx、pdf、txt）")],
    kind: Annotated[str, typer.Option("--as", help="按哪一种文件检查，如 policy、goals、plan、procedure")],
    facts: Annotated[Path | None, typer.Option("--facts", help="企业事实表 facts.yaml")] = None,
    others: Annotated[
        list[Path] | None, typer.Option("--with", help="同一企业的其他文件，核对目标、编号、版本、人名是否一致；可重复")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="另存一份带批注的 Word 文件（.docx）")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Check one paper, alone and against others of the enterprise."""
    if out and not (file.suffix.lower() == ".docx" and out.suffix.lower() == ".docx"):
        raise InputError("批注只能写进 Word 文件", f"{file.name} → {out.name}", "检查 .docx 文件，--out 也写 .docx")
    if out and out.resolve() == file.resolve():
        raise InputError("不改动原文件", str(out), "--out 换一个文件名")
    result = assistant(home).check(file, kind, facts, others or ())
    if out:
        _annotate(file, out, result)
    if as_json:
        emit(as_contract(result))
    else:
        _show(result, out)


def as_contract(result: CheckResult) -> dict[str, Any]:
    """The result with the names of the contract."""
    value = result.model_dump(mode="json")
    return {"as": value.pop("as_kind"), **value}


def _annotate(file: Path, out: Path, result: CheckResult) -> None:
    from ..adapters.docx_comments import annotate  # python-docx

    annotate(file, out, result.violations)


def _show(result: CheckResult, out: Path | None) -> None:
    for violation in result.violations:
        say(_lines(violation))
    counts = {name: sum(v.severity == key for v in result.violations) for key, name in VIOLATION.items()}
    verdict = "通过" if result.status == "pass" else "不通过"
    say(f"{verdict}：" + "，".join(f"{name} {count} 处" for name, count in counts.items()))
    if out:
        say(f"带批注的文件：{out}")


def _lines(violation: Violation) -> str:
    where = violation.where
    quote = f"“{_short(where.quote)}”" if where.quote else ""
    head = f"[{VIOLATION[violation.severity]}] {where.locator}{'：' if quote else ''}{quote}"
    return f"{head}\n    {violation.message}\n    建议：{violation.suggestion}（{violation.rule}）"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def list_rules(
    kind: Annotated[str | None, typer.Option("--as", help="只列某一种文件的规则")] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """All rules, or those of one kind of paper."""
    rules = [rule for rule in assistant(home).rules() if kind is None or rule.applies_to(kind)]
    if as_json:
        emit({"rules": [rule.model_dump(mode="json", include=_SHOWN) for rule in rules]})
        return
    for rule in rules:
        say(f"{rule.id}  [{VIOLATION[rule.severity]}]  {'、'.join(rule.scopes)}  {rule.title}")
    say(f"共 {len(rules)} 条。")


_SHOWN = {"id", "title", "severity", "scopes", "why", "keys", "message", "suggestion"}


def explain(
    identity: Annotated[str, typer.Argument(metavar="ID", help="规则编号，见 guanbiao rules list")],
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """One rule in full."""
    rule = next((rule for rule in assistant(home).rules() if rule.id == identity), None)
    if rule is None:
        raise InputError("没有这条规则", identity, "用 guanbiao rules list 查看编号")
    if as_json:
        emit(rule.model_dump(mode="json"))
        return
    say(_explained(rule))


def _explained(rule: Rule) -> str:
    lines = [
        f"{rule.id}：{rule.title}（{VIOLATION[rule.severity]}；适用：{'、'.join(rule.scopes)}）",
        f"为什么：{rule.why}",
        *([f"依据：GB/T 23001 {'、'.join(rule.keys)}（条款键）"] if rule.keys else []),
        f"提示：{rule.message}",
        f"建议：{rule.suggestion}",
        *(f"合格的例子：\n{_indented(example.text)}" for example in rule.ok),
        *(f"不合格的例子：\n{_indented(example.text)}" for example in rule.bad),
    ]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
