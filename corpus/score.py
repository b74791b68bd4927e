"""Measures quality and speed on the data in ../shared (which is not part of the project).

    python corpus/score.py                  all tables
    python corpus/score.py harm --list      words removed from gold texts, with every cut
    python corpus/score.py residue          what is left of eight extractors' residue
    python corpus/score.py pages --list     articles out of whole pages, beside other tools; the worst
    python corpus/score.py names            repaired names: wrong edits, recall, size, speed, other tools
    python corpus/score.py million          the same with a million names; takes minutes
    python corpus/score.py speed            MB a second, import and cold start
    python corpus/score.py languages        tails removed and prose lost, language by language (see tails.py);
                                            with --list every line left and lost; needs no data
    python corpus/score.py languages --tails DIR    the same for texts in DIR/cases/ and DIR/negative/

    python corpus/score.py --data DIR ...   where pages/ and outputs/ are (default: ../shared)

Definitions
    harm      words in removed text ÷ words in all gold texts of news pages and wcxb articles.
    article   a line belongs to the article if more than half of its word 4-grams occur in the gold
              text; a line of fewer than four words, if it is a whole line there.
    F1        per page, true and false positives and negatives over the multiset of word 4-grams,
              divided by their sum; precision and recall from the averages over pages; their F1.
    word F1   per page, over the multiset of words; averaged over pages.

The weights of the judge of shape were fitted on these pages, so its figures in `pages` flatter it:
`python corpus/fit_shape.py` prints those for sites and collections that a model has not seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import tails

from cleantext import Cleaned, Cleaner

ROOT = Path(__file__).resolve().parent.parent
SETS = ("news-dev", "wcxb-dev")
TOOLS = (
    "trafilatura",
    "readability",
    "newspaper4k",
    "resiliparse",
    "justext",
    "boilerpy3",
    "bs4",
    "inscriptis",
)
_WORD = re.compile(r"\w+")


class Page(NamedTuple):
    """A gold article."""

    id: str
    text: str


def gold(data: Path, name: str) -> dict[str, Page]:
    """The articles of a set, by id."""
    path = data / "pages" / name / "gold.jsonl"
    with path.open(encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    return {page["id"]: Page(page["id"], page["text"]) for page in pages if page["type"] == "article"}


def outputs(data: Path, name: str, tool: str) -> Iterator[tuple[str, str]]:
    """What a tool made of each page of a set: (id, text)."""
    path = data / "outputs" / f"{name}.{tool}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            yield entry["id"], entry["text"] or ""


def words(text: str) -> list[str]:
    """Lower-case words."""
    return _WORD.findall(text.lower())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The multiset of word 4-grams; the whole text as one if it is shorter."""
    split = words(text)
    if not split:
        return Counter()
    size = min(4, len(split))
    return Counter(tuple(split[i : i + size]) for i in range(len(split) - size + 1))


class Scores:
    """Averages precision and recall over pages, as the module's documentation defines them."""

    def __init__(self) -> None:
        self.sums = [0.0, 0.0, 0.0]

    def add(self, text: str, truth: Counter[tuple[str, ...]]) -> None:
        """Count one page."""
        found = shingles(text)
        hit = sum((found & truth).values())
        parts = (hit, sum(found.values()) - hit, sum(truth.values()) - hit)
        total = sum(parts)
        if total:
            self.sums = [old + part / total for old, part in zip(self.sums, parts, strict=True)]

    def f1(self) -> float:
        """The F1 of the averages."""
        hit, extra, missed = self.sums
        precision = hit / (hit + extra) if hit else 0.0
        recall = hit / (hit + missed) if hit else 0.0
        return 2 * precision * recall / (precision + recall) if hit else 0.0


# -- harm ------------------------------------------------------------------------------------------


