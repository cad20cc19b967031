"""Phrases marked inside sentences: whole words, counted from 0, and the characters that they stand for."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from oped.labels import Label
from oped.showing.look import find_label, look_of
from oped.showing.page import Shown, key, mark
from oped.showing.passage import Sentences
from oped.showing.widgets.grid import grid, id_cell

if TYPE_CHECKING:
    import pandas as pd

_RUN = re.compile(r"[^\s—–]+")
_AROUND = ".,;:!?…\"'“”‘’()[]«»*_"

Span = tuple[int, int]


class Mark(BaseModel):
    """A phrase with its label; `start` and `end` are character offsets into the sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    start: int
    end: int
    phrase: str
    label: str

    @property
    def id(self) -> str:
        """What tells it from any other mark; a phrase may have several labels."""
        return f"{self.sentence}:{self.start}-{self.end}:{self.label}"

    def fits(self, texts: Mapping[str, str], labels: Mapping[str, Label]) -> bool:
        """Whether these words still stand at this place, and the label is one of these."""
        text = texts.get(self.sentence, "")
        has_words = any(self.start <= start < self.end for start, _ in words_of(text))
        return has_words and text[self.start : self.end] == self.phrase and self.label in labels


def words_of(text: str) -> list[Span]:
    """The words of a sentence as offsets, without the punctuation around them.

    >>> text = "“Historic” talks—again, in 2026."
    >>> [text[start:end] for start, end in words_of(text)]
    ['Historic', 'talks', 'again', 'in', '2026']
    """
    spans = []
    for run in _RUN.finditer(text):
        start = run.start() + len(run.group()) - len(run.group().lstrip(_AROUND))
        end = run.start() + len(run.group().rstrip(_AROUND))
        if start < end:
            spans.append((start, end))
    return spans


def pieces_of(text: str) -> list[str]:
    """A sentence cut into what stands before the first word, the first word, what stands between, and so on.

    >>> pieces_of("So, is it?")
    ['', 'So', ', ', 'is', ' ', 'it', '?']
    """
    cuts = [0, *(place for span in words_of(text) for place in span), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def starts_of(sentences: Sentences) -> dict[str, int]:
    """Where each sentence begins in the document that it is from; empty where there is no document."""
    document = getattr(sentences, "document", sentences)
    return {
        sentence.id: sentence.start for sentence in getattr(document, "sentences", ()) if hasattr(sentence, "start")
    }


def marks_table(marks: Iterable[Mark], starts: Mapping[str, int]) -> "pd.DataFrame":
    """One row a mark: sentence, start, end, phrase, label; offsets count from where the sentence starts."""
    import pandas as pd

    rows = [
        (m.sentence, m.start + starts.get(m.sentence, 0), m.end + starts.get(m.sentence, 0), m.phrase, m.label)
        for m in marks
    ]
    types = {"sentence": "string", "start": "int64", "end": "int64", "phrase": "string", "label": "string"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def show_marks(texts: Mapping[str, str], marks: Iterable[Mark], labels: Mapping[str, Label]) -> Shown:
    """Show each sentence with its phrases marked, the phrases in words beside it, and the key to all labels."""
    found = list(marks)
    caption = f"{len(found)} phrase{'s' * (len(found) != 1)} marked in {len(texts)} sentence{'s' * (len(texts) != 1)}"
    rows, lines = [], [caption]
    for sentence_id, text in texts.items():
        inside = [m for m in found if m.sentence == sentence_id]
        named = [(mark(m.phrase, m.label), find_label(m.label).title) for m in inside]
        listed = "<br>".join(f"{shown.html} {escape(title)}" for shown, title in named)
        rows.append([id_cell(sentence_id), _marked(text, inside), listed])
        lines += [f"{sentence_id} {text}", *(f"      {shown.text} ({title})" for shown, title in named)]
    legend = key(labels)
    return Shown(grid(caption, ["Sentence", "Text", "Marked"], rows) + legend.html, "\n".join([*lines, legend.text]))


def _marked(text: str, marks: list[Mark]) -> str:
    """The sentence as HTML; where marks overlap, the one that begins last gives the tint."""
    cuts = sorted({0, len(text), *(place for m in marks for place in (m.start, m.end))})
    html = ""
    for start, end in pairwise(cuts):
        over = [m for m in marks if m.start <= start and end <= m.end]
        piece = escape(text[start:end])
        if over:
            look = look_of(max(over, key=lambda m: m.start).label)
            piece = f'<mark style="{look.text_style}">{piece}</mark>'
        html += piece
    return html
