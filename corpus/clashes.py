"""Phrases of one language that are ordinary words in another: all packs are on at once.

Three looks, of which the first two need nothing but the packs and the corpus:

* a short phrase that is certain in one pack and contextual in another: whoever wrote the second
  knew that it can also be a heading or a word of prose;
* a line of the article in a golden case, or of a negative text, that a rule of another language
  matches and none of its own does: it would go if a button stood beside it;
* a certain phrase of one word that is frequent in another language, by `wordfreq` if installed.

`clashes.toml` lists those that were looked at and are fine, each with the reason, and the families of
languages within which the same words mean the same, so that a difference of level is a difference
between two writers and no more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleantext.fold import words
from cleantext.packs import CERTAIN, Pack, Rule
from cleantext.phrases import Labels, parse
from cleantext.shipped import shipped_index

CORPUS = Path(__file__).resolve().parent
ALLOWED = CORPUS / "clashes.toml"
#: Longer phrases are hardly ever ordinary in another language.
MOST_WORDS = 2
#: Zipf frequency from which a word is ordinary: about three in a million words.
ORDINARY = 3.5
# What wordfreq calls languages that packs call otherwise.
_PACK_OF = {"nb": "no", "sh": "sr"}


class Clash(NamedTuple):
    """A phrase, or a line, and who disagrees about it."""

    phrase: str
    rule: str
    why: str
    #: the other languages
    languages: frozenset[str]

    def __str__(self) -> str:
        return f"{self.phrase!r}: {self.rule}: {self.why}"


def clashes(packs: Sequence[Pack], kin: bool = False) -> list[Clash]:
    """All clashes between packs that are not known to be fine; `kin`: between close relatives too."""
    found = [*between_levels(packs), *with_prose(packs), *with_frequent_words(packs)]
    return unknown(found, kin)


def unknown(found: Iterable[Clash], kin: bool = False) -> list[Clash]:
    """The clashes that `clashes.toml` does not list."""
    listed = tomllib.loads(ALLOWED.read_text(encoding="utf-8"))
    allowed = listed.get("allowed", ())
    fine = {(entry.get("rule"), phrase) for entry in allowed for phrase in entry["phrases"]}
    families = [] if kin else [set(entry["languages"]) for entry in listed.get("kin", ())]
    return [
        clash
        for clash in found
        if fine.isdisjoint(((clash.rule, clash.phrase), (None, clash.phrase)))
        and not _at_home(clash, families)
    ]


def _at_home(clash: Clash, families: Iterable[set[str]]) -> bool:
    """Whether a clash is between close relatives, where the words mean the same."""
    languages = clash.languages | {clash.rule.partition(".")[0]}
    return any(languages <= family for family in families)


def short_phrases(rule: Rule) -> Iterator[str]:
    """The folded texts of up to two words that a rule removes, those with placeholders left out.

    >>> rule = Rule("xx.share.words", "share", "certain", "", ("share( this| this page|)", "{count} shares"))
    >>> sorted(short_phrases(rule))
    ['share', 'share this']
    """
    for line in rule.lines:
        for labels in _short(parse(line), MOST_WORDS):
            if labels:
                yield " ".join(labels)


def _short(chunks: Sequence[Sequence[Labels]], room: int) -> Iterator[Labels]:
    """The readings of a phrase that have no placeholder and no more words than there is room for."""
    if not chunks:
        yield ()
        return
    for option in chunks[0]:
        if len(option) <= room and not any(label[0] == "{" for label in option):
            for rest in _short(chunks[1:], room - len(option)):
                yield (*option, *rest)


def between_levels(packs: Iterable[Pack]) -> list[Clash]:
    """Phrases that are certain in one language and contextual in another."""
    certain: dict[str, Rule] = {}
    contextual: dict[str, list[Rule]] = {}
    for pack in packs:
        for rule in pack.rules:
            for phrase in short_phrases(rule):
                if rule.level == CERTAIN:
                    certain.setdefault(phrase, rule)
                else:
                    contextual.setdefault(phrase, []).append(rule)
    found = []
    for phrase, rule in certain.items():
        others = {other.id for other in contextual.get(phrase, ()) if _language(other) != _language(rule)}
        if others:
            languages = frozenset(other.partition(".")[0] for other in others)
            found.append(Clash(phrase, rule.id, f"contextual in {', '.join(sorted(others))}", languages))
    return found


def _language(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def with_prose(packs: Iterable[Pack]) -> list[Clash]:
    """Lines that stay, in the corpus, but are matched by a rule of another language alone."""
    index = shipped_index()
    rules: dict[str, set[int]] = {pack.language: set() for pack in packs}
    for number, rule in enumerate(index.rules):
        rules.setdefault(rule.id.partition(".")[0], set()).add(number)
    found: dict[tuple[str, str], Clash] = {}
    for language, path in _prose(rules):
        own = frozenset(rules[language] | rules["any"])
        foreign = frozenset(range(len(index.rules))) - own
        for line in filter(str.strip, path.read_bytes().decode().splitlines()):
            match = index.find(line, foreign)
            if match and not index.find(line, own):
                shown = line.strip()[:80]
                why = f"stays in {path.relative_to(CORPUS)}"
                clash = Clash(shown, match.rule.id, why, frozenset((language,)))
                found.setdefault((shown, match.rule.id), clash)
    return list(found.values())


def _prose(languages: Iterable[str]) -> Iterator[tuple[str, Path]]:
    """Texts of lines that stay, with their language."""
    paths = (*CORPUS.glob("cases/*/expected.txt"), *CORPUS.glob("negative/*.txt"))
    for path in sorted(paths):
        name = path.parent.name if path.name == "expected.txt" else path.name
        language = name.partition("-")[0]
        if language in languages:
            yield language, path


def with_frequent_words(packs: Iterable[Pack]) -> list[Clash]:
    """Certain phrases of one word that are frequent in another language; none without `wordfreq`."""
    try:
        import wordfreq
    except ImportError:
        return []
    certain = {
        phrase: rule
        for pack in packs
        for rule in pack.rules
        if rule.level == CERTAIN
        for phrase in short_phrases(rule)
    }
    where: dict[str, dict[str, float]] = {}
    for code in sorted(wordfreq.available_languages()):
        language = _PACK_OF.get(code, code)
        for word, frequency in wordfreq.get_frequency_dict(code).items():
            zipf = wordfreq.freq_to_zipf(frequency)
            if zipf < ORDINARY:
                break  # the most frequent come first
            phrase = " ".join(words(word))
            if phrase in certain and language != _language(certain[phrase]):
                where.setdefault(phrase, {}).setdefault(language, zipf)
    return [
        Clash(phrase, certain[phrase].id, f"frequent in {', '.join(sorted(languages))}", frozenset(languages))
        for phrase, languages in where.items()
    ]
