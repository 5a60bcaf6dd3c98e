"""The tokenizer: sequences, odd VRs, bounds."""

import struct

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from making import as_bytes, ct, source


def nested(depth: int) -> Dataset:
    item = Dataset()
    item.PatientID = f"depth {depth}"
    if depth:
        item.RequestAttributesSequence = Sequence([nested(depth - 1)])
    return item


@pytest.mark.parametrize("undefined", [True, False])
def test_sequences_of_either_kind_of_length_are_read_to_the_bottom(undefined):
    dataset = ct(RequestAttributesSequence=[nested(5)])
    walk = dataset
    for _ in range(6):
        walk["RequestAttributesSequence"].is_undefined_length = undefined
        walk = walk.RequestAttributesSequence[0]
        walk.is_undefined_length_sequence_item = undefined
    found = open_dicom(source(dataset)).dataset
    for depth in range(5, -1, -1):
        found = found.items(0x00400275)[0]
        assert found.text(0x00100020) == f"depth {depth}"


def test_sequences_a_thousand_deep_are_refused_with_a_reason():
    data = b""
    for _ in range(1000):
        data = (
            b"\x40\x00\x75\x02SQ\0\0"
            + struct.pack("<I", len(data) + 8)
            + b"\xfe\xff\x00\xe0"
            + struct.pack("<I", len(data))
            + data
        )
    whole = as_bytes(ct())
    cut = whole.index(b"\x28\x00\x02\x00US")
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(whole[:cut] + data + whole[cut:]))
    assert stop.value.code == "too-deep"


def test_a_header_that_claims_four_gigabytes_is_refused_at_once():
    data = as_bytes(ct())
    at = data.index(b"\xe0\x7f\x10\x00OW\0\0") + 8
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(data[:at] + b"\xfe\xff\xff\xff" + data[at + 4 :]))
    assert stop.value.code == "truncated"


def test_an_item_longer_than_its_sequence_is_refused():
    data = as_bytes(ct(RequestAttributesSequence=[nested(0)]))
    at = data.index(b"\x40\x00\x75\x02SQ") + 16
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(data[:at] + struct.pack("<I", 5000) + data[at + 4 :]))
    assert stop.value.code == "damaged"


def test_a_public_sequence_behind_vr_un_is_read_as_a_sequence():
    item = b"\x10\x00\x20\x00" + struct.pack("<I", 6) + b"HIDDEN"
    value = b"\xfe\xff\x00\xe0" + struct.pack("<I", len(item)) + item
    element = b"\x40\x00\x75\x02UN\0\0" + struct.pack("<I", len(value)) + value
    whole = as_bytes(ct())
    cut = whole.index(b"\xe0\x7f\x10\x00OW")
    dicom = open_dicom(BytesSource(whole[:cut] + element + whole[cut:]))
    assert dicom.dataset.items(0x00400275)[0].text(0x00100020) == "HIDDEN"


def test_large_values_stay_ranges_at_any_depth():
    item = Dataset()
    item.add_new(0x54001010, "OW", bytes(200_000))
    dataset = open_dicom(source(ct(WaveformSequence=[item]))).dataset
    element = dataset.items(0x54000100)[0].get(0x54001010)
    assert element.value is None and element.length == 200_000


@pytest.mark.parametrize(
    "charset, name",
    [
        ("ISO_IR 192", "Müller^Jörg"),
        ("ISO_IR 100", "Müller^Jörg"),
        ("ISO_IR 144", "Люкceмбypг"),
        ("GB18030", "王^小东"),
    ],
)
def test_text_is_decoded_by_the_character_set_also_in_items(charset, name):
    item = Dataset()
    item.PatientName = name
    dataset = open_dicom(
        source(ct(SpecificCharacterSet=charset, PatientName=name, RequestAttributesSequence=[item]))
    ).dataset
    assert dataset.text(0x00100010) == name
    assert dataset.items(0x00400275)[0].text(0x00100010) == name


def test_an_unknown_character_set_is_no_error():
    data = as_bytes(ct(SpecificCharacterSet="ISO_IR 192", PatientName="Müller")).replace(b"ISO_IR 192", b"ISO_XX 999")
    assert "ller" in open_dicom(BytesSource(data)).dataset.text(0x00100010)


def test_a_value_of_undefined_length_that_is_no_image_and_no_sequence_is_refused():
    element = b"\x28\x00\x00\x20OB\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\x0a\0\0\0MUSTERMANN\xfe\xff\xdd\xe0\0\0\0\0"
    whole = as_bytes(ct())
    cut = whole.index(b"\xe0\x7f\x10\x00OW")
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(whole[:cut] + element + whole[cut:]))
    assert stop.value.code == "damaged"


@pytest.mark.parametrize("items", [True, False])
def test_millions_of_empty_items_or_fragments_are_refused(items):
    head = b"\x08\x00\x18\x22SQ\0\0" if items else b"\xe0\x7f\x10\x00OB\0\0"
    element = head + b"\xff\xff\xff\xff" + b"\xfe\xff\x00\xe0\0\0\0\0" * 1_000_002 + b"\xfe\xff\xdd\xe0\0\0\0\0"
    whole = as_bytes(ct())
    cut = whole.index(b"\x10\x00\x10\x00PN" if items else b"\xe0\x7f\x10\x00OW")
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(whole[:cut] + element + (whole[cut:] if items else b"")))
    assert stop.value.code == "too-many-elements"


@pytest.mark.parametrize("syntax", [b"1.2.840.10008.1.2.5.19570812", b"1.2.840.10008.1.2.4.SECRET"])
def test_an_invented_syntax_does_not_pass_for_a_standard_one(syntax):
    dataset = ct()
    data = as_bytes(dataset)
    old = b"\x02\x00\x10\x00UI\x14\x001.2.840.10008.1.2.1\0"
    assert old in data
    padded = syntax + b"\0" * (len(syntax) % 2)
    with pytest.raises(Quarantine) as stop:
        open_dicom(BytesSource(data.replace(old, b"\x02\x00\x10\x00UI" + bytes([len(padded), 0]) + padded)))
    assert stop.value.code == "unknown-syntax"
