"""Signing in with the enterprise's account at a real provider, with real redirects."""

import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from assistant.bootstrap import open_assistant
from assistant.settings import load_settings

from .conftest import PATIENCE, PROJECT, answering, free_port, settled, started, stopped

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]
EMAIL = "wang@example.com"


@pytest.fixture
def provider():
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.ui.browser.identity_provider", port, EMAIL], cwd=PROJECT)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.fixture
def site(provider, prepared_home, models_dir, tmp_path, chromium):
    home, port = tmp_path / "home", free_port()
    shutil.copytree(prepared_home, home, ignore=shutil.ignore_patterns("writer.lock"))
    (home / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"s" * 40}"\n'
        f'client_id = "guanbiao"\nclient_secret = "hidden"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    opened = open_assistant(load_settings(home, {"GUANBIAO_MODELS": str(models_dir)}))
    opened.people.add("boss", "first words here", "admin", "", "test")
    server = started(home, models_dir, port=port)
    context = chromium.new_context(base_url=server.address)
    context.set_default_timeout(PATIENCE)
    answering(server, context.request)
    yield opened, context
    context.close()
    stopped(server)


def sign_in(page):
    page.goto("/")
    page.get_by_role("button", name="用企业账号登录").click()
    page.get_by_role("link", name=f"以 {EMAIL} 登录").click()


def test_only_an_account_made_for_it_gets_in_and_can_be_put_out_again(site):
    opened, context = site
    page = context.new_page()
    sign_in(page)
    expect(page.get_by_text("这个企业账号没有开通")).to_be_visible()
    opened.people.add(EMAIL, None, "writer", "甲厂", "boss")
    context.clear_cookies()
    page = context.new_page()
    page.wait_for_timeout(1100)  # the provider tells whole seconds; a sign-in counts from the moment after the account
    sign_in(page)
    expect(page.get_by_role("heading", name="问答", exact=True).first).to_be_visible()
    settled(page)
    expect(page.get_by_role("button", name=EMAIL)).to_be_visible()
    opened.people.sign_out_everywhere(EMAIL, "boss")
    page.reload()
    expect(page.get_by_text("没有开通或登录已过期")).to_be_visible()
