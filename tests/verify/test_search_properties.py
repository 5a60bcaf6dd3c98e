"""Whatever is planted, wherever: it is found, and nothing that stands in a file stops the search."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymous import PSEUDONYM, clean
from curtain.files.dataset import DataSet, Element
from curtain.files.part10 import Dicom
from curtain.files.source import BytesSource
from curtain.rules.profile import BASIC, load
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets

BIRTH = "19570812"
SECRETS = Secrets(
    names={"MÜLLER-SCHMIDT^ERIKA^M", "LI^WEI=李^伟", "Иванова^Анна", "山田^太郎"},
    staff={"BRINKMANN^OTTO"},
    ids={"MRN-4711-08"},
    births={BIRTH},
    days={"20240131"},
    phones={"+49 30 1234567"},
    places={"Elmstrasse 12^Neustadt"},
    institutions={"Klinikum Nordstadt"},
    uids={"1.2.826.0.1.3680043.9.1"},
)
ASCII = [
    "SCHMIDT^ERIKA",
    "erika schmidt",
    "SchmidtErika",
    "Mueller",
    "Li, Wei",
    "Otto Brinkmann",
    "MRN 4711 08",
    "12.8.1957",
    "1957-08-12",
]
ASCII += [
    "31 Jan 2024",
    "(030) 123-4567",
    "elmstrasse 12",
    "KLINIKUM_NORDSTADT",
    "1.2.826.0.1.3680043.9.1",
    "E. Schmidt",
]
#: With the encodings of each: its name in SpecificCharacterSet, and Python's.
FOREIGN = [
    ("Müller", ["ISO_IR 100", "latin-1"], ["ISO_IR 192", "utf-8"], ["GB18030", "gb18030"], ["ISO_IR 203", "iso8859-15"]),
    ("Иванова", ["ISO_IR 144", "iso8859-5"], ["ISO_IR 192", "utf-8"], ["GB18030", "gb18030"]),
    ("山田", ["\\ISO 2022 IR 87", "iso2022_jp"], ["ISO_IR 13", "shift_jis"], ["ISO_IR 192", "utf-8"], ["GB18030", "gb18030"]),
    ("李伟", ["GBK", "gbk"], ["GB18030", "gb18030"], ["ISO_IR 192", "utf-8"]),
]  # fmt: skip
TEXTS = ("SH", "LO", "ST", "LT", "UC", "UT", "PN", "AE", "CS", "DA", "DS", "DT", "IS", "TM", "AS", "UR", "UN", "OB")
#: Attributes that a rule empties, that devices write, that are private, and that nobody knows.
TAGS = (0x00081030, 0x00104000, 0x00181250, 0x00080070, 0x00091001, 0x00189999, 0x00020016, 0x00400275)


def opened(value: bytes, vr: str, tag: int, depth: int, charset: str = "") -> Dicom:
    """An object with one planted value, so many items deep."""
    dicom = clean()
    inner = DataSet(True, charset.encode())
    inner.add(Element(tag, vr, value))
    for _ in range(depth):
        outer = DataSet(True, charset.encode())
        outer.add(Element(0x00081032, "SQ", items=[DataSet(True), inner]))
        inner = outer
    inner.add(Element(0x00080005, "CS", charset.encode()))
    for element in inner:
        dicom.dataset.add(element)
    return dicom


def found(dicom: Dicom, profile=BASIC) -> bool:
    return Search(SECRETS, profile, PSEUDONYM).find(dicom, "a.dcm") is not None


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(ASCII),
    st.sampled_from(TEXTS),
    st.sampled_from(TAGS),
    st.integers(0, 20),
    st.sampled_from(["", "thorax ", "seen_", "A: "]),
    st.sampled_from(["", " today", "_2", "; x"]),
    st.sampled_from(["", "ISO_IR 192", "ISO_IR 13", "no such set"]),
)
def test_a_secret_in_any_text_at_any_depth_is_found(secret, vr, tag, depth, before, behind, charset):
    if tag == 0x00080070 and secret in ("Mueller", "elmstrasse 12", "KLINIKUM_NORDSTADT", "E. Schmidt"):
        return  # One word is chance where a maker stands.
    assert found(opened((before + secret + behind).encode(), vr, tag, depth, charset))


@settings(deadline=None, max_examples=200)
@given(
    st.data(),
    st.sampled_from(["LO", "UT", "PN", "UN", "OB"]),
    st.integers(0, 3),
    st.sampled_from(["", "ISO_IR 100", "ISO_IR 192", None]),
)
def test_a_foreign_name_is_found_in_any_encoding_and_under_a_wrong_one(data, vr, depth, declared):
    name, *encodings = data.draw(st.sampled_from(FOREIGN))
    charset, encoding = data.draw(st.sampled_from(encodings))
    assert found(opened(name.encode(encoding), vr, 0x00104000, depth, charset if declared is None else declared))


@settings(deadline=None)
@given(
    st.sampled_from(["Schmidt, Erika", "Müller", "Иванова", "MRN-4711-08", "12.08.1957"]),
    st.sampled_from(["utf-16-le", "utf-16-be"]),
    st.binary(max_size=40),
)
def test_utf_16_is_found_in_unknown_values(text, encoding, noise):
    data = noise + b"\1\1" + text.encode(encoding) + b"\1\1" + noise
    assert found(opened(data, "UN", 0x00189999, 0))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 200_000), st.sampled_from(["ERIKA^SCHMIDT", "Brinkmann", "MRN-4711-08", "1957-08-12"]))
def test_large_values_are_searched_wherever_it_stands(at, secret):
    data = bytearray(220_000)
    data[at : at + len(secret)] = secret.encode()
    dicom = clean()
    dicom.dataset.add(Element(0x00189999, "UN", offset=0, length=len(data)))
    dicom.source = BytesSource(bytes(data))
    assert found(dicom)


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    st.sampled_from((*TEXTS, "UI", "US", "OW", "FD", "AT", "??")),
    st.sampled_from((*TAGS, 0x00080104, 0x00120063, 0x00080201, 0x00100030, 0xFFFCFFFC)),
    st.sampled_from(["", "ISO_IR 100", "\\ISO 2022 IR 87", "GB18030", "\\\\", "é"]),
    st.sampled_from([BASIC, load("research")]),
)
def test_the_search_never_fails(value, vr, tag, charset, profile):
    found(opened(value, vr, tag, 1, charset), profile)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_source_says_of_a_person_can_be_looked_for(name, number, place):
    secrets = Secrets(
        names={name}, staff={number}, ids={number, name}, phones={place}, places={place}, institutions={name}
    )
    Search(secrets, BASIC, PSEUDONYM).find(clean(PatientComments="x"), "a.dcm")


NAMES = [
    "Lee",
    "Kim",
    "Ray",
    "Hart",
    "Head",
    "White",
    "May",
    "Sharp",
    "Philips",
    "Young",
    "Brown",
    "Siemens",
    "Small",
    "Long",
    "Stone",
    "Park",
    "Chest",
    "Bell",
    "Wood",
    "Li",
    "Ng",
    "Vo",
    "An",
    "Do",
]


@pytest.mark.parametrize("profile", [BASIC, load("research")], ids=["basic", "research"])
@settings(deadline=None)
@given(
    family=st.sampled_from(NAMES),
    given_=st.sampled_from(NAMES),
    number=st.sampled_from(["1", "0001", "12", "512", "2", "CT1", "HEAD"]),
)
def test_a_device_does_not_name_the_patient(profile, family, given_, number):
    dicom = clean(
        Manufacturer="Philips Medical Systems", ManufacturerModelName="Brilliance 64", BodyPartExamined="CHEST", ConvolutionKernel="Sharp",
        ReceiveCoilName="Head_32", ScanOptions="HELICAL MODE", SeriesNumber=1, InstanceNumber=12, ImageType=["ORIGINAL", "PRIMARY", "AXIAL"],
        SequenceName="*fl3d1", SoftwareVersions=["2.4.1", "512"], FilterType="LONG BONE", KVP="120",
    )  # fmt: skip
    secrets = Secrets(names={f"{family}^{given_}"}, ids={number})
    assert Search(secrets, profile, PSEUDONYM).find(dicom, f"{PSEUDONYM}/study-1234/series-512/2.25.1.dcm") is None


@settings(deadline=None)
@given(st.dates(min_value=datetime.date(1900, 2, 1), max_value=datetime.date(2100, 1, 1)))
def test_a_day_of_birth_is_found_as_a_date(day):
    secrets = Secrets(births={f"{day:%Y%m%d}"})
    assert Search(secrets, BASIC, PSEUDONYM).find(clean(StudyDate=f"{day:%Y%m%d}"), "a.dcm") == "(0008,0020)"
