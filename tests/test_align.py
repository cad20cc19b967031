"""A learner's own copy is matched to the sentence ids however it was saved, and to nothing else."""

import os
import random
import re
import time
from html import escape
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oped.errors import OpedError
from oped.library import load_case
from oped.loading import as_saved
from oped.reading.align import align, anchor
from tests.aligner_texts import (
    COUNTS,
    IDS,
    PARAPHRASE,
    SAME_SUBJECT,
    SAVED,
    UNRELATED,
    Change,
    body,
    curly,
    filled,
    paragraphs,
    without_links,
    words,
    wrapped,
)

ENTITIES = {"“": "&ldquo;", "”": "&rdquo;", "’": "&rsquo;", "—": "&mdash;", "–": "&ndash;"}


def straight(text: str) -> str:
    """A typewriter's quotes and apostrophes."""
    return re.sub("[“”]", '"', text).replace("’", "'")


def dashes(dash: str) -> Change:
    """A change of every dash to this one."""
    return lambda text: re.sub("[–—]", dash, text)


def links(pattern: str) -> Change:
    """A change of every link to this form."""
    return lambda text: re.sub(r"\[([^\]]*)\]\(#\)", pattern, text)


def joined(by: str) -> Change:
    """A change that makes one sentence of all that stand in a paragraph."""
    return lambda text: re.sub(r'(?<=\w)\.(["”]?) ([A-Z])', lambda m: f"{m[1]}{by}{m[2].lower()}", text)


def html(text: str) -> str:
    """A web page with other matter around the text."""
    link = r'<a href="https://example.org/a-b_(c)" title="more &gt; less"><b>\1</b></a>'
    inside = links(link)("\n".join(f"<p class=x>{escape(part)}</p>" for part in paragraphs(text)))
    for character, entity in ENTITIES.items():
        inside = inside.replace(character, entity)
    menu = "<li><a href=#>More news</a>" * 40
    script = f"<script>var first = '<p>{escape(body(text)[0])}</p>';</script>"
    return f"<!doctype html><html><head><title>News</title>{script}</head><body><ul>{menu}</ul>{inside}</body></html>"


CHANGES: dict[str, tuple[Change, ...]] = {
    "as saved": (),
    "no links": (without_links,),
    "curly quotes": (curly,),
    "curly, then straight": (curly, straight),
    **{f"dashes {dash!r}": (dashes(dash),) for dash in ("-", "--", "–", "—", "−")},
    "dashes without spaces": (lambda text: re.sub(" ?[–—] ?", "—", text),),
    "hyphens to dashes": (without_links, lambda text: text.replace("-", "–")),
    "Markdown links": (links(r'[\1](https://example.org/a-b_(c) "A title")'),),
    "reference links": (links(r"[\1][7]"),),
    "emphasis": (links(r"**\1**"),),
    "addresses in brackets": (links(r"\1 (https://example.org/a/b?c=d)"),),
    "notes": (links(r"\1[12]"),),
    "HTML": (html,),
    **{f"wrapped at {width}": (wrapped(width),) for width in (1, 20, 45, 72, 200)},
    "one line": (without_links, lambda text: " ".join(text.split())),
    "empty line after each line": (wrapped(50), lambda text: text.replace("\n", "\n\n")),
    "quoted lines": (wrapped(60), lambda text: re.sub("^", "> ", text, flags=re.MULTILINE)),
    "Windows line ends": (lambda text: "\ufeff" + text.replace("\n", "\r\n"),),
    "no-break spaces": (lambda text: text.replace(" ", "\u00a0"),),
    "soft hyphens": (without_links, lambda text: re.sub(r"(\w{3})(\w{3})", "\\1\u00ad\\2", text)),
    "capitals": (str.upper,),
    "joined by a semicolon": (joined("; "),),
    "joined by nothing": (joined(" "),),
    "joined by and": (joined(", and "),),
    "no space after a sentence": (lambda text: re.sub(r'\.("?) (?=[A-Z])', r".\1", text),),
    "joined, curly, dashes, Markdown, wrapped": (joined("; "), curly, dashes("-"), links(r"[\1](x.html)"), wrapped(33)),
    "joined, curly, dashes, HTML, wrapped": (joined(" "), curly, dashes("--"), html, wrapped(70)),
}


def changed(text: str, name: str) -> str:
    """The text after one of the changes."""
    for change in CHANGES[name]:
        text = change(text)
    return text


def wordings(table: pd.DataFrame) -> dict[str, str]:
    """What `align` gives as wording, by id."""
    return dict(zip(table["id"], table["wording"], strict=True))


