"""The search finds what a bug in the rules would let through, and little else."""

import pytest
from pydicom.dataset import Dataset

from anonymous import ANONYMOUS, PSEUDONYM, clean
from curtain.files.part10 import open_dicom
from curtain.rules.profile import BASIC
from curtain.verify.search import Search
from curtain.verify.secrets import Secrets
from making import ct, encapsulated, source

SECRETS = Secrets(
    names={"MUSTERMANN^ERIKA", "BRINKMANN^OTTO", "LI^WEI"},
    ids={"MRN-4711-08", "1", "0001"},
    uids={"1.2.826.0.1.3680043.9.1"},
)


def find(name=f"{PSEUDONYM}/a.dcm", secrets=SECRETS, **attributes):
    return Search(secrets, BASIC, PSEUDONYM).find(clean(**attributes), name)


def test_nothing_is_found_in_a_clean_object():
    assert find() is None


@pytest.mark.parametrize(
    "attributes",
    [
        {"SeriesDescription": "Thorax Mustermann"},
        {"SeriesDescription": "erika mustermann, thorax"},
        {"ImageComments": "seen by Dr. Brinkmann"},
        {"ProtocolName": "MRN-4711-08"},
        {"StationName": "mrn-4711-08"},
        {"PatientName": "Wei^Li"},
        {"ImageType": ["ORIGINAL", "MRN-4711-08"]},
        {"Manufacturer": "Erika Mustermann"},
        {"ProtocolName": "0001"},
    ],
)
def test_names_and_numbers_are_found_in_text(attributes):
    assert find(**attributes) is not None


def test_the_path_is_told_and_never_the_value():
    item = Dataset()
    item.CodeMeaning = "x"
    item.ReasonForTheRequestedProcedure = "MUSTERMANN"
    assert find(ProcedureCodeSequence=[item]) == "(0008,1032)[1].(0040,1002)"


@pytest.mark.parametrize(
    "attributes",
    [
        {"InstanceNumber": "1"},
        {"SeriesNumber": "0001"},
        {"Manufacturer": "Otto"},
        {"SeriesDescription": "Liver"},
        {"BodyPartExamined": "OTTO"},
    ],
)
def test_chance_is_no_finding(attributes):
    assert find(**attributes) is None


def test_a_uid_is_found_anywhere():
    assert find(ImageComments="see 1.2.826.0.1.3680043.9.1 for more") is not None
    assert find(FrameOfReferenceUID="1.2.826.0.1.3680043.9.1") is not None
    assert find(FrameOfReferenceUID="1.2.826.0.1.3680043.9.11") is None


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_unknown_values_are_searched_as_bytes(encoding):
    dataset = ct(**ANONYMOUS)
    dataset.add_new(0x00189999, "UN", b"\1\2" + "Mustermann".encode(encoding) + b"\1\2")
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "(0018,9999)"


def test_large_values_are_searched_across_the_seams_of_blocks():
    for at in (65530, 65536, 131070):
        data = bytearray(200_000)
        data[at : at + 10] = b"MUSTERMANN"
        assert find(ICCProfile=bytes(data)) is not None


def test_a_name_in_the_comment_of_a_jpeg_frame_is_found():
    comment = b"\xff\xfe\x00\x1eacquired for MUSTERMANN^ERIKA"
    frame = (
        b"\xff\xd8"
        + b"\xff\xe0\x00\x04ab"
        + comment[:4]
        + comment[4:32]
        + b"\xff\xda\x00\x04ab"
        + bytes(20)
        + b"\xff\xd9"
    )
    dataset = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9", frame], **ANONYMOUS)
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "(7FE0,0010)"


def test_group_2_and_the_file_name_are_searched():
    dicom = clean()
    assert Search(SECRETS).find(dicom, "case/MUSTERMANN.dcm") == "the file name"
    dataset = ct(**ANONYMOUS)
    dataset.file_meta.SourceApplicationEntityTitle = "MUSTERMANN"
    assert Search(SECRETS).find(open_dicom(source(dataset)), "a.dcm") == "file meta (0002,0016)"


@pytest.mark.parametrize(
    "name, text",
    [
        ("MUSTERMANN^ERIKA", "MUSTERMANN_ERIKA_CT"),
        ("MUSTERMANN^ERIKA", "Mustermann2"),
        ("MÜLLER^JÖRG", "Mu\u0308ller"),
        ("MÜLLER^JÖRG", "Muller thorax"),
        ("LI^WEI=李^伟", "Li, Wei"),
        ("YAMADA^TARO=山田^太郎", "患者山田太郎様"),
        ("MEYER-LANDRUT^LENA", "Landrut"),
        ("O'BRIEN^PAT", "obrien"),
        ("DOE^JANE^M^DR", "Dr Jane Doe"),
    ],
)
def test_names_are_found_however_they_are_written(name, text):
    dicom = open_dicom(source(ct(**(ANONYMOUS | {"SpecificCharacterSet": "ISO_IR 192", "ProtocolName": text}))))
    assert Search(Secrets(names={name})).find(dicom, "a.dcm") is not None


