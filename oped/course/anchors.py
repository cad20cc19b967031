"""Fill the anchors of a case from the text, which stays where it is."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from oped.course.layout import CourseError
from oped.reading.align import align, anchor
from oped.reading.document import read_text
from oped.reading.markup import plain_text

if TYPE_CHECKING:
    import pandas as pd

_MARKED = re.compile(r"^(p\d{2,}s\d+)\t(.+)$", re.MULTILINE)
_BODY_END = re.compile(r"[.!?…][\"'”’»)]*\Z")


def fill_anchors(file: Path, text: str) -> int:
    """Write the anchor of each sentence into a case's `sentences.csv`; returns how many there are.

    Args:
        file: the case's `sentences.csv`, with its ids in the order of the text.
        text: the text, either with a line `id TAB sentence` for each sentence, or as it was saved: then paragraphs
            that don't end like a sentence (headline, caption, related articles) are passed over, and so is what
            follows the last sentence.

    Raises:
        CourseError: there is no such file, the text's sentences are not the table's, or their anchors don't lead back
            to them.
    """
    import pandas as pd

    if not file.is_file():
        raise CourseError(f'There is no file "{file}": check the name of the case.')
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    ids = list(table["id"])
    sentences = _sentences(text, len(ids))
    if list(sentences) != ids:
        odd = min(set(ids) ^ set(sentences), default=ids[0])
        raise CourseError(f"The text's sentences are not those of {file.name}: compare both from {odd} on.")
    table["anchor"] = [anchor(sentences[name]) for name in ids]
    _check(table, sentences)
    table.to_csv(file, index=False, lineterminator="\n")
    return len(table)


def _sentences(text: str, count: int) -> dict[str, str]:
    marked = dict(_MARKED.findall(text))
    if marked:
        return marked
    paragraphs = re.split(r"\n\s*\n", plain_text(text).text)
    body = [paragraph.strip() for paragraph in paragraphs if _BODY_END.search(paragraph.strip())]
    return {sentence.id: sentence.text for sentence in read_text("\n\n".join(body)).sentences[:count]}


def _check(table: "pd.DataFrame", sentences: dict[str, str]) -> None:
    aligned = align("\n\n".join(sentences.values()), table[table["anchor"] != ""])
    wrong = [
        name
        for name, wording in zip(aligned["id"], aligned["wording"], strict=True)
        if wording != " ".join(sentences[name].split())
    ]
    if wrong:
        raise CourseError(f"The anchors of these sentences don't lead back to them: {', '.join(wrong)}.")
