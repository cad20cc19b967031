"""Devices: what may be a move of persuasion, for a reader to accept or refuse.

A rule sees words and their order, not whether the move is fair: every candidate comes with its reason and with how
often candidates of its kind were right where people had marked texts. Where that is seldom, or was never measured, it
is offered as a question.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from oped.labels import DeviceName
from oped.reading.attribution import attributions
from oped.reading.collector import collector_paused
from oped.reading.cues import Cue, Reading, read_sentences
from oped.reading.device_patterns import patterns
from oped.reading.device_words import Candidate, group, listed
from oped.reading.document import Document
from oped.reading.lexicon import lexicon_rows

if TYPE_CHECKING:
    import pandas as pd

OfferedAs = Literal["candidate", "question"]
ENOUGH = 0.4
_FEWEST = 3
_STRONG = 1.25
COLUMNS = ("sentence", "start", "end", "phrase", "device", "reason", "precision", "offered_as")


@dataclass(frozen=True)
class Measured:
    """How often candidates of one device were right.

    Attributes:
        device: its name in the codebook.
        candidates: how many were offered in the texts measured on.
        right: in how many of them a coder had marked the device in the same sentence.
        marked: how many marks the coders made.
        found: how many of those are in a sentence with a candidate.
        measured_on: the texts, in words.
    """

    device: DeviceName
    candidates: int
    right: int
    marked: int
    found: int
    measured_on: str

    @property
    def precision(self) -> float | None:
        """The share of candidates that were right, or None where none was offered."""
        return self.right / self.candidates if self.candidates else None

    @property
    def recall(self) -> float | None:
        """The share of marks that were found, or None where there was none."""
        return self.found / self.marked if self.marked else None

    @property
    def offered_as(self) -> OfferedAs:
        """A question below 0.4, or where fewer than three were offered; else a candidate."""
        enough = self.candidates >= _FEWEST and (self.precision or 0.0) >= ENOUGH
        return "candidate" if enough else "question"


@cache
def device_precision() -> dict[str, Measured]:
    """What `oped evaluate devices` has measured, by device."""
    return {
        row["device"]: Measured(
            cast("DeviceName", row["device"]),
            int(row["candidates"]),
            int(row["right"]),
            int(row["marked"]),
            int(row["found"]),
            row["measured_on"],
        )
        for row in lexicon_rows("device_precision")
    }


@collector_paused()
def devices(doc: Document) -> "pd.DataFrame":
    """Find what may be a device in a text.

    Returns:
        One row a candidate, in the order of the text: sentence (id), start and end (characters in `doc.text`), phrase,
        device, reason (why it is offered, in words), precision (the share of such candidates that were right where it
        was measured, 0 to 1; missing where none was) and offered_as: "candidate", or "question" where the precision is
        below 0.4 or unknown. What stands in quotation marks is not the writer's and is left out.

    >>> from oped.reading.document import read_text
    >>> table = devices(read_text("Without doubt it is the worst plan that any council has ever made."))
    >>> table[["phrase", "device"]].values.tolist()
    [['Without doubt', 'CERTAINTY'], ['worst plan that any', 'EXAGGERATION']]
    """
    import pandas as pd

    measured = device_precision()
    rows = []
    for reading in read_sentences(doc):
        sentence = reading.sentence
        tokens = sentence.tokens
        for one in candidates_of(reading):
            known = measured.get(one.device)
            start, end = tokens[one.first].start, tokens[one.last].end
            precision, offered_as = (known.precision, known.offered_as) if known else (None, "question")
            rows.append((sentence.id, start, end, doc.text[start:end], one.device, one.reason, precision, offered_as))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"precision": float})


def candidates_of(reading: Reading) -> list[Candidate]:
    """The candidates of one sentence in its order; where two of one device overlap, the first found stays."""
    if not reading.words:
        return []
    found: list[Candidate] = []
    for one in (*listed(reading.words), *patterns(reading), *_from_cues(reading)):
        if not reading.quoted[one.first] and not any(_same(one, other) for other in found):
            found.append(one)
    return sorted(found)


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates overlap and are of one device, or the strong word is the one that makes the label."""
    overlap = one.first <= other.last and other.first <= one.last
    return overlap and other.device in (one.device, "LABEL" if one.device == "LOADED_LANGUAGE" else one.device)


def _from_cues(reading: Reading) -> Iterator[Candidate]:
    for cue in reading.cues:
        rule = _RULES.get(cue.kind)
        if rule and cue.voice == "own":
            yield from rule(reading, cue)
    for one in attributions(reading):
        if one.ladder == "endorsing" and reading.words[one.cue.first] not in group("record that shows"):
            yield Candidate(one.cue.first, one.cue.last, "AUTHORITY", "reports and vouches for it in one word")


def _loaded(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    if cue.strength >= _STRONG:
        yield Candidate(cue.first, cue.last, "LOADED_LANGUAGE", "brings a feeling that a plainer word would not")


def _named(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    yield Candidate(cue.first, cue.last, "LABEL", "sums people up in a name")


def _certain(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    if cue.strength >= 1 and reading.words[cue.first] not in group("not closing"):
        yield Candidate(cue.first, cue.last, "CERTAINTY", "closes the question by a word")


def _hedged(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    words = reading.words
    word = words[cue.first]
    if word in group("approximation"):
        return
    if word in group("modal") and not group("after a hedging modal") & set(words[cue.last + 1 : cue.last + 2]):
        return
    yield Candidate(cue.first, cue.last, "HEDGE", "leaves a way out")


def _unnamed(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    yield Candidate(cue.first, cue.last, "UNNAMED_SOURCE", "lets somebody speak whom the reader cannot find")


def _causal(reading: Reading, cue: Cue) -> Iterator[Candidate]:
    if cue.strength >= 1 and reading.words[cue.first] not in group("no shortcut"):
        reason = "joins a cause to an effect with the steps between left out"
        yield Candidate(cue.first, cue.last, "CAUSAL_SHORTCUT", reason)


_RULES: dict[str, Callable[[Reading, Cue], Iterator[Candidate]]] = {
    "loaded": _loaded,
    "label": _named,
    "booster": _certain,
    "hedge": _hedged,
    "unnamed_source": _unnamed,
    "causal": _causal,
}
