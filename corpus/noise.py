"""Our own model of slips of the hand; seeded, for fitting weights and for property tests."""

from __future__ import annotations

import random
from collections.abc import Callable

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE: dict[str, str] = {}
for _number, _row in enumerate(_ROWS):
    for _at, _key in enumerate(_row):
        _near = _row[max(0, _at - 1) : _at] + _row[_at + 1 : _at + 2]
        for _other in _ROWS[max(0, _number - 1) : _number] + _ROWS[_number + 1 : _number + 2]:
            _near += _other[max(0, _at - 1) : _at + 1]
        _BESIDE[_key] = _near


def swapped(word: str, at: int, _dice: random.Random) -> str:
    """Two neighbours swapped; a capital stays where it was."""
    if at + 1 >= len(word):
        return word
    first, second = word[at], word[at + 1]
    if first.isupper() and second.islower():
        first, second = first.lower(), second.upper()
    return word[:at] + second + first + word[at + 2 :]


def dropped(word: str, at: int, _dice: random.Random) -> str:
    """A letter left out; the next one gets its capital."""
    rest = word[at + 1 :]
    if word[at].isupper() and at == 0:
        rest = rest[:1].upper() + rest[1:]
    return word[:at] + rest


def doubled(word: str, at: int, _dice: random.Random) -> str:
    """A letter typed twice."""
    return word[: at + 1] + word[at].lower() + word[at + 1 :]


def inserted(word: str, at: int, dice: random.Random) -> str:
    """A key beside hit as well."""
    return word[: at + 1] + _beside(word[at], dice) + word[at + 1 :]


def replaced(word: str, at: int, dice: random.Random) -> str:
    """A key beside hit instead."""
    wrong = _beside(word[at], dice)
    return word[:at] + (wrong.upper() if word[at].isupper() else wrong) + word[at + 1 :]


def mistaken(word: str, at: int, dice: random.Random) -> str:
    """A vowel taken for another, or any letter for any."""
    letters = "aeiou" if word[at].lower() in "aeiou" else "abcdefghijklmnopqrstuvwxyz"
    wrong = dice.choice(letters)
    return word[:at] + (wrong.upper() if word[at].isupper() else wrong) + word[at + 1 :]


def _beside(letter: str, dice: random.Random) -> str:
    return dice.choice(_BESIDE.get(letter.lower(), "e"))


SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (
    swapped, swapped, swapped, swapped, dropped, dropped, dropped, dropped, doubled, inserted, inserted,
    replaced, replaced, replaced, mistaken, mistaken,
)  # fmt: skip


def damaged(name: str, dice: random.Random) -> str:
    """A name with one slip of the hand somewhere in its letters; never the name itself."""
    places = [at for at, char in enumerate(name) if char.isalpha()]
    while True:
        wrong = dice.choice(SLIPS)(name, dice.choice(places), dice)
        if wrong != name and wrong:
            return wrong
