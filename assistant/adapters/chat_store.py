"""Conversations in SQLite. Every call names the user and the workspace; others' conversations do not exist for it."""

import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from ..domain.answer import Answer, Question
from ..domain.conversation import Conversation, Message, MessageState, Review, Vote
from .sqlite_database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY, workspace TEXT NOT NULL, user TEXT NOT NULL, title TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_by_owner ON conversations (user, workspace, updated_at);
CREATE TABLE IF NOT EXISTS messages (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL, question TEXT NOT NULL, audience TEXT, scope TEXT NOT NULL, state TEXT NOT NULL,
  answer TEXT,
  note TEXT NOT NULL DEFAULT '', vote TEXT, vote_reason TEXT NOT NULL DEFAULT '', asked_at TEXT NOT NULL,
  UNIQUE (conversation_id, ordinal));
CREATE TABLE IF NOT EXISTS reviews (
  message TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE, by TEXT NOT NULL, at TEXT NOT NULL,
  note TEXT NOT NULL);
"""
_COLUMNS = "id, conversation_id, ordinal, question, audience, scope, state, answer, note, vote, vote_reason, asked_at"
_TITLE_LENGTH = 24


class ChatStore:
    """Conversations and messages."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.transaction() as db:
            db.executescript(_SCHEMA)

    def start(self, user: str, workspace: str, now: datetime) -> Conversation:
        """A new, empty conversation."""
        identity = secrets.token_hex(12)
        made = Conversation(id=identity, workspace=workspace, user=user, title="新对话", updated_at=now)
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?)",
                (made.id, workspace, user, made.title, now.isoformat()),
            )
        return made

    def conversations(self, user: str, workspace: str, matching: str = "") -> list[Conversation]:
        """The user's conversations in a workspace, latest first; ``matching``: in title, questions or answers."""
        rows = self._database.connection.execute(
            "SELECT id, workspace, user, title, updated_at FROM conversations c WHERE user = ? AND workspace = ?"
            " AND (? = '' OR instr(title, ?) OR EXISTS"
            " (SELECT 1 FROM messages m WHERE m.conversation_id = c.id AND (instr(m.question, ?)"
            " OR instr(json_extract(m.answer, '$.text'), ?))))"
            " ORDER BY updated_at DESC",
            (user, workspace, *(matching,) * 4),
        )
        return [
            Conversation(id=i, workspace=w, user=u, title=t, updated_at=datetime.fromisoformat(at))
            for i, w, u, t, at in rows
        ]

    def owner(self, conversation_id: str) -> tuple[str, str] | None:
        """``(user, workspace)`` of a conversation; only for the guard and the audit log."""
        return self._database.connection.execute(
            "SELECT user, workspace FROM conversations WHERE id = ?", (conversation_id,)
        ).fetchone()

    def conversation_of(self, message_id: str) -> str | None:
        """The conversation a message belongs to; only for the guard and the audit log."""
        row = self._database.connection.execute(
            "SELECT conversation_id FROM messages WHERE id = ?", (message_id,)
        ).fetchone()
        return row[0] if row else None

    def rename(self, conversation_id: str, user: str, title: str) -> None:
        """Give a conversation another title."""
        with self._database.transaction() as db:
            db.execute("UPDATE conversations SET title = ? WHERE id = ? AND user = ?", (title, conversation_id, user))

    def ask(self, conversation_id: str, question: Question, now: datetime) -> Message:
        """Record a question before it is answered, so that a refresh or a crash cannot lose it."""
        with self._database.transaction() as db:
            ordinal = db.execute(
                "SELECT COALESCE(MAX(ordinal), 0) + 1 FROM messages WHERE conversation_id = ?", (conversation_id,)
            ).fetchone()[0]
            made = Message(
                id=secrets.token_hex(12), conversation_id=conversation_id, ordinal=ordinal, question=question.text,
                audience=question.audience, scope=question.scope, state="asking", asked_at=now,
            )  # fmt: skip
            db.execute(
                f"INSERT INTO messages ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, 'asking', NULL, '', NULL, '', ?)",
                (made.id, conversation_id, ordinal, made.question, made.audience, made.scope, now.isoformat()),
            )
            db.execute("UPDATE conversations SET updated_at = ? WHERE id = ?", (now.isoformat(), conversation_id))
            if ordinal == 1:
                title = question.text.strip()[:_TITLE_LENGTH]
                db.execute("UPDATE conversations SET title = ? WHERE id = ?", (title, conversation_id))
        return made

    def finish(self, message_id: str, state: MessageState, answer: Answer | None = None, note: str = "") -> None:
        """Record what became of a question."""
        with self._database.transaction() as db:
            db.execute(
                "UPDATE messages SET state = ?, answer = ?, note = ? WHERE id = ? AND state = 'asking'",
                (state, answer.model_dump_json() if answer else None, note, message_id),
            )

    def messages(self, conversation_id: str, user: str) -> list[Message]:
        """The messages of the user's own conversation in order."""
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM messages WHERE conversation_id ="
            " (SELECT id FROM conversations WHERE id = ? AND user = ?) ORDER BY ordinal",
            (conversation_id, user),
        )
        return [_message(row) for row in rows]

    def vote(self, message_id: str, user: str, vote: Vote | None, reason: str = "") -> None:
        """Thumbs up or down, with a reason."""
        with self._database.transaction() as db:
            db.execute(
                "UPDATE messages SET vote = ?, vote_reason = ? WHERE id = ? AND conversation_id IN"
                " (SELECT id FROM conversations WHERE user = ?)",
                (vote, reason, message_id, user),
            )

    def voted_down(self, workspaces: Sequence[str]) -> list[Message]:
        """The review list: messages with a thumbs down."""
        marks = ", ".join("?" * len(workspaces))
        columns = ", ".join(f"m.{name.strip()}" for name in _COLUMNS.split(","))
        rows = self._database.connection.execute(
            f"SELECT {columns} FROM messages m JOIN conversations c ON c.id = m.conversation_id"
            f" WHERE m.vote = 'down' AND c.workspace IN ({marks}) ORDER BY m.asked_at DESC",
            tuple(workspaces),
        )
        return [_message(row) for row in rows]

    def review(self, review: Review) -> None:
        """Say that a message of the review list is dealt with; the last word counts."""
        with self._database.transaction() as db:
            values = (review.message, review.by, review.at.isoformat(), review.note)
            db.execute("INSERT OR REPLACE INTO reviews VALUES (?, ?, ?, ?)", values)

    def reopen(self, message_id: str) -> None:
        """Put a message back among those to be dealt with."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM reviews WHERE message = ?", (message_id,))

    def reviews(self, message_ids: Sequence[str]) -> dict[str, Review]:
        """What was done about messages, by their ids."""
        rows = self._database.connection.execute("SELECT message, by, at, note FROM reviews")
        found = (Review(message=m, by=by, at=datetime.fromisoformat(at), note=note) for m, by, at, note in rows)
        return {review.message: review for review in found if review.message in set(message_ids)}


def _message(row: sqlite3.Row | tuple[object, ...]) -> Message:
    values = dict(zip((name.strip() for name in _COLUMNS.split(",")), row, strict=True))
    answer = values.pop("answer")
    return Message.model_validate({**values, "answer": Answer.model_validate_json(str(answer)) if answer else None})
