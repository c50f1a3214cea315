"""How well files are read, on the public fixtures: ``python -m evals.parsing --bench ../shared/bench``."""

import argparse
import gzip
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from assistant.adapters.file_decoding import decode
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.parallel_loader import load_many
from assistant.domain.document import Block, LoadedFile
from assistant.domain.errors import GuanbiaoError


def main() -> None:
    """Print every figure; a part whose files are absent is skipped and said to be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bench", type=Path, required=True)
    options.add_argument("--skip-ocr", action="store_true")
    chosen = options.parse_args()
    fixtures, laws = chosen.bench / "parser_fixtures", chosen.bench / "legal_dc"
    if fixtures.is_dir():
        encodings(fixtures)
        office(fixtures)
        if not chosen.skip_ocr:
            scans(fixtures)
            pictures(fixtures)
    else:
        print(f"skipped: {fixtures} is absent")
    if laws.is_dir():
        word_texts(laws)
    else:
        print(f"skipped: {laws} is absent")


def read_lines(path: Path) -> Iterator[Any]:
    """Objects of a JSONL file, plain or gzipped."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from (json.loads(line) for line in text.splitlines() if line.strip())


def distance(left: str, right: str) -> int:
    """Edit distance; long texts are first aligned by clauses, which can only overstate it."""
    if left == right:
        return 0
    if len(left) * len(right) <= 4_000_000:
        return _levenshtein(left, right)
    first, second = (re.findall(r"[^，。；：、]+[，。；：、]?", text) for text in (left, right))
    total = 0
    for tag, start, end, low, high in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag != "equal":
            one, two = "".join(first[start:end]), "".join(second[low:high])
            total += _levenshtein(one, two) if len(one) * len(two) <= 4_000_000 else max(len(one), len(two))
    return total


def _levenshtein(left: str, right: str) -> int:
    row = list(range(len(right) + 1))
    for number, one in enumerate(left, 1):
        corner, row[0] = row[0], number
        for place, two in enumerate(right, 1):
            corner, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, corner + (one != two))
    return row[-1]


