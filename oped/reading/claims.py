"""Claims: the level and the type of every sentence, how sure the rules are, and the cues that decided, in words."""

from typing import TYPE_CHECKING, NamedTuple

from oped.labels import LevelName, TypeName
from oped.reading.attribution import is_attributed
from oped.reading.claim_types import types_of
from oped.reading.collector import collector_paused
from oped.reading.cues import Reading, read_sentences
from oped.reading.document import Document
from oped.reading.features import feature_of, features
from oped.reading.weighing import Scores, level_of, probability, score, weights

if TYPE_CHECKING:
    import pandas as pd

_MOST_CUES = 3


class Claim(NamedTuple):
    """What the rules say of one sentence.

    Attributes:
        level: FACT, MIXED or OPINION.
        type: one of the codebook's nine types.
        second_type: another type that comes close, or None.
        probability: how often the level is right for sentences like this, 0.5 to 0.95, in coarse steps.
        scores: the sums behind the level.
        because: the deciding cues, in words.
    """

    level: LevelName
    type: TypeName
    second_type: TypeName | None
    probability: float
    scores: Scores
    because: str


def claim_of(reading: Reading) -> Claim:
    """Judge one sentence by its cues.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> claim = claim_of(read_sentence(read_text("The disgrace goes on.").sentences[0]))
    >>> claim.level, claim.because
    ('OPINION', "'disgrace' is a loaded word that runs somebody or something down; no source is named")
    """
    found = features(reading)
    scores = score(found)
    level, distance = level_of(scores)
    attributed = is_attributed(reading)
    first, second = types_of(reading, found, level, attributed=attributed)
    because = _because(reading, level, attributed=attributed)
    return Claim(level, first, second, probability(distance), scores, because)


@collector_paused()
def claims(doc: Document) -> "pd.DataFrame":
    """Every sentence of a text with what the rules say of it.

    Returns:
        One row a sentence: sentence (id), start and end (characters in `doc.text`), text, level, type, second_type
        (empty where none comes close), probability and because. How often the rules are right is told by
        `oped evaluate claims`.
    """
    import pandas as pd

    columns = ["sentence", "start", "end", "text", "level", "type", "second_type", "probability", "because"]
    rows = []
    for reading in read_sentences(doc):
        sentence, claim = reading.sentence, claim_of(reading)
        rows.append(
            (
                sentence.id,
                sentence.start,
                sentence.end,
                sentence.text,
                claim.level,
                claim.type,
                claim.second_type or "",
                claim.probability,
                claim.because,
            )
        )
    return pd.DataFrame(rows, columns=columns)


def _because(reading: Reading, level: LevelName, *, attributed: bool) -> str:
    """The cues that weighed most towards the level, each with what it does."""
    towards = -1 if level == "FACT" else 1
    table = weights()
    weighed: dict[str, tuple[float, str]] = {}
    for cue in reading.cues:
        weight = table.get(feature_of(cue))
        if weight and weight.words:
            pull = towards * cue.strength * weight.level
            if pull > 0:
                phrase = reading.phrase(cue)
                if pull > weighed.get(phrase, (0.0, ""))[0]:
                    weighed[phrase] = pull, weight.words
    strongest = sorted(weighed.items(), key=lambda item: -item[1][0])[:_MOST_CUES]
    reasons = [f"'{phrase}' {words}" for phrase, (_, words) in strongest]
    if level == "FACT":
        reasons.append("no word of judgement outweighs that" if reasons else "no word of judgement weighs enough")
        return "; ".join(reasons)
    if not reasons:
        reasons.append("its form is that of comment rather than report")
    if not attributed:
        reasons.append("no source is named")
    return "; ".join(reasons)
