"""The answer key: what the tables of the standard say of an element, asked of objects made by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from scoreboard import key, plant
from scoreboard.sheet import Sheet, item
from scoreboard.tables import confidentiality
from scoreboard.texts import told

Made = Callable[[Sheet], None]


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[Made], dict[tuple[str, str], str]]:
    """Questions about a CT object, by action and the end of the path, with their text; without what every CT is asked."""

    def ask(made: Made) -> dict[tuple[str, str], str]:
        plain, filled = _ct(), _ct()
        made(filled)
        found = [_checks(sheet, tmp_path / name) for name, sheet in (("plain", plain), ("filled", filled))]
        before = {(check.action, check.path) for check in found[0]}
        return {(each.action, each.keyword): each.text for each in found[1] if (each.action, each.path) not in before}

    return ask


def _ct() -> Sheet:
    sheet = Sheet(syntax=ExplicitVRLittleEndian)
    dataset = sheet.dataset
    dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, generate_uid(entropy_srcs=["a test"])
    dataset.Modality, dataset.InstanceNumber = "CT", 1
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return sheet


def _checks(sheet: Sheet, path: Path) -> list[key.Check]:
    plant.write(sheet, path)
    return key.checks(sheet, path)


def attributes(**values: object) -> Made:
    """Attributes at the root."""

    def make(sheet: Sheet) -> None:
        for keyword, value in values.items():
            setattr(sheet.dataset, keyword, value)

    return make


def test_what_the_table_removes_is_asked_to_be_gone(asked):
    assert asked(attributes(PatientAddress="Heidestrasse 17")) == {
        ("text_removed", "PatientAddress"): "Heidestrasse 17"
    }


def test_a_type_2_attribute_stays_without_its_value(asked):
    assert asked(attributes(AccessionNumber="A4711")) == {
        ("text_removed", "AccessionNumber"): "A4711",
        ("tag_retained", "AccessionNumber"): "",
    }


def test_what_no_table_names_stays(asked):
    assert asked(attributes(ConvolutionKernel="B30f")) == {("text_retained", "ConvolutionKernel"): "B30f"}


def test_a_date_is_another_one_and_still_a_date(asked):
    assert asked(attributes(AcquisitionDate="20240131", AcquisitionTime="101500")) == {
        ("date_shifted", "AcquisitionDate"): "20240131",
        ("text_notnull", "AcquisitionDate"): "",
        ("text_retained", "AcquisitionTime"): "101500",
    }


def test_each_of_several_dates_is_asked_about(tmp_path):
    sheet = _ct()
    sheet.dataset.DateOfLastCalibration = ["20240131", "20240229"]
    dates = [check.text for check in _checks(sheet, tmp_path / "x") if check.action == "date_shifted"]
    assert dates == ["20240131", "20240229"]


def test_where_two_options_disagree_the_stricter_wins():
    both = [row for row in confidentiality().values() if row["rtn_dev_id"] == "K" and row["rtn_long_modif"] == "C"]
    assert len(both) == 11
    assert {row["vr"] for row in both} == {"DA", "TM", "DT"}


def test_a_device_stays_and_its_title_in_the_network_goes(asked):
    assert asked(attributes(DeviceSerialNumber="SN4711", DeviceUID="1.2.3.4", StationAETitle="SCAN7")) == {
        ("text_retained", "DeviceSerialNumber"): "SN4711",
        ("text_retained", "DeviceUID"): "1.2.3.4",
        ("text_removed", "StationAETitle"): "SCAN7",
    }


@pytest.mark.parametrize("age, expected", [("089Y", {("text_retained", "PatientAge"): "089Y"}),
    ("093Y", {("text_removed", "PatientAge"): "093Y", ("text_retained", "PatientAge"): "090Y"})])  # fmt: skip
def test_ages_of_ninety_and_over_are_told_as_one(asked, age, expected):
    assert asked(attributes(PatientAge=age)) == expected


def test_a_uid_is_another_one_and_the_same_everywhere(asked):
    assert asked(attributes(FrameOfReferenceUID="1.2.3.4")) == {
        ("uid_changed", "FrameOfReferenceUID"): "1.2.3.4",
        ("uid_consistent", "FrameOfReferenceUID"): "1.2.3.4",
        ("text_notnull", "FrameOfReferenceUID"): "",
    }


def test_a_uid_of_the_standard_stays(asked):
    assert asked(attributes(FrameOfReferenceUID="1.2.840.10008.1.4.1.1")) == {
        ("text_retained", "FrameOfReferenceUID"): "1.2.840.10008.1.4.1.1",
        ("text_notnull", "FrameOfReferenceUID"): "",
    }


def test_a_description_keeps_what_does_not_identify(asked):
    assert asked(lambda sheet: sheet.write(SeriesDescription="[Thorax 5.0] {A:Mustermann}")) == {
        ("text_removed", "SeriesDescription"): "Mustermann",
        ("text_retained", "SeriesDescription"): "Thorax 5.0",
    }


def test_a_word_that_has_to_go_is_not_asked_for(asked):
    assert asked(lambda sheet: sheet.write(SeriesDescription="[CT Head native] {A:Head}")) == {
        ("text_removed", "SeriesDescription"): "Head"
    }


def test_of_a_description_the_patients_own_name_is_not_asked_for(asked):
    def protocol(sheet):
        sheet.dataset.PatientName = "HEAD^JONATHAN"
        sheet.write(ProtocolName="[HEAD_NEURO_TRAUMA]", SeriesDescription="[Neuro trauma]")

    found = asked(protocol)
    assert ("text_retained", "ProtocolName") not in found
    assert found["text_retained", "SeriesDescription"] == "Neuro trauma"


def test_in_a_sequence_that_goes_everything_has_to(asked):
    other = item(PatientID="K4711", TypeOfPatientID="TEXT")
    assert asked(attributes(OtherPatientIDsSequence=[other])) == {("text_removed", "PatientID"): "K4711"}


def test_in_a_sequence_that_stays_each_element_has_its_own_answer(asked):
    dose = item(RadiopharmaceuticalStartDateTime="20240131070500", RadionuclideTotalDose="312")
    assert asked(attributes(RadiopharmaceuticalInformationSequence=[dose])) == {
        ("date_shifted", "RadiopharmaceuticalStartDateTime"): "20240131",
        ("text_notnull", "RadiopharmaceuticalStartDateTime"): "",
        ("text_retained", "RadionuclideTotalDose"): "312",
    }


@pytest.mark.parametrize("block", [1, 2])
def test_a_private_element_is_safe_by_its_creator_whatever_its_block(asked, block):
    def make(sheet: Sheet) -> None:
        for creator in ("SOMEBODY ELSE", "GEMS_ACQU_01")[-block:]:
            sheet.dataset.private_block(0x0019, creator, create=True)
        sheet.write_private(0x0019, "GEMS_ACQU_01", 0x27, "DS", 0.5)
        sheet.write_private(0x0019, "GEMS_ACQU_01", 0x28, "LO", "{A:Mustermann}")

    assert asked(make) == {
        ("text_retained", '<(0019,"GEMS_ACQU_01",27)>'): "0.5",
        ("text_removed", '<(0019,"GEMS_ACQU_01",28)>'): "Mustermann",
    }


def test_the_same_element_of_another_creator_is_not_safe(asked):
    def make(sheet: Sheet) -> None:
        sheet.write_private(0x0019, "SOMEBODY ELSE", 0x27, "LO", "{A:Mustermann}")

    assert asked(make) == {("text_removed", '<(0019,"SOMEBODY ELSE",27)>'): "Mustermann"}


def test_a_safe_private_sequence_is_judged_by_its_elements(asked):
    inside = Dataset()
    inside.PatientName, inside.SliceThickness = "MUSTERMANN^ERIKA", "5"
    assert asked(lambda sheet: sheet.write_private(0x2001, "Philips Imaging DD 001", 0x5F, "SQ", [inside])) == {
        ("text_removed", "PatientName"): "MUSTERMANN^ERIKA",
        ("text_retained", "SliceThickness"): "5",
    }


def test_an_unknown_element_goes(asked):
    def make(sheet: Sheet) -> None:
        sheet.dataset.add_new(0x00089A4C, "LO", "Mustermann")
        sheet.notes[(id(sheet.dataset), 0x00089A4C)] = told("{A:Mustermann}")

    assert asked(make) == {("text_removed", "<(0008,9a4c)>"): "Mustermann"}


def test_the_sender_in_group_0002_is_replaced(asked):
    def make(sheet: Sheet) -> None:
        sheet.dataset.file_meta.SourceApplicationEntityTitle = "MUSTER_CT1"

    assert asked(make) == {("text_removed", "SourceApplicationEntityTitle"): "MUSTER_CT1"}


def test_pixels_stay_unless_text_is_burned_in(asked, tmp_path):
    def make(sheet: Sheet) -> None:
        sheet.dataset.Rows = sheet.dataset.Columns = 2
        sheet.dataset.BitsAllocated, sheet.dataset.PixelData = 8, b"\1\2\3\4"
        sheet.dataset["PixelData"].VR = "OB"

    sheet = _ct()
    make(sheet)
    assert ("pixels_retained", "08d6c05a21512a79a1dfeb9d2a8f262f") in {
        (check.action, check.text) for check in _checks(sheet, tmp_path / "x")
    }
    sheet = _ct()
    make(sheet)
    sheet.boxes = [(0, 0, 2, 1, "MUSTERMANN")]
    actions = {check.action for check in _checks(sheet, tmp_path / "y")}
    assert "pixels_hidden" in actions and "pixels_retained" not in actions


def test_the_marks_of_a_text():
    text = told("{A:Mustermann} for [lung nodule], {C:31.01.2024}")
    assert text.text == "Mustermann for lung nodule, 31.01.2024"
    assert text.secrets == (("A", "Mustermann"), ("C", "31.01.2024"))
    assert text.kept == ("lung nodule",)
