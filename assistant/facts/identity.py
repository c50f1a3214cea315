"""What a paper is: code, version, dates of release and effect, title, and kind — from its content first,
its name last."""

import re
from collections.abc import Sequence
from datetime import date

from ..domain.facts import Line, PaperKind
from ..text.dates import chinese_int, find_dates
from .spoken_rules import TITLE as SPOKEN_TITLE
from .spoken_rules import in_force, speaks_rules

_STANDARD = re.compile(r"^(?:GB|ISO|IEC|T/|DB|SJ|JB|YD|HJ|QB)[/ ]?[TZ]?", re.I)
CODE = re.compile(
    r"(?<![A-Za-z0-9/\-])(?:Q[/.])?[A-Z]{1,8}\d{0,4}(?:[-－–—/.·_][A-Z]{1,6}\d{0,3}){0,3}[-－–—.·_/]?(?:\d{1,5})(?:[-－–—.·_]\d{1,4}){0,3}(?![A-Za-z0-9%])"
)
_TABLE_NUMBER = re.compile(
    r"(?:(?<=[（(：:|｜用》])|(?<=^)(?=\D{1,3}\d{2,3}(?:\D|$)|\S{2,5}$))\s*"
    r"(?P<c>(?:附表|表单|样表|表格|记录|格式|表)[-－—]?\d{1,3})(?:号|(?=$|[\s）)（(，,。；;、：:|｜]))"
)
"""Forms numbered by their kind alone: （表09 24版）, 附表3, 记录12号. 见表1 in a text names a table of that text."""
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}〔20\d\d〕\s*\d+\s*号")
_VERSION_WORDS = r"(?:版\s*本\s*/?\s*(?:修订)?号?|版\s*次|版\s*号|修订状态|Rev\.?|Ver\.?)"
VERSION = re.compile(
    rf"{_VERSION_WORDS}\s*[：:|｜]?\s*(?P<a>[A-Z]\s*/\s*\d{{1,2}}|V?\d+(?:\.\d+)+|[A-Z]\d?版?|"
    rf"第?[一二三四五六七八九十\d]+版|20\d\d\s*/\s*\d+|V\d+|\d{{1,2}}(?!\d))"
    r"|(?<![A-Za-z0-9\-])(?P<b>[A-Z]/\d{1,2})(?![\d/])|(?<![A-Za-z0-9])(?P<c>[Vv]\d+(?:\.\d+)*)(?![\w.])|"
    r"(?<![A-Za-z])(?P<d>[A-Z])版|(?<!\d)(?P<f>20\d\d(?:[.\-/年]\d{1,2}月?)?)版|第\s*(?P<e>[一二三四五六七八九十\d]+)\s*版|"
    r"(?<![\d第.共/-])(?P<g>2\d(?:[-.]\d{1,2})?)版|"
    r"(?:^|(?<=[\s（(【｜|：:，,、\dA-Za-z》]))(?P<h>(?<![\d.-])\d{1,2}(?:\.\d)?|[一二三四五六七八九])版(?![本面式权图块心式])"
)
_TITLE_END = (
    "手册|程序|规定|办法|制度|规程|细则|规范|准则|指引|指南|指导书|流程|规则|须知|"
    "记录表?|表|单|台账|台帐|清单|报告|纪要|计划|方案|通知|通报|签到|总结|目录|一览|登记簿?|花名册|"
    "任命书|授权书|委托书|决定|说明|汇总|简报|申请|确认书|协议|合同|通告|批复|"
    "请示|函|材料|日志|档案|证书|结果|摘要|评审|评价|分析|名单|名册|任职表?|机构图|结构图|会议|册|书|"
    "意见|检查|要点|安排|汇编|合订本|目标书|任务书|责任书|考核|总表|台帐|测验|试卷"
)
_TITLE = re.compile(rf"(?:{_TITLE_END})(?:[（(][^（()）]{{1,24}}[)）])?$")
_NORMATIVE = re.compile(
    r"(?:程序|规定|办法|制度|准则|规则|管理流程|控制流程)(?:文件)?(?:[（(].*[)）])?$|"
    r"(?:程序|制度|文件|规定|办法|管理)(?![^，。]{0,4}(?:输入|材料|资料|评审|汇报))[^，。]{0,6}(?:汇编|合订本|全集)(?:[（(].*[)）])?$"
)
_INSTRUCTION = re.compile(r"(?:规程|细则|规范|指引|指南|指导书|须知|操作手册|作业手册|作业指导)(?:[（(].*[)）])?$")
_REGISTER = re.compile(
    r"清单|总表|一览|目录|花名册|登记簿|名册|任职|组织机构|组织架构|机构设置|部门[和与及、]?(?:人员|岗位)|通讯录|人员(?:表|情况)|目标(?:分解)?表|^(?:年度)?目标$|职能分配|职责分配|名单"
)
_GOALS = re.compile("目标|指标")
_PLAN = re.compile(r"(?:计划|方案|安排)(?:表|书)?(?:[（(].*[)）])?$")
_RELEASE = r"(?:发(?=$|[，,。；、　\s])|发\s*布|颁\s*布|印\s*发|签\s*发|下\s*发)(?:日\s*期|时间|实施日期)?"
_EFFECT = r"(?:实\s*施|生\s*效|施\s*行|执\s*行|启\s*用)(?:日\s*期|时间|之日)?"


