"""Any text comes in as a document, with what stands around the argument set apart."""

import io
import os
import sys
from pathlib import Path

import pytest
from pytest_socket import disable_socket, enable_socket

from oped.loading import as_saved, load, read_bytes, read_paste
from tests.loading_texts import HTML, MARKDOWN, PARAGRAPHS, changed_word, pdf, word

ARTICLE = os.environ.get("OPED_ARTICLE", "")
BODY = "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plain.txt", BODY.encode()),
        ("wrapped.txt", BODY.replace("a ", "a\n").replace("\n", "\r\n").encode()),
        ("lines.txt", "\n".join(PARAGRAPHS).encode()),
        ("marked.txt", BODY.encode("utf-8-sig")),
        ("wide.txt", BODY.encode("utf-16")),
        ("wide-unmarked.txt", BODY.encode("utf-16-le")),
        ("old-windows.txt", BODY.encode("cp1252")),
        ("old-mac.txt", BODY.encode("mac_roman")),
        ("misread.txt", BODY.encode().decode("cp1252", "replace").encode()),
        ("hidden.txt", BODY.replace("bridge", "brid\u00adge\u200b").encode()),
        ("page.html", "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS).encode()),
        ("old-page.html", f"<meta charset=iso-8859-1>{BODY.replace(chr(10), '<br>')}".encode("cp1252")),
        ("file.docx", word(PARAGRAPHS)),
        ("file.pdf", pdf(PARAGRAPHS)),
        ("packed.pdf", pdf(PARAGRAPHS, packed=True)),
        ("wrong-ending.txt", word(PARAGRAPHS)),
        ("no-ending", pdf(PARAGRAPHS)),
    ],
)
def test_the_same_text_comes_out_of_every_form(tmp_path: Path, name: str, data: bytes) -> None:
    """What a file holds is told from its content, and its sentences are the same in every form and encoding."""
    (tmp_path / name).write_bytes(data)
    document = load(tmp_path / name)
    assert [sentence.text for sentence in document.sentences] == [s.text for s in load(BODY).sentences]
    assert document.source == str(tmp_path / name)


@pytest.mark.parametrize("text", [MARKDOWN, HTML], ids=["Markdown", "HTML"])
def test_title_author_outlet_and_date_are_found(text: str) -> None:
    """They are known and no longer part of the text, in Markdown as in HTML."""
    document = load(text)
    assert (document.title, document.author) == ("Close the bridge", "Ada Moor")
    assert (document.outlet, document.date) == ("The Harbour Post", "2025-03-04")
    assert "Ada Moor" not in document.text
    assert document.text.startswith("The harbour bridge was built in 1931, and it was built for carts. It now carries")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            "Who pays?\nBy Ada Moor and Jo Lee | 4 March 2025\n\nIt is old.",
            ("Who pays?", "Ada Moor and Jo Lee", "2025-03-04"),
        ),
        ("Opinion\n\nClose it\n\nAda Moor\n\nMarch 4th, 2025\n\nIt is old.", ("Close it", "Ada Moor", "2025-03-04")),
        ("Close it\n========\n\nIt is old.", ("Close it", "", "")),
        ("Title: Close it\nAuthor: Ada Moor\nDate: 2025-03-04\n\nIt is old.", ("Close it", "Ada Moor", "2025-03-04")),
        ('+++\ntitle = "Close it"\nauthor = "Ada Moor"\n+++\n\nIt is old.', ("Close it", "Ada Moor", "")),
        ("---\ntitle: Close it\ndate: 2025-03-04\n---\n\nIt is old.", ("Close it", "", "2025-03-04")),
        ("Close it\n\nThe harbour is old.\n\nBy Ada Moor\n\nIt is old.", ("Close it", "Ada Moor", "")),
        ("It is old.\n\nIt was built for carts.", ("", "", "")),
        (f"Diary\n\n{BODY}\n\n4 March 2025\n\nIt is old.", ("Diary", "", "")),
        ("“It is old”, said the mayor\n\n“It is not”, said the engineer", ("", "", "")),
        ("By May the bridge had moved.\n\nIt is old.", ("", "", "")),
        ("Close it\n\n31 February 2025 was no day.", ("Close it", "", "")),
    ],
)
def test_the_head_of_a_plain_text_is_read(text: str, known: tuple[str, str, str]) -> None:
    """Title, byline and date line are found in the forms that people paste, and nothing else is taken for them."""
    document = read_paste(text)
    assert (document.title, document.author, document.date) == known


