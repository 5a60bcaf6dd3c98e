"""What a profile keeps on purpose is no leak; what it does not keep is one. Days are told apart by where they stood."""

import pytest
from pydicom.dataset import Dataset

from anonymous import PSEUDONYM, clean
from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets
from curtain.write import write
from making import ct, order, source


def profile(*options: Option, **more) -> Profile:
    return Profile("test", frozenset(options), **more)


SHIFTED = profile(Option.MODIFIED_DATES)
#: A person, an institution and a device that share words, days and numbers.
NEWBORN = {
    "PatientName": "WHITE^MAY", "PatientID": "0001", "PatientBirthDate": "20240131", "StudyDate": "20240131", "ContentDate": "20240131",
    "AcquisitionDate": "20240131", "InstitutionName": "White Memorial", "StationName": "WHITE1", "Manufacturer": "Philips",
    "OperatorsName": "PHILIPS^ROSE", "DeviceSerialNumber": "0001", "DateOfLastCalibration": "20240131", "PatientAge": "000D",
    "PatientWeight": "3.5", "ReceiveCoilName": "HEAD",
}  # fmt: skip


@pytest.mark.parametrize(
    "wanted",
    [
        BASIC,
        SHIFTED,
        profile(Option.FULL_DATES),
        profile(Option.DEVICE),
        profile(Option.INSTITUTION),
        profile(Option.UIDS),
        profile(Option.PATIENT_CHARACTERISTICS),
        profile(birth_year=True),
        profile(Option.MODIFIED_DATES, birth_year=True),
        profile(*(set(Option) - {Option.MODIFIED_DATES, Option.CLEAN_STRUCTURED_CONTENT, Option.CLEAN_DESCRIPTORS})),
        profile(Option.MODIFIED_DATES, Option.DEVICE, Option.UIDS, Option.INSTITUTION, Option.SAFE_PRIVATE),
    ],
    ids=lambda wanted: ", ".join([*sorted(wanted.options), *["birth year"] * wanted.birth_year]) or "basic",
)
def test_what_the_engine_writes_passes_under_every_profile(wanted):
    for birth in ("20240131", "20240101", "19570812"):
        asked = order(profile=wanted)
        candidate = write(source(ct(**(NEWBORN | {"PatientBirthDate": birth}))), asked)
        examine(PieceSource(list(candidate.pieces), candidate.source), candidate, asked)


def find(profile=BASIC, secrets=None, **attributes):
    """Where something of the patient of `ct` is found in an object that is clean but for what is told."""
    known = secrets or Secrets.of(open_dicom(source(ct(InstitutionName="Klinikum Nordstadt"))).dataset)
    return Search(known, profile, PSEUDONYM).find(clean(**attributes), "a.dcm")


@pytest.mark.parametrize(
    "keeps, attributes",
    [
        (Option.FULL_DATES, {"StudyDate": "20240131", "ContentDate": "20240131"}),
        (Option.INSTITUTION, {"InstitutionName": "Klinikum Nordstadt"}),
        (Option.UIDS, {"StudyInstanceUID": "1.2.826.0.1.3680043.9.1"}),
    ],
)
def test_the_same_value_is_a_finding_without_the_option_and_none_with_it(keeps, attributes):
    assert find(BASIC, **attributes) is not None
    assert find(profile(keeps), **attributes) is None


@pytest.mark.parametrize("keeps", [option for option in Option if option.startswith("retain-")])
def test_no_option_keeps_a_name_a_number_or_the_day_of_birth(keeps):
    wanted = profile(keeps)
    assert find(wanted, PatientBirthDate="19570812") == "(0010,0030)"
    assert find(wanted, StationName="MRN-4711-08") == "(0008,1010)"
    assert find(wanted, InstitutionName="Erika Mustermann") == "(0008,0080)"
    assert find(wanted, ImageComments="12.8.1957") == "(0020,4000)"


def test_a_kept_institution_may_bear_its_physicians_name():
    secrets = Secrets(staff={"BRINKMANN^OTTO"}, institutions={"Praxis Otto Brinkmann"})
    assert find(profile(Option.INSTITUTION), secrets, InstitutionName="Praxis Otto Brinkmann") is None
    assert find(BASIC, secrets, InstitutionName="Praxis Otto Brinkmann") == "(0008,0080)"


def test_a_shifted_day_that_another_attribute_held_is_chance():
    """Shifted by a week, the acquisition date is what the study date was."""
    known = Secrets.of(open_dicom(source(ct(StudyDate="20240131", AcquisitionDate="20240124"))).dataset)
    assert find(SHIFTED, known, StudyDate="20240207", AcquisitionDate="20240131") is None
    assert find(SHIFTED, known, StudyDate="20240131", AcquisitionDate="20240131") == "(0008,0020)"


def test_days_are_compared_item_by_item_and_value_by_value():
    def steps(*days):
        items = []
        for day in days:
            item = Dataset()
            item.ScheduledProcedureStepStartDate = day
            items.append(item)
        return items

    known = Secrets.of(open_dicom(source(ct(RequestAttributesSequence=steps("20240131", "20240201")))).dataset)
    assert find(SHIFTED, known, RequestAttributesSequence=steps("20240201", "20240202")) is None
    found = find(SHIFTED, known, RequestAttributesSequence=steps("20240201", "20240201"))
    assert found == "(0040,0275)[2].(0040,0002)"


def test_an_old_day_is_found_in_its_own_place_in_any_spelling():
    known = Secrets.of(open_dicom(source(ct(AcquisitionDateTime="20240131101500.000000+0100"))).dataset)
    for text in ("20240131", "20240131235959", "240131", "2024"):
        assert (find(SHIFTED, known, AcquisitionDateTime=text) is not None) == (text != "2024")


def test_old_days_are_found_in_free_text_though_dates_are_shifted():
    assert find(SHIFTED, DeidentificationMethod="scan of 31.01.2024") == "(0012,0063)"


def test_without_any_option_for_dates_an_old_day_is_found_in_every_attribute():
    assert find(BASIC, InstanceCreationDate="20240131") == "(0008,0012)"


def test_the_first_of_january_stays_a_year_only():
    known = Secrets.of(open_dicom(source(ct(PatientBirthDate="19570101"))).dataset)
    assert find(BASIC, known, PatientBirthDate="19570101") == "(0010,0030)"
    assert find(profile(birth_year=True), known, PatientBirthDate="19570101") is None
