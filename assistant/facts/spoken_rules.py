"""Rules written as plain talk (上新项目的规矩, 管理评审怎么开, 信息安全几条): what tells them from records."""

import re
from collections.abc import Sequence

from ..text.dates import find_dates

TITLE = re.compile(
    r"(?:规矩|守则|公约|约定|章法|军规|铁律|纪律|讲究|做法|打法|搞法|办事流程|注意事项|明白[卡纸]|(?<!客户)(?<!需求)要求)$|"
    r"(?:怎么|怎样|如何|咋)(?!样|回事|了|没|得)[\u4e00-\u9fff、]{0,10}$|"
    r"[\u4e00-\u9fff](?:[几两三四五六七八九十\d]{1,2}|若干)(?:条|项|点|不准|不许|必须|要|规矩|要求|规定|纪律)(?:规矩|要求|规定|纪律)?$|"
    r"[\u4e00-\u9fff]上墙$"
)
"""Titles of rules among factory people."""
_IN_FORCE = re.compile(
    r"(?:起|开始|之后|以后|今后)[，,]?\s*(?:正式|全厂|全员|大家|都|就|一律|各[\u4e00-\u9fff]{1,3}|先)?\s*"
    r"(?:施行|实施|执行|生效|启用|试行|照(?!常|旧|相)|按(?!摩|月)|算数|起效|这[么样](?:做|办|干))|"
    r"(?:照|按)(?:这个|这些|此|这|以上|上面)(?:[\u4e00-\u9fff]{0,3})(?:做|办|执行|走|来|落实)|"
    r"(?:执行|实施|施行|试行|生效|启用)(?:日期|时间)?\s*[：:]\s*(?:自|从)?\s*\d"
)
"""A day from which it is done so."""
_DUTY = re.compile(
    r"应当?(?![用急收付答对届力])|必须|务必|不得|不许|不准|不要|不能|别(?![的人家处名])|"
    r"[都也只还就]?得(?=先|由|让|有|在|写|把|经|找|给|跟|到|记|签|顾|老)|要(?=写|有|先|在|把|记|填|由|给|报|签|查|留|交|做|看|让|到|讲|上|经|能|改|开|盖|登|换|停|送|问|喊|等)|只(?:能|准|许)|当[天日](?=[\u4e00-\u9fff])|"
    r"才(?:能|算|可|准|许)|一律|谁[^，。；]{1,14}谁|负责|"
    r"每(?:年|月|天|周|季|个|星期|班|次|回|半|两|隔)|[一半][年季月周个][^，。；]{0,8}[一两二三四\d][次回趟]|"
    r"[天日周月]以?内|(?:[日号月底]|以|之)前|《[^》]{2,20}》\s*[（(]|签字|点头|批准|拍板"
)
_ITEM = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．：:\s]|[①-⑳]|第[一二三四五六七八九十\d]+[条章款])"
)


def speaks_rules(title: str, lines: Sequence[str]) -> bool:
    """Whether a paper lays down what is to be done: its title and words say so, or the day it takes effect, or
    nearly all it says."""
    duties = sum(bool(_DUTY.search(x)) for x in lines)
    if TITLE.search(title):
        return duties >= 1
    if duties >= 2 and any(in_force(x) for x in (*lines[:4], *lines[-3:])):
        return True
    items = [x for x in lines if _ITEM.match(x)]
    told = sum(bool(_DUTY.search(x)) for x in items)
    dated = sum(any(m.precision == "day" and not m.inferred for m in find_dates(x)) for x in lines)
    return len(items) >= 4 and told >= 0.75 * len(items) and len(items) >= 0.5 * len(lines) and dated <= 1


def in_force(line: str) -> bool:
    """Whether a line names the day from which its paper holds."""
    return bool(_IN_FORCE.search(line)) and any(m.precision == "day" for m in find_dates(line))
