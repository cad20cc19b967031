"""Tables for the static forms: HTML with inline style only."""

from collections.abc import Iterable, Sequence
from html import escape

_TABLE = "border-collapse:collapse;margin:0.5em 0;font-size:100%"
_CAPTION = "caption-side:top;text-align:left;font-weight:700;padding:0 0.75em 0.5em"
_HEAD = "text-align:left;vertical-align:bottom;padding:0.25em 0.75em;white-space:nowrap;border-bottom:1px solid #808080"
_CELL = "text-align:left;vertical-align:top;padding:0.4em 0.75em;line-height:1.6;max-width:44em"
_ID = "font-family:monospace;font-size:0.85em"


def grid(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; the first cell of each row is its heading. Caption and heads are text, cells are HTML.

    >>> grid("One", ["A"], [["x"]]).count("<th ")
    2
    """
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(name)}</th>' for name in heads)
    body = "".join(_row(*cells) for cells in rows)
    return (
        f'<table lang="en" style="{_TABLE}"><caption style="{_CAPTION}">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(first: str, *rest: str) -> str:
    cells = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in rest)
    return f'<tr><th scope="row" style="{_CELL};font-weight:400">{first}</th>{cells}</tr>'


def id_cell(name: str) -> str:
    """An id, set in the type of code."""
    return f'<span style="{_ID}">{escape(name)}</span>'
