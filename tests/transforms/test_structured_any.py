"""What holds for any tree of content: random ones, made of the table's own concepts, local ones and unknown ones."""

import io
from collections.abc import Iterator

import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset

from curtain.files.pieces import PieceSource
from curtain.rules.options import Option
from curtain.rules.profile import Profile
from curtain.rules.table import rows
from curtain.write import write
from making import order, source
from reports import MM, by_reference, code, coded, container, date, image, item, moment, num, report, text, uid, uidref

_LISTED = [(row["code_value"], row["scheme"].split()[0], row["meaning"]) for row in rows("ps3_15_sr_e3_4.tsv")]
_RETIRED = [
    ("G-C0E3", "SRT", "Finding Site"),
    ("R-42B89", "99SDM", "Clinical Report"),
    ("DD-60002", "SNM3", "Complication"),
]
_NAMES = st.sampled_from([*_LISTED, *_RETIRED, ("27925004", "SCT", "Nodule"), ("X1", "99LOCAL", "xq Vetinari")])
_RELATIONS = st.sampled_from(
    ["CONTAINS", "HAS OBS CONTEXT", "HAS CONCEPT MOD", "HAS PROPERTIES", "HAS ACQ CONTEXT", "INFERRED FROM"]
)
#: In every value that people fill in: a name, a day, a root of UIDs.
PLANTED = ("vetinari", "20240131", "1.2.826.0.1.3680043.9.")
_VALUES = {
    "CODE": lambda relation, name: coded(relation, name, ("V9", "99LOCAL", "xq Vetinari")),
    "PUBLIC": lambda relation, name: coded(relation, name, ("27925004", "SCT", "Nodule")),
    "CONTAINER": container,
    "DATE": date,
    "DATETIME": moment,
    "IMAGE": image,
    "NUM": lambda relation, name: num(relation, name, "3", MM),
    "PNAME": lambda relation, name: item(relation, "PNAME", name, PersonName="Vetinari^Havelock"),
    "TEXT": lambda relation, name: text(relation, name, "xq Vetinari, 20240131"),
    "UIDREF": uidref,
    "WAVEFORM": lambda relation, name: image(relation, name, kind="WAVEFORM"),
}


@st.composite
def items(draw, depth: int = 2) -> Dataset:
    made = _VALUES[draw(st.sampled_from(sorted(_VALUES)))](draw(_RELATIONS), draw(_NAMES))
    children = draw(st.lists(items(depth - 1), max_size=3)) if depth else []
    if children:
        made.ContentSequence = children
    return made


@st.composite
def trees(draw) -> Dataset:
    """A report in which some items stand for others; each item of the source has an ObservationUID of its own."""
    made = report("1.2.840.10008.5.1.4.1.1.88.33", ("126000", "DCM", "Imaging Measurement Report"), "1500")
    made.ContentSequence = draw(st.lists(items(), min_size=1, max_size=4))
    places = dict(placed(made))
    for number, (_, found) in enumerate(sorted(places.items())):
        found.ObservationUID = uid(7, number)
    for target in draw(st.lists(st.sampled_from(sorted(places)), max_size=3)):
        holder = places[draw(st.sampled_from(sorted(places)))]
        holder.ContentSequence = [*holder.get("ContentSequence", []), by_reference("INFERRED FROM", *target)]
    return made


def placed(dataset: Dataset, above: tuple[int, ...] = (1,)) -> Iterator[tuple[tuple[int, ...], Dataset]]:
    for number, child in enumerate(dataset.get("ContentSequence", []), 1):
        if "ReferencedContentItemIdentifier" not in child:
            yield (*above, number), child
        yield from placed(child, (*above, number))


def references(dataset: Dataset) -> list[tuple[int, ...]]:
    return [
        tuple(found.ReferencedContentItemIdentifier)
        if found["ReferencedContentItemIdentifier"].VM > 1
        else (found.ReferencedContentItemIdentifier,)
        for found in everything(dataset)
        if "ReferencedContentItemIdentifier" in found
    ]


def everything(dataset: Dataset) -> Iterator[Dataset]:
    for child in dataset.get("ContentSequence", []):
        yield child
        yield from everything(child)


def cleaned(dataset: Dataset, *options: Option) -> tuple[Dataset, bytes]:
    profile = Profile("test", frozenset({Option.CLEAN_STRUCTURED_CONTENT, *options}))
    candidate = write(source(dataset), order(profile=profile))
    opened = PieceSource(candidate.pieces, candidate.source)
    data = opened.read(0, opened.size)
    return pydicom.dcmread(io.BytesIO(data)), data


some = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@some
@given(trees())
def test_nothing_that_people_fill_in_is_left(tree):
    _, data = cleaned(tree)
    assert [planted for planted in PLANTED if planted.encode() in data.lower()] == []


@pytest.mark.parametrize("options", [(), (Option.UIDS, Option.FULL_DATES, Option.DEVICE)], ids=["basic", "retaining"])
@some
@given(tree=trees())
def test_items_that_stand_for_others_stand_for_the_same_ones(options, tree):
    after, _ = cleaned(tree, *options)
    old_names = {place: found.ObservationUID for place, found in placed(tree)}
    new_names = {place: found.ObservationUID for place, found in placed(after)}
    renamed = order().keyed.uid if Option.UIDS not in options else str
    meant = [new_names[place] for place in references(after)]
    assert set(meant) <= {renamed(old_names[place]) for place in references(tree)}
    # One is lost only with the item that holds it.
    holders = {found.ObservationUID for _, found in placed(after) if references_in(found)}
    expected = {
        renamed(found.ObservationUID)
        for _, found in placed(tree)
        if references_in(found) and renamed(found.ObservationUID) in new_names.values()
    }
    assert holders == expected


def references_in(holder: Dataset) -> bool:
    return any("ReferencedContentItemIdentifier" in child for child in holder.get("ContentSequence", []))


@some
@given(trees())
def test_measurements_stay_wherever_they_stand_outside_of_what_identifies(tree):
    # Only two numbers of the table identify; a container of device identifiers goes whole.
    identify = {"121033", "C54627"}
    if any(found.ValueType == "CONTAINER" and name(found) == "121000" for _, found in placed(tree)):
        return
    after, _ = cleaned(tree)

    def numbers(dataset: Dataset) -> list[str]:
        return sorted(
            name(found) for _, found in placed(dataset) if found.ValueType == "NUM" and name(found) not in identify
        )

    assert numbers(after) == [each for each in numbers(tree)]


def name(found: Dataset) -> str:
    return found.ConceptNameCodeSequence[0].CodeValue


@some
@given(trees())
def test_a_second_pass_removes_nothing_more(tree):
    first, _ = cleaned(tree)
    second, _ = cleaned(first)
    assert [name(found) for _, found in placed(second)] == [name(found) for _, found in placed(first)]


def test_the_table_is_taken_whole():
    assert len(_LISTED) == 211 and code(*_LISTED[0]).CodeMeaning == "Accession Number"
