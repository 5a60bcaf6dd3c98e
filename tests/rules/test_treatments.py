"""Each storage class has a treatment that is stated; what has none is held back, and so is what nobody can clean."""

import pytest

from curtain.files.dataset import DataSet
from curtain.outcome import Quarantine
from curtain.rules.iod import sop_classes
from curtain.rules.treatments import admit, of_class, stated, treatment, treatments
from curtain.transforms.dummies import text_element
from curtain.write import write
from making import ct, order, source
from readme_tables import README, TREATMENTS

STORAGE = "1.2.840.10008.5.1.4.1.1."
SLIDE = STORAGE + "77.1.6"


def holding(*elements) -> DataSet:
    made = DataSet()
    for element in elements:
        made.add(element)
    return made


def test_every_storage_class_has_one():
    assert len(sop_classes()) > 190
    assert [uid for uid in sop_classes() if treatment(uid) is None] == []


def test_every_line_is_of_use_and_says_what_it_does():
    for each, classes in stated():
        assert classes or each.where, each.kind
        assert each.what and each.words.endswith(".")
        assert bool(each.code) == bool(each.sentence), each.kind
        assert each.words.startswith("Held back") == each.is_held_back, each.kind
    kinds = [each.kind for each in treatments()]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    "number, kind",
    [
        ("2", "image"),
        ("6.1", "image"),
        ("5", "image"),  # retired nuclear medicine
        ("7", "image"),
        ("11.1", "presentation-state"),
        ("11.12", "presentation-state"),
        ("9.100.1", "presentation-state"),
        ("88.59", "key-objects"),
        ("88.33", "report"),
        ("88.67", "report"),
        ("66.4", "segmentation"),
        ("66.7", "segmentation"),
        ("66.5", "segmentation"),
        ("66", "raw-data"),
        ("66.6", "tractography"),
        ("66.1", "registration"),
        ("77.1.5.3", "registration"),
        ("30", "parametric-map"),
        ("4.2", "spectroscopy"),
        ("481.3", "rt-structure-set"),
        ("481.5", "radiotherapy"),
        ("481.1", "image"),
        ("9.1.1", "waveform"),
        ("9.4.1", "audio"),
        ("104.1", "document"),
        ("104.2", "document"),
        ("104.3", "document"),
        ("68.1", "surface-scan"),
        ("78.1", "measurements"),
        ("77.1.6", "slide"),
        ("77.1.1.1", "video"),
        ("91.1", "annotations"),
    ],
)
def test_the_treatment_of(number, kind):
    assert treatment(STORAGE + number).kind == kind


def stopped(uid: str, dataset: DataSet | None = None) -> str:
    with pytest.raises(Quarantine) as stop:
        admit(uid, dataset or DataSet())
    return stop.value.code


def test_private_and_unknown_classes_are_held_back():
    assert stopped("1.3.46.670589.5.0.1.1") == "private-sop-class"
    assert stopped("") == "no-sop-class"
    assert stopped("1.2.840.10008.5.1.4.1.1.9999") == "no-treatment"
    assert stopped("1.2.840.10008.1.1") == "no-treatment"
    assert of_class("1.2.840.10008.5.1.4.1.1.9999") == ()


def test_what_nobody_can_clean_is_held_back_with_its_reason():
    codes = {"104.1": "document", "104.2": "document", "9.4.1": "audio", "9.4.2": "audio", "68.1": "surface-scan"}
    for number, code in codes.items():
        assert stopped(STORAGE + number) == code


def test_a_document_is_held_back_in_whatever_object_it_stands():
    assert stopped(STORAGE + "2", holding(text_element(0x00420011, "OB", "%PDF"))) == "document"


@pytest.mark.parametrize(
    "element, kind",
    [
        (text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\VOLUME\\NONE"), "slide"),
        (text_element(0x00080008, "CS", "DERIVED\\PRIMARY\\VOLUME\\RESAMPLED"), "slide"),
        (text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\THUMBNAIL\\RESAMPLED"), "slide"),
        (text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\LABEL\\NONE"), "slide-label"),
        (text_element(0x00080008, "CS", "DERIVED\\PRIMARY\\LABEL"), "slide-label"),
        (text_element(0x00480010, "CS", "YES"), "slide-label"),
        (text_element(0x00480010, "CS", "NO"), "slide"),
        (text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\OVERVIEW\\NONE"), "slide-overview"),
        (text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\MACRO"), "slide-overview"),
    ],
)
def test_a_slide_is_cleaned_and_what_shows_its_label_held_back(element, kind):
    if kind == "slide":
        assert admit(SLIDE, holding(element)).kind == kind
    else:
        assert stopped(SLIDE, holding(element)) == kind


def test_a_volume_that_shows_its_label_is_held_back_and_so_are_labels_in_older_classes():
    volume = text_element(0x00080008, "CS", "ORIGINAL\\PRIMARY\\VOLUME\\NONE")
    assert stopped(SLIDE, holding(volume, text_element(0x00480010, "CS", "YES"))) == "slide-label"
    label = text_element(0x00080008, "CS", "DERIVED\\SECONDARY\\LABEL")
    for number in ("7", "7.4", "77.1.2", "77.1.3", "77.1.8", "77.1.9"):
        assert stopped(STORAGE + number, holding(label)) == "slide-label"
        assert admit(STORAGE + number, holding(volume)).kind in ("image", "slide")


def test_the_engine_asks_before_it_writes():
    with pytest.raises(Quarantine) as stop:
        write(source(ct(SOPClassUID=SLIDE, ImageType=["ORIGINAL", "PRIMARY", "LABEL", "NONE"])), order())
    assert stop.value.code == "slide-label"


@pytest.mark.skipif(not README.is_file(), reason="the README is not here")
def test_the_readme_says_what_the_table_says():
    assert TREATMENTS.found() == TREATMENTS.made(), "run python tests/readme_tables.py"
