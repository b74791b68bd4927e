"""Repairs typos of known names, where the text itself gives the evidence.

A text that says "Zoom" nine times and "Zomm" once means Zoom. So the corrector finds which
listed names a text uses, and compares its unknown capitalised words with those few alone.
Whatever could be a word, another name, an inflection or meant so stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cleantext.model import apply_edits
from cleantext.spelling import is_inflection, is_made_alike, is_slip, is_variant, neighbours, variants

#: Names and words shorter than this are too close to too much else.
SHORTEST = 4
#: Words shorter than this are not corrected without evidence.
SHORTEST_GUESS = 8
EVIDENCE_RULE = "name.evidence"
STRICT_RULE = "name.strict"
_ROUNDS = 4

_WORD = re.compile(r"[^\W\d_]+")
# Words of four letters and more that may begin with a capital; the ranges of Latin, Greek, Cyrillic
# and Armenian hold small letters too, so `isupper` has the last word.
_CAPITALISED = re.compile(
    r"(?<![^\W\d_])[A-Z\u00c0-\u00de\u0100-\u024f\u0370-\u052f\u0531-\u0556\u1e00-\u1fff][^\W\d_]{3,}"
)
# Before or after a word: part of an address, a handle, a path, a file, a version, code.
_NO_NAME_BEFORE = frozenset("@#/\\_$=&%<`~+0123456789")
_NO_NAME_AFTER = frozenset("@/\\_=%>`~+0123456789")
_OPENING_QUOTES = frozenset("\"“„«‹‘'")
_CLOSING_QUOTES = frozenset("\"”“»›’'")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_SIC = re.compile(r"['’\w]{0,4}[\s\"'”’)]{0,3}[(\[]\s?sic\b", re.IGNORECASE)


class Fix(NamedTuple):
    """A corrected word: where it stands, what it becomes, and why."""

    start: int
    end: int
    replacement: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Names:
    """A list of known names, prepared for look-up.

    Attributes:
        forms: each word of a name in lower case → its spellings in the list.
        singles: the names of one word, in lower case.
        longer: first word in lower case → names of several words, as lower-case words.
        ordinary: words that are no typos, though they are not listed.
        people: given names and surnames, no typos either; beside a word they make it another person.
        strict: whether long words are corrected without evidence, too.
    """

    forms: Mapping[str, frozenset[str]]
    singles: frozenset[str]
    longer: Mapping[str, tuple[tuple[str, ...], ...]]
    ordinary: frozenset[str]
    people: frozenset[str]
    strict: bool = False

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        ordinary: frozenset[str] = frozenset(),
        people: frozenset[str] = frozenset(),
        strict: bool = False,
    ) -> Names:
        """Prepare a list of names, as they are written, with words that are no typos."""
        forms: dict[str, set[str]] = {}
        singles: set[str] = set()
        longer: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            parts = _WORD.findall(name)
            folded = tuple(part.lower() for part in parts)
            for part, low in zip(parts, folded, strict=True):
                forms.setdefault(low, set()).add(part)
            if len(folded) == 1:
                singles.add(folded[0])
            elif folded:
                longer.setdefault(folded[0], []).append(folded)
        return cls(
            {low: frozenset(spelt) for low, spelt in forms.items()},
            frozenset(singles),
            {first: tuple(group) for first, group in longer.items()},
            ordinary,
            people,
            strict,
        )

    def fixes(self, text: str) -> list[Fix]:
        """The corrections of a text, in its order; none where the text gives no evidence."""
        fixes: list[Fix] = []
        for _ in range(_ROUNDS):
            new = self._round(text)
            if not new:
                break
            fixes = _merged(fixes, new)
            text = apply_edits(text, new)
        return fixes

    def _round(self, text: str) -> list[Fix]:
        if not self.forms:
            return []
        spellings = {word for word in set(_CAPITALISED.findall(text)) if word[0].isupper()}
        lows = {word.lower() for word in spellings}
        used = {low for low in lows if low in self.forms}
        unknown = lows - used - self.ordinary - self.people
        pairs = neighbours(unknown, used) if used else {}
        guesses = {word: name for word in unknown if (name := self._guess(word))} if self.strict else {}
        if not pairs and not guesses:
            return []
        written_small = set(_WORD.findall(text))  # a word that the text also writes small is a word
        pairs = {word: names for word, names in pairs.items() if word not in written_small}
        guesses = {word: name for word, name in guesses.items() if word not in written_small}
        return list(_Text(text, self).fixes(pairs, guesses)) if pairs or guesses else []

    def _guess(self, word: str) -> str | None:
        """The one listed name that a long word is a slip of, whatever the text says elsewhere."""
        if len(word) < SHORTEST_GUESS:
            return None
        near = variants(word, {*word, *(_LATIN if word.isascii() else ())}) & self.forms.keys()
        if len(near) != 1:
            return None
        name = near.pop()
        sure = name in self.singles and word[0] == name[0] and is_slip(word, name)
        return name if sure and not is_inflection(word, name) and not is_variant(word, name, False) else None


class _Text:
    """One text, taken apart into words, with the evidence that it holds."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.words = list(_WORD.finditer(text))
        self.lows = [found[0].lower() for found in self.words]
        self.counts = Counter(
            low for low, found in zip(self.lows, self.words, strict=True) if found[0][0].isupper()
        )
        self.evident = self._evident()

    def _evident(self) -> set[str]:
        """The words of the listed names that the text uses in full."""
        evident = {low for low in self.counts if low in self.names.singles}
        for at, low in enumerate(self.lows):
            for name in self.names.longer.get(low, ()):
                if tuple(self.lows[at : at + len(name)]) == name and self._is_name(at, len(name)):
                    evident.update(name)
        return evident

    def _is_name(self, at: int, size: int) -> bool:
        first, last = self.words[at], self.words[at + size - 1]
        return first[0][0].isupper() and "\n" not in self.text[first.start() : last.end()]

    def fixes(self, pairs: Mapping[str, list[str]], guesses: Mapping[str, str]) -> Iterator[Fix]:
        """The corrections of unknown words: to used names next to them, or as guessed."""
        evident = {word: name for word, names in pairs.items() if (name := self._target(word, names))}
        # What a text says twice it means.
        slips = {word: name for word, name in guesses.items() if self.counts[word] == 1}
        targets = {**{word: name for word, name in slips.items() if word not in pairs}, **evident}
        spellings = self._spellings(set(targets.values()))
        for at, low in enumerate(self.lows):
            if low in targets and self._may_touch(at, targets[low]):
                fix = self._fix(at, targets[low], spellings[targets[low]], low in evident)
                if fix is not None:
                    yield fix

    def _target(self, word: str, names: list[str]) -> str | None:
        """The one listed name that an unknown word must mean, if there is such a name."""
        evident = [name for name in names if name in self.evident]
        if len(evident) != 1 or self.counts[word] > max(1, self.counts[evident[0]] // 2):
            return None
        name = evident[0]
        well_known = self.counts[name] > 1 and len(name) > 5 and name not in self.names.people
        if is_inflection(word, name) or is_variant(word, name, well_known) or word[1:] == name:
            return None
        if word[0] != name[0] and len(name) < 6 and sorted(word) != sorted(name):
            return None  # another first letter mostly makes another short name
        if self.counts[name] > 1:
            return name
        # Said once, a name is no match for another listed one.
        letters = {*name, *(_LATIN if name.isascii() else ())}
        others = (variants(word, letters) & self.names.forms.keys()) - {name}
        return None if others else name

    def _spellings(self, targets: set[str]) -> dict[str, str]:
        """How the text writes each of some names, if the list writes it so; else as the list does."""
        used: dict[str, Counter[str]] = {target: Counter() for target in targets}
        for found, low in zip(self.words, self.lows, strict=True):
            if low in used and found[0] in self.names.forms[low]:
                used[low][found[0]] += 1
        return {
            target: min(counts, key=lambda form: (-counts[form], form))
            if counts
            else min(self.names.forms[target])
            for target, counts in used.items()
        }

    def _fix(self, at: int, name: str, spelling: str, evident: bool) -> Fix | None:
        found = self.words[at]
        word = found[0]
        if word.isupper():
            spelling = name.upper()
        elif spelling.isupper() or not is_made_alike(word, spelling, name):
            return None
        rule = EVIDENCE_RULE if evident else STRICT_RULE
        why = f"{word} → {spelling}: one letter from {spelling}, {self._support(name, evident)}"
        why += f"; {word} is no known word"
        return Fix(found.start(), found.end(), spelling, rule, why)

    def _support(self, name: str, evident: bool) -> str:
        count = self.counts[name]
        if not evident:
            return "a known name"
        return "which this text uses once" if count == 1 else f"which this text uses {count} times"

    # -- what stands around a word ---------------------------------------------------------------

    def _may_touch(self, at: int, name: str) -> bool:
        found = self.words[at]
        if not found[0][0].isupper() or self._in_code(found) or self._on_purpose(found):
            return False
        if found[0].isupper() and not self._in_capitals(found):
            return False
        return not any(
            self._makes_another(other, name) for other in (at - 1, at + 1) if self._beside(at, other)
        )

    def _in_code(self, found: re.Match[str]) -> bool:
        before = self.text[max(0, found.start() - 2) : found.start()]
        after = self.text[found.end() : found.end() + 2]
        if before[-1:] in _NO_NAME_BEFORE and before:
            return True
        if after[:1] in _NO_NAME_AFTER and after:
            return True
        dotted = before[-1:] in (".", ":") and len(before) == 2 and before[0].isalnum()
        return dotted or (after[:1] in (".", ":") and after[1:].isalnum())

    def _on_purpose(self, found: re.Match[str]) -> bool:
        before = self.text[max(0, found.start() - 20) : found.start()]
        after = self.text[found.end() : found.end() + 1]
        quoted = bool(after) and (
            (before[-1:] in _OPENING_QUOTES and after in _CLOSING_QUOTES)
            or (after in "”»" and any(mark in before for mark in "“„«»"))
        )
        return quoted or _SIC.match(self.text, found.end()) is not None

    def _in_capitals(self, found: re.Match[str]) -> bool:
        """Whether a word in capitals stands among others: a headline, not an acronym."""
        around = self.text[max(0, found.start() - 60) : found.end() + 60]
        line = around[: found.end() - found.start() + 60]
        return (
            len(found[0]) > SHORTEST
            and sum(word.isupper() and len(word) > 2 for word in _WORD.findall(line)) > 2
        )

    def _beside(self, at: int, other: int) -> bool:
        if not 0 <= other < len(self.words):
            return False
        first, second = sorted((self.words[at], self.words[other]), key=lambda found: found.start())
        return (
            self.text[first.end() : second.start()] in (" ", "-", "\u00a0", ". ") and second[0][0].isupper()
        )

    def _makes_another(self, other: int, name: str) -> bool:
        """Whether a neighbour makes the word a part of some other name ("Kazuto Ioka")."""
        word = self.words[other][0]
        low = self.lows[other]
        if not word[0].isupper() or len(word) < 3 or (word.isupper() and len(word) < 5):
            return False
        if any(low in full and name in full for full in self.names.longer.get(low, ())):
            return False
        return low in self.names.people or (low not in self.names.forms and low not in self.names.ordinary)


def _merged(earlier: list[Fix], later: list[Fix]) -> list[Fix]:
    """Fixes of a text together with fixes of the text that they gave, all in the first one's terms."""
    moved: list[Fix] = []
    shift = 0
    waiting = iter(earlier)
    fix = next(waiting, None)
    for new in later:
        while fix is not None and fix.start - shift < new.start:
            shift += (fix.end - fix.start) - len(fix.replacement)
            fix = next(waiting, None)
        moved.append(new._replace(start=new.start + shift, end=new.end + shift))
    return sorted((*earlier, *moved))
