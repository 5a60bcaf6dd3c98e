"""Pseudonyms and UIDs: keyed, repeatable, valid."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.uid import UID

from curtain.transforms.keyed import Keyed, new_key
from making import KEY


def test_the_same_key_gives_the_same_results_forever():
    # Frozen: a project that de-identified with this key must get the same again.
    keyed = Keyed(KEY)
    assert keyed.uid("1.2.3") == Keyed(KEY).uid("1.2.3\0") == FROZEN_UID
    assert keyed.pseudonym("hospital\0MRN-1") == FROZEN_PSEUDONYM


FROZEN_UID = "2.25.71959656892798249530625502518862098799"
FROZEN_PSEUDONYM = "DGSN-TD7Q-CMB8"


def test_another_key_gives_other_results():
    assert Keyed(KEY).uid("1.2.3") != Keyed(new_key()).uid("1.2.3")
    assert Keyed(KEY).pseudonym("a") != Keyed(new_key()).pseudonym("a")


@given(st.text(max_size=64))
def test_uids_are_valid_uuids_of_version_8(text):
    uid = Keyed(KEY).uid(text)
    assert UID(uid).is_valid and len(uid) <= 64
    made = uuid.UUID(int=int(uid.removeprefix("2.25.")))
    assert made.version == 8 and made.variant == uuid.RFC_4122


def test_purposes_do_not_mix():
    keyed = Keyed(KEY)
    assert keyed.uid("same")[5:] not in keyed.pseudonym("same")


def test_pseudonyms_are_readable_and_do_not_collide():
    keyed = Keyed(KEY)
    made = {keyed.pseudonym(str(n)) for n in range(20_000)}
    assert len(made) == 20_000
    assert all(len(name) == 14 and not set(name) & set("ILOU") for name in made)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError):
        Keyed(b"short")
