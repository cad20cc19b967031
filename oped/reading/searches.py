"""Queries to begin a search with: what the text gives to look up, in neutral words.

A query is made of figures, names and plain words of the text. Words that judge never get into one, since who searches
with a writer's words finds those who write like that.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from oped.reading.cues import Reading, read_sentences
from oped.reading.document import Document
from oped.reading.small_words import words_of
from oped.reading.word_groups import word_groups

if TYPE_CHECKING:
    import pandas as pd

_MOST = {"figure": 12, "source": 8, "event": 8}
_PLAIN_WORDS = 3
_LONGEST_NAME = 4
_ENOUGH = 300  # sentences from which the subject of a piece is told
_TELLING = ("share", "ratio", "money")  # kinds of figures that are looked up even where they are in words
_PLAIN_KINDS = frozenset({"record", "definition", "causal", "contrast", "person", "abstract"})


class Search(NamedTuple):
    """One query: what it is about, the sentence it comes from (empty for the piece as a whole), and what it is for."""

    about: str
    sentence: str
    query: str
    why: str


def searches(doc: Document, claims: "pd.DataFrame", figures: "pd.DataFrame", sources: "pd.DataFrame") -> "pd.DataFrame":
    """Make queries for the piece, its figures, the people it cites and the events it tells.

    Args:
        doc: the text.
        claims: the table of `oped.reading.claims.claims`.
        figures: the table of `oped.reading.figures.figures`.
        sources: rows of the table of `oped.reading.cues.cues` that attribute, with the columns sentence and who.

    Returns:
        One row a query: about (author, outlet, subject, other side, figure, source or event), sentence (id, or empty),
        query and why. At most 12 queries for figures, 8 for sources and 8 for events, the first in the text.
    """
    import pandas as pd

    readings = {reading.sentence.id: reading for reading in read_sentences(doc)}
    subject = _subject(list(readings.values())[:_ENOUGH])
    found: list[Search] = [*_frame(doc, subject)]
    for about, made in (
        ("figure", _of_figures(figures, readings, doc.date[:4])),
        ("source", _of_sources(sources, readings)),
        ("event", _of_events(claims, set(figures["sentence"]), readings)),
    ):
        found += islice(_different(made), _MOST[about])
    return pd.DataFrame(found, columns=list(Search._fields))


def _different(made: Iterator[Search]) -> Iterator[Search]:
    seen = set()
    for search in made:
        if search.query.lower() not in seen:
            seen.add(search.query.lower())
            yield search


def _frame(doc: Document, subject: str) -> Iterator[Search]:
    author = _plain(doc.author)
    if author:
        why = "What else has the author written, and for whom does the author work?"
        yield Search("author", "", f'"{author}" author', why)
    if doc.outlet:
        why = "Who owns and pays for the outlet, and what do others say of it?"
        yield Search("outlet", "", f'"{_plain(doc.outlet)}" owner funding', why)
    if subject:
        yield Search("subject", "", f"{subject} facts and figures", "What do records say, before anyone argues?")
        yield Search("other side", "", f"{subject} arguments for and against", "Who sees it otherwise, and why?")


def _of_figures(figures: "pd.DataFrame", readings: dict[str, Reading], published: str) -> Iterator[Search]:
    for row in figures.itertuples():
        reading = readings[str(row.sentence)]
        number = _number(str(row.phrase)) or (str(row.phrase) if row.kind in _TELLING else "")
        if not number:
            continue
        about = str(row.counts) or " ".join(_words_near(reading, int(str(row.start)), _PLAIN_WORDS))
        counted = [w for w in about.split() if w.lower() in _plain_words(reading) and w not in number.split()]
        years = [token.text for token in reading.sentence.tokens if _is_year(token.text)] or [published]
        parts = [number, *counted[:_PLAIN_WORDS], *_names(reading)[:2], *years[:1], "source"]
        if len([part for part in parts if part]) > 2:
            yield Search("figure", str(row.sentence), _joined(parts), "Who counted, what exactly, and when?")


def _of_sources(sources: "pd.DataFrame", readings: dict[str, Reading]) -> Iterator[Search]:
    for row in sources.itertuples():
        names = [name for name in _names(readings[str(row.sentence)], everywhere=True) if name in str(row.who)]
        if names and not names[0].isupper():
            reading = readings[str(row.sentence)]
            parts = [f'"{names[0]}"', *_words_near(reading, int(str(row.end)), _PLAIN_WORDS), "statement"]
            yield Search("source", str(row.sentence), _joined(parts), "What was said in full, when and to whom?")


def _of_events(claims: "pd.DataFrame", with_figures: set[object], readings: dict[str, Reading]) -> Iterator[Search]:
    for row in claims.itertuples():
        if row.level == "OPINION" or row.type != "EVENT" or row.sentence in with_figures:
            continue
        reading = readings[str(row.sentence)]
        names = _names(reading)
        words = _words_near(reading, reading.sentence.start, _PLAIN_WORDS + 1)
        if names and len(words) > 1:
            why = "Do records, or reports from more than one side, show it?"
            yield Search("event", str(row.sentence), _joined([*names[:2], *words]), why)


def _subject(readings: list[Reading]) -> str:
    """The names and plain words that come most often."""
    names = Counter(name for reading in readings for name in set(_names(reading)))
    words = Counter(word for reading in readings for word in set(_plain_words(reading)))
    top = [name for name, times in names.most_common(2) if times > 1]
    known = {word.lower() for name in top for word in name.split()}
    return " ".join([*top, *(word for word, times in words.most_common(6) if times > 1 and word not in known)][:4])


def _plain_words(reading: Reading) -> list[str]:
    """The words, in order, that name things and carry no cue of judgement."""
    marked = {i for cue in reading.cues if cue.kind not in _PLAIN_KINDS for i in range(cue.first, cue.last + 1)}
    names = {word.lower() for name in _names(reading, everywhere=True) for word in name.split()}
    empty = word_groups("search_words")["no search word"]
    return [
        word
        for i, word in enumerate(reading.words)
        if len(word) > 3
        and word.isalpha()
        and i not in marked
        and word not in empty
        and word not in names
        and not word.endswith("ly")
    ]


def _words_near(reading: Reading, place: int, most: int) -> list[str]:
    """The plain words nearest behind a place in the document, then those before it."""
    plain = _plain_words(reading)
    behind = [t.lower for t in reading.sentence.tokens if t.start >= place and t.lower in plain]
    before = [t.lower for t in reading.sentence.tokens if t.start < place and t.lower in plain]
    return list(dict.fromkeys([*behind, *before[::-1]]))[:most]


def _names(reading: Reading, *, everywhere: bool = False) -> list[str]:
    """The names of a sentence: runs of words with a capital, the first word of the sentence only if `everywhere`."""
    if reading.capitals:
        return []
    tokens = reading.sentence.tokens
    no_names = word_groups("search_words")["no name"]
    found: list[str] = []
    run: list[str] = []
    for i, token in enumerate(tokens):
        small = token.lower in no_names or token.lower in words_of("speaker or reader")
        if token.text[0].isupper() and not small and (everywhere or i or _goes_on(tokens[1:2])):
            run.append(token.text.removesuffix("'s").removesuffix("’s"))
        else:
            found += [" ".join(run)] if run else []
            run = []
    names = [name for name in [*found, " ".join(run)] if name]
    return [name for name in dict.fromkeys(names) if len(name) > 1 and len(name.split()) <= _LONGEST_NAME]


def _goes_on(following: tuple[object, ...]) -> bool:
    return bool(following) and str(getattr(following[0], "text", ""))[:1].isupper()


def _number(phrase: str) -> str:
    """The figure of a phrase in quotation marks where it is written in digits."""
    words = phrase.split()
    first = next((i for i, word in enumerate(words) if any(letter.isdigit() for letter in word)), -1)
    if first < 0:
        return ""
    parts = word_groups("search_words")["part of a figure"]
    behind = list(takewhile(lambda word: word.lower() in parts, words[first + 1 :]))
    return f'"{" ".join([words[first], *behind])}"'


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("18", "19", "20")


def _plain(text: str) -> str:
    """A name without what is added to it in brackets, and without quotation marks, which would end the query's own."""
    return " ".join(text.partition("(")[0].replace('"', " ").split())


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))
