"""Keys: from chance or a passphrase, and the file that carries them."""

import hashlib
import json

import pytest

from curtain import keys
from curtain.keys import KeyFile, KeyFileError, derive, read_key_file, write_key_file

SALT = bytes(range(16))


def test_passphrase_makes_this_key():
    """Other implementations (the page, OpenSSL) must give the same numbers: PBKDF2, HMAC-SHA-256, 600,000, 32 bytes."""
    expected = hashlib.pbkdf2_hmac("sha256", b"correct horse battery staple", SALT, 600_000)
    assert derive("correct horse battery staple", SALT) == expected
    assert expected.hex().startswith("ef177144eec9420c")


def test_letters_may_be_composed_or_not():
    assert derive("Köln", SALT) == derive("Ko\u0308ln", SALT)
    assert derive("Köln", SALT) != derive("Koln", SALT)


def test_other_salt_other_key():
    assert derive("a", SALT) != derive("a", SALT[::-1])


@pytest.mark.parametrize(("passphrase", "salt"), [("", SALT), ("secret", b"short"), ("\ud800", SALT)])
def test_what_cannot_be_a_key_is_refused_without_being_quoted(passphrase: str, salt: bytes):
    with pytest.raises(KeyFileError) as stop:
        derive(passphrase, salt)
    assert "secret" not in str(stop.value)


def test_file_with_a_key_comes_back():
    key = keys.new_key()
    content = read_key_file(write_key_file(KeyFile(key=key)))
    assert content.open() == key
    assert json.loads(write_key_file(KeyFile(key=key))) == {"format": "curtain-key", "version": 1, "key": key.hex()}
    assert key.hex() not in repr(content)


def test_file_for_a_passphrase_holds_no_secret():
    text = write_key_file(KeyFile(salt=SALT))
    assert json.loads(text) == {
        "format": "curtain-key", "version": 1, "kdf": "PBKDF2-SHA-256", "iterations": 600_000, "salt": SALT.hex(),
    }  # fmt: skip
    assert read_key_file(text).open("a") == derive("a", SALT)


def test_passphrase_is_asked_for_exactly_where_it_is_needed():
    with pytest.raises(KeyFileError, match="passphrase"):
        KeyFile(salt=SALT).open()
    with pytest.raises(KeyFileError, match="passphrase"):
        KeyFile(key=bytes(32)).open("a")


GOOD = {"format": "curtain-key", "version": 1, "kdf": "PBKDF2-SHA-256", "iterations": 600_000, "salt": SALT.hex()}


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"}, {"version": 2}, {"version": True}, {"version": "1"}, {"iterations": 1}, {"iterations": 600_000.5},
        {"iterations": 1_000_000}, {"kdf": "scrypt"}, {"salt": "00"}, {"salt": "zz" * 16}, {"salt": SALT.hex() + "00"}, {"salt": 7},
        {"salt": " ".join(["00"] * 16)}, {"key": "00" * 32}, {"more": 1},
    ],
)  # fmt: skip
def test_any_other_file_is_refused(change: dict):
    with pytest.raises(KeyFileError):
        read_key_file(json.dumps(GOOD | change))


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "1", "{", "[" * 50_000, "{}", '{"format": "curtain-key", "version": 1}']
)
def test_any_other_text_is_refused(text: str):
    with pytest.raises(KeyFileError):
        read_key_file(text)


def test_two_draws_differ():
    assert keys.new_key() != keys.new_key()
    assert (len(keys.new_key()), len(keys.new_salt())) == (32, 16)
