"""Second stage, over the whole case: patients are told apart and get their pseudonyms.

Nothing is written before this: a name that stands in one file only is searched for in all files
of its patient.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from curtain.outcome import Quarantine
from curtain.scan import Facts
from curtain.transforms.keyed import Keyed
from curtain.verify.secrets import name_words

#: Patient IDs that many systems write for anybody.
_PLACEHOLDERS = frozenset(
    {
        "",
        "0",
        "00",
        "000",
        "0000",
        "1",
        "123",
        "1234",
        "12345",
        "123456",
        "ANON",
        "ANONYMIZED",
        "ANONYMOUS",
        "DEFAULT",
        "NA",
        "N/A",
    }
    | {"NO ID", "NOID", "NONE", "NULL", "PATIENT", "TEMP", "TEST", "UNKNOWN", "XXX", "XXXX"}
)


@dataclass(slots=True)
class Patient:
    """What holds for all files of one patient."""

    pseudonym: str
    #: Plain sentence where one PatientID stood for several people; None otherwise.
    split: str | None = None
    #: What none of the patient's files may still hold, by kind (`curtain.verify.secrets.KINDS`).
    strings: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, strings: Mapping[str, Iterable[str]]) -> None:
        """Take note of what one file says of the patient."""
        for kind, values in strings.items():
            self.strings.setdefault(kind, set()).update(values)


@dataclass(slots=True)
class Plan:
    """Patients by key, and each file's patient or the reason why it may not be written."""

    patients: dict[str, Patient]
    files: dict[str, str | Quarantine]


_SPLIT = (
    "One PatientID stands for different names, birth dates or sexes in this case. "
    "Each study was therefore given a patient of its own: check that they belong together before you share them."
)
_DUPLICATE = Quarantine(
    "duplicate", "Another file in this case has the same SOPInstanceUID. The first one is kept; this one is held back."
)


def plan(facts: Mapping[str, Facts], keyed: Keyed) -> Plan:
    """Decide for every file, by its caller's id, to which patient it belongs.

    The order of `facts` decides only which of two files with one SOPInstanceUID is kept.
    """
    by_person: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, fact in facts.items():
        by_person[(fact.issuer, fact.patient_id)].append(file)
    patients: dict[str, Patient] = {}
    files: dict[str, str | Quarantine] = {}
    for (issuer, patient_id), members in by_person.items():
        conflict = _conflict([facts[file] for file in members])
        placeholder = patient_id.upper() in _PLACEHOLDERS
        for file in members:
            identity = _identity(issuer, patient_id, facts[file], conflict, placeholder)
            pseudonym = keyed.pseudonym(identity)
            patient = patients.setdefault(pseudonym, Patient(pseudonym, _SPLIT if conflict else None))
            patient.learn(facts[file].strings)
            files[file] = pseudonym
    seen: set[str] = set()
    for file, fact in facts.items():
        if fact.instance and fact.instance in seen:
            files[file] = _DUPLICATE
        seen.add(fact.instance)
    return Plan(patients, files)


def _identity(issuer: str, patient_id: str, fact: Facts, conflict: bool, placeholder: bool) -> str:
    """The text whose HMAC is the pseudonym: the same for one patient in every case under one key."""
    parts = [issuer, patient_id]
    if conflict:
        parts.append(fact.study)
    elif placeholder:
        # An ID that anybody may have says nothing: the person does, and without a person the study.
        person = [" ".join(sorted(name_words(fact.name))), fact.birth_date, fact.sex]
        parts += person if person[0] else [fact.study]
    # As JSON: no value can look like two.
    return json.dumps(parts)


def _conflict(facts: list[Facts]) -> bool:
    """True where one PatientID has more than one birth date, sex or name."""
    if any(len({getattr(fact, name) for fact in facts} - {""}) > 1 for name in ("birth_date", "sex")):
        return True
    names = {frozenset(name_words(fact.name)) for fact in facts} - {frozenset()}
    longest = max(names, key=len, default=frozenset())
    # DOE^JANE and DOE^JANE^M are one person.
    return any(not name <= longest for name in names)
