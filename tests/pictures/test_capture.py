"""A picture that somebody adds to a case: what becomes of its pixels, and of all else that it carried."""

import io
import random
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image, ImageOps
from pydicom.uid import ExplicitVRBigEndian, ImplicitVRLittleEndian

from curtain import deidentify
from curtain.files.source import BytesSource
from curtain.outcome import NotDicom, Quarantine
from curtain.pictures import secondary_capture
from dciodvfy import errors, needs_dciodvfy
from making import KEY, STUDY, as_bytes, ct, source
from photos import WORDS, photo, saved, scans, scene


def capture(picture: bytes, into=None) -> bytes:
    pieces = secondary_capture(BytesSource(picture), into or source(ct()))
    return b"".join(pieces)


def read(data: bytes) -> pydicom.FileDataset:
    return pydicom.dcmread(io.BytesIO(data))


def frame(data: bytes) -> bytes:
    (only,) = pydicom.encaps.generate_frames(read(data).PixelData, number_of_frames=1)
    return only


@pytest.mark.parametrize("sampling", ["4:4:4", "4:2:2", "4:2:0"])
def test_the_image_data_of_a_photo_is_embedded_byte_for_byte_and_nothing_else_of_it(sampling):
    picture = photo(subsampling=sampling)
    assert all(word in picture for word in WORDS)
    made = capture(picture)
    assert scans(picture) in made
    assert not [word for word in WORDS if word in made]
    dataset = read(made)
    assert dataset.file_meta.TransferSyntaxUID.name == "JPEG Baseline (Process 1)"
    assert (dataset.PhotometricInterpretation, dataset.LossyImageCompression) == ("YBR_FULL_422", "01")
    assert frame(made).rstrip(b"\0").startswith(b"\xff\xd8\xff")
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(frame(made)))), np.asarray(Image.open(io.BytesIO(picture))))


def test_a_grey_photo_and_one_in_rgb_components_say_so():
    grey = io.BytesIO()
    scene().convert("L").save(grey, "JPEG")
    assert read(capture(grey.getvalue())).PhotometricInterpretation == "MONOCHROME2"
    rgb = io.BytesIO()
    scene().save(rgb, "JPEG", keep_rgb=True)
    dataset = read(capture(rgb.getvalue()))
    assert dataset.PhotometricInterpretation == "RGB"
    assert np.abs(dataset.pixel_array.astype(int) - np.asarray(scene())).mean() < 4


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_as_it_was_taken(orientation):
    """By what Pillow makes of the same word of EXIF."""
    picture = photo(orientation)
    seen = np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(picture))).convert("RGB"))
    made = capture(picture)
    dataset = read(made)
    assert (dataset.Rows, dataset.Columns) == seen.shape[:2]
    assert (dataset.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.4.50") == (orientation == 1)
    assert dataset.LossyImageCompression == "01"
    pixels = dataset.pixel_array
    assert np.abs(pixels.astype(int) - seen).mean() < 3
    assert not [word for word in WORDS if word in made]


def test_progressive_photos_and_photos_for_print_are_written_without_a_second_loss():
    picture = photo(progressive=True)
    assert np.array_equal(read(capture(picture)).pixel_array, np.asarray(Image.open(io.BytesIO(picture))))
    printed = saved(scene().convert("CMYK"), "JPEG", quality=95)
    shown = np.asarray(Image.open(io.BytesIO(printed)).convert("RGB")).astype(int)
    assert np.abs(read(capture(printed)).pixel_array - shown).mean() < 2


@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1", "I;16"])
def test_the_samples_of_a_png_are_those_of_the_object(mode):
    image = scene().convert("L").convert("I;16") if mode == "I;16" else scene().convert(mode)
    text = saved(image, "PNG")
    dataset = read(capture(text))
    wanted = np.asarray(image.convert("RGB") if mode == "P" else image.convert("L") if mode == "1" else image)
    assert np.array_equal(dataset.pixel_array, wanted)
    assert dataset.LossyImageCompression == "00"


def test_nothing_hides_under_a_transparent_part():
    image = scene().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    assert (read(capture(saved(image, "PNG"))).pixel_array == 255).all()


@pytest.mark.parametrize("interlace", [0, 1])
def test_an_animation_becomes_as_many_frames(interlace):
    images = [scene().rotate(turn).quantize(64) for turn in (0, 90, 180)]
    picture = saved(
        images[0], "GIF", save_all=True, append_images=images[1:], duration=80, loop=0, interlace=interlace, disposal=2
    )
    dataset = read(capture(picture))
    opened = Image.open(io.BytesIO(picture))
    assert (dataset.NumberOfFrames, float(dataset.FrameTime)) == (3, 80.0)
    for number, pixels in enumerate(dataset.pixel_array):
        opened.seek(number)
        assert np.array_equal(pixels, np.asarray(opened.convert("RGB"))), number


def test_it_belongs_to_the_patient_study_and_to_one_series():
    one, two, again = (read(capture(picture)) for picture in (photo(), photo(3), photo()))
    assert {each.StudyInstanceUID for each in (one, two)} == {STUDY}
    assert {(str(each.PatientName), each.PatientID) for each in (one, two)} == {("MUSTERMANN^ERIKA", "MRN-4711-08")}
    assert one.SeriesInstanceUID == two.SeriesInstanceUID
    assert one.SOPInstanceUID == again.SOPInstanceUID != two.SOPInstanceUID
    assert one.BurnedInAnnotation == "YES"


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian])
def test_any_file_of_the_study_tells_whose_it_is(syntax):
    made = read(capture(photo(), source(ct(syntax, SpecificCharacterSet="ISO_IR 192", PatientName="Müller^Jörg"))))
    assert str(made.PatientName) == "Müller^Jörg"


