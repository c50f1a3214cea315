"""Phrases of a duty: forms cited, modality, who acts, who approves, how long records are kept."""

import re

from ..domain.facts import FormRef, Modality
from .identity import codes_in, version_in

_BOOK = re.compile(r"《([^《》]{2,40})》\s*[（(]?\s*(?P<tail>[^）)《》，。；、]{0,24})")


_MODALS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    (
        "shall_not",
        re.compile(
            r"(?:不得|不应|不可|不准|不许|不能自己)(?!少于|低于|超过|晚于|迟于|大于|小于|高于|早于|空缺)|禁止|严禁|不准"
        ),
    ),
    (
        "shall",
        re.compile(
            r"应当|回避|(?<![对相适响反供])应(?![用急收付答对届力])|须|必须|务必|要求|(?:方可|才可以?|才能|方能|方准|方得)"
        ),
    ),
    ("should", re.compile(r"(?<![适便事])宜(?!性|于)|鼓励")),
    (
        "responsible",
        re.compile(
            r"由[^，。；]{2,20}?(?:负责|组织|主持|实施|编制|审核|批准|牵头|填写|汇总|保存|开展|进行|完成|提交|"
            r"执行|办理)"
        ),
    ),
    ("may", re.compile(r"(?<!也)可以|(?<!也)可(?=根据|视|由|与|采用|在|合并|结合|并入|延|委托|使用|不)|允许")),
)


_WHO = (
    r"(?:(?:(?!由|均|不应|不得|不能|必须|应当|包括|负责|审核范围)[一-鿿]){1,10}?(?:部门负责人|负责人|部门|部|处|科|室|中心|车间|办|组|班|员|长|岗|主管|经理|代表|管理者|"
    r"公司|秘书|主任|工程师|单位|委员会)|办公室|企业|公司|各?责任人)"
    r"(?!部|门|公室|办公|事处|理|法|署|员|长|主管|经理|代表)"
)


_BY = re.compile(rf"(?<!自)由(?P<a>{_WHO}(?:[、和]{_WHO})*)(?:会同(?P<c>{_WHO}))?")


_SUBJECT = re.compile(
    rf"(?:^|[，。；：:）)\d.、]\s*|凡|时|后)(?P<b>{_WHO}(?:[、和]{_WHO})*)(?:会同(?P<c>{_WHO}))?"
    r"(?=应|须|必须|负责|每|逐|按|于|在|将|对|组织|牵头|提前|定期|不定期|适时|可(?!靠|行|用)|宜|至少|一年|"
    r"全年|上、?下半年|汇总|填写|填报|编制|核对|收到|接到|自[^动]|验证|移交|更新|印发|提交|提出|出具|拟定|拟订|制定|"
    r"制订|建立|采集|亲自|主持|召集|下发|督办|保管|办理|年初|年底|月初|月底|登记|记录|维护|检查|评价|核实|复核|巡检|巡查|测量|统计|分析|维持|执行|"
    r"登(?!录)|写(?!字)|填|编(?!号)|把|去|给|整理|核对|"
    r"\d|[一二三四五六七八九十两]{1,2}个?(?:工作)?日内|上报|通知|下发|进行|开展|实施|完成|登记|跟踪|把|根据|接到)"
)


_APPROVER = re.compile(
    r"(?:报|经(?!理)|由|提交|送|呈)\s*(?P<a>[^，。；、报由《（]{2,12}?)(?:在《[^》]*》(?:[（(][^（）()]*[)）])?上)?(?:审核后|审定后|会签后|"
    r"同意后)?\s*(?:审批|批准|审定|签发|核准|签批)"
    r"|(?P<b>总经理|管理者代表|最高管理者|董事长|分管副总(?:经理)?|部门负责人|部门经理|部长|主任|"
    r"厂长)(?:负责)?(?:批准|审批|签发|签批|核准|审定|同意|批(?![评注示次量])|签(?:字|名)?(?=[，。；、（(]|$))"
    r"|(?:批准|审批|签发)人(?:为|是|：|:)(?P<c>[\u4e00-\u9fff]{2,8})"
)


_RETENTION = re.compile(
    r"(?:保存|保管|留存|(?<![库现内封])存(?!在|储|放|货|款|档|栏))(?:期限?)?(?:至少|不少于|不低于|为|：|期为|期限为|期限不少于)?\s*(?P<r>长期|永久|"
    r"[一二两三四五六七八九十\d]+\s*(?:年|个月)(?:以上)?)"
)


