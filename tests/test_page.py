"""Static pages: what they say, that they are safe, and that they need neither style sheet nor script."""

from html.parser import HTMLParser

import pandas as pd
import pytest

from oped.errors import OpedError
from oped.labels import LEVELS, TYPES
from oped.library import load_case
from oped.showing.page import Shown, key, labels_table, mark, show_reasons, show_sentences

TEXTS = {"p01s1": "The bridge is old.", "p01s2": "It should go.", "p02s1": "Who pays?"}
NASTY = '<script>alert("x")</script> & <b onclick=x>'
VOID = {"br", "hr", "img"}


class Reader(HTMLParser):
    """Collects the elements, the attributes and the words of a page, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is read."""
        self.words += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


PAGES = [
    mark(NASTY, "FACT"),
    key(TYPES),
    show_sentences({**TEXTS, "p02s2": NASTY}, labels={"p02s2": "OPINION"}),
    show_sentences(TEXTS, wording={"p01s1": NASTY}),
    labels_table({"p01s1": NASTY, "<i>": "Odd id."}, {"p01s1": "MIXED"}, confidence={"p01s1": 80}),
]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_closed_escaped_and_self_contained(page: Shown) -> None:
    """Every element is closed; no script, class, id, address or handler is in it; nasty text stays text."""
    read = Reader(page.html)
    allowed = {"style", "title", "scope", "lang"}
    assert {name for _, attributes in read.elements for name in attributes} <= allowed
    assert {tag for tag, _ in read.elements} <= {
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "abbr", "span", "p")
    }
    assert "url(" not in page.html


def test_nasty_text_is_read_as_it_was_written() -> None:
    """What looks like markup in a sentence comes out as the same characters."""
    assert NASTY in Reader(PAGES[0].html).words
    assert PAGES[0].text == f"[F] {NASTY}"


@pytest.mark.parametrize("page", PAGES[2:])
def test_tables_have_caption_and_scopes(page: Shown) -> None:
    """A screen reader hears what the table is, and for each cell its row and column."""
    read = Reader(page.html)
    assert len(read.named("caption")) == 1
    assert {head["scope"] for head in read.named("th")} == {"row", "col"}
    assert read.named("table")[0]["lang"] == "en"


def test_mark_says_its_label_without_colour() -> None:
    """The tag is the first thing read, and its full name is at hand."""
    read = Reader(mark("It should go.", "OPINION").html)
    assert read.words == "O It should go."
    assert read.named("abbr")[0]["title"] == "opinion"


def test_passage_reads_in_order_with_numbers() -> None:
    """Paragraph number, then sentence id, then sentence."""
    shown = show_sentences(TEXTS)
    words = Reader(shown.html).words
    assert "3 sentences in 2 paragraphs" in words
    assert words.index("p01s1") < words.index("The bridge") < words.index("p01s2") < words.index("Who pays?")
    assert shown.text == "p01s1 The bridge is old.\np01s2 It should go.\np02s1 Who pays?"


def test_own_copy_stands_beside_our_words() -> None:
    """The second column holds the reader's copy; a sentence that is not in it says so."""
    shown = show_sentences(TEXTS, ids=["p01"], wording={"p01s1": "That old bridge!"})
    assert shown.text.splitlines() == [
        "p01s1 The bridge is old.",
        "      copy: That old bridge!",
        "p01s2 It should go.",
        "      copy: (not in your copy)",
    ]
    assert "That old bridge!" in Reader(shown.html).words


def test_labels_may_be_a_column() -> None:
    """A table's own column can mark the sentences, and the key names only the labels in use."""
    table = pd.DataFrame({"id": list(TEXTS), "text": list(TEXTS.values()), "type": ["EVENT", "POLICY", None]})
    assert show_sentences(table, labels="type").text.splitlines() == [
        "p01s1 [EV] The bridge is old.",
        "p01s2 [PO] It should go.",
        "p02s1 Who pays?",
        "Key: [EV] event, [PO] policy",
    ]


def test_column_needs_a_table() -> None:
    """Pairs have no columns, and the message says what to give instead."""
    with pytest.raises(OpedError, match="dict from id to label"):
        show_sentences(TEXTS, labels="level")


def test_labels_table_says_what_is_open() -> None:
    """Sentences without a label say so, and the key names every label there is to choose."""
    shown = labels_table(TEXTS, {"p01s1": "FACT", "p01s2": "OPINION"}, LEVELS, {"p01s1": 90})
    assert shown.text.splitlines() == [
        "2 of 3 labelled",
        "p01s1 [F] The bridge is old. (how sure: 90 %)",
        "p01s2 [O] It should go. (how sure: not said)",
        "p02s1 [ ] Who pays? (not answered yet)",
        "Key: [F] fact, [M] mixed, [O] opinion",
    ]


def test_shown_offers_html_and_text() -> None:
    """Jupyter gets both forms; print and the prompt get the text."""
    shown = mark("It should go.", "OPINION")
    assert shown._repr_mimebundle_() == {"text/html": shown.html, "text/plain": shown.text}
    assert shown._repr_html_() == shown.html
    assert str(shown) == repr(shown) == shown.text


@pytest.mark.parametrize(("case", "heading"), [("ukraine-talks", "In our words"), ("four-day-week", "Text")])
def test_a_restatement_is_headed_as_one_and_the_writers_own_words_are_not(case: str, heading: str) -> None:
    """The heading above the sentences says whose words they are, by the case's record."""
    shown = show_sentences(load_case(case), ["p01s1"], wording={"p01s1": "As printed."})
    for page in (show_reasons(load_case(case), ["p01s1"]), shown):
        words = Reader(page.html).words
        assert heading in words
        assert ("In our words" in words) == (heading == "In our words")
