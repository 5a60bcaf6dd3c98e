"""The held list: nothing planted is left, the words of radiology are."""

from __future__ import annotations

from importlib.resources import files

import pytest

from curtain.descriptors import Descriptors
from curtain.descriptors.build_words import own_words, text
from curtain.verify.secrets import Secrets
from descriptors.planting import Case, cases, left_of, lost_of, protocols
from descriptors.score import score


@pytest.mark.parametrize("sealed", [False, True])
def test_of_the_held_list_all_that_was_planted_goes(sealed: bool) -> None:
    clean, _, number, _ = score(sealed)
    assert number > 1_500
    # No more is said: the sealed half is not to be read.
    assert clean == 1


@pytest.mark.parametrize("sealed", [False, True])
def test_the_words_of_radiology_stay(sealed: bool) -> None:
    _, kept, _, _ = score(sealed)
    assert kept >= 0.99


def test_the_score_tells_what_is_left_and_what_is_lost() -> None:
    case = Case("CT head Moorcroft", "CT head", "Moorcroft", ("ct", "head"), "own name", False, Secrets())
    assert left_of(case, "CT head Moorcroft") and not left_of(case, "CT head")
    assert lost_of(case, "CT") == ["head"] and not lost_of(case, "CT head")


def test_without_cleaning_the_held_list_would_fail() -> None:
    planted = [case for case in cases() if case.planted and not case.sealed]
    assert all(left_of(case, case.text) for case in planted)


def test_the_shipped_words_are_those_of_the_sources() -> None:
    assert (files("curtain.descriptors") / "lists" / "words.txt").read_text("utf-8") == text()


def test_what_is_shipped_is_small() -> None:
    assert sum(len(file.read_bytes()) for file in (files("curtain.descriptors") / "lists").iterdir()) < 240_000


def test_common_names_do_not_pass_for_words() -> None:
    """Of two thousand names, only those that are words as well, and these are few."""
    descriptors = Descriptors(Secrets())
    names = sorted(own_words("names"))
    kept = [name for name in names if descriptors.clean(f"Knee {name.title()}").text != "Knee"]
    assert len(names) > 1_500
    assert len(kept) < 0.05 * len(names)


def test_the_sources_hold_none_of_the_descriptions_of_the_held_list() -> None:
    """Words of radiology stand in both; whole descriptions would mean that one was made of the other."""
    folder = files("curtain.descriptors") / "sources"
    known = " ".join(" ".join(each.read_text("utf-8").lower().split()) for each in folder.iterdir())
    long = [protocol for protocol in protocols() if len(protocol.split()) > 2]
    assert len(long) > 300
    # No more is said: half of the list is sealed.
    assert sum(" ".join(protocol.lower().split()) in known for protocol in long) == 0
