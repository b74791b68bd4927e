"""The shadow that rules are compared on: a line as plain words.

Case, accents, full-width forms, invisible characters, punctuation, emoji and bullets do not
tell a button from a button, so both the rules and the lines lose them before they are compared.
The cut is made on the original; nothing here ever reaches the output.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that no normal form relates, though readers and keyboards do.
_ALIKE = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ـ": "",
}
_APOSTROPHES = "'’‘ʼʻʿʽ`´′"

# Marks that writers leave out: accents, Hebrew points, Arabic vowel signs, variation selectors.
_OPTIONAL_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0xFE00, 0xFE0F),
)

# Scripts written without spaces: every character is a word of its own.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

_MARKDOWN_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _shadow(code: int) -> str:
    """What one code point of decomposed, case-folded text leaves in the shadow."""
    char = chr(code)
    if char in _ALIKE:
        return _ALIKE[char]
    if char in _APOSTROPHES or _within(code, _OPTIONAL_MARKS):
        return ""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category == "Nd":
        return f" {unicodedata.decimal(char)} "
    if category[0] in "PSZC":
        return " "
    if _within(code, _UNSPACED):
        return f" {char} "
    return char


class _Shadows(dict[int, str]):
    """Memo of `_shadow`: filled as characters are met, bounded by the size of Unicode."""

    def __missing__(self, code: int) -> str:
        shadow = self[code] = _shadow(code)
        return shadow


_SHADOWS = _Shadows()
# The same for a line of ASCII alone, which most lines are, several times faster.
_ASCII_CHARS = (chr(code).lower() for code in range(128))
_ASCII = bytes(ord(char if char.isalnum() else " ") for char in _ASCII_CHARS) + bytes(128)
_DIGIT = re.compile(r"[0-9]")


def words(line: str) -> list[str]:
    """The words of a line as rules see them; each digit and each Han character is one.

    >>> words("• **Share** this:")
    ['share', 'this']
    >>> words("Don’t miss it — 12 Ｃomments")
    ['dont', 'miss', 'it', '1', '2', 'comments']
    >>> words("分享到Facebook")
    ['分', '享', '到', 'facebook']
    """
    if "](" in line:
        line = _MARKDOWN_TARGET.sub("]", line)
    if line.isascii():
        plain = line.encode().translate(_ASCII, b"'`").decode()
        return _DIGIT.sub(r" \g<0> ", plain).split() if _DIGIT.search(plain) else plain.split()
    folded = unicodedata.normalize("NFKD", line.casefold())
    return folded.translate(_SHADOWS).split()
