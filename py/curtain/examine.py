"""A candidate's bytes are checked and described, for the page and for the disk alike."""

from curtain.files.source import Source
from curtain.instance import Instance, describe
from curtain.verify.check import check
from curtain.write import Candidate, Order


def examine(opened: Source, candidate: Candidate, order: Order) -> Instance:
    """Check the bytes of a candidate and describe what remains. Raises Quarantine."""
    dicom = check(opened, order.patient.pseudonym, candidate.secrets, order.profile)
    return describe(dicom, opened.size, candidate.changes, candidate.notes)
