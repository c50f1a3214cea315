"""Prompts are texts in ``prompts/*.md`` with ``$name`` places; their revision is the hash of the text."""

import hashlib
import re
from collections.abc import Mapping
from string import Template
from typing import NamedTuple

from .domain.errors import CorpusError

_PLACE = re.compile(r"\$(?:\{(?P<braced>[a-z_]+)\}|(?P<plain>[a-z_]+))")
_SHORT = 12


class Prompt(NamedTuple):
    """One prompt: name, text with places, revision (first 12 hex digits of the SHA-256 of the text)."""

    name: str
    text: str
    revision: str

    @property
    def places(self) -> frozenset[str]:
        """Names of the places to fill."""
        return frozenset(match["braced"] or match["plain"] for match in _PLACE.finditer(self.text))

    def fill(self, **values: str) -> str:
        """The text with every place filled; raises CorpusError when names and places differ.

        Values are inserted once: a ``$name`` inside a value stays as it is.
        """
        if missing := self.places - values.keys():
            raise CorpusError(f"提示词缺少变量：{'、'.join(sorted(missing))}", f"prompts/{self.name}.md", "补上变量")
        if unknown := values.keys() - self.places:
            raise CorpusError(
                f"提示词没有这些变量：{'、'.join(sorted(unknown))}", f"prompts/{self.name}.md", "改正变量名"
            )
        return Template(self.text).substitute(values)


def read_prompt(name: str, text: str, expected: frozenset[str]) -> Prompt:
    """A prompt from its text; raises CorpusError when its places are not the expected ones."""
    prompt = Prompt(name, text.strip(), hashlib.sha256(text.strip().encode()).hexdigest()[:_SHORT])
    if prompt.places != expected:
        wanted = "、".join(sorted(expected)) or "无"
        raise CorpusError("提示词的变量与代码不符", f"prompts/{name}.md", f"应为：{wanted}")
    return prompt


class AnswerPrompts(NamedTuple):
    """The prompts of an answer: how to work, and the question with its sources."""

    system: Prompt
    question: Prompt

    @property
    def revisions(self) -> tuple[tuple[str, str], ...]:
        """Name and revision of each, for the run record."""
        return tuple((prompt.name, prompt.revision) for prompt in self)


def answer_prompts(texts: Mapping[str, str]) -> AnswerPrompts:
    """The prompts ``answer`` and ``answer_question`` from their texts."""
    return AnswerPrompts(
        read_prompt("answer", texts["answer"], frozenset({"audience"})),
        read_prompt(
            "answer_question", texts["answer_question"], frozenset({"history", "count", "sources", "question"})
        ),
    )
