"""What a person wrote for the report is told only where it names nobody of the case."""

import pytest

from curtain.rules.profile import BASIC
from curtain.share.requests import identifying
from curtain.share.said import WITHHELD, told

PATIENTS = [
    {"names": ["MUSTERMANN^ERIKA"], "ids": ["MRN-4711-08"], "births": ["19570812"]},
    {"names": ["Öztürk^Ayşe"]},
]


@pytest.mark.parametrize(
    "text",
    ["Erika Mustermann agreed", "a scan of mustermann", "No. MRN-4711-08", "born 12.08.1957", "Ms Ozturk knows"],
)
def test_what_names_a_patient_is_withheld(text: str) -> None:
    assert told(text, PATIENTS, BASIC) == WITHHELD


@pytest.mark.parametrize("text", ["A phantom, drawn by a program", "Consent was given for this series", ""])
def test_all_else_is_told(text: str) -> None:
    assert told(text, PATIENTS, BASIC) == text


def test_it_is_one_line_of_a_length_that_the_report_has_room_for() -> None:
    assert told("a\n\n b" + " c" * 2000, PATIENTS, BASIC).startswith("a b c c")
    assert len(told("c" * 5000, PATIENTS, BASIC)) == 1000


def test_each_typed_text_is_judged_whole_however_long_it_is() -> None:
    request = {"profile": BASIC.as_dict(), "patients": PATIENTS, "texts": ["Fluid", "c " * 2000 + "mustermann", ""]}
    assert identifying(request) == [False, True, False]
