"""Hashes without a key, as CTP makes them: anybody can try out which text one was made of. Only for who insists."""

from hashlib import md5


def decimal_md5(text: str) -> str:
    """The MD5 of a text in UTF-8 as one decimal number."""
    return str(int.from_bytes(md5(text.encode("utf-8", "replace"), usedforsecurity=False).digest(), "big"))


def hashed_uid(root: str, digits: str) -> str:
    """A UID of a root and a decimal number, at most 64 letters long."""
    root = root.strip()
    if root and not root.endswith("."):
        root += "."
    return f"{root}{'9' if digits.startswith('0') else ''}{digits}"[:64]
