"""What the answer workflow is made of, read from the corpus and prompt folders."""

from pathlib import Path

from ..answering.rules import AnsweringRules, read_rules
from ..domain.errors import CorpusError
from ..prompts import AnswerPrompts, answer_prompts

_PROMPTS = ("answer", "answer_question")


def load_answering_rules(corpus_dir: Path) -> AnsweringRules:
    """Word data of the answering stage from ``rules/*.yaml``; raises CorpusError when a file is missing or broken."""
    return read_rules(lambda name: _text(corpus_dir / "rules" / f"{name}.yaml"))


def load_answer_prompts(prompts_dir: Path) -> AnswerPrompts:
    """The prompts of an answer; raises CorpusError when a file is missing or its places are wrong."""
    return answer_prompts({name: _text(prompts_dir / f"{name}.md") for name in _PROMPTS})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError("读不到规则或提示词文件", str(path), "检查安装是否完整，或在设置中改正语料路径") from error
