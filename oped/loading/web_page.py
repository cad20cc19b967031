"""Web pages: trafilatura finds the main text and what is known about it; it asks the network for nothing."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from oped.errors import LoadError
from oped.loading.boundary import parsing
from oped.loading.draft import PROSE, Draft, Part, Role

if TYPE_CHECKING:
    from oped.loading.raw import Raw

_MOST_TAGS = 60_000
_MANY_TAGS = 5_000  # trafilatura's second opinion takes time that grows with their square
_LEAST_FOUND = 30  # characters: with less than that trafilatura falls back to all text, its pieces torn apart
_FEW_WORDS = 150
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability")
_BLOCKS = ("p", "head", "item", "quote", "cell", "code", "table", "list")
_BETWEEN = re.compile(r"\n\s*\n|(?<=[.!?])\n")
_NOTE_MARKS = "//sup[.//a]"


def read_web_page(html: str, raw: "Raw") -> Draft:
    """The main text of a page, and its captions; title, author, outlet and date from the page's own description.

    Raises:
        LoadError: the page is too large, a list of links, or has no main text.
    """
    if html.count("<") > _MOST_TAGS:
        raise LoadError(f"{raw.name} is too large for an article's page: copy the article's text and paste it.")
    with parsing(f"{raw.name} can't be read as a web page: copy the article's text and paste it.", *_LOGGERS):
        draft, all_words, linked_words = _extracted(html, raw.source if "://" in raw.source else None)
    words = sum(len(part.text.split()) for part in draft.parts if part.role is Role.TEXT)
    if linked_words > 0.6 * all_words and words <= max(_FEW_WORDS, linked_words):
        raise LoadError(f"{raw.name} is a list of links: open the article that you want and load that.")
    if not words:
        raise LoadError(f"{raw.name} has no article text: open it in a browser, copy the text and paste it.")
    return draft


def _extracted(html: str, address: str | None) -> tuple[Draft, int, int]:
    """The draft, the number of words on the page, and how many of them are links."""
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config
    from trafilatura.utils import load_html

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_LEAST_FOUND)
    tree = load_html(html if re.search("<(?:html|body)", html, re.IGNORECASE) else f"<html><body>{html}</body></html>")
    if tree is None:
        return Draft(()), 0, 0
    all_words = len(tree.text_content().split())
    linked_words = sum(len(link.text_content().split()) for link in tree.iter("a"))
    captions = tuple(Part(caption.text_content(), Role.ASIDE) for caption in tree.iter("figcaption"))
    found: Any = bare_extraction(
        tree,
        url=address,
        fast=html.count("<") > _MANY_TAGS,
        include_comments=False,
        with_metadata=True,
        prune_xpath=_NOTE_MARKS,
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=config,
    )
    if found is None:
        return Draft(captions), all_words, linked_words
    draft = Draft(
        (*captions, *_parts(found.body)),
        title=found.title or "",
        author=(found.author or "").replace("; ", ", "),
        outlet=found.sitename or urlsplit(found.url or "").netloc.removeprefix("www."),
        date=found.date or "",
    )
    return draft, all_words, linked_words


def _parts(body: Any) -> Iterator[Part]:
    """The paragraphs of trafilatura's tree; table cells that hold data and not prose are left out."""
    for cell in list(body.iter("cell")):
        if len("".join(cell.itertext()).split()) < PROSE:
            cell.clear()
    for block in body.iter(*_BLOCKS):
        block.text = f"\n\n{block.text or ''}"
        block.tail = f"\n\n{block.tail or ''}"
    for line_break in body.iter("lb"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return (Part(text) for text in _BETWEEN.split("".join(body.itertext())))
