"""The number card: ten questions to one figure of a text."""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import traitlets
from pydantic import Field

from oped.errors import OpedError
from oped.labels import ANSWERS, QUESTIONS, AnswerName
from oped.showing.answers import AnswerStore, Given
from oped.showing.canvas import in_words
from oped.showing.page import Shown
from oped.showing.passage import Sentences, texts_of
from oped.showing.widgets.base import Widget
from oped.showing.widgets.grid import grid

if TYPE_CHECKING:
    import pandas as pd

_TEXT_COLUMNS = ("restatement", "text")


class CardAnswers(Given):
    """Answer and note by the question's name."""

    answers: dict[str, AnswerName] = Field(default_factory=dict)
    notes: dict[str, str] = Field(default_factory=dict)


class NumberCard(Widget):
    """Ask the ten questions of one figure: does the text answer it? Yes, no, or the question does not arise.

    Keys: Up and Down move from question to question, y, n and d answer, 0 or Backspace takes the answer away, Tab goes
    on to the note and then leaves.

    Attributes:
        answers: `yes`, `no` or `does_not_arise` by the question's name, for the questions that have an answer.
        notes: a few words by the question's name.
        notice: one sentence where answers could not be read or saved, else empty.
    """

    _scripts = ("number_card.js",)

    answers: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    notes: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    _sentence = traitlets.Dict().tag(sync=True)
    _rows: "traitlets.List[dict[str, str]]" = traitlets.List().tag(sync=True)
    _options: "traitlets.List[dict[str, str]]" = traitlets.List().tag(sync=True)

    def __init__(
        self, figure: "Mapping[str, Any] | pd.Series", sentences: "Sentences | None" = None, *, name: str
    ) -> None:
        """Set out the questions with the answers that the file holds for them.

        Args:
            figure: a row of a case's `figures` or of what `oped.reading.figures` finds; of its columns only those that
                say which figure it is are used, never its answers.
            sentences: what holds the figure's sentence, as `oped.showing.passage.texts_of` takes it; not needed where
                the row itself has a `restatement` or a `text`.
            name: names the file, `NAME.answers.json`: small letters, digits and hyphens; one name for one figure.

        Raises:
            OpedError: the sentence is not to be found, or the name can't be used.
        """
        row = {str(column): value for column, value in dict(figure).items()}
        self._store = AnswerStore(name, CardAnswers)
        given, notice = self._store.load(_that_fit)
        super().__init__(
            answers=given.answers,
            notes=given.notes,
            notice=notice,
            _sentence={"id": str(row.get("sentence", "")), "text": _text_of(row, sentences), "figure": _named(row)},
            _rows=[{"name": q.name, "title": q.title, "question": q.question, "advice": q.advice} for q in _QUESTIONS],
            _options=[{"value": value, "title": title} for value, title in _TITLES.items()],
        )
        self.observe(self._save, names=["answers", "notes"])

    @property
    def table(self) -> "pd.DataFrame":
        """One row a question: `question`, `answer` and `note`, missing where nothing was said."""
        import pandas as pd

        rows = [(q.name, self.answers.get(q.name), self.notes.get(q.name)) for q in _QUESTIONS]
        return pd.DataFrame(rows, columns=["question", "answer", "note"]).astype("string")

    def reset(self) -> None:
        """Forget every answer and note, here and in the file."""
        self.answers, self.notes = {}, {}

    @traitlets.validate("answers")
    def _check(self, proposal: Any) -> dict[str, str]:
        answers: dict[str, str] = proposal["value"]
        for question, answer in answers.items():
            if question not in QUESTIONS or answer not in ANSWERS:
                raise OpedError(
                    f"{question}: {answer} does not fit; answer {', '.join(QUESTIONS)} by {', '.join(ANSWERS)}."
                )
        return answers

    def _save(self, change: object) -> None:
        self.notice = self._store.save(CardAnswers.model_validate({"answers": self.answers, "notes": self.notes}))

    def _shown(self) -> Shown:
        done = f"{len(self.answers)} of {len(QUESTIONS)} answered"
        about = f"{self._sentence['figure']} ({self._sentence['id']})"
        rows, lines = [], [about, self._sentence["text"], done]
        for q in _QUESTIONS:
            note = self.notes.get(q.name, "")
            words = _TITLES.get(self.answers.get(q.name, ""), "not answered yet")
            rows.append([f"{q.letter}. {escape(q.question)}", words, escape(note)])
            lines.append(f"{q.letter:>2}. {q.question} {words}{f' ({note})' if note else ''}")
        top = f'<p lang="en"><strong>{escape(about)}</strong><br>{escape(self._sentence["text"])}</p>'
        return Shown(top + grid(done, ["Does the text answer it?", "Answer", "Note"], rows), "\n".join(lines))


_QUESTIONS = tuple(QUESTIONS.values())
_TITLES = {name: answer.title for name, answer in ANSWERS.items()}


def _that_fit(kept: CardAnswers) -> CardAnswers:
    return CardAnswers(
        answers={q: answer for q, answer in kept.answers.items() if q in QUESTIONS},
        notes={q: note for q, note in kept.notes.items() if q in QUESTIONS},
    )


def _text_of(row: Mapping[str, Any], sentences: "Sentences | None") -> str:
    if sentences is None:
        text = next((row[column] for column in _TEXT_COLUMNS if row.get(column)), "")
    else:
        text = texts_of(sentences).get(str(row.get("sentence")), "")
    if not text:
        raise OpedError("The figure's sentence is not here: give, as the second argument, the text that it is from.")
    return str(text)


def _named(row: Mapping[str, Any]) -> str:
    """The figure in words: as the text has it, or else value and unit; and what it counts."""
    value = row.get("value")
    number = "no number given" if value is None or value != value or value == "" else in_words(value)
    figure = row.get("phrase") or f"{number} {row.get('unit') or ''}".strip()
    counts = row.get("counts")
    return f"{figure}: {counts}" if isinstance(counts, str) and counts else str(figure)
