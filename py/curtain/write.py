"""Third stage: from one file and its plan to a candidate, a list of pieces that nobody can export yet."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from curtain._version import __version__
from curtain.descriptors import describer
from curtain.files.dataset import PIXEL_DATA, DataSet, Element
from curtain.files.fragments import number_of_frames
from curtain.files.part10 import DEFLATED, Dicom, open_dicom
from curtain.files.pieces import Piece, Pieces, PieceSource, encode, header
from curtain.files.source import Source
from curtain.outcome import Quarantine
from curtain.pixels.comments import strip, tables_that_are_none
from curtain.pixels.crop import Crop, crop_image
from curtain.pixels.growth import Growth, growth
from curtain.pixels.hidden import hidden_in
from curtain.pixels.image import COLUMNS, ROWS, pixel_element
from curtain.pixels.patch import PixelPatch
from curtain.pixels.redact import Box, redact
from curtain.places import Proposal
from curtain.places.header import proposals
from curtain.plan import Patient
from curtain.risk import Risk, risk_of
from curtain.rules.decide import Action, Policy
from curtain.rules.iod import types
from curtain.rules.options import Option
from curtain.rules.profile import BASIC, Profile
from curtain.rules.treatments import admit
from curtain.scan import (
    MEDIA_STORAGE_SOP_CLASS_UID,
    MEDIA_STORAGE_SOP_INSTANCE_UID,
    SERIES_INSTANCE_UID,
    SOP_CLASS_UID,
    SOP_INSTANCE_UID,
)
from curtain.transforms.changes import Changes
from curtain.transforms.clean import Cleaner, new_uid
from curtain.transforms.cropped import follow
from curtain.transforms.dummies import encode_text, text_element
from curtain.transforms.keyed import Keyed
from curtain.transforms.stamps import stamp
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets

if TYPE_CHECKING:
    from curtain.share.boxes import BoxList

#: Names this implementation in group 0002 (PS3.7 D.3.3.2): a UUID made once for the project.
IMPLEMENTATION_CLASS_UID = "2.25.229531867823610236094372096473904520151"

#: EncapsulatedPixelDataValueTotalLength.
_TOTAL_LENGTH = 0x7FE00003


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: whose file it is, what is blanked, and whether a person will look at it."""

    patient: Patient
    keyed: Keyed
    boxes: Sequence[Box] = ()
    pixels_reviewed: bool = False
    profile: Profile = BASIC
    #: Further boxes and crops, by what they are for.
    listed: "BoxList | None" = None
    #: What is left of the image, in all frames; boxes are in the coordinates of the uncropped one.
    crop: Crop | None = None
    #: Every frame of the candidate is decoded before it leaves, as it is in the page for what a person reviews.
    decoded: bool = False
    #: Of a copy with drawings: the new SeriesInstanceUID and SOPInstanceUID of the images that it was made from, the first one
    #: first. It holds what they hold of the patient and the study, so their rules are its own.
    origins: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Candidate:
    """A de-identified object before review. `pieces` may be walked once; ranges refer to `source`."""

    pieces: Iterable[Piece]
    source: Source
    changes: Changes
    secrets: Secrets
    #: How redactions grow in the source.
    grows: Growth
    #: What it was written by: that of the order, as it holds for this object.
    profile: Profile
    #: Plain sentences on what a person should know of this object.
    notes: list[str]
    #: How closely its image has to be looked at, by the header of the source.
    risk: Risk
    #: What was blanked and cut, for the report: `curtain.pixels.record.record`; None where nothing was.
    redactions: dict[str, Any] | None = None
    #: Where its image may hold text, by the header of the source.
    proposals: list[Proposal] = field(default_factory=list)


