"""CTP's anonymizer scripts, as XML or as the older property files: what each line becomes in a profile."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from curtain.files.dataset import dictionary_vr
from curtain.rules.options import Option
from curtain.rules.overrides import Strategy
from curtain.scripts import properties
from curtain.scripts.check import bound, problem
from curtain.scripts.draft import Draft, Wish
from curtain.scripts.elements import Step, step
from curtain.scripts.grammar import Call, ExpressionError, Script, Text, calls, parse, render, unquoted
from curtain.scripts.markup import Node
from curtain.scripts.report import Imported, Kind, Outcome

#: A comment in an older script that is a line somebody turned off.
OFF = re.compile(r"(set\.\[|keep\.|remove\.)")
_METHODS = 0x00120064
_UID_ROOT = re.compile(r"(?=.{1,50}\Z)[0-2](?:\.(?:0|[1-9][0-9]*))+")
_GROUP = re.compile(r"[0-9A-Fa-f]{1,4}")
_HASHES = frozenset({"hash", "hashdate", "hashname", "hashptid", "hashuid"})
_TABLES = {"lookup": 1, "dateinterval": 1, "incrementdate": 2}
_OPTIONS = {option.code: option for option in Option}
_KEYED = "The hash comes from the case key: of CTP's own anybody could try out all names and dates."
_NO_TABLE = "The lookup table that it reads was not given: where the script says nothing else, objects are held back."
_COUNTED = "It comes from the case key, and is no running number."
_OWN_DAYS = "Dates move by the patient's own number of days, which comes from the case key."
_OTHER_ROOT = "The new UID comes from the case key: all of a case have the same root, and this is no UID's, or not that of the most."
_OWN_UID = "The new UID comes from the case key, and has no root of an organisation."
_NOT_ADDED = "Where the object has no such attribute, none is added: only plain texts are."


class Rule(NamedTuple):
    """A line of a script in either form: `kind` is p, e, k or r, `name` the attribute `t`."""

    number: int
    kind: str
    name: str
    script: str
    text: str
    is_on: bool = True


def from_markup(nodes: Iterable[Node], source: str) -> list[Rule]:
    """The lines of a script in XML."""
    lines = source.split("\n")
    return [
        Rule(
            node.number,
            node.name,
            node.attributes.get("t", "").strip(),
            node.text if node.name == "p" else node.text.strip(),
            lines[node.number - 1].strip() if node.number <= len(lines) else "",
            node.attributes.get("en", "T" if node.name == "p" else "") == "T",
        )
        for node in nodes
    ]


def from_properties(source: str) -> list[Rule]:
    """The lines of an older script."""
    rules = []
    for entry in properties.entries(source, OFF):
        kind, _, name = entry.key.partition(".")
        kind = {"param": "p", "set": "e", "keep": "k", "remove": "r"}.get(kind, kind)
        if kind == "e":
            name = name.rpartition("]")[0].removeprefix("[").replace(",", "", 1)
        name = name.removeprefix("group") if kind == "k" else name
        rules.append(Rule(entry.number, kind, name.strip(), entry.value.strip(), entry.text, not entry.is_off))
    return rules


def imported(
    rules: list[Rule], table: tuple[tuple[str, str], ...], ctp_hashes: bool, file: str = "", kind: Kind = Kind.CTP
) -> Imported:
    """The profile that a script asks for."""
    reader = _Reader(rules, table, ctp_hashes, Draft(kind, file), kind)
    for rule in rules:
        reader.read(rule)
    return reader.finish()


class _Reader:
    def __init__(
        self, rules: list[Rule], table: tuple[tuple[str, str], ...], ctp_hashes: bool, draft: Draft, kind: Kind
    ) -> None:
        self._parameters = {rule.name: rule.script for rule in rules if rule.kind == "p"}
        self._table = table
        self._kinds = {key.partition("/")[0] for key, _ in table}
        self._ctp_hashes = ctp_hashes
        self._draft = draft
        self._kind = kind
        self._root = self._common_root(rules) if ctp_hashes else ""
        self._kept_groups: set[int] = set()
        self._rest: Rule | None = None

    def read(self, rule: Rule) -> None:
        say = self._draft.say
        if rule.kind == "p":
            say(rule.number, rule.text, Outcome.SAME, "")
        elif rule.kind not in ("e", "k", "r"):
            say(rule.number, rule.text, Outcome.NO_EQUAL, "There is no such line in a script: it is left out.")
        elif not rule.is_on:
            say(rule.number, rule.text, Outcome.OFF, "")
        elif rule.kind == "e":
            self._element(rule)
        elif rule.kind == "k":
            self._keep(rule)
        else:
            self._remove(rule)

    def finish(self) -> Imported:
        say = self._draft.say
        if self._kind is Kind.RSNA and self._rest is None:
            self._rest = Rule(0, "r", "", "", "")
        if self._rest is not None:
            count = self._draft.everything_else(self._kept_groups)
            why = (
                f"{count} attributes that the script does not name are removed. What images are built of and what stands in "
                "sequences that stay goes by the Basic Profile, and UIDs become new ones."
            )
            say(self._rest.number, self._rest.text, Outcome.OTHER, why)
        else:
            why = (
                "Attributes that the script does not name go by the Basic Profile, which also removes private ones: CTP would "
                "leave them as they are. What the script keeps goes as well where something of the patient stands in it."
            )
            say(0, "", Outcome.STRICTER, why)
        return self._draft.finish(lookup=tuple(sorted(self._table)), ctp_hashes=self._ctp_hashes, uid_root=self._root)

    def _common_root(self, rules: list[Rule]) -> str:
        """The root that most UIDs get, "" where there is none that a UID can have."""
        roots: Counter[str] = Counter()
        for rule in rules:
            try:
                script = bound(parse(rule.script), self._parameters) if rule.kind == "e" and rule.is_on else ()
            except ExpressionError:
                continue
            roots.update(_root_of(call) for call in calls(script) if call.name == "hashuid")
        root = roots.most_common(1)[0][0] if roots else ""
        return root if _UID_ROOT.fullmatch(root) else ""

    def _element(self, rule: Rule) -> None:
        named = step(rule.name)
        if named is None:
            self._draft.say(
                rule.number, rule.text, Outcome.NO_EQUAL, "There is no such attribute: the line is left out."
            )
            return
        if named.tag == _METHODS:
            self._methods(rule)
            return
        self._draft.ask(rule.number, rule.text, (named,), self._wish(rule.script, named))

    def _wish(self, text: str, named: Step) -> Wish:
        """What a script asks for an attribute."""
        if self._kind is Kind.RSNA:
            own = _rsna(text)
            if isinstance(own, Wish):
                return own
            text = own
        try:
            script = bound(parse(text), self._parameters)
            wrong = problem(script)
        except ExpressionError as error:
            wrong = str(error)
        if wrong:
            return Wish(Strategy.REMOVE, "", Outcome.NO_EQUAL, f"{wrong} The attribute is removed.")
        adds = bool(script) and isinstance(script[0], Call) and script[0].name == "always"
        script = tuple(part for part in script if not (isinstance(part, Call) and part.name == "always"))
        wish = self._wish_of(script, named, adds)
        if adds and wish.strategy is not Strategy.ADD and wish.strategy is not Strategy.REMOVE:
            why = f"{wish.why} {_NOT_ADDED}".strip()
            return wish._replace(outcome=max(wish.outcome, Outcome.OTHER, key=_badness), why=why)
        return wish

    def _wish_of(self, script: Script, named: Step, adds: bool) -> Wish:
        vr = dictionary_vr(named.tag)
        if all(isinstance(part, Text) for part in script):
            text = "".join(part.text for part in script).strip()
            return Wish(Strategy.ADD if adds else Strategy.REPLACE, text) if text else Wish(Strategy.EMPTY)
        meaning = [part for part in script if not (isinstance(part, Text) and not part.text.strip())]
        if len(meaning) == 1 and isinstance(meaning[0], Call):
            simple = self._simple(meaning[0], vr)
            if simple is not None:
                return simple
        used = {call.name for call in calls(script)}
        outcome, why = Outcome.SAME, []
        if used & _HASHES and not self._ctp_hashes:
            outcome = Outcome.OTHER
            why.append(_KEYED)
        if any(self._reads_no_table(call) for call in calls(script)):
            outcome = Outcome.OTHER
            why.append(_NO_TABLE)
        if "skip" in used or any(call.name == "lookup" and "skip" in call.arguments[2:3] for call in calls(script)):
            outcome = Outcome.STRICTER if outcome is Outcome.SAME else outcome
            why.append("Where CTP passes an object on as it is, it is held back.")
        return Wish(Strategy.SCRIPT, render(script), outcome, " ".join(why))

    def _simple(self, call: Call, vr: str) -> Wish | None:
        """What a single call asks for, where a strategy of its own does it."""
        match call.name:
            case "keep" | "require":
                inside = "Its items stay, and what is in them goes by the profile."
                return Wish(Strategy.KEEP, "", Outcome.STRICTER, inside) if vr == "SQ" else Wish(Strategy.KEEP)
            case "process":
                return Wish(Strategy.KEEP)
            case "remove":
                return Wish(Strategy.REMOVE)
            case "empty" | "blank":
                return Wish(Strategy.EMPTY)
            case "hashuid" if vr == "UI":
                if not self._ctp_hashes:
                    return Wish(Strategy.NEW_UID, "", Outcome.SAME, _OWN_UID)
                same = self._root != "" and _root_of(call) == self._root
                return Wish(Strategy.NEW_UID, "", Outcome.SAME if same else Outcome.OTHER, "" if same else _OTHER_ROOT)
            case "hashdate" | "incrementdate" | "modifydate" if vr == "TM" and call.arguments[0] == "this":
                return Wish(Strategy.EMPTY)
            case "hashdate" if vr in ("DA", "DT") and not self._ctp_hashes and _by_patient(call):
                return Wish(Strategy.SHIFT, "", Outcome.OTHER, _OWN_DAYS)
        return None

    def _reads_no_table(self, call: Call) -> bool:
        place = _TABLES.get(call.name)
        if place is None or len(call.arguments) <= place:
            return False
        return unquoted(call.arguments[place]) not in self._kinds

    def _methods(self, rule: Rule) -> None:
        """The codes of what was done: options, where there are any."""
        self._draft.named.add(_METHODS)
        on, other = [], []
        for code in (part.strip() for part in rule.script.split("/")):
            option = _OPTIONS.get(code)
            if option is not None and self._draft.option(option):
                on.append(str(option))
            elif re.fullmatch(r"\d{6}", code) and code != "113100":
                other.append(code)
        why = f"Options that are turned on: {', '.join(on)}." if on else "No option is turned on."
        if other:
            why += f" The rest ({', '.join(other[:20])}) stands for nothing that a profile says."
        why += " Curtain writes the codes of what it did."
        self._draft.say(rule.number, rule.text, Outcome.OTHER, why)

    def _keep(self, rule: Rule) -> None:
        if rule.name.startswith("safe"):
            self._draft.option(Option.SAFE_PRIVATE)
            why = "Private attributes that PS3.15 calls safe are retained; CTP has a list of its own."
            self._draft.say(rule.number, rule.text, Outcome.OTHER, why)
        elif _GROUP.fullmatch(rule.name):
            self._kept_groups.add(int(rule.name, 16))
            why = "Attributes of this group that the script does not name go by the Basic Profile."
            self._draft.say(rule.number, rule.text, Outcome.STRICTER, why)
        else:
            self._draft.say(rule.number, rule.text, Outcome.NO_EQUAL, "There is no such group: the line is left out.")

    def _remove(self, rule: Rule) -> None:
        if rule.name == "unspecifiedelements":
            self._rest = rule
        elif rule.name in ("privategroups", "curves", "overlays"):
            self._draft.say(rule.number, rule.text, Outcome.SAME, "")
        else:
            self._draft.say(
                rule.number, rule.text, Outcome.NO_EQUAL, "Nothing is known by this name: the line is left out."
            )


def _root_of(call: Call) -> str:
    return unquoted(call.arguments[0]).strip().rstrip(".")


def _by_patient(call: Call) -> bool:
    first, second = call.arguments
    return first == "this" and second.removeprefix("root:").strip("()[]").replace(",", "") in ("PatientID", "00100020")


def _rsna(text: str) -> Wish | str:
    """What an operation of RSNA's own asks for, or the text that CTP would write for it: brackets can be left out there."""
    if not text or text == "@keep":
        return Wish(Strategy.KEEP)
    own = re.fullmatch(r"@(uid|ptid|acc)(\(.*\))?", text)
    if own:
        strategy = {"uid": Strategy.NEW_UID, "ptid": Strategy.PSEUDONYM, "acc": Strategy.HASH}[own[1]]
        return Wish(strategy, "", Outcome.OTHER, _COUNTED)
    age = re.fullmatch(r"@round\(\s*(\d+)\s*\)", text)
    if age:
        return f"@round(this,{age[1]})"
    return f"{text}()" if re.fullmatch("@[a-z]+", text) else text


def _badness(outcome: Outcome) -> int:
    return [Outcome.OFF, Outcome.SAME, Outcome.STRICTER, Outcome.OTHER, Outcome.NO_EQUAL].index(outcome)
