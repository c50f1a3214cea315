"""The facts of an enterprise as rows a person can read, confirm, correct, reject or add.

Four layers: the words (``source``), the fact as extracted (``values`` with the rule and confidence of the source), the
fact as a person confirmed it (``standing``, ``by``, ``at``), and the findings built on it.
"""

from datetime import datetime
from typing import Literal

from .facts import Source
from .value import Value

FactKind = Literal[
    "prescription", "record", "row", "post", "department", "document", "form", "goal", "alias", "exception"
]
Standing = Literal["extracted", "confirmed", "corrected", "rejected", "added", "withdrawn"]
"""``withdrawn``: a person takes back what was said; only on the way in."""


class RegisterRow(Value):
    """One fact in words."""

    kind: FactKind
    id: str
    """Follows from the place and words of the source; of an added row from its values."""
    values: tuple[tuple[str, str], ...]
    """Field key → words, in the order of the columns."""
    source: Source | None = None
    span: str = ""
    """Fingerprint of the words the fact was read from."""
    standing: Standing = "extracted"
    by: str = ""
    at: datetime | None = None
    review: str = ""
    """Why a person has to look again (待复核): the words have changed or are gone."""
    before: tuple[tuple[str, str], ...] = ()
    """Of a corrected fact: the fields as extracted."""

    def value(self, key: str) -> str:
        """One field."""
        return dict(self.values).get(key, "")
