"""The golden folders: what must come out, what must stay, what we cannot do yet."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cleantext import Cleaner

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def folders(name: str, given: str = "input.txt") -> list[Path]:
    found = sorted(path.parent for path in (CORPUS / name).glob(f"*/{given}"))
    assert found, f"no cases in corpus/{name}"
    return found


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def result(folder: Path) -> tuple[str, str]:
    about = tomllib.loads(read(folder / "about.toml"))
    assert about["what"], "about.toml says what the case is"
    cleaner = Cleaner(entities=about.get("entities", ()))
    return cleaner.clean(read(folder / "input.txt")), read(folder / "expected.txt")


@pytest.mark.parametrize("folder", folders("cases"), ids=lambda path: path.name)
def test_case_comes_out_as_the_article_alone(folder: Path) -> None:
    cleaned, expected = result(folder)
    assert cleaned == expected


@pytest.mark.parametrize("folder", folders("cases"), ids=lambda path: path.name)
def test_the_default_names_change_nothing_else_in_a_case(folder: Path) -> None:
    if "entities" not in tomllib.loads(read(folder / "about.toml")):
        assert Cleaner().clean(read(folder / "input.txt")) == read(folder / "expected.txt")


@pytest.mark.parametrize("path", sorted((CORPUS / "negative").glob("*.txt")), ids=lambda path: path.stem)
def test_negative_text_comes_back_as_the_same_object(path: Path) -> None:
    text = read(path)
    assert Cleaner().clean(text) is text


@pytest.mark.parametrize("folder", folders("known-failures"), ids=lambda path: path.name)
@pytest.mark.xfail(strict=True, reason="beyond the engine so far; move the folder to cases/ when it passes")
def test_known_failure(folder: Path) -> None:
    cleaned, expected = result(folder)
    assert cleaned == expected


def article(folder: Path) -> tuple[str, str]:
    assert tomllib.loads(read(folder / "about.toml"))["what"], "about.toml says what the case is"
    html = (folder / "input.html").read_bytes()
    return Cleaner(entities=()).clean_html(html), read(folder / "expected.txt").rstrip("\n")


@pytest.mark.parametrize("folder", folders("pages", "input.html"), ids=lambda path: path.name)
def test_page_gives_the_article_alone(folder: Path) -> None:
    cleaned, expected = article(folder)
    assert cleaned == expected


@pytest.mark.parametrize("folder", folders("known-failures", "input.html"), ids=lambda path: path.name)
@pytest.mark.xfail(strict=True, reason="beyond the engine so far; move the folder to pages/ when it passes")
def test_known_failure_of_a_page(folder: Path) -> None:
    cleaned, expected = article(folder)
    assert cleaned == expected


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(folders("cases")) >= 60
    assert len(list((CORPUS / "negative").glob("*.txt"))) >= 60
