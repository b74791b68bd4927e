"""Which words are real, and which letters go together.

The library brings some fifteen thousand words and three thousand names of people, written for it,
and the letter groups found in them. The package `wordfreq` (the extra `words`) knows how common words
are in forty languages; strict mode uses it.
"""

from __future__ import annotations

import importlib.util
import math
import os
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")
ENGLISH = "en"
# Languages whose vocabulary is asked whatever the text seems to be in, by script.
_ALWAYS = {"LATIN": ("en",), "CYRILLIC": ("ru", "uk"), "GREEK": ("el",)}
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "ness",
    "able",
    "ment",
    "ments",
    "less",
    "y",
    "ish",
)
_BEGINNINGS = (
    "un",
    "re",
    "non",
    "over",
    "pre",
    "mis",
    "out",
    "anti",
    "super",
    "inter",
    "sub",
    "dis",
    "micro",
    "macro",
)


def entries(name: str) -> list[str]:
    """The lines of a data file, but for blank ones and comments."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line and not line.startswith("#")]


@cache
def _sections() -> tuple[frozenset[str], ...]:
    """The words of `words.txt`, section by section: English ones, look-alikes of names, foreign ones."""
    with open(os.path.join(_DATA, "words.txt"), encoding="utf-8") as file:
        parts = file.read().rstrip("\n").split("\n# ")
    return tuple(frozenset(part.split("\n")[1:]) for part in parts[-3:])


@cache
def english() -> frozenset[str]:
    """Ordinary words of English, in lower case."""
    return _sections()[0]


@cache
def ordinary() -> frozenset[str]:
    """Ordinary words, of English and some of five other languages, in lower case."""
    return frozenset().union(*_sections())


@cache
def foreign() -> frozenset[str]:
    """Longer words of the other languages that English has not, in lower case."""
    mine, alike, others = _sections()
    return frozenset(word for word in others - mine - alike if len(word) > 5)


@cache
def people() -> frozenset[str]:
    """Given names and surnames, in lower case."""
    return frozenset(entries("people.txt"))


def is_foreign(word: str) -> bool:
    """Whether a word is one of another language, and no English one.

    >>> is_foreign("irlanda"), is_foreign("ireland")
    (True, False)
    """
    return word in _sections()[2] and not is_plain(word)


@cache
def names() -> frozenset[str]:
    """The words of the names that the library brings, in lower case."""
    return frozenset(word for name in entries("names.txt") for word in name.lower().replace("-", " ").split())


def is_known(word: str, code: str = "") -> bool:
    """Whether the library itself knows a word, or one that it is made of; in English, no foreign ones.

    >>> is_known("harbour"), is_known("andrew"), is_known("unheard"), is_known("zomm")
    (True, True, True, False)
    """
    if code == ENGLISH and word in foreign():
        return word in names()
    return word in people() or word in names() or is_word(word)


@lru_cache(1 << 16)
def is_word(word: str) -> bool:
    """Whether a word is an ordinary one, or made of one."""
    return _is_made_of(word, ordinary(), _ENDINGS)


@lru_cache(1 << 16)
def is_plain(word: str) -> bool:
    """Whether a word is an ordinary English one, or made of one; no demonym, and no foreign one."""
    return _is_made_of(word, english(), _ENDINGS)


def _is_made_of(word: str, words: frozenset[str], endings: tuple[str, ...]) -> bool:
    return (
        word in words
        or any(word.endswith(ending) and _stem(word[: -len(ending)], words) for ending in endings)
        or any(word.startswith(begin) and word[len(begin) :] in words for begin in _BEGINNINGS)
    )


def _stem(stem: str, words: frozenset[str]) -> bool:
    if len(stem) < 3:
        return False
    return (
        stem in words
        or stem + "e" in words
        or (stem[-1] == "i" and stem[:-1] + "y" in words)
        or (stem[-1] == stem[-2] and stem[:-1] in words)
    )


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    split = (line.split("\t") for line in entries("languages.txt"))
    return {code: frozenset(words.split()) for code, words in split}


def language(text: str) -> str:
    """The language that a text seems to be in, by its small words; English where none tell.

    >>> language("The lake is frozen."), language("Der See ist gefroren und die Fähre nicht da.")
    ('en', 'de')
    """
    found: dict[str, int] = {}
    words = text[:4_000].lower().split()
    for code, small in _languages().items():
        found[code] = sum(map(small.__contains__, words))
    best = max(found, key=lambda code: (found[code], code == ENGLISH))
    return best if found[best] > found[ENGLISH] else ENGLISH


@cache
def _frequencies(code: str) -> Mapping[str, int]:
    """Words of a language → how rare they are, in hundredths of a bel; none without wordfreq.

    Its data file is read straight, as importing the package takes longer than that.
    """
    spec = importlib.util.find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        return {}
    folder = os.path.join(spec.submodule_search_locations[0], "data")
    for size in ("large", "small"):
        path = os.path.join(folder, f"{size}_{code}.msgpack.gz")
        if os.path.exists(path):
            return _read(path)
    return {}


def _read(path: str) -> Mapping[str, int]:
    import gzip

    import msgpack

    with gzip.open(path, "rb") as file:
        bins: list[Any] = msgpack.load(file, raw=False)
    return {word: rarity for rarity, words in enumerate(bins[1:]) for word in words}


@cache
def has_frequencies() -> bool:
    """Whether wordfreq is installed."""
    return importlib.util.find_spec("wordfreq") is not None


@lru_cache(1 << 16)
def commonness(word: str, code: str, measured: bool) -> float:
    """How common a word is, in powers of ten per thousand million words; 0 for unknown ones.

    Asked are the language of the text and the main ones of the word's script. Where that is not
    measured, words that the library itself knows count as 3.

    >>> commonness("harbour", "en", measured=False), commonness("zomm", "en", measured=False)
    (3.0, 0.0)
    """
    if not measured:
        return 3.0 if is_known(word, code) else 0.0
    rarest = min((_frequencies(one).get(word, 900) for one in _codes(word, code)), default=900)
    if rarest < 900:
        return 9 - rarest / 100
    return 3.0 if is_known(word, code) else 0.0


def _codes(word: str, code: str) -> tuple[str, ...]:
    script = "LATIN" if word[0] < "\u0370" else "GREEK" if word[0] < "\u0400" else "CYRILLIC"
    return (*_ALWAYS[script], code)


@cache
def _groups() -> Mapping[str, float]:
    """Groups of three letters → how rare they are (natural logarithm of the chance)."""
    groups: dict[str, float] = {}
    for rarity, line in enumerate(entries("letters.txt")):
        groups.update(dict.fromkeys(line.split("\t")[1].split(), -rarity / 2))
    return groups


def oddity(word: str, at: int) -> float:
    """How unusual the letters around a place of a word are; 0 is most usual, about 10 unseen.

    >>> oddity("michigan", 3) < oddity("mixhigan", 2)
    True
    """
    padded = f"^{word}$"
    near = [padded[i : i + 3] for i in range(max(0, at - 1), min(at + 3, len(padded) - 2))]
    groups = _groups()
    return max((-groups.get(group, -10.0) for group in near), default=0.0)


def count_letters() -> list[str]:
    """The lines of `data/letters.txt`, from the words and names that the library brings."""
    from collections import Counter

    words = {word for name in ("words.txt", "people.txt") for word in entries(name)}
    words.update(word.lower() for name in entries("names.txt") for word in name.split() if word.isalpha())
    pairs: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    for word in words:
        padded = f"^{word}$"
        for i in range(len(padded) - 2):
            triples[padded[i : i + 3]] += 1
            pairs[padded[i : i + 2]] += 1
    bins: list[list[str]] = [[] for _ in range(20)]
    for triple, count in sorted(triples.items()):
        if triple.isascii():
            chance = (count + 0.1) / (pairs[triple[:2]] + 3)
            bins[min(19, round(-2 * math.log(chance)))].append(triple)
    return [f"{number}\t{' '.join(group)}" for number, group in enumerate(bins)]
