"""Pictures as people have them beside their DICOM files, with all that a camera writes into them."""

import io

import numpy as np
from PIL import Image, ImageCms

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
PLACE, DAY = b"/\0\0\0\1\0\0\0\x16\0\0\0\1\0\0\0", b"2024:01:31"
WORDS = (b"Exif", b"ACME-PHONE", PLACE, DAY, b"photographed by", b"trailing words", b"Ernestine", b"ICC_PROFILE")


def scene(width: int = 97, height: int = 61) -> Image.Image:
    """Colours without a symmetry."""
    y, x = np.mgrid[0:height, 0:width]
    return Image.fromarray(np.dstack((x * 255 // width, y * 255 // height, (x + y) % 256)).astype(np.uint8))


def photo(orientation: int = 1, **options) -> bytes:
    """As a telephone writes it: maker, place, an icon of the picture, a comment, a colour profile, and a trailer."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "ACME-PHONE"
    exif[GPS] = {1: "N", 2: (47.0, 22.0, 12.5), 3: "E", 4: (8.0, 32.0, 1.5), 29: "2024:01:31"}
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    settings = {"quality": 90, "exif": exif, "comment": b"photographed by Ernestine", "icc_profile": icc}
    scene().save(out, "JPEG", **(settings | options))
    return out.getvalue() + b"trailing words" * 9


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scans(jpeg: bytes) -> bytes:
    """All that decides about the pixels: from the first table on."""
    return jpeg[jpeg.index(b"\xff\xdb") : jpeg.index(b"\xff\xd9", jpeg.index(b"\xff\xda")) + 2]
