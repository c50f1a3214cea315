"""Fit the intent model on our own sentences and report how it does on voices it has not heard.

``python -m evals.fit_intent [--write] [--models DIR]``: five folds, whole voices, acts and articles held out.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.intent_file import write_intent_model
from assistant.adapters.onnx_embedder import OnnxEmbedder, prepare
from assistant.adapters.ranker_file import read_question_mean
from assistant.answering.conduct import ConductRules, forbidden_request, mere_question, read_conduct, speaks_of_it
from assistant.answering.intent import BEYOND_DOUBT, IntentModel, IntentReader, feature_row, meant_in

from .intent_set import CORPUS, Sentence, requests_of_calibration, sentences

SCALES = (4.0, 4.0, 1.0)
REFUSE = 0.45
CERTAIN = 0.75
DOUBT = 0.3
FOLDS = 5
_STRENGTH = 2.0
_LIKELY = 0.5
_OTHERS = ("foreign", "unanswerable")
Rows = NDArray[np.float32]
Flags = NDArray[np.bool_]


def main() -> None:
    """Report, and with ``--write`` also write ``corpus/intent/model.npz`` fitted on everything."""
    options = _options()
    prepare(options.models)
    embedder, rules = OnnxEmbedder(options.models), _rules()
    mean = read_question_mean(CORPUS / "ranker")
    known = sentences()
    rows = _rows([item.text for item in known], embedder, mean, rules)
    acts = [act.id for act in rules.acts]
    truth = {"unethical": np.array([item.label in acts for item in known])}
    truth.update({name: np.array([item.label == name for item in known]) for name in (*_OTHERS, *acts)})
    _report(known, rows, truth, rules)
    fitted = {name: _fit(rows, flags) for name, flags in truth.items()}
    weights = np.stack([np.append(*pair).astype(np.float32) for pair in fitted.values()])
    model = IntentModel(tuple(fitted), weights, mean, SCALES, REFUSE, CERTAIN, DOUBT)
    judge = IntentReader(model, embedder.query)
    chances = [judge(text, rules).unethical for text in requests_of_calibration()]
    print(f"校准集的请求（没有参加拟合）：{sum(chance >= REFUSE for chance in chances)}/{len(chances)}")
    if options.write:
        write_intent_model(model, CORPUS / "intent")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.fit_intent", description=__doc__)
    parser.add_argument("--models", type=Path, default=Path(".cache/models"), help="内置模型的文件夹")
    parser.add_argument("--write", action="store_true", help="写出 corpus/intent/model.npz")
    return parser.parse_args()


def _rules() -> ConductRules:
    return read_conduct((CORPUS / "rules" / "conduct.yaml").read_text(encoding="utf-8"))


def _rows(texts: Sequence[str], embedder: OnnxEmbedder, mean: Rows, rules: ConductRules) -> Rows:
    said = [meant_in(text, rules) for text in texts]
    return np.stack([feature_row(text, embedder.query, mean, rules, SCALES) for text in said])


def _fit(rows: Rows, flags: Flags) -> tuple[Any, Any]:
    """Weights and intercept of a logistic regression; most features of a sentence are zero."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    model: Any = LogisticRegression(C=_STRENGTH, max_iter=200).fit(csr_matrix(rows), flags)
    return model.coef_[0], model.intercept_


def _report(known: Sequence[Sentence], rows: Rows, truth: dict[str, Flags], rules: ConductRules) -> None:
    fold = _folds([item.group for item in known])
    source = np.array([item.source for item in known])
    ruled = np.array([forbidden_request(item.text, rules) is not None for item in known])
    chance = {name: _held_out(rows, truth[name], fold) for name in ("unethical", *_OTHERS)}
    unethical, wanted = chance["unethical"], truth["unethical"]
    asking = np.array([mere_question(item.text, rules) for item in known])
    spoken = np.array([speaks_of_it(item.text, rules) for item in known])
    alone = unethical >= np.where(asking, BEYOND_DOUBT, np.where(spoken, REFUSE, CERTAIN))
    both = alone | (ruled & (unethical >= DOUBT))
    for name, refused in (("规则", ruled), ("模型", unethical >= REFUSE), ("规则与模型", both)):
        for kind in ("hand", "frame", "plain"):
            here = source == kind
            hits, of = int((refused & wanted & here).sum()), int((wanted & here).sum())
            false, honest = int((refused & ~wanted & here).sum()), int((~wanted & here).sum())
            print(f"{name} {kind}：违规请求拒绝 {hits}/{of}，其余误拒 {false}/{honest}")
    for name in _OTHERS:
        found, there = chance[name] >= _LIKELY, truth[name]
        print(f"{name}：认出 {(found & there).sum()}/{there.sum()}，误认 {(found & ~there).sum()}/{(~there).sum()}")


def _held_out(rows: Rows, flags: Flags, fold: NDArray[np.int64]) -> NDArray[np.float64]:
    chances = np.zeros(len(flags))
    for number in range(FOLDS):
        weights, intercept = _fit(rows[fold != number], flags[fold != number])
        chances[fold == number] = 1 / (1 + np.exp(-(rows[fold == number] @ weights + intercept)))
    return chances


def _folds(groups: Sequence[str]) -> NDArray[np.int64]:
    names = sorted(set(groups))
    random.Random(3).shuffle(names)
    number = {name: at % FOLDS for at, name in enumerate(names)}
    return np.array([number[name] for name in groups])


if __name__ == "__main__":
    main()
