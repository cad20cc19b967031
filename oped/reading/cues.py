"""Cues: the words and signs by which a sentence shows how it wants to be taken.

One pass over a sentence's tokens finds all phrases of the word lists, the longest first, and says of each whether the
writer uses it, reports it (she said that ...) or quotes it.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from oped.reading.affixes import judge_word
from oped.reading.collector import collector_paused
from oped.reading.document import Document, Sentence, Token
from oped.reading.lexicon import END, Entry, spelling, tree
from oped.reading.quotes import quoted_tokens
from oped.reading.small_words import words_of

if TYPE_CHECKING:
    import pandas as pd

Voice = Literal["own", "reported", "quoted"]
_NOT_OF_NAMES = frozenset({"loaded", "label", "attribution"})
_KEEPS_DISTANCE = frozenset({"neutral say", "doubting say"})
_SHORTEST_COMPOUND = 7
_MONTH_OF_MAY = "may-month"


class Cue(NamedTuple):
    """One find: the tokens `first` to `last` (inclusive) of a sentence, what the list says of them, and whose it is."""

    first: int
    last: int
    kind: str
    detail: str
    strength: float
    voice: Voice


@dataclass(frozen=True, eq=False)
class Reading:
    """What one pass over a sentence finds.

    Attributes:
        sentence: the sentence.
        words: its tokens as the lists spell them.
        quoted: for each token, whether it stands inside quotation marks.
        capitals: whether it is written like a headline, so that capitals mark no names.
        cues: the finds, in order.
    """

    sentence: Sentence
    words: list[str]
    quoted: list[bool]
    capitals: bool
    cues: tuple[Cue, ...]

    @cached_property
    def weighed_attributions(self) -> tuple[tuple[Cue, float], ...]:
        """The cues and signs that may attribute, each with what it counts; worked out once for all tables."""
        from oped.reading.attribution import weigh

        return tuple(weigh(self))

    def phrase(self, cue: Cue) -> str:
        """The words of a cue as they stand in the sentence."""
        tokens, start = self.sentence.tokens, self.sentence.start
        return self.sentence.text[tokens[cue.first].start - start : tokens[cue.last].end - start]


class _Match(NamedTuple):
    first: int
    last: int
    entries: tuple[Entry, ...]


def read_sentence(sentence: Sentence) -> Reading:
    """Find the cues of one sentence.

    >>> from oped.reading.document import read_text
    >>> reading = read_sentence(read_text("Critics say the bridge is a disgrace.").sentences[0])
    >>> [(reading.phrase(cue), cue.kind, cue.voice) for cue in reading.cues]
    [('Critics say', 'unnamed_source', 'own'), ('is a', 'definition', 'own'), ('disgrace', 'loaded', 'own')]
    """
    tokens = sentence.tokens
    words = _spellings(tokens)
    matches = _matches(words)
    quoted = quoted_tokens(tokens)
    reported = _reported(tokens, words, quoted, matches)
    capitals = _in_capitals(tokens)
    found = []
    for first, last, entries in matches:
        voice: Voice = "quoted" if quoted[first] else "reported" if reported[first] else "own"
        name = first > 0 and not capitals and tokens[first].text[0].isupper()
        for kind, detail, strength in entries:
            if not (name and kind in _NOT_OF_NAMES):
                found.append(Cue(first, last, kind, detail, strength, voice))
    return Reading(sentence, words, quoted, capitals, tuple(found))


@lru_cache(maxsize=2)
@collector_paused()
def read_sentences(doc: Document) -> tuple[Reading, ...]:
    """The readings of a document's sentences, in order; the last two documents are remembered for the next table."""
    return tuple([read_sentence(sentence) for sentence in doc.sentences])


