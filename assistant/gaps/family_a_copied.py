"""Family A, copied text: another organisation's name or placeholders left in a document."""

import re
from collections.abc import Iterator

from ..facts.topics import bigram_share
from .case import Case
from .family_a import normative, place_at
from .registry import Hit, Parameters, detector


@detector("A5", "copied-text", kind="statistic")
def copied_text(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Another organisation's name, or placeholder residue, where a document speaks of its own scope."""
    own = {case.enterprise.name, *case.enterprise.aliases} - {""}
    for paper in normative(case):
        for line in paper.lines:
            name = _foreign(line.text, own, case)
            if name:
                yield Hit(
                    object=f"{paper.title}：{name}",
                    root=f"copied:{paper.file}",
                    document=place_at(paper, line),
                    values={"name": name},
                )
                break


_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团)")


_RESIDUE = re.compile(
    r"(?:[XＸxⅩ×]{2,4}|[某○]{2,3}|\*{2,4}|_{3,})(?:有限|股份|集团)?公司|【(?:公司|企业|单位)名称?】|\[(?:公司|企业|单位)名称?\]|企业名称[A-Z]|(?:[XＸ×]{2,4})(?:部|车间|厂|企业)"
)


_SCOPE = re.compile(r"适用于|本(?:程序|规定|办法|手册|制度|公司)|我公司|为了?规范|公司简介|成立于|发布")


_LEADING = re.compile(
    r"^.*?(?:(?:适用于|属于|规范|落实|贯彻|执行|按照?|遵照|依照|根据|依据|响应|围绕|为|是|由|与|和|向|对|及|在|到|了)了?)+"
    r"(?=[\u4e00-\u9fff]{4,})"
)
"""Words before a name that are no part of it: 为落实…, 按照…."""


def _foreign(text: str, own: set[str], case: Case) -> str | None:
    residue = _RESIDUE.search(text)
    if residue:
        return residue[0]
    if not own or not _SCOPE.search(text):
        return None
    for match in _COMPANY.finditer(text):
        name = _LEADING.sub("", match[0])
        known = any(name in o or o in name or bigram_share(name, o) > 0.6 for o in own)
        if (
            known
            or len(name) < 6
            or re.search(r"委托|供应商|客户|服务商|控股|股东|母公司|上级|咨询|评定|隶属|子公司|投资", text)
        ):
            continue
        if _parent(name, text, case):
            continue
        return name
    return None


def _parent(name: str, text: str, case: Case) -> bool:
    """A group several own papers name, here as the one who asks for something: 按青岚集团考核办法."""
    asks = re.search(
        rf"(?<!适用于){re.escape(name)}(?:公司|总部)?[^，。；]{{0,10}}(?:部署|要求|制度|规定|文件|战略|规划|办法|授权|批复|下达)",
        text,
    )
    return "集团" in name and asks is not None and sum(name in p.text for p in case.facts.papers) >= _NAMED_OFTEN


_NAMED_OFTEN = 2
