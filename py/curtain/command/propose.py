"""Propose what to blank in images, as a file with boxes that a person looks at. Writes no DICOM.

Proposed is what lies outside of the scan areas that an ultrasound header names, what CTP's scripts for pixels and filters of deid
say of a device, and with --unchanging what stands still in a cine. Nothing of it is blanked: `curtain redact --boxes` does that with
the file once somebody has read it.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from curtain.batch.look import Look, look_at
from curtain.command import given
from curtain.command.progress import Progress
from curtain.command.say import CLEAN, HELD, Wrong, files, held, line, plain, problem
from curtain.files.fragments import number_of_frames
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import Source
from curtain.outcome import Quarantine
from curtain.pixels.image import COLUMNS, ROWS
from curtain.places import Proposal
from curtain.result import Result
from curtain.rules.profile import Profile, ProfileError
from curtain.scan import SERIES_INSTANCE_UID, SOP_INSTANCE_UID
from curtain.share.boxes import FORMAT
from curtain.write import Order, write

#: Lines of a script that are told by their numbers.
_MOST_TOLD = 20


class _Image(NamedTuple):
    """An image by its new UIDs, and what is proposed for it."""

    number: int
    instance: str
    series: str
    rows: int
    columns: int
    proposals: list[Proposal]


def arguments(parser: argparse.ArgumentParser) -> None:
    given.add_inputs(parser)
    parser.add_argument(
        "--script",
        action="append",
        default=[],
        metavar="FILE",
        help="a script of CTP for pixels or a recipe of deid, beside those of the profile",
    )
    parser.add_argument(
        "--unchanging", action="store_true", help="decode some frames of each cine, and box what never changes in it"
    )
    parser.add_argument("--output", required=True, metavar="FILE.json", help="the boxes; it must not be there yet")
    given.add_profile(parser)
    given.add_key(parser)
    given.add_jobs(parser)


class FromHeader(Look):
    """What the header of a source and the scripts of the profile propose."""

    def tell(self, source: Source, order: Order) -> dict[str, Any]:
        candidate = write(source, order, looks=False)
        header = open_dicom(PieceSource(candidate.pieces, candidate.source), header_only=True).dataset
        rows, columns = (next(iter(header.ints(tag)), 0) for tag in (ROWS, COLUMNS))
        uids = header.text(SOP_INSTANCE_UID), header.text(SERIES_INSTANCE_UID)
        return {"image": (*uids, rows, columns), "proposals": candidate.proposals, "note": ""}


class FromPixels(FromHeader):
    """As well what never changes in a cine."""

    def tell(self, source: Source, order: Order) -> dict[str, Any]:
        from curtain.places.unchanging import unchanging

        told = super().tell(source, order)
        dicom = open_dicom(source)
        try:
            still = unchanging(dicom) if number_of_frames(dicom) > 1 else []
        except Quarantine as stop:
            return told | {"note": f"Its frames were not compared. {stop.sentence}"}
        return told | {"proposals": [*told["proposals"], *still]}


def run(chosen: argparse.Namespace) -> int:
    output = Path(chosen.output)
    inputs = given.inputs(chosen)
    given.refuse_existing([output])
    profile = _with_scripts(given.profile(chosen), chosen.script)
    key, kept = given.key_or_random(chosen, profile)
    given.refuse_lost_uids(profile, kept)
    if chosen.unchanging:
        given.refuse_without_codecs()
    images: list[_Image] = []
    stopped = 0
    progress = Progress()
    try:
        look = FromPixels if chosen.unchanging else FromHeader
        with closing(look_at(inputs, look, key, profile, chosen.jobs, progress)) as running:
            for told in running:
                if isinstance(told, Result):
                    stopped += told.outcome == "quarantined"
                    progress.clear()
                    problem(held(told))
                    continue
                task, answer = told
                images.append(_Image(task.file.number, *answer["image"], answer["proposals"]))
                if answer["note"]:
                    progress.clear()
                    problem(f"{plain(task.file.shown)}: {answer['note']}")
    finally:
        progress.clear()
    _save(sorted(images), output)
    return HELD if stopped else CLEAN


def _with_scripts(profile: Profile, paths: list[str]) -> Profile:
    """The profile with further scripts for pixels. Raises Wrong."""
    from curtain.scripts import Outcome, ScriptError, read

    scripts = list(profile.pixel_scripts)
    for path in paths:
        try:
            made = read({path: given.script(path)})
        except ScriptError as error:
            raise Wrong(f"{plain(path)}: {error}") from None
        if not made.profile.pixel_scripts:
            raise Wrong(f"{plain(path)} says of no place in an image that text stands there")
        scripts += made.profile.pixel_scripts
        left_out = [each.number for each in made.lines if made.goes_beside and each.outcome is Outcome.NO_EQUAL]
        if left_out:
            numbers = ", ".join(map(str, left_out[:_MOST_TOLD]))
            problem(
                f"{plain(path)}: what is not understood is left out, in line {numbers}. `curtain import` tells why."
            )
    try:
        return replace(profile, pixel_scripts=tuple(dict.fromkeys(scripts)))
    except ProfileError as wrong:
        raise Wrong(str(wrong)) from None


def _save(images: list[_Image], output: Path) -> None:
    """Write the boxes, and say where they come from. Raises Wrong."""
    boxes = list(_boxes(images))
    if not boxes:
        line("Nothing is proposed, and no file was written.")
        return
    content = {"format": FORMAT, "version": 2 if any("outside" in box for box in boxes) else 1, "boxes": boxes}
    try:
        given.save_new(output, (json.dumps(content, indent=1) + "\n").encode())
    except OSError:
        raise Wrong("the boxes cannot be written") from None
    whys = Counter((each.source, each.why) for image in images for each in set(image.proposals))
    for (source, why), count in whys.items():
        line(f"{source}: {why} ({count:,})")
    proposed = sum(bool(image.proposals) for image in images)
    line(
        f"Boxes for {files(proposed)} are in {plain(output)}. Nothing was blanked: read them, and give them to curtain redact."
    )


def _boxes(images: list[_Image]) -> Iterator[dict[str, Any]]:
    """One box for a series where all of its images of a size have it, else one for each image."""
    sizes: dict[tuple[str, int, int], list[_Image]] = {}
    for image in images:
        sizes.setdefault((image.series, image.rows, image.columns), []).append(image)
    for (series, rows, columns), together in sizes.items():
        size = {"rows": rows, "columns": columns}
        asked = [dict.fromkeys(_box(each) for each in image.proposals) for image in together]
        everywhere = [box for box in asked[0] if all(box in each for each in asked)] if len(together) > 1 else []
        for box in everywhere:
            yield {"series": series, **size, **dict(box)}
        for image, own in zip(together, asked, strict=True):
            for box in own:
                if box not in everywhere:
                    yield {"instance": image.instance, **size, **dict(box)}


def _box(proposal: Proposal) -> tuple[tuple[str, Any], ...]:
    """A box as the file has it, but for what it is for."""
    frames = None if proposal.frame is None else (proposal.frame + 1, proposal.frame + 1)
    place = (("x", proposal.x), ("y", proposal.y), ("width", proposal.width), ("height", proposal.height))
    return (*((("frames", frames),) if frames else ()), *place, *((("outside", True),) if proposal.keep else ()))
