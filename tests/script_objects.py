"""Data sets for scripts to read, made by keyword, and what an expression makes of them."""

from __future__ import annotations

from pydicom.datadict import tag_for_keyword

from curtain.files.dataset import DataSet, Element, dictionary_vr
from curtain.rules.profile import Profile
from curtain.scripts.expression import Context, Value, evaluate
from curtain.transforms.keyed import Keyed
from making import KEY

#: CTP's own hashes, so that results can be computed by other means.
AS_CTP = Profile(ctp_hashes=True)


def tag(keyword: str) -> int:
    found = tag_for_keyword(keyword)
    assert found is not None
    return found


def data_set(**attributes: str | list[DataSet]) -> DataSet:
    """A data set of texts, and of sequences as lists of items."""
    dataset = DataSet()
    for keyword, value in attributes.items():
        number = tag(keyword)
        if isinstance(value, str):
            dataset.add(Element(number, dictionary_vr(number), value.encode("ascii")))
        else:
            dataset.add(Element(number, "SQ", items=value))
    return dataset


def result(
    expression: str,
    this: str = "PatientComments",
    profile: Profile = AS_CTP,
    root: DataSet | None = None,
    key: bytes = KEY,
    **attributes: str | list[DataSet],
) -> Value:
    """What an expression makes of one attribute of an object, or of an item where there is a root as well."""
    dataset = data_set(**attributes)
    context = Context(tag(this), dataset, dataset if root is None else root, Keyed(key), profile, "7F3K-21QZ-M8TD")
    return evaluate(expression, context)


def text(expression: str, **settings: object) -> str:
    """As `result`, of what gives a text."""
    made = result(expression, **settings)  # type: ignore[arg-type]
    assert made.kind == "text", made.kind
    return made.text
