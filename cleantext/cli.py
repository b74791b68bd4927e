"""The command `cleantext`: a filter from files or standard input to standard output."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from cleantext import __version__
from cleantext.cleaner import CORRECT, Cleaner
from cleantext.errors import CleantextError, OptionError
from cleantext.model import KINDS, Cleaned

if TYPE_CHECKING:
    from cleantext.names.entities import EntityList
    from cleantext.packs import Pack

FINE, CHANGED, WRONG = 0, 1, 2
AUTO, TEXT, PAGE, HTML = "auto", "text", "page", "html"
# How a page of HTML begins: a mark or blanks, declarations and comments, then an element of its frame.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(?:<\0?[?!][^>]{0,4000}>[\s\0]*){0,20}"
    rb"<\0?(?:!\0?d|h\0?t\0?m\0?l|h\0?e\0?a\0?d|b\0?o\0?d\0?y)",
    re.IGNORECASE,
)
# Undecodable bytes travel through as lone surrogates and come out as they came in.
_BYTES = {"encoding": "utf-8", "errors": "surrogateescape"}

_EXAMPLES = """\
examples:
  cleantext article.txt                 print the article alone
  curl -s URL | extract | cleantext     as a filter behind a scraper
  curl -s URL | cleantext               the text of the article of an HTML page
  cleantext --explain article.txt       what would go, and why
  cleantext --diff article.txt          the same as a diff
  cleantext --check *.txt               exit 1 if any file would change
  cleantext --entities names.txt a.txt  repair typos of your own names (one a line)
  cleantext --entities names.txt --prepare names.list    prepare a long list once ...
  cleantext --entities names.list a.txt                  ... and open it in no time
  cleantext --skip newsletter,ad a.txt  leave those kinds in
  cleantext --keep '^Share price' a.txt never remove lines that match
  cleantext --json a.txt | jq .edits    text and edits for programs

exit status: 0 fine, 1 --check found something to change, 2 usage or input error
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status.

    Args:
        arguments: the words after the command's name; None: those of the process.
    """
    if hasattr(signal, "SIGPIPE") and arguments is None:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # quiet when the reader has gone
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        if options.list_rules:
            _write(_rule_list(options.rules), options.output)
            return FINE
        if options.prepare is not None:
            return _prepare(options.entities, options.prepare)
        return _run(options)
    except CleantextError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename or 'output'}: {error.strerror}")
    except KeyboardInterrupt:
        return _fail("interrupted")


class _Parser(argparse.ArgumentParser):
    """Argparse, with usage errors on one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"cleantext: {message}; see cleantext --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="cleantext",
        description="Remove from scraped articles what is not the article: share buttons, comment "
        "forms, read-more blocks, spam notices, newsletter boxes; repair typos of known names.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add(
        "files",
        nargs="*",
        metavar="FILE",
        help="UTF-8 text, or HTML in any encoding; none or - is standard input",
    )
    add(
        "--entities",
        metavar="FILE",
        help="known names: one a line, aliases behind tabs, # comments; or a prepared list "
        "(default: the list inside)",
    )
    add("--prepare", metavar="OUT", help="write the names of --entities as a prepared list, and exit")
    add("--aliases", action="store_true", help="make aliases in --entities into the names they stand for")
    add("--correct", choices=CORRECT, default="evidence", help="whether to repair names (default: evidence)")
    add(
        "--from",
        dest="source",
        choices=(AUTO, TEXT, PAGE, HTML),
        default=AUTO,
        help="what the input is: an extracted article (text), all the text of a page (page), HTML; "
        "auto knows HTML by its beginning (default)",
    )
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument(
        "--only", metavar="KIND", action="append", help="remove these kinds alone (a,b or repeated)"
    )
    kinds.add_argument(
        "--skip", metavar="KIND", action="append", help="leave these kinds in (a,b or repeated)"
    )
    add(
        "--keep",
        metavar="PATTERN",
        action="append",
        default=[],
        help="keep lines where this regular expression matches",
    )
    add(
        "--rules",
        metavar="FILE",
        action="append",
        default=[],
        help="a rule pack of your own (TOML), beside the shipped ones",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a file: text, changed, edits")
    form.add_argument(
        "--explain", action="store_true", help="list cuts and fixes with their reasons, not the text"
    )
    form.add_argument("--diff", action="store_true", help="show what would change as a diff")
    form.add_argument(
        "--check",
        action="store_true",
        help="print nothing but the names of files that would change; exit 1 if any",
    )
    form.add_argument("--list-rules", action="store_true", help="list all rules and exit")
    add(
        "-o",
        "--output",
        metavar="FILE",
        help="write there (through a temporary file) instead of standard output",
    )
    add("--version", action="version", version=f"cleantext {__version__}")
    return parser


def _run(options: argparse.Namespace) -> int:
    cleaner = Cleaner(
        page=options.source == PAGE,
        entities=None if options.entities is None else _entities(options.entities),
        aliases=options.aliases,
        correct=options.correct,
        remove=_kinds(options.only, options.skip),
        keep=options.keep,
        packs=options.rules,
    )
    names = options.files or ["-"]
    results = ((name, _cleaned(cleaner, _bytes(name), options.source)) for name in names)
    if options.check:
        changed = [name for name, cleaned in results if cleaned.changed]
        _write((f"{name}\n" for name in changed), options.output)
        return CHANGED if changed else FINE
    colour = options.output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    _write(_rendered(results, options, colour), options.output)
    return FINE


def _cleaned(cleaner: Cleaner, data: bytes, source: str) -> Cleaned:
    if source == HTML or (source == AUTO and _HTML.match(data)):
        cleaned = cleaner.explain_html(data)
        return Cleaned(cleaned.text + "\n", cleaned.edits, cleaned.suggestions) if cleaned.text else cleaned
    return cleaner.explain(data.decode(**_BYTES))


def _rendered(
    results: Iterable[tuple[str, Cleaned]], options: argparse.Namespace, colour: bool
) -> Iterator[str]:
    for name, cleaned in results:
        if options.json:
            yield json.dumps({"file": name, **cleaned.to_dict()}, ensure_ascii=True) + "\n"
        elif options.explain:
            yield from _explanation(name, cleaned)
        elif options.diff:
            yield from _diff(name, cleaned, colour)
        else:
            yield cleaned.text


def _explanation(name: str, cleaned: Cleaned) -> Iterator[str]:
    source = cleaned.restore()
    line, seen = 1, 0
    for edit in cleaned.edits:
        start = edit.start + len(edit.original) - len(edit.original.lstrip())
        line += source.count("\n", seen, start)
        seen = start
        what = _shown(edit.original)
        if edit.replacement:
            what += f" → {_shown(edit.replacement)}"
        where = f" at {edit.path}" if edit.path else ""
        yield f"{name}:{line}: {edit.kind}: {what}\n    {edit.why} [{edit.rule}]{where}\n"
    for one in cleaned.suggestions:
        number = source.count("\n", 0, one.start) + 1
        yield f"{name}:{number}: suggestion: {_shown(one.original)}\n    {one.why}\n"
    if not cleaned.edits:
        yield f"{name}: nothing to change\n"


def _shown(text: str) -> str:
    """A cut on one line, long ones shortened, control characters made visible."""
    flat = " ".join(text.split())
    flat = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in flat)
    return flat if len(flat) <= 100 else f"{flat[:70]} … {flat[-25:]}"


