"""The errors of the library: all of them are `CleantextError`."""

from __future__ import annotations


class CleantextError(Exception):
    """Something that the caller can put right: an option, a pack, a pattern, a file.

    The message names the culprit and what would be accepted.

    >>> import cleantext
    >>> cleantext.Cleaner(correct="loud")
    Traceback (most recent call last):
        ...
    cleantext.errors.OptionError: correct='loud': choose one of 'evidence', 'strict', 'off'
    """


class OptionError(CleantextError, ValueError):
    """An argument of `Cleaner` that cannot be used."""


class InputError(CleantextError, TypeError):
    """Something other than a `str` where a text was expected."""


class PackError(CleantextError, ValueError):
    """A rule pack that does not load; the message names the file and the entry."""


class PatternError(CleantextError, ValueError):
    """A pattern that is no regular expression, is not linear, or ran out of time."""


class EntityError(CleantextError, ValueError):
    """A list of names that cannot be read; the message names the file and what is wrong with it."""