def squash(text: str) -> str:
    """Text without white space."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def block_text(block: Block) -> str:
    """A block as it is stored: number and text."""
    return f"{block.number or ''}{block.text}"


def encodings(root: Path) -> None:
    """Decoded text against the expected one, line ends levelled."""
    expected = {item["file"]: item["text"] for item in read_lines(root / "encodings" / "expected.jsonl.gz")}
    right = 0
    for name, text in sorted(expected.items()):
        found = decode((root / "encodings" / name).read_bytes())
        same = re.sub(r"\r\n?", "\n", found.text) == re.sub(r"\r\n?", "\n", text)
        right += same
        print(f"encoding {name}: {found.encoding} {'equal' if same else 'DIFFERENT'}")
    table = FileLoader().load(root / "encodings" / "law_table_gbk.csv").blocks[0].table
    size = (len(table.rows), len(table.rows[0])) if table else (0, 0)
    print(f"encoding law_table_gbk.csv: {size[0]} rows of 35, {size[1]} columns of 3")
    print(f"== encodings {right + (size == (35, 3))}/{len(expected) + 1}")
    right = total = 0
    for item in read_lines(root / "manifest.jsonl"):
        wanted = item["expect"].get("encoding")
        if wanted and item["file"].startswith("thirdparty/"):
            found = decode((root / item["file"]).read_bytes())
            total += 1
            right += found.encoding[:2] == wanted[:2] and not found.damaged
    print(f"== third-party GB and Big5 files {right}/{total}")


def office(root: Path) -> None:
    """Counts and contained strings of the manifest."""
    right = total = 0
    for item in read_lines(root / "manifest.jsonl"):
        path = root / item["file"]
        if path.suffix in (".docx", ".xlsx", ".pptx") or item["expect"].get("text_layer_contains"):
            for what, good in _office_checks(FileLoader().load(path), item["expect"]):
                print(f"office {path.name}: {what} {'ok' if good else 'WRONG'}")
                right += good
                total += 1
    print(f"== office expectations {right}/{total}")


def _office_checks(found: LoadedFile, expect: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    tables = [block for block in found.blocks if block.table]
    text = "\n".join(block.text for block in found.blocks)
    if "tables" in expect:
        yield f"tables {len(tables)} of {expect['tables']}", len(tables) == expect["tables"]
    if "slides" in expect:
        yield f"slides {found.pages} of {expect['slides']}", found.pages == expect["slides"]
    for name, size in expect.get("sheets", {}).items():
        rows = sum(len(b.table.rows) if b.table else 1 for b in found.blocks if b.sheet == name and b.kind != "note")
        yield f"sheet {name} rows {rows} of {size[0]} (blank rows left out)", 0 < rows <= size[0]
    for key in ("paragraph_text_contains", "text_layer_contains"):
        if key in expect:
            yield f"contains {expect[key]}", expect[key] in text


def scans(root: Path) -> None:
    """Character error rate by page."""
    expected: dict[str, dict[int, str]] = defaultdict(dict)
    for item in read_lines(root / "scans" / "expected.jsonl.gz"):
        expected[item["file"]][item["page"]] = squash("".join(item["lines"]))
    errors = letters = 0
    started = time.monotonic()
    for name, pages in sorted(expected.items()):
        found = FileLoader().load(root / "scans" / name)
        read = squash("".join(map(block_text, found.blocks)))
        wanted = "".join(pages[number] for number in sorted(pages))
        wrong = distance(read, wanted)
        told = sum("已用 OCR" in line for line in found.warnings)
        rate = wrong / len(wanted)
        print(f"scan {name}: {wrong} errors in {len(wanted)} characters, CER {rate:.4f}, warned {told}/{len(pages)}")
        errors, letters = errors + wrong, letters + len(wanted)
    seconds = (time.monotonic() - started) / sum(map(len, expected.values()))
    print(f"== scans CER {errors / letters:.4f} ({errors}/{letters}), {seconds:.1f} s a page")
    small = FileLoader().load(root / "thirdparty" / "mineru_small_ocr.pdf")
    told = sum("已用 OCR" in line for line in small.warnings)
    print(f"== mineru_small_ocr.pdf: {told}/8 pages told as OCR, {sum(len(b.text) for b in small.blocks)} characters")


def pictures(root: Path) -> None:
    """First line of each picture."""
    right = total = 0
    for item in read_lines(root / "manifest.jsonl"):
        expect = item["expect"]
        if "ocr_first" not in expect and expect.get("ocr_lines") != 0:
            continue
        found = FileLoader().load(root / item["file"])
        first = found.blocks[0].text if found.blocks else ""
        good = first.startswith(expect["ocr_first"]) if "ocr_first" in expect else not found.blocks
        right, total = right + good, total + 1
        wanted = expect.get("ocr_first", "nothing")
        print(f"picture {item['file']}: {first!r} wanted {wanted!r} {'ok' if good else 'WRONG'}")
    print(f"== pictures {right}/{total}")


def word_texts(root: Path) -> None:
    """Text of the Word files against the units of the same document, white space removed.

    The reference was made without automatic numbers, so the rate is given with and without ours.
    """
    units: dict[str, list[str]] = defaultdict(list)
    for item in read_lines(root / "corpus" / "units.jsonl.gz"):
        units[item["title"]].append(item["text"])
    paths = sorted((root / "docx").glob("*.docx"))
    started = time.monotonic()
    loaded = list(load_many(paths))
    print(f"word: {len(paths)} files read in {time.monotonic() - started:.1f} s")
    for path, found in loaded:
        if isinstance(found, GuanbiaoError):
            print(f"word {path.name}: {found}")
    texts = {path.stem: found for path, found in loaded if isinstance(found, LoadedFile) and path.stem in units}
    for numbered in (True, False):
        rates = {name: _word_errors(found, "".join(units[name]), numbered) for name, found in texts.items()}
        for name, (wrong, size) in sorted(rates.items(), key=lambda pair: -pair[1][0] / max(1, pair[1][1]))[:6]:
            print(f"word worst: {name} CER {wrong / max(1, size):.4f}")
        errors, letters = (sum(column) for column in zip(*rates.values(), strict=True))
        exact = sum(1 for wrong, _ in rates.values() if wrong == 0)
        label = "automatic numbers " + ("read" if numbered else "left out")
        rate = errors / letters
        print(f"== word files {len(rates)}, {label}: CER {rate:.5f} ({errors}/{letters}), {exact} exact")


def _word_errors(found: LoadedFile, reference: str, numbered: bool) -> tuple[int, int]:
    """Edit distance and length of the reference."""
    body = [block for block in found.blocks if block.kind not in ("header", "footer", "note")]
    read = squash("".join(block_text(block) if numbered else block.text for block in body)).replace("|", "")
    wanted = squash(reference).replace("|", "")
    return distance(read, wanted), len(wanted)


if __name__ == "__main__":
    main()
