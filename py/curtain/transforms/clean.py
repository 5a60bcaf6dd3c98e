"""The walk over a data set: every element, at every depth, gets its decision and its new value."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace

from pydicom.uid import UID_dictionary

from curtain.files.dataset import DataSet, Element, decode, dictionary_vr, encode
from curtain.files.reader import Reader
from curtain.files.source import BytesSource, Source
from curtain.outcome import Quarantine
from curtain.rules.codes import is_published
from curtain.rules.decide import LONG_TEXTS, NUMBERS, Action, Decision, Policy
from curtain.rules.options import Option
from curtain.rules.private import creator_of, is_creator, is_private, safe_vr
from curtain.rules.table import STRUCTURAL_UIDS, is_structural
from curtain.transforms.changes import Changes, Path
from curtain.transforms.dummies import dummy, dummy_items, encode_text
from curtain.transforms.guard import fits, mended
from curtain.transforms.keyed import Keyed
from curtain.transforms.structured import NEVER_EMPTY, REFERENCED_CONTENT_ITEM_IDENTIFIER, SEQUENCES, asked_for
from curtain.transforms.values import Whose, changed

PATIENT_NAME, PATIENT_ID = 0x00100010, 0x00100020
_SOP_INSTANCE_UID = 0x00080018
_CODING_SCHEME_DESIGNATOR, _CODE_MEANING = 0x00080102, 0x00080104
_LOCAL_MEANING = "The meaning of a code that no published scheme has is free text"
_NOT_STRUCTURAL = "A UID that no registry gave out can name a site"
_IDENTIFIES = "It could be kept, but something of the patient stands in it"
_UNSAYABLE = "The text has signs that this attribute cannot have, or that are not in the object's character set"
_ADDED = "The profile's own rule for this attribute; the object had none"
_STAYS_AWAY = frozenset({Action.REMOVE, Action.EMPTY, Action.REPLACE, Action.NEW_UID})
_MADE = frozenset(
    {
        Action.SHIFT, Action.YEAR_ONLY, Action.CAP_AGE, Action.AGE_BAND, Action.ZIP_AREA, Action.RANDOMISE,
        Action.PSEUDONYM, Action.HASH,
    }
)  # fmt: skip
#: Texts of safe private attributes that somebody may have typed into.
_DESCRIPTIONS = frozenset({"LO", "SH"})
_MISFIT = "The value is not of the kind that it should be: text can hide there"
#: How a sequence of implicit VR begins that stands as UN.
_ITEM = b"\xfe\xff\x00\xe0"


class Cleaner:
    """Cleans the data sets of one object.

    Parameters
    ----------
    policy
        The decisions of the object's IOD under the profile.
    keyed
        Makes new UIDs and the patient's shift of dates.
    pseudonym
        Becomes PatientID and PatientName wherever they stand.
    changes
        Takes note of what is done.
    identifies
        Tells whether an element, in a data set at a path, holds something of the patient: what an option would keep
        goes then, rather than that the whole file is held back.
    describe
        A description without what identifies; the second argument is the tag of its attribute.
    script
        What an expression of a script makes of an attribute, by its tag, in a data set of an object: what is done
        ("text", "keep", "remove", "empty"), and the text.
    source
        Where the long values of the data set are.
    """

    def __init__(
        self,
        policy: Policy,
        keyed: Keyed,
        pseudonym: str,
        changes: Changes,
        identifies: Callable[[Element, DataSet, Path], bool] = lambda *_: False,
        describe: Callable[[str, int], str] = lambda *_: "",
        script: Callable[[str, int, DataSet, DataSet], tuple[str, str]] = lambda *_: ("remove", ""),
        source: Source | None = None,
    ) -> None:
        self._policy = policy
        self._keyed = keyed
        self._pseudonym = pseudonym
        self._changes = changes
        self._identifies = identifies
        self._describe = describe
        self._script = script
        self._source = source
        self._overrides = policy.profile.overrides()
        self._private = Option.SAFE_PRIVATE in policy.profile.options or self._overrides.has_private
        self._content = asked_for(policy.profile)
        longest = policy.profile.shift_days
        self._root = DataSet()
        self._whose = Whose(keyed, pseudonym, keyed.days(pseudonym, longest), longest, "")

    def clean(self, old: DataSet, parent: int = 0, path: Path = ()) -> DataSet:
        """The cleaned data set; `parent` is the sequence that holds it, 0 for the root."""
        new = DataSet(old.little, old.charset if parent else b"")
        if not parent:
            self._whose = replace(self._whose, instance=old.text(_SOP_INSTANCE_UID))
            self._root = old
        for element in self._creators_last(old):
            tag = element.tag
            vr = element.vr if element.vr != "UN" else dictionary_vr(tag)
            here = (*path, tag)
            if tag in (PATIENT_NAME, PATIENT_ID):
                action, why = Action.REPLACE, "Pseudonym of the patient, from the case key"
                made: Element | None = Element(tag, vr, encode_text(vr, self._pseudonym))
            elif self._private and is_creator(tag) and _is_used(tag, new):
                action, why, made = Action.KEEP, "PS3.15 E.3.10: creator of safe private attributes", element
            else:
                creator = creator_of(tag, old) if self._private and is_private(tag) else ""
                action, why, made = self._element(element, vr, here, old, parent, creator)
            if made is None:
                self._changes.note(here, (element, old), None, Action.REMOVE, why)
                self._changes.removed_items(here, element, why)
                continue
            new.add(made)
            if action is not Action.KEEP and made is element:
                action, why = Action.KEEP, f"{why}; {_unchanged(element, action)}"
            self._changes.note(here, (element, old), (made, new), action, why)
        if not parent:
            self._add(new)
        return new

    def _add(self, new: DataSet) -> None:
        """What the profile adds where the object has no such attribute, or an empty one."""
        for tag, override in self._overrides.added:
            there, vr = new.get(tag), dictionary_vr(tag)
            if there is not None and not there.is_empty:
                continue
            value = encode(override.text, new.charset)
            made = Element(tag, vr, value or b"")
            fit = value and _can_stand(override.text, Element(tag, vr, b""), vr, new)
            if fit and not self._identifies(made, new, ()):
                new.add(made)
                self._changes.note((tag,), there and (there, new), (made, new), Action.ADD, _ADDED)

    def _element(
        self, element: Element, vr: str, path: Path, dataset: DataSet, parent: int, creator: str
    ) -> tuple[Action, str, Element | None]:
        """What is done to an element, why, and the element that comes of it."""
        decision = self._decision(element, vr, path, dataset, parent, creator)
        action, why = decision.action, decision.why
        if creator and action is not Action.REMOVE:
            safe = "" if decision.overridden else safe_vr(element.tag, creator) or ""
            opened = self._unpacked(element, dataset) if decision.overridden else self._opened(element, safe, dataset)
            if opened is None:
                return Action.REMOVE, _MISFIT, None
            element, vr = opened, safe or vr
        if decision.text and action is Action.REPLACE and not _can_stand(decision.text, element, vr, dataset):
            return self._without(decision, _UNSAYABLE, element, vr, path, dataset, parent)
        made = self._apply(decision, element, vr, path, dataset)
        if made is element and action is Action.KEEP and element.items is None and element.fragments is None:
            declared = dictionary_vr(element.tag)
            if not (fits(vr, element, dataset) and (declared == vr or fits(declared, element, dataset))):
                return self._misfit(decision, element, vr, path, dataset, parent)
            if decision.why and self._identifies(element, dataset, path[:-1]):
                cleaned = self._cleaned_label(decision, element, vr, path, dataset) if creator else None
                if cleaned is not None:
                    return Action.CLEAN, _IDENTIFIES, cleaned
                return self._without(decision, _IDENTIFIES, element, vr, path, dataset, parent)
        elif made is _NO_SUCH_VALUE:
            return self._misfit(decision, element, vr, path, dataset, parent)
        elif decision.text and made is not None and made is not element:
            # A text of the user's, or of a script: neither may be of another kind, or say who the patient is.
            if not fits(vr, made, dataset):
                return self._without(decision, _MISFIT, element, vr, path, dataset, parent)
            if self._identifies(made, dataset, path[:-1]):
                return self._without(decision, _IDENTIFIES, element, vr, path, dataset, parent)
        return action, why, made

    def _decision(self, element: Element, vr: str, path: Path, dataset: DataSet, parent: int, creator: str) -> Decision:
        """The policy's decision, with what depends on the object: a script's result, codes nobody published, content items."""
        decision = self._policy.decide(element.tag, vr, parent, creator, path[:-1:2] if self._overrides else None)
        if decision.action is Action.SCRIPT:
            decision = self._scripted(decision, element, dataset, parent)
        if decision.overridden and decision.action in _STAYS_AWAY:
            return decision
        if element.tag == _CODE_MEANING and not is_published(dataset.text(_CODING_SCHEME_DESIGNATOR)):
            clean = Option.CLEAN_DESCRIPTORS in self._policy.profile.options
            decision = Decision(Action.CLEAN if clean else Action.REPLACE, _LOCAL_MEANING, Action.REPLACE)
        elif element.tag in STRUCTURAL_UIDS and decision.action is Action.KEEP and self._names_a_site(element, dataset):
            decision = Decision(Action.NEW_UID, _NOT_STRUCTURAL)
        if self._content is None or not parent:
            return decision
        return self._content.decide(dataset, element.tag, parent, decision)

    def _cleaned_label(
        self, decision: Decision, element: Element, vr: str, path: Path, dataset: DataSet
    ) -> Element | None:
        """A private label without what identifies, where descriptions are cleaned; None where that does not help."""
        if vr not in _DESCRIPTIONS or Option.CLEAN_DESCRIPTORS not in self._policy.profile.options:
            return None
        made = self._described(element, vr, dataset, decision.overridden)
        if made is element or made is _NO_SUCH_VALUE or self._identifies(made, dataset, path[:-1]):
            return None
        return made

    def _names_a_site(self, element: Element, dataset: DataSet) -> bool:
        """True where a UID of a class or scheme is none that was given out in public, unless the profile keeps UIDs."""
        if Option.UIDS in self._policy.profile.options:
            return False
        uids = decode(element.value or b"", dataset.charset).split("\\")
        return not all(is_structural(element.tag, uid) for uid in (uid.strip(" \0") for uid in uids) if uid)

    def _misfit(
        self, decision: Decision, element: Element, vr: str, path: Path, dataset: DataSet, parent: int
    ) -> tuple[Action, str, Element | None]:
        """A value that is no value of its VR: what can be saved of it, else what the type of the attribute allows."""
        if decision.action is Action.KEEP:
            number = vr if vr in ("DS", "IS") else dictionary_vr(element.tag)
            saved = mended(number, element, dataset)
            if saved is not None:
                return Action.REPLACE, _MISFIT, saved
        return self._without(decision, _MISFIT, element, vr, path, dataset, parent)

    def _without(
        self, decision: Decision, why: str, element: Element, vr: str, path: Path, dataset: DataSet, parent: int
    ) -> tuple[Action, str, Element | None]:
        """An element whose value cannot stay, as the type of the attribute allows."""
        otherwise = decision.otherwise
        if otherwise is None or otherwise is Action.KEEP:
            otherwise = self._policy.without_value(element.tag, parent)
            if otherwise is Action.REPLACE and vr in NUMBERS:
                # A made-up spacing or slope would be a lie; none is told at once.
                otherwise = Action.EMPTY
        made = self._apply(Decision(otherwise, why), element, vr, path, dataset)
        if made is _NO_SUCH_VALUE or (
            otherwise is Action.CLEAN and made is not None and self._identifies(made, dataset, path[:-1])
        ):
            # Nothing that could be done with such a value, or a rule of the profile's own has it searched more strictly.
            return self._without(Decision(otherwise, why), why, element, vr, path, dataset, parent)
        return otherwise, why, made

    def _apply(self, decision: Decision, element: Element, vr: str, path: Path, dataset: DataSet) -> Element | None:
        """The new element; the same one where nothing changes, None where it goes, `_NO_SUCH_VALUE` where it does not fit."""
        action = decision.action
        if action is Action.REMOVE or (element.items is None and dictionary_vr(element.tag) == "SQ" and element.length):
            # The second: a sequence whose items could not be read, so that nobody cleaned them.
            return None
        if element.is_empty:
            return element
        if action is Action.EMPTY:
            return Element(element.tag, vr, b"") if element.items is None else Element(element.tag, "SQ", items=[])
        if element.items is not None:
            if self._content is not None and element.tag in SEQUENCES and action in (Action.CLEAN, Action.KEEP):
                return self._content_items(element, path)
            return self._sequence(action, element, path, dataset)
        # The dummy of a UID is a UID that nobody else has.
        if action is Action.NEW_UID or (vr == "UI" and action is Action.REPLACE):
            return self._new_uids(element, dataset)
        if element.tag == REFERENCED_CONTENT_ITEM_IDENTIFIER and self._content is not None:
            return self._content.moved(element, dataset.little)
        if action in (Action.REPLACE, Action.ADD):
            given = encode(decision.text, dataset.charset) if decision.text else None
            return Element(element.tag, vr, dummy(element.tag, vr) if given is None else given)
        if action in _MADE:
            return self._made(decision, element, vr, path, dataset)
        if action is Action.CLEAN:
            return self._described(element, vr, dataset, decision.overridden)
        return element

    def _described(self, element: Element, vr: str, dataset: DataSet, accepted: bool) -> Element:
        """A text with the words that may stay (PS3.15 E.3.5); a long one only where somebody `accepted` it."""
        if element.value is None:
            return _NO_SUCH_VALUE
        text = decode(element.value, dataset.charset).strip(" \0")
        parts = [text] if vr in LONG_TEXTS else text.split("\\")
        new = "\\".join(self._describe(part, element.tag) for part in parts)
        if vr in LONG_TEXTS and not accepted and not self._may_stay(new):
            return _NO_SUCH_VALUE
        if new == text:
            return element
        value = encode(new, dataset.charset) if new.strip("\\ ") else None
        return _NO_SUCH_VALUE if value is None else Element(element.tag, element.vr, value)

    def _may_stay(self, text: str) -> bool:
        """True for a long text, as it was cleaned, that the profile lets stay."""
        profile = self._policy.profile
        return profile.long_text or hashlib.sha256(text.encode()).hexdigest() in profile.keep_texts

    def _scripted(self, decision: Decision, element: Element, dataset: DataSet, parent: int) -> Decision:
        """What a script makes of an element, as a decision."""
        kind, text = self._script(decision.text, element.tag, dataset, self._root)
        if kind == "text" and text:
            return decision._replace(action=Action.REPLACE, text=text)
        action = Action.EMPTY if kind == "text" else Action(kind)
        return self._policy.legal(decision._replace(action=action, text=""), element.tag, parent)

    def _made(self, decision: Decision, element: Element, vr: str, path: Path, dataset: DataSet) -> Element:
        """A value that is made of the old one."""
        if element.value is None:
            return _NO_SUCH_VALUE
        known = dictionary_vr(element.tag)
        kind = vr if known == "UN" or vr in ("DA", "DT", "TM") else known
        text = decode(element.value, dataset.charset)
        place = ".".join(map(str, path))
        new = changed(decision.action, decision.text, kind, text, self._whose, place)
        if new is None:
            return _NO_SUCH_VALUE
        return element if new == text.strip(" \0") else Element(element.tag, element.vr, encode_text(vr, new))

    def _sequence(self, action: Action, element: Element, path: Path, dataset: DataSet) -> Element:
        if action is Action.REPLACE:
            items = dummy_items(element.tag, element, dataset.little)
            if items is not None:
                return Element(element.tag, "SQ", items=items)
        items = [self.clean(item, element.tag, (*path, number)) for number, item in enumerate(element.items or [], 1)]
        return Element(element.tag, "SQ", items=items)

    def _content_items(self, element: Element, path: Path) -> Element | None:
        """The items of a content tree that stay, cleaned; None where none does and the sequence is nothing without."""
        assert self._content is not None
        self._content.plan(element)
        kept, removed = [], []
        for number, item in enumerate(element.items or [], 1):
            fate = self._content.fate(item)
            if fate.action is Action.REMOVE:
                removed.append((number, item, fate.why))
                continue
            made = self.clean(item, element.tag, (*path, number))
            for inner, holder, age in self._content.capped_ages(item, made):
                why = f"{fate.why}; 90 and over become 90"
                self._changes.note((*path, number, *inner), None, (age, holder), Action.CAP_AGE, why)
            kept.append(made)
        if not kept and element.tag in NEVER_EMPTY:
            return None
        for number, item, why in removed:
            self._changes.removed_item((*path, number), item, why)
        return Element(element.tag, "SQ", items=kept)

    def _new_uids(self, element: Element, dataset: DataSet) -> Element | None:
        if element.value is None:
            return None
        uids = [uid.strip(" \0") for uid in decode(element.value, dataset.charset).split("\\")]
        if all(not uid or uid in UID_dictionary for uid in uids):
            return element
        root = self._policy.profile.uid_root
        new = "\\".join(new_uid(uid, self._keyed, root) for uid in uids)
        return Element(element.tag, "UI", encode_text("UI", new))

    def _creators_last(self, dataset: DataSet) -> Iterable[Element]:
        """A private creator stays where an attribute of its block does, which is known when they are done."""
        return sorted(dataset, key=lambda element: is_creator(element.tag)) if self._private else dataset

    def _opened(self, element: Element, vr: str, dataset: DataSet) -> Element | None:
        """A safe private element as Table E.3.10-1 describes it, its items parsed; None where it is something else."""
        if vr != "SQ":
            same = (element.items is None and element.vr in (vr, "UN")) or {vr, element.vr} <= {"OB", "OW"}
            return element if same else None
        if element.items is not None or element.is_empty:
            return element
        return self._items_in(element, dataset)

    def _unpacked(self, element: Element, dataset: DataSet) -> Element | None:
        """A private element that the profile keeps; where it is a sequence that nobody declared, with its items, to be cleaned."""
        if element.vr != "UN" or element.items is not None or element.is_empty:
            return element
        if element.value is not None:
            return self._items_in(element, dataset) if element.value.startswith(_ITEM) else element
        begins = b"" if self._source is None else self._source.read(element.offset, len(_ITEM))
        # So long a one would have to be held in memory, with all that is in it.
        return element if begins and begins != _ITEM else None

    def _items_in(self, element: Element, dataset: DataSet) -> Element | None:
        """A value of unknown kind as the sequence that it is; None where it is none."""
        if element.vr != "UN" or element.value is None:
            return None
        try:
            # Nobody told the reader that it is a sequence; inside it is implicit VR little endian (PS3.5 6.2.2).
            items = Reader(BytesSource(element.value), implicit=True, little=True).items(dataset)
        except Quarantine:
            return None
        return Element(element.tag, "SQ", items=items)


#: Stands for a value that the action is not meant for.
_NO_SUCH_VALUE = Element(0, "UN", b"")


def new_uid(uid: str, keyed: Keyed, root: str = "") -> str:
    """What stands for an old UID without padding; none, and one of the standard itself, stay."""
    return uid if not uid or uid in UID_dictionary else keyed.uid(uid, root)


def _can_stand(text: str, element: Element, vr: str, dataset: DataSet) -> bool:
    """True where a text that a user or a script made is one for the attribute and can be written in the data set."""
    if vr not in LONG_TEXTS and any(letter < " " for letter in text):
        return False
    # Without a character set there is ASCII (PS3.5 6.1.2.1), though many write more: what was there before may be again.
    undeclared = not dataset.charset.strip() and not text.isascii() and (element.value or b"").isascii()
    return not undeclared and encode(text, dataset.charset) is not None


def _is_used(creator: int, dataset: DataSet) -> bool:
    block = creator & 0xFFFF0000 | (creator & 0xFF) << 8
    return any(block <= tag <= block | 0xFF for tag in dataset.elements)


def _unchanged(element: Element, action: Action) -> str:
    if element.is_empty:
        return "it is empty"
    return "it is a UID of the standard itself" if action in (Action.NEW_UID, Action.REPLACE) else "it stays as it is"
