"""What an object that is said to be de-identified shows of itself."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from curtain import deidentify_one, load_profile
from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.rules.profile import BASIC, Profile
from curtain.verify.claims import claimed_profile, findings
from making import KEY, as_bytes, ct


def found(dataset, profile: Profile | None = None) -> set[tuple[str, str]]:
    """Codes and paths of what breaks a rule."""
    every = findings(open_dicom(BytesSource(as_bytes(dataset))), profile)
    assert all(len(each.sentence) > 10 and each.sentence.endswith(".") for each in every)
    return {(each.code, each.path) for each in every if not each.is_note}


def clean(profile: str = "basic", **attributes: object):
    """What Curtain makes of an object, to be spoiled."""
    return deidentify_one(ct(**attributes), KEY, load_profile(profile)).content


@pytest.mark.parametrize("name", ["basic", "research"])
def test_nothing_is_found_in_what_curtain_writes(name: str):
    made = clean(name, StationName="CT7", PatientAge="045Y", StudyDescription="Head", PatientBirthName="ROE^JANE")
    assert found(made) == found(made, load_profile(name)) == set()


def test_that_nobody_looked_at_the_pixels_is_a_note():
    (note,) = findings(open_dicom(BytesSource(as_bytes(clean()))))
    assert (note.code, note.path, note.is_note) == ("pixels-unknown", "(0028,0301)", True)


def test_original_is_told_by_all_that_it_holds():
    paths = {path for code, path in found(ct()) if code == "profile"}
    assert {"(0008,0020)", "(0008,0050)", "(0008,0090)", "(0010,0030)"} <= paths
    assert {("no-stamp", "(0012,0062)"), ("no-method", "(0012,0063)"), ("pattern", "(0010,0010)")} <= found(ct())


@pytest.mark.parametrize(
    ("keyword", "value", "expected"),
    [
        ("PatientIdentityRemoved", "NO", ("no-stamp", "(0012,0062)")),
        ("BurnedInAnnotation", "YES", ("burned-in", "(0028,0301)")),
        ("RecognizableVisualFeatures", "YES", ("face", "(0028,0302)")),
        ("LongitudinalTemporalInformationModified", "UNMODIFIED", ("claims", "(0028,0303)")),
        ("LongitudinalTemporalInformationModified", "MODIFIED", ("claims", "(0028,0303)")),
        ("LongitudinalTemporalInformationModified", "NEVER", ("claims", "(0028,0303)")),
        ("StudyDate", "20240131", ("profile", "(0008,0020)")),
        ("AccessionNumber", "ACC778899", ("profile", "(0008,0050)")),
        ("PatientComments", "anything", ("profile", "(0010,4000)")),
        ("StationName", "CT7", ("profile", "(0008,1010)")),
        ("PotentialDiagnosticTasks", "on 3.2.2024 with Dr. Brown", ("pattern", "(0018,990A)")),
        ("ImplantName", "erika@example.org", ("pattern", "(0022,1095)")),
    ],
)
def test_each_thing_that_should_not_be_is_found(keyword: str, value: str, expected: tuple[str, str]):
    made = clean()
    setattr(made, keyword, value)
    assert expected in found(made)


def test_method_that_is_missing_or_another_one_is_found():
    made = clean()
    del made.DeidentificationMethodCodeSequence
    assert found(made) == {("no-method", "(0012,0064)")}
    del made.DeidentificationMethod
    assert found(made) == {("no-method", "(0012,0063)")}


def test_what_stands_deep_inside_is_found_at_its_path():
    made = clean()
    item = Dataset()
    item.PatientComments = "call +49 30 1234567"
    item.add_new(0x00091001, "LO", "anything")
    made.AnatomicRegionSequence = Sequence([Dataset(), item])
    paths = {("profile", "(0008,2218)[2].(0010,4000)"), ("private", "(0008,2218)[2].(0009,1001)")}
    assert paths <= found(made)


def test_private_attribute_is_found_unless_it_is_safe_and_kept_on_purpose():
    def with_private(made, creator: str):
        block = made.private_block(0x0019, creator, create=True)
        block.add_new(0x0C, "IS", "1000")
        return made

    siemens = "SIEMENS MR HEADER"
    assert ("private", "(0019,100C)") in found(with_private(clean(), siemens))
    assert found(with_private(clean("research"), siemens)) == set()
    assert ("private", "(0019,100C)") in found(with_private(clean("research"), "ACME"))


def test_option_that_the_profile_does_not_have_is_found():
    made = clean("research", StationName="CT7")
    assert found(made) == set()
    codes = found(made, BASIC)
    assert ("other-option", "(0012,0064)") in codes
    assert ("profile", "(0008,1010)") in codes


def test_object_that_says_two_things_at_once_is_held_to_the_stricter():
    made = clean("research")
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "113106", "DCM", "Retain Longitudinal Full Dates"
    made.DeidentificationMethodCodeSequence.append(item)
    assert ("claims", "(0012,0064)") in found(made)
    dicom = open_dicom(BytesSource(as_bytes(made)))
    assert "retain-full-dates" not in claimed_profile(dicom.dataset).options


def test_file_meta_preamble_and_what_follows_are_looked_at():
    made = clean()
    made.file_meta.SourceApplicationEntityTitle = "CT7_STELSEWHERE"
    assert found(made) == {("file-meta", "file meta (0002,0016)")}
    data = bytearray(as_bytes(clean()))
    data[:4] = b"II*\0"
    codes = {
        each.code for each in findings(open_dicom(BytesSource(bytes(data + b"MUSTERMANN^ERIKA")))) if not each.is_note
    }
    assert codes == {"preamble", "trailing"}


@pytest.mark.parametrize(
    "text",
    ["erika@example.org", "+49 30 1234567", "(030) 555-1234", "078-05-1120", "seen by Dr. Brown", "Mustermann^Erika", "on 31.01.2024",
     "12 March 1961", "scan 20240131"],
)  # fmt: skip
def test_free_text_that_looks_like_identity_is_found(text: str):
    assert found_with(text) == {("pattern", "(0018,990A)")}


def found_with(text: str) -> set[tuple[str, str]]:
    """In an attribute that people write and no rule takes away."""
    made = clean()
    made.PotentialDiagnosticTasks = text
    return found(made)


@pytest.mark.parametrize(
    "text", ["T1 ax 3mm", "PS3.15 2026d", "Removed", "1.5 T", "ANONYMOUS^PATIENT", "10-20-30", "2 of 3"]
)
def test_free_text_that_is_only_text_is_not(text: str):
    assert found_with(text) == set()


def test_what_hides_in_spare_bits_and_in_tables_is_told():
    made = clean()
    made.BitsStored, made.HighBit, made.PixelData = 12, 11, b"\1\x20" * 256
    assert found(made) == {("spare-bits", "(7FE0,0010)")}
    item = Dataset()
    item.LUTDescriptor, item.LUTData = [16, 0, 16], list(b"ROE^JANE ANNE 1957\0\0".ljust(16))[:16]
    item["LUTData"].VR = "US"
    made.ModalityLUTSequence, made.PixelData = Sequence([item]), bytes(512)
    assert found(made) == {("text-in-table", "")}
