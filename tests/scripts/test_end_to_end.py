"""A site's script on whole files: imported, saved, read again, and carried out by the engine, with its search behind it."""

import datetime
import hashlib
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

from curtain import Result, deidentify, load_profile
from curtain.files.part10 import open_dicom
from curtain.files.source import BytesSource
from curtain.scripts import read
from curtain.transforms.keyed import Keyed
from curtain.verify.claims import findings
from making import INSTANCE, KEY, SERIES, STUDY, as_bytes, ct

TABLE = "ptid/MRN-4711-08=TRIAL-007\nacc/ACC778899=A-31\n"
XML = """<script>
 <p t="SITE">77</p>
 <p t="DATEINC">-100</p>
 <e en="T" t="00080020" n="StudyDate">@incrementdate(this,@DATEINC)</e>
 <e en="T" t="00080023" n="ContentDate">@hashdate(this,PatientID)</e>
 <e en="T" t="00080050" n="AccessionNumber">@lookup(this,acc)</e>
 <e en="T" t="00080060" n="Modality">@keep()</e>
 <e en="T" t="00080070" n="Manufacturer">@encrypt(this,@SITE)</e>
 <e en="T" t="00080080" n="InstitutionName">@always()Site @param(@SITE)</e>
 <e en="T" t="00081030" n="StudyDescription">@if(this,contains,"chest"){CT @uppercase(this)}{@remove()}</e>
 <e en="T" t="0008103E" n="SeriesDescription">@contents(this,"[0-9]+","#")</e>
 <e en="T" t="00100010" n="PatientName">@lookup(PatientID,ptid)</e>
 <e en="T" t="00100020" n="PatientID">@lookup(this,ptid)</e>
 <e en="T" t="00100040" n="PatientSex">@keep()</e>
 <e en="T" t="00101010" n="PatientAge">@round(this,10)</e>
 <e en="T" t="00104000" n="PatientComments">@contents(PatientName)</e>
 <e en="T" t="00200010" n="StudyID">@hash(this,8)</e>
 <e en="T" t="0020000D" n="StudyInstanceUID">@hashuid(1.2.3,this)</e>
 <e en="T" t="00400275" n="RequestAttributesSequence">@process()</e>
 <e en="T" t="00400007" n="ScheduledProcedureStepDescription">@select(){outer}{inner}</e>
 <r en="T" t="privategroups"/>
</script>"""


def md5(text: str) -> str:
    return str(int(hashlib.md5(text.encode()).hexdigest(), 16))


def item() -> Dataset:
    inner = Dataset()
    inner.ScheduledProcedureStepDescription = "CT of Erika"
    inner.PatientSex = "F"
    return inner


IMAGE = {
    "StudyDescription": "chest", "SeriesDescription": "Thin 5 of 7", "PatientAge": "067Y", "InstitutionName": "St. Elsewhere",
    "PatientComments": "prefers mornings", "RequestAttributesSequence": [item()],
}  # fmt: skip


def carried_out(
    folder: Path, xml: str = XML, table: str = TABLE, ctp_hashes: bool = False, **attributes: object
) -> Result:
    """The result of one image under a script, by way of a profile on the disk."""
    profile = folder / "site.toml"
    profile.write_text(read({"s": xml.encode(), "t": table.encode()}, ctp_hashes).profile.as_toml())
    (folder / "in.dcm").write_bytes(as_bytes(ct(**IMAGE | attributes)))
    (result,) = deidentify([folder / "in.dcm"], folder / "out", KEY, load_profile(str(profile)))
    return result


def image(folder: Path, **settings: object) -> pydicom.FileDataset:
    result = carried_out(folder, **settings)
    assert result.outcome == "de-identified", result.sentence
    (path,) = (path for path in (folder / "out").rglob("*") if path.is_file())
    return pydicom.dcmread(path)


def test_a_script_is_carried_out(tmp_path: Path):
    made = image(tmp_path)
    keyed = Keyed(KEY)
    days = keyed.days(made.PatientID, 3650)
    assert made.StudyDate == (datetime.date(2024, 1, 31) - datetime.timedelta(100)).strftime("%Y%m%d")
    assert made.ContentDate == (datetime.date(2024, 1, 31) + datetime.timedelta(days)).strftime("%Y%m%d")
    assert made.AccessionNumber == "A-31"
    assert made.Modality == "CT" and made.PatientSex == "F" and made.PatientAge == "070Y"
    assert made.get("Manufacturer", "") == ""
    assert made.InstitutionName == "Site 77"
    assert made.StudyDescription == "CT CHEST"
    assert made.SeriesDescription == "Thin # of #"
    assert made.StudyID == str(keyed.number("script", "77"))[:8]
    assert made.StudyInstanceUID == keyed.uid(STUDY) and made.SeriesInstanceUID == keyed.uid(SERIES)
    assert made.SOPInstanceUID == keyed.uid(INSTANCE)
    inner = made.RequestAttributesSequence[0]
    assert inner.ScheduledProcedureStepDescription == "inner" and inner.PatientSex == "F"


