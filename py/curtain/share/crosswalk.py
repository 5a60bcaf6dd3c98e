"""The crosswalk: from old identifiers to new ones. It exists only where somebody asked for it, and only encrypted.

It is a file of its own, never part of the report or of the case. The page seals the same envelope by WebCrypto; natively
`cryptography` does (extra `crosswalk`). AES-256-GCM under a key from a passphrase (`curtain.keys.derive`), a salt and a nonce
for each file.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curtain.keys import ITERATIONS, KDF, derive, new_salt
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.scan import Facts
from curtain.transforms.keyed import Keyed

FORMAT, VERSION = "curtain-crosswalk", 1
CIPHER = "AES-256-GCM"
#: Bound to the content: an envelope of another kind or version does not open.
ADDITIONAL_DATA = b"curtain-crosswalk/1"
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
_KEYS = {"format", "version", "kdf", "iterations", "salt", "cipher", "nonce", "ciphertext"}


class CrosswalkError(ValueError):
    """A crosswalk that cannot be read or sealed; the text is a plain sentence and quotes nothing."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One file that came out, and where it came from.

    Attributes
    ----------
    source
        As the user knows the file.
    sha256
        Of the source, in hex; "" where it was not digested.
    output
        Its name by the new identifiers.
    uids
        New UIDs by old ones, as far as the caller knows them; those of study, series and object are known from `facts`.
    """

    facts: Facts
    pseudonym: str
    source: str
    sha256: str
    output: str
    uids: Mapping[str, str] = field(default_factory=dict)


def make_crosswalk(origins: Iterable[Origin], keyed: Keyed, profile: Profile) -> dict[str, Any]:
    """The content of a crosswalk, as plain data. All of it identifies.

    A patient stands there once for each way in which the files write the name, the number or the birth date. `shift_days` is null where
    dates were not moved. `uids` are at least those of studies, series and objects; all others follow from the key.
    """
    moved = profile.shifts_dates
    patients: dict[tuple[str, ...], None] = {}
    uids: dict[str, str] = {}
    files = []
    for origin in origins:
        facts = origin.facts
        patients[(facts.issuer, facts.patient_id, facts.name, facts.birth_date, origin.pseudonym)] = None
        for uid in filter(None, (facts.study, facts.series, facts.instance)):
            uids[uid] = uid if Option.UIDS in profile.options else keyed.uid(uid, profile.uid_root)
        uids.update(origin.uids)
        files.append({"source": origin.source, "sha256": origin.sha256, "output": origin.output})
    return {
        "format": FORMAT,
        "version": VERSION,
        "patients": [
            {
                **dict(zip(("issuer", "patient_id", "name", "birth_date", "pseudonym"), patient, strict=True)),
                "shift_days": keyed.days(patient[-1], profile.shift_days) if moved else None,
            }
            for patient in patients
        ],
        "uids": [{"old": old, "new": new} for old, new in uids.items()],
        "files": files,
    }


def seal(content: dict[str, Any], passphrase: str) -> bytes:
    """Encrypt the content of a crosswalk.

    Raises
    ------
    CrosswalkError
        `cryptography` is not installed.
    KeyFileError
        The passphrase is empty.
    """
    salt, nonce = new_salt(), secrets.token_bytes(_NONCE_BYTES)
    plain = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ciphertext = _aes()(derive(passphrase, salt)).encrypt(nonce, plain, ADDITIONAL_DATA)
    envelope = {
        "format": FORMAT,
        "version": VERSION,
        "kdf": KDF,
        "iterations": ITERATIONS,
        "salt": salt.hex(),
        "cipher": CIPHER,
        "nonce": nonce.hex(),
        "ciphertext": base64.b64encode(ciphertext).decode("ascii"),
    }
    return (json.dumps(envelope, indent=1) + "\n").encode("ascii")


def unseal(data: bytes, passphrase: str) -> dict[str, Any]:
    """The reverse of `seal`. Raises CrosswalkError, also where the passphrase is wrong or a byte was changed."""
    salt, nonce, ciphertext = _opened(data)
    aes = _aes()(derive(passphrase, salt))
    from cryptography.exceptions import InvalidTag

    try:
        content = json.loads(aes.decrypt(nonce, ciphertext, ADDITIONAL_DATA).decode("utf-8", "surrogatepass"))
    except InvalidTag:
        raise CrosswalkError("The passphrase is wrong, or the file was changed.") from None
    except ValueError:
        content = None
    if not isinstance(content, dict) or (content.get("format"), content.get("version")) != (FORMAT, VERSION):
        raise CrosswalkError("What the file holds is no crosswalk of this version.")
    return content


def _opened(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Salt, nonce and ciphertext of an envelope."""
    try:
        envelope = json.loads(data)
    except (ValueError, RecursionError):
        envelope = None
    if not isinstance(envelope, dict) or envelope.get("format") != FORMAT:
        raise CrosswalkError("This is no crosswalk of Curtain.")
    # Numbers of JSON: true is no 1.
    if type(envelope.get("version")) is not int or envelope["version"] != VERSION:
        raise CrosswalkError(f"The crosswalk is of another version; this program reads version {VERSION}.")
    if (
        envelope.keys() != _KEYS
        or (envelope["kdf"], envelope["cipher"]) != (KDF, CIPHER)
        or type(envelope["iterations"]) is not int
        or envelope["iterations"] != ITERATIONS
    ):
        raise CrosswalkError("The crosswalk was sealed in another way than this program knows.")
    try:
        salt, nonce = bytes.fromhex(envelope["salt"]), bytes.fromhex(envelope["nonce"])
        ciphertext = base64.b64decode(envelope["ciphertext"], validate=True)
    except (TypeError, ValueError, binascii.Error):
        salt = nonce = ciphertext = b""
    if (len(salt), len(nonce)) != (_SALT_BYTES, _NONCE_BYTES) or len(ciphertext) < _TAG_BYTES:
        raise CrosswalkError("The crosswalk is damaged.")
    return salt, nonce, ciphertext


def _aes() -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError:
        raise CrosswalkError(
            "A crosswalk needs the package `cryptography`: pip install 'curtain[crosswalk]'."
        ) from None
    return AESGCM
