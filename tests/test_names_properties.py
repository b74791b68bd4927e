"""What holds for names whatever the slip: repaired or left alone, and no listed name ever changed."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner, EntityList

sys.path.insert(0, str(Path(__file__).parent.parent / "corpus"))
from noise import damaged

NAMES = [
    "Zoom", "Google", "Microsoft", "Facebook", "Johannesburg", "Melbourne", "United States", "New York",
    "Goldman Sachs", "Javier Bardem", "Vladimir Putin", "Coca-Cola", "iPhone", "Pittsburgh", "Gazprom",
    "Ukraine", "Netanyahu", "Wall Street Journal", "Bloomberg", "Instagram", "Iran", "Iraq", "Austria",
    "Australia", "Nike", "Nigeria", "Niger", "Slovakia", "Slovenia",
]  # fmt: skip
MODES = {mode: Cleaner(entities=NAMES, correct=mode, remove=()) for mode in ("evidence", "strict")}
FRAMES = [
    "{typo} in the news\n\nThe report about {name} came out on Monday. Nobody at {name} would speak of it.",
    "She had heard of {name} before. For years {name} was quiet. Then {typo} was in all the papers again.",
    "What {name} did was known to all, but of {typo} they said nothing until the year was over.",
]
MANY = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize("mode", MODES)
@MANY
@given(st.sampled_from(NAMES), st.sampled_from(FRAMES), st.integers(0, 2**32))
def test_one_slip_is_repaired_or_left_alone(mode: str, name: str, frame: str, seed: int) -> None:
    typo = damaged(name, random.Random(seed))
    if typo in NAMES:
        return
    text = frame.format(typo=typo, name=name)
    assert MODES[mode].clean(text) in (text, frame.format(typo=name, name=name))


def test_most_slips_are_repaired() -> None:
    dice = random.Random(0)
    repaired = 0
    for _ in range(300):
        name, frame = dice.choice([one for one in NAMES if len(one) > 5]), dice.choice(FRAMES)
        text = frame.format(typo=damaged(name, dice), name=name)
        repaired += MODES["evidence"].clean(text) == frame.format(typo=name, name=name)
    assert repaired > 240


@pytest.mark.parametrize("mode", MODES)
@MANY
@given(
    st.lists(st.text("abcdeklmnorst", min_size=3, max_size=9).map(str.capitalize), min_size=1, max_size=12),
    st.data(),
)
def test_a_listed_name_never_changes(mode: str, names: list[str], data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=30))
    text = "They said that " + ", and ".join(words) + " would come."
    assert Cleaner(entities=names, correct=mode, remove=()).clean(text) is text


@MANY
@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_list_is_accepted_and_stored(names: list[str]) -> None:
    entities = EntityList.build(names)
    assert dict(entities.table.records()).keys() == {key for key, _ in entities.table.records()}
    assert Cleaner(entities=entities).clean("Nothing to see.") == "Nothing to see."
