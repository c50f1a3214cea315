"""The gate: what is answered with and without a session."""

import re
from contextvars import copy_context
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from assistant.ui.gate import COOKIE, Gate
from assistant.ui.media import Owners, taken_by, watch

from ..accounts.world import BETTER, GOOD, HeldClock, people_on

PATHS = (
    "/", "/admin", "/media/abc.pdf", "/_stcore/upload_file/s/f", "/_stcore/host-config", "/static/x.js", "/login/x",
)  # fmt: skip
LOCAL = {"base_url": "http://localhost", "client": ("127.0.0.1", 5000)}


async def _page(request):
    return PlainTextResponse("inside")


async def _socket(websocket):
    await websocket.accept()
    await websocket.send_text("inside")
    await websocket.close()


@pytest.fixture
def people(tmp_path):
    return people_on(tmp_path / "a.db", HeldClock())


@pytest.fixture
def gate(people):
    inside = Starlette(routes=[WebSocketRoute("/_stcore/stream", _socket), Route("/{path:path}", _page)])
    return Gate(inside, lambda: people, 3600)


def client(gate, **options):
    return TestClient(gate, follow_redirects=False, **{**LOCAL, **options})


def reaches_socket(browser):
    try:
        with browser.websocket_connect(f"ws://{browser.base_url.host}/_stcore/stream") as socket:
            return socket.receive_text() == "inside"
    except WebSocketDisconnect:
        return False


def test_without_accounts_only_this_machine_is_let_in(gate):
    assert client(gate).get("/").text == "inside"
    assert reaches_socket(client(gate))
    for stranger in (
        client(gate, client=("192.168.1.7", 5000)),
        client(gate, base_url="http://rebound.example"),
        client(gate, headers={"X-Forwarded-For": "192.168.1.7"}),
    ):
        assert stranger.get("/").status_code == 403
        assert not reaches_socket(stranger)


def test_with_an_account_nothing_answers_without_a_session_even_here(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    for cookies in ({}, {COOKIE: "guessed"}, {COOKIE: ""}):
        browser = client(gate, cookies=cookies)
        for path in PATHS:
            assert "inside" not in browser.get(path).text
        assert not reaches_socket(browser)
    assert client(gate).get("/", headers={"Accept": "text/html"}).headers["location"] == "/login"


def signed_in(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    browser = client(gate)
    browser.post("/login", data={"name": "boss", "password": GOOD})
    return browser


def test_a_password_set_by_others_opens_only_the_form_to_change_it(gate, people):
    browser = signed_in(gate, people)
    assert not reaches_socket(browser)
    assert browser.get("/", headers={"Accept": "text/html"}).headers["location"] == "/password"
    weak = browser.post("/password", data={"old": GOOD, "new": "1234567890", "again": "1234567890"})
    assert "太常见" in weak.text
    assert browser.post("/password", data={"old": "x", "new": BETTER, "again": BETTER}).status_code == 400
    people.clock.pass_by(seconds=1)
    assert browser.post("/password", data={"old": GOOD, "new": BETTER, "again": BETTER}).status_code == 303
    assert browser.get("/").text == "inside"
    assert reaches_socket(browser)
    people.clock.pass_by(hours=2)
    assert not reaches_socket(browser)


def test_a_media_file_opens_for_those_it_was_made_for_only(people):
    owners = Owners()
    owners.add("mine", "boss")
    owners.add("other", "jia")
    inside = Starlette(routes=[Route("/{path:path}", _page)])
    gate = Gate(inside, lambda: people, 3600, opens=owners.opens)
    browser = signed_in(gate, people)
    people.clock.pass_by(seconds=1)
    browser.post("/password", data={"old": GOOD, "new": BETTER, "again": BETTER})
    told = [browser.get(f"/media/{name}").status_code for name in ("mine.png", "mine", "other.png", "unknown.csv")]
    assert told == [200, 200, 404, 404]
    assert browser.get("/").text == "inside"
    owners.drop("mine")
    page = browser.get("/media/mine.png", headers={"Accept": "text/html"})
    assert (page.status_code, page.text) == (404, "没有这个文件")


def test_the_storage_of_the_server_notes_for_whom_a_file_is_made(monkeypatch):
    monkeypatch.setattr(memory_media_file_storage, "MemoryMediaFileStorage", MemoryMediaFileStorage)  # put back
    monkeypatch.setattr("assistant.ui.media._asking", lambda: "jia")
    owners = Owners()
    watch(owners)
    storage = memory_media_file_storage.MemoryMediaFileStorage("/media")
    shown = storage.get_url(storage.load_and_get_id(b"page", "image/png", MediaFileKind.MEDIA))
    own = copy_context()
    own.run(taken_by, "yi")
    taken = storage.get_url(own.run(storage.load_and_get_id, b"report", "text/csv", MediaFileKind.DOWNLOADABLE))
    assert [owners.opens(shown, name) for name in ("jia", "yi")] == [True, False]
    assert [owners.opens(taken, name) for name in ("jia", "yi")] == [False, True]
    storage.delete_file(taken.removeprefix("/media/").split(".")[0])
    assert not owners.opens(taken, "yi")


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    plain = client(gate).post("/login", data={"name": "boss", "password": GOOD}).headers["set-cookie"]
    assert re.search(r"HttpOnly", plain)
    assert re.search(r"SameSite=lax", plain, re.IGNORECASE)
    assert "Secure" not in plain
    secure = client(gate, base_url="https://localhost").post("/login", data={"name": "boss", "password": GOOD})
    assert "Secure" in secure.headers["set-cookie"]


def test_forms_of_other_sites_and_oversized_ones_are_turned_away(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    fields = {"name": "boss", "password": GOOD}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert client(gate).post("/login", data=fields, headers=headers).status_code == 403
    assert client(gate).post("/login", data={**fields, "x": "y" * 5000}).status_code == 401


def test_names_and_messages_are_shown_as_text(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    page = client(gate).post("/login", data={"name": "<script>alert(1)</script>", "password": "x"})
    assert "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_identity_provider_opens_the_socket_but_no_file_before_its_word(people, tmp_path):
    people.add("boss", GOOD, "admin", "", "test")
    people.add("wang@example.com", None, "writer", "甲", "test")
    now = people.clock.now() + timedelta(seconds=1)
    inside = Starlette(routes=[WebSocketRoute("/_stcore/stream", _socket), Route("/{path:path}", _page)])
    who = {"email": None}
    gate = Gate(inside, lambda: people, 3600, lambda cookies: (who["email"], now) if who["email"] else None)
    assert reaches_socket(client(gate))
    for email, opens in ((None, False), ("stranger@example.com", False), ("wang@example.com", True)):
        who["email"] = email
        assert (client(gate).get("/media/abc.pdf").text == "inside") == opens


def test_a_session_somebody_else_chose_beforehand_is_not_the_one_after_the_sign_in(gate, people):
    people.add("boss", GOOD, "admin", "", "test")
    people.add("xue", GOOD, "trainee", "甲厂", "boss")
    for name in ("boss", "xue"):
        people.change_password(name, GOOD, BETTER, "127.0.0.1")
    planted = people.sign_in("xue", BETTER, "10.0.0.9")
    for before in (planted, "made-up", ""):
        browser = client(gate, cookies={COOKIE: before})
        browser.post("/login", data={"name": "boss", "password": BETTER})
        after = browser.cookies.get(COOKIE, path="/", domain="localhost.local") or dict(browser.cookies)[COOKIE]
        assert after not in (before, planted)
        assert people.signed_in(after).user == "boss"
    assert people.signed_in(planted) is None
    assert people.signed_in("made-up") is None
