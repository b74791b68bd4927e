"""Bytes of a page to text: what the page declares, if it is true; what the bytes show, if not."""

from __future__ import annotations

import re

from cleantext.errors import InputError

_MARKUP = re.compile(rb"<[^>]{0,2000}>")


def decoded(html: str | bytes) -> str:
    """The text of a page.

    UTF-8 that is valid is UTF-8, whatever is declared: other encodings hardly ever look like it.
    Otherwise a byte order mark, the declared encoding (by the aliases that browsers use, as w3lib
    knows them) if the bytes are valid in it, and what charset-normalizer finds, in this order.

    Raises:
        InputError: something other than `str` or `bytes`.

    >>> decoded("<p>naïve</p>".encode())
    '<p>naïve</p>'
    >>> decoded('<meta charset="gb2312"><p>湖面结冰了</p>'.encode("gbk"))
    '<meta charset="gb2312"><p>湖面结冰了</p>'
    """
    if isinstance(html, str):
        return html
    if not isinstance(html, (bytes, bytearray, memoryview)):
        raise InputError(
            f"expected HTML as str or bytes, got {type(html).__name__}; read a file's bytes first, "
            "pass str(soup) or lxml.html.tostring(tree)"
        )
    data = bytes(html)
    if b"\0" not in data:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return _other(data)


def _other(data: bytes) -> str:
    from w3lib.encoding import html_body_declared_encoding, read_bom

    encoding, mark = read_bom(data)
    if encoding and mark:
        return data[len(mark) :].decode(encoding, "replace")
    if (wide := _wide(data)) is not None:
        return data.decode(wide, "replace")
    declared = html_body_declared_encoding(data)
    if declared and "utf-16" not in declared:
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    return _guessed(data, declared)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its markup is zero."""
    head = data[:512]
    if head.count(0) * 3 < len(head):
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _guessed(data: bytes, declared: str | None) -> str:
    """What the bytes look like; a few damaged ones do not unmake the declared encoding."""
    encoding = declared or "utf-8"
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        encoding, text = "utf-8", data.decode("utf-8", "replace")
    strange = sum(byte > 127 for byte in data)
    if text.count("\ufffd") * 4 <= strange:
        return text
    shown = _MARKUP.sub(b"", data)
    if strange * 5 < len(shown):  # few accents among plain letters: a language of Western Europe
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=0.4).best()
    return data.decode(best.encoding, "replace") if best else data.decode("cp1252", "replace")
