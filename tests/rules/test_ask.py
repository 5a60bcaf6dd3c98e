"""What a profile does to an attribute, asked before any file is there."""

import json

import pytest
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from curtain.rules.ask import AskError, Explained, NoSuchAttribute, explain_attribute, find, found
from curtain.rules.decide import Action, Policy
from curtain.rules.iod import types
from curtain.rules.options import Option
from curtain.rules.overrides import Override
from curtain.rules.profile import BASIC, Profile, load, names
from curtain.write import write
from making import ct, order, source

CT, SEGMENTATION, PDF = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.104.1"
SUV = '(7053,"Philips PET Private Group",00)'
STEP = "RequestAttributesSequence.ScheduledProcedureStepID"


def profile(*options: Option, **attributes: object) -> Profile:
    overrides = tuple(Override.parse(path, value) for path, value in attributes.items())
    return Profile("test", frozenset(options), attributes=overrides)


def actions(explained: Explained) -> dict[str, Action]:
    return {kind.type: kind.action for kind in explained.types}


# --- Search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "(0010,0040)", "0010,0040", "0010, 0040", "00100040", " 0010 0040 ", "PatientSex", "patientsex", "patient sex",
        "Patient's Sex", "patient’s sex", "sex patient", "pat sex",
    ],
)  # fmt: skip
def test_an_attribute_is_found_however_it_is_spelled(query):
    assert find(query)[0] == 0x00100040


@pytest.mark.parametrize(
    "query, first",
    [
        ("study date", "StudyDate"), ("series desc", "SeriesDescription"), ("inst name", "InstitutionName"),
        ("sop instance uid", "SOPInstanceUID"), ("birth", "PatientBirthDate"), ("rows", "Rows"), ("OverlayData", "OverlayData"),
    ],
)  # fmt: skip
def test_the_best_comes_first(query, first):
    expected = 0x60003000 if first == "OverlayData" else tag_for_keyword(first)
    assert find(query)[0] == expected


def test_the_beginning_of_a_tag_finds_all_that_begin_so():
    tags = find("0010,00", limit=500)
    assert {0x00100010, 0x00100040} <= set(tags)
    assert all(tag >> 8 == 0x001000 for tag in tags)


def test_a_whole_tag_is_found_though_nobody_knows_it():
    assert find("(0009,1001)") == [0x00091001]
    assert find("0010FFFF") == [0x0010FFFF]


@pytest.mark.parametrize("query", ["", "  ", "()", "no such thing", "'", "\0", "x" * 10_000, "patient zzz"])
def test_what_fits_nothing_finds_nothing(query):
    assert find(query) == []


def test_a_search_has_an_end():
    assert len(find("e")) == 50
    assert len(find("date", limit=7)) == 7
    assert len(set(find("0010"))) == len(find("0010"))


def test_a_search_tells_what_is_done():
    sex = found("patient sex", BASIC)[0]
    assert (sex.path, sex.tag, sex.does, sex.override) == ("PatientSex", "(0010,0040)", "empty", None)
    assert "keep" in [each.name for each in sex.strategies]


@pytest.mark.parametrize("query", [STEP, SUV, "/PatientSex"])
def test_a_search_finds_what_a_path_leads_to(query):
    first = found(query, BASIC)[0]
    assert Override.parse(first.path, "remove") == Override.parse(query, "remove")


def test_what_a_search_finds_a_profile_can_name():
    for query in ("name", "date", "uid", "0020,31", "overlay", "label"):
        for each in found(query, BASIC):
            for choice in each.strategies[:2]:
                override = Override.parse(each.path, choice.name)
                assert override.path == each.path


# --- What is done ---------------------------------------------------------------------------------


def test_types_of_objects_differ():
    explained = explain_attribute("ContentDate", BASIC)
    assert explained.row.code == "Z/D"
    assert actions(explained)["1"] is Action.REPLACE
    assert actions(explained)["3"] is Action.EMPTY
    assert explained.attribute.does == "replace or empty"
    assert sum(kind.classes for kind in explained.types) > 150


@pytest.mark.parametrize("sop_class", [CT, "CTImageStorage"])
def test_one_class_has_one_answer(sop_class):
    (kind,) = explain_attribute("ContentDate", BASIC, sop_class).types
    assert (kind.type, kind.action, kind.examples) == ("2C", Action.EMPTY, ("CT Image Storage",))


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("sop_class", [CT, SEGMENTATION])
def test_the_answer_for_a_class_is_the_decision_for_it(name, sop_class):
    chosen = load(name)
    policy = Policy(types(sop_class), chosen)
    for keyword in (
        "AccessionNumber",
        "ContentDate",
        "StudyDate",
        "SeriesDescription",
        "PatientAge",
        "Rows",
        "StationName",
    ):
        explained = explain_attribute(keyword, chosen, sop_class)
        decision = policy.decide(tag_for_keyword(keyword), explained.attribute.vr, 0)
        assert [kind.action for kind in explained.types] == [decision.action]


