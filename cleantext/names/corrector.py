"""Repairs typos of known names: has the candidates of a text judged, and writes the fixes.

A text that says "Zoom" nine times and "Zomm" once means Zoom. So the corrector finds which listed
names a text uses, and compares its unknown capitalised words with those. In strict mode it looks at
the whole list, for what cannot be meant otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cleantext.model import Suggestion, apply_edits
from cleantext.names.entities import EntityList
from cleantext.names.judgement import FIX, LEAVE, Verdict, judge
from cleantext.names.search import Candidate, Search
from cleantext.names.spelling import TWICE

EVIDENCE_RULE = "name.evidence"
STRICT_RULE = "name.strict"
ALIAS_RULE = "name.alias"
# Fixes change what a text uses, so a text is looked at until nothing changes, or so often.
_ROUNDS = 8
# Two names whose points differ less than this are a tie: with evidence, and without.
_TIE, _TIE_ALONE = 1.5, 2.5


class Fix(NamedTuple):
    """A corrected word: where it stands, what it becomes, and why."""

    start: int
    end: int
    replacement: str
    rule: str
    why: str


class Corrections(NamedTuple):
    """What is corrected in a text, and what might be; both in its order and its offsets."""

    fixes: list[Fix]
    suggestions: list[Suggestion]


@dataclass(frozen=True, slots=True)
class Corrector:
    """A list of names with the way that it is used.

    Attributes:
        entities: the names.
        strict: whether words are corrected without evidence, too.
        aliases: whether aliases become the names that they stand for.

    >>> corrector = Corrector(EntityList.build(["Zoom"]))
    >>> [fix.why for fix in corrector.corrections("Zomm may go. Zoom is silent. Zoom stays.").fixes]
    ['Zomm → Zoom: one letter from Zoom, which this text uses 2 times; Zomm is no known word']
    """

    entities: EntityList
    strict: bool = False
    aliases: bool = False

    def corrections(self, text: str) -> Corrections:
        """The fixes and suggestions for a text."""
        fixes, suggestions = self._round(text)
        whole, new = fixes, fixes
        for _ in range(_ROUNDS - 1):
            if not new:
                break
            text = apply_edits(text, new)
            new = self._round(text).fixes
            whole = _merged(whole, new)
        return Corrections(whole, suggestions)

    def _round(self, text: str) -> Corrections:
        search = Search(text, self.entities.table, self.strict)
        renamed = list(_renamed(search)) if self.aliases else []
        fixes: list[Fix] = []
        suggestions: list[Suggestion] = []
        for group in _overlapping(search.candidates()):
            judged = [(judge(one.case), one) for one in group]
            judged.sort(key=lambda pair: (-pair[0].points, pair[1].name))
            judged = [pair for pair in judged if pair[0].what != LEAVE]
            if not judged:
                continue
            verdict, best = judged[0]
            tie = _TIE if best.case.uses else _TIE_ALONE
            rivals = [
                one for other, one in judged if one.name != best.name and verdict.points - other.points < tie
            ]
            if verdict.what == FIX and not rivals:
                fixes.append(_fix(search, best))
            elif verdict.what == FIX or verdict.points > -1:
                suggestions.append(_suggestion(search, best, rivals, verdict))
        taken = {fix.start for fix in fixes}
        return Corrections(sorted([*fixes, *(fix for fix in renamed if fix.start not in taken)]), suggestions)


def _overlapping(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates, sorted by place, in groups that touch the same stretch of text."""
    group: list[Candidate] = []
    end = -1
    for one in candidates:
        if group and one.span.start >= end:
            yield group
            group = []
        group.append(one)
        end = max(end, one.span.end) if len(group) > 1 else one.span.end
    if group:
        yield group


def _renamed(search: Search) -> Iterator[Fix]:
    """Aliases that stand in the text, made into their names."""
    evidence = search.evidence
    spans = {**{key: search.reading.at(key) for key in evidence.singles}, **evidence.longs}
    for key, places in spans.items():
        record = search.table.get(key)
        meant = dict(record.aliases) if record is not None else {}
        for span in places if meant else ():
            written = search.text[span.start : span.end]
            if written in meant and not search.reading.in_code(span):
                why = f"{written} → {meant[written]}: an alias of {meant[written]}, as the list says"
                yield Fix(span.start, span.end, meant[written], ALIAS_RULE, why)


# -- words ---------------------------------------------------------------------------------------------


def _fix(search: Search, one: Candidate) -> Fix:
    word = search.text[one.span.start : one.span.end]
    right = _spelling(search, one)
    rule = EVIDENCE_RULE if one.case.uses else STRICT_RULE
    return Fix(one.span.start, one.span.end, right, rule, f"{word} → {right}: {_reason(search, one, right)}")


def _reason(search: Search, one: Candidate, right: str) -> str:
    case, word = one.case, search.text[one.span.start : one.span.end]
    apart = "two letters" if case.slip.kind == TWICE else "one letter"
    if " " in case.name and case.word.replace(" ", "") == case.name.replace(" ", ""):
        apart = "a blank"
    support = "a known name"
    if case.uses:
        support = "which this text uses " + ("once" if case.uses == 1 else f"{case.uses} times")
    why = f"{apart} from {right}, {support}"
    if one.meant != one.name:
        why += f", in {search.written(one.meant)}"
    return why if case.common else f"{why}; {word} is no known word"


def _suggestion(search: Search, best: Candidate, rivals: list[Candidate], verdict: Verdict) -> Suggestion:
    word = search.text[best.span.start : best.span.end]
    names = tuple(dict.fromkeys(_spelling(search, one) for one in (best, *rivals)))
    why = "several names are as near" if len(names) > 1 else verdict.why or "the evidence is too weak"
    return Suggestion(
        best.span.start, best.span.end, word, names, f"{word}: perhaps {' or '.join(names)}; {why}"
    )


def _spelling(search: Search, one: Candidate) -> str:
    """The right form, as the text writes it, else as the list does."""
    right = search.written(one.name)
    word = search.text[one.span.start : one.span.end]
    return right.upper() if word.isupper() and len(word) > 3 else right


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
