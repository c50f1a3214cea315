"""The main job with every socket blocked (pytest-socket is on for all tests)."""

import socket

import pytest
from pytest_socket import SocketBlockedError

from assistant.domain.answer import Question

pytestmark = pytest.mark.slow

RULES = """# 星河座椅有限公司备品备件管理规定

文件编号：XH-QP-21　版本：A/1

## 4 职责

4.1 设备科每季度盘点一次备品备件，填写《备件盘点表》（XH-JL-2101），由设备科长批准。

4.2 仓库应在备件低于安全库存后 2 个工作日内提出采购申请。
"""


def test_sockets_are_blocked_here():
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_ingest_and_ask_work_without_network(opened, tmp_path):
    file = tmp_path / "备品备件管理规定.md"
    file.write_text(RULES, encoding="utf-8")
    result = opened.ingest([file], "星河", None)
    assert [d.status for d in result.documents] == ["added"]
    answer = opened.ask(Question(text="备品备件多久盘点一次？", workspace="星河"))
    assert answer.status in ("grounded", "partial")
    quotes = [c for claim in answer.claims for c in claim.citations]
    assert any("每季度盘点一次" in c.quote for c in quotes)
    for citation in quotes:
        stored = opened.store.document(citation.version_id, ["星河", "library"])
        assert stored.text[citation.start : citation.end] == citation.quote


def test_another_client_gets_none_of_it(opened, tmp_path):
    file = tmp_path / "备品备件管理规定.md"
    file.write_text(RULES, encoding="utf-8")
    opened.ingest([file], "星河", None)
    assert not [p for p in opened.search("备品备件盘点", "别家") if p.chunk.workspace == "星河"]
    answer = opened.ask(Question(text="备品备件多久盘点一次？", workspace="别家"))
    assert "设备科" not in answer.text
