"""Removes from scraped articles what is not the article, and repairs typos of known names.

>>> import cleantext
>>> cleantext.clean("The lake is frozen.\\n\\nShare on Facebook\\n")
'The lake is frozen.\\n'
"""

from cleantext.cleaner import Cleaner, clean, clean_html, explain, explain_html, strip_html, strip_soup
from cleantext.errors import (
    CleantextError,
    EntityError,
    InputError,
    OptionError,
    PackError,
    PatternError,
)
from cleantext.model import KINDS, Cleaned, Edit, Suggestion, apply_edits

__all__ = [
    "KINDS",
    "Cleaned",
    "Cleaner",
    "CleantextError",
    "Edit",
    "EntityError",
    "EntityList",
    "InputError",
    "OptionError",
    "PackError",
    "PatternError",
    "Suggestion",
    "__version__",
    "apply_edits",
    "clean",
    "clean_html",
    "explain",
    "explain_html",
    "load_pack",
    "strip_html",
    "strip_soup",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "load_pack":  # reads TOML, which cleaning does not need
        from cleantext.packs import load_pack

        return load_pack
    if name == "EntityList":  # not needed by those who correct no names
        from cleantext.names.entities import EntityList

        return EntityList
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