@collector_paused()
def cues(doc: Document) -> "pd.DataFrame":
    """Every cue of a text.

    Returns:
        One row a cue: sentence (id), start and end (characters in `doc.text`), phrase, kind, detail, voice (own,
        reported, quoted), strength, and for attributions who (the words that name the source, as far as they are
        found) and how (the words that attribute). The detail of an attribution is its rung of the ladder: neutral,
        doubting, endorsing or unnamed. Words that could attribute but don't where they stand are left out.
    """
    import pandas as pd

    from oped.reading.attribution import attributions

    columns = ["sentence", "start", "end", "phrase", "kind", "detail", "voice", "strength", "who", "how"]
    rows: list[tuple[object, ...]] = []
    for reading in read_sentences(doc):
        sources = {one.cue: one for one in attributions(reading)}
        sentence = reading.sentence
        for cue in sorted({*reading.cues, *sources}):
            source = sources.get(cue)
            if source is None and cue.kind == "attribution":
                continue
            start, end = sentence.tokens[cue.first].start, sentence.tokens[cue.last].end
            phrase = doc.text[start:end]
            detail, who, how = (source.ladder, source.who, phrase) if source else (cue.detail, "", "")
            rows.append((sentence.id, start, end, phrase, cue.kind, detail, cue.voice, cue.strength, who, how))
    return pd.DataFrame(rows, columns=columns)


def said_before(tokens: tuple[Token, ...], words: list[str], first: int, last: int) -> bool:
    """Whether a verb comes after what is said (", said Ada"), and not after an aside (Ada, a councillor, said)."""
    before = words[first - 1] if first > 1 else ""
    if before in ("”", '"'):
        return words[first - 2] in ",.?!"
    if before != "," or words[last + 1 : last + 2] == ["that"]:
        return False
    aside = next((i for i in range(first - 2, max(0, first - 10), -1) if words[i] == ","), 0)
    source_follows = last + 1 < len(words) and tokens[last + 1].text[0].isupper()
    return not aside or source_follows or not tokens[aside - 1].text[0].isupper()


def _spellings(tokens: tuple[Token, ...]) -> list[str]:
    """The words as the lists spell them: May the month is told from may."""
    words = [spelling(token[0]) for token in tokens]
    if "May" in words:
        for place, word in enumerate(words):
            if word == "May":
                month = place or (words[1:2] and words[1].isdigit())
                words[place] = _MONTH_OF_MAY if month else "may"
    return words


def _in_capitals(tokens: tuple[Token, ...]) -> bool:
    firsts = [token[0][0] for token in tokens]
    letters = [first for first in firsts if first.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _matches(words: list[str]) -> list[_Match]:
    root = tree()
    found = []
    end = len(words)
    i = 0
    while i < end:
        entries: tuple[Entry, ...] = ()
        last = k = i
        node = root.get(words[i])
        while node is not None:
            if END in node:
                entries, last = node[END], k
            k += 1
            node = node.get(words[k]) if k < end else None
        if not entries and len(words[i]) >= _SHORTEST_COMPOUND:
            entries = judge_word(words[i])
        if entries:
            found.append(_Match(i, last, entries))
        i = last + 1
    return found


def _reported(tokens: tuple[Token, ...], words: list[str], quoted: list[bool], matches: list[_Match]) -> list[bool]:
    """For each token, whether it stands in what another is said to have said: before ", he said", else after it."""
    reported = [False] * len(words)
    ours = words_of("speaker or reader")
    end = len(words)
    for first, last, entries in matches:
        if quoted[first] or not any(entry.detail in _KEEPS_DISTANCE and entry.strength >= 1 for entry in entries):
            continue
        if not ours.isdisjoint(words[max(0, first - 3) : first]):
            continue
        closes = last >= end - 3 or words[last + 1] in ".,"
        if (
            said_before(tokens, words, first, last)
            or (closes and "," in words[:first])
            or (words[first] == "according" and first > 2)
        ):
            reported[:first] = [True] * first
        else:
            stop = _end_of_report(words, last + 1)
            reported[last + 1 : stop] = [True] * (stop - last - 1)
    return reported


def _end_of_report(words: list[str], start: int) -> int:
    """Where the writer speaks again: at a semicolon, or at a comma before a word such as but, while or even."""
    goes_on = words_of("ends a report")
    for place in range(start, len(words) - 1):
        if words[place] == ";" or (words[place] == "," and words[place + 1] in goes_on):
            return place
    return len(words)