def write(source: Source, order: Order, with_rows: bool = False, looks: bool = True) -> Candidate:
    """De-identify one file.

    With `with_rows` the candidate's `changes` name every attribute before and after. Without `looks` the pixels are not
    searched for what hides in spare bits, which may mean to read them all: for who asks for the changes and walks no pieces.

    Raises
    ------
    NotDicom, Quarantine
        The file cannot be read or cleaned.
    """
    dicom = open_dicom(source)
    dataset = dicom.dataset
    _complete(dicom)
    order = _of_object(order, dataset)
    admit(dataset.text(SOP_CLASS_UID), dataset, order.profile.classes)
    policy = policy_of(dataset.text(SOP_CLASS_UID), order.profile)
    hidden = hidden_in(dicom, order.decoded) if looks else None
    #: Frames that have to be compressed anew.
    anew: tuple[int, ...] = ()
    if hidden is not None and hidden.is_in_place:
        dicom = hidden.cleared()
    elif hidden is not None:
        anew = hidden.frames
    notes = [order.patient.split] if order.patient.split else []
    if Option.UIDS in order.profile.options:
        notes.append("UIDs were kept, as the profile asks: many carry a date or a number of the device.")
    if dicom.trailing:
        notes.append(f"{dicom.trailing} bytes behind the end of the object were no part of it and were left out.")
    changes = Changes(with_rows)
    secrets = Secrets.of(dataset)
    secrets.merge(order.patient.strings)
    search = Search(secrets, order.profile, order.patient.pseudonym)
    identifies = partial(search.identifies, dicom)
    describe = describer(secrets, order.profile)
    script = partial(_scripted, order)
    cleaner = Cleaner(policy, order.keyed, order.patient.pseudonym, changes, identifies, describe, script, dicom.source)
    cleaned = cleaner.clean(dataset)
    stamp(cleaned, order.patient.pseudonym, __version__, order.profile, order.pixels_reviewed, changes)
    for tag in tables_that_are_none(dicom):
        old = cleaned.elements.pop(tag, None)
        if old is not None:
            changes.note((tag,), (old, dicom.dataset), None, Action.REMOVE, "It holds no offsets: text can hide there")
    if hidden is not None and (pixels := cleaned.get(PIXEL_DATA)) is not None:
        notes.append(hidden.words)
        changes.note((PIXEL_DATA,), (pixels, dataset), (pixels, cleaned), Action.REPLACE, hidden.words)
    patch = _patch(dicom, *_asked(dicom, cleaned, order), anew)
    if patch is not None:
        syntax, body = (
            patch.syntax,
            _patched(dicom, cleaned, patch, changes, notes, Option.UIDS in order.profile.options),
        )
    else:
        syntax, body = dicom.syntax, _body(dicom, cleaned, changes, notes)
    if syntax == DEFLATED:
        # The one syntax that cannot be put together from ranges: it was read whole and is written whole.
        body = [_deflate(PieceSource(body, dicom.source))]
    pieces = chain(part10_head(syntax, cleaned), body)
    record = (patch and patch.record) or None
    found = proposals(dataset, order.profile.pixel_scripts)
    grows, risk = growth(dicom), risk_of(dataset)
    return Candidate(pieces, dicom.source, changes, secrets, grows, order.profile, notes, risk, record, found)


@lru_cache(maxsize=256)
def policy_of(sop_class_uid: str, profile: Profile) -> Policy:
    """The decisions for a SOP class; one object for all files of it, so that each decision is made once."""
    return Policy(types(sop_class_uid), profile)


def _scripted(order: Order, expression: str, tag: int, dataset: DataSet, root: DataSet) -> tuple[str, str]:
    """What an expression of a CTP script makes of an attribute."""
    from curtain.scripts.expression import Context, evaluate

    context = Context(tag, dataset, root, order.keyed, order.profile, order.patient.pseudonym)
    return evaluate(expression, context)


def _complete(dicom: Dicom) -> None:
    """Take SOP class and instance from group 0002 where the data set lacks them."""
    for tag, meta_tag in (
        (SOP_CLASS_UID, MEDIA_STORAGE_SOP_CLASS_UID),
        (SOP_INSTANCE_UID, MEDIA_STORAGE_SOP_INSTANCE_UID),
    ):
        if not dicom.dataset.text(tag) and dicom.meta.text(meta_tag):
            dicom.dataset.add(text_element(tag, "UI", dicom.meta.text(meta_tag)))
    if not dicom.dataset.text(SOP_INSTANCE_UID):
        raise Quarantine(
            "no-instance-uid",
            "The file has no SOPInstanceUID, so it cannot be told from others and is no valid object.",
        )


def _of_object(order: Order, dataset: DataSet) -> Order:
    """The order with the profile as it holds for this object, by the UIDs that it will have."""
    if not order.profile.only:
        return order
    root = order.profile.uid_root
    series, instance = (
        new_uid(dataset.text(tag), order.keyed, root) for tag in (SERIES_INSTANCE_UID, SOP_INSTANCE_UID)
    )
    return replace(order, profile=order.profile.of_object(series, instance, order.origins))


def _asked(dicom: Dicom, cleaned: DataSet, order: Order) -> tuple[list[Box], Crop | None]:
    """What is to be blanked, and left, in this object."""
    if order.listed is None:
        return [*order.boxes], order.crop
    rows, columns = (next(iter(dicom.dataset.ints(tag)), 0) for tag in (ROWS, COLUMNS))
    if pixel_element(dicom.dataset) is None:
        rows = columns = 0
    instance, series = cleaned.text(SOP_INSTANCE_UID), cleaned.text(SERIES_INSTANCE_UID)
    boxes = order.listed.of_image(instance, series, rows, columns, number_of_frames(dicom))
    return [*order.boxes, *boxes], order.crop or order.listed.crop_of(instance, series, rows, columns)


