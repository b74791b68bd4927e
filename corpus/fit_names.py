"""Fits the weights by which slips of names are judged, and writes `cleantext/data/names.json`.

    python corpus/fit_names.py [--plain] [--million PREPARED] [--write]

Right are slips that our own noise model makes in gold articles, one at a time; wrong is whatever is
found in them as they are: against the list of 10,000 names, and against a list of the capitalised
words that the article itself has more than once (look-alikes). Half of the articles, by a checksum
of their ids, is for fitting; the other half tells how well the weights do on articles not seen.
Cases without evidence are fitted twice: with the frequencies of wordfreq, and without (`--plain`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from noise import damaged

from cleantext.names import vocabulary
from cleantext.names.entities import EntityList
from cleantext.names.judgement import Case, features, kind, objection
from cleantext.names.search import Search
from cleantext.names.table import Table

ROOT = Path(__file__).resolve().parent.parent
SETS = ("news-dev", "wcxb-dev")
# Slips that stand in the gold texts themselves: neither right nor wrong here.
REAL = {
    "balitmore", "chaptgpt", "chalamat", "sante", "osake", "hawk", "citristip", "surshark", "chome",
    "saferi", "zeinthstar", "qysmia", "bluethooth", "devovean", "oreopoulous", "ananadkumar", "himenji",
    "japenese", "filmore", "reinhard", "wasrsaw", "cbdg", "scorescard", "knowlege", "cthulu", "fransisco",
    "pattison", "porshe", "phoneography", "mackenize", "decathalon", "cousera", "andreesen", "duoro",
    "stilll", "yyou", "soniccare", "eqiqvision", "gigyas", "sission", "jonathon",
}  # fmt: skip


class Sample(NamedTuple):
    """A case, whether it is a slip, how much it counts, and whether it was held back."""

    case: Case
    right: bool
    weight: float
    held: bool
    where: str


def articles(data: Path) -> Iterator[tuple[str, str]]:
    """Identifiers and texts of the gold articles."""
    for name in SETS:
        with (data / "pages" / name / "gold.jsonl").open(encoding="utf-8") as file:
            for page in map(json.loads, file):
                if page["type"] == "article":
                    yield f"{name}/{page['id']}", f"{page['title'] or ''}\n\n{page['text']}"


def is_held(identifier: str) -> bool:
    """Whether an article is held back."""
    return bool(zlib.crc32(identifier.encode()) & 1)


def samples(data: Path, strict: bool, many: str | None) -> list[Sample]:
    """All cases, right and wrong."""
    with (data / "names" / "names-10k.jsonl").open(encoding="utf-8") as file:
        entities = EntityList.build([json.loads(line)["name"] for line in file])
    found: list[Sample] = []
    for identifier, text in articles(data):
        held = is_held(identifier)
        dice = random.Random(identifier)
        tables = [(entities.table, 6.0)]
        if not strict:
            tables += [
                (EntityList.build(_own(text, 2, dice)).table, 1.0),
                (EntityList.build(_own(text, 1, dice)).table, 1.0),
            ]
            if many:
                tables.append((EntityList.open(many).table, 1.0))
        for table, weight in tables:
            found.extend(
                Sample(one.case, False, weight, held, identifier)
                for one in Search(text, table, strict).candidates()
                if one.case.word not in REAL and bool(one.case.uses) != strict
            )
        for table, _ in tables[:3]:
            for damaged_text, start, end, name in _damages(text, table, identifier, strict):
                found.extend(
                    Sample(one.case, True, 1.0, held, identifier)
                    for one in Search(damaged_text, table, strict).candidates()
                    if start <= one.span.start
                    and one.span.end <= end
                    and one.name in name
                    and bool(one.case.uses) != strict
                )
    return found


def _own(text: str, least: int, dice: random.Random) -> list[str]:
    """Capitalised words that a text has so often at least; half of those it has once."""
    words = Counter(re.findall(r"[A-Z][^\W\d_]{3,}", text))
    return [word for word, count in words.items() if count >= least and (count > 1 or dice.random() < 0.5)]


def _damages(text: str, table: Table, identifier: str, strict: bool) -> Iterator[tuple[str, int, int, str]]:
    """Copies of a text with one slip in a listed name; strict: in one that stands there once."""
    dice = random.Random(identifier)
    search = Search(text, table, False)
    longs = search.evidence.longs
    names = {name: search.reading.at(name) for name in sorted(search.evidence.singles)}
    chosen = [
        name for name, spans in {**names, **longs}.items() if (len(spans) == 1) == strict and len(name) > 3
    ]
    chosen = [
        name for name in chosen if not any(f" {name} " in f" {long} " and name != long for long in longs)
    ]
    for name in dice.sample(chosen, min(4, len(chosen))):
        spans = list({**names, **longs}[name])
        if not strict and all(span.start in search.evidence.covered for span in spans) and name not in longs:
            continue
        start, end = dice.choice(spans)
        wrong = damaged(text[start:end], dice)
        if end - start > 8 and dice.random() < 0.2:
            wrong = damaged(wrong, dice)
        yield text[:start] + wrong + text[end:], start, start + len(wrong), name


def fit(cases: list[Sample], names: list[str]) -> np.ndarray:
    """Weights of the features, by logistic regression with a penalty."""
    rows = np.array([[features(one.case)[name] for name in names] for one in cases], float)
    right = np.array([one.right for one in cases], float)
    counts = np.array([one.weight for one in cases])
    penalty = np.diag([0.01 if name == "always" else 1.0 for name in names])
    weights = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (counts * (chance - right)) + penalty @ weights
        curve = (rows.T * (counts * chance * (1 - chance))) @ rows + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> int:
    """Fit, report on the half held back, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--plain", action="store_true", help="as if wordfreq were not installed")
    parser.add_argument("--million", help="a prepared list of many names, for more that is wrong")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.plain:
        vocabulary.has_frequencies = lambda: False  # type: ignore[assignment]
    path = ROOT / "cleantext" / "data" / "names.json"
    weights: dict[str, dict[str, float]] = {}
    for strict in (False, True):
        cases = [one for one in samples(options.data, strict, options.million) if not objection(one.case)]
        names = list(features(cases[0].case))
        title = kind(cases[0].case)
        fitted = fit([one for one in cases if not one.held], names)
        weights[title] = {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True)}
        for held in (False, True):
            part = [one for one in cases if one.held == held]
            points = [
                (sum(weights[title][name] * value for name, value in features(one.case).items()), one)
                for one in part
            ]
            total = sum(one.right for one in part)
            print(f"{title}, {'held back' if held else 'fitted'}: {total} right, {len(part) - total} wrong")
            for limit in (-1, 0, 1, 2, 3):
                caught = sum(one.right and score > limit for score, one in points) / max(1, total)
                wrong = [one for score, one in points if not one.right and score > limit]
                print(f"  above {limit}: {caught:.3f} of the right, {len(wrong)} of the wrong")
            worst = sorted(
                (
                    (round(score, 1), one.case.word, one.case.name, one.case.uses, one.where[-5:])
                    for score, one in points
                    if not one.right
                ),
                reverse=True,
            )
            print("  ", worst[:16])
    if options.write:
        weights = {**json.loads(path.read_text(encoding="utf-8")), **weights} if path.exists() else weights
        path.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("frequencies:", vocabulary.has_frequencies())
    return 0


if __name__ == "__main__":
    sys.exit(main())
