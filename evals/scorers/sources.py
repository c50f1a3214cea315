"""Finding the gold at run time: spans of texts that lie outside the repository, and clauses by their key."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .case import Case, Target
from .folding import fold

ROOT = Path(__file__).resolve().parents[2]
TEXTS = {"points": ROOT.parent / "shared" / "input" / "贯标实施要点.txt"}


class Clause(NamedTuple):
    """Where a clause key stands at present."""

    number: str
    title: str
    code: str


class Sources:
    """Folded source texts by name and clauses by (framework, key)."""

    def __init__(self, texts: Mapping[str, str], clauses: Mapping[tuple[str, str], Clause]) -> None:
        self.texts = {name: fold(text) for name, text in texts.items()}
        self.clauses = dict(clauses)

    @cached_property
    def all_text(self) -> str:
        """Every source text, folded, for checking quotes."""
        return "\n".join(self.texts.values())

    def span(self, target: Target) -> str:
        """The folded words of a span; raises LookupError when the text is absent or is another version."""
        text = self.texts.get(target.text)
        if text is None:
            raise LookupError(f"缺少原文“{target.text}”")
        span = text[target.start : target.end]
        if digest(span) != target.sha256:
            raise LookupError(f"原文“{target.text}”与出题时的版本不同")
        return span

    def around(self, target: Target, width: int = 200) -> str:
        """The folded text from ``width`` characters before the span to as many behind it."""
        return self.texts[target.text][max(0, target.start - width) : target.end + width]

    def clause(self, target: Target) -> Clause:
        """The clause of a key; raises LookupError when the framework no longer has it."""
        found = self.clauses.get((target.framework, target.key))
        if found is None:
            raise LookupError(f"标准数据中没有 {target.framework} {target.key}")
        return found

    def why_not(self, case: Case) -> str:
        """Why this case cannot be scored here; empty when it can."""
        for target in (target for point in case.gold for target in point):
            try:
                if target.text:
                    self.span(target)
                if target.framework:
                    self.clause(target)
            except LookupError as error:
                return str(error.args[0])
        return ""


def digest(span: str) -> str:
    """SHA-256 of a folded span."""
    return hashlib.sha256(span.encode()).hexdigest()


def pin(name: str, text: str, words: str) -> Target:
    """The target for ``words``, which must stand exactly once in ``text``; raises LookupError otherwise."""
    folded, span = fold(text), fold(words)
    start = folded.find(span)
    if not span or start < 0 or folded.find(span, start + 1) >= 0:
        raise LookupError(f"“{words}”在原文中没有或不止一处")
    return Target(text=name, start=start, end=start + len(span), sha256=digest(span))


def local_sources(root: Path = ROOT, texts: Mapping[str, Path] = TEXTS) -> Sources:
    """What is at hand on this machine: the texts that exist and ``corpus/frameworks/*.yaml``."""
    found = {name: path.read_text(encoding="utf-8") for name, path in texts.items() if path.is_file()}
    return Sources(found, _clauses(root / "corpus" / "frameworks"))


def _clauses(folder: Path) -> dict[tuple[str, str], Clause]:
    clauses: dict[tuple[str, str], Clause] = {}
    for path in sorted(folder.glob("*.yaml")):
        data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for entry in data["requirements"]:
            clauses[data["id"], entry["key"]] = Clause(str(entry["number"]), str(entry["title"]), str(data["code"]))
    return clauses
