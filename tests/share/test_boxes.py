"""Boxes in a file: what it may say, what its schema says, and which images each is for."""

import json

import jsonschema
import pytest

from command_line import PACKAGE
from curtain.outcome import Quarantine
from curtain.pixels.crop import Crop
from curtain.pixels.redact import Box
from curtain.share.boxes import BoxesError, read_boxes

SCHEMA = json.loads((PACKAGE / "curtain" / "share" / "boxes.schema.json").read_text())
PLACE = {"x": 1, "y": 2, "width": 3, "height": 4}
SIZE = {"rows": 64, "columns": 96}


TRIANGLE = {"x": 1, "y": 2, "width": 3, "height": 4, "shape": "polygon", "points": [[1, 2], [4, 2], [1, 6]]}


def file_of(*boxes: object, **changes: object) -> str:
    return json.dumps({"format": "curtain-boxes", "version": 2, "boxes": list(boxes)} | changes)


def boxes(*given: object):
    """The boxes of a file that its schema allows too."""
    text = file_of(*given)
    jsonschema.validate(json.loads(text), SCHEMA)
    return read_boxes(text)


def found(given, instance="2.25.1", series="2.25.9", rows=64, columns=96, frames=1):
    return given.of_image(instance, series, rows, columns, frames)


def test_a_box_is_for_an_object_a_series_of_one_size_or_all_of_one_size():
    given = boxes({"instance": "2.25.1"} | PLACE, {"series": "2.25.9"} | SIZE | PLACE, SIZE | PLACE | {"x": 9})
    assert found(given) == [Box(None, 1, 2, 3, 4), Box(None, 1, 2, 3, 4), Box(None, 9, 2, 3, 4)]
    assert found(given, instance="2.25.2") == [Box(None, 1, 2, 3, 4), Box(None, 9, 2, 3, 4)]
    assert found(given, instance="2.25.2", series="2.25.8") == [Box(None, 9, 2, 3, 4)]
    assert found(given, instance="2.25.2", rows=63) == []
    # The order of the sides matters.
    assert found(given, instance="2.25.2", rows=96, columns=64) == []


def test_frames_are_counted_from_1():
    given = boxes(SIZE | PLACE | {"frames": [2, 4]}, SIZE | PLACE | {"frames": None})
    assert [box.frame for box in found(given, frames=9)] == [1, 2, 3, None]
    assert [box.frame for box in found(given, frames=4)] == [1, 2, 3, None]


@pytest.mark.parametrize("frames", [[2, 2_000_000_000], [7, 8], [2_000_000_000, 2_000_000_000]])
def test_a_frame_that_is_not_there_is_asked_for_so_that_the_image_is_refused(frames):
    asked = found(boxes(SIZE | PLACE | {"frames": frames}), frames=3)
    assert 0 < len(asked) < 4 and asked[-1].frame >= 3


def test_an_object_of_another_size_than_its_box_says_is_refused():
    with pytest.raises(Quarantine) as stop:
        found(boxes({"instance": "2.25.1"} | SIZE | PLACE), rows=128)
    assert stop.value.code == "box-size"


def test_only_new_uids_need_the_key_again():
    assert not boxes(SIZE | PLACE).names_uids
    assert boxes(SIZE | PLACE, {"instance": "2.25.1"} | PLACE).names_uids
    assert boxes({"series": "2.25.1"} | SIZE | PLACE).names_uids


def test_a_box_may_be_another_shape_than_a_black_rectangle():
    given = boxes(
        SIZE | PLACE | {"shape": "ellipse", "outside": True, "points": []},
        SIZE | TRIANGLE | {"fill": "white", "frames": [2, 3]},
        SIZE | PLACE | {"shape": "rectangle", "fill": "background", "outside": False},
    )
    corners = ((1, 2), (4, 2), (1, 6))
    assert found(given, frames=9) == [
        Box(None, 1, 2, 3, 4, "ellipse", outside=True),
        Box(1, 1, 2, 3, 4, "polygon", corners, "white"),
        Box(2, 1, 2, 3, 4, "polygon", corners, "white"),
        Box(None, 1, 2, 3, 4, fill="background"),
    ]


def test_a_file_of_version_1_stays_readable():
    text = file_of(SIZE | PLACE, version=1)
    jsonschema.validate(json.loads(text), SCHEMA)
    assert found(read_boxes(text)) == found(boxes(SIZE | PLACE)) == [Box(None, 1, 2, 3, 4)]


@pytest.mark.parametrize("more", [{"shape": "rectangle"}, {"points": []}, {"fill": "black"}, {"outside": False}])
def test_a_file_of_version_1_knows_rectangles_only(more):
    text = file_of(SIZE | PLACE | more, version=1)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(text), SCHEMA)
    with pytest.raises(BoxesError):
        read_boxes(text)


