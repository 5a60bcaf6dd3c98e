"""Each function gives what CTP gives; the expected values are written out, or computed here in another way."""

import datetime
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.files.dataset import Element
from curtain.outcome import Quarantine
from curtain.rules.profile import Profile
from curtain.scripts.expression import Context, Kind, Value, evaluate
from curtain.scripts.functions import days_back
from curtain.transforms.dates import shifted
from curtain.transforms.keyed import Keyed, new_key
from making import KEY
from script_objects import AS_CTP, data_set, result, tag, text

KEEP, REMOVE, EMPTY = Value(Kind.KEEP), Value(Kind.REMOVE), Value(Kind.EMPTY)


def md5(of: str) -> str:
    return str(int(hashlib.md5(of.encode()).hexdigest(), 16))


def with_table(**lines: str) -> Profile:
    return Profile(ctp_hashes=True, lookup=tuple((key.replace("__", "/"), value) for key, value in lines.items()))


# --- words


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("@keep()", KEEP),
        (" @keep() ", KEEP),
        ("@always()@keep()", KEEP),
        ("@process()", KEEP),
        ("@require()", KEEP),
        ("@remove()", REMOVE),
        ("text@remove()", REMOVE),
        ("@keep()@remove()", REMOVE),
        ("@keep() and text", REMOVE),
        ("@empty()", EMPTY),
        ("@blank(4)", EMPTY),
        ("", EMPTY),
        ("  ", EMPTY),
        (" plain text ", Value(Kind.TEXT, "plain text")),
        ("@always()YES", Value(Kind.TEXT, "YES")),
    ],
)
def test_words_say_what_becomes_of_an_element(expression, made):
    assert result(expression, PatientComments="old") == made


@pytest.mark.parametrize(
    "expression",
    ["@scramble(this)", "@call(x,this)", "@encrypt(this,key)", "@decrypt(this,key)", "@integer(this,ptid,4)", "@date()",
     "@time(:)", "@hash(", "@keep", "mail@example.org", "@if(this,exists){@call(x)}{@keep()}", "@keep()@foo()"],
)  # fmt: skip
def test_what_has_no_equal_or_cannot_be_read_is_removed(expression):
    assert result(expression, PatientComments="old") == REMOVE


@pytest.mark.parametrize("expression", ["@quarantine()", "@skip()", "@if(this,exists){@quarantine()}{@keep()}"])
def test_an_object_can_be_held_back(expression):
    with pytest.raises(Quarantine) as held:
        result(expression, PatientComments="old")
    assert held.value.code == "script"


def test_words_that_stand_in_the_object_are_only_texts():
    assert result("@contents(PatientComments)", this="StudyID", PatientComments="@keep()").kind is Kind.TEXT


# --- texts


NAME = {"PatientName": "DOE^JANE^Q", "PatientComments": "a/b/c", "StudyDescription": "CT Chest 17"}


@pytest.mark.parametrize(
    ("expression", "made"),
    [
        ("@contents(StudyDescription)", "CT Chest 17"),
        ('@contents(StudyDescription,"\\d+")', "CT Chest"),
        ('@contents(StudyDescription,"(\\w+) (\\w+)","$2 $1")', "Chest CT 17"),
        ("<@value(StudyDescription)>", "<CT Chest 17>"),
        ('@value(StudyID,"none")', "none"),
        ("@truncate(StudyDescription,4)", "CT C"),
        ("@truncate(StudyDescription,-2)", "17"),
        ("@truncate(StudyDescription,-99)", "CT Chest 17"),
        ("@lowercase(StudyDescription)", "ct chest 17"),
        ("@uppercase(StudyDescription)", "CT CHEST 17"),
        ("@initials(PatientName)", "JQD"),
        ("@initials(PatientName,2)", "LSF"),
        ("@initials(PatientName,-4)", "FMZ"),
        ("@initials(StudyID)", "X"),
        ("@initials(StudyID,3)", "A"),
        ("@pathelement(this,0)", "a"),
        ("@pathelement(this,-1)", "c"),
        ("@pathelement(this,7)", "a/b/c"),
        ('@param("1.2.3")', "1.2.3"),
        ("@require(StudyID,x)", None),
    ],
)
def test_texts_are_made_of_texts(expression, made):
    assert result(expression, **NAME) == (KEEP if made is None else Value(Kind.TEXT, made))


