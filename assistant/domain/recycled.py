"""Deleted things that can be put back for a while."""

from datetime import datetime
from typing import Literal

from .value import Value

RecycledKind = Literal["document", "conversation", "draft"]


class Recycled(Value):
    """A deleted document with its versions, a conversation with its messages, or one version of a draft."""

    id: str
    kind: RecycledKind
    object: str
    """The id it had: of the document or conversation; of a draft the name of its file."""
    workspace: str
    title: str
    by: str
    at: datetime
