"""Fits the weights of the judge of shape on the pages in ../shared (not part of the project).

    pip install scikit-learn numpy
    python corpus/fit_shape.py            cross-validate by site, and from one collection to the other
    python corpus/fit_shape.py --write    also write cleantext/data/shape.json and lines.json

A block belongs to the article if more than half of its word 4-grams occur in the gold text; a block of
fewer than four words, if it is a line there or stands in it beside its neighbours. Blocks count by
their words, up to 80, and every page counts alike. The model is boosted trees of eight leaves.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import numpy as np
from score import ROOT, SETS, Scores, outputs, shingles, words
from sklearn.ensemble import HistGradientBoostingClassifier

from cleantext import Cleaner
from cleantext.html import joined, read
from cleantext.index import Matches
from cleantext.lines import line_measures, measured_lines
from cleantext.shape import measured, measures
from cleantext.shipped import shipped_index

SOURCE = (
    "Fitted by corpus/fit_shape.py on the article pages of WCXB's development split (Murrough Foley, "
    "CC-BY-4.0) and of 212 pages of AndyTheFactory's article-extraction-dataset (Apache-2.0)."
)
# Pages that agree with models of other sites by less than this are not fitted on.
TRUSTED = 0.5
TREES, LEAVES, RATE = 90, 16, 0.15
# After how many trees most blocks are clear.
EARLY = 30


def level() -> Callable[[str], int]:
    """What the shipped rules say of a line."""
    index = shipped_index()
    return Matches(index, frozenset(range(len(index.rules)))).level


@dataclass
class Sample:
    """A page's measured blocks, with what belongs to the article."""

    collection: str
    site: str
    texts: list[str]  # of all blocks
    candidates: list[int]
    rows: Any
    truth: Any
    weights: Any
    gold: str
    render: Callable[[Any], str]


def labels(texts: Sequence[str], gold: str) -> list[bool]:
    """Which blocks belong to the article."""
    grams = shingles(gold)
    whole = {" ".join(words(line)) for line in gold.splitlines()}
    split = [words(text) for text in texts]
    found: list[bool | None] = []
    for own in split:
        if len(own) < 4:
            found.append(True if own and " ".join(own) in whole else None)
        else:
            pieces = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
            found.append(sum(piece in grams for piece in pieces) * 2 > len(pieces))
    return [
        _beside(split, found, number, grams) if value is None else value for number, value in enumerate(found)
    ]


def _beside(split: list[list[str]], found: list[bool | None], number: int, grams: Any) -> bool:
    """Whether a few words stand in the gold text beside their neighbours."""
    own = split[number]
    if not own:
        return False
    if number and found[number - 1] and tuple((split[number - 1][-3:] + own)[:4]) in grams:
        return True
    follows = number + 1 < len(split) and found[number + 1]
    return bool(follows) and tuple((own + split[number + 1][:3])[-4:]) in grams


class Rendered:
    """Joins the blocks of a page that are kept."""

    def __init__(self, blocks: list[Any] | None, texts: list[str]) -> None:
        self.blocks, self.texts = blocks, texts

    def __call__(self, kept: Any) -> str:
        if self.blocks is None:
            return "\n".join(text for text, keep in zip(self.texts, kept, strict=True) if keep)
        return joined([block for block, keep in zip(self.blocks, kept, strict=True) if keep])


def page_sample(job: tuple[str, dict[str, Any], Any]) -> Sample:
    """A page of HTML, measured."""
    collection, entry, path = job
    page = read(gzip.decompress(path.read_bytes()))
    found = measured(page, level())
    texts = [block.text for block in page.blocks]
    return _sample(collection, entry, texts, found.candidates, found.rows, Rendered(page.blocks, texts))


def text_sample(job: tuple[str, dict[str, Any], Any]) -> Sample:
    """The text of a page without markup, measured."""
    collection, entry, text = job
    lines = text.split("\n")
    numbers, rows = measured_lines(lines, level())
    texts = [lines[number].strip() for number in numbers]
    return _sample(collection, entry, texts, list(range(len(texts))), rows, Rendered(None, texts))


def _sample(
    collection: str,
    entry: dict[str, Any],
    texts: list[str],
    candidates: list[int],
    rows: Any,
    render: Rendered,
) -> Sample:
    truth = np.array(labels(texts, entry["text"]), dtype=bool)
    sizes = np.array([len(words(text)) for text in texts], dtype=float)
    total = max(60.0, float(sizes[truth].sum())) if len(texts) else 60.0
    weights = np.minimum(sizes, 80) / total * 300
    site = ".".join((urlparse(entry["url"] or "").netloc or entry["id"]).split(".")[-2:])
    some = np.array(candidates, dtype=int)
    matrix = np.array(rows, dtype=np.float32).reshape(len(rows), -1)
    return Sample(
        collection, site, texts, candidates, matrix, truth[some], weights[some], entry["text"], render
    )


def samples(data: Path, kind: str) -> list[Sample]:
    """All article pages, measured."""
    jobs: list[tuple[str, dict[str, Any], Any]] = []
    for name in SETS:
        folder = data / "pages" / name
        entries = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
        articles = {entry["id"]: entry for entry in entries if entry["type"] == "article"}
        if kind == "html":
            jobs += [(name, entry, folder / "html" / f"{i}.html.gz") for i, entry in articles.items()]
        else:
            jobs += [
                (name, articles[i], text) for i, text in outputs(data, name, "inscriptis") if i in articles
            ]
    with Pool() as pool:
        return pool.map(page_sample if kind == "html" else text_sample, jobs, chunksize=20)


