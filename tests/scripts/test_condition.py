"""The boolean language of CTP's filters, against answers worked out by hand from its definition."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.files.dataset import DataSet
from curtain.files.part10 import open_dicom
from curtain.scripts.asked import Asked
from curtain.scripts.condition import parse
from curtain.scripts.grammar import ExpressionError
from making import ct, source
from script_objects import data_set

T, F = 'Modality.equals("US")', 'Modality.equals("CT")'
US = data_set(Modality="US", Manufacturer="GE Healthcare", ImageType="ORIGINAL\\PRIMARY")


def holds(expression: str, dataset: DataSet = US) -> bool:
    return parse(expression).holds(Asked(dataset))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (T, True),
        (F, False),
        ("true.", True),
        ("false.", False),
        # and before or, whatever stands first
        (f"{T} + {F} * {F}", True),
        (f"{F} * {F} + {T}", True),
        (f"({T} + {F}) * {F}", False),
        (f"{F} * ({F} + {T})", False),
        # not before and
        (f"!{F} * {T}", True),
        (f"!{F} * {F}", False),
        (f"!({F} * {F})", True),
        (f"{T} * !{F}", True),
        (f"!{T} + {T}", True),
        (f"!({T} + {T})", False),
        (f"!({T} * !({F} + {T}))", True),
        (f"{T} // and {F}\n * {T}", True),
        (f"// {F}\n{T}", True),
        (f"(({T}))", True),
        # CTP's own way of stacking operators loses one of two
        (f"!!{T}", False),
    ],
)
def test_operators_bind_as_in_ctp(expression, expected):
    assert holds(expression) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ('Manufacturer.equals("GE Healthcare")', True),
        ('Manufacturer.equals("ge healthcare")', False),
        ('Manufacturer.equalsIgnoreCase("ge HEALTHCARE")', True),
        ('Manufacturer.contains("Health")', True),
        ('Manufacturer.contains("health")', False),
        ('Manufacturer.containsIgnoreCase("HEALTH")', True),
        ('Manufacturer.startsWith("GE")', True),
        ('Manufacturer.startsWith("ge")', False),
        ('Manufacturer.startsWithIgnoreCase("ge h")', True),
        ('Manufacturer.endsWith("care")', True),
        ('Manufacturer.endsWith("Care")', False),
        ('Manufacturer.endsWithIgnoreCase("CARE")', True),
        ('Manufacturer.matches("GE .*")', True),
        ('Manufacturer.matches("GE")', False),
        ('ImageType.equals("ORIGINAL\\PRIMARY")', True),
        ('ImageType.contains("PRIMARY")', True),
        # of an absent element the value is empty
        ('StationName.equals("")', True),
        ('StationName.contains("")', True),
        ('StationName.contains("x")', False),
        ('Manufacturer.contains(")")', False),
        ('[0008,0070].contains("GE")', True),
        ('[00080070].contains("GE")', True),
        ('Manufacturer . contains ( "GE" )', True),
    ],
)
def test_questions(question, expected):
    assert holds(question) is expected


def test_numbers_are_compared_by_their_digits():
    dataset = open_dicom(source(ct(Rows=16, SliceThickness="2.50", KVP=""))).dataset
    for question, expected in {
        'Rows.isLessThan("17")': True,
        'Rows.isLessThan("16")': False,
        'Rows.isGreaterThan("9")': True,
        'Rows.isGreaterThan("16")': False,
        'Rows.equals("16")': True,
        'SliceThickness.isLessThan("2.6 mm")': True,
        'KVP.isLessThan("100")': False,
        'KVP.isGreaterThan("0")': False,
        'Modality.isGreaterThan("0")': False,
    }.items():
        assert holds(question, dataset) is expected, question


def test_items_of_sequences_are_reached_by_a_path():
    dataset = data_set(ProcedureCodeSequence=[data_set(CodeMeaning="Echo"), data_set(CodeMeaning="Other")])
    assert holds('[0008,1032::0008,0104].equals("Echo")', dataset)
    assert holds('[00081032::00080104].equals("Echo")', dataset)
    assert holds('ProcedureCodeSequence::CodeMeaning.equals("Echo")', dataset)
    assert not holds('[0008,1032::0008,0104].equals("Other")', dataset)
    # At the root there is none.
    assert not holds('[0008,0104].containsIgnoreCase("Echo")', dataset)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "   // nothing",
        f"{T} {T}",
        f"{T} ? {T}",
        f"{T} *",
        f"* {T}",
        f"({T}",
        f"{T})",
        "()",
        "!",
        "Nothing.equals()",
        'Nothing.equals("x")',
        'Modality.resembles("x")',
        "Modality.equals(US)",
        'Modality.equals("US',
        'Modality.matches("(a+)+")',
        'Modality.matches("[")',
        '[0008].equals("x")',
        "!" * 2000 + T,
        " * ".join([T] * 2000),
    ],
)
def test_what_cannot_be_read_is_refused(expression):
    with pytest.raises(ExpressionError):
        parse(expression)


def test_a_value_that_a_pattern_could_stand_still_on_does_not_match():
    began = time.perf_counter()
    assert not holds('PatientComments.matches("a*b*c*d*e*f*g*h*")', data_set(PatientComments="ab" * 4000))
    assert time.perf_counter() - began < 1


def test_all_patterns_together_are_bounded():
    began = time.perf_counter()
    asked = Asked(data_set(PatientComments="ab" * 40))
    held = [parse(f'PatientComments.matches("a*b*c*d*{number}")').holds(asked) for number in range(300)]
    assert not any(held) and time.perf_counter() - began < 3


_PARTS = st.sampled_from([T, F, "true.", "false.", "!", "*", "+", "(", ")", "?", " ", "//", "\n", '"', "[", "."])


@given(st.lists(_PARTS, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_anything_is_read_or_refused(expression):
    try:
        assert holds(expression) in (True, False)
    except ExpressionError as error:
        assert str(error).endswith(".")


def _expressions() -> st.SearchStrategy[tuple[str, bool]]:
    """An expression in which every bracket is written, and its value."""
    leaves = st.sampled_from([(T, True), (F, False), ("true.", True), ("false.", False)])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda one: (f"!({one[0]})", not one[1])),
            st.tuples(inner, inner).map(lambda two: (f"({two[0][0]}) * ({two[1][0]})", two[0][1] and two[1][1])),
            st.tuples(inner, inner).map(lambda two: (f"({two[0][0]}) + ({two[1][0]})", two[0][1] or two[1][1])),
        ),
        max_leaves=12,
    )


@given(_expressions())
@settings(max_examples=300, deadline=None)
def test_with_all_brackets_written_the_value_is_that_of_logic(made):
    assert holds(made[0]) is made[1]


@given(st.lists(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_without_brackets_it_is_a_sum_of_products(terms):
    text = " + ".join(
        " * ".join(("!" if turned else "") + (T if each else F) for turned, each in term) for term in terms
    )
    assert holds(text) is any(all(each is not turned for turned, each in term) for term in terms)
