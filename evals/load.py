"""Twenty people ask at once, without a language model: how long each waits, and whether anybody sees another's data.

``python -m evals.load [--people 20] [--rounds 3]`` — one process as the web server is, everything in it real: the
guard, the chat store, the runs of answers, retrieval and composing. Each person has a client of their own with a fact
only they know. Bounded in count and in time.
"""

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from assistant.bootstrap import Assistant, open_assistant
from assistant.domain.answer import Question
from assistant.guarded import guarded
from assistant.settings import load_settings
from assistant.ui.answer_runs import AnswerRuns, OwnRuns

_LONGEST = 120.0
_POLL = 0.05
_PASSWORD = "battery kite lamp"
_QUESTIONS = ("管理评审的输入包括哪些？", "什么是两张皮，怎么避免？", "新型能力目标怎么分解？", "内部审核多久一次？")


def _secret(number: int) -> str:
    return f"第{number}号注塑机的保养周期是{number + 100}天，由设备科执行。"


def _prepared(home: Path, people: int) -> Assistant:
    helper = open_assistant(load_settings(home))
    helper.prepare()
    helper.people.add("boss", _PASSWORD, "admin", "", "load")
    for number in range(people):
        helper.people.add(f"person{number}", _PASSWORD, "consultant", f"客户{number}", "load")
        file = home / f"rule{number}.md"
        file.write_text(f"# 设备保养规定\n\n## 1 周期\n\n{_secret(number)}\n", encoding="utf-8")
        helper.ingest([file], f"客户{number}", None)
    helper.ask(Question(text=_QUESTIONS[0], workspace="客户0"))
    return helper


def _visit(helper: Assistant, runs: AnswerRuns, number: int, turn: int) -> tuple[float, str]:
    """One person asks and looks until the answer stands in the store; seconds and the answer's JSON."""
    person = guarded(helper, f"person{number}")
    if person is None:
        raise RuntimeError(f"person{number}")
    place = f"客户{number}"
    text = f"第{number}号注塑机的保养周期是多少天？" if turn == 0 else _QUESTIONS[(number + turn) % len(_QUESTIONS)]
    begun = time.perf_counter()
    talk = person.chats.start(person.user.name, place, helper.clock.now())
    question = Question(text=text, workspace=place)
    OwnRuns(runs, person).start(person.chats.ask(talk.id, question, helper.clock.now()).id, question)
    while time.perf_counter() - begun < _LONGEST:
        message = person.chats.messages(talk.id, person.user.name)[0]
        if message.state != "asking":
            return time.perf_counter() - begun, message.answer.model_dump_json() if message.answer else message.state
        time.sleep(_POLL)
    return time.perf_counter() - begun, "timeout"


def measure(home: Path, people: int, rounds: int) -> dict[str, object]:
    """Waiting times in seconds over all rounds, failures, and sightings of others' facts."""
    helper = _prepared(home, people)
    runs = AnswerRuns(helper.chats)
    waits: list[float] = []
    failed = seen = known = 0
    for turn in range(rounds):
        answers: dict[int, tuple[float, str]] = {}

        def visit(number: int, turn: int = turn, answers: dict[int, tuple[float, str]] = answers) -> None:
            answers[number] = _visit(helper, runs, number, turn)

        threads = [threading.Thread(target=visit, args=(number,)) for number in range(people)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        waits += [wait for wait, _ in answers.values()]
        failed += people - sum(text.startswith("{") for _, text in answers.values())
        known += sum(_secret(n)[:20] in text for n, (_, text) in answers.items() if turn == 0)
        seen += sum(_secret(o)[:16] in t for n, (_, t) in answers.items() for o in range(people) if o != n)
    return {
        "people": people, "answers": len(waits), "failed": failed, "others_data_seen": seen, "own_fact_found": known,
        "p50": round(statistics.median(waits), 3), "p95": round(sorted(waits)[int(0.95 * (len(waits) - 1))], 3),
        "longest": round(max(waits), 3),
    }  # fmt: skip


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=20, choices=range(1, 51), metavar="1..50")
    parser.add_argument("--rounds", type=int, default=3, choices=range(1, 11), metavar="1..10")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.people, options.rounds)
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
