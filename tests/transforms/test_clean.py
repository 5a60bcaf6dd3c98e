"""The options from file to file: what stays, what moves, what is mended; judged with pydicom on the bytes that come out."""

import io
from datetime import datetime

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.plan import Patient
from curtain.rules.options import Option
from curtain.rules.profile import Profile, load
from curtain.write import write
from making import INSTANCE, STUDY, SYNTAXES, as_bytes, ct, order, source

RESEARCH = load("research")


def cleaned(dataset: Dataset, profile: Profile = RESEARCH, **changes: object) -> Dataset:
    candidate = write(source(dataset), order(profile=profile, **changes))
    pieces = PieceSource(candidate.pieces, candidate.source)
    return pydicom.dcmread(io.BytesIO(pieces.read(0, pieces.size)))


def with_options(*options: Option, **settings: object) -> Profile:
    return Profile("test", frozenset(options), **settings)


def day(text: str) -> datetime:
    return datetime.strptime(text[:8], "%Y%m%d")


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_all_dates_of_a_patient_move_by_the_same_days_and_times_stay(syntax):
    item = Dataset()
    item.RadiopharmaceuticalStartDateTime = "20240131093000.000000"
    item.RadiopharmaceuticalStartTime = "093000"
    before = ct(
        syntax,
        AcquisitionDateTime="20240131101500.5+0100",
        SeriesDate="20240131",
        SeriesTime="101500",
        RadiopharmaceuticalInformationSequence=[item],
        DateOfLastCalibration=["20240101", "20231201"],
    )
    after = cleaned(before)
    moved = day(after.StudyDate) - day("20240131")
    assert moved.days != 0 and abs(moved.days) <= RESEARCH.shift_days
    assert day(after.SeriesDate) - day("20240131") == moved and after.SeriesTime == after.StudyTime == "101500"
    assert day(after.AcquisitionDateTime) - day("20240131") == moved
    assert after.AcquisitionDateTime.endswith("101500.5+0100")
    inner = after.RadiopharmaceuticalInformationSequence[0]
    assert day(inner.RadiopharmaceuticalStartDateTime) - day("20240131") == moved
    assert inner.RadiopharmaceuticalStartTime == "093000"
    assert [
        day(value) - day(old) for value, old in zip(after.DateOfLastCalibration, ["20240101", "20231201"], strict=True)
    ] == [moved] * 2
    assert after.LongitudinalTemporalInformationModified == "MODIFIED"
    assert after.PatientBirthDate == ""


def test_the_suv_before_and_after_is_equal():
    """Decay from injection to scan, by the attributes that a workstation uses."""

    def decayed(dataset: Dataset) -> float:
        drug = dataset.RadiopharmaceuticalInformationSequence[0]
        seconds = (
            datetime.strptime(dataset.SeriesDate + dataset.SeriesTime, "%Y%m%d%H%M%S")
            - datetime.strptime(drug.RadiopharmaceuticalStartDateTime, "%Y%m%d%H%M%S")
        ).total_seconds()
        dose = float(drug.RadionuclideTotalDose) * 2 ** (-seconds / float(drug.RadionuclideHalfLife))
        return float(dataset.PatientWeight) * 1000 / dose

    drug = Dataset()
    # Over midnight.
    drug.RadiopharmaceuticalStartDateTime, drug.RadionuclideTotalDose, drug.RadionuclideHalfLife = (
        "20240130233000",
        "3.7e8",
        "6586.2",
    )
    before = ct(
        RadiopharmaceuticalInformationSequence=[drug], PatientWeight="71.5", SeriesDate="20240131", SeriesTime="003000"
    )
    assert decayed(cleaned(before)) == decayed(before)


def test_intervals_between_studies_stay_and_two_patients_move_differently():
    first, second = cleaned(ct(StudyDate="20230115")), cleaned(ct(StudyDate="20240301"))
    assert day(second.StudyDate) - day(first.StudyDate) == day("20240301") - day("20230115")
    other = cleaned(ct(StudyDate="20230115"), patient=Patient("ZZZZ-ZZZZ-ZZZZ"))
    assert other.StudyDate != first.StudyDate


def test_dates_can_be_kept_and_say_so():
    after = cleaned(ct(), with_options(Option.FULL_DATES))
    assert (after.StudyDate, after.StudyTime, after.LongitudinalTemporalInformationModified) == (
        "20240131",
        "101500",
        "UNMODIFIED",
    )


def test_a_date_with_text_in_it_is_no_date():
    for profile in (RESEARCH, with_options(Option.FULL_DATES)):
        dataset = ct()
        dataset.add_new("StudyDate", "LO", "20240131 DOE")
        assert cleaned(dataset, profile).StudyDate == ""


def test_the_birth_date_may_become_its_year():
    assert cleaned(ct(), with_options(birth_year=True)).PatientBirthDate == "19570101"


