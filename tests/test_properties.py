"""What holds for any data set, whatever stands in it: made by hypothesis, judged with pydicom."""

import io
from collections.abc import Callable

import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.datadict import DicomDictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from curtain.examine import examine
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from curtain.plan import Patient
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile, load
from curtain.scan import scan
from curtain.write import write
from making import SYNTAXES, as_bytes, ct, order

_TAGS = sorted(
    tag
    for tag, (vr, *_) in DicomDictionary.items()
    if len(vr) == 2
    and tag >> 16 not in (0, 2, 4, 0x28, 0x7FE0, 0xFFFE)
    and tag not in (0x00080005, 0x00080016, 0x00080018)
)
_TEXT = st.text(st.characters(codec="latin-1", exclude_categories=("Cc",), exclude_characters="\\"), max_size=20)
_VALUES: dict[str, st.SearchStrategy] = {
    "DA": st.dates().map("{:%Y%m%d}".format),
    "TM": st.times().map("{:%H%M%S}".format),
    "DT": st.datetimes().map("{:%Y%m%d%H%M%S}".format),
    "UI": st.lists(st.integers(0, 9999), min_size=2, max_size=8).map(lambda parts: "1.2." + ".".join(map(str, parts))),
    "DS": st.integers(-9999, 9999).map(str),
    "IS": st.integers(-9999, 9999).map(str),
    "AS": st.integers(0, 999).map("{:03}Y".format),
    "CS": st.text("ABCDEF_ 123", max_size=16),
    "AE": st.text("ABCDEF_123", max_size=16),
    "UR": st.just("https://example.org/x"),
}  # fmt: skip
for _vr in ("LO", "SH", "PN", "ST", "LT", "UC", "UT"):
    _VALUES[_vr] = _TEXT


@st.composite
def elements(draw: Callable, depth: int) -> list[DataElement]:
    """Elements of the standard, of a private creator and of nobody, with values of their VR, or of another."""
    made = []
    for tag in draw(st.lists(st.sampled_from(_TAGS), max_size=6, unique=True)):
        vr = DicomDictionary[tag][0]
        if vr == "SQ":
            items = draw(st.lists(data_sets(depth - 1), max_size=2)) if depth else []
            made.append(DataElement(tag, "SQ", items))
        elif vr in _VALUES:
            other = draw(st.sampled_from(["LO", "UT"])) if draw(st.integers(0, 9)) == 0 else vr
            made.append(DataElement(tag, other, draw(_VALUES[other])))
    if draw(st.booleans()):
        made.append(DataElement(0x70530010, "LO", draw(st.sampled_from(["Philips PET Private Group", "SOMEBODY"]))))
        made.append(DataElement(0x70531000, "DS", draw(_VALUES["DS"])))
        made.append(DataElement(0x70531041, "LO", draw(_TEXT)))
    return made


@st.composite
def data_sets(draw: Callable, depth: int = 3) -> Dataset:
    made = Dataset()
    for element in draw(elements(depth)):
        made.add(element)
    return made


PROFILES = [
    BASIC,
    load("research"),
    Profile(
        "retaining", frozenset({Option.FULL_DATES, Option.UIDS, Option.INSTITUTION, Option.PATIENT_CHARACTERISTICS})
    ),
]
some = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def as_file(made: Dataset, syntax: str) -> bytes:
    whole = ct(syntax, SpecificCharacterSet="ISO_IR 100")
    for element in made:
        whole[element.tag] = element
    return as_bytes(whole)


def through(data: bytes, profile: Profile, pseudonym: str = "7F3K-21QZ-M8TD") -> bytes:
    """All stages; raises nothing but the outcomes of a file."""
    scan(BytesSource(data))
    wanted = order(profile=profile, patient=Patient(pseudonym))
    candidate = write(BytesSource(data), wanted)
    opened = PieceSource(candidate.pieces, candidate.source)
    examine(opened, candidate, wanted)
    return opened.read(0, opened.size)


@some
@given(data_sets(), st.sampled_from(SYNTAXES), st.sampled_from(PROFILES))
def test_no_exception_leaves_the_engine_and_what_comes_out_is_read_by_pydicom(made, syntax, profile):
    try:
        written = through(as_file(made, syntax), profile)
    except (NotDicom, Quarantine):
        return
    after = pydicom.dcmread(io.BytesIO(written))
    assert after.PatientIdentityRemoved == "YES"
    list(after.iterall())


@some
@given(data_sets(), st.sampled_from(SYNTAXES))
def test_a_second_pass_changes_only_what_must(made, syntax):
    try:
        first = through(as_file(made, syntax), BASIC)
    except (NotDicom, Quarantine):
        return
    second = through(first, BASIC, "AAAA-BBBB-CCCC")

    def told(data: bytes) -> list[tuple]:
        header = pydicom.dcmread(io.BytesIO(data))
        # The key makes other identifiers of these identifiers.
        return [
            (e.tag, e.VR, e.VM)
            if e.VR in ("UI", "SQ") or e.tag in (0x00100010, 0x00100020)
            else (e.tag, e.VR, repr(e.value))
            for e in header.iterall()
        ]

    assert told(second) == told(first)


@some
@given(data_sets(), st.sampled_from(SYNTAXES), st.sampled_from(PROFILES))
def test_the_same_key_gives_the_same_bytes(made, syntax, profile):
    data = as_file(made, syntax)
    try:
        assert through(data, profile) == through(data, profile)
    except (NotDicom, Quarantine):
        return


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_file_with_changed_bytes_has_an_outcome(profile, data):
    whole = bytearray(as_bytes(ct()))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(132, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        through(bytes(whole), profile)
    except (NotDicom, Quarantine):
        return
