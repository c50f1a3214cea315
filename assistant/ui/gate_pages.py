"""The pages before the app: plain HTML without scripts or outside assets, light and dark, narrow and wide."""

from html import escape

_STYLE = """
:root{color-scheme:light dark;--b:#fff;--f:#1f2933;--l:#52606d;--i:#cbd2d9;--a:#1f5fbf;--e:#a61b1b}
@media(prefers-color-scheme:dark){:root{--b:#14181d;--f:#e6e9ed;--l:#a9b4c0;--i:#4a5662;--a:#7fb0ff;--e:#ff9b9b}}
body{background:var(--b);color:var(--f);margin:0;
font:16px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{max-width:22rem;margin:12vh auto;padding:0 1.2rem}h1{font-size:1.5rem;margin:0 0 .3rem}p{color:var(--l)}
label{display:block;margin:1rem 0 .2rem}input{width:100%;box-sizing:border-box;font:inherit;padding:.55rem .7rem;
border:1px solid var(--i);border-radius:.5rem;background:transparent;color:inherit}
button{width:100%;margin-top:1.4rem;padding:.6rem;font:inherit;border:0;border-radius:.5rem;background:var(--a);
color:var(--b);cursor:pointer}:focus-visible{outline:3px solid var(--a);outline-offset:2px}
[role=alert]{color:var(--e);margin-top:1rem}a{color:var(--a)}
"""


def login_page(problem: str, external: bool) -> str:
    """The sign-in form."""
    provider = '<p><a href="/">用企业账号登录</a></p>' if external else ""
    body = _field("name", "用户名", "text", "username", focus=True) + _field(
        "password", "密码", "password", "current-password"
    )
    return _page("登录", "贯标助手", "请用管理员给您的账号登录。", _form("/login", body, "登录", problem) + provider)


def password_page(user: str, problem: str, forced: bool) -> str:
    """The form for a new password."""
    why = "这是别人替您设的密码，请先换成自己的。" if forced else "更换后，其他设备上的登录都会失效。"
    body = (
        _field("old", "现在的密码", "password", "current-password", focus=True)
        + _field("new", "新密码（至少 10 个字符）", "password", "new-password")
        + _field("again", "再输入一次新密码", "password", "new-password")
    )
    return _page("更换密码", f"更换密码：{user}", why, _form("/password", body, "更换", problem))


def notice_page() -> str:
    """What a stranger sees while there is no account."""
    return _page("不能打开", "还没有账号", "请在服务器上用 guanbiao users add 建立管理员，再从其他地址打开。", "")


def _page(title: str, heading: str, text: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}·贯标助手</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(heading)}</h1><p>{escape(text)}</p>{body}</main></body></html>"
    )


def _form(action: str, fields: str, button: str, problem: str) -> str:
    alert = f'<div role="alert">{escape(problem)}</div>' if problem else ""
    return f'<form method="post" action="{action}">{fields}{alert}<button type="submit">{button}</button></form>'


def _field(name: str, label: str, kind: str, complete: str, focus: bool = False) -> str:
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="{kind}"'
        f' autocomplete="{complete}" maxlength="200" required{" autofocus" if focus else ""}>'
    )
