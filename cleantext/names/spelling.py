"""How two spellings differ: the slip of the hand between them, inflection, mere variants.

One edit is adding, dropping or changing a letter, or swapping two neighbours.

The measure is the Damerau-Levenshtein distance (F. Damerau, 1964) in its restricted form,
where no stretch is edited twice; the search by dropped letters is that of SymSpell (W. Garbe,
2012): two words are one edit apart only if dropping at most one letter of each gives the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from cleantext.fold import words as fold_words

SWAPPED, DOUBLED, UNDOUBLED, DROPPED, ADDED, CHANGED, TWICE = (
    "swapped",
    "doubled",
    "undoubled",
    "dropped",
    "added",
    "changed",
    "twice",
)
# Letters that stand for one another in the spellings of a name, and that inflections end in.
VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöüãõąęаеёиоуыэюяієїαεηιουωάέήίόύώ")
# Rows of keys; those above and beside one another are hit by mistake.
_KEYBOARDS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    ("ςερτυθιοπ", "ασδφγηξκλ", "ζχψωβνμ"),
)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a hand did to a name to write a word.

    Attributes:
        kind: "swapped", "doubled", "undoubled", "dropped", "added", "changed"; or "twice": two slips.
        at: where, in the name.
        right, wrong: the letters of the name there, and those of the word.
    """

    kind: str
    at: int
    right: str
    wrong: str


def drops(word: str) -> set[str]:
    """The word, and the word with any one letter dropped.

    >>> sorted(drops("abc"))
    ['ab', 'abc', 'ac', 'bc']
    """
    return {word, *[word[:i] + word[i + 1 :] for i in range(len(word))]}


def slip(word: str, name: str) -> Slip | None:
    """The one slip that makes a name into a word; None if it takes none or more.

    >>> slip("zomm", "zoom")
    Slip(kind='changed', at=2, right='o', wrong='m')
    >>> slip("gogole", "google").kind, slip("johanesburg", "johannesburg").kind, slip("zoom", "zoom")
    ('swapped', 'undoubled', None)
    """
    longer = len(word) - len(name)
    if word == name or not -1 <= longer <= 1:
        return None
    at = _common(word, name)
    if longer == 1:
        if word[at + 1 :] != name[at:]:
            return None
        kind = DOUBLED if at and word[at] == word[at - 1] else ADDED
        return Slip(kind, at, "", word[at])
    if longer == -1:
        if word[at:] != name[at + 1 :]:
            return None
        kind = UNDOUBLED if at and name[at] == name[at - 1] else DROPPED
        return Slip(kind, at, name[at], "")
    if word[at + 1 :] == name[at + 1 :]:
        return Slip(CHANGED, at, name[at], word[at])
    swapped = word[at : at + 2] == name[at : at + 2][::-1] and word[at + 2 :] == name[at + 2 :]
    return Slip(SWAPPED, at, name[at : at + 2], word[at : at + 2]) if swapped else None


def two_slips(word: str, name: str) -> Slip | None:
    """Two slips that make a name into a word, as one `Slip` of the kind "twice"; else None.

    >>> two_slips("melbuorn", "melbourne").kind
    'twice'
    """
    if word == name or abs(len(word) - len(name)) > 2 or slip(word, name):
        return None
    at = _common(word, name)
    rests = {
        (word[at + 1 :], name[at:]),
        (word[at:], name[at + 1 :]),
        (word[at + 1 :], name[at + 1 :]),
    }
    if word[at : at + 2] == name[at : at + 2][::-1]:
        rests.add((word[at + 2 :], name[at + 2 :]))
    if any(slip(left, right) for left, right in rests):
        return Slip(TWICE, at, name[at : at + 1], word[at : at + 1])
    return None


def _common(word: str, name: str) -> int:
    """How many letters two words begin with in common."""
    shortest = min(len(word), len(name))
    at = 0
    while at < shortest and word[at] == name[at]:
        at += 1
    return at


