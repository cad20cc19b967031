"""What is counted in a sentence before it is judged: its cues by kind, and a few signs of form.

Each count has the name of a row in `datasets/lexicons/weights.csv`. A cue counts with its strength; where it stands in
what somebody is reported to have said it counts 0.75 of that, and inside quotation marks 0.25, because the writer does
not speak there. Signs of record (dates, offices, figures) always count in full.
"""

from functools import cache
from typing import Final

from oped.reading.cues import Cue, Reading, Voice
from oped.reading.document import Token
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


def feature_of(cue: Cue) -> str:
    """The name under which a cue is counted.

    >>> feature_of(Cue(0, 0, "loaded", "contempt", 2.0, "own"))
    'loaded: contempt'
    """
    if cue.kind in _BY_DETAIL:
        return f"{cue.kind}: {cue.detail}"
    if cue.kind == "attribution":
        ladder, word_class = cue.detail.split()
        return f"attribution: {_LADDER_FEATURE.get(ladder, word_class)}"
    return cue.kind


def features(reading: Reading) -> Features:
    """The counts of one sentence.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> found = features(read_sentence(read_text("Two of them said it was a disgrace.").sentences[0]))
    >>> found["record: number"], found["loaded: contempt"], found["plain report"]
    (1.0, 1.5, 1.0)
    """
    found: Features = {}
    for cue in reading.cues:
        name = feature_of(cue)
        if cue.kind == "record":
            amount = 1.0
        elif cue.kind == "attribution" and cue.voice != "quoted":
            amount = cue.strength
        else:
            amount = cue.strength * VOICE_SHARE[cue.voice]
        found[name] = found.get(name, 0.0) + amount
        if cue.kind in ("loaded", "label") and cue.strength >= _STRONG and cue.voice == "own":
            found["strong word"] = 1.0
    _count_tokens(reading, found)
    return found


@cache
def _small_words() -> dict[str, str]:
    return {word: group for group in _ANYWHERE for word in words_of(group)}


def _count_tokens(reading: Reading, found: Features) -> None:
    tokens, words = reading.sentence.tokens, reading.words
    small = _small_words()
    no_judgement = words_of("no adverb of judgement")
    spoken = 0
    names = not reading.capitals
    for place, (text, lower, _, _) in enumerate(tokens):
        first = text[0]
        if first.isalpha():
            spoken += 1
            group = small.get(words[place])
            if group:
                found[group] = found.get(group, 0.0) + 1.0
            if first.isupper():
                if names and place and len(text) > 1:
                    found["name"] = found.get("name", 0.0) + 1.0
            elif len(text) > 4:
                if lower.endswith("ed"):
                    found["past form"] = found.get("past form", 0.0) + 1.0
                elif lower.endswith("ly") and len(text) > 5 and lower not in no_judgement:
                    found["adverb in -ly"] = found.get("adverb in -ly", 0.0) + 1.0
        elif first.isdigit():
            spoken += 1
            found["figure"] = found.get("figure", 0.0) + 1.0
        elif text in _PUNCTUATION:
            found[_PUNCTUATION[text]] = 1.0
    _shape(reading, tokens, spoken, found)


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
    if not (_OWN.isdisjoint(kinds) or _TELLS.isdisjoint(kinds)) and _ARGUES.isdisjoint(kinds):
        if not any(name.startswith("loaded") for name in kinds):
            found["own story"] = 1.0
