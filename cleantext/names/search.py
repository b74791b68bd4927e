"""Finds what may be slips of listed names in a text, has each judged, and makes the fixes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cleantext.names import vocabulary
from cleantext.names.evidence import Evidence
from cleantext.names.judgement import Case, Known, Place
from cleantext.names.reading import SECOND, SHORTEST, Reading, Span, fold
from cleantext.names.spelling import TWICE, Slip, drops, is_inflection, slip, two_slips
from cleantext.names.table import NAME, Table, near

# Names shorter than this are not looked for with two slips.
_LONG = 8
# Small words that stand within names: what follows one is mostly a name of its own.
_PARTICLES = frozenset(
    [
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "du",
        "el",
        "la",
        "las",
        "le",
        "los",
        "van",
        "vom",
        "von",
        "zu",
        "zum",
        "zur",
    ]
)
# So many names at most share a beginning; more are not compared one by one.
_CROWD = 12


# What stands between things that are told apart.
_PARALLEL = r"(?: |, |/| (?:and|or|und|oder|et|ou|y|e|vs\.?|&) )"
_PARALLEL_BEFORE = re.compile(rf"(?<!\w)([^\W\d_]+){_PARALLEL}\Z")
_PARALLEL_AFTER = re.compile(rf"{_PARALLEL}([^\W\d_]+)")
_INSIDE = frozenset(["in", "at", "from", "near", "across", "throughout"])
# An author of a reference, with initials: "Rimer J,".
_INITIALS = re.compile(r" [A-Z]{1,3}[,;.]")

# Words without capitals that may be long names.
_SMALL = re.compile(r"[a-z]{6,}")


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the text that may be a damaged name.

    Attributes:
        span: what would be replaced.
        name: the right form, folded: of a whole name, or of a word of it.
        meant: the whole name.
        case: what is known of it.
    """

    span: Span
    name: str
    meant: str
    case: Case


