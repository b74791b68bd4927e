"""From packs to an index, and the proof that each rule does what its examples say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cleantext.automaton import Vocabulary
from cleantext.errors import PackError
from cleantext.index import Index, RuleFacts
from cleantext.packs import CERTAIN, Pack, Rule
from cleantext.patterns import literal_start
from cleantext.phrases import is_sentence, parse


def vocabulary_of(packs: Iterable[Pack]) -> Vocabulary:
    """The placeholder words of all packs together."""
    packs = tuple(packs)
    return Vocabulary.of(
        (network for pack in packs for network in pack.networks),
        (date for pack in packs for date in pack.dates),
    )


def build(packs: Sequence[Pack]) -> Index:
    """Compile packs into one index.

    Raises:
        PackError: two packs have a rule of the same id.
    """
    index = Index(vocabulary=vocabulary_of(packs))
    for pack in packs:
        _add(index, pack)
    for graph in (index.forward, index.backward, index.endings):
        graph.merge()
    return index


def extended(index: Index, packs: Sequence[Pack]) -> Index:
    """A new index with the rules of more packs, each proven first; the given one stays as it is."""
    both = replace(index.copy(), vocabulary=index.vocabulary.joined(vocabulary_of(packs)))
    for pack in packs:
        prove(pack, both.vocabulary)
        _add(both, pack)
    return both


def prove(pack: Pack, vocabulary: Vocabulary) -> None:
    """Run each rule's examples against the rule alone.

    Raises:
        PackError: a `yes` that the rule misses or a `no` that it matches.
    """
    for rule in pack.rules:
        alone = Index(vocabulary=vocabulary)
        _add_rule(alone, rule)
        for line in rule.yes:
            if not _removes(alone, line):
                raise PackError(f"{pack.source}: rule {rule.id!r}: does not match its yes: {line!r}")
        for line in rule.no:
            if _removes(alone, line):
                raise PackError(f"{pack.source}: rule {rule.id!r}: matches its no: {line!r}")


def _removes(index: Index, line: str) -> bool:
    active = frozenset(range(len(index.rules)))
    return index.find(line, active) is not None or index.find_end(line, len(line), active) is not None


def _add(index: Index, pack: Pack) -> None:
    known = {rule.id for rule in index.rules}
    for rule in pack.rules:
        if rule.id in known:
            raise PackError(f"{pack.source}: rule {rule.id!r} is taken by another pack; choose another id")
        _add_rule(index, rule)


def _add_rule(index: Index, rule: Rule) -> None:
    number = len(index.rules)
    index.rules.append(
        RuleFacts(rule.id, rule.kind, rule.level == CERTAIN, rule.why, rule.takes_list, rule.cuts_end)
    )
    for line in rule.lines:
        index.add_phrase(parse(line), number, is_sentence(line))
    for pattern in rule.match:
        start = literal_start(pattern)
        index.patterns.setdefault(start[:2], [])
        index.patterns.setdefault(start, []).append((pattern, number))