@cache
def _beside() -> frozenset[str]:
    pairs: set[tuple[str, str]] = set()
    for rows in _KEYBOARDS:
        for number, row in enumerate(rows):
            pairs.update(pairwise(row))
            if number + 1 < len(rows):
                below = rows[number + 1]
                pairs.update(zip(row, below, strict=False))
                pairs.update(zip(row[1:], below, strict=False))
    return frozenset(first + second for pair in pairs for first, second in (pair, pair[::-1]))


def is_key_beside(first: str, second: str) -> bool:
    """Whether two letters lie beside one another on a keyboard.

    >>> is_key_beside("g", "h"), is_key_beside("g", "p")
    (True, False)
    """
    return first + second in _beside()


def is_inflection(word: str, name: str, english: bool = False) -> bool:
    """Whether two words one edit apart may be forms of one name, or a name and its kin.

    >>> is_inflection("russian", "russia"), is_inflection("googlle", "google")
    (True, False)
    >>> is_inflection("lululemo", "lululemon"), is_inflection("lululemo", "lululemon", english=True)
    (True, False)
    """
    if english:
        return _is_english_form(word, name) or _is_english_form(name, word) or _is_ending(word, name)
    if not name[-1].isascii():
        return word.startswith(name[:-2])
    if word.startswith(name):
        return word[-1] != name[-1] or word[-1] in VOWELS
    if name.startswith(word):
        return name[-1] != name[-2] and (len(name) < 6 or name[-1] in VOWELS or name[-1] in "snrm")
    return word[:-1] == name[:-1] and (len(name) < 6 or word[-1] in VOWELS or name[-1] in VOWELS)


def _is_english_form(longer: str, shorter: str) -> bool:
    """Whether a word is another with an ending of one letter, as an English text may have them."""
    if longer[:-1] != shorter or not shorter:
        return False
    last, before = longer[-1], shorter[-1]
    return (
        last == "s"
        or (last == "i" and before not in VOWELS)  # Iraqi
        or (last == "n" and before in "ae")  # American
        or (last in "rd" and before == "e")  # YouTuber, Googled
        or (last in "aoy" and before in "nt")  # Latina, Germany
        or (last == "e" and before not in VOWELS)  # Moderne
        or (last == "y" and before in "ek")  # Googley
    )


def _is_ending(word: str, name: str) -> bool:
    """Whether two words differ in a last letter that is an ending: Mario and Maria, Tuscans and Tuscany."""
    if word[:-1] != name[:-1] or len(word) < 2:
        return False
    return (word[-1] in "aeio" and name[-1] in "aeos") or (word[-1] in "sn" and name[-1] in "synai")


def is_variant(word: str, name: str) -> bool:
    """Whether two words differ in accents alone, or as transliterations do: "Citroen", "Zelenskiy".

    >>> is_variant("pokemon", "pokémon"), is_variant("zelenskiy", "zelensky"), is_variant("hansen", "hanson")
    (True, True, False)
    """
    return _bare(word) == _bare(name) or _american(word) == _american(name)


# Endings that British and American spelling differ in.
_BRITISH = re.compile(
    r"(?<=[iy])s(?=(?:e[ds]?|ing|ation)$)|(?<=o)u(?=rs?$)|re(?=s?$)|(?<=l)l(?=(?:e[dr]s?|ing|or)$)"
)


def _american(word: str) -> str:
    """A word in American spelling.

    >>> _american("materialise"), _american("labour"), _american("centre"), _american("traveller")
    ('materialize', 'labor', 'center', 'traveler')
    """
    return _BRITISH.sub(lambda found: {"s": "z", "re": "er"}.get(found[0], ""), word)


def _bare(word: str) -> str:
    """A word without accents, and without the last letters that transliterations differ in."""
    folded = "".join(fold_words(word)).replace("ae", "e") if not word.isascii() else word
    if folded[-1:] == "j" and folded[-2:-1] not in VOWELS:
        return folded
    stem = folded[3:].rstrip("iyj")
    ending = len(folded) - 3 - len(stem)
    return folded[:3] + (stem + "i" * (ending if stem[-1:] not in ("k", "n") else 1) if ending > 0 else stem)
