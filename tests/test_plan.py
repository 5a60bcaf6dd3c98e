"""Who is who in a case."""

from curtain.outcome import Quarantine
from curtain.plan import plan
from curtain.scan import Facts
from curtain.transforms.keyed import Keyed
from making import KEY

KEYED = Keyed(KEY)


def fact(instance: str, study: str = "1.1", **changes: str) -> Facts:
    defaults = {"patient_id": "4711", "issuer": "H", "name": "DOE^JANE", "birth_date": "19600101", "sex": "F"}
    return Facts(**(defaults | changes), study=study, series=study + ".1", instance=instance)


def pseudonyms(*facts: Facts) -> list[str]:
    made = plan({str(n): f for n, f in enumerate(facts)}, KEYED)
    return [made.files[str(n)] for n in range(len(facts))]


def test_one_patient_over_two_studies():
    first, second = pseudonyms(fact("1", "1.1"), fact("2", "1.2"))
    assert first == second


def test_the_same_number_from_two_issuers_is_two_patients():
    first, second = pseudonyms(fact("1"), fact("2", issuer="OTHER"))
    assert first != second


def test_a_middle_name_is_no_conflict():
    first, second = pseudonyms(fact("1", "1.1"), fact("2", "1.2", name="DOE^JANE^M"))
    assert first == second


def test_a_shared_id_is_split_by_study_and_the_user_is_told():
    facts = {"a": fact("1", "1.1"), "b": fact("2", "1.1"), "c": fact("3", "1.2", name="ROE^RICHARD", sex="M")}
    made = plan(facts, KEYED)
    assert made.files["a"] == made.files["b"] != made.files["c"]
    assert all("PatientID" in patient.split for patient in made.patients.values())


def test_a_different_birth_date_alone_is_a_conflict():
    first, second = pseudonyms(fact("1", "1.1"), fact("2", "1.2", birth_date="19700101"))
    assert first != second


def test_a_placeholder_without_conflict_is_one_patient_and_not_everybodys():
    first, second = pseudonyms(fact("1", "1.1", patient_id="ANONYMOUS"), fact("2", "1.2", patient_id="ANONYMOUS"))
    (other,) = pseudonyms(fact("3", "1.3", patient_id="ANONYMOUS", name="ROE^RICHARD"))
    assert first == second != other


def test_nobody_at_all_is_told_apart_by_study():
    nobody = {"patient_id": "", "name": "", "birth_date": "", "sex": ""}
    first, second = pseudonyms(fact("1", "1.1", **nobody), fact("2", "1.2", **nobody))
    assert first != second


def test_the_same_key_gives_the_same_patient_in_another_case():
    assert pseudonyms(fact("1", "1.1")) == pseudonyms(fact("9", "5.5"))


def test_the_second_file_with_one_uid_is_held_back():
    made = plan({"a": fact("1"), "b": fact("1")}, KEYED)
    assert isinstance(made.files["b"], Quarantine) and made.files["b"].code == "duplicate"
    assert isinstance(made.files["a"], str)


def test_what_any_file_knows_of_a_patient_all_files_are_searched_for():
    one, two = fact("1"), fact("2")
    one.strings, two.strings = {"names": ["MÄDCHENNAME^JANE"]}, {"ids": ["999888"]}
    (patient,) = plan({"a": one, "b": two}, KEYED).patients.values()
    assert patient.strings == {"names": {"MÄDCHENNAME^JANE"}, "ids": {"999888"}}
