"""A learner's own copy of a case's text matched to the sentence ids, through anchors that don't give the text away.

An anchor is a set of short hashes of word triples. It can confirm a text that somebody has; it is too small to
restore one that they have not:

- of the n - 2 triples of a sentence of n words it keeps n/5 and at most six, spread evenly, in the order of their
  hashes and not of the text; words that stand between them leave no trace;
- a hash has 16 bits. Three words out of 50,000 make 1.25e14 triples, 1.9e9 of them for each hash; even among ten
  million triples that are likely in English, 150 share a hash;
- an anchor so holds at most 3.2 bits a word: 32 for 10 words, 96 for 30 words and more. Shannon put English between
  0.6 and 1.3 bits a letter, or 3.6 to 7.8 bits a word of five letters and a space: many sentences fit one anchor.

Whoever guesses a sentence word by word can confirm the guess, as with any fingerprint, and a restatement beside the
anchor narrows the guessing: that is why anchors are kept this small. The key is no secret; it only keeps ready-made
tables of hashes from being of use.

Source:
    C. E. Shannon, "Prediction and Entropy of Printed English", Bell System Technical Journal 30 (1951).
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from oped.errors import OpedError
from oped.reading.document import read_text
from oped.reading.markup import plain_text

if TYPE_CHECKING:
    import pandas as pd

_KEY = b"oped anchor 1"
_BYTES = 2
_WORDS_A_HASH = 5
_MOST_HASHES = 6
_REACH = 100  # words: no sentence is longer, and no two neighbours stand further apart
_ENOUGH = 3  # hashes: fewer, in a sentence and its neighbours together, may be chance

_LETTER = "[^\\W_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|\d+(?:[.,]\d+)+|(?:{_LETTER})+(?:['’‘ʼ`´](?:{_LETTER})+)*")
_OPENING = re.compile(r"[\"'“‘«(\[]*\Z")
_CLOSING = re.compile(r"[.!?…]*[\"'”’»)\]]*[.!?…]*")


class _Word(NamedTuple):
    """A word as it is compared, and where it stands in the plain text."""

    spelling: str
    start: int
    end: int


class _Match(NamedTuple):
    """Where hashes of one sentence were found: `first` and `last` are its outer words, both included."""

    row: int
    hashes: int
    of: int
    first: int
    last: int


def anchor(sentence: str) -> str:
    """The anchor of one sentence: hashes of four hexadecimal digits, sorted, with semicolons between.

    Case, punctuation, apostrophes, and the kind of quotes, dashes and spaces make no difference. A sentence of fewer
    than five words has no anchor ("") and is never found.

    Example:
        >>> anchor("“Who pays for the Harbour Bridge?”") == anchor('"who pays\\nfor the harbour bridge"')
        True
        >>> anchor("Nobody.")
        ''
    """
    words = _words(sentence)
    hashes = [hashed for hashed, _ in _triples(words)]
    count = min(_MOST_HASHES, len(words) // _WORDS_A_HASH)
    return ";".join(sorted({hashes[i * (len(hashes) - 1) // max(1, count - 1)] for i in range(count)}))


def align(text: str, anchors: "pd.DataFrame") -> "pd.DataFrame":
    """Find a case's sentences in a text.

    The text may be plain, Markdown or HTML, wrapped in any way, with other matter around. A sentence counts as found
    where at least half of its hashes stand together, and three with those of the sentences next to it.

    Args:
        text: the learner's own copy.
        anchors: columns `id` and `anchor`, one row a sentence in the order of the text.

    Returns:
        One row a sentence, in the same order: `id`; `found`; `start` and `end`, character offsets into `text`
        (missing where not found); `score`, the share of hashes found, from 0 to 1; `wording`, the sentence without
        markup and with single spaces ("" where not found).

    Raises:
        OpedError: an anchor is not made of hashes.

    Example:
        >>> import pandas as pd
        >>> sentence = "The harbour bridge has carried every lorry in town since the winter of the flood."
        >>> table = align(f"Letters. {sentence} Not so!", pd.DataFrame({"id": ["p01s1"], "anchor": [anchor(sentence)]}))
        >>> bool(table.loc[0, "found"]), table.loc[0, "wording"] == sentence
        (True, True)
    """
    import pandas as pd

    plain = plain_text(text)
    words = _words(plain.text)
    matches = _in_company(_matches(words, [_hashes(str(cell)) for cell in anchors["anchor"]]))
    spans = dict(_spans(plain.text, words, matches))
    found = {match.row: match for match in matches}
    rows = [
        (
            name,
            True,
            plain.places[spans[row][0]][0],
            plain.places[spans[row][1] - 1][1],
            found[row].hashes / found[row].of,
            " ".join(plain.text[slice(*spans[row])].split()),
        )
        if row in found
        else (name, False, None, None, 0.0, "")
        for row, name in enumerate(anchors["id"])
    ]
    table = pd.DataFrame(rows, columns=["id", "found", "start", "end", "score", "wording"])
    return table.astype({"found": bool, "start": "Int64", "end": "Int64", "score": float})


def _words(text: str) -> list[_Word]:
    return [_Word(_spelling(match.group()), *match.span()) for match in _WORD.finditer(text)]


def _spelling(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold()
    return "".join(character for character in plain if character.isalnum())


def _triples(words: Sequence[_Word]) -> Iterator[tuple[str, int]]:
    """The hash of each three words in a row, and the place of the first of them."""
    for first, triple in enumerate(zip(words, words[1:], words[2:], strict=False)):
        spelled = " ".join(word.spelling for word in triple).encode()
        yield hashlib.blake2b(spelled, digest_size=_BYTES, key=_KEY).hexdigest(), first


def _hashes(cell: str) -> frozenset[str]:
    hashes = frozenset(cell.split(";")) - {""}
    if not all(re.fullmatch(rf"[0-9a-f]{{{2 * _BYTES}}}", hashed) for hashed in hashes):
        raise OpedError(f'"{cell}" is not an anchor: make the anchors again with `oped case anchor`.')
    return hashes


def _matches(words: Sequence[_Word], anchors: Sequence[frozenset[str]]) -> list[_Match]:
    """The best place of each sentence, in the order of the text; the surest choose first, no word belongs to two."""
    wanted = frozenset().union(*anchors)
    places: dict[str, list[int]] = defaultdict(list)
    for hashed, first in _triples(words):
        if hashed in wanted:
            places[hashed].append(first)
    taken = [False] * len(words)
    first_choice = filter(None, (_best(row, hashes, places, taken) for row, hashes in enumerate(anchors)))
    matches = []
    for choice in sorted(first_choice, key=lambda match: (-match.hashes / match.of, -match.hashes)):
        match = _best(choice.row, anchors[choice.row], places, taken)
        if match and 2 * match.hashes >= match.of:
            matches.append(match)
            taken[match.first : match.last + 1] = [True] * (match.last + 1 - match.first)
    return sorted(matches, key=lambda match: match.first)


def _best(
    row: int, hashes: frozenset[str], places: Mapping[str, Sequence[int]], taken: Sequence[bool]
) -> _Match | None:
    """The place with most of the hashes, and of those the shortest."""
    here = sorted((place, hashed) for hashed in hashes for place in places.get(hashed, ()))
    best: _Match | None = None
    for at, (first, _) in enumerate(here):
        seen: set[str] = set()
        free = first
        for place, hashed in here[at : at + _REACH]:
            last = place + 2
            if last - first >= _REACH or any(taken[free : last + 1]):
                break
            free = last + 1
            seen.add(hashed)
            if best is None or (len(seen), first - last) > (best.hashes, best.first - best.last):
                best = _Match(row, len(seen), len(hashes), first, last)
    return best


def _in_company(matches: Sequence[_Match]) -> list[_Match]:
    """Leave out what chance may explain: matches that have too few hashes together with their neighbours."""
    groups: list[list[_Match]] = []
    for match in matches:
        if groups and groups[-1][-1].row < match.row and match.first - groups[-1][-1].last <= _REACH:
            groups[-1].append(match)
        else:
            groups.append([match])
    return [match for group in groups if sum(match.hashes for match in group) >= _ENOUGH for match in group]


def _spans(text: str, words: Sequence[_Word], matches: Sequence[_Match]) -> Iterator[tuple[int, tuple[int, int]]]:
    """For each match its row, and the start and end of its sentence in `text`.

    The outer words of a whole anchor are the sentence's own; any other match is widened to the sentence around it,
    but neither into another match nor beyond the longest sentence.
    """
    sentences = read_text(re.sub(r"(?<!\n)\n(?!\s*\n)", " ", text)).sentences
    starts = [sentence.start for sentence in sentences]
    ceilings = [*(words[match.first].start for match in matches[1:]), len(text)]
    floor = 0
    for match, ceiling in zip(matches, ceilings, strict=False):
        start, end = words[match.first].start, words[match.last].end
        if match.hashes == match.of > 1:
            opening = _OPENING.search(text, floor, start)
            closing = _CLOSING.match(text, end, ceiling)
            start = opening.start() if opening else start
            end = closing.end() if closing else end
        else:
            before, after = match.last - _REACH, match.first + _REACH
            earliest = words[before].end if before >= 0 else 0
            latest = words[after].start if after < len(words) else len(text)
            start = max(floor, earliest, sentences[bisect_right(starts, start) - 1].start)
            end = min(ceiling, latest, sentences[bisect_right(starts, end - 1) - 1].end)
        yield match.row, (start, end)
        floor = end
