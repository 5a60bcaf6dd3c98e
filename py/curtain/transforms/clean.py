"""The walk over a data set: every element, at every depth, gets its decision and its new value."""

from pydicom.uid import UID_dictionary

from curtain.files.dataset import DataSet, Element, decode, dictionary_vr
from curtain.rules.decide import Action, Policy
from curtain.transforms.changes import Changes, Path
from curtain.transforms.dummies import dummy, dummy_items, encode_text
from curtain.transforms.keyed import Keyed

PATIENT_NAME, PATIENT_ID = 0x00100010, 0x00100020


class Cleaner:
    """Cleans the data sets of one object.

    Parameters
    ----------
    policy
        The decisions of the object's IOD.
    keyed
        Makes new UIDs.
    pseudonym
        Becomes PatientID and PatientName wherever they stand.
    changes
        Takes note of what is done.
    """

    def __init__(self, policy: Policy, keyed: Keyed, pseudonym: str, changes: Changes) -> None:
        self._policy = policy
        self._keyed = keyed
        self._pseudonym = pseudonym
        self._changes = changes

    def clean(self, old: DataSet, parent: int = 0, path: Path = ()) -> DataSet:
        """The cleaned data set; `parent` is the sequence that holds it, 0 for the root."""
        new = DataSet(old.little, old.charset if parent else b"")
        for element in old:
            vr = element.vr if element.vr != "UN" else dictionary_vr(element.tag)
            here = (*path, element.tag)
            if element.tag in (PATIENT_NAME, PATIENT_ID):
                action, why = Action.REPLACE, "Pseudonym of the patient, from the case key"
                made = Element(element.tag, vr, encode_text(vr, self._pseudonym))
            else:
                action, why = self._policy.decide(element.tag, vr, parent)
                made = self._apply(action, element, vr, here, old)
            if made is None:
                self._changes.note(here, (element, old), None, Action.REMOVE, why)
                self._changes.removed_items(here, element, why)
                continue
            new.add(made)
            if action is not Action.KEEP and made is element:
                action, why = (
                    Action.KEEP,
                    f"{why}; it is empty" if element.is_empty else f"{why}; it is a UID of the standard itself",
                )
            self._changes.note(here, (element, old), (made, new), action, why)
        return new

    def _apply(self, action: Action, element: Element, vr: str, path: Path, dataset: DataSet) -> Element | None:
        """The new element; the same one where nothing changes, None where it goes."""
        if action is Action.REMOVE or (element.items is None and dictionary_vr(element.tag) == "SQ" and element.length):
            # The second: a sequence whose items could not be read, so that nobody cleaned them.
            return None
        if element.is_empty:
            return element
        if action is Action.EMPTY:
            return Element(element.tag, vr, b"") if element.items is None else Element(element.tag, "SQ", items=[])
        if element.items is not None:
            return self._sequence(action, element, path, dataset)
        # The dummy of a UID is a UID that nobody else has.
        if action is Action.NEW_UID or (vr == "UI" and action is Action.REPLACE):
            return self._new_uids(element, dataset)
        if action is Action.REPLACE:
            return Element(element.tag, vr, dummy(element.tag, vr))
        return element

    def _sequence(self, action: Action, element: Element, path: Path, dataset: DataSet) -> Element:
        if action is Action.REPLACE:
            items = dummy_items(element.tag, element, dataset.little)
            if items is not None:
                return Element(element.tag, "SQ", items=items)
        items = [self.clean(item, element.tag, (*path, number)) for number, item in enumerate(element.items or [], 1)]
        return Element(element.tag, "SQ", items=items)

    def _new_uids(self, element: Element, dataset: DataSet) -> Element | None:
        if element.value is None:
            return None
        uids = [uid.strip(" \0") for uid in decode(element.value, dataset.charset).split("\\")]
        if all(not uid or uid in UID_dictionary for uid in uids):
            return element
        new = "\\".join(uid if not uid or uid in UID_dictionary else self._keyed.uid(uid) for uid in uids)
        return Element(element.tag, "UI", encode_text("UI", new))
