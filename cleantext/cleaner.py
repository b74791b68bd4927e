"""`Cleaner`: the options of the library, checked once, and the order of its two jobs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from os import PathLike, path
from typing import TYPE_CHECKING, Any, NoReturn

from cleantext.errors import InputError, OptionError
from cleantext.index import LONGEST_LINE, Index, Matches
from cleantext.model import KINDS, NAME, Cleaned, Edit, apply_edits, before_cuts, composed
from cleantext.patterns import KeepPatterns
from cleantext.shipped import shipped_index
from cleantext.text import cuts

if TYPE_CHECKING:
    from bs4 import Tag

    from cleantext.html import Page
    from cleantext.model import Suggestion
    from cleantext.names.corrector import Corrector, Fix
    from cleantext.names.entities import EntityList
    from cleantext.packs import Pack

EVIDENCE = "evidence"
STRICT = "strict"
OFF = "off"
CORRECT = (EVIDENCE, STRICT, OFF)
# What is left out of the text of an article but is part of its HTML.
_PARTS_OF_HTML = frozenset(("headline", "caption"))
# HTML is judged again until nothing more goes, so only what is clear goes at all (log-odds).
_DOUBT = 1.4


class Cleaner:
    """Cleans texts with one set of options; build it once for many documents.

    A cleaner never changes after it is built: share it between threads, pickle it for processes.

    Args:
        entities: known names: an iterable of str, the path of a text file (one name a line) or of a
            prepared list, or an `EntityList`. None: the list that comes with the library; (): no names.
        correct: "evidence" repairs a typo of a known name where the text itself uses the right
            form; "strict" also where the text does not and nothing else can be meant; "off" repairs
            none.
        remove: the kinds of lines to remove, out of `cleantext.KINDS`. None: all; (): none.
        keep: regular expressions (of the `regex` package); a line in which one is found stays,
            whatever the rules say.
        packs: more rules: paths of pack files, or packs from `cleantext.load_pack`.
        aliases: True: aliases that the list of names gives become the names that they stand for.
        page: False: a text is an extracted article. True: it is all that a page shows, navigation,
            teasers and all, without markup. HTML is judged as a whole page either way.

    Raises:
        OptionError: an option of a wrong type or with an unknown value.
        EntityError: a list of names that cannot be read.
        PackError: a pack that does not load.
        PatternError: a keep pattern that is no regular expression.

    >>> cleaner = Cleaner(entities=["Zoom"])
    >>> cleaner.clean("Russia may block Zomm\\n\\nZoom did not comment. Zoom has grown.\\n\\nShare on X\\n")
    'Russia may block Zoom\\n\\nZoom did not comment. Zoom has grown.\\n'
    """

    __slots__ = ("_active", "_every", "_index", "_keep", "_kinds", "_names", "_options", "_page")
    _active: frozenset[int]
    _every: frozenset[int]
    _index: Index
    _keep: KeepPatterns
    _kinds: frozenset[str]
    _page: bool
    _names: Corrector | None
    _options: tuple[Any, ...]

    def __init__(
        self,
        entities: Iterable[str] | str | PathLike[str] | EntityList | None = None,
        correct: str = EVIDENCE,
        remove: Iterable[str] | None = None,
        keep: Iterable[str] = (),
        packs: Iterable[str | PathLike[str] | Pack] = (),
        page: bool = False,
        aliases: bool = False,
    ) -> None:
        if correct not in CORRECT:
            raise OptionError(f"correct={correct!r}: choose one of {_listed(CORRECT)}")
        if not isinstance(page, bool):
            raise OptionError(f"page={page!r}: give True for the text of whole pages, else False")
        if not isinstance(aliases, bool):
            raise OptionError(f"aliases={aliases!r}: give True to have names for aliases, else False")
        given = None if entities is None or correct == OFF else _entities(entities)
        kinds = KINDS if remove is None else _kinds(remove)
        patterns, packs = _texts("keep", keep), _sequence("packs", packs)
        index = _index(packs)
        parts = {
            "_options": (given, correct, kinds, patterns, packs, page, aliases),
            "_keep": KeepPatterns(patterns),
            "_index": index,
            "_kinds": frozenset(kinds),
            "_page": page,
            "_every": frozenset(range(len(index.rules))),
            "_active": frozenset(n for n, rule in enumerate(index.rules) if rule.kind in kinds),
            "_names": None if correct == OFF else _corrector(given, correct == STRICT, aliases),
        }
        for name, value in parts.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Cleaner never changes: build a new one to set {name!r}")

    def clean(self, text: str) -> str:
        """The article alone, with known names repaired.

        Args:
            text: any `str`. Line endings and everything inside kept lines stay as they are.

        Returns:
            The cleaned text; the very same object if there was nothing to do.

        Raises:
            InputError: something other than a `str`.
            PatternError: one of the keep patterns ran out of time.
        """
        return self.explain(text).text

    def explain(self, text: str) -> Cleaned:
        """As `clean`, with every edit and its reason; see `Cleaned`."""
        if not isinstance(text, str):
            raise InputError(f"expected a str, got {type(text).__name__}; decode bytes first")
        if not self._page:
            return self._explain(text)
        from cleantext.pages import text_cuts  # only for whole pages

        lines = Matches(self._index, self._every)
        return self._after(text, text_cuts(text, lines.level, self._kinds, self._keep.keep), lines)

    def clean_html(self, html: str | bytes) -> str:
        """The text of the article of an HTML page, with known names repaired.

        Args:
            html: a whole page or a part of one; bytes are decoded as the page declares, if it is true.

        Returns:
            Paragraphs and headings parted by blank lines, list items and table rows on lines of their
            own, without the headline, byline, date, captions and tags: give `remove` without those kinds
            to keep them.

        Raises:
            InputError: neither `str` nor `bytes`.
            PatternError: one of the keep patterns ran out of time.
        """
        from cleantext.html import read  # only for HTML
        from cleantext.pages import article_text

        if len(self._kinds) < len(KINDS) or self._keep.sources:
            return self._page_cleaned(read(html)).text
        lines = Matches(self._index, self._every)
        return self._explain(article_text(read(html, whole=False), lines.level), lines).text

    def explain_html(self, html: str | bytes) -> Cleaned:
        """As `clean_html`, with every edit, its reason and the path of its element.

        Offsets are those of the text that the page shows; `Cleaned.restore()` gives that text.
        """
        from cleantext.html import read
        from cleantext.pages import with_paths

        page = read(html)
        cleaned = self._page_cleaned(page)
        edits = with_paths(page, page.rendered(), cleaned.edits)
        return Cleaned(cleaned.text, edits, cleaned.suggestions)

    def strip_html(self, html: str | bytes) -> str:
        """The HTML of a page without the elements that are boilerplate, and nothing else changed.

        An element goes if all of its text goes; the headline, captions and images of the article stay, and
        so does what the parser and the source do not agree on. Names are not corrected.

        Args:
            html: a whole page or a part of one.

        Returns:
            The shorter HTML; the very same object if nothing was to cut. It is stripped until stripping it
            again would change nothing.

        Raises:
            InputError: neither `str` nor `bytes`.
            PatternError: one of the keep patterns ran out of time.
        """
        from cleantext.decoding import decoded
        from cleantext.html import read
        from cleantext.strip import stripped

        return stripped(decoded(html), read, self._going)

    def strip_soup(self, soup: Tag) -> None:
        """As `strip_html`, in place on a tree of BeautifulSoup.

        Args:
            soup: a `BeautifulSoup` or a `Tag` of one; it loses its boilerplate elements.

        Raises:
            InputError: something else.
            PatternError: one of the keep patterns ran out of time.
        """
        from cleantext.html import read
        from cleantext.strip import strip_tree

        strip_tree(soup, read, self._going)

    def _going(self, page: Page) -> set[int]:
        """The blocks of a page whose elements may go."""
        from cleantext.pages import gone_blocks, html_cuts

        text, lines = page.rendered(), Matches(self._index, self._every)
        edits = html_cuts(page, text, lines.level, self._kinds - _PARTS_OF_HTML, self._keep.keep, _DOUBT)
        edits = composed(edits, self._cuts(apply_edits(text, edits), lines))
        return gone_blocks(page, text, edits)

    def _page_cleaned(self, page: Page) -> Cleaned:
        from cleantext.pages import html_cuts

        text, lines = page.rendered(), Matches(self._index, self._every)
        return self._after(text, html_cuts(page, text, lines.level, self._kinds, self._keep.keep), lines)

    def _after(self, text: str, edits: list[Edit], lines: Matches) -> Cleaned:
        """What rules and names make of a page's text after the judge of shape."""
        if not edits:
            return self._explain(text, lines)
        cleaned = self._explain(apply_edits(text, edits), lines)
        suggestions = tuple(before_cuts(edits, cleaned.suggestions))
        return Cleaned(cleaned.text, tuple(composed(edits, cleaned.edits)), suggestions)

    def _cuts(self, text: str, lines: Matches | None) -> list[Edit]:
        if not self._active:
            return []
        known = lines if len(self._active) == len(self._every) else None
        return cuts(text, self._index, self._active, self._keep.keep, known)

    def _explain(self, text: str, lines: Matches | None = None) -> Cleaned:
        edits = self._cuts(text, lines)
        kept = apply_edits(text, edits) if edits else text
        suggestions: tuple[Suggestion, ...] = ()
        if self._names is not None:
            corrections = self._names.corrections(kept)
            fixes = self._plausible(kept, corrections.fixes)
            suggestions = tuple(before_cuts(edits, corrections.suggestions))
            if fixes:
                named = [_as_edit(fix, kept) for fix in fixes]
                edits = composed(edits, named)
                kept = apply_edits(kept, named)
        return Cleaned(kept, tuple(edits), suggestions)

    def _plausible(self, text: str, fixes: list[Fix]) -> list[Fix]:
        """The fixes but those that would have a rule remove a line of the article."""
        risky = {fix for fix in fixes if self._index.find(_fixed_line(text, fix), self._active)}
        if not risky:
            return fixes
        if not cuts(apply_edits(text, fixes), self._index, self._active, self._keep.keep):
            return fixes
        return [fix for fix in fixes if fix not in risky]

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Any, ...]]:
        return Cleaner, self._options

    def __repr__(self) -> str:
        entities, correct, kinds, keep, packs, *_ = self._options
        names = "default list" if entities is None else f"{len(entities)} names"
        return (
            f"<Cleaner: {len(kinds)} kinds, {names}, correct={correct!r}, keep={keep!r}, {len(packs)} packs>"
        )


