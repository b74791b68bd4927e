"""A text as the name corrector reads it: its capitalised words, where they stand, what is code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

#: Words shorter than this are not looked at.
SHORTEST = 3
#: No listed name is taken to have more words than this.
MOST_WORDS = 6
# The ranges of Latin, Greek, Cyrillic and Armenian hold small letters too: `isupper` decides.
_CAPITAL = "A-Z\u00c0-\u00de\u0100-\u024f\u0370-\u052f\u0531-\u0556\u1e00-\u1fff"
_CAPITALISED = re.compile(rf"[{_CAPITAL}][^\W\d_]{{2,}}")
WORD = re.compile(r"[^\W\d_]+")
# Before or after a word: part of an address, a handle, a path, a file, a version, code; or a loose accent.
_NO_NAME_BEFORE = frozenset("@#/\\_$=&%<`~+0123456789")
_NO_NAME_AFTER = frozenset(
    "@/\\_=%>`~+0123456789\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030c"
)
_OPENING_QUOTES = frozenset("\"“„«‹‘'")
_CLOSING_QUOTES = frozenset("\"”“»›’'")
_SIC = re.compile(r"['’\w]{0,4}[\s\"'”’)]{0,3}[(\[]\s?sic\b", re.IGNORECASE)
# A few words in quotation marks: a title, a pun, a way to say something.
_QUOTED = re.compile(r"(?:“[^“”.!?\n]{3,25}”|\"[^\".!?\n]{3,25}\"|„[^“”.!?\n]{3,25}[“”])")
_MISSPELT = re.compile(
    r"\b(?:mis-?spel|spel(?:t|led|ling)|typo|tippfehler|orthograph|опечат|mal escrito|ortogra)", re.IGNORECASE
)
#: What may stand between the words of a name.
_JOINTS = frozenset(" \u00a0\u202f.&'’-")
#: A capitalised word behind another, with a joint between.
SECOND = re.compile(rf"[ \u00a0\u202f-]([{_CAPITAL}][^\W\d_]{{3,}})")
_BETWEEN = re.compile(r"[ \u00a0\u202f.&'’-]{1,3}")

# A second name behind a slash, and no third: no path.
_SLASHED = re.compile(r"/[^\W\d_]{3,}(?![\w/.])|/[^\W\d_]{3,}\.(?!\w)")

# What stands between neighbours, and a neighbour before a word: "J. Smith" but not "… Smith. John …".
_BESIDE = re.compile(r"[ \u00a0\u202f-]|(?<=\b[^\W\d_])\. ")
_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,30})(?:[ \u00a0\u202f-]|(?<=\b[^\W\d_])\. )\Z")


class Span(NamedTuple):
    """Where a word stands."""

    start: int
    end: int


def fold(word: str) -> str:
    """A word or name as it is looked up: in lower case, its words parted by single blanks.

    >>> fold("Coca-Cola"), fold("St. Louis"), fold("İstanbul")
    ('coca cola', 'st louis', 'istanbul')
    """
    low = word.lower()
    if "\u0307" in low:
        low = low.replace("i\u0307", "i")
    return low if low.isalpha() else " ".join(WORD.findall(low))


class Reading:
    """The capitalised words of a text, by their folded forms.

    >>> reading = Reading("Zoom may go. Zoom stays on the iPhone.")
    >>> {word: reading.count(word) for word in reading.words}
    {'zoom': 2, 'iphone': 1}
    >>> reading.at("iphone")
    [Span(start=31, end=37)]
    """

    __slots__ = ("_places", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        folded: dict[str, str] = {}
        for found in _CAPITALISED.finditer(text):
            word, place = found[0], found.span()
            start = place[0]
            if start and text[start - 1].isalpha():
                place = (self._begin(start), place[1])
                word = text[place[0] : place[1]]
            low = folded.get(word)
            if low is None:
                low = folded[word] = fold(word) if word[0].isupper() or word[1].isupper() else ""
            places[low].append(place)
        places.pop("", None)
        self._places = places

    @property
    def words(self) -> Collection[str]:
        """The folded words."""
        return self._places.keys()

    def count(self, word: str) -> int:
        """How often the text has a folded word with a capital."""
        return len(self._places[word]) if word in self._places else 0

    def at(self, word: str, most: int | None = None) -> list[Span]:
        """Where the text has it, the first ones if it is told how many at most."""
        return [Span(*place) for place in self._places[word][:most]] if word in self._places else []

    def _begin(self, start: int) -> int:
        """Where a word begins that has small letters before its first capital, as iPhone."""
        begin = start
        while begin and start - begin < 30 and self.text[begin - 1].isalpha():
            begin -= 1
        return begin

    def after(self, end: int, most: int) -> list[Span]:
        """The words, at most so many, that follow with nothing but the joints of a name between."""
        return _joined(self.text, end, most)

    def before(self, start: int, most: int) -> list[Span]:
        """As `after`, for what stands before, in the order of the text."""
        if not start or self.text[start - 1] not in _JOINTS:
            return []
        low = max(0, start - 24 * most)
        ahead = self.text[low:start]
        words = [Span(found.start() + low, found.end() + low) for found in WORD.finditer(ahead)]
        kept: list[Span] = []
        for word in reversed(words[-most:]):
            if not _BETWEEN.fullmatch(self.text, word.end, start):
                break
            kept.insert(0, word)
            start = word.start
        return kept

    def in_code(self, span: Span) -> bool:
        """Whether a word is part of an address, handle, path, file, version or code."""
        before = self.text[max(0, span.start - 2) : span.start]
        after = self.text[span.end : span.end + 2]
        if after[:1] == "/" and after[1:].isupper() and (not before or before[-1] in " \n("):
            return _SLASHED.match(self.text, span.end) is None  # Safari/Chrome
        if before and (before[-1] in _NO_NAME_BEFORE or (before[-1] == "-" and before[:-1].isdigit())):
            return True
        if after and (after[0] in _NO_NAME_AFTER or after in ("()", "-\n", "-\r")):
            return True
        if "\xad" in before or after[:1] == "\xad" or (before[-1:] == "\n" and self._wrapped(span.start)):
            return True
        dotted = before[-1:] in (".", ":") and len(before) == 2 and before[0].isalnum()
        return dotted or (after[:1] in (".", ":") and after[1:].isalnum())

    def _wrapped(self, start: int) -> bool:
        return self.text[max(0, start - 3) : start].rstrip("\r\n").endswith("-")

    def on_purpose(self, span: Span) -> bool:
        """Whether a word is quoted by itself, marked [sic], or talked about as a spelling."""
        before = self.text[max(0, span.start - 20) : span.start]
        after = self.text[span.end : span.end + 1]
        quoted = bool(after) and (
            (before[-1:] in _OPENING_QUOTES and after in _CLOSING_QUOTES)
            or (after in "”»" and any(mark in before for mark in "“„«»"))
        )
        quoted = quoted or _QUOTED.match(self.text, max(0, span.start - 1)) is not None
        return quoted or _SIC.match(self.text, span.end) is not None or self._about_spelling(span)

    def _about_spelling(self, span: Span) -> bool:
        start = self.text.rfind("\n", max(0, span.start - 80), span.start) + 1 or max(0, span.start - 80)
        return _MISSPELT.search(self.text, start, span.end + 60) is not None

    def in_capitals(self, span: Span) -> bool:
        """Whether a word in capitals stands among others: a headline, not an acronym."""
        low, high = max(0, span.start - 60), span.end + 60
        start = self.text.rfind("\n", low, span.start) + 1 or low
        end = self.text.find("\n", span.end, high)
        line = self.text[start : end if end >= 0 else high]
        words = WORD.findall(line)
        capitals = [len(word) for word in words if len(word) > 2 and word.isupper()]
        return span.end - span.start > 3 and len(capitals) > 2 and max(capitals) > 5

    def in_list(self, span: Span) -> bool:
        """Whether a word is a line by itself, or stands in a short line between short lines."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        end = len(self.text) if end < 0 else end
        line = self.text[start:end].strip(" \t\r-*•–—·,;")
        if len(line) > 40 or ":" in line or line[-1:] in ".!?…":
            return False
        before = self.text[max(0, start - 80) : start].rstrip().rpartition("\n")[2]
        after = self.text[end : end + 80].lstrip().partition("\n")[0]
        return all(0 < len(other) <= 40 and other[-1] not in ".!?:…" for other in (before, after))

    def starts_sentence(self, span: Span) -> bool:
        """Whether a word is the first of a sentence or line, where any word has a capital."""
        before = self.text[max(0, span.start - 3) : span.start].rstrip(" \"“„«‘'(")
        return not before or before[-1] in ".!?:\n\r•*–—-|"

    def neighbour(self, span: Span, step: int) -> str:
        """The word right before (-1) or after (1) another, with a joint between; else ""."""
        if step > 0:
            joint = _BESIDE.match(self.text, span.end)
            word = WORD.match(self.text, joint.end()) if joint else None
            return word[0] if word else ""
        low = max(0, span.start - 40)
        last = _BEFORE.search(self.text[low : span.start])
        return last[1] if last else ""


def _joined(text: str, end: int, most: int) -> list[Span]:
    kept: list[Span] = []
    if text[end : end + 1] not in _JOINTS:
        return kept
    for _ in range(most):
        joint = _BETWEEN.match(text, end)
        word = WORD.match(text, joint.end()) if joint else None
        if word is None:
            break
        kept.append(Span(word.start(), word.end()))
        end = word.end()
    return kept
