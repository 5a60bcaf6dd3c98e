"""`curtain explain`: what a profile does to an attribute, without a file."""

import json
from pathlib import Path

import pytest

from command_line import curtain
from curtain.rules.ask import explain_attribute
from curtain.rules.profile import BASIC


def told(*words: object) -> str:
    done = curtain("explain", *words)
    assert (done.status, done.err) == (0, "")
    return done.out


@pytest.mark.parametrize("tag", ["PatientSex", "0010,0040", "patient's sex"])
def test_tells_what_is_done_and_why(tag: str):
    out = told(tag)
    assert out.startswith("(0010,0040) PatientSex Patient's Sex (CS)\n")
    assert "With the profile basic:\n  empty. PS3.15 Table E.1-1: Z.\n" in out
    assert "with retain-patient-characteristics: keep" in out
    assert "cap age" not in out


def test_tells_types_of_objects_apart_unless_one_is_asked_for():
    assert "replace, where it is of type 1." in told("ContentDate")
    one = told("ContentDate", "--sop-class", "CTImageStorage")
    assert "  empty. PS3.15 Table E.1-1: Z/D, type 2C here.\n" in one
    assert one == told("ContentDate", "--sop-class", "1.2.840.10008.5.1.4.1.1.2")


def test_profile_and_options_make_a_difference():
    assert "  shift. " in told("StudyDate", "--profile", "research", "--sop-class", "CTImageStorage")
    assert "  keep. " in told("StudyDate", "--option", "retain-full-dates", "--sop-class", "CTImageStorage")


def test_own_rule_of_a_profile_file_is_told(tmp_path: Path):
    file = tmp_path / "ours.toml"
    file.write_text('version = 1\nname = "ours"\n[attributes]\nInstitutionName = { replace = "A hospital" }\n')
    out = told("InstitutionName", "--profile", file)
    assert "With the profile ours:\n  replace. The profile's own rule for this attribute.\n" in out
    assert "The profile says of it:\n  InstitutionName: replace: A hospital\n" in out


def test_rules_for_one_series_are_told_with_it(tmp_path: Path):
    file = tmp_path / "ours.toml"
    file.write_text('[[only]]\nseries = "2.25.1"\nattributes = { "/InstitutionName" = { replace = "A hospital" } }\n')
    out = told("InstitutionName", "--profile", file)
    assert "And in single series or objects:\n  series 2.25.1: /InstitutionName: replace: A hospital\n" in out
    assert "The profile says of it" not in out
    assert "single series" not in told("PatientSex", "--profile", file)


def test_private_and_nested_attributes():
    private = told('(7053,"Philips PET Private Group",00)', "--option", "retain-safe-private")
    assert "SUV Factor" in private and "  keep. " in private
    nested = told("RequestAttributesSequence.ScheduledProcedureStepID")
    assert "Goes with RequestAttributesSequence around it" in nested


def test_json_is_the_whole_answer():
    answer = json.loads(told("PatientSex", "--json"))
    expected = json.loads(json.dumps(explain_attribute("PatientSex", BASIC).as_dict()))
    assert answer == {"profile": "basic"} | expected


def test_what_may_be_meant_is_named():
    done = curtain("explain", "birth")
    assert done.status == 2
    assert done.out.splitlines()[0].split() == ["(0010,0030)", "PatientBirthDate", "empty"]
    assert "No attribute is called birth" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ["qqqq"],
        ["PatientSex", "--sop-class", "1.2.3"],
        ["PatientSex", "--profile", "none"],
        ["vr:DA"],
        ["\x1b[2Jx"],
        [""],
    ],
)
def test_a_wrong_question_has_no_answer(words: list[str]):
    done = curtain("explain", *words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("curtain explain: ")
    assert "\x1b" not in done.err
