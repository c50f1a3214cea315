"""Passwords: argon2id hashes, and what a password must be like."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..domain.errors import InputError

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher()
_PARTS = (
    "password", "passw0rd", "admin", "administrator", "welcome", "letmein", "iloveyou", "monkey", "dragon", "sunshine",
    "princess", "football", "baseball", "superman", "batman", "master", "login", "test", "root", "user", "guest",
    "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "1qaz2wsx", "1q2w3e4r", "1q2w3e4r5t", "abc",
    "abcd", "abcdefg", "aa", "woaini", "guanbiao", "贯标", "贯标助手", "密码", "管理员", "changeme", "secret", "hello",
    "china", "zhongguo", "beijing", "shanghai", "company", "default",
)  # fmt: skip
"""Pieces the commonest passwords are made of; a password that is only such pieces, digits and signs is common."""
_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def password_hash(password: str) -> str:
    """Argon2id with a random salt."""
    return _HASHER.hash(password)


def fits(password: str, stored: str) -> bool:
    """Whether ``password`` is the one behind ``stored``; takes the same time either way."""
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


def require_good(password: str, name: str) -> None:
    """Raise InputError, never quoting the password, when it is short, long, common or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"密码要有 {SHORTEST}–{LONGEST} 个字符", name, "可用一句只有自己知道的话")
    if common(password) or (len(name) > 2 and name.casefold() in password.casefold()):
        raise InputError("密码太常见或包含用户名", name, "换一个别人猜不到的，可用几个不相干的词连成一句")


def common(password: str) -> bool:
    """Few different characters, a run of the keyboard, or only well-known pieces with digits and signs."""
    folded = password.casefold()
    if len(set(folded)) < 5 or any(folded in run for run in _RUNS) or _repeats(folded):
        return True
    for piece in sorted(_PARTS, key=len, reverse=True):
        folded = folded.replace(piece, "")
    return not any(character.isalpha() for character in folded)


def _repeats(text: str) -> bool:
    return any(text == (text[:n] * (len(text) // n + 1))[: len(text)] for n in range(1, len(text) // 2 + 1))
