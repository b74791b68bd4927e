"""A whole page's text without markup: which of its lines are the article, by look and place.

What `shape.py` does for HTML, with what a text still shows: lengths, sentences, indentation, blank
lines, bullets, and the prose before and after. The trees are in `data/lines.json`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleantext.shape import DIGITS, LONGEST_LABEL, Level, ends_sentence, scorer, width

_BULLETS = frozenset("*+-•·‣▪o►")
_AROUND = (-3, -2, -1, 1, 2, 3)
_MEASURES = (
    *("length", "sentence", "indent", "usual_indent", "blanks_before", "blanks_after", "bullet"),
    *("colon", "digits", "capitals", "commas", "marks", "copies", "words"),
    *("prose_before", "prose_after", "from_first", "from_last", "share_before", "window", "page_prose"),
    *("run_before", "run_after", "same_indent", "level", "level_before", "level_after"),
)


def line_measures() -> tuple[str, ...]:
    """The names of all measures, as the trees know them."""
    return _MEASURES + tuple(f"{what}_{by:+}" for by in _AROUND for what in ("length", "sentence"))


def measured_lines(lines: Sequence[str], level: Level) -> tuple[list[int], list[list[float]]]:
    """The numbers of the lines that are not blank, and their measures; `level`: what the rules say of one."""
    numbers = [number for number, line in enumerate(lines) if line and not line.isspace()]
    texts = [lines[number].strip() for number in numbers]
    size = len(texts)
    indents = [len(lines[number]) - len(lines[number].lstrip()) for number in numbers]
    lengths = [width(text) for text in texts]
    sentences = [ends_sentence(text) for text in texts]
    levels = [level(text) if len(text) < LONGEST_LABEL else 0 for text in texts]
    prose = [
        min(1000, length) if (length >= 60 and sentences[n]) or length >= 160 else 0
        for n, length in enumerate(lengths)
    ]
    total = sum(prose) or 1
    usual = Counter[int]()
    for n, share in enumerate(prose):
        usual[indents[n]] += share
    common = max(usual, key=lambda indent: usual[indent], default=0)
    sums = [0]
    for share in prose:
        sums.append(sums[-1] + share)
    before, after = _runs(prose), _runs(prose[::-1])[::-1]
    quiet_before, quiet_after = _short_runs(lengths), _short_runs(lengths[::-1])[::-1]
    placed = [n for n in range(size) if prose[n] and sums[min(size, n + 8)] - sums[max(0, n - 7)] > total / 8]
    first, last = (placed[0], placed[-1]) if placed else (0, size)
    copies = Counter(texts)
    rows: list[list[float]] = []
    for n, text in enumerate(texts):
        words = text[:160].split()[:20]
        row: list[float] = [
            lengths[n],
            sentences[n],
            indents[n],
            indents[n] - common,
            numbers[n] - numbers[n - 1] if n else 9,
            numbers[n + 1] - numbers[n] if n + 1 < size else 9,
            text[0] in _BULLETS and text[1:2] == " ",
            text[-1] in ":：",
            len(DIGITS.findall(text[:80])) / min(80, len(text)),
            sum(word[0].isupper() for word in words) / len(words),
            min(4, text.count(",")),
            any(mark in text for mark in "|©·›»→"),
            min(4, copies[text]),
            min(40, text.count(" ") + 1),
            before[n],
            after[n],
            max(-20, min(20, n - first)),
            max(-20, min(20, n - last)),
            sums[n] / total,
            sums[min(size, n + 6)] - sums[max(0, n - 5)],
            total,
            quiet_before[n],
            quiet_after[n],
            usual[indents[n]] / total,
            levels[n],
            levels[n - 1] if n else 0,
            levels[n + 1] if n + 1 < size else 0,
        ]
        for by in _AROUND:
            near = 0 <= n + by < size
            row += [lengths[n + by] if near else 0, sentences[n + by] if near else False]
        rows.append(row)
    return numbers, rows


def _runs(prose: Sequence[int]) -> list[int]:
    """For each line, how many lines ago prose stood."""
    far, distances = 20, []
    for share in prose:
        distances.append(far)
        far = 1 if share else min(far + 1, 20)
    return distances


def _short_runs(lengths: Sequence[int]) -> list[int]:
    """For each line, how many short ones stand before it without a break."""
    run, runs = 0, []
    for length in lengths:
        runs.append(run)
        run = min(30, run + 1) if length < 40 else 0
    return runs


def article_lines(lines: Sequence[str], level: Level) -> set[int]:
    """The numbers of the lines that are the article; blank ones are not counted."""
    numbers, rows = measured_lines(lines, level)
    score = scorer("lines.json", line_measures())
    return {number for number, row in zip(numbers, rows, strict=True) if score(row) > 0}
