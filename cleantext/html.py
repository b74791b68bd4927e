"""HTML: from bytes or a string to the blocks of text that a page shows, with their markup facts.

lxml does the parsing; nothing is fetched and no entity is expanded from outside. A *block* is one
line as a reader sees it: a paragraph, a heading, a list item, a table row, a line between `<br>`s.
A *node* is an element that makes blocks, known by its number in the order of the page.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from cleantext.decoding import decoded
from cleantext.errors import OptionError

#: Elements that stand within a line; every other one, if it is no custom element, breaks it.
INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rb", "rp", "rt",
        "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt",
        "u", "var", "wbr"
    )
)  # fmt: skip
#: Elements whose content no reader sees as text.
UNSEEN = frozenset(
    (
        "audio", "canvas", "datalist", "embed", "head", "iframe", "input", "map", "math", "meter",
        "noscript", "object", "progress", "script", "select", "style", "svg", "template", "textarea",
        "title", "video"
    )
)  # fmt: skip
_LISTS = frozenset(("ul", "ol", "dl", "table"))
_CELLS = frozenset(("td", "th", "caption"))
#: Elements that show something from elsewhere.
EMBEDS = frozenset(("video", "audio", "iframe", "object", "embed"))
_CONTROLS = frozenset(("input", "select", "textarea"))
# Styles of text, as bits.
_LINK, _BOLD, _ITALIC = 1, 2, 4
_STYLES = {"b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC, "cite": _ITALIC}
# Pages of fewer characters are read with their frame too.
_LITTLE = 400
# lxml loses text below 256 nested elements.
_DEEPEST = 250
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
# Parts of a page's frame that never hold the article.
_FRAME = frozenset(("nav", "footer", "button"))
_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')
_ROLES = frozenset(
    ("navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog")
)


_Number = TypeVar("_Number", int, float)


class Node(NamedTuple):
    """An element that makes blocks."""

    parent: int
    tag: str
    names: str  # class and id, as they stand
    hidden: bool
    role: bool  # an ARIA role of the site's frame
    framed: bool  # in a part of the page that never holds the article
    element: Any


class Block(NamedTuple):
    """A line as a reader sees it."""

    node: int
    text: str
    linked: int  # how many of its characters are links
    bold: int
    italic: int
    images: int  # how many images and the like stand between it and the block before
    breaks: int  # how many <br> stand before it in its element
    group: int  # blocks of one group stand on consecutive lines


@dataclass(slots=True)
class Page:
    """A page's nodes and blocks, both in the order of the page, and what it says its title is."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    description: str = ""
    controls: Counter[int] = field(default_factory=Counter)  # form controls, by the node they stand in
    body: str = ""  # what its JSON-LD says that the article is
    whole: bool = True  # whether navigation, footers and buttons are here too

    def judged(self) -> list[int]:
        """The blocks that can be the article: all but the frame's, unless that is all there is."""
        inner = [number for number, block in enumerate(self.blocks) if not self.nodes[block.node].framed]
        if len(inner) < len(self.blocks) and sum(len(self.blocks[n].text) for n in inner) < _LITTLE:
            return list(range(len(self.blocks)))
        return inner

    def rendered(self) -> str:
        """The whole text: blocks of a group line by line, others parted by a blank line."""
        return joined(self.blocks)


def add_up(nodes: list[Node], values: list[_Number]) -> None:
    """Add what each node has to what its parent has, in place: sums over all that a node holds."""
    for number in range(len(nodes) - 1, 0, -1):
        values[nodes[number].parent] += values[number]


def joined(blocks: list[Block]) -> str:
    """The text of some blocks of a page."""
    pieces: list[str] = []
    group = -1
    for block in blocks:
        if pieces:
            pieces.append("\n" if block.group == group else "\n\n")
        pieces.append(block.text)
        group = block.group
    return "".join(pieces)


def read(html: str | bytes, whole: bool = True) -> Page:
    """The page that some HTML shows.

    Args:
        html: a page or a part of one; bytes are decoded as browsers would, see `decoding.py`.
        whole: False: without navigation, footers and buttons, unless little else is there.

    Raises:
        InputError: something other than `str` or `bytes`.
        OptionError: lxml is not installed.
    """
    text = decoded(html)
    root = _parsed(text)
    if root is None:
        return Page()
    page = _walked(root, whole)
    if page is None:  # nested deeper than lxml keeps text
        root = _parsed(_flattened(text))
        page = (None if root is None else _walked(root, whole)) or Page()
    _head(page, root)
    if "articleBody" in text:
        page.body = _article_body(text)
    return page


