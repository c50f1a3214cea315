"""Signing in, time-outs, lockout, passwords, grants."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.adapters.passwords import common
from assistant.adapters.session_store import lock_time
from assistant.domain.errors import InputError
from assistant.workflows.accounts import SignInError

from .world import BETTER, GOOD, HeldClock, people_on


@pytest.fixture
def clock():
    return HeldClock()


@pytest.fixture
def people(tmp_path, clock):
    made = people_on(tmp_path / "a.db", clock)
    made.add("李雷", GOOD, "admin", "", "test")
    return made


def test_the_first_account_must_be_an_administrator(tmp_path, clock):
    empty = people_on(tmp_path / "b.db", clock)
    with pytest.raises(InputError, match="管理员"):
        empty.add("李雷", GOOD, "writer", "w", "test")
    assert not empty.accounts.any()


@pytest.mark.parametrize(
    "password", ["short", "1234567890", "password123", "aaaaaaaaaaaa", "qwertyuiop", "abababababab", "Admin@2026!!!"]
)
def test_short_and_common_passwords_are_refused(people, password):
    with pytest.raises(InputError) as error:
        people.add("韩梅梅", password, "writer", "w", "test")
    assert password not in str(error.value)


@pytest.mark.parametrize("password", [GOOD, "x7#kQ9pLm2zT", "厂里的老槐树下三只羊"])
def test_uncommon_passwords_pass(password):
    assert not common(password)


def test_a_session_is_found_by_its_token_only_and_the_token_is_not_stored(people, tmp_path):
    token = people.sign_in("李雷", GOOD, "10.0.0.1")
    assert people.signed_in(token).user == "李雷"
    assert people.signed_in(token).must_change
    assert people.signed_in(token[:-1]) is None
    assert people.signed_in("") is None
    content = b"".join(path.read_bytes() for path in tmp_path.glob("a.db*"))
    assert token.encode() not in content
    assert GOOD.encode() not in content


def test_sessions_end_when_idle_and_in_any_case_after_the_longest_time(people, clock):
    token = people.sign_in("李雷", GOOD, "10.0.0.1")
    clock.pass_by(minutes=59)
    assert people.signed_in(token)
    clock.pass_by(minutes=61)
    assert people.signed_in(token) is None
    token = people.sign_in("李雷", GOOD, "10.0.0.1")
    for _ in range(23):
        clock.pass_by(minutes=30)
        assert people.signed_in(token)
    clock.pass_by(minutes=31)
    assert people.signed_in(token) is None


def test_wrong_name_and_wrong_password_answer_alike_and_lock_alike(people):
    said = []
    for name in ("李雷", "没有这个人"):
        lines = []
        for _ in range(7):
            with pytest.raises(SignInError) as error:
                people.sign_in(name, "wrong wrong wrong", f"10.0.0.{len(said)}")
            lines.append(error.value.message)
        said.append(lines)
    assert said[0] == said[1]
    assert "次数过多" in said[0][5]


def test_locked_accounts_refuse_the_right_password_until_the_time_is_over(people, clock):
    for _ in range(5):
        with pytest.raises(SignInError):
            people.sign_in("李雷", "wrong wrong wrong", "10.0.0.1")
    with pytest.raises(SignInError, match="次数过多"):
        people.sign_in("李雷", GOOD, "10.0.0.2")
    clock.pass_by(seconds=31)
    assert people.sign_in("李雷", GOOD, "10.0.0.2")


def test_the_delay_grows_with_each_failure_up_to_half_an_hour():
    times = [lock_time(n) for n in range(5, 15)]
    assert times[0] == timedelta(seconds=30)
    for earlier, later in zip(times, times[1:], strict=False):
        assert later == min(2 * earlier, timedelta(minutes=30))


def test_one_address_cannot_try_many_names(people):
    refused = 0
    for n in range(70):
        try:
            people.sign_in(f"人{n}", "wrong wrong wrong", "10.9.9.9")
        except SignInError as error:
            refused += "次数过多" in error.message
    assert refused == 10


def test_many_attempts_at_once_are_counted_one_by_one(people):
    def attempt(_):
        try:
            people.sign_in("李雷", "wrong wrong wrong", "10.0.0.1")
        except SignInError as error:
            return "次数过多" in error.message

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(12)))
    assert outcomes.count(False) == 5


def test_a_changed_password_ends_all_sessions_and_lifts_the_duty_to_change(people, clock):
    old = people.sign_in("李雷", GOOD, "10.0.0.1")
    clock.pass_by(seconds=1)
    new = people.change_password("李雷", GOOD, BETTER, "10.0.0.1")
    assert people.signed_in(old) is None
    assert not people.signed_in(new).must_change
    with pytest.raises(SignInError):
        people.sign_in("李雷", GOOD, "10.0.0.1")


def test_disabling_and_logging_out_everywhere_end_sessions_at_once(people, clock):
    people.add("韩梅梅", GOOD, "writer", "甲", "test")
    first, second = people.sign_in("韩梅梅", GOOD, "a"), people.sign_in("韩梅梅", GOOD, "b")
    clock.pass_by(seconds=1)
    people.sign_out_everywhere("韩梅梅", "韩梅梅")
    assert people.signed_in(first) is people.signed_in(second) is None
    third = people.sign_in("韩梅梅", GOOD, "a")
    clock.pass_by(seconds=1)
    people.disable("韩梅梅", True, "李雷")
    assert people.signed_in(third) is None
    with pytest.raises(SignInError):
        people.sign_in("韩梅梅", GOOD, "a")


def test_the_last_administrator_stays(people):
    with pytest.raises(InputError, match="最后一位管理员"):
        people.disable("李雷", True, "test")
    with pytest.raises(InputError, match="最后一位管理员"):
        people.revoke("李雷", "*", "test")


def test_names_that_look_alike_are_one_name(people):
    people.add("Wang", GOOD, "writer", "甲", "test")
    with pytest.raises(InputError, match="已经有了"):
        people.add(" ＷＡＮＧ ", GOOD, "writer", "甲", "test")
    for name in ("本机用户", "*", "a b", "x"):
        with pytest.raises(InputError, match="用户名"):
            people.add(name, GOOD, "writer", "甲", "test")


def test_a_leader_grants_only_lower_roles_in_the_own_workspace(people):
    for name, role in (("厂长", "enterprise_admin"), ("小张", "trainee"), ("顾问", "consultant")):
        people.add(name, GOOD, role, "甲", "test")
    leader = people.accounts.user("厂长")
    people.grant_as(leader, "小张", "甲", "writer")
    for name, place, role in (
        ("小张", "甲", "admin"), ("小张", "*", "admin"), ("厂长", "甲", "consultant"), ("小张", "乙", "writer"),
        ("顾问", "甲", None), ("顾问", "甲", "trainee"),
    ):  # fmt: skip
        with pytest.raises(InputError, match="不能给出"):
            people.grant_as(leader, name, place, role)
    assert [(g.workspace, g.role) for g in people.accounts.grants("小张")] == [("甲", "writer")]


def test_the_identity_provider_opens_only_accounts_made_for_it(people, clock):
    people.add("wang@example.com", None, "writer", "甲", "test")
    now = clock.now()
    assert people.external("WANG@example.com", now).name == "wang@example.com"
    assert people.external("stranger@example.com", now) is None
    assert people.external("李雷", now) is None
    with pytest.raises(SignInError):
        people.sign_in("wang@example.com", "", "a")
    clock.pass_by(seconds=1)
    people.sign_out_everywhere("wang@example.com", "李雷")
    assert people.external("wang@example.com", now) is None
