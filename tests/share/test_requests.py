"""The report and the crosswalk as the page asks for them: the same as natively."""

import json

from curtain.instance import attributes_text
from curtain.rules.profile import BASIC
from curtain.scan import Facts
from curtain.share.requests import crosswalk, report
from curtain.share.said import WITHHELD
from curtain.transforms.keyed import Keyed
from making import KEY

SHA = "ab" * 32
FILE = {
    "outcome": "de-identified", "code": "", "sentence": "", "output": "P/s/t/2.25.1.dcm", "sha256": SHA, "source": SHA,
    "sopClass": "CT Image Storage", "uid": "1.2.3", "notes": [], "pixels": "reviewed", "redactions": None,
    "seen": None, "waiver": "",
}  # fmt: skip


def asked(**changes: object) -> dict:
    request = {
        "key": KEY.hex(), "keyKept": True, "profile": BASIC.as_dict(), "files": [FILE], "attributes": [], "references": [],
        "review": None, "patients": [], "teaching": {"key_images": 0, "drawings": 0, "copies": 0},
    }  # fmt: skip
    return json.loads(report(request | changes)["json"])


def test_the_digest_of_a_source_only_stands_there_under_the_key():
    made = asked()
    assert made["files"][0]["source_hmac"] == Keyed(KEY).source_digest(SHA) != SHA
    assert asked(files=[{**FILE, "source": ""}])["files"][0]["source_hmac"] == ""


def test_equal_files_are_counted_as_often_as_they_are():
    text = attributes_text({("PatientName", "replace"): 2})
    other = attributes_text({("PatientName", "replace"): 1, ("(0009,0010)", "remove"): 5})
    assert asked(attributes=[[text, 20], [other, 1]])["attributes"] == [
        {"attribute": "(0009,0010)", "action": "remove", "count": 5},
        {"attribute": "PatientName", "action": "replace", "count": 41},
    ]


def test_files_are_numbered_in_their_order():
    held = {**FILE, "outcome": "quarantined", "code": "document", "sentence": "It cannot be cleaned."}
    made = asked(files=[FILE, held, FILE])
    assert [(file["number"], file["outcome"]) for file in made["files"]] == [
        (1, "de-identified"), (2, "quarantined"), (3, "de-identified"),
    ]  # fmt: skip


def test_a_crosswalk_knows_the_facts_of_a_file():
    facts = Facts("MRN-1", "", "DOE^JANE", "19570812", "F", "1.2.3.1", "1.2.3.2", "1.2.3.3")
    origin = {
        "facts": json.dumps(facts.as_dict()),
        "pseudonym": "P",
        "source": "a/b",
        "sha256": SHA,
        "output": "P/s/t/u.dcm",
    }
    made = json.loads(crosswalk({"key": KEY.hex(), "profile": BASIC.as_dict(), "origins": [origin]}))
    assert made["patients"][0]["patient_id"] == "MRN-1"
    assert {each["old"] for each in made["uids"]} == {"1.2.3.1", "1.2.3.2", "1.2.3.3"}


def test_what_was_blanked_stands_in_the_report_of_that_file_alone():
    told = {
        "boxes": [{"frames": None, "asked": [1, 2, 3, 4], "blanked": [0, 0, 16, 16]}],
        "syntax_before": "JPEG Baseline", "syntax_after": "JPEG Baseline", "untouched": 0, "untouched_sha256": "",
    }  # fmt: skip
    made = asked(files=[FILE, {**FILE, "redactions": told}])
    assert "redactions" not in made["files"][0]
    assert made["files"][1]["redactions"] == told


def test_what_was_written_by_hand_is_told_where_it_names_no_patient_of_the_case():
    patients = [{"names": ["MUSTERMANN^ERIKA"]}]
    files = [{**FILE, "waiver": "A phantom"}, {**FILE, "waiver": "It is Erika’s phantom"}]
    made = asked(files=files, patients=patients, review={"found": "stays", "note": "Mustermann agreed"})
    assert [file["waiver"] for file in made["files"]] == ["A phantom", WITHHELD]
    assert made["review"] == {"found": "stays", "note": WITHHELD}
    assert "rika" not in json.dumps(made)


def test_how_frames_were_seen_is_told():
    seen = {"one by one": 0, "contact sheet": 3, "projection": 0, "not seen": 0}
    assert asked(files=[{**FILE, "seen": seen}])["files"][0]["seen"] == seen


def test_rules_are_told_of_what_leaves_alone():
    attributes = {"PatientSex": "keep"}
    only = [{"object": "1.2.3", "attributes": attributes}, {"object": "1.2.4", "attributes": attributes}]
    references = [{"own": ["1.2.3", "1.2", "1"], "references": {}, "pointsByPixels": False, "cropped": False}]
    made = asked(profile={**BASIC.as_dict(), "only": only}, references=references)["profile"]
    assert (made["only"], made["only_others"]) == (only[:1], 1)


def test_a_report_tells_who_points_into_an_image_that_was_cropped():
    image, state = {**FILE, "uid": "1.1"}, {**FILE, "uid": "1.2"}
    references = [
        {"own": ["1.1", "1", "1"], "references": {}, "pointsByPixels": False, "cropped": True},
        {
            "own": ["1.2", "1", "1"],
            "references": {"ReferencedImageSequence": ["1.1"]},
            "pointsByPixels": True,
            "cropped": False,
        },
    ]
    made = asked(files=[image, state], references=references)
    assert [len(file["notes"]) for file in made["files"]] == [0, 1]
    references[0]["cropped"] = False
    assert [file["notes"] for file in asked(files=[image, state], references=references)["files"]] == [[], []]
