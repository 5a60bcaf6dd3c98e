"""What a person wrote for the report: told where it names no patient of the case, and else not."""

from collections.abc import Iterable, Mapping

from curtain.rules.profile import Profile
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets

WITHHELD = "What was written here names a patient, so it is not told."
_LONGEST = 1000


def told(text: str, patients: Iterable[Mapping[str, Iterable[str]]], profile: Profile) -> str:
    """The text, or `WITHHELD`.

    Parameters
    ----------
    patients
        For each patient of the case what identifies them, by kind (`curtain.verify.secrets.KINDS`).
    """
    text = " ".join(text.split())[:_LONGEST]
    return WITHHELD if names_a_patient(text, patients, profile) else text


def names_a_patient(text: str, patients: Iterable[Mapping[str, Iterable[str]]], profile: Profile) -> bool:
    """True where a text that a person wrote beside the files holds something of a patient of the case; as for `told`."""
    for strings in patients:
        secrets = Secrets()
        secrets.merge(strings)
        if Search(secrets, profile).in_words(text):
            return True
    return False
