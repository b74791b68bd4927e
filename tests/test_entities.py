"""Lists of names: built, read, prepared, damaged, foreign."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path

import pytest

from cleantext import Cleaner, EntityError, EntityList, OptionError
from cleantext.names.table import near

NAMES = [
    "Zoom",
    "New York",
    "Coca-Cola\tCoke\tCoca Cola",
    "Θεσσαλονίκη",
    "iPhone",
    "St. Louis",
    "AT&T",
    "23andMe",
]
TEXT = "Zomm may go. Zoom is silent, and Zoom stays."
FIXED = TEXT.replace("Zomm", "Zoom")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    path = tmp_path / "names.list"
    EntityList.build(NAMES).save(path)
    return path


def test_a_prepared_list_holds_what_the_list_held(prepared: Path) -> None:
    built, opened = EntityList.build(NAMES), EntityList.open(prepared)
    assert len(opened) == len(built) == len(NAMES)
    assert dict(opened.table.records()) == dict(built.table.records())
    for key, record in built.table.records():
        assert opened.table.get(key) == record
        assert near(opened.table, key[:-1]) == near(built.table, key[:-1])
    assert opened.table.get("nothing") is None
    assert "new york" in opened
    assert "York" not in opened
    assert 3 not in opened


@pytest.mark.parametrize("form", ["iterable", "list", "text file", "prepared file", "Path"])
def test_names_come_in_any_form(form: str, prepared: Path, tmp_path: Path) -> None:
    text = tmp_path / "names.txt"
    text.write_text("# firms\n\n" + "\n".join(NAMES) + "\n", encoding="utf-8")
    entities = {
        "iterable": iter(NAMES),
        "list": EntityList.build(NAMES),
        "text file": str(text),
        "prepared file": str(prepared),
        "Path": prepared,
    }[form]
    cleaner = Cleaner(entities=entities)  # type: ignore[arg-type]
    assert cleaner.clean(TEXT) == FIXED
    assert pickle.loads(pickle.dumps(cleaner)).clean(TEXT) == FIXED


def test_an_empty_list_can_be_prepared(tmp_path: Path) -> None:
    EntityList.build([]).save(tmp_path / "none")
    assert Cleaner(entities=tmp_path / "none").clean(TEXT) is TEXT


def test_every_damaged_byte_is_noticed(prepared: Path) -> None:
    whole = prepared.read_bytes()
    for at in range(0, len(whole), 7):
        prepared.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with pytest.raises(EntityError, match=r"names\.list"):
            EntityList.open(prepared)


@pytest.mark.parametrize("size", [0, 5, 16, 40, 60, 200])
def test_a_truncated_list_is_noticed(prepared: Path, size: int) -> None:
    prepared.write_bytes(prepared.read_bytes()[:size])
    with pytest.raises(EntityError, match=r"no prepared list|damaged"):
        EntityList.open(prepared)


def test_another_version_is_named(prepared: Path) -> None:
    whole = bytearray(prepared.read_bytes())
    whole[16:20] = struct.pack("<I", 9)
    prepared.write_bytes(whole)
    with pytest.raises(EntityError, match="format 9"):
        EntityList.open(prepared)


def test_no_such_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(EntityError, match="No such file"):
        EntityList.open(tmp_path / "none")
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00\xd8" * 40)
    with pytest.raises(EntityError, match="neither UTF-8"):
        EntityList.read(tmp_path / "x")
    with pytest.raises(OptionError, match="no such file"):
        Cleaner(entities="Zoom")
    with pytest.raises(OptionError, match="is not a str"):
        EntityList.build([3])  # type: ignore[list-item]
    with pytest.raises(OptionError, match="iterable"):
        EntityList.build("Zoom")


def test_aliases_stand_unless_asked_for() -> None:
    text = "Coke and Coca Cola and Coca-Cola are one."
    assert Cleaner(entities=NAMES).clean(text) is text
    cleaned = Cleaner(entities=NAMES, aliases=True).explain(text)
    assert cleaned.text == "Coca-Cola and Coca-Cola and Coca-Cola are one."
    assert {edit.rule for edit in cleaned.edits} == {"name.alias"}
    assert cleaned.restore() == text


def test_what_is_too_weak_is_suggested() -> None:
    text = "Share on Facebook\n\nShe went by Marlun and saw it. Nobody spoke.\n"
    cleaned = Cleaner(entities=["Marlon", "Marlin"], correct="strict").explain(text)
    (one,) = cleaned.suggestions
    assert text[one.start : one.end] == one.original == "Marlun"
    assert set(one.candidates) == {"Marlon", "Marlin"}
    assert "perhaps" in one.why
    assert cleaned.to_dict()["suggestions"][0]["original"] == "Marlun"
