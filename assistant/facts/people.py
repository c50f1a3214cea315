"""People as rules name them: by name, as 顾总 or 骆厂长, by a post only one holds — and what they do or approve."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ..domain.facts import Paper, Post, Prescription, Record, Signature
from ..text.roles import is_person

_CALLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"总经理|总裁|董事长|老板", ("总", "董", "老板")),
    (r"厂长", ("厂长", "厂")),
    (r"主任", ("主任",)),
    (r"经理", ("经理", "总")),
    (r"副总(?:经理|裁)?", ("总", "副总")),
    (r"主管", ("主管",)),
    (r"部长", ("部长", "部")),
    (r"科长", ("科长", "科")),
    (r"班长", ("班长",)),
    (r"组长", ("组长",)),
    (r"会计|出纳", ("会计",)),
    (r"工程师|总工|技术", ("工",)),
)
"""Posts and what follows a surname when people speak of their holders."""
_OTHER = re.compile(r"(?P<a>[\u4e00-\u9fff]{2,6})\s*(?:=|＝|＝＝|==|就是|指的?是|即)\s*(?P<b>[\u4e00-\u9fff]{2,6})")
_UNIQUE = re.compile(r"(?:网管|会计|出纳|机修|跟单|电工|统计|版师|厂医)$")
_AGREE = (
    r"(?:也|都|都要|要|得|须|必须|还|书面|亲自|最后|来)?(?:签(?!到|收|退|名处|订|合)(?:字|名|批|发)?|"
    r"批(?!评|次|号|量)(?:准|示)?|审批|点头|点了头|拍板|同意|核准|盖章|画押|说了算)"
)
_AFTER = re.compile(
    r"(?:给|报|报给|找|喊|叫|问|送|交给?|送到?|报到?|告诉|通知|通过|向|跟|拿给|汇给|发给|呈|让|请|归|抄送|先找|在|往|递给)$"
)
_GUEST = re.compile(
    r"^(?:[、和跟][\u4e00-\u9fff]{2,4})?(?:也要?|都要?)(?:查|审|被)|^(?:那里|那儿|那边|处|看过|参加|列席|的|手[里上]|知道|收|起草)"
)


def called(posts: Sequence[Post], papers: Sequence[Paper]) -> dict[str, str]:
    """What people are called, each to the person; a post in plain words (网管, 会计) stands for itself."""
    people = list(dict.fromkeys(p.person for p in posts if is_person(p.person)))
    meant: dict[str, set[str]] = {name: {name} for name in people}
    for post in posts:
        if post.person not in people or post.end:
            continue
        for pattern, words in _CALLS:
            if re.search(pattern, post.post) and not re.search(rf"副(?:{pattern})", post.post):
                for word in words:
                    meant.setdefault(post.person[0] + word, set()).add(post.person)
        for part in re.split(r"[、，,（）()兼/／]", post.post):
            if 2 <= len(part) <= 6 and _UNIQUE.search(part):
                meant.setdefault(part, set()).add(part)
    for name in people:
        for word in ("小" + name[0], "老" + name[0], name[0] + "师傅"):
            meant.setdefault(word, set()).add(name)
    found = {name: next(iter(who)) for name, who in meant.items() if len(who) == 1}
    return found | dict(_listed(papers, people)) | dict(_told(papers, people))


_CALLED_HEAD = re.compile(
    r"^(?!.*(?:部门|单位|机构|科室|车间)).*(?:平[时常]叫|人称|称呼|习惯叫|常叫|大家叫|外号|昵称|小名|口头|怎么叫|叫法|俗称|又叫|简称)"
)
"""Of people: 部门（简称） heads a column of departments."""


def _listed(papers: Sequence[Paper], people: Sequence[str]) -> Iterable[tuple[str, str]]:
    """姓名 | 职务 | 平时叫: what a roster says people are called."""
    for paper in papers:
        for line in paper.lines:
            column = next((i for i, h in enumerate(line.heads) if _CALLED_HEAD.search(h)), None)
            person = next((c for c in line.cells[:3] if c in people), "")
            if column is None or not person or column >= len(line.cells):
                continue
            for word in re.split(r"[、，,；;/\s]+", line.cells[column]):
                if 2 <= len(word) <= 6 and word not in people:
                    yield word, person


def _told(papers: Sequence[Paper], people: Sequence[str]) -> Iterable[tuple[str, str]]:
    """骆厂长=骆建平, 网管就是卢涛: another name told beside the person's own."""
    for paper in papers:
        for line in paper.lines:
            for match in _OTHER.finditer(line.text):
                for one, other in ((match["a"], match["b"]), (match["b"], match["a"])):
                    if other in people and one not in people:
                        yield one, other


