from assistant.adapters.source_files import SourceFiles
from tests.builders import make_document


def test_an_original_is_kept_found_again_and_removed_with_its_last_version(tmp_path):
    original = tmp_path / "程序.txt"
    original.write_text("内容。", encoding="utf-8")
    sources = SourceFiles(tmp_path / "sources")
    document, _ = make_document("部门/程序.txt", "内容。")
    sources.keep(original, document)
    sources.keep(original, document)
    assert sources.path_of(document).read_text(encoding="utf-8") == "内容。"
    assert sources.remove_all_but([document]) == 0
    assert sources.remove_all_but([]) == 1
    assert not sources.path_of(document).exists()


def test_originals_are_laid_out_under_their_own_names_and_missing_ones_named(tmp_path):
    original = tmp_path / "a.txt"
    original.write_text("甲。", encoding="utf-8")
    sources = SourceFiles(tmp_path / "sources")
    kept, _ = make_document("记录/甲.txt", "甲。")
    lost, _ = make_document("记录/乙.txt", "乙。")
    sources.keep(original, kept)
    assert sources.lay_out([kept, lost], tmp_path / "企业") == [lost]
    assert (tmp_path / "企业" / "记录" / "甲.txt").read_text(encoding="utf-8") == "甲。"