def clean(text: str, **options: Any) -> str:
    """Clean one text; the options are those of `Cleaner`.

    >>> clean("The lake is frozen.\\n\\nLeave a Reply\\n")
    'The lake is frozen.\\n'
    """
    return Cleaner(**options).clean(text)


def explain(text: str, **options: Any) -> Cleaned:
    """Clean one text and say what was changed and why; the options are those of `Cleaner`.

    >>> [edit.rule for edit in explain("The lake is frozen.\\n\\nShare on Facebook\\n").edits]
    ['en.share.on-network']
    """
    return Cleaner(**options).explain(text)


def _fixed_line(text: str, fix: Fix) -> str:
    """The line that a fix stands in, with the fix made; only its surroundings if it is very long."""
    low, high = max(0, fix.start - LONGEST_LINE), fix.end + LONGEST_LINE
    start = max(low, text.rfind("\n", low, fix.start) + 1)
    end = text.find("\n", fix.end, high)
    return text[start : fix.start] + fix.replacement + text[fix.end : end if end >= 0 else high]


def clean_html(html: str | bytes, **options: Any) -> str:
    """The text of the article of an HTML page; the options are those of `Cleaner`.

    >>> page = "<nav>Home</nav><h1>Frozen</h1><p>The lake froze over on the second night of the year.</p>"
    >>> clean_html(page)
    'The lake froze over on the second night of the year.'
    """
    return Cleaner(**options).clean_html(html)


