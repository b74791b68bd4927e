"""The judge of shape: which blocks of a page are its article, by how they look and where they stand.

First the *container* is chosen: the smallest element that holds most of the page's prose. Then each
block is measured (length, links, neighbours, place in the container, words in class names below it)
and a few dozen small decision trees (`data/shape.json`, fitted by `corpus/fit_shape.py`) add up
what these facts are worth. Facts that all of the container shares do not count, so an article whose
wrapper is called "share-story" is an article all the same.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from os import path

from cleantext.html import Block, Node, Page

_DATA = path.join(path.dirname(__file__), "data")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
DIGITS = re.compile(r"\d")
_DENSE = re.compile("[\u2e80-\U0010ffff]")
_ENDS = frozenset(".!?…。！？؟।")
_CLOSING = " \"'”’»)]」』"
_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "blockquote", "figcaption", "pre")
_TAG_NUMBERS = {tag: number for number, tag in enumerate(_TAGS)}
_OTHER_TAG = 50
# Elements whose first or last words are no paragraphs of their parent's.
_LINES = frozenset(
    ("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "tr", "span", "pre", "dd", "dt")
)
_WRAPPERS = frozenset(("ul", "ol", "dl", "tbody"))
_LEAVES = frozenset(("p", "li", "blockquote", "td", "pre", "dd"))
_FRAME = frozenset(("nav", "footer", "button", "aside"))
_FLAGS = ("li", "td", "figure", "form", "aside", "article", "section")
_FLAG_BITS = {tag: 1 << number for number, tag in enumerate(_FLAGS)} | {"figcaption": 1 << 2, "tr": 1 << 1}
_HIDDEN = 1 << len(_FLAGS)
_BARRED = 1 << (len(_FLAGS) + 1)  # in an element that never holds the article
_BARRED_TAGS = frozenset(("nav", "footer", "button"))
# Groups of class words under which no prose speaks for a container.
_NOT_PROSE = ("comments", "related", "foot", "legal", "popup", "navigation", "newsletter", "side")
#: An element holds the article if this share of the prose around it is its own.
_MOST = 0.75
# Lines of so many characters are prose if they end as sentences do, or in any case.
_PROSE, _LONG = 45, 140
#: Prose of fewer characters than this may be that of a comment form.
_LITTLE = 250


@cache
def class_words() -> tuple[dict[str, int], tuple[str, ...]]:
    """Bits of the groups that a word of a class name is in, and the names of the groups."""
    import tomllib

    with open(path.join(_DATA, "classes.toml"), "rb") as file:
        groups = tomllib.load(file)
    bits: dict[str, int] = {}
    for number, words in enumerate(groups.values()):
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << number
    return bits, tuple(groups)


#: The measures of a block, in the order of a row; those of class words follow.
MEASURES = (
    *("tag", "length", "linked", "sentence", "bold", "breaks", "colon", "digits", "capitals"),
    *("copies", "described", "in_container", "levels_up", "levels_down"),
    *("place_share", "place_length", "place_linked", "alike_share", "alike_count", "alike_length"),
    *("prose_before", "prose_after", "from_first", "from_last", "share_before", "from_headline", "headlines"),
    *("length_before", "linked_before", "length_after", "linked_after", "sentence_after"),
    *(f"in_{tag}" for tag in _FLAGS),
    "hidden",
)


def measures() -> tuple[str, ...]:
    """The names of all measures, as the trees know them."""
    return MEASURES + tuple(f"class_{group}" for group in class_words()[1])


@dataclass(slots=True)
class Measured:
    """The measures of a page's blocks."""

    candidates: list[int]  # the blocks that were measured; the others are not the article
    rows: list[list[float]]
    prose: list[int]  # the blocks of the container that read as paragraphs
    headline: int  # the block that is the page's title, or -1
    outside: list[bool]  # whether a block stands outside the container
    classes: list[int]  # groups of class words on or above each node, below the container