def codes_in(text: str) -> list[str]:
    """Document, form and record codes (HW-CX-04, QP-09, Q/LH-GL-2.03), standards and versions left out."""
    found: list[str] = []
    for match in CODE.finditer(text):
        code = fold_code(match[0])
        if _STANDARD.match(code) or re.fullmatch(r"[A-Z]/\d{1,2}|[VQHT]\d+(?:\.\d)*|[A-Z]{1,3}\d", code):
            continue
        if not re.search(r"\d", code) or re.fullmatch(r"[A-Z]+20\d\d|[A-Z]{3}\d\d", code) or len(code) < 3:
            continue
        found.append(code)
    found += [re.sub(r"\s", "", m[0]) for m in _DOC_NUMBER.finditer(text)]
    found += [m["c"] for m in _TABLE_NUMBER.finditer(text)]
    return list(dict.fromkeys(found))


def is_table_number(code: str) -> bool:
    """表09: the number of a form, never that of the document that cites it."""
    return bool(re.fullmatch(r"[\u4e00-\u9fff]{1,2}[-－—]?\d{1,3}", code))


def fold_code(code: str) -> str:
    """One spelling of dashes and case."""
    return re.sub(r"[－–—_]", "-", code).upper().strip("-./")


def version_in(text: str) -> str | None:
    """The version said in ``text``: A/1, V2.0, 第二版 as 2."""
    match = VERSION.search(text)
    return fold_version(next(g for g in match.groups() if g)) if match else None


def fold_version(version: str) -> str:
    """``A / 1`` and ``a/1`` → A/1, ``A版`` → A, ``第3版`` and ``三版`` → 3."""
    plain = re.sub(r"\s|第|版", "", version).upper()
    return str(chinese_int(plain) or plain) if re.fullmatch("[一二三四五六七八九十]+", plain) else plain


_ANY_LABEL = re.compile(
    r"(?:日\s*期|时\s*间|发\s*布|实\s*施|生\s*效|批\s*准|编\s*制|审\s*核|施\s*行|签\s*字|签\s*发)\s*[：:|｜]?\s*$"
)


def labelled_day(lines: Sequence[str], label: str) -> date | None:
    """A day beside a label, before it (2025.6.16 发布) or after it (发布日期：2025-06-16)."""
    after = re.compile(rf"{label}\s*[：:|｜为]?\s*(?:自|于)?\s*$")
    for text in lines:
        days = [m for m in find_dates(text) if m.precision == "day"]
        prefixed = bool(days) and bool(_ANY_LABEL.search(text[: days[0].start]))
        for mention in days:
            head, tail = text[: mention.start], text[mention.end :]
            tail_label = not prefixed and re.match(rf"\s*(?:起)?(?:正式)?{label}", tail)
            if after.search(head) or tail_label:
                return mention.first
    return None


