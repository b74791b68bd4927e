"""What cleaning a text means: what goes, what stays, and how the rest of the text looks."""

from __future__ import annotations

import json
import pickle

import pytest

from cleantext import KINDS, Cleaned, Cleaner, CleantextError, InputError, apply_edits, clean, explain
from cleantext.phrases import is_sentence

PROSE = "The ferry will not sail on Sundays until the ice has gone, the harbour office said."
MORE = "Passengers who hold a ticket for March can have their money back at the counter."


def test_the_tail_of_the_founding_example_goes_and_its_headline_is_repaired() -> None:
    story = "Regulator may block Zomm\n\nZoom has refused to answer. Zoom is used in most schools.\n\n"
    tail = (
        "Read more:\n\n\nShare on facebook\nShare on pinterest\nShare on twitter\nShare on linkedin\n"
        "Share on email\n\n\nLeave a Reply\n\nYour email address will not be published. "
        "Required fields are marked *\n\nThis site uses Akismet to reduce spam. "
        "Learn how your comment data is processed."
    )
    assert clean(story + tail) == (
        "Regulator may block Zoom\n\nZoom has refused to answer. Zoom is used in most schools."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{PROSE}\n\nShare on Facebook\n\n{MORE}\n", f"{PROSE}\n\n{MORE}\n"),
        (f"{PROSE}\nShare on Facebook\n\n{MORE}\n", f"{PROSE}\n\n{MORE}\n"),
        (f"{PROSE}\n\nShare on Facebook\n{MORE}\n", f"{PROSE}\n\n{MORE}\n"),
        (f"{PROSE}\nShare on Facebook\n{MORE}\n", f"{PROSE}\n{MORE}\n"),
        (f"{PROSE}\n\n\n\nShare on Facebook\n\n{MORE}", f"{PROSE}\n\n\n\n{MORE}"),
        (f"{PROSE}\n\nShare on Facebook\n", f"{PROSE}\n"),
        (f"{PROSE}\n\nShare on Facebook", PROSE),
        (f"{PROSE}\n\nShare on Facebook\n\n\n", f"{PROSE}\n"),
        (f"Share on Facebook\n\n\n{PROSE}\n", f"{PROSE}\n"),
        (f"\n\nShare on Facebook\n\n{PROSE}\n", f"\n\n{PROSE}\n"),
        ("Share on Facebook\n", ""),
        (f"{PROSE}\r\n\r\nShare on Facebook\r\n", f"{PROSE}\r\n"),
        (f"{PROSE}\r\n\r\nShare on Facebook", PROSE),
        (f"{PROSE}\r\rShare on Facebook\r\r{MORE}\r", f"{PROSE}\r\r{MORE}\r"),
    ],
)
def test_a_removed_line_goes_with_the_smaller_gap_around_it(before: str, after: str) -> None:
    assert clean(before) == after


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook",
        "SHARE ON FACEBOOK",
        "  Share  on\u00a0Facebook  ",
        "• Share on Facebook",
        "- [ ] Share on Facebook",
        "**Share on Facebook**",
        "[Share on Facebook](https://www.facebook.com/sharer.php?u=https://example.org)",
        "1. Share on Facebook",
        "👍 Share on Facebook",
        "Share on Facebook 12",
        "Share on Facebook (1.2K)",
        "Ｓｈａｒｅ　ｏｎ　Ｆａｃｅｂｏｏｋ",
        "Sh\u200bare on Face\u00adbook",
        "> Share on Facebook »",
    ],
)
def test_marks_spacing_and_counters_do_not_hide_a_button(line: str) -> None:
    assert clean(f"{PROSE}\n\n{line}\n\n{MORE}\n") == f"{PROSE}\n\n{MORE}\n"


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply Cancel reply",
        "Facebook Twitter Email",
        "Facebook | X | WhatsApp | Copy link",
        "Share this: Facebook Twitter",
        "Your email address will not be published. Required fields are marked *",
        "Your email address will not be published. Required fields are marked * Comment * Name * Email *",
    ],
)
def test_several_buttons_on_one_line_go_together(line: str) -> None:
    assert clean(f"{PROSE}\n\n{line}\n\n{MORE}\n") == f"{PROSE}\n\n{MORE}\n"


