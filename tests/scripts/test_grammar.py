"""Expressions are cut into texts and calls as CTP cuts them, and can be written again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.scripts.grammar import FUNCTIONS, Call, ExpressionError, Text, calls, parse, quoted, render, unquoted


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("", ()),
        ("CHEST", (Text("CHEST"),)),
        ("@keep()", (Call("keep"),)),
        ("@ hash (this , 8)", (Call("hash", ("this", "8")),)),
        ("A@keep()B", (Text("A"), Call("keep"), Text("B"))),
        (r"a\@b \\ c", (Text(r"a@b \ c"),)),
        ('@contents(this,"a,b)","c")', (Call("contents", ("this", '"a,b)"', '"c"')),)),
        ("@contents([0010,0020])", (Call("contents", ("[0010,0020]",)),)),
        ("@contents((0010,0020))", (Call("contents", ("(0010,0020)",)),)),
        ("@append(){x}", (Call("append", (), ((Text("x"),),)),)),
        ("@select(){}{y}", (Call("select", (), ((), (Text("y"),))),)),
    ],
)
def test_an_expression_is_texts_and_calls(expression, parts):
    assert parse(expression) == parts


def test_choices_stand_inside_of_choices():
    (choice,) = parse('@if(this,isblank){@empty()}{@if(this,contains,"x}"){@remove()}{@keep()}}')
    assert [call.name for call in calls((choice,))] == ["if", "empty", "if", "remove", "keep"]


def test_a_choice_without_its_second_half_reads_no_further():
    assert parse("@if(this,exists){a} and more") == (Call("if", ("this", "exists"), ((Text("a"),), ())),)


@pytest.mark.parametrize(
    "expression",
    [
        "@", "@keep", "mail@example.org", "@()", "@keep(", "@keep(x)", "@scramble(this)", "@hash()", "@if(this,isblank)",
        "@if(this){a}{b}", "@if(this,rhymes){a}{b}", '@contents(this,"a)', "@append()", "@select(){a", "@hash(this,1,2)",
        "@if(this,exists){" * 40,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(expression):
    with pytest.raises(ExpressionError) as refused:
        parse(expression)
    assert "example" not in str(refused.value)


def test_parameters_are_written_as_arguments():
    assert [quoted("1.2.3"), quoted("two words"), quoted("a,b(c)")] == ["1.2.3", "two words", '"a,b(c)"']
    assert unquoted(quoted("a,b(c)")) == "a,b(c)"
    with pytest.raises(ExpressionError):
        quoted('say "a"')


_TEXTS = st.text(max_size=8).filter(bool).map(Text)
_ARGUMENTS = st.sampled_from(["this", "PatientID", "[0010,0020]", '"a,b){"', "8", "root:StudyDate"])


def _calls(scripts):
    def made(name):
        function = FUNCTIONS[name]
        arguments = (
            st.just(("this", "exists"))
            if name == "if"
            else st.lists(_ARGUMENTS, min_size=function.fewest, max_size=function.most).map(tuple)
        )
        return st.builds(Call, st.just(name), arguments, st.tuples(*[scripts] * function.branches))

    return st.sampled_from(sorted(FUNCTIONS)).flatmap(made)


def _scripts(inner):
    # Two texts side by side would be read as one.
    return st.lists(st.one_of(_TEXTS, _calls(inner)), max_size=4).map(
        lambda parts: tuple(
            p for at, p in enumerate(parts) if not (at and isinstance(p, Text) and isinstance(parts[at - 1], Text))
        )
    )


@settings(deadline=None)
@given(st.recursive(st.just(()), _scripts, max_leaves=4))
def test_what_was_read_can_be_written_and_read_again(script):
    assert parse(render(script)) == script


@settings(deadline=None)
@given(st.text(alphabet='@ifkeep(){}[]",\\ this', max_size=60) | st.text(max_size=60))
def test_whatever_stands_there_is_read_or_refused(expression):
    try:
        assert parse(render(parse(expression))) == parse(expression)
    except ExpressionError as error:
        assert str(error).endswith(".")
