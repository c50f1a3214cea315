"""Commands that look things up: search, ask."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.answer import Audience, Question, Scope, Turn
from ..domain.errors import InputError
from ..domain.evidence import Passage
from ..rendering.answer_text import answer_markdown
from ..rendering.contract import answer_json, passages_json
from .options import DEFAULT, AsJson, Debug, Home, ProgressBar, Workspace, assistant, emit, say

Json = dict[str, Any]
ScopeOption = Annotated[Scope, typer.Option("--scope", help="all 全部 · library 内置资料 · workspace 只看自己的文件")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100, help="最多返回多少段")]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSONL：每行一个 {id, question|query}")]
Out = Annotated[Path | None, typer.Option("--out", help="批量结果写到这个 JSONL 文件")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("search", help="查找相关段落")(search)
    app.command("ask", help="提问：回答附出处，没有依据就拒答")(ask)


def search(
    query: Annotated[str | None, typer.Argument(help="要找什么")] = None,
    workspace: Workspace = DEFAULT,
    scope: ScopeOption = "all",
    limit: Limit = 10,
    batch: Batch = None,
    out: Out = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Find passages."""
    helper = assistant(home)
    _prepare(helper)

    def respond(line: Json) -> Json:
        text = _text(line, "query")
        return passages_json(text, helper.search(text, workspace, scope, limit))

    if batch:
        _run_batch(batch, out, respond)
        return
    text = _required(query, "QUERY")
    if as_json:
        emit(respond({"query": text}))
        return
    for rank, passage in enumerate(helper.search(text, workspace, scope, limit), start=1):
        say(_passage(rank, passage))


def ask(
    question: Annotated[str | None, typer.Argument(help="问题")] = None,
    workspace: Workspace = DEFAULT,
    scope: ScopeOption = "all",
    limit: Limit = 10,
    audience: Annotated[Audience | None, typer.Option("--audience", help="回答给谁看")] = None,
    history: Annotated[Path | None, typer.Option("--history", help='JSON：[{"question","answer"}]')] = None,
    batch: Batch = None,
    out: Out = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Ask a question."""
    helper = assistant(home)
    _prepare(helper)

    def build(line: Json) -> Question:
        return Question(
            text=_text(line, "question"), workspace=workspace, scope=scope, audience=audience,
            history=_turns(line.get("history") or []),
        )  # fmt: skip

    if batch:
        _run_batch(batch, out, lambda line: answer_json(helper.ask(build(line), limit)))
        return
    turns = json.loads(_read(history)) if history else []
    answer = helper.ask(build({"question": _required(question, "QUESTION"), "history": turns}), limit)
    emit(answer_json(answer)) if as_json else say(answer_markdown(answer))


def _prepare(helper: Any) -> None:
    if not helper.prepared():
        with ProgressBar() as progress:
            helper.prepare(progress)


def _run_batch(source: Path, target: Path | None, respond: Callable[[Json], Json]) -> None:
    if target is None:
        raise InputError("批量运行缺少输出文件", "--batch", "加上 --out 结果.jsonl")
    lines = list(_lines(source))
    with target.open("w", encoding="utf-8") as file, ProgressBar() as progress:
        for done, line in enumerate(lines, start=1):
            file.write(json.dumps({"id": line.get("id"), "response": respond(line)}, ensure_ascii=False) + "\n")
            file.flush()
            progress("批量处理", done, len(lines))


def _lines(source: Path) -> Iterator[Json]:
    for number, raw in enumerate(_read(source).splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            value = json.loads(raw)
        except json.JSONDecodeError as error:
            raise InputError("不是有效的 JSON", f"{source} 第 {number} 行", "每行写一个 JSON 对象") from error
        if not isinstance(value, dict):
            raise InputError("每行应是一个 JSON 对象", f"{source} 第 {number} 行", "改成 {…} 的形式")
        yield value


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("读不了这个文件", str(path), "确认它存在、可读并存成 UTF-8") from error


def _turns(values: Any) -> tuple[Turn, ...]:
    turns = values if isinstance(values, list) else [None]
    if not all(isinstance(turn, dict) and isinstance(turn.get("question"), str) for turn in turns):
        raise InputError("对话历史格式不对", "history", '应为 [{"question": "…", "answer": "…"}]')
    return tuple(Turn(question=v["question"], answer=str(v.get("answer") or "")) for v in values)


def _text(line: Json, key: str) -> str:
    text = line.get(key) or line.get("question") or line.get("query")
    if line.get(key) == "":
        raise InputError("问题是空的", str(line.get("id") or "QUESTION"), "写上要问的话")
    if not isinstance(text, str):
        raise InputError(f"缺少字段 {key}", f"id={line.get('id')}", f"每行写 {{'id': …, '{key}': …}}")
    return text


def _required(value: str | None, name: str) -> str:
    if value is None:
        raise InputError(f"缺少参数 {name}", "", "写上要问的内容，或用 --batch 与 --out")
    return value


def _passage(rank: int, passage: Passage) -> str:
    where = f"《{passage.document}》{passage.chunk.locator}"
    page = f" 第 {passage.chunk.page} 页" if passage.chunk.page else ""
    return f"{rank}. {where}{page}（{passage.score:.3f}，{'、'.join(passage.found_by)}）\n   {passage.chunk.text}\n"
