"""The profile's own rules for attributes, from file to file: what each strategy makes of a value, and what none lets out."""

import io
import re

import pydicom
import pytest
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_sequence
from pydicom.sequence import Sequence
from pydicom.uid import ImplicitVRLittleEndian

from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import Quarantine
from curtain.plan import Patient
from curtain.rules.overrides import Strategy
from curtain.rules.profile import Profile, ProfileError, load, names
from curtain.scan import scan
from curtain.transforms.keyed import Keyed
from curtain.transforms.values import zip_area
from curtain.verify.claims import findings
from curtain.write import write
from making import INSTANCE, SYNTAXES, as_bytes, ct, order, source

TOKEN = re.compile(r"[0-9A-HJKMNP-TV-Z]{12}")
PSEUDONYM = "7F3K-21QZ-M8TD"


def profile(*options: str, **by_path: object) -> Profile:
    return Profile.from_dict({"options": list(options), "attributes": by_path})


def cleaned(dataset: Dataset, rules: Profile, **changes: object) -> Dataset:
    """Written, checked and searched as before it leaves, and read with pydicom."""
    patient = Patient(PSEUDONYM)
    patient.learn(scan(source(dataset)).strings)
    asked = order(profile=rules, patient=patient, **changes)
    candidate = write(source(dataset), asked)
    pieces = PieceSource(candidate.pieces, candidate.source)
    data = pieces.read(0, pieces.size)
    examine(BytesSource(data), candidate, asked)
    return pydicom.dcmread(io.BytesIO(data))


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("keyword", "value", "strategy", "becomes"),
    [
        ("PatientSex", "F", "keep", "F"),
        ("PatientSex", "F", "remove", ""),
        ("PatientWeight", "71.5", "keep", 71.5),
        ("PatientWeight", "71.5", {"replace": "70"}, 70),
        ("StudyDescription", "Chest of the day", {"replace": "CT chest"}, "CT chest"),
        ("StudyDescription", "Chest of Erika", "clean", "Chest of"),
        ("PatientAge", "047Y", "keep", "047Y"),
        ("PatientAge", "047Y", {"age band": "10"}, "040Y"),
        ("PatientAge", "047Y", {"age band": "5"}, "045Y"),
        ("PatientAge", "089Y", {"age band": "20"}, "080Y"),
        ("PatientAge", "096Y", {"age band": "10"}, "090Y"),
        ("PatientAge", "011M", {"age band": "10"}, "000Y"),
        ("PatientAge", "096Y", "cap age", "090Y"),
        ("StudyDate", "20240131", "year only", "20240101"),
        ("StudyDate", "20240101", "year only", "20240101"),
        ("StudyDate", "20240131", "keep", "20240131"),
        ("StudyDate", "20240131", "remove", ""),
        ("AcquisitionDateTime", "20240131101500.5+0100", "year only", "2024"),
        ("PatientBirthDate", "19570812", "year only", "19570101"),
        ("PatientComments", "lives at 3 High Street, Springfield, IL 62704-1234", "ZIP area", "627"),
        ("PatientAddress", "3 High Street, 03601 Acworth", "ZIP area", "000"),
        ("OperatorsName", "WINTER^ANNA", "pseudonym", PSEUDONYM),
    ],
)
def test_a_strategy_makes_of_a_value(syntax, keyword, value, strategy, becomes):
    after = cleaned(ct(syntax, **{keyword: value}), profile(**{keyword: strategy}))
    assert after.get(keyword, None) == becomes


def test_a_hash_is_the_same_for_the_same_value_under_one_key_and_no_other():
    rules = profile(AccessionNumber="hash", OtherPatientIDs="hash", StationName="hash")
    one, two = (
        ct(AccessionNumber="ACC778899", OtherPatientIDs=["ACC778899", "X9"], StationName="CT1") for _ in range(2)
    )
    first, second = cleaned(one, rules), cleaned(two, rules, keyed=Keyed(b"another key, also long"))
    assert TOKEN.fullmatch(first.AccessionNumber) and first.AccessionNumber == first.OtherPatientIDs[0]
    assert first.OtherPatientIDs[1] != first.OtherPatientIDs[0] != first.StationName
    assert first.AccessionNumber != second.AccessionNumber


