"""The search finds what a bug in the rules would let through, and little else."""

import pytest
from pydicom.dataset import Dataset

from curtain.files.part10 import open_dicom
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets
from making import ct, encapsulated, source

SECRETS = Secrets(
    names={"MUSTERMANN^ERIKA", "BRINKMANN^OTTO", "LI^WEI"},
    ids={"MRN-4711-08", "1", "0001"},
    uids={"1.2.826.0.1.3680043.9.1"},
)


ANONYMOUS = {
    "PatientName": "7F3K", "PatientID": "7F3K", "AccessionNumber": "", "ReferringPhysicianName": "", "StudyInstanceUID": "2.25.1",
    "SeriesInstanceUID": "2.25.2", "SOPInstanceUID": "2.25.3", "FrameOfReferenceUID": "2.25.4",
}  # fmt: skip


def clean(**attributes):
    """An object in which nothing of the patient is left, and what is put over it."""
    return open_dicom(source(ct(**(ANONYMOUS | attributes))))


def find(name="7F3K/a.dcm", **attributes):
    return Search(SECRETS).find(clean(**attributes), name)


def test_nothing_is_found_in_a_clean_object():
    assert find() is None


@pytest.mark.parametrize(
    "attributes",
    [
        {"SeriesDescription": "Thorax Mustermann"},
        {"SeriesDescription": "erika mustermann, thorax"},
        {"ImageComments": "seen by Dr. Brinkmann"},
        {"ProtocolName": "MRN-4711-08"},
        {"StationName": "mrn-4711-08"},
        {"PatientName": "Wei^Li"},
        {"ImageType": ["ORIGINAL", "MRN-4711-08"]},
        {"Manufacturer": "Erika Mustermann"},
        {"ProtocolName": "0001"},
    ],
)
def test_names_and_numbers_are_found_in_text(attributes):
    assert find(**attributes) is not None


def test_the_path_is_told_and_never_the_value():
    item = Dataset()
    item.CodeMeaning = "x"
    item.ReasonForTheRequestedProcedure = "MUSTERMANN"
    assert find(ProcedureCodeSequence=[item]) == "(0008,1032)[1].(0040,1002)"


@pytest.mark.parametrize(
    "attributes",
    [
        {"InstanceNumber": "1"},
        {"SeriesNumber": "0001"},
        {"Manufacturer": "Otto"},
        {"SeriesDescription": "Liver"},
        {"BodyPartExamined": "ERIKA"[:2]},
    ],
)
def test_chance_is_no_finding(attributes):
    assert find(**attributes) is None


def test_a_uid_is_found_anywhere():
    assert find(ImageComments="see 1.2.826.0.1.3680043.9.1 for more") is not None
    assert find(FrameOfReferenceUID="1.2.826.0.1.3680043.9.1") is not None
    assert find(FrameOfReferenceUID="1.2.826.0.1.3680043.9.11") is None


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_unknown_values_are_searched_as_bytes(encoding):
    dataset = ct(**ANONYMOUS)
    dataset.add_new(0x00189999, "UN", b"\1\2" + "Mustermann".encode(encoding) + b"\1\2")
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "(0018,9999)"


def test_large_values_are_searched_across_the_seams_of_blocks():
    for at in (65530, 65536, 131070):
        data = bytearray(200_000)
        data[at : at + 10] = b"MUSTERMANN"
        assert find(ICCProfile=bytes(data)) is not None


def test_a_name_in_the_comment_of_a_jpeg_frame_is_found():
    comment = b"\xff\xfe\x00\x1eacquired for MUSTERMANN^ERIKA"
    frame = (
        b"\xff\xd8"
        + b"\xff\xe0\x00\x04ab"
        + comment[:4]
        + comment[4:32]
        + b"\xff\xda\x00\x04ab"
        + bytes(20)
        + b"\xff\xd9"
    )
    dataset = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9", frame], **ANONYMOUS)
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "(7FE0,0010)"