def test_elements_are_found_by_name_and_tag_and_from_the_root():
    item = data_set(PatientComments="inner")
    outer = {"PatientComments": "outer", "RequestAttributesSequence": [item]}
    for name in ("this", "PatientComments", "00104000", "[0010,4000]", "(0010,4000)", "root:PatientComments"):
        assert text(f"@contents({name})", **outer) == "outer"
    assert text("@contents(RequestAttributesSeq::PatientComments)", **outer) == "inner"
    assert text("@contents([00400275]::[00104000])", **outer) == "inner"
    root = data_set(**outer)
    assert text("@contents(this)", PatientComments="inner", root=root) == "inner"
    assert text("@contents(root:PatientComments)", PatientComments="inner", root=root) == "outer"
    assert text("@select(){R}{I}", **outer) == "R"
    assert text("@select(){R}{I}", PatientComments="inner", root=root) == "I"


@pytest.mark.parametrize(
    "name", ["NoSuchElement", "PatientID::StudyID", "root:", "::".join(["ContentSequence"] * 9), "00020010"]
)
def test_a_name_that_means_nothing_holds_the_object_back(name):
    with pytest.raises(Quarantine):
        result(f"@contents({name})", PatientComments="x")


def test_an_absent_element_can_be_required_from_another():
    assert result('@require(StudyID,"x")', StudyID="7") == Value(Kind.TEXT, "7")
    assert result('@require(StudyID,"x")') == Value(Kind.TEXT, "x")
    assert result("@require()") == EMPTY


def test_a_value_is_appended_to_those_that_are_there():
    assert text("@append(){CTP}", this="DeidentificationMethod", DeidentificationMethod="A\\B") == "A\\B\\CTP"
    assert text("@append(){CTP}", this="DeidentificationMethod") == "CTP"


@pytest.mark.parametrize(
    ("test", "value", "holds"),
    [
        ("isblank", "", True),
        ("isblank", "x", False),
        ("exists", "x", True),
        ('contains,"CHEST"', "ct chest", True),
        ('contains,"head"', "ct chest", False),
        ('equals,"CT CHEST"', "ct chest", True),
        ('equals,"CT"', "ct chest", False),
        ('matches,"ct .*"', "ct chest", True),
        ('matches,"ct"', "ct chest", False),
        ("greaterthan,17", "018Y", True),
        ("greaterthan,18", "018Y", False),
        ("greaterthan,18", "99999999999Y", False),  # no number of Java's: 0
        ("contains", "x", False),
    ],
)
def test_one_of_two_scripts_is_chosen(test, value, holds):
    assert text(f"@if(this,{test}){{yes}}{{no}}", PatientComments=value) == ("yes" if holds else "no")


def test_a_choice_between_an_element_that_is_there_and_one_that_is_not():
    expression = "@if(StudyID,exists){@keep()}{@if(StudyID,isblank){@remove()}{@keep()}}"
    assert result(expression, PatientComments="x") == REMOVE
    assert result(expression, PatientComments="x", StudyID="1") == KEEP


@pytest.mark.parametrize(
    ("age", "width", "made"),
    [("027Y", 5, "25Y"), ("028Y", 5, "30Y"), ("007M", 5, "5M"), ("27", 10, "30"), ("003D", 10, "0D"), ("325D", 2, "326D"), ("102Y", 10, "100Y")],
)  # fmt: skip
def test_ages_are_rounded_and_padded(age, width, made):
    padded = made if len(made) % 2 == 0 else f"0{made}"
    assert text(f"@round(PatientAge,{width})", PatientAge=age) == padded
    if not made.isdigit():
        # In an age itself it has the three digits of an AS.
        assert text(f"@round(this,{width})", this="PatientAge", PatientAge=age) == made.rjust(4, "0")


def test_what_is_no_age_becomes_empty():
    assert result("@round(this,5)", this="PatientAge", PatientAge="old") == EMPTY


# --- hashes


def test_a_hash_is_the_decimal_md5():
    assert text("@hash(this)", PatientComments="MRN-1") == md5("MRN-1")
    assert text("@hash(this,8)", PatientComments="MRN-1") == md5("MRN-1")[:8]
    assert text("@hash(this,0)", PatientComments="MRN-1") == md5("MRN-1")
    assert result("@hash(StudyID)") == REMOVE


def test_the_hash_of_a_name_leaves_out_what_people_write_differently():
    who = {"PatientName": "O'Neil, Jr.^Mary Ann^K"}
    assert text("@hashname(PatientName,6)", **who) == md5("ONEILJRMARYANNK")[:6]
    assert text("@hashname(PatientName,6,2)", **who) == md5("ONEILJRMARYANN")[:6]
    assert text("@hashname(PatientName,x)", **who) == md5("ONEILJRMARYANNK")[:4]


