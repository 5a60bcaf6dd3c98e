"""Profiles: by name, from a file, and what they refuse."""

import re

import pytest

from curtain.rules.options import Option, OptionError
from curtain.rules.profile import BASIC, Profile, ProfileError, load, names, parse
from readme_tables import README


def test_the_shipped_profiles_can_be_loaded():
    assert names() == ("basic", "hipaa", "research", "strict", "teaching") and load("basic") == BASIC
    assert load("research").options == {
        Option.MODIFIED_DATES,
        Option.PATIENT_CHARACTERISTICS,
        Option.DEVICE,
        Option.CLEAN_DESCRIPTORS,
        Option.SAFE_PRIVATE,
    }


def test_a_profile_in_a_file(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text('version = 1\nname = "site"\noptions = ["retain-full-dates"]\nbirth_year = true\n')
    profile = load(str(path))
    assert profile == Profile("site", frozenset({Option.FULL_DATES}), birth_year=True)
    assert Profile.from_dict(profile.as_dict()) == profile


def test_the_digest_is_of_what_a_profile_does():
    assert Profile("a").digest == Profile("b", salt="0" * 32).digest == BASIC.digest
    others = [Profile(birth_year=True), Profile(shift_days=30), Profile(options=frozenset({Option.UIDS}))]
    assert len({each.digest for each in (BASIC, *others)}) == 4


def test_full_and_modified_dates_exclude_each_other():
    with pytest.raises(OptionError, match=r"either kept .* or shifted"):
        Profile(options=frozenset({Option.FULL_DATES, Option.MODIFIED_DATES}))


WHOLE = """version = 1
name = "whole"
options = ["clean-descriptors"]
shift_days = 30
birth_year = true
long_text = true
keep_words = ["Löwenstein", "a\\u007fb"]
keep_texts = ["%s"]
ctp_hashes = true

[attributes]
PatientSex = "keep"
PatientAge = { "age band" = "5" }
'(0009,"A ""B",02)' = "keep"
StudyDescription = { replace = "CT \\"chest\\" größer" }

[classes]
report = "hold back"
EncapsulatedPDFStorage = "hold back"
"1.2.840.10008.5.1.4.1.1.7" = "hold back"

[lookup]
"ptid/1" = "one"
""" % ("0" * 64)


def test_all_of_a_profile_comes_back_from_its_file():
    whole = WHOLE.replace("""'(0009,"A ""B",02)'""", """'(0009,"A B.",02)'""")
    profile = parse(whole.encode())
    assert len(profile.attributes) == 4 and profile.classes == {
        "report",
        "EncapsulatedPDFStorage",
        "1.2.840.10008.5.1.4.1.1.7",
    }
    assert parse(profile.as_toml().encode()) == profile == Profile.from_dict(profile.as_dict())
    assert parse(profile.as_toml().encode()).digest == profile.digest != BASIC.digest


@pytest.mark.parametrize("name", names())
def test_a_shipped_profile_can_be_saved_and_loaded(name):
    assert parse(load(name).as_toml().encode()) == load(name)


def test_a_plain_profile_is_a_short_file():
    assert BASIC.as_toml() == 'version = 1\nname = "basic"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[attributes]\nPatientName = "keep"', r"line 1 of attributes \(PatientName\)"),
        ('[attributes]\nA.B.C = "keep"', r"line 1 of attributes \(A\)"),
        (
            '[attributes]\nRequestAttributesSequence.AccessionNumber = "hash"',
            'between quotes: "RequestAttributesSequence.AccessionNumber"',
        ),
        ("[attributes]\nPatientSex = keep", "not valid TOML, at line 2, column .*quotes"),
        ('[attributes]\nStudyDate = { replace = "20241399" }', "no value of the kind DA"),
        ('[attributes]\nStudyTime = { replace = "2575" }', "no value of the kind TM"),
        ("a = " + "[" * 5000, "not valid TOML"),
        ('[attributes]\nPatientSex = "keep"\n"(0010,0040)" = "remove"', "line 2 of attributes .* once more"),
        ('[classes]\nreport = "keep"', "hold back"),
        ('[classes]\nnonsense = "hold back"', "not known"),
        ('[classes]\n"1.2.3" = "hold back"', "not known"),
        ('keep_texts = ["MUSTERMANN"]', "64 hexadecimal"),
        ("lookup = 3", "wrong kind"),
        ('uid_root = "1.2.3"', "CTP's hashes alone"),
        ('ctp_hashes = true\nuid_root = "1.2.3 MUSTERMANN"', "CTP's hashes alone"),
        ('ctp_hashes = true\nuid_root = "1.02"', "CTP's hashes alone"),
    ],
)
def test_a_profile_says_where_it_is_wrong(text, said):
    with pytest.raises(ProfileError, match=said) as raised:
        parse(text.encode())
    assert "MUSTERMANN" not in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        'options = ["retain-everything"]',
        "long_text = 1",
        "keep_words = true",
        "options = 7",
        "shift_days = 0",
        "shift_days = 1000000",
        "shift_days = true",
        "version = 2",
        'colour = "red"',
        'salt = "abc"',
        "not toml",
        "\xff",
    ],
)
def test_what_is_no_profile_is_refused_without_quoting_it(tmp_path, text):
    path = tmp_path / "site.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises((ProfileError, OptionError)) as raised:
        load(str(path))
    assert "everything" not in str(raised.value) and "red" not in str(raised.value).split()


def test_a_profile_that_is_not_there():
    with pytest.raises(ProfileError, match="basic, hipaa, research"):
        load("lenient")


@pytest.mark.skipif(not README.exists(), reason="the README is not sent along with the tests")
def test_the_profile_in_the_readme_can_be_loaded():
    (text,) = re.findall(r"```toml\n(version.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(parse(text.encode()).attributes) == 7


def test_what_editors_of_windows_put_in_front_is_no_part_of_a_profile():
    rules = parse(b"\xef\xbb\xbf[attributes]\r\nPatientAge = { 'age band' = 10 }\r\n")
    assert [(each.path, each.text) for each in rules.attributes] == [("PatientAge", "10")]


def test_a_message_names_no_more_of_a_line_than_could_be_an_attribute():
    with pytest.raises(ProfileError) as raised:
        parse("[attributes]\n'(0019,\"Müller & Söhne\",0C)' = 'Keep'".encode())
    assert "Söhne" not in str(raised.value) and "line 1 of attributes:" in str(raised.value)
