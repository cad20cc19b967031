"""Attribution: who is said to have said or thought something, and by which words.

A verb of saying counts by itself. A word that may be a noun as well (claim, plan, support), a verb of thinking and a
noun such as "concern" count less, so that two of them, or one beside a part in quotation marks, are needed.
"""

from collections.abc import Iterator
from typing import NamedTuple

from oped.reading.cues import Cue, Reading, said_before
from oped.reading.small_words import words_of
from oped.reading.weighing import decision

_SHOWN = 0.75
_LONGEST_SOURCE = 8
_DASHES = frozenset("―—–-")


class Attribution(NamedTuple):
    """One attribution: its cue, the rung of the ladder, the words that name the source, and how much it counts."""

    cue: Cue
    ladder: str
    who: str
    weight: float


def attributions(reading: Reading) -> list[Attribution]:
    """The attributions of a sentence that are strong enough to be shown."""
    return [
        Attribution(cue, cue.detail.split()[0], _source(reading, cue), weight)
        for cue, weight in reading.weighed_attributions
        if weight >= _SHOWN
    ]


def attribution_weight(reading: Reading) -> float:
    """How strongly a sentence shows that somebody is reported: the sum of what its attributions count.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> [attribution_weight(read_sentence(s)) for s in read_text("It rained, she said. It rained.").sentences]
    [1.0, 0.0]
    """
    return sum(weight for _, weight in reading.weighed_attributions) + 0.5 * _partly_quoted(reading)


def is_attributed(reading: Reading) -> bool:
    """Whether the sentence reports what somebody says or thinks."""
    return attribution_weight(reading) >= decision("CUE from attribution weight")


def _partly_quoted(reading: Reading) -> bool:
    if True not in reading.quoted:
        return False
    inside = [quoted for word, quoted in zip(reading.words, reading.quoted, strict=True) if word[0].isalnum()]
    return any(inside) and inside.count(False) >= 4


def weigh(reading: Reading) -> Iterator[tuple[Cue, float]]:
    """The cues and signs of a sentence that may attribute, each with what it counts."""
    nouns = 0
    for cue in reading.cues:
        if cue.voice == "quoted" or cue.kind not in ("attribution", "unnamed_source"):
            continue
        if cue.kind == "unnamed_source":
            yield cue, cue.strength
        elif _is_noun(reading.words, cue):
            yield cue, _noun_weight(reading.words, cue, is_first=not nouns)
            nouns += 1
        else:
            yield cue, _verb_weight(reading, cue)
    yield from _signs(reading)


def _is_noun(words: list[str], cue: Cue) -> bool:
    """Whether a cue is a noun here (her claim, the plan) rather than a verb (they claim, we plan)."""
    if cue.detail.endswith("noun") or cue.first != cue.last:
        return cue.detail.endswith("noun")
    word = words[cue.first]
    before, after = _word(words, cue.first - 1), _word(words, cue.last + 1)
    if word.endswith("ing") and before in words_of("form of be"):
        return False
    may_be_noun = cue.detail == "neutral either" or word in words_of("often a noun")
    if may_be_noun and before not in words_of("third person"):
        object_follows = after in words_of("object follows") or after in words_of("speaker or reader")
        if not object_follows:
            return True
    if word.endswith(("ing", "ed")):
        return False
    listed = before in ("and", ",") and _word(words, cue.first - 2) in words_of("noun follows")
    return listed or before in words_of("noun follows") or before.endswith("'s")


def _noun_weight(words: list[str], cue: Cue, *, is_first: bool) -> float:
    """What a noun counts: little in "the debate", more in "her fears", most in "the claim that"; a second one half."""
    before = _word(words, cue.first - 1)
    if words[cue.first] in words_of("often a noun"):
        weight = 0.25
    elif before == "the":
        weight = 0.2
    else:
        weight = 0.5 if before.endswith("'s") or before in words_of("whose") else 0.4
    return weight * (1.0 if is_first else 0.5) + 0.6 * (_word(words, cue.last + 1) == "that")


def _verb_weight(reading: Reading, cue: Cue) -> float:
    words, first = reading.words, cue.first
    strength = cue.strength
    if cue.first != cue.last:
        if _word(words, first - 1) in words_of("speaker or reader"):
            strength *= 0.5
    elif _of_writer(words, first) or _passive(words, first):
        strength *= 0.5
    elif first == 0 and not words[0].endswith(("ed", "ing", "s")):
        strength *= 0.25
    elif strength < 1 and (_word(words, cue.last + 1) == "that" or _has_source(reading, first)):
        strength += 0.25
    after, next_after = _word(words, cue.last + 1), _word(words, cue.last + 2)
    speech_follows = after == ":" or (after == "," and next_after in ("“", '"'))
    return strength + 0.5 * speech_follows


