"""The report: complete, valid by its schema, and without identity, whatever the files hold."""

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import jsonschema
import pytest
from pydicom.datadict import DicomDictionary
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

import curtain
from curtain.api import examine
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pixels.areas import Box
from curtain.pixels.record import record
from curtain.plan import plan
from curtain.rules.options import Option
from curtain.rules.overrides import Override
from curtain.rules.profile import BASIC, Profile
from curtain.scan import scan
from curtain.share.references import count, missing, references_of
from curtain.share.report import FileEntry, make_report
from curtain.share.report_page import as_html
from curtain.transforms.keyed import Keyed
from curtain.write import Order, write
from making import KEY, as_bytes, ct

SCHEMA = json.loads((files("curtain.share") / "report.schema.json").read_text())
SHA = "0123456789abcdef" * 4
CLEAN = FileEntry(
    1,
    "de-identified",
    output="7F3K-21QZ-M8TD/study-1/series-2/2.25.3.dcm",
    sha256=SHA,
    source_hmac=SHA,
    sop_class="CT Image Storage",
)
FOUND = FileEntry(
    2,
    "quarantined",
    "identity-found",
    "Something is still in the cleaned file, in (0040,A730).(0010,4000). It is kept back.",
)


def valid(report: dict) -> dict:
    """The report as it is read again, after a look at the schema."""
    again = json.loads(json.dumps(report))
    jsonschema.Draft202012Validator(SCHEMA).validate(again)
    return again


