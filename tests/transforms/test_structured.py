"""Structured reports, cleaned item by item: nobody who was planted is left, what was measured stays, the tree stays a tree."""

import io
import re
from functools import cache

import pydicom
import pytest
from pydicom.dataset import Dataset

from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.rules.codes import is_published
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.write import write
from dciodvfy import errors, needs_dciodvfy
from making import STUDY, SYNTAXES, ct, inflated, order, source
from reports import (
    DAY,
    FAMILIES,
    FINDING,
    MM,
    NODULE,
    PLANTED,
    YEARS,
    basic_text,
    by_reference,
    chest_cad,
    coded,
    container,
    date,
    echo,
    image,
    item,
    key_objects,
    mammography_cad,
    measurements,
    moment,
    num,
    obstetric,
    pname,
    report,
    subject,
    text,
    uidref,
)

families = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)


def profile(*options: Option) -> Profile:
    return Profile("test", frozenset({Option.CLEAN_STRUCTURED_CONTENT, *options}))


def cleaned_bytes(dataset: Dataset, *options: Option, wanted: Profile | None = None) -> bytes:
    """All stages, the search for the patient's own strings included."""
    wanted = order(profile=wanted or profile(*options))
    candidate = write(source(dataset), wanted, with_rows=True)
    opened = PieceSource(candidate.pieces, candidate.source)
    data = opened.read(0, opened.size)
    examine(opened, candidate, wanted)
    return data


def cleaned(dataset: Dataset, *options: Option) -> pydicom.FileDataset:
    return pydicom.dcmread(io.BytesIO(cleaned_bytes(dataset, *options)))


@cache
def once(family) -> bytes:
    """A family with no other option, cleaned for all tests that only look at it."""
    return cleaned_bytes(family())


def after_once(family) -> pydicom.FileDataset:
    return pydicom.dcmread(io.BytesIO(once(family)))


def walk(dataset: Dataset) -> list[Dataset]:
    """All content items, depth first, without the root."""
    found = []
    for child in dataset.get("ContentSequence", []):
        found += [child, *walk(child)]
    return found


def name_of(child: Dataset) -> tuple[str, str]:
    names = child.get("ConceptNameCodeSequence")
    return (names[0].CodingSchemeDesignator, names[0].CodeValue) if names else ("", "")


def measured(dataset: Dataset) -> list[tuple]:
    return [
        (name_of(child), str(value.NumericValue), value.MeasurementUnitsCodeSequence[0].CodeValue)
        for child in walk(dataset)
        if child.get("ValueType") == "NUM" and name_of(child) != ("DCM", "121033")
        for value in child.MeasuredValueSequence
    ]


def codes(dataset: Dataset) -> list[tuple]:
    """Concept, value and meaning of the coded items of published schemes, the patient's sex apart."""
    found = []
    for child in walk(dataset):
        if child.get("ValueType") == "CODE" and name_of(child) != ("DCM", "121032"):
            value = child.ConceptCodeSequence[0]
            if is_published(value.CodingSchemeDesignator) and value.CodingSchemeDesignator != "99SDM":
                found.append((name_of(child), value.CodingSchemeDesignator, value.CodeValue, value.CodeMeaning))
    return found


def at(dataset: Dataset, place: list[int]) -> Dataset:
    """The item at a place, 1 the root."""
    assert place[0] == 1
    for number in place[1:]:
        dataset = dataset.ContentSequence[number - 1]
    return dataset


_VALUE = {
    "TEXT": "TextValue", "PNAME": "PersonName", "DATE": "Date", "TIME": "Time", "DATETIME": "DateTime", "UIDREF": "UID",
    "CODE": "ConceptCodeSequence", "NUM": "MeasuredValueSequence", "IMAGE": "ReferencedSOPSequence",
    "WAVEFORM": "ReferencedSOPSequence", "COMPOSITE": "ReferencedSOPSequence", "SCOORD": "GraphicData",
    "CONTAINER": "ContinuityOfContent",
}  # fmt: skip


