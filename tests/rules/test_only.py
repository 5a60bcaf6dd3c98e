"""Rules of a profile for one series or one object: how a file has them, which rule counts, and what is refused."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.datadict import tag_for_keyword

from curtain.rules.ask import explain_attribute
from curtain.rules.locks import Lock
from curtain.rules.only import Only, Scope, laid_over
from curtain.rules.options import Option
from curtain.rules.overrides import Override, Overrides, Strategy
from curtain.rules.profile import BASIC, Profile, ProfileError, parse
from curtain.scripts.check import unusable

SERIES, OBJECT = "2.25.1", "2.25.2"
FILE = f"""
attributes = {{ PatientSex = "remove" }}

[[only]]
series = "{SERIES}"
attributes = {{ PatientSex = "empty", "/PatientAge" = {{ "age band" = 5 }} }}

[[only]]
object = "{OBJECT}"
attributes = {{ PatientSex = "keep" }}
"""
#: Paths that are within each other, at the root, and a whole kind.
PATHS = ["PatientSex", "/PatientSex", "ReferencedStudySequence.PatientSex", "/ReferencedStudySequence.PatientSex",
         "RequestAttributesSequence.ReferencedStudySequence.PatientSex", "PatientAge", "vr:CS"]  # fmt: skip
AROUND = tuple(map(tag_for_keyword, ("RequestAttributesSequence", "ReferencedStudySequence")))
PLACES = [around for count in range(3) for around in permutations(AROUND, count)]
STRATEGIES = ["keep", "remove", "empty"]


def profile(text: str = FILE) -> Profile:
    return parse(text.encode())


def entry(attributes: dict[str, object], **more: object) -> dict[str, object]:
    return {"only": [{"series": SERIES, "attributes": attributes, **more}]}


def strategy(of: Profile, keyword: str = "PatientSex") -> Strategy | None:
    found = of.overrides().find(tag_for_keyword(keyword), "CS", ())
    return found and found.strategy


def test_what_is_said_of_an_object_goes_before_its_series_and_that_before_the_case():
    assert strategy(profile().of_object("2.25.9", "2.25.9")) is Strategy.REMOVE
    assert strategy(profile().of_object(SERIES, "2.25.9")) is Strategy.EMPTY
    assert strategy(profile().of_object(SERIES, OBJECT)) is Strategy.KEEP
    # A series is no object.
    assert strategy(profile().of_object(OBJECT, SERIES)) is Strategy.REMOVE


def test_an_object_that_no_rule_is_for_has_the_profile_of_the_case():
    assert profile().of_object("2.25.9", "2.25.9") == replace(profile(), only=())
    assert BASIC.of_object(SERIES, OBJECT) is BASIC


rules = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(STRATEGIES))


@given(rules, rules.map(lambda them: {path: value for path, value in them.items() if not path.startswith("vr:")}))
def test_the_stronger_rules_count_wherever_they_hold(wide, narrow):
    wide, narrow = (tuple(Override.parse(*each) for each in them.items()) for them in (wide, narrow))
    both = Overrides(laid_over(wide, narrow))
    for around in PLACES:
        for keyword, vr in (("PatientSex", "CS"), ("PatientAge", "AS"), ("Modality", "CS")):
            place = tag_for_keyword(keyword), vr, around
            assert both.find(*place) == (Overrides(narrow).find(*place) or Overrides(wide).find(*place))


def test_they_come_back_from_a_file_and_from_json():
    assert parse(profile().as_toml().encode()) == profile()
    assert Profile.from_dict(profile().as_dict()) == profile()
    assert [each.scope for each in profile().only] == [Scope.OBJECT, Scope.SERIES]


def test_they_are_part_of_what_a_profile_does():
    without = replace(profile(), only=())
    assert profile().digest != without.digest
    assert "only" not in without.as_dict()
    shifting = Profile.from_dict(entry({"StudyDate": "shift"}))
    assert shifting.shifts_dates


@pytest.mark.parametrize(
    "text",
    [
        "only = 1",
        'only = { series = "2.25.1" }',
        "only = [1]",
        "[[only]]",
        "[[only]]\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = '2.25.1'",
        "[[only]]\nseries = '2.25.1'\nattributes = {}",
        "[[only]]\nseries = '2.25.1'\nattributes = []",
        "[[only]]\nseries = '2.25.1'\nobject = '2.25.1'\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nstudy = '2.25.1'\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = '2.25.1'\nname = 'x'\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = ''\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = 225\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = 'ERIKA'\nattributes = { PatientSex = 'keep' }",
        "[[only]]\nseries = '2.25.1\\n'\nattributes = { PatientSex = 'keep' }".replace("'2.25.1\\n'", '"2.25.1\\n"'),
        f"[[only]]\nseries = '{'1' * 65}'\nattributes = {{ PatientSex = 'keep' }}",
        "[[only]]\nseries = '2.25.1'\nattributes = { PatientSex = 'ERIKA' }",
        "[[only]]\nseries = '2.25.1'\nattributes = { ERIKA = 'keep' }",
        "[[only]]\nseries = '2.25.1'\nattributes = { PatientSex = 'keep', '0010,0040' = 'keep' }",
        2 * "[[only]]\nseries = '2.25.1'\nattributes = { PatientSex = 'keep' }\n",
    ],
)
def test_what_is_no_such_rule_is_refused_without_quoting_it(text):
    with pytest.raises(ProfileError) as raised:
        parse(text.encode())
    assert "only" in str(raised.value)
    # A name that could be a keyword is told, as everywhere in a profile, so that somebody finds the line.
    assert "ERIKA" not in str(raised.value).replace("(ERIKA)", "")


@pytest.mark.parametrize("path", ["vr:DA", "SeriesInstanceUID", "/StudyInstanceUID", "SOPInstanceUID", "PatientID"])
def test_neither_a_whole_kind_nor_what_objects_are_found_by_can_have_one(path):
    with pytest.raises(ProfileError):
        Profile.from_dict(entry({path: "new UID" if path.endswith("UID") else "keep"}))


def test_they_go_by_new_uids_and_are_refused_where_there_are_none():
    with pytest.raises(ProfileError, match="retain-uids"):
        replace(profile(), options=frozenset({Option.UIDS}))
    with pytest.raises(ProfileError, match="SeriesInstanceUID"):
        Profile.from_dict(profile().as_dict() | {"attributes": {"SeriesInstanceUID": "remove"}})
    Profile.from_dict(profile().as_dict() | {"attributes": {"SeriesInstanceUID": "new UID"}})


def test_what_a_site_has_locked_holds_for_one_object_too():
    lock = Lock.of("basic", ["retain-patient-characteristics"])
    restricted, left_out = lock.restrict(profile())
    assert [path for path, _ in left_out] == ["PatientSex", "/PatientAge"]
    assert restricted.only == (Only(Scope.SERIES, SERIES, (Override.parse("PatientSex", "empty"),)),)


def test_a_site_that_keeps_uids_has_no_such_rules():
    site = Lock(replace(BASIC, options=frozenset({Option.UIDS})), frozenset({Option.UIDS}))
    restricted, left_out = site.restrict(profile())
    assert restricted.only == () and Option.UIDS in restricted.options
    assert len(left_out) == 3 and all("retain-uids" in why for _, why in left_out)


def test_an_attribute_is_explained_with_what_holds_for_some():
    explained = explain_attribute("PatientSex", profile())
    assert explained.attribute.override == Override("PatientSex", Strategy.REMOVE)
    assert [(each.uid, rule.strategy) for each, rule in explained.only] == [(OBJECT, "keep"), (SERIES, "empty")]
    assert explain_attribute("Modality", profile()).only == ()
    assert explained.as_dict()["only"][0] == {"object": OBJECT, "path": "PatientSex", "strategy": "keep", "text": ""}


def test_a_script_of_one_series_is_looked_at_as_any_other():
    made = Profile.from_dict(entry({"StudyDescription": {"script": "@nobody()"}}))
    assert [path for path, _ in unusable(made)] == ["StudyDescription"]