def explain_html(html: str | bytes, **options: Any) -> Cleaned:
    """Clean an HTML page and say what was left out and why; the options are those of `Cleaner`.

    >>> page = "<nav>Home</nav><h1>Frozen</h1><p>The lake froze over on the second night of the year.</p>"
    >>> [(edit.kind, edit.path) for edit in explain_html(page).edits]
    [('navigation', '/html/body/nav'), ('headline', '/html/body/h1')]
    """
    return Cleaner(**options).explain_html(html)


def strip_html(html: str | bytes, **options: Any) -> str:
    """The HTML of a page without its boilerplate elements; the options are those of `Cleaner`.

    >>> strip_html("<h1>Frozen</h1><p>The lake froze over last night.</p><nav><a href='/'>Home</a></nav>")
    '<h1>Frozen</h1><p>The lake froze over last night.</p>'
    """
    return Cleaner(**options).strip_html(html)


def strip_soup(soup: Tag, **options: Any) -> None:
    """Take the boilerplate elements out of a tree of BeautifulSoup; the options are those of `Cleaner`.

    >>> from bs4 import BeautifulSoup
    >>> soup = BeautifulSoup("<p>The lake froze over last night.</p><nav>Home</nav>", "html.parser")
    >>> strip_soup(soup)
    >>> print(soup)
    <p>The lake froze over last night.</p>
    """
    Cleaner(**options).strip_soup(soup)


