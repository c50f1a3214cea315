"""Checks across the loaded corpus: what a schema cannot say about keys, numbers, parents and relations."""

from collections import Counter
from collections.abc import Iterable

from ..domain.errors import CorpusError
from ..domain.framework import Framework, Requirement
from ..domain.subject import Subject


def check_frameworks(frameworks: tuple[Framework, ...]) -> None:
    """Raise CorpusError on the first fault in a framework or between frameworks."""
    by_id = {framework.id: framework for framework in frameworks}
    for framework in frameworks:
        _unique(framework.id, "条款 key", (requirement.key for requirement in framework.requirements))
        _unique(framework.id, "条款编号", (requirement.number for requirement in framework.requirements))
        _parents(framework)
        _principles(framework)
        if framework.superseded_by is not None and framework.superseded_by not in by_id:
            raise CorpusError(
                f"superseded_by 指向不存在的标准“{framework.superseded_by}”", _file(framework.id), "改成已有标准的 id"
            )
        for requirement in framework.requirements:
            _relations(framework, requirement, by_id)


def check_subject(subject: Subject, known_keys: set[str]) -> None:
    """Raise CorpusError on duplicate entry ids, or requirement keys outside ``known_keys`` (empty = not checked)."""
    _unique(subject.id, "条目 id", (entry.id for entry in subject.entries))
    for entry in subject.entries if known_keys else ():
        unknown = [key for key in entry.keys if key not in known_keys]
        if unknown:
            raise CorpusError(
                f"引用了不存在的条款 key“{'、'.join(unknown)}”",
                f"{_file(subject.id)} › {entry.id}",
                "改成标准数据中的 key",
            )


def _file(name: str) -> str:
    return f"{name}.yaml"


def _unique(name: str, what: str, values: Iterable[str]) -> None:
    double = [value for value, count in Counter(values).items() if count > 1]
    if double:
        raise CorpusError(f"{what}重复：{'、'.join(double)}", f"{_file(name)} › {double[0]}", "每项只保留一个")


def _parents(framework: Framework) -> None:
    """A parent exists and stands above its child, so the tree has no ring."""
    above: set[str] = set()
    for requirement in framework.requirements:
        if requirement.parent is not None and requirement.parent not in above:
            raise CorpusError(
                f"上级条款“{requirement.parent}”不存在或排在本条之后",
                f"{_file(framework.id)} › {requirement.key}",
                "改正 parent，或把上级条款移到前面",
            )
        above.add(requirement.key)


def _principles(framework: Framework) -> None:
    known = {requirement.key for requirement in framework.requirements}
    for principle in framework.principles:
        unknown = [key for key in principle.keys if key not in known]
        if unknown:
            raise CorpusError(
                f"原则引用了不存在的条款 key“{'、'.join(unknown)}”",
                f"{_file(framework.id)} › {principle.id}",
                "改成本文件中的 key",
            )


def _relations(framework: Framework, requirement: Requirement, by_id: dict[str, Framework]) -> None:
    spot = f"{_file(framework.id)} › {requirement.key}"
    for relation in requirement.relations:
        target = by_id.get(relation.to)
        if target is None:
            raise CorpusError(f"关系指向不存在的标准“{relation.to}”", spot, "改成已有标准的 id，或补上该标准的文件")
        numbers = {other.number for other in target.requirements}
        unknown = [number for number in relation.clauses if number not in numbers]
        if unknown:
            raise CorpusError(f"关系指向“{relation.to}”中没有的编号 {'、'.join(unknown)}", spot, "核对对照的条款编号")
