"""Pseudonyms, UIDs and shifts of dates from an HMAC-SHA-256 under the case's key.

The same key gives the same result on any machine; without it nobody can compute one. Each
purpose has its own domain, so a UID never equals a pseudonym of the same text.
"""

import hmac
import re
import secrets

from curtain.transforms.unkeyed import decimal_md5, hashed_uid

#: Crockford's base 32: no I, L, O or U, so a pseudonym can be read out aloud.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 12
#: What every pseudonym looks like.
PSEUDONYM = re.compile(rf"[{_ALPHABET}]{{4}}(?:-[{_ALPHABET}]{{4}}){{2}}")


def new_key() -> bytes:
    """A random key of 256 bits, for a case that is anonymous once the key is forgotten."""
    return secrets.token_bytes(32)


class Keyed:
    """The functions of one key.

    Parameters
    ----------
    key
        At least 16 bytes.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError("a key has at least 16 bytes")
        self._key = key
        self._uids: dict[tuple[str, str], str] = {}

    def _digest(self, domain: str, text: str) -> bytes:
        return hmac.digest(self._key, f"curtain/1/{domain}\0{text}".encode(), "sha256")

    def uid(self, uid: str, root: str = "") -> str:
        """A 2.25 UID (PS3.5 B.2) for an old one, padding stripped: a UUID of version 8, RFC 9562.

        With a `root` that of CTP instead, in which no key is (`Profile.uid_root`).
        """
        uid = uid.strip(" \0")
        found = self._uids.get((uid, root))
        if found is None and root:
            found = self._uids[uid, root] = hashed_uid(root, decimal_md5(uid))
        elif found is None:
            number = int.from_bytes(self._digest("uid", uid)[:16], "big")
            number = number & ~(0xF << 76) | 0x8 << 76
            number = number & ~(0x3 << 62) | 0x2 << 62
            found = self._uids[uid, root] = f"2.25.{number}"
        return found

    def known_uids(self) -> dict[str, str]:
        """New UIDs by the old ones that were asked for so far. Identifies."""
        return {uid: new for (uid, _), new in self._uids.items()}

    def days(self, patient: str, longest: int) -> int:
        """By how many days the dates of a patient move, forwards or backwards: 1 to `longest`, never 0."""
        number = int.from_bytes(self._digest("days", patient)[:8], "big") % (2 * longest)
        return number - longest if number < longest else number - longest + 1

    def token(self, purpose: str, text: str) -> str:
        """Twelve letters and digits (60 bits) for a text: the same for the same one, a value of any VR of short text."""
        return self._letters(f"token/{purpose}", text)

    def number(self, purpose: str, text: str) -> int:
        """A number of 128 bits for a text, for what should look like a hash: the same for the same one."""
        return int.from_bytes(self._digest(f"number/{purpose}", text)[:16], "big")

    def source_digest(self, sha256: str) -> str:
        """What may stand in a report for the SHA-256 (hex) of a source: who holds the archive could look up the plain one."""
        return self._digest("source", sha256).hex()

    def pseudonym(self, identity: str) -> str:
        """Twelve letters and digits (60 bits) in groups of four, for one patient."""
        letters = self._letters("patient", identity)
        return "-".join(letters[at : at + 4] for at in range(0, _CHARACTERS, 4))

    def _letters(self, domain: str, text: str) -> str:
        number = int.from_bytes(self._digest(domain, text)[:8], "big") >> 4
        return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_CHARACTERS)))
