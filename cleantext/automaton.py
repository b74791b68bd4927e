"""All phrases of all languages as one graph that a line's words walk through.

A node says which nodes each label leads to; a label is a folded word or a placeholder. Nodes with
the same continuation are one, so a thousand ways to say "share" stay small. The walk keeps a set
of nodes for each place in the line: linear in the words of the line.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from cleantext.fold import words
from cleantext.phrases import COUNT, DATE, NETWORK, WILD, Labels

#: What may follow a number as a part of it.
MAGNITUDES = frozenset(("k", "m", "mn", "mln", "mio", "mil", "к", "тыс", "млн", "万", "萬", "千"))
_LONGEST_DATE = 16
Transitions = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that placeholders stand for, gathered from all packs."""

    networks: dict[str, tuple[Labels, ...]] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    #: the last words of networks
    endings: frozenset[str] = frozenset()

    @classmethod
    def of(cls, networks: Iterable[str], dates: Iterable[str]) -> Vocabulary:
        """Gather words as packs write them."""
        by_first: dict[str, set[Labels]] = {}
        for network in networks:
            split = tuple(words(network))
            if split:
                by_first.setdefault(split[0], set()).add(split)
        return cls(
            {first: tuple(sorted(group)) for first, group in by_first.items()},
            frozenset(word for date in dates for word in words(date)),
            frozenset(split[-1] for group in by_first.values() for split in group),
        )

    def joined(self, other: Vocabulary) -> Vocabulary:
        """The words of both."""
        groups = (*self.networks.values(), *other.networks.values())
        return Vocabulary.of(
            (" ".join(split) for group in groups for split in group), self.dates | other.dates
        )

    def ends(self, label: str, line: Sequence[str], at: int) -> Iterable[int]:
        """The places where a placeholder that begins at `at` may end."""
        if label in WILD:
            return range(at + 1, min(at + WILD[label], len(line)) + 1)
        if label == COUNT:
            return self._count_ends(line, at)
        if label == DATE:
            return self._date_ends(line, at)
        if label == NETWORK:
            options = self.networks.get(line[at], ())
            return [at + len(n) for n in options if tuple(line[at : at + len(n)]) == n]
        return ()

    def _count_ends(self, line: Sequence[str], at: int) -> Iterator[int]:
        end = count_end(line, at)
        if end > at:
            yield end
            if not is_digit(line[end - 1]):
                yield end - 1

    def _date_ends(self, line: Sequence[str], at: int) -> Iterator[int]:
        digits = False
        for end in range(at, min(at + _LONGEST_DATE, len(line))):
            digit = is_digit(line[end])
            if not (digit or line[end] in self.dates):
                return
            digits = digits or digit
            if digits:
                yield end + 1


def is_digit(word: str) -> bool:
    """Whether a folded word is a digit; `words` makes each digit one."""
    return len(word) == 1 and word.isdigit()


def count_end(line: Sequence[str], at: int) -> int:
    """Where a number that begins at `at` ends, its magnitude included ("1.2K"); `at` if there is none."""
    end = at
    while end < len(line) and is_digit(line[end]):
        end += 1
    return end + (at < end < len(line) and line[end] in MAGNITUDES)


class _PackedNodes(dict[int, Transitions]):
    """The nodes of a stored graph: arrays, of which a dictionary is made node by node.

    Node n leads from `labels[numbers[i]]` to `targets[i]`, for each i from `starts[n]` to `starts[n + 1]`.
    """

    def __init__(
        self, labels: list[str], starts: array[int], numbers: array[int], targets: array[int]
    ) -> None:
        self.arrays = labels, starts, numbers, targets

    def __missing__(self, number: int) -> Transitions:
        labels, starts, numbers, targets = self.arrays
        part = slice(starts[number], starts[number + 1])
        names, places = list(map(labels.__getitem__, numbers[part])), targets[part]
        transitions: Transitions = dict(zip(names, zip(places), strict=True))
        if len(transitions) < len(names):  # a label that leads to several nodes
            transitions = {}
            for name, place in zip(names, places, strict=True):
                transitions[name] = (*transitions.get(name, ()), place)
        self[number] = transitions
        return transitions