def width(text: str) -> int:
    """How long a text is: a character of a script without spaces counts for three.

    >>> width("lake"), width("湖")
    (4, 3)
    """
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def measured(page: Page) -> Measured:
    """Measure the blocks of a page."""
    nodes, blocks = page.nodes, page.blocks
    lengths = [width(block.text) for block in blocks]
    linked = [min(1.0, block.linked / len(block.text)) for block in blocks]
    sentences = [ends_sentence(block.text) for block in blocks]
    own = _class_bits(nodes)
    headline = _headline(page)
    prose = _prose(nodes, blocks, lengths, linked, sentences, own, headline)
    mass = [0.0] * len(nodes)
    for number, block in enumerate(blocks):
        mass[block.node] += prose[number]
    for node in range(len(nodes) - 1, 0, -1):
        mass[nodes[node].parent] += mass[node]
    container = _container(nodes, mass)
    place = _Places(nodes, container, own)
    inside = [place.up[block.node] == 0 for block in blocks]
    prose = [share if inside[number] else 0.0 for number, share in enumerate(prose)]
    candidates = [
        number
        for number, block in enumerate(blocks)
        if inside[number] or not (place.flags[block.node] & _BARRED or linked[number] > 0.6)
    ]
    rows = _rows(page, place, candidates, lengths, linked, sentences, prose, inside, headline)
    spoken = [number for number, share in enumerate(prose) if share]
    return Measured(candidates, rows, spoken, headline, [not within for within in inside], place.above)


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return text[-1] in _ENDS or text.rstrip(_CLOSING)[-1:] in _ENDS


def _class_bits(nodes: Sequence[Node]) -> list[int]:
    """For each node, the groups of the words in its class and id."""
    bits, _ = class_words()
    known: dict[str, int] = {"": 0}
    found: list[int] = []
    for node in nodes:
        names = node.names
        mask = known.get(names)
        if mask is None:
            mask = 0
            for word in _WORDS.findall(names):
                mask |= bits.get(word.lower(), 0)
            known[names] = mask
        found.append(mask)
    return found


def _headline(page: Page) -> int:
    """The heading that is most like the page's title."""
    title = set(page.title.lower().split())
    best, headline = 0.5, -1
    for number, block in enumerate(page.blocks):
        tag = page.nodes[block.node].tag
        if tag == "h1" or (tag == "h2" and len(block.text) > 20):
            words = block.text.lower().split()
            alike = sum(word in title for word in words) / len(words) * min(1.0, len(words) / 4)
            alike += 0.6 * (tag == "h1")
            if alike > best + 0.01:
                best, headline = alike, number
    return headline


def _prose(
    nodes: Sequence[Node],
    blocks: Sequence[Block],
    lengths: list[int],
    linked: list[float],
    sentences: list[bool],
    own: list[int],
    headline: int,
) -> list[float]:
    """How much each block speaks for the elements around it as the article's place."""
    groups = class_words()[1]
    against = sum(1 << groups.index(name) for name in _NOT_PROSE)
    above = {0}  # what holds the headline is not a comment box, whatever its class
    node = blocks[headline].node if headline >= 0 else 0
    while node > 0:
        above.add(node)
        node = nodes[node].parent
    frame = [False] * len(nodes)
    for number, node_ in enumerate(nodes):
        if number == 0 or (number in above and node_.parent in above):
            continue
        frame[number] = (
            frame[node_.parent]
            or node_.tag in _FRAME
            or node_.hidden
            or node_.role
            or (own[number] & against != 0 and node_.tag not in ("body", "main", "article"))
        )
    loose, strict = [0.0] * len(blocks), [0.0] * len(blocks)
    for number, block in enumerate(blocks):
        length = lengths[number]
        if linked[number] <= 0.4 and ((length >= _PROSE and sentences[number]) or length >= _LONG):
            loose[number] = min(1000.0, length * (1 - linked[number]))
            if not frame[block.node]:
                strict[number] = loose[number]
    little = sum(strict)
    return loose if little < _LITTLE and sum(loose) > 1.5 * little else strict


def _container(nodes: Sequence[Node], mass: list[float]) -> int:
    """The smallest element that holds most of the prose."""
    heaviest = [-1] * len(nodes)
    for number in range(1, len(nodes)):
        parent = nodes[number].parent
        if heaviest[parent] < 0 or mass[number] > mass[heaviest[parent]]:
            heaviest[parent] = number
    container = 0
    while nodes:
        child = heaviest[container]
        if (
            child < 0
            or not mass[child]
            or mass[child] < _MOST * mass[container]
            or nodes[child].tag in _LEAVES
        ):
            break
        container = child
    return container


