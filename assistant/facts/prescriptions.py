"""Duties as documents prescribe them: from table rows first, from sentences second."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..domain.facts import Cadence, FormRef, Line, Paper, Prescription, Source
from ..text.cadence import parse_cadence
from ..text.dates import chinese_int
from ..text.deadlines import find_deadlines
from ..text.vague import vague_times
from .duty_columns import Columns, columns_of
from .duty_topics import held_in_row, lead_in, topic_of_row, topic_of_sentence
from .phrases import actors_of, approver_of, forms_in, listed_retention, modality_of, plain_forms_in, retention_of
from .topics import topic_of

_NOT_DUTY_TABLE = re.compile(r"应到|实到|姓名|签名|版本|版次|现行|得分|目标值|基线|任职|会签|评分")
_DUTY = re.compile(
    r"[填编]写|编制|组织|开展|进行|实施|评价|评审|审核|检查|复核|巡检|统计|分析|汇总|登记|报送|提交|通报|"
    r"更新|培训|演练|备份|验收|跟踪|验证|考核|记录|测量|监测|召开|形成|修订|保存|批准|下发|发布|归档|上报|"
    r"处置|处理|核对|核查|比对|抽查|盘点|评估|采集|公布|报告|通知|备案|告知"
)
_SKIPPED = re.compile(r"目的|范围|术语|定义|引用|支持性文件|相关文件|概况|前言|修订(?:记录|履历)|简介|依据")
_IDENTITY = re.compile(r"(?:编号|版本|版次|编制|审核|批准|发布日期|实施日期|发布|实施|施行)\s*(?:[：:｜|\s]|$)")
_SUPERSEDES = re.compile(r"代替(?=原|旧|[A-Z《]|[^，。；]{0,10}(?:版|文件|手册|程序))|^代替")
_CODE_LINE = re.compile(r"^\s*(?:文件)?(?:编号|编码|代号)\s*[：:]\s*\S+\s*$")
_HEAD_MARK = re.compile(
    r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,4}|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|\d{1,2}(?=\s)|"
    r"第[一二三四五六七八九十\d]+[章条款节]|[a-z][)）.]|[-–—•·*●○▪◆](?=\s))\s*"
)


def prescriptions_of(paper: Paper) -> list[Prescription]:
    """All duties of a normative paper, in reading order; ids are ``code#n``."""
    found: list[Prescription] = []
    section, chapter, pending_form = "", "", ()
    columns = columns_of(paper.lines)
    broken = paper.facts.media in ("pdf", "txt", "doc", "image")
    for line in _joined(paper.lines) if broken else paper.lines:
        if line.kind == "heading":
            section = "" if paper.part and line.index == paper.lines[0].index else _HEAD_MARK.sub("", line.text)
            chapter = section if _CHAPTER.search(section) and topic_of(section) else chapter
        elif line.kind == "text" and (part := _HALF.match(line.text)):
            section = part["t"]
            continue
        if line.kind == "row" and line.heads:
            duty = _from_row(
                line, paper, columns[line.table, line.heads], (len(found), pending_form, chapter or paper.title)
            )
            if duty:
                pending_form = duty.forms
                found.append(duty)
        elif line.kind in ("text", "heading"):
            found += _with_forms(list(_from_text(line, paper, len(found), (section, chapter or paper.title))))
    return _with_results(found)


_HALF = re.compile(
    r"^\s*(?:[上下前后]半(?:截|部分|段|篇)|第[一二三四]块|[一二三四]块)\s*[：:]?\s*(?P<t>[\u4e00-\u9fff]{2,10})\s*$"
)
"""上半截：内审 — parts of a rule nobody called chapters."""
_CHAPTER = re.compile(
    r"(?:程序|规定|办法|制度|管理|控制|细则|规程)(?:文件)?$|^(?:内部审核|内审|管理评审|管评|培训|监视[与和]测量)$"
)
"""A heading that opens a document of its own inside a bundle, or a chapter about one process."""
_DEFINITION = re.compile(
    r"(?:所称|所指|提到)[“\"「]?[一-鿿]{2,6}[”\"」]?|^\s*[“\"「]?(?:定期|及时|适时|必要时|相关部门|"
    r"有关部门)[”\"」]?\s*(?:：|:|是?指|，?是指)"
)