def faults(dataset: Dataset) -> list[str]:
    """What PS3.3 C.17.3 asks of each item and does not find."""
    found = []
    if "ContentSequence" in dataset and not dataset.ContentSequence:
        found.append("an empty ContentSequence")
    for child in walk(dataset):
        if "RelationshipType" not in child:
            found.append("an item without a relationship")
        if "ReferencedContentItemIdentifier" in child:
            if set(child.keys()) != {0x0040A010, 0x0040DB73}:
                found.append("a reference with a value")
            at(dataset, child.ReferencedContentItemIdentifier)
            continue
        value = child.get(_VALUE[child.ValueType])
        if value is None or (child.ValueType != "NUM" and not value):
            found.append(f"{child.ValueType} without a value")
        if child.ValueType not in ("IMAGE", "CONTAINER", "COMPOSITE", "WAVEFORM") and not child.get(
            "ConceptNameCodeSequence"
        ):
            found.append(f"{child.ValueType} without a name")
        if "ContentSequence" in child and not child.ContentSequence:
            found.append("an empty ContentSequence")
        if child.ValueType == "SCOORD" and not any(
            c.RelationshipType == "SELECTED FROM" for c in child.ContentSequence
        ):
            found.append("coordinates in no image")
    return found


@families
def test_each_family_has_all_kinds_of_items_to_clean_or_is_none_of_a_kind(family):
    before = family()
    assert faults(before) == []
    assert len(measured(before)) + len(codes(before)) >= 2
    assert sum(planted in str(before) for planted in PLANTED) >= 8


def left(data: bytes) -> list[str]:
    """What of the planted stands in the values or anywhere else in the bytes."""
    told = str(pydicom.dcmread(io.BytesIO(data))).casefold()
    plain = inflated(data).lower()
    return [planted for planted in PLANTED if planted.casefold() in told or planted.encode().lower() in plain]


@families
def test_nobody_who_was_planted_is_left(family):
    assert left(once(family)) == []


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("family", [measurements, mammography_cad])
def test_nobody_is_left_in_any_encoding(family, syntax):
    before = family()
    before.file_meta.TransferSyntaxUID = syntax
    before.set_original_encoding(syntax.is_implicit_VR, syntax.is_little_endian)
    assert left(cleaned_bytes(before)) == []
    assert measured(cleaned(before)) == measured(before)


@families
def test_measurements_and_codes_stay(family):
    before, after = family(), after_once(family)
    assert measured(after) == measured(before)
    assert codes(after) == codes(before)


@families
@pytest.mark.parametrize("options", [(), (Option.MODIFIED_DATES, Option.DEVICE), tuple(o for o in Option if o.startswith("retain-") and o is not Option.MODIFIED_DATES)])  # fmt: skip
def test_the_tree_stays_valid(family, options):
    assert faults(cleaned(family(), *options)) == []


@needs_dciodvfy
@families
def test_an_independent_checker_finds_nothing_new(family, tmp_path):
    before, after = tmp_path / "before.dcm", tmp_path / "after.dcm"
    family().save_as(before, enforce_file_format=True)
    after.write_bytes(once(family))
    assert errors(after) - errors(before) == set()


def without_places(dataset: Dataset) -> Dataset:
    """The same tree without items that stand for another one: highdicom does not know them, nor waveforms."""
    content = [c for c in dataset.get("ContentSequence", []) if c.get("ValueType", "WAVEFORM") != "WAVEFORM"]
    if content:
        dataset.ContentSequence = [without_places(child) for child in content]
    elif "ContentSequence" in dataset:
        del dataset.ContentSequence
    return dataset


@families
def test_an_independent_reader_reads_it(family):
    sr = pytest.importorskip("highdicom.sr")
    data = once(family)
    tree = without_places(pydicom.dcmread(io.BytesIO(data)))
    assert sr.ContentSequence.from_sequence(tree.ContentSequence, is_root=False, is_sr=True)
    if family in (basic_text, measurements, echo, obstetric):
        # The kinds of documents that it reads whole.
        read = sr.srread(io.BytesIO(data))
        if family is measurements:
            (group,) = read.content.get_planar_roi_measurement_groups()
            assert [float(found.value) for found in group.get_measurements()] == [123.4, 3]
            assert group.finding_type.value == NODULE[0] and group.tracking_uid.startswith("2.25.")


@families
def test_the_stamp_stands(family):
    applied = {item.CodeValue for item in after_once(family).DeidentificationMethodCodeSequence}
    assert applied == {"113100", "113104"}


