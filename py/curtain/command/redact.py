"""De-identify as `deidentify` does, and blank boxes in the images.

The boxes stand in a JSON file, by new UIDs or for all images of one size (share/boxes.schema.json describes it). Where an image was
compressed with a loss they grow. An image that cannot be redacted is held back; a box that fits no image is told at the end.
"""

import argparse

from curtain.command import deidentify

run = deidentify.run


def arguments(parser: argparse.ArgumentParser) -> None:
    deidentify.arguments(parser, needs_boxes=True)
