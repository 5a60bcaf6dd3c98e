"""Pictures that are no DICOM objects: made into Secondary Captures of a study, to go the way of every other file.

A photograph, a screenshot, an animation that somebody adds to a teaching case. What comes out names the patient and the
study as the other files of it do, so it is a source and no candidate: it is planned, de-identified, searched and reviewed
like them.
"""

from curtain.pictures.capture import LARGEST, secondary_capture

__all__ = ["LARGEST", "secondary_capture"]
