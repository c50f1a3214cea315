"""The shipped standards and companion data."""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from assistant.adapters.corpus_yaml import load_frameworks, load_subjects
from assistant.domain.document import FileFacts, LoadedFile
from assistant.domain.framework import Framework
from assistant.domain.subject import Subject
from assistant.ingestion.framework_text import framework_blocks, subject_blocks
from assistant.ingestion.structure import build_document

CORPUS = Path(__file__).parents[2] / "corpus"

CLAUSE_KEYS = [
    "sca.general",
    "sca.context",
    "sca.advantage",
    "ms.general",
    "ms.scope",
    "docinfo.general",
    "docinfo.create",
    "docinfo.control",
    "lead.top",
    "lead.policy",
    "lead.mr",
    "lead.resp",
    "lead.comm",
    "plan.capability",
    "plan.target",
    "plan.scheme",
    "sup.general",
    "sup.fund",
    "sup.talent",
    "sup.facility",
    "sup.info",
    "sup.security",
    "op.general",
    "op.process_org.plan",
    "op.process_org.do",
    "op.tech",
    "op.data",
    "op.match",
    "op.run",
    "eval.general",
    "eval.diagnosis",
    "eval.monitor",
    "eval.audit",
    "eval.assess",
    "eval.review",
    "imp.nc",
    "imp.ci",
]


@lru_cache
def frameworks() -> tuple[Framework, ...]:
    return load_frameworks(CORPUS / "frameworks")


@lru_cache
def subjects() -> tuple[Subject, ...]:
    return load_subjects(CORPUS / "domain", frameworks())


def framework(name: str) -> Framework:
    return next(item for item in frameworks() if item.id == name)


def test_every_clause_of_the_standard_is_there_once() -> None:
    standard = framework("gbt23001-2017")
    keys = [requirement.key for requirement in standard.requirements]
    assert len(CLAUSE_KEYS) == 37
    assert set(CLAUSE_KEYS) <= set(keys)
    assert [item.number for item in standard.requirements if item.parent is None] == [*"456789", "10"]


def test_numbers_stand_below_the_number_of_their_parent() -> None:
    for item in frameworks():
        numbers = {requirement.key: requirement.number for requirement in item.requirements}
        for requirement in item.requirements:
            if requirement.parent and numbers[requirement.parent][0].isdigit():
                assert requirement.number.rpartition(".")[0] == numbers[requirement.parent], requirement.key


def test_chapters_without_a_source_for_their_numbers_never_look_certain() -> None:
    for requirement in framework("gbt23001-2017").requirements:
        if re.match(r"(6|7|9|10)\.", requirement.number):
            assert requirement.number_confidence == "low", requirement.key
            assert requirement.shown_number.endswith("（待核对）")


def test_each_clause_says_what_who_and_how_it_is_audited() -> None:
    standard = framework("gbt23001-2017")
    for key in CLAUSE_KEYS:
        requirement = standard.find(key)
        assert requirement is not None
        assert len(requirement.intent) >= 80, key
        assert requirement.obligations, key
        assert requirement.typical_records, key
        assert len(requirement.typical_nonconformities) >= 2, key
        assert requirement.audit_questions, key
        assert requirement.relations, key


def test_only_one_edition_of_the_standard_is_current() -> None:
    assert framework("gbt23001-2017").current
    trial = framework("gbt23001-2014-trial")
    assert not trial.current
    assert trial.superseded_by == "gbt23001-2017"


def test_every_clause_of_the_trial_edition_leads_to_the_current_one() -> None:
    body = [item for item in framework("gbt23001-2014-trial").requirements if item.number[0].isdigit()]
    assert len(body) >= 50
    assert all(item.relations and item.relations[0].clauses for item in body)


def test_the_outline_of_iso_9001_has_all_main_clauses() -> None:
    numbers = {item.number for item in framework("iso9001-2015").requirements}
    expected = {"4": 4, "5": 3, "6": 3, "7": 5, "8": 7, "9": 3, "10": 3}
    assert {f"{chapter}.{index}" for chapter, count in expected.items() for index in range(1, count + 1)} <= numbers


