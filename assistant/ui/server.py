"""The web server: the Streamlit app behind the gate. Started by ``guanbiao serve``."""

import argparse
import importlib
import ipaddress
import json
import sqlite3
import sys
import threading
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit.config import set_option
from streamlit.logger import set_log_level
from streamlit.starlette import App
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from ..bootstrap import Assistant
from ..domain.answer import Question
from ..domain.errors import GuanbiaoError, StoreBusyError
from ..settings import DEFAULT_WORKSPACE, PROJECT
from . import media, session
from .gate import Gate
from .identity import oidc_configured
from .login import NEEDED
from .style import ICON

_HOUR = 3600
_PAGES = ("admin", "chat", "checking", "clauses", "drafting", "gaps", "library", "people", "places", "quality", "style")
_LOADED = (
    "pandas", "pyarrow", "altair", "streamlit.emojis", "streamlit.material_icon_names",
    "streamlit.runtime.scriptrunner.magic_funcs", "assistant.rendering.conversation_docx",
    *(f"assistant.ui.{page}" for page in _PAGES),
)  # fmt: skip
"""What the script of the first page imports, and Streamlit while it runs it."""
_TEND = 5.0
"""Seconds between two looks after the background jobs."""


def main() -> None:
    """Serve until stopped: ``python -m assistant.ui.server --home DIR --address A --port P``."""
    options = _options()
    address = str(options.address)
    set_option("secrets.files", [str(options.home / "secrets.toml"), str(PROJECT / ".streamlit" / "secrets.toml")])
    set_log_level("ERROR")  # before it reads the options below and tells of every change, in English
    opened = session.opened(options.home)
    threading.Thread(target=_tend, args=(opened,), daemon=True).start()
    owners = media.Owners()
    media.watch(owners)
    longest = opened.settings.session_hours * _HOUR
    gate = Middleware(
        Gate, people=lambda: opened.people, longest=longest, vouched=vouched if oidc_configured() else None,
        pages=frozenset(NEEDED), opens=owners.opens,
    )  # fmt: skip

    @asynccontextmanager
    async def ready(_: App) -> AsyncGenerator[None]:
        await run_in_threadpool(_warm, opened)
        sys.stdout.write("可以打开了。\n")
        sys.stdout.flush()
        yield

    App(PROJECT / "app.py", lifespan=ready, middleware=[gate]).run(config=server_config(address, options.port))


def _warm(opened: Assistant) -> None:
    """Load before the server answers what the first page and the first question would have to wait for."""
    for name in _LOADED:
        importlib.import_module(name)
    with Image.open(ICON) as icon:
        icon.load()
    with suppress(GuanbiaoError):  # shown where somebody asks
        if opened.prepared():
            opened.ask(Question(text="管理评审的输入包括哪些？", workspace=DEFAULT_WORKSPACE, scope="library"))


def _tend(opened: Assistant) -> None:
    """Queued and interrupted jobs go on whether or not anybody looks; what was deleted long ago goes for good."""
    while True:
        with suppress(OSError, sqlite3.Error, StoreBusyError):  # a full disk, a locked file: the next turn tries again
            opened.workers.tend()
            opened.forget_old()
        time.sleep(_TEND)


def server_config(address: str, port: int) -> dict[str, object]:
    """Options of Streamlit: no telemetry, no technical details in pages, own names only on the loopback address.

    Its welcome is in English, and on all addresses it would ask the internet for this machine's own.
    """
    config: dict[str, object] = {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.enableXsrfProtection": True,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.toolbarMode": "viewer",
        "logger.level": "error",
        "logger.hideWelcomeMessage": True,
    }
    if ipaddress.ip_address(address).is_loopback:
        config["server.allowedHosts"] = ["localhost", "127.0.0.1", "::1"]
    return config


def vouched(cookies: Mapping[str, str]) -> tuple[str, datetime] | None:
    """Whom Streamlit's signed cookie of the identity provider names, and since when; None without a valid one."""
    raw = cookies.get(AUTH_COOKIE_NAME)
    if raw is None:
        return None
    signed = decode_signed_value(get_cookie_secret(), AUTH_COOKIE_NAME, raw.strip('"').encode("latin-1", "ignore"))
    try:
        claims = json.loads(signed) if signed else {}
    except ValueError:
        return None
    email, issued = claims.get("email"), claims.get("iat")
    if not claims.get("is_logged_in") or not email or not issued or claims.get("email_verified") is False:
        return None
    return str(email), datetime.fromtimestamp(float(issued), UTC)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8501)
    return parser.parse_args()


if __name__ == "__main__":
    main()
