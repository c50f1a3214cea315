"""Reads ``corpus/glossary.yaml``: topics, each with its terms."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.glossary import Glossary, Term, fold_word


def load_glossary(path: Path) -> Glossary:
    """The glossary in ``path``.

    Raises CorpusError when the file cannot be read, a field is unknown or missing, a name is claimed by two terms, or
    a term refers to one that is not there.
    """
    topics = _topics(path)
    terms = tuple(_term(path, topic, entry) for topic, entries in topics for entry in entries)
    _refuse_double_names(path, terms)
    _refuse_unknown_references(path, terms)
    return Glossary(terms=terms)


def _topics(path: Path) -> list[tuple[str, list[Any]]]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CorpusError("术语表读不出来", str(path), "确认文件存在并可读") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError("术语表不是有效的 YAML", f"{path}：{error}", "改正该处的缩进、引号或编码") from error
    topics = data.get("topics") if isinstance(data, dict) else None
    if not isinstance(topics, list) or not all(isinstance(topic, dict) for topic in topics):
        raise CorpusError("术语表缺少 topics 列表", str(path), "顶层写 topics:，其下每项含 name 与 terms")
    return [(str(topic.get("name", "")), list(topic.get("terms") or [])) for topic in topics]


def _term(path: Path, topic: str, entry: Any) -> Term:
    if not isinstance(entry, dict):
        raise CorpusError("术语条目不是键值对", f"{path}：{topic}", "每条写成 id、term、definition 等字段")
    try:
        term = Term.model_validate({**entry, "topic": topic})
    except ValidationError as error:
        where = f"{path}：{topic} › {entry.get('term', entry.get('id', '？'))}"
        fields = "、".join(".".join(map(str, detail["loc"])) for detail in error.errors())
        fix = "对照 assistant/domain/glossary.py 的 Term 改正"
        raise CorpusError(f"术语条目的字段不对（{fields}）", where, fix) from error
    short = [name for name in term.names if len(name.strip()) < 2]
    if short or not term.definition.strip():
        raise CorpusError("术语的名称少于两个字或没有释义", f"{path}：{term.id}", "补全名称与释义")
    return term


def _refuse_double_names(path: Path, terms: Iterable[Term]) -> None:
    owner: dict[str, str] = {}
    ids: set[str] = set()
    for term in terms:
        if term.id in ids:
            raise CorpusError(f"术语标识“{term.id}”出现两次", str(path), "换一个英文标识")
        ids.add(term.id)
        for name in term.names:
            other = owner.setdefault(fold_word(name), term.term)
            if other != term.term:
                fix = "同一名称只能属于一个术语；较松的联系写进 related"
                raise CorpusError(f"名称“{name}”同时属于“{other}”和“{term.term}”", str(path), fix)
        if len({fold_word(name) for name in term.names}) < len(term.names):
            raise CorpusError(f"术语“{term.term}”的别名重复", str(path), "删去重复的一个")


def _references(term: Term) -> Iterator[str]:
    yield from term.related
    yield from (pair.term for pair in term.not_same_as)


def _refuse_unknown_references(path: Path, terms: tuple[Term, ...]) -> None:
    known = {term.term for term in terms}
    for term in terms:
        for name in _references(term):
            if name not in known or name == term.term:
                fix = "related 与 not_same_as 只写其他条目的 term"
                raise CorpusError(f"术语“{term.term}”指向“{name}”，术语表中没有这一条", str(path), fix)
