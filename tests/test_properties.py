"""What holds for any text: the invariants of the design, tried on texts made of real pieces."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, apply_edits

PIECES = [
    "Share on Facebook",
    "Share",
    "Comments",
    "12 Comments",
    "Leave a Reply",
    "Name *",
    "Email",
    "Related Articles",
    "Related",
    "Read more:",
    "Read more",
    "Advertisement",
    "Facebook Twitter Email",
    "Your email address will not be published. Required fields are marked *",
    "Teilen",
    "Kommentar hinterlassen",
    "分享到微博",
    "Leer más",
    "Ice closes second harbour",
    "Who pays for the ferry?",
    "The ferry will not sail on Sundays until the ice has gone. Continue reading",
    "The ferry will not sail on Sundays until the ice has gone, the harbour office said.",
    "Zoom said on Monday that Zoom would stay, and Zomm in Russia would as well, for now.",
    "Zooom Zoom Zomm ZOMM Gogle Google Vladimr Putin, Vladimir Putin and New Yrok, New York.",
    "Facebok",
    "Share on Facebok",
    "“Share this,” she said.",
    "No.",
    "1. Mix flour and water",
    "\u200b",
    " \u00a0",
]
LINES = st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.text(max_size=30))
ENDINGS = st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\n \n"])
TEXTS = st.lists(st.tuples(LINES, ENDINGS), max_size=14).map(
    lambda pairs: "".join(line + ending for line, ending in pairs)
)
ANY = st.one_of(TEXTS, TEXTS.map(str.rstrip), st.text(st.characters(codec=None), max_size=200))

NAMES = ["Zoom", "Google", "Facebook", "Vladimir Putin", "New York", "New York Times"]
FULL = Cleaner(entities=NAMES)
RULES = Cleaner(correct="off")
MANY = settings(max_examples=300, deadline=None)


@MANY
@given(ANY)
def test_edits_tile_the_input_and_undo(text: str) -> None:
    cleaned = FULL.explain(text)
    at = 0
    for edit in cleaned.edits:
        assert at <= edit.start < edit.end <= len(text)
        assert text[edit.start : edit.end] == edit.original
        at = edit.end
    assert cleaned.restore() == text
    assert apply_edits(text, cleaned.edits) == cleaned.text
    assert cleaned.changed == (cleaned.text != text)


@MANY
@given(ANY)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    once = FULL.clean(text)
    assert FULL.clean(once) is once


@MANY
@given(ANY)
def test_without_names_the_output_is_a_subsequence_of_the_lines(text: str) -> None:
    cleaned = RULES.explain(text)
    assert all(edit.replacement == "" for edit in cleaned.edits)
    rest = iter(text)
    assert all(char in rest for char in cleaned.text)


@MANY
@given(TEXTS.map(lambda text: text.replace("\r", "").replace("\n", "\r\n")))
def test_crlf_in_crlf_out(text: str) -> None:
    assert "\n" not in RULES.clean(text).replace("\r\n", "")


@MANY
@given(TEXTS.map(lambda text: text.replace("\r", "")))
def test_line_endings_decide_nothing(text: str) -> None:
    assert RULES.clean(text.replace("\n", "\r\n")) == RULES.clean(text).replace("\n", "\r\n")


@MANY
@given(TEXTS)
def test_a_kept_line_is_kept_whole(text: str) -> None:
    lines = set(text.replace("\r", "").split("\n"))
    endings = {line.split(". ")[0] + "." for line in lines}
    assert {
        line for line in RULES.clean(text).replace("\r", "").split("\n") if line.strip()
    } <= lines | endings


@MANY
@given(TEXTS, st.sampled_from(PIECES[:12]))
def test_a_keep_pattern_always_wins(text: str, kept: str) -> None:
    import re

    cleaner = Cleaner(correct="off", keep=["(?i)" + re.escape(kept)])
    for line in text.split("\n"):
        if kept in line:
            assert line in cleaner.clean(text).split("\n")


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_threads_and_pickles_agree(texts: list[str]) -> None:
    alone = [FULL.explain(text) for text in texts]
    again = pickle.loads(pickle.dumps(FULL))
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(again.explain, texts)) == alone
