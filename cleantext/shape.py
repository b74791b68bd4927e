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
from functools import cache, lru_cache
from os import path
from typing import Any

from cleantext.html import Block, Node, Page, add_up

_DATA = path.join(path.dirname(__file__), "data")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d")
_DENSE = re.compile("[\u2e80-\U0010ffff]")
_ENDS = frozenset(".!?…。！？؟।։۔។။")
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
_MAIN = frozenset(("body", "main", "article"))
_FLAGS = ("li", "td", "figure", "form", "aside", "article", "section")
_FLAG_BITS = {tag: 1 << number for number, tag in enumerate(_FLAGS)} | {"figcaption": 1 << 2, "tr": 1 << 1}
_HIDDEN = 1 << len(_FLAGS)
# Groups of class words under which no prose speaks for a container.
_NOT_PROSE = ("comments", "related", "foot", "legal", "popup", "navigation", "newsletter", "side")
#: An element holds the article if this share of the prose around it is its own.
_MOST = 0.75
# Lines of so many characters are prose if they end as sentences do, or in any case.
_PROSE, _LONG = 45, 140
# The most characters that a box with form fields says.
_FORM = 300
# Of so many blocks that look alike, this share is too few to stay alone, if it is little of the article.
_VOTERS, _FEW = 5, 0.2
# Sentences of fewer characters are labels as often as not.
_SENTENCE = 20
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Blocks outside the container with more links than this are no candidates.
_MOSTLY = 0.6
#: Lines longer than this are no label of a button or a form.
LONGEST_LABEL = 200
# JSON-LD's articleBody of fewer words says nothing.
_BODY_WORDS = 60
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
    *("tag", "length", "linked", "sentence", "bold", "italic", "images", "breaks", "colon", "digits"),
    *("capitals", "level", "body", "copies", "described", "in_container", "levels_up", "levels_down"),
    *("place_share", "place_length", "place_linked", "place_count", "controls"),
    *("alike_share", "alike_count", "alike_length"),
    *("prose_before", "prose_after", "from_first", "from_last", "share_before", "from_headline", "headlines"),
    *("length_before", "linked_before", "length_after", "linked_after", "sentence_after"),
    *(f"in_{tag}" for tag in _FLAGS),
    "hidden",
)


def measures() -> tuple[str, ...]:
    """The names of all measures, as the trees know them."""
    return MEASURES + tuple(f"class_{group}" for group in class_words()[1])


#: What the rules say of a line: 0 nothing, 1 a contextual match, 2 a certain one.
Level = Callable[[str], int]


@dataclass(slots=True)
class Measured:
    """The measures of a page's blocks."""

    candidates: list[int]  # the blocks that were measured; the others are not the article
    rows: list[list[float]]
    prose: list[int]  # the blocks of the container that read as paragraphs
    headline: int  # the block that is the page's title, or -1
    outside: list[bool]  # whether a block stands outside the container
    classes: list[int]  # groups of class words on or above each node, below the container


@dataclass(slots=True)
class _Facts:
    """What the judged blocks of a page are, one by one."""

    page: Page
    numbers: list[int]  # which blocks of the page they are
    blocks: list[Block]
    lengths: list[int]
    linked: list[float]
    sentences: list[bool]

    @staticmethod
    def of(page: Page) -> _Facts:
        numbers = page.judged()
        blocks = [page.blocks[number] for number in numbers]
        texts = [block.text for block in blocks]
        return _Facts(
            page,
            numbers,
            blocks,
            [width(text) for text in texts],
            [min(1.0, block.linked / len(block.text)) if block.linked else 0.0 for block in blocks],
            [ends_sentence(text) for text in texts],
        )


def width(text: str) -> int:
    """How long a text is: a character of a script without spaces counts for three.

    >>> width("lake"), width("湖")
    (4, 3)
    """
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text))


