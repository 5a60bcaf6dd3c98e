"""Recipes of pydicom/deid: what each line becomes, and what is said of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.rules.overrides import Override, Strategy
from curtain.rules.profile import parse
from curtain.scripts import Imported, Kind, Line, Outcome, ScriptError, read


def recipe(*lines: str) -> Imported:
    """A recipe whose header has these lines; the first of them is line 3."""
    return read({"deid.dicom": "\n".join(["FORMAT dicom", "%header", *lines]).encode()})


def one(line: str) -> tuple[tuple[Override, ...], Line]:
    made = recipe(line)
    assert made.kind is Kind.RECIPE
    return made.profile.attributes, next(each for each in made.lines if each.number == 3)


@pytest.mark.parametrize(
    ("line", "override"),
    [
        ("KEEP PatientSex", Override("PatientSex", Strategy.KEEP)),
        ("REMOVE PatientSex", Override("PatientSex", Strategy.REMOVE)),
        ("BLANK PatientSex # because", Override("PatientSex", Strategy.EMPTY)),
        ("REPLACE StudyID 77 # text", Override("StudyID", Strategy.REPLACE, "77")),
        ("ADD BodyPartExamined CHEST", Override("BodyPartExamined", Strategy.ADD, "CHEST")),
        ("keep (0010,0040)", Override("PatientSex", Strategy.KEEP)),
        ("REMOVE 00100040", Override("PatientSex", Strategy.REMOVE)),
        ('KEEP (0033,"ACME 1.0",1E)', Override('(0033,"acme 1.0",1E)', Strategy.KEEP)),
        (
            "BLANK RequestAttributesSequence__ScheduledProcedureStepID",
            Override("RequestAttributesSequence.ScheduledProcedureStepID", Strategy.EMPTY),
        ),
        ("REMOVE StudyInstanceUID", Override("StudyInstanceUID", Strategy.REMOVE)),
    ],
)
def test_a_line_with_an_equal_becomes_that(line, override):
    made, told = one(line)
    assert made == (override,) and told.outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("line", "override", "outcome"),
    [
        ("JITTER StudyDate 31", Override("StudyDate", Strategy.SHIFT), Outcome.OTHER),
        ("JITTER StudyDate var:days", Override("StudyDate", Strategy.SHIFT), Outcome.OTHER),
        ("REPLACE StudyDate deid_func:jitter days=4", Override("StudyDate", Strategy.SHIFT), Outcome.OTHER),
        (
            "REPLACE StudyInstanceUID deid_func:dicom_uuid",
            Override("StudyInstanceUID", Strategy.NEW_UID),
            Outcome.OTHER,
        ),
        ("REPLACE StudyInstanceUID 1.2.3", Override("StudyInstanceUID", Strategy.NEW_UID), Outcome.OTHER),
        ("REPLACE AccessionNumber deid_func:suffix_uuid", Override("AccessionNumber", Strategy.HASH), Outcome.OTHER),
        ("REMOVE StudyID func:is_secret", Override("StudyID", Strategy.REMOVE), Outcome.STRICTER),
        ("REMOVE StudyID contains:SMITH", Override("StudyID", Strategy.REMOVE), Outcome.STRICTER),
        ("REPLACE StudyID var:new_id", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("REPLACE StudyID func:make", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("ADD StudyID var:new_id", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("REPLACE StudyID deid_func:rot13", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("REPLACE StudyID", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("JITTER StudyID 31", Override("StudyID", Strategy.REMOVE), Outcome.NO_EQUAL),
        ("REPLACE StudyDate soon", Override("StudyDate", Strategy.REMOVE), Outcome.NO_EQUAL),
    ],
)
def test_a_line_that_does_something_else_says_so(line, override, outcome):
    made, told = one(line)
    assert (made, told.outcome) == ((override,), outcome)
    assert told.why.endswith(".")


@pytest.mark.parametrize("line", ["REPLACE PatientName var:name", "KEEP PatientID", "REMOVE PatientName"])
def test_the_patient_becomes_the_pseudonym(line):
    made, told = one(line)
    assert made == () and told.outcome is Outcome.OTHER


@pytest.mark.parametrize(
    "line",
    ["KEEP NoSuchField", "SCRAMBLE PatientSex", "KEEP", "KEEP ALL", "KEEP contains:Date", "REMOVE values:list", "REMOVE fields:nowhere",
     "REMOVE contains:(a+)+", "REMOVE select:AGE:3", "REMOVE sometimes:PatientSex", "KEEP PatientSex__StudyID", "garbage"],
)  # fmt: skip
def test_a_line_that_means_nothing_here_is_left_out_and_told(line):
    made, told = one(line)
    assert made == () and told.outcome is Outcome.NO_EQUAL and told.why


@pytest.mark.parametrize(
    ("spec", "among", "others"),
    [
        ("startswith:PatientBirth", {"PatientBirthDate", "PatientBirthTime"}, {"PatientSex"}),
        ("endswith:Date", {"StudyDate", "PatientBirthDate"}, {"StudyTime"}),
        ("contains:physician", {"ReferringPhysicianName", "PerformingPhysicianName"}, {"OperatorsName"}),
        ("contains:(institution|station)", {"InstitutionName", "StationName"}, {"PatientSex"}),
        ("except:(date|time|name)", {"PatientSex"}, {"StudyDate", "OperatorsName"}),
        ("select:VR:PN", {"OperatorsName"}, {"InstitutionName"}),
        ("select:GROUP:0010", {"PatientSex", "PatientComments"}, {"StudyDate"}),
        ("ALL", {"PatientSex", "StudyDate"}, {"Rows"}),
    ],
)
def test_a_line_can_mean_many_attributes(spec, among, others):
    made, told = one(f"BLANK {spec}")
    paths = {each.path for each in made if each.strategy is Strategy.EMPTY}
    assert among <= paths and not others & paths
    assert not {each for each in made if each.strategy is Strategy.KEEP}
    assert told.why.startswith("Attributes: ")


def test_a_condition_that_cannot_be_asked_does_not_take_everything():
    made, told = one("REMOVE ALL func:is_private")
    assert made == () and told.outcome is Outcome.NO_EQUAL
    made, told = one("REMOVE select:GROUP:0010 func:is_private")
    assert {each.strategy for each in made} == {Strategy.REMOVE} and told.outcome is not Outcome.SAME


@pytest.mark.parametrize("spec", ["contains:^50.{6}$", "contains:^60.{2}[34]000$", "contains:^.{3}[13579].{4}$"])
def test_what_is_removed_anyway_is_told_as_such(spec):
    made, told = one(f"REMOVE {spec}")
    assert made == () and told.outcome is Outcome.OTHER and "anyway" in told.why


def test_one_attribute_goes_before_many_and_keeping_before_changing():
    made = recipe(
        "KEEP StudyDate",
        "REMOVE endswith:Date",
        "JITTER SeriesDate 3",
        "REMOVE SeriesDate",
        "BLANK StudyID",
        "KEEP StudyID",
    )
    by_path = {each.path: each.strategy for each in made.profile.attributes}
    assert by_path["StudyDate"] is by_path["StudyID"] is Strategy.KEEP
    assert by_path["SeriesDate"] is Strategy.SHIFT
    assert by_path["ContentDate"] is Strategy.REMOVE
    outcomes = {line.number: line.outcome for line in made.lines}
    assert outcomes[6] is outcomes[7] is Outcome.OTHER  # they lost


def test_that_a_name_or_number_of_the_case_hardly_stays_is_told():
    made = recipe("KEEP StudyID", "KEEP ReferringPhysicianName", "KEEP PatientSex")
    assert [line.outcome for line in made.lines if line.number > 2] == [
        Outcome.STRICTER,
        Outcome.STRICTER,
        Outcome.SAME,
    ]


def test_all_that_is_not_named_can_be_removed():
    made = recipe("REMOVE ALL", "KEEP PatientSex", "BLANK StudyID")
    by_path = {each.path: each.strategy for each in made.profile.attributes}
    assert by_path["PatientSex"] is Strategy.KEEP and by_path["StudyID"] is Strategy.EMPTY
    assert by_path["/StudyDescription"] is Strategy.REMOVE
    assert not {"/PatientSex", "/StudyID", "/Rows", "/PixelData"} & by_path.keys()


SECTIONS = """# by the site
FORMAT dicom