class Page(HTMLParser):
    """What a browser would find in a page: its elements, their attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_an_empty_case_has_a_report():
    report = valid(make_report(BASIC, [], {}))
    assert report["outcomes"] == {"de-identified": 0, "quarantined": 0, "not-dicom": 0, "left-out": 0}
    assert "0 files of 0 de-identified" in Page(as_html(report)).text


def test_every_file_stands_in_it_with_its_end():
    entries = [
        CLEAN,
        FOUND,
        FileEntry(3, "not-dicom", "not-dicom", "This file is no DICOM object."),
        FileEntry(4, "left-out", "not-approved", "Nobody approved it, so it did not leave."),
    ]
    report = valid(make_report(BASIC, entries, {}))
    assert [file["outcome"] for file in report["files"]] == [entry.outcome for entry in entries]
    assert report["outcomes"] == {"de-identified": 1, "quarantined": 1, "not-dicom": 1, "left-out": 1}
    text = Page(as_html(report)).text
    for word in (SHA, CLEAN.output, FOUND.sentence, "not-approved", "1 in quarantine", "1 left out", "1 not DICOM"):
        assert word in text


def test_a_finding_is_told_by_its_path():
    name = FileEntry(3, "quarantined", "identity-found", "Something of the patient is still there, in the file name.")
    report = valid(make_report(BASIC, [FOUND, name], {}))
    assert report["findings"] == [
        {"file": 2, "code": "identity-found", "path": "(0040,A730).(0010,4000)"},
        {"file": 3, "code": "identity-found", "path": "the file name"},
    ]
    assert "(0040,A730).(0010,4000)" in Page(as_html(report)).text


def test_options_codes_and_digest_are_those_of_the_profile():
    profile = Profile("trial", frozenset({Option.MODIFIED_DATES, Option.DEVICE}), shift_days=90, birth_year=True)
    report = valid(make_report(profile, [CLEAN], {}))
    assert report["profile"] == {
        "name": "trial",
        "options": ["retain-device-identity", "retain-modified-dates"],
        "shift_days": 90,
        "birth_year": True,
        "attributes": {},
        "classes": [],
        "sha256": profile.digest,
    }
    assert [item["code"] for item in report["codes"]] == ["113100", "113107", "113109"]
    assert report["tool"]["version"] == curtain.__version__
    text = Page(as_html(report)).text
    for word in (profile.digest, "113107", "1 to 90 days", "1 January of the same year"):
        assert word in text


def test_a_creator_that_nobody_knows_may_be_a_name_and_is_not_told():
    rules = (
        ('(0009,"DOE JANE",01)', "remove"),
        ('(0009,"ROE RICHARD",01)', "keep"),
        ('(2001,"Philips Imaging DD 001",03)', "keep"),
    )
    profile = replace(BASIC, attributes=tuple(Override.parse(path, value) for path, value in rules))
    report = valid(make_report(profile, [CLEAN], {}))
    assert report["profile"]["attributes"] == {
        '(0009,"?",01)': "remove",
        '(0009,"?",01) 2': "keep",
        '(2001,"philips imaging dd 001",03)': "keep",
    }
    for name in ("jane", "richard"):
        assert name not in json.dumps(report).lower() and name not in as_html(report).lower()


def test_without_a_shift_there_is_no_longest_one():
    report = valid(make_report(BASIC, [CLEAN], {}))
    assert report["profile"]["shift_days"] is None
    assert "Dates moved" not in as_html(report)


@pytest.mark.parametrize(
    ("pixels", "codes"), [("reviewed", ["113100", "113101"]), ("not reviewed", ["113100"]), ("none", ["113100"])]
)
def test_whether_somebody_looked_is_told(pixels, codes):
    entry = FileEntry(1, "de-identified", output="A/b/c/2.25.1.dcm", sha256=SHA, pixels=pixels)
    report = valid(make_report(BASIC, [entry], {}))
    assert report["pixels"] == {"reviewed": 0, "not reviewed": 0, "none": 0} | {pixels: 1}
    assert [item["code"] for item in report["codes"]] == codes
    assert ("Nobody looked at the images of 1 file." in Page(as_html(report)).text) == (pixels == "not reviewed")


def test_what_was_done_is_counted_by_attribute():
    counts = {("PatientName", "replace"): 3, ("private (0019,xx0A)", "remove"): 1, ("(0009,0010)", "remove"): 4}
    report = valid(make_report(BASIC, [CLEAN], counts))
    found = {(item["attribute"], item["action"]): item["count"] for item in report["attributes"]}
    assert found == counts
    assert re.search(r"PatientName\s*replaced\s*3", Page(as_html(report)).text.replace("\n", " "))


def test_a_name_in_the_place_of_an_attribute_is_left_out():
    counts = {("MUSTERMANN ERIKA", "remove"): 2, ("(0019,xx0A) MUSTERMANN", "remove"): 1, ("PatientID", "replace"): 1}
    report = valid(make_report(BASIC, [CLEAN], counts, {"MUSTERMANN": (1, 2), "ReferencedImageSequence": (3, 0)}))
    assert "MUSTERMANN" not in json.dumps(report)
    assert {"attribute": "other", "action": "remove", "count": 3} in report["attributes"]
    assert {"attribute": "other", "in_case": 1, "out_of_case": 2} in report["references"]


def test_the_key_is_told_kept_or_forgotten():
    assert "pseudonymous" in as_html(valid(make_report(BASIC, [CLEAN], {}, key_kept=True)))
    assert "Nobody can make these pseudonyms again" in as_html(valid(make_report(BASIC, [CLEAN], {}, key_kept=False)))


def test_an_outcome_that_is_none_is_refused():
    with pytest.raises(ValueError):
        make_report(BASIC, [FileEntry(1, "deleted")], {})


# --- The page -------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</td></table></style><!--"


def blanked(count: int, **changes: object) -> dict:
    """The record of a redaction with so many boxes."""
    boxes = [{"frames": [n, n + 1], "asked": [n, 2, 30, 4], "blanked": [0, 0, 48, 16]} for n in range(1, count + 1)]
    told = {"boxes": boxes, "syntax_before": "JPEG Baseline", "syntax_after": "JPEG-LS Lossless"}
    return told | {"untouched": 0, "untouched_sha256": ""} | changes


def test_a_page_tells_what_was_blanked_in_short():
    report = valid(make_report(BASIC, [replace(CLEAN, redactions=blanked(25))], {}))
    assert len(report["files"][0]["redactions"]["boxes"]) == 25
    text = Page(as_html(report)).text
    assert "Blanked: frames 1–2, 48 × 16 at 0, 0, asked for as 30 × 4 at 1, 2; frames 2–3," in text
    assert text.count("asked for as") == 20 and "and 5 more; the report in JSON lists all" in text
    assert "it was JPEG Baseline, and is JPEG-LS Lossless now." in text
    assert "same bytes" not in text


def test_a_page_tells_of_shapes_and_fills():
    corners = ((1, 2), (9, 2), (1, 8))
    around, image = (0, 0, 16, 16), (0, 0, 64, 64)
    asked = [
        (Box(None, 1, 2, 8, 6, "ellipse", outside=True), image, 4058),
        (Box(0, 1, 2, 8, 6, "polygon", corners, "background"), around, 192),
        (Box(1, 1, 2, 8, 6, fill="white"), around, 256),
        (Box(1, 1, 2, 8, 6, outside=True), image, 4048),
    ]
    syntax = "1.2.840.10008.1.2.4.50"
    told = {**record(asked, syntax, syntax, 0), "untouched_sha256": ""}
    report = valid(make_report(BASIC, [replace(CLEAN, redactions=told)], {}))
    assert Page(as_html(report)).text.count(
        "Blanked: all frames, all outside an ellipse in 8 × 6 at 1, 2: 4,058 pixels of each; "
        "frame 1, a polygon of 3 corners in 8 × 6 at 1, 2: 192 pixels of each, in the value of the background; "
        "frame 2, 16 × 16 at 0, 0, asked for as 8 × 6 at 1, 2, in white; "
        "frame 2, all outside 8 × 6 at 1, 2: 4,048 pixels of each; written as JPEG Baseline."
    )


def test_a_file_without_a_redaction_says_nothing_of_one():
    report = valid(make_report(BASIC, [CLEAN], {}))
    assert "redactions" not in report["files"][0]
    assert "Blanked" not in Page(as_html(report)).text


def test_markup_in_every_text_is_text():
    entries = [
        FileEntry(
            1,
            "de-identified",
            output=HOSTILE,
            sha256=HOSTILE,
            source_hmac=HOSTILE,
            sop_class=HOSTILE,
            notes=(HOSTILE,),
            redactions=blanked(1, syntax_before=HOSTILE, untouched=1, untouched_sha256=HOSTILE),
        ),
        FileEntry(2, "quarantined", HOSTILE, HOSTILE + " (0010,0010)"),
    ]
    report = make_report(Profile(HOSTILE), entries, {("PatientName", HOSTILE): 1}, {HOSTILE: (1, 1)})
    page = Page(as_html(report))
    assert not page.tags.keys() & {"script", "img", "link", "iframe", "object", "form", "a", "base", "svg"}
    assert not {name for name in page.attributes if name.startswith("on")} | page.attributes & {"src", "href"}
    assert page.tags["style"] == page.tags["html"] == page.tags["body"] == 1
    assert page.text.count(HOSTILE) >= 11


def test_the_page_loads_nothing_and_runs_nothing():
    html = as_html(make_report(BASIC, [CLEAN, FOUND], {("PatientName", "replace"): 1}))
    assert "default-src &#x27;none&#x27;" in html
    assert not re.search(r"https?:|//|url\(|@import|javascript:", html)


# --- No identity ----------------------------------------------------------------------------------


def planted(number: int) -> tuple[Dataset, set[str]]:
    """A CT whose every text attribute of PS3.6, at the root and in an item, and whose private ones hold secrets."""
    secrets: set[str] = set()

    def secret(text: str) -> str:
        secrets.add(text)
        return text

    def fill(dataset: Dataset, letter: str) -> None:
        for tag, (vr, _, _, _, keyword) in DicomDictionary.items():
            group = tag >> 16
            if (
                group in (0x0000, 0x0002, 0x0004, 0x0028, 0x7FE0, 0x0042, 0xFFFA, 0xFFFE)
                or not keyword
                or keyword in KEPT
            ):
                continue
            word = f"{letter}{tag:08X}Z"
            if vr in ("LO", "SH", "PN", "ST", "LT", "UT", "UC", "AE", "UR"):
                dataset.add_new(tag, vr, secret(f"geheim{word}"[:16]))
            elif vr == "UI":
                dataset.add_new(tag, vr, secret(f"1.2.826.0.1.3680043.9.{ord(letter)}.{number}.{tag}"))
            elif vr == "DA":
                dataset.add_new(tag, vr, secret(f"19{tag % 70 + 10}0812"))

    dataset = ct(SOPInstanceUID=secret(f"1.2.826.0.1.3680043.9.8.{number}"))
    fill(dataset, "R")
    item = Dataset()
    fill(item, "S")
    # One that the Basic Profile keeps, with new UIDs.
    dataset.ReferencedInstanceSequence = Sequence([item])
    block = dataset.private_block(0x0009, secret("GEHEIM^CREATOR"), create=True)
    block.add_new(0x01, "LO", secret("GEHEIM^PRIVATE"))
    dataset.PatientName, dataset.PatientID = secret("MUSTERMANN^ERIKA"), secret("MRN-4711-08")
    secrets |= {"MUSTERMANN", "ERIKA"}
    return dataset, secrets


#: What the object has to keep for being one.
KEPT = {"SOPClassUID", "SOPInstanceUID", "SpecificCharacterSet", "ReferencedInstanceSequence", "TransferSyntaxUID"}


def test_no_secret_of_a_file_or_its_path_is_in_the_report(tmp_path):
    folder = tmp_path / "MUSTERMANN Erika 1957-08-12"
    folder.mkdir()
    secrets = {"MUSTERMANN Erika", "1957-08-12", str(tmp_path)}
    for number in range(2):
        dataset, found = planted(number)
        secrets |= found
        (folder / f"MUSTERMANN_{number}.dcm").write_bytes(as_bytes(dataset))
    (folder / "MUSTERMANN.txt").write_text("MUSTERMANN^ERIKA")
    private, _ = planted(9)
    private.SOPClassUID = private.file_meta.MediaStorageSOPClassUID = "1.2.826.0.1.3680043.9.99.4711"
    secrets.add("1.2.826.0.1.3680043.9.99.4711")
    (folder / "MUSTERMANN_private.dcm").write_bytes(as_bytes(private))
    secrets |= {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}

    report = valid(report_of(sorted(folder.iterdir())))
    text, page = json.dumps(report), as_html(report)
    assert report["outcomes"]["de-identified"] == 2, report["files"]
    assert len(report["attributes"]) > 500
    assert sum(item["out_of_case"] for item in report["references"]) > 0
    for where in (text, page):
        folded = where.casefold()
        assert [secret for secret in secrets if secret.casefold() in folded] == []


def report_of(paths: list) -> dict:
    """All stages over files, as the page and the command line run them."""
    keyed = Keyed(KEY)
    sources = {str(path): BytesSource(path.read_bytes()) for path in paths}
    facts, stopped = {}, {}
    for path, source in sources.items():
        try:
            facts[path] = scan(source)
        except (NotDicom, Quarantine) as stop:
            stopped[path] = stop
    case = plan(facts, keyed)
    entries, attributes, objects = [], Counter(), []
    for number, (path, source) in enumerate(sources.items(), 1):
        try:
            if path in stopped:
                raise stopped[path]
            order = Order(case.patients[case.files[path]], keyed)
            candidate = write(source, order)
            data = b"".join(
                piece if isinstance(piece, bytes) else candidate.source.read(piece.offset, piece.length)
                for piece in candidate.pieces
            )
            instance = examine(BytesSource(data), candidate, order)
        except (NotDicom, Quarantine) as stop:
            outcome = "not-dicom" if isinstance(stop, NotDicom) else "quarantined"
            entries.append(FileEntry(number, outcome, stop.code, stop.sentence))
            continue
        attributes += candidate.changes.attributes
        objects.append(((instance.uid, instance.series["uid"], instance.study["uid"]), instance.references))
        entries.append(
            FileEntry(
                number,
                "de-identified",
                output=instance.name,
                sha256=hashlib.sha256(data).hexdigest(),
                source_hmac=keyed.source_digest(hashlib.sha256(source.read(0, source.size)).hexdigest()),
                sop_class=instance.sopClass,
                notes=tuple(instance.notes),
            )
        )
    return make_report(BASIC, entries, attributes, count(objects))


def test_references_lead_into_the_case_or_out_of_it():
    first = ct()
    first.ReferencedImageSequence = Sequence([Dataset(), Dataset()])
    for item, uid in zip(first.ReferencedImageSequence, ("1.2.3.4.5.61", "1.2.3.4.5.62"), strict=True):
        item.ReferencedSOPInstanceUID = uid
    from curtain.files.part10 import open_dicom

    references = references_of(open_dicom(BytesSource(as_bytes(first))).dataset)
    assert references == {"ReferencedImageSequence": ["1.2.3.4.5.61", "1.2.3.4.5.62"]}
    assert count([(["1.2.3.4.5.61"], references)]) == {"ReferencedImageSequence": (1, 1)}
    assert count([(["1.2.3.4.5.61"], references), (["1.2.3.4.5.62"], {})]) == {"ReferencedImageSequence": (2, 0)}


def test_what_is_never_stored_is_not_missed_and_context_is_no_reference():
    from curtain.files.part10 import open_dicom

    step, image, series, study = Dataset(), Dataset(), Dataset(), Dataset()
    step.ReferencedSOPClassUID, step.ReferencedSOPInstanceUID = "1.2.840.10008.3.1.2.3.3", "1.2.3.4.5.60"
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4.5.61"
    series.SeriesInstanceUID, series.ReferencedSOPSequence = "1.2.3.4.5.6", [image]
    study.StudyInstanceUID, study.ReferencedSeriesSequence = "1.2.3.4.5", [series]
    first = ct(
        ReferencedPerformedProcedureStepSequence=[step], StudiesContainingOtherReferencedInstancesSequence=[study]
    )
    references = references_of(open_dicom(BytesSource(as_bytes(first))).dataset)
    assert references == {"ReferencedSOPSequence": ["1.2.3.4.5.61"]}
    assert [each.uid for each in missing([(["1.2.3.4.5.62"], references), (["1.2.3.4.5.63"], references)])] == [
        "1.2.3.4.5.61"
    ]
    assert missing([(["1.2.3.4.5.61"], references)]) == []


def test_rules_of_the_users_own_are_told_without_their_texts():
    rules = {"StudyDescription": {"replace": "Mustermann's chest"}, "StudyDate": "shift", "vr:TM": "remove"}
    profile = Profile.from_dict({"attributes": rules, "classes": {"report": "hold back"}})
    made = valid(make_report(profile, [CLEAN], {}))
    assert made["profile"]["attributes"] == {"StudyDate": "shift", "StudyDescription": "replace", "vr:TM": "remove"}
    assert made["profile"]["classes"] == ["report"] and made["profile"]["shift_days"] == 3650
    page = as_html(made)
    assert "StudyDescription: replace" in page and "Mustermann" not in page


def test_rules_for_one_series_or_object_are_told_apart():
    rules = {"StudyDescription": {"replace": "Mustermann's chest"}}
    some = [{"series": "2.25.1", "attributes": rules}, {"object": "2.25.2", "attributes": {"PatientSex": "keep"}}]
    made = valid(make_report(Profile.from_dict({"only": some}), [CLEAN], {}, objects=[("2.25.1", "2.25.2")]))
    assert made["profile"]["attributes"] == {}
    assert made["profile"]["only"] == [
        {"object": "2.25.2", "attributes": {"PatientSex": "keep"}},
        {"series": "2.25.1", "attributes": {"StudyDescription": "replace"}},
    ]
    page = as_html(made)
    assert "Rules for one series" in page and "Rules for one object" in page
    assert "StudyDescription: replace" in page and "2.25.1" in page and "Mustermann" not in page


def test_rules_for_what_did_not_come_out_are_counted_and_their_uids_stand_nowhere():
    rules = {"PatientSex": "keep"}
    some = [
        {kind: uid, "attributes": rules}
        for kind, uid in (("series", "1.2.840.1"), ("object", "2.25.1"), ("object", "2.25.2"))
    ]
    made = valid(make_report(Profile.from_dict({"only": some}), [CLEAN], {}, objects=[("2.25.1", "2.25.2")]))
    assert made["profile"]["only"] == [{"object": "2.25.2", "attributes": rules}]
    assert made["profile"]["only_others"] == 2
    made = valid(make_report(Profile.from_dict({"only": some}), [CLEAN], {}))
    assert "only" not in made["profile"] and made["profile"]["only_others"] == 3
    page = as_html(made)
    assert "Rules for what did not come out" in page
    assert not [uid for uid in ("1.2.840.1", "2.25.1", "2.25.2") if uid in json.dumps(made) + page]


# --- What a person saw and said


def seen_entry(**changes: object) -> FileEntry:
    seen = {"one by one": 2, "contact sheet": 0, "projection": 38, "not seen": 0}
    return replace(CLEAN, pixels="reviewed", **({"seen": seen} | changes))


def test_how_frames_were_seen_and_why_not_all_of_them_stands_with_the_file():
    (told,) = valid(make_report(BASIC, [seen_entry()], {}))["files"]
    assert told["seen"] == {"one by one": 2, "contact sheet": 0, "projection": 38, "not seen": 0}
    page = as_html(make_report(BASIC, [seen_entry(waiver="A phantom <b>")], {}))
    assert "Seen: 2 frames one by one, 38 frames in a projection.<" in page
    assert "Frames of it were seen together, on a contact sheet or in a projection." in page
    assert "seen together" not in as_html(make_report(BASIC, [seen_entry(seen={"one by one": 40})], {}))
    part = as_html(make_report(BASIC, [seen_entry(seen={"one by one": 40, "not seen": 2})], {}))
    assert "Seen: 40 frames one by one. Not seen: 2 frames." in part
    assert "Approved without all of it being seen: A phantom &lt;b&gt;" in page
    (waived,) = valid(make_report(BASIC, [seen_entry(waiver="A phantom")], {}))["files"]
    assert waived["waiver"] == "A phantom"
    assert "seen" not in valid(make_report(BASIC, [CLEAN], {}))["files"][0], "nobody is known to have looked"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("nothing", "and found none of it."),
        ("stays", "something that stays in these files: Consent was given."),
        ("not looked for", "Nobody looked for what no program finds"),
    ],
)
def test_what_was_said_of_the_case_stands_at_the_top(found, words):
    review = {"found": found, "note": "Consent was given." if found == "stays" else ""}
    report = valid(make_report(BASIC, [CLEAN], {}, review=review))
    assert report["review"] == review
    assert words in as_html(report)
    assert "review" not in make_report(BASIC, [CLEAN], {}), "nobody was asked on a command line"


@pytest.mark.parametrize(
    ("key_images", "drawings", "copies", "words"),
    [
        (1, 0, 0, "For teaching: 1 key image, kept beside these files; no pixel is changed by them."),
        (2, 1, 0, "For teaching: 2 key images and 1 drawing, kept beside these files; no pixel is changed by them."),
        (0, 3, 2, "no pixel is changed by them. 2 files are copies of an image with drawings burned in."),
        (0, 0, 1, "1 file is a copy of an image with drawings burned in."),
    ],
)
def test_what_was_added_for_teaching_is_counted(key_images: int, drawings: int, copies: int, words: str):
    teaching = {"key_images": key_images, "drawings": drawings, "copies": copies}
    report = valid(make_report(BASIC, [CLEAN], {}, teaching=teaching))
    assert report["teaching"] == teaching
    assert words in Page(as_html(report)).text


def test_a_case_without_anything_for_teaching_says_nothing_of_it():
    for nothing in (None, {"key_images": 0, "drawings": 0, "copies": 0}):
        report = valid(make_report(BASIC, [CLEAN], {}, teaching=nothing))
        assert "teaching" not in report
        assert "teaching" not in as_html(report)


def test_an_answer_that_is_none_is_refused():
    with pytest.raises(ValueError, match="answer"):
        make_report(BASIC, [], {}, review={"found": "maybe", "note": ""})