def test_what_a_script_made_is_not_found_to_be_against_the_profile(tmp_path: Path):
    carried_out(tmp_path)
    (path,) = (path for path in (tmp_path / "out").rglob("*") if path.is_file())
    found = findings(open_dicom(BytesSource(path.read_bytes())), load_profile(str(tmp_path / "site.toml")))
    assert [each for each in found if each.code == "profile"] == []


def test_the_patient_is_in_nothing_that_a_script_makes(tmp_path: Path):
    made = image(tmp_path)
    assert made.PatientName == made.PatientID == Keyed(KEY).pseudonym('["", "MRN-4711-08"]')
    # The script copies the name there.
    assert made.get("PatientComments", "") == ""
    assert b"MUSTERMANN" not in (next(path for path in (tmp_path / "out").rglob("*") if path.is_file())).read_bytes()


def test_hashes_are_ctp_s_own_where_the_user_insists(tmp_path: Path):
    made = image(tmp_path, ctp_hashes=True)
    assert made.StudyID == md5("77")[:8]
    # Those that the script does not name as well: an object says which others it belongs to.
    for new, old in ((made.StudyInstanceUID, STUDY), (made.SeriesInstanceUID, SERIES), (made.SOPInstanceUID, INSTANCE)):
        assert new == f"1.2.3.{md5(old)}"
    assert made.file_meta.MediaStorageSOPInstanceUID == made.SOPInstanceUID
    back = int(md5("MRN-4711-08")[-4:]) % 3650 or 1
    assert made.ContentDate == (datetime.date(2024, 1, 31) - datetime.timedelta(back)).strftime("%Y%m%d")


@pytest.mark.parametrize(
    ("xml", "attributes"),
    [
        (XML, {"AccessionNumber": "NOT-THERE"}),
        ('<script><e en="T" t="00080060" n="Modality">@if(this,equals,"CT"){@quarantine()}{@keep()}</e></script>', {}),
        ('<script><e en="T" t="00080060" n="Modality">@skip()</e></script>', {}),
    ],
)
def test_what_a_script_holds_back_is_held_back(tmp_path: Path, xml: str, attributes: dict[str, object]):
    result = carried_out(tmp_path, xml, **attributes)
    assert (result.outcome, result.code) == ("quarantined", "script")
    assert "NOT-THERE" not in result.sentence


def test_what_a_script_does_not_name_can_be_removed_and_the_image_stays_one(tmp_path: Path):
    xml = XML.replace("privategroups", "unspecifiedelements")
    made = image(tmp_path, xml=xml, PatientWeight="71", ImageComments="x", PatientPosition="HFS")
    assert "PatientWeight" not in made and "ImageComments" not in made
    assert made.PatientSex == "F" and (made.Rows, made.Columns) == (16, 16)
    assert made.pixel_array.shape == (16, 16)


RECIPE = """FORMAT dicom
%header
KEEP PatientSex
BLANK StudyID
REPLACE InstitutionName Anywhere
REPLACE AccessionNumber var:new
JITTER endswith:Date 4
REMOVE contains:description
"""


def test_a_recipe_is_carried_out(tmp_path: Path):
    (tmp_path / "site.toml").write_text(read({"r": RECIPE.encode()}).profile.as_toml())
    (tmp_path / "in.dcm").write_bytes(as_bytes(ct(**IMAGE)))
    (result,) = deidentify([tmp_path / "in.dcm"], tmp_path / "out", KEY, load_profile(str(tmp_path / "site.toml")))
    assert result.outcome == "de-identified", result.sentence
    (path,) = (path for path in (tmp_path / "out").rglob("*") if path.is_file())
    made = pydicom.dcmread(path)
    assert (made.PatientSex, made.StudyID, made.InstitutionName) == ("F", "", "Anywhere")
    assert made.get("AccessionNumber", "") == "" and made.get("SeriesDescription", "") == ""
    days = Keyed(KEY).days(made.PatientID, 3650)
    assert made.StudyDate == (datetime.date(2024, 1, 31) + datetime.timedelta(days)).strftime("%Y%m%d")
