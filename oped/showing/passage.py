"""The sentences that are to be shown, taken from whatever holds them."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from oped.errors import OpedError
from oped.reading.document import Document

if TYPE_CHECKING:
    import pandas as pd

_TEXT_COLUMNS = ("text", "restatement")
_ID = re.compile(r"p0*(\d+)s\d+")


class HasDocument(Protocol):
    """A practice text, or anything else with a `Document`."""

    @property
    def document(self) -> Document:
        """The text."""


class HasSentences(Protocol):
    """A case, or anything else with a table of sentences."""

    @property
    def sentences(self) -> "pd.DataFrame":
        """One row a sentence."""


Sentences: TypeAlias = (
    "pd.DataFrame | Document | HasDocument | HasSentences | Mapping[str, str] | Iterable[tuple[str, str]]"
)


def texts_of(sentences: Sentences) -> dict[str, str]:
    """Take the sentences, as id and text in reading order, from whatever holds them.

    Args:
        sentences: a table with the columns `id` and `text` (or `restatement`), a document, a case, a practice text,
            a dict from id to text, or pairs of id and text.

    >>> texts_of([("p01s1", "The bridge is old."), ("p01s2", "It should go.")])
    {'p01s1': 'The bridge is old.', 'p01s2': 'It should go.'}

    Raises:
        OpedError: a column is missing, there is no sentence, or an id comes twice.
    """
    held = getattr(sentences, "document", sentences)
    if isinstance(held, Document):
        pairs = [(sentence.id, sentence.text) for sentence in held.sentences]
    elif isinstance(held, Mapping):
        pairs = list(held.items())
    elif (table := table_of(held)) is not None:
        text = next((name for name in _TEXT_COLUMNS if name in table.columns), _TEXT_COLUMNS[0])
        pairs = list(column_of(table, text).items())
        if len(pairs) < len(table):
            raise OpedError("Two sentences have the same id; give each its own.")
    else:
        pairs = list(cast("Iterable[tuple[str, str]]", held))
    texts = dict(pairs)
    if len(texts) < len(pairs):
        raise OpedError("Two sentences have the same id; give each its own.")
    if not texts:
        raise OpedError("There is no sentence to show; give a text with at least one.")
    return texts


def table_of(held: object) -> "pd.DataFrame | None":
    """Find the table of sentences in a case, or say that there is none."""
    table = getattr(held, "sentences", held)
    return cast("pd.DataFrame", table) if hasattr(table, "columns") else None


def column_of(table: "pd.DataFrame", name: str) -> dict[str, str]:
    """Read one column of a table of sentences by sentence id; empty cells are left out.

    Raises:
        OpedError: the table has no such column, or none called `id`.
    """
    for needed in ("id", name):
        if needed not in table.columns:
            raise OpedError(f"The table of sentences has no column {needed!r}; it has {', '.join(table.columns)}.")
    filled = table[table[name].notna() & (table[name] != "")]
    return {str(i): str(value) for i, value in zip(filled["id"], filled[name], strict=True)}


def choose(texts: Mapping[str, str], ids: Iterable[str] | None) -> dict[str, str]:
    """Keep the sentences named, in reading order; `p03` names all sentences of paragraph 3.

    >>> choose({"p01s1": "One.", "p01s2": "Two.", "p02s1": "Three."}, ["p01"])
    {'p01s1': 'One.', 'p01s2': 'Two.'}

    Raises:
        OpedError: no sentence has that id.
    """
    if ids is None:
        return dict(texts)
    wanted = [ids] if isinstance(ids, str) else list(ids)
    for name in wanted:
        if not any(_named(i, name) for i in texts):
            raise OpedError(f"There is no sentence {name!r} here; the ids run from {min(texts)} to {max(texts)}.")
    return {i: text for i, text in texts.items() if any(_named(i, name) for name in wanted)}


def paragraph_of(sentence_id: str) -> str:
    """Read the paragraph's number out of a sentence id; empty where ids are not of the form pNNsM.

    >>> paragraph_of("p03s2")
    '3'
    """
    found = _ID.fullmatch(sentence_id)
    return found.group(1) if found else ""


def _named(sentence_id: str, name: str) -> bool:
    return sentence_id == name or bool(_ID.fullmatch(sentence_id) and sentence_id.startswith(f"{name}s"))