def _parsed(text: str) -> Any:
    try:
        from lxml import etree
    except ImportError as error:
        raise OptionError("HTML needs lxml: pip install lxml") from error
    if not text or text.isspace():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,
        no_network=True,
    )
    try:
        return etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None


def _flattened(text: str) -> str:
    """The page without nesting: every element becomes a paragraph or, if inline, nothing."""

    def flat(tag: re.Match[str]) -> str:
        closes, name = tag[1], tag[2].lower()
        if name in UNSEEN or name in ("html", "body", "br", "meta", "link"):
            return tag[0]
        if name in INLINE:
            return ""
        return "" if closes else "<p>"

    return _TAG.sub(flat, text)


def _walked(root: Any, whole: bool) -> Page | None:
    """The page of a tree; None: the tree is too deep to hold all its text."""
    page = Page()
    reader = _Reader(page, whole)
    if not reader.read(root):
        return None
    if not page.whole and sum(len(block.text) for block in page.blocks) < _LITTLE:
        return _walked(root, True)
    return page


def _head(page: Page, root: Any) -> None:
    """What the page says its title and its description are."""
    titles: list[str] = []
    descriptions: list[str] = []
    head = next(root.iterchildren("head"), ())
    for child in head:
        if child.tag == "title" and not titles:
            titles.append(child.text or "")
        elif child.tag == "meta":
            get = child.attrib.get
            what, content = get("property") or get("name"), get("content")
            if content and what == "og:title":
                titles.append(content)
            elif content and what in ("description", "og:description") and len(descriptions) < 2:
                descriptions.append(content)
    if not titles:
        titles = [title.text or "" for title in root.iter("title")][:1]
    page.title = " ".join(" ".join(titles).split())
    page.description = " ".join(" ".join(descriptions).split())


def _article_body(text: str) -> str:
    """The longest articleBody of the page's JSON-LD."""
    bodies = [""]
    for found in _BODY.finditer(text):
        try:
            bodies.append(str(json.loads(found[1], strict=False)))
        except ValueError:
            continue
    return max(bodies, key=len)


