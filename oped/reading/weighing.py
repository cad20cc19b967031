"""Three scores and what is decided from them, with weights that stand in `datasets/lexicons`, set by hand.

`level_score` says how far a sentence is from being all FACT, `opinion_score` whether anything checkable is left, and
`subj_score` whether the sentence as a whole is the writer's own view (SUBJ) or not (OBJ). Each is a sum: count of a
feature, at most so many, times its weight.
"""

from functools import cache
from typing import NamedTuple

from oped.labels import LevelName
from oped.reading.features import Features
from oped.reading.lexicon import lexicon_rows


class Weight(NamedTuple):
    """One row of `weights.csv`: how often a feature counts at most, and what it adds to each score."""

    at_most: float
    level: float
    opinion: float
    subj: float
    words: str


class Scores(NamedTuple):
    """The three scores of a sentence, without unit; higher is further from plain report."""

    level: float
    opinion: float
    subj: float


@cache
def weights() -> dict[str, Weight]:
    """The weights by feature, read once."""
    return {
        row["feature"]: Weight(
            float(row["at_most"]),
            float(row["level_score"]),
            float(row["opinion_score"]),
            float(row["subj_score"]),
            row["words"],
        )
        for row in lexicon_rows("weights")
    }


@cache
def decision(name: str) -> float:
    """The value from which a decision of `decisions.csv` is taken."""
    return next(float(row["value"]) for row in lexicon_rows("decisions") if row["decision"] == name)


@cache
def _certainty() -> list[tuple[float, float]]:
    return sorted((float(row["distance"]), float(row["probability"])) for row in lexicon_rows("certainty"))


def score(found: Features) -> Scores:
    """The scores of a sentence from its features.

    >>> score({"loaded: contempt": 2.0, "record: time": 1.0})
    Scores(level=1.25, opinion=0.0, subj=0.0)
    """
    level = opinion = subj = 0.0
    table = weights()
    for name, count in found.items():
        weight = table.get(name)
        if weight:
            at_most, to_level, to_opinion, to_subj, _ = weight
            counted = count if count < at_most else at_most
            level += counted * to_level
            opinion += counted * to_opinion
            subj += counted * to_subj
    return Scores(level, opinion, subj)


def level_of(scores: Scores) -> tuple[LevelName, float]:
    """The level, and how far the scores are from the nearest other decision.

    >>> level_of(Scores(level=0.25, opinion=2.0, subj=0.0))
    ('FACT', 0.75)
    """
    fact_until, opinion_from = decision("not FACT from level_score"), decision("OPINION from opinion_score")
    if scores.level < fact_until:
        return "FACT", fact_until - scores.level
    if scores.opinion < opinion_from:
        return "MIXED", min(scores.level - fact_until, opinion_from - scores.opinion)
    return "OPINION", min(scores.level - fact_until, scores.opinion - opinion_from)


def probability(distance: float) -> float:
    """How often the level was right among sentences that far from another decision, in coarse steps.

    >>> probability(0.1), probability(2.2)
    (0.5, 0.9)
    """
    return max(share for start, share in _certainty() if distance >= start)


def is_subjective(scores: Scores) -> bool:
    """Whether the sentence as a whole is the writer's own view: SUBJ rather than OBJ."""
    return scores.subj >= decision("SUBJ from subj_score")