def _from_row(
    line: Line, paper: Paper, columns: Columns, around: tuple[int, Sequence[FormRef], str]
) -> Prescription | None:
    number, above, document = around
    if _NOT_DUTY_TABLE.search("/".join(line.heads)):
        return None
    cells = _cells(line, columns)
    if len(cells) < 2 or not ("time" in cells or "form" in cells or ("actor" in cells and "action" in cells)):
        return None
    action, time = cells.get("action", ""), cells.get("time", "")
    whole = " ".join(filter(None, (cells.get("process", ""), action, time)))
    form_text = cells.get("form", "")
    forms = (
        tuple(forms_in(form_text))
        or _plain_forms(form_text)
        or tuple(f for f in forms_in(action) if f.name)
        or tuple(plain_forms_in(action))
    )
    if re.search("同上", form_text):
        forms = tuple(above)
    cadence = parse_cadence(time, cell=True) if time else parse_cadence(action)
    if cadence and cadence.anchor and cadence.anchor.shift == 0 and re.search(r"上个?月|上一?季度|上期", action):
        cadence = _shifted(cadence)
    return Prescription(
        id=f"{paper.code or paper.title}#{number + 1}",
        source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="table-row/1", confidence=0.95),
        paper=paper.key,
        process=cells.get("process", ""),
        topic=held_in_row(cells.get("process", "") + action + time)
        or topic_of_row(cells.get("process", "") + action, forms, document),
        actors=actors_of(cells.get("actor", ""), cell=True),
        action=action or whole,
        modality=modality_of(action) if action else "imperative",
        cadence=cadence,
        deadlines=tuple(find_deadlines(time)) or tuple(find_deadlines(action)),
        forms=forms,
        approver=cells.get("approver") or approver_of(action) or _cell_approver(cells),
        retention=cells.get("retention") or retention_of(action),
        vague=tuple(vague_times(time or action)),
        effective_from=paper.effective_on,
    )


def _cells(line: Line, columns: Columns) -> dict[str, str]:
    """The cells of a row by slot; dashes and blanks left out."""
    cells = {slot: line.cells[i] for slot, i in columns.items() if i < len(line.cells)}
    return {k: v for k, v in cells.items() if v and v not in ("—", "-", "/", "／", "无", "——")}


def _cell_approver(cells: dict[str, str]) -> str | None:
    """The approver a responsibility cell (财务部编制，总裁批准) or a form cell (《预算表》，总裁批准) names."""
    for slot in ("actor", "form"):
        match = re.search(
            r"(?:^|[，,、；;\s])(?P<a>[一-鿿]{2,8}?)(?:批准|审批|签发|核准|签批)(?:$|[，,、；;）)])",
            cells.get(slot, ""),
        )
        if match:
            return match["a"]
    return None


def _plain_forms(text: str) -> tuple[FormRef, ...]:
    if not text or re.match(r"见|按|—|-|/|无|同上", text):
        return ()
    names = [n.strip() for n in re.split(r"[、；;，,\n]", text)]
    return tuple(FormRef(name=n) for n in names if 3 <= len(n) <= 24)


_SITES = re.compile(
    r"(?P<n>[两二三四五六\d])个?(?:园区|厂区|基地|工厂|分厂|车间|机房|站点|分公司|现场)[^，。；]{0,16}各[^，。；\d]{0,8}[一1]次"
)


def _at_each_site(cadence: Cadence | None, text: str) -> Cadence | None:
    """两个园区各巡检一次 asks for two a period."""
    sites = _SITES.search(text)
    count = chinese_int(sites["n"]) if sites else None
    if cadence is None or not count:
        return cadence
    return cadence.model_copy(update={"min_count": cadence.min_count * count})


def _shifted(cadence: Cadence) -> Cadence:
    assert cadence.anchor is not None
    return cadence.model_copy(update={"anchor": cadence.anchor.model_copy(update={"shift": 1, "month": 1})})


