"""HTML in, HTML out: the boilerplate elements cut, everything else as it was, byte for byte.

An element goes if all its text goes. Each start tag of the source gets a number as an attribute, so that
the elements that the judges name can be found in the source again, or in a BeautifulSoup tree. Where
the parser and the source disagree about what an element holds (tags that are never closed, say), it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cleantext.errors import InputError
from cleantext.html import EMBEDS, INLINE, Page, add_up

if TYPE_CHECKING:
    from bs4 import Tag

#: From a page to its blocks that are not the article.
Judge = Callable[[Page], set[int]]
#: From HTML to a page.
Reader = Callable[[str], Page]

_NUMBER, _SOUP_NUMBER = "data-cleantext-n", "data-cleantext-tag"
_SOUP_TAG = re.compile(rf' {_SOUP_NUMBER}="(\d+)"')
_ROUNDS = 12
# Elements whose content is no markup.
_RAW = frozenset(
    ("script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe", "plaintext")
)
_VOID = frozenset(
    (
        *("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "link"),
        *("meta", "param", "source", "track", "wbr"),
    )
)
# Elements that a page cannot do without.
_ROOTS = frozenset(("html", "head", "body", "main"))
_MEDIA = EMBEDS | {"img", "picture", "svg", "canvas"}
_START = re.compile(r"""<([a-zA-Z][^\s/>]*+)(?:[^"'>]|"[^"]*+"|'[^']*+')*+>""")
_LONGEST_TAG = 2000
_BEFORE = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>\Z")
_AFTER = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]{0,2000}>")
_END = re.compile(r"</([a-zA-Z][^\s/>]*+)[^>]*+>")


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag in the source."""

    start: int
    end: int
    name: str
    opens: bool


def stripped(html: str, read: Reader, judge: Judge) -> str:
    """HTML without the elements whose text is all judged to go; the same object if there are none.

    What is left is judged again until nothing more goes, so stripping twice is stripping once. A page that
    does not come to rest is not understood, and stays as it is.
    """
    left = html
    for _ in range(_ROUNDS):
        shorter = _stripped_once(left, read, judge)
        if shorter is left:
            return left
        left = shorter
    return html


def strip_tree(soup: Tag, read: Reader, judge: Judge) -> None:
    """The same in place, on a tree of BeautifulSoup."""
    if not callable(getattr(soup, "find_all", None)) or not hasattr(soup, "decompose"):
        raise InputError(f"expected a BeautifulSoup tree, got {type(soup).__name__}; for HTML use strip_html")
    tags = soup.find_all(True)
    for number, tag in enumerate(tags):
        tag.attrs[_SOUP_NUMBER] = str(number)
    try:
        html = soup.decode()
    finally:
        for tag in tags:
            del tag.attrs[_SOUP_NUMBER]
    left = stripped(html, read, judge)
    if left is not html:
        stay = {found[1] for tag in _tags(left) if (found := _SOUP_TAG.search(left, tag.start, tag.end))}
        gone = [tag for number, tag in enumerate(tags) if str(number) not in stay]
        for tag in gone:
            if not tag.decomposed:
                tag.decompose()


def _stripped_once(html: str, read: Reader, judge: Judge) -> str:
    tags = list(_tags(html))
    starts = [number for number, tag in enumerate(tags) if tag.opens]
    page = read(_numbered(html, tags, starts))
    spans: list[tuple[int, int]] = []
    for element in _goers(page, judge(page)):
        span = _span(element, tags, starts)
        if span and not _glues(html, *span):
            spans.append(span)
    spans = [span for before, span in pairwise([(0, 0), *sorted(spans)]) if span[0] >= before[1]]
    if not spans:
        return html
    ends = [0, *(end for _, end in spans)]
    starts_ = [*(start for start, _ in spans), len(html)]
    return "".join(html[end:start] for end, start in zip(ends, starts_, strict=True))


def _tags(html: str) -> Iterator[_Tag]:
    """The tags of a page as they stand; it ends where one is never finished."""
    at = html.find("<")
    while at >= 0:
        if html.startswith("<!--", at):
            end = html.find("-->", at + 2)
            end = end + 3 if end >= 0 else len(html)
        elif html.startswith(("<!", "<?"), at):
            end = html.find(">", at) + 1 or len(html)
        elif found := _START.match(html, at):
            name, end = found[1].lower(), found.end()
            yield _Tag(at, end, name, True)
            if name in _RAW:
                end = _raw_end(html, end, name)
        elif found := _END.match(html, at):
            end = found.end()
            yield _Tag(at, end, found[1].lower(), False)
        elif html[at + 1 : at + 2].isalpha() or html.startswith("</", at):
            return
        else:
            end = at + 1
        at = html.find("<", end)


def _raw_end(html: str, at: int, name: str) -> int:
    """Where the end tag of an element begins whose content is no markup."""
    while (at := html.find("</", at)) >= 0:
        if html[at + 2 : at + 2 + len(name)].lower() == name:
            return at
        at += 2
    return len(html)


def _numbered(html: str, tags: list[_Tag], starts: list[int]) -> str:
    """The source with each start tag's number as its first attribute."""
    pieces: list[str] = []
    at = 0
    for number, place in enumerate(starts):
        name_end = tags[place].start + 1 + len(tags[place].name)
        pieces += (html[at:name_end], f' {_NUMBER}="{number}"')
        at = name_end
    return "".join((*pieces, html[at:]))


def _goers(page: Page, going: set[int]) -> list[Any]:
    """The largest elements whose text goes, all of it."""
    nodes = page.nodes
    stays, goes, linked = [0] * len(nodes), [0] * len(nodes), [0] * len(nodes)
    for number, block in enumerate(page.blocks):
        size = len(block.text)
        if number in going:
            goes[block.node] += size
            linked[block.node] += block.linked
        else:
            stays[block.node] += size
    for sums in (stays, goes, linked):
        add_up(nodes, sums)
    found: list[Any] = []
    gone = [False] * len(nodes)
    for number, node in enumerate(nodes):
        if number and gone[node.parent]:
            gone[number] = True
        elif goes[number] and not stays[number] and node.tag not in _ROOTS:
            # An image beside a line that goes is the article's, unless all of it is links.
            gone[number] = linked[number] * 2 > goes[number] or node.framed or not _has_media(node.element)
            if gone[number]:
                found.append(node.element)
    return found


def _has_media(element: Any) -> bool:
    return any(inner.tag in _MEDIA for inner in element.iter())


def _held_numbers(element: Any) -> list[int]:
    """The numbers of an element and of all in it; empty if one has none."""
    texts = [inner.get(_NUMBER) for inner in element.iter() if type(inner.tag) is str]
    return [int(text) for text in texts] if all(text and text.isdecimal() for text in texts) else []


def _span(element: Any, tags: Sequence[_Tag], starts: Sequence[int]) -> tuple[int, int] | None:
    """Where an element stands in the source; None if its tags there do not hold what it holds."""
    held = _held_numbers(element)
    if not held or held != list(range(held[0], held[0] + len(held))):
        return None
    first = starts[held[0]]
    depth = 0
    open_: list[str] = []
    for place in range(first, len(tags)):
        tag = tags[place]
        if tag.opens:
            depth += 1
            if tag.name not in _VOID:
                open_.append(tag.name)
        elif not open_ or open_.pop() != tag.name:
            return None
        if not open_:
            return (tags[first].start, tag.end) if depth == len(held) else None
    return None


def _glues(html: str, start: int, end: int) -> bool:
    """Whether a cut may glue the words around it: nothing that surely breaks the line parts them.

    An end tag may be a stray one, which breaks nothing.
    """
    while found := _BEFORE.search(html, max(0, start - _LONGEST_TAG), start):
        if not found[1] and found[2].lower() not in INLINE:
            return False
        start = found.start()
    while found := _AFTER.match(html, end):
        if not found[1] and found[2].lower() not in INLINE:
            return False
        end = found.end()
    before, after = html[start - 1 : start], html[end : end + 2]
    unfinished = after[:1] == "<" and after[1:].isalpha()
    return bool(before and after) and not (before.isspace() or after[0].isspace() or unfinished)