def _as_edit(fix: Fix, text: str) -> Edit:
    return Edit(fix.start, fix.end, text[fix.start : fix.end], fix.replacement, NAME, fix.rule, fix.why)


def _index(packs: tuple[Any, ...]) -> Index:
    if not packs:
        return shipped_index()
    from cleantext.compiling import extended
    from cleantext.packs import Pack, load_pack

    loaded: list[Pack] = []
    for pack in packs:
        if not isinstance(pack, (Pack, str, PathLike)):
            raise OptionError(f"packs: {pack!r}: give the path of a pack file or a loaded pack")
        loaded.append(pack if isinstance(pack, Pack) else load_pack(pack))
    return extended(shipped_index(), loaded)


def _entities(given: Any) -> EntityList | tuple[str, ...]:
    """A list of names, however it was given; plain names stay plain, to be shown and pickled."""
    from cleantext.names.entities import EntityList

    if isinstance(given, EntityList):
        return given
    if isinstance(given, (str, PathLike)):
        if isinstance(given, str) and not path.exists(given):
            raise OptionError(
                f"entities={given!r}: no such file; give an iterable of names, as in ({given!r},)"
            )
        return EntityList.read(given)
    return _texts("entities", given)


def _corrector(given: EntityList | tuple[str, ...] | None, strict: bool, aliases: bool) -> Corrector | None:
    from cleantext.names.corrector import Corrector  # not needed by those who correct no names
    from cleantext.names.entities import EntityList

    if given is None:
        return Corrector(_default_list(), strict, aliases)
    entities = given if isinstance(given, EntityList) else EntityList.build(given)
    return Corrector(entities, strict, aliases) if len(entities) else None


@cache
def _default_list() -> EntityList:
    from cleantext.names.entities import EntityList
    from cleantext.names.vocabulary import entries

    return EntityList.build(entries("names.txt"))


def _kinds(remove: Iterable[str]) -> tuple[str, ...]:
    kinds = _texts("remove", remove)
    for kind in kinds:
        if kind not in KINDS:
            raise OptionError(f"remove: unknown kind {kind!r}: choose out of {_listed(KINDS)}")
    return kinds


def _texts(option: str, values: Iterable[str]) -> tuple[str, ...]:
    texts = _sequence(option, values)
    for text in texts:
        if not isinstance(text, str):
            raise OptionError(f"{option}: {text!r} is not a str")
    return texts


def _sequence(option: str, values: Iterable[Any]) -> tuple[Any, ...]:
    if isinstance(values, (str, bytes)):
        raise OptionError(f"{option}={values!r}: give an iterable of them, as in ({values!r},)")
    try:
        return tuple(values)
    except TypeError:
        raise OptionError(f"{option}={values!r}: give an iterable") from None


def _listed(choices: Iterable[str]) -> str:
    return ", ".join(map(repr, choices))
