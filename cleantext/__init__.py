"""Removes from scraped articles what is not the article, and repairs typos of known names.

>>> import cleantext
>>> cleantext.clean("The lake is frozen.\\n\\nShare on Facebook\\n")
'The lake is frozen.\\n'
"""

from cleantext.cleaner import Cleaner, clean, clean_html, explain, explain_html, strip_html, strip_soup
from cleantext.errors import CleantextError, InputError, OptionError, PackError, PatternError
from cleantext.model import KINDS, Cleaned, Edit, apply_edits

__all__ = [
    "KINDS",
    "Cleaned",
    "Cleaner",
    "CleantextError",
    "Edit",
    "InputError",
    "OptionError",
    "PackError",
    "PatternError",
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
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
