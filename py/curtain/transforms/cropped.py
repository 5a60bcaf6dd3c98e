"""What the header says of an image that was cut to a rectangle (PS3.3): it follows the pixels, or goes.

Everything that points by pixel coordinates into its own image moves with them; so do positions in space, which are those of the
first pixel. What cannot be followed is removed or emptied where its type allows that; else the object is refused. Whatever could
show again what was cut off, icons, overlays, private binary data and statistics, goes. Only kinds of images whose geometry is
known here are cut: tiled slides, segmentations, maps and doses are made of others, or point into them.
"""

from curtain.files.dataset import DataSet
from curtain.pixels.kept import Kept
from curtain.rules.iod import Types
from curtain.transforms.changes import Changes, Path
from curtain.transforms.cropped_geometry import Geometry, cannot
from curtain.transforms.dummies import encode_text
from curtain.transforms.edits import Edits, numbered

_KINDS = frozenset(
    (
        "computed-radiography-image", "ct-image", "mr-image", "nuclear-medicine-image", "ultrasound-image",
        "ultrasound-multi-frame-image", "secondary-capture-image", "multi-frame-single-bit-secondary-capture-image",
        "multi-frame-grayscale-byte-secondary-capture-image", "multi-frame-grayscale-word-secondary-capture-image",
        "multi-frame-true-color-secondary-capture-image", "x-ray-angiographic-image", "x-ray-radiofluoroscopic-image", "rt-image",
        "positron-emission-tomography-image", "digital-x-ray-image", "digital-mammography-x-ray-image",
        "digital-intra-oral-x-ray-image", "vl-endoscopic-image", "vl-microscopic-image", "vl-slide-coordinates-microscopic-image",
        "vl-photographic-image", "dermoscopic-photography-image", "enhanced-mr-image", "enhanced-mr-color-image",
        "enhanced-ct-image", "enhanced-pet-image", "enhanced-xa-image", "enhanced-xrf-image", "enhanced-us-volume",
        "legacy-converted-enhanced-ct-image", "legacy-converted-enhanced-mr-image", "legacy-converted-enhanced-pet-image",
        "x-ray-3d-angiographic-image", "x-ray-3d-craniofacial-image", "breast-tomosynthesis-image",
        "breast-projection-x-ray-image", "ophthalmic-photography-8-bit-image", "ophthalmic-photography-16-bit-image",
        "ophthalmic-tomography-image",
    )
)  # fmt: skip
#: Those of a digital detector, whose field of view is what is stored in PixelData (C.8.11.4).
_OF_A_DETECTOR = frozenset(("digital-x-ray-image", "digital-mammography-x-ray-image", "digital-intra-oral-x-ray-image"))

_IMAGE_TYPE, _FRAME_TYPE, _DERIVATION_DESCRIPTION = 0x00080008, 0x00089007, 0x00082111
#: In root data sets: statistics of all pixels; smallest and largest value, histogram.
_STATISTICS = (0x00280106, 0x00280107, 0x00280108, 0x00280109, 0x00603000)
#: FieldOfViewShape, -Dimensions, -Origin, -Rotation, -HorizontalFlip.
_FIELD_OF_VIEW = (0x00181147, 0x00181149, 0x00187030, 0x00187032, 0x00187034)
#: In functional groups: where the pixels lie on a detector, and where a frame lies in another image. All of them are optional.
_FIELD_OF_VIEW_SEQUENCE, _FRAME_LOCATION_SEQUENCE = 0x00189432, 0x00220031
_PIXEL_DATA_PROPERTIES_SEQUENCE, _RELATIVE_TO_FIELD_OF_VIEW = 0x00189443, (0x00187036, 0x00187038)
#: Of the whole picture: the angle that it covers, and where its centre lies on a slide.
_HORIZONTAL_FIELD_OF_VIEW, _CENTRE_ON_SLIDE = 0x0022000C, 0x0040071A
_SPATIAL_LOCATIONS_PRESERVED, _ICON_IMAGE_SEQUENCE = 0x0028135A, 0x00880200

#: Coordinates that cannot be followed: of tiles in a whole, of outlines, of regions that are shifted, of seams.
_UNFOLLOWED = frozenset(
    (0x00480006, 0x00480007, 0x0048021E, 0x0048021F, *range(0x00181630, 0x00181639), 0x00189503, 0x00520030, 0x00520033, 0x00520036)
)  # fmt: skip
#: GraphicAnnotationSequence and DisplayedAreaSelectionSequence, which have no place in an image.
_GRAPHICS = (0x00700001, 0x0070005A)
_BINARY = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
#: A private value that is longer may be a picture, whatever its VR.
_LONG = 1024
_PIXELS = 0x7FE0


