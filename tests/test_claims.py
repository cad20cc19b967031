"""Claims get a level, a type, a probability and a reason that names the deciding cues."""

import pytest

from oped.labels import LEVELS, TYPES
from oped.reading.claims import Claim, claim_of, claims
from oped.reading.cues import read_sentence
from oped.reading.document import read_text
from oped.reading.weighing import Scores, level_of, probability


def judged(sentence: str) -> Claim:
    """The claim of one sentence."""
    return claim_of(read_sentence(read_text(sentence).sentences[0]))


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("The council voted 7 to 5 on Tuesday to close the bridge.", "FACT"),
        ("The agency reported 42 accidents in March.", "FACT"),
        ("The mayor said on Monday that the bridge would close in June.", "FACT"),
        ("The council shamefully voted 7 to 5 on Tuesday to close the beloved bridge, a disgrace.", "MIXED"),
        ("The minister slammed the report on Monday as useless.", "MIXED"),
        ("This is a pathetic excuse, and we all know it.", "OPINION"),
        ("We must never again trust these clowns.", "OPINION"),
        ("The council would have saved the bridge.", "OPINION"),
        ("Give the bridge one more year.", "OPINION"),
        ("We closed the shop and walked home.", "FACT"),
    ],
)
def test_levels_of_plain_cases(sentence: str, level: str) -> None:
    """Reports and told memories are FACT, reports in coloured words MIXED, judgements, orders and what-ifs OPINION."""
    assert judged(sentence).level == level


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The council voted to close the bridge on Tuesday.", "EVENT"),
        ("Unemployment fell by 3.2% to 41,000.", "QUANTITY"),
        ("Ada Brown said the bridge was safe.", "ATTRIBUTED"),
        ("They want to hide it because they fear the truth.", "INTERPRETATION"),
        ("Prices would have doubled.", "PREDICTION"),
        ("The plan is stupid, cruel and dishonest.", "VALUE"),
        ("The council must close the bridge.", "POLICY"),
        ("Who pays for all this?", "NOT_A_CLAIM"),
        ("Everyone always is what everybody is.", "COMMON_GROUND"),
    ],
)
def test_types_of_plain_cases(sentence: str, kind: str) -> None:
    """A plain sentence of each type is given that type."""
    assert judged(sentence).type == kind


def test_because_names_the_cues_and_the_missing_source() -> None:
    """An opinion's reason quotes the deciding word and says that no source is named."""
    because = judged("The plan is a disgrace.").because
    assert "'disgrace' is a loaded word" in because
    assert because.endswith("no source is named")


def test_because_of_an_attributed_judgement_does_not_miss_a_source() -> None:
    """Where somebody is reported, the reason does not say that no source is named."""
    claim = judged("Ada Brown, who is a disgraceful liar, claimed on Monday that it was safe.")
    assert claim.level != "FACT"
    assert "no source" not in claim.because


def test_because_of_a_fact_names_the_record() -> None:
    """A fact's reason names what a record could settle."""
    because = judged("The court ruled on Tuesday.").because
    assert "'Tuesday' gives a time" in because
    assert because.endswith("no word of judgement outweighs that")


def test_quoted_and_reported_words_count_less() -> None:
    """The same loaded words weigh less when they are reported, and least when they are quoted."""
    own = judged("The plan was a pathetic disgrace.").scores.level
    reported = judged("Ada argued that the plan was a pathetic disgrace.").scores.level
    quoted = judged("“The plan was a pathetic disgrace,” Ada argued.").scores.level
    assert own > reported > quoted


def test_probability_grows_with_the_distance() -> None:
    """The further the scores are from another decision, the surer the level, never certain."""
    steps = [probability(distance) for distance in (0.0, 0.7, 1.2, 1.7, 2.5, 9.0)]
    assert steps == sorted(set(steps))
    assert steps[0] == 0.5
    assert steps[-1] < 1


@pytest.mark.parametrize(
    ("scores", "level"),
    [(Scores(0.75, 9, 0), "FACT"), (Scores(1, 0.25, 0), "MIXED"), (Scores(1, 0.5, 0), "OPINION")],
)
def test_thresholds(scores: Scores, level: str) -> None:
    """A score on the threshold belongs to the level above it."""
    assert level_of(scores)[0] == level


def test_table_has_a_row_a_sentence_with_known_labels() -> None:
    """The table has one row a sentence, in order, with labels of the codebook and offsets into the text."""
    doc = read_text("The bridge closed in May. It was a scandal.\n\nWho pays? Nobody knows.")
    table = claims(doc)
    assert list(table["sentence"]) == [sentence.id for sentence in doc.sentences]
    assert set(table["level"]) <= set(LEVELS)
    assert set(table["type"]) | (set(table["second_type"]) - {""}) <= set(TYPES)
    spans = zip(table["start"].tolist(), table["end"].tolist(), strict=True)
    assert [doc.text[start:end] for start, end in spans] == list(table["text"])
    assert claims(read_text("")).empty
