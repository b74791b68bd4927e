"""Adds languages and shows what each pack holds.

    python corpus/languages.py new xx "Name"     begin a pack: cleantext/packs/xx.toml, to be filled in
    python corpus/languages.py missing [xx]      what a language, or each, still lacks
    python corpus/languages.py catalogue         write corpus/CATALOGUE.md: language × kind, with examples
    python corpus/languages.py clashes           phrases that are ordinary words in another language

`missing` and `clashes` exit with 1 if they found something, and all with 2 if the request was wrong.
Texts are counted by the beginning of their names: corpus/cases/xx-*/ and corpus/negative/xx-*.txt.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from clashes import clashes

from cleantext import KINDS, PackError
from cleantext.packs import FOLDER, Pack, Rule, shipped_packs, skeleton
from cleantext.phrases import expand

CORPUS = Path(__file__).resolve().parent
CATALOGUE = CORPUS / "CATALOGUE.md"
#: Rules of every language at once: no language of its own.
ANY = "any"
#: Packs whose rules are not those of the skeleton.
OWN_RULES = (ANY, "en")
#: How many golden cases and negative texts a language has at least.
ENOUGH = 5
#: The kinds that rules have; the others only whole pages show.
RULE_KINDS = tuple(kind for kind in KINDS if kind not in ("headline", "caption"))
_CODE = re.compile(r"[a-z]{2,3}")
_EXAMPLE_WIDTH = 60


class RequestError(Exception):
    """A request that cannot be met; the message says why."""


@cache
def packs() -> tuple[Pack, ...]:
    """The shipped packs, read once; slow."""
    return shipped_packs()


def pack_path(code: str) -> Path:
    """Where the pack of a language is."""
    return FOLDER / f"{code}.toml"


def codes() -> list[str]:
    """The languages that have a pack."""
    return sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != ANY)


def phrases(rule: Rule) -> int:
    """How many phrases a rule has: a line that is one list of alternatives counts as each of them.

    >>> phrases(Rule("xx.share.words", "share", "contextual", "", ("(share|send)", "share (it|this)")))
    3
    """
    return sum(len(expand(line)) if _is_list(line) else 1 for line in rule.lines) + len(rule.match)


def _is_list(line: str) -> bool:
    """Whether a line is one bracket from its beginning to its end."""
    depth = 0
    for place, char in enumerate(line):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place > 0 and place == len(line) - 1
    return False


def cases(code: str) -> list[Path]:
    """The golden folders of a language."""
    return sorted(path.parent for path in (CORPUS / "cases").glob(f"{code}-*/input.txt"))


def negatives(code: str) -> list[Path]:
    """The texts in a language that must stay as they are."""
    return sorted((CORPUS / "negative").glob(f"{code}-*.txt"))


# -- new -------------------------------------------------------------------------------------------


def new(code: str, name: str, like: str) -> Path:
    """Write a pack to be filled in; it loads when every entry is filled or deleted."""
    if not _CODE.fullmatch(code):
        raise RequestError(f"{code!r} is no language code: two or three lower-case letters, as in 'nl'")
    if not name.strip():
        raise RequestError("give the language's name for itself, as in 'Nederlands'")
    path = pack_path(code)
    if path.exists():
        raise RequestError(f"{path} exists; `missing {code}` says what it lacks")
    path.write_text(_scaffold(code, name, like, _slots(like)), encoding="utf-8")
    return path


_SCAFFOLD_HEAD = """\
# Fill in `lines`, `yes` and `no` of each entry, as the README says under "Rules"; above it stands what
# {like}.toml removes there. Entries that begin with `#` can be deleted where the language has nothing to say;
# the others every language has. The packs load when each entry is filled in.
language = {code}
name = {name}

[classes]
# Words of dates and of relative times: months, weekdays, "ago", "at", "hours" …
date = []
# Local names of networks, and of what else one can share to: e-mail, clipboard …
network = []
"""


def _scaffold(code: str, name: str, like: str, examples: Mapping[str, Mapping[str, Any]]) -> str:
    parts = [_SCAFFOLD_HEAD.format(code=_quoted(code), name=_quoted(name), like=like)]
    for slot, shared in skeleton().items():
        shown = ", ".join(_quoted(line) for line in examples.get(slot, {}).get("yes", ())[:2])
        keys = "".join(f"{key:5} = []\n" for key in ("lines", "yes", "no"))
        entry = f"[[rule]]\nid    = {_quoted(f'{code}.{slot}')}\n{keys}"
        if not shared.get("core"):
            entry = "".join(f"# {line}\n" for line in entry.splitlines())
        example = f"# {like}: {shown}\n" if shown else ""
        parts.append(f"# {shared['why']} ({shared['level']})\n{example}{entry}")
    return "\n".join(parts)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _slots(code: str) -> dict[str, dict[str, Any]]:
    """The rules of a pack by their names without the language, as they stand in the file."""
    path = pack_path(code)
    if not path.exists():
        raise RequestError(f"no language {code!r}; there are {', '.join(codes())}")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("rule", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RequestError(f"{path}: not valid TOML: {error}") from error
    return {str(entry.get("id")).partition(".")[2]: entry for entry in entries}


# -- missing ---------------------------------------------------------------------------------------


class Missing(NamedTuple):
    """What a language lacks: rules that it should have, rules that it may have, entries begun; its texts."""

    core: list[str]
    other: list[str]
    unfilled: list[str]
    cases: int
    negatives: int

    @property
    def gaps(self) -> list[str]:
        """What every language must have, in words; other rules are left to it."""
        return [
            *(f"no {slot}" for slot in self.core),
            *(f"{slot} is not filled in" for slot in self.unfilled),
            *([f"only {self.cases} of {ENOUGH} golden cases"] if self.cases < ENOUGH else []),
            *([f"only {self.negatives} of {ENOUGH} negative texts"] if self.negatives < ENOUGH else []),
        ]


def missing(code: str) -> Missing:
    """What a language lacks, read from its pack though it may not load yet."""
    slots = _slots(code)
    lacking = [slot for slot in skeleton() if slot not in slots]
    return Missing(
        [slot for slot in lacking if skeleton()[slot].get("core") and code not in OWN_RULES],
        [slot for slot in lacking if not skeleton()[slot].get("core")],
        [slot for slot, rule in slots.items() if not _is_filled(rule)],
        len(cases(code)),
        len(negatives(code)),
    )


def _is_filled(rule: Mapping[str, Any]) -> bool:
    return bool((rule.get("lines") or rule.get("match")) and rule.get("yes") and rule.get("no"))


def _print_missing(code: str | None) -> int:
    if code is not None:
        lack = missing(code)
        print(
            f"{code}: " + ("\n    ".join(["missing:", *lack.gaps]) if lack.gaps else "has what it must have")
        )
        if lack.other:
            print(f"not there, and not needed: {', '.join(lack.other)}")
        return int(bool(lack.gaps))
    found = {each: missing(each) for each in codes()}
    for each, lack in found.items():
        optional = f"{len(lack.other)} of the other rules not there"
        print(f"{each:4}{'; '.join(lack.gaps) or 'complete'}" + (f" ({optional})" if lack.other else ""))
    return int(any(lack.gaps for lack in found.values()))


# -- catalogue -------------------------------------------------------------------------------------

_CATALOGUE_HEAD = """\
# What each pack holds