def measured(page: Page, level: Level) -> Measured:
    """Measure the blocks of a page.

    Args:
        page: the page.
        level: what the rules say of a line.
    """
    facts = _Facts.of(page)
    nodes, blocks = page.nodes, facts.blocks
    own = [class_bits(node.names) for node in nodes]
    headline = _headline(facts)
    prose = _prose(facts, own, headline)
    mass = [0.0] * len(nodes)
    for block, share in zip(blocks, prose, strict=True):
        mass[block.node] += share
    add_up(nodes, mass)
    place = _Places(nodes, _container(nodes, mass), own)
    inside = [place.up[block.node] == 0 for block in blocks]
    prose = [share if within else 0.0 for share, within in zip(prose, inside, strict=True)]
    some = [n for n, within in enumerate(inside) if within or facts.linked[n] <= _MOSTLY]
    rows = _rows(facts, place, some, prose, inside, headline, level)
    outside = [True] * len(page.blocks)
    for number, within in zip(facts.numbers, inside, strict=True):
        outside[number] = not within
    return Measured(
        [facts.numbers[n] for n in some],
        rows,
        [facts.numbers[n] for n, share in enumerate(prose) if share],
        facts.numbers[headline] if headline >= 0 else -1,
        outside,
        place.above,
    )


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return text[-1] in _ENDS or text.rstrip(_CLOSING)[-1:] in _ENDS


@lru_cache(maxsize=4096)
def class_bits(names: str) -> int:
    """The groups of the words in a class and an id, as bits."""
    if not names or names.isspace():
        return 0
    bits, mask = class_words()[0], 0
    for word in _WORDS.findall(names):
        mask |= bits.get(word.lower(), 0)
    return mask


def _headline(facts: _Facts) -> int:
    """The heading that is most like the page's title."""
    title = set(facts.page.title.lower().split())
    nodes = facts.page.nodes
    best, headline = 0.5, -1
    for number, block in enumerate(facts.blocks):
        tag = nodes[block.node].tag
        if tag == "h1" or (tag == "h2" and len(block.text) > 20):
            words = block.text.lower().split()
            alike = sum(word in title for word in words) / len(words) * min(1.0, len(words) / 4)
            alike += 0.6 * (tag == "h1")
            if alike > best + 0.01:
                best, headline = alike, number
    return headline


def _prose(facts: _Facts, own: list[int], headline: int) -> list[float]:
    """How much each block speaks for the elements around it as the article's place."""
    nodes = facts.page.nodes
    against = _against()
    above = {0}  # what holds the headline is not a comment box, whatever its class
    node = facts.blocks[headline].node if headline >= 0 else 0
    while node > 0:
        above.add(node)
        node = nodes[node].parent
    aside = [False] * len(nodes)
    for number, node_ in enumerate(nodes):
        parent, tag = node_.parent, node_.tag
        if number == 0 or (number in above and parent in above):
            continue
        aside[number] = (
            aside[parent]
            or tag in _FRAME
            or node_.hidden
            or node_.role
            or (own[number] & against != 0 and tag not in _MAIN)
        )
    loose, strict = [0.0] * len(facts.blocks), [0.0] * len(facts.blocks)
    for number, (length, linked) in enumerate(zip(facts.lengths, facts.linked, strict=True)):
        if length >= _PROSE and linked <= 0.4 and (facts.sentences[number] or length >= _LONG):
            loose[number] = min(1000.0, length * (1 - linked))
            if not aside[facts.blocks[number].node]:
                strict[number] = loose[number]
    little = sum(strict)
    return loose if little < _LITTLE and sum(loose) > 1.5 * little else strict


@cache
def _against() -> int:
    return sum(map(class_bit, _NOT_PROSE))


@cache
def class_bit(group: str) -> int:
    """The bit of a group of class words."""
    return 1 << class_words()[1].index(group)


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
        flags, up, down, near, above = self.flags, self.up, self.down, self.near, self.above
        flag_of = _FLAG_BITS.get
        for number, node_ in enumerate(nodes):
            if number in levels:
                up[number] = levels[number]
                continue
            parent = node_.parent
            flags[number] = flags[parent] | flag_of(node_.tag, 0) | (_HIDDEN if node_.hidden else 0)
            up[number] = up[parent]
            down[number] = down[parent] + 1
            above[number] = above[parent] | own[number]
            near[number] = own[number] | (own[parent] if parent not in levels else 0)


