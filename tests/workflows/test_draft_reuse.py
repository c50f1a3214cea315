"""A customer's template is compared with the documents of other workspaces, and only with those."""

from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from assistant.bootstrap import open_assistant
from assistant.domain.document import Document
from assistant.settings import load_settings

RICH = Path(__file__).resolve().parents[2] / "evals" / "drafting" / "enterprises" / "rich.yaml"
TEXT = (
    "仓储部每日核对库位与账面数量，差异当日查明原因并报财务部调整；盘点由两人进行，一人点数一人记录，结果双方签认后归档备查。"
    "出库按批次先进先出，拣货单由系统生成，复核员扫码确认后方可装车，异常情况拍照上传并通知客户服务部。"
)


@pytest.fixture
def helper(tmp_path):
    helper = open_assistant(load_settings(tmp_path / "home", {}))
    document = Document(
        id="d",
        version_id="v",
        workspace="甲客户",
        file="仓储程序.docx",
        title="仓储程序",
        role="client",
        kind="procedure",
        sha256="0",
        text=TEXT,
    )
    helper.store.add(document, [], datetime.now(UTC))
    return helper


def template(tmp_path, text):
    path = tmp_path / "模板.docx"
    word = docx.Document()
    word.add_paragraph(text)
    word.add_paragraph("{{ body }}")
    word.save(str(path))
    return path


def found(helper, tmp_path, text, workspace):
    made = helper.draft("launch", RICH, workspace, template(tmp_path, text))
    return [violation for violation in made.violations if violation.rule == "draft-copied-from-other-client"]


def test_a_template_copied_from_another_client_is_reported_without_its_name_or_words(helper, tmp_path):
    (violation,) = found(helper, tmp_path, TEXT.replace("仓储部", "物流部"), "乙客户")
    shown = violation.model_dump_json()
    assert "甲客户" not in shown
    assert "仓储程序" not in shown
    assert "库位" not in shown


def test_ones_own_documents_and_own_texts_are_not_reported(helper, tmp_path):
    assert found(helper, tmp_path, TEXT, "甲客户") == []
    assert (
        found(helper, tmp_path, "技术中心在图纸发布前组织走查，意见逐条答复，版本一致后下达车间执行。" * 3, "乙客户")
        == []
    )
