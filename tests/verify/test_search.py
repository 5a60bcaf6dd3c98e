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
    assert find(ProcedureCodeSequence=[item]) == "(0008,1032).(0040,1002)"


@pytest.mark.parametrize(
    "attributes",
    [
        {"InstanceNumber": "1"},
        {"SeriesNumber": "0001"},
        {"Manufacturer": "Otto"},
        {"SeriesDescription": "Liver"},
        {"BodyPartExamined": "ERIKA"},
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
