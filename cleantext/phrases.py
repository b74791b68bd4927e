"""The small language that packs write lines in: `share this( post| page|)`, `share on {network}`.

A phrase is read as *chunks*, cut where every reading of it has a blank, and each chunk as its
alternatives, each a tuple of labels: folded words and placeholders. `klick(en|) auf {network}`
has the chunks `klick(en|)`, `auf` and `{network}`; the first has two alternatives.
"""

from __future__ import annotations

import re

from cleantext.fold import words

NETWORK = "{network}"
COUNT = "{count}"
DATE = "{date}"
#: Placeholders for words of any kind, with the most words that each may take.
WILD = {"{name}": 6, "{title}": 30, "{text}": 250}
PLACEHOLDERS = frozenset((NETWORK, COUNT, DATE, *WILD))

#: One alternative of a chunk.
Labels = tuple[str, ...]

MAX_ALTERNATIVES = 300
_BRACKETS = re.compile(r"([()|])")
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_FULL_STOPS = (".", "。", "।", "։", "።", "۔", "។", "៕", "။")
_WORDS_OF_A_SENTENCE = 4
_END_MARKS = (*_FULL_STOPS, "!", "?", "！", "？", "؟")


class PhraseError(ValueError):
    """A phrase that cannot be read; the loader adds the file and the rule."""


def parse(phrase: str) -> list[list[Labels]]:
    """The chunks of a phrase.

    >>> parse("Share this( post|) on {network}")
    [[('share',)], [('this',)], [('post',), ()], [('on',)], [('{network}',)]]

    Raises:
        PhraseError: brackets that do not pair, an unknown placeholder, or no fixed word at either end.
    """
    chunks = [_alternatives(chunk) for chunk in _chunks(phrase)]
    chunks = [chunk for chunk in chunks if chunk != [()]]
    labels = [label for chunk in chunks for option in chunk for label in option]
    if not any(label not in WILD for label in labels):
        raise PhraseError("no fixed word")
    if chunks[0][0][:1] and chunks[0][0][0] in WILD and chunks[-1][-1][-1:] and chunks[-1][-1][-1] in WILD:
        raise PhraseError("needs a fixed word at its beginning or its end")
    return chunks


def expand(phrase: str) -> list[str]:
    """All texts that a phrase with `(a|b|)` groups stands for; groups may hold groups.

    >>> expand("klick(en|)")
    ['klicken', 'klick']
    """
    lines, rest = _expanded(_BRACKETS.split(phrase))
    if rest:
        raise PhraseError("a bracket closes that was never opened")
    return lines


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does.

    >>> is_sentence("Share."), is_sentence("Read more..."), is_sentence("Share")
    (True, False, False)
    """
    return _ends_in(line, _END_MARKS)


def is_statement(line: str) -> bool:
    """Whether a line ends in a full stop.

    >>> is_statement("Share it."), is_statement("Share it!"), is_statement("Share it...")
    (True, False, False)
    """
    return _ends_in(line, _FULL_STOPS)


def _ends_in(line: str, marks: tuple[str, ...]) -> bool:
    bare = line.rstrip(" \t\r*_\"'”’»)]")
    if bare.endswith(":"):  # for want of its own, Armenian has it as full stop
        return "\u0561" <= bare[-2:-1] <= "\u0587" and bare.count(" ") >= _WORDS_OF_A_SENTENCE
    return bare.endswith(marks) and not bare.endswith("..")


def _chunks(phrase: str) -> list[str]:
    """A phrase cut where every reading of it has a blank (or nothing) to cut at."""
    parts = _parts(phrase)
    chunks = [""]
    for place, part in enumerate(parts):
        rest = parts[place + 1 :]
        if part.isspace():
            chunks.append("")
        elif _starts_apart(part) and (not rest or rest[0].isspace() or _starts_apart(rest[0])):
            chunks += [part, ""]
        elif _ends_apart(part) and not chunks[-1]:
            chunks[-1:] = [part, ""]
        else:
            chunks[-1] += part
    return chunks


def _parts(phrase: str) -> list[str]:
    """Outermost groups, blanks, and the stretches between them."""
    parts = [""]
    depth = 0
    for char in phrase:
        blank = char.isspace() and depth == 0
        if blank or (char == "(" and depth == 0) or parts[-1].isspace():
            parts.append("")
        parts[-1] += char
        depth += (char == "(") - (char == ")")
        if char == ")" and depth == 0:
            parts.append("")
    return [part for part in parts if part]


def _starts_apart(part: str) -> bool:
    """Whether each alternative of a group is nothing or begins with a blank."""
    return part[0] == "(" and all(not text or text[0].isspace() for text in expand(part))


def _ends_apart(part: str) -> bool:
    """Whether each alternative of a group is nothing or ends with a blank."""
    return part[0] == "(" and all(not text or text[-1].isspace() for text in expand(part))


def _alternatives(chunk: str) -> list[Labels]:
    return list(dict.fromkeys(_labels(option) for option in expand(chunk)))


def _labels(text: str) -> Labels:
    labels: list[str] = []
    for piece in _PLACEHOLDER.split(text):
        if not piece.startswith("{"):
            labels += words(piece)
        elif piece in PLACEHOLDERS:
            labels.append(piece)
        else:
            raise PhraseError(f"unknown placeholder {piece}; known: {', '.join(sorted(PLACEHOLDERS))}")
    return tuple(labels)


def _expanded(pieces: list[str]) -> tuple[list[str], list[str]]:
    """The texts that some pieces stand for, up to a closing bracket, and the pieces after it."""
    done: list[str] = []
    lines = [""]
    while pieces:
        piece, *pieces = pieces
        if piece == ")":
            return done + lines, [")", *pieces]
        if piece == "(":
            inner, pieces = _expanded(pieces)
            if not pieces:
                raise PhraseError("a bracket is never closed")
            pieces = pieces[1:]
            lines = [line + choice for line in lines for choice in inner]
        elif piece == "|":
            done, lines = done + lines, [""]
        else:
            lines = [line + piece for line in lines]
        if len(done) + len(lines) > MAX_ALTERNATIVES:
            raise PhraseError(f"over {MAX_ALTERNATIVES} alternatives between two blanks: split the line")
    return done + lines, []
