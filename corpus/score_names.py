"""The table of names: `python corpus/score.py names [--list]`; the data is not part of the project.

Every figure is printed for two halves of the data, by a checksum of what is tested. Misses are listed and
studied in the first alone; the second is no clean test all the same, see the README.

    wrong edits  in gold articles, against 10,000 names; typos that stand in the texts are not wrong
    elsewhere    one slip injected into a news page whose right form stands elsewhere in it
    alone        the same where it does not, but for real words and inflections
    wild         typos found in real pages; the list has the 10,000 names and the right form
    look-alikes  legitimate words near a name that the article has; the list is that name
    traps        texts with a list of their own and what must come out
    misspellings in a sentence, with a second one that has the right form; the list is that name
"""

from __future__ import annotations

import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cleantext import Cleaned, Cleaner, EntityList
from cleantext.names import vocabulary

MODES = ("evidence", "strict")
SETS = ("news-dev", "wcxb-dev")
# Typos in the gold texts beside those of wild-dev: read by us, and really typos.
REAL = {
    ("State", "States"), ("Hawk", "Hawke"), ("Sante", "Santa"), ("Chalamat", "Chalamet"), ("Rogue", "Rouge"),
    ("Jaio", "Jiao"), ("Maquette", "Marquette"), ("Cousera", "Coursera"), ("Mackenize", "Mackenzie"),
    ("rasperry", "Raspberry"), ("Mevlin", "Melvin"), ("Temp", "Tempo"), ("Cthulu", "Cthulhu"),
}  # fmt: skip


class Tally(NamedTuple):
    """Right ones out of how many."""

    right: int
    all: int

    def __str__(self) -> str:
        return f"{self.right}/{self.all} = {self.right / self.all:.3f}" if self.all else "-"


class Data:
    """What is measured on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = [entry["name"] for entry in self.lines("names/names-10k.jsonl")]
        self.pages = {
            f"{name}/{page['id']}": page for name in SETS for page in self.lines(f"pages/{name}/gold.jsonl")
        }
        self.articles = {key: page["text"] for key, page in self.pages.items() if page["type"] == "article"}

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The objects of a file of JSON lines."""
        with (self.folder / name).open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def text(self, key: str) -> str:
        """Headline and text of a page."""
        page = self.pages[key]
        return f"{page['title']}\n\n{page['text']}"


def is_held(key: str) -> bool:
    """Whether a case is of the half that was not looked at."""
    return bool(zlib.crc32(key.encode()) & 1)


def table(folder: Path, listing: bool) -> None:
    """Print all of it; strict mode also as if wordfreq were not installed."""
    data = Data(folder)
    _modes(data, listing, MODES)
    if vocabulary.has_frequencies():
        print("\nwithout wordfreq (evidence mode does not use it):")
        installed, vocabulary.has_frequencies = vocabulary.has_frequencies, lambda: False  # type: ignore[assignment]
        _modes(data, listing, ("strict",))
        vocabulary.has_frequencies = installed
    _building(data)
    _peers(data)


def _modes(data: Data, listing: bool, modes: tuple[str, ...]) -> None:
    entities = EntityList.build(data.names)
    for mode in modes:
        print(f"\nnames, {mode} mode: first half · second half")
        cleaner = Cleaner(entities=entities, correct=mode, remove=())
        _wrong_edits(data, cleaner)
        for condition in ("elsewhere", "alone"):
            _show(condition, _injected(data, cleaner, condition), listing)
        _show("wild", _wild(data, mode), listing)
        _show("look-alikes changed", _lookalikes(data, mode), listing)
        _show("traps", _traps(data, mode), True)
        _show("misspellings", _misspellings(data, mode), listing)
        print(f"  {'speed, MB/s':22}{_speed(cleaner, list(data.articles.values())):.1f}")


def _show(title: str, cases: Iterable[tuple[str, bool, str]], listing: bool) -> None:
    halves = ([0, 0], [0, 0])
    shown: list[str] = []
    for key, right, what in cases:
        half = halves[is_held(key)]
        half[0] += right
        half[1] += 1
        if right == title.endswith("changed") and not is_held(key):
            shown.append(what)
    print(f"  {title:22}{Tally(*halves[0])} · {Tally(*halves[1])}")
    if listing and shown:
        print("    " + "; ".join(shown))


