"""What a profile says of single attributes: how paths are written, which one counts, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.datadict import DicomDictionary, dictionary_has_tag, keyword_for_tag, tag_for_keyword

from curtain.files.dataset import dictionary_vr
from curtain.rules.decide import Action, Policy
from curtain.rules.iod import sop_classes, types
from curtain.rules.overrides import Override, OverrideError, Overrides, Strategy, allowed, words_of
from curtain.rules.profile import Profile

CT, SR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.88.22"
ARGUMENTS = {Strategy.REPLACE: "1", Strategy.ADD: "1", Strategy.AGE_BAND: "10", Strategy.SCRIPT: "@empty()"}


def overrides(**by_path: object) -> Overrides:
    return Overrides(tuple(Override.parse(path, value) for path, value in by_path.items()))


def override(path: str, value: object = "remove") -> Override:
    return Override.parse(path, value)


def tag(keyword: str) -> int:
    found = tag_for_keyword(keyword)
    assert found is not None
    return found


def profile(**by_path: object) -> Profile:
    return Profile.from_dict({"attributes": by_path})


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("PatientSex", "PatientSex"),
        ("(0010,0040)", "PatientSex"),
        ("00100040", "PatientSex"),
        ("0010,0040", "PatientSex"),
        ("/PatientSex", "/PatientSex"),
        ("(0040,0275).ScheduledProcedureStepID", "RequestAttributesSequence.ScheduledProcedureStepID"),
        ('(0009,"Some. Maker (1)",0a)', '(0009,"some. maker (1)",0A)'),
        ("vr:DA", "vr:DA"),
    ],
)
def test_a_path_has_one_spelling(written, path):
    assert override(written).path == path
    assert override(path).path == path


@pytest.mark.parametrize(
    "path",
    ["", ".", "/", "Nobody", "PatientSex.", "PatientSex.PatientAge", "(0009,1002)", "(0010;0040)", "vr:XX", "vr:SQ", "vr:UI",
     "x" * 200, "RequestAttributesSequence." * 17 + "PatientSex", '(0009,"",02)', "(5000,0020)", "(6000,3000)"],
)  # fmt: skip
def test_what_is_no_path_is_refused(path):
    with pytest.raises(OverrideError) as raised:
        override(path)
    assert len(path) < 3 or path not in str(raised.value)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("PatientName", "keep", "always the pseudonym"),
        ("PatientID", {"replace": "1"}, "always the pseudonym"),
        ("StudyInstanceUID", "keep", "retain-uids"),
        ("PixelData", "remove", "no profile changes"),
        ("SOPClassUID", "remove", "no profile changes"),
        ("Rows", "remove", "no profile changes"),
        ("PhotometricInterpretation", "empty", "no profile changes"),
        ("PatientIdentityRemoved", "replace", "no profile changes"),
        ("StudyDate", "age band", "does not go with"),
        ("StudyDate", {"replace": "soon"}, "no value of the kind DA"),
        ("PatientSex", {"replace": "sometimes"}, "no value of the kind CS"),
        ("PixelSpacing", {"replace": "1"}, "has 2 values"),
        ("PatientSex", {"replace": "M\\F"}, "has one value"),
        ("PatientAge", {"age band": "1"}, "2 to 50"),
        ("StudyDescription", {"keep": "x"}, "takes no such text"),
        ("StudyDescription", {"replace": ""}, "no value"),
        ("StudyDescription", {"replace": 7}, "takes no such text"),
        ("StudyDescription", "scramble", "The strategies are"),
        ("StudyDescription", None, "The strategies are"),
        ("RequestAttributesSequence.AccessionNumber", {"add": "7"}, "at the root only"),
    ],
)
def test_what_does_not_go_together_is_refused(path, value, said):
    with pytest.raises(OverrideError, match=said):
        override(path, value)


def test_every_attribute_of_the_standard_can_be_read_back_from_its_spelling():
    for number in DicomDictionary:
        if Strategy.REMOVE in allowed(number, dictionary_vr(number)):
            made = override(f"({number >> 16:04X},{number & 0xFFFF:04X})")
            assert override(made.path) == made and made.tag == number


def test_as_many_values_are_put_in_as_an_attribute_has():
    assert override("PixelSpacing", {"replace": "0.5\\0.5"}).text == "0.5\\0.5"
    assert override("StudyDescription", {"replace": "CT chest"}).text == "CT chest"


def test_the_longest_path_that_fits_counts():
    found = Overrides(
        tuple(
            override(path, value)
            for path, value in {
                "AccessionNumber": "remove",
                "RequestAttributesSequence.AccessionNumber": "hash",
                "ReferencedRequestSequence.RequestAttributesSequence.AccessionNumber": "keep",
                "/PatientSex": "keep",
                "vr:CS": "empty",
            }.items()
        )
    )
    number, request, outer = tag("AccessionNumber"), tag("RequestAttributesSequence"), tag("ReferencedRequestSequence")

    def strategy(what: int, vr: str, *parents: int) -> object:
        one = found.find(what, vr, parents)
        return one and one.strategy

    assert strategy(number, "SH") == "remove"
    assert strategy(number, "SH", outer) == "remove"
    assert strategy(number, "SH", request) == strategy(number, "SH", tag("SourceImageSequence"), request) == "hash"
    assert strategy(number, "SH", outer, request) == "keep"
    assert strategy(tag("PatientSex"), "CS") == "keep"
    assert strategy(tag("PatientSex"), "CS", request) == "empty"
    assert strategy(tag("StudyDescription"), "LO") is None


def test_a_whole_vr_leaves_codes_and_what_is_fixed_alone():
    found = overrides(**{"vr:SH": "remove", "vr:LO": "remove", "vr:CS": "empty", "vr:PN": "remove"})
    for keyword in (
        "CodeValue",
        "CodingSchemeDesignator",
        "CodeMeaning",
        "PatientID",
        "PatientName",
        "PatientIdentityRemoved",
    ):
        assert found.find(tag(keyword), dictionary_vr(tag(keyword)), ()) is None
    assert found.find(tag("StudyDescription"), "LO", ()) is not None
    assert found.find(0x00091002, "LO", (), "maker") is None


def test_who_keeps_all_dates_does_not_keep_that_of_birth():
    found = overrides(**{"vr:DA": "keep", "vr:TM": "keep"})
    assert found.find(tag("StudyDate"), "DA", ()) is not None and found.find(tag("StudyTime"), "TM", ()) is not None
    assert (
        found.find(tag("PatientBirthDate"), "DA", ()) is None and found.find(tag("PatientBirthTime"), "TM", ()) is None
    )
    found = overrides(**{"vr:DA": "keep", "PatientBirthDate": "keep"})
    assert found.find(tag("PatientBirthDate"), "DA", ()) is not None
    assert overrides(**{"vr:DA": "year only"}).find(tag("PatientBirthDate"), "DA", ()) is not None


def test_a_private_attribute_is_found_in_whatever_block_it_stands():
    found = overrides(**{'(0009,"Some Maker",02)': "keep"})
    assert found.find(0x00091102, "LO", (), "some maker") is not None
    assert found.find(0x00091102, "LO", (), "other maker") is None
    assert found.find(0x00091103, "LO", (), "some maker") is None


@pytest.mark.parametrize(
    ("sop_class", "path", "asked", "done"),
    [
        (CT, "StudyDescription", "remove", Action.REMOVE),
        (CT, "StudyDate", "remove", Action.EMPTY),
        (CT, "Modality", "remove", Action.REPLACE),
        (CT, "Modality", "empty", Action.REPLACE),
        (SR, "ContentDate", "empty", Action.REPLACE),
        (CT, "ImagePositionPatient", "remove", Action.EMPTY),
        (CT, "ContentDate", "year only", Action.YEAR_ONLY),
        (CT, "PatientAge", "age band", Action.AGE_BAND),
    ],
)
def test_what_an_object_cannot_do_without_becomes_the_next_stricter_that_it_can(sop_class, path, asked, done):
    policy = Policy(types(sop_class), profile(**{path: asked}))
    decision = policy.decide(tag(path), dictionary_vr(tag(path)), 0)
    assert decision.action is done and decision.overridden and "own rule" in decision.why


def test_a_strategy_is_explained_for_everybody():
    assert all(words_of(strategy).endswith(".") for strategy in Strategy)


@given(
    st.sampled_from(sorted(tag for tag in DicomDictionary if dictionary_has_tag(tag) and keyword_for_tag(tag))),
    st.sampled_from(sorted(Strategy)),
)
def test_what_is_said_to_be_allowed_is_what_can_be_parsed(any_tag, strategy):
    """And it is written and read as it was."""
    vr = dictionary_vr(any_tag)
    value = strategy if strategy not in ARGUMENTS else {strategy: ARGUMENTS[strategy]}
    try:
        made = Override.parse(keyword_for_tag(any_tag), value)
    except OverrideError as error:
        # The text may be another kind of value than the attribute has, or one where it has three.
        about_the_text = "no value of the kind" in str(error) or "with strokes" in str(error)
        assert strategy not in allowed(any_tag, vr) or about_the_text
    else:
        assert strategy in allowed(any_tag, vr)
        assert Override.parse(made.path, made.as_value()) == made and made.tag == any_tag


@given(
    st.text(max_size=60), st.one_of(st.text(max_size=20), st.none(), st.dictionaries(st.text(), st.text(), max_size=2))
)
def test_nothing_that_somebody_writes_does_anything_else_than_be_refused(path, value):
    try:
        made = Override.parse(path, value)
    except OverrideError:
        return
    assert made.path


@given(
    st.sampled_from(sop_classes()),
    st.sampled_from(["AccessionNumber", "StudyTime", "Modality", "ContentDate", "Laterality"]),
)
def test_an_override_never_leaves_an_object_without_what_it_must_have(sop_class, keyword):
    """Type 1 keeps a value, type 2 at least an empty one."""
    kind = types(sop_class).of(keyword, "")
    for strategy in ("remove", "empty"):
        done = Policy(types(sop_class), profile(**{keyword: strategy})).decide(
            tag(keyword), dictionary_vr(tag(keyword)), 0
        )
        if kind in ("1", "1C"):
            assert done.action is Action.REPLACE
        if kind in ("2", "2C"):
            assert done.action in (Action.EMPTY, Action.REPLACE)
