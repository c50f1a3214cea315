"""Rules factory people write as they talk are read as rules; what they jot down about a day is not."""

from datetime import date

import pytest

from assistant.domain.document import Block, FileFacts, LoadedFile
from assistant.domain.facts import Paper
from assistant.facts.identity import codes_in, version_in
from assistant.facts.papers import read_paper
from assistant.text.dates import find_dates

RULES = {
    "车间扫码的规矩.docx": ["车间扫码的规矩", "做完一道扫一道，不许攒着扫。", "枪坏了当天送电脑房。"],
    "盘点怎么盘.txt": ["盘点怎么盘", "每个月最后一天仓库跟财务一起盘。", "盘完三天以内出单子。"],
    "信息员八条.docx": ["信息员八条", "1. 密码不许写在纸上。", "2. 每周五看一遍备份。"],
    "开会跟请假.docx": [
        "开会跟请假",
        "班前会每天早上八点，班长主持。",
        "请假得先找主任签字。",
        "老板签字 2024年5月6日，2024年5月20日起照这个做。",
    ],
    "数据上墙.txt": ["数据上墙", "一 每天下班前把数报给统计。", "二 报错的自己改，不许别人代改。"],
    "出了岔子咋整.txt": ["出了岔子咋整", "谁先看见谁喊班长。", "写单子，三天以内说清原因。"],
    "机房和账号.docx": [
        "机房和账号",
        "1、机房钥匙只能两个人有。",
        "2、每季头一个月把账号清一遍。",
        "3、人走了当天停号。",
        "4、外人进机房要登记。",
        "5、备份盘每周换一次。",
    ],
    "验厂要求.docx": ["验厂要求", "客户来之前三天以内各块自查一遍。", "查出来的写进本子。"],
}
NOTES = {
    "停线经过.txt": ["停线经过", "2025年3月4日上午断网，停了四十分钟。", "2025年3月5日换了交换机。"],
    "客户要求.txt": ["客户来电 2025.4.2", "说交期要提前两天。", "王总 2025.4.3 回了，可以。"],
    "周五碰头.docx": ["周五碰头", "2025年6月6日　主持：李强", "说的：料不够。", "定的：张梅每天报一次到料。"],
    "设备搬家.docx": ["设备搬家", "2025年7月1日搬了三台，2025年7月2日调好，2025年7月3日开工。"],
}


def paper(name: str, texts: list[str]) -> Paper:
    blocks = tuple(Block(kind="paragraph", text=t) for t in texts)
    media = name.rsplit(".", 1)[-1]
    return read_paper(name, LoadedFile(facts=FileFacts(name=name, sha256="0" * 64, size=1, media=media), blocks=blocks))


@pytest.mark.parametrize("name", RULES)
def test_rules_in_plain_words_are_documents_that_prescribe(name: str):
    assert paper(name, RULES[name]).kind == "procedure"


@pytest.mark.parametrize("name", NOTES)
def test_notes_of_what_happened_are_no_rules(name: str):
    assert paper(name, NOTES[name]).kind == "record"


@pytest.mark.parametrize(
    ("line", "signed", "begins"),
    [
        ("老王起草，刘厂看过，陈总签字 2024.3.1，2024年3月11日起照这个做。", date(2024, 3, 1), date(2024, 3, 11)),
        ("陈总点头：2025-05-06　自2025-05-20起大家都照此办理。", date(2025, 5, 6), date(2025, 5, 20)),
        ("2023年12月28日批，2024年1月8日开始执行", None, date(2024, 1, 8)),
        ("签字：2025.7.4　执行：2025.7.14", date(2025, 7, 4), date(2025, 7, 14)),
    ],
)
def test_the_line_that_puts_a_rule_in_force_gives_both_days(line: str, signed: date | None, begins: date):
    read = paper("仓库的规矩.docx", ["仓库的规矩", "进出都要登记，不许补登。", line])
    assert (read.released_on, read.effective_on) == (signed, begins)


def test_forms_numbered_by_kind_are_read_in_brackets_and_alone():
    cited = "《恢复试验表》（表09 25-7版）、补录本（表24），交接用附表3，详见表1"
    assert codes_in(cited) == ["表09", "表24", "附表3"]
    assert codes_in("表01") == ["表01"]
    assert codes_in("表1 各岗位分工") == []
    assert version_in("恢复试验表（表09 25-7版）") == "25-7"
    assert version_in("点检表（表02 24版）") == "24"
    assert version_in("领用单共24版") is None


def test_a_rule_that_cites_a_form_number_has_no_number_itself():
    read = paper("质检的规矩.docx", ["质检的规矩（第2版）", "返工都要写《返工单》（表07），当天报主任。"])
    assert read.code is None


def test_short_years_are_dates_where_they_stand_alone():
    assert [m.first for m in find_dates("张梅 25.01.14　批：25/7/1")] == [date(2025, 1, 14), date(2025, 7, 1)]
    assert find_dates("24.1.2 范围") == []
    assert find_dates("程序版本 24.1.2") == []
    assert find_dates("地址 10.25.12.11") == []
