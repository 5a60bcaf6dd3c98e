"""The review of attributes: what stands in each over a whole case, and what a person can make of it."""

import io
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset, FileDataset
from pydicom.filereader import dcmread

from curtain import deidentify_one
from curtain.files.source import BytesSource
from curtain.plan import plan
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile, ProfileError, load
from curtain.scan import scan
from curtain.survey import Survey, fold, judge, left_over, rows, survey_file
from curtain.survey.smallest import Smallest, key_of
from curtain.transforms.keyed import Keyed
from curtain.write import Order
from making import KEY, PYDICOM_FILES, as_bytes, ct, source

RESEARCH = load("research")
#: As Research, but nobody has accepted a long text.
SHORT = replace(RESEARCH, long_text=False)
OTHER = {"PatientID": "MRN-0815", "PatientName": "ZWETSCHGENKOCH^PAULA", "PatientBirthDate": "19610203"}


def item(**attributes: object) -> Dataset:
    made = Dataset()
    for keyword, value in attributes.items():
        setattr(made, keyword, value)
    return made


def orders(*datasets: FileDataset, profile: Profile = BASIC) -> list[tuple[BytesSource, Order]]:
    """The files of a case, each with what is planned for it. Instance UIDs are told apart by their number."""
    for number, dataset in enumerate(datasets):
        dataset.SOPInstanceUID = f"1.2.826.0.1.3680043.9.7.{number + 1}"
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    sources = [source(dataset) for dataset in datasets]
    case = plan({str(number): scan(each) for number, each in enumerate(sources)}, Keyed(KEY))
    return [
        (each, Order(case.patients[str(case.files[str(number)])], Keyed(KEY), profile=profile))
        for number, each in enumerate(sources)
    ]


def surveyed(*datasets: FileDataset, profile: Profile = BASIC) -> dict:
    """What a person sees of a case."""
    return fold(survey_file(*each) for each in orders(*datasets, profile=profile)).shown()


def row(shown: dict, path: str) -> dict:
    (found,) = [each for each in shown["rows"] if each["path"] == path]
    return found


def becomes(shown: dict, path: str) -> dict[str | None, list]:
    return {value["before"]: value["after"] for value in row(shown, path)["values"]}


def plain(survey: Survey) -> dict:
    return json.loads(json.dumps(survey.as_dict()))


def test_values_before_and_after_stand_beside_what_was_done_and_why():
    shown = surveyed(ct(StudyDescription="CT Thorax"), ct(StudyDescription="CT Abdomen", AccessionNumber=""))
    assert becomes(shown, "StudyDescription") == {"CT Thorax": [None], "CT Abdomen": [None]}
    description = row(shown, "StudyDescription")
    assert [(doing["action"], doing["files"]) for doing in description["doings"]] == [("remove", 2)]
    assert "Table E.1-1" in description["doings"][0]["why"]
    assert (description["tag"], description["name"], description["vr"]) == ("(0008,1030)", "Study Description", "LO")
    accession = row(shown, "AccessionNumber")
    assert accession["left"] == {"value": 1, "empty": 1, "dummy": 0}
    assert accession["distinct"] == 2
    # What is added was in no file.
    added = row(shown, "PatientIdentityRemoved")
    assert (added["files"], added["distinct"], added["values"][0]["before"]) == (0, 0, None)
    assert (shown["files"], shown["quarantined"], shown["patients"]) == (2, 0, 1)


def test_rows_stand_in_the_order_of_the_object_items_behind_their_sequence():
    nested = ct(RequestAttributesSequence=[item(ScheduledProcedureStepID="4711"), item(RequestedProcedureID="12")])
    shown = surveyed(nested)
    paths = [each["path"] for each in shown["rows"]]
    at = paths.index("RequestAttributesSequence")
    assert paths[at + 1 : at + 3] == [
        "RequestAttributesSequence.ScheduledProcedureStepID",
        "RequestAttributesSequence.RequestedProcedureID",
    ]
    assert paths[:2] == ["ImageType", "SOPClassUID"]
    assert [each["depth"] for each in shown["rows"]][at : at + 3] == [0, 1, 1]


