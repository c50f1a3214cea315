"""The base of every value in the domain."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value: equal by content, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
