"""The Annotator: a label for each sentence, or labels for phrases inside sentences."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import traitlets
from pydantic import Field

from oped.errors import OpedError
from oped.labels import LEVELS, Label
from oped.showing.answers import AnswerStore, Given, Percent
from oped.showing.page import Shown, labels_table
from oped.showing.passage import Sentences, texts_of
from oped.showing.widgets.base import Widget, choice
from oped.showing.widgets.phrases import Mark, marks_table, pieces_of, show_marks, starts_of, words_of

if TYPE_CHECKING:
    import pandas as pd


class Annotations(Given):
    """Label names and how sure (50 to 100 per cent) by sentence id, and the phrases marked."""

    answers: dict[str, str] = Field(default_factory=dict)
    confidence: dict[str, Percent] = Field(default_factory=dict)
    marks: dict[str, Mark] = Field(default_factory=dict)


class Annotator(Widget):
    """Label sentences, or phrases in them, by mouse, touch or keyboard; what is labelled stays in a file.

    Keys for sentences: Up and Down (or k and j) move, a label's letters give it, 0 or Backspace takes it away, 5 to 9
    say how sure (50 to 90 per cent) and 1 says 100; Tab leaves.

    Keys for phrases: Left, Right, Home and End move from word to word, with Shift they select, a label's letters mark
    the selected words, 0 or Backspace takes away the marks on them; Escape drops the selection. With the mouse drag
    over the words, with a finger touch the first and then the last, and choose a label above.

    Attributes:
        answers: the label name given to each sentence id that has one.
        confidences: how sure, 50 to 100 per cent, by sentence id; only sentences with a label have one.
        notice: one sentence where answers could not be read or saved, else empty.
    """

    _scripts = ("phrases.js", "annotator.js")

    answers: "traitlets.Dict[str, str]" = traitlets.Dict().tag(sync=True)
    confidences: "traitlets.Dict[str, int]" = traitlets.Dict().tag(sync=True)
    _marks: "traitlets.List[dict[str, Any]]" = traitlets.List().tag(sync=True)
    _rows: "traitlets.List[dict[str, Any]]" = traitlets.List().tag(sync=True)
    _choices: "traitlets.List[dict[str, str]]" = traitlets.List().tag(sync=True)
    _confidence = traitlets.Bool().tag(sync=True)
    _phrases = traitlets.Bool().tag(sync=True)
    _height = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        sentences: Sentences,
        labels: Mapping[str, Label] = LEVELS,
        *,
        name: str,
        phrases: bool = False,
        confidence: bool = False,
        height: str = "",
    ) -> None:
        """Set out the sentences with what the file holds for them.

        Args:
            sentences: whatever `oped.showing.passage.texts_of` takes.
            labels: the labels to choose from, of the codebook: LEVELS, TYPES, DEVICES or a part of them.
            name: names the file, `NAME.answers.json`: small letters, digits and hyphens; one name for one text.
            phrases: whether to mark phrases, several in a sentence, in place of whole sentences.
            confidence: whether to ask how sure the reader is of a sentence's label.
            height: how tall the list of sentences may grow before it scrolls, as CSS has it (`30em`); empty for all.

        Raises:
            OpedError: the sentences, a label or the name can't be used, or how sure is asked of phrases.
        """
        if phrases and confidence:
            raise OpedError("How sure is asked of whole sentences only: leave out confidence, or phrases.")
        self._texts = texts_of(sentences)
        self._starts = starts_of(sentences)
        self._labels = dict(labels)
        choices = [choice(label) for label in labels.values()]
        self._store = AnswerStore(name, Annotations)
        given, notice = self._store.load(self._phrases_that_fit if phrases else self._labels_that_fit)
        super().__init__(
            answers=given.answers,
            confidences=given.confidence,
            notice=notice,
            _marks=[self._span(m) for m in given.marks.values()],
            _rows=[{"id": i, "text": text, "pieces": pieces_of(text)} for i, text in self._texts.items()],
            _choices=choices,
            _confidence=confidence,
            _phrases=phrases,
            _height=height,
        )
        self.observe(self._save, names=["answers", "confidences", "_marks"])

    @property
    def table(self) -> "pd.DataFrame":
        """One row a sentence: `id`, `text`, `label` and `confidence`, missing where nothing was said."""
        import pandas as pd

        rows = [(i, text, self.answers.get(i), self.confidences.get(i)) for i, text in self._texts.items()]
        return pd.DataFrame(rows, columns=["id", "text", "label", "confidence"]).astype(
            {"label": "string", "confidence": "Int64"}
        )

    @property
    def marks(self) -> "pd.DataFrame":
        """One row a phrase, in reading order: `sentence`, `start`, `end`, `phrase`, `label`.

        `start` and `end` count characters from the start of the document where the sentences are a document's, as
        the reading tables do; otherwise from the start of the sentence.
        """
        return marks_table(self._marked, self._starts)

    def reset(self) -> None:
        """Forget every answer, here and in the file."""
        self.answers, self.confidences, self._marks = {}, {}, []

    @property
    def _marked(self) -> list[Mark]:
        order = list(self._texts)
        marks = [self._mark(**span) for span in self._marks]
        return sorted(marks, key=lambda m: (order.index(m.sentence), m.start, m.end))

    def _mark(self, sentence: str, first: int, last: int, label: str) -> Mark:
        text = self._texts[sentence]
        words = words_of(text)
        start, end = words[first][0], words[last][1]
        return Mark(sentence=sentence, start=start, end=end, phrase=text[start:end], label=label)

    def _span(self, m: Mark) -> dict[str, Any]:
        inside = [n for n, (start, end) in enumerate(words_of(self._texts[m.sentence])) if m.start <= start < m.end]
        return {"sentence": m.sentence, "first": inside[0], "last": inside[-1], "label": m.label}

    def _labels_that_fit(self, kept: Annotations) -> Annotations:
        fits = {i for i, label in kept.answers.items() if i in self._texts and label in self._labels}
        return Annotations(
            answers={i: label for i, label in kept.answers.items() if i in fits},
            confidence={i: percent for i, percent in kept.confidence.items() if i in fits},
        )

    def _phrases_that_fit(self, kept: Annotations) -> Annotations:
        return Annotations(marks={i: m for i, m in kept.marks.items() if m.fits(self._texts, self._labels)})

    @traitlets.validate("answers")
    def _check(self, proposal: Any) -> dict[str, str]:
        answers: dict[str, str] = proposal["value"]
        for sentence_id, label in answers.items():
            if sentence_id not in self._texts or label not in self._labels:
                raise OpedError(f"{sentence_id}: {label} does not fit; the labels are {', '.join(self._labels)}.")
        return answers

    @traitlets.validate("confidences")
    def _check_confidences(self, proposal: Any) -> dict[str, int]:
        confidences: dict[str, int] = proposal["value"]
        for sentence_id, percent in confidences.items():
            if sentence_id not in self._texts or not 50 <= percent <= 100:
                raise OpedError(f"{sentence_id}: {percent} does not fit; how sure is a number from 50 to 100.")
        return confidences

    def _save(self, change: object) -> None:
        marks = {m.id: m for m in self._marked}
        self.notice = self._store.save(Annotations(answers=self.answers, confidence=self.confidences, marks=marks))

    def _shown(self) -> Shown:
        if self._phrases:
            return show_marks(self._texts, self._marked, self._labels)
        return labels_table(self._texts, self.answers, self._labels, self.confidences if self._confidence else None)
