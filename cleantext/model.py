"""The values that the library speaks in: `Edit`, `Cleaned` and the closed list of kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

#: What a removed line was. The order is the one in which packs and listings show them.
KINDS = (
    "share",
    "follow",
    "comments",
    "read_more",
    "related",
    "newsletter",
    "spam_notice",
    "cookies",
    "login",
    "paywall",
    "ad",
    "app",
    "navigation",
    "tags",
    "byline",
    "credit",
    "caption",
    "headline",
    "legal",
    "print",
    "other",
)

#: The kind of an edit that corrects a name; no rule has it.
NAME = "name"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change, with its reason.

    Attributes:
        start, end: where, in code points of the input (`input[start:end] == original`).
        original: what stood there.
        replacement: what stands there now; empty where something was removed.
        kind: one of `KINDS`, or "name" for a corrected name.
        rule: the identifier of the rule that asked for it.
        why: the reason, in words.
        path: for HTML, the XPath of the element it stood in; the offsets are then those of the text
            that the page shows (`Cleaned.restore()`).
    """

    start: int
    end: int
    original: str
    replacement: str
    kind: str
    rule: str
    why: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may be a typo of a known name, but not surely enough to change it.

    Attributes:
        start, end: where, in code points of the input (`input[start:end] == original`).
        original: what stands there.
        candidates: the names that may be meant, the likeliest first.
        why: why it is one, and why it was not changed, in words.
    """

    start: int
    end: int
    original: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text with every edit that made it, in the order of the text.

    `suggestions` are names that may be misspelt, and were left as they are.

    >>> import cleantext
    >>> cleaned = cleantext.explain("The lake is frozen.\\n\\nShare on Facebook\\n")
    >>> cleaned.text
    'The lake is frozen.\\n'
    >>> [(edit.kind, edit.original) for edit in cleaned.edits]
    [('share', '\\nShare on Facebook\\n')]
    >>> cleaned.restore()
    'The lake is frozen.\\n\\nShare on Facebook\\n'
    """

    text: str
    edits: tuple[Edit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was removed or corrected."""
        return bool(self.edits)

    def restore(self) -> str:
        """Undo every edit: the input, character for character."""
        pieces: list[str] = []
        read = written = 0
        for edit in self.edits:
            untouched = edit.start - read
            pieces.append(self.text[written : written + untouched])
            pieces.append(edit.original)
            read = edit.end
            written += untouched + len(edit.replacement)
        pieces.append(self.text[written:])
        return "".join(pieces)

    def to_dict(self) -> dict[str, Any]:
        """The text, whether it changed, the edits and suggestions, as plain values for `json.dumps`."""
        return {
            "text": self.text,
            "changed": self.changed,
            "edits": [asdict(edit) for edit in self.edits],
            "suggestions": [asdict(suggestion) for suggestion in self.suggestions],
        }


class Replacement(Protocol):
    """What `apply_edits` needs of an edit."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def replacement(self) -> str:
        """What stands there instead."""


def composed(cuts: Sequence[Edit], later: Iterable[Edit]) -> list[Edit]:
    """Cuts of a text and edits of what they left, together, in the offsets of the text.

    An edit of what was left that spans a cut comes out in pieces.

    >>> cut = Edit(1, 3, "bc", "", "ad", "x", "")
    >>> [(edit.start, edit.end) for edit in composed([cut], [Edit(0, 2, "ad", "", "ad", "y", "")])]
    [(0, 1), (1, 3), (3, 4)]
    """
    both = list(cuts)
    at, shift = 0, 0
    for edit in later:
        start, end = edit.start, edit.end
        while start < end:
            while at < len(cuts) and cuts[at].start <= start + shift:
                shift += cuts[at].end - cuts[at].start
                at += 1
            stop = min(end, cuts[at].start - shift) if at < len(cuts) else end
            original = edit.original[start - edit.start : stop - edit.start]
            both.append(replace(edit, start=start + shift, end=stop + shift, original=original))
            start = stop
    return sorted(both, key=lambda edit: edit.start)


def before_cuts(cuts: Sequence[Edit], later: Iterable[Suggestion]) -> list[Suggestion]:
    """Suggestions for what cuts left of a text, in the offsets of the text.

    >>> cut = Edit(0, 2, "ab", "", "ad", "x", "")
    >>> before_cuts([cut], [Suggestion(1, 2, "d", ("e",), "")])[0].start
    3
    """
    moved: list[Suggestion] = []
    at, shift = 0, 0
    for one in later:
        while at < len(cuts) and cuts[at].start - shift <= one.start:
            shift += len(cuts[at].original) - len(cuts[at].replacement)
            at += 1
        if at == len(cuts) or cuts[at].start >= one.end + shift:
            moved.append(replace(one, start=one.start + shift, end=one.end + shift))
    return moved


def apply_edits(text: str, edits: Iterable[Replacement]) -> str:
    """Replay edits (sorted, without overlaps) on the text that they were made for.

    >>> apply_edits("Zomm", [Edit(0, 4, "Zomm", "Zoom", "name", "name.evidence", "")])
    'Zoom'
    """
    pieces: list[str] = []
    read = 0
    for edit in edits:
        pieces.append(text[read : edit.start])
        pieces.append(edit.replacement)
        read = edit.end
    pieces.append(text[read:])
    return "".join(pieces)
