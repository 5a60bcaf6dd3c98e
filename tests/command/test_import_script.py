"""`curtain import`: a script becomes a profile, and what does not come over is said."""

from pathlib import Path

import pytest

from command_line import curtain
from curtain.rules.overrides import Override, Strategy
from curtain.rules.profile import load

SCRIPT = """<script>
 <e en="T" t="00100040" n="PatientSex">@keep()</e>
 <e en="T" t="00080050" n="AccessionNumber">@lookup(this,acc)</e>
 {more}
</script>
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_a_script_and_its_table_become_a_profile(tmp_path: Path):
    script = written(tmp_path / "site.script", SCRIPT.format(more=""))
    table = written(tmp_path / "site.properties", "acc/ACC778899=A-1\n")
    done = curtain("import", script, table, "--output", tmp_path / "site.toml")
    assert done.status == 0, done.err
    assert "means the same here" in done.out
    profile = load(str(tmp_path / "site.toml"))
    assert Override("PatientSex", Strategy.KEEP) in profile.attributes
    assert profile.lookup == (("acc/ACC778899", "A-1"),)
    # It names patients.
    assert (tmp_path / "site.toml").stat().st_mode & 0o777 == 0o600


def test_a_line_without_an_equal_is_told_and_shows_in_the_exit_status(tmp_path: Path):
    more = '<e en="T" t="00104000" n="PatientComments">@call(plugin,\x1b[2J)</e>'.replace("\x1b", "&#9;")
    script = written(tmp_path / "site.script", SCRIPT.format(more=more))
    done = curtain("import", script, "--output", tmp_path / "site.toml")
    assert done.status == 3
    (told,) = (each for each in done.out.splitlines() if each.startswith("line 4:"))
    assert "no equal" in told and told.endswith("The attribute is removed.")
    assert Override("PatientComments", Strategy.REMOVE) in load(str(tmp_path / "site.toml")).attributes
    assert "line 2:" not in done.out
    again = curtain("import", script, "--output", tmp_path / "again.toml", "--all")
    assert "line 2: same" in again.out


def test_a_table_of_a_large_site_can_be_saved_and_loaded(tmp_path: Path):
    lines = (f"ptid/{number}={'S' * 100}{number}\n" for number in range(12_000))
    table = written(tmp_path / "site.properties", "".join(lines))
    assert curtain("import", table, "--output", tmp_path / "site.toml").status == 0
    assert len(load(str(tmp_path / "site.toml")).lookup) == 12_000


def test_hashes_of_ctp_have_to_be_asked_for(tmp_path: Path):
    more = '<e en="T" t="00200010" n="StudyID">@hash(this,8)</e>'
    script = written(tmp_path / "site.script", SCRIPT.format(more=more))
    curtain("import", script, "--output", tmp_path / "keyed.toml")
    curtain("import", script, "--output", tmp_path / "ctp.toml", "--ctp-hashes")
    assert not load(str(tmp_path / "keyed.toml")).ctp_hashes
    assert load(str(tmp_path / "ctp.toml")).ctp_hashes


@pytest.mark.parametrize(
    "text", ["", "no script at all", "<script><e></script>", '<!DOCTYPE script [<!ENTITY a "b">]><script/>']
)
def test_what_is_no_script_is_refused(tmp_path: Path, text: str):
    script = written(tmp_path / "site.script", text)
    done = curtain("import", script, "--output", tmp_path / "site.toml")
    assert (done.status, done.out) == (2, "")
    assert not (tmp_path / "site.toml").exists()


def test_nothing_is_overwritten(tmp_path: Path):
    script = written(tmp_path / "site.script", SCRIPT.format(more=""))
    mine = written(tmp_path / "site.toml", "mine")
    assert curtain("import", script, "--output", mine).status == 2
    assert mine.read_text() == "mine"
    assert curtain("import", tmp_path / "nowhere", "--output", tmp_path / "new.toml").status == 2
    assert curtain("import", script, "--output", tmp_path / "no" / "new.toml").status == 2


def test_a_profile_with_a_script_that_cannot_be_carried_out_is_refused(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text('[attributes]\nStudyDescription = { script = "@call(x)" }\n')
    done = curtain("deidentify", tmp_path, "--output", tmp_path / "out", "--profile", path)
    assert done.status == 2 and "StudyDescription cannot be carried out" in done.err
    assert "removed" in curtain("import", path, "--output", tmp_path / "again.toml").out
