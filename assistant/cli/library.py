"""Commands on documents: prepare, ingest, documents, delete."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ..labels import INGEST_STATUS, KIND
from ..rendering.carried import carried_words
from ..workflows.ingest import IngestedDocument, IngestResult
from .options import DEFAULT, AsJson, Debug, Home, ProgressBar, Workspace, assistant, emit, say, stderr

PARTLY = 3


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("prepare", help="准备内置模型与内置资料库（首次使用时自动进行）")(prepare)
    app.command("ingest", help="读入文件或文件夹")(ingest)
    app.command("documents", help="列出已读入的文件")(documents)
    app.command("delete", help="彻底删除一份文件及其全部版本")(delete)


def prepare(home: Home = None, debug: Debug = False) -> None:
    """Convert the model once and build the library."""
    with ProgressBar() as progress:
        assistant(home).prepare(progress)
    stderr.print("已就绪。")


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="文件或文件夹")],
    workspace: Workspace = DEFAULT,
    role: Annotated[
        Literal["norm", "guidance", "client"] | None, typer.Option("--role", help="资料性质；默认按内容判断")
    ] = None,
    home: Home = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Read files into a workspace."""
    with ProgressBar() as progress:
        result = assistant(home).ingest(paths, workspace, role, progress)
    if as_json:
        emit(result.model_dump(mode="json"))
    else:
        _show(result)
    raise typer.Exit(_exit_code(result))


def _exit_code(result: IngestResult) -> int:
    if not result.failed:
        return 0
    return 2 if result.failed == len(result.documents) else PARTLY


def _show(result: IngestResult) -> None:
    for document in result.documents:
        say(_line(document))
    done = len(result.documents) - result.failed
    say(f"工作区“{result.workspace}”：{done} 份可用，{result.failed} 份失败。")


def _line(document: IngestedDocument) -> str:
    if document.status == "failed":
        return f"  失败  {document.file}：{document.reason}"
    state = INGEST_STATUS[document.status]
    notes = [*document.warnings, carried_words(document.to_check)] if document.to_check else document.warnings
    head = f"  {state}  {document.file} → 《{document.title}》 {KIND[document.kind]}，{document.chunks} 段"
    return "\n".join([head, *(f"        注意：{note}" for note in notes)])


def documents(workspace: Workspace = DEFAULT, home: Home = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """What a workspace holds."""
    found = assistant(home).documents(workspace)
    if as_json:
        emit({"workspace": workspace, "documents": [d.model_dump(mode="json", exclude={"text"}) for d, _ in found]})
        return
    for document, at in found:
        version = document.version or ""
        say(f"{document.id}  《{document.title}》 {KIND[document.kind]} {version}  {document.file}  {at}")
    if not found:
        say(f"工作区“{workspace}”里还没有文件；用 guanbiao ingest 读入。")


def delete(
    document_id: Annotated[str, typer.Argument(help="文件编号，见 guanbiao documents")],
    workspace: Workspace = DEFAULT,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Delete a document for good."""
    versions = assistant(home).delete(document_id, workspace)
    say(f"已删除 {versions} 个版本，索引已同步。")
