"""Regular expressions of packs and users: checked to be linear, or run under a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cleantext.errors import OptionError, PatternError

#: The most characters that one repeat of a pack's pattern may take.
MAX_REPEAT = 250
#: The most ways in which a pack's pattern may be tried at one place of a line.
MAX_WORK = 100_000
#: The most characters that patterns are looked up by.
LONGEST_START = 5
#: Seconds that one user's pattern may spend on one line.
TIME_LIMIT = 0.25

_BULLETS = " \t\r\n\u00a0\ufeff*•·‣▪◦●○►▶-–—>#|→»+~"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def plain_line(line: str) -> str:
    """A line as `match` patterns see it: lower case, straight quotes, single blanks, no bullets.

    >>> plain_line("•  Don’t  MISS  this")
    "don't miss this"
    """
    # "İ" becomes "i" and a combining dot in lower case; nobody writes the dot in a pattern.
    return " ".join(line.strip(_BULLETS).translate(_QUOTES).lower().replace("\u0307", "").split())


def check_linear(pattern: str) -> None:
    """Accept only what cannot backtrack far: bounded repeats, none inside another.

    Raises:
        PatternError: the pattern does not parse, or may take more than linear time.
    """
    work = _work(_parse(pattern), inside_repeat=False)
    if work > MAX_WORK:
        raise PatternError(
            f"may be tried in {work} ways at one place, at most {MAX_WORK}: shorten its repeats"
        )


def literal_start(pattern: str) -> str:
    """What every match begins with, and patterns are looked up by: five characters at the most.

    >>> literal_start("click to share on [a-z]{1,20}"), literal_start("©[0-9]{4}")
    ('click', '©')
    """
    start = ""
    for operation, argument in _parse(pattern):
        if str(operation) != "LITERAL":
            break
        start += chr(argument)
    if len(start) < 2 and (not start or (start.isascii() and start.isalnum())):
        raise PatternError("must begin with two literal characters (or one sign) to be looked up by")
    return start[:LONGEST_START]


def _parse(pattern: str) -> Any:
    from re import _parser  # type: ignore[attr-defined]  # Python's own; private, but long stable

    try:
        return _parser.parse(pattern)
    except re.error as error:
        raise PatternError(f"not a regular expression: {error}") from error


def _work(parsed: Any, inside_repeat: bool) -> int:
    """How many ways a match can be tried at one place; raises where there is no bound."""
    work = 1
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, body = argument
            if int(most) > MAX_REPEAT:
                raise PatternError(f"repeats must be bounded, {{0,{MAX_REPEAT}}} at most; no * or +")
            if inside_repeat and int(most) > 1:
                raise PatternError("a repeat inside a repeat is not linear")
            work *= (int(most) - int(least) + 1) * _work(body, inside_repeat or int(most) > 1)
        elif name == "SUBPATTERN":
            work *= _work(argument[-1], inside_repeat)
        elif name == "BRANCH":
            work *= sum(_work(branch, inside_repeat) for branch in argument[1])
        elif name not in ("LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"):
            raise PatternError(f"{name.lower()} is not allowed: no look-around, no back-reference")
    return work


class KeepPatterns:
    """Users' patterns of lines that always stay, each run under a time limit."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.sources = tuple(patterns)
        self._compiled = tuple(self._compile(source) for source in self.sources)

    @staticmethod
    def _compile(source: str) -> Any:
        import regex  # only for those who give patterns: `re` knows no time limit

        if not isinstance(source, str):
            raise OptionError(f"keep={source!r}: a pattern is a str")
        try:
            return regex.compile(source)
        except regex.error as error:
            raise PatternError(f"keep pattern {source!r}: not a regular expression: {error}") from error

    def keep(self, line: str) -> bool:
        """Whether any pattern is found in the line.

        Raises:
            PatternError: a pattern ran longer than `TIME_LIMIT` seconds on one line.
        """
        for source, pattern in zip(self.sources, self._compiled, strict=True):
            try:
                if pattern.search(line, timeout=TIME_LIMIT):
                    return True
            except TimeoutError as error:
                raise PatternError(
                    f"keep pattern {source!r} took longer than {TIME_LIMIT} s on one line; "
                    "make its repeats bounded"
                ) from error
        return False

    def __reduce__(self) -> tuple[type[KeepPatterns], tuple[tuple[str, ...]]]:
        return KeepPatterns, (self.sources,)