def test_items_of_one_sequence_are_one_attribute():
    two = [item(ScheduledProcedureStepID="A"), item(ScheduledProcedureStepID="B")]
    inner = row(surveyed(ct(RequestAttributesSequence=two)), "RequestAttributesSequence.ScheduledProcedureStepID")
    assert (inner["files"], inner["distinct"]) == (1, 2)
    assert {value["before"]: value["files"] for value in inner["values"]} == {"A": 1, "B": 1}


def test_a_private_attribute_is_known_by_its_creator_whatever_block_it_has():
    one, other = ct(), ct()
    one.private_block(0x0009, "ACME 1.1", create=True).add_new(0x01, "LO", "alpha")
    other.private_block(0x0009, "SOMEBODY", create=True).add_new(0x01, "LO", "gamma")
    other.private_block(0x0009, "ACME 1.1", create=True).add_new(0x01, "LO", "beta")
    shown = surveyed(one, other)
    mine = row(shown, '(0009,"acme 1.1",01)')
    assert {value["before"] for value in mine["values"]} == {"alpha", "beta"}
    assert (mine["tag"], mine["private"], mine["safe"]) == ("(0009,xx01)", True, "keep")
    creators = row(shown, "(0009,00xx)")
    assert {value["before"] for value in creators["values"]} == {"ACME 1.1", "SOMEBODY"}
    assert creators["safe"] is creators["unsafe"] is None
    assert "block" in creators["fixed"]


@pytest.mark.parametrize(
    ("mine", "hers", "told"),
    [(["M", "M"], ["M", "M"], "everywhere"), (["M", "M"], ["O", "O"], "patient"), (["M", "O"], ["M", "M"], "differs")],
)
def test_it_tells_whether_a_value_is_the_same(mine: list[str], hers: list[str], told: str):
    files = [ct(PatientSexNeutered=value) for value in mine] + [ct(PatientSexNeutered=value, **OTHER) for value in hers]
    found = row(surveyed(*files), "PatientSexNeutered")
    assert (found["same"], found["patients"], found["files"]) == (told, 2, 4)


def test_values_are_told_apart_behind_what_is_shown_of_them():
    long = "a" * 400
    comments = row(surveyed(ct(ImageComments=long + "x"), ct(ImageComments=long + "y")), "ImageComments")
    assert (comments["distinct"], comments["same"]) == (2, "differs")
    assert {len(value["before"]) for value in comments["values"]} == {201}
    tables = [ct(RedPaletteColorLookupTableData=bytes(300) + bytes([end, 0])) for end in (1, 2)]
    for table in tables:
        table["RedPaletteColorLookupTableData"].VR = "OW"
    assert row(surveyed(*tables), "RedPaletteColorLookupTableData")["distinct"] == 2


def test_one_value_may_become_several():
    files = [ct(StudyDate="20200101"), ct(StudyDate="20200101", **OTHER)]
    (value,) = row(surveyed(*files, profile=RESEARCH), "StudyDate")["values"]
    assert (value["before"], value["files"], len(value["after"])) == ("20200101", 2, 2)


# --- Any order, any batches, bounded


def many(count: int) -> list[Survey]:
    words = ["Foobarine", "Quxine", "Thorax", "Abdomen", "Zwetschge"]
    files = [
        ct(
            StudyDescription=f"CT {words[number % 5]} {words[number * 3 % 4]}",
            ImageComments=f"Comment {number}: {words[number % 3]} of the thorax",
            RequestAttributesSequence=[item(ScheduledProcedureStepID=str(each)) for each in range(number % 4)],
            InstanceNumber=number,
            **(OTHER if number % 3 else {}),
        )
        for number in range(count)
    ]
    files[-1].private_block(0x0009, "ACME 1.1", create=True).add_new(0x01, "LO", "alpha")
    made = [survey_file(*each) for each in orders(*files, profile=SHORT)]
    made.append(survey_file(BytesSource(b"nothing"), Order(orders(ct())[0][1].patient, Keyed(KEY))))
    return made


