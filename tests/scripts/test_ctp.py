"""CTP's scripts and RSNA's: what each line becomes, and what is said of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.rules.options import Option
from curtain.rules.overrides import Override, Strategy
from curtain.rules.profile import parse
from curtain.scripts import Imported, Kind, Line, Outcome, ScriptError, read


def script(*lines: str, **settings: bool) -> Imported:
    """A script in XML of these lines; the first of them is its line 2."""
    return read({"site.script": "\n".join(["<script>", *lines, "</script>"]).encode()}, **settings)


def element(tag: str, text: str, name: str = "x", on: str = "T") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<e en="{on}" t="{tag}" n="{name}">{escaped}</e>'


def one(tag: str, text: str, *more: str, **settings: bool) -> tuple[Override | None, Line]:
    """What becomes of a single line: its override, where there is one, and what is said."""
    made = script(element(tag, text), *more, **settings)
    line = next(line for line in made.lines if line.number == 2)
    assert len(made.profile.attributes) <= 1
    return next(iter(made.profile.attributes), None), line


@pytest.mark.parametrize(
    ("tag", "text", "override"),
    [
        ("00100040", "@keep()", Override("PatientSex", Strategy.KEEP)),
        ("00100040", "@require()", Override("PatientSex", Strategy.KEEP)),
        ("00100040", "@remove()", Override("PatientSex", Strategy.REMOVE)),
        ("00100040", "@empty()", Override("PatientSex", Strategy.EMPTY)),
        ("00100040", "@blank(3)", Override("PatientSex", Strategy.EMPTY)),
        ("00100040", "", Override("PatientSex", Strategy.EMPTY)),
        ("00100040", "O", Override("PatientSex", Strategy.REPLACE, "O")),
        ("00180015", "@always()CHEST", Override("BodyPartExamined", Strategy.ADD, "CHEST")),
        ("00081155", "@hashuid(1.2.3,this)", Override("ReferencedSOPInstanceUID", Strategy.NEW_UID)),
        ("00101010", "@round(this,5)", Override("PatientAge", Strategy.SCRIPT, "@round(this,5)")),
        ("00081030", "@uppercase(this)", Override("StudyDescription", Strategy.SCRIPT, "@uppercase(this)")),
        ("00080030", "@hashdate(this,PatientID)", Override("StudyTime", Strategy.EMPTY)),
        ("00080030", "@incrementdate(this,5)", Override("StudyTime", Strategy.EMPTY)),
        ("00540016", "@process()", Override("RadiopharmaceuticalInformationSequence", Strategy.KEEP)),
        ("0009[ACME 1.0]02", "@keep()", Override('(0009,"acme 1.0",02)', Strategy.KEEP)),
        ("0009[ACME 1.0]02", "@remove()", Override('(0009,"acme 1.0",02)', Strategy.REMOVE)),
    ],
)
def test_a_line_with_an_equal_becomes_that(tag, text, override):
    made, line = one(tag, text)
    assert made == override
    assert line.outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("tag", "text", "override"),
    [
        ("00080020", "@hashdate(this,PatientID)", Override("StudyDate", Strategy.SHIFT)),
        ("00080020", "@hashdate(this,00100020)", Override("StudyDate", Strategy.SHIFT)),
        ("00080020", "@hashdate(this,StudyID)", Override("StudyDate", Strategy.SCRIPT, "@hashdate(this,StudyID)")),
        ("00080050", "@hash(this,16)", Override("AccessionNumber", Strategy.SCRIPT, "@hash(this,16)")),
        ("00080050", "@lookup(this,acc)", Override("AccessionNumber", Strategy.SCRIPT, "@lookup(this,acc)")),
        ("00080050", "@always()@hash(PatientID)", Override("AccessionNumber", Strategy.SCRIPT, "@hash(PatientID)")),
        ("00200010", "@always()", Override("StudyID", Strategy.EMPTY)),
        ("0020000D", "1.2.3", Override("StudyInstanceUID", Strategy.NEW_UID)),
        ("00100010", "@hashname(this,4)", None),
        ("00100020", "@keep()", None),
        ("00100020", "@remove()", None),
        ("00120062", "@always()YES", None),
        ("00280303", "@always()MODIFIED", None),
        ("00080018", "@remove()", None),
        ("00020010", "@keep()", None),
    ],
)
def test_a_line_that_gives_another_result_says_so(tag, text, override):
    made, line = one(tag, text)
    assert made == override
    assert line.outcome is Outcome.OTHER and line.why.endswith(".")


@pytest.mark.parametrize(
    ("tag", "text", "override"),
    [
        ("0020000D", "@keep()", None),
        ("00080018", "@keep()", None),
        ("60003000", "@keep()", None),
        ("00400275", "@keep()", Override("RequestAttributesSequence", Strategy.KEEP)),
        (
            "00102160",
            "@if(this,isblank){@skip()}{x}",
            Override("EthnicGroup", Strategy.SCRIPT, "@if(this,isblank){@skip()}{x}"),
        ),
    ],
)
def test_a_line_that_is_stricter_here_says_so(tag, text, override):
    made, line = one(tag, text)
    assert (made, line.outcome) == (override, Outcome.STRICTER)
    assert line.why


@pytest.mark.parametrize(
    "text",
    [
        "@call(plugin,this)", "@encrypt(this,@KEY)", "@decrypt(this,key)", "@integer(this,ptid,4)", "@date(-)", "@time(:)",
        "@scramble(this)", "@hashinitials(this)", "@hash(NoSuchElement)", "@hash(this,@NOWHERE)", "@param(@NOWHERE)", "@keep",
        "@hash(this", "@if(this,exists){@call(x)}{@keep()}", '@contents(this,"(a+)+")', '@contents(this,"a","$3")',
        '@if(this,matches,"\\p{Lu}"){@keep()}{@keep()}', "@incrementdate(this,soon)", "@lookup(this,ptid,perhaps)",
        "@truncate(this,x)", "@keep(@call(x))", "@hashuid(1.2,this,PatientID)", "a" * 20_000,
    ],
)  # fmt: skip
def test_a_line_without_an_equal_removes_the_attribute_and_says_why(text):
    made, line = one("00081030", text)
    assert made == Override("StudyDescription", Strategy.REMOVE)
    assert line.outcome is Outcome.NO_EQUAL
    assert line.why.endswith("is removed.")


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("00189073", "@hash(this)"),  # a number
        ("00080020", "soon"),  # no date
        ("00400275", "text"),  # a sequence
        ("0009[ACME]02", "@hash(this)"),
        ("00101010", "@always()old"),
    ],
)
def test_what_does_not_go_with_an_attribute_removes_it(tag, text):
    made, line = one(tag, text)
    assert made.strategy is Strategy.REMOVE and line.outcome is Outcome.NO_EQUAL


@pytest.mark.parametrize(
    ("tag", "text"), [("zzzz", "@keep()"), ("", "@keep()"), ("00091002", "@keep()"), ("00130010", "@always()CTP")]
)
def test_what_is_no_attribute_is_left_out(tag, text):
    made, line = one(tag, text)
    assert made is None and line.outcome is Outcome.NO_EQUAL


def test_what_is_off_is_told_as_such():
    made = script(element("00100040", "@keep()", on="F"), '<k en="F" t="0018"/>', '<r en="F" t="privategroups"/>')
    assert [line.outcome for line in made.lines[:3]] == [Outcome.OFF] * 3
    assert made.profile.attributes == ()


def test_parameters_are_put_in():
    parameters = ['<p t="ROOT">1.2.3</p>', '<p t="N">16</p>', '<p t="WHO">Site A, (north)</p>', '<p t="Q">a"b</p>']
    made = script(
        *parameters,
        element("00080050", "@hash(this,@N)"),
        element("00080080", "@param(@WHO)"),
        element("00081010", "@hashptid($WHO,this)"),
        element("00081040", "@hashptid(@Q,this)"),
    )
    assert {each.path: (each.strategy, each.text) for each in made.profile.attributes} == {
        "AccessionNumber": (Strategy.SCRIPT, "@hash(this,16)"),
        "InstitutionName": (Strategy.REPLACE, "Site A, (north)"),
        "StationName": (Strategy.SCRIPT, '@hashptid("Site A, (north)",this)'),
        "InstitutionalDepartmentName": (Strategy.REMOVE, ""),
    }


def test_codes_of_methods_turn_on_options():
    made = script(element("00120064", "reset/113100/113101/113105/113107/113108/113109/113111"))
    assert made.profile.options == {
        Option.CLEAN_DESCRIPTORS, Option.MODIFIED_DATES, Option.PATIENT_CHARACTERISTICS, Option.DEVICE, Option.SAFE_PRIVATE,
    }  # fmt: skip
    assert "113101" in made.lines[0].why
    both = script(element("00120064", "113106/113107"))
    assert both.profile.options == {Option.FULL_DATES}


def test_safe_private_attributes_can_be_kept():
    made = script('<k en="T" t="safeprivateelements">Keep them</k>', '<k en="T" t="0018">Acquisition</k>')
    assert made.profile.options == {Option.SAFE_PRIVATE}
    assert [line.outcome for line in made.lines[:2]] == [Outcome.OTHER, Outcome.STRICTER]


def test_what_a_script_does_not_name_goes_by_the_basic_profile_and_that_is_said_once():
    made = script(element("00100040", "@keep()"), '<r en="T" t="privategroups"/>', '<r en="T" t="overlays"/>')
    assert [line.outcome for line in made.lines] == [Outcome.SAME, Outcome.SAME, Outcome.SAME, Outcome.STRICTER]
    assert made.lines[-1].number == 0


def test_a_script_can_remove_what_it_does_not_name():
    made = script(
        element("00100040", "@keep()"),
        element("00081030", "@keep()", on="F"),
        '<k en="T" t="0020"/>',
        '<r en="T" t="unspecifiedelements"/>',
    )
    by_path = {each.path: each.strategy for each in made.profile.attributes}
    assert by_path["PatientSex"] is Strategy.KEEP
    assert by_path["/StudyDescription"] is by_path["/Manufacturer"] is by_path["/Modality"] is Strategy.REMOVE
    assert not {"/PatientSex", "/Rows", "/SeriesNumber", "/StudyInstanceUID", "/PatientName"} & by_path.keys()
    assert made.lines[3].outcome is Outcome.OTHER


def test_of_two_lines_for_one_attribute_the_later_counts():
    made = script(element("00100040", "@keep()"), element("00100040", "@remove()"))
    assert made.profile.attributes == (Override("PatientSex", Strategy.REMOVE),)
    assert [line.outcome for line in made.lines[:2]] == [Outcome.OTHER, Outcome.SAME]


def test_ctp_s_own_hashes_stay_if_the_user_insists():
    made, line = one("00080050", "@hash(this,16)", ctp_hashes=True)
    assert line.outcome is Outcome.SAME and made.strategy is Strategy.SCRIPT
    made, line = one("00080020", "@hashdate(this,PatientID)", ctp_hashes=True)
    assert made == Override("StudyDate", Strategy.SCRIPT, "@hashdate(this,PatientID)") and line.outcome is Outcome.SAME
    made, line = one("0020000D", "@hashuid(1.2.3,this)", ctp_hashes=True)
    assert made.strategy is Strategy.NEW_UID and line.outcome is Outcome.SAME
    assert script(element("00080050", "@hash(this,16)"), ctp_hashes=True).profile.ctp_hashes


OLD = """# A script as it was written before there was XML
! and another comment, which goes on in no other line \\
param.ROOT=1.2.3
set.[0010,0040]PatientSex=@keep()
set.[0008,0050]AccessionNumber=@hash(this,\\
    16)
