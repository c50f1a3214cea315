"""Identities of talks and messages: they name parts of pages, and some signs mean something there."""

from datetime import UTC, datetime
from pathlib import Path

from assistant.adapters.chat_store import ChatStore
from assistant.adapters.sqlite_database import Database
from assistant.domain.answer import Question


def test_identities_are_letters_and_figures_only(tmp_path: Path) -> None:
    chats, now = ChatStore(Database(tmp_path / "chats.sqlite")), datetime(2026, 1, 5, tzinfo=UTC)
    made = []
    for _ in range(50):
        talk = chats.start("甲", "默认", now)
        made += [talk.id, chats.ask(talk.id, Question(text="内审查什么？", workspace="默认"), now).id]
    assert len(set(made)) == 100
    assert all(name.isalnum() for name in made)  # two underlines in a name stop the cited text of a page