@pytest.mark.parametrize("small", [False, True])
def test_folding_gives_the_same_in_any_order_and_in_any_batches(monkeypatch: pytest.MonkeyPatch, small: bool):
    if small:
        for module, name, limit in (
            (rows, "VALUES", 5), (rows, "_DISTINCT", 7), (rows, "_PATIENTS", 1), (rows, "_AFTERS", 1), (rows, "_DOINGS", 1),
            (left_over, "_WORDS", 2), (left_over, "_TEXTS", 4), (left_over, "_EXAMPLES", 2), (left_over, "_PATHS", 1),
        ):  # fmt: skip
            monkeypatch.setattr(module, name, limit)
    parts = [json.dumps(survey.as_dict()) for survey in many(24)]
    chance = random.Random(1)

    def folded(texts: list[str]) -> str:
        """In batches of batches, as workers would."""
        while len(texts) > 1:
            chance.shuffle(texts)
            size = chance.randint(2, 6)
            batches = [texts[at : at + size] for at in range(0, len(texts), size)]
            texts = [
                json.dumps(fold(Survey.from_dict(json.loads(text)) for text in batch).as_dict()) for batch in batches
            ]
        return texts[0]

    results = {folded(list(parts)) for _ in range(12)}
    assert len(results) == 1
    shown = Survey.from_dict(json.loads(results.pop())).shown()
    assert (shown["files"], shown["quarantined"], shown["patients"]) == (24, 1, 2)
    instance = row(shown, "SOPInstanceUID")
    assert (len(instance["values"]), instance["distinct"], instance["distinctMore"]) == (
        (5, 7, True) if small else (24, 24, False)
    )
    assert row(shown, "InstanceNumber")["files"] == 24
    if not small:
        assert {word["word"]: word["files"] for word in shown["words"]}["Foobarine"] == 9


def test_space_does_not_grow_with_the_files(monkeypatch: pytest.MonkeyPatch):
    for module, name, limit in ((rows, "VALUES", 3), (rows, "_DISTINCT", 5), (left_over, "_TEXTS", 2)):
        monkeypatch.setattr(module, name, limit)
    parts = many(60)
    half = len(json.dumps(fold(Survey.from_dict(plain(part)) for part in parts[:30]).as_dict()))
    whole = len(json.dumps(fold(parts).as_dict()))
    assert whole < half * 1.15


def test_attributes_without_end_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch):
    from curtain import survey

    monkeypatch.setattr(survey, "_ROWS", 20)
    shown = surveyed(ct())
    assert (len(shown["rows"]), shown["rowsMore"]) == (20, True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=80), st.integers(1, 10), st.randoms())
def test_the_smallest_keep_exact_counts(numbers: list[int], limit: int, chance: random.Random):
    def filled(some: list[int]) -> Smallest[int]:
        table = Smallest[int](limit, int.__add__)
        for number in some:
            table.put(key_of(str(number)), 1)
        return table

    cut = chance.randint(0, len(numbers))
    table, other = filled(numbers[:cut]), filled(numbers[cut:])
    table.fold(other)
    counts = {key_of(str(number)): numbers.count(number) for number in numbers}
    assert table.items() == sorted(counts.items())[:limit]
    assert table.more == (len(counts) > limit)


def test_a_file_that_cannot_be_cleaned_counts_and_takes_nothing_down():
    good = orders(ct())[0]
    broken = BytesSource(as_bytes(ct())[:-100])
    embedded = source(ct(OverlayRows=None, SOPClassUID="1.2.3.4.5"))
    parts = [survey_file(*good), survey_file(broken, good[1]), survey_file(embedded, good[1])]
    shown = fold(parts).shown()
    assert (shown["files"], shown["quarantined"]) == (1, 2)
    assert row(shown, "PatientID")["files"] == 1


