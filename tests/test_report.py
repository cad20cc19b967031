"""The reading report: whole, escaped, linked, and without a verdict."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from oped.labels import LEVELS
from oped.reading.document import read_text
from oped.report import ReadingReport, read
from oped.report_card import report_card
from oped.showing.report_markdown import escaped
from tests.reading_samples import FOLDER, very_long, write_samples

HOSTILE = (
    'The mayor <script>alert("1")</script> said that </style><img src=x onerror=y> costs "5 million" & more.\n\n'
    "| It is a shameless [trick](javascript:alert(1)) | `code` *star* _line_ $x$ <b>bold</b>."
)


@pytest.fixture(scope="module")
def plain() -> ReadingReport:
    """The report on the plain sample."""
    return read(FOLDER / "plain.txt")


@pytest.fixture(scope="module")
def page(plain: ReadingReport) -> BeautifulSoup:
    """Its page, parsed."""
    return BeautifulSoup(plain.to_html(), "html.parser")


@pytest.mark.parametrize("name", [path.stem for path in FOLDER.iterdir()] + ["word", "print", "very-long"])
def test_every_form_of_text_gives_a_report(name: str, tmp_path: Path) -> None:
    """Ten texts of different form are read, with one row a sentence and all parts in all three formats."""
    path = next(path for path in write_samples(tmp_path, 12) if path.stem == name)
    report = read(path)
    assert len(report.claims) == len(report.document.sentences) > 0
    html, markdown, data = report.to_html(), report.to_markdown(), json.loads(report.to_json())
    for sentence in report.document.sentences:
        assert f'id="{sentence.id}"' in html
        assert f'id="{sentence.id}"' in markdown
    assert len(data["document"]["sentences"]) == len(report.claims)


def test_every_link_leads_somewhere_and_no_id_comes_twice(page: BeautifulSoup) -> None:
    """Marks, letters and sentence numbers are links inside the page to places that are there."""
    ids = Counter(str(node["id"]) for node in page.find_all(id=True))
    assert [name for name, times in ids.items() if times > 1] == []
    links = [str(link["href"]) for link in page.find_all("a")]
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_every_mark_links_to_its_sentence_and_shows_its_cues(plain: ReadingReport, page: BeautifulSoup) -> None:
    """Every candidate, figure and sentence has a row that links to the sentence and says why."""
    for number, row in enumerate(plain.devices.itertuples(), start=1):
        entry = page.find(id=f"d{number}")
        assert entry is not None
        assert entry.find("a", href=f"#{row.sentence}") is not None
        assert str(row.phrase) in entry.get_text()
    for number, row in enumerate(plain.figures.itertuples(), start=1):
        entry = page.find(id=f"f{number}")
        assert entry is not None
        assert entry.find("a", href=f"#{row.sentence}") is not None
    for row in plain.claims.itertuples():
        entry = page.find(id=f"why-{row.sentence}")
        assert entry is not None
        assert str(row.because) in entry.get_text()


def test_the_page_needs_nothing_from_outside_and_no_script(plain: ReadingReport) -> None:
    """There is no script, no import, no address to load and no handler in the file."""
    html = plain.to_html()
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=", html)
    assert html.startswith("<!DOCTYPE html>") or html.lstrip().startswith("<!DOCTYPE html>")


def test_the_page_has_landmarks_headings_and_captions(page: BeautifulSoup) -> None:
    """A screen reader finds a skip link, header, nav, main, one h1, an h2 a section, and a caption on every table."""
    for name in ("header", "nav", "main", "footer", "h1"):
        assert len(page.find_all(name)) == 1, name
    assert page.find("a", class_="skip") is not None
    assert all(section.find("h2") for section in page.find_all("section"))
    assert all(table.find("caption") and table.find("th", scope="col") for table in page.find_all("table"))


def test_it_gives_no_verdict_and_says_so(plain: ReadingReport) -> None:
    """The report says that it has no score for bias and no verdict on truth, and holds no such field."""
    for content in (plain.to_html(), plain.to_markdown()):
        assert "does not say what is true" in content
        assert "no score for bias" in content
    keys = set(json.loads(plain.to_json()))
    assert not {key for key in keys if re.search("score|bias|truth|verdict", key)}


def test_text_of_the_source_is_escaped() -> None:
    """Markup in a text is shown, not obeyed, in the page and in Markdown."""
    report = read(read_text(HOSTILE, title="<i>T</i>", author='"><b>', outlet="a|b"))
    page = BeautifulSoup(report.to_html(), "html.parser")
    assert not page.find_all(["script", "img", "i", "b"])
    assert "<script>alert" in page.get_text()
    markdown = report.to_markdown()
    assert "<script>" not in markdown
    assert "\\<script\\>" in markdown
    assert "\\[trick\\](javascript" in markdown


@pytest.mark.parametrize("text", ["1. one", "- one", "+ one", "# one", "a|b", "<a>", "*a*", "[a](b)"])
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    """What stands in a text makes no list, heading, table or link."""
    from mistune import html

    shown = str(html(escaped(text)))
    assert BeautifulSoup(shown, "html.parser").get_text().strip() == text
    assert {node.name for node in BeautifulSoup(shown, "html.parser").find_all()} == {"p"}


def test_json_has_a_schema_a_version_and_a_list_for_every_table(plain: ReadingReport) -> None:
    """Its keys are fixed, missing values are null, and rows have the columns of the tables."""
    data = json.loads(plain.to_json())
    assert (data["schema"], data["version"]) == ("oped-reading-report", 1)
    tables = ("claims", "cues", "figures", "devices", "readability", "sources", "searches", "argument")
    assert list(data) == ["schema", "version", "document", *tables, "limits"]
    assert list(data["claims"][0]) == list(plain.claims.columns)
    assert data["figures"][0]["low"] is None


def test_reports_are_the_same_every_time(plain: ReadingReport) -> None:
    """The same text gives the same bytes."""
    again = read(FOLDER / "plain.txt")
    assert plain.to_html() == again.to_html()
    assert plain.to_json() == again.to_json()
    assert plain.to_markdown() == again.to_markdown()


def test_queries_are_neutral(plain: ReadingReport) -> None:
    """No query holds a loaded word, a label, a hedge or a booster of the text; figures in digits are looked up."""
    marked = plain.cues[plain.cues["kind"].isin(["loaded", "label", "hedge", "booster", "absolute"])]
    words = {word.lower() for phrase in marked["phrase"] for word in phrase.split()}
    for query in plain.searches.loc[plain.searches["sentence"] != "", "query"]:
        assert words.isdisjoint(query.lower().replace('"', "").split()), query
    assert plain.searches["query"].str.contains('"48,000" crowns', regex=False).any()


def test_who_is_heard_is_grouped(plain: ReadingReport) -> None:
    """Named people, and those whom nobody names, are listed with how they are reported."""
    assert ["Councillor Bram Oyle", "neutral"] in plain.sources[["who", "ladder"]].to_numpy().tolist()
    assert ["", "unnamed"] in plain.sources[["who", "ladder"]].to_numpy().tolist()


def test_limits_tell_what_was_measured_and_what_this_text_is() -> None:
    """A short text without an author is told to be one, and the measured figures are those of the report card."""
    limits = " ".join(read(FOLDER / "very-short.txt").limits)
    assert "few sentences (2)" in limits
    assert "No author" in limits
    card = report_card().set_index(["part", "label"])["precision"]
    assert f"{card['claims', 'FACT']:.0%}".replace("%", " %") in limits
    assert set(LEVELS) <= {label for part, label in card.index if part == "claims"}


def test_a_list_of_quotations_is_known_as_one() -> None:
    """Where most words are quoted, the limits say that the marks tell little."""
    assert any("quotation marks" in limit for limit in read(FOLDER / "quotations.txt").limits[5:])


def test_a_long_text_is_read_without_a_strip() -> None:
    """Beyond some hundred sentences they are no longer drawn one by one."""
    html = read(very_long(130)).to_html()
    assert 'class="strip"' not in html
    assert 'class="strip"' in read(FOLDER / "plain.txt").to_html()
