"""Cues are found where they stand, by the longest phrase, and with the voice that speaks them."""

import pandas as pd
import pytest

from oped.reading.affixes import judge_word
from oped.reading.cues import cues, read_sentence
from oped.reading.document import read_text
from oped.reading.quotes import quoted_tokens

TEXT = """The new library is a disgrace, and we must say so. Perhaps the mayor, who never reads, will listen.

"It is a scandal," said Ada Brown. Critics say the roof leaks because nobody cared. According to the surveyor, it holds.
"""


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    """The cues of the text above."""
    return cues(read_text(TEXT))


def of_kind(found: pd.DataFrame, kind: str) -> list[str]:
    """The phrases of one kind, in order."""
    return list(found.loc[found["kind"] == kind, "phrase"])


def test_offsets_lead_back_to_the_phrase(found: pd.DataFrame) -> None:
    """Start and end of every row cut its phrase out of the text."""
    spans = zip(found["start"].tolist(), found["end"].tolist(), strict=True)
    assert [TEXT[start:end] for start, end in spans] == list(found["phrase"])


@pytest.mark.parametrize(
    ("kind", "phrases"),
    [
        ("exhortation", ["we must"]),
        ("hedge", ["Perhaps"]),
        ("absolute", ["never", "nobody"]),
        ("loaded", ["disgrace", "scandal"]),
        ("unnamed_source", ["Critics say"]),
        ("causal", ["because"]),
        ("attribution", ["said", "According to"]),
    ],
)
def test_each_kind_is_found(found: pd.DataFrame, kind: str, phrases: list[str]) -> None:
    """A text with one or two cues of a kind gives just these."""
    assert of_kind(found, kind) == phrases


def test_voice_tells_whose_word_it_is(found: pd.DataFrame) -> None:
    """The writer's own loaded word is told from the quoted one and a reported one."""
    loaded = found[found["kind"] == "loaded"].set_index("phrase")["voice"]
    assert loaded["disgrace"] == "own"
    assert loaded["scandal"] == "quoted"
    reported = cues(read_text("She argued that the plan was a disgrace."))
    assert list(reported.loc[reported["kind"] == "loaded", "voice"]) == ["reported"]


def test_endorsing_verbs_leave_the_words_with_the_writer() -> None:
    """What is "pointed out" stays the writer's own claim, unlike what is argued."""
    pointed_out = cues(read_text("She pointed out that the plan was a disgrace."))
    assert list(pointed_out.loc[pointed_out["kind"] == "loaded", "voice"]) == ["own"]


@pytest.mark.parametrize(
    ("sentence", "who", "how", "ladder"),
    [
        ("The bridge is safe, said Ada Brown.", "Ada Brown", "said", "neutral"),
        ("Ada Brown has repeatedly claimed that it is safe.", "Ada Brown", "claimed", "doubting"),
        ("Ada Brown, a councillor, said that it is safe.", "Ada Brown", "said", "neutral"),
        ("According to the surveyor, it is safe.", "the surveyor", "According to", "neutral"),
        ("The surveyor, a man of 60, pointed out two cracks.", "The surveyor", "pointed out", "endorsing"),
        ("Some say it is safe.", "", "Some say", "unnamed"),
    ],
)
def test_attribution_names_source_words_and_rung(sentence: str, who: str, how: str, ladder: str) -> None:
    """An attribution tells who speaks, by which words, and on which rung of the ladder."""
    table = cues(read_text(sentence))
    row = table[table["kind"].isin(["attribution", "unnamed_source"])].iloc[0]
    assert (row["who"], row["how"], row["detail"]) == (who, how, ladder)


@pytest.mark.parametrize(
    "sentence",
    [
        "I think it will rain.",
        "Tell the council.",
        "The claim lay on the desk.",
        "He needs to be told what rain is.",
        "The chief judge wore a wig.",
        "Ada Brown contributed reporting.",
    ],
)
def test_no_attribution_where_nobody_is_reported(sentence: str) -> None:
    """The writer's own thinking, an order, a bare noun, what is yet to be told and a byline are no attribution."""
    assert of_kind(cues(read_text(sentence)), "attribution") == []


