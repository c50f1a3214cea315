"""Reading many files in worker processes that may hang, die or run out of memory."""

import pytest

from assistant.adapters import parallel_loader
from assistant.adapters.file_limits import Limits
from assistant.adapters.parallel_loader import IsolatedLoader, load_many
from assistant.domain.document import LoadedFile
from assistant.domain.errors import InputError, LimitError
from tests.adapters.office_files import docx_bytes, p

BOOT = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from assistant.adapters import text_loader
plain = text_loader.read_text
def read_text(source):
    if "killed" in source.name: os.kill(os.getpid(), 9)
    if "hung" in source.name: time.sleep(60)
    if "defect" in source.name: raise KeyboardInterrupt
    return plain(source)
text_loader.read_text = read_text
from assistant.adapters.parallel_loader import serve
serve()
"""


@pytest.fixture
def folder(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"第{number}条 内容", encoding="utf-8")
    return tmp_path


def test_files_come_in_the_order_given_and_errors_take_their_place(folder):
    (folder / "a.docx").write_bytes(docx_bytes(p("正文", run="<w:b/>")))
    (folder / "b.txt").write_bytes(b"")
    paths = [folder / name for name in ("3.txt", "b.txt", "a.docx", "0.txt")]
    seen = []
    found = list(load_many(paths, progress=lambda *state: seen.append(state)))
    assert [path for path, _ in found] == paths
    assert isinstance(found[1][1], InputError)
    assert found[1][1].what == "文件是空的（0 字节）"
    assert isinstance(found[2][1], LoadedFile)
    assert found[2][1].blocks[0].bold
    assert seen[-1] == ("读取文件", 4, 4)


def test_a_killed_a_hung_and_a_failing_worker_do_not_harm_the_others(folder, monkeypatch):
    monkeypatch.setattr(parallel_loader, "_BOOT", BOOT)
    for name in ("killed.txt", "hung.txt", "defect.txt"):
        (folder / name).write_text("内容", encoding="utf-8")
    names = ["0.txt", "killed.txt", "1.txt", "hung.txt", "2.txt", "defect.txt", "3.txt"]
    found = dict(load_many([folder / name for name in names], limits=Limits(seconds=1.5)))
    by_name = {path.name: result for path, result in found.items()}
    assert all(isinstance(by_name[f"{number}.txt"], LoadedFile) for number in range(4))
    assert isinstance(by_name["hung.txt"], LimitError)
    assert "超时" in by_name["hung.txt"].message
    for name in ("killed.txt", "defect.txt"):
        assert "异常退出" in by_name[name].message


def test_stopping_early_ends_the_workers(folder):
    reading = load_many([folder / f"{number}.txt" for number in range(4)], workers=1)
    next(reading)
    reading.close()


def test_nothing_to_read_starts_nothing():
    assert list(load_many([])) == []


def test_one_file_at_a_time_is_as_safe(folder, monkeypatch):
    monkeypatch.setattr(parallel_loader, "_BOOT", BOOT)
    (folder / "killed.txt").write_text("内容", encoding="utf-8")
    loader = IsolatedLoader()
    with pytest.raises(InputError, match="异常退出"):
        loader.load(folder / "killed.txt")
    assert loader.load(folder / "1.txt").blocks[0].text == "第1条 内容"
    loader.close()
