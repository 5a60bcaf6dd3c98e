"""Every file that pydicom ships, and the corpus where it is there: each has an outcome, nothing else changes.

`real_files_quarantined.tsv` lists each readable file that is held back and why. A file that is
held back and not listed fails, so a rise is noticed; one that is listed and comes out is to be taken off.
"""

import contextlib
import hashlib
import io
import json
import re
from pathlib import Path

import pydicom
import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import FileDataset
from pydicom.uid import UID_dictionary

from curtain.api import Result, deidentify
from curtain.rules.options import Option
from curtain.rules.profile import Profile, load, names
from dciodvfy import errors, needs_dciodvfy
from making import KEY, PYDICOM_FILES

LISTED = Path(__file__).parent / "real_files_quarantined.tsv"
NATIVE = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"}
_NO_DATA = {".py", ".pyc", ".json", ".md", ".txt", ".csv"}


def listed(collection: str) -> dict[str, str]:
    rows = (line.split("\t") for line in LISTED.read_text().splitlines()[1:])
    return {name: code for where, name, code in rows if where == collection}


#: Beside those that ship: every option that keeps something.
_RETAINING = frozenset(option for option in Option if option.startswith("retain-")) - {Option.MODIFIED_DATES}
PROFILES = {name: load(name) for name in names()} | {"retaining": Profile("retaining", _RETAINING)}


def run(paths: list[Path], folder: Path, profile: Profile) -> list[Result]:
    """Each file as a case of its own: many are variants of one instance."""
    cases = enumerate(paths)
    return [result for number, path in cases for result in deidentify([path], folder / str(number), KEY, profile)]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(each, id=name, marks=[pytest.mark.slow] * (name not in ("basic", "research")))
        for name, each in PROFILES.items()
    ],
)
def profile(request) -> Profile:
    return request.param


@pytest.fixture(scope="module")
def shipped(tmp_path_factory, profile) -> list[Result]:
    paths = [path for path in sorted(PYDICOM_FILES.rglob("*")) if path.is_file() and path.suffix not in _NO_DATA]
    assert len(paths) > 100
    return run(paths, tmp_path_factory.mktemp("pydicom"), profile)


@pytest.fixture(scope="module")
def collected(corpus, tmp_path_factory, profile) -> list[Result]:
    return run(sorted((corpus / "files").iterdir()), tmp_path_factory.mktemp("corpus"), profile)


@pytest.fixture(scope="module", params=["pydicom", "corpus"])
def results(request, profile) -> tuple[str, list[Result]]:
    return request.param, request.getfixturevalue("shipped" if request.param == "pydicom" else "collected")


def cleaned(results: list[Result]) -> list[Result]:
    return [result for result in results if result.outcome == "de-identified"]


def original(result: Result) -> FileDataset:
    return pydicom.dcmread(result.source, force=True)


def elements(dataset: FileDataset) -> list[DataElement]:
    """All elements at every depth that pydicom can read: in one file of the corpus it gives up half-way."""
    found = []
    with contextlib.suppress(NotImplementedError):
        for element in dataset.iterall():
            found.append(element)
    return found


def test_each_quarantine_is_listed_with_its_reason(results):
    collection, done = results
    # Names repeat in pydicom's folders (DICOMDIR trees); the quarantined ones do not.
    held_back = {result.source.name: result.code for result in done if result.outcome == "quarantined"}
    # One of the profiles takes nothing but images.
    by_profile = {name for name, code in held_back.items() if code == "held-by-profile"}
    assert {name: code for name, code in held_back.items() if name not in by_profile} == {
        name: code for name, code in listed(collection).items() if name not in by_profile
    }


def test_at_least_97_percent_of_readable_files_of_public_classes_come_out(results):
    _, done = results
    unreadable = {"truncated", "damaged", "no-sop-class", "private-sop-class", "held-by-profile"}
    readable = [r for r in done if r.outcome != "not-dicom" and r.code not in unreadable]
    assert len(cleaned(readable)) >= 0.97 * len(readable)


def test_nothing_is_an_unexpected_error(results):
    _, done = results
    assert [result.source.name for result in done if result.code in ("engine-error", "output-unreadable")] == []


def test_pixel_data_and_transfer_syntax_are_the_same(results):
    _, done = results
    checked = 0
    for result in cleaned(done):
        before, after = original(result), pydicom.dcmread(result.path)
        if "PixelData" not in before:
            continue
        checked += 1
        assert hashlib.sha256(after.PixelData).digest() == hashlib.sha256(before.PixelData).digest(), result.source.name
        syntax = before.file_meta.get("TransferSyntaxUID")
        if syntax is not None and syntax not in NATIVE:
            assert after.file_meta.TransferSyntaxUID == syntax, result.source.name
    assert checked > 60


#: What other de-identifiers wrote in the place of a name: Anonymized, ANON-1, XXXXXXXX.
_NOBODY = re.compile(r"(?i)anon|(.)\1*\Z")


