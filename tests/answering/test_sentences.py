"""Which sentence leads: what the fitted weights see, and that they fit the features they are for."""

from collections.abc import Sequence

import pytest
import yaml

from assistant.answering.analysis import analyse
from assistant.answering.matching import weigh
from assistant.answering.nearness import Near
from assistant.answering.scoring import Signs, score_units
from assistant.answering.sentence_features import FEATURES
from assistant.answering.sentence_ranker import read_sentence_weights
from assistant.answering.units import Unit
from assistant.domain.document import Chunk
from assistant.domain.errors import CorpusError
from assistant.domain.evidence import Passage

from .world import CORPUS, glossary, passage, rules, segmenter


def told(*texts: str, role: str = "reference") -> list[Passage]:
    return [
        passage(
            Chunk(
                id=f"c{n}", document_id="d", version_id="v", workspace="w", ordinal=n, text=text, start=0,
                end=len(text), path=("手册",),
            )
        ).model_copy(update={"role": role})
        for n, text in enumerate(texts)
    ]  # fmt: skip


def leading(question: str, passages: list[Passage], near: str = "") -> str:
    """The best sentence; ``near`` marks the sentences that the vectors hold for near."""
    known, analysis = rules(), analyse(question, rules().types, glossary(), segmenter())

    def nearness(texts: Sequence[str], units: Sequence[Unit]) -> list[list[Near | None]]:
        value = [0.7 if near in unit.text else 0.3 for unit in units]
        return [[Near(each, each) for each in value] for _ in texts]

    signs = Signs(known.connectives.cues, "", known.connectives.settling, known.connectives.index_lines)
    weighted = weigh(analysis.terms, passages)
    found = score_units(analysis, passages, weighted, known.ranker, signs, nearness if near else None)
    return found[0].unit.text


def test_who_is_answered_by_the_sentence_that_names_somebody():
    said = told("供应商评审要定期开展，评审结果存档。供应商评审由采购部主持，质量部参加。")
    assert leading("供应商评审谁来主持？", said).startswith("供应商评审由采购部")
    assert leading("供应商评审的结果怎么办？", said).startswith("供应商评审要定期")


def test_asked_for_the_first_step_the_sentence_that_begins_leads():
    said = told("样机试制要填写记录，试制中注意安全。样机试制首先确认图纸版本，再领料。")
    assert leading("样机试制第一步做什么？", said).startswith("样机试制首先")
    assert leading("样机试制记录怎么填？", said).startswith("样机试制要填写")


def test_what_is_said_in_other_words_is_found_by_its_nearness():
    said = told("仓库每月盘点。库存物资按月清查账实。", "车间的安排另行通知。")
    assert leading("东西对不对得上多长时间查一回？", said, near="清查账实").startswith("库存物资")
    assert leading("东西对不对得上多长时间查一回？", said, near="每月盘点").startswith("仓库每月")


def test_how_often_is_answered_by_the_firms_own_rule_before_general_advice_but_why_is_not():
    advice, rule = told("设备点检每班进行一次（通常做法）。", "设备点检每班进行一次（本厂规定）。")
    passages = [advice, rule.model_copy(update={"role": "client"})]
    assert "本厂" in leading("设备点检多久一次？", passages)
    assert "通常" in leading("为什么要设备点检？", passages)


def test_weights_for_other_features_are_refused():
    text = (CORPUS / "rules" / "sentences.yaml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    assert set(read_sentence_weights(text).weights) == set(FEATURES)
    del content["weights"]["own"]
    with pytest.raises(CorpusError, match="own"):
        read_sentence_weights(yaml.safe_dump(content))