def fitted(some: Sequence[Sample]) -> HistGradientBoostingClassifier:
    """The model of some pages."""
    some = [sample for sample in some if len(sample.candidates)]
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=100,
        l2_regularization=10,
        early_stopping=False,
        random_state=0,
    )
    return model.fit(
        np.concatenate([sample.rows for sample in some]),
        np.concatenate([sample.truth for sample in some]),
        sample_weight=np.concatenate([sample.weights for sample in some]),
    )


def trusted(some: list[Sample], rounds: int = 3) -> list[Sample]:
    """The pages but those whose gold text has little in common with what models of other sites find.

    Most of them were annotated in part only, and would teach that the end of an article is none.
    """
    kept: list[Sample] = []
    for train, test in folds(some, rounds):
        model = fitted(train)
        kept += [sample for sample in test if agreement(model, sample) >= TRUSTED]
    return kept


def agreement(model: HistGradientBoostingClassifier, sample: Sample) -> float:
    """Word 4-grams in common with the gold text ÷ those of either."""
    found, gold = shingles(found_text(model, sample)), shingles(sample.gold)
    either = (found | gold).total()
    return (found & gold).total() / either if either else 1.0


def found_text(model: HistGradientBoostingClassifier, sample: Sample) -> str:
    """What a model takes for the article of a page."""
    kept = np.zeros(len(sample.texts), dtype=bool)
    if len(sample.candidates):
        kept[np.array(sample.candidates)] = model.decision_function(sample.rows) > 0
    return str(sample.render(kept))


def measure(model: HistGradientBoostingClassifier, some: Sequence[Sample], scores: dict[str, Scores]) -> None:
    """Add what a model, and the rules after it, make of some pages to the scores of their collections."""
    rules = Cleaner(correct="off")
    for sample in some:
        scores[sample.collection].add(rules.clean(found_text(model, sample)), shingles(sample.gold))


def folds(some: Sequence[Sample], count: int) -> list[tuple[list[Sample], list[Sample]]]:
    """Splits into pages to fit on and pages of other sites to measure on."""
    sites = sorted({sample.site for sample in some})
    np.random.RandomState(0).shuffle(sites)
    fold = {site: number % count for number, site in enumerate(sites)}
    return [
        (
            [sample for sample in some if fold[sample.site] != number],
            [sample for sample in some if fold[sample.site] == number],
        )
        for number in range(count)
    ]


def cross_validate(some: list[Sample], count: int) -> None:
    """Print what models make of sites, and of a collection, that they have not seen."""
    scores = {name: Scores() for name in SETS}
    for train, test in folds(some, count):
        measure(fitted(trusted(train)), test, scores)
    print("  other sites:", *(f"{name} {scores[name].f1():.4f}" for name in SETS), flush=True)
    for name in SETS:
        scores = {name: Scores()}
        model = fitted(trusted([sample for sample in some if sample.collection != name]))
        measure(model, [sample for sample in some if sample.collection == name], scores)
        print(f"  {name} from the other collection: {scores[name].f1():.4f}", flush=True)


def sure_score(model: HistGradientBoostingClassifier, some: Sequence[Sample]) -> float:
    """From which score on the first trees are right about what all will say, but for one block in 2,000."""
    rows = np.concatenate([sample.rows for sample in some if len(sample.candidates)])
    for number, staged in enumerate(model.staged_decision_function(rows), 1):
        if number == EARLY:
            early = staged.ravel()
    wrong = np.sort(np.abs(early[(early > 0) != (staged.ravel() > 0)]))[::-1]
    return float(wrong[min(len(wrong) - 1, len(early) // 2000)]) if len(wrong) else 0.0


def written(
    model: HistGradientBoostingClassifier, some: Sequence[Sample], names: Sequence[str], path: Path
) -> None:
    """Write a model as JSON: trees of [measure, threshold, at most, above], leaves are scores."""

    def tree(nodes: Any, at: int) -> Any:
        node = nodes[at]
        if node["is_leaf"]:
            return round(float(node["value"]), 3)
        threshold = float(f"{float(node['num_threshold']):.5g}")
        return [int(node["feature_idx"]), threshold, tree(nodes, node["left"]), tree(nodes, node["right"])]

    trees = [tree(one[0].nodes, 0) for one in model._predictors]
    start = round(float(model._baseline_prediction.ravel()[0]), 3)
    lines = ",\n".join(json.dumps(one) for one in trees)
    facts = {"source": SOURCE, "start": start, "early": EARLY, "sure": round(sure_score(model, some), 3)}
    head = json.dumps(facts | {"measures": list(names)}, indent=1)[:-2]
    path.write_text(f'{head},\n "trees": [\n{lines}\n]}}\n', encoding="utf-8")


def main() -> int:
    """Fit, and print or write what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", choices=("html", "text"))
    options = parser.parse_args()
    for kind, names, file in (("html", measures(), "shape.json"), ("text", line_measures(), "lines.json")):
        if options.only not in (None, kind):
            continue
        some = samples(options.data, kind)
        print(kind, len(some), "pages")
        if options.folds:
            cross_validate(some, options.folds)
        if options.write:
            written(fitted(trusted(some)), some, names, ROOT / "cleantext" / "data" / file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
