"""The last look at what was written."""

import pytest

from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.rules.profile import BASIC
from curtain.verify.check import check
from curtain.verify.secrets import Secrets
from curtain.write import write
from making import ct, order, source

PSEUDONYM = "7F3K-21QZ-M8TD"


def written() -> bytes:
    candidate = write(source(ct(Manufacturer="Acme Imaging")), order())
    whole = PieceSource(candidate.pieces, candidate.source)
    return whole.read(0, whole.size)


def test_a_candidate_passes():
    check(BytesSource(written()), PSEUDONYM, Secrets(names={"MUSTERMANN^ERIKA"}), BASIC)


@pytest.mark.parametrize(
    "old, new",
    [
        (b"Acme Imaging", b"Otto, Axel  "),
        (b"2.25.", b"2.26."),
        (PSEUDONYM.encode(), b"MUSTERMANN^ERI"),
        (b"\x12\x00\x62\x00CS\x04\x00YES ", b"\x12\x00\x62\x00CS\x04\x00NO  "),
        (b"\x28\x00\x10\x00US\x02\x00", b"\x28\x00\x10\x00US\xff\x7f"),
    ],
)
def test_a_candidate_that_was_tampered_with_is_kept_back(old, new):
    data = written()
    assert old in data
    with pytest.raises(Quarantine) as stop:
        check(BytesSource(data.replace(old, new, 1)), PSEUDONYM, Secrets(names={"Otto^Axel"}), BASIC)
    assert stop.value.code in ("output-unreadable", "identity-found")
    assert "Otto" not in str(stop.value)