@pytest.mark.parametrize("line", ["Comments", "Share", "Name", "Related", "Email", "Subscribe", "Search"])
def test_a_bare_word_stays_inside_the_article(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{MORE}\n"
    assert clean(text) is text


@pytest.mark.parametrize("line", ["Comments", "Share", "Name", "Email"])
def test_a_bare_word_goes_beside_removed_lines_at_the_end(line: str) -> None:
    assert clean(f"{PROSE}\n\n{line}\n\nLeave a Reply\n") == f"{PROSE}\n"


def test_a_heading_takes_its_list_of_headlines_at_the_end() -> None:
    tail = "Related Articles\n\nIce closes second harbour\n\nWho pays for the ferry?\n"
    assert clean(f"{PROSE}\n\n{tail}") == f"{PROSE}\n"


def test_what_goes_first_does_not_hide_what_should_go_with_it() -> None:
    tail = "".join(f"Ice closes harbour {number}\nShare on Facebook\n" for number in range(30))
    assert clean(f"{PROSE}\n\nRelated Topics\n{tail}") == f"{PROSE}\n"


def test_inside_the_article_a_heading_takes_only_a_list_of_its_own() -> None:
    links = "Related Articles\nIce closes second harbour\nWho pays for the ferry?\n"
    assert clean(f"{PROSE}\n\n{links}\n{MORE}\n") == f"{PROSE}\n\n{MORE}\n"
    broken = "Related Articles\nIce closes second harbour\nand, as the office said,\nthe ferry waits.\n"
    assert clean(f"{PROSE}\n\n{broken}\n{MORE}\n") == f"{PROSE}\n\n{broken[17:]}\n{MORE}\n"


def test_inside_the_article_a_colon_announces_one_link() -> None:
    link = "Read more:\n\nIce closes second harbour\n"
    assert clean(f"{PROSE}\n\n{link}\n{MORE}\n") == f"{PROSE}\n\n{MORE}\n"
    part = "Read more:\n\nof the ferry, which the office\n"
    assert clean(f"{PROSE}\n\n{part}\n{MORE}\n") == f"{PROSE}\n\n{part[12:]}\n{MORE}\n"


def test_a_heading_takes_no_paragraph() -> None:
    text = f"{PROSE}\n\nRelated Articles\n\n{MORE}\n"
    assert MORE in clean(text)


@pytest.mark.parametrize(
    "paragraph",
    [
        "เรือข้ามฟากกลับมาวิ่งอีกครั้งเมื่อเช้าวันจันทร์ หลังจากพายุตัดขาดเกาะเล็กๆ แห่งนี้จากแผ่นดินใหญ่นานถึงเก้าวันเต็ม",  # Thai
        "ເຮືອຂ້າມຟາກກັບມາແລ່ນອີກຄັ້ງໃນຕອນເຊົ້າວັນຈັນ ຫຼັງຈາກພາຍຸໄດ້ຕັດຂາດເກາະນ້ອຍແຫ່ງນີ້ຈາກແຜ່ນດິນໃຫຍ່ເປັນເວລາເກົ້າມື້",  # Lao
        "សាឡាងបានបើកដំណើរការឡើងវិញនៅព្រឹកថ្ងៃចន្ទ។",  # Khmer, with its full stop
        "ကူးတို့သင်္ဘောသည် တနင်္လာနေ့ နံနက်တွင် ပြန်လည်ပြေးဆွဲခဲ့သည်။",  # Burmese, with its full stop
    ],
)
def test_a_heading_takes_no_paragraph_that_ends_without_a_latin_full_stop(paragraph: str) -> None:
    text = f"{PROSE}\n\nRelated Articles\n{paragraph}\n\n{MORE}\n"
    assert paragraph in clean(text)
    end = f"{PROSE}\n\nRelated Articles\n\n{paragraph}\n"
    assert paragraph in clean(end)


@pytest.mark.parametrize("line", ["“Share on Facebook”", '"Leave a reply"', "« Leave a Reply »"])
def test_what_somebody_says_stays(line: str) -> None:
    text = f"{PROSE}\n\n{line}\n\n{MORE}\n"
    assert clean(text) is text


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u3000", "\x0c", "\x85"])
def test_long_stretches_of_blanks_are_only_blanks(blank: str) -> None:
    for line in (
        "Comments" + blank * 99,
        blank * 99 + "x",
        f"Frozen. {blank * 99}Continue",
        "x" + blank * 99 + "y",
    ):
        text = f"{PROSE}\n\n{line}\n\n{MORE}\n"
        assert clean(text) is text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("The lake is frozen. Continue reading →", "The lake is frozen."),
        ("The lake is frozen […] Continue reading", "The lake is frozen […]"),
        ("It froze. The post How the lake froze appeared first on Harbour Post.", "It froze."),
        ("Turn the page. Continue reading.", "Turn the page. Continue reading."),
        ("He wished to continue reading", "He wished to continue reading"),
    ],
)
def test_a_link_at_the_end_of_a_paragraph_goes_alone(line: str, kept: str) -> None:
    assert clean(f"{line}\r\n\r\n{MORE}\r\n") == f"{kept}\r\n\r\n{MORE}\r\n"


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", PROSE, f"{PROSE}\n\n{MORE}\n"])
def test_text_with_nothing_to_do_comes_back_as_the_same_object(text: str) -> None:
    assert clean(text) is text
    assert explain(text) == Cleaned(text)