def test_what_is_randomised_cannot_be_linked():
    rules = profile(
        StudyDescription="randomise", StudyDate="randomise", StudyTime="randomise", AcquisitionDateTime="randomise"
    )
    made = [
        cleaned(
            ct(StudyDescription="Chest", AcquisitionDateTime="20240131101500", SOPInstanceUID=f"{INSTANCE}.{number}"),
            rules,
        )
        for number in range(4)
    ]
    for keyword in ("StudyDescription", "StudyDate", "StudyTime", "AcquisitionDateTime"):
        assert len({each[keyword].value for each in made}) == 4
    assert all(
        TOKEN.fullmatch(each.StudyDescription) and re.fullmatch(r"\d{14}", each.AcquisitionDateTime) for each in made
    )


def test_dates_are_shifted_alike_by_an_option_and_by_an_override():
    by_option = cleaned(ct(), profile("retain-modified-dates"))
    by_path = cleaned(ct(), profile(StudyDate="shift", StudyTime="shift"))
    assert by_option.StudyDate == by_path.StudyDate != "20240131" and by_path.StudyTime == "101500"
    assert by_path.ContentDate == "" and by_path.LongitudinalTemporalInformationModified == "REMOVED"


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_an_attribute_is_added_where_there_is_none(syntax):
    rules = profile(
        ClinicalTrialSiteID={"add": "7"}, StudyDescription={"add": "Löwe"}, PatientComments={"replace": "none"}
    )
    after = cleaned(ct(syntax, StudyDescription="Chest", SpecificCharacterSet="ISO_IR 192"), rules)
    assert after.ClinicalTrialSiteID == "7" and after.StudyDescription == "Löwe" and "PatientComments" not in after


def test_it_holds_in_items_as_it_is_written():
    inner = Dataset()
    inner.AccessionNumber, inner.RequestedProcedureDescription = "ACC778899", "Thorax"
    rules = profile(
        **{"RequestAttributesSequence.RequestedProcedureDescription": "clean", "RequestAttributesSequence": "keep"}
    )
    after = cleaned(ct(RequestAttributesSequence=[inner], RequestedProcedureDescription="Thorax"), rules)
    assert after.RequestAttributesSequence[0].RequestedProcedureDescription == "Thorax"
    assert "RequestedProcedureDescription" not in after and not after.RequestAttributesSequence[0].get(
        "AccessionNumber"
    )


@pytest.mark.parametrize("syntax", SYNTAXES[:2])
def test_a_private_attribute_stays_with_its_creator_and_no_other_does(syntax):
    before = ct(syntax)
    block = before.private_block(0x0029, "SOME MAKER", create=True)
    block.add_new(0x02, "LO", "dual energy")
    block.add_new(0x03, "LO", "low dose")
    after = cleaned(before, profile(**{'(0029,"Some Maker",02)': "keep"}))
    private = [element for element in after if element.tag.is_private]
    creator, kept = private
    assert (str(creator.tag), creator.value) == ("(0029,0010)", "SOME MAKER")
    value = kept.value
    assert (value.decode() if isinstance(value, bytes) else value).strip() == "dual energy"


@pytest.mark.parametrize("strategy", ["keep", "clean", "script"])
@pytest.mark.parametrize(
    "value", ["seen by E. Mustermann", "Erika Mustermann", "MRN-4711-08", "born 12.08.1957", "Mustermann"]
)
def test_no_strategy_lets_something_of_the_patient_stand(strategy, value):
    """What an override would keep goes, as if an option had kept it; the file is not lost."""
    asked = {"script": "@contents(this)"} if strategy == "script" else strategy
    after = cleaned(ct(StudyDescription=value), profile(StudyDescription=asked))
    assert "ustermann" not in str(after) and "4711" not in str(after) and "1957" not in str(after)


@pytest.mark.parametrize(
    "strategy", [each for each in Strategy if each not in ("keep", "remove", "empty", "new UID", "add")]
)
def test_a_value_of_another_kind_never_stays(strategy):
    """Text in a date, an age that is none: what the type of the attribute allows stands there instead."""
    for keyword, value in {
        "StudyDate": "der letzte Mai",
        "PatientAge": "alt",
        "StudyDescription": "Herr Winter, Zimmer sieben",
    }.items():
        asked = {"replace": {"replace": "1"}, "age band": {"age band": "10"}, "script": {"script": "@nothing()"}}.get(
            strategy, strategy
        )
        try:
            rules = profile(**{keyword: asked})
        except ValueError:
            continue
        before = ct(ImplicitVRLittleEndian)
        before[keyword] = pydicom.DataElement(keyword, "LO", value)
        assert value.split()[-1] not in str(cleaned(before, rules).get(keyword, ""))


