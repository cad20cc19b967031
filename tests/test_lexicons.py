"""The lists of `datasets/lexicons` are whole, sourced and even-handed."""

import csv
from collections import Counter

import pytest

from oped.labels import TYPES
from oped.library import data_root, lexicons, load_lexicon
from oped.reading.cues import read_sentence
from oped.reading.document import Sentence, read_text
from oped.reading.features import features
from oped.reading.lexicon import forms_of
from oped.reading.weighing import score, weights

CUE_LISTS = [
    name
    for name in lexicons()
    if "phrase" in (data_root() / "lexicons" / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
]


@pytest.mark.parametrize("name", CUE_LISTS)
def test_a_list_of_cues_is_sourced_and_has_no_row_twice(name: str) -> None:
    """Every phrase has a kind, forms that are known, a strength above 0 and a source, and stands once."""
    table = load_lexicon(name)
    assert set(table["forms"]) <= {"fixed", "noun", "verb", "adj"}
    assert (table["strength"].astype(float) > 0).all()
    assert not table.duplicated(["phrase", "forms", "kind"]).any()
    assert (table["kind"] != "").all()


def test_labels_are_as_many_for_either_side() -> None:
    """Words for people on the left and on the right are equally many."""
    sides = Counter(load_lexicon("labels")["detail"])
    assert sides["about the left"] == sides["about the right"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The leftists blocked it.", "The right-wingers blocked it."),
        ("The far-left group marched.", "The far-right group marched."),
        ("Liberals voted.", "Conservatives voted."),
        ("Democrats voted.", "Republicans voted."),
    ],
)
def test_both_sides_are_weighed_alike(left: str, right: str) -> None:
    """A sentence gets the same scores when the side it speaks of is swapped."""
    one, other = (score(features(read_sentence(read_text(text).sentences[0]))) for text in (left, right))
    assert one == other


def test_every_weight_is_round() -> None:
    """Weights are set by hand in quarters between -2 and 2."""
    for row in weights().values():
        assert all(abs(value) <= 2 and (value * 4).is_integer() for value in (row.level, row.opinion, row.subj))


def test_every_weight_can_be_reached() -> None:
    """No weight stands for a feature that no sentence can have."""
    kinds = {(row["kind"], row["detail"]) for name in CUE_LISTS for row in load_lexicon(name).to_dict("records")}
    loaded = {f"{kind}: {detail}" for kind, detail in kinds if kind in ("loaded", "record", "person")}
    others = {kind for kind, _ in kinds}
    made = [
        "But how, then, was it not like this, he said; in 1999 (yes) they cost £5 – 'a good deal' %: quickly ended",
        "This is it?",
        "Ask the council.",
        "I walked home then.",
        "If Ada claimed it, she slowly said: “The bridge is safe, the road is safe, the town is safe, all is safe.”",
        "It was a disgrace " + "and it rained " * 12,
    ]
    readings = [read_sentence(Sentence("p01s1", 1, 0, len(text), text)) for text in made]
    counted = {name for reading in readings for name in features(reading)}
    assert set(weights()) - loaded - others - counted == set()


def test_types_with_points_are_the_codebooks() -> None:
    """Points are given for types of the codebook only, and for each of them."""
    with (data_root() / "lexicons" / "claim_types.csv").open(encoding="utf-8", newline="") as file:
        assert {row["type"] for row in csv.DictReader(file)} == set(TYPES)


@pytest.mark.parametrize(
    ("word", "forms", "expected"),
    [
        ("say", "verb", {"say", "says", "said", "saying"}),
        ("deny", "verb", {"deny", "denies", "denied", "denying"}),
        ("hit", "verb", {"hit", "hits", "hitting"}),
        ("terrible", "adj", {"terrible", "terribly"}),
        ("tragic", "adj", {"tragic", "tragically"}),
        ("crisis", "fixed", {"crisis"}),
    ],
)
def test_forms(word: str, forms: str, expected: set[str]) -> None:
    """A row stands for the forms that English gives its word."""
    assert set(forms_of(word, forms)) == expected
