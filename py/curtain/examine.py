"""A candidate's bytes are checked and described, for the page and for the disk alike."""

from curtain.files.source import Source
from curtain.instance import Instance, describe
from curtain.pixels.tables import refuse_text_in_tables
from curtain.pixels.unseen import look_through_object
from curtain.verify.check import check
from curtain.write import Candidate, Order


def examine(opened: Source, candidate: Candidate, order: Order) -> Instance:
    """Check the bytes of a candidate and describe what remains. Raises Quarantine."""
    dicom = check(opened, order.patient.pseudonym, candidate.secrets, candidate.profile)
    refuse_text_in_tables(dicom)
    if not order.decoded:
        # What a person sees has been walked by the decoder; for these nobody else does it.
        look_through_object(dicom)
    return describe(
        dicom,
        opened.size,
        candidate.changes,
        candidate.grows,
        candidate.notes,
        candidate.risk,
        candidate.redactions,
        candidate.proposals,
    )