@families
@pytest.mark.parametrize("long_text", [False, True])
def test_texts_are_cleaned_word_by_word_where_the_profile_says_so(family, long_text):
    wanted = Profile(
        "words", frozenset({Option.CLEAN_STRUCTURED_CONTENT, Option.CLEAN_DESCRIPTORS}), long_text=long_text
    )
    data = cleaned_bytes(family(), wanted=wanted)
    after = pydicom.dcmread(io.BytesIO(data))
    assert left(data) == [] and faults(after) == []
    assert measured(after) == measured(family())
    if not long_text:
        # Then no text of an item is cleaned, and nothing is told that the option alone would keep.
        assert [name_of(child) for child in walk(after)] == [name_of(child) for child in walk(after_once(family))]


def test_words_of_a_finding_stay_and_names_in_it_do_not():
    wanted = Profile("words", frozenset({Option.CLEAN_STRUCTURED_CONTENT, Option.CLEAN_DESCRIPTORS}), long_text=True)
    before = small(
        text("CONTAINS", ("121077", "DCM", "Conclusion"), "Liver of Erika MUSTERMANN"),
        text("CONTAINS", ("121022", "DCM", "Accession Number"), "Liver"),
        num("CONTAINS", ("X17", "99LOCAL", "Liver length MUSTERMANN"), "3", MM),
    )
    conclusion, length = pydicom.dcmread(io.BytesIO(cleaned_bytes(before, wanted=wanted))).ContentSequence
    assert "Liver" in conclusion.TextValue and "Erika" not in conclusion.TextValue
    assert length.ConceptNameCodeSequence[0].CodeMeaning == "Liver length"


def only(after: Dataset, value: str) -> Dataset:
    (found,) = [child for child in walk(after) if name_of(child)[1] == value]
    return found


def test_what_refers_to_an_item_by_its_place_still_means_the_same_one():
    after = cleaned(mammography_cad())
    library = only(after, "111028")
    summary = only(after, "111017")
    direct = [child for child in summary.ContentSequence if "ReferencedContentItemIdentifier" in child]
    nested = [child for child in walk(after) if "ReferencedContentItemIdentifier" in child and child not in direct]
    # The name of the device observer and the comment in the library went, so that both count anew.
    assert [child.ValueType for child in library.ContentSequence] == ["IMAGE", "IMAGE"]
    assert list(direct[0].ReferencedContentItemIdentifier) == [1, 2, 1]
    assert list(nested[0].ReferencedContentItemIdentifier) == [1, 2, 2]


def test_an_item_that_another_one_refers_to_is_replaced_instead_of_removed():
    after = cleaned(chest_cad())
    values = [name_of(child)[1] for child in walk(after)]
    assert "121022" not in values
    meant = [
        at(after, c.ReferencedContentItemIdentifier) for c in walk(after) if "ReferencedContentItemIdentifier" in c
    ]
    assert [child.ValueType for child in meant] == ["TEXT", "IMAGE"]
    assert name_of(meant[0])[1] == "121106" and meant[0].TextValue == "REMOVED"


def test_an_item_stays_where_one_below_it_is_meant():
    about = coded("HAS PROPERTIES", FINDING, NODULE)
    after = cleaned(
        small(
            text("CONTAINS", ("121022", "DCM", "Accession Number"), "ACC778899"),
            text("CONTAINS", ("121106", "DCM", "Comment"), "Erika", about),
            num("CONTAINS", ("410668003", "SCT", "Length"), "3", MM, by_reference("INFERRED FROM", 1, 2, 1)),
        )
    )
    comment, length = after.ContentSequence
    assert comment.TextValue == "REMOVED"
    meant = at(after, length.ContentSequence[0].ReferencedContentItemIdentifier)
    assert meant.ConceptCodeSequence[0].CodeValue == NODULE[0]


def test_an_age_that_another_item_refers_to_is_left_without_its_number():
    age = num("CONTAINS", ("121033", "DCM", "Subject Age"), "44", YEARS)
    after = cleaned(small(age, coded("CONTAINS", FINDING, NODULE, by_reference("INFERRED FROM", 1, 1))))
    assert list(after.ContentSequence[0].MeasuredValueSequence) == []
    assert faults(after) == []


def test_a_reference_to_nothing_is_removed():
    after = cleaned(small(coded("CONTAINS", FINDING, NODULE, by_reference("INFERRED FROM", 1, 7, 3))))
    assert "ContentSequence" not in after.ContentSequence[0]


