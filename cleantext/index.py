"""Rules compiled for look-up: which rule, if any, does this line match?

All languages share one index. It can be taken apart into plain values (`dump`), so that the shipped
packs are stored compiled (see `shipped.py`) and loaded in milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from cleantext.automaton import MAGNITUDES, Graph, Vocabulary, count_end
from cleantext.fold import words
from cleantext.patterns import LONGEST_START, plain_line
from cleantext.phrases import COUNT, DATE, NETWORK, WILD, Labels, is_sentence, is_statement

#: Lines longer than this many characters are prose to us, whatever they say.
LONGEST_LINE = 2000
# Lines matched from their last words (a phrase that begins with a placeholder) are short.
_LONGEST_BACKWARD = 200
_LONGEST_ENDING = 240
_SENTENCE_BREAK = re.compile(r".*(?:[.!?…\])»”][ \u00a0]+|。)", re.DOTALL)
# The first two words of a line, where plain marks part them. Anything else, such as a character that
# shows nothing, leaves the line to the slower look.
_WORD = r"([^\W\d_]+(?:['’‘][^\W\d_]+){0,3})"
_MARKS = '[ \t\u00a0.,:;!?()\\[\\]"“”„«»‘*#|/•·–—-]'
_FIRST_WORDS = re.compile(
    rf"{_MARKS}{{0,16}}(\d[\d.,:/]{{0,12}}{_MARKS}{{0,4}})?{_WORD}"
    rf"(?:{_MARKS}{{1,4}}(?:{_WORD}|(\d))?)?(?={_MARKS}|\d|\Z)"
)
_EDGES = '.,:;!?()[]"“”*-'
# A longer line is folded whole only when its first words lead into a phrase.
_GLANCE = 48
# Labels that many lines begin with.
_VAGUE = frozenset((COUNT, DATE, *WILD))
_STARTS = range(LONGEST_START, 0, -1)
_DASHES = "–—―"
_OPENING = "\"“„«‹「『‘'"
# The kinds of a row of buttons: "Facebook Twitter Email Print".
_ROW = frozenset(("share", "follow", "print"))
_NO_LANGUAGE = ""
# Packs whose phrases stand beside those of every language.
_EVERYWHERE = frozenset(("any", "en"))
_CLOSING = "\"”“»›」』’'"


class RuleFacts(NamedTuple):
    """What the judge needs of a rule, and what an edit tells about it."""

    id: str
    kind: str
    certain: bool
    why: str
    takes_list: bool
    cuts_end: bool


class Tile(NamedTuple):
    """One of several phrases on a line: its rule, and the network that it is the bare name of, or ""."""

    rule: RuleFacts
    network: str


class Match(NamedTuple):
    """The rule that a line matches, and whether the line may go wherever it stands."""

    rule: RuleFacts
    certain: bool


class Matches(dict[str, "Match | None"]):
    """What the rules of an index say of some lines, each asked once."""

    def __init__(self, index: Index, active: frozenset[int]) -> None:
        super().__init__()
        self._index, self._active = index, active

    def __missing__(self, line: str) -> Match | None:
        found = self[line] = self._index.find(line, self._active)
        return found

    def level(self, line: str) -> int:
        """0 no rule matches, 1 a contextual match, 2 a certain one."""
        match = self[line]
        return 0 if match is None else 1 + match.rule.certain


@dataclass(frozen=True, slots=True)
class Index:
    """Look-up tables over the rules of some packs; `compiling.py` fills them."""

    rules: list[RuleFacts] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    #: phrases by their first words; each has the number 2 × its rule's, plus 1 if it was written with
    #: an end mark
    forward: Graph = field(default_factory=Graph)
    #: phrases that begin as many lines do (with a name or a number), their words in reverse
    backward: Graph = field(default_factory=Graph)
    #: phrases of rules that may be cut from the end of a line
    endings: Graph = field(default_factory=Graph)
    #: their first characters → regular expressions, with the number of their rule; empty lists
    #: under the first two characters alone, for a quick look
    patterns: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def add_phrase(self, chunks: list[list[Labels]], rule: int, sentence: bool) -> None:
        """Enter a phrase of a rule; `sentence`: it was written with an end mark."""
        open_ = all(option[-1:] and option[-1] in WILD for option in chunks[-1])
        entry = 4 * rule + 2 * open_ + sentence
        if () in chunks[0] and len(chunks) > 1:  # the first words may be missing
            self.add_phrase(chunks[1:], rule, sentence)
        vague = [option for option in chunks[0] if option and option[0] in _VAGUE]
        clear = [option for option in chunks[0] if option and option[0] not in _VAGUE]
        for options in filter(None, (vague, clear)):
            self._add([options, *chunks[1:]], rule, entry)

    def _add(self, chunks: list[list[Labels]], rule: int, entry: int) -> None:
        if _begins_vaguely(chunks):
            reverse = [[option[::-1] for option in chunk] for chunk in reversed(chunks)]
            self.backward.add(reverse, entry)
        else:
            self.forward.add(chunks, entry)
            if self.rules[rule].cuts_end:
                self.endings.add(chunks, entry)

    def find(self, line: str, active: frozenset[int]) -> Match | None:
        """The rule among `active` that the whole line matches, a certain one first."""
        if len(line) > LONGEST_LINE or not self._may_match(line):
            return None
        folded = words(line)
        if not folded or _is_cited(line.strip()):
            return None
        whole = self._whole(folded, line, active)
        if whole is not None and whole.certain:
            return whole
        pattern = self._pattern(line, active)
        return pattern if pattern is not None and (pattern.certain or whole is None) else whole

    def find_end(self, line: str, end: int, active: frozenset[int]) -> tuple[int, Match] | None:
        """Where the last sentence of `line[:end]` begins, if a rule cuts it from there."""
        start = _last_sentence(line, end)
        if not start:
            return None
        first, *_ = (*line[start : start + _GLANCE].split(None, 1), "")
        first = first.strip(_EDGES)
        if not first.isascii() or not first.isalpha():
            first = "".join(words(line[start : min(start + _GLANCE, end)])[:1])
        if first.lower() not in self.endings.start:
            return None
        folded = words(line[start:end])
        for stop, entry in self.endings.walk(folded, 0, self.vocabulary):
            said = _is_clipped(folded, line[start:end]) and not entry % 2
            if stop == len(folded) and entry // 4 in active and not said:
                return start, Match(self.rules[entry // 4], True)
        return None

    def _may_match(self, line: str) -> bool:
        """A quick look at the first two words and the last one; most lines of prose end here."""
        begins = _FIRST_WORDS.match(line)
        if begins is None:
            return self._may_open(line)
        first = _folded(begins[2])
        if not first or (begins[1] and self._counts(first)):
            return self._may_open(line)
        if first in self.forward.start or first in self.vocabulary.networks:
            second = begins[4] or _folded(begins[3] or "")
            if not second or self.forward.may_open(first, second, self.vocabulary):
                return len(line) < _GLANCE or self._may_open(line)
        return self._has_pattern(line) or (len(line) <= _LONGEST_BACKWARD and self._may_end(line))

    def _counts(self, word: str) -> bool:
        """Whether a phrase may begin with a number, or a date, and this word."""
        following = (self.forward.second(label) for label in (COUNT, DATE))
        return (
            word in self.vocabulary.dates or word in MAGNITUDES or any(word in group for group in following)
        )

    def _may_open(self, line: str) -> bool:
        """The same for the first words of a line, folded as they will be compared."""
        glance = words(line[:_GLANCE])[: None if len(line) <= _GLANCE else -1]
        starts = {0, count_end(glance, 0)}
        if any(self.forward.may_begin(glance, start, self.vocabulary) for start in starts):
            return True
        return self._has_pattern(line) or (len(line) <= _LONGEST_BACKWARD and self._may_end(line))

    def _may_end(self, line: str) -> bool:
        """The same for the last word of a line."""
        tail = line.rsplit(None, 1)
        last = tail[-1].strip(_EDGES) if tail else ""
        if last.isascii() and last.isalpha():
            return last.lower() in self.backward.start
        folded = words(line[-_GLANCE:])
        return bool(folded) and folded[-1] in self.backward.start

    def _has_pattern(self, line: str) -> bool:
        start, patterns = line[:LONGEST_START], self.patterns
        plain = start.isascii() and start[0].isalpha()
        start = start.lower() if plain else plain_line(line[:24])[:LONGEST_START]
        if start[:2] not in patterns and start[:1] not in patterns:
            return False
        return any(patterns.get(start[:size]) for size in _STARTS)

    def _whole(self, folded: list[str], line: str, active: frozenset[int]) -> Match | None:
        """One phrase for the line, with or without counters at its ends, or several end to end."""
        size = len(folded)
        start = count_end(folded, 0)
        entries: list[int] = []
        partial = False
        for at in {0, start}:
            for end, entry in self.forward.walk(folded, at, self.vocabulary):
                if end == size or count_end(folded, end) == size:
                    entries.append(entry)
                else:
                    partial = True
        if folded[-1] in self.backward.start:
            for end, entry in self.backward.walk(folded[::-1], 0, self.vocabulary):
                if end == size:
                    entries.append(entry)
        best = self._best(sorted(entries), folded, line, active)
        if partial and (best is None or not best.certain) and self._may_tile(folded):
            return self._tiles(folded, line, active) or best
        return best

    def _may_tile(self, folded: list[str]) -> bool:
        # A magnitude ("1.2K") ends a line as a digit does.
        return any(self.forward.may_close(word, self.vocabulary) for word in folded[-2:])

    def _best(
        self, entries: Iterable[int], folded: list[str], line: str, active: frozenset[int]
    ) -> Match | None:
        """A certain rule if there is one, the first of equals; an end mark that it does not have makes
        it weaker."""
        sentence, clipped = is_sentence(line), _is_clipped(folded, line)
        contextual: Match | None = None
        for entry in entries:
            number, says_sentence = entry // 4, entry % 2
            if number not in active:
                continue
            rule = self.rules[number]
            if rule.certain and (says_sentence or not clipped):
                return Match(rule, True)
            better = contextual is None or (rule.takes_list and not contextual.rule.takes_list)
            if better and (says_sentence or rule.certain or not sentence):
                contextual = Match(rule, False)
        return contextual

    def _tiles(self, folded: list[str], line: str, active: frozenset[int]) -> Match | None:
        """Several phrases on one line, end to end: "Leave a Reply Cancel reply"."""
        tiles = self._tiling(folded, active)
        if len(tiles) < 2:
            return None
        best = next((tile.rule for tile in tiles if tile.rule.certain), tiles[0].rule)
        networks = {tile.network for tile in tiles if tile.network}
        row_of_buttons = len(tiles) > 2 and len(networks) > 1 and "," not in line
        certain = best.certain or (row_of_buttons and all(t.network or t.rule.kind in _ROW for t in tiles))
        if certain and not _is_clipped(folded, line):
            return Match(best, True)
        return Match(best, False) if certain or not is_sentence(line) else None

    def _tiling(self, folded: list[str], active: frozenset[int]) -> tuple[Tile, ...]:
        """The fewest phrases that cover the words, of one language; counters between them are free."""
        size = len(folded)
        best: list[dict[str, tuple[Tile, ...]]] = [{} for _ in range(size + 1)]
        best[0][_NO_LANGUAGE] = ()
        for at in range(size):
            if not best[at]:
                continue
            after_count = count_end(folded, at)
            networks = tuple(self.vocabulary.ends(NETWORK, folded, at))
            steps = [
                (end, Tile(self.rules[entry // 4], " ".join(folded[at:end]) if end in networks else ""))
                for end, entry in sorted(self.forward.walk(folded, at, self.vocabulary))
                if entry // 4 in active and not (end == size and self._trails_off(entry))
            ]
            for spoken, so_far in best[at].items():
                if after_count > at:
                    _improve(best[after_count], spoken, so_far)
                for end, tile in steps:
                    language = _language(tile.rule)
                    if _NO_LANGUAGE in (spoken, language) or spoken == language:
                        _improve(best[end], spoken or language, (*so_far, tile))
        return min(best[size].values(), key=len, default=())

    def _trails_off(self, entry: int) -> bool:
        """Whether any words may end a phrase that is not certain: "by {name}" ends sentences too."""
        return bool(entry & 2) and not self.rules[entry // 4].certain

    def _pattern(self, line: str, active: frozenset[int]) -> Match | None:
        if not self._has_pattern(line):
            return None
        plain = plain_line(line)
        contextual: Match | None = None
        for pattern, number in chain.from_iterable(self.patterns.get(plain[:n], ()) for n in _STARTS):
            rule = self.rules[number]
            if number in active and (rule.certain or not contextual) and re.fullmatch(pattern, plain):
                if rule.certain:
                    return Match(rule, True)
                contextual = Match(rule, False)
        return contextual

    def copy(self) -> Index:
        """An index that rules can be added to while this one stays as it is."""
        return Index(
            list(self.rules),
            self.vocabulary,
            self.forward.copy(),
            self.backward.copy(),
            self.endings.copy(),
            {start: list(group) for start, group in self.patterns.items()},
        )

    def dump(self) -> dict[str, Any]:
        """Plain values that `marshal` can write."""
        graphs = (self.forward, self.backward, self.endings)
        return {
            "rules": [tuple(rule) for rule in self.rules],
            "vocabulary": (self.vocabulary.networks, self.vocabulary.dates, self.vocabulary.endings),
            "graphs": [graph.dump() for graph in graphs],
            "patterns": {start: list(group) for start, group in self.patterns.items()},
        }

    @classmethod
    def load(cls, plain: dict[str, Any]) -> Index:
        """The inverse of `dump`."""
        forward, backward, endings = (Graph.load(*graph) for graph in plain["graphs"])
        return cls(
            list(map(RuleFacts._make, plain["rules"])),
            Vocabulary(*plain["vocabulary"]),
            forward,
            backward,
            endings,
            plain["patterns"],
        )


def _begins_vaguely(chunks: list[list[Labels]]) -> bool:
    """Whether a phrase is better looked up from its end: "{name} says", "{count} {name} all rights"."""
    first = {option[0] for option in chunks[0] if option}
    second = {option[0] for option in chunks[1] if option} if len(chunks) > 1 else set()
    last = {option[-1] for option in chunks[-1] if option}
    numbers = bool(first) and first <= {COUNT, DATE} and not second.isdisjoint(WILD) and last.isdisjoint(WILD)
    return numbers or not first.isdisjoint(WILD)


def _language(rule: RuleFacts) -> str:
    """The language of a rule; none for what pages in every language have."""
    language = rule.id.partition(".")[0]
    return _NO_LANGUAGE if language in _EVERYWHERE else language


def _improve(best: dict[str, tuple[Tile, ...]], language: str, tiles: tuple[Tile, ...]) -> None:
    if _better(tiles, best.get(language)):
        best[language] = tiles


def _better(tiles: tuple[Tile, ...], other: tuple[Tile, ...] | None) -> bool:
    """Fewer tiles are better; among as many, those that end in a certain rule."""
    if other is None or len(tiles) != len(other):
        return other is None or len(tiles) < len(other)
    return bool(tiles) and tiles[-1].rule.certain and not other[-1].rule.certain


def _last_sentence(line: str, end: int) -> int:
    """Where the last sentence of `line[:end]` begins, after an end mark and a blank; 0 if at the start."""
    found = _SENTENCE_BREAK.match(line, max(0, end - _LONGEST_ENDING), end)
    return found.end() if found and found.end() < end else 0


def _folded(word: str) -> str:
    """One word as `words` gives it; "" where it makes several of it, as in unspaced scripts."""
    if word.isascii() and "'" not in word:
        return word.lower()
    folded = words(word)
    return folded[0] if len(folded) == 1 else ""


def _is_cited(line: str) -> bool:
    """Somebody says it, or it is markup: such a line is never a button."""
    first, last = line[0], line.rstrip(".,!?")[-1:]
    if first in _DASHES:
        return is_sentence(line)
    return (first in _OPENING and last in _CLOSING) or (first == "<" and last == ">")


def _is_clipped(folded: list[str], line: str) -> bool:
    """Whether a line is short and ends in a full stop: an order or an answer, hardly a button."""
    return is_statement(line) and len(folded) < (6 if line.isascii() or folded[0].isascii() else 12)