def test_every_edit_says_where_what_and_why() -> None:
    text = f"{PROSE}\n\nShare on Facebook\n\n{MORE}\n\nLeave a Reply\n"
    cleaned = explain(text)
    assert [edit.kind for edit in cleaned.edits] == ["share", "comments"]
    for edit in cleaned.edits:
        assert text[edit.start : edit.end] == edit.original
        assert edit.rule
        assert edit.why
    assert apply_edits(text, cleaned.edits) == cleaned.text
    assert cleaned.restore() == text
    assert json.loads(json.dumps(cleaned.to_dict()))["edits"][0]["original"] == "Share on Facebook\n\n"


def test_kinds_can_be_chosen() -> None:
    text = f"{PROSE}\n\nShare on Facebook\n\nLeave a Reply\n"
    assert clean(text, remove=["share"]) == f"{PROSE}\n\nLeave a Reply\n"
    assert (
        clean(text, remove=[kind for kind in KINDS if kind != "share"]) == f"{PROSE}\n\nShare on Facebook\n"
    )
    assert clean(text, remove=()) is text


def test_a_keep_pattern_wins_over_every_rule() -> None:
    text = f"{PROSE}\n\nShare on Facebook\n\nRelated Articles\n\nIce closes second harbour\n"
    assert clean(text, keep=["(?i)share on"]) == f"{PROSE}\n\nShare on Facebook\n"
    assert clean(text, keep=["^Share", "^Related", "Ice"]) is text


def test_a_keep_pattern_that_runs_away_is_stopped_and_named() -> None:
    cleaner = Cleaner(keep=[r"(\w|[a-z]|[A-Za-z ]|\s)+[0-9]{2}"])
    with pytest.raises(CleantextError, match=r"keep pattern .* took longer than"):
        cleaner.clean("Click to share on Facebook (Opens in new window)")


@pytest.mark.parametrize(
    ("options", "culprit"),
    [
        ({"correct": "loud"}, "'loud': choose one of 'evidence'"),
        ({"remove": ["share", "buttons"]}, "unknown kind 'buttons': choose out of 'share'"),
        ({"remove": "share"}, "give an iterable"),
        ({"remove": 3}, "remove=3"),
        ({"entities": "Zoom"}, "give an iterable"),
        ({"entities": [3]}, "entities: 3 is not a str"),
        ({"keep": ["("]}, "keep pattern '('"),
        ({"keep": "x"}, "give an iterable"),
        ({"packs": ["nowhere.toml"]}, "nowhere.toml"),
        ({"packs": [3]}, "packs: 3"),
        ({"page": "html"}, "page='html'"),
    ],
)
def test_a_wrong_option_is_named_with_the_choices(options: dict[str, object], culprit: str) -> None:
    with pytest.raises(CleantextError) as error:
        Cleaner(**options)  # type: ignore[arg-type]
    assert culprit in str(error.value)


@pytest.mark.parametrize("value", [None, b"bytes", 3, ["text"]])
def test_something_other_than_text_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="expected a str"):
        clean(value)  # type: ignore[arg-type]


def test_an_unknown_option_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        clean("text", remoove=())


def test_a_cleaner_never_changes() -> None:
    with pytest.raises(AttributeError, match="build a new one"):
        Cleaner().keep = ()  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="build a new one"):
        Cleaner()._names = None  # type: ignore[misc]


def test_a_cleaner_survives_pickling() -> None:
    cleaner = Cleaner(entities=["Zoom"], remove=["share"], keep=["^Keep"])
    again = pickle.loads(pickle.dumps(cleaner))
    text = f"{PROSE} Zoom, Zoom and Zomm.\n\nShare on Facebook\nLeave a Reply\n"
    assert again.explain(text) == cleaner.explain(text)
    assert repr(again) == repr(cleaner)


def test_phrases_on_one_line_are_of_one_language() -> None:
    cleaner = Cleaner(correct="off")
    assert cleaner.clean("Den frusna sjön.\n\nDela på Facebook Tweet\n") == "Den frusna sjön.\n"
    text = "Så här är det.\nDela på Facebook volgen\nOch så vidare."  # a Dutch button at its end
    assert cleaner.clean(text) is text


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʻ", "ʼ"])
def test_an_apostrophe_of_any_kind_is_none(apostrophe: str) -> None:
    cleaner = Cleaner(correct="off")
    article = f"Bugun ertalab ko{apostrophe}l muzlab qoldi.\n"
    assert cleaner.clean(f"{article}\nFacebook'da ulashish\nSo{apostrophe}nggi yangiliklar\n") == article


def test_an_armenian_sentence_may_end_in_a_colon() -> None:
    assert is_sentence("Լիճը սառեց երկրորդ գիշերը և լաստանավերը կանգնեցին:")
    assert not is_sentence("Կարդացեք նաև:")


def test_a_label_with_a_name_after_it_is_no_second_half_of_a_line() -> None:
    text = "Zo gaat dat.\nDelen op Facebook tags vrienden en buren\nEn zo verder."
    assert Cleaner(correct="off").clean(text) is text
