"""Family A, the documents themselves: what is in force and what is not executable."""

import re
from collections.abc import Iterator

from ..domain.facts import Line, Paper, Prescription, Source
from ..facts.topics import bigram_share, core_name
from ..text.roles import is_generic
from ..text.vague import WEAK_TIME
from .case import Case
from .linking import about
from .registry import Hit, Parameters, detector

NORMATIVE = ("manual", "procedure", "work_instruction")
_VAGUE_ACTOR = re.compile(r"相关部门|有关部门|相关单位|有关单位|相关人员|有关人员|相关科室|有关科室|相关岗位")
_VAGUE_ACT = re.compile(
    r"适当措施|相应措施|必要的?措施|妥善处理|酌情|合理安排|适当处理|尽量|原则上及时|视情(?:况)?处理"
)
_ELSEWHERE = re.compile(
    r"按(?:照|计划|《)?[^，。；]{0,20}(?:规定|计划|要求|执行|办理)|见|详见|附(?:件|表|录)|下表|上表|依据《|遵照"
)


def normative(case: Case) -> list[Paper]:
    """Documents in force."""
    return [p for p in case.facts.normative if not p.superseded]


def place_at(paper: Paper, line: Line, quote: str | None = None) -> Source:
    """A line of a paper as a source."""
    return Source(file=paper.file, locator=line.locator, quote=quote or line.text, rule="line/1")


@detector("A2", "not-executable")
def not_executable(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A duty whose time, actor or act is left open and defined nowhere."""
    defined = _defined_terms(case)
    for duty in case.facts.prescriptions:
        if (
            duty.modality in ("may", "should", "shall_not")
            or duty.deadlines
            or (duty.cadence and duty.cadence.concrete)
            or out_of_force(duty, case)
        ):
            continue
        score, said = _openness(duty, defined, case)
        if score >= float(parameters.get("threshold", 3)):
            yield Hit(
                object=f"{about(duty)}：{'、'.join(said)}",
                root=f"vague:{duty.id}",
                document=duty.source,
                values={"said": "、".join(said)},
            )


def _openness(duty: Prescription, defined: set[str], case: Case) -> tuple[float, list[str]]:
    text = duty.source.quote
    strong = [w for w in duty.vague if w not in WEAK_TIME and w not in defined]
    actors = [w for w in _VAGUE_ACTOR.findall(text) if w not in defined]
    acts = _VAGUE_ACT.findall(text)
    weak = [w for w in duty.vague if w in WEAK_TIME and w not in defined]
    if not strong and weak and actors and not duty.forms and not _ELSEWHERE.search(text) and not _specific(duty):
        return 3, list(dict.fromkeys([*actors, *weak, *acts]))
    if weak and _OPEN_ACT.search(duty.action) and duty.source.rule.startswith("table-row"):
        return 3, list(dict.fromkeys([*actors, *weak, *acts]))
    if not strong or _ELSEWHERE.search(text) or _rule_elsewhere(duty, case):
        return 0, []
    score = (
        2
        + bool(actors)
        + bool(acts)
        + 0.5 * bool(set(duty.vague) & set(WEAK_TIME))
        + 1.0 * (not duty.forms and not duty.actors and not actors)
    )
    score += 0.5 * (not duty.forms)
    return score + 0.5 * (len(strong) > 1), list(dict.fromkeys([*strong, *actors, *acts]))


_OPEN_ACT = re.compile(r"(?:相关|有关)(?:部门|单位|人员|科室|岗位)[^，。；]{0,6}(?:及时|尽快|适时|视情)")
"""Nobody and no time in the words of the act itself, whatever department the row is given to."""


def _specific(duty: Prescription) -> bool:
    """Whether somebody in particular is named as well."""
    return any(not is_generic(a) and not _VAGUE_ACTOR.search(a) for a in duty.actors)


def out_of_force(duty: Prescription, case: Case) -> bool:
    """Whether a duty stands in a document that holds no more."""
    return case.documents[duty.paper].superseded


def _rule_elsewhere(duty: Prescription, case: Case) -> bool:
    """Another duty about the same activity has a concrete time."""
    for other in case.facts.prescriptions:
        if other is duty or not ((other.cadence and other.cadence.concrete) or other.deadlines):
            continue
        shared = {f.code for f in duty.forms if f.code} & {f.code for f in other.forms if f.code}
        if (
            shared
            and not _OPEN_ACT.search(duty.action)
            or bigram_share(core_name(duty.action[:40]), core_name(other.process + other.action[:40])) >= 0.45
        ):
            return True
        near = bigram_share(core_name(duty.action[:40]), core_name(other.process + other.action[:40])) >= 0.25
        if duty.topic and duty.topic == other.topic and other.cadence and near:
            return True
    return False


def _defined_terms(case: Case) -> set[str]:
    terms: set[str] = set()
    for paper in normative(case):
        for match in re.finditer(
            r"[“\"「]?(定期|不定期|适时|及时|必要时|相关部门|有关部门|相关人员|有关人员|相关单位)[”\"」]?[，,]?(?:一词)?(?:在[^，。]{2,12}中)?(?:均)?\s*(?:是指|指(?!标|导|定)|系指)",
            paper.text,
        ):
            terms.add(match[1])
    return terms