def small(*content: Dataset) -> Dataset:
    return report("1.2.840.10008.5.1.4.1.1.88.33", ("126000", "DCM", "Imaging Measurement Report"), "1500", *content)


def test_retired_codes_are_the_same_concepts():
    for scheme in ("SRT", "SNM3", "99SDM"):
        after = cleaned(
            small(
                text("CONTAINS", ("DD-60002", scheme, "Complication of Procedure"), "x"),
                coded("CONTAINS", FINDING, NODULE),
            )
        )
        assert [name_of(child)[1] for child in walk(after)] == ["121071"]


def test_an_equivalent_code_makes_a_concept_known():
    unknown = text("CONTAINS", ("A1", "99ELSEWHERE", "Note of Brinkmann"), "x")
    same = Dataset()
    same.CodeValue, same.CodingSchemeDesignator, same.CodeMeaning = "121106", "DCM", "Comment"
    unknown.ConceptNameCodeSequence[0].EquivalentCodeSequence = [same]
    after = cleaned(small(unknown, coded("CONTAINS", FINDING, NODULE)))
    assert [name_of(child)[1] for child in walk(after)] == ["121071"]


def test_measurements_below_a_text_that_goes_keep_it_as_a_dummy():
    after = cleaned(
        small(
            text(
                "CONTAINS",
                ("121077", "DCM", "Conclusion"),
                "Erika",
                num("INFERRED FROM", ("410668003", "SCT", "Length"), "3", MM),
            )
        )
    )
    assert after.ContentSequence[0].TextValue == "REMOVED"
    assert after.ContentSequence[0].ContentSequence[0].MeasuredValueSequence[0].NumericValue == 3


def test_a_description_goes_with_what_it_describes():
    about = coded("HAS CONCEPT MOD", ("121058", "DCM", "Procedure reported"), NODULE)
    after = cleaned(
        small(text("CONTAINS", ("121106", "DCM", "Comment"), "Erika", about), coded("CONTAINS", FINDING, NODULE))
    )
    assert [name_of(child)[1] for child in walk(after)] == ["121071"]


@pytest.mark.parametrize(
    "value, kept",
    [
        (("27925004", "SCT", "Nodule"), True),
        (("M-03010", "SRT", "Nodule"), True),
        (("N1", "99ELSEWHERE", "Nodule of Erika"), False),
        (("MUSTERMANN", "DCM", "Nodule"), False),
        (("20240131", "LN", "Nodule"), False),
    ],
)
def test_codes_that_nobody_published_are_free_text(value, kept):
    after = cleaned(small(coded("CONTAINS", FINDING, value))).ContentSequence[0].ConceptCodeSequence[0]
    assert (after.CodeValue, after.CodeMeaning) == ((value[0], value[2]) if kept else ("REMOVED", "REMOVED"))


@pytest.mark.parametrize("meaning", ["MUELLER^HANS", "seen 31.01.2024", "h.mueller@example.org", "case 4711000"])
def test_a_meaning_that_is_no_term_goes_and_the_code_stays(meaning):
    after = (
        cleaned(small(coded("CONTAINS", FINDING, (NODULE[0], "SCT", meaning))))
        .ContentSequence[0]
        .ConceptCodeSequence[0]
    )
    assert (after.CodeValue, after.CodeMeaning) == (NODULE[0], "REMOVED")


def test_a_published_code_loses_its_words_where_the_patient_stands_in_them():
    value = coded("CONTAINS", FINDING, (NODULE[0], "SCT", "Nodule of Erika Mustermann"))
    after = cleaned(small(value)).ContentSequence[0].ConceptCodeSequence[0]
    assert (after.CodeValue, after.CodeMeaning) == (NODULE[0], "REMOVED")


def test_a_local_concept_keeps_its_number_and_loses_its_words():
    after = cleaned(small(num("CONTAINS", ("X17", "99ELSEWHERE", "Kleinschmidt index"), "3", MM))).ContentSequence[0]
    assert name_of(after) == ("99ELSEWHERE", "X17")
    assert (
        after.ConceptNameCodeSequence[0].CodeMeaning == "REMOVED" and after.MeasuredValueSequence[0].NumericValue == 3
    )