class Search:
    """Everything in one text that may be a slip of a listed name."""

    def __init__(self, text: str, table: Table, strict: bool) -> None:
        self.text = text
        # Evidence mode does not gain from frequencies, and is the same whether they are installed or not.
        self.measured = strict and vocabulary.has_frequencies()
        self.table = table
        self.strict = strict
        self.reading = Reading(text)
        self.evidence = Evidence(self.reading, table)

    def candidates(self) -> list[Candidate]:
        """All candidates, in the order of the text."""
        found = {*self._words(), *self._windows(), *self._small_words(), *self._seconds()}
        return sorted(found, key=lambda one: (one.span, one.name, one.meant))

    # -- single words ------------------------------------------------------------------------------

    def _words(self) -> Iterator[Candidate]:
        evidence = self.evidence
        known, people = vocabulary.ordinary(), vocabulary.people()
        foreign = vocabulary.foreign()  # whether they count depends on the language, which takes time
        unknown = [
            low
            for low in self.reading.words
            if low not in evidence.listed and (low not in known or low in foreign) and low not in people
        ]
        if not unknown or not (evidence.listed or self.strict):
            return
        pairs = self._near_used(unknown)
        if self.strict:
            for low in unknown:
                if low not in pairs and len(low) > SHORTEST and (names := near(self.table, low)):
                    pairs[low] = names
        for low, names in pairs.items():
            if self._is_written_small(low) or (low in foreign and self.language != vocabulary.ENGLISH):
                continue
            for name in names:
                for span in self.reading.at(low, 50):
                    if self._may_touch(span):
                        yield self._candidate(span, low, name, ())

    def _near_used(self, unknown: Iterable[str]) -> dict[str, list[str]]:
        """Unknown words → the names and parts of names that the text uses, one slip away, or two."""
        targets = self.evidence.singles | self.evidence.parts.keys() | self.evidence.longs.keys()
        by_drop: defaultdict[str, list[str]] = defaultdict(list)
        for target in targets:
            if len(target) > SHORTEST:
                for drop in drops(target):
                    by_drop[drop].append(target)
        found: dict[str, list[str]] = {}
        for low in unknown:
            close = {name for drop in drops(low) if drop in by_drop for name in by_drop[drop]}
            names = sorted(name for name in close if slip(low, name))
            if names:
                found[low] = names
        self._far(unknown, targets, found)
        return found

    def _far(self, unknown: Iterable[str], targets: Iterable[str], found: dict[str, list[str]]) -> None:
        """Add long words that are two slips away from a long name with the same beginning or end."""
        ends: defaultdict[str, list[str]] = defaultdict(list)
        for target in targets:
            if len(target) >= _LONG:
                ends[target[:3] + "-"].append(target)
                ends["-" + target[-3:]].append(target)
        if not ends:
            return
        for low in unknown:
            if len(low) >= _LONG and low not in found:
                close = {*ends.get(low[:3] + "-", ())[:_CROWD], *ends.get("-" + low[-3:], ())[:_CROWD]}
                names = sorted(name for name in close if two_slips(low, name))
                if names:
                    found[low] = names

    def _small_words(self) -> Iterator[Candidate]:
        """Long words written without capitals, beside the long names of one word that the text uses."""
        names = [name for name in self.evidence.singles if len(name) >= _LONG - 1 and name.isascii()]
        if not names:
            return
        starts, ends = {name[:3] for name in names}, {name[-3:] for name in names}
        known = vocabulary.ordinary()
        for word in set(_SMALL.findall(self.text)):
            if (word[:3] in starts or word[-3:] in ends) and word not in known and not self.table.get(word):
                close = [name for name in names if name[0] == word[0] and slip(word, name)]
                for found in _whole(word).finditer(self.text) if len(close) == 1 else ():
                    span = Span(*found.span())
                    if self._may_touch(span):
                        yield self._candidate(span, word, close[0], ())

    # -- longer names ------------------------------------------------------------------------------

    def _windows(self) -> Iterator[Candidate]:
        """Stretches of several words that begin or end as a listed name does."""
        evidence = self.evidence
        if not self.strict and not evidence.longs:
            return
        firsts, lasts = self._ends()
        seen: set[tuple[Span, str]] = set()
        for low, record in evidence.listed.items():
            if record.begins and (self.strict or low in firsts):
                for span in self.reading.at(low):
                    if span.start in evidence.covered:
                        continue
                    words = [span, *self.reading.after(span.end, record.begins.bit_length() - 1)]
                    yield from self._stretches(
                        [words[:i] for i in range(2, len(words) + 1)], firsts.get(low, ()), seen
                    )
            if record.ends and (self.strict or low in lasts):
                for span in self.reading.at(low):
                    if span.start in evidence.covered:
                        continue
                    words = [*self.reading.before(span.start, record.ends.bit_length() - 1), span]
                    yield from self._stretches(
                        [words[i:] for i in range(len(words) - 1)], lasts.get(low, ()), seen
                    )

    def _seconds(self) -> Iterator[Candidate]:
        """Words with two letters swapped behind the first half of a name of two words."""
        reading, evidence = self.reading, self.evidence
        for first, record in evidence.listed.items() if not self.strict else ():
            for span in reading.at(first, 50) if record.begins >> 2 & 1 else ():
                found = SECOND.match(self.text, span.end)
                second = fold(found[1]) if found else ""
                if len(second) < 4 or second in evidence.listed:
                    continue
                for at in range(1, len(second) - 1):
                    right = second[:at] + second[at + 1] + second[at] + second[at + 2 :]
                    name = f"{first} {right}"
                    if right != second and evidence.is_name(name) and found:
                        place = Span(*found.span(1))
                        if self._may_touch(place):
                            yield self._candidate(place, second, right, (first, right), name)

    def _ends(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        firsts: defaultdict[str, list[str]] = defaultdict(list)
        lasts: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.evidence.longs:
            first, *_, last = key.split()
            if len(firsts[first]) < _CROWD:
                firsts[first].append(key)
            if len(lasts[last]) < _CROWD:
                lasts[last].append(key)
        return firsts, lasts

    def _stretches(
        self, stretches: list[list[Span]], used: Iterable[str], seen: set[tuple[Span, str]]
    ) -> Iterator[Candidate]:
        for words in stretches:
            whole = Span(words[0].start, words[-1].end)
            key = " ".join([fold(self.text[start:end]) for start, end in words])
            names = [name for name in used if slip(key, name)]
            if not names and self.strict and not self.evidence.is_name(key):
                names = [name for name in near(self.table, key) if " " in name]
            for name in names:
                if (whole, name) not in seen:
                    seen.add((whole, name))
                    candidate = self._stretch(words, key, name)
                    if candidate is not None and self._may_touch(candidate.span):
                        yield candidate

    def _stretch(self, words: list[Span], key: str, name: str) -> Candidate | None:
        """The damaged word of a stretch, or all of it where blanks are damaged."""
        wrong, right = key.split(), name.split()
        if wrong[-1] == "s" != right[-1]:
            return None
        if len(wrong) != len(right):
            whole = Span(words[0].start, words[-1].end)
            return self._candidate(whole, key, name, tuple(right))
        at = [i for i in range(len(wrong)) if wrong[i] != right[i]]
        if key.replace(" ", "") == name.replace(" ", ""):  # a blank and a letter swapped
            whole = Span(words[0].start, words[-1].end)
            return self._candidate(whole, key, name, tuple(right))
        if len(at) != 1:
            return None
        small = self.text[words[at[0]].start].islower()
        if small and right[at[0]] in vocabulary.ordinary() and wrong[at[0]] != right[at[0]][1:]:
            return None
        return self._candidate(words[at[0]], wrong[at[0]], right[at[0]], tuple(right), name)

    def written(self, name: str) -> str:
        """How the text writes a name, or a word of one, if the list writes it so; else as the list does."""
        record = self.table.get(name)
        forms = record.forms if record is not None else (name,)
        used: Counter[str] = Counter()
        spans = self.evidence.longs.get(name) or self.reading.at(name, 50)
        for span in spans[:50]:
            found = self.text[span.start : span.end]
            if found in forms:
                used[found] += 1
        return min(used, key=lambda form: (-used[form], form)) if used else forms[0]

    # -- what is known of a candidate ----------------------------------------------------------------

    @cached_property
    def language(self) -> str:
        """The language that the text seems to be in."""
        return vocabulary.language(self.text)

    @cached_property
    def headline(self) -> int:
        """Where the first line ends, if more lines follow and it is short; else 0."""
        start = len(self.text) - len(self.text.lstrip())
        end = self.text.find("\n", start, start + 300)
        return max(0, end) if self.text[end:].strip() else 0

    def _may_touch(self, span: Span) -> bool:
        reading = self.reading
        word = self.text[span.start : span.end]
        if reading.in_code(span) or reading.on_purpose(span):
            return False
        if (
            _INITIALS.match(self.text, span.end)
            and "," in self.text[max(0, span.start - 2) : span.start + 60]
        ):
            return False
        after = reading.neighbour(span, 1)
        if after[:1].islower() and after[1:2].isupper() and fold(after) not in self.evidence.listed:
            return False  # a blank in the wrong place: "Vladimi rPutin"
        if not word.isupper():
            return True
        if span.end - span.start < 6 and not self.evidence.singles:
            return False
        around = self.text[max(0, span.start - 1) : span.start] + self.text[span.end : span.end + 1]
        return "(" not in around and ")" not in around and reading.in_capitals(span)

    def _is_written_small(self, low: str) -> bool:
        return _whole(low).search(self.text) is not None

    def _candidate(
        self, span: Span, word: str, name: str, partners: tuple[str, ...], whole: str = ""
    ) -> Candidate:
        evidence = self.evidence
        record = evidence.listed.get(name) or self.table.get(name)
        difference = slip(word, name) or two_slips(word, name) or Slip(TWICE, 0, "", "")
        uses = self._uses(name, whole)
        beside = {step: self.reading.neighbour(span, step) for step in (-1, 1)}
        partner = bool(partners) or self._has_partner(beside, name)
        english = self.language == vocabulary.ENGLISH and name[0] < "\u0370"
        case = Case(
            word,
            name,
            difference,
            count=max(1, self.reading.count(word)),
            uses=uses,
            partner=partner,
            last=not whole or whole.split()[-1] == name,
            is_part=record is not None and not record.role & NAME,
            english=english,
            inflected=" " not in name and is_inflection(word, name, english),
            strict=self.strict,
            other=word[-1] == "s" and word[:-1] != name and evidence.is_name(word[:-1]),
            joined=self._is_joined(self.text[span.start : span.end], word, name),
            capital=self._is_capital(span, name, difference),
            **self._known(word, name, difference, uses, partner),
            foreign=vocabulary.is_foreign(word)
            and any(other[:1].isupper() or vocabulary.is_foreign(other) for other in beside.values()),
            **self._around(span, name, beside, uses),
        )
        return Candidate(span, name, whole or name, case)

    def _uses(self, name: str, whole: str) -> int:
        """How often the text has the name, or a word of the whole name."""
        evidence = self.evidence
        if whole and whole not in evidence.longs:
            return 0
        uses = len(evidence.longs[whole]) if whole else 0
        if name in evidence.singles or name in evidence.parts or name in evidence.longs:
            uses = max(uses, evidence.count(name))
        return uses

    def _known(self, word: str, name: str, difference: Slip, uses: int, partner: bool) -> Known:
        """What is known of the word and the name in themselves."""
        measured = self.measured and not uses
        return {
            "common": vocabulary.commonness(word, self.language, measured),
            "fame": vocabulary.commonness(name, self.language, measured),
            "frequencies": measured,
            "oddity": vocabulary.oddity(word, difference.at) - vocabulary.oddity(name, difference.at),
            "rivals": sum(other != name for other in near(self.table, word)),
            "plain": vocabulary.is_plain(name),
            "given": name in vocabulary.people(),
            "person": word in vocabulary.people(),
        }

    def _around(self, span: Span, name: str, beside: dict[int, str], uses: int) -> Place:
        """What is known of the place where the word stands."""
        reading, written = self.reading, self.text[span.start : span.end]
        around = self.text[max(0, span.start - 1) : span.start] + self.text[span.end : span.end + 1]
        company = self.evidence.company(name) if uses else frozenset()
        return {
            "company": any((step, fold(other)) in company for step, other in beside.items() if other),
            "stranger": any(self._is_stranger(other, step, span) for step, other in beside.items() if other),
            "title": span.end <= self.headline,
            "starts": reading.starts_sentence(span),
            "named": any(
                len(other) > 2 and other[0].isupper() and fold(other) not in vocabulary.ordinary()
                for other in beside.values()
            ),
            "small": written.islower(),
            "listed": reading.in_list(span),
            "parallel": self._is_parallel(span, name),
            "inside": beside[-1] in _INSIDE and not beside[1][:1].isupper(),
            "enclosed": around in ("()", "[]"),
            "acronym": len(written) < 7 and sum(map(str.isupper, written)) * 2 > len(written),
            "compound": self.text[span.end : span.end + 1] == "-",
        }

    def _is_parallel(self, span: Span, name: str) -> bool:
        """Whether the name stands right beside, as in "Mhealth and Uhealth"."""
        size = len(name) + 6
        before = _PARALLEL_BEFORE.search(self.text, max(0, span.start - size), span.start)
        after = _PARALLEL_AFTER.match(self.text, span.end, span.end + size)
        return (before is not None and fold(before[1]) == name) or (
            after is not None and fold(after[1]) == name
        )

    def _is_joined(self, written: str, word: str, name: str) -> bool:
        """Whether only blanks or hyphens differ, and what is written is no word by itself."""
        if " " not in name or word.replace(" ", "") != name.replace(" ", ""):
            return False
        if any(map(str.isupper, written[1:])):
            return True
        return not vocabulary.commonness(word, self.language, measured=False)

    def _is_capital(self, span: Span, name: str, difference: Slip) -> bool:
        """Whether what was added or changed is a capital inside a word, or makes it begin with two."""
        word = self.text[span.start : span.end]
        if word.isupper() or " " in word:
            return False
        if difference.kind == TWICE and sum(map(str.isupper, word)) != sum(
            map(str.isupper, self.written(name))
        ):
            return True
        at = difference.at
        if (word[:-1].isupper() and word[-1] == "s") or self.written(name).isupper():
            return True
        if word[0].islower() and word[1:2].isupper() and at == 0:
            return True
        wrong = word[at : at + 1] if difference.wrong and difference.kind != "swapped" else ""
        return (at > 0 and wrong.isupper()) or (at == 0 and wrong.isupper() and word[1:2].isupper())

    def _has_partner(self, beside: dict[int, str], name: str) -> bool:
        before, after = fold(beside[-1]), fold(beside[1])
        return bool(
            (before and self.evidence.is_name(f"{before} {name}"))
            or (after and self.evidence.is_name(f"{name} {after}"))
            or any(
                f" {name} {after} " in f" {key} " or f" {before} {name} " in f" {key} "
                for key in self.evidence.parts.get(name, ())[:_CROWD]
            )
        )

    def _is_stranger(self, word: str, step: int, span: Span) -> bool:
        """Whether a neighbour makes the word a part of some other name ("Kazuto Ioka")."""
        low = fold(word)
        if step < 0 and word in _PARTICLES:
            return True
        if step > 0 and word.isupper() and len(word) < 3 and low not in self.evidence.listed:
            return True  # initials behind a surname, as in references
        if not word[0].isupper() or len(word) < 3 or (word.isupper() and len(word) < 5):
            return False
        if low in vocabulary.ordinary():
            return False
        return low in vocabulary.people() or low not in self.evidence.listed