@needs_dciodvfy
@pytest.mark.parametrize("kind", ["photo", "turned", "png", "gif"])
def test_what_leaves_is_valid_and_says_nothing_of_who_took_it(kind, tmp_path):
    frames = [scene(), scene().rotate(180)]
    picture = {
        "photo": photo,
        "turned": lambda: photo(6),
        "png": lambda: saved(scene(), "PNG"),
        "gif": lambda: saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100),
    }[kind]()
    case = tmp_path / "in"
    case.mkdir()
    (case / "ct.dcm").write_bytes(as_bytes(ct()))
    (case / "picture.dcm").write_bytes(capture(picture))
    results = deidentify([case], tmp_path / "out", KEY)
    assert [result.outcome for result in results] == ["de-identified"] * 2
    written = [pydicom.dcmread(path) for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len({(each.PatientID, each.StudyInstanceUID) for each in written}) == 1
    (path,) = (Path(each.filename) for each in written if each.Modality == "OT")
    assert errors(path) == set()
    out = path.read_bytes()
    assert not [word for word in (*WORDS, b"MUSTERMANN", b"4711") if word in out]
    if kind == "photo":
        assert scans(picture) in out


def test_what_is_no_picture_is_refused_with_a_reason():
    for data in (b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n" + bytes(40), b"BM picture"):
        with pytest.raises(Quarantine) as held:
            capture(data)
        assert held.value.code == "picture-damaged"
    huge = bytearray(saved(scene(), "PNG"))
    huge[16:24] = b"\0\0\xff\xff\0\0\xff\xff"
    with pytest.raises(Quarantine) as held:
        capture(bytes(huge))
    assert held.value.code == "picture-too-large"
    with pytest.raises(Quarantine):
        capture(photo(), source(ct(StudyInstanceUID=None)))
    with pytest.raises(NotDicom):
        capture(photo(), BytesSource(b"no study"))


def test_damaged_pictures_end_with_a_reason():
    """Each kind, cut and changed at random places: an object, or a reason; never another error."""
    chance = random.Random(7)
    frames = [scene(31, 17), scene(31, 17).rotate(180)]
    whole = [
        photo(),
        photo(6),
        photo(progressive=True),
        saved(scene(31, 17), "PNG"),
        saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
    ]
    ended = {"made": 0, "held": 0}
    for _ in range(400):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        try:
            made = capture(bytes(data))
        except Quarantine:
            ended["held"] += 1
        else:
            ended["made"] += 1
            assert read(made).Rows
    assert min(ended.values()) > 50