def test_the_hash_of_an_id_has_the_site_in_it():
    assert text("@hashptid(77,PatientID)", PatientID="MRN-1") == md5("[77]MRN-1")
    assert text("@hashptid(77,PatientID,5)", PatientID="MRN-1") == md5("[77]MRN-1")[:5]


def test_a_hashed_uid_has_its_root_and_is_cut():
    uid = {"StudyInstanceUID": "1.2.840.1"}
    assert text("@hashuid(1.2.3,StudyInstanceUID)", **uid) == f"1.2.3.{md5('1.2.840.1')}"
    long = "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17."
    assert text(f"@hashuid({long},StudyInstanceUID)", **uid) == f"{long}{md5('1.2.840.1')}"[:64]
    assert result("@hashuid(1.2.3,SeriesInstanceUID)", **uid) == REMOVE


def test_a_hashed_date_goes_back_up_to_ten_years():
    days = int(md5("MRN-1")[-4:]) % 3650 or 1
    moved = datetime.date(2024, 1, 31) - datetime.timedelta(days)
    made = text("@hashdate(this,PatientID)", this="StudyDate", StudyDate="20240131", PatientID="MRN-1")
    assert made == moved.strftime("%Y%m%d")
    both = text("@hashdate(this,PatientID)", this="StudyDate", StudyDate="20240131\\20240131", PatientID="MRN-1")
    assert both == f"{made}\\{made}"
    timed = text(
        "@hashdate(this,PatientID)",
        this="AcquisitionDateTime",
        AcquisitionDateTime="20240131101500.5",
        PatientID="MRN-1",
    )
    assert timed == f"{made}101500.5"


@pytest.mark.parametrize(("digits", "days"), [("0000", -1), ("13650", -1), ("3651", -1), ("29999", -2699), ("7", -7)])
def test_a_hash_never_leaves_a_date_where_it_is(digits, days):
    assert days_back(digits) == days


def test_what_is_no_date_is_not_moved():
    assert result("@hashdate(this,PatientID)", this="StudyDate", StudyDate="2024", PatientID="1") == EMPTY
    assert result("@hashdate(this,PatientID)", this="StudyDate", StudyDate="20240131 SMITH", PatientID="1") == EMPTY
    assert result("@hashdate(this,PatientID)", this="StudyDate", StudyDate="20240131") == REMOVE


@pytest.mark.parametrize(
    ("expression", "attributes"),
    [
        ("@hash(this,12)", {"PatientComments": "MRN-1"}),
        ("@hashname(PatientName,12)", {"PatientName": "DOE^JANE"}),
        ("@hashptid(7,PatientID,12)", {"PatientID": "MRN-1"}),
        ("@hashuid(1.2.3,StudyInstanceUID)", {"StudyInstanceUID": "1.2.840.1"}),
        ("@hashdate(StudyDate,StudyID)", {"StudyDate": "20240131", "StudyID": "77"}),
    ],
)
def test_hashes_come_from_the_key_unless_the_profile_insists_on_those_of_ctp(expression, attributes):
    keyed = text(expression, profile=Profile(), **attributes)
    assert keyed == text(expression, profile=Profile(), **attributes)
    assert keyed != text(expression, profile=Profile(), key=new_key(), **attributes)
    assert keyed != text(expression, profile=AS_CTP, **attributes)
    assert text(expression, profile=AS_CTP, **attributes) == text(
        expression, profile=AS_CTP, key=new_key(), **attributes
    )


def test_uids_and_dates_of_a_patient_are_those_that_all_others_have():
    keyed, profile = Keyed(KEY), Profile()
    assert text("@hashuid(1.2,this)", this="StudyInstanceUID", StudyInstanceUID="1.2.9", profile=profile) == keyed.uid(
        "1.2.9"
    )
    days = keyed.days("7F3K-21QZ-M8TD", profile.shift_days)
    made = text("@hashdate(this,PatientID)", this="StudyDate", StudyDate="20240131", PatientID="x", profile=profile)
    assert made == shifted("DA", "20240131", days)


def test_a_time_of_day_is_no_date():
    for profile in (Profile(), AS_CTP):
        made = result("@hashdate(this,PatientID)", "StudyTime", profile, StudyTime="101500", PatientID="1")
        assert made == EMPTY


# --- dates


