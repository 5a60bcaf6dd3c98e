"""What of a source is looked for afterwards, wherever it stood."""

import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from curtain.files.dataset import Element
from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.verify.secrets import Secrets
from making import as_bytes, ct, source


def collected(**attributes) -> Secrets:
    return Secrets.of(open_dicom(source(ct(**attributes))).dataset)


@pytest.mark.parametrize(
    "kind, keyword, value",
    [
        ("names", "PatientBirthName", "SCHMIDT^ERIKA"),
        ("names", "ResponsiblePerson", "SCHMIDT^ERIKA"),
        ("staff", "OperatorsName", "BAUER^EVA"),
        ("ids", "StudyID", "77"),
        ("ids", "PatientID", "0001"),
        ("births", "PatientBirthDate", "19570812"),
        ("days", "AcquisitionDate", "20240131"),
        ("phones", "PatientTelephoneNumbers", "+49 30 1234567"),
        ("places", "PatientAddress", "Elmstrasse 12"),
        ("institutions", "InstitutionName", "Klinikum Nord"),
    ],
)
def test_what_identifies_is_collected_by_kind(kind, keyword, value):
    assert value in getattr(collected(**{keyword: value}), kind)


def test_only_what_other_files_need_is_handed_on():
    strings = collected().strings()
    assert strings["names"] == ["MUSTERMANN^ERIKA"] and "uids" not in strings and "dated" not in strings
    assert "phones" not in strings


def test_days_of_the_device_are_looked_for_in_their_place_only():
    found = collected(DateOfLastCalibration="20231201")
    assert "20231201" not in found.days | found.births
    assert found.dated[(0x00181200, 1)] == {"20231201"}


def test_a_dummy_date_is_no_secret():
    assert collected(PatientBirthDate="19000101").births == set()


def test_original_attributes_are_secrets():
    old = Dataset()
    old.PatientName, old.PatientID = "SCHMIDT^ERIKA", "OLD-4711"
    item = Dataset()
    item.ModifiedAttributesSequence = [old]
    found = collected(OriginalAttributesSequence=[item])
    assert "SCHMIDT^ERIKA" in found.names and "OLD-4711" in found.ids


def test_the_first_of_two_equal_tags_is_a_secret():
    # Bytes put in by hand: no writer makes this.
    second = b"\x10\x00\x20\x00LO\x0c\x00MRN-4711-08 "
    first = second.replace(b"MRN-4711-08 ", b"HIDDEN-99999")
    data = as_bytes(ct())
    assert second in data
    found = Secrets.of(open_dicom(BytesSource(data.replace(second, first + second))).dataset)
    assert {"MRN-4711-08", "HIDDEN-99999"} <= found.ids


def test_a_private_sequence_that_stands_as_unknown_is_opened():
    name = b"\x10\x00\x10\x00\x0e\x00\x00\x00SCHMIDT^ERIKA "
    items = b"\xfe\xff\x00\xe0" + len(name).to_bytes(4, "little") + name
    dataset = open_dicom(source(ct())).dataset
    dataset.add(Element(0x00091001, "UN", items))
    assert "SCHMIDT^ERIKA" in Secrets.of(dataset).names


def test_an_operators_and_an_institutions_code_are_their_names():
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "1", "99X", "Bauer, Eva"
    operator = Dataset()
    operator.PersonIdentificationCodeSequence = [code]
    found = collected(OperatorIdentificationSequence=Sequence([operator]), InstitutionCodeSequence=[code])
    assert "Bauer, Eva" in found.staff and "Bauer, Eva" in found.institutions
