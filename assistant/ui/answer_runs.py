"""Answers are made in threads of the server, not in the page: a click, a refresh or a second tab cannot kill one."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..adapters.chat_store import ChatStore
from ..domain.answer import Question
from ..domain.errors import GuanbiaoError
from ..guarded import Guarded
from ..workflows.answer import Done, Event, Stage, Told

Stream = Callable[[Question], Iterator[Event]]


@dataclass
class Run:
    """One answer on its way; the page reads it while the thread writes it."""

    stage: str = "排队"
    told: list[str] = field(default_factory=list[str])
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def text(self) -> str:
        """What has been said so far."""
        return "\n\n".join(self.told)


class AnswerRuns:
    """Starts, finds and stops runs by message id; pages reach it through :class:`OwnRuns`."""

    def __init__(self, chats: ChatStore) -> None:
        self._chats = chats
        self._runs: dict[str, Run] = {}

    def start(self, message_id: str, question: Question, stream: Stream) -> None:
        """Begin answering in the background."""
        run = self._runs[message_id] = Run()
        threading.Thread(target=self._answer, args=(message_id, question, run, stream), daemon=True).start()

    def get(self, message_id: str) -> Run | None:
        """The run of a message, None when it is over or the server was restarted."""
        return self._runs.get(message_id)

    def stop(self, message_id: str) -> None:
        """Stop at the next event; what was said so far is not kept as an answer."""
        if run := self._runs.get(message_id):
            run.stopped.set()

    def _answer(self, message_id: str, question: Question, run: Run, stream: Stream) -> None:
        try:
            self._follow(message_id, stream(question), run)
        except GuanbiaoError as error:
            self._chats.finish(message_id, "failed", note=error.message)
        finally:  # anything else: the message must not wait for ever
            self._chats.finish(message_id, "failed", note="程序内部错误，请重试；仍不行请把服务器日志发给维护者")
            self._runs.pop(message_id, None)

    def _follow(self, message_id: str, events: Iterator[Event], run: Run) -> None:
        for event in events:
            if run.stopped.is_set():
                self._chats.finish(message_id, "stopped", note="已按您的要求停止")
                return
            match event:
                case Stage(name=name):
                    run.stage = name
                case Told(claim=claim):
                    run.told.append(claim.text)
                case Done(answer=answer):
                    self._chats.finish(message_id, "done", answer)


class OwnRuns:
    """The runs of one person's own messages; others' do not exist."""

    def __init__(self, runs: AnswerRuns, owner: Guarded) -> None:
        self._runs = runs
        self._owner = owner

    def start(self, message_id: str, question: Question) -> None:
        """Begin answering an own message."""
        if self._owner.chats.owns_message(message_id):
            self._runs.start(message_id, question, self._owner.stream)

    def get(self, message_id: str) -> Run | None:
        """The run of an own message."""
        return self._runs.get(message_id) if self._owner.chats.owns_message(message_id) else None

    def stop(self, message_id: str) -> None:
        """Stop the run of an own message."""
        if self._owner.chats.owns_message(message_id):
            self._runs.stop(message_id)
