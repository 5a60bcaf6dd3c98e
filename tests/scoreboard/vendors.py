"""Private elements: some that Table E.3.10-1 of PS3.15 calls safe, and some that nobody vouches for."""

import random

from pydicom.dataset import Dataset

from scoreboard.headers import Study
from scoreboard.sheet import Sheet, item
from scoreboard.tables import SafeRow, safe_rows
from scoreboard.texts import told

#: Blocks of which each vendor's objects get some elements, and blocks with elements of no table.
_SAFE = {
    "SIEMENS": ("SIEMENS MR HEADER",),
    "GE MEDICAL SYSTEMS": ("GEMS_ACQU_01", "GEMS_PARM_01", "GEMS_HELIOS_01", "GEMS_SERS_01"),
    "Philips Medical Systems": ("Philips Imaging DD 001", "Philips Imaging DD 002", "Philips MR Imaging DD 001"),
}
_BY_MODALITY = {
    "PT": ("Philips PET Private Group",),
    "CT": ("ELSCINT1",),
    "US": ("SIEMENS Ultrasound SC2000",),
    "MG": ("HOLOGIC, Inc.",),
}
#: Values that such elements have on real scanners; VRs that are not here are not planted.
_VALUES = {
    "CS": ("NONE", "AXIAL", "SPIRAL"), "LO": ("fl3d1_ns", "epi se"), "SH": ("TE 90", "1.375:1"), "ST": ("mm",),
    "DS": ("0.984375", "39.37"), "IS": ("3", "128"), "US": (1, 4), "SS": (-2, 7), "UL": (65536, 12), "SL": (-5, 24),
    "FL": (0.5, 2.25), "FD": (1000.0, 0.125),
}  # fmt: skip
_ELEMENTS = 6
#: Elements whose names say that they name or count something of somebody's: the table calls them safe all the same.
_LEFT_OUT = ("uid", "comment", "reference")


def add_private(sheet: Sheet, study: Study, modality: str) -> None:
    """Add private blocks to the root."""
    dice = random.Random(sheet.dataset.SOPInstanceUID)
    if study.day.day % 2:
        # Somebody else was first: an element belongs to its creator, whatever number the block has.
        for group in (0x0019, 0x2001, 0x0043):
            sheet.dataset.private_block(group, "MUSTERPACS RESERVED", create=True)
    for creator in _SAFE[study.vendor] + _BY_MODALITY.get(modality, ()):
        rows = [row for row in safe_rows() if row.creator == creator and _plain(row)]
        for row in dice.sample(rows, min(len(rows), _ELEMENTS)):
            _write(sheet, sheet.dataset, row, dice)
    _unsafe(sheet, study)
    if study.vendor.startswith("GE") and study.day.day % 5 == 0:
        # A safe place into which somebody typed what does not belong there.
        sheet.write_private(0x0019, "GEMS_ACQU_01", 0x9E, "LO", study.fill("[fl3d1_ns] {H:$mrn}"))
    if study.day.day % 3 == 0:
        sheet.dataset.add_new(0x00089A4C, "LO", study.person.typed)
        sheet.notes[(id(sheet.dataset), 0x00089A4C)] = told(f"{{A:{study.person.typed}}}")
    if study.vendor.startswith("Philips"):
        _nested(sheet, study, dice)


def _plain(row: SafeRow) -> bool:
    named = any(word in row.meaning.lower() for word in _LEFT_OUT)
    return row.vr in _VALUES and row.vm in ("1", "2", "3", "1-n", "0-n") and not named


def _write(sheet: Sheet, into: Dataset, row: SafeRow, dice: random.Random) -> None:
    count = int(row.vm) if row.vm.isdigit() else 1
    values = [dice.choice(_VALUES[row.vr]) for _ in range(count)]
    block = into.private_block(row.group, row.creator, create=True)
    block.add_new(row.low_byte, row.vr, values if count > 1 else values[0])


def _unsafe(sheet: Sheet, study: Study) -> None:
    write, day = sheet.write_private, f"{study.day:%Y%m%d}"
    if study.vendor == "SIEMENS":
        write(0x0029, "SIEMENS CSA HEADER", 0x10, "OB", b"SV10" + f"PatientName {study.person.referring} ".encode() * 8)
        write(0x0051, "SIEMENS MR HEADER", 0x0E, "LO", study.fill("{A:$typed}"))
        write(0x0095, "SIENET", 0x01, "LO", study.fill("{H:$mrn}"))
    elif study.vendor.startswith("GE"):
        write(0x0009, "GEMS_IDEN_01", 0x02, "SH", "{M:CT01SUITE}")
        write(0x0009, "GEMS_IDEN_01", 0xE3, "UI", study.new_uid())
        write(0x0023, "MUSTERPACS STUDY", 0x50, "DA", day)
        write(0x0025, "GEMS_SERS_01", 0x1A, "LO", study.fill("{R:$accession}"))
    else:
        write(0x2005, "Philips MR Imaging DD 005", 0x70, "LO", study.fill("{A:$typed}"))
        write(0x2001, "Philips Imaging DD 001", 0xC8, "LO", study.fill("{A:Exam of $typed}"))
        write(0x2001, "Philips Imaging DD 001", 0xCC, "ST", study.fill("{D:$phone}"))
    write(0x0047, "MUSTERPACS IMPORT", 0x33, "UN", f"{study.person.patient_id}\\{day}".encode("ascii"))


def _nested(sheet: Sheet, study: Study, dice: random.Random) -> None:
    """Sequences that the table calls safe, whose items are judged element by element."""
    inside = item(
        ReferencedSOPClassUID="1.2.840.10008.3.1.2.3.1",
        ReferencedSOPInstanceUID=study.request,
        PerformedProcedureStepStartDate=f"{study.day:%Y%m%d}",
        PatientName=study.person.name,
        AccessionNumber=study.accession,
        SliceThickness="1.25",
    )
    rows = [row for row in safe_rows() if row.creator == "Philips Imaging DD 001" and _plain(row)]
    for row in dice.sample(rows, 2):
        _write(sheet, inside, row, dice)
    sheet.write_private(0x2001, "Philips Imaging DD 001", 0x5F, "SQ", [inside])
    # The same creator, a sequence that is not in the table.
    other = item(PatientName=study.person.name, StudyDate=f"{study.day:%Y%m%d}")
    sheet.write_private(0x2005, "Philips MR Imaging DD 005", 0x0E, "SQ", [other])