def dates() -> Dataset:
    return small(
        date("CONTAINS", ("111060", "DCM", "Study Date")),
        moment("CONTAINS", ("122146", "DCM", "Procedure DateTime")),
        date("CONTAINS", ("D1", "99ELSEWHERE", "Some date")),
        date("CONTAINS", ("126201", "DCM", "Acquisition Date")),
        date("CONTAINS", ("121031", "DCM", "Subject Birth Date"), "19570812"),
        item("CONTAINS", "TIME", ("111061", "DCM", "Study Time"), Time="101500"),
    )


def test_dates_go_move_or_stay_as_the_profile_says():
    def told(*options: Option) -> dict[str, str]:
        return {
            name_of(child)[1]: str(child.get("Date") or child.get("DateTime") or child.Time)
            for child in walk(cleaned(dates(), *options))
        }

    assert told() == {"111060": "19000101", "122146": "19000101000000", "D1": "19000101", "111061": "000000"}
    full = told(Option.FULL_DATES)
    assert full == {"111060": DAY, "122146": DAY + "101500", "D1": DAY, "126201": DAY, "111061": "101500"}
    shifted = told(Option.MODIFIED_DATES)
    assert shifted.keys() == full.keys() and shifted["111061"] == "101500"
    assert (
        len({shifted["111060"], shifted["D1"], shifted["126201"], shifted["122146"][:8]}) == 1 and shifted["D1"] != DAY
    )


def test_the_patient_is_kept_as_the_option_for_characteristics_keeps_it():
    assert [name_of(child)[1] for child in walk(cleaned(small(*subject())))] == ["121029", "121030"]
    after = cleaned(small(*subject()), Option.PATIENT_CHARACTERISTICS)
    assert [name_of(child)[1] for child in walk(after)] == ["121029", "121030", "121032", "121033"]
    assert only(after, "121032").ConceptCodeSequence[0].CodeValue == "F"
    assert only(after, "121033").MeasuredValueSequence[0].NumericValue == 90


def test_a_young_age_stays_and_an_age_of_no_unit_does_not():
    def age(value: str, unit: tuple[str, str, str]) -> float:
        kept = num("HAS OBS CONTEXT", ("121033", "DCM", "Subject Age"), value, unit)
        return float(
            only(cleaned(small(kept), Option.PATIENT_CHARACTERISTICS), "121033").MeasuredValueSequence[0].NumericValue
        )

    assert age("44", YEARS) == 44
    assert age("1140", ("mo", "UCUM", "month")) == 1080
    assert age("44", ("x", "99ELSEWHERE", "x")) == 0


def test_an_old_age_is_not_told_in_another_form():
    kept = num("HAS OBS CONTEXT", ("121033", "DCM", "Subject Age"), "97", YEARS)
    kept.MeasuredValueSequence[0].FloatingPointValue = 97.5
    measured_age = only(cleaned(small(kept), Option.PATIENT_CHARACTERISTICS), "121033").MeasuredValueSequence[0]
    assert measured_age.NumericValue == 90 and "FloatingPointValue" not in measured_age


def test_a_name_beside_a_kept_text_goes():
    device = text("HAS OBS CONTEXT", ("121013", "DCM", "Device Observer Name"), "Reader 7")
    device.PersonName = "Kleinschmidt^Anna"
    after = only(cleaned(small(device), Option.DEVICE), "121013")
    assert after.TextValue == "Reader 7" and after.PersonName == "REMOVED"


def test_uids_and_references_are_the_new_ones_of_the_case():
    after = cleaned(measurements())
    assert cleaned(ct(SOPInstanceUID=only(measurements(), "121232").UID)).SOPInstanceUID == only(after, "121232").UID
    kept = cleaned(measurements(), Option.UIDS)
    assert only(kept, "121191").ReferencedSOPSequence[0].ReferencedSOPInstanceUID.startswith(STUDY)
    assert only(kept, "121080").ValueType == "IMAGE"
    assert "121080" not in {name_of(child)[1] for child in walk(after)}


def test_key_objects_keep_their_images_and_who_chose_them_is_gone():
    after = cleaned(key_objects())
    assert [child.ValueType for child in walk(after) if child.ValueType == "IMAGE"] == ["IMAGE", "IMAGE"]
    assert only(after, "121008").PersonName == "REMOVED"


def test_a_report_of_nothing_but_text_has_no_content_left():
    after = cleaned(small(text("CONTAINS", ("121106", "DCM", "Comment"), "Erika")))
    assert "ContentSequence" not in after


