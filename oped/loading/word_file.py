"""Word files (.docx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from oped.errors import LoadError
from oped.loading.boundary import parsing
from oped.loading.draft import PROSE, Draft, Part, Role

if TYPE_CHECKING:
    from oped.loading.raw import Raw

_MOST_UNPACKED = 200_000_000
_MOST_MARKUP = 30_000_000
_MOST_ENTRIES = 5_000
_MOST_PARAGRAPHS = 50_000
_ROLES = {"Title": Role.TITLE, "Caption": Role.ASIDE}


def read_word(raw: "Raw") -> Draft:
    """The paragraphs of a .docx file; title and author from its properties, where somebody filled them in.

    The properties' dates say when the file was made, not when the text was published, so they are not used.

    Raises:
        LoadError: the file is damaged, protected, or unpacks to more than it should.
    """
    import docx

    with parsing(f"{raw.name} is damaged or not a Word file: open it in a word processor and save it again as .docx."):
        _check_size(raw)
        document = docx.Document(io.BytesIO(raw.data))
        properties = document.core_properties
        author = properties.author or ""
        return Draft(
            tuple(_parts(document, raw.name)),
            title=properties.title or "",
            author="" if author == "python-docx" or " " not in author.strip() else author,
        )


def _check_size(raw: "Raw") -> None:
    with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
        entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise LoadError(f"{raw.name} is protected by a password: save a copy without one.")
    markup = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if (
        len(entries) > _MOST_ENTRIES
        or markup > _MOST_MARKUP
        or sum(entry.file_size for entry in entries) > _MOST_UNPACKED
    ):
        raise LoadError(f"{raw.name} unpacks to far more than a text: copy the text into a new file.")


def _parts(document: Any, name: str) -> Iterator[Part]:
    styles = {style.style_id: style.name for style in document.styles}
    paragraphs = document.element.body.xpath(".//w:p[not(ancestor::w:txbxContent)]")
    if len(paragraphs) > _MOST_PARAGRAPHS:
        raise LoadError(f"{name} has more than 50,000 paragraphs: split it into several files.")
    for paragraph in paragraphs:
        # Taken run by run: python-docx leaves out what was inserted with "track changes".
        runs = paragraph.xpath(".//*[self::w:t or self::w:br or self::w:tab][not(ancestor::w:txbxContent)]")
        text = "".join(run.text or "" if run.tag.endswith("}t") else _space(run.tag) for run in runs)
        in_table = next(paragraph.iterancestors("{*}tc"), None) is not None
        if not in_table or len(text.split()) >= PROSE:
            style = styles.get(paragraph.style or "", "")
            yield Part(text, _ROLES.get(style, Role.TEXT))


def _space(tag: str) -> str:
    return "\n" if tag.endswith("}br") else " "
