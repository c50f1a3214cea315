"""Who acts, where the verb tells nothing: the one registered department that is the subject of the sentence."""

import re
from collections.abc import Iterable, Sequence

from ..domain.facts import Alias, Department, Prescription

_RECEIVES = re.compile(
    r"(?:[、和及与向对给至到在放存锁]|报|送|交|会同|通知|配合|协同|经|抄送|反馈|汇报|提供|(?<!部门)(?<!岗位)(?<!单位)(?<!人)为)$"
)
_NO_SUBJECT = re.compile(
    r"(?:的(?!系统|工程师|专员|人员)|[、和及与]|负责人|部长|科长|处长|主任|经理|会签|批准|审批|审定|审核|签字|同意|备案|确认|内部|提出需求)"
)


def with_registered(
    duties: Sequence[Prescription], departments: Iterable[Department], aliases: Iterable[Alias] = ()
) -> list[Prescription]:
    """Duties that name nobody get the one registered department that is a subject of their sentence."""
    known = [d.name for d in departments]
    others = [a.other for a in aliases if a.kind == "department" and a.name in known]
    names = sorted({n for n in (*known, *others) if len(n) >= 2}, key=len, reverse=True)
    return [_with_subject(d, names) if names and _told(d) and not d.actors else d for d in duties]


def _told(duty: Prescription) -> bool:
    """Whether a sentence, or a row kept as text, tells of doing; lists of forms tell who keeps them, not who acts."""
    listed = duty.retention is not None or _CODE_FIRST.match(duty.source.quote)
    return duty.source.rule.startswith("sentence") and not listed


_CODE_FIRST = re.compile(r"\s*[A-Z]{1,4}[A-Z\d]*[-./]")


def _with_subject(duty: Prescription, names: Sequence[str]) -> Prescription:
    text = re.sub(r"《[^》]*》", "《》", duty.source.quote)
    places = list(re.finditer("|".join(map(re.escape, names)), text))
    found = [m for m in places if not _RECEIVES.search(text[: m.start()]) and not _NO_SUBJECT.match(text[m.end() :])]
    who = {m[0] for m in found}
    return duty.model_copy(update={"actors": tuple(who)}) if len(who) == 1 else duty
