"""The tools for languages: a pack's scaffold, what is missing, the catalogue, clashes, and the table."""

from __future__ import annotations

import re
from pathlib import Path

import clashes
import languages
import pytest
import score
import tails

from cleantext import PackError
from cleantext.packs import Rule, load_pack, parse_pack, skeleton


def test_a_new_pack_has_every_rule_of_the_skeleton_in_its_order(in_folder: Path) -> None:
    assert languages.main(["new", "qq", "Qenya"]) == 0
    text = (in_folder / "qq.toml").read_text(encoding="utf-8")
    assert re.findall(r'id    = "qq\.(.*)"', text) == list(skeleton())
    core = [slot for slot, rule in skeleton().items() if rule.get("core")]
    assert re.findall(r'^id    = "qq\.(.*)"', text, re.MULTILINE) == core
    assert 'name = "Qenya"' in text


def test_a_new_pack_loads_when_it_is_filled_in(in_folder: Path) -> None:
    languages.main(["new", "qq", "Qenya"])
    path = in_folder / "qq.toml"
    with pytest.raises(PackError, match=r"'qq\.share\.buttons': needs 'lines' or 'match'"):
        load_pack(path)
    text = path.read_text(encoding="utf-8")
    for key in ("lines", "yes", "no"):
        text = re.sub(rf"^{key:5} = \[\]", f'{key:5} = ["elen sila {key}"]', text, flags=re.MULTILINE)
    pack = parse_pack(text)
    assert (pack.language, pack.name) == ("qq", "Qenya")
    path.write_text(text, encoding="utf-8")
    assert languages.missing("qq").gaps == ["only 0 of 5 golden cases", "only 0 of 5 negative texts"]


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of packs with Dutch alone."""
    (tmp_path / "nl.toml").write_bytes((languages.FOLDER / "nl.toml").read_bytes())
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "culprit"),
    [
        (["new", "nl", "Nederlands"], "nl.toml exists"),
        (["new", "NL", "Nederlands"], "'NL' is no language code"),
        (["new", "dutch", "Nederlands"], "'dutch' is no language code"),
        (["new", "qq", " "], "give the language's name"),
        (["new", "qq", "Qenya", "--like", "xx"], "no language 'xx'; there are nl"),
        (["missing", "xx"], "no language 'xx'; there are nl"),
    ],
)
def test_a_wrong_request_is_named(
    arguments: list[str], culprit: str, in_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert languages.main(arguments) == 2
    assert culprit in capsys.readouterr().err
    assert [path.name for path in in_folder.iterdir()] == ["nl.toml"]


def test_what_is_missing_is_said(in_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (in_folder / "qq.toml").write_text('language = "qq"\n[[rule]]\nid = "qq.share.buttons"\nlines = ["a"]\n')
    assert languages.main(["missing", "qq"]) == 1
    shown = capsys.readouterr().out
    assert "share.buttons is not filled in" in shown
    assert "no share.prompt\n" in shown
    assert "only 0 of 5 golden cases" in shown
    assert "not there, and not needed: share.copied" in shown
    assert languages.main(["missing"]) == 1
    assert capsys.readouterr().out.count("\n") == 2


@pytest.mark.parametrize("code", languages.codes())
def test_a_language_has_every_core_rule_and_enough_texts(code: str) -> None:
    assert languages.missing(code).gaps == []


def test_the_catalogue_is_up_to_date() -> None:
    assert languages.catalogue() == languages.CATALOGUE.read_text(encoding="utf-8"), (
        "run `python corpus/languages.py catalogue`"
    )


def test_phrases_are_counted_by_hand() -> None:
    lines = ("(share|send(ing|))", "share (it|this)", "(a|b) (c|d)")
    rule = Rule("xx.share.words", "share", "contextual", "", lines, ("share [a-z]{1,9}",))
    assert languages.phrases(rule) == 3 + 1 + 1 + 1


# -- clashes ---------------------------------------------------------------------------------------


def test_no_certain_phrase_is_contextual_in_another_language() -> None:
    assert list(map(str, clashes.unknown(clashes.between_levels(languages.packs())))) == []


def test_no_rule_of_another_language_matches_a_line_that_stays() -> None:
    assert list(map(str, clashes.unknown(clashes.with_prose(languages.packs())))) == []


def _pack(code: str, level: str) -> str:
    return (
        f'language = "{code}"\n[[rule]]\nid = "{code}.share.a"\nkind = "share"\nlevel = "{level}"\n'
        'why = "w"\n'
        'lines = ["(gift|present)", "give (this |)gift {network}"]\nyes = ["Gift"]\nno = ["Giving"]\n'
    )


def test_a_phrase_that_is_certain_here_and_contextual_there_is_a_clash() -> None:
    packs = [parse_pack(_pack("xx", "certain")), parse_pack(_pack("yy", "contextual"))]
    assert [str(clash) for clash in clashes.between_levels(packs)] == [
        "'gift': xx.share.a: contextual in yy.share.a",
        "'present': xx.share.a: contextual in yy.share.a",
    ]
    assert clashes.between_levels(packs[:1] * 2) == []


def test_relatives_and_what_was_looked_at_are_no_clash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [clashes.Clash("gift", "xx.share.a", "w", frozenset(("yy",)))]
    monkeypatch.setattr(clashes, "ALLOWED", tmp_path / "clashes.toml")
    for listed, left in {
        "": 1,
        '[[kin]]\nlanguages = ["xx", "yy"]': 0,
        '[[kin]]\nlanguages = ["xx", "zz"]': 1,
        '[[allowed]]\nrule = "xx.share.a"\nphrases = ["gift"]\nwhy = "w"': 0,
        '[[allowed]]\nphrases = ["gift"]\nwhy = "w"': 0,
        '[[allowed]]\nrule = "xx.share.a"\nphrases = ["present"]\nwhy = "w"': 1,
    }.items():
        (tmp_path / "clashes.toml").write_text(listed, encoding="utf-8")
        assert len(clashes.unknown(found)) == left, listed
        assert len(clashes.unknown(found, kin=True)) == (0 if "[[allowed]]" in listed and not left else 1)


def test_a_frequent_word_of_another_language_is_a_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    wordfreq = pytest.importorskip("wordfreq")
    two = {code: path for code, path in wordfreq.available_languages().items() if code in ("de", "en")}
    monkeypatch.setattr(wordfreq, "available_languages", lambda *_: two)
    found = clashes.with_frequent_words([parse_pack(_pack("xx", "certain"))])
    assert {"de", "en"} <= {
        language for clash in found if clash.phrase == "gift" for language in clash.languages
    }


# -- the table -------------------------------------------------------------------------------------


def test_lines_of_tails_and_prose_are_counted() -> None:
    given = "One.\n\nTwo.\nShare on Facebook\nReply\nGo on. Continue reading →\n"
    found = "One.\nReply\nGo on.\n"
    text = tails.Text("xx-a", given, "One.\n\nTwo.\nGo on.\n", found)
    assert text.tally() == tails.Tally(tail=3, removed=2, prose=3, lost=1)
    assert (list(text.left()), list(text.lost())) == (["Reply"], ["Two."])


def test_the_table_reads_an_outside_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = tmp_path / "cases" / "nl-a"
    case.mkdir(parents=True)
    (case / "input.txt").write_text("Het meer is dicht.\n\nDelen op Facebook\nGanzen\n", encoding="utf-8")
    (case / "expected.txt").write_text("Het meer is dicht.\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["score.py", "languages", "--list", "--tails", str(tmp_path)])
    assert score.main() == 0
    shown = capsys.readouterr().out
    assert re.search(r"\nnl .* 2 +1 +50\.0% +1 +0  Nederlands\n  nl-a left: Ganzen\n", shown)
    assert re.search(r"\nall .* 2 +1 +50\.0% +1 +0 ", shown)
    monkeypatch.setattr("sys.argv", ["score.py", "languages", "--tails", str(tmp_path / "nowhere")])
    assert score.main() == 2