def test_what_is_told_of_an_attribute_is_what_is_done_to_it():
    """Cleans an object and asks of each attribute of it; only what depends on values may differ."""
    dataset = ct(
        BurnedInAnnotation="NO", DeidentificationMethod="by hand", PatientIdentityRemoved="NO", PatientAge="064Y",
        SeriesDescription="Thorax", InstitutionName="St. Elsewhere", OperatorsName="ROE^RICHARD", PatientWeight="70",
        LongitudinalTemporalInformationModified="UNMODIFIED", SpecificCharacterSet="ISO_IR 100",
    )  # fmt: skip
    step = Dataset()
    step.ScheduledProcedureStepID, step.ScheduledProcedureStepDescription = "4711", "Thorax"
    dataset.RequestAttributesSequence = Sequence([step])
    for options in ([], [Option.CLEAN_DESCRIPTORS, Option.MODIFIED_DATES, Option.PATIENT_CHARACTERISTICS]):
        chosen = profile(*options, InstitutionName={"replace": "A hospital"}, OperatorsName="hash")
        candidate = write(source(dataset), order(profile=chosen), with_rows=True)
        # Stamps stand there once more, for what the attribute became by its rule.
        done = {row.as_dict()["path"]: row.as_dict() for row in candidate.changes.rows}
        asked = 0
        for path, row in done.items():
            if "[" in path and not path.startswith("(0040,0275)[1]."):
                continue
            named = path.replace("[1]", "").replace("(0040,0275).", "RequestAttributesSequence.")
            (kind,) = explain_attribute(named, chosen, CT).types
            if row["before"] is None:
                assert kind.action is Action.REPLACE, path
            elif not row["why"].endswith(("it is empty", "it stays as it is", "it is a UID of the standard itself")):
                assert (path, kind.action) == (path, row["action"])
            asked += 1
        assert asked > 30


def test_an_option_says_what_it_would_change():
    switches = {each.option: each for each in explain_attribute("StudyDate", BASIC).options}
    assert switches.keys() == {Option.FULL_DATES, Option.MODIFIED_DATES}
    assert switches[Option.MODIFIED_DATES].does == "shift"
    assert not switches[Option.FULL_DATES].chosen


def test_an_option_that_is_chosen_says_what_is_done_without_it():
    switches = {each.option: each for each in explain_attribute("StudyDate", profile(Option.MODIFIED_DATES)).options}
    assert (switches[Option.MODIFIED_DATES].chosen, switches[Option.MODIFIED_DATES].does) == (True, "empty")
    assert switches[Option.FULL_DATES].does == "keep"


def test_an_override_is_told_and_no_option_changes_it():
    chosen = profile(Option.MODIFIED_DATES, **{"vr:DA": "year only"})
    explained = explain_attribute("StudyDate", chosen)
    assert explained.attribute.does == "year only"
    assert explained.attribute.override == Override.parse("vr:DA", "year only")
    assert explained.options == ()


def test_an_override_that_an_object_forbids_becomes_stricter():
    explained = explain_attribute("StudyInstanceUID", BASIC)
    assert explained.attribute.does == "new UID"
    removed = explain_attribute("PatientSex", profile(PatientSex="remove"))
    assert actions(removed) == {"2": Action.EMPTY, "3": Action.REMOVE}


def test_what_a_profile_may_say_of_an_attribute_fits_its_values():
    def choices(path: str) -> set[str]:
        return {each.name for each in explain_attribute(path, BASIC).attribute.strategies}

    assert "shift" in choices("StudyDate") and "age band" not in choices("StudyDate")
    assert choices("PatientName") == {"pseudonym"}
    assert choices("SOPInstanceUID") == choices("PixelData") == choices("(0009,1001)") == set()
    assert choices(SUV) == {"keep", "remove", "empty"}
    assert "add" in choices("PatientSex") and "add" not in choices("RequestAttributesSequence.PatientSex")


# --- Paths ----------------------------------------------------------------------------------------


