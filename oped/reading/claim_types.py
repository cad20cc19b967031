"""The type of a claim, by points for its features in `datasets/lexicons/claim_types.csv`."""

from functools import cache
from typing import cast

from oped.labels import LevelName, TypeName
from oped.reading.cues import Reading
from oped.reading.features import Features
from oped.reading.lexicon import lexicon_rows

_OWN_ONLY = frozenset({"exhortation", "forecast", "motive", "causal", "hedge", "booster", "loaded", "label", "meaning"})
_PARTICULAR = ("name", "figure", "past form", "then", "record: time", "record: number")
_FEWEST_WORDS = 4
_CLOSE = 0.75


@cache
def _points() -> dict[str, list[tuple[TypeName, float, float]]]:
    table: dict[str, list[tuple[TypeName, float, float]]] = {}
    for row in lexicon_rows("claim_types"):
        entry = cast("TypeName", row["type"]), float(row["points"]), float(row["at_most"])
        table.setdefault(row["feature"], []).append(entry)
    return table


def types_of(
    reading: Reading, found: Features, level: LevelName, *, attributed: bool
) -> tuple[TypeName, TypeName | None]:
    """The type with the most points, and a second one where it comes close.

    >>> from oped.reading.cues import read_sentence
    >>> from oped.reading.document import read_text
    >>> from oped.reading.features import features
    >>> reading = read_sentence(read_text("The council should close the bridge.").sentences[0])
    >>> types_of(reading, features(reading), "OPINION", attributed=False)
    ('POLICY', None)
    """
    totals: dict[TypeName, float] = {"EVENT": 0.5}
    for feature, count in _evidence(reading, found, level, attributed=attributed).items():
        for name, points, at_most in _points().get(feature, ()):
            totals[name] = totals.get(name, 0.0) + points * min(count, at_most)
    ranked = sorted(totals, key=lambda name: -totals[name])
    second = ranked[1] if len(ranked) > 1 and totals[ranked[1]] >= max(1.0, totals[ranked[0]] - _CLOSE) else None
    return ranked[0], None if ranked[0] == "NOT_A_CLAIM" else second


def _evidence(reading: Reading, found: Features, level: LevelName, *, attributed: bool) -> Features:
    """The features that bear on the type: what the writer does in the writer's own voice, and what is there at all."""
    evidence = {name: count for name, count in found.items() if name not in _OWN_ONLY}
    for cue in reading.cues:
        if cue.voice == "own" and cue.kind in _OWN_ONLY:
            evidence[cue.kind] = evidence.get(cue.kind, 0.0) + cue.strength
    evidence[f"level {level}"] = 1.0
    if attributed:
        evidence["attributed"] = 1.0
    if "no full stop" in found and sum(word[0].isalnum() for word in reading.words) < _FEWEST_WORDS:
        evidence["fragment"] = 1.0
    if found.keys().isdisjoint(_PARTICULAR) and "now" in found:
        evidence["general"] = 1.0
    return evidence
