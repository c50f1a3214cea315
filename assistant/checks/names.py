"""Checks on organisations and editions: whose paper it is, which standard it follows, does it agree with the facts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.enterprise import FactTable
from .paper import Paper
from .registry import Context, Hit, at, check, missing
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_FULL = "股份有限公司|有限责任公司|集团有限公司|有限公司|股份公司|集团公司|集团总公司|总公司"
_KINDS = {"full": _FULL, "group": "集团", "short": "公司|总厂|研究院|研究所|制造厂|机械厂"}
_TRADES = (
    "机械|机电|电气|电子|化工|重工|科技|实业|制造|食品|医药|药业|制药|纺织|汽车|钢铁|钢构|矿业|能源|材料|股份|建工|建材|电缆|泵业|"
    "阀门|阀业|船舶|机床|仪表|水泥|玻璃|家具|家居|木业|木器|塑业|塑料|橡胶|纸业|轴承|物流|冷链|软件|数码|光电|环保|农业|农化|乳业|"
    "饮料|重机|装备|电器|服饰|服装|鞋业|皮革|印务|印刷|包装|新材|生物|铸造|精铸|锻造|模具|陶瓷|卫浴|灯饰|五金|制冷|油脂|粮油|酒业|"
    "茶业|染整|传动|精工|精机|动力|电源|水务|热力|燃气"
)
_STAFF = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?(?:{_TRADES}))"
    r"(?=全体|员工|职工|同仁|上下|工友|的(?:方针|员工|承诺)|人(?:始终|将|要|都|坚持|承诺)|两化融合|各(?:部门|单位|车间|岗位|级)|"
    r"(?:总经理|董事长|总裁|管理层|领导层|最高管理者|管理者代表)|战略|(?:的)?规定|全部(?:业务|部门|员工|场所)|干部|体系文件)"
)
"""Another firm's people, heads or rules under its short name: 丰禾家具全体员工, 丰禾家具总经理."""
_PLAIN_STEM = re.compile(
    r"我|本|全|各|该|整|现代|传统|先进|通用|精密|大型|小型|国产|进口|绿色|智能|其他|定制|工程|数控|高端|海洋|农业|航空|电力|矿山|石油|"
    r"建筑|光学|专用|成套|重型|特种|化工|汽车|新型|下游|上游|行业|整机|建设|制造|发展|生产|[的地和与及或]|公司|数字|集团"
)
"""Kinds of goods, no names: 工程机械, 精密铸造."""
_CALLS = re.compile(
    r"^.*(?:引导|动员|组织|带领|号召|要求|激励|凝聚|团结|适用于|认为|强调|指出|[由使让对是在为跟和与于及将把的请经])(?=[\u4e00-\u9fff]{4})"
)
_TRADE = re.compile(rf"(?:{_TRADES})$")
_HAN = r"[\u4e00-\u9fff（）()A-Za-z·ＸX]"
_TITLE_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:公司|集团|厂|研究所|研究院)(?=[\u4e00-\u9fff\s]{0,3}(?:20\d\d|两化|管理|新型|实施|文件|能力|目标|方针|$))"
)
_LEAD = re.compile(
    r"^.*(?:由|对|在|与|和|为|据|向|让|使|把|将|及|是|给|从|到|按|经|受|请|以|了|的|于|同|并|如|像|参照|参考|借鉴|引用|依据|根据|适用于|感谢|委托|年|本|见|按照|我|该|各|任命|聘任|覆盖|贵|包括|致|属|称|代表|通知|要求|体现|反映|影响|涉及|进入|离开|告知|满足|围绕|结合|贯彻|落实|执行|遵守|维护|全|所|[（(])(?=[\u4e00-\u9fff]{2})"
)
_NO_NAME = re.compile(
    r"^(?:本|我|该|各|贵|总|子|分|母|全|其他|外部|国内|国外|同行业?|相关|有关|咨询|认证|评定|软件|供应商|服务|上级|下属|所属|控股|集团|公司|企业|多家|两家|几家|其它|合作|第三方|竞争对手|"
    r"制造|生产|股份|有限|责任|上市|电力|供电|物流|运营|一家|整个|兄弟|名称|某|建设|支撑|推动|促进|带动|提升|实现|关于|统一|服务|分公司|子公司|跨国|大型|成员)"
    r"|带动|推动|促进|提升|实现|服务于|支撑|保障|满足|建设|成为|符合|关系到|应当|负责|组织|办理|所有|每个|先进|优秀|标杆|领先|名称|发布"
)


