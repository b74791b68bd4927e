"""What a text itself tells: which listed names it uses, how often, and beside which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from cleantext.names.reading import WORD, Reading, Span, fold
from cleantext.names.table import NAME, Record, Table

# More uses of a name than this add nothing to what is known of its surroundings.
_ENOUGH = 40


class Evidence:
    """The listed names that a text uses.

    Attributes:
        reading: the text, read.
        listed: the folded words of the text that the list has, with their records.
        singles: the names of one word that the text uses.
        longs: the names of several words that it uses → where.
        parts: words of those → the names.
    """

    def __init__(self, reading: Reading, table: Table) -> None:
        self.reading = reading
        self.table = table
        self.listed: dict[str, Record] = {}
        for low in reading.words:
            record = table.get(low)
            if record is not None:
                self.listed[low] = record
        self.singles = {low for low, record in self.listed.items() if record.role & NAME}

    @cached_property
    def longs(self) -> dict[str, list[Span]]:
        """The names of several words that the text uses → where."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for low, record in self.listed.items():
            if record.begins:
                for span in self.reading.at(low):
                    for key, whole in self._from(span, record.begins):
                        found[key].append(whole)
            if record.ends:
                for span in self.reading.at(low):
                    for key, whole in self._until(span, record.ends):
                        found[key].append(whole)
        return dict(found)

    def _from(self, span: Span, lengths: int) -> Iterator[tuple[str, Span]]:
        """The listed names that begin with a word of the text."""
        words = [span, *self.reading.after(span.end, lengths.bit_length() - 2)]
        for size in range(2, len(words) + 1):
            if lengths >> size & 1:
                whole = Span(span.start, words[size - 1].end)
                key = self._key(words[:size])
                if self.is_name(key):
                    yield key, whole

    def _until(self, span: Span, lengths: int) -> Iterator[tuple[str, Span]]:
        """The listed names that end with a word of the text and begin with one too short to be read."""
        if self.reading.text[max(0, span.start - 4) : span.start - 1].isalpha():
            return
        words = [*self.reading.before(span.start, lengths.bit_length() - 2), span]
        for at in range(len(words) - 1):
            if lengths >> (len(words) - at) & 1 and words[at].end - words[at].start < 3:
                key = self._key(words[at:])
                if self.is_name(key):
                    yield key, Span(words[at].start, span.end)

    def _key(self, words: list[Span]) -> str:
        return " ".join([fold(self.reading.text[start:end]) for start, end in words])

    def is_name(self, key: str) -> bool:
        """Whether a folded name is listed as a whole."""
        record = self.table.get(key)
        return record is not None and bool(record.role & NAME)

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """Words of the longer names that the text uses → those names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.longs:
            for word in key.split():
                found[word].append(key)
        return dict(found)

    @cached_property
    def covered(self) -> frozenset[int]:
        """Where words begin that are part of a longer listed name, written in full."""
        starts: set[int] = set()
        for spans in self.longs.values():
            for span in spans:
                starts.update(found.start() for found in WORD.finditer(self.reading.text, *span))
        return frozenset(starts)

    def count(self, key: str) -> int:
        """How often the text uses a name, or a word of a name."""
        if key in self.longs:
            return len(self.longs[key])
        return self.reading.count(key)

    def company(self, key: str) -> frozenset[tuple[int, str]]:
        """The capitalised words right before (-1) and after (1) the uses of a name."""
        spans = self.longs.get(key) or self.reading.at(key, _ENOUGH)
        return frozenset(
            (step, fold(word))
            for span in spans[:_ENOUGH]
            for step in (-1, 1)
            if len(word := self.reading.neighbour(span, step)) > 2 and word[0].isupper()
        )
