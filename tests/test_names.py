"""Names: what is repaired, and the much longer list of what is left alone."""

from __future__ import annotations

import pytest

from cleantext import Cleaner, explain

LIST = [
    "Zoom", "Google", "Microsoft", "Vladimir Putin", "Javier Bardem", "Johannesburg", "Ukraine", "Russia",
    "Texas", "China", "Atlanta", "Coca-Cola", "New York", "New York Times", "NATO", "Kyiv", "Iran", "Iraq",
    "Газпром", "Україна", "Θεσσαλονίκη",
]  # fmt: skip
CLEANER = Cleaner(entities=LIST)


@pytest.mark.parametrize(
    ("typo", "right"),
    [
        ("Regulator may block Zomm", "Regulator may block Zoom"),
        ("Zooom to lay off staff", "Zoom to lay off staff"),
        ("Why Zomm's shares fell", "Why Zoom's shares fell"),
        ("Why Zomm’s shares fell", "Why Zoom’s shares fell"),
        ("The Zomm-based class", "The Zoom-based class"),
        ("Zomm CEO resigns", "Zoom CEO resigns"),
    ],
)
def test_a_typo_of_a_name_that_the_text_uses_is_repaired(typo: str, right: str) -> None:
    rest = "\n\nThe maker of Zoom did not comment. Last year Zoom had grown."
    assert CLEANER.clean(typo + rest) == right + rest


@pytest.mark.parametrize(
    ("name", "typo"),
    [
        ("Google", "Gogole"),
        ("Google", "Goggle Maps and Gooogle"),
        ("Microsoft", "Micorsoft"),
        ("Microsoft", "Microsof"),
        ("Microsoft", "Mcrosoft"),
        ("Johannesburg", "Johanesburg"),
        ("Ukraine", "Ukriane"),
        ("Газпром", "Газрпом"),
        ("Θεσσαλονίκη", "Θεσσλαονίκη"),
    ],
)
def test_one_letter_dropped_doubled_or_swapped_is_repaired(name: str, typo: str) -> None:
    text = f"They spoke of {{}} again. The plans of {name} are known, as {name} has said."
    last = typo.split()[-1]
    fixed = typo.replace(last, name)
    assert CLEANER.clean(text.format(typo)) == text.format(fixed)


def test_a_damaged_surname_is_repaired_by_the_full_name() -> None:
    text = "Javier Bardem spoke first. The role was written for Javier Badem, she said."
    assert CLEANER.clean(text) == text.replace("Badem", "Bardem")


def test_capitals_stay_capitals() -> None:
    text = "WHY MICORSOFT WILL NOT LEAVE THE TOWN\n\nThe plans of Microsoft are known."
    assert CLEANER.clean(text) == text.replace("MICORSOFT", "MICROSOFT")


def test_an_edit_says_why() -> None:
    text = "Regulator may block Zomm\n\nThe maker of Zoom is silent. Only Zoom knows."
    (edit,) = CLEANER.explain(text).edits
    assert (edit.kind, edit.original, edit.replacement) == ("name", "Zomm", "Zoom")
    assert text[edit.start : edit.end] == "Zomm"
    assert (
        edit.why == "Zomm → Zoom: one letter from Zoom, which this text uses 2 times; Zomm is no known word"
    )


def test_offsets_are_those_of_the_input_before_cuts() -> None:
    text = "Share on Facebook\n\nRegulator may block Zomm\n\nThe maker of Zoom is silent. Only Zoom knows.\n"
    cleaned = CLEANER.explain(text)
    assert [text[e.start : e.end] for e in cleaned.edits] == ["Share on Facebook\n\n", "Zomm"]
    assert cleaned.restore() == text


@pytest.mark.parametrize(
    "token",
    [
        "zomm",  # not written as a name
        "Room",  # a word
        "Zooms",  # an inflection
        "@Zomm",
        "#Zomm",
        "zomm.us/Zomm",
        "Zomm.us",
        "info@Zomm.com",
        "“Zomm”",
        "Zomm [sic]",
        "Zomm (sic)",
        "Zomm2",
        "ZOMM",  # an acronym
        "Kazuto Zomm",  # another person
        "Zomm Kazutoya",
    ],
)
def test_what_may_be_meant_so_stays(token: str) -> None:
    text = f"They spoke of {token} again. The maker of Zoom is silent. Only Zoom knows."
    assert CLEANER.clean(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of Zomm again.",
        "Zomm and Zomm and Zomm met Zoom.",
        "The Russian and the Russians left Russia. Then Russia closed.",
        "The Ukrainian left Ukraine. Ukraines parliament sat in Ukraine.",
        "Iran and Iraq are neighbours of Iran. Irak is how others write it.",
        "A zomm is a lamp. Zomm is sold by Zoom. Only Zoom sells it.",
        "Natto is eaten by NATO, and NATO likes it.",
        "New Yorker is a magazine of New York. It is made in New York.",
        "Газпрома и Газпрому: Газпром. Вновь Газпром.",
        "В Україні. Україна, Україну, Україною.",
    ],
)
def test_without_evidence_or_with_doubt_nothing_is_touched(text: str) -> None:
    assert CLEANER.clean(text) is text


def test_strict_mode_repairs_plain_slips_in_long_names_without_evidence() -> None:
    strict = Cleaner(entities=LIST, correct="strict")
    text = "She flew from Johanesburg on Friday."
    (edit,) = strict.explain(text).edits
    assert (edit.replacement, edit.rule) == ("Johannesburg", "name.strict")
    assert edit.why == "Johanesburg → Johannesburg: one letter from Johannesburg, a known name; " + (
        "Johanesburg is no known word"
    )
    assert CLEANER.clean(text) is text


@pytest.mark.parametrize(
    "text",
    [
        "They spoke of Zomm Kazutoya again.",  # perhaps another person
        "She flew from Johannesburgs on Friday.",
        "Johanesburg is a novel. Johanesburg sold well.",  # meant so, it seems
    ],
)
def test_strict_mode_guesses_nothing_else(text: str) -> None:
    assert Cleaner(entities=LIST, correct="strict").clean(text) is text


def test_a_name_in_removed_lines_is_no_evidence() -> None:
    text = "Facebok is back.\n\nShare on Facebook\nShare on Facebook\n"
    assert Cleaner(entities=["Facebook"]).clean(text) == "Facebok is back.\n"


def test_no_list_and_no_correction() -> None:
    text = "Regulator may block Zomm. The maker of Zoom is silent. Only Zoom knows."
    assert Cleaner(entities=()).clean(text) is text
    assert Cleaner(correct="off").clean(text) is text
    assert Cleaner(entities=["", " ", "12", "—"]).clean(text) is text


def test_the_default_list_knows_the_world() -> None:
    text = "Aid for Afganistan\n\nThe plane reached Afghanistan on Monday. Afghanistan has two seas of sand."
    assert [edit.replacement for edit in explain(text).edits] == ["Afghanistan"]