@check("foreign_organisation")
def foreign_organisation(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Names of organisations (``form`` full, group or short) that are neither the enterprise nor one the facts mention.

    ``before`` and ``after``: words near the name that explain why another organisation stands there.
    """
    own = _own_names(paper, context.facts)
    before, after = any_of(parameters, "before"), any_of(parameters, "after")
    known = _known_names(own, context.facts)
    for line, text in phrases(paper.pieces):
        if line.row and before.search(line.section):
            continue
        for name, start, end in _organisations(text, parameters["form"]):
            near = text[max(0, start - 16) : start]
            beside = re.split(r"[，；]", near)[-1] if parameters["form"] == "trade" else near
            explained = before.search(beside) or after.match(text[end : end + 16])
            if own and not explained and not _is_known(name, known):
                group = parameters["form"] == "group" and not _TRADE.search(re.sub(r"集团$", "", name))
                yield at(line, text, name=name, own=own[0]).model_copy(update={"unsure": group})
                break


@check("outdated_edition")
def outdated_edition(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``editions``: expression → current edition; a mention of a superseded edition without saying so."""
    for line, text in phrases(paper.pieces):
        for old, current in parameters["editions"].items():
            match = re.search(old, text)
            if match and not re.search(r"代替|替代|作废|废止|旧版|原版|换版|转版|历次", text):
                yield at(line, text, word=match[0], current=current)


@check("own_name_missing")
def own_name_missing(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The facts name the enterprise, the paper names another one in its title or none at all."""
    facts = context.facts
    names = [facts.name, *facts.aliases] if facts and facts.name else []
    titled = [name for line in paper.lines[:2] for name, _, _ in _organisations(line.text, "full")]
    if (
        names
        and titled
        and not any(_is_known(title, _known_names(list(filter(None, names)), facts)) for title in titled)
    ):
        yield at(paper.lines[0], titled[0], name=titled[0], own=str(names[0]))


@check("fact_missing")
def fact_missing(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Names of the facts (``list``: advantages, capabilities, sites …) that stand nowhere in the paper."""
    text = re.sub(r"\s", "", paper.text)
    for fact in getattr(context.facts, parameters["list"]) if context.facts else ():
        stem = re.sub(r"(?:可持续)?(?:竞争)?优势$|(?:新型)?能力$|的$", "", re.sub(r"\s", "", fact.name))
        if len(stem) >= 2 and stem not in text:
            yield missing(name=fact.name)


@check("policy_differs")
def policy_differs(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The policy of the facts stands with other phrases in the paper."""
    policy = context.facts.policy if context.facts else None
    text = re.sub(r"\s", "", paper.text)
    lacking = [part for part in re.split(r"[、，,；;。\s]+", policy or "") if part and part not in text]
    if policy and lacking:
        yield missing(policy=policy, lacking="、".join(lacking))


@check("person_differs")
def person_differs(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Beside a post (``post``) another name stands than the facts give (``person``)."""
    person = getattr(context.facts, parameters["person"]) if context.facts else None
    if person is None:
        return
    named = re.compile(
        rf"(?<![副代])(?:{'|'.join(parameters['post'])})\s*[:：]?\s*"
        rf"(?P<name>[\u4e00-\u9fff]{{2,4}})(?=[\s，。；,;|）)　]|$)"
    )
    for line in paper.pieces:
        match = named.search(line.text)
        if match and _is_other_person(match["name"], person.name):
            yield at(line, line.text, name=match["name"], known=person.name)


def _is_other_person(written: str, known: str) -> bool:
    """Looks like a person's name of the same surname length, and is not the known one."""
    from ..text.roles import is_person

    return is_person(written) and written not in known and known not in written


def own_name(paper: Paper) -> str | None:
    """The enterprise a paper is of, by its title or as named most often."""
    return next(iter(_own_names(paper, None)), None)


def _own_names(paper: Paper, facts: FactTable | None) -> list[str]:
    if facts and facts.name:
        return [facts.name, *facts.aliases]
    titled = [name for line in paper.lines[:3] for name, _, _ in _organisations(line.text, "full")]
    if titled:
        return titled[:1]
    called = [match[0] for line in paper.lines[:1] if (match := _TITLE_NAME.match(line.text.strip()))]
    short = re.compile(rf"[\u4e00-\u9fff]{{2,4}}(?:{_TRADES})(?=\s*(?:两化|管理|新型|能力|整改|纠正|20\d\d|[（(]))")
    called = called or [match[0] for line in paper.lines[:1] if (match := short.match(line.text.strip()))]
    if called:
        return called
    counted = Counter(name for line in paper.pieces for name, _, _ in _organisations(line.text, "full"))
    return [counted.most_common(1)[0][0]] if counted else []


def _known_names(own: list[str], facts: FactTable | None) -> list[str]:
    if facts is None:
        return own
    others = [*facts.sites, *facts.departments, *facts.benchmarks]
    texts = [
        facts.strategy,
        facts.vision,
        *(fact.name for fact in (*facts.strengths, *facts.threats, *facts.opportunities)),
    ]
    return [*own, *(fact.name for fact in others), *filter(None, texts)]


def _organisations(text: str, form: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of organisation names in ``text``."""
    if form == "trade":
        for match in _STAFF.finditer(text):
            name = _CALLS.sub("", match["name"])
            stem = _TRADE.sub("", name)
            if 2 <= len(stem) <= 3 and not _PLAIN_STEM.search(stem):
                yield name, match.end("name") - len(name), match.end("name")
        return
    for match in re.finditer(rf"(?P<name>{_HAN}{{2,24}}?(?:{_KINDS[form]}))(?!有限|公司|总部|化|股份|总公司)", text):
        name = _LEAD.sub("", match["name"])
        stem = re.sub(rf"(?:{_KINDS[form]})$", "", name)
        if form != "full" and (not 3 <= len(stem) <= 8 or re.search(rf"(?:{_FULL})$", name)):
            continue
        if form == "short" and not _TRADE.search(stem):
            continue
        if form == "group" and re.search(r"现|颁布|发布|经过|报|属|作为|建成|组建|加入|成立|各|整个|所在", stem):
            continue
        if len(stem) >= 2 and not _NO_NAME.search(stem) and not re.search(r"[XxＸ×]{2}|某", name):
            yield name, match.end() - len(name), match.end()


def _is_known(name: str, known: list[str]) -> bool:
    stem = _stem(name)
    return not stem or any(stem in full or _short(full) in name for full in known if full)


def _stem(name: str) -> str:
    return re.sub(
        r"(?:股份|责任|有限|集团|总)*(?:公司|厂|集团|研究院|研究所)$", "", re.sub(r"[（(][^）)]*[）)]", "", name)
    )


def _short(full: str) -> str:
    stem = _stem(full)
    return stem[:4] if len(stem) > 4 else stem