@pytest.fixture(scope="module")
def anchors(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The invented text's sentences with their anchors."""
    return filled(tmp_path_factory.mktemp("case"), SAVED, IDS)


@pytest.mark.parametrize("name", CHANGES)
def test_finds_every_sentence_however_the_text_was_saved(anchors: pd.DataFrame, name: str) -> None:
    """A change of quotes, dashes, links, lines, spaces or sentence ends hides no sentence."""
    table = align(changed(SAVED, name), anchors)
    assert list(table["id"][~table["found"]]) == []


@pytest.mark.parametrize("name", [name for name in CHANGES if "joined" not in name and "empty" not in name])
def test_gives_the_wording_of_each_sentence_and_no_more(anchors: pd.DataFrame, name: str) -> None:
    """The wording is the sentence's own, word for word, wherever the copy still has sentences."""
    expected = [words(wording) for wording in align(SAVED, anchors)["wording"]]
    assert [words(wording) for wording in align(changed(SAVED, name), anchors)["wording"]] == expected


def test_wording_is_free_of_markup_and_offsets_lead_to_it(anchors: pd.DataFrame) -> None:
    """The wording reads as in the text; the offsets point into the copy as it was given, markup included."""
    page = html(curly(SAVED))
    table = align(page, anchors)
    wording = wordings(table)
    assert wording["p01s1"] == (
        "Before the new council took office, its leader promised the islanders a night boat within one hundred days."
    )
    assert wording["p04s1"].endswith("this “a lottery with tides in it.”")
    start, end = (table[column].tolist()[IDS.index("p04s1")] for column in ("start", "end"))
    assert page[start:end].startswith("The nurses")
    assert page[start:end].endswith("tides in it.&rdquo;")


def test_two_joined_sentences_keep_apart(anchors: pd.DataFrame) -> None:
    """Where two sentences were made one, each id still gets its own words."""
    wording = wordings(align(joined("; ")(SAVED), anchors))
    assert wording["p09s1"].endswith("as if it were weather")
    assert wording["p09s2"].startswith("promises are made")


@pytest.mark.parametrize("gone", range(len(COUNTS)))
def test_a_paragraph_that_is_gone_takes_no_other_along(anchors: pd.DataFrame, gone: int) -> None:
    """Without one paragraph its sentences are missing, and only they."""
    text = SAVED.replace(body(SAVED)[gone], "")
    table = align(text, anchors)
    assert set(table["id"][~table["found"]]) == {name for name in IDS if name.startswith(f"p{gone + 1:02d}")}
    assert table[~table["found"]][["start", "end"]].isna().all(axis=None)
    assert set(table["wording"][~table["found"]]) == {""}


def test_sentences_may_stand_in_another_order(anchors: pd.DataFrame) -> None:
    """Paragraphs that were moved are found where they stand."""
    table = align("\n\n".join(reversed(body(SAVED))), anchors)
    assert list(table["id"][~table["found"]]) == ["p05s1"], "a sentence of five words needs its neighbours"


def test_a_changed_word_lowers_the_score_and_hides_nothing(anchors: pd.DataFrame) -> None:
    """A sentence with one word changed is found with a lower score, and its wording reaches to both its ends."""
    table = align(SAVED.replace("Ten months later", "Eleven months later"), anchors)
    assert table.loc[IDS.index("p01s2"), "score"] == 0.5
    assert wordings(table)["p01s2"] == "Eleven months later, there is still no boat at the quay."


def test_a_pull_quote_is_not_taken_for_the_text(anchors: pd.DataFrame) -> None:
    """The beginning of a sentence, shown large above the text, does not draw the sentence away."""
    wording = wordings(align(f"Patience is a virtue in fishing; it becomes a vice\n\n{SAVED}", anchors))
    assert wording["p03s1"].endswith("on paper alone.")


@pytest.mark.parametrize("text", [UNRELATED, PARAPHRASE, SAME_SUBJECT, "", " \n", "One two", "<p></p>"])
def test_finds_nothing_in_another_text(anchors: pd.DataFrame, text: str) -> None:
    """A text on the same subject, a paraphrase and an empty text hold no sentence."""
    table = align(text, anchors)
    assert not table["found"].any()
    assert set(table["score"]) == {0.0}


def test_a_sentence_without_an_anchor_is_not_found() -> None:
    """An empty anchor finds nothing and does no harm."""
    table = align("Who pays? Nobody.", pd.DataFrame({"id": ["p01s1", "p01s2"], "anchor": ["", anchor("Nobody.")]}))
    assert list(table["found"]) == [False, False]


def test_a_wrong_anchor_is_told() -> None:
    """What is no anchor is refused with the command that mends it."""
    with pytest.raises(OpedError, match="oped case anchor"):
        align("Some text.", pd.DataFrame({"id": ["p01s1"], "anchor": ["0a1b;some words"]}))


def test_an_anchor_tells_less_than_the_sentence(anchors: pd.DataFrame) -> None:
    """An anchor holds at most 3.2 bits a word and 96 in all, sorted, so that it can't be read back."""
    for cell, wording in zip(anchors["anchor"], align(SAVED, anchors)["wording"], strict=True):
        hashes = cell.split(";")
        assert hashes == sorted(set(hashes))
        assert all(re.fullmatch("[0-9a-f]{4}", hashed) for hashed in hashes)
        assert 16 * len(hashes) <= min(96, 3.2 * len(words(wording)))


def test_is_quick(anchors: pd.DataFrame) -> None:
    """A copy of 50,000 characters takes less than 0.3 seconds of work."""
    text = (SAVED + UNRELATED + PARAPHRASE) * 12
    assert len(text) > 50_000
    align(SAVED, anchors)
    started = time.process_time()
    align(text, anchors)
    assert time.process_time() - started < 0.3


@settings(max_examples=25, deadline=None)
@given(
    width=st.integers(1, 300),
    dash=st.sampled_from(["-", "--", "–", "—", " – ", "−"]),
    quotes=st.sampled_from([curly, straight]),
    link=st.sampled_from([r"[\1](#)", r"\1", r"[\1](https://example.org/x 'y')", '<a href="x.html">\\1</a>', r"*\1*"]),
    gone=st.none() | st.integers(0, len(COUNTS) - 1),
)
def test_any_mixture_of_changes_leaves_the_rest_as_it_is(
    anchors: pd.DataFrame, width: int, dash: str, quotes: Change, link: str, gone: int | None
) -> None:
    """Whatever the width, dashes, quotes and links, and with a paragraph gone, the others give their own words."""
    expected = {
        name: words(wording) if gone is None or not name.startswith(f"p{gone + 1:02d}") else []
        for name, wording in align(SAVED, anchors)[["id", "wording"]].itertuples(index=False)
    }
    text = SAVED if gone is None else SAVED.replace(body(SAVED)[gone], "")
    table = align(wrapped(width)(links(link)(dashes(dash)(quotes(text)))), anchors)
    assert {name: words(wording) for name, wording in zip(table["id"], table["wording"], strict=True)} == expected


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), length=st.integers(0, 2000))
def test_finds_nothing_in_a_soup_of_the_same_words(anchors: pd.DataFrame, seed: int, length: int) -> None:
    """The text's own words in a random order hold none of its sentences."""
    soup = random.Random(seed).choices(words(SAVED), k=length)
    assert not align(" ".join(soup), anchors)["found"].any()


