"""Character pairs: a second, dictionary-free view of Chinese text."""

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


def pairs(text: str) -> list[str]:
    """Overlapping pairs of Chinese characters, and Latin words and numbers whole, in order, lower case."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0] < "\u3400" or len(run) == 1:
            found.append(run)
        else:
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
    return found
