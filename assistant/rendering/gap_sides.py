"""What the two sides of a finding are: mostly a rule and a record, but also two papers, or two records."""

from typing import NamedTuple

from ..domain.finding import Finding


class SideNames(NamedTuple):
    """Headings of both sides, and what is said where the second one does not exist."""

    first: str
    second: str
    absent: str

    @property
    def told(self) -> tuple[str, str]:
        """The headings as questions: ``规定怎么说``, ``记录怎么样``."""
        return _told(self.first), _told(self.second)


_USUAL = ("规定", "记录")
_BY_TYPE = {
    "A3": ("规定", "另一份文件"),
    "A4": ("文件", "清单或名录"),
    "D1": ("起用的时间", "记录"),
    "D3": ("一份记录", "另一份记录"),
    "D4": ("任职", "记录"),
    "D5": ("一份记录", "另一份记录"),
    "F2": ("目标", "记录"),
    "G5": ("前一次", "后一次"),
}
_BY_DETECTOR = {
    "policy-without-goals": ("方针", "目标"),
    "goal-without-policy": ("目标", "方针"),
    "register-against-paper": ("文件", "清单"),
    "target-lowered": ("规定", "改低的目标"),
}
_IN_ONE_FILE = {"A3": "同一文件的另一处", "D3": "同一份记录的另一处", "D5": "同一份记录的另一处"}
_PAPER_ONLY = frozenset({"A1", "A2", "A5", "F2"})


def side_names(finding: Finding) -> SideNames:
    """What stands on either side of a finding."""
    usual = _BY_TYPE.get(finding.type, _USUAL)
    first, second = _BY_DETECTOR.get(finding.detector.partition("/")[0], usual)
    if finding.document and finding.record and finding.document.file == finding.record.file:
        second = _IN_ONE_FILE.get(finding.type, second)
    absent = "这一类只看文件本身，不对照记录" if finding.type in _PAPER_ONLY else f"没有找到相应的{second}"
    return SideNames(first, second, absent)


def _told(name: str) -> str:
    return f"{name}怎么样" if name.endswith("记录") else f"{name}怎么说"