def test_ages_of_90_and_over_become_one():
    keep = with_options(Option.PATIENT_CHARACTERISTICS)
    assert [cleaned(ct(PatientAge=age), keep).PatientAge for age in ("034Y", "097Y")] == ["034Y", "090Y"]
    assert "PatientAge" not in cleaned(ct(PatientAge="034Y"), with_options())


def test_uids_may_stay_and_a_note_says_what_that_means():
    after = cleaned(ct(), with_options(Option.UIDS))
    assert (after.SOPInstanceUID, after.file_meta.MediaStorageSOPInstanceUID, after.StudyInstanceUID) == (
        INSTANCE,
        INSTANCE,
        STUDY,
    )
    notes = write(source(ct()), order(profile=with_options(Option.UIDS))).notes
    assert any("UIDs were kept" in note for note in notes)


def test_the_codes_say_what_was_applied_and_nothing_else():
    codes = [item.CodeValue for item in cleaned(ct()).DeidentificationMethodCodeSequence]
    assert codes == ["113100", "113105", "113107", "113108", "113109", "113111"]
    again = cleaned(cleaned(ct()), with_options())
    assert [item.CodeValue for item in again.DeidentificationMethodCodeSequence] == codes


def test_text_behind_a_number_goes_and_the_number_stays():
    # As pydicom does not write such values, the bytes are changed behind its back.
    data = as_bytes(ct(SliceThickness="1.25000000", KVP="120"))
    hidden = data.replace(b"1.25000000", b"1.25 JANE ")
    candidate = write(BytesSource(hidden), order())
    pieces = PieceSource(candidate.pieces, candidate.source)
    written = pieces.read(0, pieces.size)
    assert b"JANE" not in written and pydicom.dcmread(io.BytesIO(written)).SliceThickness == 1.25


def test_a_number_that_is_none_is_not_made_up_and_a_term_may_be():
    data = as_bytes(ct(RescaleSlope="1.25000000"))
    hidden = data.replace(b"1.25000000", b"JANE DOE  ").replace(b"ORIGINAL", b"J^NE DOE")
    candidate = write(BytesSource(hidden), order())
    pieces = PieceSource(candidate.pieces, candidate.source)
    after = pydicom.dcmread(io.BytesIO(pieces.read(0, pieces.size)))
    assert after.RescaleSlope is None and set(after.ImageType) == {"REMOVED"}


def test_a_label_that_is_far_too_long_goes():
    after = cleaned(ct(ConvolutionKernel="x" * 200, Manufacturer="A" * 64))
    assert "ConvolutionKernel" not in after and after.Manufacturer == "A" * 64


# --- Safe private attributes

PET = "Philips PET Private Group"


def with_private(syntax: str = ExplicitVRLittleEndian) -> Dataset:
    dataset = ct(syntax)
    block = dataset.private_block(0x7053, PET, create=True)
    block.add_new(0x00, "DS", "1.5")
    block.add_new(0x09, "DS", "2.5")
    block.add_new(0x40, "LO", "MUSTERMANN")
    dataset.private_block(0x0009, "NOBODY KNOWS", create=True).add_new(0x01, "LO", "MUSTERMANN")
    return dataset


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_safe_private_attributes_stay_with_their_creator_and_no_others(syntax):
    after = cleaned(with_private(syntax))
    block = after.private_block(0x7053, PET)
    kept = {element.tag for element in after if element.tag.is_private}
    assert kept == {0x70530010, 0x70531000, 0x70531009}
    value = block[0x00].value
    assert value in (1.5, b"1.5 ")


def test_without_the_option_all_private_attributes_go():
    assert not [element for element in cleaned(with_private(), with_options()) if element.tag.is_private]


def test_a_safe_private_attribute_of_another_kind_than_the_table_says_goes():
    dataset = ct()
    dataset.private_block(0x7053, PET, create=True).add_new(0x00, "LO", "MUSTERMANN")
    assert not [element for element in cleaned(dataset) if element.tag.is_private]


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_a_safe_private_sequence_is_judged_element_by_element(syntax):
    item = Dataset()
    item.PatientName = "MUSTERMANN^ERIKA"
    item.ReferencedSOPInstanceUID = "1.2.3.4"
    item.StudyDate = "20240131"
    item.private_block(0x2001, "Philips Imaging DD 001", create=True).add_new(0x01, "FL", 2.0)  # ChemicalShift, safe
    item.private_block(0x0009, "NOBODY KNOWS", create=True).add_new(0x01, "LO", "MUSTERMANN")
    dataset = ct(syntax)
    dataset.private_block(0x2001, "Philips Imaging DD 001", create=True).add_new(
        0x5F, "SQ", Sequence([item])
    )  # Stack Sequence
    candidate = write(source(dataset), order(profile=RESEARCH))
    pieces = PieceSource(candidate.pieces, candidate.source)
    written = pieces.read(0, pieces.size)
    assert b"MUSTERMANN" not in written and b"1.2.3.4\0" not in written and b"NOBODY" not in written
    after = pydicom.dcmread(io.BytesIO(written))
    kept = after[0x2001105F].value[0]
    assert kept.PatientName == "7F3K-21QZ-M8TD" and kept[0x20011001].value == 2.0
    assert kept.StudyDate == after.StudyDate != "20240131"