def release_and_effect(lines: Sequence[Line]) -> tuple[date | None, date | None]:
    """Days of release and of effect from the head of a paper, else from its closing provisions."""
    head = [line.text for line in lines[:16]]
    closing = [line.text for line in lines if re.search(r"起\s*(?:施行|实施|执行|生效|启用)", line.text)]
    own = [t for t in closing if re.search(r"本(?:程序|规定|办法|制度|手册|规程|细则|标准|文件|流程)", t)]
    released, effective = labelled_day(head, _RELEASE), labelled_day(head, _EFFECT) or labelled_day(own, _EFFECT)
    if effective and released:
        return released, effective
    signed, begins = _signed_and_begun([x.text for x in (*lines[:4], *lines[-3:])])
    return released or (signed if begins and effective in (None, begins) else None), effective or begins


_SIGNED = re.compile(r"(?:签字?|签发|批准?|同意|点头|拍板|画押|盖章)\s*[：:（(]?\s*$")


def _signed_and_begun(texts: Sequence[str]) -> tuple[date | None, date | None]:
    """Days of a line such as 老板签字 2024.3.1，3月11日起照这个做: when it was signed, from when it holds."""
    for text in filter(in_force, texts):
        days = [m for m in find_dates(text) if m.precision == "day"]
        signed = next((m for m in days if _SIGNED.search(text[: m.start])), None)
        signed = signed or next((m for m in days if re.match(r"\s*(?:批准|签发|签字|发布|审批)", text[m.end :])), None)
        others = [m for m in days if m is not signed]
        begins = next((m for m in others if re.match(r"\s*(?:起|开始|之后|以后|执行|实施)", text[m.end :])), None)
        begins = begins or next(
            (
                m
                for m in others
                if re.search(r"(?:执行|实施|施行|试行|生效)\S{0,2}\s*[：:]?\s*(?:自|从)?\s*$", text[: m.start])
            ),
            None,
        )
        if begins:
            return signed.first if signed else None, begins.first
    return None, None


def title_of(lines: Sequence[Line], name: str, company: Sequence[str]) -> str:
    """The title as the first lines give it, else the cleaned file name."""
    body = [x for x in lines if x.kind != "margin"]
    named = next((t for x in body[:2] if x.kind != "row" and (t := _named_alike(x.text, name, company))), "")
    if named:
        return named
    for line in body[:9]:
        for part in (line.cells[:1] or _told(line)) if line.kind != "row" else ():
            title = _clean_title(_CODED_TAIL.split(part, maxsplit=1)[0] if _CODED_TAIL.search(part) else part, company)
            if (
                3 <= len(title) <= 40
                and (_TITLE.search(title) or SPOKEN_TITLE.search(title))
                and not re.search(r"[：:。；]|应(?![用急收付商力变聘])|须", title)
            ):
                return title
    return clean_name(name)


def _told(line: Line) -> tuple[str, ...]:
    """The text of a line; of a form's opening row in a grid, its cells."""
    return tuple(line.text.split(" | ")) if line.table is not None or " | " in line.text else (line.text,)


def _named_alike(text: str, name: str, company: Sequence[str]) -> str:
    """A short opening line that the file is named after, whatever word it ends with."""
    title = _clean_title(_CODED_TAIL.split(text, maxsplit=1)[0], company)
    file = _clean_title(clean_name(name), ())
    if not 3 <= len(title) <= 30 or re.search("[，。；：:]", title) or not re.search("[一-鿿]{3}", title):
        return ""
    short, long = sorted((title, file), key=len)
    return title if short in long and len(short) >= 0.6 * len(long) else ""


_CODED_TAIL = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[（(]\s*(?:(?:Q/)?[A-Z]{1,8}[-/.]?[A-Z\d]|(?:附表|表单|表格|记录|表)[-－—]?\d{1,3}[号\s）)，,])"
)
"""A form's code in brackets right behind its title; what follows is no part of the title."""