def follow(dataset: DataSet, kept: Kept, types: Types, changes: Changes) -> list[str]:
    """Have a cleaned root data set say what holds of its cropped image; Rows and Columns are still those that it had.

    Parameters
    ----------
    kept
        What is left of each frame.
    types
        Of the attributes in its IOD.

    Returns
    -------
    list of str
        Plain sentences on what a person should know.

    Raises
    ------
    Quarantine
        `cannot-crop` for a kind of object that cannot be cut, or where something cannot follow.
    """
    if (sentence := why_not_crop(types)) is not None:
        raise cannot(sentence)
    edits = Edits(dataset, types, changes)
    geometry = Geometry(edits, kept)
    _remove_traces(edits, dataset, ())
    geometry.positions()
    notes = geometry.regions()
    geometry.shapes()
    _remove_what_held_for_all(edits, geometry)
    _derive(edits)
    return notes


def why_not_crop(types: Types) -> str | None:
    """Why images of a kind are not cut; None where they are."""
    if types.name in _KINDS:
        return None
    return "Objects of this kind are not cropped: their pixels belong to those of other images. Use boxes instead."


def _remove_traces(edits: Edits, dataset: DataSet, path: Path) -> None:
    """Remove, at any depth, what could show the pixels that were cut off, and refuse what cannot follow."""
    for element in list(dataset):
        tag, group = element.tag, element.tag >> 16
        if tag in _UNFOLLOWED:
            raise cannot("The object points into its image in a way that a crop cannot follow. Use boxes instead.")
        overlay = group >> 8 in (0x50, 0x60) and not group & 1
        private = group & 1 and element.items is None and (element.vr in _BINARY or element.length > _LONG)
        if tag == _ICON_IMAGE_SEQUENCE or overlay or private or (path and group == _PIXELS):
            edits.drop(dataset, path, (tag,), "It could show what was cut off")
            continue
        if tag == _SPATIAL_LOCATIONS_PRESERVED and dataset.text(tag) != "NO":
            why = "Pixels of a cropped image lie elsewhere than in its source"
            edits.put(dataset, path, tag, encode_text("CS", "NO"), why)
        for inner, item in numbered(path, tag, element.items or ()):
            _remove_traces(edits, item, inner)


def _remove_what_held_for_all(edits: Edits, geometry: Geometry) -> None:
    """Remove what told of the whole image, and where its pixels lay in something else."""
    root = edits.root
    edits.drop(root, (), _STATISTICS, "It tells of pixels that were cut off")
    edits.drop(root, (), _GRAPHICS, "It points into the uncropped image")
    if edits.types.name in _OF_A_DETECTOR:
        edits.drop(root, (), _FIELD_OF_VIEW, "It tells where all pixels lay on the detector")
    for tag in (_HORIZONTAL_FIELD_OF_VIEW, _CENTRE_ON_SLIDE):
        if tag in root.elements:
            geometry.lose(root, (), tag)
    for path, group in edits.groups():
        elsewhere = (_FIELD_OF_VIEW_SEQUENCE, _FRAME_LOCATION_SEQUENCE)
        edits.drop(group, path, elsewhere, "It tells where all pixels lay in something else")
        properties = group.items(_PIXEL_DATA_PROPERTIES_SEQUENCE)
        for inner, item in numbered(path, _PIXEL_DATA_PROPERTIES_SEQUENCE, properties):
            edits.drop(item, inner, _RELATIVE_TO_FIELD_OF_VIEW, "The field of view is no longer told")


def _derive(edits: Edits) -> None:
    """A cropped image is a derived one (C.7.6.1.1.2, C.12.4.1.1); CID 7203 has no code for it."""
    why = "Stamp (PS3.3 C.7.6.1.1.2): the image was cropped"
    _first_value(edits, edits.root, (), _IMAGE_TYPE, why)
    for path, group in edits.groups():
        for element in list(group):
            for inner, item in numbered(path, element.tag, element.items or ()):
                _first_value(edits, item, inner, _FRAME_TYPE, why)
    old = edits.root.get(_DERIVATION_DESCRIPTION)
    said = old.value.rstrip(b" \0") + b"; " if old is not None and old.value and len(old.value) < 900 else b""
    # One word: a longer text may hold what is searched for, where an address has a single letter.
    edits.put_text(edits.root, (), _DERIVATION_DESCRIPTION, said + b"Cropped", why, "ST")


def _first_value(edits: Edits, dataset: DataSet, path: Path, tag: int, why: str) -> None:
    element = dataset.get(tag)
    if element is None or not element.value:
        return
    values = element.value.rstrip(b" \0").split(b"\\")
    if values[0] != b"DERIVED":
        edits.put_text(dataset, path, tag, b"\\".join((b"DERIVED", *values[1:])), why)
