"""Check for one thing done at two frequencies."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..domain.facts import Cadence
from ..text.cadence import parse_cadence
from .grids import Row
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .subjects import acting
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_CADENCE = re.compile(
    r"\d{1,2}[时点](?:\d{1,2}分|半)?[前后]?各?|每隔?(?:[两二三四六\d]\s*个?)?(?:个)?(?:工作)?(?:日|天|周[一二三四五六日]?|旬|双?月|季度?|半年|年|班)(?:度)?(?:(?:首月|末月|第[一二三]个?月)的?[一二三四五六七八九十\d]{1,3}[日号]前?|[末底初]|最后一[日天]|的?\d{1,2}[日号]?(?:[至到-]\d{1,2}[日号])?前?|\d{1,2}月)?(?:至少|不少于)?|"
    r"[按逐](?:日|周|月|季度?|年)|(?:至少|不少于)?[一二两三四\d]{1,2}次|\d{1,2}[:：]\d\d前?|最后一[日天]|\d{1,2}[日号月](?:[底末前])?|各一次"
)
_DIVIDE = re.compile(
    r"[^\u4e00-\u9fffA-Za-z0-9]+|(?:进行|开展|组织|实施|执行|应当|应|须|必须|由|(?<![核校比针])对|将|把|的|做|并|及|和|(?<!参)与|在|于|一次|完成|定期|负责)"
)
_ACTOR = re.compile(r"(?:部|部门|办|办公室|室|处|科|课|中心|车间|站|组|员|经理|主任|部长|科长|代表|公司|单位|岗)$")
_NAMED_RECORD = re.compile(
    r"《[^》]+》|[\u4e00-\u9fff]{2,8}(?:日志|表|单|记录|台账|清单|报告)\s*[A-Z]{1,5}[-/][\w\-/]+"
)
_TITLED = re.compile(r"^.{2,30}(?:程序|办法|制度|规定|规程|细则|流程|规范|标准)(?:[（(].*)?$")


class Duty(NamedTuple):
    """Something done at a cadence, part by part."""

    said: str
    verbs: frozenset[str]
    objects: frozenset[str]
    line: Line
    text: str
    titled: bool = False
    """The action stands as the title of the step: 校准：…"""
    case: frozenset[str] = frozenset()
    """Words that set this case apart: 重点, 首次."""


@check("contradictory_frequency")
def contradictory_frequency(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Two different cadences for the same action on the same object in one paper.

    Clauses are compared part by part: one part with an action word must be the same in both, and what else they name
    must not be different things.
    """
    seen: list[Duty] = []
    actions = any_of(parameters, "actions")
    title = " ".join(line.text for line in paper.lines[:4] if _TITLED.search(line.text.strip()))
    for duty in duties(paper, parameters):
        other = next((known for known in seen if duty.case == known.case and contradicts(duty, known)), None)
        if other:
            yield at(duty.line, duty.text, other=other.text, place=other.line.locator)
        elif near := next(
            (known for known in seen if duty.case == known.case and alike(duty, known, actions, title)), None
        ):
            yield at(duty.line, duty.text, other=near.text, place=near.line.locator).model_copy(update={"unsure": True})
        seen.append(duty)
    yield from _against_rows(paper)


_ROW_WHAT = re.compile(r"事项|步骤|做什么|干[啥什]|工作|活动|内容|环节|动作|项目|名称")
_ROW_WHEN = re.compile(r"时机|何时|时间|频次|频率|多久|什么时候|时限|周期|几时")


_TELLS = re.compile(r"通报|统计|汇报|公布|汇总|报告|抽查|考核|评价|分析")


def _against_rows(paper: Paper) -> Iterator[Hit]:
    """A sentence wants what a row of a table of steps names done at another cadence than the row."""
    clauses = [
        (line, text, clause)
        for line, text in phrases([piece for piece in paper.body if not piece.row])
        for clause in re.split(r"[；;，,]", text)
    ]
    for row, name, often in _rows_at_times(paper):
        for line, text, clause in clauses:
            itself = re.search(rf"{name}(?!的|情况|结果|记录|报告|表|单)", clause)
            said = parse_cadence(clause) if itself else None
            rest = _DIVIDE.sub("", _CADENCE.sub("", clause.replace(name, "")))
            if said and said.period and said.period != often.period and not _TELLS.search(rest) and len(rest) <= 6:
                yield at(line, text, other=row.text, place=row.locator)