@pytest.mark.parametrize(
    ("date", "days", "made"),
    [
        ("20240131", 1, "20240201"),
        ("20240301", -1, "20240229"),
        ("20231231235959", 1, "20240101235959"),
        ("2024-01-31", 1, "2024-02-01"),
        ("2024.01.31", 1, "20240201"),
        ("20240231", 0, "20240302"),  # a calendar that counts on
        ("00240131", 0, "19240131"),
        ("20240131\\20240201", 10, "20240210\\20240211"),
    ],
)
def test_days_are_added_to_dates(date, days, made):
    assert text(f"@incrementdate(this,{days})", this="AcquisitionDateTime", AcquisitionDateTime=date) == made


def test_the_number_of_days_can_stand_in_the_table():
    profile = with_table(offset__MRN="-3")
    expression = "@incrementdate(this,PatientID,offset)"
    assert text(expression, this="StudyDate", StudyDate="20240104", PatientID="MRN", profile=profile) == "20240101"
    assert result(expression, this="StudyDate", StudyDate="20240104", PatientID="other", profile=profile) == EMPTY
    assert result("@incrementdate(this,many)", this="StudyDate", StudyDate="20240104") == EMPTY
    assert result("@incrementdate(this,99999999)", this="StudyDate", StudyDate="20240104") == EMPTY


@pytest.mark.parametrize(
    ("parts", "made"),
    [("*,1,1", "20240101"), ("2000,*,*", "20000229"), ("*,*,15", "20240215"), ("2023,*,*", "20230301")],
)
def test_parts_of_a_date_are_replaced(parts, made):
    assert text(f"@modifydate(this,{parts})", this="StudyDate", StudyDate="20240229") == made


def test_days_are_counted_from_a_date_in_the_table():
    profile = with_table(base__MRN="1/31/2024")
    attributes = {"this": "StudyDate", "StudyDate": "20240210", "PatientID": "MRN", "profile": profile}
    assert text("@dateinterval(this,base,PatientID)", **attributes) == "10"
    assert text("@dateinterval(this,base,PatientID,20000101)", **attributes) == "20000111"
    inner = attributes | {"root": data_set(PatientID="MRN")}
    del inner["PatientID"]
    assert text("@dateinterval(this,base,PatientID)", **inner) == "10"


@pytest.mark.parametrize(
    "attributes",
    [
        {"StudyDate": "20240210", "PatientID": "other"},
        {"StudyDate": "soon", "PatientID": "MRN"},
        {"StudyDate": "20240210", "PatientID": "bad"},
    ],
)
def test_days_that_cannot_be_counted_hold_the_object_back(attributes):
    with pytest.raises(Quarantine):
        result(
            "@dateinterval(this,base,PatientID)",
            "StudyDate",
            with_table(base__MRN="1/31/2024", base__bad="soon"),
            **attributes,
        )


# --- tables


def test_a_value_is_looked_up():
    profile = with_table(
        ptid__MRN="S-001", ptid__AB="S-002", ptid__UPPER="S-003", site__x="@ptid/MRN", acc__a="  S-004 "
    )
    assert text("@lookup(PatientID,ptid)", PatientID="MRN", profile=profile) == "S-001"
    assert text("@lookup(PatientID,ptid)", PatientID="A\\B", profile=profile) == "S-002"
    assert text("@lookup(PatientID,ptid,UC)", PatientID="upper", profile=profile) == "S-003"
    assert text("@lookup(PatientID,site)", PatientID="x", profile=profile) == "S-001"
    assert text("@lookup(PatientID,acc)", PatientID="a", profile=profile) == "S-004"
    both = Profile(lookup=(("pair/A|B", "S-005"),))
    assert text("@lookup(PatientID|StudyID,pair)", PatientID="A", StudyID="B", profile=both) == "S-005"


@pytest.mark.parametrize(
    ("more", "made"),
    [
        (",keep", KEEP),
        (",remove", REMOVE),
        (",empty", EMPTY),
        (',default,"UNKNOWN"', Value(Kind.TEXT, "UNKNOWN")),
        (',default,"@remove()"', REMOVE),
        (',ignore,"S-\\d+"', Value(Kind.TEXT, "S-77")),
    ],
)
def test_what_is_not_in_the_table_goes_as_the_script_says(more, made):
    assert result(f"@lookup(PatientID,ptid{more})", PatientID="S-77", profile=with_table(ptid__MRN="S-001")) == made


@pytest.mark.parametrize("more", ["", ",UC", ",skip", ',ignore,"X-\\d+"', ",default"])
def test_what_is_not_in_the_table_holds_the_object_back(more):
    with pytest.raises(Quarantine) as held:
        result(f"@lookup(PatientID,ptid{more})", PatientID="S-77", profile=with_table(ptid__MRN="S-001"))
    assert "S-77" not in str(held.value)


