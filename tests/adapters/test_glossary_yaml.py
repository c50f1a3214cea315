"""Reading the glossary file, and the state of the glossary that ships."""

import re
import time
from pathlib import Path

import pytest
import yaml

from assistant.adapters.glossary_yaml import load_glossary
from assistant.domain.errors import CorpusError

SHIPPED = Path(__file__).parents[2] / "corpus" / "glossary.yaml"
ENTRY = "{{id: {id}, term: {term}, definition: {term}是指某事。{more}}}"


def written(tmp_path, *entries):
    path = tmp_path / "glossary.yaml"
    lines = "".join(f"  - {entry}\n" for entry in entries)
    path.write_text(f"topics:\n- name: 甲\n  terms:\n{lines}", encoding="utf-8")
    return path


def entry(name, term, more=""):
    return ENTRY.format(id=name, term=term, more=f", {more}" if more else "")


def test_terms_are_read_in_order_with_their_topic(tmp_path):
    glossary = load_glossary(written(tmp_path, entry("a", "内审", "spoken: [自查]"), entry("b", "外审")))
    assert [(term.id, term.topic, term.spoken) for term in glossary.terms] == [("a", "甲", ("自查",)), ("b", "甲", ())]


@pytest.mark.parametrize(
    ("entries", "what"),
    [
        ([entry("a", "内审", "spoken: [自查]"), entry("b", "外审", "aliases: [自查]")], "“自查”同时属于“内审”和“外审”"),
        ([entry("a", "内审"), entry("b", "外审", "aliases: [内审]")], "“内审”同时属于"),
        ([entry("a", "内审"), entry("a", "外审")], "标识“a”出现两次"),
        ([entry("a", "内审", "aliases: [自查, 自查]")], "别名重复"),
        ([entry("a", "内审", "related: [外审]")], "“内审”指向“外审”"),
        ([entry("a", "内审", "not_same_as: [{term: 外审, why: 不同。}]")], "“内审”指向“外审”"),
        ([entry("a", "内审", "alias: [自查]")], "字段不对（alias）"),
        ([entry("a", "内审", "aliases: [审]")], "少于两个字"),
        (["只有一句话"], "不是键值对"),
    ],
)
def test_a_broken_glossary_is_refused_with_what_is_wrong(tmp_path, entries, what):
    with pytest.raises(CorpusError, match=re.escape(what)) as caught:
        load_glossary(written(tmp_path, *entries))
    assert caught.value.where
    assert caught.value.fix


def test_a_missing_or_unreadable_file_is_a_clear_error(tmp_path):
    with pytest.raises(CorpusError, match="读不出来"):
        load_glossary(tmp_path / "none.yaml")
    broken = tmp_path / "broken.yaml"
    broken.write_text("topics: [", encoding="utf-8")
    with pytest.raises(CorpusError, match="YAML"):
        load_glossary(broken)
    broken.write_text("terms: []", encoding="utf-8")
    with pytest.raises(CorpusError, match="topics"):
        load_glossary(broken)


def test_every_shipped_definition_is_a_complete_sentence_about_its_term():
    terms = load_glossary(SHIPPED).terms
    assert len(terms) >= 240
    assert [t.term for t in terms if not t.definition.startswith(f"{t.term}是指")] == []
    assert [t.term for t in terms if not t.definition.endswith("。")] == []
    assert [t.term for t in terms if len(t.definition) < len(t.term) + 12] == []
    assert [p.why for t in terms for p in t.not_same_as if not p.why.endswith("。")] == []


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("管代由谁任命", "管理者代表"),
        ("管评谁主持", "管理评审"),
        ("内审多久一次", "内部审核"),
        ("一把手要干啥", "最高管理者"),
        ("NC 怎么关", "不符合"),
        ("CAPA 流程", "纠正与预防措施"),
        ("SOP 要受控吗", "作业指导书"),
        ("两化融合管理体系文件怎么发", "体系文件"),
        ("MES 和 ERP", "企业资源计划"),
    ],
)
def test_the_shipped_glossary_knows_what_people_say(question, term):
    assert term in load_glossary(SHIPPED).canonical(question)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("评定", "认证"),
        ("内部审核", "评估与诊断"),
        ("纠正", "纠正措施"),
        ("两化融合方针", "新型能力目标"),
        ("体系文件", "记录"),
        ("批准日期", "生效日期"),
        ("验证", "确认"),
        ("有效性", "符合性"),
        ("本底值", "目标值"),
    ],
)
def test_the_shipped_glossary_tells_look_alikes_apart(one, other):
    term = load_glossary(SHIPPED).get(one)
    assert term is not None
    assert other in [pair.term for pair in term.not_same_as]


def test_every_clause_key_of_the_shipped_glossary_is_a_key_of_the_standard():
    framework = yaml.safe_load((SHIPPED.parent / "frameworks" / "gbt23001-2017.yaml").read_text(encoding="utf-8"))
    known = {requirement["key"] for requirement in framework["requirements"]}
    used = {key for term in load_glossary(SHIPPED).terms for key in term.keys}
    assert used - known == set()


def test_expanding_a_long_question_with_the_shipped_glossary_is_fast():
    glossary = load_glossary(SHIPPED)
    glossary.expand("热身")
    started = time.perf_counter()
    for _ in range(100):
        glossary.expand("管代能不能同时当内审员，管评的输入由谁准备，两张皮怎么破" * 3)
    assert time.perf_counter() - started < 1
