"""The real server, the real Chromium, three people of two clients; every request of a page is recorded."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

from assistant.bootstrap import open_assistant
from assistant.settings import load_settings

PROJECT = Path(__file__).resolve().parents[3]
PICTURES = PROJECT / "artefacts" / "screenshots"
PASSWORD = "battery kite lamp"
PEOPLE = {
    "boss": ("admin", ""), "jia": ("consultant", "甲厂"), "yi": ("consultant", "乙厂"), "xue": ("trainee", "甲厂"),
    "jie": ("consultant", "乙厂"),
}  # fmt: skip
FRESH = "新来的"
"""Somebody whose password was set by another."""
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
_FREE_PORT = "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"


def free_port() -> str:
    """A port nobody listens on; found by another process, because tests have no sockets."""
    done = subprocess.run([sys.executable, "-c", _FREE_PORT], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Server:
    """A running server."""

    home: Path
    address: str
    process: subprocess.Popen


@pytest.fixture(scope="session")
def chromium():
    """A browser for all tests; each person gets a context of their own."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("没有 Chromium，装不上它的地方不跑浏览器测试（Debian：apt-get install chromium）")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=_OPTIONS)
        yield browser
        browser.close()


def started(home: Path, models: Path, port: str = "") -> Server:
    """A server on a data folder."""
    port = port or free_port()
    environment = {**os.environ, "GUANBIAO_MODELS": str(models)}
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve", "--home", str(home), "--port", port],
            cwd=PROJECT, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    return Server(home, f"http://127.0.0.1:{port}", process)


def stopped(server: Server) -> None:
    """End a server with its children; the worker it began leaves by itself when nothing is queued."""
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()


def answering(server: Server, request) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert server.process.poll() is None, (server.home / "server.log").read_text(encoding="utf-8")[-2000:]
        try:
            if request.get(f"{server.address}/login", max_redirects=0).status < 500:
                return
        except Error:
            time.sleep(0.1)
    raise AssertionError("服务没有起来")


@pytest.fixture(scope="session")
def server(prepared_home, models_dir, tmp_path_factory, chromium):
    """The product on a data folder with accounts."""
    home = tmp_path_factory.mktemp("web") / "home"
    shutil.copytree(prepared_home, home, ignore=shutil.ignore_patterns("writer.lock"))
    opened = open_assistant(load_settings(home, {"GUANBIAO_MODELS": str(models_dir)}))
    for name, (role, place) in PEOPLE.items():
        opened.people.add(name, "first words here", role, place, "test")
        opened.people.change_password(name, "first words here", PASSWORD, "127.0.0.1")
    opened.people.add(FRESH, "first words here", "writer", "甲厂", "test")
    opened.store.close()
    running = started(home, models_dir)
    context = chromium.new_context()
    answering(running, context.request)
    context.close()
    yield running
    stopped(running)


@pytest.fixture(scope="session")
def foreign():
    """Requests of pages to any other place than this machine."""
    return []


@pytest.fixture(scope="session")
def browsing(chromium, server, foreign):
    """``browsing("jia")`` is a fresh window of somebody signed in; None: of a stranger."""
    states, contexts = {}, []

    def window(name=None, **options):
        context = chromium.new_context(
            locale="zh-CN", base_url=server.address, storage_state=states.get(name), accept_downloads=True,
            **{"viewport": {"width": 1280, "height": 900}, **options},
        )  # fmt: skip
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: _record(foreign, request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: _record(foreign, socket.url))
        if name and name not in states:
            page.goto("/login")
            page.get_by_label("用户名").fill(name)
            page.get_by_label("密码").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            states[name] = context.storage_state()
        return page

    yield window
    for context in contexts:
        context.close()


def _record(foreign: list[str], url: str) -> None:
    if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname != "127.0.0.1":
        foreign.append(url)


def settled(page: Page) -> None:
    """Until the script of the page has run."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE)


def opened_page(page: Page, path: str, title: str, **query: str) -> Page:
    """Go to a page by its address and wait for it."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    page.goto(f"/{path}" + (f"?{asked}" if asked else ""))
    page.get_by_role("heading", name=title, exact=True).first.wait_for()
    settled(page)
    return page


def took_in(page: Page, place: str, *files: Path) -> Page:
    """A client of its own that has taken in these files."""
    opened_page(page, "library", "资料", w=place)
    page.locator('input[type="file"]').first.set_input_files([str(f) for f in files])
    page.get_by_role("button", name="读入", exact=False).first.click()
    expect(page.get_by_text(f"{len(files)} 份可用，0 份失败")).to_be_visible()
    page.get_by_role("button", name="知道了").click()
    settled(page)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a select box by its label."""
    field = page.get_by_role("combobox", name=label).first
    field.click()
    field.fill(option)  # long lists show only what fits
    page.get_by_role("option", name=option, exact=True).first.click()
    settled(page)


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, to be looked at; not committed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    settled(page)
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.screenshot(path=PICTURES / f"{name}.png")
