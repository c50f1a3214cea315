"""What everyday questions mean, with the real weights and the built-in embedding model."""

from pathlib import Path

import pytest
import yaml

from assistant.adapters.meaning_file import read_meaning_model, write_meaning_model
from assistant.adapters.onnx_embedder import OnnxEmbedder
from assistant.answering.meaning import MeaningReader
from assistant.answering.rules import AnsweringRules
from assistant.answering.understanding import Understood, understand
from assistant.domain.answer import Question
from assistant.domain.errors import CorpusError
from assistant.settings import PROJECT

from .world import deps, rules

CORPUS = PROJECT / "corpus"


@pytest.fixture(scope="module")
def reader(models_dir: Path) -> MeaningReader:
    return MeaningReader(read_meaning_model(CORPUS / "meaning"), OnnxEmbedder(models_dir).query)


def test_the_fitted_wordings_are_those_of_the_data(reader: MeaningReader) -> None:
    points = yaml.safe_load((CORPUS / "points.yaml").read_text(encoding="utf-8"))
    assert reader.model.wordings == tuple(points)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("开完会就没影儿了，定的事谁去盯", "决议"),
        ("证书挂上墙，人就可以散伙了吧", "解散工作小组"),
        ("老办法统统丢掉从头来过好不好", "渐进"),
    ],
)
def test_everyday_words_lead_to_the_words_of_documents(text: str, word: str, reader: MeaningReader) -> None:
    assert any(word in meant.wording for meant in reader(text))


def test_chances_fall_and_an_empty_question_means_nothing(reader: MeaningReader) -> None:
    chances = [meant.chance for meant in reader("证拿到了还要做什么")]
    assert chances == sorted(chances, reverse=True)
    assert reader(" ？") == ()


def _understood(text: str, reader: MeaningReader) -> Understood:
    known: AnsweringRules = rules()
    world = deps()
    return understand(Question(text=text, workspace="w"), known, world.glossary, world.segmenter, None, reader)


def test_hints_weigh_less_than_the_question_itself(reader: MeaningReader) -> None:
    asked = _understood("开完会就没影儿了，定的事谁去盯", reader)
    assert 0 < sum(hint.weight for hint in asked.hints) < sum(term.weight for term in asked.analysis.terms)


def test_the_model_survives_being_written_and_read(tmp_path: Path, reader: MeaningReader) -> None:
    write_meaning_model(reader.model, tmp_path)
    again = read_meaning_model(tmp_path)
    assert again.wordings == reader.model.wordings
    assert (again.weights == reader.model.weights).all()


def test_a_broken_model_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"x")
    with pytest.raises(CorpusError, match="问法模型"):
        read_meaning_model(tmp_path)