_PLAIN_FORM = re.compile(
    r"(?:填写|填入|填报|形成|记入|录入|编制|出具|登记在|登记到|登记|写出|开出|开具|提交|整理出|整理|下发|"
    r"发出|制定|印发|建立|使用)(?:的|一份)?(?:本部门的?)?"
    r"(?P<n>[\u4e00-\u9fff]{2,12}?(?:记录表|评价表|分析单|措施单|评审表|申请单|检查表|登记表|记录|台账|"
    r"报告|纪要|计划|方案|清单|表|单))(?=[，。；;、（(]|$|报|送|并|后|，)"
)


_PLAIN_VERB = re.compile(
    r"^.*?(?:把|将|登在|记在|写在)(?=[一-鿿]{2})|^(?:填|出|开|记|写|登|发|交|做)(?![录发布货工付题展班业])(?=[一-鿿]{2})"
)
_FORM_VERB = re.compile(
    r"^.*(?:填写|填入|填报|形成|记入|录入|编制|出具|登记在|写出|开出|开具|提交|汇总为|使用|按照?|依据|制定)"
)


_NAMED = re.compile(
    rf"(?:编制|编写|起草|牵头|主办|承办|责任|负责|归口|主管|主责|申报|编制和发放|考核|登记|主持|巡检|巡查|检查|抽查|核对|评价|测量|统计|盘点|记录|填写|填报|验证|批准|审批)(?:人|部门|单位|科室|者|岗位)(?:为|是|：|:)(?P<a>{_WHO}(?:[、和]{_WHO})*)"
)
"""牵头部门为…, 主持人为…: who acts, said as a noun."""


_BOOKED = re.compile(
    r"(?:写|记|登|填|录|补)(?:在|到|进|入|上)(?P<n>[\u4e00-\u9fff]{2,8}?(?:本子|本|簿|册|账|表|单子|单|台账|日志))(?![\u4e00-\u9fff]{0,1}[来自身])"
)
"""记在碰头会本子上, 登到领料账: the book a thing is noted in."""


def plain_forms_in(text: str) -> list[FormRef]:
    """Forms named without 《》: 填写机房检查记录, 写出季度分析报告, 记在碰头会本子上."""
    names = [m["n"] for m in (*_PLAIN_FORM.finditer(text), *_BOOKED.finditer(text))]
    return [
        FormRef(name=n)
        for n in dict.fromkeys(names)
        if len(n) >= 3
        and not re.search("采用|一律|使用|按照|其他|并|的|应|填|须|必|用|现行|旧版|新版|有效|完整", n)
        and not re.match("相关|有关|各项|书面|完整|上述|该|本", n)
    ]


_NAME_BEHIND = re.compile(
    r"\s*(?:[A-Z]/\d\s*)?([\u4e00-\u9fff]{2,12}(?:表|单|记录|报告|台账|计划|方案|纪要|清单|簿|通报|通知|日志|登记))(?=$|[\s，,、；;。|（(])"
)
"""HY-R-08 培训效果评价表: the form's name behind its code."""


def forms_in(text: str) -> list[FormRef]:
    """《name》 (code version) citations, and bare codes; names before codes belong together."""
    found: list[FormRef] = []
    used: set[str] = set()
    for match in _BOOK.finditer(text):
        codes = codes_in("（" + match["tail"])[:1]
        code = codes[0] if codes else None
        used |= set(codes)
        found.append(FormRef(name=match[1], code=code, version=version_in(match["tail"]) if code else None))
    for code in codes_in(text):
        if code not in used:
            tail = text.split(code, 1)[-1][:10]
            before = re.search(
                r"([\u4e00-\u9fff]{2,16}(?:表|单|记录|报告|台账|计划|方案|纪要|资料|清单|簿|书|通报|程序|办法|规定|"
                r"制度))\s*[（(]?$",
                text.split(code, 1)[0],
            )
            after = _NAME_BEHIND.match(text.split(code, 1)[-1]) if before is None else None
            name = _PLAIN_VERB.sub("", _FORM_VERB.sub("", before[1])) if before else after[1] if after else ""
            found.append(
                FormRef(
                    name=name,
                    code=code,
                    version=version_in(tail) if re.match(r"\s*[（(]?[A-Z]/\d|\s*[Vv]\d", tail) else None,
                )
            )
    return found


