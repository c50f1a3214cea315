from datetime import date

from assistant.checks.paper import Line
from assistant.checks.verifying import people_in, verified_on, verifiers


def lines(*texts: str) -> list[Line]:
    return [Line(locator=f"第 {number} 段", text=text) for number, text in enumerate(texts, start=1)]


def test_names_stand_behind_posts_and_departments():
    assert people_in("（1）信息科科长闻人笑于9月25日前增加报警；仓储部 牛犇：修改规程") == ["闻人笑", "牛犇"]
    assert people_in("信息部增加报警，计划科修订程序") == []


def test_the_one_beside_the_label_verified_else_the_one_before_the_look():
    assert [who for _, who in verifiers(lines("验证人：数智中心 仰知秋。抽查 31 次。"))] == ["仰知秋"]
    assert [who for _, who in verifiers(lines("9月16日物流部经理牛得草看了曲线，断了 4 趟。"))] == ["牛得草"]
    assert not list(verifiers(lines("批准关闭：管理者代表 郦长风")))


def test_the_day_of_the_look_is_not_that_of_what_was_looked_at():
    told = lines("验证日期：2026-08-15。抽查 2026-09-01 至 2026-09-30 的变更 31 次。")
    assert [day for _, day in verified_on(told, 2026)] == [date(2026, 8, 15)]
    spoken = lines("2026年9月20日，由内审员宗小棠验证：抽查10月8日至31日核对记录。")
    assert [day for _, day in verified_on(spoken, 2026)] == [date(2026, 9, 20)]
