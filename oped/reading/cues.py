"""Cues: the words and signs by which a sentence shows how it wants to be taken.

One pass over a sentence's tokens finds all phrases of the word lists, the longest first, and says of each whether the
writer uses it, reports it ("she said that ...") or quotes it.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from oped.reading.affixes import judge_word
from oped.reading.document import Document, Sentence, Token
from oped.reading.lexicon import END, Entry, tree
from oped.reading.quotes import quoted_tokens

if TYPE_CHECKING:
    import pandas as pd

Voice = Literal["own", "reported", "quoted"]
_NAMED_KINDS = frozenset({"loaded", "label"})


class Cue(NamedTuple):
    """One find: the tokens `first` to `last` (inclusive) of a sentence, what the list says of them, and whose it is."""

    first: int
    last: int
    kind: str
    detail: str
    strength: float
    voice: Voice


class _Match(NamedTuple):
    first: int
    last: int
    entries: tuple[Entry, ...]


def spelling(token: Token) -> str:
    """The word as the lists spell it; initials such as US or WHO keep their capitals and so match no ordinary word."""
    text = token.text
    if text.isupper() and 1 < len(text) < 5:
        return text
    return token.lower.replace("’", "'") if "’" in text else token.lower


def in_capitals(tokens: tuple[Token, ...]) -> bool:
    """Whether most words begin with a capital, as in an American headline, so that capitals mark no names."""
    words = [token.text for token in tokens if token.text[0].isalpha()]
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


@lru_cache(maxsize=4096)
def find_cues(sentence: Sentence) -> tuple[Cue, ...]:
    """The cues of one sentence, in order."""
    tokens = sentence.tokens
    words = [spelling(token) for token in tokens]
    matches = _matches(words)
    quoted = quoted_tokens(tokens)
    reported = _reported(words, quoted, matches)
    capitals = in_capitals(tokens)
    found = []
    for first, last, entries in matches:
        voice: Voice = "quoted" if quoted[first] else "reported" if reported[first] else "own"
        name = first > 0 and not capitals and tokens[first].text[0].isupper()
        for kind, detail, strength in entries:
            if not (name and kind in _NAMED_KINDS):
                found.append(Cue(first, last, kind, detail, strength, voice))
    return tuple(found)


def _matches(words: list[str]) -> list[_Match]:
    root = tree()
    found = []
    end = len(words)
    i = 0
    while i < end:
        node = root.get(words[i])
        entries: tuple[Entry, ...] = ()
        last = i
        if node is None:
            if len(words[i]) > 6:
                entries = judge_word(words[i])
        else:
            k = i
            while node is not None:
                if END in node:
                    entries, last = node[END], k
                k += 1
                node = node.get(words[k]) if k < end else None
            if not entries and len(words[i]) > 6:
                entries = judge_word(words[i])
        if entries:
            found.append(_Match(i, last, entries))
        i = last + 1
    return found


def _reported(words: list[str], quoted: list[bool], matches: list[_Match]) -> list[bool]:
    """For each token, whether it stands in what somebody is said to have said."""
    reported = [False] * len(words)
    end = len(words)
    for first, last, entries in matches:
        if quoted[first] or not any(entry.detail.endswith(" say") and entry.strength >= 1 for entry in entries):
            continue
        before = words[first - 1] if first else ""
        closes = last >= end - 3 or words[last + 1] in ".,"
        if before in (",", "”", '"') or (closes and "," in words[:first]) or (words[first] == "according" and first > 2):
            reported[:first] = [True] * first
        else:
            reported[last + 1 :] = [True] * (end - last - 1)
    return reported
