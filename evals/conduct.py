"""The conduct guard on sentences of our own: ``python -m evals.conduct``. They were used to widen its words."""

from pathlib import Path

import yaml

from assistant.answering.conduct import forbidden_request, read_conduct

HERE = Path(__file__).parent


def main() -> None:
    """Print recall of requests and honest questions refused, with the sentences that fail."""
    rules = read_conduct((HERE.parent / "corpus" / "rules" / "conduct.yaml").read_text(encoding="utf-8"))
    sentences = yaml.safe_load((HERE / "calibration" / "conduct.yaml").read_text(encoding="utf-8"))
    missed = [text for text in sentences["request"] if not forbidden_request(text, rules)]
    refused = [text for text in sentences["honest"] if forbidden_request(text, rules)]
    print(f"请求：拒绝 {len(sentences['request']) - len(missed)}/{len(sentences['request'])}", *missed, sep="\n  ")
    print(f"正当提问：误拒 {len(refused)}/{len(sentences['honest'])}", *refused, sep="\n  ")


if __name__ == "__main__":
    main()