class _Places:
    """Where each node stands, seen from the container."""

    def __init__(self, nodes: Sequence[Node], container: int, own: list[int]) -> None:
        size = len(nodes)
        self.flags, self.up, self.down = [0] * size, [0] * size, [0] * size
        self.near, self.above = [0] * size, [0] * size
        levels: dict[int, int] = {}
        node = container if nodes else -1
        while node >= 0:
            levels[node] = len(levels)
            node = nodes[node].parent
        for number, node_ in enumerate(nodes):
            if number in levels:
                self.up[number] = levels[number]
                continue
            parent = node_.parent
            flags = self.flags[parent] | _FLAG_BITS.get(node_.tag, 0)
            if node_.hidden:
                flags |= _HIDDEN
            if node_.tag in _BARRED_TAGS:
                flags |= _BARRED
            self.flags[number] = flags
            self.up[number] = self.up[parent]
            self.down[number] = self.down[parent] + 1
            self.above[number] = self.above[parent] | own[number]
            self.near[number] = own[number] | (own[parent] if parent not in levels else 0)
        self.parents = [_place(nodes, number) for number in range(size)]


def _place(nodes: Sequence[Node], number: int) -> int:
    """The element whose children a line's neighbours are."""
    node = nodes[number]
    if node.tag in _LINES and node.parent >= 0:
        number = node.parent
        if nodes[number].tag in _WRAPPERS:
            number = max(0, nodes[number].parent)
    return number


def _rows(
    page: Page,
    place: _Places,
    candidates: list[int],
    lengths: list[int],
    linked: list[float],
    sentences: list[bool],
    prose: list[float],
    inside: list[bool],
    headline: int,
) -> list[list[float]]:
    nodes, blocks = page.nodes, page.blocks
    total = max(1.0, sum(prose))
    looks: list[tuple[str, str, str, str]] = []
    at_place = [[0.0, 0.0, 0.0] for _ in nodes]
    alike: dict[tuple[str, str, str, str], list[float]] = {}
    for number, block in enumerate(blocks):
        own = nodes[block.node]
        parent = nodes[own.parent] if own.parent >= 0 else own
        look = (own.tag, own.names, parent.tag, parent.names)
        looks.append(look)
        sums = at_place[place.parents[block.node]]
        sums[0] += prose[number]
        sums[1] += lengths[number]
        sums[2] += lengths[number] * linked[number]
        same = alike.get(look)
        if same is None:
            alike[look] = [prose[number], 1, lengths[number]]
        else:
            same[0] += prose[number]
            same[1] += 1
            same[2] += lengths[number]
    before, after, shares = _distances(prose, total)
    main = [
        n for n, share in enumerate(prose) if share and at_place[place.parents[blocks[n].node]][0] > total / 4
    ]
    main = main or [n for n, share in enumerate(prose) if share] or [0]
    copies = Counter(block.text for block in blocks)
    headings = _counted([nodes[block.node].tag == "h1" for block in blocks])
    groups = range(len(class_words()[1]))
    rows: list[list[float]] = []
    last = len(blocks) - 1
    for number in candidates:
        block = blocks[number]
        node, text = block.node, block.text
        sums, same = at_place[place.parents[node]], alike[looks[number]]
        flags, near, above = place.flags[node], place.near[node], place.above[node]
        words = text[:160].split()[:20]
        row = [
            _TAG_NUMBERS.get(nodes[node].tag, _OTHER_TAG),
            lengths[number],
            linked[number],
            sentences[number],
            min(1.0, block.bold / len(text)),
            min(block.breaks, 3),
            text[-1] in ":：",
            len(DIGITS.findall(text[:80])) / min(80, len(text)),
            sum(word[0].isupper() for word in words) / len(words) if words else 0,
            min(copies[text], 4),
            len(text) > 30 and text[:40] in page.description,
            inside[number],
            min(place.up[node], 6),
            min(place.down[node], 12),
            sums[0] / total,
            sums[1],
            sums[2] / sums[1] if sums[1] else 0,
            same[0] / total,
            min(same[1], 40),
            same[2] / same[1],
            before[number],
            after[number],
            max(-12, min(12, number - main[0])),
            max(-12, min(12, number - main[-1])),
            shares[number],
            max(-12, min(12, number - headline)) if headline >= 0 else 50,
            min(3, max(0, headings[number] - headings[headline])) if headline >= 0 else 0,
            lengths[number - 1] if number else 0,
            linked[number - 1] if number else 1,
            lengths[number + 1] if number < last else 0,
            linked[number + 1] if number < last else 1,
            sentences[number + 1] if number < last else 0,
        ]
        row += [flags >> bit & 1 for bit in range(len(_FLAGS) + 1)]
        row += [(above >> bit & 1) + (near >> bit & 1) for bit in groups] if above else [0] * len(groups)
        rows.append(row)
    return rows


