"""What the page asks for at Share, from plain data to plain data: `ReportRequest`, `CrosswalkRequest`, `TextsRequest` of its types."""

import json
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from curtain.instance import attributes_of
from curtain.rules.profile import Profile
from curtain.scan import Facts
from curtain.share.crosswalk import Origin, make_crosswalk
from curtain.share.references import DISPLACED, Pointer, count, displaced, missing
from curtain.share.report import FileEntry, make_report
from curtain.share.report_page import as_html
from curtain.share.said import names_a_patient, told
from curtain.transforms.keyed import Keyed


def report(request: dict[str, Any]) -> dict[str, str]:
    """The report as the texts of two files, `json` and `html`."""
    keyed = Keyed(bytes.fromhex(request["key"]))
    attributes: Counter[tuple[str, str]] = Counter()
    for text, files in request["attributes"]:
        for name, number in attributes_of(text).items():
            attributes[name] += number * files
    objects = [(each["own"], each["references"]) for each in request["references"]]
    moved = displaced(
        Pointer(each["own"][0], each["pointsByPixels"], each["cropped"], each["references"])
        for each in request["references"]
    )
    profile = Profile.from_dict(request["profile"])

    @cache
    def said(text: str) -> str:
        return told(text, request["patients"], profile)

    review = request["review"]
    made = make_report(
        profile,
        (_entry(number, file, keyed, moved, said) for number, file in enumerate(request["files"], 1)),
        attributes,
        count(objects),
        key_kept=request["keyKept"],
        missing=missing(objects),
        review=review and {"found": review["found"], "note": said(review["note"])},
        teaching=request["teaching"],
        objects=[(series, instance) for (instance, series, _), _ in objects],
    )
    return {"json": json.dumps(made, indent=1) + "\n", "html": as_html(made)}


def identifying(request: dict[str, Any]) -> list[bool]:
    """For each text that a person typed, whether it names a patient of the case."""
    profile = Profile.from_dict(request["profile"])
    return [names_a_patient(text, request["patients"], profile) for text in request["texts"]]


def _entry(
    number: int, file: dict[str, Any], keyed: Keyed, moved: Collection[str], said: Callable[[str], str]
) -> FileEntry:
    if file["outcome"] != "de-identified":
        return FileEntry(number, file["outcome"], file["code"], file["sentence"])
    return FileEntry(
        number,
        file["outcome"],
        output=file["output"],
        sha256=file["sha256"],
        source_hmac=keyed.source_digest(file["source"]) if file["source"] else "",
        sop_class=file["sopClass"],
        notes=(*file["notes"], DISPLACED) if file["uid"] in moved else tuple(file["notes"]),
        pixels=file["pixels"],
        redactions=file["redactions"],
        seen=file["seen"],
        waiver=said(file["waiver"]),
    )


def crosswalk(request: dict[str, Any]) -> str:
    """The content of a crosswalk as JSON, still to be sealed. All of it identifies."""
    origins = [
        Origin(Facts(**json.loads(each["facts"])), each["pseudonym"], each["source"], each["sha256"], each["output"])
        for each in request["origins"]
    ]
    keyed = Keyed(bytes.fromhex(request["key"]))
    return json.dumps(make_crosswalk(origins, keyed, Profile.from_dict(request["profile"])))
