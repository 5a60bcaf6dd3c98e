"""A site's locks hold against whatever somebody chooses, loads or imports."""

from __future__ import annotations

import pytest

from curtain.rules.locks import Lock
from curtain.rules.options import Option
from curtain.rules.overrides import Override
from curtain.rules.profile import BASIC, Profile, load

BASIC_LOCKED = Lock.of("basic", ["retain-device-identity", "retain-full-dates", "retain-modified-dates"])


def profile(attributes: dict[str, object], **more: object) -> Profile:
    return Profile.from_dict({"attributes": attributes, **more})


def test_without_a_locked_option_everything_can_be_chosen() -> None:
    free = profile({"StationName": "keep", "vr:DA": "keep"}, options=["retain-uids"])
    assert Lock.of("strict", []).restrict(free) == (free, ())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("StationName", "keep"), ("/StationName", "keep"), ("RequestAttributesSequence.StationName", "keep"),
        ("StationName", "clean"), ("StudyDate", "year only"), ("(0008,0020)", "shift"), ("vr:DA", "year only"), ("vr:LO", "keep"),
        ("StudyDate", {"script": "@keep()"}),
    ],
)  # fmt: skip
def test_override_does_not_keep_what_a_locked_option_would(path: str, value: object) -> None:
    chosen, left_out = BASIC_LOCKED.restrict(profile({path: value}))
    assert chosen.attributes == ()
    ((left, why),) = left_out
    assert left == Override.parse(path, value).path and "locked" in why


@pytest.mark.parametrize(
    ("path", "value"),
    [("StationName", "remove"), ("StudyDate", {"replace": "20000101"}), ("PatientSex", "keep"), ("vr:DA", "empty")],
)
def test_what_is_stricter_or_not_locked_can_be_chosen(path: str, value: object) -> None:
    assert BASIC_LOCKED.restrict(profile({path: value})) == (profile({path: value}), ())


def test_private_attributes_are_those_of_a_locked_option() -> None:
    lock = Lock.of("basic", ["retain-safe-private"])
    assert lock.restrict(profile({'(0019,"GEMS_ACQU_01",02)': "keep"}))[0].attributes == ()


def test_overrides_and_classes_of_the_site_stay_as_they_are() -> None:
    site = load("strict")
    lock = Lock.of("strict", ["retain-uids"])
    wanted = {"vr:LO": "keep", "SeriesDescription": "clean", "Manufacturer": "remove", "PatientAge": "keep"}
    chosen, left_out = lock.restrict(profile(wanted, classes={}))
    assert set(chosen.attributes) == {*site.attributes, Override.parse("PatientAge", "keep")}
    assert chosen.classes == site.classes
    assert {path for path, _ in left_out} == {"vr:LO", "SeriesDescription", "Manufacturer"}
    assert lock.restrict(chosen) == (chosen, ()), "once is enough"


def test_options_and_what_belongs_to_them_are_those_of_the_site() -> None:
    lock = Lock.of("research", ["retain-modified-dates", "clean-descriptors"])
    chosen, _ = lock.restrict(profile({}, options=["retain-full-dates", "retain-uids"], shift_days=1))
    assert chosen.options == {Option.MODIFIED_DATES, Option.CLEAN_DESCRIPTORS, Option.UIDS}
    assert chosen.shift_days == BASIC.shift_days and chosen.long_text
    for name in ("basic", "research", "teaching", "hipaa", "strict"):
        assert Option.MODIFIED_DATES in lock.restrict(load(name))[0].options


def test_the_profile_of_the_site_is_within_its_locks() -> None:
    for name in ("basic", "research", "teaching", "hipaa", "strict"):
        lock = Lock.of(name, list(Option))
        assert lock.restrict(load(name)) == (load(name), ())


def test_refused_rule_of_a_series_leaves_the_stricter_one_of_the_case() -> None:
    lock = Lock.of("research", ["retain-device-identity"])
    of_a_series = [{"series": "1.2.3", "attributes": {"DeviceSerialNumber": "keep"}}]
    options = sorted(load("research").options)
    chosen, left_out = lock.restrict(profile({"DeviceSerialNumber": "remove"}, options=options, only=of_a_series))
    assert chosen.attributes == (Override.parse("DeviceSerialNumber", "remove"),)
    assert chosen.only == () and [path for path, _ in left_out] == ["DeviceSerialNumber"]