# --- What is left over


def test_words_that_no_list_has_are_offered_and_can_be_accepted():
    files = [
        ct(StudyDescription="CT Abdomen Xyzolator MUSTERMANN", SeriesDescription="Xyzolator 5mm"),
        ct(StudyDescription="CT Abdomen xyzolator MUSTERMANN"),
    ]
    shown = surveyed(*files, profile=RESEARCH)
    (word,) = shown["words"]
    assert (word["word"], word["files"]) == ("Xyzolator", 2)
    assert word["paths"] == ["SeriesDescription", "StudyDescription"]
    assert {"before": "CT Abdomen Xyzolator MUSTERMANN", "after": "CT Abdomen"} in word["texts"]
    accepted = judge(RESEARCH, words=[{"word": "Xyzolator", "accept": True}])
    shown = surveyed(*files, profile=accepted)
    assert shown["words"] == []
    assert becomes(shown, "StudyDescription") == {
        "CT Abdomen Xyzolator MUSTERMANN": ["CT Abdomen Xyzolator"],
        "CT Abdomen xyzolator MUSTERMANN": ["CT Abdomen xyzolator"],
    }
    dropped = judge(accepted, words=[{"word": "XYZOLATOR", "accept": False}])
    assert dropped == RESEARCH


def test_a_description_of_which_nothing_is_known_is_offered_too():
    shown = surveyed(ct(SeriesDescription="Xyzolator"), profile=RESEARCH)
    assert [word["word"] for word in shown["words"]] == ["Xyzolator"]
    assert shown["words"][0]["texts"] == [{"before": "Xyzolator", "after": ""}]


def test_what_is_no_word_and_no_digest_is_not_accepted():
    assert judge(RESEARCH, words=[{"word": " ", "accept": True}]) == RESEARCH
    with pytest.raises(ProfileError, match="64 hexadecimal digits"):
        judge(RESEARCH, texts=[{"digest": "pain in the abdomen", "accept": True}])


def test_what_identifies_is_never_offered():
    """Neither what belongs to the patient, nor to another one of the case, nor what its shape gives away."""
    mine = ct(
        StudyDescription="CT Thorax Mustermann ACC778899",
        SeriesDescription="Zwetschgenkoch PaulaZwetschgenkoch Axial",
        ProtocolName="Tel 030 1234567 Dr. Blubberhuber",
    )
    shown = surveyed(mine, ct(**OTHER), profile=RESEARCH)
    assert shown["words"] == []


@pytest.mark.parametrize(
    "word",
    [
        "Xyzolator",
        "FooBarQux",
        "Q7Z",
        "x²yy",
        "Øystbar",
        "İstanbulx",
        "Żółćx",
        "ΣΊΣΥΦΟΣ",
        "АБВГДЕ",
        "日本太郎",
        "ﬁnlex",
    ],
)
def test_an_accepted_word_stays_however_it_is_written(word: str):
    file = ct(
        SpecificCharacterSet="ISO_IR 192", StudyDescription=f"CT Thorax {word}", SeriesDescription=f"{word}_axial"
    )
    (offered,) = surveyed(file, profile=RESEARCH)["words"]
    assert offered["word"] == word
    shown = surveyed(file, profile=judge(RESEARCH, words=[{"word": word, "accept": True}]))
    assert shown["words"] == []
    assert becomes(shown, "StudyDescription") == {f"CT Thorax {word}": [f"CT Thorax {word}"]}
    assert becomes(shown, "SeriesDescription") == {f"{word}_axial": [f"{word}_axial"]}


