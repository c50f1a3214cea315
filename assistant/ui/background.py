"""Long work in threads of the server: a click, a refresh or a second tab finds it again instead of killing it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from ..domain.errors import GuanbiaoError
from ..ports import Progress

Key = tuple[str, ...]
"""Who, where and what: ``(user, workspace, work)``; nobody else's work can be asked for."""
_LINES = 6


@dataclass
class Work:
    """One piece of work on its way; the page reads it while the thread writes it."""

    stage: str = "准备"
    done: int = 0
    total: int = 0
    lines: list[str] = field(default_factory=list[str])
    result: object = None
    problem: str = ""
    over: threading.Event = field(default_factory=threading.Event)
    started: float = field(default_factory=time.monotonic)

    def tell(self, stage: str, done: int, total: int) -> None:
        """Take a report of progress."""
        if stage != self.stage:
            self.lines.append(stage)
        self.stage, self.done, self.total = stage, done, total

    @property
    def share(self) -> float:
        """How much of the present stage is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Works:
    """All work of this server by key; one piece a key at a time."""

    def __init__(self) -> None:
        self._works: dict[Key, Work] = {}
        self._lock = threading.Lock()

    def start(self, key: Key, work: Callable[[Progress], object]) -> None:
        """Begin in the background; while the same key is at work nothing is begun twice."""
        with self._lock:
            known = self._works.get(key)
            if known and not known.over.is_set():
                return
            begun = self._works[key] = Work()
        threading.Thread(target=_run, args=(begun, work), daemon=True).start()

    def get(self, key: Key) -> Work | None:
        """The work of a key, finished or not; None when there is none."""
        return self._works.get(key)

    def forget(self, key: Key) -> None:
        """Drop a finished piece of work."""
        self._works.pop(key, None)


def _run(begun: Work, work: Callable[[Progress], object]) -> None:
    begun.problem = "程序内部错误，请重试；仍不行请把服务器日志发给维护者"
    try:
        begun.result = work(begun.tell)
        begun.problem = ""
    except GuanbiaoError as error:
        begun.problem = error.message
    finally:  # anything else goes to the server's log; the page must not wait for ever
        begun.over.set()


@st.fragment(run_every=0.4)
def watch(work: Work) -> None:
    """A progress bar with the stage, renewed until the work is over; then the page runs again."""
    if work.over.is_set():
        st.rerun()
    count = f"　{work.done}/{work.total}" if work.total else ""
    st.progress(work.share, text=_plain(f"{work.stage}{count}　已用 {time.monotonic() - work.started:.0f} 秒"))
    for line in work.lines[-_LINES:-1]:
        st.text(f"✓ {line}")
    st.caption("可以离开或刷新本页，工作会继续。")


def _plain(text: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|<>~$:" else c for c in text)
