"""How hard a text is to read, by the classic formulas, and what none of them can tell.

Words, syllables and familiar words are textstat's, asked once a word; the formulas are written out here, because
textstat counts a text anew for each. Where sentences end is `Document`'s, since a formula that takes the point in 42.3
or in U.S. for the end of a sentence makes a text look easier than it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from oped.errors import OpedError
from oped.reading.collector import collector_paused
from oped.reading.document import Document

if TYPE_CHECKING:
    import pandas as pd

_INNER_STOP = re.compile(r"[.!?…]+")
_ENOUGH_WORDS = 100
_SMOG_SENTENCES = 30
_LONG_WORD = 3  # syllables
_NO_SENTENCE = 2  # words: so few are no sentence to textstat


class Counts(NamedTuple):
    """What the formulas need of a text; long words have three syllables or more, hard ones are on no easy-word list."""

    words: int
    sentences: int
    syllables: int
    long: int
    hard: int
    long_and_hard: int


@dataclass(frozen=True)
class Measure:
    """One measure: its name, its formula, textstat's function for it, its unit, and what it does and does not tell."""

    name: str
    formula: Callable[[Counts], float]
    function: str
    unit: str
    tells: str
    does_not_tell: str


def _dale_chall(hard_of_100: float, words_per_sentence: float) -> float:
    score = 0.1579 * hard_of_100 + 0.0496 * words_per_sentence
    return score + 3.6365 if hard_of_100 > 5 else score


MEASURES = (
    Measure(
        "words",
        lambda text: text.words,
        "lexicon_count",
        "words",
        "How long the text is.",
        "It does not tell how much is said: a long text may repeat itself.",
    ),
    Measure(
        "sentences",
        lambda text: text.sentences,
        "sentence_count",
        "sentences",
        "How many sentences there are; those of one or two words are left out, as in all measures below.",
        "It does not tell how many statements are made: one sentence may hold five.",
    ),
    Measure(
        "words per sentence",
        lambda text: text.words / text.sentences,
        "words_per_sentence",
        "words",
        "The mean length of a sentence.",
        "It does not tell how a sentence is built: a long list may be easier than a short sentence turned around.",
    ),
    Measure(
        "syllables per word",
        lambda text: text.syllables / text.words,
        "avg_syllables_per_word",
        "syllables",
        "The mean length of a word; a number counts as one syllable.",
        "It does not tell whether a word is known: everybody understands television, few know fief.",
    ),
    Measure(
        "Flesch reading ease",
        lambda text: 206.835 - 1.015 * text.words / text.sentences - 84.6 * text.syllables / text.words,
        "flesch_reading_ease",
        "points, mostly 0 to 100; more is easier",
        "Length of sentences and of words, weighed by Flesch (1948).",
        "It does not tell whether the thought is hard: short words can carry a difficult argument.",
    ),
    Measure(
        "Flesch-Kincaid grade",
        lambda text: 0.39 * text.words / text.sentences + 11.8 * text.syllables / text.words - 15.59,
        "flesch_kincaid_grade",
        "years of school in the United States",
        "The same two lengths, weighed anew by Kincaid and others (1975).",
        "It does not tell for which age a text is fit: its years come from tests with sailors.",
    ),
    Measure(
        "Gunning fog",
        lambda text: 0.4 * (text.words / text.sentences + 100 * text.long_and_hard / text.words),
        "gunning_fog",
        "years of school in the United States",
        "Length of sentences and the share of long words that are not on a list of easy ones (Gunning 1952).",
        "It does not tell whether a long word is needed: the right term may be long.",
    ),
    Measure(
        "SMOG",
        lambda text: 1.043 * (30 * text.long / text.sentences) ** 0.5 + 3.1291,
        "smog_index",
        "years of school in the United States",
        "Words of three or more syllables in a sentence (McLaughlin 1969).",
        "It does not tell anything about a sample of fewer than 30 sentences, for which it was never fitted.",
    ),
    Measure(
        "Dale-Chall",
        lambda text: _dale_chall(100 * text.hard / text.words, text.words / text.sentences),
        "dale_chall_readability_score",
        "points; under 5 is easy, 9 and more is hard",
        "The share of words that are not on a list of familiar ones, and length of sentences (Dale and Chall 1948).",
        "It does not tell what is familiar today: the list is old, and every name counts as a hard word.",
    ),
)


@collector_paused()
def readability(document: Document) -> "pd.DataFrame":
    """Measure how hard an English text is to read, without a network.

    Returns:
        one row a measure: `measure`, `value`, `unit`, `what_it_measures`, `what_it_does_not`, and `note`, which warns
        where this text is too short for the measure and is else empty. No measure tells whether a text is true, fair
        or well argued.

    Raises:
        OpedError: the text holds no word.

    >>> from oped.reading.document import read_text
    >>> table = readability(read_text("The bridge is old. It carried 42.3 lorries an hour."))
    >>> table.set_index("measure")["value"].head(3).to_dict()
    {'words': 10.0, 'sentences': 2.0, 'words per sentence': 5.0}
    """
    import pandas as pd

    texts = list(_for_counting(document))
    if not texts:
        raise OpedError("There is no word to measure in this text; give one with at least a sentence.")
    counts = _counts(texts)
    rows = [
        (
            measure.name,
            round(float(measure.formula(counts)), 2),
            measure.unit,
            measure.tells,
            measure.does_not_tell,
            _note(measure.function, counts.words, counts.sentences),
        )
        for measure in MEASURES
    ]
    return pd.DataFrame(rows, columns=["measure", "value", "unit", "what_it_measures", "what_it_does_not", "note"])


def _counts(texts: list[str]) -> Counts:
    import textstat
    from textstat.backend.selections import list_words

    sentences = [list_words(text) for text in texts]
    words = Counter(chain.from_iterable(sentences))
    syllables = long = hard = long_and_hard = 0
    for word, times in words.items():
        length = textstat.syllable_count(word.lower())
        syllables += times * length
        is_hard = textstat.is_difficult_word(word, 0)
        hard += times * is_hard
        if length >= _LONG_WORD:
            long += times
            long_and_hard += times * is_hard
    counted = sum(len(sentence) > _NO_SENTENCE for sentence in sentences)
    return Counts(words.total(), max(1, counted), syllables, long, hard, long_and_hard)


def _for_counting(document: Document) -> Iterator[str]:
    """The sentences with one stop each, at the end, where textstat looks for it."""
    for sentence in document.sentences:
        words = _INNER_STOP.sub("", sentence.text)
        if any(letter.isalnum() for letter in words):
            yield f"{words.strip()}."


def _note(function: str, words: int, sentences: int) -> str:
    if function in ("lexicon_count", "sentence_count"):
        return ""
    if function == "smog_index" and sentences < _SMOG_SENTENCES:
        return f"Made for {_SMOG_SENTENCES} sentences or more; this text has {sentences}: do not rely on it."
    if words < _ENOUGH_WORDS:
        return f"Fewer than {_ENOUGH_WORDS} words: one sentence more or less would change it much."
    return ""