def harm(data: Path, cleaner: Cleaner, listing: bool) -> None:
    """Words that cleaning removes from texts that are articles already."""
    print("\nharm: words removed from gold texts")
    print(f"{'set':10}{'pages':>7}{'words':>9}{'removed':>9}{'share':>9}{'touched':>9}{'names':>7}")
    for name in SETS:
        pages = gold(data, name).values()
        results = [(page, cleaner.explain(page.text)) for page in pages]
        total = sum(len(words(page.text)) for page in pages)
        lost = sum(len(words(e.original)) for _, c in results for e in c.edits if not e.replacement)
        touched = sum(cleaned.changed for _, cleaned in results)
        fixed = sum(bool(e.replacement) for _, cleaned in results for e in cleaned.edits)
        print(f"{name:10}{len(pages):7}{total:9}{lost:9}{lost / total:9.4%}{touched:9}{fixed:7}")
        if listing:
            _list(results)


def _list(results: list[tuple[Page, Cleaned]]) -> None:
    for page, cleaned in results:
        for edit in cleaned.edits:
            before = page.text[max(0, edit.start - 50) : edit.start].replace("\n", "⏎")
            after = page.text[edit.end : edit.end + 40].replace("\n", "⏎")
            what = " ".join(edit.original.split())[:160]
            arrow = f" → {edit.replacement}" if edit.replacement else ""
            print(f"  {page.id} [{edit.rule}] …{before}⟦{what}⟧{arrow}{after}…")


# -- residue ---------------------------------------------------------------------------------------


class Truth:
    """What of a page belongs to the article."""

    def __init__(self, text: str) -> None:
        self.shingles = shingles(text)
        self.lines = {" ".join(words(line)) for line in text.splitlines()}

    def holds(self, line: str) -> bool:
        """Whether a line belongs to the article."""
        split = words(line)
        if len(split) < 4:
            return " ".join(split) in self.lines
        grams = [tuple(split[i : i + 4]) for i in range(len(split) - 3)]
        return sum(gram in self.shingles for gram in grams) * 2 > len(grams)


def residue(data: Path, cleaner: Cleaner, listing: bool) -> None:
    """How much of what extractors leave in goes, and how much of the article goes with it."""
    print("\nresidue: lines of extractors' outputs")
    print(
        f"{'set':10}{'tool':13}{'other':>8}{'removed':>9}{'article':>9}{'lost':>6}{'share':>9}"
        f"{'F1 before':>11}{'after':>8}"
    )
    for name in SETS:
        truths = {page.id: Truth(page.text) for page in gold(data, name).values()}
        for tool in TOOLS:
            _residue(data, name, tool, truths, cleaner, listing)


def _residue(
    data: Path, name: str, tool: str, truths: dict[str, Truth], cleaner: Cleaner, listing: bool
) -> None:
    other = removed = article = 0
    losses: list[str] = []
    before, after = Scores(), Scores()
    for page, text in outputs(data, name, tool):
        truth = truths.get(page)
        if truth is None:
            continue
        cleaned = cleaner.explain(text)
        before.add(text, truth.shingles)
        after.add(cleaned.text, truth.shingles)
        gone = _gone(text, cleaned)
        for number, line in enumerate(text.split("\n")):
            if not words(line):
                continue
            if truth.holds(line):
                article += 1
                if number in gone:
                    losses.append(f"  {page} [{gone[number]}] {line.strip()[:150]}")
            else:
                other += 1
                removed += number in gone
    print(
        f"{name:10}{tool:13}{other:8}{removed / max(other, 1):9.1%}{article:9}{len(losses):6}"
        f"{len(losses) / max(article, 1):9.3%}{before.f1():11.4f}{after.f1():8.4f}"
    )
    if listing:
        print("\n".join(losses))


def _gone(text: str, cleaned: Cleaned) -> dict[int, str]:
    """The lines that cleaning removed whole, with the rule."""
    gone: dict[int, str] = {}
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    for edit in cleaned.edits:
        if edit.replacement:
            continue
        while at < len(starts) - 1 and starts[at + 1] <= edit.start:
            at += 1
        number = at
        while number < len(starts) - 1 and starts[number] < edit.end:
            content = text[starts[number] : starts[number + 1]].strip()
            begin = starts[number] + text[starts[number] :].find(content) if content else 0
            if content and edit.start <= begin and begin + len(content) <= edit.end:
                gone[number] = edit.rule
            number += 1
    return gone


