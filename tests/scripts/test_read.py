"""What a file is, and which files go together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curtain.rules.overrides import Strategy
from curtain.rules.profile import load, parse
from curtain.scripts import Kind, Outcome, ScriptError, read

SCRIPT = b'<script><e en="T" t="00080050" n="AccessionNumber">@lookup(this,acc)</e></script>'
TABLE = b"# of the site\nptid/MRN-1 = S-001\nacc/ACC\\ 7: A-7\n"


def test_a_script_is_read_with_its_table():
    made = read({"a.script": SCRIPT, "b.properties": TABLE})
    assert made.kind is Kind.CTP
    assert made.profile.lookup == (("acc/ACC 7", "A-7"), ("ptid/MRN-1", "S-001"))
    assert [(line.file, line.outcome) for line in made.lines if line.number != 0] == [("a.script", Outcome.SAME)]
    alone = read({"a.script": SCRIPT})
    assert alone.lines[0].outcome is Outcome.OTHER
    assert "table" in alone.lines[0].why


def test_several_tables_are_one():
    made = read({"a": TABLE, "b": b"ptid/MRN-1=S-002\nptid/MRN-2=S-003\n", "c": SCRIPT})
    assert dict(made.profile.lookup) == {"acc/ACC 7": "A-7", "ptid/MRN-1": "S-002", "ptid/MRN-2": "S-003"}
    assert [line.outcome for line in made.lines if line.file == "b"] == [Outcome.OTHER]


def test_a_table_alone_is_a_profile_with_a_table():
    made = read({"a": TABLE})
    assert made.kind is Kind.TABLE and not made.profile.attributes
    assert parse(made.profile.as_toml().encode()) == made.profile


def test_a_profile_is_taken_as_it_is():
    profile = load("research")
    made = read({"mine.toml": profile.as_toml().encode()})
    assert (made.profile, made.kind, made.lines) == (profile, Kind.PROFILE, ())
    with_table = read({"mine.toml": profile.as_toml().encode(), "t": b"ptid/1=2"})
    assert with_table.profile.lookup == (("ptid/1", "2"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_scripts_come_in_several_encodings(encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<script><e en="T" t="00081040" n="x">Köln</e></script>'
    (override,) = read({"a": text.encode(encoding)}).profile.attributes
    assert (override.strategy, override.text) == (Strategy.REPLACE, "Köln")


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a": b""},
        {"a": b"Dear colleague,\nplease find attached\n"},
        {"a": b"\x00\x01\x02DICM"},
        {"a": SCRIPT, "b": SCRIPT},
        {"a": b'version = 1\nname = "x"\nunknown = 3\n'},
        {"a": b'version = 1\noptions = ["no such option"]\n'},
        {"a": b"x" * (9 << 20)},
        {"a": b"\n".join(b"k/%d=1" % number for number in range(200_001))},
        {"a": b"FORMAT dicom\n%header\n" + b"KEEP PatientSex\n" * 20_001},
    ],
    ids=range(10),
)
def test_what_cannot_be_imported_is_refused(files):
    with pytest.raises(ScriptError) as refused:
        read(files)
    assert str(refused.value).endswith(".") and "colleague" not in str(refused.value)


def test_a_script_for_pixels_goes_beside_a_profile():
    script = b'A CT dose report { Modality.equals("CT") * SeriesDescription.contains("Dose") } (0,0,512,200)\n'
    made = read({"a": script})
    assert (made.kind, made.goes_beside) == (Kind.PIXELS, True)
    assert made.profile.pixel_scripts == (script.decode(),) and not made.profile.attributes
    assert [(line.number, line.outcome) for line in made.lines] == [(1, Outcome.SAME), (0, Outcome.OTHER)]
    assert "review" in made.lines[1].why
    assert parse(made.profile.as_toml().encode()) == made.profile


def test_a_profile_with_a_pixel_script_that_cannot_be_read_is_refused():
    with pytest.raises(ScriptError, match="pixels"):
        read({"a": b'version = 1\npixel_scripts = ["no signature"]\n'})


@settings(deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_is_imported_or_refused(data):
    try:
        made = read({"x": data})
    except ScriptError as error:
        assert str(error).endswith(".")
        return
    assert not made.profile.attributes or made.kind is not Kind.TABLE


_LINES = st.sampled_from(
    ["set.[0010,0040]PatientSex=@remove()", "set.[", "param.X=1", "keep.group18", "remove.unspecifiedelements", "ptid/1=2", "=", "\\",
     "#set.[0008,1030]x=@keep()", "set.[0009,[A B]02]x=@hash(this)", "FORMAT dicom", "%header", "BLANK StudyID", "<script>", "</script>"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(_LINES | st.text(max_size=12), max_size=6).map("\n".join))
def test_lines_that_belong_to_different_languages_are_imported_or_refused(text):
    try:
        made = read({"x": text.encode("utf-8", "replace")})
    except ScriptError:
        return
    assert not [each for each in made.profile.attributes if each.strategy is Strategy.KEEP]
    assert parse(made.profile.as_toml().encode()) == made.profile
