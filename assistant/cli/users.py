"""Commands on accounts. Passwords are asked for or read from standard input, never taken from the command line."""

import getpass
import sys
from typing import Annotated

import typer

from ..domain.account import EVERYWHERE, AccountRole
from ..domain.errors import InputError
from ..labels import ACCOUNT_ROLE
from .options import DEFAULT, AsJson, Debug, Home, assistant, emit, say

app_users = typer.Typer(help="用户与权限", no_args_is_help=True)
audit_app = typer.Typer(help="审计日志：核对、导出", no_args_is_help=True)
_BY = "命令行"
Name = Annotated[str, typer.Argument(metavar="NAME", help="用户名：姓名、工号或邮箱")]
_ROLES = "、".join(f"{key} {name}" for key, name in ACCOUNT_ROLE.items())
Role = Annotated[AccountRole, typer.Option("--role", help=_ROLES)]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="从标准输入读密码")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app_users.command("add", help="新建用户（第一位必须是管理员）")(add)
    app_users.command("list", help="列出用户与角色")(list_users)
    app_users.command("disable", help="停用用户，立即退出其全部登录")(disable)
    app_users.command("enable", help="重新启用用户")(enable)
    app_users.command("reset", help="重置密码，下次登录必须更换")(reset)
    app_users.command("grant", help="给用户一个工作区的角色")(grant)
    app_users.command("revoke", help="收回用户在一个工作区的角色")(revoke)
    audit_app.command("verify", help="核对审计日志是否被改动")(verify)
    audit_app.command("export", help="导出审计日志为 CSV")(export)
    app.add_typer(app_users, name="users")
    app.add_typer(audit_app, name="audit")


def add(
    name: Name,
    role: Role = "writer",
    workspace: Annotated[str, typer.Option("--workspace", help="管什么工作区；管理员管全部")] = DEFAULT,
    external: Annotated[bool, typer.Option("--external", help="用企业统一登录（OIDC），名字写邮箱")] = False,
    from_stdin: FromStdin = False,
    home: Home = None,
    debug: Debug = False,
) -> None:
    """A new account."""
    password = None if external else _password(from_stdin)
    made = assistant(home).people.add(name, password, role, workspace, _BY)
    where = "全部工作区" if role == "admin" else f"工作区“{workspace}”"
    say(f"已建立用户 {made.name}：{where}的{ACCOUNT_ROLE[role]}。" + ("" if external else "首次登录时须更换密码。"))


def list_users(home: Home = None, as_json: AsJson = False, debug: Debug = False) -> None:
    """All accounts with their roles."""
    accounts = assistant(home).people.accounts
    grants = accounts.grants()
    if as_json:
        keys = {"name", "external", "disabled", "must_change"}
        rows = [
            {**user.model_dump(include=keys), "grants": {g.workspace: g.role for g in grants if g.user == user.name}}
            for user in accounts.users()
        ]
        emit({"users": rows})
        return
    for user in accounts.users():
        roles = [
            f"{'全部' if g.workspace == EVERYWHERE else g.workspace}：{ACCOUNT_ROLE[g.role]}"
            for g in grants
            if g.user == user.name
        ]
        state = "（已停用）" if user.disabled else "（待换密码）" if user.must_change else ""
        say(f"{user.name}{state}  {'、'.join(roles) or '没有角色'}")
    if not accounts.any():
        say("还没有用户；只能在本机打开网页。用 guanbiao users add 名字 --role admin 建立管理员。")


def disable(name: Name, home: Home = None, debug: Debug = False) -> None:
    """Shut somebody out."""
    assistant(home).people.disable(name, True, _BY)
    say(f"已停用 {name}，其全部登录已失效。")


def enable(name: Name, home: Home = None, debug: Debug = False) -> None:
    """Let somebody in again."""
    assistant(home).people.disable(name, False, _BY)
    say(f"已启用 {name}。")


def reset(name: Name, from_stdin: FromStdin = False, home: Home = None, debug: Debug = False) -> None:
    """A new password, to be changed with the next sign-in."""
    assistant(home).people.reset_password(name, _password(from_stdin), _BY)
    say(f"已重置 {name} 的密码，其全部登录已失效；下次登录须更换。")


def grant(
    name: Name,
    workspace: Annotated[str, typer.Argument(metavar="W", help="工作区；管理员写 '*'")],
    role: Annotated[AccountRole, typer.Argument(metavar="ROLE")],
    home: Home = None,
    debug: Debug = False,
) -> None:
    """Give a role."""
    assistant(home).people.grant(name, workspace, role, _BY)
    say(f"{name} 现在是工作区“{workspace}”的{ACCOUNT_ROLE[role]}。")


def revoke(
    name: Name, workspace: Annotated[str, typer.Argument(metavar="W")], home: Home = None, debug: Debug = False
) -> None:
    """Take a role away."""
    assistant(home).people.revoke(name, workspace, _BY)
    say(f"已收回 {name} 在工作区“{workspace}”的角色。")


def verify(home: Home = None, debug: Debug = False) -> None:
    """Check the chain; exit 3 when it is broken."""
    broken = assistant(home).audit.verify()
    say("审计日志完整。" if broken is None else f"审计日志从第 {broken} 行起被改动或缺失。")
    raise typer.Exit(0 if broken is None else 3)


def export(home: Home = None, debug: Debug = False) -> None:
    """Print the log as CSV."""
    helper = assistant(home)
    helper.audit.write("export", _BY, object="audit.csv")
    sys.stdout.write(helper.audit.export_csv())


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise InputError("没有终端可以输入密码", "标准输入", "在终端里运行，或加 --password-stdin")
    first = getpass.getpass("密码：")
    if first != getpass.getpass("再输入一次："):
        raise InputError("两次输入的密码不一样", "", "重新运行")
    return first