class _Reader:
    """Walks a tree once and fills a page."""

    def __init__(self, page: Page, whole: bool) -> None:
        self._page, self._whole = page, whole
        self._nodes = page.nodes
        self._blocks = page.blocks
        self._pieces: list[str] = []
        self._linked = self._bold = self._italic = self._images = self._breaks = self._empty = 0
        self._deep = False

    def read(self, root: Any) -> bool:
        """Fill the page; False: the tree is too deep to hold all its text."""
        self._nodes.append(Node(-1, root.tag, "", False, False, False, root))
        if root.text:
            self._pieces.append(root.text)
        self._children(root, 0, 0, 0, 1)
        self._flush(0, 0)
        return not self._deep

    def _children(self, parent: Any, node: int, group: int, style: int, depth: int) -> None:
        if depth > _DEEPEST:
            self._deep = True
            return
        for child in parent:
            tag = child.tag
            if tag in INLINE:
                if tag == "img":
                    self._images += 1
                else:
                    self._inline(child, tag, node, group, style, depth)
            elif type(tag) is not str or tag in UNSEEN:
                if tag in EMBEDS:
                    self._images += 1
                elif tag in _CONTROLS and child.get("type") != "hidden":
                    self._page.controls[node] += 1
            elif tag == "br":
                self._break(node, group)
            elif "-" in tag or ":" in tag:
                self._inline(child, tag, node, group, style, depth)
            else:
                self._flush(node, group)
                if tag not in _FRAME:
                    self._element(child, tag, node, group, style, depth)
                elif self._whole:  # what comes after is the same as if it were not there
                    images, empty = self._images, self._empty
                    self._element(child, tag, node, group, style, depth)
                    self._images, self._empty = images, empty
                else:
                    self._page.whole = False
            tail = child.tail
            if tail:
                self._add(tail, style)

    def _inline(self, child: Any, tag: str, node: int, group: int, style: int, depth: int) -> None:
        if tag == "a":
            if self._pieces and not style & _LINK and self._pieces[-1] == "":
                self._pieces.append(" ")  # two links side by side are two buttons
            style |= _LINK
        else:
            style |= _STYLES.get(tag, 0)
        text = child.text
        if text:
            self._add(text, style)
        if len(child):
            self._children(child, node, group, style, depth + 1)
        if tag == "a":
            self._pieces.append("")  # where a link ended

    def _element(self, child: Any, tag: str, node: int, group: int, style: int, depth: int) -> None:
        number = len(self._nodes)
        attributes = child.attrib
        if attributes:
            get = attributes.get
            names = f"{get('class', '')} {get('id', '')}"
            css = get("style")
            hidden = "hidden" in attributes or get("aria-hidden") == "true"
            if css and not hidden:
                hidden = "display:none" in css.replace(" ", "")
            role = get("role") in _ROLES
        else:
            names, hidden, role = "", False, False
        framed = self._nodes[node].framed or tag in _FRAME
        self._nodes.append(Node(node, tag, names, hidden, role, framed, child))
        if tag == "pre":
            self._preformatted(child, number)
            return
        if tag == "tr" and (cells := _cells(child)):
            self._row(cells, number, group, style, depth)
            return
        # Items of a list stand together; a table's cell with blocks of its own is a place like others.
        group = group if tag not in _CELLS and self._nodes[group].tag in _LISTS else number
        text = child.text
        if text:
            self._add(text, style)
        self._children(child, number, group, style, depth + 1)
        self._flush(number, group)

    def _row(self, cells: list[Any], node: int, group: int, style: int, depth: int) -> None:
        texts: list[str] = []
        for cell in cells:
            self._add(cell.text or "", style)
            self._children(cell, node, group, style, depth + 1)
            texts.append(" ".join("".join(self._pieces).split()))
            self._pieces.clear()
        self._pieces.append("\t".join(texts).strip())
        self._flush(node, group, kept="\t")

    def _preformatted(self, element: Any, node: int) -> None:
        lines = "".join(_seen(element)).expandtabs(8).split("\n")
        empty = 0
        for line in lines:
            if line.strip():
                self._blocks.append(Block(node, line.rstrip(), 0, 0, 0, 0, 0, node - 100_000 * empty))
            else:
                empty += 1

    def _add(self, text: str, style: int) -> None:
        self._pieces.append(text)
        if style:
            size = len(text.strip())
            if style & _LINK:
                self._linked += size
            if style & _BOLD:
                self._bold += size
            if style & _ITALIC:
                self._italic += size

    def _break(self, node: int, group: int) -> None:
        before = len(self._blocks)
        breaks, empty = self._breaks, self._empty
        self._flush(node, group)
        self._breaks = breaks + 1
        self._empty = empty if len(self._blocks) > before else empty + 1

    def _flush(self, node: int, group: int, kept: str = "") -> None:
        """End a block, if there is one."""
        if self._pieces:
            raw = "".join(self._pieces)
            text = raw if kept and kept in raw else " ".join(raw.split())
            if text:
                # Lines parted by one <br> stand together; an empty line between them parts them.
                group = group if self._nodes[group].tag in _LISTS else node - 100_000 * self._empty
                self._blocks.append(
                    Block(
                        node, text, self._linked, self._bold, self._italic, self._images, self._breaks, group
                    )
                )
                self._images = 0
            self._pieces.clear()
            self._linked = self._bold = self._italic = 0
        self._breaks = 0


def _cells(row: Any) -> list[Any]:
    """The cells of a table row that is one line: two or more, none with blocks of its own."""
    cells = [cell for cell in row if type(cell.tag) is str]
    if len(cells) < 2:
        return []
    for cell in cells:
        if cell.tag not in ("td", "th") or any(
            type(inner.tag) is str and inner.tag not in INLINE and inner is not cell for inner in cell.iter()
        ):
            return []
    return cells


def _seen(element: Any) -> Iterator[str]:
    """The text of an element, line breaks included, without what nobody sees."""
    if element.text:
        yield element.text
    for child in element.iterdescendants():
        if child.tag == "br":
            yield "\n"
        if type(child.tag) is str and child.tag not in UNSEEN and child.text:
            yield child.text
        if child.tail:
            yield child.tail
