"""Search and answers."""

from collections.abc import Iterator

from ..domain.answer import Answer, Question, Scope
from ..domain.evidence import Passage
from ..ports import ChatModel
from ..settings import LIBRARY
from ..workflows.answer import Event, answer, stream
from .parts import Parts


class AskingWork(Parts):
    """Everything about questions."""

    def search(self, query: str, workspace: str, scope: Scope = "all", limit: int = 10) -> list[Passage]:
        """Ranked passages."""
        return self.retriever.search(query, workspaces(workspace, scope), limit)

    def ask(self, question: Question, limit: int = 10) -> Answer:
        """A verified, cited answer or a reasoned refusal."""
        return answer(question, self.answering, limit)

    def stream(self, question: Question, limit: int = 10) -> Iterator[Event]:
        """The same as it happens: stages, claims, the whole answer last."""
        return stream(question, self.answering, limit)

    def answering_model(self) -> ChatModel | None:
        """The configured language model, for a test of the connection."""
        return self.answering.model


def workspaces(workspace: str, scope: Scope) -> list[str]:
    """Where a question may look: never into another client's workspace."""
    return {"all": [workspace, LIBRARY], "library": [LIBRARY], "workspace": [workspace]}[scope]
