"""Short texts that a person keeps in a file: boxes, keys, passphrases."""

import os


class BadText(ValueError):
    """It cannot be read, or is no short text; says so in a plain sentence that quotes nothing."""


def read_text(path: str | os.PathLike[str], what: str, longest: int) -> str:
    """The text of a file of at most `longest` bytes; `what` names it in the sentence. Raises BadText."""
    try:
        with open(path, "rb") as file:
            data = file.read(longest + 1)
    except OSError:
        raise BadText(f"the {what} cannot be read") from None
    try:
        # What some editors put in front is no part of a passphrase.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text or len(data) > longest:
        raise BadText(f"the {what} is empty, too long or no text in UTF-8")
    return text
