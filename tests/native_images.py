"""Objects of uncompressed frames in every layout that there is."""

import numpy as np
from hypothesis import strategies as st
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from pixel_images import image

#: Native layouts: dtype, highest value, options of `image`, colour.
LAYOUTS = {
    "8 bit": (np.uint8, {}),
    "16 bit": (np.uint16, {}),
    "12 of 16 bit": (np.uint16, {"bits_stored": 12}),
    "12 of 16 bit signed": (np.int16, {"bits_stored": 12}),
    "16 bit signed": (np.int16, {}),
    "32 bit": (np.uint32, {}),
    "32 bit signed": (np.int32, {}),
    "1 bit": (np.uint8, {"bits_allocated": 1}),
    "MONOCHROME1": (np.uint16, {"photometric": "MONOCHROME1", "bits_stored": 10}),
    "RGB": (np.uint8, {"photometric": "RGB"}),
    "RGB by plane": (np.uint8, {"photometric": "RGB", "planar": 1}),
    "RGB 16 bit by plane": (np.uint16, {"photometric": "RGB", "planar": 1}),
    "YBR_FULL": (np.uint8, {"photometric": "YBR_FULL"}),
    "YBR_FULL by plane": (np.uint8, {"photometric": "YBR_FULL", "planar": 1}),
    "YBR_FULL_422": (np.uint8, {"photometric": "YBR_FULL_422"}),
}


@st.composite
def native_images(draw, largest: int = 9):
    """The name of a layout, and an object in it."""
    name = draw(st.sampled_from(sorted(LAYOUTS)))
    dtype, options = LAYOUTS[name]
    syntax = draw(st.sampled_from([ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian]))
    frames, rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, largest)), draw(st.integers(1, largest))
    if name == "YBR_FULL_422":
        columns += columns % 2
    generator = np.random.default_rng(draw(st.integers(0, 1 << 32)))
    shape = (frames, rows, columns) + (
        (3,) if "photometric" in options and options["photometric"] != "MONOCHROME1" else ()
    )
    if options.get("bits_allocated") == 1:
        samples = generator.integers(0, 2, shape).astype(np.uint8)
    else:
        samples = generator.integers(0, 256, (*shape, np.dtype(dtype).itemsize), np.uint8).view(dtype)[..., 0]
        # Zeros or the sign above BitsStored: anything else is not shown.
        spare = samples.dtype.itemsize * 8 - options.get("bits_stored", samples.dtype.itemsize * 8)
        samples = samples << spare >> spare
    if name == "YBR_FULL_422":
        samples[:, :, 1::2, 1:] = samples[:, :, ::2, 1:]
    vr = "OW" if syntax == ImplicitVRLittleEndian or draw(st.booleans()) else None
    if options.get("bits_allocated") == 1:
        vr = None
    return name, image(samples, syntax, vr=vr, **options)