WRONG = {
    "another shape": [SIZE | PLACE | {"shape": "circle"}],
    "another fill": [SIZE | PLACE | {"fill": "grey"}],
    "no fill": [SIZE | PLACE | {"fill": None}],
    "inside or outside": [SIZE | PLACE | {"outside": 1}],
    "a polygon without corners": [SIZE | PLACE | {"shape": "polygon"}],
    "a polygon of two corners": [SIZE | TRIANGLE | {"points": [[1, 2], [4, 6]]}],
    "a polygon of too many corners": [SIZE | TRIANGLE | {"points": [[1, 2], [4, 6], [4, 2]] * 334}],
    "corners of a rectangle": [SIZE | PLACE | {"points": TRIANGLE["points"]}],
    "corners between pixels": [SIZE | TRIANGLE | {"points": [[1, 2], [4, 2], [1, 5.5]]}],
    "a corner of three numbers": [SIZE | TRIANGLE | {"points": [[1, 2, 0], [4, 2], [1, 6]]}],
    "another size": [SIZE | PLACE | {"width": 0}],
    "left of the image": [SIZE | PLACE | {"x": -1}],
    "half a pixel": [SIZE | PLACE | {"y": 0.5}],
    "a number that is none": [SIZE | PLACE | {"x": True}],
    "a text": [SIZE | PLACE | {"x": "1"}],
    "huge": [SIZE | PLACE | {"width": 65536}],
    "no width": [SIZE | {"x": 1, "y": 1, "height": 2}],
    "for nothing": [PLACE],
    "a series without a size": [{"series": "2.25.1"} | PLACE],
    "half a size": [{"instance": "2.25.1", "rows": 5} | PLACE],
    "both": [{"instance": "2.25.1", "series": "2.25.2"} | SIZE | PLACE],
    "a name": [{"instance": "MUSTERMANN"} | PLACE],
    "an empty UID": [{"instance": ""} | PLACE],
    "no UID at all": [{"instance": None} | PLACE],
    "frame 0": [SIZE | PLACE | {"frames": [0, 1]}],
    "one frame": [SIZE | PLACE | {"frames": [1]}],
    "a frame": [SIZE | PLACE | {"frames": 1}],
    "another field": [SIZE | PLACE | {"frame": 1}],
    "no box": [[]],
    "none": [],
}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG.keys())
def test_what_the_schema_forbids_is_refused(given):
    text = file_of(*given)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(text), SCHEMA)
    with pytest.raises(BoxesError) as wrong:
        read_boxes(text)
    assert "MUSTERMANN" not in str(wrong.value)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[" * 100_000, "{}", file_of(PLACE | SIZE, version=3), file_of(PLACE | SIZE, version=True),
     file_of(PLACE | SIZE, patient="x"), file_of(PLACE | SIZE, boxes={}), file_of(SIZE | PLACE | {"frames": [4, 2]}),
     file_of(SIZE | TRIANGLE | {"width": 4})],
)  # fmt: skip
def test_what_is_no_list_of_boxes_is_refused(text):
    with pytest.raises(BoxesError):
        read_boxes(text)


def crops(*given: object):
    """The crops of a file that its schema allows too."""
    text = json.dumps({"format": "curtain-boxes", "version": 2, "crops": list(given)})
    jsonschema.validate(json.loads(text), SCHEMA)
    return read_boxes(text)


def cropped(given, instance="2.25.1", series="2.25.9", rows=64, columns=96):
    return given.crop_of(instance, series, rows, columns)


def test_of_crops_for_an_image_the_narrowest_word_holds():
    one, some, every = (PLACE | {"x": x} for x in (1, 2, 3))
    given = crops(SIZE | every, {"series": "2.25.9"} | SIZE | some, {"instance": "2.25.1"} | one)
    assert cropped(given) == Crop(1, 2, 3, 4)
    assert cropped(given, instance="2.25.2") == Crop(2, 2, 3, 4)
    assert cropped(given, instance="2.25.2", series="2.25.8") == Crop(3, 2, 3, 4)
    assert cropped(given, instance="2.25.2", rows=63) is None
    assert given.names_uids and not crops(SIZE | every).names_uids
    assert found(given) == []


def test_a_crop_of_an_object_of_another_size_is_refused():
    with pytest.raises(Quarantine) as stop:
        cropped(crops({"instance": "2.25.1"} | SIZE | PLACE), rows=128)
    assert stop.value.code == "box-size"


@pytest.mark.parametrize(
    "crops",
    [[], [PLACE], [SIZE | PLACE | {"frames": [1, 2]}], [SIZE | PLACE | {"shape": "ellipse"}], [SIZE | PLACE | {"width": 0}],
     [{"instance": "2.25.1", "series": "2.25.2"} | PLACE], {"x": 1}, ["MUSTERMANN"]],
)  # fmt: skip
def test_what_is_no_crop_is_refused(crops):
    text = json.dumps({"format": "curtain-boxes", "version": 2, "crops": crops})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(text), SCHEMA)
    with pytest.raises(BoxesError) as wrong:
        read_boxes(text)
    assert "MUSTERMANN" not in str(wrong.value)


def test_two_crops_for_the_same_images_are_refused():
    for twice in (SIZE | PLACE, {"instance": "2.25.1"} | PLACE):
        with pytest.raises(BoxesError):
            crops(twice, twice | {"x": 5})
    with pytest.raises(BoxesError):
        crops({"instance": "2.25.1"} | PLACE, {"instance": "2.25.1"} | SIZE | PLACE)


def test_version_1_knows_no_crops():
    text = file_of(SIZE | PLACE, version=1, crops=[SIZE | PLACE])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(text), SCHEMA)
    with pytest.raises(BoxesError):
        read_boxes(text)
