"""What a list of names is looked up in: records by folded words, and names one edit away.

A name is found from its undamaged half: one edit leaves the beginning or the end of a name as it
was. So each name is filed twice, under its length with each half, and a word asks six drawers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from cleantext.names.reading import MOST_WORDS, WORD, fold
from cleantext.names.spelling import slip

#: What a record stands for: a whole name, a word of a longer name, or both.
NAME, PART = 1, 2
#: A drawer with more names than this tells nothing; it is not opened.
CROWDED = 100
_DIGIT = re.compile(r"\d")


class Record(NamedTuple):
    """What a list knows of a folded name or word.

    Attributes:
        role: NAME, PART or both.
        begins, ends: how many words the names that begin or end with it have, bit by bit.
        forms: how the list writes it; whole names first.
        aliases: (as the alias is written, the name that it stands for).
    """

    role: int
    begins: int
    ends: int
    forms: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...] = ()


class Table(Protocol):
    """Records by key, in memory or in a prepared file."""

    def get(self, key: str) -> Record | None:
        """The record of a folded name or word."""

    def drawer(self, key: str) -> Iterable[str]:
        """The folded names filed under a half; none if they are a crowd."""

    def records(self) -> Iterator[tuple[str, Record]]:
        """All of them, in no particular order."""

    def __len__(self) -> int:
        """How many records there are."""


class MemoryTable:
    """A table of plain dicts."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._records: dict[str, Record] = {}
        self._drawers: dict[str, list[str]] | None = None
        for line in lines:
            if "\t" in line:
                name, *aliases = line.split("\t")
                self._add(name)
                for alias in filter(None, map(str.strip, aliases)):
                    self._add(alias, name.strip())
            else:
                self._add(line)

    def _add(self, name: str, meant: str = "") -> None:
        words = WORD.findall(name)
        if not words:
            return
        if len(words) == 1 and words[0].isascii():
            self._put(words[0].lower(), NAME, 0, 0, words[0], (name, meant) if meant else None)
            return
        if len(words) > MOST_WORDS or (len(words) > 1 and _DIGIT.search(name)):
            for word in words:
                self._put(fold(word), PART, 0, 0, word, None)
            return
        first, last = name.index(words[0]), name.rindex(words[-1]) + len(words[-1])
        key, length = fold(name), 1 << len(words)
        self._put(key, NAME, 0, 0, " ".join(name[first:last].split()), (name, meant) if meant else None)
        if len(words) > 1:
            end = len(words) - 1
            for at, word in enumerate(words):
                self._put(fold(word), PART, 0 if at else length, 0 if at < end else length, word, None)

    def _put(
        self, key: str, role: int, begins: int, ends: int, form: str, alias: tuple[str, str] | None
    ) -> None:
        old = self._records.get(key)
        if old is None:
            self._records[key] = Record(role, begins, ends, (form,), (alias,) if alias else ())
            return
        forms = old.forms
        if role == NAME and not old.role & NAME:
            forms = (form, *[one for one in forms if one != form])
        elif form not in forms:
            forms = (*forms, form)
        aliases = (*old.aliases, alias) if alias else old.aliases
        self._records[key] = Record(old.role | role, old.begins | begins, old.ends | ends, forms, aliases)

    def get(self, key: str) -> Record | None:
        """The record of a folded name or word."""
        return self._records.get(key)

    def drawer(self, key: str) -> Iterable[str]:
        """The folded names filed under a half."""
        if self._drawers is None:
            drawers: dict[str, list[str]] = {}
            for name, record in self._records.items():
                if record.role & NAME:
                    for half in halves(name):
                        drawers.setdefault(half, []).append(name)
            self._drawers = {half: group for half, group in drawers.items() if len(group) <= CROWDED}
        return self._drawers.get(key, ())

    def records(self) -> Iterator[tuple[str, Record]]:
        """All of them, in the order of the list."""
        yield from self._records.items()

    def __len__(self) -> int:
        return len(self._records)


def halves(name: str) -> tuple[str, str]:
    """The drawers that a folded name is filed in.

    >>> halves("google")
    ('6<goo', '6>gle')
    """
    size = len(name)
    return f"{size}<{name[: size // 2]}", f"{size}>{name[size // 2 :]}"


def near(table: Table, word: str) -> list[str]:
    """The listed names, folded, that are one slip away from a folded word, sorted.

    >>> near(MemoryTable(["Zoom", "New York", "Google"]), "newyork")
    ['new york']
    """
    found: set[str] = set()
    for key in _asked(word):
        for name in table.drawer(key):
            if name not in found and slip(word, name):
                found.add(name)
    return sorted(found)


def _asked(word: str) -> Iterator[str]:
    size = len(word)
    for length in (size - 1, size, size + 1):
        half = length // 2
        if half < 1:
            continue
        yield f"{length}<{word[:half]}"
        yield f"{length}>{word[half - length :]}"
    half = size // 2
    if half:  # two letters swapped where the halves meet
        yield f"{size}<{word[: half - 1]}{word[half : half + 1]}"