def test_of_too_many_people_no_word_is_offered(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(left_over, "_OWN", 2)
    assert surveyed(ct(StudyDescription="Xyzolator"), profile=RESEARCH)["words"] == []


def test_words_of_what_goes_anyway_are_not_offered():
    """Nobody can keep a word of an attribute that is removed, nor of what stands in a removed sequence."""
    hidden = ct(
        StudyDescription="Xyzolator",
        OriginalAttributesSequence=[item(ModifiedAttributesSequence=[item(SeriesDescription="Quxolator")])],
    )
    assert surveyed(hidden)["words"] == []
    own_rule = judge(RESEARCH, marks=[{"path": "StudyDescription", "safe": False}])
    assert surveyed(hidden, profile=own_rule)["words"] == []
    assert [word["word"] for word in surveyed(hidden, profile=RESEARCH)["words"]] == ["Xyzolator"]


def test_long_texts_are_removed_and_offered_as_what_would_stay():
    history = "Pain in the abdomen since two weeks. Xyzolator since then. Seen by Dr. Brinkmann"
    files = [ct(AdditionalPatientHistory=history), ct(AdditionalPatientHistory=history, PatientComments="Mustermann")]
    shown = surveyed(*files, profile=SHORT)
    assert becomes(shown, "AdditionalPatientHistory") == {history: [None]}
    (text,) = shown["texts"]
    assert (text["before"], text["files"], text["paths"]) == (history, 2, ["AdditionalPatientHistory"])
    assert "abdomen" in text["after"]
    assert "Brinkmann" not in text["after"]
    assert (text["words"], text["accepted"]) == (["Xyzolator"], False)

    accepted = judge(SHORT, texts=[{"digest": text["digest"], "accept": True}])
    again = surveyed(*files, profile=accepted)
    assert becomes(again, "AdditionalPatientHistory") == {history: [text["after"]]}
    assert [each["accepted"] for each in again["texts"]] == [True]
    assert judge(accepted, texts=[{"digest": text["digest"], "accept": False}]) == SHORT


def test_long_texts_are_not_offered_where_they_stay_or_go_anyway():
    history = ct(AdditionalPatientHistory="Pain in the abdomen")
    assert len(surveyed(history, profile=SHORT)["texts"]) == 1
    removed = judge(SHORT, marks=[{"path": "AdditionalPatientHistory", "safe": False}])
    for profile in (BASIC, RESEARCH, removed):
        assert surveyed(history, profile=profile)["texts"] == []


def test_texts_of_content_items_are_offered_only_where_their_words_stay():
    """Their concept decides: where texts of items become dummies, nothing that somebody accepted would stay."""
    concept = item(CodeValue="1", CodingSchemeDesignator="99LOCAL", CodeMeaning="Pain Xyzolator")
    content = item(ValueType="TEXT", ConceptNameCodeSequence=[concept], TextValue="Pain in the abdomen Quxolator")
    for profile, words in ((SHORT, ["Xyzolator"]), (RESEARCH, ["Quxolator", "Xyzolator"])):
        structured = replace(profile, options=profile.options | {Option.CLEAN_STRUCTURED_CONTENT})
        shown = surveyed(ct(AcquisitionContextSequence=[content]), profile=structured)
        assert [word["word"] for word in shown["words"]] == words
        assert shown["texts"] == []


def test_nobody_accepts_what_nobody_can_read_to_its_end():
    endless = "pain in the abdomen, " * 600
    assert len(endless) > 10_240
    assert surveyed(ct(ImageComments=endless), profile=SHORT)["texts"] == []


# --- Marks


def test_safe_is_kept_and_not_safe_goes_at_this_place_and_no_other():
    file = ct(
        StudyDescription="CT Thorax",
        Manufacturer="Acme",
        ReferencedStudySequence=[item(StudyDescription="inside")],
    )
    profile = judge(
        BASIC,
        marks=[{"path": "StudyDescription", "safe": True}, {"path": "Manufacturer", "safe": False}],
    )
    assert profile.as_dict()["attributes"] == {"/Manufacturer": "remove", "/StudyDescription": "keep"}
    shown = surveyed(file, profile=profile)
    assert becomes(shown, "StudyDescription") == {"CT Thorax": ["CT Thorax"]}
    assert becomes(shown, "ReferencedStudySequence.StudyDescription") == {"inside": [None]}
    # The image must have it.
    assert becomes(shown, "Manufacturer") == {"Acme": [""]}
    taken_back = judge(profile, marks=[{"path": path, "safe": None} for path in ("Manufacturer", "StudyDescription")])
    assert taken_back == BASIC


def test_a_mark_of_a_private_attribute():
    file = ct()
    file.private_block(0x0009, "ACME 1.1", create=True).add_new(0x01, "LO", "alpha")
    profile = judge(BASIC, marks=[{"path": '(0009,"acme 1.1",01)', "safe": True}])
    shown = surveyed(file, profile=profile)
    assert becomes(shown, '(0009,"acme 1.1",01)') == {"alpha": ["alpha"]}
    assert becomes(shown, "(0009,00xx)") == {"ACME 1.1": ["ACME 1.1"]}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("PatientID", "pseudonym"),
        ("PatientName", "pseudonym"),
        ("PixelData", "rule"),
        ("Rows", "pixels"),
        ("StudyInstanceUID", "UID"),
    ],
)
def test_what_always_has_its_own_rule_says_so(path: str, word: str):
    found = row(surveyed(ct()), path)
    assert word in found["fixed"]
    assert (found["safe"], found["unsafe"], found["mark"]) == (None, None, "")
    for safe in (True, False):
        with pytest.raises(ProfileError, match=word):
            judge(BASIC, marks=[{"path": path, "safe": safe}])


