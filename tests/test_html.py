"""HTML: the article out of a page, and nothing lost in silence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleantext
from cleantext import Cleaner, InputError, apply_edits
from cleantext.html import read

PROSE = [
    "The lake froze over on the second night of the year, and by morning the ferries had stopped.",
    "Nobody in the village could remember such a winter, although the oldest of them are past ninety.",
    "The mayor asked people to stay off the ice until the fire brigade had measured it in three places.",
    "By noon the first children had their skates on all the same, and the baker sold hot chestnuts.",
    "A kilometre to the north the water was still open, the harbour master said, and likely to stay so.",
    "The last ferry of the season now waits at the eastern pier for a thaw that nobody expects before March.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
FRAME = (
    "<!DOCTYPE html><html><head><title>Lake freezes over - The Shore</title></head><body>"
    "<header><nav><ul><li><a href='/'>Home</a><li><a href='/w'>Weather</a></ul></nav></header>"
    "<main>{}</main><aside><h3>Most read</h3><ul><li><a href='/1'>Council meets again</a>"
    "<li><a href='/2'>Ten recipes for the cold days</a></ul></aside>"
    "<footer><p><a href='/c'>Contact</a></p><p>© The Shore</p></footer></body></html>"
)
ARTICLE = "\n\n".join(PROSE)


def page(article: str) -> str:
    return FRAME.format(article)


def test_the_paragraphs_come_out_and_the_frame_does_not() -> None:
    assert cleantext.clean_html(page(f"<h1>Lake freezes over</h1>{PARAGRAPHS}")) == ARTICLE


@pytest.mark.parametrize(
    "wrapper",
    [
        '<div class="share-story">{}</div>',
        '<div id="comments-and-opinion">{}</div>',
        '<div class="ad-free content">{}</div>',
        '<section class="footer-fixed">{}</section>',
        "<form action='/post.aspx'>{}</form>",
        "<table><tr><td><img src='x.gif'><td>{}</table>",
        "<article><div><div><div>{}</div></div></div></article>",
    ],
)
def test_what_wraps_the_whole_article_does_not_speak_against_it(wrapper: str) -> None:
    assert cleantext.clean_html(page(wrapper.format(PARAGRAPHS))) == ARTICLE


def test_buttons_and_forms_inside_the_article_go() -> None:
    middle = "<div class='share'><button>Share</button><a href='#'>Tweet</a></div>"
    form = "<h3>Leave a Reply</h3><p>Your email address will not be published.</p>"
    assert cleantext.clean_html(page(f"<article>{middle}{PARAGRAPHS}{form}</article>")) == ARTICLE


def test_lines_of_br_and_paragraphs_of_two() -> None:
    assert read("<div>One.<br>Two.<br><br>Three.</div>").rendered() == "One.\nTwo.\n\nThree."


def test_items_stand_line_by_line_and_a_row_is_a_line() -> None:
    shown = read("<p>A</p><ul><li>b<li>c<ol><li>d</ol></ul><table><tr><th>e<th>f<tr><td>1<td>2</table>")
    assert shown.rendered() == "A\n\nb\nc\nd\n\ne\tf\n1\t2"


def test_inline_elements_neither_glue_words_nor_split_them() -> None:
    shown = read("<p>un<b>believ</b>able <i>and</i>\n<a href='/'>so</a> on &amp;&nbsp;on</p><a>X</a><a>Y</a>")
    assert shown.rendered() == "unbelievable and so on & on\n\nX Y"


def test_pre_keeps_its_lines() -> None:
    assert read("<pre>if x:\n    <b>go</b>()\n</pre>").rendered() == "if x:\n    go()"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var x = 'LEAK';</script>",
        "<style>.LEAK {}</style>",
        "<noscript><p>LEAK</p></noscript>",
        "<template><p>LEAK</p></template>",
        "<!-- LEAK -->",
        "<![CDATA[ LEAK ]]>",
        "<?php LEAK ?>",
        "<textarea>LEAK</textarea>",
        "<select><option>LEAK</option></select>",
        "<svg><title>LEAK</title></svg>",
    ],
)
def test_what_nobody_sees_does_not_leak(unseen: str) -> None:
    assert "LEAK" not in read(f"<p>Seen.</p>{unseen}<p>Seen too.</p>").rendered()


@pytest.mark.parametrize(
    ("encoding", "declaration", "text"),
    [
        ("utf-8", "", "Grüße aus Łódź, 湖"),
        ("utf-8", '<meta charset="iso-8859-1">', "Grüße aus Łódź"),
        ("utf-8-sig", "", "Grüße"),
        ("utf-16", "", "Grüße aus Łódź"),
        ("utf-16-le", "", "<b>Ruhe</b> am See, sehr lange Ruhe am See"),
        ("windows-1252", '<meta charset="iso-8859-1">', "“Grüße” – für 5 €"),
        (
            "windows-1252",
            '<meta charset="utf-8">',
            "Die Grüße kamen spät, für die Bürger zu spät, für Jürgen nicht.",
        ),
        (
            "windows-1251",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
            "Озеро",
        ),
        ("gbk", '<meta charset="gb2312">', "湖面结冰了，渡輪停航"),
        ("shift_jis", '<meta charset="Shift_JIS">', "湖が凍った"),
        ("utf-8", '<?xml version="1.0" encoding="utf-8"?>', "Grüße"),
    ],
)
def test_encodings_come_out_right(encoding: str, declaration: str, text: str) -> None:
    html = f"<html><head>{declaration}</head><body><p>{text}</p></body></html>"
    if declaration.startswith("<?"):
        html = f"{declaration}<html><body><p>{text}</p></body></html>"
    assert read(html.encode(encoding)).rendered() == text.replace("<b>", "").replace("</b>", "")


def test_a_few_damaged_bytes_do_not_destroy_the_rest() -> None:
    shown = read(
        "<p>Grüße und Küsse, schöne Tage für dich</p>".encode().replace(b"dich", b"d\xffch")
    ).rendered()
    assert shown.startswith("Grüße und Küsse, schöne Tage")


def test_entities_are_never_expanded_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("LEAK")
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>Seen. &x;</p></body></html>'
    assert "LEAK" not in read(html).rendered()


@pytest.mark.parametrize("wrong", [None, 3, Path("page.html"), ["<p>"], object()])
def test_something_else_than_html_is_named_with_what_to_pass(wrong: object) -> None:
    with pytest.raises(InputError, match="str or bytes"):
        cleantext.clean_html(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "html", ["", " \n", b"", b"\0\0\0", "<", "<div", "</p>", "<!--", "<html>", bytes(range(256))]
)
def test_bad_input_gives_what_text_there_is(html: str | bytes) -> None:
    assert isinstance(cleantext.clean_html(html), str)


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "blockquote"])
def test_text_nested_deeper_than_lxml_keeps_is_not_lost(tag: str) -> None:
    html = f"<{tag}>" * 20_000 + PARAGRAPHS + f"</{tag}>" * 20_000
    assert "stay off the ice" in cleantext.clean_html(html)


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>a", "<li>", "<a href=x>b</a>", "<br>", "<table><tr><td>", "< ", "&#", "<!--", "<b>x</p>"],
)
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.perf_counter()
        cleantext.clean_html(piece * count)
        return time.perf_counter() - start

    small = min(seconds(4_000) for _ in range(3))
    assert seconds(32_000) < 40 * max(small, 0.002)


def test_ten_megabytes_of_attributes_pass() -> None:
    html = page(
        f"<div data-x='{'x' * 5_000_000}' {' '.join(f'a{n}=1' for n in range(100_000))}>{PARAGRAPHS}</div>"
    )
    assert cleantext.clean_html(html) == ARTICLE


def test_every_edit_has_a_reason_and_the_path_of_its_element() -> None:
    cleaned = cleantext.explain_html(page(f"<h1>Lake freezes over</h1>{PARAGRAPHS}<p>Leave a Reply</p>"))
    headline = next(edit for edit in cleaned.edits if edit.kind == "headline")
    assert headline.path == "/html/body/main/h1"
    assert all(edit.why and edit.path.startswith("/html") for edit in cleaned.edits)
    assert "Leave a Reply" in [edit.original.strip() for edit in cleaned.edits]


def test_kinds_that_are_not_to_be_removed_stay() -> None:
    html = page(f"<h1>Lake freezes over</h1>{PARAGRAPHS}")
    kinds = [kind for kind in cleantext.KINDS if kind != "headline"]
    assert cleantext.clean_html(html, remove=kinds) == f"Lake freezes over\n\n{ARTICLE}"
    assert cleantext.clean_html(html, remove=()) == read(html).rendered()


def test_what_the_user_keeps_stays() -> None:
    assert "© The Shore" in cleantext.clean_html(page(PARAGRAPHS), keep=["^©"])


def test_names_are_repaired_as_in_text() -> None:
    html = page(
        "<p>Zomm was down again. " + PROSE[0] + "</p>" + PARAGRAPHS + "<p>Zoom said that Zoom is well.</p>"
    )
    cleaned = cleantext.explain_html(html, entities=["Zoom"])
    assert cleaned.text.startswith("Zoom was down again.")
    assert cleaned.restore() == read(html).rendered()


def test_a_page_without_markup_gives_its_article() -> None:
    text = (
        "Home\nWeather\nSport\n\nLake freezes over\n\n"
        + ARTICLE
        + "\n\nMost read\n* Council meets again\n* Ten recipes"
    )
    cleaned = Cleaner(page=True).clean(text)
    assert all(paragraph in cleaned for paragraph in PROSE)
    assert "Weather" not in cleaned
    assert "Ten recipes" not in cleaned


TAGS = st.sampled_from(
    ["p", "div", "ul", "li", "b", "a", "table", "tr", "td", "h2", "pre", "br", "nav", "section"]
)
TEXTS = st.sampled_from([*PROSE, "Share", "Read more", "Home", "Leave a Reply", "x", " ", "&amp;", "\n"])
PIECES = st.one_of(TAGS.map(lambda tag: f"<{tag}>"), TAGS.map(lambda tag: f"</{tag}>"), TEXTS)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_edits_replay_and_undo_on_any_page(html: str) -> None:
    cleaned = cleantext.explain_html(html)
    shown = read(html).rendered()
    assert cleaned.restore() == shown
    assert apply_edits(shown, cleaned.edits) == cleaned.text == cleantext.clean_html(html)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash(data: bytes) -> None:
    assert isinstance(cleantext.clean_html(data), str)