#set.[0010,4000]PatientComments=@keep()
set.[0009,[ACME 1.0]02]Whatever = @remove()
set.[0008,1030]StudyDescription=@contents(this,"\\\\d+")
set.[0010,21b0]History=
keep.group18=
keep.safeprivateelements=
#remove.overlays=
remove.privategroups=
"""


def test_an_older_script_is_read_as_well():
    made = read({"dicom-anonymizer.properties": OLD.encode()})
    assert made.kind is Kind.CTP
    assert {each.path: (each.strategy, each.text) for each in made.profile.attributes} == {
        "PatientSex": (Strategy.KEEP, ""),
        "AccessionNumber": (Strategy.SCRIPT, "@hash(this,16)"),
        '(0009,"acme 1.0",02)': (Strategy.REMOVE, ""),
        "StudyDescription": (Strategy.SCRIPT, '@contents(this,"\\d+")'),
        "AdditionalPatientHistory": (Strategy.EMPTY, ""),
    }
    assert made.profile.options == {Option.SAFE_PRIVATE}
    off = [line for line in made.lines if line.outcome is Outcome.OFF]
    assert [line.number for line in off] == [7, 13]


RSNA = """<script>
 <e en="T" t="00080016" n="SOPClassUID"></e>
 <e en="T" t="00080018" n="SOPInstanceUID">@uid</e>
 <e en="T" t="00081155" n="RefSOPInstanceUID">@uid</e>
 <e en="T" t="00080020" n="StudyDate">@hashdate(this,PatientID)</e>
 <e en="T" t="00080050" n="AccessionNumber">@acc</e>
 <e en="T" t="00080060" n="Modality"></e>
 <e en="T" t="00080080" n="InstitutionName">@remove()</e>
 <e en="T" t="00100010" n="PatientName">@ptid</e>
 <e en="T" t="00100020" n="PatientID">@ptid</e>
 <e en="T" t="00100030" n="PatientBirthDate">@empty</e>
 <e en="T" t="00101010" n="PatientAge">@round(5)</e>
 <e en="T" t="00104000" n="PatientComments">@ptid</e>
 <e en="T" t="00200010" n="StudyID">@lookup(this,ptid)</e>
