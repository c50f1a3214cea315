"""The gate before the web app: nothing of it, neither page nor socket nor file, answers without a valid session.

The session token travels in a cookie that scripts cannot read (HttpOnly, SameSite=Lax, Secure behind HTTPS); the server
keeps its hash only. Signing in is a plain form of its own, so no password passes through Streamlit's session state.
While no account exists, only this machine is let in, under its own name and not through a proxy.
"""

import ipaddress
from collections.abc import Callable, Container, Mapping
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..domain.account import User
from ..domain.errors import GuanbiaoError
from ..workflows.accounts import People
from .gate_pages import login_page, notice_page, password_page

COOKIE = "guanbiao_session"
LOGIN, PASSWORD = "/login", "/password"
_HEALTH = "/_stcore/health"
_FILES = ("/media/", "/_stcore/upload_file/", "/_stcore/metrics", "/component/", "/app/static/")
_CALLBACK = "oauth2callback"
_LONGEST_FORM = 4096
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

Vouched = Callable[[Mapping[str, str]], tuple[str, datetime] | None]
"""From the cookies of a request: whom the identity provider vouches for, since when."""
Opens = Callable[[str, str], bool]
"""Whether what stands at a path is for a person of that name."""


class Gate:
    """Middleware around the whole app; ``longest`` is the life of the cookie in seconds."""

    def __init__(
        self,
        app: ASGIApp,
        people: Callable[[], People],
        longest: int,
        vouched: Vouched | None = None,
        pages: Container[str] | None = None,
        opens: Opens = lambda path, name: True,
    ) -> None:
        """``pages``: the names of pages in addresses; a mistyped one leads home."""
        self._pages = pages
        self._opens = opens
        self._app = app
        self._people = people
        self._longest = longest
        self._vouched = vouched

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, show the sign-in, or turn it away."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in (LOGIN, PASSWORD):
            response = await self._form(Request(scope, receive))
            await response(scope, receive, send)
        elif self._passes(HTTPConnection(scope)):
            inside = RedirectResponse("/", 303, _HEADERS) if self._astray(scope) else self._app
            await inside(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4401})
        else:
            await self._refusal(Request(scope))(scope, receive, send)

    # -- who passes ------------------------------------------------------------------------------------------------

    def _passes(self, request: HTTPConnection) -> bool:
        path = request.scope["path"]
        if path == _HEALTH:
            return True
        if not self._people().accounts.any():
            return is_local(request)
        holder = self._people().signed_in(request.cookies.get(COOKIE, ""))
        if holder is not None:
            return not holder.must_change and self._opens(path, holder.user)
        if self._vouched is None or not path.startswith(_FILES):
            return self._vouched is not None
        external = self._external(request)
        return external is not None and self._opens(path, external.name)

    def _astray(self, scope: Scope) -> bool:
        if self._pages is None or scope["type"] != "http" or scope["method"] != "GET":
            return False
        name = scope["path"].strip("/")
        plain = name and "/" not in name and "." not in name and name != _CALLBACK
        return bool(plain) and name not in self._pages

    def _external(self, request: HTTPConnection) -> User | None:
        found = self._vouched(request.cookies) if self._vouched else None
        return self._people().external(*found) if found else None

    def _refusal(self, request: Request) -> Response:
        if not self._people().accounts.any():
            return HTMLResponse(notice_page(), 403, _HEADERS)
        holder = self._people().signed_in(request.cookies.get(COOKIE, ""))
        if holder and not holder.must_change:
            return PlainTextResponse("没有这个文件", 404, _HEADERS)
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse(PASSWORD if holder else LOGIN, 303, _HEADERS)
        return PlainTextResponse("需要登录", 401, _HEADERS)

    # -- forms -----------------------------------------------------------------------------------------------------

    async def _form(self, request: Request) -> Response:
        if not self._people().accounts.any():
            return RedirectResponse("/", 303, _HEADERS)
        if request.method == "GET":
            return self._empty_form(request)
        if request.method != "POST" or not same_origin(request):
            return PlainTextResponse("不接受这个请求", 403, _HEADERS)
        fields = await _fields(request)
        act = self._sign_in if request.scope["path"] == LOGIN else self._change
        return await run_in_threadpool(act, request, fields)

    def _empty_form(self, request: Request) -> Response:
        holder = self._people().signed_in(request.cookies.get(COOKIE, ""))
        if request.scope["path"] == LOGIN:
            return HTMLResponse(login_page("", external=self._vouched is not None), headers=_HEADERS)
        if holder is None:
            return RedirectResponse(LOGIN, 303, _HEADERS)
        return HTMLResponse(password_page(holder.user, "", forced=holder.must_change), headers=_HEADERS)

    def _sign_in(self, request: Request, fields: Mapping[str, str]) -> Response:
        people = self._people()
        try:
            token = people.sign_in(fields.get("name", ""), fields.get("password", ""), _address(request))
        except GuanbiaoError as error:
            return HTMLResponse(login_page(error.message, self._vouched is not None), 401, _HEADERS)
        people.sessions.end(request.cookies.get(COOKIE, ""))
        return self._entered(request, token)

    def _change(self, request: Request, fields: Mapping[str, str]) -> Response:
        people = self._people()
        holder = people.signed_in(request.cookies.get(COOKIE, ""))
        if holder is None:
            return RedirectResponse(LOGIN, 303, _HEADERS)
        new = fields.get("new", "")
        if new != fields.get("again", ""):
            return HTMLResponse(password_page(holder.user, "两次输入的新密码不一样", holder.must_change), 400, _HEADERS)
        try:
            token = people.change_password(holder.user, fields.get("old", ""), new, _address(request))
        except GuanbiaoError as error:
            return HTMLResponse(password_page(holder.user, error.message, holder.must_change), 400, _HEADERS)
        return self._entered(request, token)

    def _entered(self, request: Request, token: str) -> Response:
        response = RedirectResponse("/", 303, _HEADERS)
        secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto", "") == "https"
        response.set_cookie(
            COOKIE, token, max_age=self._longest, path="/", httponly=True, samesite="lax", secure=secure
        )
        return response


def is_local(request: HTTPConnection) -> bool:
    """From this machine, asked for under its own name (no rebound DNS name), not passed on by a proxy."""
    host = urlsplit("//" + request.headers.get("host", "")).hostname or ""
    forwarded = any(name in request.headers for name in _FORWARDED)
    return _loopback(_address(request)) and not forwarded and (host == "localhost" or _loopback(host))


def same_origin(request: HTTPConnection) -> bool:
    """Whether a form was sent from a page of ours; browsers tell by Sec-Fetch-Site or Origin."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _address(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""


async def _fields(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return {}
    values = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    return {name: found[0] for name, found in values.items()}
