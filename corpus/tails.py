"""Language by language: how much of the tails of articles goes, and whether prose goes with it.

A tail line is a line of a golden case that is not in its expected text; a prose line is one that
is, or a line of a negative text. An outside folder has the same layout: cases/xx-*/input.txt with
expected.txt, and negative/xx-*.txt, of which either may be missing.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from languages import ANY, packs, phrases

from cleantext import Cleaner


class Tally(NamedTuple):
    """Lines of some texts."""

    tail: int = 0
    removed: int = 0
    prose: int = 0
    lost: int = 0

    @classmethod
    def sum(cls, tallies: Iterable[Tally]) -> Tally:
        """All of them together."""
        return cls(*map(sum, zip(*tallies, strict=True)))


class Text(NamedTuple):
    """A text with what should come out, and what came out."""

    name: str
    given: str
    expected: str
    found: str

    def left(self) -> Counter[str]:
        """The lines of the tail that stay."""
        return (_lines(self.found) - _lines(self.expected)) & self.tail()

    def lost(self) -> Counter[str]:
        """The lines of prose that go."""
        return _lines(self.expected) - _lines(self.found)

    def tail(self) -> Counter[str]:
        """The lines that should go, or be cut."""
        return _lines(self.given) - _lines(self.expected)

    def tally(self) -> Tally:
        """The lines, counted."""
        tail = self.tail().total()
        lines = _lines(self.expected).total()
        return Tally(tail, tail - self.left().total(), lines, self.lost().total())


def _lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())


def texts(folder: Path, code: str, cleaner: Cleaner) -> list[Text]:
    """The texts of a language in a folder, cleaned."""
    found = []
    for path in sorted(folder.glob(f"cases/{code}-*/input.txt")):
        given, expected = _read(path), _read(path.with_name("expected.txt"))
        about = path.with_name("about.toml")
        names = tomllib.loads(_read(about)).get("entities") if about.exists() else None
        named = Cleaner(entities=names) if names else cleaner  # a case that is about names
        found.append(Text(path.parent.name, given, expected, named.clean(given)))
    for path in sorted(folder.glob(f"negative/{code}-*.txt")):
        given = _read(path)
        found.append(Text(path.stem, given, given, cleaner.clean(given)))
    return found


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def table(folder: Path, listing: bool) -> None:
    """Print each language's rules, phrases, and lines; with every line left and lost if `listing`."""
    print(f"\nlanguages: tails removed and prose lost in {folder}")
    widths = (7, 9, 11, 9, 8, 12, 6)
    heads = ("rules", "phrases", "tail lines", "removed", "", "prose lines", "lost")
    print("    " + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
    cleaner = Cleaner(correct="off")
    tallies: list[Tally] = []
    rules = counted = 0
    for pack in packs():
        size = sum(phrases(rule) for rule in pack.rules)
        rules, counted = rules + len(pack.rules), counted + size
        if pack.language != ANY:
            done = texts(folder, pack.language, cleaner)
            tallies.append(Tally.sum(text.tally() for text in done))
            _print_row(pack.language, len(pack.rules), size, tallies[-1], pack.name)
            if listing:
                _list(done)
    _print_row("all", rules, counted, Tally.sum(tallies), f"{len(packs())} packs")


def _print_row(code: str, rules: int, size: int, tally: Tally, name: str) -> None:
    share = f"{tally.removed / tally.tail:.1%}" if tally.tail else "–"
    print(
        f"{code:4}{rules:7}{size:9}{tally.tail:11}{tally.removed:9}{share:>8}"
        f"{tally.prose:12}{tally.lost:6}  {name}"
    )


def _list(done: list[Text]) -> None:
    for text in done:
        for sign, lines in (("left", text.left()), ("LOST", text.lost())):
            for line in lines:
                print(f"  {text.name} {sign}: {line[:150]}")