def test_the_writer_speaks_again_after_but() -> None:
    """What is reported ends at a comma before "but" and at a semicolon."""
    found = cues(read_text("She said that the roof leaked, but the plan was a disgrace."))
    assert list(found.loc[found["kind"] == "loaded", "voice"]) == ["own"]


@pytest.mark.parametrize("sentence", ["It opens on 3 May.", "May 3 was cold.", "In May it closed."])
def test_the_month_of_may_is_no_hedge(sentence: str) -> None:
    """May is a time, may is a hedge."""
    assert of_kind(cues(read_text(sentence)), "hedge") == []
    assert "May" in of_kind(cues(read_text(sentence)), "record")
    assert of_kind(cues(read_text("It may close.")), "hedge") == ["may"]


def test_an_hour_is_a_time() -> None:
    """The eight of half past eight counts nothing."""
    found = cues(read_text("It closed at half past eight."))
    assert list(found.loc[found["phrase"] == "half past eight", "detail"]) == ["time"]


def test_the_longest_phrase_wins() -> None:
    """A phrase is not counted again word by word."""
    assert of_kind(cues(read_text("It must be stopped, no doubt.")), "booster") == ["no doubt"]
    assert of_kind(cues(read_text("There is no doubt that it leaks.")), "booster") == ["There is no doubt"]


def test_capitals_inside_a_sentence_mark_names() -> None:
    """A name is no loaded word, but in a headline in capitals the word counts."""
    assert of_kind(cues(read_text("They met at the Savage Club in May.")), "loaded") == []
    assert of_kind(cues(read_text("Council Budget Is A Disgrace")), "loaded") == ["Disgrace"]


def test_initials_match_no_word() -> None:
    """US and WHO are neither a pronoun nor a question word."""
    assert of_kind(cues(read_text("Troops left the US in June.")), "person") == []


def test_forms_are_found() -> None:
    """Plurals, irregular pasts and adverbs are found though the list has the base form."""
    found = cues(read_text("The liars shamefully told tales."))
    assert of_kind(found, "loaded") == ["liars", "shamefully"]
    assert of_kind(found, "attribution") == ["told"]


def test_word_parts_judge_unlisted_words() -> None:
    """A compound in no list is judged by its part, unless it is an exception."""
    assert judge_word("gossip-obsessed")[0].kind == "loaded"
    assert judge_word("self-employed") == ()


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("He said “no way” twice.", ["no", "way"]),
        ('It was "no way" again.', ["no", "way"]),
        ('It holds," she said.', ["It", "holds", ","]),
        ("It is the town’s ‘jewel’ now.", ["jewel"]),
        ("The ''jewel'' isn't open.", ["jewel"]),
        ("It isn't the town's.", []),
    ],
)
def test_quotation_marks_of_every_sort(sentence: str, inside: list[str]) -> None:
    """Curly, straight, doubled and single marks are told from apostrophes, and a lone mark reaches to the edge."""
    tokens = read_text(sentence).sentences[0].tokens
    quoted = quoted_tokens(tokens)
    assert [token.text for token, is_quoted in zip(tokens, quoted, strict=True) if is_quoted] == inside


def test_an_empty_text_has_no_cues() -> None:
    """A text without a sentence gives a table without a row, with its columns."""
    assert list(cues(read_text("")).columns)[:6] == ["sentence", "start", "end", "phrase", "kind", "detail"]
    assert cues(read_text("")).empty


@pytest.mark.parametrize("sentence", ["…", "“", '"', "—", "1", "'", "A", "¿Qué?", "שלום עולם."])
def test_odd_sentences_are_read(sentence: str) -> None:
    """A sentence of one sign or in another script is read without an error."""
    for piece in read_text(sentence).sentences:
        assert len(read_sentence(piece).quoted) == len(piece.tokens)
