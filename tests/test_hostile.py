"""Linear time on any input: twice the text takes about twice the time, whatever it is.

Only ratios are claimed, with slack for a noisy machine: a quadratic step would give four.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cleantext import Cleaner

CLEANER = Cleaner(entities=["Zoom", "Google", "Vladimir Putin"])
SLACK = 3.2

HOSTILE: dict[str, tuple[Callable[[int], str], int]] = {
    "one line": (lambda n: "x" * n, 2_500_000),
    "one line of words": (lambda n: "share this post " * n, 150_000),
    "one line of sentences": (lambda n: "Continue reading. " * n, 5_000),
    "blank lines": (lambda n: "\n" * n, 500_000),
    "blank lines around buttons": (lambda n: ("\n" * 50 + "Share on Facebook") * n, 5_000),
    "share buttons": (lambda n: "Share on Facebook\n" * n, 50_000),
    "headings of lists": (lambda n: "Related Articles\nIce closes harbour\n\n" * n, 10_000),
    "headings of lists on end": (lambda n: "Related Articles\n" * n + "Ice closes harbour\n" * n, 20_000),
    "endless list": (lambda n: "Related Articles\n" + "Ice closes harbour\n" * n, 40_000),
    "bare words": (lambda n: "Comments\nIce closes harbour\n" * n, 10_000),
    "row of buttons": (lambda n: "Facebook Twitter Email " * n, 100_000),
    "long rows of buttons": (lambda n: ("Facebook Twitter Email " * 40 + "\n") * n, 100),
    "typos": (lambda n: "Zomm " * n + "Zoom " * n, 150_000),
    "typos on lines": (lambda n: "Zomm\n" * n + "Zoom\n" * n, 10_000),
    "unknown names": (lambda n: " ".join(f"Zo{_letters(i)}" for i in range(n)) + " Zoom", 30_000),
    "zero-width characters": (lambda n: "Sh\u200bare " * n, 200_000),
    "accents": (lambda n: "e\u0301" * n, 500_000),
    "Markdown brackets": (lambda n: "](" * n, 500_000),
    "quotes": (lambda n: "“" * n + "\n”" * n, 50_000),
}


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def seconds(text: str) -> float:
    times = []
    for _ in range(2):
        start = time.perf_counter()
        cleaned = CLEANER.explain(text)
        times.append(time.perf_counter() - start)
        assert cleaned.restore() == text
    return min(times)


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_input_takes_about_twice_the_time(name: str) -> None:
    make, size = HOSTILE[name]
    for _ in range(3):
        once, twice = seconds(make(size)), seconds(make(2 * size))
        if twice < SLACK * once + 0.02:
            return
    pytest.fail(f"{name}: {once:.3f} s, doubled {twice:.3f} s")


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "\x00",
        "\udcff\n\ud800 Share on Facebook",
        "\x00Share on Facebook\x00",
        "\ufeff",
        "\u2028" * 9,
    ],
)
def test_any_string_is_accepted(text: str) -> None:
    assert CLEANER.explain(text).restore() == text
