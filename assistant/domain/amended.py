"""What a person corrected in the words of a file."""

from .value import Value


class Amended(Value):
    """A line of a file in which a person corrected a day: as it stands there, and as it is judged by."""

    file: str
    read: str
    now: str
