"""Rule packs: TOML files that say which lines are not the article, with their proof beside them.

A pack is read, checked to the last example and handed on as frozen values. `index.py` compiles
them for look-up. The format is described in the README under "Rules".
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cleantext.errors import PackError, PatternError
from cleantext.model import KINDS
from cleantext.patterns import check_linear, literal_start
from cleantext.phrases import PhraseError, parse

CERTAIN = "certain"
CONTEXTUAL = "contextual"
LEVELS = (CERTAIN, CONTEXTUAL)
CLASSES = ("network", "date")
#: Where the shipped packs are.
FOLDER = Path(__file__).parent / "packs"
#: What the rules of the same name in all packs have in common.
SKELETON = Path(__file__).parent / "data" / "skeleton.toml"

_PACK_KEYS = frozenset(("language", "name", "note", "classes", "rule"))
_RULE_KEYS = frozenset(
    ("id", "kind", "level", "why", "lines", "match", "takes", "cut", "yes", "no", "rejected")
)
# What a rule takes from the skeleton unless it says otherwise.
_SHARED = ("kind", "level", "why", "takes", "cut")


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a pack.

    Attributes:
        id: stable identifier, `language.kind.slug`; never reused.
        kind: one of `cleantext.KINDS`.
        level: "certain" acts alone, "contextual" only where its surroundings agree.
        why: which software or kind of site prints the line.
        lines: phrases for whole lines, as `phrases.py` reads them.
        match: regular expressions for whole lines, where phrases cannot say it.
        takes_list: the line is a heading, and the headlines below it go with it.
        cuts_end: the phrase may also be cut from the end of a line, after a finished sentence.
        yes, no: lines that the rule must match, and must not match.
        rejected: what was tried for the rule and left out, with the reason.
    """

    id: str
    kind: str
    level: str
    why: str
    lines: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    takes_list: bool = False
    cuts_end: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one file, with the words that its placeholders stand for."""

    language: str
    name: str
    rules: tuple[Rule, ...]
    networks: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    source: str = "<pack>"


def load_pack(path: str | os.PathLike[str]) -> Pack:
    """Read and check one pack.

    Args:
        path: a TOML file in the format of the README.

    Returns:
        The pack, ready for `Cleaner(packs=[...])`.

    Raises:
        PackError: the file is missing or wrong; the message has the file and the rule.
    """
    source = os.fspath(path)
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{source}: cannot be read as a pack: {error}") from error
    return parse_pack(text, source)


def parse_pack(text: str, source: str = "<pack>") -> Pack:
    """Read and check a pack from its text; `source` names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{source}: not valid TOML: {error}") from error
    _only(data, _PACK_KEYS, source)
    language = _text(data, "language", source)
    classes = data.get("classes", {})
    if not isinstance(classes, dict):
        raise PackError(f"{source}: [classes] must be a table of lists")
    _only(classes, frozenset(CLASSES), f"{source}: [classes]")
    entries = data.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PackError(f"{source}: rules must be written as [[rule]]")
    rules = tuple(_rule(entry, source, number) for number, entry in enumerate(entries, 1))
    _unique(rules, source)
    return Pack(
        language=language,
        name=str(data.get("name", language)),
        rules=rules,
        networks=_texts(classes, "network", f"{source}: [classes]"),
        dates=_texts(classes, "date", f"{source}: [classes]"),
        source=source,
    )


def shipped_paths() -> list[Path]:
    """The files of the shipped packs, in the order in which they are compiled."""
    return sorted(FOLDER.glob("*.toml"))


def shipped_packs() -> tuple[Pack, ...]:
    """Read and check all shipped packs from their TOML; slow, for tools and tests."""
    return tuple(load_pack(path) for path in shipped_paths())


@cache
def skeleton() -> Mapping[str, Mapping[str, Any]]:
    """What a rule need not say where its name, without the language, is in the skeleton."""
    rules = tomllib.loads(SKELETON.read_text(encoding="utf-8"))["rule"]
    return {rule["id"]: {**rule, "kind": rule["id"].partition(".")[0]} for rule in rules}


def _completed(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    _, _, slot = str(entry.get("id", "")).partition(".")
    shared = skeleton().get(slot, {})
    return {**{key: value for key, value in shared.items() if key in _SHARED}, **entry}


def _rule(entry: Mapping[str, Any], source: str, number: int) -> Rule:
    entry = _completed(entry)
    name = entry.get("id")
    where = f"{source}: rule {name!r}" if name else f"{source}: rule number {number}"
    _only(entry, _RULE_KEYS, where)
    kind = _choice(entry, "kind", KINDS, where)
    level = _choice(entry, "level", LEVELS, where)
    takes = entry.get("takes")
    cut = entry.get("cut")
    if takes not in (None, "list"):
        raise PackError(f"{where}: takes = {takes!r}: the only choice is 'list'")
    if cut not in (None, "end"):
        raise PackError(f"{where}: cut = {cut!r}: the only choice is 'end'")
    rule = Rule(
        id=_text(entry, "id", where),
        kind=kind,
        level=level,
        why=_text(entry, "why", where),
        lines=_lines(entry, where),
        match=_patterns(entry, where),
        takes_list=takes is not None,
        cuts_end=cut is not None,
        yes=_texts(entry, "yes", where),
        no=_texts(entry, "no", where),
        rejected=_texts(entry, "rejected", where),
    )
    _complete(rule, where)
    return rule


def _complete(rule: Rule, where: str) -> None:
    if not rule.lines and not rule.match:
        raise PackError(f"{where}: needs 'lines' or 'match'")
    if not rule.yes or not rule.no:
        raise PackError(f"{where}: needs examples: 'yes' (lines to remove) and 'no' (lines to keep)")
    if rule.cuts_end and rule.level != CERTAIN:
        raise PackError(f"{where}: cut = 'end' needs level = 'certain'")


def _lines(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    lines = _texts(entry, "lines", where)
    for line in lines:
        try:
            parse(line)
        except PhraseError as error:
            raise PackError(f"{where}: line {line!r}: {error}") from error
    return lines


def _patterns(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = entry.get("match", [])
    patterns = (value,) if isinstance(value, str) else _texts(entry, "match", where)
    for pattern in patterns:
        try:
            check_linear(pattern)
            literal_start(pattern)
        except PatternError as error:
            raise PackError(f"{where}: match {pattern!r}: {error}") from error
    return patterns


def _unique(rules: tuple[Rule, ...], source: str) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise PackError(f"{source}: rule {rule.id!r} stands twice; ids are unique")
        seen.add(rule.id)


def _only(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise PackError(f"{where}: unknown key {key!r}; known: {', '.join(sorted(known))}")


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise PackError(f"{where}: {key} must be a text")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PackError(f"{where}: {key} must be a list of texts")
    return tuple(value)


def _choice(table: Mapping[str, Any], key: str, choices: tuple[str, ...], where: str) -> str:
    value = table.get(key)
    if value not in choices:
        raise PackError(f"{where}: {key} = {value!r}: choose one of {', '.join(choices)}")
    return str(value)