_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}


def _diff(name: str, cleaned: Cleaned, colour: bool) -> Iterator[str]:
    import difflib

    before = cleaned.restore().splitlines(keepends=True)
    after = cleaned.text.splitlines(keepends=True)
    for line in difflib.unified_diff(before, after, name, f"{name} (cleaned)"):
        shown = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        start = _COLOURS.get(line[0]) if colour else None
        yield f"{start}{shown.rstrip()}\x1b[0m\n" if start else shown


def _rule_list(paths: Sequence[str]) -> Iterator[str]:
    from cleantext.packs import load_pack, shipped_packs

    packs: list[Pack] = [*shipped_packs(), *(load_pack(path) for path in paths)]
    for pack in packs:
        for rule in pack.rules:
            yield f"{rule.id}\t{rule.kind}\t{rule.level}\t{rule.why}\n"


def _kinds(only: list[str] | None, skip: list[str] | None) -> tuple[str, ...] | None:
    named = [kind for group in (only or skip or ()) for kind in group.split(",") if kind]
    for kind in named:
        if kind not in KINDS:
            option = "--only" if only else "--skip"
            raise OptionError(f"{option}: unknown kind {kind!r}: choose out of {', '.join(KINDS)}")
    if only:
        return tuple(named)
    return tuple(kind for kind in KINDS if kind not in named) if skip else None


def _entities(path: str) -> EntityList:
    from cleantext.names.entities import EntityList, lines

    if path == "-":
        return EntityList.build(lines(sys.stdin.buffer.read().decode(**_BYTES).splitlines()))
    return EntityList.read(path)


def _prepare(source: str | None, target: str) -> int:
    """Write a prepared list; on a terminal, with the progress of it."""
    if source is None:
        raise OptionError("--prepare: name the list of names with --entities")
    entities = _entities(source)
    entities.save(target, _progress if sys.stderr.isatty() else None)
    if sys.stderr.isatty():
        print(f"\r{target}: {len(entities):,} names prepared", file=sys.stderr)
    return FINE


def _progress(done: int, total: int) -> None:
    """A bar on standard error."""
    filled = 30 * done // max(1, total)
    bar = "█" * filled + "░" * (30 - filled)
    print(f"\r{bar} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    with open(name, "rb") as file:
        return file.read()


def _write(pieces: Iterable[str], path: str | None) -> None:
    if path is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode(**_BYTES))
        sys.stdout.buffer.flush()
        return
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".cleantext-")
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode(**_BYTES))
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    """The permissions that a file has, or would be made with."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _fail(message: str) -> int:
    print(f"cleantext: {' '.join(message.split())}", file=sys.stderr)
    return WRONG