def test_nothing_is_safe_in_a_sequence_that_goes_before_the_sequence_is():
    file = ct(SourceImageSequence=[item(SeriesDescription="inside")])
    path = "SourceImageSequence.SeriesDescription"
    inside = row(surveyed(file), path)
    assert (inside["goesWith"], inside["safe"], inside["unsafe"]) == ("SourceImageSequence", None, "remove")
    kept = judge(BASIC, marks=[{"path": "SourceImageSequence", "safe": True}])
    inside = row(surveyed(file, profile=kept), path)
    assert (inside["goesWith"], inside["safe"], inside["values"][0]["after"]) == ("", "keep", [None])
    kept = judge(kept, marks=[{"path": path, "safe": True}])
    assert becomes(surveyed(file, profile=kept), path) == {"inside": ["inside"]}


@pytest.mark.parametrize("creator", ['A "B" C', "A)B.C", "A.B", "L" * 200, "two\nlines", "ÄÖ", "  a   b ", "\\"])
def test_a_creator_may_be_called_anything(creator: str):
    """Whoever made the file has no say in what a mark means: it is a path of a profile, or there is none."""
    file = ct(SpecificCharacterSet="ISO_IR 192")
    file.add_new(0x00090010, "UT" if len(creator) > 64 else "LO", creator)
    file.add_new(0x00091001, "LO", "alpha")
    shown = surveyed(file)
    (found,) = [each for each in shown["rows"] if each["tag"] in ("(0009,xx01)", "(0009,1001)")]
    assert bool(found["mark"]) != bool(found["fixed"])
    if found["mark"]:
        profile = judge(BASIC, marks=[{"path": found["path"], "safe": True}])
        assert Profile.from_dict(profile.as_dict()) == profile
        again = [each for each in surveyed(file, profile=profile)["rows"] if each["path"] == found["path"]]
        assert again[0]["values"][0]["after"] == ["alpha"]


def test_what_is_nested_deeper_than_a_path_can_be_has_no_mark():
    inner = item(SeriesDescription="inside")
    for _ in range(20):
        inner = item(PurposeOfReferenceCodeSequence=[inner])
    file = ct(PurposeOfReferenceCodeSequence=inner.PurposeOfReferenceCodeSequence)
    deepest = max(surveyed(file)["rows"], key=lambda each: each["depth"])
    assert (deepest["depth"], deepest["mark"], deepest["safe"]) == (20, "", None)
    assert deepest["fixed"].startswith("No profile")


