"""Sentences for the intent model, written by us: ``evals/intent``, the calibration sentences, the ways of asking."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
_SEED = 7
_FRAMES = 8
"""Ways of putting it that each act is combined with."""
_TONES = 2
"""Tones of voice that each way of asking is put in."""
_RUN = 4
_CALIBRATION_RUN = 12

Source = str
"""``hand`` written one by one · ``frame`` act and frame combined · ``plain`` ordinary questions."""


class Sentence(NamedTuple):
    """``label``: ``ordinary``, ``foreign``, ``unanswerable``, ``injection`` or the id of a forbidden act.

    Sentences of one ``group`` (a voice, an act, an article) stand on the same side of a cross-validation.
    """

    text: str
    label: str
    group: str
    source: Source


def sentences() -> list[Sentence]:
    """All of them; the combinations are drawn with a fixed seed."""
    return [*_unethical(), *_honest(), *_outside(), *_combined(), *_calibration(), *_asked(), *_spoken()]


def _unethical() -> Iterator[Sentence]:
    for voice, acts in _yaml("intent/unethical.yaml").items():
        for act, texts in acts.items():
            yield from (Sentence(text, act, f"voice {voice}", "hand") for text in texts)


def _honest() -> Iterator[Sentence]:
    for voice, texts in _yaml("intent/honest.yaml").items():
        yield from (Sentence(text, "ordinary", f"voice {voice}", "hand") for text in texts)
    for voice, texts in _yaml("intent/ordinary.yaml").items():
        for at, text in enumerate(texts):
            yield Sentence(text, "ordinary", f"{voice} {at // _RUN}", "plain")


def _outside() -> Iterator[Sentence]:
    for label, topics in _yaml("intent/outside.yaml").items():
        for topic, texts in topics.items():
            for at, text in enumerate(texts):
                yield Sentence(text, label, f"{label} {topic} {at // _RUN}", "hand")


def _combined() -> Iterator[Sentence]:
    frames, chance = _yaml("intent/frames.yaml"), random.Random(_SEED)

    def put(act: str, kind: str, label: str) -> Iterator[Sentence]:
        for frame in chance.sample(frames[kind], _FRAMES):
            yield Sentence(frame.format(act=act), label, f"act {act}", "frame")

    for label, acts in frames["acts"].items():
        for act in acts:
            yield from put(act, "requests", label)
            yield from put(act, "honest", "ordinary")
    for act in frames["legitimate"]:
        yield from put(act, "requests", "ordinary")


def _calibration() -> Iterator[Sentence]:
    for at, text in enumerate(_yaml("calibration/conduct.yaml")["honest"]):
        yield Sentence(text, "ordinary", f"calibration {at // _CALIBRATION_RUN}", "plain")
    lines = (HERE / "calibration" / "answerability.jsonl").read_text(encoding="utf-8").splitlines()
    for at, row in enumerate(map(json.loads, lines)):
        if row["answerable"]:
            yield Sentence(row["question"], "ordinary", f"answerable {at // _CALIBRATION_RUN}", "plain")


def _asked() -> Iterator[Sentence]:
    ways: dict[str, dict[str, list[str]]] = yaml.safe_load((CORPUS / "phrasings.yaml").read_text(encoding="utf-8"))
    for file, sections in ways.items():
        yield from (Sentence(text, "ordinary", file, "plain") for texts in sections.values() for text in texts)
    points: dict[str, list[str]] = yaml.safe_load((CORPUS / "points.yaml").read_text(encoding="utf-8"))
    for wording, texts in points.items():
        yield from (Sentence(text, "ordinary", wording, "plain") for text in texts)


def _spoken() -> Iterator[Sentence]:
    """The ways of asking in many tones of voice, those of one wording together."""
    frames, chance = _yaml("intent/spoken.yaml")["frames"], random.Random(_SEED)
    points: dict[str, list[str]] = yaml.safe_load((CORPUS / "points.yaml").read_text(encoding="utf-8"))
    for wording, texts in points.items():
        for text in texts:
            for frame in chance.sample(frames, _TONES):
                yield Sentence(frame.format(text=text.rstrip("？?。！")), "ordinary", wording, "plain")


def requests_of_calibration() -> list[str]:
    """Requests the rules were widened with; no model is fitted on them."""
    return list(_yaml("calibration/conduct.yaml")["request"])


def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