@pytest.mark.parametrize("text", ["MRN471108", "mrn 4711 08x MRN-4711-08_1", "mrn_4711.08", "ID:MRN 4711 08"])
def test_numbers_are_found_without_their_punctuation(text):
    assert find(ProtocolName=text) is not None


@pytest.mark.parametrize(
    "text",
    ["DoeJane", "JANEDOE", "doe_jane", "Jane.Doe", "scanDoeJaneThorax", "J.Doe", "jdoe", "DOEJ", "DOE2", "d o e, doe"],
)
def test_names_are_found_joined_and_abbreviated(text):
    assert find(secrets=Secrets(names={"DOE^JANE"}), ProtocolName=text) is not None


@pytest.mark.parametrize("name", ["MUELLER^JOERG", "Müller^Jörg"])
@pytest.mark.parametrize("text", ["Müller", "MUELLER", "muller", "Mu\u0308ller"])
def test_umlauts_are_found_in_every_spelling(name, text):
    assert find(secrets=Secrets(names={name}), SpecificCharacterSet="ISO_IR 192", ProtocolName=text) is not None


def test_particles_and_titles_alone_name_nobody():
    secrets = Secrets(names={"VAN DER BERG^ANNA^^PROF^MD"})
    assert find(secrets=secrets, Manufacturer="Van der Meer, Prof. MD") is None
    assert find(secrets=secrets, Manufacturer="Anna v. d. Berg") is not None


@pytest.mark.parametrize("name", ["LI^WEI", "MAY^LI", "HEAD^WHITE", "WHITE^LI"])
@pytest.mark.parametrize(
    "keyword", ["ProtocolName", "SeriesDescription", "PatientComments", "OperatorsName", "StationName"]
)
def test_short_and_common_names_are_found_where_nothing_should_be(name, keyword):
    for word in name.split("^"):
        assert find(
            secrets=Secrets(names={name}), **{keyword: f"{word} 2".title() if keyword != "OperatorsName" else word}
        )


@pytest.mark.parametrize("number", ["1", "0001", "12", "A1"])
@pytest.mark.parametrize(
    "keyword", ["AccessionNumber", "StudyID", "RequestedProcedureID", "ProtocolName", "PatientComments"]
)
def test_short_numbers_are_found_where_nothing_should_be(number, keyword):
    assert find(secrets=Secrets(ids={number}), **{keyword: number})


@pytest.mark.parametrize(
    "attributes",
    [
        {"ReceiveCoilName": "HEAD"},
        {"ConvolutionKernel": "HEAD SHARP"},
        {"PatientPosition": "HFS"},
        {"SequenceName": "li2d_may"},
        {"Manufacturer": "Philips"},
        {"SoftwareVersions": ["12", "0001", "1"]},
        {"StackID": "1"},
        {"BodyPartExamined": "HEAD"},
        {"DeidentificationMethod": "Clean Basic Profile, 1"},
    ],
)
def test_common_names_and_short_numbers_are_chance_in_a_devices_words(attributes):
    secrets = Secrets(names={"HEAD^MAY", "SHARP^PHILIPS", "BASIC^OLD", "LI^WEI"}, ids={"1", "0001", "12"})
    assert find(secrets=secrets, **attributes) is None


def test_a_common_name_with_its_initial_is_no_chance():
    secrets = Secrets(names={"WHITE^LI"})
    for text in ("L. White", "White, L", "WHITE^L"):
        assert find(secrets=secrets, ReceiveCoilName=text) == "(0018,1250)"
    assert find(secrets=secrets, ReceiveCoilName="White L") is None


def test_single_words_are_searched_in_meanings_of_local_codes_only():
    def meaning(scheme):
        item = Dataset()
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = "X-1", scheme, "Mustermann thorax"
        return find(ProcedureCodeSequence=[item])

    assert [meaning(scheme) for scheme in ("99LOCAL", "L", "KLINIKUM", "DCM", "SCT")] == [
        "(0008,1032)[1].(0008,0104)"
    ] * 3 + [None] * 2


def test_a_long_word_of_a_name_is_no_chance_in_a_makers_words():
    assert find(Manufacturer="Mustermann") == "(0008,0070)"
    assert find(Manufacturer="Siemens", secrets=Secrets(names={"SIEMENS^VICTOR"}, ids={"1"})) is None


@pytest.mark.parametrize("value", ["MUSTERMANN", "1.2.4711.19570812.3", "1.2.3.MRN-4711-08"])
def test_a_uid_that_is_made_of_something_else_is_read(value):
    from curtain.files.dataset import Element

    dicom = clean()
    dicom.dataset.add(Element(0x00200052, "UI", value.encode()))
    secrets = Secrets(names=SECRETS.names, ids=SECRETS.ids, births={"19570812"})
    assert Search(secrets, BASIC, PSEUDONYM).find(dicom, "a.dcm") == "(0020,0052)"


def test_an_old_method_of_deidentification_is_searched_and_our_own_is_not():
    from curtain.verify.search import _STAMPS

    secrets = Secrets(names={"BASIC^PROFILE"})
    assert find(secrets=secrets, DeidentificationMethod=_STAMPS[0]) is None
    assert find(DeidentificationMethod=[_STAMPS[0], "by Erika M."]) == "(0012,0063)"
    assert find(DeidentificationMethod=["Li did it", _STAMPS[1]]) == "(0012,0063)"


