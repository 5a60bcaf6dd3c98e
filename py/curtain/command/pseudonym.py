"""Tell what a patient became under a key: for a consent that was withdrawn, say.

Prints the pseudonym, and the days by which the dates of the patient are moved where a profile shifts dates. `--patient-id -`
reads the PatientID from standard input, so that it stands in no list of processes and no history. An ID that anybody may have
(ANON, 1234) says nothing alone: then the name, birth date and sex of the patient decide, or without a name the study.
"""

import argparse
import sys
from dataclasses import replace

from curtain.command import given
from curtain.command.say import CLEAN, Wrong, line, problem
from curtain.plan import plan
from curtain.scan import Facts
from curtain.transforms.keyed import Keyed


def arguments(parser: argparse.ArgumentParser) -> None:
    given.add_key(parser)
    parser.add_argument(
        "--patient-id", required=True, metavar="X", help="PatientID as it stands in the files; - reads it"
    )
    parser.add_argument("--issuer", default="", metavar="I", help="IssuerOfPatientID, where the files have one")
    parser.add_argument("--name", default="", metavar="N", help="PatientName, for an ID that anybody may have")
    parser.add_argument("--birth-date", default="", metavar="D", help="PatientBirthDate, likewise")
    parser.add_argument("--sex", default="", metavar="S", help="PatientSex, likewise")
    parser.add_argument(
        "--study", default="", metavar="UID", help="StudyInstanceUID, where the ID stood for several people in one case"
    )
    given.add_profile(parser)


def run(chosen: argparse.Namespace) -> int:
    profile = given.profile(chosen)
    typed = sys.stdin.readline() if chosen.patient_id == "-" else chosen.patient_id
    key = given.key(chosen, profile)
    if key is None:
        raise Wrong("a key is needed: --key-file, or --passphrase-file with a profile that has a salt")
    keyed = Keyed(key)
    patient = Facts(
        typed.strip(" \0\r\n"), chosen.issuer.strip(), chosen.name, chosen.birth_date, chosen.sex, chosen.study.strip()
    )
    alone = replace(patient, name="", birth_date="", sex="")
    if _of(keyed, replace(alone, study="1")) != _of(keyed, replace(alone, study="2")):
        if not (patient.name or patient.study):
            raise Wrong(
                "anybody may have this ID: give --name, --birth-date and --sex as they stand in the files, or --study"
            )
        pseudonym = _of(keyed, patient)
    elif patient.study:
        # Somebody else of the same ID makes the study decide, as it did in the case.
        other = replace(patient, birth_date=f"not {patient.birth_date}", study=f"not {patient.study}")
        pseudonym = _of(keyed, replace(patient, birth_date="known"), other)
    else:
        pseudonym = _of(keyed, patient)
        problem("Where one ID stood for several people, each study got a pseudonym of its own: ask again with --study.")
    line(f"pseudonym: {pseudonym}")
    line(f"shift_days: {keyed.days(pseudonym, profile.shift_days)}")
    return CLEAN


def _of(keyed: Keyed, patient: Facts, *others: Facts) -> str:
    """The pseudonym of the first of these, planned as one case."""
    case = plan({str(number): facts for number, facts in enumerate((patient, *others))}, keyed)
    return str(case.files["0"])
