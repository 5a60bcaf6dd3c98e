"""The table of transfer syntaxes: a line for every one that there is, and no blank cell."""

import pytest
from pydicom.uid import UID_dictionary

from curtain.pixels.codecs import decoder
from curtain.pixels.encoders import ENCODERS
from curtain.pixels.syntaxes import BLOCKS, NATIVE, SYNTAXES, WHOLE, all_syntaxes, is_native, why_not
from readme_tables import README
from readme_tables import SYNTAXES as IN_README


def test_every_transfer_syntax_of_the_dictionary_has_a_line():
    known = {uid for uid, (_, kind, *_) in UID_dictionary.items() if kind == "Transfer Syntax"}
    listed = [each.uid for each in all_syntaxes()]
    assert known <= set(listed) and len(set(listed)) == len(listed)


def test_no_cell_is_blank_and_every_sentence_is_one():
    for each in all_syntaxes():
        assert each.name and each.said.endswith(".")
        # What can be shown can be redacted, and only that.
        assert bool(each.codec) == bool(each.redacts) == bool(each.becomes)


def test_what_the_table_names_is_there():
    for each in SYNTAXES.values():
        assert each.redacts in (NATIVE, BLOCKS, WHOLE, *ENCODERS)
        assert each.becomes in SYNTAXES and not (SYNTAXES[each.becomes].is_lossy and each.redacts != NATIVE)
        assert is_native(each.uid) == (each.redacts == NATIVE)
        decoder(each.uid)


def test_what_cannot_be_shown_says_why():
    assert all(why_not(each.uid) == (None if each.codec else each.said) for each in all_syntaxes())
    assert "does not know" in why_not("1.2.3")


@pytest.mark.skipif(not README.is_file(), reason="the README is not here")
def test_the_readme_says_what_the_table_says():
    assert IN_README.found() == IN_README.made(), "run python tests/readme_tables.py"


def test_the_readme_names_every_syntax_once():
    names = [name for line in IN_README.lines() for name in line[0].split("; ")]
    assert sorted(names) == sorted(each.name for each in all_syntaxes())
    assert all(cell for line in IN_README.lines() for cell in line)