@pytest.mark.parametrize(
    "line",
    [
        "Related article: The ferry that never came",
        "READ MORE: The ferry that never came",
        "[The ferry that never came](https://post.example/ferry)",
        "The bridge in winter. Photo: Town Archive",
        "The mayor on the bridge, 4 March 2025. Jo Lee / Reuters",
        "Photograph by Jo Lee",
        "The opinions expressed here are those of the author and do not represent the Post.",
        "Editor's note: an earlier version gave a wrong year.",
        "This article was first published in The Harbour Post.",
        "Share this article on Facebook",
        "Sign up for our weekly newsletter.",
        "We use cookies to improve your visit.",
        "Original url:",
        "https://post.example/opinion/close-the-bridge",
        "12 comments",
        "Advertisement",
        "5 min read",
        "© 2025 The Harbour Post",
        "Ada Moor is a retired engineer.",
        f"data:image/png;base64,{'iVBORw0KGgo' * 60}",
    ],
)
def test_what_stands_around_the_argument_is_set_apart(line: str) -> None:
    """It is kept in `set_apart` and is no sentence of the text."""
    document = read_paste(f"Close it\nBy Ada Moor\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{line}\n\n{PARAGRAPHS[4]}")
    assert document.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[4]}"
    assert len(document.set_apart) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Read the report: it is short.",
        "Share the cost, and the bridge will stand.",
        "The views of the mayor do not reflect those of the town.",
        "We use the bridge because cookies are sold on the other side.",
        "Photos of the bridge show a crack, and nobody has explained it.",
        "Join the march on Sunday.",
        "Subscribers of the paper have paid for the bridge twice, first in taxes and then in fines, and they know it.",
    ],
)
def test_an_argument_is_not_set_apart(sentence: str) -> None:
    """A sentence that only looks like a caption, a notice or a button stays."""
    document = read_paste(f"{PARAGRAPHS[0]}\n\n{sentence}\n\n{PARAGRAPHS[1]}")
    assert document.set_apart == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Radio Harbour\n4 March 2025\n\nHOST: Is it safe?\nMAYOR: It is.", ["HOST: Is it safe?", "MAYOR: It is."]),
        (
            "“It is safe,” he said.\n“It is not,” she said.\n“Who pays?”",
            ["“It is safe,” he said.", "“It is not,” she said.", "“Who pays?”"],
        ),
        ("> It is old, and the\n> town knows it.\n>\n> Close it.", ["It is old, and the town knows it.", "Close it."]),
        ("It is old.\n\n| year | lorries |\n|---|---|\n| 2024 | 9,000 |", ["It is old."]),
        (
            "OPINION\nWho Pays?\nMarch 4, 2025, 5:00 a.m. ET\n\nBy Ada Moor\n\nMs. Moor is an engineer.\n\nIt is old.",
            ["It is old."],
        ),
        ("Close it\n\nAda Moor\n\nThe town has known\n\nTue 4 Mar 2025 06.00 GMT\n\nIt is old.", ["It is old."]),
    ],
    ids=["transcript", "quotations", "quoted lines", "table", "section and biography", "standfirst"],
)
def test_paragraphs_are_told_from_wrapped_lines_and_data(text: str, read: list[str]) -> None:
    """Speakers and quotations keep their lines, wrapped lines are joined, tables and what belongs to a head go."""
    assert read_paste(text).text.split("\n\n") == read


def test_word_properties_captions_and_tracked_changes() -> None:
    """Title and author come from the properties, captions and data are not read, inserted words are."""
    document = read_bytes(word(PARAGRAPHS, title="Close the bridge", author="Ada Moor"))
    assert (document.title, document.author, document.date) == ("Close the bridge", "Ada Moor", "")
    assert document.set_apart == ("The bridge in winter",)
    assert "9,000" not in document.text.split("\n\n")
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    old, new, gone = (f"<w:r><w:t>{words}</w:t></w:r>" for words in ("It is ", "old.", "new."))
    body = f"<w:p>{old}<w:ins>{new}</w:ins><w:del>{gone.replace('w:t>', 'w:delText>')}</w:del></w:p>"
    tracked = changed_word(f"<w:document {space}><w:body>{body}</w:body></w:document>".encode())
    assert read_bytes(tracked).text == "It is old."


def test_pdf_lines_become_paragraphs_without_running_heads() -> None:
    """Lines are joined, words divided at the end of a line are made whole, and heads and page numbers are left out."""
    lines = ["The Harbour Post 4", "Bridge # is old, and no-", "body pays for it, as engin-", "eer # has said of it."]
    document = read_bytes(pdf([*lines, "So close # now."], "/Title (Close the bridge) /Author (Ada Moor)", pages=4))
    assert (document.title, document.author) == ("Close the bridge", "Ada Moor")
    assert document.text.startswith("Bridge A is old, and nobody pays for it, as engineer A has said of it. So close A")
    assert "Harbour Post" not in document.text
    assert not any(sentence.text.strip(".").isdigit() for sentence in document.sentences)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """With - the text comes from standard input, in whatever form."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(word(PARAGRAPHS))))
    assert load("-").text == BODY


def test_as_saved_sets_nothing_apart(tmp_path: Path) -> None:
    """The aligner gets the whole text: with its markup, or as the paragraphs of a Word file or PDF."""
    (tmp_path / "saved.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "saved.docx").write_bytes(word(PARAGRAPHS))
    assert as_saved(tmp_path / "saved.md") == MARKDOWN
    assert as_saved(tmp_path / "saved.docx") == f"{BODY}\n\nThe bridge in winter"


def test_reading_a_page_asks_the_network_for_nothing() -> None:
    """No request is made for the pictures, styles or description of a page that is already here."""
    disable_socket()
    try:
        assert read_paste(HTML).title == "Close the bridge"
    finally:
        enable_socket()


@pytest.mark.skipif(not ARTICLE, reason="needs the article's text in OPED_ARTICLE")
def test_the_article_is_read_whole_and_alone() -> None:
    """Its 38 sentences in 16 paragraphs are read; head, caption, related articles, disclaimer and address are not."""
    from oped.library import load_case

    case = load_case("ukraine-talks")
    document = load(ARTICLE)
    assert [sentence.id for sentence in document.sentences] == list(case.sentences["id"])
    assert (document.title, document.author) == (case.record.title, case.record.author)
    assert (document.outlet, document.date) == (case.record.outlet, str(case.record.date))
    assert len(document.set_apart) == 6
    assert sum(line.startswith("Related article") for line in document.set_apart) == 2
