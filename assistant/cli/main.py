"""Builds the command line and turns failures into one clear Chinese line with the right exit code."""

import io
import sys
from types import TracebackType

import click
import typer

from ..domain.errors import GuanbiaoError
from . import asking, care, library, serving
from .options import stderr

app = typer.Typer(
    name="guanbiao",
    help="贯标助手：两化融合管理体系（GB/T 23001）咨询助手。不联网、不接模型也能用。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for module in (library, asking, care, serving):
    module.register(app)

PARTLY = 3


def main() -> None:
    """Entry point of ``guanbiao``; exit codes as in the contract."""
    _utf8_streams()
    if "--debug" not in sys.argv:
        sys.excepthook = _defect
    try:
        code = app(standalone_mode=False)
    except GuanbiaoError as error:
        if "--debug" in sys.argv:
            raise
        stderr.print(f"错误：{error.message}", markup=False, highlight=False, soft_wrap=True)
        code = error.exit_code
    except click.exceptions.Abort:
        stderr.print("已取消；已完成的部分都已保存。")
        code = 130
    except click.ClickException as error:
        stderr.print(f"用法有误：{_usage(error)}", markup=False, highlight=False, soft_wrap=True)
        code = 2
    sys.exit(code or 0)


def _usage(error: click.ClickException) -> str:
    hint = "；用 --help 查看用法"
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{hint}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"缺少参数 {name}{hint}"
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"参数 {name} 的值不可用：{error.message}{hint}"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.split(chr(39))[1]}{hint}"
        case _:
            return f"{error.format_message()}{hint}"


def _defect(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    line = f"程序内部错误（{kind.__name__}: {error}）；加 --debug 重试可看到细节，请把它发给维护者"
    stderr.print(line, markup=False, highlight=False, soft_wrap=True)


def _utf8_streams() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
