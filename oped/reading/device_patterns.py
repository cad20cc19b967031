"""Devices that show in the build of a sentence: echo and heap, two ways only, a slope, a picture, an extreme.

Each function takes a `Reading` and yields candidates; all look at tokens only, and give up early where the word that
they hang on is not there.
"""

from collections import Counter
from collections.abc import Iterator

from oped.reading.cues import Reading
from oped.reading.device_words import Candidate, group

_REACH = 12  # words between a superlative and the bound that makes it an extreme
_HEAP = 5  # items from which a list is a heap
_SHORT_ITEM = 4  # words
_LONGEST = 8  # words of a phrase that is shown
_LINKS = frozenset({"be", "is", "are", "either"})


def patterns(reading: Reading) -> Iterator[Candidate]:
    """The candidates of all patterns, in no order.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> [one.device for one in patterns(read_sentence(read_text("Fewer hours, fewer errors.").sentences[0]))]
    ['REPETITION']
    """
    present = frozenset(reading.words)
    for pattern in (_extreme, _label, _voices, _pity, _slope, _choice, _picture, _echo):
        yield from pattern(reading, present)


def _extreme(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    bounds = group("bound of an extreme")
    if bounds.isdisjoint(present):
        return
    words = reading.words
    for i, word in enumerate(words):
        if _is_superlative(word):
            bound = next((k for k in range(i + 1, min(i + _REACH, len(words))) if words[k] in bounds), 0)
            if bound:
                yield Candidate(i, min(bound, i + _LONGEST), "EXAGGERATION", "sets the thing above all others")
                return


def _is_superlative(word: str) -> bool:
    return word in group("superlative") or (
        word.endswith("est") and len(word) > 5 and word not in group("no superlative")
    )


def _label(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    heads = group("head of a label") & present
    words, tokens = reading.words, reading.sentence.tokens
    for head in heads:
        i = words.index(head)
        if i < 2 or not tokens[i - 1].text[0].islower() or tokens[i].text[0].isupper():
            continue
        start = next((k for k in (i - 2, i - 3) if k >= 0 and words[k] in group("before a label")), -1)
        if start >= 0 and head not in group("stays a plain name"):
            yield Candidate(start, i, "LABEL", "sums people up in a name")


def _voices(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    if group("voice verb").isdisjoint(present) or group("crowd of voices").isdisjoint(present):
        return
    words, tokens = reading.words, reading.sentence.tokens
    for i, word in enumerate(words):
        if word in group("crowd of voices") and (i == 0 or words[i - 1] in ("", ",", "and", "but", "that")):
            for k in range(i + 1, min(i + 6, len(words))):
                if not words[k][0].isalpha() or tokens[k].text[0].isupper():
                    break
                if words[k] in group("voice verb"):
                    yield Candidate(i, k, "UNNAMED_SOURCE", "lets people speak whom the reader cannot find")
                    return


def _pity(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    persons, harms = group("somebody to pity") & present, group("harm") & present
    if not persons or not harms or any(cue.kind == "attribution" for cue in reading.cues):
        return
    words = reading.words
    person, harm = (min(map(words.index, some)) for some in (persons, harms))
    first, last = sorted((person, harm)) if abs(person - harm) < _LONGEST else (harm, harm)
    yield Candidate(first, last, "FEAR_PITY", "sets somebody weak beside harm or suffering")


def _slope(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    if "then" not in present:
        return
    words = reading.words
    thens = [i for i, word in enumerate(words) if word == "then" and i and words[i - 1] in (",", "and", ";")]
    if len(thens) > 1:
        last = min(thens[1] + 4, len(words) - 2)
        yield Candidate(
            thens[0], min(last, thens[0] + _LONGEST), "SLIPPERY_SLOPE", "goes from step to step by 'then' and 'then'"
        )


def _choice(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    words = reading.words
    if "or" not in present:
        return
    if "either" in present:
        first = words.index("either")
        if "or" in words[first:]:
            last = words.index("or", first)
            yield Candidate(first, min(last, first + _LONGEST), "FALSE_CHOICE", "'either ... or' shows two ways only")
        return
    i = words.index("or")
    before = words[max(0, i - 5) : i]
    articles = [k for k, word in enumerate(before) if word in ("a", "an")]
    if (
        articles
        and words[i + 1 : i + 2] in (["a"], ["an"])
        and not group("copula").isdisjoint({"is", *before} & present)
    ):
        first, last = i - len(before) + articles[0], min(i + 3, len(words) - 1)
        yield Candidate(first, last, "FALSE_CHOICE", "sets one thing against one other, as if there were no third")


def _picture(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    words = reading.words
    if words[0] in ("a", "an"):
        for i in range(2, min(_LONGEST + 2, len(words) - 2)):
            if (
                words[i] in group("copula")
                and words[i + 1] in ("a", "an")
                and words[i + 2] not in group("unlikely picture")
            ):
                last = min(i + 3, len(words) - 1)
                yield Candidate(max(0, i - 3), last, "ANALOGY_METAPHOR", "says that one thing is another")
                return


def _echo(reading: Reading, present: frozenset[str]) -> Iterator[Candidate]:
    items = _items(reading)
    if len(items) < 2:
        return
    words = reading.words
    starts = Counter(words[first] for first, _ in items)
    opening, times = starts.most_common(1)[0]
    pair_times = max(Counter(tuple(words[first : first + 2]) for first, _ in items).values())
    short = all(last - first < _SHORT_ITEM for first, last in items)
    first, last = items[0][0], min(items[-1][1], items[0][0] + _LONGEST)
    everywhere = times == len(items) and (short or times > 2)
    if everywhere or pair_times > 2 or (times > 2 and opening not in group("echo is grammar")):
        yield Candidate(first, last, "REPETITION", f"begins one part after the other with '{opening}'")
    elif short and len(items) > 2 and _is_whole(reading, items):
        yield Candidate(first, last, "REPETITION", "sets short parts of one build side by side")
    elif len(items) >= _HEAP and all(last - first <= _SHORT_ITEM for first, last in items[1:-1]):
        yield Candidate(first, last, "REPETITION", f"piles up {len(items)} parts in one sentence")


def _items(reading: Reading) -> list[tuple[int, int]]:
    """The parts of a sentence between commas, semicolons and dashes, as first and last token."""
    words = reading.words
    found, first = [], 0
    for i, word in enumerate(words):
        if word in (",", ";", "–", "—", ":") or i == len(words) - 1:
            last = i - 1 if not word[0].isalnum() else i
            while first <= last and not words[first][0].isalnum():
                first += 1
            if words[first : first + 1] and words[first] == "and" and last > first:
                first += 1
            if last >= first:
                found.append((first, last))
            first = i + 1
    return found


def _is_whole(reading: Reading, items: list[tuple[int, int]]) -> bool:
    """Whether the parts make up the sentence and hold no figure and no name, so that it is no list of places."""
    tokens = reading.sentence.tokens
    inner = [token.text for token in tokens[1:]]
    return not any(text[0].isdigit() or text[0].isupper() for text in inner) and items[0][0] < 2
