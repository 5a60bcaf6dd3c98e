"""De-identify as `deidentify` does, and blank boxes in the images, or crop them.

Boxes and crops stand in a JSON file, by new UIDs or for all images of one size (share/boxes.schema.json describes it). Where an
image was compressed with a loss boxes grow, and crops shrink. An image that cannot be redacted or cropped is held back; a box
or crop that fits no image is told at the end.
"""

import argparse

from curtain.command import deidentify

run = deidentify.run


def arguments(parser: argparse.ArgumentParser) -> None:
    deidentify.arguments(parser, needs_boxes=True)
