"""Widgets for what a reader does by hand: thin, with the logic in plain modules beside them."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from oped.errors import OpedError
from oped.labels import LEVELS, Label
from oped.showing.answers import AnswerStore, Given
from oped.showing.look import look_of
from oped.showing.page import Shown, labels_table
from oped.showing.passage import Sentences, texts_of

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent


class Annotator(anywidget.AnyWidget):
    """Label sentences by mouse or by keyboard; the answers stay in a file beside the notebook.

    Keys, with the focus on a sentence: Up and Down (or k and j) move, a label's letters give it, 0 or Backspace takes
    it away, 5 to 9 say how sure (50 to 90 per cent) and 1 says 100; Tab leaves.

    Attributes:
        answers: the label name given to each sentence id that has one.
        confidences: how sure, 50 to 100 per cent, by sentence id; only sentences with a label have one.
        notice: one sentence where answers could not be read or saved, else empty.
    """

    _esm = _HERE / "widget.js"
    _css = _HERE / "widget.css"

    answers: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    confidences: "traitlets.Dict[str, int]" = traitlets.Dict().tag(sync=True)
    notice = traitlets.Unicode().tag(sync=True)
    _rows: "traitlets.List[dict[str, str]]" = traitlets.List().tag(sync=True)
    _choices: "traitlets.List[dict[str, str]]" = traitlets.List().tag(sync=True)
    _confidence = traitlets.Bool().tag(sync=True)
    _height = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        sentences: Sentences,
        labels: Mapping[str, Label] = LEVELS,
        *,
        name: str,
        confidence: bool = False,
        height: str = "",
    ) -> None:
        """Set out the sentences with the answers that the file holds for them.

        Args:
            sentences: whatever `oped.showing.passage.texts_of` takes.
            labels: the labels to choose from, of the codebook: LEVELS, TYPES, DEVICES or a part of them.
            name: names the file, `NAME.answers.json`: small letters, digits and hyphens; one name for one text.
            confidence: whether to ask how sure the reader is.
            height: how tall the list of sentences may grow before it scrolls, as CSS has it (`30em`); empty for all.

        Raises:
            OpedError: the sentences, a label or the name can't be used.
        """
        self._store = AnswerStore(name)
        self._texts = texts_of(sentences)
        self._labels = dict(labels)
        given, notice = self._store.load(self._texts, self._labels)
        super().__init__(
            answers=given.answers,
            confidences=given.confidence,
            notice=notice,
            _rows=[{"id": i, "text": text} for i, text in self._texts.items()],
            _choices=[_choice(label) for label in labels.values()],
            _confidence=confidence,
            _height=height,
        )
        self.observe(self._save, names=["answers", "confidences"])

    @property
    def table(self) -> "pd.DataFrame":
        """One row a sentence: `id`, `text`, `label` and `confidence`, missing where nothing was said."""
        import pandas as pd

        rows = [(i, text, self.answers.get(i), self.confidences.get(i)) for i, text in self._texts.items()]
        return pd.DataFrame(rows, columns=["id", "text", "label", "confidence"]).astype(
            {"label": "string", "confidence": "Int64"}
        )

    @property
    def static(self) -> Shown:
        """The sentences with their labels as they are now, to print below the widget."""
        shown = labels_table(self._texts, self.answers, self._labels, self.confidences if self._confidence else None)
        if not self.notice:
            return shown
        return Shown(f"<p>{escape(self.notice)}</p>{shown.html}", f"{self.notice}\n{shown.text}")

    def reset(self) -> None:
        """Forget every answer, here and in the file."""
        self.answers, self.confidences = {}, {}

    @traitlets.validate("answers")
    def _check(self, proposal: Any) -> dict[str, str]:
        answers: dict[str, str] = proposal["value"]
        for sentence_id, label in answers.items():
            if sentence_id not in self._texts or label not in self._labels:
                raise OpedError(f"{sentence_id}: {label} does not fit; the labels are {', '.join(self._labels)}.")
        return answers

    def _save(self, change: object) -> None:
        self.notice = self._store.save(Given(answers=self.answers, confidence=self.confidences))

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        static = self.static
        return {**data, "text/html": static.html, "text/plain": static.text}, metadata

    def __repr__(self) -> str:
        """Return the static form as plain text."""
        return self.static.text


def _choice(label: Label) -> dict[str, str]:
    look = look_of(label.name)
    return {
        "name": label.name,
        "letter": label.letter,
        "title": label.title,
        "text_style": look.text_style,
        "tag_style": look.tag_style,
        "button_style": f"background-color:{look.background};color:{look.ink}",
    }
