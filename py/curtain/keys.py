"""Keys that outlive a case: drawn at random, or made from a passphrase, and the small file that carries them.

From a passphrase the page makes the same key by WebCrypto: the numbers here are part of the format.
"""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import dataclass

from curtain.transforms.keyed import new_key

FORMAT, VERSION = "curtain-key", 1
KDF = "PBKDF2-SHA-256"
#: What OWASP asks of PBKDF2-HMAC-SHA-256 since 2023. Fixed: another number would be another key without a word.
ITERATIONS = 600_000
_KEY_BYTES = 32
_SALT_BYTES = 16
_LARGEST_FILE = 1 << 16


class KeyFileError(ValueError):
    """A key file or passphrase that cannot be used; the text is a plain sentence and quotes nothing."""


def new_salt() -> bytes:
    """A random salt of 128 bits. It is no secret and travels beside the data, in a key file or a profile."""
    return secrets.token_bytes(_SALT_BYTES)


def derive(passphrase: str, salt: bytes) -> bytes:
    """The key of 32 bytes that belongs to a passphrase, however its letters are composed (NFC).

    Raises KeyFileError where the passphrase is empty or the salt shorter than 16 bytes.
    """
    if not passphrase:
        raise KeyFileError("The passphrase is empty.")
    if len(salt) < _SALT_BYTES:
        raise KeyFileError(f"A salt has at least {_SALT_BYTES} bytes.")
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise KeyFileError("The passphrase is not valid Unicode text.") from None
    return hashlib.pbkdf2_hmac("sha256", secret, salt, ITERATIONS, _KEY_BYTES)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key, or the salt with which a passphrase becomes one. Exactly one of the two is set."""

    key: bytes | None = None
    salt: bytes | None = None

    def __post_init__(self) -> None:
        if (self.key is None) == (self.salt is None):
            raise KeyFileError("A key file holds either a key or a salt.")

    def __repr__(self) -> str:
        return "KeyFile(key)" if self.key is not None else "KeyFile(salt)"

    def open(self, passphrase: str | None = None) -> bytes:
        """The key itself. Raises KeyFileError where a passphrase is missing, or given and of no use."""
        if self.salt is not None:
            if passphrase is None:
                raise KeyFileError("This key file holds only a salt: the key comes from a passphrase.")
            return derive(passphrase, self.salt)
        if passphrase is not None:
            raise KeyFileError("This key file holds the key itself: a passphrase has no part in it.")
        assert self.key is not None
        return self.key


def write_key_file(content: KeyFile) -> str:
    """The text of a key file. With a salt there is no secret in it."""
    about: dict[str, str | int] = {"format": FORMAT, "version": VERSION}
    if content.key is not None:
        about |= {"key": content.key.hex()}
    if content.salt is not None:
        about |= {"kdf": KDF, "iterations": ITERATIONS, "salt": content.salt.hex()}
    return json.dumps(about, indent=1) + "\n"


def read_key_file(text: str) -> KeyFile:
    """The reverse of `write_key_file`. Raises KeyFileError."""
    try:
        about = json.loads(text) if len(text) <= _LARGEST_FILE else None
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise KeyFileError("This is no key file of Curtain.")
    # Numbers of JSON: true is no 1.
    if type(about.get("version")) is not int or about["version"] != VERSION:
        raise KeyFileError(f"The key file is of another version; this program reads version {VERSION}.")
    rest = about.keys() - {"format", "version"}
    if rest == {"key"}:
        return KeyFile(key=_bytes(about["key"], _KEY_BYTES))
    if rest != {"kdf", "iterations", "salt"}:
        raise KeyFileError("The key file holds neither just a key nor just what a passphrase needs.")
    if about["kdf"] != KDF or type(about["iterations"]) is not int or about["iterations"] != ITERATIONS:
        raise KeyFileError(f"The key file asks for another way to make a key than {KDF} with {ITERATIONS} iterations.")
    return KeyFile(salt=_bytes(about["salt"], _SALT_BYTES))


def _bytes(text: object, length: int) -> bytes:
    try:
        found = bytes.fromhex(text) if isinstance(text, str) and text.isascii() and text.isalnum() else b""
    except ValueError:
        found = b""
    if len(found) != length:
        raise KeyFileError("The key file is damaged: a number in it is not as long as it must be.")
    return found


__all__ = ["ITERATIONS", "KeyFile", "KeyFileError", "derive", "new_key", "new_salt", "read_key_file", "write_key_file"]