def test_a_value_that_does_not_belong_to_its_type_is_cleaned_too():
    odd = num("CONTAINS", ("410668003", "SCT", "Length"), "3", MM)
    odd.TextValue, odd.PersonName, odd.UID = "Erika MUSTERMANN", "Brinkmann^Otto", "1.2.826.0.1.3680043.9.1.5"
    stranger = item("CONTAINS", "STRANGE", ("121106", "DCM", "Comment"), TextValue="Erika MUSTERMANN")
    told = str(cleaned(small(odd, stranger, coded("CONTAINS", FINDING, NODULE))))
    assert not re.search("Erika|MUSTERMANN|Brinkmann|3680043", told)


def test_acquisition_context_is_cleaned_item_by_item():
    def context(*items: Dataset) -> Dataset:
        for each in items:
            del each.RelationshipType
        return cleaned(ct(AcquisitionContextSequence=list(items)))

    length = item("x", "NUMERIC", ("410668003", "SCT", "Length"), NumericValue="3")
    after = context(
        length, text("x", ("121106", "DCM", "Comment"), "Erika"), pname("x", ("121114", "DCM", "Performing Physician"))
    )
    kept = after.AcquisitionContextSequence
    assert [each.ValueType for each in kept] == ["NUMERIC", "PNAME"]
    assert kept[0].NumericValue == 3 and kept[1].PersonName == "REMOVED"
    assert list(context(text("x", ("121106", "DCM", "Comment"), "Erika")).AcquisitionContextSequence) == []


def test_the_preparation_of_a_specimen_is_cleaned_step_by_step():
    def step(*items: Dataset) -> Dataset:
        made = Dataset()
        made.SpecimenPreparationStepContentItemSequence = list(items)
        return made

    specimen = Dataset()
    specimen.SpecimenIdentifier, specimen.SpecimenUID = "S4711", "1.2.826.0.1.3680043.9.1.44"
    fixed = coded("x", ("17636008", "SCT", "Specimen collection"), ("434643000", "SCT", "Fixation"))
    by = pname("x", ("121435", "DCM", "Service Performer"))
    label = text("x", ("121041", "DCM", "Specimen Identifier"), "Erika 4711")
    specimen.SpecimenPreparationSequence = [step(fixed, by), step(label)]
    after = cleaned(ct(SpecimenDescriptionSequence=[specimen]))
    steps = after.SpecimenDescriptionSequence[0].SpecimenPreparationSequence
    contents = [each.SpecimenPreparationStepContentItemSequence for each in steps]
    assert [[each.ValueType for each in content] for content in contents] == [["CODE"], ["TEXT"]]
    assert contents[1][0].TextValue == "REMOVED"


def test_annotations_of_a_waveform_keep_their_measurements():
    number = num("x", ("410668003", "SCT", "Length"), "3", MM)
    annotation = Dataset()
    annotation.ConceptNameCodeSequence, annotation.NumericValue = number.ConceptNameCodeSequence, "3"
    words = Dataset()
    words.UnformattedTextValue = "Erika, by Brinkmann"
    after = cleaned(ct(WaveformAnnotationSequence=[annotation, words]))
    assert after.WaveformAnnotationSequence[0].NumericValue == 3
    assert after.WaveformAnnotationSequence[1].UnformattedTextValue == "REMOVED"


def test_rows_say_what_went_and_why():
    candidate = write(source(measurements()), order(profile=profile()), with_rows=True)
    gone = [row for row in candidate.changes.rows if "Best illustration of finding" in row.why]
    assert gone and all(row.action == "remove" for row in gone)
    assert any("no published scheme" in row.why for row in candidate.changes.rows)


def test_without_the_option_the_content_is_a_dummy():
    candidate = write(source(measurements()), order())
    opened = PieceSource(candidate.pieces, candidate.source)
    after = pydicom.dcmread(io.BytesIO(opened.read(0, opened.size)))
    assert [child.TextValue for child in walk(after)] == ["REMOVED"]


def test_containers_stay_containers():
    inner = container(
        "CONTAINS",
        ("121070", "DCM", "Findings"),
        image("CONTAINS"),
        uidref("CONTAINS", ("112040", "DCM", "Tracking Unique Identifier")),
    )
    after = cleaned(small(inner))
    assert [child.ValueType for child in walk(after)] == ["CONTAINER", "IMAGE", "UIDREF"]
