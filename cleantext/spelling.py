"""How like two spellings are: one edit apart, inflected, two names, or a slip of the hand.

One edit is inserting, dropping or replacing a letter, or swapping two neighbours.

The measure is the Damerau-Levenshtein distance (F. Damerau, 1964) in its restricted form,
where no stretch is edited twice; the search by dropped letters is that of SymSpell (W. Garbe,
2012): two words are one edit apart only if dropping at most one letter of each gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.fold import words as fold_words

# Letters that stand for one another in the spellings of a name, and that inflections end in.
_VOWELS = frozenset("aeiouyаеёиоуыэюяієїαεηιουω")


def drops(word: str) -> set[str]:
    """The word, and the word with any one letter dropped."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def one_edit(word: str, other: str) -> bool:
    """Whether exactly one edit makes one word of the other.

    >>> one_edit("zomm", "zoom"), one_edit("gogole", "google"), one_edit("zoom", "zoom")
    (True, True, False)
    """
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = 0
    shortest = min(len(word), len(other))
    while start < shortest and word[start] == other[start]:
        start += 1
    if len(word) != len(other):
        longer, shorter = (word, other) if len(word) > len(other) else (other, word)
        return longer[start + 1 :] == shorter[start:]
    if word[start + 1 :] == other[start + 1 :]:
        return True
    swapped = word[:start] + word[start : start + 2][::-1] + word[start + 2 :]
    return swapped == other


def neighbours(words: Iterable[str], names: Iterable[str]) -> dict[str, list[str]]:
    """For each word, the names one edit away, in order.

    >>> neighbours(["zomm", "lake"], ["zoom", "google"])
    {'zomm': ['zoom']}
    """
    by_drop: dict[str, list[str]] = {}
    for name in names:
        for drop in drops(name):
            by_drop.setdefault(drop, []).append(name)
    found: dict[str, list[str]] = {}
    for word in words:
        near = {name for drop in drops(word) for name in by_drop.get(drop, ())}
        close = sorted(name for name in near if one_edit(word, name))
        if close:
            found[word] = close
    return found


def variants(word: str, letters: Iterable[str]) -> set[str]:
    """Everything one edit away from a word, with the given letters.

    >>> "zoom" in variants("zomm", "mo")
    True
    """
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = tuple(letters)
    return {
        *(left + right[1:] for left, right in splits if right),
        *(left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1),
        *(left + letter + right[1:] for left, right in splits if right for letter in letters),
        *(left + letter + right for left, right in splits for letter in letters),
    } - {word}


def is_inflection(word: str, name: str) -> bool:
    """Whether two words one edit apart may be forms of one name, or a name and its kin.

    >>> is_inflection("russian", "russia"), is_inflection("googlle", "google")
    (True, False)
    """
    if not name[-1].isascii():
        return word.startswith(name[:-2])
    if word.startswith(name):
        return word[-1] != name[-1] or word[-1] in _VOWELS
    if name.startswith(word):
        return name[-1] != name[-2] and (len(name) < 6 or name[-1] in _VOWELS or name[-1] in "snr")
    if word[:-1] == name[:-1]:
        return len(name) < 6 or word[-1] in _VOWELS or name[-1] in _VOWELS
    return False


def is_variant(word: str, name: str, well_known: bool) -> bool:
    """Whether two words one edit apart may be two spellings, or two names: Hansen and Hanson.

    A name that a text uses again and again, and that is no person's, is no such neighbour.

    >>> is_variant("pokemon", "pokémon", True), is_variant("hansen", "hanson", False)
    (True, True)
    >>> is_variant("dropbix", "dropbox", True)
    False
    """
    if fold_words(word) == fold_words(name):
        return True
    if len(word) != len(name):
        longer, shorter = sorted((word, name), key=len, reverse=True)
        at = next(i for i, char in enumerate((*shorter, "")) if char != longer[i])
        beside = {longer[i] for i in (at - 1, at + 1) if 0 <= i < len(longer)}
        return longer[at] in _VOWELS and longer[at] not in beside and bool(beside & _VOWELS)
    differing = [(a, b) for a, b in zip(word, name, strict=True) if a != b]
    return (
        not well_known
        and len(differing) == 1
        and len(name) < 8
        and all(char in _VOWELS for char in differing[0])
    )


def is_made_alike(word: str, spelling: str, name: str) -> bool:
    """Whether capitals inside a word speak for a typo of the spelling, not for a name of its own.

    >>> is_made_alike("WhastApp", "WhatsApp", "whatsapp"), is_made_alike("OpenCL", "OpenGL", "opengl")
    (True, False)
    """
    if not any(map(str.isupper, word[1:])):
        return True
    return any(map(str.isupper, spelling[1:])) and is_slip(word.lower(), name)


def is_slip(word: str, name: str) -> bool:
    """Whether an edit is a slip of the hand on its face: letters swapped, doubled or dropped.

    >>> is_slip("gogole", "google"), is_slip("microsft", "microsoft"), is_slip("osama", "obama")
    (True, True, False)
    """
    if len(word) == len(name):
        return sorted(word) == sorted(name)
    if len(word) < len(name):
        return len(name) > 5
    at = next(i for i, char in enumerate((*name, "")) if char != word[i])
    return word[at] == word[at - 1]
