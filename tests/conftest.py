from __future__ import annotations

from pathlib import Path

import pytest

from cleantext import Cleaner

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def rules_only() -> Cleaner:
    """The default cleaner without names."""
    return Cleaner(correct="off")
