"""Every option can be told to a person, and be named by a site."""

import json
from pathlib import Path

import pytest

from curtain.rules.option_words import explain
from curtain.rules.options import Option
from curtain.rules.profile import names

SCHEMA = Path(__file__).parents[2] / "web" / "config.schema.json"


@pytest.mark.parametrize("option", Option)
def test_every_option_says_what_it_keeps_and_what_that_risks(option):
    words = explain(option)
    assert len(words.title) < 40
    assert all(text.endswith(".") and len(text) > 20 for text in (words.keeps, words.risk))


def test_a_site_can_name_every_profile_and_option():
    if not SCHEMA.is_file():
        pytest.skip("the page is not there")
    properties = json.loads(SCHEMA.read_text())["properties"]
    assert properties["profile"]["enum"] == list(names())
    assert properties["lockedOptions"]["items"]["enum"] == sorted(Option)
    for name in Option:
        assert f'"{name}"' in properties["lockedOptions"]["items"]["description"]
