"""What a site has locked stays as its own profile has it, whatever somebody chooses, loads or imports."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from curtain.files.dataset import dictionary_vr
from curtain.rules.options import Option, parse_options
from curtain.rules.overrides import Override, Strategy, parsed
from curtain.rules.profile import BASIC, Profile, load
from curtain.rules.table import rule

#: These leave nothing of a value that somebody could recognise; any other may keep what an option would.
_LEAVES_NOTHING = frozenset(
    {
        Strategy.REMOVE, Strategy.EMPTY, Strategy.REPLACE, Strategy.ADD, Strategy.RANDOMISE, Strategy.PSEUDONYM, Strategy.HASH,
        Strategy.NEW_UID,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lock:
    """What config.json locks.

    Attributes
    ----------
    profile
        The site's own.
    options
        Those that nobody changes; while there are any, nobody changes the profile's overrides and classes either.
    """

    profile: Profile = BASIC
    options: frozenset[Option] = frozenset()

    @classmethod
    def of(cls, profile: str, options: Iterable[str]) -> "Lock":
        """From the words of config.json. Raises ProfileError or OptionError."""
        # Two that exclude each other may both be locked.
        return cls(load(profile), frozenset().union(*(parse_options([name]) for name in options)))

    def refuses(self, override: Override) -> str | None:
        """A plain sentence where an override would loosen what is locked, else None."""
        if not self.options or override in self.profile.attributes:
            return None
        tag, vr = _subject(override)
        for own in self.profile.attributes:
            own_tag, own_vr = _subject(own)
            # The longer path would be the stronger, and an attribute is stronger than its kind.
            if (tag and tag == own_tag) or (own_vr and own_vr == vr) or (tag and own_vr == dictionary_vr(tag)):
                return "This site has a rule of its own for this attribute, which cannot be changed here."
        if override.strategy in _LEAVES_NOTHING:
            return None
        if not tag:
            return "This site has locked options: what would keep all values of a kind cannot be chosen here."
        found = rule(tag, dictionary_vr(tag))
        keepers = {option for option, _ in found.options} if found else set()
        if tag & 0x10000:
            keepers.add(Option.SAFE_PRIVATE)
        locked = sorted(self.options & keepers)
        return f"This site has locked the option {locked[0]}, which decides about this attribute." if locked else None

    def restrict(self, profile: Profile) -> tuple[Profile, tuple[tuple[str, str], ...]]:
        """A profile as far as the site leaves the choice, and what was left out of it: each path with the reason."""
        if not self.options:
            return profile, ()
        left_out = tuple((each.path, reason) for each in profile.all_rules() if (reason := self.refuses(each)))
        only = tuple(
            replace(each, attributes=left)
            for each in profile.only
            if (left := tuple(rule for rule in each.attributes if not self.refuses(rule)))
        )
        # By the paths of these rules alone: one of a series may be refused where that of the case is stricter.
        refused = {each.path for each in profile.attributes if self.refuses(each)}
        gone = refused | {each.path for each in self.profile.attributes}
        attributes = [*self.profile.attributes, *(each for each in profile.attributes if each.path not in gone)]
        options = (profile.options - self.options) | (self.profile.options & self.options)
        if options >= _DATES:
            options -= _DATES - self.options
        chosen = replace(
            profile,
            options=options,
            attributes=tuple(sorted(attributes, key=lambda each: each.path)),
            classes=profile.classes | self.profile.classes,
            only=(),
        )
        for option, settings in _SETTINGS_OF.items():
            if option in self.options:
                chosen = replace(chosen, **{name: getattr(self.profile, name) for name in settings})
        if only and (wrong := chosen.no_only()):
            return chosen, (*left_out, *((rule.path, wrong) for each in only for rule in each.attributes))
        return replace(chosen, only=only), left_out


#: Of these only one can be chosen.
_DATES = frozenset({Option.FULL_DATES, Option.MODIFIED_DATES})
#: Settings that say how an option is meant go with it.
_SETTINGS_OF = {
    Option.MODIFIED_DATES: ("shift_days",),
    Option.PATIENT_CHARACTERISTICS: ("birth_year",),
    Option.CLEAN_DESCRIPTORS: ("long_text",),
}


def _subject(override: Override) -> tuple[int, str]:
    """The tag that an override is for, or the VR."""
    _, steps, vr = parsed(override.path)
    return (steps[-1][0] if steps else 0), vr
