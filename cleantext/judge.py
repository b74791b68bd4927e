"""The verdicts: which lines of a text are not the article.

First each line is judged alone (a rule matches it or not), then in its surroundings:

* a *certain* match is removed wherever it stands;
* a removed heading ("Related") takes the headlines below it along;
* a *contextual* match ("Comments", "Name") is removed when it stands in an unbroken run with
  removed lines, or when nothing but such lines ends or begins the text.

Surroundings are counted in lines that are not blank. `line` below is a place in that order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, takewhile

from cleantext.index import Match, RuleFacts
from cleantext.phrases import is_sentence

#: The most lines that a heading takes along, at the end of a text and inside it.
LIST_AT_END = 40
LIST_INSIDE = 6
#: The most short lines between two removed ones that go with them after the article's end.
LONGEST_STRETCH = 8

# Thai, Lao, Burmese and Khmer, whose sentences may end without a mark: a line of so many characters
# is no headline.
_UNMARKED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LONGEST_UNMARKED = 90

# How often the lines that are left are judged again; two rounds settle all but odd texts.
_ROUNDS = 5
# Kinds that stand together: inside the article, a contextual line follows only its own family.
_FAMILIES = (
    frozenset(("share", "follow", "print", "app", "newsletter")),
    frozenset(("comments", "spam_notice", "login", "share")),
    frozenset(("newsletter", "paywall", "login", "cookies", "legal")),
    frozenset(("related", "read_more", "navigation", "tags")),
    frozenset(("byline", "credit", "share")),
    frozenset(("comments", "newsletter", "login", "spam_notice")),
    frozenset(("ad",)),
    frozenset(("other",)),
)
# Kinds of single buttons: two of them in a row are no paragraph.
_BUTTONS = frozenset(("share", "follow", "print", "app"))
# Kinds whose words also end articles ("FAQ", "Further reading: …"): it takes three of them to go.
_ALSO_ENDINGS = frozenset(("navigation", "print", "read_more", "credit"))
# Kinds that stand where the article is over.
_AFTER_ARTICLE = frozenset(("comments", "related", "newsletter", "navigation", "legal", "spam_notice"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a line goes: the rule, and where the rule alone does not say it, the surroundings."""

    rule: RuleFacts
    context: str = ""

    @property
    def why(self) -> str:
        """The reason in words."""
        return f"{self.rule.why}; {self.context}" if self.context else self.rule.why


@dataclass(slots=True)
class _Page:
    """The lines that are not blank, with what is known of each."""

    texts: list[str]
    numbers: list[int]  # which line of the text each is
    matches: list[Match | None]
    keeps: Callable[[str], bool]
    removed: dict[int, Verdict] = field(default_factory=dict)
    first_prose: int = 0
    last_prose: int = -1

    def __post_init__(self) -> None:
        prose = [i for i, match in enumerate(self.matches) if not match and is_prose(self.texts[i])]
        self.first_prose = prose[0] if prose else len(self.texts)
        self.last_prose = prose[-1] if prose else -1

    def attached(self, line: int) -> bool:
        """Whether no blank line parts a line from the one before it."""
        return self.numbers[line] == self.numbers[line - 1] + 1


def judge(
    lines: Sequence[str], matches: dict[int, Match], keeps: Callable[[str], bool]
) -> dict[int, Verdict]:
    """The lines to remove, by number, with their reasons.

    Args:
        lines: all lines of the text, blank ones included.
        matches: what the rules said of each line alone, by line number.
        keeps: whether the user wants a line kept, whatever its surroundings say.
    """
    verdicts: dict[int, Verdict] = {}
    numbers = [n for n, line in enumerate(lines) if line and not line.isspace()] if matches else []
    for _ in range(_ROUNDS):  # what goes changes the surroundings of what stays
        page = _Page([lines[n] for n in numbers], numbers, [matches.get(n) for n in numbers], keeps)
        _remove_certain(page)
        _remove_lists(page)
        _remove_runs(page)
        _remove_between(page)
        if not page.removed:
            break
        verdicts |= {numbers[line]: verdict for line, verdict in page.removed.items()}
        numbers = [n for n in numbers if n not in verdicts]
    return dict(sorted(verdicts.items()))


def is_prose(line: str) -> bool:
    """Whether a line reads as a paragraph rather than as a label, a button or a headline.

    >>> is_prose("The lake froze over on the second night, and by morning the ferries had stopped.")
    True
    >>> is_prose("Lake freezes over; ferries stop")
    False
    """
    line = line.strip()
    size = len(line) if line.isascii() else len(line) + 2 * sum(char > "\u2e7f" for char in line[:300])
    return size >= 220 or (size >= 45 and is_sentence(line)) or _is_unmarked(line)


def _is_unmarked(line: str) -> bool:
    """Whether a line is a sentence by its length, in a script that may leave out the full stop."""
    return len(line) > _LONGEST_UNMARKED and 2 * len(_UNMARKED.findall(line)) > len(line)


