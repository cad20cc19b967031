"""Sentences as static pages: HTML with inline style only, and the same as plain text.

Nothing here needs a script, a style sheet or a class, so that a page reads the same in JupyterLab (trusted or not), on
GitHub, in the book and in feedback. Without any style the letter tags and the key still say everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from oped.errors import OpedError
from oped.labels import LEVELS, Label
from oped.own_copy import wording as own_wording
from oped.records import Case
from oped.showing.look import find_label, look_of
from oped.showing.passage import Sentences, choose, column_of, paragraph_of, table_of, texts_of

_TABLE = "border-collapse:collapse;margin:0.5em 0;font-size:100%"
_CAPTION = "caption-side:top;text-align:left;font-weight:700;padding:0 0.75em 0.5em"
_HEAD = "text-align:left;vertical-align:bottom;padding:0.25em 0.75em;white-space:nowrap;border-bottom:1px solid #808080"
_CELL = "text-align:left;vertical-align:top;padding:0.6em 0.75em;line-height:1.9"
_READING = f"{_CELL};max-width:44em"
_REASON = f"{_CELL};max-width:36em;line-height:1.5"
_ID = "font-family:monospace;font-size:0.85em"
_KEY = "margin:0.5em 0.75em;line-height:2.4"
_SHORT = f"{_CELL};white-space:nowrap"


@dataclass(frozen=True)
class Shown:
    """Something to look at: HTML in a notebook, plain text everywhere else."""

    html: str
    text: str

    def __repr__(self) -> str:
        """Return the plain text."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def mark(text: str, label: str) -> Shown:
    """Mark words with a label of the codebook: tint, underline and letter tag.

    >>> mark("It should go.", "OPINION")
    [O] It should go.

    Raises:
        OpedError: no label has that name.
    """
    return Shown(
        f'<mark style="{look_of(label).text_style}">{_tag(label)} {escape(text)}</mark>',
        f"[{find_label(label).letter}] {text}",
    )


def key(labels: Iterable[str]) -> Shown:
    """Make the key to marked text: each label's tag and name, marked as the text is.

    >>> key(["FACT", "OPINION"])
    Key: [F] fact, [O] opinion
    """
    marks = [mark(find_label(label).title, label) for label in labels]
    html = " ".join(f'<span style="display:inline-block;margin-right:0.75em">{shown.html}</span>' for shown in marks)
    return Shown(f'<p lang="en" style="{_KEY}">Key: {html}</p>', "Key: " + ", ".join(shown.text for shown in marks))


def show_sentences(
    sentences: Sentences,
    ids: Iterable[str] | None = None,
    labels: Mapping[str, str] | str | None = None,
    wording: Mapping[str, str] | None = None,
    *,
    apart: bool = False,
) -> Shown:
    """Show a passage with its paragraph and sentence numbers, marked or not.

    Args:
        sentences: whatever `texts_of` takes.
        ids: the sentences to show, in reading order; `p03` names all sentences of paragraph 3. All if None.
        labels: a label name for each sentence id that is to be marked, or the column that holds them (`level`).
        wording: the author's words for each sentence id, shown in a second column. For a case, the reader's own
            copy is used where there is one.
        apart: one row a sentence, to be worked on one by one, in place of one row a paragraph.

    >>> show_sentences({"p01s1": "The bridge is old.", "p01s2": "It should go."}, labels={"p01s2": "OPINION"})
    p01s1 The bridge is old.
    p01s2 [O] It should go.
    Key: [O] opinion

    Raises:
        OpedError: an id, a label or a column is not there.
    """
    texts = choose(texts_of(sentences), ids)
    if wording is None and isinstance(sentences, Case):
        wording = own_wording(sentences)
    given = _labels_of(sentences, labels) if isinstance(labels, str) else labels or {}
    pieces = {i: mark(text, given[i]) if i in given else Shown(escape(text), text) for i, text in texts.items()}
    columns = {"Text": pieces}
    if wording:
        copied = {i: wording.get(i, "(not in your copy)") for i in texts}
        columns = {_whose_words(sentences): pieces, "In your copy": {i: Shown(escape(t), t) for i, t in copied.items()}}
    used = list(dict.fromkeys(given[i] for i in texts if i in given))
    legend = key(used) if used else Shown("", "")
    lines = ["\n      copy: ".join([f"{i} {pieces[i].text}", *_rest(columns, i)]) for i in texts]
    return Shown(_passage(list(texts), columns, apart) + legend.html, "\n".join([*lines, legend.text]).rstrip("\n"))


def labels_table(
    sentences: Sentences,
    answers: Mapping[str, str],
    labels: Mapping[str, Label] = LEVELS,
    confidence: Mapping[str, int] | None = None,
) -> Shown:
    """Show each sentence with the label given to it, one row a sentence, and the key to all labels.

    Args:
        sentences: whatever `texts_of` takes.
        answers: a label name for each sentence id that has one.
        labels: the labels to choose from, for the key.
        confidence: how sure, 50 to 100 per cent, by sentence id; None leaves the column out.

    >>> labels_table([("p01s1", "The bridge is old."), ("p01s2", "It should go.")], {"p01s2": "OPINION"}, confidence={})
    1 of 2 labelled
    p01s1 [ ] The bridge is old. (not answered yet)
    p01s2 [O] It should go. (how sure: not said)
    Key: [F] fact, [M] mixed, [O] opinion

    Raises:
        OpedError: a label is not in the codebook.
    """
    texts = texts_of(sentences)
    caption = f"{sum(i in answers for i in texts)} of {len(texts)} labelled"
    heads = ["Sentence", "Label", *([] if confidence is None else ["How sure"]), "Text"]
    rows = [_answer_row(i, text, answers.get(i), confidence) for i, text in texts.items()]
    legend = key(labels)
    html = _table(caption, heads, [row.html for row in rows]) + legend.html
    return Shown(html, "\n".join([caption, *(row.text for row in rows), legend.text]))


