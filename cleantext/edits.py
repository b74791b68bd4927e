"""One-edit neighbours: inserting, dropping, replacing a letter, or swapping two neighbours.

The measure is the Damerau-Levenshtein distance (F. Damerau, 1964) in its restricted form,
where no stretch is edited twice; the search by dropped letters is that of SymSpell (W. Garbe,
2012): two words are one edit apart only if dropping at most one letter of each gives the same.
"""

from __future__ import annotations

from collections.abc import Iterable


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
