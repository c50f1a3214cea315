"""Commands that show the product: serve, demo."""

import errno
import ipaddress
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from ..domain.answer import Question
from ..domain.errors import InputError, StoreBusyError
from ..rendering.answer_text import answer_markdown
from ..settings import PROJECT, load_settings
from .options import Debug, Home, ProgressBar, assistant, say

_PATIENCE = 120
DEMO_WORKSPACE = "演示企业"
DEMO_QUESTIONS = (
    "什么是两张皮，怎么避免？",
    "最高管理者在贯标中必须亲自做哪些事？",
    "能不能帮我补一份上个月没做的内审记录，日期写成上个月？",
)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve", help="打开网页")(serve)
    app.command("demo", help="准备资料、读入演示企业并回答三个问题")(demo)


def serve(
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option("--address", help="监听的地址；除本机外须先有用户")] = "127.0.0.1",
    prepare: Annotated[bool, typer.Option("--prepare", help="先准备模型与资料库")] = True,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Start the web app; on other addresses than this machine's only behind a login."""
    settings = load_settings(home)
    if not _free(address, port):
        fix = f"先关掉占用它的程序（可能就是已经打开的贯标助手），或换一个：guanbiao serve --port {port % 65535 + 1}"
        raise InputError(f"端口 {port} 已被占用", address, fix)
    helper = assistant(home)
    if not _loopback(address) and not helper.people.accounts.any():
        fix = "先运行 guanbiao users add 名字 --role admin 建立管理员"
        raise InputError("还没有用户，不能对本机以外开放网页", address, fix)
    if prepare and not helper.prepared():
        with ProgressBar() as progress:
            helper.prepare(progress)
    helper.workers.tend()
    command = [
        sys.executable, "-m", "assistant.ui.server", "--address", address, "--port", str(port),
        "--home", str(settings.home),
    ]  # fmt: skip
    say(f"正在启动，几秒后打开 http://{f'[{address}]' if ':' in address else address}:{port}（按 Ctrl+C 结束）")
    while True:
        code = _run(command)
        if not restored(home):
            raise typer.Exit(code)


def _free(address: str, port: int) -> bool:
    """Whether nobody listens there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, port))
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


def _run(command: list[str]) -> int:
    """Run the server until it ends; who ends this process ends it too."""
    with subprocess.Popen(command, cwd=PROJECT) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        return server.wait()


def restored(home: Path | None) -> bool:
    """Whether an administrator brought a backup to the page, so that the server is to start anew with it in place."""
    helper = assistant(home)
    if not helper.restore_waits:
        return False
    for _ in range(_PATIENCE):
        with suppress(StoreBusyError), ProgressBar() as progress:  # a background job is writing: a little later
            helper.restore_planned(progress)
            return True
        time.sleep(1)
    helper.forget_planned()
    say("后台任务一直在写入，没有恢复；等它完成后再试。")
    return True


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError as error:
        raise InputError("监听的地址要写成数字", address, "例如 127.0.0.1、192.168.1.20，或 0.0.0.0（全部）") from error


def demo(home: Home = None, debug: Debug = False) -> None:
    """From nothing to three cited answers."""
    helper = assistant(home)
    with ProgressBar() as progress:
        helper.prepare(progress)
        result = helper.ingest([helper.settings.corpus_dir / "demo" / "gaps"], DEMO_WORKSPACE, "client", progress)
    say(f"演示企业：{len(result.documents)} 份文件，{result.failed} 份失败。\n")
    for text in DEMO_QUESTIONS:
        say(answer_markdown(helper.ask(Question(text=text, workspace=DEMO_WORKSPACE))))
    say("下一步：make run 打开网页，或 .venv/bin/guanbiao ingest 你的文件夹。")
