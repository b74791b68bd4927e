"""Traps of our own for the name corrector, out of corpus/names.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext import Cleaner

CASES = tomllib.loads((Path(__file__).parent.parent / "corpus" / "names.toml").read_text("utf-8"))["case"]


def cases() -> list[Any]:
    """Every case in every mode that it is for; known failures marked."""
    found = []
    for number, case in enumerate(CASES):
        for mode in ("evidence", "strict"):
            if case.get("mode", mode) == mode:
                marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
                name = f"{case['lang']}-{number}-{mode}"
                found.append(pytest.param(case, mode, id=name, marks=marks))
    return found


@pytest.mark.parametrize(("case", "mode"), cases())
def test_trap(case: dict[str, Any], mode: str) -> None:
    cleaner = Cleaner(entities=case["names"], correct=mode, remove=())
    assert cleaner.clean(case["text"]) == case.get("want", case["text"])


def test_there_are_enough_of_them_in_enough_languages() -> None:
    assert len(CASES) >= 100
    assert len({case["lang"] for case in CASES}) >= 10
