"""Conversations as they are kept on the server."""

from datetime import datetime
from typing import Literal

from .answer import Answer, Audience, Scope
from .value import Value

MessageState = Literal["asking", "done", "stopped", "failed"]
Vote = Literal["up", "down"]


class Message(Value):
    """One question of a conversation with what became of it."""

    id: str
    conversation_id: str
    ordinal: int
    question: str
    audience: Audience | None = None
    scope: Scope = "all"
    state: MessageState
    answer: Answer | None = None
    note: str = ""
    """Why it stopped or failed, in Chinese."""
    vote: Vote | None = None
    vote_reason: str = ""
    asked_at: datetime


class Review(Value):
    """What somebody did about an answer others were not content with."""

    message: str
    by: str
    at: datetime
    note: str


class Conversation(Value):
    """A conversation of one user in one workspace."""

    id: str
    workspace: str
    user: str
    title: str
    updated_at: datetime