def _rows_at_times(paper: Paper) -> Iterator[tuple[Row, str, Cadence]]:
    """Rows of tables that name what is done in a few words, with how often."""
    for grid in paper.grids:
        columns = [[i for i, head in enumerate(grid.columns) if words.search(head)] for words in (_ROW_WHAT, _ROW_WHEN)]
        if not all(columns) or columns[0][0] == columns[1][0]:
            continue
        for row in grid.rows:
            name, often = row.cells[columns[0][0]].strip(), parse_cadence(row.cells[columns[1][0]])
            if often and often.period and re.fullmatch(r"[\u4e00-\u9fffA-Z]{3,12}", name):
                yield row, name, often


def alike(one: Duty, two: Duty, actions: re.Pattern[str], title: str) -> bool:
    """Most likely the same thing at another cadence: the same action, and one names all the other does.

    Somebody else may well look at the same thing at another pace.
    """
    acts = [{match[0] for match in actions.finditer(" ".join(duty.verbs))} for duty in (one, two)]
    whos = [acting(duty.text) for duty in (one, two)]
    if one.said == two.said or one.text == two.text or not acts[0] & acts[1] or _others(*whos):
        return False
    short, long = sorted((_things(duty, actions) for duty in (one, two)), key=len)
    own = any(act in title for act in acts[0] & acts[1]) and all(mark in title for mark in short + long)
    titled = (one.titled or two.titled) and len(short) >= 2
    close = len(short) >= 3 and len(long) - len(short) <= 4
    return own or (short in long and (close or titled or (len(short) >= 2 and bool(whos[0] and whos[1]))))


def _others(one: str, two: str) -> bool:
    """Two different doers; 各部门 is everybody's name."""
    named = one and two and not re.match(r"各|相关|责任|有关", one) and not re.match(r"各|相关|责任|有关", two)
    return bool(named) and one not in two and two not in one and one[-3:] != two[-3:]


def _things(duty: Duty, actions: re.Pattern[str]) -> str:
    """What is acted on, as one string without the action and its counting words."""
    words = "".join(sorted(duty.objects) or duty.verbs)
    return re.sub(r"应?保证|不少于|一[遍次轮回]|[各全]面?|[对的]", "", actions.sub("", words))


def duties(paper: Paper, parameters: Parameters) -> Iterator[Duty]:
    """What the paper wants done how often: ``actions`` of interest, ``unless`` the clause is an exception."""
    actions, excuse = any_of(parameters, "actions"), any_of(parameters, "unless")
    for line, text in phrases(paper.body):
        for clause in re.split(r"[；;，,]", text):
            duty = _duty(clause, line, text, actions)
            if duty is not None:
                yield duty._replace(case=frozenset(excuse.findall(clause)))


def _duty(clause: str, line: Line, text: str, actions: re.Pattern[str]) -> Duty | None:
    clause = re.sub(r"^\s*[\u4e00-\u9fff]{2,6}\u3000+(?=[\u4e00-\u9fff])", "", clause)
    clause = re.sub(r"(?<=[\d\u4e00-\u9fff])[ \u3000]+(?=[\d\u4e00-\u9fff])", "", _NAMED_RECORD.sub("", clause))
    label = re.match(r"\s*(?:\d[\d.、]*\s*)?([\u4e00-\u9fff]{2,8})[：:]", clause)
    titled = label[1] if label and actions.search(label[1]) else ""
    clause = re.sub(r"^\s*第[^条章节]{1,4}[条章节]\s*|^\s*\d[\d.]*\s*|^[^：:]{1,12}[：:]", "", clause)
    cadence = parse_cadence(clause)
    if cadence is None or cadence.period is None or len(clause) < 6:
        return None
    parts = [part for part in _DIVIDE.split(_CADENCE.sub("，", clause)) if part and len(part) > 1]
    parts = [part for part in parts if not _ACTOR.search(part)]
    acts = {part for part in parts if actions.search(part)}
    verbs = frozenset(acts | ({titled} if titled else set()))
    if not verbs:
        return None
    return Duty(f"{cadence.period}/{cadence.min_count}", verbs, frozenset(parts) - verbs, line, text, bool(titled))


def contradicts(one: Duty, two: Duty) -> bool:
    """The same action on the same object at another cadence."""
    common = one.verbs & two.verbs
    if one.said == two.said or not common or one.text == two.text:
        return False
    if one.objects & two.objects:
        return one.objects <= two.objects or two.objects <= one.objects
    apart = bool(one.objects) and bool(two.objects)
    return not apart and any(len(verb) >= 4 for verb in common) and one.verbs <= common | two.verbs