ARTICLE = os.environ.get("OPED_ARTICLE")
needs_article = pytest.mark.skipif(not ARTICLE, reason="OPED_ARTICLE names no copy of the article")


@pytest.fixture(scope="module")
def article() -> str:
    """The real article as somebody saved it."""
    return as_saved(Path(str(ARTICLE)))


@pytest.fixture(scope="module")
def sentences() -> pd.DataFrame:
    """The real case's sentences."""
    return load_case("ukraine-talks").sentences


@needs_article
@pytest.mark.parametrize("name", CHANGES)
def test_the_article_is_found_however_it_was_saved(article: str, sentences: pd.DataFrame, name: str) -> None:
    """All 38 sentences are found as saved, and after every change."""
    assert align(changed(article, name), sentences)["found"].sum() == 38


@needs_article
def test_the_article_without_a_paragraph_keeps_the_others(article: str, sentences: pd.DataFrame) -> None:
    """Whichever paragraph is gone, its sentences alone are missing."""
    for number, paragraph in enumerate(body(article)[:16], start=1):
        table = align(article.replace(paragraph, ""), sentences)
        assert set(table["id"][~table["found"]]) == set(table["id"][table["id"].str.startswith(f"p{number:02d}")])


@pytest.mark.parametrize("text", [SAME_SUBJECT, SAVED])
def test_the_article_is_not_found_elsewhere(text: str) -> None:
    """A text on the case's subject holds none of its sentences, and nor do its own restatements."""
    case = load_case("ukraine-talks")
    assert not align(text, case.sentences)["found"].any()
    assert not align(" ".join(case.sentences["restatement"]), case.sentences)["found"].any()