def test_the_companion_subjects_have_their_expected_entries() -> None:
    entries = {subject.id: {entry.id for entry in subject.entries} for subject in subjects()}
    assert {f"P{number}" for number in range(1, 10)} == entries["principles"]
    assert {f"R{number:02}" for number in range(1, 19)} == entries["machine_rules"]
    assert {f"CL{number}" for number in range(1, 6)} <= entries["levels"]
    assert {f"PH{number}" for number in range(13)} == entries["phases"]
    assert {"top_management", "management_representative", "internal_auditor"} <= entries["roles"]


def all_paragraphs() -> list[str]:
    blocks = [block for item in frameworks() for block in framework_blocks(item, frameworks())]
    standard = framework("gbt23001-2017")
    blocks += [block for subject in subjects() for block in subject_blocks(subject, standard)]
    return [block.text for block in blocks if block.kind == "paragraph"]


def test_every_paragraph_reads_as_whole_chinese_sentences() -> None:
    for text in all_paragraphs():
        assert text[-1] in "。？！", text
        assert not re.search(r"。。|；。|：。|，。|[，。；、] ", text), text


def test_the_field_word_is_pingding_not_renzheng() -> None:
    loose = [text for text in all_paragraphs() if "认证" in text and "评定" not in text]
    assert loose == []


def test_no_record_is_ever_offered_for_back_dating() -> None:
    for text in all_paragraphs():
        for match in re.finditer("补造|倒签|编造", text):
            assert re.search("不允许|不提供|造假|不能", text[max(0, match.start() - 60) : match.end() + 40]), text


@pytest.mark.bench
def test_no_sentence_is_copied_from_the_fact_base() -> None:
    """No run of 16 identical characters in our prose, punctuation aside; names, titles and lists of terms may recur."""
    source = Path(__file__).parents[3] / "shared" / "facts" / "standard.md"
    if not source.is_file():
        pytest.skip("事实汇编不在本机，跳过逐句比对")
    size = 16
    text = folded(source.read_text(encoding="utf-8"))
    seen = {text[index : index + size] for index in range(len(text) - size + 1)}
    hits = [
        part[index : index + size]
        for own in prose()
        for part in without_terms(own)
        for index in range(len(part) - size + 1)
        if part[index : index + size] in seen
    ]
    assert hits == []


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def without_terms(text: str) -> list[str]:
    return folded_keeping_bars(re.sub("|".join(map(re.escape, terms())), "｜", text)).split("｜")


def folded_keeping_bars(text: str) -> str:
    return re.sub(r"[^\w｜]+|_+", "", text)


@lru_cache
def terms() -> tuple[str, ...]:
    """Names of clauses, documents, records, standards, entries and their listed values, longest first."""
    found = {
        "全国信息化和工业化融合管理标准化技术委员会",
        "T/AIITRE",
        "GB/T",
        "标准宣贯",
        "标准解读",
        "贯标实施",
        "文件编写",
        "文件实施",
    }
    for item in frameworks():
        for requirement in item.requirements:
            found |= {requirement.title, *requirement.typical_records, *requirement.see_also}
            found |= {document.name for document in requirement.documented_information}
    for subject in subjects():
        for entry in subject.entries:
            found |= {entry.name, *entry.aliases}
            found |= {value for field in entry.fields for value in field.values if len(value) <= 16}
    return tuple(sorted((term for term in found if len(term) >= 4), key=len, reverse=True))


def prose() -> list[str]:
    texts: list[str] = []
    for item in frameworks():
        texts.append(item.notice)
        for requirement in item.requirements:
            texts += [requirement.intent, requirement.note, *requirement.advice]
            texts += [*requirement.audit_questions, *requirement.typical_nonconformities]
            texts += [part for duty in requirement.obligations for part in (duty.what, duty.when, duty.evidence)]
    for subject in subjects():
        texts += [subject.intro, subject.notice]
        for entry in subject.entries:
            texts += [entry.text, entry.note, *(value for field in entry.fields for value in field.values)]
    return texts


def test_the_rendering_gives_exactly_one_section_a_clause() -> None:
    """The document reader finds our numbers and invents no heading from our sentences."""
    for item in frameworks():
        document = build_document(
            LoadedFile(
                facts=FileFacts(name=f"{item.id}.md", size=1, sha256="0" * 64, media="md"),
                blocks=framework_blocks(item, frameworks()),
            ),
            workspace="library",
        )
        numbers = [section.number for section in document.sections if section.number]
        assert numbers == [requirement.number for requirement in item.requirements], item.id