# -- wrong edits ---------------------------------------------------------------------------------------


def _wrong_edits(data: Data, cleaner: Cleaner, known: bool = True) -> None:
    wild = {(entry["typo"], entry["entity"]) for entry in data.lines("names/wild-dev.jsonl")} | REAL
    words = sum(len(text.split()) for text in data.articles.values())
    wrong: dict[bool, int] = {False: 0, True: 0}
    right = 0
    lines: list[str] = []
    for key, text in data.articles.items():
        for edit in cleaner.explain(text).edits:
            real = (edit.original, edit.replacement) in wild
            right += real
            wrong[is_held(key)] += not real
            around = f"{text[max(0, edit.start - 50) : edit.start]}⟦{edit.original} → {edit.replacement}⟧"
            around += text[edit.end : edit.end + 40]
            lines.append(f"    {'typo ' if real else 'WRONG'} {key[-6:]} …{' '.join(around.split())}…")
    total = wrong[False] + wrong[True]
    print(
        f"  {'wrong edits':22}{wrong[False]} · {wrong[True]} in {words:,} words: {total / words * 1e6:.1f} "
        f"a million; and {right} real typos"
    )
    print("\n".join(lines))


# -- recall --------------------------------------------------------------------------------------------


def _injected(data: Data, cleaner: Cleaner, condition: str) -> Iterator[tuple[str, bool, str]]:
    for entry in data.lines("names/injected-dev.jsonl"):
        if entry["cond"] != condition or (
            condition == "alone" and (entry["real_word"] or entry["inflection_like"])
        ):
            continue
        text, start, entity, typo = data.text(entry["doc"]), entry["start"], entry["entity"], entry["typo"]
        damaged = text[:start] + typo + text[start + len(entity) :]
        cleaned = cleaner.explain(damaged)
        yield typo + entry["doc"], _repaired(cleaned, damaged, start, typo, entity), f"{typo} ← {entity}"


def _repaired(cleaned: Cleaned, damaged: str, start: int, typo: str, right: str) -> bool:
    """Whether a typo became the right form."""
    end = start + len(typo)
    edits = [edit for edit in cleaned.edits if edit.start < end and edit.end > start]
    result, at = "", start
    for edit in edits:
        result += damaged[at : edit.start] + edit.replacement
        at = edit.end
    result += damaged[at:end]
    return result == right


def _wild(data: Data, mode: str) -> Iterator[tuple[str, bool, str]]:
    for entry in data.lines("names/wild-dev.jsonl"):
        typo, entity, text = entry["typo"], entry["entity"], data.text(entry["doc"])
        cleaner = Cleaner(entities=[*data.names, entity], correct=mode, remove=())
        cleaned = cleaner.clean(text)
        right = cleaned.count(entity) > text.count(entity) and cleaned.count(typo) < text.count(typo) + (
            typo in entity
        )
        yield typo, right, f"{typo} ← {entity} ({text.count(typo)}:{text.count(entity)})"


def _lookalikes(data: Data, mode: str) -> Iterator[tuple[str, bool, str]]:
    for entry in data.lines("names/lookalikes-dev.jsonl"):
        text, legit = data.text(entry["doc"]), entry["legit"]
        edits = Cleaner(entities=[entry["near_entity"]], correct=mode, remove=()).explain(text).edits
        changed = any(legit in edit.original or edit.original in legit for edit in edits)
        yield legit, changed, f"{legit} → {entry['near_entity']}"


def _traps(data: Data, mode: str) -> Iterator[tuple[str, bool, str]]:
    for entry in data.lines("names/traps-dev.jsonl"):
        given = Cleaner(entities=entry["entities"], correct=mode, remove=()).clean(entry["text"])
        yield entry["text"], given == entry["expected"], f"{entry['cat']} {entry['id']}: {given!r}"


def _misspellings(data: Data, mode: str) -> Iterator[tuple[str, bool, str]]:
    for entry in data.lines("names/misspellings-dev.jsonl"):
        typo, entity = entry["typo"], entry["entity"]
        if entry["dist"] == 1 and not entry["real_word"]:
            frame = "The report on {} came out on Monday.\n\nMuch of what it says about {} is new."
            cleaned = Cleaner(entities=[entity], correct=mode, remove=()).clean(frame.format(typo, entity))
            yield typo, cleaned == frame.format(entity, entity), f"{typo} ← {entity}"