%header
REMOVE fields:mine
REMOVE values:theirs
%fields mine
FIELD PatientSex
FIELD startswith:Institution
%values theirs
SPLIT PatientID by="^";minlength=4
%labels
ADD Owner nobody
%filter graylist
LABEL CT Dose # a screen
  contains Modality CT
  + equals Manufacturer GE
  coordinates 0,0,512,80
"""


def test_sections_beside_the_header_are_told():
    made = read({"r": SECTIONS.encode()})
    by_path = {each.path: each.strategy for each in made.profile.attributes}
    assert by_path["PatientSex"] is by_path["InstitutionName"] is Strategy.REMOVE
    outcomes = {line.number: line.outcome for line in made.lines}
    assert [number for number, outcome in outcomes.items() if outcome is Outcome.NO_EQUAL] == [6, *range(10, 14)]
    assert {outcomes[number] for number in range(14, 19)} == {Outcome.SAME}
    assert any(line.number == 0 and "review" in line.why for line in made.lines)
    # The filters go along, each line where it was.
    (filters,) = made.profile.pixel_scripts
    assert filters.splitlines()[13:] == [line.strip() for line in SECTIONS.splitlines()[13:]]
    assert not filters[: filters.index("%filter")].strip()
    assert not made.goes_beside


def test_a_recipe_of_filters_alone_takes_no_profile_away():
    made = read({"r": SECTIONS[SECTIONS.index("%filter") :].encode()})
    assert made.goes_beside and not made.profile.attributes and len(made.profile.pixel_scripts) == 1


def test_an_imported_recipe_can_be_saved_and_read_again():
    made = recipe(
        "REMOVE ALL", "KEEP PatientSex", 'KEEP (0033,"ACME 1.0",1E)', "JITTER endswith:Date 3", "ADD StudyID 7"
    ).profile
    assert parse(made.as_toml().encode()) == made


def test_a_recipe_that_means_everything_over_and_over_is_refused():
    with pytest.raises(ScriptError):
        recipe(*["BLANK ALL"] * 60)


def test_a_recipe_reads_no_table():
    with pytest.raises(ScriptError):
        read({"r": b"FORMAT dicom\n%header\nKEEP PatientSex\n", "t": b"ptid/1=2\n"})


_ACTIONS = st.sampled_from(
    ["ADD", "REPLACE", "JITTER", "BLANK", "REMOVE", "blank", "%fields x", "%header", "FIELD", "LABEL", "#"]
)
_SPECS = st.sampled_from(
    ["PatientSex", "StudyDate", "ALL", "endswith:Time", "contains:", "contains:(a", "select:VR:DA", "fields:x", "00100040", "Rows",
     "RequestAttributesSequence__StudyID", '(0009,"A",02)', "x:y", "PixelData", "StudyInstanceUID"]
)  # fmt: skip
_VALUES = st.sampled_from(["", "7", "var:a", "func:b", "deid_func:jitter", "20240101", "KEEP", "contains:a"])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(_ACTIONS, _SPECS, _VALUES).map(" ".join) | st.text(max_size=30), max_size=5))
def test_no_recipe_keeps_what_it_does_not_say(lines):
    made = recipe(*(line.replace("KEEP ", "") for line in lines))
    assert not [each for each in made.profile.attributes if each.strategy is Strategy.KEEP]
    assert parse(made.profile.as_toml().encode()) == made.profile