def _distances(prose: list[float], total: float) -> tuple[list[int], list[int], list[float]]:
    """For each block: how far to the prose before and after it, and how much of it stands before."""
    before, shares = [], []
    far, sum_ = 12, 0.0
    for share in prose:
        before.append(far)
        shares.append(sum_ / total)
        far = 1 if share else min(far + 1, 12)
        sum_ += share
    after: list[int] = []
    far = 12
    for share in reversed(prose):
        after.append(far)
        far = 1 if share else min(far + 1, 12)
    return before, after[::-1], shares


def _counted(marks: list[bool]) -> list[int]:
    counts, count = [], 0
    for mark in marks:
        count += mark
        counts.append(count)
    return counts


Scorer = Callable[[list[float]], float]


@cache
def scorer(name: str, features: tuple[str, ...]) -> Scorer:
    """The fitted trees of a data file as one function: a row of measures to a score, article if > 0."""
    with open(path.join(_DATA, name), encoding="utf-8") as file:
        model = json.load(file)
    assert tuple(model["measures"]) == features, f"{name} was fitted to other measures"
    terms = "+".join(_expression(tree) for tree in model["trees"])
    made: Scorer = eval(f"lambda m: {float(model['start'])!r}+{terms}", {})  # numbers alone, checked below
    return made


def _expression(tree: list[float | list[object]] | float) -> str:
    """A tree as a Python expression; only numbers get in."""
    if isinstance(tree, (int, float)):
        return repr(float(tree))
    measure, threshold, below, above = tree
    return f"({_expression(below)} if m[{int(measure)}]<={float(threshold)!r} else {_expression(above)})"  # type: ignore[arg-type]


def article(page: Page) -> tuple[list[bool], Measured]:
    """Which blocks of a page are its article, and the measures that say so."""
    found = measured(page)
    score = scorer("shape.json", measures())
    kept = [False] * len(page.blocks)
    end = _next_article(page, found)
    for number, row in zip(found.candidates, found.rows, strict=True):
        kept[number] = score(row) > 0 and number != found.headline and number < end
    if sum(len(page.blocks[number].text) for number, keep in enumerate(kept) if keep) < _LITTLE:
        # Too little to judge by looks: whatever is prose in the container stays too.
        for number in found.prose:
            kept[number] = True
    for number, block in enumerate(page.blocks):
        if not found.outside[number] and page.nodes[block.node].tag == "pre":
            kept[number] = True  # code looks like nothing else in an article, and is part of it
    for number in _bylines(page):
        kept[number] = False
    return kept, found


def _next_article(page: Page, found: Measured) -> int:
    """The block where another article begins: an <article> like the headline's, with an h1 of its own."""
    size = len(page.blocks)
    own = _enclosing(page, page.blocks[found.headline].node) if found.headline >= 0 else 0
    if not own:
        return size
    for number in range(found.headline + 1, size):
        node = page.blocks[number].node
        if page.nodes[node].tag == "h1":
            other = _enclosing(page, node)
            between = sum(found.headline < prose < number for prose in found.prose)
            if other not in (0, own) and page.nodes[other].names == page.nodes[own].names and between > 2:
                return number
    return size


def _enclosing(page: Page, node: int) -> int:
    """The <article> that an element stands in, or 0."""
    while node > 0 and page.nodes[node].tag != "article":
        node = page.nodes[node].parent
    return max(node, 0)


def _bylines(page: Page) -> list[int]:
    """Short lines whose own element says that it is a byline."""
    bits, groups = class_words()
    byline = 1 << groups.index("byline")
    return [
        number
        for number, block in enumerate(page.blocks)
        if len(block.text) < _PROSE
        and block.text[-1] not in _ENDS
        and page.nodes[block.node].names
        and page.nodes[block.node].tag in ("p", "div")
        and any(bits.get(word.lower(), 0) & byline for word in _WORDS.findall(page.nodes[block.node].names))
    ]
