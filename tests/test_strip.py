"""HTML in, HTML out: what `strip_html` and `strip_soup` cut, and that they cut nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, InputError, strip_html, strip_soup
from cleantext.html import read

PAGES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "pages").glob("*/input.html"))
STORY = (
    "<p>The lake froze over on the second night of the year, and the ferries stopped.</p>\n"
    "<p>By morning the first skaters were out, though the council had asked them to wait.</p>\n"
    "<p>“We know this ice,” said the keeper of the boat house, who has seen sixty winters.</p>"
)
NAV = '<nav class="menu"><a href="/">Home</a> <a href="/news">News</a></nav>'
SHARE = '<div class="share"><a href="#f">Share on Facebook</a> <a href="#x">Share on X</a></div>'


@pytest.fixture(scope="module")
def plain() -> Cleaner:
    return Cleaner(entities=())


def text_of(html: str) -> str:
    return read(html).rendered()


def is_left_of(part: list[str], whole: list[str]) -> bool:
    """Whether `part` is `whole` with some of it gone."""
    rest = iter(whole)
    return all(word in rest for word in part)


def test_boilerplate_elements_go_and_every_other_byte_stays(plain: Cleaner) -> None:
    page = (
        f"<!DOCTYPE html>\n<HTML lang=en><body>{NAV}<!-- <nav>Home</nav> -->\n"
        f"<article  ID='a'>{STORY}{SHARE}</article></body></HTML>\n"
    )
    assert plain.strip_html(page) == page.replace(NAV, "").replace(SHARE, "")


def test_a_page_without_boilerplate_is_the_same_object(plain: Cleaner) -> None:
    page = f"<article>{STORY}</article>"
    assert plain.strip_html(page) is page


def test_headline_images_and_captions_of_the_article_stay(plain: Cleaner) -> None:
    figure = "<figure><img src='lake.jpg' alt=''><figcaption>The lake on Monday</figcaption></figure>"
    page = f"<article><h1>Lake freezes over</h1>{figure}{STORY}</article>{NAV}"
    assert plain.strip_html(page) == page.replace(NAV, "")


def test_what_is_written_in_scripts_is_no_markup(plain: Cleaner) -> None:
    script = "<script>document.write('<nav><a href=\"/\">Home</a></nav>'); if (1 < 2) {}</script>"
    page = f"<body>{script}{STORY}{NAV}</body>"
    assert plain.strip_html(page) == page.replace(NAV, "")


def test_attributes_may_hold_angle_brackets(plain: Cleaner) -> None:
    nav = NAV.replace("<nav", "<nav title='a > b' data-x=\"<nav>\"")
    page = f"<body>{STORY}{nav}</body>"
    assert plain.strip_html(page) == page.replace(nav, "")


def test_an_element_that_is_never_closed_stays(plain: Cleaner) -> None:
    page = f"<body>{STORY}<div class=share><a href=#f>Share on Facebook</a></body>"
    assert STORY in plain.strip_html(page)


def test_a_tag_that_is_never_finished_ends_the_search(plain: Cleaner) -> None:
    page = f'<body>{STORY}{NAV}<p title="'
    assert plain.strip_html(page) == page.replace(NAV, "")


@pytest.mark.parametrize(("left", "right"), [("", ""), ("", "</div>"), ("</b>", "<i>")])
def test_a_cut_never_glues_words(left: str, right: str, plain: Cleaner) -> None:
    page = f"<body>{STORY}<div>Lakes{left}{SHARE}{right}Ferries</div></body>"
    assert "LakesFerries" not in text_of(plain.strip_html(page))


def test_kinds_and_keep_patterns_are_those_of_the_cleaner() -> None:
    page = f"<body>{NAV}{STORY}{SHARE}</body>"
    assert Cleaner(entities=(), remove=["share"]).strip_html(page) == page.replace(SHARE, "")
    kept = Cleaner(entities=(), keep=["^Share on"]).strip_html(page)
    assert SHARE in kept
    assert NAV not in kept


def test_bytes_come_out_as_text(plain: Cleaner) -> None:
    page = f"<meta charset=utf-8><body>{STORY}{NAV}</body>"
    assert plain.strip_html(page.encode()) == page.replace(NAV, "")


@pytest.mark.parametrize("wrong", [None, 3, Path("x"), ["<p>"]])
def test_what_is_no_html_is_refused(plain: Cleaner, wrong: object) -> None:
    with pytest.raises(InputError):
        plain.strip_html(wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="BeautifulSoup"):
        plain.strip_soup(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("parser", ["html.parser", "lxml"])
def test_a_soup_loses_the_same_in_place(parser: str) -> None:
    page = f"<html><body>{NAV}<article id='a'>{STORY}{SHARE}</article></body></html>"
    soup = BeautifulSoup(page, parser)
    article = soup.article
    strip_soup(soup, entities=())
    assert str(soup) == page.replace(NAV, "").replace(SHARE, "").replace("'a'", '"a"')
    assert soup.article is article


def test_a_part_of_a_soup_can_be_stripped_alone(plain: Cleaner) -> None:
    soup = BeautifulSoup(f"<div>{NAV}</div><article>{STORY}{SHARE}</article>", "html.parser")
    assert soup.article is not None
    plain.strip_soup(soup.article)
    assert str(soup) == f"<div>{NAV}</div><article>{STORY}</article>"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_golden_articles_survive(path: Path, plain: Cleaner) -> None:
    html = path.read_bytes()
    before = plain.clean_html(html).split()
    stripped = plain.strip_html(html)
    assert is_left_of(before, text_of(stripped).split())
    assert plain.strip_html(stripped) == stripped


PIECES = st.sampled_from(
    [
        *("<div>", "</div>", "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<section class='related'>"),
        *("</section>", "<table><tr><td>", "</td></tr></table>", "<b>", "</b>", "<br>", "<img src=x>", "\n"),
        *("Share on Facebook", "Leave a Reply", "Read more", "Lake", " ", "<a href=/>", "</a>", "<!-- x -->"),
        *("<script>'<p>'</script>", "&amp;", "<nav>", "</nav>", "<footer>", "</footer>", "<h2>", "</h2>"),
        "The lake froze over on the second night of the year, and the ferries stopped.",
        "By morning the first skaters were out, though the council had asked them to wait.",
    ]
)
HTML = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(HTML)
def test_what_is_left_parses_is_part_of_the_page_and_is_stripped_no_further(html: str) -> None:
    cleaner = Cleaner(entities=())
    stripped = cleaner.strip_html(html)
    assert is_left_of(list(stripped), list(html))
    assert is_left_of(text_of(stripped).split(), text_of(html).split())
    assert cleaner.strip_html(stripped) is stripped


@settings(max_examples=100, deadline=None)
@given(HTML)
def test_a_soup_keeps_no_trace_but_what_is_gone(html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")
    before, words = str(soup), soup.get_text(" ").split()
    strip_soup(soup, entities=())
    after = str(soup)
    assert is_left_of(list(after), list(before))
    assert is_left_of(soup.get_text(" ").split(), words)
    strip_soup(soup, entities=())
    assert str(soup) == after


def test_the_functions_do_what_the_methods_do() -> None:
    page = f"<body>{NAV}{STORY}</body>"
    assert strip_html(page, entities=()) == page.replace(NAV, "")