@pytest.mark.parametrize("text", ["+49 30 123 45 67", "030/1234567", "(030) 123-4567", "tel 123 4567", "0049301234567"])
def test_phone_numbers_are_found_in_every_spelling(text):
    assert find(secrets=Secrets(phones={"+49 (30) 123-4567"}), PatientComments=text) is not None
    assert find(secrets=Secrets(phones={"+49 (30) 123-4567"}), ReceiveCoilName=text[:16]) is not None


def test_a_mail_address_is_found():
    assert (
        find(secrets=Secrets(phones={"jane.doe@example.org"}), PatientComments="write to Jane.Doe@Example.org!")
        is not None
    )


@pytest.mark.parametrize("text", ["Elmstrasse 12", "elmstrasse, 12", "12345 Neustadt am See", "lives at Elmstraße 12"])
def test_addresses_are_found_whole_and_in_parts(text):
    secrets = Secrets(places={"Elmstrasse 12^Neustadt am See^^12345"})
    assert find(secrets=secrets, SpecificCharacterSet="ISO_IR 100", PatientComments=text) is not None


def test_an_institution_is_found_and_a_maker_of_the_same_name_is_chance():
    secrets = Secrets(institutions={"Klinikum Nordstadt", "Acme"})
    assert find(secrets=secrets, ImageComments="from KLINIKUM NORDSTADT") is not None
    assert find(secrets=secrets, Manufacturer="Acme") is None


@pytest.mark.parametrize("text", ["born 12.08.1957", "Aug 12, 1957", "scan of 2024-01-31", "20240131"])
@pytest.mark.parametrize("keyword", ["PatientComments", "ReceiveCoilName", "DeidentificationMethod"])
def test_days_are_found_in_free_text(text, keyword):
    secrets = Secrets(births={"19570812"}, days={"20240131"})
    assert find(secrets=secrets, **{keyword: text[-16:]}) is not None
    assert find(secrets=secrets, **{keyword: "20240201"}) is None


def test_a_value_that_breaks_its_format_is_searched_like_free_text():
    # pydicom would refuse to write it: the bytes are put in afterwards.
    from curtain.files.source import BytesSource
    from making import as_bytes

    data = as_bytes(ct(**(ANONYMOUS | {"BodyPartExamined": "ABCDEFGHIJKLMNOP"})))
    dicom = open_dicom(BytesSource(data.replace(b"ABCDEFGHIJKLMNOP", b"Mrs. Mustermann ")))
    assert Search(SECRETS).find(dicom, "a.dcm") == "(0018,0015)"


def test_a_name_declared_with_a_wrong_vr_is_still_a_secret():
    from curtain.files.source import BytesSource
    from making import as_bytes

    data = as_bytes(ct()).replace(b"\x10\x00\x10\x00PN", b"\x10\x00\x10\x00LO")
    assert "MUSTERMANN^ERIKA" in Secrets.of(open_dicom(BytesSource(data)).dataset).names


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff\xd8\xff\xff\xfe\x00\x12MUSTERMANN^ERIKA\xff\xda\x00\x04ab\xff\xd9",
        b"\xff\xd8" + b"\xff\xe2\x13\x88" + bytes(4998) + b"\xff\xfe\x00\x12MUSTERMANN^ERIKA\xff\xda\x00\x04ab\xff\xd9",
        b"not an image but a letter on MUSTERMANN^ERIKA",
        "letter on Müller".encode("latin-1"),
    ],
)
def test_text_in_fragments_is_found(frame):
    dicom = open_dicom(source(encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9", frame], **ANONYMOUS)))
    secrets = Secrets(names={"MUSTERMANN^ERIKA", "Müller^Jörg"})
    assert Search(secrets).find(dicom, "a.dcm") == "(7FE0,0010)"


def test_text_in_the_offset_tables_is_found():
    data = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9"], **ANONYMOUS)
    data.PixelData = b"\xfe\xff\x00\xe0\x10\x00\x00\x00MUSTERMANN^ERIKA" + data.PixelData[8:]
    assert Search(SECRETS).find(open_dicom(source(data)), "a.dcm") == "(7FE0,0010)"
    data = encapsulated([b"\xff\xd8\xff\xda\0\4ab\xff\xd9"], ExtendedOffsetTable=b"MUSTERMANN^ERIKA", **ANONYMOUS)
    assert Search(SECRETS).find(open_dicom(source(data)), "a.dcm") == "(7FE0,0001)"


def test_a_physician_who_is_called_as_a_scanner_holds_nothing_back():
    model = {"ManufacturerModelName": "Brixelance 64"}
    assert find(secrets=Secrets(staff={"BRIXELANCE^OTTO"}), **model) is None
    assert find(secrets=Secrets(names={"BRIXELANCE^ERIKA"}), **model) is not None
    assert find(secrets=Secrets(staff={"BRIXELANCE^OTTO"}), ProtocolName="seen by Brixelance") is not None