@pytest.mark.parametrize(
    ("keyword", "value", "expression", "becomes"),
    [
        ("PatientAge", "047Y", "@round(this,10)", "050Y"),
        ("StudyDescription", "Chest CT", "@uppercase(this)", "CHEST CT"),
        ("StudyDescription", "Chest CT", "@remove()", None),
        ("StudyDescription", "Chest CT", "@keep()", "Chest CT"),
        ("StudyDescription", "Chest CT", "@contents(PatientName)", None),
        ("StudyDate", "20240131", "@remove()", ""),
        ("StudyDate", "20240131", "@modifydate(this,*,1,1)", "20240101"),
        ("StudyDate", "20240131", "tomorrow", ""),
        ("PatientAge", "047Y", "@contents(StudyDate)", None),
    ],
)
def test_a_script_is_carried_out_as_far_as_the_object_and_the_patient_allow(keyword, value, expression, becomes):
    after = cleaned(ct(**{keyword: value}), profile(**{keyword: {"script": expression}}))
    assert after.get(keyword, None) == becomes


def test_a_hash_of_a_script_is_no_longer_than_its_attribute_can_be():
    after = cleaned(
        ct(), profile(AccessionNumber={"script": "@hash(this)"}, StudyDescription={"script": "@hash(PatientID)"})
    )
    assert re.fullmatch(r"\d{16}", after.AccessionNumber) and "StudyDescription" not in after
    described = cleaned(ct(StudyDescription="x"), profile(StudyDescription={"script": "@hash(PatientID)"}))
    assert re.fullmatch(r"\d{30,64}", described.StudyDescription)


@pytest.mark.parametrize("expression", [r'@contents(PatientName,"\^.*","")', "@contents(PatientID)", "@keep()"])
def test_a_name_that_is_a_word_and_a_short_number_do_not_come_out_of_a_script(expression):
    before = ct(PatientName="WHITE^JOHN", PatientID="123", StudyDescription="WHITE 123")
    assert not cleaned(before, profile(StudyDescription={"script": expression})).get("StudyDescription")


def test_a_kept_description_is_held_to_the_same():
    before = ct(PatientName="WHITE^JOHN", StudyDescription="Mr White")
    assert not cleaned(before, profile(StudyDescription="keep")).get("StudyDescription")


def test_an_object_that_a_script_holds_back():
    with pytest.raises(Quarantine) as raised:
        cleaned(ct(StudyDescription="Chest"), profile(StudyDescription={"script": "@quarantine()"}))
    assert raised.value.code == "script" and "Chest" not in raised.value.sentence


def test_an_object_says_that_the_user_had_rules_of_the_own():
    after = cleaned(ct(), profile(PatientSex="keep"))
    assert after.DeidentificationMethod[1] == "Attributes by rules of the user's own"
    assert len(cleaned(ct(), profile()).DeidentificationMethod.split("\\")) == 1


def test_a_class_that_the_profile_holds_back():
    for name in ("image", "CTImageStorage", "1.2.840.10008.5.1.4.1.1.2"):
        with pytest.raises(Quarantine) as raised:
            write(source(ct()), order(profile=Profile.from_dict({"classes": {name: "hold back"}})))
        assert raised.value.code == "held-by-profile"
    write(source(ct()), order(profile=Profile.from_dict({"classes": {"report": "hold back"}})))


def test_a_long_text_stays_when_somebody_accepted_what_became_of_it():
    import hashlib

    text = "Lesion in the left lobe of the liver, seen by Erika"
    kept = "Lesion in the left lobe of the liver, seen by"
    digest = hashlib.sha256(kept.encode()).hexdigest()
    before = ct(AdditionalPatientHistory=text, ImageComments="Another text of the chest")
    accepted = Profile.from_dict({"options": ["clean-descriptors"], "keep_texts": [digest]})
    after = cleaned(before, accepted)
    assert after.AdditionalPatientHistory == kept and "ImageComments" not in after
    assert "AdditionalPatientHistory" not in cleaned(before, Profile.from_dict({"options": ["clean-descriptors"]}))