Written by `python corpus/languages.py catalogue`; do not edit it. The number of phrases by language and
kind; a line that is one list of alternatives counts as each of them. `–`: no rule of the kind; `!`: a rule
that every language should have is missing.
"""


def catalogue() -> str:
    """The page that shows every pack at a glance."""
    listed = sorted(packs(), key=lambda pack: (pack.language != ANY, pack.language))
    rows = [
        "| | " + " | ".join(kind.replace("_", " ") for kind in RULE_KINDS) + " | all |",
        "|---" + "|--:" * (len(RULE_KINDS) + 1) + "|",
        *(_row(pack) for pack in listed),
    ]
    examples = (_examples(pack) for pack in listed)
    return "\n".join([_CATALOGUE_HEAD, *rows, "", "## An example of each kind", "", *examples])


def _row(pack: Pack) -> str:
    have = {rule.id.partition(".")[2] for rule in pack.rules}
    core = {slot for slot, shared in skeleton().items() if shared.get("core")}
    holes = {slot.partition(".")[0] for slot in core - have if pack.language not in OWN_RULES}
    counts = dict.fromkeys(RULE_KINDS, 0)
    for rule in pack.rules:
        counts[rule.kind] += phrases(rule)
    cells = (f"{count or '–'}{'!' if kind in holes else ''}" for kind, count in counts.items())
    return f"| {pack.language} {pack.name} | {' | '.join(cells)} | {sum(counts.values())} |"


def _examples(pack: Pack) -> str:
    first: dict[str, str] = {}
    for rule in pack.rules:
        first.setdefault(rule.kind, rule.yes[0])
    lines = (f"{kind.replace('_', ' ')} {_shown(first[kind])}" for kind in RULE_KINDS if kind in first)
    return f"**{pack.language} {pack.name}**:\n" + " ·\n".join(lines) + "\n"


def _shown(line: str) -> str:
    """An example as Markdown; isolated, so that text from right to left stays in its place."""
    plain = " ".join(line.replace("`", "'").split())
    cut = plain if len(plain) <= _EXAMPLE_WIDTH else plain[: _EXAMPLE_WIDTH - 1].rstrip() + "…"
    return f"<bdi>`{cut}`</bdi>"


# -- the command -----------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    begin = commands.add_parser("new", help="begin a pack")
    begin.add_argument("code", help="ISO 639 code of the language, as in 'nl'")
    begin.add_argument("name", help="the language's name for itself, as in 'Nederlands'")
    begin.add_argument("--like", default="nl", help="pack whose examples to show in it (default: nl)")
    lacking = commands.add_parser("missing", help="what is missing in one or all")
    lacking.add_argument("code", nargs="?")
    commands.add_parser("catalogue", help="write corpus/CATALOGUE.md")
    clash = commands.add_parser("clashes", help="phrases that are ordinary words in another language")
    clash.add_argument("--kin", action="store_true", help="between close relatives (clashes.toml) too")
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except (RequestError, PackError) as error:
        print(f"languages: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    if options.command == "new":
        path = new(options.code, options.name, options.like)
        print(f"{path}: fill in its entries; no pack loads until then, or until it is moved elsewhere.")
        print(
            f"Add {ENOUGH} or more corpus/cases/{options.code}-*/ and corpus/negative/{options.code}-*.txt."
        )
        print(f"`python corpus/languages.py missing {options.code}` says what is left to do.")
        return 0
    if options.command == "missing":
        return _print_missing(options.code)
    if options.command == "catalogue":
        CATALOGUE.write_text(catalogue(), encoding="utf-8")
        print(CATALOGUE)
        return 0
    found = clashes(packs(), options.kin)
    print("\n".join(map(str, found)) or "no clashes")
    if not find_spec("wordfreq"):
        print("(frequent words were not looked at: wordfreq is not installed)")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
