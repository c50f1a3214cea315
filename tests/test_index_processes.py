"""One index folder, two processes: what one writes the other finds."""

import subprocess
import sys

import numpy as np
import pytest

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.index_stamp import IndexStamp

from .builders import make_document
from .conftest import PROJECT

STAMP = IndexStamp("e", 8, "t", "c", "f")
_OTHER = """
import sys
from pathlib import Path
from tests.test_index_processes import opened, rows
index = opened(Path(sys.argv[1]))
act, first, last = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if act == "clear":
    index.clear()
if act == "delete":
    index.delete([c.id for c in rows(first, last)[0]])
else:
    index.upsert(*rows(first, last))
"""


def opened(folder):
    return ChromaIndex(folder, STAMP)


def rows(first, last):
    vectors = np.random.default_rng(3).normal(size=(64, 8)).astype(np.float32)[first:last]
    _, lines = make_document("f.txt", "\n".join(f"第 {n} 行" for n in range(64)))
    return [line.model_copy(update={"id": f"c{line.ordinal}"}) for line in lines[first:last]], vectors


def elsewhere(folder, *arguments):
    subprocess.run([sys.executable, "-c", _OTHER, str(folder), *map(str, arguments)], check=True, cwd=PROJECT)


def nearest(index, number):
    _, vectors = rows(number, number + 1)
    return index.query(vectors[0], ["w"], 1)[0][0]


@pytest.mark.slow
def test_an_open_index_finds_what_another_process_writes_removes_and_rebuilds(tmp_path):
    index = opened(tmp_path)
    index.upsert(*rows(0, 8))
    assert nearest(index, 3) == "c3"
    elsewhere(tmp_path, "upsert", 8, 40)
    assert nearest(index, 30) == "c30"
    assert index.cosines(rows(30, 31)[1][0], ["c30"], ["w"]).keys() == {"c30"}
    elsewhere(tmp_path, "delete", 30, 31)
    assert nearest(index, 30) != "c30"
    elsewhere(tmp_path, "clear", 0, 8)
    assert nearest(index, 3) == "c3"
    assert len(index.ids()) == 8
    index.upsert(*rows(8, 16))
    assert nearest(index, 12) == "c12"


def test_a_writing_that_was_cut_short_keeps_nobody_from_reading(tmp_path):
    index = opened(tmp_path)
    index.upsert(*rows(0, 8))
    (tmp_path / "written").write_text("writing", encoding="utf-8")
    assert nearest(index, 3) == "c3"
    assert nearest(opened(tmp_path), 3) == "c3"
