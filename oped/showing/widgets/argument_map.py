"""The argument map as an outline to edit, with the map drawn beside it."""

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

import traitlets
from pydantic import Field

from oped.reading.argument import KINDS
from oped.reading.argument import ArgumentMap as Argument
from oped.showing.answers import AnswerStore, Given
from oped.showing.argument_svg import argument_svg, draw_argument
from oped.showing.page import Shown
from oped.showing.passage import Sentences, texts_of
from oped.showing.widgets.base import Widget
from oped.showing.widgets.outline import OutlineRow, map_of, rows_of, unknown_sentences

if TYPE_CHECKING:
    import pandas as pd


class OutlineAnswers(Given):
    """The rows of the outline by id, in reading order."""

    rows: dict[str, OutlineRow] = Field(default_factory=dict)


class ArgumentMap(Widget):
    """Edit an argument as an outline; the drawing, and what is still to mend, follow.

    Keys, in the text of a part: Enter adds a part below, Alt with Right and Left puts it in and out, Alt with Up and
    Down moves it, Alt with Delete removes it with all that stands under it (Delete alone where its text is empty),
    Alt with Z takes the last change back, Up and Down go to the part above and below, Tab goes on to its other fields
    and then leaves.

    Attributes:
        notice: one sentence where the map could not be read or saved, else empty.
    """

    _scripts = ("argument_map.js",)

    _nodes: "traitlets.List[dict[str, Any]]" = traitlets.List().tag(sync=True)
    _kinds: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    _picture = traitlets.Unicode().tag(sync=True)
    _problems: "traitlets.List[str]" = traitlets.List().tag(sync=True)
    _gaps: "traitlets.List[str]" = traitlets.List().tag(sync=True)

    def __init__(
        self, argument: "Argument | pd.DataFrame | None" = None, sentences: "Sentences | None" = None, *, name: str
    ) -> None:
        """Set out the map that the file holds or, where there is none yet, the one given.

        Args:
            argument: what to begin with: a map, or a table such as a case's `argument`; an empty map if None.
            sentences: the text, as `oped.showing.passage.texts_of` takes it, to check the sentence ids against.
            name: names the file, `NAME.answers.json`: small letters, digits and hyphens; one name for one text.

        Raises:
            OpedError: the map has a loop or a lost part, or the name can't be used.
        """
        given = _map_from(argument)
        self._start = [row.model_dump() for row in rows_of(given)]
        self._ids = None if sentences is None else texts_of(sentences)
        self._store = AnswerStore(name, OutlineAnswers)
        kept, notice = self._store.load(lambda everything: everything)
        super().__init__(
            notice=notice, _nodes=[row.model_dump() for row in kept.rows.values()] or self._start, _kinds=dict(KINDS)
        )
        self._draw()
        self.observe(self._save, names=["_nodes"])

    @property
    def map(self) -> Argument:
        """The map as it is now."""
        return map_of(self._outline)

    def reset(self) -> None:
        """Go back to the map given at the start, here and in the file."""
        self._nodes = self._start

    @property
    def _outline(self) -> list[OutlineRow]:
        return [OutlineRow.model_validate(node) for node in self._nodes]

    def _save(self, change: object) -> None:
        self.notice = self._store.save(OutlineAnswers(rows={row.id: row for row in self._outline}))
        self._draw()

    def _draw(self) -> None:
        argument = self.map
        self._problems = [*argument.problems(), *unknown_sentences(argument, self._ids)]
        self._gaps = argument.gaps()
        self._picture = b64encode(argument_svg(argument).encode()).decode()

    def _shown(self) -> Shown:
        shown = draw_argument(self.map)
        told = {"To mend": self._problems, "Still open": self._gaps}
        html = "".join(
            f'<p lang="en"><strong>{name}</strong></p><ul lang="en">'
            f"{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
            for name, lines in told.items()
            if lines
        )
        text = [
            line for name, lines in told.items() if lines for line in (f"{name}:", *(f"- {item}" for item in lines))
        ]
        return Shown(shown.html + html, "\n".join([shown.text, *text]))


def _map_from(argument: "Argument | pd.DataFrame | None") -> Argument:
    if argument is None:
        return Argument()
    return argument if isinstance(argument, Argument) else Argument.from_table(argument)