def test_the_meaning_of_a_local_code_is_free_text():
    def code(scheme: str) -> Dataset:
        item = Dataset()
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "77", scheme, "Knee of Mrs. Mustermann"
        return item

    after = cleaned(ct(ProcedureCodeSequence=[code("99LOCAL"), code("L"), code(""), code("SCT")]))
    assert [item.CodeMeaning for item in after.ProcedureCodeSequence] == ["Knee of"] * 3 + ["Knee of Mrs. Mustermann"]
    assert {
        item.CodeMeaning
        for item in cleaned(ct(ProcedureCodeSequence=[code("L")]), with_options()).ProcedureCodeSequence
    } == {"REMOVED"}
    assert {item.CodeValue for item in after.ProcedureCodeSequence} == {"77"}


def test_uids_of_classes_stay_and_those_that_a_site_made_up_do_not():
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.3.46.670589.11.0.0.12.1", "1.2.3"
    scheme = Dataset()
    scheme.CodingSchemeDesignator, scheme.CodingSchemeUID = "99A", "1.2.276.0.7230010.3.20240131"
    known = Dataset()
    known.CodingSchemeDesignator, known.CodingSchemeUID = "SCT", "2.16.840.1.113883.6.96"
    forged = Dataset()
    forged.ReferencedSOPClassUID, forged.ReferencedSOPInstanceUID = "1.2.3.20240131", "1.2.3"
    after = cleaned(
        ct(SourceImageSequence=[item, forged], CodingSchemeIdentificationSequence=[scheme, known]),
        with_options(Option.UIDS),
    )
    assert after.CodingSchemeIdentificationSequence[0].CodingSchemeUID == "1.2.276.0.7230010.3.20240131"
    after = cleaned(ct(ReferencedInstanceSequence=[item, forged], CodingSchemeIdentificationSequence=[scheme, known]))
    assert [each.ReferencedSOPClassUID[:5] for each in after.ReferencedInstanceSequence] == ["1.3.4", "2.25."]
    assert [each.CodingSchemeUID[:5] for each in after.CodingSchemeIdentificationSequence] == ["2.25.", "2.16."]


def test_what_an_option_keeps_goes_where_the_patient_stands_in_it():
    after = cleaned(ct(DeviceSerialNumber="MRN-4711-08", StationName="CT7", PatientState="x", DeviceUID="1.2.3.99"))
    assert "DeviceSerialNumber" not in after and after.StationName == "CT7" and after.DeviceUID == "1.2.3.99"


def test_a_number_as_short_as_many_others_is_noticed_in_a_safe_private_label():
    dataset = ct(PatientID="0001")
    dataset.private_block(0x0019, "GEMS_ACQU_01", create=True).add_new(0x9E, "LO", "fl3d1_ns 0001")
    assert not [element for element in cleaned(dataset) if element.tag.is_private]


def test_a_safe_private_label_keeps_its_words_and_loses_what_somebody_typed_into_it():
    def label(text, profile=RESEARCH):
        dataset = ct()
        dataset.private_block(0x0019, "GEMS_ACQU_01", create=True).add_new(0x9E, "LO", text)
        after = cleaned(dataset, profile)
        return [element.value for element in after if element.tag.is_private][1:]

    assert label("fl3d1_ns MRN-4711-08") == ["fl3d1_ns"]
    assert label("Mustermann") == []
    assert label("fl3d1_ns MRN-4711-08", with_options(Option.SAFE_PRIVATE)) == []


def test_descriptions_keep_the_words_of_radiology():
    after = cleaned(
        ct(
            StudyDescription="CT Abdomen Fr. Mustermann 31.01.2024",
            SeriesDescription="Mustermann",
            ImageComments="Patient MRN-4711-08, liver lesion",
            RequestedProcedureDescription="MRT Schädel mit KM",
            SpecificCharacterSet="ISO_IR 192",
        )
    )
    assert after.StudyDescription == "CT Abdomen" and "SeriesDescription" not in after
    assert after.RequestedProcedureDescription == "MRT Schädel mit KM"
    assert "4711" not in after.ImageComments and "liver lesion" in after.ImageComments


def test_long_texts_go_unless_the_profile_asks_for_them():
    profile = with_options(Option.CLEAN_DESCRIPTORS)
    assert "ImageComments" not in cleaned(ct(ImageComments="liver lesion"), profile)
    # A person's words that no list has may stay if somebody said so, but never the patient's own.
    profile = with_options(Option.CLEAN_DESCRIPTORS, keep_words=frozenset({"Zymbalta", "Erika"}))
    assert cleaned(ct(StudyDescription="Zymbalta Erika knee"), profile).StudyDescription == "Zymbalta knee"