@pytest.mark.parametrize(
    ("text", "area"),
    [("60614", "606"), ("Chicago, IL 60614-1234", "606"), ("10200 Broadway, NY 10003", "100"), ("82101", "000"), ("12", None), ("606141", None), ("606", "606"),
     ("MRN-12345-X", None), ("１２３４５", None)],
)  # fmt: skip
def test_of_a_zip_code_three_digits_stay_where_many_live(text, area):
    assert zip_area(text) == area


@pytest.mark.parametrize("name", ["teaching", "hipaa", "strict"])
def test_the_shipped_profiles_on_one_image(name):
    before = ct(
        PatientAge="047Y", StudyDescription="CT Thorax Mustermann", StationName="CT1", SoftwareVersions="VB20",
        AcquisitionDateTime="20240131101500", PatientComments="ruft oft an", InstitutionName="Klinikum am Fluss",
    )  # fmt: skip
    after = cleaned(before, load(name))
    text = str(after)
    assert "ustermann" not in text and "Klinikum" not in text and "ruft" not in text and after.PatientBirthDate == ""
    if name == "teaching":
        assert (after.PatientAge, after.PatientSex, after.StudyDescription) == ("040Y", "F", "CT Thorax")
        assert after.StudyDate not in ("", "20240131") and after.StudyTime == "101500"
    if name == "hipaa":
        assert (after.PatientAge, after.StudyDate, after.StudyTime) == ("047Y", "20240101", "")
        assert after.AcquisitionDateTime == "2024" and not re.search(r"2024(?!0101|\b)", text)
    if name == "strict":
        assert "SoftwareVersions" not in after and "StudyDescription" not in after and after.Manufacturer == "Acme"
        assert after.PatientSex == ""


@pytest.mark.parametrize("name", names())
def test_a_second_look_by_the_same_profile_finds_nothing_to_take_away(name):
    before = ct(
        PatientAge="047Y", StudyDescription="CT Thorax", PatientAddress="3 High Street, 60614 Chicago", PatientWeight="70",
        AcquisitionDateTime="20240131101500", SeriesDate="20240131", SeriesTime="101500",
    )  # fmt: skip
    after = open_dicom(BytesSource(as_bytes(cleaned(before, load(name)))))
    assert [each for each in findings(after, load(name)) if not each.is_note] == []


def test_a_round_trip_of_the_bytes_is_the_same_twice():
    """What is randomised and hashed comes of the key, so that a second writing gives the same bytes."""
    rules = profile(StudyDescription="randomise", AccessionNumber="hash", StudyDate="randomise")
    made = {as_bytes(cleaned(ct(StudyDescription="Chest"), rules)) for _ in range(2)}
    assert len(made) == 1


def packed(*items: Dataset) -> bytes:
    """Items as they stand in a private sequence that nobody declared: implicit VR, in a value of unknown kind."""
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, True
    write_sequence(buffer, DataElement(0x00291002, "SQ", Sequence(items)), ["iso8859"])
    return buffer.getvalue()


def inside(**attributes: object) -> Dataset:
    item = Dataset()
    for keyword, value in attributes.items():
        setattr(item, keyword, value)
    return item


@pytest.mark.parametrize("syntax", SYNTAXES[:2])
@pytest.mark.parametrize("length", [1, 3000])
def test_a_private_sequence_that_nobody_declared_is_cleaned_inside(syntax, length):
    before = ct(syntax)
    block = before.private_block(0x0029, "SOME MAKER", create=True)
    block.add_new(0x02, "UN", packed(*[inside(PatientComments="her son is a pilot", KVP="117.25")] * length))
    rules = profile(**{'(0029,"SOME MAKER",02)': "keep"})
    after = cleaned(before, rules)
    assert b"pilot" not in as_bytes(after)
    # Up to 64 KB it stays with what may stay in it; a longer one is never held in memory, and goes.
    assert (b"117.25" in as_bytes(after)) == (length == 1)


def test_what_only_begins_as_a_sequence_goes():
    before = ct()
    block = before.private_block(0x0029, "SOME MAKER", create=True)
    block.add_new(0x02, "UN", b"\xfe\xff\x00\xe0her son is a pilot")
    after = cleaned(before, profile(**{'(0029,"SOME MAKER",02)': "keep"}))
    assert b"pilot" not in as_bytes(after)


