"""The pass rules of MIDI-B, one by one."""

from pathlib import Path

import pytest

from scoreboard.key import Check
from scoreboard.reading import Read
from scoreboard.score import Answer, read_outputs, score
from scoreboard.seeing import Reader
from scoreboard.words import share_of, words

PLACE = "<(0010,4000)>"


def check(action: str, text: str = "", number: int = 1, path: str = PLACE) -> Check:
    return Check(number, action, path, "PatientComments", text, (("tcia.rev", "text"),), "a test")


def asked(action: str, text: str, value: str | None, pixels: str = "") -> Answer:
    """The answer to one check about a file whose element has this value, or is missing."""
    values = {} if value is None else {PLACE: value}
    (answer,) = score([check(action, text)], {1: Read(Path("x"), 1, values, pixels)}, Reader(""))
    return answer


@pytest.mark.parametrize(
    "action, text, value, passes",
    [
        ("tag_retained", "", "", True),
        ("tag_retained", "", None, False),
        ("text_notnull", "", "x", True),
        ("text_notnull", "", "", False),
        ("text_notnull", "", None, False),
        ("text_retained", "Lung nodule", "LUNG NODULE", True),
        ("text_retained", "Lung nodule", "a nodule of the lung", True),
        ("text_retained", "Lung nodule", "Lung", False),
        ("text_retained", "Lung nodule", None, False),
        ("text_retained", "5", "5.0", True),
        ("text_retained", "5", "15", False),
        ("text_removed", "Mustermann", "seen by nobody", True),
        ("text_removed", "Mustermann", None, True),
        ("text_removed", "Mustermann", "Frau MUSTERMANN", False),
        ("text_removed", "Mustermann", "Mustermannstrasse", False),
        ("text_removed", "MUSTERMANN^ERIKA", "Erika", False),
        ("text_removed", "14 rue de la Paix", "Images degraded", True),
        ("text_removed", "14 rue de la Paix", "14 Paix", False),
        ("text_removed", "山田太郎", "患者 山田太郎", False),
        ("date_shifted", "20240131", "20240517", True),
        ("date_shifted", "20240131", "20240131101500", False),
        ("date_shifted", "20240131", None, True),
        ("uid_changed", "1.2.3", "2.25.7", True),
        ("uid_changed", "1.2.3", "1.2.3", False),
        ("uid_changed", "1.2.3", None, True),
    ],
)
def test_an_action_passes_when(action, text, value, passes):
    assert asked(action, text, value).passed is passes


@pytest.mark.parametrize(
    "action, passes",
    [
        ("tag_retained", False),
        ("text_notnull", False),
        ("text_retained", False),
        ("text_removed", True),
        ("date_shifted", True),
        ("uid_changed", True),
        ("uid_consistent", False),
        ("patid_consistent", False),
        ("pixels_retained", False),
        ("pixels_hidden", True),
    ],
)
def test_without_a_file_only_what_should_be_gone_passes(action, passes):
    (answer,) = score([check(action, "x")], {}, Reader(""))
    assert answer.passed is passes


def test_a_text_that_is_half_gone_counts_half():
    answer = asked("text_removed", "Erika Mustermann", "Erika S.")
    assert (answer.passed, answer.share) == (False, 0.5)


def test_pixels_are_the_same_bytes_or_not():
    assert asked("pixels_retained", "0f", None, pixels="0f").passed
    assert not asked("pixels_retained", "0f", None, pixels="1f").passed


def became(*values: str | None, action: str = "uid_consistent") -> list[bool]:
    """Whether each of several files says the same of the UID 1.2.3, whose new values these are."""
    checks = [check(action, "1.2.3", number) for number in range(len(values))]
    files = {
        number: Read(Path("x"), number, {} if value is None else {PLACE: value}, "")
        for number, value in enumerate(values)
    }
    return [answer.passed for answer in score(checks, files, Reader(""))]


def test_an_identifier_becomes_one_other_everywhere():
    assert became("2.25.7", "2.25.7", None) == [True, True, True]
    assert became("2.25.7", "2.25.7", "2.25.8") == [True, True, False]
    assert became("2.25.7", "2.25.7", "") == [True, True, False]
    assert became("7F", "7F", "8G", action="patid_consistent") == [True, True, False]


def test_an_object_itself_says_what_its_uid_became():
    own = check("uid_consistent", "1.2.3", 0, "<(0008,0018)>")
    references = [check("uid_consistent", "1.2.3", number) for number in (1, 2)]
    files = {0: Read(Path("x"), 0, {"<(0008,0018)>": "2.25.7"}, "")}
    files |= {number: Read(Path("x"), number, {PLACE: "2.25.8"}, "") for number in (1, 2)}
    assert [answer.passed for answer in score([own, *references], files, Reader(""))] == [True, False, False]


def test_two_identifiers_never_become_one():
    checks = [check("uid_consistent", "1.2.3", 0), check("uid_consistent", "1.2.4", 1)]
    files = {number: Read(Path("x"), number, {PLACE: "2.25.7"}, "") for number in (0, 1)}
    assert not any(answer.passed for answer in score(checks, files, Reader("")))


def test_two_outputs_of_one_object_are_a_mistake(monkeypatch):
    monkeypatch.setattr("scoreboard.score.read", lambda path: Read(path, 1, {}, ""))
    with pytest.raises(ValueError, match="the same planted object"):
        read_outputs([Path("a"), Path("b")])


def test_words_without_stop_words_punctuation_and_single_letters():
    assert words("The patient's name is E. Müller-Lüdenscheidt, 51147!") == [
        "patient's",
        "name",
        "müller-lüdenscheidt",
        "51147",
    ]
    assert share_of("nothing", "of the") == 0
