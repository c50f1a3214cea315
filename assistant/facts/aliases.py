"""Two names for one thing, proposed from the papers themselves: 简称, 以下简称, 原…, 更名为, 同一机构."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..domain.facts import Alias, Department, Line, Paper, Source
from ..text.roles import fold_department
from .renames import renames_of

_D = r"[\u4e00-\u9fffA-Z]{2,14}"
_PATTERNS = (
    re.compile(rf"(?P<a>{_D})\s*[（(](?:以下)?(?:简称|亦称|又称|也称)(?:为|：|:)?[“\"「]?(?P<b>{_D})[”\"」]?[)）]"),
    re.compile(
        rf"(?P<b>{_D}?)(?:自?(?:20)?\d\d年?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?起?)?(?:已)?(?:更名|改名|改称|调整|变更)为(?P<a>{_D})"
    ),
    re.compile(rf"(?P<a>{_D}?)[（(](?:原|曾用名|原名|前身为?)[：:]?(?P<b>{_D})[)）]"),
    re.compile(
        rf"(?:^|[。；，,])(?P<a>{_D}?)(?:设在|挂靠在?|与)(?P<b>{_D}?)(?:合署|，?两者为同一|，?为同一|内部?合署|一个机构|两块牌子)"
    ),
    re.compile(rf"(?P<a>{_D}?)[（(]即(?P<b>{_D})[)）]"),
    re.compile(rf"(?P<a>{_D}?)(?:承担|履行|行使)(?P<b>{_D}?)(?:的)?职(?:责|能)"),
)


def aliases_of(papers: Sequence[Paper], departments: Sequence[Department]) -> list[Alias]:
    """All proposals; departments' own alias columns first, dated renames second."""
    found = [
        Alias(kind="department", name=d.name, other=other, source=d.source) for d in departments for other in d.aliases
    ]
    found += [Alias(kind="department", name=r.new, other=r.old, source=r.source) for r in renames_of(papers)]
    for paper in papers:
        for line in paper.lines:
            if line.kind in ("text", "heading") and re.search(
                "简称|更名|改名|改称|合署|同一|原|即|变更为|调整为|又称|承担|两块牌子", line.text
            ):
                found += list(_in_line(line, paper))
    return found


def _in_line(line: Line, paper: Paper) -> Iterator[Alias]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(line.text):
            one, other = _trim(match["a"]), _trim(match["b"])
            kind = "document" if re.search("程序|规定|办法|手册|制度", one) else "department"
            if len(one) >= 2 and len(other) >= 2 and one != other:
                source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="alias/1", confidence=0.8)
                yield Alias(kind=kind, name=one, other=other, source=source)


def _trim(name: str) -> str:
    name = re.sub(
        r"^.*?(?:由|经|为|是|将|原|的|及|和|与|在)(?=[\u4e00-\u9fff]{2,}(?:部|处|科|室|中心|车间|办|委员会|公司)$)",
        "",
        name,
    )
    return fold_department(re.sub(r"自$|起$|已$", "", name))


class Names:
    """One canonical name for each department or form; built from confirmed aliases first, proposals second."""

    def __init__(self, aliases: Sequence[Alias], kind: str, canonical: Iterable[str] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._known = list(canonical)
        for name in self._known:
            self._parent.setdefault(name, name)
        for alias in sorted(aliases, key=lambda a: not a.confirmed):
            if alias.kind == kind:
                self._join(fold_department(alias.name), fold_department(alias.other))

    def _join(self, one: str, other: str) -> None:
        a, b = self.of(one), self.of(other)
        if a != b:
            keep, lose = (b, a) if b in self._known and a not in self._known else (a, b)
            self._parent[lose] = keep

    def of(self, name: str) -> str:
        """The canonical name, or the folded name itself where nothing is known."""
        name = fold_department(name)
        while self._parent.get(name, name) != name:
            name = self._parent[name]
        return name

    def known(self, name: str) -> bool:
        """Whether ``name`` or one of its aliases was registered."""
        return fold_department(name) in self._parent or self.of(name) in self._parent

    def same(self, one: str, other: str) -> bool:
        """Whether two names mean one thing; a name inside the other with its suffix counts (质量部, 公司质量部)."""
        a, b = self.of(one), self.of(other)
        return a == b or (len(a) > 2 and len(b) > 2 and (a.endswith(b) or b.endswith(a)))