def show_reasons(sentences: Sentences, ids: Iterable[str], column: str = "level") -> Shown:
    """Show sentences of a case or a key with their label, the reason for it, and what else is accepted.

    Args:
        sentences: a case, or a table with the columns id, text (or restatement), rationale, accepted_levels,
            second_type and the one asked for.
        ids: the sentences to show, in reading order.
        column: `level`, or `type`, for which the second type is what else is accepted.

    Raises:
        OpedError: an id or a column is not there.
    """
    texts = choose(texts_of(sentences), ids)
    given, reasons = _labels_of(sentences, column), _labels_of(sentences, "rationale")
    others = _labels_of(sentences, "accepted_levels" if column == "level" else "second_type")
    rows, lines = [], []
    for sentence_id, text in texts.items():
        marked, also = mark(text, given[sentence_id]), _also(others.get(sentence_id, ""))
        reason = f"{reasons[sentence_id]}{also}"
        name = find_label(given[sentence_id]).title
        cells = [_head("row", f'<span style="{_ID}">{escape(sentence_id)}</span>'), _cell(_CELL, name)]
        rows.append(f"<tr>{''.join(cells)}{_cell(_READING, marked.html)}{_cell(_REASON, escape(reason))}</tr>")
        lines.append(f"{sentence_id} {marked.text}\n      Why: {reason}")
    legend = key(dict.fromkeys(given[i] for i in texts))
    html = _table(f"Key by {column}", ["Sentence", column.capitalize(), _whose_words(sentences), "Why"], rows)
    return Shown(html + legend.html, "\n".join([*lines, legend.text]))


def _also(others: str) -> str:
    return f" Also accepted: {others.replace(';', ', ')}." if others else ""


def show_labels(labels: Mapping[str, Label]) -> Shown:
    """Show part of the codebook: each label with its letter, its test question and one line of advice.

    >>> show_labels({"FACT": LEVELS["FACT"]})
    [F] FACT: As it stands, could someone check all of it against records?
    """
    rows = [
        f"<tr>{_head('row', mark(label.name, name).html)}{_cell(_REASON, escape(label.question))}"
        f"{_cell(_REASON, escape(label.advice))}</tr>"
        for name, label in labels.items()
    ]
    lines = [f"[{label.letter}] {label.name}: {label.question}" for label in labels.values()]
    return Shown(_table("From the codebook", ["Label", "Test question", "Advice"], rows), "\n".join(lines))


def _answer_row(sentence_id: str, text: str, label: str | None, confidence: Mapping[str, int] | None) -> Shown:
    if label is None:
        name, sure, said, marked = "not answered yet", "", " (not answered yet)", Shown(escape(text), f"[ ] {text}")
    else:
        percent = (confidence or {}).get(sentence_id)
        sure = "not said" if percent is None else f"{percent} %"
        said = "" if confidence is None else f" (how sure: {sure})"
        name, marked = find_label(label).title, mark(text, label)
    cells = [_head("row", f'<span style="{_ID}">{escape(sentence_id)}</span>'), _cell(_SHORT, name)]
    if confidence is not None:
        cells.append(_cell(_SHORT, sure))
    return Shown(f"<tr>{''.join(cells)}{_cell(_READING, marked.html)}</tr>", f"{sentence_id} {marked.text}{said}")


def _whose_words(sentences: Sentences) -> str:
    """The heading above the sentences: a restatement is called so, the writer's own words are the text."""
    if isinstance(sentences, Case):
        return "In our words" if sentences.record.restated else "Text"
    table = table_of(sentences)
    return "Text" if table is not None and "text" in table.columns else "In our words"


def _labels_of(sentences: Sentences, column: str) -> dict[str, str]:
    table = table_of(sentences)
    if table is None:
        raise OpedError(f"These sentences have no column {column!r}; give the labels as a dict from id to label.")
    return column_of(table, column)


def _rest(columns: Mapping[str, Mapping[str, Shown]], sentence_id: str) -> list[str]:
    return [pieces[sentence_id].text for pieces in list(columns.values())[1:]]


def _passage(ids: Sequence[str], columns: Mapping[str, Mapping[str, Shown]], apart: bool) -> str:
    rows = []
    for name, group in groupby(ids, (lambda i: i) if apart else paragraph_of):
        inside = list(group)
        tags = {i: "" if apart else f'<span style="{_ID}">{escape(i)}</span> ' for i in inside}
        cells = [_cell(_READING, " ".join(tags[i] + pieces[i].html for i in inside)) for pieces in columns.values()]
        rows.append(f"<tr>{_head('row', escape(name))}{''.join(cells)}</tr>")
    sentences = f"{len(ids)} sentence{'s' * (len(ids) > 1)}"
    caption = sentences if apart else f"{sentences} in {len(rows)} paragraph{'s' * (len(rows) > 1)}"
    return _table(caption, ["Sentence" if apart else "Paragraph", *columns], rows)


def _table(caption: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col" style="{_HEAD}">{name}</th>' for name in heads)
    return (
        f'<table lang="en" style="{_TABLE}"><caption style="{_CAPTION}">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _head(scope: str, html: str) -> str:
    return f'<th scope="{scope}" style="{_CELL};font-weight:400">{html}</th>'


def _cell(style: str, html: str) -> str:
    return f'<td style="{style}">{html}</td>'


def _tag(label: str) -> str:
    found = find_label(label)
    return f'<abbr title="{escape(found.title)}" style="{look_of(label).tag_style}">{escape(found.letter)}</abbr>'