</script>"""


def test_a_script_of_rsna_is_recognised_by_its_own_operations():
    made = read({"default-anonymizer.script": RSNA.encode(), "table.properties": b"ptid/7=S-7\n"})
    assert made.kind is Kind.RSNA
    named = {each.path: (each.strategy, each.text) for each in made.profile.attributes if not each.path.startswith("/")}
    assert named == {
        "ReferencedSOPInstanceUID": (Strategy.NEW_UID, ""),
        "StudyDate": (Strategy.SHIFT, ""),
        "AccessionNumber": (Strategy.HASH, ""),
        "Modality": (Strategy.KEEP, ""),
        "InstitutionName": (Strategy.REMOVE, ""),
        "PatientBirthDate": (Strategy.EMPTY, ""),
        "PatientAge": (Strategy.SCRIPT, "@round(this,5)"),
        "PatientComments": (Strategy.PSEUDONYM, ""),
        "StudyID": (Strategy.SCRIPT, "@lookup(this,ptid)"),
    }
    # It removes whatever it does not name.
    assert Override("/StudyDescription", Strategy.REMOVE) in made.profile.attributes
    assert not [line for line in made.lines if line.outcome is Outcome.NO_EQUAL]


def test_an_empty_line_keeps_only_in_a_script_of_rsna():
    made, _ = one("00080060", "")
    assert made == Override("Modality", Strategy.EMPTY)


WHOLE = [
    '<p t="DATEINC">-1234</p>', '<p t="SITEID">77</p>', '<p t="UIDROOT">1.3.6.1.4.1.99</p>',
    element("00080018", "@hashuid(@UIDROOT,this)"), element("00080020", "@incrementdate(this,@DATEINC)"),
    element("00080030", "@keep()"), element("00080050", "@hashptid(@SITEID,this,12)"), element("00080090", "@empty()"),
    element("0008103E", '@if(this,contains,"secret"){@remove()}{@contents(this,"[0-9]{4,}","#")}'),
    element("00100010", "@lookup(PatientID,ptid)"), element("00100020", "@lookup(this,ptid)"),
    element("00100030", "@modifydate(this,*,1,1)"), element("00101010", "@round(this,5)"),
    element("00104000", "@remove()"), element("00120062", "@always()YES"),
    element("00120063", "@always()@append(){By the site}"), element("00120064", "113100/113105/113107/113108"),
    element("00130010", "@always()CTP"), element("00180015", "@always()@param(@SITEID)"), element("00181000", "@call(plugin)"),
    element("0020000D", "@hashuid(@UIDROOT,this)"), element("00400275", "@process()"), element("00200010", "@keep()", on="F"),
    '<k en="T" t="0018">Keep group 18</k>', '<k en="T" t="0028">Keep group 28</k>', '<k en="F" t="safeprivateelements"/>',
    '<r en="T" t="privategroups"/>', '<r en="F" t="unspecifiedelements"/>', '<r en="T" t="curves"/>', '<r en="T" t="overlays"/>',
]  # fmt: skip


def test_a_whole_script_comes_over_and_every_line_is_told():
    made = script(*WHOLE)
    assert [line.number for line in made.lines] == [*range(2, len(WHOLE) + 2), 0]
    assert {line.text for line in made.lines if line.outcome is Outcome.NO_EQUAL} == {
        element("00130010", "@always()CTP"), element("00181000", "@call(plugin)")
    }  # fmt: skip
    assert made.count(Outcome.OFF) == 3


def test_an_imported_profile_can_be_saved_and_read_again():
    made = script(*WHOLE, '<r en="T" t="unspecifiedelements"/>').profile
    again = parse(made.as_toml().encode())
    assert again == made and hash(again) == hash(made)
    assert read({"saved.toml": made.as_toml().encode()}).profile == made


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE script [<!ENTITY a "@keep()">]><script><e en="T" t="00100040" n="x">&a;</e></script>',
        b'<!DOCTYPE script SYSTEM "file:///etc/passwd"><script/>',
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><script><p t="a">&x;</p></script>',
        b"<script>&undefined;</script>",
        b"<script><e en='T' t='00100040'>@keep()</script>",
        b"<script>" + b"<a>" * 50_000,
        b"<html><body/></html>",
        b"<script><e en='T' t='00100040'><b>@keep()</b></e></script>",
        b"<",
        b"<?xml version='1.0' encoding='no-such-code'?><script/>",
        b"<script>\xff\xfe\x00</script>",
        b"<script>" + b" " * (9 << 20) + b"</script>",
        b"<script>" + b"<r t='x'/>" * 30_000 + b"</script>",
    ],
)  # fmt: skip
def test_hostile_xml_is_refused(data):
    with pytest.raises(ScriptError) as refused:
        read({"x": data})
    assert str(refused.value).endswith(".") and "passwd" not in str(refused.value)


_WORDS = st.sampled_from(
    ["@remove()", "@empty()", "@hash(this)", "@foo()", "@call(x)", "x", "@", "(", ")", "{", "}", "\\", "@if(this,exists)", "this", ",",
     "@always()", "@hashuid(1.2,this)", "@hashdate(this,PatientID)", "@param(@X)", "@lookup(this,x)"]
)  # fmt: skip
_SCRIPTS = st.lists(_WORDS, max_size=6).map("".join) | st.text(
    st.characters(exclude_categories=("Cc", "Cs")), max_size=30
)
_TAGS = st.sampled_from(
    ["00100040", "00081030", "0020000D", "00280010", "00400275", "0009[A]02", "00080020", "00120064", "7FE00010"]
)


@settings(deadline=None)
@given(st.lists(st.tuples(_TAGS, _SCRIPTS), max_size=4))
def test_no_line_keeps_what_it_does_not_say(lines):
    made = script(*(element(tag, text) for tag, text in lines))
    said = "".join("".join(text.split()) for _, text in lines)
    kept = [each for each in made.profile.attributes if each.strategy is Strategy.KEEP]
    assert not kept or "@keep()" in said or "@require(" in said or "@process()" in said
    assert len(made.lines) == len(lines) + 1
    assert parse(made.profile.as_toml().encode()) == made.profile


def test_uids_get_the_root_of_the_script_where_the_user_insists_on_ctp_s_hashes():
    lines = [
        '<p t="UIDROOT">1.2.840.99</p>',
        element("00080018", "@hashuid(@UIDROOT,this)"),
        element("0020000D", "@hashuid(@UIDROOT,this)"),
        element("0020000E", "@hashuid(1.2.3,this)"),
    ]
    made = script(*lines, ctp_hashes=True)
    assert made.profile.uid_root == "1.2.840.99"
    assert [line.outcome for line in made.lines[1:4]] == [Outcome.SAME, Outcome.SAME, Outcome.OTHER]
    assert parse(made.profile.as_toml().encode()) == made.profile
    assert script(*lines).profile.uid_root == ""
    # What somebody left to be filled in is no root.
    placeholder = script('<p t="UIDROOT">1.2.3 Insert your root</p>', *lines[1:3], ctp_hashes=True)
    assert placeholder.profile.uid_root == "" and placeholder.lines[1].outcome is Outcome.OTHER
