"""Builds the command line and turns failures into one clear Chinese line with the right exit code."""

import io
import re
import sys
from types import TracebackType

import typer

from ..domain.errors import GuanbiaoError
from . import asking, care, checking, drafting, evaluation, findings, gaps, library, registers, serving, users, work
from .options import stderr

app = typer.Typer(
    name="guanbiao",
    help="贯标助手：两化融合管理体系（GB/T 23001）咨询助手。不联网、不接模型也能用。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (library, asking, drafting, checking, care, serving, evaluation, gaps, findings, registers, users, work):
    module.register(app)

_USAGE = (
    (r"No such option:? '?(\S+?)'?(?:[.\s]|$)", "没有选项 {0}"),
    (r"No such command '(.+?)'", "没有命令 {0}"),
    (r"Missing (?:argument|option|parameter):? '?(.+?)'?\.", "缺少参数 {0}"),
    (r"Invalid value for '?(.+?)'?: (.+)", "参数 {0} 的值不可用（{1}）"),
    (r"Missing parameter: (\S+)", "缺少参数 {0}"),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+?)\)", "多余的参数 {0}"),
    (r"Input should be a valid integer", "这里要写整数"),
    (r"Value error, '(.+?)' is not one of (.+?)\.?$", "“{0}”不可用，可选：{1}"),
    (r"Option '(.+?)' requires an? argument", "选项 {0} 后面要写值"),
    (r"Missing command", "缺少命令"),
)
"""What the command-line library says, in Chinese."""


def main() -> None:
    """Entry point of ``guanbiao``; exit codes as in the contract."""
    _utf8_streams()
    debug = "--debug" in sys.argv
    if not debug:
        sys.excepthook = _defect
    try:
        code = app(standalone_mode=False)
    except GuanbiaoError as error:
        if debug:
            raise
        _complain(f"错误：{error.message}")
        code = error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        _complain("已取消；已完成的部分都已保存。")
        code = 130
    except typer.TyperException as error:
        _complain(f"用法有误：{_in_chinese(str(error))}；用 --help 查看用法")
        code = 2
    sys.exit(code or 0)


def _complain(line: str) -> None:
    stderr.print(line, markup=False, highlight=False, soft_wrap=True)


def _in_chinese(message: str) -> str:
    for pattern, chinese in _USAGE:
        if match := re.search(pattern, message):
            return chinese.format(*match.groups())
    return message


def _defect(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    _complain(f"程序内部错误（{kind.__name__}: {error}）；加 --debug 重试可看到细节，请把它发给维护者")


def _utf8_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
