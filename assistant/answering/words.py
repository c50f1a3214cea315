"""Word lists of the rule files as one pattern each: words are separated by blanks and may be pattern fragments."""

import re
from functools import lru_cache

import yaml

from ..domain.errors import CorpusError


class Words:
    """A list of words to look for. Longer words win where several begin at the same place."""

    def __init__(self, listing: str) -> None:
        ordered = sorted(set(listing.split()), key=len, reverse=True)
        try:
            self.pattern = re.compile("|".join(ordered) if ordered else r"(?!)")
        except re.error as error:
            raise CorpusError("规则文件里的词不是有效的片段", "、".join(ordered)[:60], str(error)) from error

    def within(self, text: str) -> bool:
        """Does any of the words stand in ``text``?"""
        return self.pattern.search(text) is not None

    def first(self, text: str) -> re.Match[str] | None:
        """The first match in ``text``."""
        return self.pattern.search(text)

    def all(self, text: str) -> list[str]:
        """Every match, left to right."""
        return [match[0] for match in self.pattern.finditer(text)]

    def remove(self, text: str) -> str:
        """``text`` with the words taken out (a blank stands in their place)."""
        return self.pattern.sub(" ", text)


@lru_cache(maxsize=512)
def words(listing: str) -> Words:
    """Compiled once for each listing."""
    return Words(listing)


def read_mapping(text: str, name: str) -> dict[str, object]:
    """A YAML mapping from ``text``; ``name`` of the file is for the error."""
    try:
        value: object = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CorpusError("规则文件不是有效的 YAML", name, "改正后重试") from error
    if not isinstance(value, dict):
        raise CorpusError("规则文件应是键值结构", name, "改正后重试")
    return {str(key): item for key, item in value.items()}
