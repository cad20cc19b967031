"""What is counted in a sentence before it is judged: its cues by kind, and a few signs of form.

Each count has the name of a row in `datasets/lexicons/weights.csv`. A cue counts with its strength; where it stands in
what somebody is reported to have said it counts 0.75 of that, and inside quotation marks 0.25, because the writer does
not speak there. Signs of record (dates, offices, figures) always count in full.
"""

from collections import Counter
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from oped.reading.cues import Cue, Reading, Voice
from oped.reading.document import Token
from oped.reading.lexicon import spelling
from oped.reading.small_words import words_of

Features = dict[str, float]

VOICE_SHARE: Final[dict[Voice, float]] = {"own": 1.0, "reported": 0.75, "quoted": 0.25}
_BY_DETAIL = frozenset({"loaded", "record", "person"})
_LADDER_FEATURE = {"doubting": "doubt", "endorsing": "endorse"}
_STRONG = 1.25
_ANYWHERE = ("now", "then", "they", "open question word", "denial", "likeness", "plain report")
_AT_START = ("opens with a link", "opens with a pointer", "opens with a clause", "opens with an order")
_OF_RECORD = frozenset(
    {
        "record: time",
        "record: event",
        "record: number",
        "record: person",
        "figure",
        "money or share",
        "attribution: say",
        "plain report",
        "unnamed_source",
    }
)
_OWN = frozenset({"person: first", "person: we"})
_TELLS = frozenset({"then", "past form", "figure"})
_ARGUES = frozenset({"label", "exhortation", "forecast"})
_PUNCTUATION: Final = {
    "?": "question mark",
    ";": "semicolon",
    ":": "colon",
    "(": "parenthesis",
    "—": "dash",
    "–": "dash",
    "―": "dash",
    "%": "money or share",
    "$": "money or share",
    "€": "money or share",
    "£": "money or share",
}


_SIGNS = frozenset(_PUNCTUATION.values())


def feature_of(cue: Cue) -> str:
    """The name under which a cue is counted.

    >>> feature_of(Cue(0, 0, "loaded", "contempt", 2.0, "own"))
    'loaded: contempt'
    """
    return _name(cue.kind, cue.detail)


@cache
def _name(kind: str, detail: str) -> str:
    if kind in _BY_DETAIL:
        return f"{kind}: {detail}"
    if kind == "attribution":
        ladder, word_class = detail.split()
        return f"attribution: {_LADDER_FEATURE.get(ladder, word_class)}"
    return kind


def features(reading: Reading) -> Features:
    """The counts of one sentence.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> found = features(read_sentence(read_text("Two of them said it was a disgrace.").sentences[0]))
    >>> found["record: number"], found["loaded: contempt"], found["plain report"]
    (1.0, 1.5, 1.0)
    """
    found: Features = {}
    for _, _, kind, detail, strength, voice in reading.cues:
        name = _name(kind, detail)
        if kind == "record":
            amount = 1.0
        elif kind == "attribution" and voice != "quoted":
            amount = strength
        else:
            amount = strength * VOICE_SHARE[voice]
        found[name] = found.get(name, 0.0) + amount
        if strength >= _STRONG and voice == "own" and kind in ("loaded", "label"):
            found["strong word"] = 1.0
    _count_tokens(reading, found)
    return found


@cache
def _small_words() -> dict[str, str]:
    return {word: group for group in _ANYWHERE for word in words_of(group)}


@lru_cache(maxsize=65536)
def _counted(text: str) -> tuple[str, ...]:
    """The features of a token by itself; "sign" is what is no word or number, "capital" has a capital letter."""
    first = text[0]
    if first.isdigit():
        return ("figure",)
    if not first.isalpha():
        return ("sign", _PUNCTUATION[text]) if text in _PUNCTUATION else ("sign",)
    group = _small_words().get(spelling(text))
    found = [group] if group else []
    if first.isupper():
        found += ["capital"] if len(text) > 1 else []
    elif text.endswith("ed") and len(text) > 4:
        found.append("past form")
    elif text.endswith("ly") and len(text) > 5 and text not in words_of("no adverb of judgement"):
        found.append("adverb in -ly")
    return tuple(found)


def _count_tokens(reading: Reading, found: Features) -> None:
    tokens = reading.sentence.tokens
    counts = Counter(chain.from_iterable(map(_counted, [token[0] for token in tokens])))
    signs, capitals = counts.pop("sign", 0), counts.pop("capital", 0)
    for name, count in counts.items():
        found[name] = 1.0 if name in _SIGNS else found.get(name, 0.0) + count
    if tokens and "capital" in _counted(tokens[0][0]):
        capitals -= 1
    if capitals and not reading.capitals:
        found["name"] = float(capitals)
    _shape(reading, tokens, len(tokens) - signs, found)


def _shape(reading: Reading, tokens: tuple[Token, ...], spoken: int, found: Features) -> None:
    words = reading.words
    for group in _AT_START:
        if words and words[0] in words_of(group):
            found[group] = 1.0
    if spoken < 9:
        found["short"] = 1.0
    elif spoken > 32:
        found["long"] = 1.0
    if True in reading.quoted:
        share = sum(reading.quoted) / len(tokens)
        found["share in quotation marks"] = share
        if share > 0.6:
            found["mostly quoted"] = 1.0
    if words and tokens[-1].text not in ".?!”\"'’":
        found["no full stop"] = 1.0
    kinds = found.keys()
    if _OF_RECORD.isdisjoint(kinds):
        found["nothing for a record"] = 1.0
    tells = not (_OWN.isdisjoint(kinds) or _TELLS.isdisjoint(kinds))
    if tells and _ARGUES.isdisjoint(kinds) and not any(name.startswith("loaded") for name in kinds):
        found["own story"] = 1.0
