"""The one decision: is this word a slip of that name? A pure function of what is known of both.

What can be said for sure is said by rules, each with its reason. The rest is weighed: features of
the case, each with a weight out of `data/names.json`, which `corpus/fit_names.py` fits.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from cleantext.names.spelling import (
    ADDED,
    CHANGED,
    DOUBLED,
    DROPPED,
    SWAPPED,
    TWICE,
    UNDOUBLED,
    VOWELS,
    Slip,
    is_key_beside,
    is_variant,
)

FIX, SUGGEST, LEAVE = "fix", "suggest", "leave"
# How many points a fix needs, with evidence and without, and how many are worth telling.
_NEEDED = {"evidence": 1.0, "alone": 2.4, "alone, frequencies": 1.6}
_WORTH_TELLING = -2.0
# So much more unusual than those of the name are letters that hardly any word has.
_ODD = 4.0
_WEIGHTS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "names.json")


class Known(TypedDict):
    """What is known of a word and a name in themselves, wherever they stand; see `Case`."""

    common: float
    fame: float
    frequencies: bool
    oddity: float
    rivals: int
    plain: bool
    given: bool
    person: bool


class Place(TypedDict):
    """What is known of the place where a word stands; see `Case`."""

    company: bool
    stranger: bool
    title: bool
    starts: bool
    named: bool
    small: bool
    listed: bool
    parallel: bool
    inside: bool
    enclosed: bool
    acronym: bool
    compound: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a word and the name that it may be a slip of; both folded.

    Attributes:
        word, name: the damaged word and the right one (or the whole name, where blanks are damaged).
        slip: the difference.
        count, uses: how often the text has the word, and the name (0: no evidence).
        partner: the rest of a longer listed name stands beside it.
        company: the same word stands beside it as beside the right form elsewhere.
        stranger: an unlisted capitalised word stands beside it.
        title: it stands in the first line.
        starts: it begins a sentence, where any word has a capital.
        common, fame: how common the word and the name are in writing, in powers of ten; 0: unknown.
        oddity: how unusual the letters at the difference are in the word, less those of the name.
        rivals: how many other listed names are as near.
        plain: the name is an ordinary word, too.
        given: the name is a given name or surname that the library knows.
        named: a capitalised word stands beside it, listed or not.
        last: it is the last word of the name, or all of it.
        is_part: the list has the name only as a part of longer names.
        english: the text is in English, or in no language that the library knows.
        inflected: the two may be forms of one name.
        person: the word is a given name or surname that the library knows.
        foreign: it is a word of another language, and beside it stands one, or a name.
        enclosed: it stands in brackets by itself.
        joined: only blanks or hyphens differ.
        other: it is another listed name with an ending.
        small: it is written without capitals.
        listed: it stands in a list of short lines.
        parallel: the name stands right beside it, with a comma or an "and" between.
        inside: "in", "at" or "from" stands before it, and no capitalised word behind.
        acronym: it is in capitals, or nearly.
        compound: it has a hyphen behind it.
        capital: letters that were added or changed are capitals inside the word.
        frequencies: `common` and `fame` are measured, not just "known" or "unknown".
        strict: cases without evidence may be fixed.
    """

    word: str
    name: str
    slip: Slip
    count: int = 1
    uses: int = 0
    partner: bool = False
    company: bool = False
    stranger: bool = False
    title: bool = False
    starts: bool = False
    common: float = 0.0
    fame: float = 0.0
    oddity: float = 0.0
    rivals: int = 0
    plain: bool = False
    given: bool = False
    named: bool = False
    last: bool = True
    is_part: bool = False
    english: bool = True
    inflected: bool = False
    person: bool = False
    foreign: bool = False
    enclosed: bool = False
    joined: bool = False
    other: bool = False
    small: bool = False
    listed: bool = False
    parallel: bool = False
    inside: bool = False
    acronym: bool = False
    compound: bool = False
    capital: bool = False
    frequencies: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, the reason against it if there is one, and the points that were weighed."""

    what: str
    why: str = ""
    points: float = 0.0


def judge(case: Case) -> Verdict:
    """Whether to fix a word, to suggest that, or to leave it alone.

    >>> from cleantext.names.spelling import slip
    >>> judge(Case("gazrpom", "gazprom", slip("gazrpom", "gazprom"), uses=2)).what
    'fix'
    >>> judge(Case("pokemon", "pokémon", slip("pokemon", "pokémon"), uses=2))
    Verdict(what='leave', why='another spelling, no typo', points=0.0)
    """
    against = objection(case)
    if against:
        return Verdict(LEAVE, against)
    if case.joined and case.uses:
        return Verdict(FIX, "", 20.0)
    if case.partner and case.slip.kind == SWAPPED and case.last and len(case.name) > 3:
        return Verdict(FIX, "", max(5.0, weigh(case)))
    points = weigh(case)
    if points > _NEEDED[kind(case)]:
        return Verdict(FIX, "", points)
    return Verdict(SUGGEST if points > _WORTH_TELLING else LEAVE, "the evidence is too weak", points)


def objection(case: Case) -> str:
    """What forbids a fix, whatever speaks for it; empty if nothing does."""
    slip = case.slip
    if is_variant(case.word, case.name):
        return "another spelling, no typo"
    if slip.wrong and not slip.wrong.isascii() and case.name.isascii():
        return "a letter that the name's alphabet has not"
    if case.person and case.slip.kind != SWAPPED:
        return "the name of other people"
    if case.foreign and not case.partner:
        return "a word of another language, among its like"
    if case.inflected and not _is_inflection_odd(case):
        return "perhaps a form of the name"
    if case.other:
        return "perhaps a form of another listed name"
    if case.small and not _is_small_slip(case):
        return "written small, and no plain slip"
    if case.capital and not (slip.kind == DOUBLED and case.uses > 2):
        return "a capital inside the word, as names of their own have"
    if case.stranger and _may_be_another(case):
        return "another name beside it makes it one of its own"
    if case.listed and not case.partner and not case.title:
        return "an entry of a list, where each is another"
    if case.parallel and not case.joined:
        return "told apart from the name, which stands beside it"
    if case.count > 1 and _is_repeated(case):
        return "the text has it again and again"
    if not case.uses and not case.strict and not _is_half_there(case):
        return "the text does not use the name"
    if not case.uses and (case.acronym or case.compound or case.enclosed):
        return "perhaps an acronym, a term, or part of a longer word"
    if not case.uses and case.count > 1:
        return "the text has it more than once"
    if slip.kind == TWICE and (not case.uses or case.common or len(case.name) < 8):
        return "two letters differ"
    if slip.at == 0 and slip.kind != SWAPPED and not case.uses and not case.partner and len(case.name) < 8:
        return "another first letter, and no evidence"
    if case.uses and case.common >= 3 and not (case.partner or case.joined):
        return "a word of its own"
    if case.uses and not (case.partner or case.company):
        return _too_near(case)
    return ""


def _is_inflection_odd(case: Case) -> bool:
    """Whether a form of a name cannot stand where the word does, in English: within a longer name,
    for one, or after "in"; or whether no form ends so."""
    slip = case.slip
    if not case.english:
        return False
    if case.partner:
        return not case.last or (slip.kind == DROPPED and slip.right in VOWELS and not case.common)
    if not case.uses or case.common or case.plain or case.stranger:
        return False
    if slip.kind == DROPPED:
        return case.oddity >= _ODD and case.uses > 1 and slip.right not in "sao"
    if slip.kind == ADDED:
        return slip.wrong in "rd" and case.inside
    return slip.kind == CHANGED and len(case.name) > 7 and case.uses > 2 and not case.given


def _is_half_there(case: Case) -> bool:
    """Whether the first half of a name stands before the other with two letters swapped: "Goldman Sahcs"."""
    swapped = case.slip.kind == SWAPPED and case.slip.at > 0
    return case.partner and case.last and swapped and not (case.common and case.plain)


def _is_small_slip(case: Case) -> bool:
    """Whether a word without a capital may be a slip: where its first letter is missing, or in long names."""
    kind = case.slip.kind
    if case.partner and kind == DROPPED and case.slip.at == 0:
        return True
    return case.english and kind not in (ADDED, CHANGED, TWICE) and not (case.plain or case.common)


def _is_repeated(case: Case) -> bool:
    """Whether the text has a word so often, beside the name, that it is meant."""
    if case.partner and case.is_part and not (case.common or case.given or case.plain) and len(case.name) > 6:
        return case.count > 3 * case.uses
    return case.count * (2 if case.slip.kind == SWAPPED else 3) > case.uses


def _too_near(case: Case) -> str:
    """What forbids a fix of names that much else is near to, where nothing beside them helps."""
    slip, size = case.slip, len(case.name)
    changed = slip.kind in (CHANGED, ADDED)
    if case.rivals and size < 6 and case.uses < 3 and slip.kind != SWAPPED:
        return "other names are as near"
    if case.plain and slip.kind == TWICE:
        return "the name is an ordinary word, too, and two letters make another"
    ending = slip.kind == CHANGED and slip.at >= size - 2
    if case.plain and changed and (size < 7 or ending) and not is_key_beside(slip.right, slip.wrong):
        return "the name is an ordinary word, too, and much is near to that"
    if slip.at == 0 and slip.kind == ADDED and case.plain:
        return "the name is an ordinary word, and a letter before it makes another name"
    if case.given and slip.kind == CHANGED and size < 7 and not is_key_beside(slip.right, slip.wrong):
        return "names of people are like one another"
    if slip.at == 0 and changed and (size < 7 or case.plain) and not _is_key_missed(case):
        return "another first letter makes another name"
    if size < 5 and slip.kind == CHANGED and case.uses < 3 and slip.at == size - 1:
        return "too short a name"
    return ""


def _is_key_missed(case: Case) -> bool:
    """Whether the key beside was hit for the first letter of a name that the text uses a lot."""
    slip = case.slip
    return (
        case.uses > 2
        and slip.kind == CHANGED
        and len(case.name) > 4
        and not (case.plain or case.given or case.stranger)
        and is_key_beside(slip.right, slip.wrong)
    )


def _may_be_another(case: Case) -> bool:
    """Whether an unlisted name beside a word may well make it a part of that ("Kazuto Ioka")."""
    if case.partner or case.company or case.title:
        return False
    if case.oddity >= _ODD and len(case.name) > 5:
        return False
    if case.uses:
        if case.given and case.slip.kind in (CHANGED, ADDED, DROPPED):
            return True
        if case.slip.kind == SWAPPED and not case.plain and not case.given:
            return False
        return len(case.name) < 6
    return len(case.name) < 8 and case.slip.kind not in (SWAPPED, DOUBLED)


def features(case: Case) -> dict[str, float]:
    """What is weighed, by name."""
    slip, size = case.slip, len(case.name)
    changed = slip.kind == CHANGED
    vowels = (slip.right in VOWELS, slip.wrong in VOWELS)
    ending = slip.at >= size - 1 - (slip.kind == SWAPPED)
    beside = case.name[max(0, slip.at - 1) : slip.at + 1]
    return {
        "always": 1.0,
        "swapped": slip.kind == SWAPPED,
        "doubled": slip.kind == DOUBLED,
        "undoubled": slip.kind == UNDOUBLED,
        "added": slip.kind == ADDED,
        "changed": changed,
        "twice": slip.kind == TWICE,
        "changed to a key beside": changed and is_key_beside(slip.right, slip.wrong),
        "added a key beside": slip.kind == ADDED and any(is_key_beside(slip.wrong, key) for key in beside),
        "changed a vowel to another": changed and all(vowels),
        "changed a vowel and a consonant": changed and vowels[0] != vowels[1],
        "three letters": size <= 3,
        "four letters": size == 4,
        "five letters": size == 5,
        "seven letters": size == 7,
        "eight or nine letters": size in (8, 9),
        "ten letters or more": size > 9,
        "first letter": slip.at == 0,
        "last letter": ending,
        "last letter dropped": ending and slip.kind == DROPPED,
        "name twice": case.uses == 2,
        "name three times or more": case.uses > 2,
        "word twice or more": case.count > 1,
        "size": min(12.0, size) / 4,
        "added, long": slip.kind == ADDED and size > 6,
        "changed, long": changed and size > 6,
        "ordinary word": case.plain,
        "partner": case.partner,
        "partner, swapped": case.partner and slip.kind == SWAPPED,
        "named": case.named and not case.partner,
        "company": case.company and not case.partner,
        "stranger": case.stranger and not case.partner and not case.company,
        "starts a sentence": case.starts,
        "odd letters": min(6.0, max(-4.0, case.oddity)),
        "part of longer names": case.is_part,
        "blank": " " in case.name,
        "known word": case.common > 0,
        "common word": min(5.0, case.common) if case.frequencies else 0.0,
        "known name": case.fame > 0,
        "famous name": min(6.0, case.fame) if case.frequencies else 0.0,
        "not English": not case.english,
    }


def weigh(case: Case) -> float:
    """The points for a fix, less those against it."""
    weights = _weights()[kind(case)]
    return sum(weights.get(name, 0.0) * value for name, value in features(case).items())


def kind(case: Case) -> str:
    """Which weights a case is weighed with."""
    return ("evidence" if case.uses else "alone") + (", frequencies" if case.frequencies else "")


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    with open(_WEIGHTS, encoding="utf-8") as file:
        weights: Mapping[str, Mapping[str, float]] = json.load(file)
    return weights