def test_an_independent_search_finds_no_name_number_or_uid(results, profile):
    """Reads the source with pydicom and the output as plain bytes; shares nothing with the engine's own search."""
    _, done = results
    uids = () if Option.UIDS in profile.options else ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
    found = []
    for result in cleaned(done):
        secrets = set()
        for element in elements(original(result)):
            if element.VR == "PN" or element.keyword in ("PatientID", "AccessionNumber", *uids):
                secrets.add(str(element.value))
        data = result.path.read_bytes()
        pixels = getattr(pydicom.dcmread(result.path), "PixelData", b"")
        header = data.replace(pixels, b"") if pixels else data
        # Names of nobody, and UIDs that the standard itself registers, may stay.
        secrets = {s for s in secrets - UID_dictionary.keys() if len(s) > 7 and not _NOBODY.match(s)}
        found += [result.source.name for secret in secrets if secret.encode("utf-8", "replace") in header]
    assert found == []


def test_every_output_is_stamped_and_claims_nothing_of_pixels(results):
    _, done = results
    for result in cleaned(done):
        header = pydicom.dcmread(result.path, stop_before_pixels=True)
        codes = [item.get("CodeValue") for item in header.DeidentificationMethodCodeSequence]
        assert header.PatientIdentityRemoved == "YES" and "113100" in codes
        already = any(
            i.get("CodeValue") == "113101" for i in original(result).get("DeidentificationMethodCodeSequence", [])
        )
        assert already or "113101" not in codes
        assert header.get("BurnedInAnnotation") != "NO"


def test_no_private_group_overlay_or_curve_is_left_at_any_depth(results, profile):
    _, done = results
    private = Option.SAFE_PRIVATE in profile.options
    for result in cleaned(done):
        for element in pydicom.dcmread(result.path, stop_before_pixels=True).iterall():
            group = element.tag.group
            assert (private or not group % 2) and group not in (0, 4) and group & 0xFF00 not in (0x5000, 0x6000), (
                result.source.name
            )


def test_results_carry_no_identity(results):
    """What is told of a file may be logged or shown: it must not repeat the file."""
    _, done = results
    for result in done:
        names = set()
        if result.outcome == "de-identified":
            names = {str(e.value) for e in elements(original(result)) if e.VR == "PN" and len(str(e.value)) > 5}
        told = json.dumps([result.code, result.sentence, result.instance.as_dict() if result.instance else None])
        assert not [name for name in names if name in told]


#: Errors that de-identification itself brings: the profile demands what this validator objects to.
_DEMANDED = (
    # The references that justified it are removed (X in Table E.1-1).
    "ReferencedSeriesSequence present but Instance does not reference Instances",
    # Nobody looked at the pixels, so NO may not stand; enhanced objects know no other value.
    "BurnedInAnnotation(0028,0301)[n]",
    # TrackingID is free text and goes, TrackingUID stays.
    "/TrackingID(0062,0020)",
    "/TrackingUID(0062,0021)",
)


@needs_dciodvfy
def test_the_objects_stay_as_valid_as_they_were(results):
    _, done = results
    worse = {}
    for result in cleaned(done):
        before = errors(result.source)
        # The validator gave up on the source: then there is nothing to compare with.
        if any("read failed" in line or "Object Not found" in line for line in before) or not original(result).get(
            "SOPClassUID"
        ):
            continue
        new = {line for line in errors(result.path) - before if not any(known in line for known in _DEMANDED)}
        if new:
            worse[result.source.name] = sorted(new)
    assert worse == {}


def test_the_same_file_and_key_give_the_same_bytes(tmp_path):
    path = next(PYDICOM_FILES.rglob("CT_small.dcm"))
    first, second = (next(iter(deidentify([path], tmp_path / name, KEY))) for name in "ab")
    assert first.path.read_bytes() == second.path.read_bytes()


def test_one_bad_file_stops_no_other(tmp_path):
    good = next(PYDICOM_FILES.rglob("CT_small.dcm"))
    bad = tmp_path / "bad.dcm"
    bad.write_bytes(good.read_bytes()[:5000])
    text = tmp_path / "readme.txt"
    text.write_bytes(b"hello")
    missing = tmp_path / "missing.dcm"
    outcomes = [result.outcome for result in deidentify([bad, missing, text, good], tmp_path / "out", KEY)]
    assert sorted(outcomes) == ["de-identified", "not-dicom", "quarantined", "quarantined"]


def test_a_result_never_overwrites_another(tmp_path):
    path = next(PYDICOM_FILES.rglob("CT_small.dcm"))
    assert next(iter(deidentify([path], tmp_path, KEY))).outcome == "de-identified"
    assert next(iter(deidentify([path], tmp_path, KEY))).outcome == "quarantined"


def test_pydicom_reads_the_output_from_a_stream(tmp_path):
    path = next(PYDICOM_FILES.rglob("JPEG2000.dcm"))
    result = next(iter(deidentify([path], tmp_path, KEY)))
    assert pydicom.dcmread(io.BytesIO(result.path.read_bytes())).PatientID == result.instance.patient