def _place(nodes: Sequence[Node], number: int) -> int:
    """The element whose children a line's neighbours are."""
    node = nodes[number]
    if node.tag in _LINES and node.parent >= 0:
        number = node.parent
        if nodes[number].tag in _WRAPPERS:
            number = max(0, nodes[number].parent)
    return number


def _look(nodes: Sequence[Node], number: int) -> tuple[str, str, str, str]:
    """What a line's element and the one around it look like."""
    own = nodes[number]
    parent = nodes[own.parent] if own.parent >= 0 else own
    return own.tag, own.names, parent.tag, parent.names


class _Sums:
    """Prose, length, linked length and number of the blocks that stand together or look alike."""

    __slots__ = ("count", "key", "length", "linked", "prose")

    def __init__(self, key: Any) -> None:
        self.key = key  # the element they stand in, or what they look like
        self.prose = self.linked = 0.0
        self.length = self.count = 0


def _summed(facts: _Facts, prose: list[float], key: Callable[[Sequence[Node], int], Any]) -> list[_Sums]:
    """For each block, the sums over the blocks of the same key."""
    nodes = facts.page.nodes
    of_node: dict[int, _Sums] = {}
    of_key: dict[Any, _Sums] = {}
    found: list[_Sums] = []
    for number, block in enumerate(facts.blocks):
        sums = of_node.get(block.node)
        if sums is None:
            own = key(nodes, block.node)
            sums = of_node[block.node] = of_key.get(own) or of_key.setdefault(own, _Sums(own))
        length = facts.lengths[number]
        sums.prose += prose[number]
        sums.length += length
        sums.linked += length * facts.linked[number]
        sums.count += 1
        found.append(sums)
    return found