def _patch(dicom: Dicom, boxes: Sequence[Box], crop: Crop | None, hidden: Sequence[int]) -> PixelPatch | None:
    """New pixels, None where they stay as they are; of the frames `hidden` the spare bits are cleared."""
    if not boxes and crop is None and not hidden:
        return None
    if pixel_element(dicom.dataset) is None:
        raise Quarantine("no-pixels", "A redaction or a crop was asked for, but the object has no image.")
    patch = crop_image(dicom, crop, boxes, hidden) if crop is not None else None
    return redact(dicom, boxes, hidden) if patch is None and (boxes or hidden) else patch


def _patched(
    dicom: Dicom, cleaned: DataSet, patch: PixelPatch, changes: Changes, notes: list[str], keeps_uids: bool
) -> Iterable[Piece]:
    """The data set with new pixel data, made one frame at a time while it is walked."""
    why = "Pixels are stored in another form after some were changed"
    if patch.kept is not None:
        if keeps_uids:
            notes.append("The cropped image has the UID of the whole one, as the profile asks: keep them apart.")
        notes += follow(cleaned, patch.kept, types(cleaned.text(SOP_CLASS_UID)), changes)
        why = "Pixels are stored in another form after a crop"
    for tag, (vr, value) in patch.attributes.items():
        old, new = cleaned.get(tag), Element(tag, vr, value)
        cleaned.add(new)
        action = Action.ADD if old is None else Action.REPLACE
        changes.note((tag,), old and (old, cleaned), (new, cleaned), action, why)
    notes += patch.notes
    _with_tables(cleaned, patch.tables)
    return _around(dicom, cleaned, patch.vr, patch.length, patch.pieces())


def _with_tables(cleaned: DataSet, tables: Mapping[int, bytes | None]) -> None:
    """Put the extended offset tables of new pixels in the place of the old ones; their total length need not be told."""
    for tag, table in (*tables.items(), (_TOTAL_LENGTH, None)):
        cleaned.elements.pop(tag, None)
        if table is not None:
            cleaned.add(Element(tag, "OV", table))


def _body(dicom: Dicom, cleaned: DataSet, changes: Changes, notes: list[str]) -> Iterable[Piece]:
    """The data set with the pixel data of the source, but for texts that compressed frames carry."""
    stripped = strip(dicom)
    pixels = cleaned.get(PIXEL_DATA)
    if stripped is None or pixels is None:
        return encode(cleaned, dicom.writes_implicit, dicom.little).pieces()
    _with_tables(cleaned, stripped.tables)
    if stripped.frames:
        many = "a compressed frame" if stripped.frames == 1 else f"{stripped.frames} compressed frames"
        notes.append(f"Text in comments of {many} was taken out; the image data itself is the same.")
    else:
        notes.append("A table of the frames' places that held none was emptied; the image data itself is the same.")
    why = "Text in JPEG or JPEG 2000 comments that is not an encoder's own name; the image data itself is the same"
    changes.note((PIXEL_DATA,), (pixels, dicom.dataset), (pixels, cleaned), Action.REPLACE, why)
    return _around(dicom, cleaned, "OB", None, stripped.pieces())


def _around(dicom: Dicom, cleaned: DataSet, vr: str, length: int | None, pixels: Iterable[Piece]) -> Iterable[Piece]:
    """The data set with these pixels as its PixelData; `length` None for encapsulated ones."""
    before, behind = DataSet(cleaned.little), DataSet(cleaned.little)
    for element in cleaned:
        if element.tag != PIXEL_DATA:
            (before if element.tag < PIXEL_DATA else behind).add(element)
    head = encode(before, dicom.writes_implicit, dicom.little)
    size = 0xFFFFFFFF if length is None else length
    head.add(header(PIXEL_DATA, vr, size, dicom.writes_implicit, dicom.little))
    return chain(head.pieces(), pixels, encode(behind, dicom.writes_implicit, dicom.little).pieces())


def _deflate(body: PieceSource) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = deflater.compress(body.read(0, body.size)) + deflater.flush()
    return data + b"\0" * (len(data) % 2)


def part10_head(syntax: str, cleaned: DataSet) -> Iterable[Piece]:
    """An empty preamble and a group 0002 of our own (PS3.10 7.1; PS3.15 E.1.1)."""
    meta = DataSet()
    meta.add(Element(0x00020001, "OB", b"\0\1"))
    for tag, text in (
        (MEDIA_STORAGE_SOP_CLASS_UID, cleaned.text(SOP_CLASS_UID)),
        (MEDIA_STORAGE_SOP_INSTANCE_UID, cleaned.text(SOP_INSTANCE_UID)),
        (0x00020010, syntax),
        (0x00020012, IMPLEMENTATION_CLASS_UID),
    ):
        meta.add(text_element(tag, "UI", text))
    meta.add(Element(0x00020013, "SH", encode_text("SH", f"CURTAIN_{__version__}"[:16])))
    body = encode(meta, implicit=False, little=True)
    out = Pieces()
    out.add(
        bytes(128)
        + b"DICM"
        + header(0x00020000, "UL", 4, implicit=False, little=True)
        + body.length.to_bytes(4, "little")
    )
    out.extend(body)
    return out.pieces()
