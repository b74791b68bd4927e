"""Plain text: from a string to lines, and from verdicts on lines to edits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from cleantext.index import Index, Match, Matches
from cleantext.judge import Verdict, judge
from cleantext.model import Edit


class Ending(NamedTuple):
    """A phrase at the end of a line that goes, and where in the line the cut begins."""

    start: int
    match: Match


def cuts(
    text: str,
    index: Index,
    active: frozenset[int],
    keeps: Callable[[str], bool],
    known: Matches | None = None,
) -> list[Edit]:
    """The edits that remove from a text what is not the article; `known`: matches found before."""
    separator = "\r" if "\r" in text and "\n" not in text else "\n"
    lines = text.split(separator)
    matches: dict[int, Match] = {}
    endings: dict[int, Ending] = {}
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        match = index.find(line, active) if known is None else known[line]
        if match is not None:
            if not keeps(line):
                matches[number] = match
        elif (ending := _ending(line, index, active)) and not keeps(line):
            endings[number] = ending
    if not matches and not endings:
        return []
    shortened = [line[: endings[n].start] if n in endings else line for n, line in enumerate(lines)]
    verdicts = judge(shortened, matches, keeps)
    return edits_of(text, lines, verdicts, endings, len(separator))


def _ending(line: str, index: Index, active: frozenset[int]) -> Ending | None:
    """The longest end of a line that rules cut, sentence by sentence."""
    ending: Ending | None = None
    end = _trimmed(line, len(line))
    while found := index.find_end(line, end, active):
        end = _trimmed(line, found[0])
        ending = Ending(end, found[1])
    if ending is None or not line[:end].strip() or index.find(line[:end], active) is not None:
        return None
    return ending


def _trimmed(line: str, end: int) -> int:
    """`end` without the blanks before it."""
    while end and line[end - 1].isspace():
        end -= 1
    return end


def edits_of(
    text: str,
    lines: list[str],
    verdicts: dict[int, Verdict],
    endings: dict[int, Ending],
    separator: int = 1,
) -> list[Edit]:
    """The edits that remove lines, and ends of lines, from a text.

    Args:
        lines: the text, split at line endings of `separator` characters.
        verdicts: why lines go, by number.
        endings: what goes from the ends of other lines, by number.
    """
    starts = [0, *accumulate(len(line) + separator for line in lines)]
    edits: list[Edit] = []
    for first, last in _runs(verdicts, lines):
        begin, end = _extent(lines, starts, first, last, text)
        removed = [n for n in range(first, last + 1) if n in verdicts]
        edges = [begin, *(starts[n] for n in removed[1:]), end]
        for place, number in enumerate(removed):
            edits.append(_cut(text, edges[place], edges[place + 1], verdicts[number]))
    for number, ending in endings.items():
        if number not in verdicts:
            line_end = starts[number] + len(lines[number].rstrip("\r"))
            verdict = Verdict(ending.match.rule, "at the end of a line")
            edits.append(_cut(text, starts[number] + ending.start, line_end, verdict))
    return sorted(edits, key=lambda edit: edit.start)


def _cut(text: str, start: int, end: int, verdict: Verdict) -> Edit:
    return Edit(start, end, text[start:end], "", verdict.rule.kind, verdict.rule.id, verdict.why)


def _runs(verdicts: dict[int, Verdict], lines: list[str]) -> list[tuple[int, int]]:
    """First and last lines of the runs of removed lines, blank lines between them included."""
    runs: list[tuple[int, int]] = []
    for number in sorted(verdicts):
        if runs and all(_blank(lines[n]) for n in range(runs[-1][1] + 1, number)):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _extent(lines: list[str], starts: list[int], first: int, last: int, text: str) -> tuple[int, int]:
    """What goes with a run: one of the two gaps around it, the one with fewer blank lines."""
    before = first
    while before and _blank(lines[before - 1]):
        before -= 1
    after = last + 1
    while after < len(lines) and _blank(lines[after]):
        after += 1
    if after == len(lines):
        return _tail_start(lines, starts, before, text), len(text)
    if before == 0 or first - before >= after - last - 1:
        return starts[first], starts[after]
    return starts[before], starts[last + 1]


def _tail_start(lines: list[str], starts: list[int], before: int, text: str) -> int:
    """Where a removed tail begins: the text ends in a line ending only if it did."""
    if before == 0 or _blank(lines[-1]):
        return starts[before]
    return starts[before - 1] + len(lines[before - 1].rstrip("\r"))


def _blank(line: str) -> bool:
    return not line or line.isspace()
