"""The ways of asking name sections and clauses that exist."""

import yaml

from assistant.adapters.corpus_yaml import load_frameworks
from assistant.settings import PROJECT

CORPUS = PROJECT / "corpus"


def test_every_way_of_asking_belongs_to_a_section_or_clause() -> None:
    ways = yaml.safe_load((CORPUS / "phrasings.yaml").read_text(encoding="utf-8"))
    keys = {item.key for framework in load_frameworks(CORPUS / "frameworks") for item in framework.requirements}
    for file, sections in ways.items():
        lines = (CORPUS / file).read_text(encoding="utf-8").splitlines()
        headings = {line[3:].strip() for line in lines if line.startswith("## ")}
        assert set(sections) <= (headings or keys), file