class Graph:
    """Phrases with the numbers that they were entered under.

    >>> graph = Graph()
    >>> graph.add([[("share",)], [("this", "post"), ("this",)]], 7)
    >>> list(graph.walk(["share", "this", "post"], 0, Vocabulary()))
    [(2, 7), (3, 7)]
    """

    def __init__(
        self,
        nodes: dict[int, Transitions] | None = None,
        size: int = 1,
        accepts: dict[int, tuple[int, ...]] | None = None,
        classes: dict[int, tuple[str, ...]] | None = None,
        last: set[str] | None = None,
    ) -> None:
        #: label → the nodes that it leads to, by node; every phrase begins at node 0
        self.nodes = {0: {}} if nodes is None else nodes
        self.size = size
        #: where phrases end, with their numbers
        self.accepts = {} if accepts is None else accepts
        #: the nodes that placeholders lead on from
        self.classes = {} if classes is None else classes
        #: the labels that phrases end with
        self.last = set() if last is None else last
        self._known: dict[Any, int] = {}
        self._second: dict[str, frozenset[str]] = {}

    @property
    def start(self) -> Transitions:
        """The labels that phrases begin with."""
        return self.nodes[0]

    def second(self, first: str) -> frozenset[str]:
        """The labels that may follow a first label, "" where a phrase may end."""
        known = self._second.get(first)
        if known is None:
            targets = self.start.get(first, ())
            ends = {""} if any(target in self.accepts for target in targets) else ()
            known = frozenset(ends).union(*map(self.nodes.__getitem__, targets))
            if targets:
                self._second[first] = known
        return known

    def copy(self) -> Graph:
        """A graph that phrases can be added to while this one stays as it is."""
        known = self.nodes
        nodes = _PackedNodes(*known.arrays) if isinstance(known, _PackedNodes) else dict[int, Transitions]()
        nodes.update(known.copy())  # at once, whatever other threads unpack
        nodes[0] = dict(self.start)
        return Graph(nodes, self.size, dict(self.accepts), dict(self.classes), set(self.last))

    def dump(self) -> tuple[Any, ...]:
        """Plain values that `load` makes the graph again of; nodes that no phrase leads to are left out."""
        places = {0: 0}
        for number in (order := [0]):
            for target in chain.from_iterable(self.nodes[number].values()):
                if target not in places:
                    places[target] = len(places)
                    order.append(target)
        labels: dict[str, int] = {}
        starts, numbers, targets = array("I", [0]), array("I"), array("I")
        for number in order:
            for label, group in self.nodes[number].items():
                numbers.extend([labels.setdefault(label, len(labels))] * len(group))
                targets.extend(places[target] for target in group)
            starts.append(len(targets))
        last = array("I", sorted(labels.setdefault(label, len(labels)) for label in self.last))
        code = "H" if len(labels) <= 1 << 16 else "I"
        numbers = array(code, numbers)
        packed = tuple((part.typecode, part.tobytes()) for part in (starts, numbers, targets, last))
        accepts = {places[node]: entries for node, entries in self.accepts.items() if node in places}
        classes = {places[node]: group for node, group in self.classes.items() if node in places}
        return " ".join(labels), packed, len(places), accepts, classes

    @classmethod
    def load(
        cls,
        labels: str,
        packed: tuple[tuple[str, bytes], ...],
        size: int,
        accepts: dict[int, tuple[int, ...]],
        classes: dict[int, tuple[str, ...]],
    ) -> Graph:
        """The inverse of `dump`; nodes are unpacked when a line first walks through them."""
        listed = labels.split(" ")
        *nodes, last = (array(code, part) for code, part in packed)
        ends = set(map(listed.__getitem__, last))
        return cls(_PackedNodes(listed, *nodes), size, accepts, classes, ends)

    # -- building: from the last chunk to the first, so that like endings are shared ---------------

    def add(self, chunks: list[list[Labels]], number: int) -> None:
        """Enter a phrase."""
        node = self._node({}, (number,))
        self.last |= _last_labels(chunks)
        for chunk in reversed(chunks):
            node = self._before(chunk, node)
        _join(self.start, self.nodes[node])
        self._second.clear()
        if classes := self.classes.get(node):
            self.classes[0] = tuple(dict.fromkeys((*self.classes.get(0, ()), *classes)))

    def _before(self, chunk: list[Labels], rest: int) -> int:
        """The node from which each alternative of a chunk leads to `rest`."""
        transitions: dict[str, tuple[int, ...]] = {}
        accepts: tuple[int, ...] = ()
        for labels in chunk:
            if labels:
                node = rest
                for label in reversed(labels[1:]):
                    node = self._node({label: (node,)}, ())
                _join(transitions, {labels[0]: (node,)})
            else:
                _join(transitions, self.nodes[rest])
                accepts = self.accepts.get(rest, ())
        return self._node(transitions, accepts)

    def _node(self, transitions: Transitions, accepts: tuple[int, ...]) -> int:
        key = (tuple(transitions.items()), accepts)
        if key not in self._known:
            self._known[key] = self._new(transitions, accepts)
        return self._known[key]

    def _new(self, transitions: Transitions, accepts: tuple[int, ...]) -> int:
        number = self.size
        self.size += 1
        self.nodes[number] = transitions
        if accepts:
            self.accepts[number] = accepts
        self._note_classes(number)
        return number

    def _note_classes(self, number: int) -> None:
        classes = tuple(label for label in self.nodes[number] if label[0] == "{")
        if classes:
            self.classes[number] = classes

    def merge(self, depth: int = 5) -> None:
        """Let phrases that begin alike share their first nodes, so that a walk stays narrow."""
        merged: dict[frozenset[int], int] = {}

        def one(targets: tuple[int, ...], depth: int) -> tuple[int, ...]:
            if len(targets) < 2 or not depth:
                return targets
            key = frozenset(targets)
            if key not in merged:
                transitions: dict[str, tuple[int, ...]] = {}
                accepts: dict[int, None] = {}
                for target in targets:
                    _join(transitions, self.nodes[target])
                    accepts.update(dict.fromkeys(self.accepts.get(target, ())))
                merged[key] = self._new(transitions, tuple(accepts))
                for label, further in transitions.items():
                    transitions[label] = one(further, depth - 1)
            return (merged[key],)

        for label, targets in self.start.items():
            self.start[label] = one(targets, depth)

    # -- walking -----------------------------------------------------------------------------------

    def walk(self, line: Sequence[str], at: int, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
        """Each place where a phrase that begins at `at` ends, with the phrase's number."""
        accepts = self.accepts
        for end, alive in self._steps(line, at, vocabulary):
            for node in alive:
                if node in accepts:
                    for number in accepts[node]:
                        yield end, number

    def may_open(self, first: str, second: str, vocabulary: Vocabulary) -> bool:
        """Whether a line that begins with these two words may hold a phrase: a quick look."""
        networks = vocabulary.networks
        if first in networks and NETWORK in self.start:
            return True
        following = self.second(first)
        if not following:
            return False
        number = is_digit(second)
        return (
            second in following
            or ("" in following and self._starts(second, vocabulary))
            or (NETWORK in following and second in networks)
            or (COUNT in following and number)
            or (DATE in following and (number or second in vocabulary.dates))
            or not following.isdisjoint(WILD)
        )

    def may_close(self, word: str, vocabulary: Vocabulary) -> bool:
        """Whether a phrase may end with a word."""
        return word in self.last or is_digit(word) or (NETWORK in self.last and word in vocabulary.endings)

    def may_begin(self, glance: Sequence[str], at: int, vocabulary: Vocabulary) -> bool:
        """Whether a longer line that begins with these words may hold a phrase from `at` on."""
        for end, alive in self._steps(glance, at, vocabulary):
            if end >= len(glance) or not self.accepts.keys().isdisjoint(alive):
                return True
        return False

    def _steps(self, line: Sequence[str], at: int, vocabulary: Vocabulary) -> Iterator[tuple[int, set[int]]]:
        """The nodes alive at each place after `at` that any walk reaches."""
        size = len(line)
        if at >= size or not self._starts(line[at], vocabulary):
            return
        nodes, classes = self.nodes, self.classes
        pending: dict[int, set[int]] = {at: {0}}
        for here in range(at, size + 1):
            alive = pending.pop(here, None)
            if alive is None:
                continue
            if here > at:
                yield here, alive
            if here < size:
                word = line[here]
                following: set[int] = set()
                for node in alive:
                    if word in nodes[node]:
                        following.update(nodes[node][word])
                    for label in classes.get(node, ()):
                        targets = nodes[node][label]
                        ends: Iterable[int] = vocabulary.ends(label, line, here)
                        if label in WILD and not any(map(nodes.__getitem__, targets)):
                            # Nothing can follow: it takes the rest of the line, or is no match.
                            ends = (size,) if size - here <= WILD[label] else ()
                        for end in ends:
                            pending.setdefault(end, set()).update(targets)
                if following:
                    pending.setdefault(here + 1, set()).update(following)
            if not pending:
                return

    def _starts(self, word: str, vocabulary: Vocabulary) -> bool:
        """Whether a phrase may begin with a word: a quick look."""
        return (
            word in self.start
            or word in vocabulary.networks
            or is_digit(word)
            or (DATE in self.start and word in vocabulary.dates)
        )


def _last_labels(chunks: list[list[Labels]]) -> set[str]:
    """The labels that a phrase may end with."""
    last: set[str] = set()
    for chunk in reversed(chunks):
        last.update(labels[-1] for labels in chunk if labels)
        if all(chunk):
            break
    return last


def _join(transitions: dict[str, tuple[int, ...]], more: Transitions) -> None:
    for label, targets in more.items():
        known = transitions.get(label, ())
        transitions[label] = (*known, *(target for target in targets if target not in known))
