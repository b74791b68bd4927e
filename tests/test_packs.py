"""Rule packs: each rule does what its examples say, alone and among all others; bad packs are named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cleantext import KINDS, Cleaner, PackError
from cleantext.compiling import prove, vocabulary_of
from cleantext.fold import words
from cleantext.packs import Pack, Rule, load_pack, parse_pack, shipped_packs
from cleantext.shipped import compile_shipped, shipped_index, write_compiled

PACKS = shipped_packs()
RULES = [pytest.param(rule, id=rule.id) for pack in PACKS for rule in pack.rules]
EVERY_RULE = frozenset(range(sum(len(pack.rules) for pack in PACKS)))

GOOD = """
language = "xx"
[[rule]]
id = "xx.share.give"
kind = "share"
level = "certain"
why = "the share button of a made-up language"
lines = ["givus {network}"]
yes = ["Givus Facebook"]
no = ["Givus bread"]
"""


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.language) for pack in PACKS])
def test_every_example_holds_for_its_rule_alone(pack: Pack) -> None:
    prove(pack, vocabulary_of(PACKS))


@pytest.mark.parametrize("rule", RULES)
def test_every_yes_is_matched_among_all_rules(rule: Rule) -> None:
    index = shipped_index()
    for line in rule.yes:
        found = index.find(line, EVERY_RULE) or index.find_end(line, len(line), EVERY_RULE)
        assert found is not None, line


@pytest.mark.parametrize("rule", RULES)
def test_every_no_stays_where_it_stands_alone(rule: Rule, rules_only: Cleaner) -> None:
    for line in rule.no:
        assert rules_only.clean(line) is line


def test_ids_are_unique_and_say_language_and_kind() -> None:
    ids = [rule.id for pack in PACKS for rule in pack.rules]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    for pack in PACKS:
        for rule in pack.rules:
            assert rule.id.startswith(f"{pack.language}.{rule.kind}."), rule.id


def test_english_has_a_rule_of_every_kind() -> None:
    english = next(pack for pack in PACKS if pack.language == "en")
    only_html_shows = {"caption", "headline"}
    assert {rule.kind for rule in english.rules} == set(KINDS) - only_html_shows


@pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.language) for pack in PACKS])
def test_a_language_has_the_kinds_of_the_founding_example(pack: Pack) -> None:
    if pack.language != "any":
        kinds = {rule.kind for rule in pack.rules}
        assert kinds >= {"share", "comments", "read_more", "spam_notice", "newsletter", "cookies"}


def test_the_compiled_packs_are_those_of_the_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import cleantext.shipped as shipped

    monkeypatch.setattr(shipped, "COMPILED", write_compiled(str(tmp_path / "compiled.bin")))
    shipped.shipped_index.cache_clear()
    assert shipped.shipped_index().dump() == compile_shipped().dump()
    (tmp_path / "compiled.bin").write_bytes(b"damaged")
    shipped.shipped_index.cache_clear()
    assert shipped.shipped_index().dump() == compile_shipped().dump()
    shipped.shipped_index.cache_clear()


def test_a_pack_of_ones_own_adds_to_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    text = "The lake is frozen.\n\nGivus Facebook\nShare on Facebook\n"
    assert Cleaner(packs=[path]).clean(text) == "The lake is frozen.\n"
    assert Cleaner(packs=[load_pack(path)]).clean(text) == "The lake is frozen.\n"
    assert Cleaner().clean(text) == "The lake is frozen.\n\nGivus Facebook\n"


def test_a_pack_of_ones_own_leaves_the_shipped_ones_as_they_are() -> None:
    before = shipped_index().dump()
    pattern = GOOD.replace('lines = ["givus {network}"]', 'match = "givus [a-z]{1,9}book"')
    Cleaner(packs=[parse_pack(GOOD), parse_pack(pattern.replace("xx.share", "xy.share"))])
    assert shipped_index().dump() == before


@pytest.mark.parametrize(
    ("change", "culprit"),
    [
        (('share"\nlevel', 'sharing"\nlevel'), "kind = 'sharing': choose one of share, follow"),
        (("certain", "sure"), "level = 'sure'"),
        (("lines", "lins"), "unknown key 'lins'"),
        (("givus {network}", "givus {netwerk}"), "unknown placeholder {netwerk}"),
        (("givus {network}", "givus (a|b"), "a bracket is never closed"),
        (("givus {network}", "givus a) b"), "a bracket closes that was never opened"),
        (("givus {network}", "{title}"), "no fixed word"),
        (("givus {network}", "{name} gave {name}"), "needs a fixed word at its beginning or its end"),
        (('["Givus Facebook"]', '["Givus bread"]'), "does not match its yes: 'Givus bread'"),
        (('["Givus bread"]', '["Givus Twitter"]'), "matches its no: 'Givus Twitter'"),
        (('yes = ["Givus Facebook"]', ""), "needs examples"),
        (('why = "the share button of a made-up language"', ""), "why must be a text"),
        (('lines = ["givus {network}"]', 'match = "givus .*"'), "repeats must be bounded"),
        (('lines = ["givus {network}"]', 'match = "givus (a{0,9}){0,9}"'), "a repeat inside a repeat"),
        (('lines = ["givus {network}"]', 'match = "givus (?=a)"'), "no look-around"),
        (('lines = ["givus {network}"]', r'match = "gi(v)\\1us"'), "no back-reference"),
        (('lines = ["givus {network}"]', 'match = "[a-z]{3}"'), "two literal characters"),
        (('lines = ["givus {network}"]', 'match = "giv("'), "not a regular expression"),
        (('lines = ["givus {network}"]', 'match = "gi.{0,200}.{0,200}.{0,200}"'), "ways"),
        (("[[rule]]", "[rule]"), "rules must be written as [[rule]]"),
        (('language = "xx"', "language = xx"), "not valid TOML"),
        (('id = "xx.share.give"', 'id = "en.share.on-network"'), "taken by another pack"),
    ],
)
def test_a_wrong_pack_is_refused_with_the_entry_that_is_wrong(change: tuple[str, str], culprit: str) -> None:
    with pytest.raises(PackError) as error:
        Cleaner(packs=[parse_pack(GOOD.replace(*change), "own.toml")])
    assert culprit in str(error.value)
    assert "own.toml" in str(error.value)


def test_a_rule_that_stands_twice_is_refused() -> None:
    twice = GOOD + GOOD[GOOD.index("[[rule]]") :]
    with pytest.raises(PackError, match="stands twice"):
        parse_pack(twice, "own.toml")


def test_a_missing_pack_is_named() -> None:
    with pytest.raises(PackError, match=r"nowhere\.toml"):
        load_pack("nowhere.toml")


def test_a_pattern_matches_the_whole_line() -> None:
    pack = parse_pack(
        GOOD.replace('lines = ["givus {network}"]', 'match = "givus [a-z]{1,9}book"'), "own.toml"
    )
    cleaner = Cleaner(packs=[pack], correct="off")
    assert cleaner.clean("• Givus  Facebook\nText") == "Text"
    assert cleaner.clean("Givus Facebook now") == "Givus Facebook now"


@pytest.mark.parametrize("rule", RULES)
def test_the_quick_look_turns_away_no_line_that_a_rule_matches(rule: Rule) -> None:
    index = shipped_index()
    for line in (*rule.yes, *rule.no):
        looked = index._whole(words(line), line, EVERY_RULE) or index._pattern(line, EVERY_RULE)
        assert looked is None or index._may_match(line), line
