"""Whole pages: what the judge of shape leaves out, as edits of the text that a page shows."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from typing import Any

from cleantext.html import Page, joined
from cleantext.index import RuleFacts
from cleantext.judge import Verdict
from cleantext.lines import article_lines
from cleantext.model import Edit
from cleantext.shape import Level, Measured, article, class_bit
from cleantext.text import edits_of

# Kinds by the words in class names, the first that fits.
_BY_CLASS = (
    ("comments", "comments"),
    ("share", "share"),
    ("newsletter", "newsletter"),
    ("ad", "ad"),
    ("related", "related"),
    ("caption", "caption"),
    ("tags", "tags"),
    ("byline", "byline"),
    ("navigation", "navigation"),
    ("foot", "navigation"),
    ("legal", "legal"),
    ("login", "login"),
)
_BY_TAG = {"nav": "navigation", "footer": "navigation", "figcaption": "caption", "button": "navigation"}
_WHY = {
    "headline": "the page's title",
    "outside": "outside the element that holds the article",
    "links": "mostly links",
    "inside": "unlike the article's paragraphs in form and place",
    "text": "unlike the article's paragraphs in length and place",
}


def html_cuts(
    page: Page,
    text: str,
    level: Level,
    kinds: frozenset[str],
    keeps: Callable[[str], bool],
    doubt: float = 0.0,
) -> list[Edit]:
    """The edits that leave a page's article of the text that it shows.

    Args:
        page: the page.
        text: `page.rendered()`.
        level: what the rules say of a line.
        kinds: the kinds to remove; blocks of others stay.
        keeps: whether the user wants a line kept.
        doubt: see `shape.article`.
    """
    if not kinds:
        return []
    kept, found = article(page, level, doubt)
    lines = text.split("\n")
    verdicts: dict[int, Verdict] = {}
    places = (number for number, line in enumerate(lines) if line and not line.isspace())
    for block, line in enumerate(places):
        if not kept[block]:
            kind, reason = _kind(page, found, block)
            if kind in kinds and not keeps(lines[line]):
                verdicts[line] = _verdict(kind, reason)
    return edits_of(text, lines, verdicts, {})


def gone_blocks(page: Page, text: str, edits: Sequence[Edit]) -> set[int]:
    """The blocks of a page of which some edits of its text leave nothing."""
    gone: set[int] = set()
    cut = [(edit.start, edit.end) for edit in edits if not edit.replacement.strip()]
    at = next_ = 0
    for number, block in enumerate(page.blocks):
        at = text.index(block.text, at)
        while next_ < len(cut) and cut[next_][1] <= at:
            next_ += 1
        if next_ < len(cut) and cut[next_][0] <= at and at + len(block.text) <= cut[next_][1]:
            gone.add(number)
        at += len(block.text)
    return gone


def article_text(page: Page, level: Level) -> str:
    """The article of a page, as `html_cuts` for all kinds leaves it, without the reasons."""
    kept, _ = article(page, level)
    return joined([block for block, keep in zip(page.blocks, kept, strict=True) if keep])


def text_cuts(text: str, level: Level, kinds: frozenset[str], keeps: Callable[[str], bool]) -> list[Edit]:
    """The edits that leave the article of a page's text without markup; all are of the kind "other"."""
    if "other" not in kinds:
        return []
    lines = text.split("\n")
    kept = article_lines(lines, level)
    verdict = _verdict("other", "text")
    verdicts = {
        number: verdict
        for number, line in enumerate(lines)
        if number not in kept and line and not line.isspace() and not keeps(line)
    }
    return edits_of(text, lines, verdicts, {})


def with_paths(page: Page, text: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits of a page's text, each with the path of the element that it stood in."""
    if not edits:
        return edits
    paths = _Paths(page.nodes[0].element)
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    blocks = list(accumulate(bool(line) and not line.isspace() for line in lines))
    located: list[Edit] = []
    for edit in edits:
        first = edit.start + len(edit.original) - len(edit.original.lstrip())
        line = min(bisect_right(starts, first) - 1, len(lines) - 1)
        node = page.blocks[max(0, blocks[line] - 1)].node
        located.append(replace(edit, path=paths.of(page.nodes[node].element)))
    return tuple(located)


class _Paths:
    """XPaths of elements; lxml's own takes time in proportion to the siblings of each."""

    def __init__(self, root: Any) -> None:
        self._steps: dict[Any, str] = {}
        self._known: dict[Any, str] = {None: ""}
        counts: Counter[tuple[Any, str]] = Counter()
        elements = [element for element in root.iter() if type(element.tag) is str]
        for element in elements:
            family = (element.getparent(), element.tag)
            counts[family] += 1
            self._steps[element] = str(counts[family])
        for element in elements:
            alone = counts[element.getparent(), element.tag] == 1
            self._steps[element] = f"/{element.tag}" + ("" if alone else f"[{self._steps[element]}]")

    def of(self, element: Any) -> str:
        """The path of an element."""
        path = self._known.get(element)
        if path is None:
            path = self.of(element.getparent()) + self._steps[element]
            self._known[element] = path
        return path


def _verdict(kind: str, reason: str) -> Verdict:
    return Verdict(RuleFacts(f"shape.{reason}", kind, False, _WHY[reason], False, False))


@cache
def _kinds_by_class() -> tuple[tuple[int, str], ...]:
    return tuple((class_bit(group), kind) for group, kind in _BY_CLASS)


def _kind(page: Page, found: Measured, block: int) -> tuple[str, str]:
    """What a block that is not the article is, and how it shows."""
    line = page.blocks[block]
    if block == found.headline:
        return "headline", "headline"
    reason = "outside" if found.outside[block] else "inside"
    if line.linked * 2 > len(line.text):
        reason = "links"
    node = line.node
    mask = found.classes[node]
    if mask:
        for bit, kind in _kinds_by_class():
            if mask & bit:
                return kind, reason
    while node > 0:
        tag = page.nodes[node].tag
        if tag in _BY_TAG:
            return _BY_TAG[tag], reason
        node = page.nodes[node].parent
    return "other", reason
