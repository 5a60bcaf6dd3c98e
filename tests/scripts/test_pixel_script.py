"""CTP's scripts for pixels: which signature counts, and what is told of each."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.scripts import Outcome, ScriptError, read
from curtain.scripts.pixel_script import is_pixel_script, read_pixel_script
from script_objects import data_set

SCRIPT = """Burned-in text, known places (see elsewhere)

 CT dose report
  { Modality.equals("CT") * SeriesDescription.containsIgnoreCase("dose") }
  (0,0,512,110)

 Screens of the small kind, 512 x 512 (mostly)
  { Modality.equals("CT") *
    // a number as text
    StudyID.equals("512") }
  (350, 0, 162, 30) ( -122 , 80,122,-15)

  { Modality.equals("US") }
  { Modality.startsWith("U") } (0,0,9,9)
"""


def test_the_first_signature_that_holds_counts():
    script = read_pixel_script(SCRIPT)
    assert [(each.number, each.line, each.regions) for each in script.signatures] == [
        (1, 4, ((0, 0, 512, 110),)),
        (2, 8, ((350, 0, 162, 30), (-122, 80, 122, -15))),
        (3, 13, ()),
        (4, 14, ((0, 0, 9, 9),)),
    ]
    for number, header in {
        1: {"Modality": "CT", "SeriesDescription": "Dose Report", "StudyID": "512"},
        2: {"Modality": "CT", "SeriesDescription": "Thorax", "StudyID": "512"},
        # Also where it has no region.
        3: {"Modality": "US"},
        4: {"Modality": "UX"},
    }.items():
        found = script.matching(data_set(**header))
        assert found is not None and found.number == number
    assert script.matching(data_set(Modality="MR")) is None


def test_each_signature_is_told_with_its_line():
    made = read({"x": SCRIPT.encode()})
    assert [(line.number, line.outcome) for line in made.lines] == [
        (4, Outcome.SAME),
        (8, Outcome.SAME),
        (13, Outcome.SAME),
        (14, Outcome.SAME),
        (0, Outcome.OTHER),
    ]
    assert made.lines[1].text.endswith("(350,0,162,30) (-122,80,122,-15)")
    assert "no region" in made.lines[2].why


def test_what_is_not_understood_is_told_and_holds_for_nothing():
    text = '{ Modality.resembles("CT") } (0,0,9,9)\n{ Modality.equals("CT") } (0,0,9) (1,2,3,x) (see 2) (1,1,2,2)\n{ Modality.'
    script = read_pixel_script(text)
    assert [(line.number, line.outcome) for line in script.lines] == [
        (1, Outcome.NO_EQUAL),
        (2, Outcome.SAME),
        (0, Outcome.OTHER),
    ]
    assert "left out: 2" in script.lines[1].why
    found = script.matching(data_set(Modality="CT"))
    assert found is not None and (found.number, found.regions) == (2, ((1, 1, 2, 2),))


@pytest.mark.parametrize("text", ["", "no braces", "{", "}{", "{ Modality", "(0,0,1,1)"])
def test_without_a_signature_it_is_none(text):
    assert not is_pixel_script(text)
    with pytest.raises(ScriptError):
        read_pixel_script(text)


def test_too_many_signatures_are_refused_with_the_line():
    with pytest.raises(ScriptError, match="line 2001"):
        read_pixel_script("{true.}(0,0,1,1)\n" * 3000)
    with pytest.raises(ScriptError, match="line 1"):
        read_pixel_script("{true.}" + "(0,0,1,1)" * 20_000)


@pytest.mark.parametrize(
    "text", ["{" * 10**6, "{(" * 10**6, "{.equals" * 10**5, "{a}" + "(" * 10**6, "(" * 10**6, "{}" * 1999]
)
def test_a_script_that_is_made_to_be_slow_is_not(text):
    began = time.perf_counter()
    is_pixel_script(text)
    try:
        read_pixel_script(text)
    except ScriptError as error:
        assert str(error).endswith(".")
    assert time.perf_counter() - began < 2


_PARTS = st.sampled_from(
    ['{ Modality.equals("CT") }', "{", "}", "(0,0,5,5)", "(-1,-1,2,2)", "(", ")", ",", "9", "\n", "true.", "!", '"']
)


@given(st.lists(_PARTS | st.text(max_size=4), max_size=20).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text):
    try:
        script = read_pixel_script(text)
    except ScriptError as error:
        assert str(error).endswith(".")
        return
    script.matching(data_set(Modality="CT"))
    assert len(script.lines) == len(script.signatures) + 1
