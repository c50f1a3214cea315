"""Steps of a procedure in running text: who acts, when, and what trace is left."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..domain.value import Value
from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from ..text.deadlines import find_deadlines
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .subjects import acting
from .tasks import task_columns
from .words import any_of

Parameters = Mapping[str, Any]

_RECORD = r"(?:表|单|记录|台账|纪要|报告|清单|登记簿?|日志|凭证|档案|方案|计划|通知书?|卡|册|回执|签到|审批|备案)"
_TRACE = re.compile(
    rf"《[^》]+》|[（(]\s*[A-Za-z]{{1,5}}[-/][A-Za-z0-9\-./]+\s*[)）]|(?<![A-Za-z])[A-Z]{{2,5}}-[A-Z0-9\-]{{2,}}|"
    rf"(?:填|记|形成|出具|编|登|录|写|存|留|归档|生成|签|提交|上传|拍照|保留|开具?|发|下达|更新|用|在|以|交|报|凭|入|见|备|盖)[^，。；]{{0,14}}{_RECORD}|"
    rf"[\u4e00-\u9fff]{{2,8}}(?:表|单|台账|纪要|清单|登记簿|日志|回执)(?=[，。；、（(]|$)|登记|备案|归档|存档|留痕|记入|系统(?:中|内|里|自动)|OA|邮件|签字|截图|拍照"
)
_WHEN = re.compile(
    r"(?<=\d[日天周月号年点时])[前后内]|(?<=[底末初])前|之日[前后]|当[天日班场月]|每|即(?:时|刻|日)?|立即|马上|随(?:即|后)|之日起|工作日|小时|\d{1,2}[:：点]\d*|[年月季周][初末底度]|以[前后内]|次日|逐|"
    r"到[^，。；]{1,6}时|\d\s*分钟|(?:月份|期间|周期)内"
)
_ON = re.compile(
    r"(?<=[\u4e00-\u9fff\d ])(?:后(?![台续勤果期者])|前(?![期后述端往者提台三两五十]))|的[，,]|[前后内时]由"
)
_NO_STEP = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]{1,3}条)?[\s\u3000]*(?:为了?[^，。]{2,}|本(?:办法|程序|规定|制度|细则)|适用|依据|按照?《)|"
    r"^(?:\s*(?:GB[/\x20]T?[\s\d.\-—]+|[A-Z]{1,4}[-/][A-Z0-9\-/]+)?\s*《[^》]+》[^，。；]{0,24}[、；;，。]?)+$|^\s*GB/T|(?:^|条)[\s\u3000]*[\u4e00-\u9fff]{2,10}归口[，。；]|^\s*答[：:][^，。]{2,10}归口"
)
_DUTY = re.compile(r"归口|负责(?!人)|主管(?![审批汇编填统组检核提在应于每按把将负\d])|适用|存[^，。]{0,8}年|[：:]")


_NO_TIME = re.compile(r"《[^》]*》|(?<![每按各半])(?:[上下本]一?)?年度(?=[\u4e00-\u9fff])|频[次率]")
"""Words of time that say nothing of when: 年度计划, 频次 as one of the things to be told."""


class Step(Value):
    """One step, with what it says."""

    line: Line
    who: bool
    when: bool
    trace: bool


def steps(paper: Paper, outside: re.Pattern[str]) -> tuple[Step, ...]:
    """Paragraphs and list items of the working parts of a paper, those about its purpose, terms or records left out."""
    headed = any(line.heading for line in paper.lines[1:])
    lines = [line for line in paper.lines if not line.heading and len(line.text.strip()) >= (6 if line.bullet else 10)]
    lines = [line for line in lines if line.section and line.section != paper.lines[0].text.strip() or not headed]
    return tuple(
        _step(line)
        for line in lines
        if not outside.search(line.section + line.text[:12]) and not _front(line) and not _NO_STEP.search(line.text)
    )


def _front(line: Line) -> bool:
    """Lines of the cover: labels with names and days."""
    labels = re.findall(r"[\u4e00-\u9fff]{2,6}\s*[:：]", line.text)
    counted = (
        line.bullet
        or line.number
        or re.match(r"\s*(?:[（(]?(?:\d{1,2}(?!\d)|[一二三四五六七八九十])|第.{1,3}[条步]|[①-⑳])|.*→", line.text)
    )
    titled = not counted and not re.search(r"[。；，]", line.text)
    cover = re.match(
        r"\s*(?:批准|文件编?号|编[号制写]|版[本次]|实施|执行|生效|起草|审核|归口)[^，。]{0,6}[:：\s]", line.text
    )
    named = len(labels) > 1 and not re.search(r"[。；]", line.text)
    return named or titled or bool(cover) or bool(re.search(r"[:：]$", line.text.strip()))


def _step(line: Line) -> Step:
    unnumbered = re.sub(r"^\s*(?:\d+(?:[.．]\d+)*|[（(]?[\d一二三四五六七八九十]+[)）.、．])\s*", "", line.text)
    who = bool(acting(_main(line.text)))
    text = _NO_TIME.sub("", re.sub(r"^[^：:，。；\d]{1,12}[：:]", "", unnumbered))
    first = re.split(r"[，。；]", text, maxsplit=1)[0] + "，"
    when = bool(
        _WHEN.search(text) or _ON.search(first) or find_dates(text) or find_deadlines(text) or parse_cadence(text)
    )
    return Step(line=line, who=who, when=when, trace=bool(_TRACE.search(unnumbered)))


def _main(text: str) -> str:
    """What is done first, without the cases behind it: who puts it right if it fails is somebody else."""
    kept: list[str] = []
    acts = False
    for clause in re.split(r"(?<=[，。；;])", text):
        case = bool(
            re.search(r"(?:的|时|后|以上|以下)[，,]$|按(?:照)?[^，。；]{2,}(?:执行|办理|处理)[，。；]$", clause)
        )
        if acts and (case or kept[-1].endswith(("。", "；", ";"))):
            break
        kept.append(clause)
        acts = acts or not case
    return "".join(kept)


def _unowned(paper: Paper) -> Iterator[Step]:
    """Rows of step tables that have no column for who acts: the cell that says what is done must say it."""
    for grid in paper.grids:
        columns = task_columns(grid)
        heads = " ".join(grid.columns)
        if grid.form or "owner" in columns or len(grid.rows) < 3 or not re.search(_STEP_HEADS, heads):
            continue
        index = next(
            (i for i, head in enumerate(grid.columns) if re.search(r"做法|内容|要求|活动|怎么做|做什么|方法", head)), 0
        )
        for row in grid.rows:
            text = row.cells[index] if index < len(row.cells) else ""
            line = Line(locator=row.locator, text=row.text, section=row.section, row=True)
            yield _step(line.model_copy(update={"text": text})).model_copy(update={"line": line})


_STEP_HEADS = r"步骤|做法|环节|活动|流程|做什么|怎么做"


@check("step_differs")
def step_differs(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A step that lacks what (``slot``: who, when or trace) most of the other steps say; ``least`` of them at least."""
    slot = parameters["slot"]
    found = (*steps(paper, any_of(parameters, "outside")), *(_unowned(paper) if slot == "who" else ()))
    lacking = [step for step in found if not getattr(step, slot)]
    having = len(found) - len(lacking)
    if having >= parameters["least"] and having >= parameters.get("share", 0.5) * len(found):
        yield from (at(step.line) for step in list(_asked(lacking, slot))[:4])


def _asked(lacking: Sequence[Step], slot: str) -> Iterator[Step]:
    """Of a trace only where somebody does something at a time; of a time only where somebody acts."""
    for step in lacking:
        duty = bool(_DUTY.search(re.sub(r"^[^：:，。]{1,12}[：:]", "", step.line.text)))
        if slot == "who" or (slot == "trace" and step.who and step.when) or (slot == "when" and step.who and not duty):
            yield step
