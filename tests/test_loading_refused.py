"""What can't be read as an English text says so in one sentence, and in a short time."""

import gzip
import io
import time
from pathlib import Path

import pypdf
import pytest

from oped.errors import LoadError
from oped.loading import load, read_bytes, read_paste
from tests.fuzz.fuzz_loading import CORPUS, check
from tests.loading_texts import PARAGRAPHS, changed_word, pdf, word

BODY = "\n\n".join(PARAGRAPHS)
ARABIC = "الجسر قديم جدا ولا أحد يريد أن يدفع ثمن إصلاحه هذا العام. "
GERMAN = (
    "Die Hafenbrücke wurde 1931 gebaut, und sie wurde für Karren gebaut. Heute fahren jede Woche neuntausend Lastwagen "
    "darüber, und jeder von ihnen erschüttert sie. Wer soll das bezahlen, wenn nicht die ganze Stadt?"
)


def locked(data: bytes) -> bytes:
    """A PDF with a password."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
        (bytes(range(256)) * 20, "is not text"),
        (gzip.compress(BODY.encode()), "is not text"),
        (b"x" * 50_000_001, "is larger than 50 MB"),
        (b"It is old. " * 500_000, "is longer than 5 million characters"),
        (locked(pdf(PARAGRAPHS)), "is protected by a password"),
        (pdf([]), "pictures of pages"),
        (pdf(PARAGRAPHS)[:700], "damaged PDF"),
        (pdf(PARAGRAPHS, pages=501), "has more than 500 pages"),
        (word(PARAGRAPHS)[:9000], "damaged or not a Word file"),
        (changed_word(b"<w:document>"), "damaged or not a Word file"),
        (changed_word(b" " * 31_000_000), "unpacks to far more than a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "without a password"),
        (b"{\\rtf1\\ansi Who pays?}", "is an RTF file"),
        (b"PK\x03\x04 somefile.xlsx", "is a packed file but not a Word file"),
        ((ARABIC * 9).encode(), "runs from right to left"),
        (GERMAN.encode(), "looks like another language"),
        (("Мост очень старый. " * 9).encode(), "looks like another language"),
        (b"1931 9,000 14 12 800", "has no words in it"),
        (b"Advertisement\n\nShare", "holds no text to read"),
        ("\n".join(f"- [The ferry {n}](https://post.example/{n})" for n in range(9)).encode(), "is a list of links"),
        ("\n".join(f"https://post.example/{n}" for n in range(9)).encode(), "is a list of links"),
        (f"<html><body>{'<p><a href=/a>The ferry that never came</a></p>' * 30}".encode(), "is a list of links"),
        (b"<!doctype html><html><body><script>start()</script></body></html>", "has no article text"),
        (b"<html><body>" + b"<p>" * 70_000, "is too large for an article"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(data: bytes, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Each says what is wrong and what to do, on one line, and nothing is printed beside it."""
    with pytest.raises(LoadError, match=message) as caught:
        read_bytes(data, "The letter")
    assert "The letter" in str(caught.value)
    assert ": " in str(caught.value)
    assert str(caught.value).endswith(".")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("gone.txt", "There is no file"),
        ("www.post.example/opinion", "https://"),
        (".", "is a folder"),
        ("a\0b", "can't be read"),
        (Path("x" * 300), "can't be read"),
        ("", "is empty"),
    ],
)
def test_what_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str | Path, message: str
) -> None:
    """A missing file, a folder, or a name that no file can have is one sentence."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LoadError, match=message):
        load(source)


def test_a_text_without_an_end_takes_no_time_without_an_end() -> None:
    """Markup that is never closed, quotation marks and one endless paragraph are read in time that grows evenly."""
    started = time.process_time()
    for piece in ("<a ", "<!--", "[a](", "“It is! ", "It is so. "):
        text = "It is the bridge that we have. " + piece * (200_000 // len(piece))
        try:
            assert read_paste(text).sentences
        except LoadError as error:
            assert "English" in str(error) or "no text" in str(error)  # noqa: PT017
    assert time.process_time() - started < 10


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*.bin")), ids=lambda file: file.stem)
def test_what_once_broke_the_loaders_does_so_no_more(file: Path) -> None:
    """Every input that fuzzing found gives a document or one sentence."""
    check(file.read_bytes())