@pytest.mark.parametrize("options", [(), ("retain-full-dates",)])
def test_a_private_date_that_is_the_day_of_birth_goes(options):
    before = ct()
    block = before.private_block(0x0029, "SOME MAKER", create=True)
    block.add_new(0x02, "DA", "19570812")
    block.add_new(0x03, "DT", "20240131101500")
    rules = profile(*options, **{'(0029,"SOME MAKER",02)': "keep", '(0029,"SOME MAKER",03)': "keep"})
    after = as_bytes(cleaned(before, rules))
    assert b"19570812" not in after and b"20240131101500" in after


def test_no_script_brings_the_day_of_birth_into_another_attribute():
    rules = profile(StudyDate={"script": "@contents(PatientBirthDate)"}, ContentDate={"script": "@keep()"})
    after = cleaned(ct(), rules)
    assert (after.StudyDate, after.ContentDate) == ("", "20240131")


def test_a_child_is_imaged_on_the_day_that_it_is_born():
    after = cleaned(ct(PatientBirthDate="20240131"), profile(StudyDate="keep", ContentDate={"script": "@keep()"}))
    assert (after.StudyDate, after.ContentDate, after.PatientBirthDate) == ("20240131", "20240131", "")


@pytest.mark.parametrize(
    ("options", "attributes", "left"),
    [
        # It is the number of the study, and a word that a description may hold.
        (["clean-descriptors"], {"StudyDescription": "Thyroid"}, None),
        (["clean-descriptors"], {"StudyDescription": "Erika Mustermann"}, None),
        (["clean-descriptors"], {"StudyDescription": "Thorax of Erika"}, "Thorax of"),
        (["retain-modified-dates"], {"AcquisitionDateTime": "on Sunday"}, None),
        (["retain-patient-characteristics"], {"PatientAge": "a child"}, None),
    ],
)
def test_a_value_that_nothing_can_be_done_with_goes_and_holds_no_file_back(options, attributes, left):
    ((keyword, value),) = attributes.items()
    before = ct(StudyID="Thyroid")
    before.add_new(keyword, dictionary_VR(keyword), value)
    after = cleaned(before, profile(*options, **{keyword: "keep"}))
    assert after.get(keyword) == left and 0x00000000 not in after


@pytest.mark.parametrize(
    ("text", "charset", "becomes"),
    [
        ({"replace": "Löwe"}, "ISO_IR 100", "Löwe"),
        ({"replace": "Löwe"}, None, None),
        ({"replace": "脳"}, "ISO_IR 100", None),
        ({"script": "a\nb"}, "ISO_IR 100", None),
        ({"script": "a\\\\b"}, "ISO_IR 100", ["a", "b"]),
    ],
)
def test_a_text_that_the_object_cannot_hold_is_not_put_in(text, charset, becomes):
    after = cleaned(ct(StudyDescription="Thorax", SpecificCharacterSet=charset), profile(StudyDescription=text))
    assert after.get("StudyDescription") == becomes


@pytest.mark.parametrize("text", ["Löwe", "Erika Mustermann"])
def test_a_text_that_the_object_cannot_hold_or_that_names_the_patient_is_not_added(text):
    assert "PatientComments" not in cleaned(ct(), profile(PatientComments={"add": text}))


def icon() -> Dataset:
    """A small picture of the image, as it was before anything was blanked."""
    small = Dataset()
    small.Rows = small.Columns = 4
    small.SamplesPerPixel, small.PhotometricInterpretation, small.PixelRepresentation = 1, "MONOCHROME2", 0
    small.BitsAllocated, small.BitsStored, small.HighBit, small.PixelData = 8, 8, 7, bytes(range(216, 200, -1))
    small["PixelData"].VR = "OB"
    return small


@pytest.mark.parametrize("rules", [{}, {"IconImageSequence": "keep"}, {"ReferencedImageSequence": "keep"}])
def test_an_icon_goes_wherever_it_stands_and_whatever_a_profile_keeps_and_that_is_told(rules):
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3"
    reference.IconImageSequence = [icon()]
    dataset = ct(IconImageSequence=[icon()], ReferencedImageSequence=[reference])
    asked = order(profile=profile(**rules))
    candidate = write(source(dataset), asked)
    pieces = PieceSource(candidate.pieces, candidate.source)
    assert bytes(range(216, 200, -1)) not in pieces.read(0, pieces.size)
    told = candidate.changes.attributes
    assert told["IconImageSequence", "remove"] or told["PixelData", "remove"]
    with pytest.raises(ProfileError, match="no profile changes"):
        profile(**{"IconImageSequence.PixelData": "keep"})
