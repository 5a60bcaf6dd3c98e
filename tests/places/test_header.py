"""Proposals come with a candidate: of the header as it was, and without anything of it."""

import io
import json

import pydicom

from curtain.examine import examine
from curtain.files.part10 import open_dicom
from curtain.files.pieces import PieceSource
from curtain.files.source import BytesSource
from curtain.places.header import proposals
from curtain.rules.profile import Profile
from curtain.write import write
from making import ct, order, source
from ultrasound_regions import region

SCRIPT = '{ Manufacturer.equals("Acme") * PatientName.contains("MUSTERMANN") * Columns.equals("16") } (0,0,16,3)'
FILTER = "%filter graylist\nLABEL this device\n  contains StationName ROOM-7\n  coordinates 0,0,16,4\n"


def instance_of(scripts: tuple[str, ...] = (), **attributes: object):
    asked = order(profile=Profile(pixel_scripts=scripts))
    made = ct(StationName="ROOM-7", **attributes)
    candidate = write(source(made), asked)
    written = PieceSource(candidate.pieces, candidate.source)
    data = written.read(0, written.size)
    return examine(BytesSource(data), candidate, asked), pydicom.dcmread(io.BytesIO(data))


def test_signatures_are_held_against_the_source_and_only_places_and_reasons_go_on():
    instance, written = instance_of((SCRIPT, FILTER))
    assert "StationName" not in written or not written.StationName
    # The filter says the same, and that once is enough.
    why = "Signature 1 of script 1 (line 1) holds for this object."
    place = {"x": 0, "y": 0, "width": 16, "height": 4, "keep": False, "frame": None}
    assert json.loads(json.dumps(instance.as_dict()))["proposals"] == [place | {"why": why, "source": "CTP script"}]
    told = json.dumps(instance.proposals)
    assert not any(word in told for word in ("Acme", "MUSTERMANN", "ROOM-7"))


def test_regions_and_scripts_are_put_together_and_nothing_is_blanked():
    regions = [region(4, 4, 11, 11)]
    instance, written = instance_of((FILTER,), SequenceOfUltrasoundRegions=regions)
    assert [(each["source"], each["keep"]) for each in instance.proposals] == [
        ("ultrasound regions", True),
        ("deid filter", False),
    ]
    assert instance.redactions is None
    assert written.PixelData == ct().PixelData


def test_without_an_image_nothing_is_proposed():
    instance, _ = instance_of((SCRIPT,), PixelData=b"")
    assert instance.proposals == []


def test_a_script_that_cannot_be_read_proposes_nothing_and_stops_nothing():
    dataset = open_dicom(source(ct())).dataset
    assert [each.height for each in proposals(dataset, ("no signature", SCRIPT))] == [4]
