"""What the options make of the table: freely combined, and the stricter where two columns disagree."""

import pytest

from curtain.rules.decide import Action, Policy
from curtain.rules.iod import types
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.rules.table import rows

CT = "1.2.840.10008.5.1.4.1.1.2"
FULL, MODIFIED, DEVICE, PATIENT = (
    Option.FULL_DATES,
    Option.MODIFIED_DATES,
    Option.DEVICE,
    Option.PATIENT_CHARACTERISTICS,
)


def policy(*options: Option, birth_year: bool = False) -> Policy:
    return Policy(types(CT), Profile("test", frozenset(options), birth_year=birth_year))


@pytest.mark.parametrize(
    "tag, vr, options, action",
    [
        (0x00080020, "DA", [], Action.EMPTY),  # StudyDate
        (0x00080020, "DA", [FULL], Action.KEEP),
        (0x00080020, "DA", [MODIFIED], Action.SHIFT),
        (0x00080030, "TM", [MODIFIED], Action.SHIFT),
        (0x0008002A, "DT", [MODIFIED], Action.SHIFT),
        (0x00080201, "SH", [], Action.REMOVE),  # TimezoneOffsetFromUTC
        (0x00080201, "SH", [MODIFIED], Action.KEEP),
        (0x00340007, "OB", [MODIFIED], Action.REPLACE),  # FrameOriginTimestamp: no date that could be shifted
        (0x00340007, "OB", [FULL], Action.KEEP),
        (0x00181200, "DA", [DEVICE], Action.KEEP),  # DateOfLastCalibration: K by one column ...
        (0x00181200, "DA", [DEVICE, MODIFIED], Action.SHIFT),  # ... C by another: the stricter wins
        (0x00181200, "DA", [DEVICE, FULL], Action.KEEP),
        (0x00181000, "LO", [], Action.REMOVE),  # DeviceSerialNumber
        (0x00181000, "LO", [DEVICE], Action.KEEP),
        (0x00080055, "AE", [DEVICE], Action.REMOVE),  # StationAETitle: C, and no way to clean it
        (0x00101010, "AS", [], Action.REMOVE),  # PatientAge
        (0x00101010, "AS", [PATIENT], Action.CAP_AGE),
        (0x00101030, "DS", [PATIENT], Action.KEEP),  # PatientWeight
        (0x00100040, "CS", [PATIENT], Action.KEEP),  # PatientSex
        (0x00102110, "LO", [PATIENT], Action.CLEAN),  # Allergies: C
        (0x0008103E, "LO", [Option.CLEAN_DESCRIPTORS], Action.CLEAN),  # SeriesDescription
        (0x00204000, "LT", [Option.CLEAN_DESCRIPTORS], Action.REMOVE),  # ImageComments: a long text
        (0x00400275, "SQ", [Option.CLEAN_DESCRIPTORS], Action.KEEP),  # RequestAttributesSequence
        (0x00080080, "LO", [Option.INSTITUTION], Action.KEEP),  # InstitutionName
        (0x00080018, "UI", [Option.UIDS], Action.KEEP),  # SOPInstanceUID
        (0x0040A124, "UI", [Option.UIDS], Action.NEW_UID),  # UID, without K
        (0x0070031B, "UI", [Option.UIDS], Action.KEEP),  # ReferencedFiducialUID, by its VR
        (0x00081140, "SQ", [Option.UIDS], Action.KEEP),  # ReferencedImageSequence
        (0x00700001, "SQ", [], Action.REPLACE),  # GraphicAnnotationSequence
        (0x00700001, "SQ", [Option.CLEAN_GRAPHICS], Action.KEEP),
        (0x60003000, "OW", [Option.CLEAN_GRAPHICS], Action.REMOVE),  # nobody sees what is drawn in an overlay
        (0x00100030, "DA", [FULL], Action.EMPTY),  # PatientBirthDate: no option keeps it
        (0x00144076, "DA", [], Action.REPLACE),  # DateOfGainCalibration: no row
        (0x00144076, "DA", [MODIFIED], Action.SHIFT),
        (0x00144076, "DA", [FULL], Action.KEEP),
        (0x00091001, "LO", [Option.SAFE_PRIVATE], Action.REMOVE),  # private, of nobody
    ],
)
def test_in_a_ct_image(tag, vr, options, action):
    assert policy(*options).decide(tag, vr, 0).action is action


def test_the_year_of_birth_may_stay():
    assert policy(birth_year=True).decide(0x00100030, "DA", 0).action is Action.YEAR_ONLY


def test_a_date_is_never_kept_where_dates_are_shifted():
    shifting = policy(*set(Option) - {FULL})
    for row in rows("ps3_15_e1.tsv"):
        if row["vr"] in ("DA", "DT") and row["tag"].isalnum():
            assert shifting.decide(int(row["tag"], 16), row["vr"], 0).action is not Action.KEEP, row["keyword"]


def test_each_k_of_an_option_keeps_and_nothing_else_does():
    for option in Option:
        if not option.startswith("retain-") or option in (Option.SAFE_PRIVATE, MODIFIED):
            continue
        one = policy(option)
        for row in rows("ps3_15_e1.tsv"):
            if "x" in row["tag"] or row["tag"] == "private" or row["tag"].startswith(("0000", "0002", "0004")):
                continue
            action = one.decide(int(row["tag"], 16), row["vr"], 0).action
            kept = action in (Action.KEEP, Action.CAP_AGE)
            # X/Z/U*, type 1: the sequence stays without any option.
            assert kept == (row[option.column] == "K") or row["basic"] == "X/Z/U*", (option, row["keyword"])