def _rows(
    facts: _Facts,
    place: _Places,
    some: list[int],
    prose: list[float],
    inside: list[bool],
    headline: int,
    level: Level,
) -> list[list[float]]:
    nodes, blocks, controls = facts.page.nodes, facts.blocks, facts.page.controls
    lengths, linked, sentences = facts.lengths, facts.linked, facts.sentences
    total = max(1.0, sum(prose))
    at_place, alike = _summed(facts, prose, _place), _summed(facts, prose, _look)
    before, after, shares = _distances(prose, total)
    main = [n for n, share in enumerate(prose) if share and at_place[n].prose > total / 4]
    main = main or [n for n, share in enumerate(prose) if share] or [0]
    copies = Counter(block.text for block in blocks)
    headings = _counted([nodes[block.node].tag == "h1" for block in blocks])
    groups = range(len(class_words()[1]))
    none, marks = [0] * len(groups), range(len(_FLAGS) + 1)
    described, held = facts.page.description, _held(facts.page.body, [blocks[n].text for n in some])
    rows: list[list[float]] = []
    last = len(blocks) - 1
    for candidate, number in enumerate(some):
        block = blocks[number]
        node, text = block.node, block.text
        place_, alike_ = at_place[number], alike[number]
        flags, near, above = place.flags[node], place.near[node], place.above[node]
        words = text[:160].split()[:20]
        size = len(text)
        row = [
            _TAG_NUMBERS.get(nodes[node].tag, _OTHER_TAG),
            lengths[number],
            linked[number],
            sentences[number],
            block.bold / size if block.bold < size else 1.0,
            block.italic / size if block.italic < size else 1.0,
            min(3, block.images),
            min(3, block.breaks),
            text[-1] in ":：",
            len(DIGITS.findall(text[:80])) / min(80, size),
            sum([word[0].isupper() for word in words]) / len(words) if words else 0,
            level(text) if size < LONGEST_LABEL else 0,
            held[candidate],
            min(4, copies[text]),
            size > 30 and text[:40] in described,
            inside[number],
            min(6, place.up[node]),
            min(12, place.down[node]),
            place_.prose / total,
            place_.length,
            place_.linked / place_.length if place_.length else 0,
            place_.count,
            min(3, controls.get(place_.key, 0)) if controls else 0,
            alike_.prose / total,
            min(40, alike_.count),
            alike_.length / alike_.count,
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
        row += [flags >> bit & 1 for bit in marks]
        row += [(above >> bit & 1) + (near >> bit & 1) for bit in groups] if above else none
        rows.append(row)
    return rows


def _held(body: str, texts: Sequence[str]) -> list[float]:
    """Which share of each text's word 4-grams stands in what JSON-LD says is the article; -1: not known."""
    unknown = [-1.0] * len(texts)
    grams = _grams(body)
    if len(grams) < _BODY_WORDS:
        return unknown
    of_body = set(grams)
    held: list[float] = []
    for text in texts:
        pieces = _grams(text)
        held.append(sum([piece in of_body for piece in pieces]) / len(pieces) if pieces else 0.25)
    return held if sum(share > 0.8 for share in held) >= 3 else unknown


def _grams(text: str) -> list[tuple[str, str, str, str]]:
    words = _WORD.findall(text.lower())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


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
    """The fitted trees of a data file as one function: a row of measures to a score, article if > 0.

    Where the first trees are sure, the others are not asked.
    """
    with open(path.join(_DATA, name), encoding="utf-8") as file:
        model = json.load(file)
    assert tuple(model["measures"]) == features, f"{name} was fitted to other measures"
    early = int(model["early"])
    first = _sum(float(model["start"]), model["trees"][:early])
    rest = _sum(0.0, model["trees"][early:])
    sure = float(model["sure"])

    def score(row: list[float]) -> float:
        so_far = first(row)
        return so_far if so_far > sure or so_far < -sure else so_far + rest(row)

    return score


def _sum(start: float, trees: list[Any]) -> Scorer:
    """What some trees add up to, as one function."""
    terms = "".join(f"+{_expression(tree)}" for tree in trees)
    made: Scorer = eval(f"lambda m: {start!r}{terms}", {})  # numbers alone: `_expression` lets in no more
    return made


def _expression(tree: list[float | list[object]] | float) -> str:
    """A tree as a Python expression; only numbers get in."""
    if isinstance(tree, (int, float)):
        return repr(float(tree))
    measure, threshold, below, above = tree
    return f"({_expression(below)} if m[{int(measure)}]<={float(threshold)!r} else {_expression(above)})"  # type: ignore[arg-type]


def article(page: Page, level: Level, doubt: float = 0.0) -> tuple[list[bool], Measured]:
    """Which blocks of a page are its article, and the measures that say so.

    Args:
        page: the page.
        level: what the rules say of a line.
        doubt: how far below nought a block's score (log-odds) may be for it to stay.
    """
    found = measured(page, level)
    score = scorer("shape.json", measures())
    kept = [False] * len(page.blocks)
    end = _next_article(page, found)
    for number, row in zip(found.candidates, found.rows, strict=True):
        kept[number] = score(row) > -doubt and number != found.headline and number < end
    if sum(len(page.blocks[number].text) for number, keep in enumerate(kept) if keep) < _LITTLE:
        # Too little to judge by looks: whatever is prose in the container stays too.
        for number in found.prose or _short_sentences(page, found):
            kept[number] = True
    for number in _table_rows(page, kept):
        kept[number] = True
    for number in _outvoted(page, found, kept):
        kept[number] = False
    for number, block in enumerate(page.blocks):
        if not found.outside[number] and page.nodes[block.node].tag == "pre":
            kept[number] = True  # code looks like nothing else in an article, and is part of it
    for number in (*_bylines(page), *_forms(page)):
        kept[number] = False
    return kept, found


def _table_rows(page: Page, kept: list[bool]) -> list[int]:
    """The other rows of the tables of which most rows are kept, the header's above all."""
    rows: dict[int, list[int]] = {}
    for number, block in enumerate(page.blocks):
        if "\t" in block.text and page.nodes[block.node].tag == "tr":
            rows.setdefault(block.group, []).append(number)
    return [
        number
        for group in rows.values()
        if sum(kept[number] for number in group) * 2 > len(group)
        for number in group
    ]


def _outvoted(page: Page, found: Measured, kept: list[bool]) -> list[int]:
    """The few blocks that stay of many that look alike and go: one comment of a dozen, say."""
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for number in found.candidates:
        groups.setdefault(_look(page.nodes, page.blocks[number].node), []).append(number)
    size = [len(block.text) for block in page.blocks]
    little = _FEW / 2 * sum(length for length, keep in zip(size, kept, strict=True) if keep)
    outvoted: list[int] = []
    for group in groups.values():
        staying = [number for number in group if kept[number]]
        few = len(group) >= _VOTERS and len(staying) <= len(group) * _FEW
        if few and sum(size[number] for number in staying) <= little:
            outvoted += staying
    return outvoted


def _short_sentences(page: Page, found: Measured) -> list[int]:
    """The sentences of a page that has none long enough to be a paragraph's."""
    return [
        number
        for number in found.candidates
        if ends_sentence(text := page.blocks[number].text)
        and len(text) >= _SENTENCE
        and not page.blocks[number].linked
        and page.nodes[page.blocks[number].node].tag not in _HEADINGS
    ]


def _next_article(page: Page, found: Measured) -> int:
    """The block where another article begins: an element like the headline's, with an h1 of its own."""
    size = len(page.blocks)
    if found.headline < 0:
        return size
    for number in range(found.headline + 1, size):
        node = page.blocks[number].node
        if page.nodes[node].tag == "h1":
            own, other = _branches(page.nodes, page.blocks[found.headline].node, node)
            first = next(n for n, block in enumerate(page.blocks) if block.node >= other)
            between = sum(found.headline < prose < first for prose in found.prose)
            alike = between > 2 and _alike(page.nodes[own], page.nodes[other])
            each = page.nodes[own].tag == "article" or (_signed(page, own) and _signed(page, other))
            if alike and each:
                return first
    return size


def _branches(nodes: Sequence[Node], one: int, two: int) -> tuple[int, int]:
    """The outermost elements around each of two that do not hold the other, or the two themselves."""
    above = {one}
    node = one
    while node > 0:
        node = nodes[node].parent
        above.add(node)
    other = two
    while nodes[other].parent not in above:
        other = nodes[other].parent
    own, common = one, nodes[other].parent
    while own > 0 and nodes[own].parent != common:
        own = nodes[own].parent
    return own, other


def _alike(one: Node, two: Node) -> bool:
    """Whether two elements hold one article each, by their looks."""
    names, others = one.names.split(), two.names.split()
    return one.tag == two.tag and names[:1] == others[:1] and one.tag not in _HEADINGS


def _signed(page: Page, element: int) -> bool:
    """Whether an element has a byline of its own, by the class names in it."""
    byline = class_bit("byline")
    inside = {element}
    for number in range(element + 1, len(page.nodes)):
        if page.nodes[number].parent not in inside:
            return False
        inside.add(number)
        if class_bits(page.nodes[number].names) & byline:
            return True
    return False


def _forms(page: Page) -> list[int]:
    """The few words of a box that has form fields of its own."""
    if not page.controls:
        return []
    lengths = [0] * len(page.nodes)
    for block in page.blocks:
        lengths[block.node] += len(block.text)
    add_up(page.nodes, lengths)
    boxed = [False] * len(page.nodes)
    for number, node in enumerate(page.nodes):
        boxed[number] = number > 0 and (
            boxed[node.parent] or (number in page.controls and lengths[number] <= _FORM)
        )
    return [number for number, block in enumerate(page.blocks) if boxed[block.node]]


def _bylines(page: Page) -> list[int]:
    """Short lines whose own element says that it is a byline."""
    byline = class_bit("byline")
    return [
        number
        for number, block in enumerate(page.blocks)
        if len(block.text) < _PROSE
        and block.text[-1] not in _ENDS
        and page.nodes[block.node].tag in ("p", "div")
        and class_bits(page.nodes[block.node].names) & byline
    ]