def with_people(duties: Sequence[Prescription], names: Mapping[str, str]) -> list[Prescription]:
    """Duties with the persons their words name as doing or approving."""
    if not names:
        return list(duties)
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return [_with_people(duty, pattern, names) for duty in duties]


def _with_people(duty: Prescription, pattern: re.Pattern[str], names: Mapping[str, str]) -> Prescription:
    actors: list[str] = []
    approver = ""
    for match in pattern.finditer(duty.source.quote):
        before, after = duty.source.quote[: match.start()], duty.source.quote[match.end() :]
        if re.match(_AGREE, after) or re.search(r"(?:得|经|由|要)$", before) and re.match("同意|批|签|点头", after):
            approver = approver or (names[match[0]] if is_person(names[match[0]]) else "")
        elif re.match(r"(?:每|一[年季月周天]|半年|统一|负责|主持)", after) or not (
            _AFTER.search(before)
            or _GUEST.match(after)
            or re.search(r"[\u4e00-\u9fff]$", before)
            and not _START.search(before)
        ):
            actors.append(names[match[0]])
    changes: dict[str, object] = {}
    if actors and not any(a not in names for a in duty.actors):
        changes["actors"] = tuple(dict.fromkeys(actors[:1] + _joined(duty.source.quote, actors)))
    if approver and (
        duty.approver is None or duty.approver in names or duty.approver in approver_words(names, approver)
    ):
        changes["approver"] = approver
    return duty.model_copy(update=changes) if changes else duty


_START = re.compile(
    r"(?:由|[年月日号天周季次回前后内时里起底末初头下上完了过者]|五|[和与跟及]|每[一-鿿]{1,4}|之前|以前|以后|以内|都是|就是|归|条|款|项)$"
)


def _joined(text: str, actors: Sequence[str]) -> list[str]:
    """Those named in one breath with the first: 卢涛和邬国强一起验收."""
    return [a for a in actors[1:] if re.search(rf"[和与跟及、]{re.escape(a)}", text)]


def approver_words(names: Mapping[str, str], person: str) -> set[str]:
    """Posts and names of address one person goes by, and what they end with: 骆厂长 → 厂长."""
    own = {name for name, who in names.items() if who == person}
    return own | {name[1:] for name in own if len(name) >= 3 and name[0] == person[0]}


_CHAIRS = r"(?:主持(?!人|会议的)|召集)"


def with_chairs(records: Sequence[Record], names: Mapping[str, str]) -> list[Record]:
    """Records that tell who was in the chair as people speak of him: 鲍总主持."""
    if not names:
        return list(records)
    spoken = re.compile(rf"(?P<n>{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))}){_CHAIRS}")
    return [_with_chair(record, spoken, names) for record in records]


def _with_chair(record: Record, spoken: re.Pattern[str], names: Mapping[str, str]) -> Record:
    people = set(names.values())
    signed = tuple(_by_name(s, names) for s in record.signatures)
    said = spoken.search(record.text)
    person = names[said["n"]] if said else ""
    if record.row or not is_person(person) or any(s.person in people and s.role == "主持" for s in signed):
        return record if signed == record.signatures else record.model_copy(update={"signatures": signed})
    line = next((x for x in record.text.split("\n") if said and said[0] in x), record.source.quote)
    source = record.source.model_copy(update={"quote": line})
    chair = Signature(role="主持", person=person, source=source)
    others = tuple(s for s in signed if s.role != "主持")
    return record.model_copy(update={"signatures": (*others, chair)})


def _by_name(signature: Signature, names: Mapping[str, str]) -> Signature:
    """A signature by a name of address is the person's: 沈总 → 沈德林."""
    person = names.get(signature.person, signature.person)
    return signature if person == signature.person else signature.model_copy(update={"person": person})