# -- pages -----------------------------------------------------------------------------------------


def pages(data: Path, cleaner: Cleaner, listing: bool) -> None:
    """Articles out of whole pages: ours from HTML and from text without markup, and other tools'."""
    print("\npages: articles out of whole pages (ours: in sample, see above)")
    print(f"{'set':10}{'tool':24}{'shingle F1':>11}{'word F1':>9}")
    whole = Cleaner(page=True)
    for name in SETS:
        truths = gold(data, name)
        folder = data / "pages" / name / "html"
        results: dict[str, dict[str, str]] = {"cleantext, HTML": {}, "cleantext, text alone": {}}
        for page in truths:
            html = gzip.decompress((folder / f"{page}.html.gz").read_bytes())
            results["cleantext, HTML"][page] = cleaner.clean_html(html)
        for tool in TOOLS:
            results[tool] = {page: text for page, text in outputs(data, name, tool) if page in truths}
        rendered = results["inscriptis"]
        results["cleantext, text alone"] = {page: whole.clean(text) for page, text in rendered.items()}
        for tool, texts in results.items():
            scores = Scores()
            for page, text in texts.items():
                scores.add(text, shingles(truths[page].text))
            mean = sum(word_f1(text, truths[page].text) for page, text in texts.items()) / len(texts)
            print(f"{name:10}{tool:24}{scores.f1():11.4f}{mean:9.4f}")
        if listing:
            ours = results["cleantext, HTML"]
            worst = sorted((word_f1(text, truths[page].text), page) for page, text in ours.items())
            print("  worst pages:", *(f"{page} {score:.2f}" for score, page in worst[:10]))
        _all_types(data, name, cleaner, results["cleantext, HTML"])


def _all_types(data: Path, name: str, cleaner: Cleaner, articles: dict[str, str]) -> None:
    """Word F1 over a set's pages of every type: forums, shops and so on beside the `articles` found."""
    folder = data / "pages" / name
    types: dict[str, list[float]] = {}
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        text = articles.get(entry["id"])
        if text is None:
            text = cleaner.clean_html(
                gzip.decompress((folder / "html" / f"{entry['id']}.html.gz").read_bytes())
            )
        types.setdefault(entry["type"], []).append(word_f1(text, entry["text"]))
    means = (f"{kind} {sum(found) / len(found):.3f} ({len(found)})" for kind, found in sorted(types.items()))
    everything = [score for found in types.values() for score in found]
    print(f"{name:10}word F1, all {len(everything)} pages {sum(everything) / len(everything):.4f}:", *means)


def word_f1(text: str, truth: str) -> float:
    """F1 over the multiset of words."""
    found, wanted = Counter(words(text)), Counter(words(truth))
    size = found.total() + wanted.total()
    return 2 * (found & wanted).total() / size if size else 1.0


# -- speed -----------------------------------------------------------------------------------------


def speed(data: Path, _cleaner: Cleaner, _listing: bool) -> None:
    """Throughput on one core, and what the start of a process costs."""
    print("\nspeed: MB of UTF-8 text a second, one core, best of five")
    texts = {f"{name} gold": [page.text for page in gold(data, name).values()] for name in SETS}
    for tool in ("trafilatura", "inscriptis"):
        texts[f"news-dev {tool}"] = [text for _, text in outputs(data, "news-dev", tool)]
    print(f"{'texts':24}{'MB':>7}{'rules':>8}{'and names':>11}{'lower().split()':>17}")
    for name, batch in texts.items():
        size = sum(len(text.encode()) for text in batch) / 1e6
        rates = [size / _best(Cleaner(correct=mode), batch) for mode in ("off", "evidence")]
        bare = size / _best(_Splitter(), batch)
        print(f"{name:24}{size:7.2f}{rates[0]:8.1f}{rates[1]:11.1f}{bare:17.1f}")
    _page_speed(data)
    print("milliseconds, median of eleven:")
    sample = "The lake is frozen.\n\nShare on Facebook\n"
    for title, command in {
        "python -c pass": [sys.executable, "-c", "pass"],
        "import cleantext": [sys.executable, "-c", "import cleantext"],
        "cleantext < two lines": [sys.executable, "-m", "cleantext"],
    }.items():
        print(f"{title:24}{_median(command, sample):7.0f}")