def _word(words: list[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else ""


def _of_writer(words: list[str], verb: int) -> bool:
    """Whether the writer or reader is the subject (I think), or nobody (to say), unless it is "seemed to say"."""
    near = words[max(0, verb - 3) : verb]
    if not words_of("speaker or reader").isdisjoint(near) and words_of("third person").isdisjoint(near):
        return True
    return near[-1:] == ["to"] and not _word(words, verb - 2).endswith("ed")


def _passive(words: list[str], verb: int) -> bool:
    """Whether something is done and nobody is said to do it (was revealed), unless an agent or content follows.

    What is still to be done (needs to be told) reports nothing either.
    """
    if words[max(0, verb - 2) : verb] == ["to", "be"]:
        return _word(words, verb + 1) != "by"
    done = _word(words, verb - 1) in words_of("form of be") and words[verb].endswith(("ed", "en", "wn"))
    return done and _word(words, verb + 1) not in words_of("agent follows")


def _has_source(reading: Reading, verb: int) -> bool:
    """Whether a name, a plural or a pronoun of the third person stands before a verb as its subject."""
    place = _skip_helpers(reading.words, verb) - 1
    if place < 0:
        return False
    word = reading.words[place]
    plural = word.endswith("s") and not reading.words[verb].endswith(("s", "ing"))
    name = place > 0 and reading.sentence.tokens[place].text[0].isupper()
    return name or plural or word in words_of("third person")


def _skip_helpers(words: list[str], verb: int) -> int:
    """The place after the last word before a verb that is no helper (has, will) and no adverb."""
    helpers = words_of("between source and verb")
    while verb and (words[verb - 1] in helpers or words[verb - 1].endswith("ly")):
        verb -= 1
    return verb


def _signs(reading: Reading) -> Iterator[tuple[Cue, float]]:
    """A name and a colon before what is said, or a dash and a name after it."""
    words, tokens = reading.words, reading.sentence.tokens
    if ":" in words[1:6]:
        colon = words.index(":", 1)
        before = words[:colon]
        names = all(token.text[0].isupper() or token.text in '."“' for token in tokens[:colon])
        if names and words_of("no speaker").isdisjoint(before):
            yield Cue(colon, colon, "attribution", "neutral sign", 1.0, "own"), 1.0
    if _DASHES.isdisjoint(words):
        return
    for i in range(1, len(words) - 1):
        if words[i] in _DASHES and words[i - 1] in '”"' and tokens[i + 1].text[0].isupper():
            yield Cue(i, i, "attribution", "neutral sign", 1.0, "own"), 1.0


def _source(reading: Reading, cue: Cue) -> str:
    """The words that name the source: after "according to" and ", said", else before the verb."""
    if cue.kind == "unnamed_source":
        return ""
    words = reading.words
    tokens = reading.sentence.tokens
    inverted = words[cue.last] in words_of("plain report") and said_before(tokens, words, cue.first, cue.last)
    if inverted or words[cue.first] in ("according", "―", "—", "–", "-"):
        return _words_after(reading, cue.last + 1)
    return _words_before(reading, cue.first)


def _words_after(reading: Reading, start: int) -> str:
    stop = start
    tokens = reading.sentence.tokens
    while stop < len(tokens) and stop - start < _LONGEST_SOURCE and reading.words[stop] not in ',.;:“”"':
        if stop > start and reading.words[stop] in words_of("ends a source"):
            break
        stop += 1
    return _text(reading, start, stop)


def _words_before(reading: Reading, stop: int) -> str:
    words = reading.words
    stop = _skip_helpers(words, stop)
    if stop > 1 and words[stop - 1] == "," and "," in words[: stop - 1]:
        stop = stop - 2 - words[: stop - 1][::-1].index(",")
    start = stop
    while start and stop - start < _LONGEST_SOURCE and words[start - 1] not in ',.;:“”"—–':
        if words[start - 1] in words_of("ends a source"):
            break
        start -= 1
    return _text(reading, start, stop)


def _text(reading: Reading, start: int, stop: int) -> str:
    if stop <= start:
        return ""
    tokens, origin = reading.sentence.tokens, reading.sentence.start
    return reading.sentence.text[tokens[start].start - origin : tokens[stop - 1].end - origin]