def test_what_a_sequence_loses_goes_with_it():
    explained = explain_attribute(STEP, BASIC, CT)
    assert explained.attribute.does == "remove"
    assert "RequestAttributesSequence" in explained.attribute.why
    inside = explain_attribute(STEP, profile(Option.CLEAN_DESCRIPTORS, **{STEP: "hash"}), CT)
    assert inside.attribute.does == "hash"


def test_an_override_in_a_sequence_that_goes_keeps_nothing():
    explained = explain_attribute(STEP, profile(**{STEP: "keep"}), CT)
    assert (explained.attribute.does, explained.attribute.override.strategy) == ("remove", "keep")


def test_a_path_may_be_written_as_people_write():
    assert explain_attribute("request attributes sequence.0040,0009", BASIC).attribute.path == STEP


def test_a_safe_private_attribute_is_known_by_its_creator():
    assert explain_attribute(SUV, BASIC).attribute.does == "remove"
    explained = explain_attribute(SUV, profile(Option.SAFE_PRIVATE))
    assert (explained.attribute.does, explained.attribute.vr) == ("keep", "DS")
    assert explained.attribute.name.startswith("SUV Factor")
    assert explain_attribute('(7053,"Somebody else",00)', profile(Option.SAFE_PRIVATE)).attribute.does == "remove"


@pytest.mark.parametrize("tag", ["(0009,1001)", "0010FFFF", "(0010,0000)", "60003000", "(0002,0010)"])
def test_what_nobody_can_tell_goes(tag):
    assert explain_attribute(tag, BASIC).attribute.does == "remove"


@pytest.mark.parametrize(
    "path", ["", "birth", "PatientSex.PatientName", "..", "NoSuchSequence.PatientSex", '(0009,"",01)']
)
def test_what_is_no_attribute_is_told_as_such(path):
    with pytest.raises(AskError):
        explain_attribute(path, BASIC)


def test_a_name_that_nobody_has_is_told_apart_from_a_class_that_nobody_has():
    with pytest.raises(NoSuchAttribute):
        explain_attribute("birth", BASIC)
    for sop_class in ("1.2.3", "NoSuchStorage", "1.2.840.10008.1.2"):
        with pytest.raises(AskError) as caught:
            explain_attribute("PatientSex", BASIC, sop_class)
        assert not isinstance(caught.value, NoSuchAttribute)


# --- What else has a say --------------------------------------------------------------------------


def test_a_class_that_is_held_back_says_so():
    assert "document" in explain_attribute("PatientSex", BASIC, PDF).notes[0]
    held = Profile("test", classes=frozenset({"segmentation"}))
    assert "holds it back" in explain_attribute("PatientSex", held, SEGMENTATION).notes[0]
    assert explain_attribute("PatientSex", held, CT).notes == ()


def test_classes_that_are_held_back_are_not_counted():
    # Only documents must have it, and none comes out.
    assert [kind.type for kind in explain_attribute("DocumentTitle", BASIC).types] == ["3"]
    assert [kind.type for kind in explain_attribute("DocumentTitle", BASIC, PDF).types] == ["2"]


def test_what_stays_is_still_searched_for_the_patient():
    notes = explain_attribute("StationName", profile(Option.DEVICE)).notes
    assert any("of the patient" in note for note in notes)


@pytest.mark.parametrize(
    "path", ["PatientSex", STEP, SUV, "(0009,1001)", "ContentDate", "CodeMeaning", "SOPClassUID", "PixelData"]
)
def test_the_answer_is_plain_data(path):
    answer = explain_attribute(path, profile(PatientSex={"replace": "O"})).as_dict()
    assert json.loads(json.dumps(answer))["path"] == answer["path"]
    assert set(answer) == {
        "path", "tag", "keyword", "name", "vr", "does", "why", "override", "strategies", "row", "types", "options", "only",
        "notes",
    }  # fmt: skip
    assert set(answer["row"]) == {"code", "words", "source", "options"}
    if path == "PatientSex":
        assert answer["override"] == {"path": "PatientSex", "strategy": "replace", "text": "O"}
        assert answer["row"]["options"] == [{"option": "retain-patient-characteristics", "code": "K"}]


@pytest.mark.parametrize(
    ("path", "options", "told"),
    [
        ("ReferringPhysicianName", [], True),
        ("InstitutionName", [], True),
        ("InstitutionName", ["retain-institution-identity"], False),
        ("StudyDescription", [], False),
    ],
)
def test_who_keeps_what_is_searched_for_is_told_that_it_seldom_stays(path, options, told):
    rules = Profile.from_dict({"options": options, "attributes": {path: "keep"}})
    assert any("looked for everywhere" in note for note in explain_attribute(path, rules).notes) == told
