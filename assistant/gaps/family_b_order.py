"""Family B, order of steps: users trained before a system goes live."""

import re
from collections.abc import Iterator

from ..domain.facts import Prescription
from .case import Case
from .family_b_content import started, system_key
from .linking import link
from .registry import Hit, Parameters, detector
from .trainings import Training, trainings

_RULE = re.compile(
    r"(?:教会|教好|学会|讲过|培训过)了?[^。；]{0,4}(?:才能|才可以?|再|方可|才准|才许|才让)[^。；]{0,8}(?:用|上线|开机|上岗|运行)|"
    r"培训(?:完成|结束|合格|考核合格)?[^。；]{0,12}(?:方可|方能|后方|才能|才可|之前不得)[^。；]{0,16}(?:上线|运行|使用|投用|投运)|"
    r"(?:未经|未)培训[^。；]{0,10}不(?:得|能)[^。；]{0,8}(?:上线|运行|投用|投运)|"
    r"培训[^。；|]{0,12}\|(?:[^。；|]{0,40}\|)?[^。；|]{0,6}(?:上线|投用|投运|正式运行)(?:之)?前\s*(?:$|[|，。；])|"
    r"(?:上线|投用|投运|正式运行)(?:之)?前[^。；]{0,12}(?:应|须|必须|完成|组织)[^。；]{0,12}培训"
)


@detector("B4", "operation-before-training")
def operation_before_training(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A system put to use before its users were trained, where the papers ask for the training first."""
    duty = next((d for d in case.facts.prescriptions if _RULE.search(d.source.quote.replace("\n", ""))), None)
    if duty is None:
        return
    told: set[str] = set()
    for name, day, _ in started(case):
        key = system_key(name)
        first = min(_taught(key, case), key=lambda t: str(t.on), default=None)
        if (
            key in told
            or first is None
            or first.on is None
            or not case.in_window(day)
            or not _in_force(duty, case, key)
        ):
            continue
        if day < first.on:
            told.add(key)
            yield Hit(
                object=f"{name}：{day}投入使用，{first.on}才培训",
                root=f"system-training:{key}",
                document=duty.source,
                record=first.source,
                values={"first": str(day), "second": str(first.on)},
            )


_PLAIN = re.compile(r"智能|自动|全自动|信息化?|数字化?|管理|设备|平台|软件|生产|新|机器?|线|一条|套|台|[（(].*?[)）]")
"""What the name of a machine or system shares with many others."""
_APPROVED_FIRST = re.compile(
    r"(?:批准|审批|同意|签批|批)(?:之?后|通过后?|同意后?)[^，。；]{0,4}(?:才能|方可|方能|才可以?|再|方)[^，。；]{0,4}?"
    r"(?P<a>试用|试行|试点|实施|上线|使用|启用|开工|施工|采购|执行|发布)"
)
"""批准后才能试用: what may begin only after the approval."""


@detector("B4", "begun-before-approval")
def begun_before_approval(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Something begun before the approval its rule asks for first."""
    for duty in case.facts.prescriptions:
        rule = _APPROVED_FIRST.search(duty.source.quote)
        linked = link(duty, case) if rule and duty.forms else None
        if rule is None or linked is None or linked.strength not in ("code", "name"):
            continue
        for record in linked.records:
            signed = next((s for s in record.signatures if s.role == "批准" and s.on), None)
            name = re.compile(f"{rule['a']}(?:开始|日|时|起|$)")
            begun = next((f for f in record.fields if f.on and name.match(f.name)), None)
            if signed is None or begun is None or not signed.on or not begun.on or not case.in_window(begun.on):
                continue
            if begun.on < signed.on:
                yield Hit(
                    object=f"{record.title}：{begun.on}{begun.name}，{signed.on}才批准",
                    root=f"approval-order:{record.id}",
                    document=duty.source,
                    record=signed.source,
                    values={"first": str(begun.on), "second": str(signed.on)},
                )


def _taught(key: str, case: Case) -> list[Training]:
    """Trainings whose course names the system."""
    whole = [t for t in trainings(case) if t.on and len(key) >= 3 and key in system_key(t.course)]
    core = _PLAIN.sub("", key)
    return whole or [t for t in trainings(case) if t.on and len(core) >= 2 and core in t.course and "操作" in t.course]


def _in_force(duty: Prescription, case: Case, key: str) -> bool:
    return all(not duty.effective_from or t.on is None or t.on >= duty.effective_from for t in _taught(key, case))
