"""The attack reads digits that were blanked as most programs do it, and guesses where blocks were taken out."""

import sys
from math import sqrt
from pathlib import Path

import pytest

pytest.importorskip("numpy")

sys.path.insert(0, str(Path(__file__).parent))

import template_attack

TRIED = 40
#: Four standard deviations of guessing.
CHANCE = 0.1 + 4 * sqrt(0.1 * 0.9 / (10 * TRIED))


@pytest.mark.parametrize("way", ["filled, compressed again", "filled, kept lossless"])
def test_a_filled_box_gives_its_digit_away(way):
    assert template_attack.attack(template_attack.WAYS[way], 40, TRIED) > 0.4


@pytest.mark.parametrize("way", ["blocks, without margin", "blocks"])
def test_blocks_that_are_taken_out_tell_nothing(way):
    assert template_attack.attack(template_attack.WAYS[way], 40, TRIED) < CHANCE
