"""Profiles: by name, from a file, and what they refuse."""

import pytest

from curtain.rules.options import Option, OptionError
from curtain.rules.profile import BASIC, Profile, ProfileError, load, names


def test_the_shipped_profiles_can_be_loaded():
    assert names() == ("basic", "research") and load("basic") == BASIC
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
    with pytest.raises(ProfileError, match="basic, research"):
        load("strict")
