"""Candidates for devices: where they are, why they are offered, and how often they are right."""

from pathlib import Path

import pytest

from oped.errors import OpedError
from oped.evaluate_devices import evaluate_devices, measured_texts, write_device_evaluation
from oped.labels import DEVICES
from oped.library import load_lexicon, load_practice, practice_texts
from oped.reading.devices import ENOUGH, Measured, device_precision, devices
from oped.reading.document import read_text

ONE_OF_EACH = [
    ("LOADED_LANGUAGE", "It is a shameless bargain for the few."),
    ("LABEL", "The bicycle worshippers will call it progress."),
    ("EXAGGERATION", "It is the worst bargain that any town has ever made."),
    ("CERTAINTY", "There is no denying what comes of it."),
    ("HEDGE", "Perhaps the harbour can wait."),
    ("UNNAMED_SOURCE", "I am told that the mayor has changed her mind."),
    ("AUTHORITY", "The engineer was right to close the road."),
    ("FEAR_PITY", "Her daughter lay awake and cried until the morning."),
    ("CAUSAL_SHORTCUT", "The shop closed because the ferry became free."),
    ("SLIPPERY_SLOPE", "Once we let it pass, the shop goes, then the school, and then the light."),
    ("FALSE_CHOICE", "Either we close the mill or we lose the river."),
    ("ANALOGY_METAPHOR", "A town is a ship, and this one has no pump."),
    ("REPETITION", "Fewer hours, fewer errors, fewer tears."),
    ("DODGE", "What about the bus that never came?"),
]


@pytest.mark.parametrize(("device", "sentence"), ONE_OF_EACH, ids=[device for device, _ in ONE_OF_EACH])
def test_each_device_is_found_in_a_plain_example(device: str, sentence: str) -> None:
    """Every device of the codebook has a rule that finds a sentence made of it."""
    assert device in set(devices(read_text(sentence))["device"])


@pytest.mark.parametrize(
    "sentence",
    [
        "The council met on Tuesday and put off the vote until June.",
        "The engineer's report gives the cost as 48,000 crowns.",
        "The bridge was built in 1931 and carries 9,000 lorries a week.",
        "A herder may ask the ranger for a permit in writing.",
        "Members from Hull, York, Leeds and Bath took part.",
    ],
)
def test_plain_report_is_left_alone(sentence: str) -> None:
    """A sentence that only reports gets no candidate."""
    assert devices(read_text(sentence)).empty


def test_candidates_stand_where_they_say() -> None:
    """Start and end give the phrase in the document's text, and the sentence is the one that holds it."""
    doc = load_practice("old-bridge-for").document
    sentences = {sentence.id: sentence for sentence in doc.sentences}
    table = devices(doc)
    assert not table.empty
    for row in table.to_dict("records"):
        sentence = sentences[row["sentence"]]
        assert doc.text[row["start"] : row["end"]] == row["phrase"]
        assert sentence.start <= row["start"] < row["end"] <= sentence.end
        assert row["reason"]


def test_what_is_quoted_is_not_the_writers_move() -> None:
    """Words in quotation marks are no candidates."""
    assert devices(read_text('He called it "the worst plan that any town has ever made".')).empty


def test_a_kind_that_is_seldom_right_is_only_asked() -> None:
    """Below 0.4, with fewer than three cases, or unmeasured, a kind is a question."""
    kinds = {
        "seldom": Measured("DODGE", 10, 3, 5, 3, "texts"),
        "often": Measured("DODGE", 10, 4, 5, 4, "texts"),
        "few": Measured("DODGE", 2, 2, 5, 2, "texts"),
        "none": Measured("DODGE", 0, 0, 5, 0, "texts"),
    }
    assert {name: one.offered_as for name, one in kinds.items()} == {
        "seldom": "question",
        "often": "candidate",
        "few": "question",
        "none": "question",
    }
    assert kinds["none"].precision is None


def test_what_is_offered_follows_what_was_measured() -> None:
    """Every row carries the measured precision of its kind and is offered accordingly."""
    table = devices(read_text("\n\n".join(sentence for _, sentence in ONE_OF_EACH)))
    measured = device_precision()
    for row in table.to_dict("records"):
        assert row["precision"] == pytest.approx(measured[row["device"]].precision)
        assert row["offered_as"] == measured[row["device"]].offered_as
        assert row["offered_as"] == "question" or row["precision"] >= ENOUGH


def test_every_device_was_measured_on_texts_that_were_not_tuned_on() -> None:
    """The shipped table has a row a device, and the tuned texts are not among those measured."""
    assert set(device_precision()) == set(DEVICES)
    tuned = set(load_lexicon("device_texts")["text"])
    assert tuned <= set(practice_texts())
    assert tuned.isdisjoint(measured_texts())


@pytest.mark.parametrize("name", ["devices_phrases", "devices_words", "search_words"])
def test_the_lists_are_sourced_and_have_no_row_twice(name: str) -> None:
    """Every row names its source, and none stands twice."""
    table = load_lexicon(name)
    assert not table.drop(columns=["source"]).duplicated().any()
    assert set(table.get("device", [])) <= set(DEVICES)


def test_evaluation_counts_hits_false_alarms_and_misses(tmp_path: Path) -> None:
    """A mark beside a candidate is found, one without is missed, and a candidate without a mark is wrong."""
    text = measured_texts()[0]
    doc = load_practice(text).document
    first = devices(doc).iloc[0]
    bare = next(s.id for s in doc.sentences if s.id not in set(devices(doc)["sentence"]))
    key = tmp_path / "key.csv"
    rows = ["file,sentence,phrase,device", f"{text},{first.sentence},x,{first.device}", f"{text},{bare},x,DODGE"]
    key.write_text("\n".join(rows), encoding="utf-8")
    found = evaluate_devices(key)
    by_device = found.table.set_index("device")
    assert by_device.loc[first.device, "found"] == 1
    assert by_device.loc[first.device, "right"] >= 1
    assert (by_device["right"] <= by_device["candidates"]).all()
    assert [tuple(row) for row in found.missed.itertuples(index=False)] == [(text, bare, "DODGE")]
    assert len(found.wrong) == by_device["candidates"].sum() - by_device["right"].sum()
    paths = write_device_evaluation(found, tmp_path / "out")
    assert [path.name for path in paths] == ["device_precision.csv", "devices-wrong.csv", "devices-missed.csv"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("file,sentence\nold-bridge-for,p01s1", 'lacks the column "device"'),
        ("file,sentence,device\nnowhere,p01s1,DODGE", '"nowhere" is not allowed'),
        ("file,sentence,device\nold-bridge-for,p01s1,TRICK", '"TRICK" is not allowed'),
    ],
)
def test_a_key_that_does_not_fit_is_told(tmp_path: Path, content: str, told: str) -> None:
    """A key without a column, or with a text or device that there is not, is refused in one sentence."""
    key = tmp_path / "key.csv"
    key.write_text(content, encoding="utf-8")
    with pytest.raises(OpedError, match=told):
        evaluate_devices(key)
