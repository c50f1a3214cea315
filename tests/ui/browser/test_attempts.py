"""Attempts to get at what is not one's own, made on the real server with requests no browser would send."""

import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from assistant.bootstrap import open_assistant
from assistant.settings import load_settings
from assistant.ui.gate import COOKIE

from .conftest import PROJECT, opened_page, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
SECRETS = ("SQLite format 3", "root:x:", "蓝鲸号", "argon2", "cookie_secret")
UP = ("..", "%2e%2e", "%252e%252e", "..%2f..", "..%5c..", "....//", "%c0%ae%c0%ae")
ROUTES = (
    "", "media", "static", "app/static", "component/guanbiao_cited_text", "_stcore/upload_file/x",
    "_stcore/bidi-components",
)  # fmt: skip
WANTED = ("guanbiao.db", "etc/passwd", "settings.yaml", "secrets.toml")


@pytest.fixture(scope="module")
def asked(server):
    """``asked(page, paths)``: what the server says to these paths with the cookies of a window; None: without any."""

    def ask(page, paths):
        cookies = page.context.cookies() if page else []
        header = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)
        command = [sys.executable, "-m", "tests.ui.browser.raw_requests", str(urlsplit(server.address).port), header]
        done = subprocess.run(
            command, input="\n".join(paths) + "\n", capture_output=True, text=True, check=True, cwd=PROJECT
        )
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask


@pytest.fixture(scope="module")
def opened(server, models_dir):
    """The assistant on the same data folder, as the command line has it."""
    return open_assistant(load_settings(server.home, {"GUANBIAO_MODELS": str(models_dir)}))


def climbing(home):
    deep = [f"/{route}/{'/'.join([up] * 8)}/{name}" for route in ROUTES for up in UP for name in WANTED]
    whole = [f"/{route}/{home}/guanbiao.db" for route in ROUTES]
    return [*deep, *whole, "//etc/passwd", "/media//etc/passwd", "/file:///etc/passwd"]


def test_no_path_leads_out_of_what_is_served(browsing, asked, server):
    paths = climbing(server.home)
    for page in (None, opened_page(browsing("yi"), "", "问答")):
        answers = asked(page, paths)
        assert len(answers) == len(paths)
        assert not [told["path"] for told in answers if any(secret in told["body"] for secret in SECRETS)]
        assert not [told["path"] for told in answers if told["status"] >= 500]


def test_names_of_media_and_uploads_cannot_be_guessed(browsing, asked):
    page = opened_page(browsing("yi"), "", "问答")
    names = ["0" * 56, "f" * 56, "1", "a.png", "guanbiao.docx", "%00", "*"]
    paths = [f"/media/{name}{end}" for name in names for end in ("", ".png", ".docx")]
    paths += [f"/_stcore/upload_file/{name}/{name}" for name in names]
    shell, *answers = asked(page, ["/", *paths])
    found = [told["path"] for told in answers if told["status"] == 200 and told["body"] != shell["body"]]
    assert (shell["status"], found) == (200, [])


def test_a_picture_or_file_of_the_pages_is_not_handed_to_strangers(browsing, asked):
    page = browsing("jia")
    seen = []
    page.on("response", lambda response: seen.append(urlsplit(response.url).path))
    opened_page(page, "", "问答")
    media = [path for path in seen if path.startswith("/media/")]
    assert media
    assert {told["status"] for told in asked(None, media)} == {401}
    assert {told["status"] for told in asked(page, media)} == {200}


def test_what_one_person_took_away_opens_for_nobody_else_who_is_signed_in(browsing, asked):
    owner, other = opened_page(browsing("boss"), "people", "用户"), opened_page(browsing("yi"), "", "问答")
    owner.get_by_role("tab", name="审计日志").click()
    with owner.expect_download() as waiting:
        owner.get_by_role("button", name="导出 CSV").click()
    taken = [urlsplit(waiting.value.url).path]
    assert [told["status"] for told in asked(owner, taken)] == [200]
    assert [(told["status"], told["body"]) for told in asked(other, taken)] == [(404, "没有这个文件")]
    assert [told["status"] for told in asked(None, taken)] == [401]


def test_a_socket_opens_with_a_living_session_only(browsing, asked, opened):
    socket = ["ws:/_stcore/stream"]
    assert asked(None, socket)[0]["status"] == 403
    page = opened_page(browsing("jie"), "", "问答")  # nobody else's windows hang on this one's session
    assert asked(page, socket)[0]["status"] == 101
    opened.people.sign_out_everywhere("jie", "boss")
    assert asked(page, socket)[0]["status"] == 403
    page.get_by_test_id("stSidebarNavLink").get_by_text("资料", exact=True).click()
    expect(page.get_by_text("登录").first).to_be_visible()
    assert page.get_by_role("heading", name="资料", exact=True).count() == 0


def test_the_cookie_from_before_the_sign_in_is_not_the_one_after_it(browsing, chromium, server):
    context = chromium.new_context(base_url=server.address)
    context.add_cookies([{"name": COOKIE, "value": "chosen-by-somebody-else", "url": server.address}])
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("用户名").fill("jia")
    page.get_by_label("密码").fill("battery kite lamp")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="问答", exact=True).first).to_be_visible()
    settled(page)
    kept = [cookie for cookie in context.cookies() if cookie["name"] == COOKIE]
    assert len(kept) == 1
    assert kept[0]["value"] != "chosen-by-somebody-else"
    assert kept[0]["httpOnly"]
    context.close()
