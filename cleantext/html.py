"""HTML: from bytes or a string to the blocks of text that a page shows, with their markup facts.

lxml does the parsing; nothing is fetched and no entity is expanded from outside. A *block* is one
line as a reader sees it: a paragraph, a heading, a list item, a table row, a line between `<br>`s.
A *node* is an element that makes blocks, known by its number in the order of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
_BOLD = frozenset(("b", "strong"))
# lxml loses text below 256 nested elements.
_DEEPEST = 250
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_ROLES = frozenset(
    ("navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog")
)


class Node(NamedTuple):
    """An element that makes blocks."""

    parent: int
    tag: str
    names: str  # class and id, as they stand
    hidden: bool
    role: bool  # an ARIA role of the site's frame
    element: Any


class Block(NamedTuple):
    """A line as a reader sees it."""

    node: int
    text: str
    linked: int  # how many of its characters are links
    bold: int
    breaks: int  # how many <br> stand before it in its element
    group: int  # blocks of one group stand on consecutive lines


@dataclass(slots=True)
class Page:
    """A page's nodes and blocks, both in the order of the page, and what it says its title is."""

    nodes: list[Node] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    description: str = ""

    def rendered(self) -> str:
        """The whole text: blocks of a group line by line, others parted by a blank line."""
        return joined(self.blocks)


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


def read(html: str | bytes) -> Page:
    """The page that some HTML shows.

    Args:
        html: a page or a part of one; bytes are decoded as browsers would, see `decoding.py`.

    Raises:
        InputError: something other than `str` or `bytes`.
        OptionError: lxml is not installed.
    """
    text = decoded(html)
    root = _parsed(text)
    page = Page()
    if root is None:
        return page
    reader = _Reader(page)
    if not reader.read(root):  # nested deeper than lxml keeps text
        page = Page()
        root = _parsed(_flattened(text))
        if root is not None:
            _Reader(page).read(root)
    if root is not None:
        page.title, page.description = _title(root), _description(root)
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


def _title(root: Any) -> str:
    titles = [root.findtext("head/title") or root.findtext(".//title") or ""]
    titles += root.xpath("/html/head/meta[@property='og:title']/@content")[:1]
    return " ".join(" ".join(titles).split())


def _description(root: Any) -> str:
    found = root.xpath("/html/head/meta[@name='description' or @property='og:description']/@content")
    return " ".join(" ".join(found[:2]).split())


class _Reader:
    """Walks a tree once and fills a page."""

    def __init__(self, page: Page) -> None:
        self._nodes = page.nodes
        self._blocks = page.blocks
        self._pieces: list[str] = []
        self._linked = self._bold = self._breaks = self._empty = 0
        self._deep = False

    def read(self, root: Any) -> bool:
        """Fill the page; False: the tree is too deep to hold all its text."""
        self._nodes.append(Node(-1, root.tag, "", False, False, root))
        if root.text:
            self._pieces.append(root.text)
        self._children(root, 0, 0, False, False, 1)
        self._flush(0, 0)
        return not self._deep

    def _children(self, parent: Any, node: int, group: int, link: bool, bold: bool, depth: int) -> None:
        if depth > _DEEPEST:
            self._deep = True
            return
        for child in parent:
            tag = child.tag
            if type(tag) is not str or tag in UNSEEN:
                pass
            elif tag == "br":
                self._break(node, group)
            elif tag in INLINE or "-" in tag or ":" in tag:
                self._inline(child, tag, node, group, link, bold, depth)
            else:
                self._flush(node, group)
                self._element(child, tag, node, group, link, bold, depth)
            tail = child.tail
            if tail:
                self._add(tail, link, bold)

    def _inline(
        self, child: Any, tag: str, node: int, group: int, link: bool, bold: bool, depth: int
    ) -> None:
        if tag == "a":
            if self._pieces and link is False and self._pieces[-1] == "":
                self._pieces.append(" ")  # two links side by side are two buttons
            link = True
        elif tag in _BOLD:
            bold = True
        if child.text:
            self._add(child.text, link, bold)
        if len(child):
            self._children(child, node, group, link, bold, depth + 1)
        if tag == "a":
            self._pieces.append("")  # where a link ended

    def _element(
        self, child: Any, tag: str, node: int, group: int, link: bool, bold: bool, depth: int
    ) -> None:
        number = len(self._nodes)
        attributes = child.attrib
        if attributes:
            get = attributes.get
            names = f"{get('class', '')} {get('id', '')}"
            style = get("style")
            hidden = "hidden" in attributes or get("aria-hidden") == "true"
            if style and not hidden:
                hidden = "display:none" in style.replace(" ", "")
            role = get("role") in _ROLES
        else:
            names, hidden, role = "", False, False
        self._nodes.append(Node(node, tag, names, hidden, role, child))
        if tag == "pre":
            self._preformatted(child, number)
            return
        if tag == "tr" and (cells := _cells(child)):
            self._row(cells, number, group, link, depth)
            return
        # Items of a list stand together; a table's cell with blocks of its own is a place like others.
        group = group if tag not in _CELLS and self._nodes[group].tag in _LISTS else number
        if child.text:
            self._add(child.text, link, bold)
        self._children(child, number, group, link, bold, depth + 1)
        self._flush(number, group)

    def _row(self, cells: list[Any], node: int, group: int, link: bool, depth: int) -> None:
        texts: list[str] = []
        for cell in cells:
            self._add(cell.text or "", link, False)
            self._children(cell, node, group, link, False, depth + 1)
            texts.append(" ".join("".join(self._pieces).split()))
            self._pieces.clear()
        self._pieces.append("\t".join(texts).strip())
        self._flush(node, group, kept="\t")

    def _preformatted(self, element: Any, node: int) -> None:
        lines = "".join(_seen(element)).expandtabs(8).split("\n")
        for line in lines:
            if line.strip():
                self._blocks.append(Block(node, line.rstrip(), 0, 0, 0, node))

    def _add(self, text: str, link: bool, bold: bool) -> None:
        self._pieces.append(text)
        if link:
            self._linked += len(text.strip())
        if bold:
            self._bold += len(text.strip())

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
                self._blocks.append(Block(node, text, self._linked, self._bold, self._breaks, group))
            self._pieces.clear()
            self._linked = self._bold = 0
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
