"""The built-in guidance articles keep what their front matter and our authors' rules promise."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from assistant.adapters.file_loader import FileLoader
from assistant.domain.errors import CorpusError
from assistant.ingestion.guidance import GuidanceArticle, article_document, read_article, split_front_matter

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / "corpus" / "guidance"
FRAMEWORK = PROJECT / "corpus" / "frameworks" / "gbt23001-2017.yaml"
SHARED = PROJECT.parent / "shared"
SOURCES = (SHARED / "input" / "贯标实施要点.txt", SHARED / "facts" / "standard.md")

RUN = 13
"""So many identical characters in a row (punctuation and spaces removed) count as copied."""
FIXED_TERMS = (
    "信息化和工业化融合管理体系", "工业企业信息化和工业化融合评估规范", "两化融合管理体系", "信息化环境下的新型能力",
    "信息化环境下", "可持续竞争优势", "业务流程与组织结构优化", "管理者代表", "最高管理者", "新型能力", "数据开发利用",
    "中国两化融合服务联盟", "工业和信息化部", "标准宣贯", "内部审核", "管理评审",
)  # fmt: skip
"""Names that cannot be said otherwise; each counts as one character."""
LEANING = re.compile(r"^(?:它|他们|这|上述|该(?!做)|此|前者|后者|其(?![他它余]|中之一))")

HEAD = "---\ntitle: 试写\ntopics: [试]\naudience: [全员]\nkeys: [lead.top]\nphase: PH1\n---\n"


@cache
def articles() -> dict[str, GuidanceArticle]:
    return {
        path.name: read_article(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.md"))
    }


def sentences(article: GuidanceArticle) -> list[str]:
    lines = [re.sub(r"^(?:[-*>|]|\d+\.)\s*", "", line.strip()) for line in article.body.splitlines()]
    prose = [line for line in lines if line and not line.startswith("#")]
    return [part for line in prose for part in re.split(r"(?<=[。！？])", line) if part]


def plain(text: str) -> str:
    """``text`` without punctuation and spaces, each fixed term as one private character."""
    kept = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", text)
    for index, term in enumerate(FIXED_TERMS):
        kept = kept.replace(term, chr(0xE000 + index))
    return kept.lower()


def copied_runs(text: str, source: str) -> list[str]:
    known = {source[start : start + RUN] for start in range(len(source) - RUN + 1)}
    return [text[start : start + RUN] for start in range(len(text) - RUN + 1) if text[start : start + RUN] in known]


def test_the_library_has_articles_and_each_has_valid_front_matter():
    assert len(articles()) >= 35


def test_keys_exist_in_the_framework():
    if not FRAMEWORK.exists():
        pytest.skip("corpus/frameworks/gbt23001-2017.yaml 不存在")
    known = {item["key"] for item in yaml.safe_load(FRAMEWORK.read_text(encoding="utf-8"))["requirements"]}
    unknown = {name: set(article.keys) - known for name, article in articles().items() if set(article.keys) - known}
    assert unknown == {}


def test_every_clause_below_a_chapter_has_an_article():
    if not FRAMEWORK.exists():
        pytest.skip("corpus/frameworks/gbt23001-2017.yaml 不存在")
    items = yaml.safe_load(FRAMEWORK.read_text(encoding="utf-8"))["requirements"]
    parents = {item.get("parent") for item in items}
    leaves = {item["key"] for item in items if item["key"] not in parents}
    assert leaves - {key for article in articles().values() for key in article.keys} == set()


def test_titles_and_first_headings_are_unique_and_agree():
    titles = [article.title for article in articles().values()]
    assert [title for title, count in Counter(titles).items() if count > 1] == []
    for name, article in articles().items():
        assert article.body.startswith(f"# {article.title}\n"), name


def test_every_article_has_three_sections_and_enough_text():
    for name, article in articles().items():
        assert len(article.sections) >= 3, name
        assert len(re.sub(r"\s", "", article.body)) >= 700, name


def test_no_sentence_leans_on_the_one_before():
    leaning = [(name, s) for name, article in articles().items() for s in sentences(article) if LEANING.match(s)]
    assert leaning == []


def test_bullets_and_paragraphs_end_as_sentences():
    for name, article in articles().items():
        for line in article.body.splitlines():
            if line and not line.startswith(("#", "|")):
                assert line.rstrip().endswith(("。", "？", "！", "：", "”", "；")), f"{name}: {line}"


def test_every_audience_is_served():
    served = Counter(reader for article in articles().values() for reader in article.audience)
    assert min(served[reader] for reader in ("决策层", "全员", "内审员", "文件编写", "咨询师")) >= 8


def test_no_sentence_stands_in_two_articles():
    where = Counter(s for article in articles().values() for s in set(sentences(article)) if len(s) > 12)
    shared = [s for s, count in where.items() if count > 1 and "|" not in s]
    assert shared == []


@pytest.mark.bench
def test_no_run_of_text_is_copied_from_the_source_texts():
    if not all(path.exists() for path in SOURCES):
        pytest.skip("../shared 不存在，无法比对来源文本")
    source = "|".join(plain(path.read_text(encoding="utf-8")) for path in SOURCES)
    hits = {name: runs for name, a in articles().items() if (runs := copied_runs(plain(f"{a.title}{a.body}"), source))}
    assert hits == {}


def test_the_copy_check_finds_a_copied_run_and_leaves_fixed_terms():
    source = plain("企业在年底召开全员参加的总结大会并表彰先进，信息化和工业化融合管理体系")
    assert copied_runs(plain("于是，在年底召开全员参加的总结大会；"), source)
    assert not copied_runs(plain("学习信息化和工业化融合管理体系的人"), source)


def test_an_article_becomes_a_guidance_document_without_its_front_matter():
    name, article = next(iter(articles().items()))
    document, chunks = article_document(FileLoader().load(FOLDER / name), article, workspace="library", file=name)
    assert (document.title, document.kind, document.role) == (article.title, "guidance", "guidance")
    assert "audience:" not in document.text
    assert {title.split("、")[-1] for title in article.sections} <= {section.title for section in document.sections}
    assert len(chunks) >= len(article.sections)
    assert all(document.text[chunk.start : chunk.end] == chunk.text for chunk in chunks)


def test_text_without_front_matter_is_all_body():
    assert split_front_matter("# 标题\n\n正文---\n") == ({}, "# 标题\n\n正文---\n")
    assert split_front_matter("---\n只是一条横线\n---\n正文\n") == ({}, "---\n只是一条横线\n---\n正文\n")


def test_front_matter_is_cut_off_the_body_with_any_line_ends():
    fields, body = split_front_matter("\ufeff---\r\ntitle: 甲\r\n---\r\n# 甲\r\n")
    assert fields == {"title": "甲"}
    assert body == "# 甲\r\n"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (HEAD.replace("PH1", "PH13"), "未知的阶段"),
        (HEAD.replace("[全员]", "[客户]"), "audience"),
        (HEAD.replace("keys: [lead.top]\n", ""), "keys"),
        (HEAD.replace("[lead.top]", "[]"), "空字段"),
        ("# 没有文件头\n", "文件头"),
    ],
)
def test_a_broken_article_is_named_with_what_is_wrong(wrong: str, said: str):
    with pytest.raises(CorpusError) as error:
        read_article(wrong + "# 试写\n", "99-x.md")
    assert said in error.value.message
    assert "99-x.md" in error.value.message