def test_a_table_can_say_that_a_value_goes():
    assert result("@lookup(PatientID,a)", PatientID="1", profile=with_table(a__1="@remove()")) == REMOVE
    assert result("@lookup(PatientID,a)", PatientID="1", profile=with_table(a__1="@empty()")) == EMPTY


def test_lines_of_a_table_that_point_to_each_other_end():
    with pytest.raises(Quarantine):
        result("@lookup(PatientID,a)", PatientID="1", profile=with_table(a__1="@b/1", b__1="@a/1"))
    chain = {f"k__{number}": f"@k/{number + 1}" for number in range(9)} | {"k__9": "end"}
    assert text("@lookup(PatientID,k)", PatientID="0", profile=with_table(**chain)) == "end"
    with pytest.raises(Quarantine):
        longer = {f"k__{number}": f"@k/{number + 1}" for number in range(10)} | {"k__10": "end"}
        result("@lookup(PatientID,k)", PatientID="0", profile=with_table(**longer))


# --- whatever comes


def test_a_pattern_that_would_take_for_ever_holds_the_object_back():
    with pytest.raises(Quarantine):
        result('@contents(this,"a*b*c*d*e")', PatientComments="a" * 3000)
    with pytest.raises(Quarantine):
        result('@contents(this,"(a+)+b")', PatientComments="a" * 30)


_PIECES = st.sampled_from(
    ["@hash(this)", "@keep", "()", "@if(this,exists)", "{", "}", "x", "@remove()", "@lookup(this,a)", "@", "\\", '"', ",", "this",
     "@append()", "@contents(this,", '"a*"', ")", "@initials(PatientName,", "9", "@call(a)", "@round(this,5)", "@foo()"]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(_PIECES, max_size=8).map("".join) | st.text(max_size=40),
    st.text(st.characters(codec="ascii"), max_size=20),
)
def test_an_expression_keeps_nothing_that_it_does_not_say(expression, value):
    try:
        made = result(expression, PatientComments=value, PatientName="DOE^JANE")
    except Quarantine as held:
        assert held.code == "script"
        return
    if made.kind is Kind.KEEP:
        assert any(word in "".join(expression.split()) for word in ("@keep()", "@require(", "@process()", "keep"))


@pytest.mark.parametrize(
    "named", ["Rows", "PixelData", "RequestAttributesSequence", "LargePaletteColorLookupTableUID", "PatientComments"]
)
def test_elements_without_a_text_are_as_good_as_absent_or_numbers(named):
    dataset = data_set(PatientComments="x", RequestAttributesSequence=[data_set(StudyID="1")])
    dataset.add(Element(tag("Rows"), "US", b"\x10\x02"))
    dataset.add(Element(tag("PixelData"), "OW", offset=0, length=1 << 20))
    context = Context(tag("PatientComments"), dataset, dataset, Keyed(KEY), AS_CTP)
    made = evaluate(f"[@contents({named})]", context)
    assert made.text == {"Rows": "[528]", "PatientComments": "[x]"}.get(named, "[]")
    for expression in (
        "@hash({0})",
        "@if({0},exists){{a}}{{b}}",
        "@append(){{@value({0})}}",
        "@hashdate({0},this)",
        "@require({0})",
    ):
        assert evaluate(expression.format(named), context).kind in Kind


def test_texts_in_other_character_sets_are_read():
    dataset = data_set()
    dataset.add(Element(tag("SpecificCharacterSet"), "CS", b"ISO_IR 192"))
    dataset.add(Element(tag("PatientComments"), "LT", "Müller\\Ärzte ".encode()))
    context = Context(tag("PatientComments"), dataset, dataset, Keyed(KEY), AS_CTP)
    assert evaluate("@uppercase(this)", context).text == "MÜLLER\\ÄRZTE"
    assert evaluate("@hash(this)", context).text == md5("Müller\\Ärzte")


def test_private_elements_are_found_in_whatever_block_their_creator_has():
    dataset = data_set(PatientComments="x")
    dataset.add(Element(0x00090012, "LO", b"ACME 1.0"))
    dataset.add(Element(0x00091202, "LO", b"seen"))
    context = Context(tag("PatientComments"), dataset, dataset, Keyed(KEY), AS_CTP)
    assert evaluate("@contents(0009[Acme 1.0]02)", context).text == "seen"
    assert evaluate("@contents([9,[ACME 1.0]02])", context).text == "seen"
    assert evaluate("@contents(0009[OTHER]02)", context) == EMPTY
