"""How well files become sections and chunks, on documents read through the real loaders.

    python -m evals.structure legal-dc BENCH/legal_dc [--json]
    python -m evals.structure spans QUESTIONS.jsonl DOCUMENT [--json]
    python -m evals.structure speed DOCUMENT

``legal-dc``: numbers 第X条 found against those of the published units (precision, recall, exact order), folded
characters lost or added, chunk sizes. ``spans``: share of gold spans that lie inside one chunk. ``speed``: seconds
for the document's text repeated up to one million characters.
"""

import argparse
import gzip
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assistant.adapters.file_loader import FileLoader
from assistant.domain.document import Block, Chunk, Document, FileFacts, LoadedFile
from assistant.ingestion.structure import read_document
from assistant.text.clauses import canonical
from assistant.text.normalize import fold_text


class Counts(NamedTuple):
    """Hits, found and wanted numbers, to be added up."""

    hits: int
    found: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """Share of the found that is wanted; None without any found."""
        return self.hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the wanted that was found; None without any wanted."""
        return self.hits / self.wanted if self.wanted else None


def compare(found: Iterable[str], wanted: Iterable[str]) -> Counts:
    """Compare two bags of numbers."""
    a, b = Counter(found), Counter(wanted)
    return Counts(sum((a & b).values()), sum(a.values()), sum(b.values()))


def articles(document: Document) -> list[str]:
    """Canonical numbers of the article sections, in order."""
    numbers = [canonical(section.number) for section in document.sections if section.number]
    return [number for number in numbers if number.startswith("第") and "条" in number]


def wanted_articles(units: Sequence[dict[str, Any]]) -> list[str]:
    """Numbers of the units; the pieces of one long article count once."""
    numbers = [canonical(unit["clause"]) for unit in units]
    return [n for n, before in zip(numbers, ["", *numbers], strict=False) if n and n != before]


def legal_dc(folder: Path) -> dict[str, Any]:
    """Figures over all DOCX files of the set."""
    units = _units(folder)
    numbers, characters, sizes, rows = Counts(0, 0, 0), Counts(0, 0, 0), [], []
    for path in sorted((folder / "docx").glob("*.docx")):
        document, chunks = read(path)
        wanted = wanted_articles(units[path.stem])
        one = compare(articles(document), wanted)
        text = compare(fold_text(document.text), fold_text("".join(unit["text"] for unit in units[path.stem])))
        uncut = len(fold_text(document.text)) - sum(len(fold_text(chunk.text)) for chunk in chunks)
        numbers = Counts(*map(sum, zip(numbers, one, strict=True)))
        characters = Counts(*map(sum, zip(characters, text, strict=True)))
        sizes += [len(chunk.text) for chunk in chunks]
        rows.append({"file": path.stem, "found": one.found, "wanted": one.wanted, "hits": one.hits, "uncut": uncut,
                     "warnings": list(document.warnings)})  # fmt: skip
    return {
        "files": len(rows),
        "article_precision": numbers.precision,
        "article_recall": numbers.recall,
        "articles": numbers._asdict(),
        "exact_files": sum(row["found"] == row["wanted"] == row["hits"] for row in rows),
        "characters_added": characters.found - characters.hits,
        "characters_lost": characters.wanted - characters.hits,
        "characters": characters.wanted,
        "chunks": _sizes(sizes),
        "inexact": [row for row in rows if not row["found"] == row["wanted"] == row["hits"]],
        "warned": [row for row in rows if row["warnings"]],
    }


def gold_spans(questions: Path, path: Path) -> dict[str, Any]:
    """Share of gold spans that one chunk holds as a whole."""
    document, chunks = read(path)
    folded = [_soft(chunk.text) for chunk in chunks]
    records = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    spans = [(record["id"], span) for record in records for span in record["gold_spans"]]
    outside = [(name, span) for name, span in spans if not any(_soft(span) in text for text in folded)]
    return {
        "spans": len(spans),
        "inside_one_chunk": (len(spans) - len(outside)) / len(spans) if spans else None,
        "outside": outside,
        "chunks": _sizes([len(chunk.text) for chunk in chunks]),
        "sections": len(document.sections),
    }


def speed(path: Path, size: int = 1_000_000) -> dict[str, Any]:
    """Seconds to structure and cut ``size`` characters made of the document's own blocks."""
    loaded = FileLoader().load(path)
    blocks: list[Block] = []
    total = 0
    while total < size:
        blocks.extend(loaded.blocks)
        total += sum(len(block.text) for block in loaded.blocks)
    facts = FileFacts(name=path.name, size=total, sha256="0" * 64, media="txt")
    started, cpu = time.perf_counter(), time.process_time()
    document, chunks = read_document(LoadedFile(facts=facts, blocks=tuple(blocks)), workspace="speed")
    seconds = time.perf_counter() - started
    used = round(time.process_time() - cpu, 3)
    return {"characters": len(document.text), "chunks": len(chunks), "seconds": round(seconds, 3), "cpu_seconds": used}


def read(path: Path) -> tuple[Document, tuple[Chunk, ...]]:
    """One file through loader, structure and chunking."""
    return read_document(FileLoader().load(path), workspace="eval")


def _units(folder: Path) -> dict[str, list[dict[str, Any]]]:
    units: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(folder / "corpus" / "units.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            unit = json.loads(line)
            units[unit["title"]].append(unit)
    return units


def _soft(text: str) -> str:
    return fold_text(text).replace("*", "")


def _sizes(sizes: Sequence[int]) -> dict[str, Any]:
    if not sizes:
        return {"count": 0}
    tenths = statistics.quantiles(sizes, n=10) if len(sizes) > 1 else [sizes[0]] * 9
    return {
        "count": len(sizes), "mean": round(statistics.mean(sizes)), "p10": round(tenths[0]), "p50": round(tenths[4]),
        "p90": round(tenths[8]), "max": max(sizes), "below_40": sum(s < 40 for s in sizes),
        "above_800": sum(s > 800 for s in sizes),
    }  # fmt: skip


def _lines(result: dict[str, Any]) -> Iterator[str]:
    for key, value in result.items():
        if isinstance(value, list):
            yield f"{key}: {len(value)}"
            yield from (f"  {item}" for item in value[:30])
        else:
            yield f"{key}: {value}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line, see the module's description."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["legal-dc", "spans", "speed"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    run = {"legal-dc": legal_dc, "spans": gold_spans, "speed": speed}[options.what]
    result = run(*options.paths)
    print(json.dumps(result, ensure_ascii=False) if options.json else "\n".join(_lines(result)))


if __name__ == "__main__":
    main()
