"""The shipped packs, compiled: loaded from a file made at build time, else from the TOML.

The TOML is the source of truth. The compiled file carries a checksum over it and the code that
compiles it, and is passed over when they differ (in a checkout where a pack was edited, say).
"""

from __future__ import annotations

import marshal
import os
import sys
import zlib
from functools import cache

from cleantext.index import Index

_HERE = os.path.dirname(__file__)
_PACKS = os.path.join(_HERE, "packs")
COMPILED = os.path.join(_PACKS, "compiled.bin")
# Modules that decide what a compiled index holds.
_COMPILERS = ("automaton.py", "compiling.py", "fold.py", "index.py", "packs.py", "patterns.py", "phrases.py")


def fingerprint() -> tuple[int | str, ...]:
    """What the compiled file depends on: the packs, the compiling code, the machine."""
    packs = sorted(name for name in os.listdir(_PACKS) if name.endswith(".toml"))
    paths = [*(os.path.join(_PACKS, name) for name in packs), os.path.join(_HERE, "data", "skeleton.toml")]
    checksum = 0
    for path in (*paths, *(os.path.join(_HERE, name) for name in _COMPILERS)):
        with open(path, "rb") as file:
            checksum = zlib.crc32(file.read(), zlib.crc32(os.path.basename(path).encode(), checksum))
    return checksum, sys.byteorder, *sys.version_info[:2]


@cache
def shipped_index() -> Index:
    """The index of all shipped packs; built once a process, never changed afterwards."""
    try:
        with open(COMPILED, "rb") as file:
            stored, plain = marshal.loads(file.read())
        if stored == fingerprint():
            return Index.load(plain)
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        pass  # not built, or damaged: the TOML has it all
    return compile_shipped()


def compile_shipped() -> Index:
    """Compile the shipped packs from their TOML."""
    from cleantext.compiling import build
    from cleantext.packs import shipped_packs

    return build(shipped_packs())


def write_compiled(path: str | None = None) -> str:
    """Compile the shipped packs into a file (done when the package is built); returns its path."""
    path = COMPILED if path is None else path
    with open(path, "wb") as file:
        file.write(marshal.dumps((fingerprint(), compile_shipped().dump())))
    return path
