"""The crosswalk: what it holds, and that nobody without the passphrase can read or change it."""

import base64
import hashlib
import json
import sys

import pytest

from curtain.keys import KeyFileError
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile
from curtain.scan import Facts
from curtain.share.crosswalk import CrosswalkError, Origin, make_crosswalk, seal, unseal
from curtain.transforms.keyed import Keyed
from making import KEY

KEYED = Keyed(KEY)
PASSPHRASE = "vier Pferde im Nebel, grün"
FACTS = Facts("MRN-4711-08", "CLINIC", "MÜLLER^ERIKA", "19570812", "F", "1.2.3.1", "1.2.3.2", "1.2.3.3")
ORIGIN = Origin(FACTS, "7F3K-21QZ-M8TD", "CD/DICOM/IM0001", "ab" * 32, "7F3K-21QZ-M8TD/study-1/series-2/2.25.3.dcm")


def content(*origins: Origin, profile: Profile = BASIC) -> dict:
    return make_crosswalk(origins or [ORIGIN], KEYED, profile)


def test_it_leads_from_the_old_to_the_new():
    made = content()
    assert made["patients"] == [
        {
            "issuer": "CLINIC",
            "patient_id": "MRN-4711-08",
            "name": "MÜLLER^ERIKA",
            "birth_date": "19570812",
            "pseudonym": "7F3K-21QZ-M8TD",
            "shift_days": None,
        }
    ]
    assert {each["old"]: each["new"] for each in made["uids"]} == {
        uid: KEYED.uid(uid) for uid in ("1.2.3.1", "1.2.3.2", "1.2.3.3")
    }
    assert made["files"] == [{"source": ORIGIN.source, "sha256": ORIGIN.sha256, "output": ORIGIN.output}]


def test_a_shift_and_kept_uids_are_told_as_they_were_done():
    made = content(profile=Profile("x", frozenset({Option.MODIFIED_DATES, Option.UIDS}), shift_days=30))
    assert made["patients"][0]["shift_days"] == KEYED.days("7F3K-21QZ-M8TD", 30)
    assert all(each["old"] == each["new"] for each in made["uids"])


def test_uids_with_a_root_are_told_as_they_were_made():
    made = content(profile=Profile("x", ctp_hashes=True, uid_root="1.2.840.9"))
    number = int(hashlib.md5(b"1.2.3.1").hexdigest(), 16)
    assert made["uids"][0] == {"old": "1.2.3.1", "new": f"1.2.840.9.{number}"}


def test_two_files_of_one_patient_and_study_stand_there_once():
    other = Facts("MRN-4711-08", "CLINIC", "MÜLLER^ERIKA", "19570812", "F", "1.2.3.1", "1.2.3.2", "1.2.3.4")
    made = content(ORIGIN, Origin(other, ORIGIN.pseudonym, "b", "", "c"))
    assert len(made["patients"]) == 1
    assert [each["old"] for each in made["uids"]] == ["1.2.3.1", "1.2.3.2", "1.2.3.3", "1.2.3.4"]


def test_the_passphrase_opens_it_and_nothing_else_does():
    sealed = seal(content(), PASSPHRASE)
    assert unseal(sealed, PASSPHRASE) == content()
    # Composed in another way, it is the same passphrase.
    assert unseal(sealed, PASSPHRASE.replace("ü", "u\u0308")) == content()
    with pytest.raises(CrosswalkError, match="passphrase is wrong"):
        unseal(sealed, PASSPHRASE + " ")


def test_nothing_of_it_can_be_read_and_no_two_are_alike():
    sealed = seal(content(), PASSPHRASE)
    hidden = base64.b64decode(json.loads(sealed)["ciphertext"])
    for secret in ("MRN-4711-08", "ERIKA", "19570812", "IM0001", "1.2.3.1"):
        assert secret.encode() not in sealed and secret.encode() not in hidden
    first, second = json.loads(sealed), json.loads(seal(content(), PASSPHRASE))
    assert all(first[name] != second[name] for name in ("salt", "nonce", "ciphertext"))


@pytest.mark.parametrize("field", ["salt", "nonce", "ciphertext"])
def test_a_changed_byte_is_noticed(field):
    envelope = json.loads(seal(content(), PASSPHRASE))
    text = envelope[field]
    envelope[field] = ("1" if text[0] == "0" else "0") + text[1:]
    with pytest.raises(CrosswalkError):
        unseal(json.dumps(envelope).encode(), PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"format": "curtain-key"},
        {"version": 2},
        {"version": True},
        {"iterations": 1},
        {"kdf": "none"},
        {"cipher": "AES-128-CBC"},
        {"salt": ""},
        {"salt": 7},
        {"nonce": "00"},
        {"ciphertext": ""},
        {"ciphertext": "%%"},
        {"more": 1},
    ],
)
def test_an_envelope_of_another_kind_is_refused_before_anything_is_tried(change):
    envelope = json.loads(seal(content(), PASSPHRASE)) | change
    with pytest.raises(CrosswalkError):
        unseal(json.dumps(envelope).encode(), PASSPHRASE)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_envelope_is_told_so(data):
    with pytest.raises(CrosswalkError, match="no crosswalk"):
        unseal(data, PASSPHRASE)


def test_content_of_another_kind_is_refused():
    with pytest.raises(CrosswalkError, match="no crosswalk of this version"):
        unseal(seal({"format": "else"}, PASSPHRASE), PASSPHRASE)


def test_an_empty_passphrase_seals_nothing():
    with pytest.raises(KeyFileError):
        seal(content(), "")


def test_names_that_are_no_valid_text_survive():
    broken = Facts("1", "", "M\udcfcLLER", "", "", "1.2.3", "", "")
    made = content(Origin(broken, "P", "a", "", "b"))
    assert unseal(seal(made, PASSPHRASE), PASSPHRASE) == made


def test_without_cryptography_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers.aead", None)
    with pytest.raises(CrosswalkError, match=r"curtain\[crosswalk\]"):
        seal(content(), PASSPHRASE)