def clean_name(name: str) -> str:
    """A file name without extension, code, version, day and marks of drafts or copies."""
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name.rsplit("/", 1)[-1])
    stem = re.sub(
        r"[（(](?:终稿?|定稿|最终|副本|修订|扫描|盖章|\d+|.{0,4}稿\d*)[^（()）]*[)）]|终稿\d*|定稿|最终版|"
        r"副本|扫描件?|盖章版|-?\s*复制",
        "",
        stem,
    )
    stem = CODE.sub(" ", stem)
    stem = re.sub(r"20\d\d(?:年度|[.\-/年]?\d{0,2}[.\-/月]?\d{0,2}[日号]?)", " ", stem)
    return re.sub(r"[\s_\-—]+", " ", stem).strip(" -_.") or name


def kind_of(title: str, name: str, lines: Sequence[Line]) -> PaperKind:
    """Document, register, plan or record — by title, then by the share of prescriptive sentences."""
    plain = re.sub(r"[（(][^（()）]*[)）]$", "", title)
    if re.search(
        r"申请单|审批单|评审(?:表|记录)|培训|通知$|更改单|签到|发放|评价表|报告$|纪要$", plain
    ) and not _NORMATIVE.search(plain):
        return "plan" if _PLAN.search(plain) else "record"
    if re.search(r"手册$|手册[（(]", plain) and not _INSTRUCTION.search(plain):
        return "manual"
    if _NORMATIVE.search(plain) or re.search(r"关于(?:印发|发布|颁布|下发).*(?:办法|规定|制度|程序|细则)", plain):
        return "procedure"
    if _INSTRUCTION.search(plain):
        return "work_instruction"
    asks = re.search("怎么|怎样|如何|咋", plain)
    ruled = (asks or not _TITLE.search(plain)) and speaks_rules(
        plain, [x.text for x in lines if x.kind in ("text", "heading")]
    )
    if ruled or not (_REGISTER.search(title) or _PLAN.search(title) or _GOALS.search(title)) and _controlled(lines):
        return "procedure"
    return _by_content(plain, name, lines)


def _controlled(lines: Sequence[Line]) -> bool:
    """Whether a paper opens as a controlled document does: released on one day, in force from another."""
    head = [x for x in lines[:8] if x.kind in ("text", "heading")]
    released, effective = release_and_effect(head)
    coded = any(codes_in(x.text) or version_in(x.text) for x in head)
    return bool(released and effective and coded)


def _by_content(title: str, name: str, lines: Sequence[Line]) -> PaperKind:
    if _REGISTER.search(title):
        return "register"
    if _PLAN.search(title):
        return "plan"
    if _TITLE.search(title):
        return "record"
    texts = [line.text for line in lines if line.kind in ("text", "row")]
    duties = sum(bool(re.search(r"应当?|须|必须|不得|由.{2,10}负责|每[年月季周半]", t)) for t in texts)
    days = sum(any(m.precision == "day" and not m.inferred for m in find_dates(t)) for t in texts)
    if _NORMATIVE.search(clean_name(name)) or (
        texts and duties >= 4 and duties > 0.25 * len(texts) and duties > 2 * days
    ):
        return "procedure"
    return "record" if texts else "other"


def _clean_title(text: str, company: Sequence[str]) -> str:
    text = re.sub(r"(?<=[\s（(])[（(]?(?:[A-Z]/\d{1,2}|[Vv]\d(?:\.\d)*)[)）]?\s*$", "", CODE.sub(" ", text))
    text = re.sub(r"\s+|[（(]\s*[)）]", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff）])[（(]?20\d\d(?:[.年]\d{1,2}月?)?版[)）]?$", "", text)
    for name in sorted(company, key=len, reverse=True):
        text = text.removeprefix(re.sub(r"\s+", "", name)) if text != name else text
    text = re.sub(
        r"^[\u4e00-\u9fff]{4,24}(?:有限责任公司|股份有限公司|有限公司|集团|厂)(?=[\u4e00-\u9fff]{3})", "", text
    )
    text = CODE.sub("", text)
    text = re.sub(r"(?:版本|版次)?[：:]?[A-Z]/\d$|[Vv]\d(?:\.\d)?$|编号[：:]?$|^[《〈]|[》〉]$", "", text)
    return re.sub(r"^20\d\d年?(?:度)?(?=\D)", "", text).strip("-—_ ")
