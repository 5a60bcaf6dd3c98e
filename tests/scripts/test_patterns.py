"""Patterns of Java's: those that mean the same in Python, within bounds."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.scripts.grammar import ExpressionError
from curtain.scripts.patterns import TooCostly, pattern


@pytest.mark.parametrize(
    ("written", "fitting", "other"),
    [
        (r"\d+", "4711", "47a"),
        ("CT|MR", "MR", "US"),
        ("(AB)+", "ABAB", "ABA"),
        ("[A-Z]{2}-?\\d{3,4}", "AB-0123", "AB-01"),
        ("[^a-c.]*", "xyz", "xaz"),
        (r"a\.b\\c", r"a.b\c", "axb\\c"),
        ("^x.*$", "xyz", "yx"),
        (r"\w\s\w", "a b", "a-b"),
    ],
)
def test_a_pattern_means_what_it_means_in_java(written, fitting, other):
    assert pattern(written).fits(fitting)
    assert not pattern(written).fits(other)


def test_digits_and_ends_of_lines_are_those_of_java():
    assert not pattern(r"\d").fits("٣")
    assert not pattern(".").fits("\u2028")
    assert not pattern(".").fits("\r")


@pytest.mark.parametrize(
    "written",
    [
        "(a+)+", "(a*)*b", "(a|aa)+", "(a?){30}", "((ab)*c)*", r"(x\d+)*", "(.*)*",
        r"\p{Lu}", r"\Qa\E", "(?i)a", "(?=a)", "(?<n>a)", r"(a)\1", "a++", "a*+", "[a[b]]", "[a-z&&[^b]]", "[]", "*a", "a{", "(a",
        "a)", "[a", "^*", "\\", r"\x41", r"\Z", "x" * 300, "(" * 20 + "a" + ")" * 20,
    ],
)  # fmt: skip
def test_what_means_something_else_or_could_take_for_ever_is_refused(written):
    with pytest.raises(ExpressionError):
        pattern(written)


def test_a_long_text_is_refused_before_it_takes_long():
    found = pattern("a*b*a*b*c")
    began = time.monotonic()
    with pytest.raises(TooCostly):
        found.fits("a" * 5000)
    assert time.monotonic() - began < 0.5


@pytest.mark.parametrize(
    ("written", "by", "text", "made"),
    [
        (r"\d", "", "a1b2", "ab"),
        ("(a)(b)", "$2$1", "abab", "baba"),
        ("a", "$0$0", "ba", "baa"),
        ("a", r"\$1", "a", "$1"),
        ("(a)", "$12", "a", "a2"),
        ("x*", "-", "abc", "-a-b-c-"),
        ("a*", "-", "baac", "-b--c-"),
    ],
)
def test_replacements_are_those_of_java(written, by, text, made):
    assert pattern(written).replaced(text, by) == made


@pytest.mark.parametrize("by", ["$2", "$", "a\\", "${n}"])
def test_a_replacement_that_names_no_group_is_refused(by):
    with pytest.raises(ExpressionError):
        pattern("(a)").replaced("a", by)


@settings(deadline=None)
@given(st.text(alphabet="ab.*+?()[]|{}12,\\d^$-", max_size=14), st.text(alphabet="ab1-", max_size=40))
def test_any_pattern_is_refused_or_ends(written, text):
    began = time.monotonic()
    try:
        pattern(written).fits(text)
        pattern(written).replaced(text, "x")
    except (ExpressionError, TooCostly):
        return
    assert time.monotonic() - began < 5
    # What is accepted is a pattern in Python too, which reads it alike but for ends of lines.
    assert pattern(written).fits(text) == bool(re.fullmatch(written, text, re.ASCII))
