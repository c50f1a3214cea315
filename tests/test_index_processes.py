"""One index folder, two processes: what one writes the other finds."""

import subprocess
import sys
import time

import numpy as np
import pytest

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.index_stamp import IndexStamp
from assistant.bootstrap import open_assistant
from assistant.settings import load_settings

from .builders import make_document
from .conftest import PROJECT

STAMP = IndexStamp("e", 8, "t", "c", "f")
_OTHER = """
import sys
from pathlib import Path
from tests.test_index_processes import opened, rows
index = opened(Path(sys.argv[1]))
act, first, last = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if act == "rebuild":
    index.take_over(index.beside())
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
    assert index.rows(["c30"], ["w"]).keys() == {"c30"}
    elsewhere(tmp_path, "delete", 30, 31)
    assert nearest(index, 30) != "c30"
    elsewhere(tmp_path, "rebuild", 0, 8)
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


_REBUILDING = """
import sys
from pathlib import Path
from assistant.bootstrap import open_assistant
from assistant.settings import load_settings
helper = open_assistant(load_settings(Path(sys.argv[1]), {"GUANBIAO_MODELS": sys.argv[2]}))
helper.reindex()
"""


@pytest.mark.slow
def test_questions_find_their_sources_all_the_while_another_process_rebuilds_the_indexes(tmp_path, models_dir):
    helper = open_assistant(load_settings(tmp_path / "home", {"GUANBIAO_MODELS": str(models_dir)}))
    file = tmp_path / "程序.md"
    rules = (f"## {n} 第{n}项\n\n第{n}项设备每{n}天保养一次。" for n in range(1, 40))
    file.write_text("\n\n".join(rules), encoding="utf-8")
    helper.ingest([file], "w", None)

    def found():
        return tuple(passage.chunk.id for passage in helper.search("设备多久保养一次", "w", "workspace", 5))

    before, seen = found(), set()
    arguments = [sys.executable, "-c", _REBUILDING, str(tmp_path / "home"), str(models_dir)]
    with subprocess.Popen(arguments, cwd=PROJECT) as rebuilding:
        while rebuilding.poll() is None:
            seen.add(found())
            time.sleep(0.05)
    assert rebuilding.returncode == 0
    assert len(before) == 5
    assert {*seen, found()} == {before}
    assert helper.doctor().problems == ()
    left = {path.name for path in (tmp_path / "home" / "index").iterdir()}
    assert left - {"tokens.db-shm", "tokens.db-wal"} == {"keyword", "vectors", "tokens.db"}