def _from_text(line: Line, paper: Paper, number: int, around: tuple[str, str]) -> Iterator[Prescription]:
    section, document = around
    sentences = [s for s in re.split(r"(?<=[。；;])", line.text) if s.strip()]
    carried: tuple[str, ...] = ()
    if line.kind == "heading" and not re.search("[。；，]", line.text) and len(line.text) <= 30:
        return
    if (
        _SKIPPED.search(section)
        or len(_IDENTITY.findall(line.text)) >= 2
        or _CODE_LINE.match(line.text)
        or _SUPERSEDES.search(line.text)
    ):
        return
    for sentence in sentences:
        if re.match(r"\s*(?:目的|适用范围|定义)[：:]", sentence) or _DEFINITION.search(sentence):
            continue
        modality, cadence = modality_of(sentence), _at_each_site(parse_cadence(sentence), sentence)
        deadlines = tuple(find_deadlines(_HEAD_MARK.sub("", sentence)))
        forms = tuple(forms_in(sentence)) or tuple(plain_forms_in(sentence))
        actors = actors_of(_HEAD_MARK.sub("", sentence))
        carried = actors or carried
        strict = modality in ("shall", "shall_not") and len(sentence) >= 8
        if not (_DUTY.search(sentence) or strict or cadence or deadlines or forms):
            continue
        vague = vague_times(sentence)
        retention = retention_of(sentence) or listed_retention(sentence, line.text)
        if modality == "imperative" and not (cadence or deadlines or forms or vague or actors or retention):
            continue
        number += 1
        yield Prescription(
            id=f"{paper.code or paper.title}#{number}",
            source=Source(
                file=paper.file, locator=line.locator, quote=sentence.strip(), rule="sentence/1", confidence=0.8
            ),
            paper=paper.key,
            process=lead_in(sentence) or section,
            topic=topic_of_sentence(sentence, section, document),
            actors=actors or carried,
            action=_HEAD_MARK.sub("", sentence).strip(),
            modality=modality,
            cadence=cadence,
            deadlines=deadlines,
            forms=forms,
            approver=approver_of(sentence),
            retention=retention,
            vague=tuple(vague),
            effective_from=paper.effective_on,
        )


def _with_forms(duties: list[Prescription]) -> list[Prescription]:
    """A form named in the sentence after a cadence belongs to it: 每半年检查一次。结果填入《检查表》。"""
    joined = list(duties)
    for index, (before, one) in enumerate(zip(duties, duties[1:], strict=False), start=1):
        if one.cadence and not one.forms and before.forms and _INTO_IT.search(one.source.quote):
            joined[index] = one.model_copy(update={"forms": before.forms})
    for index, (one, after) in enumerate(zip(duties, duties[1:], strict=False)):
        periodic = one.cadence is not None or bool(one.vague)
        kept = after.retention or re.search("到期|销毁|处置|作废", after.source.quote)
        if kept:
            continue
        if periodic and not one.forms and after.forms and after.cadence is None and not after.deadlines:
            joined[index] = one.model_copy(update={"forms": after.forms})
    return joined


_SPACED = re.compile(r"^\S+(?:(?: {2,}|\t|　{2,})\S+){2,}$")
"""A row of a table that plain text keeps as columns parted by blanks."""


_RESULT = re.compile("纪要|记录|报告|表|单|台账|日志")
_NEAR = 3


_INTO_IT = re.compile("(?:填入|记入|登入|录入|计入)[。；;]?$")
"""按季度测量的在季度结束次月12日前填入。: into the form the sentence before names."""


def _with_results(duties: list[Prescription]) -> list[Prescription]:
    """单月开一次… 会后3日内发纪要（HY-R-38）: a periodic duty that names no form is shown by the one form a duty
    of the same section and subject right after it, before the next periodic one, names as what comes out of it."""
    joined = list(duties)
    for index, one in enumerate(duties):
        if one.cadence is None or one.forms or one.topic is None or one.source.rule.startswith("table-row"):
            continue
        near = takewhile(lambda d: d.cadence is None, duties[index + 1 : index + 1 + _NEAR])
        after = [d for d in near if d.topic == one.topic and d.process == one.process]
        named = [d for d in after if len(d.forms) == 1 and d.forms[0].code and _RESULT.search(d.source.quote)]
        if len({d.forms[0].code for d in named}) == 1:
            joined[index] = one.model_copy(update={"forms": named[0].forms})
    return joined


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of a PDF or text file that break in mid-sentence are read together; the quote stays one run of the file."""
    held: Line | None = None
    for line in lines:
        if held is not None and (_SPACED.search(line.text) or _SPACED.search(held.text)):
            yield held
            held = None
        if (
            held is not None
            and line.kind == "text"
            and len(_IDENTITY.findall(held.text)) < 2
            and not _HEAD_MARK.match(line.text)
            and line.part == held.part
        ):
            held = held.model_copy(update={"text": f"{held.text}\n{line.text}"})
        else:
            if held is not None:
                yield held
            held = line
        if (
            held.kind != "text"
            or re.search(r"[。；;：:！？]$|[一二三四五六七八九十]、.{0,12}$", held.text)
            or len(held.text.split("\n")[-1]) < 18
        ):
            yield held
            held = None
    if held is not None:
        yield held