def test_a_mark_of_what_is_no_attribute_is_refused():
    for path in ("vr:DA", "/StudyDescription", "No such thing", "(0009,00xx)", "(0009,1001)"):
        with pytest.raises(ProfileError):
            judge(BASIC, marks=[{"path": path, "safe": True}])


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small.dcm", "rtplan.dcm", "JPEG2000.dcm", "reportsi.dcm"])
def test_every_mark_that_is_offered_is_legal_and_is_done(name: str):
    """All attributes of a real object are marked not safe, then safe: the object is written either way."""
    opened = BytesSource((PYDICOM_FILES / "test_files" / name).read_bytes())
    order = Order(plan({"0": scan(opened)}, Keyed(KEY)).patients.popitem()[1], Keyed(KEY))
    shown = survey_file(opened, order).shown()
    assert shown["files"] == 1
    for safe, word in ((True, "safe"), (False, "unsafe")):
        offered = [each for each in shown["rows"] if each[word] is not None]
        assert len(offered) > 20
        profile = judge(BASIC, marks=[{"path": each["path"], "safe": safe} for each in offered])
        assert Profile.from_dict(profile.as_dict()) == profile
        assert profile.as_dict()["attributes"] == {each["mark"]: each[word] for each in offered}
    # The last profile: all goes that can.
    again = survey_file(opened, replace(order, profile=profile)).shown()
    assert again["files"] == 1
    gone = {each["path"]: each["values"][0]["after"] for each in again["rows"] if each["mark"]}
    assert gone["Modality"] == ["OT"]
    assert gone.get("StudyDate", [""]) == [""]
    assert sum(after == [None] for after in gone.values()) > 5


# --- A second stage


def test_our_own_output_shows_what_the_first_stage_left():
    first = deidentify_one(as_bytes(ct(StudyDescription="CT Thorax", ImageComments="x")), KEY, RESEARCH).content
    shown = fold([survey_file(BytesSource(first), orders(dcmread(io.BytesIO(first)))[0][1])]).shown()
    assert shown["alreadyDeidentified"] == 1
    for path, kind in (("PatientName", "dummy"), ("PatientID", "dummy"), ("AccessionNumber", "empty")):
        assert row(shown, path)["left"] == {"value": 0, "empty": 0, "dummy": 0} | {kind: 1}
    assert row(shown, "StudyDescription")["left"]["value"] == 1


def test_what_another_program_left_is_seen():
    """Cleaned as by a script of CTP: names and dates are gone, a comment and a private attribute were forgotten."""
    left = ct(
        PatientName="Anonymous", PatientID="9f8e7d6c", PatientBirthDate="", PatientSex="F", StudyDate="20000101",
        ReferringPhysicianName="ANON^ANON", InstitutionName="Removed", AccessionNumber="", PatientIdentityRemoved="YES",
        StationName="None", PatientAddress="De-identified", AcquisitionDate="19000101", PatientAge="000D",
        DeidentificationMethod="CTP Default: based on DICOM PS3.15 AnnexE. Details in 0012,0064",
        PatientComments="Frau Mustermann, Zimmer 12",
    )  # fmt: skip
    left.private_block(0x0013, "CTP", create=True).add_new(0x10, "LO", "Project of Dr. Mustermann")
    shown = surveyed(left)
    assert shown["alreadyDeidentified"] == 1
    kinds = {each["path"]: each["values"][0]["kind"] for each in shown["rows"]}
    for path in (
        "PatientName", "ReferringPhysicianName", "InstitutionName", "PatientAddress", "AcquisitionDate", "PatientAge",
    ):  # fmt: skip
        assert kinds[path] == "dummy", path
    for path in ("PatientBirthDate", "AccessionNumber"):
        assert kinds[path] == "empty", path
    for path in ("PatientID", "PatientComments", '(0013,"ctp",10)', "StudyDate", "StationName", "Rows", "Modality"):
        assert kinds[path] == "value", path
    assert becomes(shown, "PatientComments") == {"Frau Mustermann, Zimmer 12": [None]}