# -- speed and size --------------------------------------------------------------------------------------


def _speed(cleaner: Cleaner, texts: list[str]) -> float:
    cleaner.clean(texts[0])
    size = sum(len(text.encode()) for text in texts) / 1e6
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            cleaner.clean(text)
        best = min(best, time.perf_counter() - start)
    return size / best


def _building(data: Data) -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        EntityList.build(data.names)
        times.append(time.perf_counter() - start)
    print(f"\n  10k list: build {min(times):.3f} s")


_OPEN = """
import sys, time
from cleantext import EntityList
start = time.perf_counter()
names = EntityList.open(sys.argv[1])
print(f"{len(names):,} names: open {time.perf_counter() - start:.3f} s", end="; ")
from cleantext import Cleaner
Cleaner(entities=names, remove=()).clean("Zomm may go. Zoom is silent. Zoom stays.")
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("resident", status["VmRSS"].strip(), "of it shared file pages", status["RssFile"].strip())
"""


def million(folder: Path, _listing: bool) -> None:
    """Print what a million names cost and do."""
    data = Data(folder)
    with gzip.open(data.folder / "names/names-1m.txt.gz", "rt", encoding="utf-8") as file:
        names = [line.rstrip("\n") for line in file]
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/names"
        start = time.perf_counter()
        EntityList.build(names).save(path)
        size = Path(path).stat().st_size / 1e6
        print(f"\n1,000,000 names: prepared in {time.perf_counter() - start:.0f} s, {size:.0f} MB; ", end="")
        print(
            subprocess.run([sys.executable, "-c", _OPEN, path], capture_output=True, text=True).stdout.strip()
        )
        prepared = EntityList.open(path)
        for mode in MODES:
            print(f"1,000,000 names, {mode} mode")
            cleaner = Cleaner(entities=prepared, correct=mode, remove=())
            _wrong_edits(data, cleaner)
            _show("elsewhere", _injected(data, cleaner, "elsewhere"), False)
            print(f"  {'speed, MB/s':22}{_speed(cleaner, list(data.articles.values())):.1f}")
    print(f"  this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


# -- others ------------------------------------------------------------------------------------------------


def _peers(data: Data) -> None:
    """How many words other tools change in the gold articles, against the same list."""
    print(
        "\nother tools, 10k list, news-dev and wcxb-dev gold: wrong edits a million words, recall elsewhere"
    )
    for title, make in (("symspellpy, distance 1", _symspell), ("rapidfuzz, ratio 90", _rapidfuzz)):
        try:
            fix = make(data.names)
        except ImportError:
            print(f"  {title:24}not installed")
            continue
        texts = [text for key, text in data.articles.items() if key.startswith("news-dev")]
        words = sum(len(text.split()) for text in texts)
        wrong = sum(fix(word) not in ("", word) for text in texts for word in _CAPITALISED.findall(text))
        caught, count = 0, 0
        for entry in data.lines("names/injected-dev.jsonl"):
            if entry["cond"] == "elsewhere" and not entry["multi"]:
                count += 1
                caught += fix(entry["typo"]) == entry["entity"]
        print(f"  {title:24}{wrong / words * 1e6:10,.0f}  {Tally(caught, count)} (single words, news-dev)")


_CAPITALISED = re.compile(r"\b[A-Z][^\W\d_]{3,}")


def _symspell(names: list[str]) -> Callable[[str], str]:
    from symspellpy import SymSpell, Verbosity

    tool = SymSpell(max_dictionary_edit_distance=1)
    for name in names:
        tool.create_dictionary_entry(name, 1)

    def fix(word: str) -> str:
        found = tool.lookup(word, Verbosity.TOP, max_edit_distance=1)
        return found[0].term if found else ""

    return fix


def _rapidfuzz(names: list[str]) -> Callable[[str], str]:
    from functools import cache

    from rapidfuzz import fuzz, process

    @cache
    def fix(word: str) -> str:
        found = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=90)
        return found[0] if found else ""

    return fix
