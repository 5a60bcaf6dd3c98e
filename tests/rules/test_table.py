"""The tables, and what they say together with the types of PS3.3."""

import pytest

from curtain.outcome import Quarantine
from curtain.rules.decide import Action, Policy
from curtain.rules.iod import types
from curtain.rules.table import basic, codes, rule

CT = "1.2.840.10008.5.1.4.1.1.2"
ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2.1"
GREYSCALE_PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1"


def decide(tag: int, vr: str, sop_class: str = CT, parent: int = 0) -> Action:
    return Policy(types(sop_class)).decide(tag, vr, parent).action


def test_all_rows_of_the_table_are_there():
    # 657 rows, of which four stand for groups: private, 50xx, 60xx,3000 and 60xx,4000.
    from importlib.resources import files

    rows = (files("curtain.rules") / "tables" / "ps3_15_e1.tsv").read_text().splitlines()[1:]
    assert len(rows) == 657
    single = {
        int(row.split("\t")[0], 16) for row in rows if "x" not in row.split("\t")[0] and row.split("\t")[0] != "private"
    }
    assert len(single) == 653 and single <= basic().keys()


@pytest.mark.parametrize(
    "tag, vr, action",
    [
        (0x00100030, "DA", Action.EMPTY),  # PatientBirthDate, Z, type 2
        (0x00080050, "SH", Action.EMPTY),  # AccessionNumber, Z, type 2
        (0x00080080, "LO", Action.REMOVE),  # InstitutionName, X/Z/D, type 3
        (0x00080018, "UI", Action.NEW_UID),  # SOPInstanceUID, U
        (0x0008103E, "LO", Action.REMOVE),  # SeriesDescription, X
        (0x00400275, "SQ", Action.REMOVE),  # RequestAttributesSequence, X
        (0x00280010, "US", Action.KEEP),  # Rows, no row
        (0x00080016, "UI", Action.KEEP),  # SOPClassUID, structural
        (0x00091001, "LO", Action.REMOVE),  # private
        (0x00090010, "LO", Action.REMOVE),  # private creator
        (0x50000005, "US", Action.REMOVE),  # curve
        (0x60003000, "OW", Action.REMOVE),  # overlay
        (0x60000010, "US", Action.REMOVE),  # overlay rows go with it
        (0x00000002, "UI", Action.REMOVE),  # command group
        (0x00041130, "CS", Action.REMOVE),  # directory group
        (0x00080000, "UL", Action.REMOVE),  # group length
        (0x001800FE, "LO", Action.REMOVE),  # no such tag in the dictionary
        (0x00142006, "PN", Action.REPLACE),  # EvaluatorName: no row, a person by its VR
        (0x0070031B, "UI", Action.NEW_UID),  # ReferencedFiducialUID: no row, names an object
        (0x04000500, "SQ", Action.REMOVE),  # EncryptedAttributesSequence
    ],
)
def test_basic_actions_in_a_ct_image(tag, vr, action):
    assert decide(tag, vr) is action


def test_compound_codes_follow_the_type_in_the_iod():
    acquisition_date_time = 0x0008002A  # X/Z/D
    assert decide(acquisition_date_time, "DT", CT) is Action.REMOVE
    assert decide(acquisition_date_time, "DT", ENHANCED_CT) is Action.REPLACE
    content_date = 0x00080023  # Z/D
    assert decide(content_date, "DA", CT) is Action.EMPTY
    assert decide(content_date, "DA", ENHANCED_CT) is Action.REPLACE


def test_a_row_without_alternative_still_yields_a_valid_object():
    assert (
        decide(0x00700082, "DA", GREYSCALE_PRESENTATION_STATE) is Action.REPLACE
    )  # PresentationCreationDate, X but type 1
    assert decide(0x00700082, "DA", CT) is Action.REMOVE


def test_the_type_inside_a_sequence_is_looked_up_by_its_parent():
    referenced_image, shared_groups, source_image, derivation = 0x00081140, 0x52009229, 0x00082112, 0x00089124
    assert decide(referenced_image, "SQ") is Action.REMOVE
    # Type 2: Z, and new UIDs are a dummy that keeps the frames and their sources together.
    assert decide(source_image, "SQ", ENHANCED_CT, derivation) is Action.KEEP
    assert decide(referenced_image, "SQ", ENHANCED_CT, shared_groups) is Action.KEEP


def test_an_unknown_public_class_gets_the_strictest_types():
    assert decide(0x0008002A, "DT", "1.2.840.10008.5.1.4.1.1.999.1") is Action.REPLACE


def test_retired_classes_are_treated_as_their_successors():
    assert types("1.2.840.10008.5.1.4.1.1.6").name == types("1.2.840.10008.5.1.4.1.1.6.1").name == "ultrasound-image"
    assert types("1.2.840.10008.5.1.4.1.1.5").name == "nuclear-medicine-image"


@pytest.mark.parametrize("uid, code", [("1.3.46.670589.5.0.1.1", "private-sop-class"), ("", "no-sop-class")])
def test_private_and_missing_classes_are_quarantined(uid, code):
    with pytest.raises(Quarantine) as stop:
        types(uid)
    assert stop.value.code == code


def test_reasons_name_their_source():
    policy = Policy(types(ENHANCED_CT))
    assert policy.decide(0x0008002A, "DT", 0).why.startswith("PS3.15 Table E.1-1: X/Z/D, type 1")
    assert "Private" in policy.decide(0x00091001, "LO", 0).why


def test_codes_of_the_profile_are_known():
    assert codes()["113100"] == "Basic Application Confidentiality Profile"
    assert rule(0x00100010, "PN").code == "Z"