def _is_headline(text: str) -> bool:
    """Whether a line can be the title of another article; the middle of a sentence cannot."""
    text = text.strip(" \t\r\u00a0*•·-–—>»\"“”„'‘’")
    if not text or len(text) > 180 or text[0].islower() or text.endswith((",", ";", "、", "，")):
        return False
    return not (is_sentence(text) or _is_unmarked(text)) or text.endswith(("?", "!", "？", "！"))


def _remove_certain(page: _Page) -> None:
    for line, match in enumerate(page.matches):
        if match and match.certain:
            page.removed[line] = Verdict(match.rule)


def _remove_lists(page: _Page) -> None:
    for line, match in enumerate(page.matches):
        if not match or not match.rule.takes_list:
            continue
        items = _items(page, line)
        if not match.certain:
            if not _heads_list(page, line, items):
                continue
            page.removed[line] = Verdict(match.rule, "with a list of headlines at the end of the text")
        for item in items:
            if item not in page.removed:
                page.removed[item] = Verdict(match.rule, f"below “{page.texts[line].strip()}”")


def _heads_list(page: _Page, line: int, items: list[int]) -> bool:
    """Whether a contextual heading ends the article: prose above, headlines alone below."""
    ends = bool(items) and items[-1] == len(page.texts) - 1
    return ends and page.first_prose < line > page.last_prose


def _items(page: _Page, heading: int) -> list[int]:
    """The headlines that a heading takes along."""
    size = len(page.texts)
    if heading > page.last_prose and page.first_prose < heading:
        following = range(heading + 1, min(heading + 1 + LIST_AT_END, size))
        return list(takewhile(partial(_is_item, page), following))
    # Inside the article: the lines right below it, if they are headlines to the last, else at most
    # the one that it announces; what follows may be the article's own.
    group = list(takewhile(page.attached, range(heading + 1, min(heading + 2 + LIST_INSIDE, size))))
    if group and len(group) <= LIST_INSIDE and all(_is_item(page, line) for line in group):
        return group
    announced = range(heading + 1, min(heading + 2, size)) if _announces(page, heading) else ()
    return [line for line in announced if _is_item(page, line)]


def _is_item(page: _Page, line: int) -> bool:
    return bool(page.matches[line]) or _may_go_along(page, line)


def _may_go_along(page: _Page, line: int) -> bool:
    """Whether a line that no rule names may go with its neighbours."""
    text = page.texts[line]
    return _is_headline(text) and not page.keeps(text)


def _announces(page: _Page, heading: int) -> bool:
    """Whether a heading inside the article promises one link: "Read more:"."""
    return page.texts[heading].rstrip().endswith((":", "："))


def _remove_runs(page: _Page) -> None:
    size = len(page.texts)
    line = 0
    while line < size:
        end = line
        while end < size and (page.matches[end] or end in page.removed):
            end += 1
        if end > line:
            _remove_run(page, line, end)
        line = end + 1


def _remove_run(page: _Page, start: int, end: int) -> None:
    """Decide on the contextual lines of one unbroken run of matched lines."""
    waiting: dict[int, RuleFacts] = {}
    gone: set[str] = set()
    for line in range(start, end):
        match = page.matches[line]
        if line in page.removed:
            gone.add(page.removed[line].rule.kind)
        elif match:
            waiting[line] = match.rule
    if not gone:
        place = _at_an_edge(page, start, end, {rule.kind for rule in waiting.values()})
        page.removed |= {line: Verdict(rule, place) for line, rule in waiting.items() if place}
        return
    inside = page.first_prose < start and end <= page.last_prose
    for line, rule in waiting.items():
        if not inside or _related(rule.kind, gone):
            page.removed[line] = Verdict(rule, "beside other removed lines")


def _related(kind: str, kinds: set[str]) -> bool:
    return any(kind in family and kinds & family for family in _FAMILIES)


def _at_an_edge(page: _Page, start: int, end: int, kinds: set[str]) -> str:
    """Where a run of contextual lines alone begins or ends the article; "" where it does neither."""
    size = len(page.texts)
    buttons = kinds <= _BUTTONS and end - start > 1
    weak = kinds <= _ALSO_ENDINGS and end - start < 3
    if end == size and start > 0 and is_prose(page.texts[start - 1]) and not weak:
        return "at the end of the text"
    if page.last_prose < start and start > 0 <= page.last_prose and (buttons or end - start > 2):
        return "in a row after the end of the article"
    if end <= page.first_prose < size:
        if end - start > 1:
            return "in a row at the head of the text"
        if start > 0 and kinds == {"credit"}:
            return "at the head of the text"
    return ""


def _remove_between(page: _Page) -> None:
    """Once the article is over, short lines between two removed ones go with them."""
    removed = [line for line in sorted(page.removed) if line > page.last_prose >= 0]
    over: RuleFacts | None = None
    for before, after in pairwise(removed):
        if page.removed[before].rule.kind in _AFTER_ARTICLE:
            over = page.removed[before].rule
        stretch = range(before + 1, after)
        if over is None or len(stretch) > LONGEST_STRETCH:
            continue
        if all(_may_go_along(page, line) for line in stretch):
            for line in stretch:
                page.removed[line] = Verdict(over, "between removed lines after the end of the article")