def test_group_2_and_the_file_name_are_searched():
    dicom = clean()
    assert Search(SECRETS).find(dicom, "case/MUSTERMANN.dcm") == "the file name"
    dataset = ct(**ANONYMOUS)
    dataset.file_meta.SourceApplicationEntityTitle = "MUSTERMANN"
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "file meta (0002,0016)"


@pytest.mark.parametrize(
    "name, text",
    [
        ("MUSTERMANN^ERIKA", "MUSTERMANN_ERIKA_CT"),
        ("MUSTERMANN^ERIKA", "Mustermann2"),
        ("MÜLLER^JÖRG", "Mu\u0308ller"),
        ("MÜLLER^JÖRG", "Muller thorax"),
        ("LI^WEI=李^伟", "Li, Wei"),
        ("YAMADA^TARO=山田^太郎", "患者山田太郎様"),
        ("MEYER-LANDRUT^LENA", "Landrut"),
        ("O'BRIEN^PAT", "obrien"),
        ("DOE^JANE^M^DR", "Dr Jane Doe"),
    ],
)
def test_names_are_found_however_they_are_written(name, text):
    dicom = open_dicom(source(ct(**(ANONYMOUS | {"SpecificCharacterSet": "ISO_IR 192", "ProtocolName": text}))))
    assert Search(Secrets(names={name})).find(dicom, "a.dcm") is not None


@pytest.mark.parametrize("text", ["MRN471108", "mrn 4711 08x MRN-4711-08_1"])
def test_numbers_are_found_without_their_punctuation(text):
    assert find(ProtocolName=text) is not None


def test_a_value_that_breaks_its_format_is_searched_like_free_text():
    # pydicom would refuse to write it: the bytes are put in afterwards.
    from curtain.files.source import BytesSource
    from making import as_bytes

    data = as_bytes(ct(**(ANONYMOUS | {"BodyPartExamined": "ABCDEFGHIJKLMNOP"})))
    dicom = open_dicom(BytesSource(data.replace(b"ABCDEFGHIJKLMNOP", b"Mrs. Mustermann ")))
    assert Search(SECRETS).find(dicom, "a.dcm") == "(0018,0015)"


def test_a_name_declared_with_a_wrong_vr_is_still_a_secret():
    from curtain.files.source import BytesSource
    from making import as_bytes

    data = as_bytes(ct()).replace(b"\x10\x00\x10\x00PN", b"\x10\x00\x10\x00LO")
    assert "MUSTERMANN^ERIKA" in Secrets.of(open_dicom(BytesSource(data)).dataset).names


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff\xd8\xff\xff\xfe\x00\x12MUSTERMANN^ERIKA\xff\xda\x00\x04ab\xff\xd9",
        b"\xff\xd8" + b"\xff\xe2\x13\x88" + bytes(4998) + b"\xff\xfe\x00\x12MUSTERMANN^ERIKA\xff\xda\x00\x04ab\xff\xd9",
        b"not an image but a letter on MUSTERMANN^ERIKA",
        "letter on Müller".encode("latin-1"),
    ],
)
def test_text_in_fragments_is_found(frame):
    dicom = open_dicom(source(encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9", frame], **ANONYMOUS)))
    secrets = Secrets(names={"MUSTERMANN^ERIKA", "Müller^Jörg"})
    assert Search(secrets).find(dicom, "a.dcm") == "(7FE0,0010)"


def test_text_in_the_offset_tables_is_found():
    data = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9"], **ANONYMOUS)
    data.PixelData = b"\xfe\xff\x00\xe0\x10\x00\x00\x00MUSTERMANN^ERIKA" + data.PixelData[8:]
    assert Search(SECRETS).find(open_dicom(source(data)), "a.dcm") == "(7FE0,0010)"
    data = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9"], ExtendedOffsetTable=b"MUSTERMANN^ERIKA", **ANONYMOUS)
    assert Search(SECRETS).find(open_dicom(source(data)), "a.dcm") == "(7FE0,0001)"
