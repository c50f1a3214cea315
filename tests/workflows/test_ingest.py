import hashlib

import pytest

from assistant.adapters.sqlite_store import SqliteStore
from assistant.domain.errors import InputError
from assistant.ingestion.corrections import told
from assistant.workflows.ingest import IngestDeps, discover, ingest
from tests.builders import NOW, FakeIndex, make_document


class StoppedClock:
    def now(self):
        return NOW


def document_id(workspace, file):
    return make_document(file, "", workspace=workspace)[0].id


def read(files, workspace, role):
    for path, name in files:
        text = path.read_text(encoding="utf-8")
        if "坏" in text:
            yield name, InputError("文件已损坏", name, "换一份完好的文件")
            continue
        document, chunks = make_document(name, text, workspace=workspace)
        yield name, (document.model_copy(update={"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}), chunks)


@pytest.fixture
def deps(tmp_path):
    return IngestDeps(SqliteStore(tmp_path / "guanbiao.db"), FakeIndex(), read, document_id, StoppedClock())


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "资料"
    (made / "子文件夹").mkdir(parents=True)
    (made / "甲.txt").write_text("一。\n二。", encoding="utf-8")
    (made / "子文件夹" / "乙.md").write_text("三。", encoding="utf-8")
    return made


def test_folders_are_read_recursively_and_unchanged_files_skipped(deps, folder):
    first = ingest([folder], "w", "client", deps)
    found = {(d.file, d.status, d.chunks) for d in first.documents}
    assert found == {("甲.txt", "added", 2), ("子文件夹/乙.md", "added", 1)}
    second = ingest([folder], "w", "client", deps)
    assert {d.status for d in second.documents} == {"unchanged"}


def test_one_bad_file_is_one_line_and_the_rest_is_kept(deps, folder):
    (folder / "丙.txt").write_text("坏", encoding="utf-8")
    result = ingest([folder], "w", "client", deps)
    assert result.failed == 1
    assert next(d.reason for d in result.documents if d.status == "failed").startswith("文件已损坏")
    assert len(deps.index.ids()) == 3


def test_a_changed_file_replaces_and_keeps_the_same_document_id(deps, folder):
    before = {d.file: d.id for d in ingest([folder], "w", "client", deps).documents}
    (folder / "甲.txt").write_text("一。\n改。", encoding="utf-8")
    after = {d.file: d for d in ingest([folder], "w", "client", deps).documents}
    assert after["甲.txt"].status == "replaced"
    assert after["甲.txt"].id == before["甲.txt"]


def replaced(deps, folder, words):
    (folder / "甲.txt").write_text(words, encoding="utf-8")
    line = next(d for d in ingest([folder], "w", "client", deps).documents if d.file == "甲.txt")
    return line, current(deps)


def current(deps):
    return next(head for head, _ in deps.store.documents(["w"]) if head.file == "甲.txt")


def corrected(deps, **said):
    head = current(deps)
    deps.store.update_head(told(head, head.model_copy(update=said)))


def test_what_people_said_of_a_document_stays_and_what_they_said_of_a_version_is_read_anew(deps, folder):
    ingest([folder], "w", "client", deps)
    corrected(deps, title="保养规定", kind="manual", version="B/1")
    line, head = replaced(deps, folder, "一。\n改。")
    assert (head.title, head.kind, head.version) == ("保养规定", "manual", None)
    assert head.corrected == ("title", "kind")
    assert head.to_check == line.to_check == ("title", "kind", "version")
    assert (line.title, line.kind) == ("保养规定", "manual")
    assert head.code is None  # nobody said anything of it


def test_what_nobody_corrected_is_read_anew_and_asks_for_nothing(deps, folder):
    ingest([folder], "w", "client", deps)
    read_title = current(deps).title
    line, head = replaced(deps, folder, "一。\n改。")
    assert (head.title, head.corrected, line.to_check) == (read_title, (), ())


def test_a_new_version_is_asked_about_until_somebody_has_looked(deps, folder):
    ingest([folder], "w", "client", deps)
    corrected(deps, title="保养规定", version="B/1")
    assert (
        replaced(deps, folder, "二。")[1].to_check == replaced(deps, folder, "三。")[1].to_check == ("title", "version")
    )
    corrected(deps)
    assert current(deps).to_check == ()
    assert replaced(deps, folder, "四。")[1].to_check == ("title",)  # the version was right as it was read


def test_a_version_that_comes_back_has_what_was_said_of_it(deps, folder):
    ingest([folder], "w", "client", deps)
    corrected(deps, version="A/0", title="旧题名")
    replaced(deps, folder, "二。")
    corrected(deps, version="B/0", title="新题名")
    _, head = replaced(deps, folder, "一。\n二。")
    assert (head.version, head.title) == ("A/0", "新题名")


def test_the_same_file_in_two_workspaces_is_two_documents(deps, folder):
    one = ingest([folder / "甲.txt"], "客户一", "client", deps).documents[0]
    two = ingest([folder / "甲.txt"], "客户二", "client", deps).documents[0]
    assert (one.status, two.status) == ("added", "added")
    assert one.id != two.id


def test_lock_files_hidden_files_and_foreign_types_are_passed_over(folder):
    for name in ("~$甲.docx", ".DS_Store", "程序.exe"):
        (folder / name).write_bytes(b"x")
    assert [name for _, name in discover([folder])] == ["子文件夹/乙.md", "甲.txt"]


def test_a_missing_path_is_named(tmp_path):
    with pytest.raises(InputError, match="没有的.txt"):
        list(discover([tmp_path / "没有的.txt"]))