def modality_of(text: str) -> Modality:
    """The strongest modality said; a bare imperative otherwise."""
    for name, pattern in _MODALS:
        if pattern.search(text):
            return name
    return "imperative"


def approver_of(text: str) -> str | None:
    """Who approves, as said."""
    match = _APPROVER.search(text)
    return re.sub(r"^.*?(?:报|经(?!理)|由)", "", match["b"] or match["c"] or match["a"]) if match else None


def retention_of(text: str) -> str | None:
    """How long records are kept, as said."""
    match = _RETENTION.search(text)
    return re.sub(r"\s", "", match["r"]) if match else None


_KEPT_LISTED = re.compile(
    r"^(?:.*[：:])?\s*(?:\d+[.、)）]\s*)?(?P<s>[一-鿿、和及与]{2,30}?)\s*(?:为|：|:|，)?\s*"
    r"(?P<r>长期|永久|(?:\d{1,2}|[一二两三五十]{1,2})\s*年(?:以上)?)\s*[；;。，,]?\s*$"
)


def listed_retention(sentence: str, paragraph: str) -> str | None:
    """记录的保存期限：内审、管评记录3年；培训、考核记录3年；其余2年: the years of one item of a list."""
    match = _KEPT_LISTED.search(sentence) if re.search("保存|保管|留存", paragraph) else None
    return re.sub(r"\s", "", match["r"]) if match else None


def actors_of(text: str, *, cell: bool = False) -> tuple[str, ...]:
    """Departments and posts that act in ``text``; in a responsibility cell every name counts, generic ones too."""
    if cell:
        pieces = [re.sub(r"[（(].*?[)）]", "", n).strip() for n in re.split(r"[、，,；;/／\s]|和|及|会同", text)]
        names = [_CELL_ACT.sub("", n) for n in pieces if not _CELL_CHECK.search(n)]
        return tuple(n for n in names if 1 < len(n) <= 14 and n not in ("见", "—"))
    found: list[str] = []
    for pattern in (_BY, _SUBJECT, _NAMED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            if pattern is _NAMED and re.match("批准|审批", match[0]):
                continue
            for words in filter(None, (groups.get("a") or groups.get("b"), groups.get("c"))):
                found += [_bare_actor(w) for w in re.split("[、和]", words)]
    found = [f for f in found if len(f) >= 2 and not _NO_ACTOR.search(f)]
    return tuple(dict.fromkeys(found))


_CELL_ACT = re.compile(
    r"(?<=[一-鿿]{2})(?:负责|牵头|主办|编制|起草|拟定|组织.*|汇总|测量|统计|填写|填报|实施|执行|办理|记录|登记|维护|保存|决定|提出|发起|提交|报送|上报|整理|写|报|考核|复核|抽查|核对|汇编|发布|讲授)$"
)
_CELL_CHECK = re.compile(
    r"(?:批准|审批|签发|核准|会签|审核|主持|配合|协助|参加|确认|(?<=[一-鿿]{2})批)$|\d|^以[上下]|[。]"
)
"""Duties beside a name in a responsibility cell: who acts, and who only checks or helps."""
_NO_ACTOR = re.compile(
    r"^(?:内部|外部|全部|大部|本部|下列|其中|同时|如|若|当|该|其他|记录|时限|期限|周期|要求|目标|文件|"
    r"人员|全员|程序|内容|过程)$|培训|审核计划|清单|周期|时长|延长|增长|特长|擅长|内部$|外部$|成员$|全员$|人员$(?<!相关人员)"
)


def _bare_actor(words: str) -> str:
    words = re.sub(r"^(?:.*须?经|报|送|严禁|禁止)(?=[一-鿿]{2})", "", words)
    words = re.sub(r"^.*(?:[天日月周年]之?内|之内|以内|之前|以前)(?=[一-鿿]{2})", "", words)
    words = re.sub(r"^[一-鿿]{1,6}(?=(?:责任|归口|主管|使用|需求)部门$)", "", words)
    return re.sub(
        r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3}|月|日|年|前|底|度|并|再|且|并由|凡|经|应|其|如|若|当)+(?=[一-鿿]{2})",
        "",
        words,
    )
