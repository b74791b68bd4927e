"""Compiles the rule packs when the package is built (a hook of hatchling, see pyproject.toml)."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface):  # type: ignore[misc]
    """Writes `packs/compiled.bin` before the files are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds a wheel, an sdist or an editable install."""
        sys.path.insert(0, self.root)
        from cleantext.shipped import write_compiled

        print(write_compiled())
