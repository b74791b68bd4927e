"""Rule packs: each rule does what its examples say, alone and among all others; bad packs are named."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from languages import packs

import cleantext.shipped as shipped
from cleantext import KINDS, Cleaner, PackError
from cleantext.automaton import Graph, Vocabulary
from cleantext.compiling import build, prove, vocabulary_of
from cleantext.fold import words
from cleantext.packs import Pack, load_pack, parse_pack
from cleantext.phrases import parse
from cleantext.shipped import shipped_index

PACKS = packs()
EVERY_RULE = frozenset(range(sum(len(pack.rules) for pack in PACKS)))
# One test a pack, not a rule: there are thousands of rules.
each_pack = pytest.mark.parametrize("pack", [pytest.param(pack, id=pack.language) for pack in PACKS])

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


@each_pack
def test_every_example_holds_for_its_rule_alone(pack: Pack) -> None:
    prove(pack, vocabulary_of(PACKS))


@each_pack
def test_every_yes_is_matched_among_all_rules(pack: Pack) -> None:
    index = shipped_index()
    missed = [
        (rule.id, line)
        for rule in pack.rules
        for line in rule.yes
        if not (index.find(line, EVERY_RULE) or index.find_end(line, len(line), EVERY_RULE))
    ]
    assert missed == []


@each_pack
def test_every_no_stays_where_it_stands_alone(pack: Pack, rules_only: Cleaner) -> None:
    lost = [
        (rule.id, line, rules_only.explain(line).edits[0].rule)
        for rule in pack.rules
        for line in rule.no
        if rules_only.clean(line) is not line
    ]
    assert lost == []


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


@each_pack
def test_a_language_has_the_kinds_of_the_founding_example(pack: Pack) -> None:
    if pack.language != "any":
        kinds = {rule.kind for rule in pack.rules}
        assert kinds >= {"share", "comments", "read_more", "spam_notice", "newsletter", "cookies"}


def test_the_compiled_packs_are_those_of_the_toml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = shipped.shipped_index.__wrapped__  # not the one that the process keeps
    compiled = build(PACKS)  # takes seconds
    monkeypatch.setattr(shipped, "compile_shipped", lambda: compiled)
    monkeypatch.setattr(shipped, "COMPILED", shipped.write_compiled(str(tmp_path / "compiled.bin")))
    assert load() is not compiled
    assert load().dump() == compiled.dump()
    (tmp_path / "compiled.bin").write_bytes(b"damaged")
    assert load() is compiled
    shipped.write_compiled(str(tmp_path / "compiled.bin"))
    monkeypatch.setattr(shipped, "fingerprint", lambda: ("another",))
    assert load() is compiled


def test_the_graph_that_is_kept_finds_what_the_compiled_one_finds() -> None:
    phrases = [
        "share( this| post|)",
        "share {name} now",
        "(leave a|post your) reply",
        "{count} shares( today|)",
    ]
    lines = ["share this", "share it all now", "leave a reply", "2 shares today", "share", "leave"]
    graph = Graph()
    for number, phrase in enumerate(phrases):
        graph.add(parse(phrase), number)
    before = [list(graph.walk(words(line), 0, Vocabulary())) for line in lines]
    graph.merge()
    kept = Graph.load(*graph.dump())
    copied = kept.copy()
    copied.add(parse("share it all"), 9)
    assert [sorted(kept.walk(words(line), 0, Vocabulary())) for line in lines] == list(map(sorted, before))
    assert kept.second("share") == graph.second("share") == {"this", "post", "{name}", ""}
    assert kept.dump() == graph.dump()
    assert (3, 9) in copied.walk(words("share it all now"), 0, Vocabulary())
    assert copied.second("share") == {"this", "post", "{name}", "", "it"}


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
    assert cleaner.clean("• Givus  Facebook\nThe lake is frozen.") == "The lake is frozen."
    assert cleaner.clean("Givus Facebook now") == "Givus Facebook now"


@each_pack
def test_the_quick_look_turns_away_no_line_that_a_rule_matches(pack: Pack) -> None:
    index = shipped_index()
    for line in chain.from_iterable((*rule.yes, *rule.no) for rule in pack.rules):
        looked = index._whole(words(line), line, EVERY_RULE) or index._pattern(line, EVERY_RULE)
        assert looked is None or index._may_match(line), line