def _page_speed(data: Path) -> None:
    """Milliseconds a page, whole calls from bytes, beside bare lxml and peers that are installed."""
    from lxml import etree

    calls = {"lxml.etree.HTML": etree.HTML, "cleantext": Cleaner().clean_html}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.encoding import bytes_to_str, detect_encoding

        calls["resiliparse"] = lambda html: extract_plain_text(
            bytes_to_str(html, detect_encoding(html)), main_content=True
        )
    except ImportError:
        pass
    try:
        import trafilatura

        calls["trafilatura"] = trafilatura.extract
    except ImportError:
        pass
    print("milliseconds a page of HTML, whole calls from bytes, the first 150 articles of each set:")
    for name in SETS:
        folder = data / "pages" / name / "html"
        batch = [
            gzip.decompress((folder / f"{i}.html.gz").read_bytes()) for i in list(gold(data, name))[:150]
        ]
        times = {tool: min(_seconds(call, batch) for _ in range(3)) for tool, call in calls.items()}
        shown = (f"{tool} {seconds / len(batch) * 1000:.1f}" for tool, seconds in times.items())
        print(f"{name:10}", ", ".join(shown))


def _seconds(call: Callable[[bytes], object], batch: list[bytes]) -> float:
    start = time.perf_counter()
    for html in batch:
        call(html)
    return time.perf_counter() - start


class _Splitter:
    """A yardstick for the machine: cutting the same texts into words, and nothing else."""

    def clean(self, text: str) -> list[str]:
        return text.lower().split()


def _best(cleaner: Cleaner | _Splitter, batch: list[str]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for text in batch:
            cleaner.clean(text)
        times.append(time.perf_counter() - start)
    return min(times)


def _median(command: list[str], given: str) -> float:
    times = []
    for _ in range(11):
        start = time.perf_counter()
        subprocess.run(command, input=given.encode(), stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return sorted(times)[5] * 1000


# -- names ----------------------------------------------------------------------------------------


def names(data: Path, _cleaner: Cleaner, listing: bool) -> None:
    """What is repaired, and what is wrongly; see score_names.py."""
    import score_names

    score_names.table(data, listing)


def million(data: Path, _cleaner: Cleaner, listing: bool) -> None:
    """The same with a prepared list of a million names; takes minutes."""
    import score_names

    score_names.million(data, listing)


# -- the command -----------------------------------------------------------------------------------

LANGUAGES = "languages"
TABLES = {
    "harm": harm,
    "residue": residue,
    "pages": pages,
    "names": names,
    "million": million,
    "speed": speed,
}


def main() -> int:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "tables",
        nargs="*",
        choices=[*TABLES, LANGUAGES, []],
        metavar="TABLE",
        help=", ".join((*TABLES, LANGUAGES)),
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared", help="folder with pages/ and outputs/"
    )
    parser.add_argument(
        "--tails", type=Path, default=ROOT / "corpus", help="folder with cases/ and negative/ for `languages`"
    )
    parser.add_argument("--list", action="store_true", help="show every cut, and every article line lost")
    options = parser.parse_args()
    asked = options.tables or [*TABLES, LANGUAGES]
    if asked != [LANGUAGES] and not (options.data / "pages").is_dir():
        print(f"score: no pages/ in {options.data}; name the folder with --data", file=sys.stderr)
        return 2
    if LANGUAGES in asked and not any((options.tails / part).is_dir() for part in ("cases", "negative")):
        print(f"score: no cases/ or negative/ in {options.tails}", file=sys.stderr)
        return 2
    cleaner = Cleaner()
    for name in asked:
        if name == LANGUAGES:
            tails.table(options.tails, options.list)
        else:
            TABLES[name](options.data, cleaner, options.list)
    return 0


if __name__ == "__main__":
    sys.exit(main())
